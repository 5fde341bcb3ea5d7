//! The one table of characters that must not reach a terminal as they are.
//!
//! Characters are marked or dropped one by one; sequences are never parsed, so nothing can hide
//! inside one. The [`DocumentBuilder`](super::DocumentBuilder) passes every text through a
//! [`Filter`]; every other string that is shown (file names, errors, titles, copied text) goes
//! through [`line()`] or [`text()`].

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// At most so many combining marks stay on one base: the bound of Unicode's stream-safe form
/// (UAX #15).
pub const MARKS_PER_BASE: u8 = 30;

/// What stands for a character that has no picture of its own.
const MARK: char = '\u{FFFD}';

/// What becomes of `c`: itself, a visible mark, or nothing.
fn treat(c: char) -> Option<char> {
    match c {
        '\n' | '\t' | ' '..='~' => Some(c),
        '\0'..='\u{1F}' => char::from_u32(0x2400 + c as u32),
        '\u{7F}' => Some('\u{2421}'),
        '\u{80}'..='\u{9F}' => Some(MARK),
        // No shape, or a break that a line's end must not show.
        '\u{AD}' | '\u{180E}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' => None,
        '\u{206A}'..='\u{206F}' => None,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Some(MARK),
        '\u{2028}' | '\u{2029}' | '\u{2065}' => Some(MARK),
        '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}' => Some(MARK),
        '\u{FDD0}'..='\u{FDEF}' => Some(MARK),
        _ if c as u32 & 0xFFFE == 0xFFFE => Some(MARK),
        _ => Some(c),
    }
}

/// Makes a stream of characters safe, one at a time.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    marks: u8,
}

impl Filter {
    /// The safe form of the next character, or `None` if it is not to be shown at all.
    pub fn next(&mut self, c: char) -> Option<char> {
        if c.is_ascii_graphic() || c == ' ' {
            self.marks = 0;
            return Some(c);
        }
        let safe = treat(c)?;
        if safe.width() == Some(0) {
            self.marks = self.marks.saturating_add(1);
            return (self.marks <= MARKS_PER_BASE).then_some(safe);
        }
        self.marks = 0;
        Some(safe)
    }
}

/// How many bytes at the start of `text` every filter leaves alone: printable ASCII, and the
/// letters and marks of common scripts that have a width of their own.
pub fn plain_prefix(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = text.as_bytes().get(at..).unwrap_or(&[]);
        let ascii = rest.iter().position(|b| !(0x20..0x7F).contains(b));
        let Some(ascii) = ascii else {
            return text.len();
        };
        at += ascii;
        let next = text.get(at..).and_then(|rest| rest.chars().next());
        match next {
            Some(c) if is_plain(c) => at += c.len_utf8(),
            _ => return at,
        }
    }
}

/// Whether `c` is shown as it is and takes at least one cell, told without a table.
fn is_plain(c: char) -> bool {
    matches!(
        c,
        '\u{A1}'..='\u{AC}'
            | '\u{AE}'..='\u{2FF}'
            | '\u{391}'..='\u{482}'
            | '\u{48A}'..='\u{52F}'
            | '\u{2010}'..='\u{2027}'
            | '\u{2030}'..='\u{205E}'
            | '\u{20A0}'..='\u{20BF}'
            | '\u{3001}'..='\u{3029}'
            | '\u{3041}'..='\u{3096}'
            | '\u{30A0}'..='\u{30FF}'
            | '\u{4E00}'..='\u{9FA5}'
            | '\u{AC00}'..='\u{D7A3}'
    )
}

/// `text` made safe; line feeds and tabs stay.
pub fn text(text: &str) -> Cow<'_, str> {
    if plain_prefix(text) == text.len() {
        return Cow::Borrowed(text);
    }
    let mut filter = Filter::default();
    Cow::Owned(text.chars().filter_map(|c| filter.next(c)).collect())
}

/// `text` made safe for one line: line feeds and tabs become visible marks too.
pub fn line(text: &str) -> Cow<'_, str> {
    if plain_prefix(text) == text.len() {
        return Cow::Borrowed(text);
    }
    let mut filter = Filter::default();
    let shown = |c| match filter.next(c) {
        Some('\n') => Some('\u{240A}'),
        Some('\t') => Some('\u{2409}'),
        other => other,
    };
    Cow::Owned(text.chars().filter_map(shown).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn controls_become_marks_and_the_shapeless_go() {
        assert_eq!(text("a\u{1b}[31mb"), "a␛[31mb");
        assert_eq!(text("\u{9b}31m\u{7f}\r"), "\u{FFFD}31m␡␍");
        assert_eq!(text("a\u{200B}b\u{FEFF}\u{2063}"), "ab");
        assert_eq!(
            text("\u{202E}x\u{2069}\u{2028}\u{E0041}\u{1FFFE}"),
            "�x����"
        );
        assert_eq!(text("tab\tline\n"), "tab\tline\n");
        assert_eq!(line("tab\tline\n"), "tab␉line␊");
    }

    #[test]
    fn words_emoji_and_joiners_stay() {
        for same in [
            "é",
            "日本語",
            "👩\u{200D}🚀",
            "می\u{200C}خواهم",
            "\u{200F}שלום",
        ] {
            assert_eq!(text(same), same);
        }
    }

    #[test]
    fn a_base_keeps_thirty_marks() {
        let tower = format!("z{}a", "\u{301}".repeat(100));
        assert_eq!(text(&tower), format!("z{}a", "\u{301}".repeat(30)));
    }

    #[test]
    fn what_is_plain_passes_the_filter_as_it_is() {
        for c in ('\0'..=char::MAX).filter(|c| is_plain(*c)) {
            assert_eq!(treat(c), Some(c), "{c:?}");
            assert_ne!(c.width(), Some(0), "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_safe_stays_as_it_is(s in any::<String>()) {
            let once = text(&s).into_owned();
            prop_assert_eq!(text(&once), once.as_str());
            prop_assert!(once.chars().all(|c| c == '\n' || c == '\t' || !c.is_control()));
        }
    }
}
