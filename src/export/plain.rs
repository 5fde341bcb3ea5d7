//! The article as lines of plain text.

use std::rc::Rc;

use crate::layout::{self, Layout, Settings};
use crate::text::{BlockKind, Document};

/// The lines of a document from a block on, wrapped at `width` columns. Code is not wrapped, and
/// never cut.
pub fn plain(doc: &Document, width: u16, from: usize) -> impl Iterator<Item = String> {
    let layout = Rc::new(Layout::new(Settings {
        measure: width,
        ..Settings::default()
    }));
    let blocks = from..doc.blocks().len();
    let lines = blocks.flat_map(move |block| {
        let layout = Rc::clone(&layout);
        let pieces = 0..layout.pieces(doc, block);
        pieces.flat_map(move |piece| lines(doc, &layout, block, piece))
    });
    lines.skip_while(String::is_empty)
}

fn lines(doc: &Document, layout: &Layout, block: usize, piece: usize) -> Vec<String> {
    let found = &doc.blocks()[block];
    match found.kind {
        BlockKind::Code if piece == 0 => {
            let code = doc.slice(found.span).lines().map(str::to_owned);
            std::iter::once(String::new()).chain(code).collect()
        }
        BlockKind::Code => Vec::new(),
        _ => {
            let rows = layout.rows(doc, block, piece);
            rows.iter().map(|row| layout::plain(doc, row)).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;
    use crate::text::testing::blocks;

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
        let doc = blocks([(BlockKind::Code, &line)]);
        let lines: Vec<String> = plain(&doc, 20, 0).collect();
        assert_eq!(lines, [line]);
    }
}
