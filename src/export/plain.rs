//! The article as lines of plain text.

use crate::layout::{self, Layout, Settings};
use crate::text::{BlockKind, Document};

/// The lines of a document from a block on, wrapped at `width` columns. Code is not wrapped, and
/// never cut.
pub fn plain(doc: &Document, width: u16, from: usize) -> impl Iterator<Item = String> {
    let layout = Layout::new(Settings {
        measure: width,
        ..Settings::default()
    });
    let blocks = from..doc.blocks().len();
    let lines = blocks.flat_map(move |block| lines(doc, &layout, block));
    lines.skip_while(String::is_empty)
}

fn lines(doc: &Document, layout: &Layout, block: usize) -> Vec<String> {
    let found = &doc.blocks()[block];
    if found.kind == BlockKind::Code {
        let code = doc.slice(found.span).lines().map(str::to_owned);
        return std::iter::once(String::new()).chain(code).collect();
    }
    let pieces = 0..layout.pieces(doc, block);
    let rows = pieces.flat_map(|piece| {
        let rows = layout.rows(doc, block, piece);
        let lines: Vec<String> = rows.iter().map(|row| layout::plain(doc, row)).collect();
        lines
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;
    use crate::text::{DocumentBuilder, Draft};

    #[test]
    fn text_is_wrapped_and_begins_without_a_blank_line() {
        let fixture = Fixture::bridge();
        let lines: Vec<String> = plain(fixture.subject().document, 20, 0).collect();
        assert_eq!(lines.first().map(String::as_str), Some("The bridge"));
        assert!(lines.iter().all(|line| line.chars().count() <= 20));
        let from: Vec<String> = plain(fixture.subject().document, 80, 2).collect();
        assert_eq!(from.first().map(String::as_str), Some("What now"));
    }

    #[test]
    fn code_is_never_cut() {
        let line = "let x = 1; ".repeat(20);
        let mut builder = DocumentBuilder::new();
        let mut draft = Draft::new(BlockKind::Code);
        draft.push_words(&line);
        builder.push(draft);
        let doc = builder.finish();
        let lines: Vec<String> = plain(&doc, 20, 0).collect();
        assert_eq!(lines, [line]);
    }
}
