//! Where a token ends that begins at a byte of a text: words, numbers, initials and clitics.

use super::TokenKind;
use super::characters::{is_apostrophe, is_word};

/// A text up to the end that no token crosses.
#[derive(Clone, Copy)]
pub(super) struct Scan<'d>(pub &'d str);

impl Scan<'_> {
    /// The character at `at`, which is a boundary of one.
    pub fn peek(self, at: usize) -> Option<char> {
        let byte = *self.0.as_bytes().get(at)?;
        if byte.is_ascii() {
            return Some(byte as char);
        }
        self.0.get(at..)?.chars().next()
    }

    /// The end of a clitic's letters after an apostrophe ("s", "ll"), if they end the word.
    pub fn clitic(self, at: usize) -> Option<usize> {
        ["s", "S", "ll", "re", "ve", "d", "m", "t"]
            .iter()
            .find_map(|letters| {
                let stop = at + letters.len();
                let found = self.0.get(at..stop) == Some(letters);
                let ends = self.peek(stop).is_none_or(|c| !is_word(c));
                (found && ends).then_some(stop)
            })
    }

    /// The end and the kind of what begins with a digit.
    pub fn number(self, at: usize) -> (usize, TokenKind) {
        let bytes = self.0.as_bytes();
        let mut stop = at;
        while let Some(byte) = bytes.get(stop) {
            let between = matches!(byte, b'.' | b',')
                && bytes.get(stop + 1).is_some_and(|b| b.is_ascii_digit());
            if !byte.is_ascii_digit() && !between {
                break;
            }
            stop += 1;
        }
        match self.peek(stop) {
            Some(c) if is_word(c) => (self.letters(stop), TokenKind::Ordinal),
            _ => (stop, TokenKind::Number),
        }
    }

    /// The end of a word: its letters, apostrophes between letters that begin no clitic, and the
    /// stops of initials.
    pub fn word(self, at: usize) -> usize {
        let mut stop = self.letters(at);
        if self.peek(stop) == Some('.') && self.is_letter(at, stop) {
            return self.initials(stop);
        }
        while let Some(c) = self.peek(stop).filter(|c| is_apostrophe(*c)) {
            let after = stop + c.len_utf8();
            let next = self.letters(after);
            let negated = self.0.get(after..next) == Some("t");
            if next == after || (!negated && self.clitic(after).is_some()) {
                break;
            }
            stop = next;
        }
        stop
    }

    /// The end of the letters and digits from `at` on.
    fn letters(self, mut at: usize) -> usize {
        let rest = self.0.as_bytes().get(at..).unwrap_or_default();
        at += rest
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric())
            .count();
        while let Some(c) = self.peek(at).filter(|c| is_word(*c)) {
            at += c.len_utf8();
        }
        at
    }

    fn is_letter(self, at: usize, stop: usize) -> bool {
        let mut chars = self.0.get(at..stop).unwrap_or("").chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
    }

    /// The end of initials whose first stop is at `at`.
    fn initials(self, at: usize) -> usize {
        let mut stop = at + 1;
        loop {
            let next = self.letters(stop);
            if !self.is_letter(stop, next) || self.peek(next) != Some('.') {
                return stop;
            }
            stop = next + 1;
        }
    }
}
