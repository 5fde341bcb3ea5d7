//! An article with known annotations, keys typed at it, and its screen as text.

#![allow(dead_code, reason = "each test crate uses its part of this module")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by a panic")]

use std::sync::Arc;

use dateline::analysis::{
    Anchor, Annotation, Annotations, DateKind, DateMention, Days, Event, Language, Quote,
    QuoteKind, Section, Speaker, SpeakerKind,
};
use dateline::app::key::Key;
use dateline::app::keymap::Keymap;
use dateline::app::{Arrival, ColorLevel, Effect, Found, Setup, Start, State};
use dateline::index::Inferred;
use dateline::load;
use dateline::text::{Document, Span};
use dateline::ui;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

/// The article of the tests.
pub const BRIDGE: &str = include_str!("../fixtures/bridge.md");

/// A document from Markdown.
pub fn document(markdown: &str) -> Document {
    load::load_text(markdown, load::format_named("md"))
}

fn words(doc: &Document, words: &str) -> Span {
    let start = doc
        .text()
        .find(words)
        .unwrap_or_else(|| panic!("no {words}"));
    Span::new(start, start + words.len())
}

fn day(written: &str) -> jiff::civil::Date {
    written.parse().unwrap()
}

/// What stands in the article of the tests, annotated by hand.
pub fn bridge_annotations(doc: &Document) -> Annotations {
    let mut all = Annotations::new(Language::English, Some(day("2024-05-12")));
    for (name, kind, role) in [
        (
            "Ana Ruiz",
            SpeakerKind::Person,
            Some("the city’s chief engineer"),
        ),
        ("Port Authority", SpeakerKind::Body, None),
        ("Tom Hale", SpeakerKind::Person, None),
        ("Iris Brandt", SpeakerKind::Person, Some("Mayor")),
    ] {
        all.extend([Annotation::Speaker(Speaker {
            name: name.to_owned(),
            kind,
            role: role.map(str::to_owned),
            aliases: vec![],
            first_mention: words(doc, name),
        })]);
    }
    for (spans, kind, speaker, confidence) in [
        (
            &["“We ran out of reasons to wait,”"][..],
            QuoteKind::Direct,
            Some(0),
            0.95,
        ),
        (&["“within two seasons”"], QuoteKind::Mixed, None, 0.9),
        (
            &["that it would act on the findings"],
            QuoteKind::Indirect,
            Some(1),
            0.8,
        ),
        (
            &[
                "“We were told to plan for the seasons after that,”",
                "“Nobody said which.”",
            ],
            QuoteKind::Direct,
            Some(2),
            0.9,
        ),
        (&["“legal, and wrong”"], QuoteKind::Mixed, Some(3), 0.9),
        (
            &["“Ask the people who moved it,”"],
            QuoteKind::Direct,
            Some(0),
            0.4,
        ),
    ] {
        all.extend([Annotation::Quote(Quote {
            spans: spans.iter().map(|s| words(doc, s)).collect(),
            kind,
            speaker,
            joint: Vec::new(),
            mention: None,
            cue: None,
            confidence,
        })]);
    }
    let events = [
        (
            "on Friday",
            "2024-05-10",
            "2024-05-10",
            "2024-05-10",
            "bridge closed",
            Anchor::Document,
        ),
        (
            "March 2015",
            "2015-03-01",
            "2015-03-31",
            "2015-03",
            "first inspection",
            Anchor::Stated,
        ),
        (
            "2018",
            "2018-01-01",
            "2020-12-31",
            "2018–2020",
            "money moved to quay",
            Anchor::Stated,
        ),
        (
            "1 June 2024",
            "2024-06-01",
            "2024-06-01",
            "2024-06-01",
            "hearing",
            Anchor::Stated,
        ),
    ];
    for (text, from, to, _, _, anchor) in events {
        all.extend([Annotation::Date(DateMention {
            span: words(doc, text),
            kind: DateKind::Date,
            value: from.to_owned(),
            modifier: None,
            days: Some(Days {
                from: day(from),
                to: day(to),
            }),
            anchor: Some(anchor),
        })]);
    }
    for (i, (text, from, to, when, label, anchor)) in events.into_iter().enumerate() {
        all.extend([Annotation::Event(Event {
            label: label.to_owned(),
            span: words(doc, text),
            days: Days {
                from: day(from),
                to: day(to),
            },
            when: when.to_owned(),
            inferred: anchor != Anchor::Stated,
            planned: label == "hearing",
            dates: vec![i],
        })]);
    }
    for (block, of) in doc.blocks().iter().enumerate() {
        if let Some(level) = of.heading_level() {
            all.extend([Annotation::Section(Section {
                title: doc.slice(of.span).to_owned(),
                level: level - 1,
                block,
                inferred: false,
            })]);
        }
    }
    all
}

/// A state without an article.
pub fn empty_state(level: ColorLevel, start: Start) -> State {
    State::new(setup(level, start), Keymap::bundled().unwrap())
}

/// A state of several articles, none of which has come.
pub fn state_of(articles: usize) -> State {
    let setup = Setup {
        articles,
        ..setup(ColorLevel::True, Start::Remembered)
    };
    State::new(setup, Keymap::bundled().unwrap())
}

fn setup(level: ColorLevel, start: Start) -> Setup {
    Setup {
        themes: ui::theme::names(),
        theme: Some("dark".to_owned()),
        level,
        measure: None,
        index: true,
        inferred: Inferred::Auto,
        start,
        articles: 1,
    }
}

/// The article of the tests, open on a screen.
pub fn bridge(columns: u16, rows: u16) -> State {
    let mut state = empty_state(ColorLevel::True, Start::Remembered);
    state.fit(columns, rows);
    arrive_bridge(&mut state);
    state
}

/// Gives the article of the tests to a state.
pub fn arrive_bridge(state: &mut State) {
    let doc = document(BRIDGE);
    let annotations = bridge_annotations(&doc);
    arrive(state, doc, Some(annotations));
}

/// Gives an article to a state.
pub fn arrive(state: &mut State, doc: Document, annotations: Option<Annotations>) {
    let found = annotations.map(|all| Box::new(Found::new(&doc, all, Inferred::Auto)));
    state.arrive(Arrival {
        document: Arc::new(doc),
        found,
        name: "bridge.md".to_owned(),
        progress: None,
    });
}

/// Gives the analysis of the article that it shows to a state.
pub fn arrive_found(state: &mut State, annotations: Annotations) {
    let document = state.reader().doc().clone();
    let found = Found::new(&document, annotations, Inferred::Auto);
    state.arrive(Arrival {
        document,
        found: Some(Box::new(found)),
        name: "bridge.md".to_owned(),
        progress: None,
    });
}

/// Types keys, written as in the keymap and separated by spaces; a word that names no key is typed
/// letter by letter.
pub fn keys(state: &mut State, keys: &str) -> Option<Effect> {
    let mut effect = None;
    for word in keys.split_whitespace() {
        match Key::parse(word) {
            Some(key) => effect = state.key(key),
            None => {
                for c in word.chars() {
                    effect = state.key(Key::char(c));
                }
            }
        }
    }
    effect
}

/// The screen of a state.
pub fn draw(state: &State) -> Buffer {
    let size = state.geometry().screen;
    let mut terminal = Terminal::new(TestBackend::new(size.width, size.height)).unwrap();
    terminal.draw(|frame| ui::view(state, frame)).unwrap();
    terminal.backend().buffer().clone()
}

/// The characters of a screen, without the blanks at the ends of its rows.
pub fn screen(state: &State) -> String {
    plain(&draw(state))
}

/// The cell where some words begin.
pub fn find(buffer: &Buffer, words: &str) -> (u16, u16) {
    for (y, row) in plain(buffer).lines().enumerate() {
        if let Some(at) = row.find(words) {
            let x = dateline::layout::cells(row.split_at(at).0);
            return (x as u16, y as u16);
        }
    }
    panic!("no {words} on the screen")
}

/// The characters of a buffer.
pub fn plain(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut row = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            row.push_str(symbol);
            x += (dateline::layout::cells(symbol) as u16).max(1);
        }
        out.push_str(row.trim_end());
        out.push('\n');
    }
    out
}

/// The characters of a screen and, after each row, the styles of its stretches.
pub fn styled(state: &State) -> String {
    let buffer = draw(state);
    let mut out = String::new();
    for (y, row) in plain(&buffer).lines().enumerate() {
        out.push_str(row);
        out.push('\n');
        let mut x = 0;
        while x < buffer.area.width {
            let style = buffer[(x, y as u16)].style();
            let start = x;
            while x < buffer.area.width && buffer[(x, y as u16)].style() == style {
                x += 1;
            }
            let name = describe(style);
            if !name.is_empty() {
                out.push_str(&format!("      {start}..{x} {name}\n"));
            }
        }
    }
    out
}

fn describe(style: Style) -> String {
    let mut parts = Vec::new();
    for (colour, name) in [(style.fg, "fg"), (style.bg, "bg")] {
        if let Some(colour) = colour.filter(|c| *c != Color::Reset) {
            parts.push(format!("{name}={colour}"));
        }
    }
    for (modifier, name) in [
        (Modifier::BOLD, "bold"),
        (Modifier::ITALIC, "italic"),
        (Modifier::UNDERLINED, "underline"),
        (Modifier::REVERSED, "reversed"),
    ] {
        if style.add_modifier.contains(modifier) {
            parts.push(name.to_owned());
        }
    }
    parts.join(" ")
}
