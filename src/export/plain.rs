//! The article as lines of plain text.

use std::rc::Rc;

use crate::layout::{self, Decoration, DecorationKind, Fragment, Layout, Row, Settings, cells};
use crate::text::{BlockKind, Document, InlineKind, Span};

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
            let struck = doc.inlines_in(block, found.span);
            let struck: Vec<Span> = struck
                .filter(|i| i.kind == InlineKind::Strike)
                .map(|i| i.span)
                .collect();
            let line = |row: &Row| match struck.as_slice() {
                [] => layout::plain(doc, row),
                struck => layout::plain(doc, &with_strokes(doc, row, struck)),
            };
            rows.iter().map(line).collect()
        }
    }
}

/// A row with `~~` around what is struck out: without it the words would say the opposite.
fn with_strokes(doc: &Document, row: &Row, struck: &[Span]) -> Row {
    const STROKE: u16 = 2;
    let mut marked = row.clone();
    marked.fragments.clear();
    let mut fragments = row.fragments.clone();
    fragments.sort_by_key(|f| f.column);
    let mut shift = 0;
    for fragment in fragments {
        let mut at = fragment.span.start();
        let mut column = fragment.column + shift;
        let mut put = |row: &mut Row, to: usize, is_struck: bool| {
            let span = Span::new(at, to);
            let width = cells(doc.slice(span)) as u16;
            for (stroke, at) in [(is_struck, 0), (is_struck, width + STROKE)] {
                row.decorations.extend(stroke.then(|| Decoration {
                    column: column + at,
                    text: "~~".into(),
                    kind: DecorationKind::Label,
                }));
            }
            let inset = STROKE * u16::from(is_struck);
            column += inset;
            row.fragments.push(Fragment {
                column,
                span,
                width,
            });
            column += width + inset;
            shift += 2 * inset;
            at = to;
        };
        for stroke in struck.iter().map(|s| s.intersection(fragment.span)) {
            if !stroke.is_empty() {
                put(&mut marked, stroke.start(), false);
                put(&mut marked, stroke.end(), true);
            }
        }
        put(&mut marked, fragment.span.end(), false);
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;
    use crate::text::testing::blocks;
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
        let doc = blocks([(BlockKind::Code, &line)]);
        let lines: Vec<String> = plain(&doc, 20, 0).collect();
        assert_eq!(lines, [line]);
    }

    #[test]
    fn what_is_struck_out_stays_struck_out() {
        let mut builder = DocumentBuilder::new();
        let mut draft = Draft::new(BlockKind::Paragraph);
        draft.push_words("It is not true and never was.");
        draft.mark_range(6, 9, InlineKind::Strike);
        builder.push(draft);
        let doc = builder.finish();
        let lines: Vec<String> = plain(&doc, 80, 0).collect();
        assert_eq!(lines, ["It is ~~not~~ true and never was."]);
        let lines: Vec<String> = plain(&doc, 8, 0).collect();
        assert_eq!(lines[..2], ["It is", "~~not~~"]);
    }
}
