//! The index: three lists one above the other beside the text, or one at a time in a drawer.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use super::canvas::{put, put_right};
use super::entries;
use super::theme::Theme;
use crate::analysis::List;
use crate::app::State;
use crate::app::screen::Area;
use crate::index::Entry;
use crate::layout::cells;

/// The fewest rows of entries that a list keeps when room is short.
const LEAST_ROWS: usize = 3;
/// Draws the lists beside the text; returns the cell of the selected entry.
pub fn draw_beside(
    state: &State,
    theme: &Theme,
    area: Area,
    buffer: &mut Buffer,
) -> Option<(u16, u16)> {
    let shown: Vec<List> = List::ALL
        .into_iter()
        .filter(|l| !state.outline().rows(*l).is_empty() || empty_words(state, *l).is_some())
        .collect();
    let wants: Vec<usize> = shown.iter().map(|l| wanted_rows(state, *l)).collect();
    let focused = shown
        .iter()
        .position(|l| state.outline().focus() == Some(*l));
    let blanks = shown.len().saturating_sub(1);
    let heights = share(usize::from(area.height), blanks, &wants, focused);
    let mut y = area.y;
    let mut cursor = None;
    for (list, height) in shown.into_iter().zip(heights) {
        let bottom = area.bottom().min(y + height as u16);
        if y >= bottom {
            break;
        }
        draw_name(state, theme, list, Area { y, ..area }, buffer);
        let rows = Area {
            y: y + 1,
            height: bottom - y - 1,
            ..area
        };
        cursor = entries::draw(state, theme, list, rows, buffer).or(cursor);
        y = bottom + 1;
    }
    cursor
}

/// The rows that a list with its name would fill.
fn wanted_rows(state: &State, list: List) -> usize {
    let rows = state.outline().rows(list);
    if rows.is_empty() && state.outline().filter(list).is_empty() {
        return 1;
    }
    let roles = rows
        .iter()
        .take(200)
        .filter(|e| entries::has_role_line(state, list, **e))
        .count();
    1 + (rows.len() + roles).max(1)
}

/// Shares `height` rows among lists that want so many: the focused one takes what it needs, the
/// others keep at least their name and three rows, and what is left goes round.
fn share(height: usize, blanks: usize, wants: &[usize], focused: Option<usize>) -> Vec<usize> {
    let room = height.saturating_sub(blanks);
    let mut heights: Vec<usize> = wants.iter().map(|w| (*w).min(1 + LEAST_ROWS)).collect();
    let mut left = room.saturating_sub(heights.iter().sum());
    if let Some(focused) = focused {
        let more = (wants[focused] - heights[focused]).min(left);
        heights[focused] += more;
        left -= more;
    }
    while left > 0 {
        let hungry: Vec<usize> = (0..wants.len())
            .filter(|i| heights[*i] < wants[*i])
            .collect();
        if hungry.is_empty() {
            break;
        }
        for at in hungry.into_iter().take(left) {
            heights[at] += 1;
            left -= 1;
        }
    }
    heights
}

/// A list's name with its count.
fn draw_name(state: &State, theme: &Theme, list: List, area: Area, buffer: &mut Buffer) {
    let style = name_style(state, theme, list);
    let entries = state.outline().index().entries(list);
    // The lead has no sign, whether headings follow it or inferred parts.
    let is_lead = |i: usize, e: &Entry| i == 0 && e.sign.is_none();
    let mut parts = entries.iter().enumerate().filter(|(i, e)| !is_lead(*i, e));
    let all_inferred = list.is_parts() && entries.len() > 1 && parts.all(|(_, e)| e.sign.is_some());
    let mut pieces = vec![(list.name().to_owned(), style)];
    if all_inferred {
        pieces.push((" ~".to_owned(), theme.quiet));
    }
    let filter = state.outline().filter(list);
    let count = count_words(state, list);
    let taken: usize = pieces.iter().map(|(words, _)| cells(words)).sum();
    let room = usize::from(area.width).saturating_sub(taken + 3 + cells(&count) + 1);
    if !filter.is_empty() {
        pieces.push((format!("  /{filter}"), theme.quiet));
    } else if let Some(words) = note_words(state, list, room) {
        pieces.push((format!("   {words}"), theme.quiet));
    }
    put(buffer, area.x, area.y, area.width, &pieces);
    put_right(buffer, area.right(), area.y, &count, theme.quiet);
}

fn name_style(state: &State, theme: &Theme, list: List) -> Style {
    if state.outline().focus() == Some(list) {
        theme.accent.add_modifier(Modifier::BOLD)
    } else {
        theme.text.add_modifier(Modifier::BOLD)
    }
}

/// How many heads a list has, of a filtered one how many it shows; `…` while they are being looked
/// for.
fn count_words(state: &State, list: List) -> String {
    if !state.is_analysed() {
        let words = if state.has_failed() { "failed" } else { "…" };
        return words.to_owned();
    }
    let heads = state.outline().index().heads(list);
    if !state.outline().filter(list).is_empty() {
        let rows = state.outline().rows(list).iter();
        let is_head = |e: &&usize| {
            let entry = state.outline().entry(list, **e);
            entry.is_some_and(|e| e.parent.is_none() && !e.is_gathering)
        };
        return format!("{} of {heads}", rows.filter(is_head).count());
    }
    let more = if state.progress().is_some() {
        "…"
    } else {
        ""
    };
    if heads == 0 {
        String::new()
    } else {
        format!("{heads}{more}")
    }
}

/// Why a list is empty, where that is worth saying.
pub(super) fn empty_words(state: &State, list: List) -> Option<&'static str> {
    let is_empty = state.outline().index().entries(list).is_empty();
    state.annotations().filter(|_| is_empty)?;
    match list {
        List::Sections => None,
        List::Speakers => Some("nobody is quoted"),
        List::Events => Some("nothing is dated"),
    }
}

/// What is to be said beside a list's name, in so many cells: why it is empty, or how much of it
/// has no year and what helps.
fn note_words(state: &State, list: List, room: usize) -> Option<String> {
    if let Some(words) = empty_words(state, list) {
        return Some(words.to_owned());
    }
    let entries = state.outline().index().entries(list).iter();
    let is_undated = |e: &&Entry| e.when.is_some() && e.days.is_none();
    let undated = entries.filter(is_undated).count();
    let words = [
        format!("{undated} without a year: open with --date"),
        format!("{undated} without a year"),
    ];
    let fits = |words: &String| undated > 0 && cells(words) <= room;
    words.into_iter().find(fits)
}

/// Draws the drawer: a rule, the names of the lists as tabs, one list. Returns the cell of the
/// selected entry.
pub fn draw_drawer(
    state: &State,
    theme: &Theme,
    area: Area,
    buffer: &mut Buffer,
) -> Option<(u16, u16)> {
    for y in area.y.saturating_sub(1)..area.bottom() {
        let blank = " ".repeat(usize::from(area.width));
        put(buffer, area.x, y, area.width, &[(blank, theme.text)]);
    }
    if let Some(y) = area.y.checked_sub(1) {
        let rule = "─".repeat(usize::from(area.width));
        put(buffer, area.x, y, area.width, &[(rule, theme.faint)]);
    }
    let list = state.outline().tab();
    let inner = Area {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    let mut x = inner.x;
    let has_nothing = |tab: List| {
        let is_empty = state.outline().index().entries(tab).is_empty();
        state.is_analysed() && is_empty && empty_words(state, tab).is_none()
    };
    for tab in List::ALL.into_iter().filter(|tab| !has_nothing(*tab)) {
        let style = if tab == list {
            name_style(state, theme, tab)
        } else {
            theme.text
        };
        let count = format!(" {}   ", count_words(state, tab));
        let pieces = [(tab.name().to_owned(), style), (count, theme.quiet)];
        x = put(buffer, x, area.y, inner.right().saturating_sub(x), &pieces);
    }
    let filter = state.outline().filter(list);
    let hints = match filter {
        "" => "s sort  / filter  Esc back".to_owned(),
        filter => format!("/{filter}"),
    };
    if usize::from(inner.right().saturating_sub(x)) > cells(&hints) {
        put_right(buffer, inner.right(), area.y, &hints, theme.quiet);
    }
    let rows = Area {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..inner
    };
    entries::draw(state, theme, list, rows, buffer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_shared_as_the_lists_need_them() {
        assert_eq!(share(30, 2, &[5, 6, 7], None), [5, 6, 7]);
        assert_eq!(share(22, 2, &[6, 30, 30], None), [6, 7, 7]);
        assert_eq!(share(32, 2, &[6, 15, 30], Some(1)), [6, 15, 9]);
        assert_eq!(share(22, 2, &[6, 30, 30], Some(2)), [4, 4, 12]);
    }
}
