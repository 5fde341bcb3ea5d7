//! The pieces of a huge block: cut where the text itself says, each found without the others.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::Span;

/// Bytes of a block that are laid out at once, about.
const PIECE: usize = 16 * 1024;

/// How far before its due place a cut may stand, in bytes. Less than a piece, so cuts keep their
/// order.
const WINDOW: usize = 4 * 1024;

/// How many pieces a block has, at least one.
pub(super) fn count(block: Span) -> usize {
    block.len().div_ceil(PIECE).max(1)
}

/// The text of piece `piece` of a block.
pub(super) fn span(text: &str, block: Span, piece: usize) -> Span {
    Span::new(cut(text, block, piece), cut(text, block, piece + 1))
}

/// The piece of a block that holds byte `offset` of the document.
pub(super) fn at(text: &str, block: Span, offset: usize) -> usize {
    let last = count(block) - 1;
    let due = (offset.saturating_sub(block.start()) / PIECE).min(last);
    // A cut stands at its due place or before it.
    if due < last && cut(text, block, due + 1) <= offset {
        due + 1
    } else {
        due
    }
}

/// Where piece `piece` begins: after the last line feed or else space in the window before its due
/// place, or else between two graphemes.
fn cut(text: &str, block: Span, piece: usize) -> usize {
    if piece == 0 {
        return block.start();
    }
    if piece >= count(block) {
        return block.end();
    }
    let due = floor(text, block.start() + piece * PIECE);
    let from = floor(text, due.saturating_sub(WINDOW));
    let window = Span::new(from, due).of(text);
    if let Some(feed) = window.rfind('\n') {
        return from + feed + 1;
    }
    let mut end = window.len();
    while let Some(space) = Span::new(0, end).of(window).rfind(' ') {
        // A mark that sits on the space would be torn off.
        if window
            .get(space + 1..)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii() || c.is_alphabetic()))
        {
            return from + space + 1;
        }
        end = space;
    }
    match window.grapheme_indices(true).next_back() {
        Some((at, _)) if at > 0 => from + at,
        _ => due,
    }
}

/// The nearest character boundary at or before byte `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str) {
        let block = Span::new(0, text.len());
        let mut end = 0;
        for piece in 0..count(block) {
            let span = span(text, block, piece);
            assert_eq!(span.start(), end);
            assert!(text.is_char_boundary(span.end()));
            for offset in [span.start(), span.end().saturating_sub(1)] {
                assert_eq!(at(text, block, offset), piece, "byte {offset}");
            }
            end = span.end();
        }
        assert_eq!(end, text.len());
    }

    #[test]
    fn pieces_join_without_a_gap() {
        for text in [
            "",
            "word",
            "é",
            "日本語 ",
            "a\n",
            "🇫🇷",
            "👩\u{200D}",
            "e\u{301}",
            " \u{301}",
        ] {
            check(&text.repeat(40_000 / text.len().max(1)));
        }
    }

    #[test]
    fn a_cut_stands_after_a_line_feed_or_a_space() {
        let words = "seven letters ".repeat(3_000);
        let block = Span::new(0, words.len());
        let second = span(&words, block, 1).of(&words);
        assert!(second.starts_with("seven") || second.starts_with("letters"));
        let lines = "seven letters\n".repeat(3_000);
        assert!(span(&lines, block, 1).of(&lines).starts_with("seven"));
    }

    proptest! {
        #[test]
        fn at_any_block_start(lead in 0usize..40, text in "[a é\n日]{1,8}") {
            let text = text.repeat(9_000);
            let start = floor(&text, lead);
            let block = Span::new(start, text.len());
            prop_assert_eq!(span(&text, block, 0).start(), start);
            for piece in 1..count(block) {
                prop_assert_eq!(span(&text, block, piece - 1).end(), span(&text, block, piece).start());
                prop_assert!(!span(&text, block, piece).is_empty());
            }
        }
    }
}
