//! The help: every key in force, over the page.

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use super::canvas::{Piece, cut, put};
use super::theme::Theme;
use crate::app::State;
use crate::app::keymap::{Keymap, show};
use crate::layout::cells;

/// The widest that the overlay gets, its border included.
const WIDEST: u16 = 80;

/// Draws the keys from the line `first` on.
pub fn draw(state: &State, theme: &Theme, first: usize, buffer: &mut Buffer) {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let width = columns.min(WIDEST);
    let lines = lines(state.keymap(), theme, usize::from(width.saturating_sub(4)));
    let height = rows.min(lines.len() as u16 + 2).min(rows);
    if width < 12 || height < 3 {
        return;
    }
    let x = (columns - width) / 2;
    let y = (rows - height) / 2;
    let across = usize::from(width - 2);
    let inner = height - 2;
    let more = lines.len() > first + usize::from(inner);
    let name = " Keys ";
    let foot = if more {
        " j more   any other key closes "
    } else {
        " any other key closes "
    };
    let edge = |left: &str, right: &str, words: &str| {
        let words = cut(words, across.saturating_sub(2));
        let line = "─".repeat(across.saturating_sub(cells(&words) + 1));
        format!("{left}─{words}{line}{right}")
    };
    put(buffer, x, y, width, &[(edge("┌", "┐", name), theme.text)]);
    for row in 0..inner {
        let at = y + 1 + row;
        let blank = format!("│{}│", " ".repeat(across));
        put(buffer, x, at, width, &[(blank, theme.text)]);
        if let Some(line) = lines.get(first + usize::from(row)) {
            put(buffer, x + 2, at, width - 4, line);
        }
    }
    put(
        buffer,
        x,
        y + height - 1,
        width,
        &[(edge("└", "┘", foot), theme.text)],
    );
}

/// A line a binding, a heading and a blank line a group.
fn lines(keymap: &Keymap, theme: &Theme, width: usize) -> Vec<Vec<Piece>> {
    let column = (width / 3).clamp(8, 24);
    let mut lines = Vec::new();
    for group in keymap.groups() {
        if !lines.is_empty() {
            lines.push(Vec::new());
        }
        lines.push(vec![(
            group.name.clone(),
            theme.accent.add_modifier(Modifier::BOLD),
        )]);
        for binding in &group.keys {
            let keys: Vec<String> = binding.on.split_whitespace().map(show).collect();
            let keys = cut(&keys.join("  "), column - 1);
            let pad = " ".repeat(column - cells(&keys));
            let help = cut(&binding.help, width.saturating_sub(column));
            lines.push(vec![
                (format!("{keys}{pad}"), theme.text),
                (help, theme.quiet),
            ]);
        }
    }
    lines
}
