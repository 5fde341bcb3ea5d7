//! What ratatui draws on: a frame is gathered and shown in one write, and nothing is asked of the
//! terminal.
//!
//! Styles are written here, not by crossterm, which names the sixteen colours of the palette by
//! the sequences of 256, which a terminal of sixteen may take for something else.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

use super::tty;

/// The terminal's screen. Its size is what it was told last, so that laying out and drawing go by
/// the same one; its cursor is where it was put.
#[derive(Debug)]
pub(super) struct Screen {
    /// What is drawn and not yet shown.
    pending: Vec<u8>,
    size: Size,
    cursor: Position,
}

/// What a cell looks like, besides its character.
type Look = (Color, Color, Modifier);

const PLAIN: Look = (Color::Reset, Color::Reset, Modifier::empty());

impl Screen {
    /// A screen of a size in cells.
    pub fn new((columns, rows): (u16, u16)) -> Self {
        Screen {
            pending: Vec::with_capacity(16 * 1024),
            size: Size::new(columns, rows),
            cursor: Position::ORIGIN,
        }
    }

    /// Says that the screen's size has changed.
    pub fn fit(&mut self, (columns, rows): (u16, u16)) {
        self.size = Size::new(columns, rows);
    }

    /// Adds bytes that are no cells to what is shown next.
    pub fn send(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
    }

    /// Sends what was drawn to the terminal, in one write.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn show(&mut self) -> io::Result<()> {
        let shown = tty::write(&self.pending);
        self.pending.clear();
        shown
    }
}

impl Backend for Screen {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut look = PLAIN;
        let mut next = None;
        for (x, y, cell) in content {
            if next != Some((x, y)) {
                write!(self.pending, "\x1b[{};{}H", y + 1, x + 1)?;
            }
            next = Some((x + 1, y));
            let wanted = (cell.fg, cell.bg, cell.modifier);
            if wanted != look {
                set_look(&mut self.pending, wanted)?;
                look = wanted;
            }
            self.send(cell.symbol().as_bytes());
        }
        if look != PLAIN {
            set_look(&mut self.pending, PLAIN)?;
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.send(b"\x1b[?25l");
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.send(b"\x1b[?25h");
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        let Position { x, y } = self.cursor;
        write!(self.pending, "\x1b[{};{}H", y + 1, x + 1)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.send(match clear_type {
            ClearType::All => b"\x1b[2J",
            ClearType::AfterCursor => b"\x1b[J",
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[K",
        });
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::ZERO,
        })
    }

    /// Keeps what was drawn until it is [shown](Screen::show).
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes the sequence after which characters look so, whatever they looked like before.
fn set_look(out: &mut Vec<u8>, (text, ground, modifier): Look) -> io::Result<()> {
    out.extend_from_slice(b"\x1b[0");
    for (flag, code) in [
        (Modifier::BOLD, 1),
        (Modifier::DIM, 2),
        (Modifier::ITALIC, 3),
        (Modifier::UNDERLINED, 4),
        (Modifier::SLOW_BLINK, 5),
        (Modifier::RAPID_BLINK, 6),
        (Modifier::REVERSED, 7),
        (Modifier::HIDDEN, 8),
        (Modifier::CROSSED_OUT, 9),
    ] {
        if modifier.contains(flag) {
            write!(out, ";{code}")?;
        }
    }
    for (colour, base) in [(text, 30), (ground, 40)] {
        match colour {
            Color::Reset => {}
            Color::Rgb(r, g, b) => write!(out, ";{};2;{r};{g};{b}", base + 8)?,
            Color::Indexed(n) => write!(out, ";{};5;{n}", base + 8)?,
            Color::Black => write!(out, ";{base}")?,
            Color::Red => write!(out, ";{}", base + 1)?,
            Color::Green => write!(out, ";{}", base + 2)?,
            Color::Yellow => write!(out, ";{}", base + 3)?,
            Color::Blue => write!(out, ";{}", base + 4)?,
            Color::Magenta => write!(out, ";{}", base + 5)?,
            Color::Cyan => write!(out, ";{}", base + 6)?,
            Color::Gray => write!(out, ";{}", base + 7)?,
            Color::DarkGray => write!(out, ";{}", base + 60)?,
            Color::LightRed => write!(out, ";{}", base + 61)?,
            Color::LightGreen => write!(out, ";{}", base + 62)?,
            Color::LightYellow => write!(out, ";{}", base + 63)?,
            Color::LightBlue => write!(out, ";{}", base + 64)?,
            Color::LightMagenta => write!(out, ";{}", base + 65)?,
            Color::LightCyan => write!(out, ";{}", base + 66)?,
            Color::White => write!(out, ";{}", base + 67)?,
        }
    }
    out.push(b'm');
    Ok(())
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::style::Style;
    use ratatui::text::{Line, Span};

    use super::*;

    /// What a row of styled words becomes.
    #[track_caller]
    fn check(words: &[(&str, Style)], expected: &str) {
        let mut terminal = Terminal::new(Screen::new((20, 2))).unwrap();
        let line: Line = words
            .iter()
            .map(|(words, style)| Span::styled(*words, *style))
            .collect();
        terminal
            .draw(|frame| frame.render_widget(&line, frame.area()))
            .unwrap();
        let pending = std::mem::take(&mut terminal.backend_mut().pending);
        assert_eq!(String::from_utf8(pending).unwrap(), expected);
    }

    #[test]
    fn styles_are_set_anew_where_they_change() {
        let plain = Style::new();
        let bold = plain.bold();
        check(&[("ab", plain)], "\x1b[1;1Hab\x1b[?25l");
        check(
            &[("a", bold), ("b", bold.cyan()), ("c", plain)],
            "\x1b[1;1H\x1b[0;1ma\x1b[0;1;36mb\x1b[0mc\x1b[?25l",
        );
        check(
            &[("a", plain.reversed().underlined())],
            "\x1b[1;1H\x1b[0;4;7ma\x1b[0m\x1b[?25l",
        );
    }

    #[test]
    fn the_palette_has_its_own_sequences() {
        let style = Style::new();
        check(
            &[
                ("a", style.dark_gray()),
                ("b", style.fg(Color::Rgb(1, 2, 3)).on_light_red()),
                ("c", style.bg(Color::Indexed(200))),
            ],
            "\x1b[1;1H\x1b[0;90ma\x1b[0;38;2;1;2;3;101mb\x1b[0;48;5;200mc\x1b[0m\x1b[?25l",
        );
    }

    #[test]
    fn wide_characters_take_their_cells() {
        check(
            &[("日本a", Style::new())],
            "\x1b[1;1H日\x1b[1;3H本\x1b[1;5Ha\x1b[?25l",
        );
    }

    #[test]
    fn nothing_is_asked_of_the_terminal() {
        let mut terminal = Terminal::new(Screen::new((20, 2))).unwrap();
        terminal.clear().unwrap();
        terminal.backend_mut().fit((30, 3));
        terminal.draw(|_| {}).unwrap();
        let sent = String::from_utf8(terminal.backend().pending.clone()).unwrap();
        assert!(!sent.contains('n') && !sent.contains('c'), "{sent:?}");
    }
}
