//! Bytes of the keyboard → keys, by the grammar of ECMA-48.
//!
//! A terminal sends keys and answers to questions down one line, and anybody can forge an answer.
//! So whatever is no key is taken in whole and dropped: a control sequence up to its final byte, a
//! control string (OSC, DCS, APC, PM, SOS) up to its end. Pasted text is no key either, it comes as
//! one piece. Nothing that is unfinished stays for long: after [`Decoder::patience`] without a byte
//! it is given up, so no answer can make the keyboard deaf.

mod keys;
#[cfg(test)]
mod tests;

use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use keys::{cursor_key, modifiers, numbers, tilde_key};

/// How long the rest of an escape sequence may be on its way (a line with delays can part them).
const SEQUENCE_PATIENCE: Duration = Duration::from_millis(25);

/// How long a control string or a paste may last without reaching its end.
const STRING_PATIENCE: Duration = Duration::from_millis(100);

/// How many bytes of a control string are swallowed.
const STRING_LIMIT: usize = 4096;

/// How many bytes of pasted text are kept; a prompt takes fewer.
const PASTE_LIMIT: usize = 4096;

/// How many bytes of a control sequence are kept; no key has so many.
const SEQUENCE_LIMIT: usize = 32;

const ESC: u8 = 0x1B;
const PASTE_END: &[u8] = b"\x1b[201~";

/// Where in a sequence the decoder is.
#[derive(Debug, Default)]
enum Stage {
    /// Between keys.
    #[default]
    Ground,
    /// Inside a character of several bytes.
    Character { bytes: Vec<u8>, length: usize },
    /// After ESC.
    Escape,
    /// After ESC O.
    Single,
    /// After ESC [: the parameters so far, cut at [`SEQUENCE_LIMIT`].
    Control(Vec<u8>),
    /// After ESC [ [ on the Linux console: a function key's letter follows.
    Console,
    /// After ESC [ M: so many bytes of a mouse report follow.
    Mouse(u8),
    /// Inside a control string.
    Text { length: usize, escaped: bool },
    /// Inside pasted text: how much of [`PASTE_END`] has matched, and the text before it.
    Paste { matched: usize, text: Vec<u8> },
}

/// What the keyboard gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Press {
    /// A key.
    Key(KeyEvent),
    /// Pasted text, with whatever characters it has.
    Paste(String),
}

/// Makes keys, and pasted text, of the bytes of a terminal.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    stage: Stage,
    /// Whether ESC stood before the character that is being read.
    alt: bool,
    /// When the present string or paste is given up.
    until: Option<Instant>,
    presses: Vec<Press>,
}

impl Decoder {
    /// Takes in bytes that were read at `now`; returns what was pressed and pasted in them.
    pub fn feed(&mut self, bytes: &[u8], now: Instant) -> Vec<Press> {
        if self.until.is_some_and(|until| now >= until) {
            self.give_up();
        }
        for byte in bytes {
            self.byte(*byte);
            if matches!(self.stage, Stage::Text { length, .. } if length > STRING_LIMIT) {
                // What came along with such a string is no more a key than the string itself.
                self.stage = Stage::Ground;
                break;
            }
        }
        match self.stage {
            Stage::Text { .. } => self.until = Some(self.until.unwrap_or(now + STRING_PATIENCE)),
            Stage::Paste { .. } => self.until = Some(now + STRING_PATIENCE),
            _ => self.until = None,
        }
        std::mem::take(&mut self.presses)
    }

    /// How long to wait for the next byte before [`expire`](Decoder::expire); `None` for ever.
    pub fn patience(&self, now: Instant) -> Option<Duration> {
        match self.stage {
            Stage::Ground => None,
            Stage::Text { .. } | Stage::Paste { .. } => {
                let until = self.until.unwrap_or(now);
                Some(until.saturating_duration_since(now))
            }
            _ => Some(SEQUENCE_PATIENCE),
        }
    }

    /// Says that no byte came in time; returns the keys that were waiting for one.
    pub fn expire(&mut self) -> Vec<Press> {
        self.give_up();
        std::mem::take(&mut self.presses)
    }

    /// Ends what is unfinished: ESC and its like are keys after all, the rest is dropped.
    fn give_up(&mut self) {
        self.until = None;
        match std::mem::take(&mut self.stage) {
            Stage::Escape => self.press(KeyCode::Esc, KeyModifiers::NONE),
            Stage::Single => self.press(KeyCode::Char('O'), KeyModifiers::ALT),
            Stage::Control(bytes) if bytes.is_empty() => {
                self.press(KeyCode::Char('['), KeyModifiers::ALT);
            }
            _ => {}
        }
        self.alt = false;
    }

    fn press(&mut self, code: KeyCode, modifiers: KeyModifiers) {
        self.presses
            .push(Press::Key(KeyEvent::new(code, modifiers)));
    }

    fn byte(&mut self, byte: u8) {
        match std::mem::take(&mut self.stage) {
            Stage::Ground => self.ground(byte),
            Stage::Character { bytes, length } => self.character(bytes, length, byte),
            Stage::Escape => self.escape(byte),
            Stage::Single => self.single(byte),
            Stage::Control(bytes) => self.control(bytes, byte),
            Stage::Console => {
                if let b'A'..=b'E' = byte {
                    self.press(KeyCode::F(byte - b'A' + 1), KeyModifiers::NONE);
                }
            }
            Stage::Mouse(left) if left > 1 => self.stage = Stage::Mouse(left - 1),
            Stage::Mouse(_) => {}
            Stage::Text { length, escaped } => self.text(length, escaped, byte),
            Stage::Paste { matched, text } => self.paste(matched, text, byte),
        }
    }

    /// A byte that begins something.
    fn ground(&mut self, byte: u8) {
        let length = match byte {
            ESC => {
                self.stage = Stage::Escape;
                return;
            }
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => 1,
        };
        if length > 1 {
            self.stage = Stage::Character {
                bytes: vec![byte],
                length,
            };
            return;
        }
        let alt = if std::mem::take(&mut self.alt) {
            KeyModifiers::ALT
        } else {
            KeyModifiers::NONE
        };
        let control = KeyModifiers::CONTROL | alt;
        match byte {
            b'\r' | b'\n' => self.press(KeyCode::Enter, alt),
            b'\t' => self.press(KeyCode::Tab, alt),
            0x08 | 0x7F => self.press(KeyCode::Backspace, alt),
            0 => self.press(KeyCode::Char(' '), control),
            0x01..=0x1A => self.press(KeyCode::Char((byte - 1 + b'a') as char), control),
            0x1C..=0x1F => self.press(KeyCode::Char((byte - 0x1C + b'4') as char), control),
            0x20..=0x7E => self.typed(byte as char, alt),
            // No character begins so.
            _ => {}
        }
    }

    fn typed(&mut self, c: char, modifiers: KeyModifiers) {
        let shift = if c.is_uppercase() {
            KeyModifiers::SHIFT
        } else {
            KeyModifiers::NONE
        };
        self.press(KeyCode::Char(c), modifiers | shift);
    }

    fn character(&mut self, mut bytes: Vec<u8>, length: usize, byte: u8) {
        if !(0x80..=0xBF).contains(&byte) {
            self.alt = false;
            return self.ground(byte);
        }
        bytes.push(byte);
        if bytes.len() < length {
            self.stage = Stage::Character { bytes, length };
            return;
        }
        let alt = if std::mem::take(&mut self.alt) {
            KeyModifiers::ALT
        } else {
            KeyModifiers::NONE
        };
        let text = std::str::from_utf8(&bytes).unwrap_or("");
        if let Some(c) = text.chars().next().filter(|c| !c.is_control()) {
            self.typed(c, alt);
        }
    }

    fn escape(&mut self, byte: u8) {
        match byte {
            ESC => {
                self.press(KeyCode::Esc, KeyModifiers::NONE);
                self.stage = Stage::Escape;
            }
            b'[' => self.stage = Stage::Control(Vec::new()),
            b'O' => self.stage = Stage::Single,
            b']' | b'P' | b'_' | b'^' | b'X' => {
                self.stage = Stage::Text {
                    length: 0,
                    escaped: false,
                };
            }
            _ => {
                self.alt = true;
                self.ground(byte);
            }
        }
    }

    fn single(&mut self, byte: u8) {
        let code = match byte {
            ESC => {
                self.stage = Stage::Escape;
                return;
            }
            b'M' => KeyCode::Enter,
            b'P'..=b'S' => KeyCode::F(byte - b'P' + 1),
            _ => match cursor_key(byte) {
                Some(code) => code,
                None => return,
            },
        };
        self.press(code, KeyModifiers::NONE);
    }

    fn control(&mut self, mut bytes: Vec<u8>, byte: u8) {
        match byte {
            ESC => self.stage = Stage::Escape,
            0x20..=0x3F => {
                if bytes.len() < SEQUENCE_LIMIT {
                    bytes.push(byte);
                }
                self.stage = Stage::Control(bytes);
            }
            b'[' if bytes.is_empty() => self.stage = Stage::Console,
            b'M' if bytes.is_empty() => self.stage = Stage::Mouse(3),
            0x40..=0x7E => self.sequence(&bytes, byte),
            // A control in the middle: the sequence was cut off.
            _ => self.ground(byte),
        }
    }

    /// A control sequence is complete.
    fn sequence(&mut self, parameters: &[u8], last: u8) {
        let Some(numbers) = numbers(parameters) else {
            return;
        };
        let number = |at: usize| numbers.get(at).copied().unwrap_or((0, 0));
        let modifiers = modifiers(number(1).0);
        // Kitty's keyboard protocol reports a released key as the event 3.
        if number(1).1 == 3 {
            return;
        }
        let code = match (last, number(0).0) {
            (b'~', 200) => {
                self.stage = Stage::Paste {
                    matched: 0,
                    text: Vec::new(),
                };
                return;
            }
            (b'~', 27) => return self.coded(number(2).0, modifiers),
            (b'~', key) => tilde_key(key),
            (b'u', key) => return self.coded(key, modifiers),
            (b'Z', _) => Some(KeyCode::BackTab),
            // With parameters it would be an answer: where the cursor is.
            (b'R', _) if parameters.is_empty() => Some(KeyCode::F(3)),
            (b'P' | b'Q' | b'S', 0 | 1) => Some(KeyCode::F(last - b'P' + 1)),
            (_, 0 | 1) => cursor_key(last),
            _ => None,
        };
        match code {
            Some(KeyCode::BackTab) => self.press(KeyCode::BackTab, KeyModifiers::SHIFT),
            Some(code) => self.press(code, modifiers),
            None => {}
        }
    }

    /// A key that is given as the code point of its character.
    fn coded(&mut self, key: u32, modifiers: KeyModifiers) {
        match key {
            9 if modifiers.contains(KeyModifiers::SHIFT) => {
                self.press(KeyCode::BackTab, KeyModifiers::SHIFT);
            }
            9 => self.press(KeyCode::Tab, modifiers),
            13 => self.press(KeyCode::Enter, modifiers),
            27 => self.press(KeyCode::Esc, modifiers),
            8 | 127 => self.press(KeyCode::Backspace, modifiers),
            _ => {
                if let Some(c) = char::from_u32(key).filter(|c| !c.is_control()) {
                    self.typed(c, modifiers);
                }
            }
        }
    }

    fn text(&mut self, length: usize, escaped: bool, byte: u8) {
        match byte {
            // BEL, CAN and SUB end it, and so does ESC \.
            0x07 | 0x18 | 0x1A => {}
            b'\\' if escaped => {}
            ESC => {
                self.stage = Stage::Text {
                    length,
                    escaped: true,
                };
            }
            // ESC and anything else begins a sequence of its own.
            _ if escaped => self.escape(byte),
            _ => {
                self.stage = Stage::Text {
                    length: length + 1,
                    escaped: false,
                };
            }
        }
    }

    fn paste(&mut self, mut matched: usize, mut text: Vec<u8>, byte: u8) {
        if PASTE_END.get(matched) != Some(&byte) {
            // It was no end after all, and belongs to the text.
            text.extend(PASTE_END.iter().take(matched));
            matched = 0;
        }
        if PASTE_END.get(matched) == Some(&byte) {
            matched += 1;
        } else {
            text.push(byte);
        }
        text.truncate(PASTE_LIMIT);
        if matched < PASTE_END.len() {
            self.stage = Stage::Paste { matched, text };
        } else {
            let text = String::from_utf8_lossy(&text).into_owned();
            self.presses.push(Press::Paste(text));
        }
    }
}
