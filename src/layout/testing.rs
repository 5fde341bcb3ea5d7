//! What the tests of this module write documents and read rows with.

use super::{Layout, RowAddress, Settings, plain};
use crate::text::{Alignment, BlockKind, Document, DocumentBuilder, Draft, Marker, Role, Table};

/// A document from a small markup, blocks parted by blank lines: `# ` heading, `> ` quotation,
/// `- `, `1. `, `[x] `, `[ ] `, `+ ` (a further paragraph) list items with two spaces a level, a
/// code block after a line "code", `|a|b|` a table with the marks `<`, `^`, `>` of its columns in
/// the second line, `---`, `!` caption, `[1] ` footnote, `@title `, `@standfirst `, `@byline `.
pub(super) fn document(markup: &str) -> Document {
    let mut builder = DocumentBuilder::new();
    for block in markup.split("\n\n").filter(|b| !b.trim().is_empty()) {
        builder.push(draft(block.trim_matches('\n')));
    }
    builder.finish()
}

fn draft(block: &str) -> Draft {
    let with = |kind, words: &str| {
        let mut draft = Draft::new(kind);
        draft.push_words(words);
        draft
    };
    let role = |role, kind, words: &str| {
        let mut draft = with(kind, words);
        draft.set_role(role);
        draft
    };
    if let Some(words) = block.strip_prefix("@title ") {
        role(Role::Title, BlockKind::Heading(1), words)
    } else if let Some(words) = block.strip_prefix("@standfirst ") {
        role(Role::Standfirst, BlockKind::Paragraph, words)
    } else if let Some(words) = block.strip_prefix("@byline ") {
        role(Role::Byline, BlockKind::Paragraph, words)
    } else if let Some(words) = block.strip_prefix("# ") {
        with(BlockKind::Heading(2), words)
    } else if let Some(words) = block.strip_prefix("> ") {
        with(BlockKind::Quote(1), words)
    } else if let Some(words) = block.strip_prefix(">> ") {
        with(BlockKind::Quote(2), words)
    } else if let Some(words) = block.strip_prefix("code\n") {
        with(BlockKind::Code, words)
    } else if let Some(words) = block.strip_prefix('!') {
        with(BlockKind::Caption, words)
    } else if block == "---" {
        Draft::new(BlockKind::Rule)
    } else if block.starts_with('|') {
        table(block)
    } else if item(block).is_some() {
        list(block)
    } else if block.starts_with('[') {
        with(BlockKind::Footnote, block)
    } else {
        with(BlockKind::Paragraph, block)
    }
}

fn item(line: &str) -> Option<(Marker, &str)> {
    for (sign, marker) in [
        ("- ", Marker::Bullet),
        ("+ ", Marker::Continued),
        ("[x] ", Marker::Task(true)),
        ("[ ] ", Marker::Task(false)),
    ] {
        if let Some(words) = line.strip_prefix(sign) {
            return Some((marker, words));
        }
    }
    let (number, words) = line.split_once(". ")?;
    Some((Marker::Number(number.parse().ok()?), words))
}

fn list(block: &str) -> Draft {
    let mut draft = Draft::new(BlockKind::List(Vec::new()));
    for (index, line) in block.lines().enumerate() {
        if index > 0 {
            draft.push_words("\n");
        }
        let depth = (line.len() - line.trim_start().len()) / 2;
        let (marker, words) = item(line.trim_start()).expect("an item");
        let start = draft.text().len();
        draft.push_words(words);
        draft.add_item(start, depth as u8, marker);
    }
    draft
}

fn table(block: &str) -> Draft {
    let mut draft = Draft::new(BlockKind::Table(Table::default()));
    let mut alignments = Vec::new();
    let mut header = false;
    for (index, line) in block.lines().enumerate() {
        let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
        if index == 1 && cells.iter().all(|c| matches!(*c, "<" | "^" | ">")) {
            header = true;
            alignments.extend(cells.iter().map(|c| match *c {
                "^" => Alignment::Centre,
                ">" => Alignment::Right,
                _ => Alignment::Left,
            }));
            continue;
        }
        for (column, cell) in cells.iter().enumerate() {
            if !draft.text().is_empty() {
                draft.push_words(if column == 0 { "\n" } else { "\t" });
            }
            let start = draft.text().len();
            draft.push_words(cell.trim());
            draft.add_cell(start, column == 0);
        }
    }
    draft.set_columns(header, alignments);
    draft
}

/// All rows of a document as plain text.
pub(super) fn picture(doc: &Document, settings: Settings) -> String {
    let layout = Layout::new(settings);
    let rows = layout.window(doc, RowAddress::default(), 10_000);
    let lines: Vec<String> = rows
        .iter()
        .map(|(at, rows)| plain(doc, &rows[at.row]))
        .collect();
    lines.join("\n")
}

/// Checks that `markup` is set at `measure` as the picture shows; the picture's first line is left
/// out, and so are the spaces that stand before all of its lines.
pub(super) fn check(markup: &str, measure: u16, expected: &str) {
    let settings = Settings {
        measure,
        ..Settings::default()
    };
    check_with(markup, settings, expected);
}

/// The same with all settings.
pub(super) fn check_with(markup: &str, settings: Settings, expected: &str) {
    let doc = document(&unindent(markup));
    assert_eq!(picture(&doc, settings), unindent(expected), "{markup}");
}

/// Leaves out a first empty line, the last one if it is blank, and the common indent.
fn unindent(text: &str) -> String {
    let Some(lines) = text.strip_prefix('\n') else {
        return text.to_owned();
    };
    let mut lines: Vec<&str> = lines.split('\n').collect();
    if lines.last().is_some_and(|l| l.trim().is_empty()) {
        lines.pop();
    }
    let indent = |l: &&str| l.len() - l.trim_start_matches(' ').len();
    let filled = lines.iter().filter(|l| !l.trim().is_empty());
    let indent = filled.map(indent).min().unwrap_or(0);
    let bare: Vec<&str> = lines
        .iter()
        .map(|l| l.get(indent..).unwrap_or(""))
        .collect();
    bare.join("\n")
}
