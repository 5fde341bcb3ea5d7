//! A line that is being typed: a search, a filter, a command.

use unicode_segmentation::UnicodeSegmentation;

use super::key::{Code, Key};

/// The text of a prompt and the caret in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    /// Byte offset, on a grapheme's boundary.
    caret: usize,
}

/// What a key did to the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// It changed the text.
    Changed,
    /// It moved the caret, or did nothing.
    Kept,
    /// It was Backspace on an empty line: the user wants to leave.
    Left,
}

/// The most bytes that a prompt takes.
const LIMIT: usize = 1000;

impl Line {
    /// A line with a text, the caret after it.
    pub fn new(text: &str) -> Self {
        Line {
            text: text.to_owned(),
            caret: text.len(),
        }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the caret.
    pub fn before(&self) -> &str {
        self.text.split_at(self.caret).0
    }

    /// Takes a key as line editors do: characters, Backspace, Delete, Ctrl-u, Ctrl-w, ← → Home End.
    pub fn key(&mut self, key: Key) -> Edit {
        let was_empty = self.text.is_empty();
        let length = self.text.len();
        match key {
            Key {
                code: Code::Backspace,
                ..
            } if was_empty => return Edit::Left,
            Key {
                code: Code::Backspace,
                ..
            } => self.cut_to(self.previous()),
            Key {
                code: Code::Delete, ..
            } => {
                let next = self.next();
                self.text.replace_range(self.caret..next, "");
            }
            Key {
                code: Code::Left, ..
            } => self.caret = self.previous(),
            Key {
                code: Code::Right, ..
            } => self.caret = self.next(),
            Key {
                code: Code::Home, ..
            } => self.caret = 0,
            Key {
                code: Code::End, ..
            } => self.caret = self.text.len(),
            _ if key == Key::control('a') => self.caret = 0,
            _ if key == Key::control('e') => self.caret = self.text.len(),
            _ if key == Key::control('u') => self.cut_to(0),
            _ if key == Key::control('w') => self.cut_to(self.word_start()),
            _ => {
                if let Some(c) = key.typed() {
                    self.insert(c);
                }
            }
        }
        self.since(length)
    }

    /// Takes pasted text in at the caret, on one line: what parts lines or columns in it is a
    /// space, other controls are left out, and so is white space around it.
    pub fn paste(&mut self, pasted: &str) -> Edit {
        let length = self.text.len();
        for c in pasted.trim().chars() {
            match c {
                c if c.is_whitespace() => self.insert(' '),
                c if c.is_control() => {}
                c => self.insert(c),
            }
        }
        self.since(length)
    }

    /// What has become of a line that had so many bytes.
    fn since(&self, length: usize) -> Edit {
        if self.text.len() == length {
            Edit::Kept
        } else {
            Edit::Changed
        }
    }

    fn insert(&mut self, c: char) {
        if self.text.len() < LIMIT {
            self.text.insert(self.caret, c);
            self.caret += c.len_utf8();
        }
    }

    fn cut_to(&mut self, start: usize) {
        self.text.replace_range(start..self.caret, "");
        self.caret = start;
    }

    fn previous(&self) -> usize {
        let last = self.before().graphemes(true).next_back();
        self.caret - last.map_or(0, str::len)
    }

    fn next(&self) -> usize {
        let first = self.text.split_at(self.caret).1.graphemes(true).next();
        self.caret + first.map_or(0, str::len)
    }

    fn word_start(&self) -> usize {
        let before = self.before().trim_end();
        before.rfind(char::is_whitespace).map_or(0, |at| {
            at + before
                .split_at(at)
                .1
                .chars()
                .next()
                .map_or(0, char::len_utf8)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str) -> String {
        let mut line = Line::default();
        for key in keys.split_whitespace() {
            line.key(Key::parse(key).unwrap());
        }
        format!(
            "{}|{}",
            line.before(),
            line.text().split_at(line.before().len()).1
        )
    }

    #[test]
    fn a_line_is_edited_as_in_a_shell() {
        assert_eq!(typed("a b c left backspace x"), "ax|c");
        assert_eq!(typed("a b space c d C-w"), "ab |");
        assert_eq!(typed("a b C-u c home d"), "d|c");
        assert_eq!(typed("é home delete"), "|");
    }

    #[test]
    fn pasted_text_stands_on_one_line() {
        let mut line = Line::new("ab");
        line.key(Key::plain(Code::Left));
        assert_eq!(line.paste("\tone\r\ntwo\x1b[A\n"), Edit::Changed);
        assert_eq!(line.text(), "aone  two[Ab");
        assert_eq!(line.before(), "aone  two[A");
        assert_eq!(line.paste("\r\n"), Edit::Kept);
        line.paste(&"x".repeat(2 * LIMIT));
        assert_eq!(line.text().len(), LIMIT);
    }

    #[test]
    fn backspace_on_nothing_leaves() {
        assert_eq!(Line::default().key(Key::plain(Code::Backspace)), Edit::Left);
    }
}
