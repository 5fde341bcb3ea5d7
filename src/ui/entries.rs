//! The entries of a list: those around the selected one, or around where the reading is.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use super::canvas::{Piece, cut, paint, put, put_right};
use super::days;
use super::lists::empty_words;
use super::theme::Theme;
use crate::analysis::List;
use crate::app::State;
use crate::app::screen::Area;
use crate::index::Entry;
use crate::layout::cells;

/// Cells before an entry's words: the sign of the place, the sign of the fold, a free one.
const SIGNS: usize = 3;
/// Cells before the words of what stands under another entry.
const NESTED: usize = 5;
/// The least and the most cells that the column of days may take.
const DAYS: (usize, usize) = (13, 16);

/// A line of a list: an entry, or a head's role under it.
struct Line {
    /// The entry, which may be selected. `None` for a role and for words that say why a list is
    /// empty.
    entry: Option<usize>,
    left: Vec<Piece>,
    right: String,
    /// What stands before it: `•` where the reading is, `…` where entries above or below it are
    /// not shown.
    sign: &'static str,
}

/// Draws the entries of a list; returns the cell of the selected one where the list has the focus.
pub fn draw(
    state: &State,
    theme: &Theme,
    list: List,
    area: Area,
    buffer: &mut Buffer,
) -> Option<(u16, u16)> {
    if area.height == 0 {
        return None;
    }
    let rows = state.outline().rows(list);
    if rows.is_empty() {
        let words = match state.outline().filter(list) {
            "" => empty_words(state, list)?,
            _ => "no entry has these words",
        };
        let line = [(" ".repeat(SIGNS) + words, theme.quiet)];
        put(buffer, area.x, area.y, area.width, &line);
        return None;
    }
    let is_focused = state.outline().focus() == Some(list);
    let here = state.here(list);
    let selected = state.outline().selected(list);
    let anchor = if is_focused {
        selected.or(here)
    } else {
        here.or(selected)
    };
    let at = anchor.and_then(|a| rows.iter().position(|r| *r == a));
    let at = at.unwrap_or(0);
    // Twice the room around the anchor is enough to choose the window from.
    let height = usize::from(area.height);
    let from = at.saturating_sub(height);
    let to = rows.len().min(at + height + 1);
    let near = rows.get(from..to).unwrap_or_default();
    let ends = (from == 0, to == rows.len());
    let list = Shown {
        state,
        theme,
        list,
        width: usize::from(area.width),
        days: days_width(state, list, near, usize::from(area.width)),
    };
    let mut cursor = None;
    let lines = list.window(near, anchor, height, ends);
    for (line, y) in lines.iter().zip(area.y..area.bottom()) {
        draw_line(theme, line, Area { y, ..area }, buffer);
        if line.entry.is_none() || line.entry != selected {
            continue;
        }
        let style = if is_focused {
            cursor = Some((area.x, y));
            Style::reset().add_modifier(Modifier::REVERSED)
        } else {
            Style::new().add_modifier(Modifier::UNDERLINED)
        };
        paint(buffer, area.x, y, area.width, style);
    }
    cursor
}

/// A list as it is shown.
struct Shown<'s> {
    state: &'s State,
    theme: &'s Theme,
    list: List,
    /// Cells of a line.
    width: usize,
    /// Cells of the column of days.
    days: usize,
}

impl Shown<'_> {
    fn entry(&self, index: usize) -> Option<&Entry> {
        self.state.outline().entry(self.list, index)
    }

    /// The lines that are seen of the entries `near` the anchor, in `height` rows; whether those are
    /// the first entries of the list, and the last.
    fn window(
        &self,
        near: &[usize],
        anchor: Option<usize>,
        height: usize,
        (is_top, is_bottom): (bool, bool),
    ) -> Vec<Line> {
        let mut lines: Vec<Line> = near.iter().flat_map(|e| self.lines(*e)).collect();
        let is_anchor = |l: &Line| l.entry.is_some() && l.entry == anchor;
        let focus = lines.iter().position(is_anchor).unwrap_or(0);
        let first = first_line(lines.len(), height, focus, is_top);
        let last = first + height - 1;
        let above = (first, first > 0 || !is_top);
        let below = (last, last + 1 < lines.len() || !is_bottom);
        if first != focus {
            self.keep_head(&mut lines, first);
        }
        for (at, has_more) in [above, below] {
            if let Some(line) = lines.get_mut(at).filter(|l| has_more && l.sign == " ") {
                line.sign = "…";
            }
        }
        lines.drain(..first);
        lines
    }

    /// Where the lines begin below the head of an unfolded family, the head takes the place of the
    /// first of them, so that it is seen whose they are.
    fn keep_head(&self, lines: &mut [Line], first: usize) {
        let Some(line) = lines.get_mut(first) else {
            return;
        };
        let entry = line.entry.and_then(|e| self.entry(e));
        let parent = entry.and_then(|e| e.parent);
        if let Some(head) = parent.and_then(|p| self.lines(p).next()) {
            *line = head;
        }
    }

    /// The lines of an entry: its own, and its role where it is unfolded.
    fn lines(&self, index: usize) -> impl Iterator<Item = Line> + use<> {
        let entry = self.entry(index);
        let with_role = has_role_line(self.state, self.list, index);
        let own = entry.map(|entry| self.own_line(index, entry, with_role));
        let note = entry.and_then(|e| e.note.as_ref()).filter(|_| with_role);
        let role = note.map(|note| {
            let words = cut(note, self.width.saturating_sub(NESTED));
            Line {
                entry: None,
                left: vec![(" ".repeat(NESTED - 1) + &words, self.theme.quiet)],
                right: String::new(),
                sign: " ",
            }
        });
        own.into_iter().chain(role)
    }

    fn own_line(&self, index: usize, entry: &Entry, with_role: bool) -> Line {
        let is_here = self.state.here(self.list) == Some(index);
        let style = if is_here && entry.sign.is_none() {
            self.theme.text.add_modifier(Modifier::BOLD)
        } else {
            self.theme.text
        };
        let quiet = self.theme.quiet;
        let right = right_words(entry, self.state.geometry().is_drawer);
        let lead = self.lead_words(index, entry);
        let sign = sign_words(entry);
        let taken = 1 + cells(&lead) + cells(&right) + 1 + cells(&sign);
        let room = self.width.saturating_sub(taken);
        let label = cut(&entry.label, room);
        let rest = room.saturating_sub(cells(&label) + 3);
        let mut left = vec![(lead, quiet), (label, style), (sign, quiet)];
        let shows_note = entry.children > 0 && !with_role && rest > 3;
        if let Some(note) = entry.note.as_ref().filter(|_| shows_note) {
            left.push((format!(" · {}", cut(note, rest)), quiet));
        }
        Line {
            entry: Some(index),
            left,
            right,
            sign: if is_here { "•" } else { " " },
        }
    }

    /// What stands between the sign of the place and the entry's words: the fold, the ¶ or the
    /// days.
    fn lead_words(&self, index: usize, entry: &Entry) -> String {
        if entry.parent.is_some() {
            let indent = " ".repeat(NESTED - 1);
            let is_drawer = self.state.geometry().is_drawer;
            return match entry.paragraph.filter(|_| is_drawer) {
                Some(number) => format!("{indent}¶ {number:<4}"),
                None => indent,
            };
        }
        let fold = match entry.children {
            0 => "  ",
            _ if self.state.outline().is_unfolded(self.list, index) => "▾ ",
            _ => "▸ ",
        };
        match &entry.when {
            Some(when) => {
                let width = self.days;
                let when = days::short(when, width.saturating_sub(1));
                format!("{fold}{when:<width$}")
            }
            None => fold.to_owned() + &" ".repeat(2 * usize::from(entry.depth.min(6))),
        }
    }
}

/// The first of `lines` lines to show in `height` rows, so that `focus` is among them, in the
/// middle where there is more on both sides.
fn first_line(lines: usize, height: usize, focus: usize, is_top: bool) -> usize {
    let last = lines.saturating_sub(height);
    let middle = focus.saturating_sub(height / 2);
    if is_top && focus < height && middle == 0 {
        0
    } else {
        middle.min(last)
    }
}

fn draw_line(theme: &Theme, line: &Line, area: Area, buffer: &mut Buffer) {
    let sign = [(line.sign.to_owned(), theme.sign())];
    put(buffer, area.x, area.y, 1, &sign);
    let right = put_right(buffer, area.right(), area.y, &line.right, theme.quiet);
    let room = right.saturating_sub(area.x + 1);
    put(buffer, area.x + 1, area.y, room, &line.left);
}

/// Whether an entry is unfolded beside the text and has a role to be read under it.
pub(super) fn has_role_line(state: &State, list: List, entry: usize) -> bool {
    let Some(of) = state.outline().entry(list, entry) else {
        return false;
    };
    of.children > 0
        && of.note.is_some()
        && state.outline().is_unfolded(list, entry)
        && !state.geometry().is_drawer
}

/// Cells of the column of days beside entries, in a list so many cells wide.
fn days_width(state: &State, list: List, rows: &[usize], width: usize) -> usize {
    let most = (width * 2 / 5).clamp(DAYS.0, DAYS.1);
    let widths = rows.iter().filter_map(|r| {
        let when = state.outline().entry(list, *r)?.when.as_ref()?;
        Some(cells(&days::short(when, most - 1)))
    });
    widths.max().map_or(0, |widest| widest + 1)
}

fn sign_words(entry: &Entry) -> String {
    match (entry.sign, &entry.note) {
        (Some(sign), _) => format!(" {sign}"),
        (None, Some(note)) if entry.when.is_some() => format!(" ({note})"),
        _ => String::new(),
    }
}

/// What stands at the right: how many are under it, or its ¶ number (in the drawer, how a
/// quotation is quoted).
fn right_words(entry: &Entry, is_drawer: bool) -> String {
    if entry.children > 0 {
        return entry.children.to_string();
    }
    if is_drawer && entry.parent.is_some() {
        return entry.note.clone().unwrap_or_default();
    }
    entry.paragraph.map_or_else(String::new, |p| p.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_anchor_is_always_among_the_lines_shown() {
        for lines in 1..30 {
            for height in 1..12 {
                for focus in 0..lines {
                    let first = first_line(lines, height, focus, true);
                    assert!(first <= focus && focus < first + height);
                }
            }
        }
    }
}
