//! The index: three lists one above the other beside the text, or one at a time in a drawer.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use super::canvas::{Piece, cut, paint, put, put_right};
use super::theme::Theme;
use crate::analysis::List;
use crate::app::State;
use crate::app::screen::Area;
use crate::index::Entry;
use crate::layout::cells;

/// The fewest rows of entries that a list keeps when room is short.
const LEAST_ROWS: usize = 3;
/// Cells before an entry's words: the sign of the place, the sign of the fold, a free one.
const SIGNS: usize = 3;
/// Cells before the words of what stands under another entry.
const NESTED: usize = 5;
/// The most cells of the column of days.
const DAYS: usize = 13;

/// A line of a list: an entry, or a head's role under it.
struct Line {
    /// The entry, which may be selected. `None` for a role and for words that say why a list is
    /// empty.
    entry: Option<usize>,
    left: Vec<Piece>,
    right: String,
    is_here: bool,
}

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
        cursor = draw_rows(state, theme, list, rows, buffer).or(cursor);
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
        .filter(|e| has_role_line(state, list, **e))
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
    if !filter.is_empty() {
        pieces.push((format!("  /{filter}"), theme.quiet));
    } else if entries.is_empty()
        && let Some(words) = empty_words(state, list)
    {
        pieces.push((format!("   {words}"), theme.quiet));
    }
    put(buffer, area.x, area.y, area.width, &pieces);
    put_right(
        buffer,
        area.right(),
        area.y,
        &count_words(state, list),
        theme.quiet,
    );
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
fn empty_words(state: &State, list: List) -> Option<String> {
    let annotations = state.annotations()?;
    match list {
        List::Sections => None,
        List::Speakers => Some("nobody is quoted".to_owned()),
        List::Events => {
            let open = annotations.dates().filter(|d| d.days.is_none()).count();
            let is_undated = annotations.document_date().is_none() && open > 0;
            Some(if is_undated {
                format!("{open} without a year: open with --date")
            } else {
                "nothing is dated".to_owned()
            })
        }
    }
}

/// Draws the entries around the selected one, or the one that the reading is in.
fn draw_rows(
    state: &State,
    theme: &Theme,
    list: List,
    area: Area,
    buffer: &mut Buffer,
) -> Option<(u16, u16)> {
    let height = usize::from(area.height);
    let rows = state.outline().rows(list);
    if height == 0 {
        return None;
    }
    if rows.is_empty() {
        let words = match state.outline().filter(list) {
            "" => empty_words(state, list)?,
            _ => "no entry has these words".to_owned(),
        };
        let indent = " ".repeat(SIGNS);
        put(
            buffer,
            area.x,
            area.y,
            area.width,
            &[(indent + &words, theme.quiet)],
        );
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
    let at = anchor
        .and_then(|a| rows.iter().position(|r| *r == a))
        .unwrap_or(0);
    // Twice the room around the anchor is enough to choose the window from.
    let from = at.saturating_sub(height);
    let to = rows.len().min(at + height + 1);
    let days = days_width(state, list, &rows[from..to]);
    let mut lines = Vec::new();
    for entry in &rows[from..to] {
        entry_lines(
            state,
            theme,
            list,
            *entry,
            usize::from(area.width),
            days,
            &mut lines,
        );
    }
    let focus = lines
        .iter()
        .position(|l| l.entry == anchor && anchor.is_some())
        .unwrap_or(0);
    let first = first_line(lines.len(), height, focus, from == 0);
    keep_head(
        state,
        theme,
        list,
        (usize::from(area.width), days),
        &mut lines,
        (first, focus),
    );
    let mut cursor = None;
    for (line, y) in lines.iter().skip(first).zip(area.y..area.bottom()) {
        let is_selected = line.entry.is_some() && line.entry == selected;
        draw_line(theme, line, Area { y, ..area }, buffer);
        if is_selected && is_focused {
            let style = Style::reset().add_modifier(Modifier::REVERSED);
            paint(buffer, area.x, y, area.width, style);
            cursor = Some((area.x, y));
        } else if is_selected {
            let style = Style::new().add_modifier(Modifier::UNDERLINED);
            paint(buffer, area.x, y, area.width, style);
        }
    }
    cursor
}

/// Where the lines shown begin below the head of an unfolded family, the head takes the place of
/// the first of them (never of the selected one), so that it is seen whose they are.
fn keep_head(
    state: &State,
    theme: &Theme,
    list: List,
    (width, days): (usize, usize),
    lines: &mut [Line],
    (first, focus): (usize, usize),
) {
    let entry = |line: &Line| state.outline().entry(list, line.entry?);
    let parent = lines.get(first).and_then(entry).and_then(|e| e.parent);
    let Some(parent) = parent.filter(|_| first != focus) else {
        return;
    };
    let mut head = Vec::new();
    entry_lines(state, theme, list, parent, width, days, &mut head);
    if let Some(head) = head.into_iter().next() {
        lines[first] = head;
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
    let sign = if line.is_here { "•" } else { " " };
    put(
        buffer,
        area.x,
        area.y,
        1,
        &[(sign.to_owned(), theme.sign())],
    );
    let right = put_right(buffer, area.right(), area.y, &line.right, theme.quiet);
    let room = right.saturating_sub(area.x + 1);
    put(buffer, area.x + 1, area.y, room, &line.left);
}

fn has_role_line(state: &State, list: List, entry: usize) -> bool {
    let Some(of) = state.outline().entry(list, entry) else {
        return false;
    };
    of.children > 0
        && of.note.is_some()
        && state.outline().is_unfolded(list, entry)
        && !state.geometry().is_drawer
}

fn days_width(state: &State, list: List, rows: &[usize]) -> usize {
    let widths = rows
        .iter()
        .filter_map(|r| state.outline().entry(list, *r)?.when.as_ref());
    match widths.map(|w| cells(w)).max() {
        Some(widest) => (widest + 1).min(DAYS),
        None => 0,
    }
}

/// The lines of an entry: its own, and its role where it is unfolded.
fn entry_lines(
    state: &State,
    theme: &Theme,
    list: List,
    index: usize,
    width: usize,
    days: usize,
    lines: &mut Vec<Line>,
) {
    let Some(entry) = state.outline().entry(list, index) else {
        return;
    };
    let is_here = state.here(list) == Some(index);
    let plain = if is_here && entry.sign.is_none() {
        theme.text.add_modifier(Modifier::BOLD)
    } else {
        theme.text
    };
    let is_drawer = state.geometry().is_drawer;
    let right = right_words(entry, is_drawer);
    let with_role = has_role_line(state, list, index);
    let mut left = vec![(lead_words(state, list, index, entry, days), theme.quiet)];
    let taken = 1 + left.iter().map(|(t, _)| cells(t)).sum::<usize>();
    let sign = sign_words(entry);
    let room = width.saturating_sub(taken + cells(&right) + 1 + cells(&sign));
    let label = cut(&entry.label, room);
    let rest = room.saturating_sub(cells(&label) + 3);
    left.push((label, plain));
    left.push((sign, theme.quiet));
    let shows_note = entry.children > 0 && !with_role && rest > 3;
    if let Some(note) = entry.note.as_ref().filter(|_| shows_note) {
        left.push((format!(" · {}", cut(note, rest)), theme.quiet));
    }
    lines.push(Line {
        entry: Some(index),
        left,
        right,
        is_here,
    });
    if let Some(note) = entry.note.as_ref().filter(|_| with_role) {
        let words = cut(note, width.saturating_sub(NESTED));
        lines.push(Line {
            entry: None,
            left: vec![(" ".repeat(NESTED - 1) + &words, theme.quiet)],
            right: String::new(),
            is_here: false,
        });
    }
}

/// What stands between the sign of the place and the entry's words: the fold, the ¶ or the days.
fn lead_words(state: &State, list: List, index: usize, entry: &Entry, days: usize) -> String {
    if entry.parent.is_some() {
        let indent = " ".repeat(NESTED - 1);
        return match entry.paragraph.filter(|_| state.geometry().is_drawer) {
            Some(number) => format!("{indent}¶ {number:<4}"),
            None => indent,
        };
    }
    let fold = match entry.children {
        0 => "  ",
        _ if state.outline().is_unfolded(list, index) => "▾ ",
        _ => "▸ ",
    };
    let indent = " ".repeat(2 * usize::from(entry.depth.min(6)));
    match &entry.when {
        Some(when) => format!("{fold}{:<days$}", cut(when, days.saturating_sub(1))),
        None => format!("{fold}{indent}"),
    }
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
    for tab in List::ALL {
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
    draw_rows(state, theme, list, rows, buffer)
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
