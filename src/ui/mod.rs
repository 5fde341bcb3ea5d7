//! State → frame. Drawing only reads: everything was fitted to the screen before.

mod canvas;
mod days;
mod entries;
mod help;
mod lists;
mod status;
mod text;
pub mod theme;

use ratatui::Frame;
use ratatui::buffer::Buffer;

use crate::app::State;
use canvas::put;

/// The least screen that anything is drawn on.
const LEAST: (u16, u16) = (12, 2);

/// Draws the whole screen, and puts the cursor where the attention is: on the caret of a prompt,
/// the selected entry, or the first letter of the current paragraph.
pub fn view(state: &State, frame: &mut Frame) {
    let area = frame.area();
    let cursor = draw(state, frame.buffer_mut());
    if let Some((x, y)) = cursor.filter(|(x, y)| *x < area.width && *y < area.height) {
        frame.set_cursor_position((x, y));
    }
}

/// Draws the screen; returns the cursor's place.
fn draw(state: &State, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let theme = theme::get(state.theme(), state.level());
    let geometry = state.geometry();
    let (columns, rows) = (geometry.screen.width, geometry.screen.height);
    if columns < LEAST.0 || rows < LEAST.1 {
        let (least_columns, least_rows) = LEAST;
        let size = format!("{least_columns}x{least_rows}");
        let words = if columns < 10 {
            size
        } else {
            format!("needs {size}")
        };
        put(buffer, 0, 0, columns, &[(words, theme.text)]);
        return None;
    }
    let mut cursor = text::draw(state, theme, buffer);
    if let Some(area) = geometry.index {
        let selected = if geometry.is_drawer {
            lists::draw_drawer(state, theme, area, buffer)
        } else {
            lists::draw_beside(state, theme, area, buffer)
        };
        cursor = selected.or(cursor);
    }
    cursor = status::draw(state, theme, buffer).or(cursor);
    if let Some(first) = state.help() {
        help::draw(state, theme, first, buffer);
        cursor = None;
    }
    cursor
}
