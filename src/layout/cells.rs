//! How many cells a text takes, counted as the terminal library counts them.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The cells that `text` takes on the screen. Control characters take none.
pub fn cells(text: &str) -> usize {
    if text.bytes().all(|b| (0x20..0x7F).contains(&b)) {
        return text.len();
    }
    graphemes(text).map(grapheme_cells).sum()
}

/// The cells that one grapheme takes.
pub(super) fn grapheme_cells(grapheme: &str) -> usize {
    if let [byte] = grapheme.as_bytes() {
        return usize::from((0x20..0x7F).contains(byte));
    }
    if grapheme.contains(char::is_control) {
        return 0;
    }
    // The terminal library gives these two marks a cell of their own, whatever Unicode says.
    let sound_marks = grapheme
        .chars()
        .filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}'))
        .count();
    grapheme.width() + sound_marks
}

/// The graphemes of `text`, in time linear in it and fast where it is ASCII.
pub(super) fn graphemes(text: &str) -> Graphemes<'_> {
    Graphemes { rest: text }
}

/// See [`graphemes`].
#[derive(Clone)]
pub(super) struct Graphemes<'t> {
    rest: &'t str,
}

impl<'t> Iterator for Graphemes<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let len = match self.rest.as_bytes() {
            [] => return None,
            // An ASCII character stands alone unless something that is not ASCII extends it.
            [first, second, ..] if first.is_ascii() && second.is_ascii() && *first != b'\r' => 1,
            [_] => 1,
            _ => self.rest.graphemes(true).next()?.len(),
        };
        let (grapheme, rest) = self.rest.split_at(len);
        self.rest = rest;
        Some(grapheme)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wide_combining_and_joined_take_their_true_width() {
        for (text, width) in [
            ("", 0),
            ("plain", 5),
            ("日本", 4),
            ("e\u{301}", 1),
            ("👩\u{200D}🚀", 2),
            ("🇫🇷", 2),
            ("❤\u{FE0F}", 2),
            ("a\u{200D}", 1),
            ("\n", 0),
        ] {
            assert_eq!(cells(text), width, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn the_fast_way_finds_the_same_graphemes(text in "[ae \u{301}\r\n🇫🇷👩\u{200D}한日]{0,12}") {
            let fast: Vec<&str> = graphemes(&text).collect();
            let slow: Vec<&str> = text.graphemes(true).collect();
            prop_assert_eq!(fast, slow);
        }
    }
}
