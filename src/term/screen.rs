//! What ratatui draws on: every frame goes to the terminal in one write, and nothing is asked of
//! it.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::tty;

/// The bytes of the frame that is being drawn.
#[derive(Clone, Debug, Default)]
struct Pending(Rc<RefCell<Vec<u8>>>);

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The terminal's screen. Its size is what it was told last, so that laying out and drawing go by
/// the same one; its cursor is where it was put.
#[derive(Debug)]
pub(super) struct Screen {
    pending: Pending,
    paint: CrosstermBackend<Pending>,
    size: Size,
    cursor: Position,
}

impl Screen {
    /// A screen of a size in cells.
    pub fn new((columns, rows): (u16, u16)) -> Self {
        let pending = Pending::default();
        Screen {
            paint: CrosstermBackend::new(pending.clone()),
            pending,
            size: Size::new(columns, rows),
            cursor: Position::ORIGIN,
        }
    }

    /// Says that the screen's size has changed.
    pub fn fit(&mut self, (columns, rows): (u16, u16)) {
        self.size = Size::new(columns, rows);
    }

    /// Adds bytes that are no cells to what the next frame sends.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.pending.write_all(bytes)
    }
}

impl Backend for Screen {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        // Without a changed cell there is no style to reset either.
        let mut content = content.peekable();
        match content.peek() {
            Some(_) => self.paint.draw(content),
            None => Ok(()),
        }
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.paint.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.paint.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        self.paint.set_cursor_position(self.cursor)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.paint.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.paint.clear_region(clear_type)
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

    fn flush(&mut self) -> io::Result<()> {
        let bytes = std::mem::take(&mut *self.pending.0.borrow_mut());
        let written = tty::write(&bytes);
        // The next frame will be about as long: keep the room.
        let mut room = bytes;
        room.clear();
        *self.pending.0.borrow_mut() = room;
        written
    }
}
