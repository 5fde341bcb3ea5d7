//! Keys as the keymap names them: `j`, `C-d`, `A-1`, `S-tab`, `pgdn`.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key with its modifiers. Shift counts only where it does not change the character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// Held with Control.
    pub control: bool,
    /// Held with Alt.
    pub alt: bool,
    /// Held with Shift.
    pub shift: bool,
}

/// Which key it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    End,
}

/// The names of the keys that are no characters, as keymaps write them and as the screen shows
/// them.
const NAMES: &[(&str, &str, Code)] = &[
    ("enter", "Enter", Code::Enter),
    ("esc", "Esc", Code::Esc),
    ("tab", "Tab", Code::Tab),
    ("backspace", "Backspace", Code::Backspace),
    ("delete", "Del", Code::Delete),
    ("up", "↑", Code::Up),
    ("down", "↓", Code::Down),
    ("left", "←", Code::Left),
    ("right", "→", Code::Right),
    ("pgup", "PgUp", Code::PageUp),
    ("pgdn", "PgDn", Code::PageDown),
    ("home", "Home", Code::Home),
    ("end", "End", Code::End),
    ("space", "Space", Code::Char(' ')),
];

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Key {
            code,
            control: false,
            alt: false,
            shift: false,
        }
    }

    /// The key of a character.
    pub const fn char(c: char) -> Self {
        Key::plain(Code::Char(c))
    }

    /// A character held with Control.
    pub const fn control(c: char) -> Self {
        Key {
            control: true,
            ..Key::char(c)
        }
    }

    /// The key of a terminal's event; `None` for releases, and for keys that no keymap can name.
    pub fn from_crossterm(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let shift = event.modifiers.contains(KeyModifiers::SHIFT);
        let (code, shift) = match event.code {
            KeyCode::Char(c) => (Code::Char(c), false),
            KeyCode::BackTab => (Code::Tab, true),
            KeyCode::Enter => (Code::Enter, shift),
            KeyCode::Esc => (Code::Esc, shift),
            KeyCode::Tab => (Code::Tab, shift),
            KeyCode::Backspace => (Code::Backspace, shift),
            KeyCode::Delete => (Code::Delete, shift),
            KeyCode::Up => (Code::Up, shift),
            KeyCode::Down => (Code::Down, shift),
            KeyCode::Left => (Code::Left, shift),
            KeyCode::Right => (Code::Right, shift),
            KeyCode::PageUp => (Code::PageUp, shift),
            KeyCode::PageDown => (Code::PageDown, shift),
            KeyCode::Home => (Code::Home, shift),
            KeyCode::End => (Code::End, shift),
            _ => return None,
        };
        Some(Key {
            code,
            control: event.modifiers.contains(KeyModifiers::CONTROL),
            alt: event.modifiers.contains(KeyModifiers::ALT),
            shift,
        })
    }

    /// Reads a single key as keymaps write it; `None` if it is none.
    pub fn parse(written: &str) -> Option<Self> {
        let mut key = Key::char(' ');
        let mut rest = written;
        loop {
            let flag = match rest.get(..2) {
                Some("C-") => &mut key.control,
                Some("A-") => &mut key.alt,
                Some("S-") => &mut key.shift,
                _ => break,
            };
            *flag = true;
            rest = rest.get(2..)?;
        }
        key.code = match NAMES.iter().find(|(name, _, _)| *name == rest) {
            Some((_, _, code)) => *code,
            None => {
                let mut chars = rest.chars();
                let only = chars.next().filter(|_| chars.as_str().is_empty())?;
                Code::Char(only)
            }
        };
        Some(key)
    }

    /// The digit that it types, if it is one without modifiers.
    pub fn digit(self) -> Option<usize> {
        match self.code {
            Code::Char(c) if !self.control && !self.alt => c.to_digit(10).map(|d| d as usize),
            _ => None,
        }
    }

    /// The character that it types into a prompt.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.control && !self.alt => Some(c),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [
            (self.control, "Ctrl-"),
            (self.alt, "Alt-"),
            (self.shift, "Shift-"),
        ] {
            if held {
                f.write_str(name)?;
            }
        }
        match NAMES.iter().find(|(_, _, code)| *code == self.code) {
            Some((_, shown, _)) => f.write_str(shown),
            None => match self.code {
                Code::Char(c) => write!(f, "{c}"),
                _ => Ok(()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_and_shown() {
        for (written, shown) in [
            ("j", "j"),
            ("C-d", "Ctrl-d"),
            ("A-1", "Alt-1"),
            ("S-tab", "Shift-Tab"),
            ("pgdn", "PgDn"),
            ("space", "Space"),
            ("-", "-"),
            ("C--", "Ctrl--"),
        ] {
            let key = Key::parse(written).unwrap();
            assert_eq!(key.to_string(), shown);
        }
        assert_eq!(Key::parse("jj"), None);
        assert_eq!(Key::parse(""), None);
    }

    #[test]
    fn a_terminal_sends_shift_tab_as_back_tab() {
        let event = KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT);
        assert_eq!(Key::from_crossterm(event), Key::parse("S-tab"));
        let event = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert_eq!(Key::from_crossterm(event), Some(Key::char('G')));
    }
}
