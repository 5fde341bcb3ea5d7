//! Draws what the documentation shows of the program: the picture `docs/screen.svg` from a frame
//! of the program's own, and the key table of the README from the keymap.
//!
//! ```text
//! cargo run --release --example docs
//! ```

use std::sync::Arc;

use anyhow::{Context, Result};
use dateline::analysis::Options;
use dateline::app::key::Key;
use dateline::app::keymap::Keymap;
use dateline::app::{Arrival, ColorLevel, Found, Setup, Start, State};
use dateline::index::Inferred;
use dateline::{layout, pipeline, ui};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// The screen that is drawn, in cells.
const SIZE: (u16, u16) = (120, 40);
/// A cell of the picture, in user units.
const CELL: (f32, f32) = (8.4, 18.0);
/// The picture's page and ink: what "the terminal's own" colours are in it.
const PAGE: &str = "#1e1e1e";
const INK: &str = "#d8d8d2";
/// Keys typed before the picture is taken: the first speaker's second quotation is chosen.
const TYPED: &str = "A-2 g l j";

fn main() -> Result<()> {
    let keymap = Keymap::bundled()?;
    write_keys(&keymap)?;
    let buffer = frame(keymap)?;
    std::fs::write("docs/screen.svg", svg(&buffer)).context("docs/screen.svg")
}

/// Puts the key table between its marks in the README.
fn write_keys(keymap: &Keymap) -> Result<()> {
    let readme = std::fs::read_to_string("README.md").context("README.md")?;
    let (before, rest) = readme
        .split_once("<!-- keys -->\n")
        .context("README.md has no <!-- keys -->")?;
    let (_, after) = rest
        .split_once("<!-- /keys -->")
        .context("README.md has no <!-- /keys -->")?;
    let table = keymap.markdown();
    let new = format!("{before}<!-- keys -->\n{table}<!-- /keys -->{after}");
    std::fs::write("README.md", new).context("README.md")
}

/// A frame of the program, with the bundled article open.
fn frame(keymap: Keymap) -> Result<Buffer> {
    let setup = Setup {
        themes: ui::theme::names(),
        theme: Some("dark".to_owned()),
        level: ColorLevel::True,
        measure: None,
        index: true,
        inferred: Inferred::Auto,
        start: Start::Remembered,
        articles: 1,
    };
    let article = pipeline::article(pipeline::Request::default(), &Options::default())?;
    let mut state = State::new(setup, keymap);
    state.fit(SIZE.0, SIZE.1);
    let found = Found::new(&article.document, article.annotations, Inferred::Auto);
    state.arrive(Arrival {
        document: Arc::new(article.document),
        found: Some(Box::new(found)),
        name: article.name,
        progress: None,
    });
    for written in TYPED.split_whitespace() {
        state.key(Key::parse(written).context("no key")?);
    }
    let mut terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1))?;
    terminal.draw(|frame| ui::view(&state, frame))?;
    Ok(terminal.backend().buffer().clone())
}

/// The buffer as a picture: a text element for each stretch of one style.
fn svg(buffer: &Buffer) -> String {
    let (width, height) = (f32::from(SIZE.0) * CELL.0, f32::from(SIZE.1) * CELL.1);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" \
         font-size=\"14\" xml:space=\"preserve\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{PAGE}\"/>\n"
    );
    for y in 0..SIZE.1 {
        let mut x = 0;
        while x < SIZE.0 {
            let start = x;
            let mut words = String::new();
            let first = &buffer[(start, y)];
            while x < SIZE.0 && buffer[(x, y)].style() == first.style() {
                let symbol = buffer[(x, y)].symbol();
                words.push_str(symbol);
                x += (layout::cells(symbol) as u16).max(1);
            }
            out.push_str(&stretch(first, &words, start, x - start, y));
        }
    }
    out.push_str("</svg>\n");
    out
}

fn stretch(cell: &Cell, words: &str, x: u16, cells: u16, y: u16) -> String {
    let (mut ink, mut page) = (hex(cell.fg, INK), hex(cell.bg, PAGE));
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut ink, &mut page);
    }
    let (left, top) = (f32::from(x) * CELL.0, f32::from(y) * CELL.1);
    let width = f32::from(cells) * CELL.0;
    let mut out = String::new();
    if page != PAGE {
        out.push_str(&format!(
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{}\" fill=\"{page}\"/>\n",
            CELL.1
        ));
    }
    if words.trim().is_empty() {
        return out;
    }
    let escaped = words.replace('&', "&amp;").replace('<', "&lt;");
    let mut style = String::new();
    for (modifier, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
    ] {
        if cell.modifier.contains(modifier) {
            style.push_str(attribute);
        }
    }
    out.push_str(&format!(
        "<text x=\"{left:.1}\" y=\"{:.1}\" textLength=\"{width:.1}\" fill=\"{ink}\"{style}>{escaped}</text>\n",
        top + 13.5
    ));
    out
}

fn hex(colour: Color, default: &str) -> String {
    match colour {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => default.to_owned(),
    }
}
