//! The last row: where the reading is, what a search has found, a message, what can be done now.

use ratatui::buffer::Buffer;

use super::canvas::{Piece, cut, put, put_right};
use super::theme::Theme;
use crate::analysis::List;
use crate::app::{Action, PromptKind, Severity, State};
use crate::index::Entry;
use crate::layout::cells;

/// The fewest cells to which a detail is shortened before the hints give way.
const LEAST_DETAIL: usize = 24;

/// Draws the status line; returns the caret of a prompt.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let geometry = state.geometry();
    let typed = state.prompt().is_some() || state.message().is_some();
    let y = match geometry.status {
        Some(y) => y,
        // In zen mode only what must be seen is shown, over the last row.
        None if typed => geometry.screen.height.checked_sub(1)?,
        None => return None,
    };
    let indent = u16::from(geometry.screen.width >= 20);
    let left = if geometry.is_drawer {
        indent
    } else {
        geometry.text.x
    };
    let right = geometry.right;
    let room = right.saturating_sub(left);
    if typed {
        let blank = " ".repeat(usize::from(geometry.screen.width));
        put(buffer, 0, y, geometry.screen.width, &[(blank, theme.text)]);
    }
    if let Some((before, pieces)) = prompt_pieces(state, theme) {
        put(buffer, left, y, room, &pieces);
        return Some((
            left + (cells(&before) as u16).min(room.saturating_sub(1)),
            y,
        ));
    }
    if let Some(message) = state.message() {
        let (style, word) = match message.severity {
            Severity::Note => (theme.text, ""),
            Severity::Warning => (theme.warn, "warning: "),
            Severity::Error => (theme.error, "error: "),
        };
        let text = cut(&format!("{word}{}", message.text), usize::from(room));
        let end = put(buffer, left, y, room, &[(text, style)]);
        let hints = hints(state, geometry.gutter < 3).join("   ");
        if cells(&hints) + 3 <= usize::from(right.saturating_sub(end)) {
            put_right(buffer, right, y, &hints, theme.quiet);
        }
        return None;
    }
    draw_standing(state, theme, (left, right, y), buffer);
    None
}

/// What is typed into a prompt: what stands before the caret, and all of it with its styles.
fn prompt_pieces(state: &State, theme: &Theme) -> Option<(String, Vec<Piece>)> {
    let prompt = state.prompt()?;
    let sign = match prompt.kind {
        PromptKind::Search { backward: false } => "/".to_owned(),
        PromptKind::Search { backward: true } => "\\".to_owned(),
        PromptKind::Filter(list) => format!("{} with: ", list.name()),
        PromptKind::Command => ":".to_owned(),
    };
    let before = format!("{sign}{}", prompt.line.before());
    let mut pieces = vec![(format!("{sign}{}", prompt.line.text()), theme.text)];
    if matches!(prompt.kind, PromptKind::Search { .. }) && !prompt.line.text().is_empty() {
        pieces.push((format!("   {}", found_words(state)), theme.quiet));
    }
    Some((before, pieces))
}

/// "3 of 17", and whether the end of the text was passed.
fn found_words(state: &State) -> String {
    if state.search().is_pending() {
        return "searching …".to_owned();
    }
    let (here, count, wrapped) = state.search().standing();
    let all = match state.search().is_cut() {
        true => format!("more than {count}"),
        false => count.to_string(),
    };
    let words = match (here, count) {
        (_, 0) if state.progress().is_some() => "not found yet".to_owned(),
        (_, 0) => "not found".to_owned(),
        (Some(here), _) => format!("{here} of {all}"),
        (None, _) => format!("{all} found"),
    };
    if wrapped {
        format!("{words}   (wrapped)")
    } else {
        words
    }
}

fn draw_standing(
    state: &State,
    theme: &Theme,
    (left, right, y): (u16, u16, u16),
    buffer: &mut Buffer,
) {
    let room = usize::from(right.saturating_sub(left));
    let is_small = state.geometry().gutter < 3;
    let hints = hints(state, is_small);
    let (mut standing, mut detail) = standing(state, is_small);
    let width = |parts: &[String]| {
        parts.iter().map(|p| cells(p)).sum::<usize>() + 3 * parts.len().saturating_sub(1)
    };
    let least = width(hints.last().map_or(&[], std::slice::from_ref));
    let taken = width(&standing) + usize::from(!standing.is_empty()) * 3;
    // A detail is shortened, the hints but the last go, then the standing from its end.
    if let Some(words) = &mut detail {
        let whole = room.saturating_sub(taken + 3 + width(&hints));
        let much = room.saturating_sub(taken + 3 + least);
        let fits = if cells(words) <= whole || whole >= LEAST_DETAIL {
            whole
        } else {
            much
        };
        *words = cut(words, fits);
    }
    standing.extend(detail.filter(|d| !d.is_empty()));
    let fits = |standing: &[String], hints: &[String]| width(standing) + 3 + width(hints) <= room;
    let mut from = 0;
    while from + 1 < hints.len() && !fits(&standing, &hints[from..]) {
        from += 1;
    }
    while standing.len() > 1 && !fits(&standing, &hints[from..]) {
        standing.pop();
    }
    let text = cut(&standing.join(" · "), room);
    put(buffer, left, y, right - left, &[(text, theme.quiet)]);
    if fits(&standing, &hints[from..]) {
        put_right(buffer, right, y, &hints[from..].join("   "), theme.quiet);
    }
}

/// Where the reading is, most important first, and what is to be said of it at more length.
fn standing(state: &State, is_small: bool) -> (Vec<String>, Option<String>) {
    let pending = state.pending();
    if pending != Default::default() {
        let count = pending.count.map_or(String::new(), |c| c.to_string());
        let prefix = pending.prefix.map_or(String::new(), |p| p.to_string());
        return (vec![format!("{count}{prefix}")], None);
    }
    if let Some(awaited) = state.awaited() {
        return (vec![awaited.to_owned()], None);
    }
    let is_in_text = state.outline().focus().is_none();
    if let Some((_, target)) = state.reader().link().filter(|_| is_in_text) {
        return (Vec::new(), Some(target.to_owned()));
    }
    if state.search().is_lit() && is_in_text {
        let sign = if state.search().backward { "\\" } else { "/" };
        let typed = state.search().typed();
        return (
            vec![format!("{sign}{typed}   {}", found_words(state))],
            None,
        );
    }
    let selected = selected_words(state);
    if state.geometry().is_drawer && selected.is_some() {
        return (Vec::new(), selected);
    }
    let doc = state.reader().doc();
    let mut parts = Vec::new();
    if let Some(number) = doc.paragraph_number(state.reader().current()) {
        parts.push(format!("¶ {number} of {}", doc.paragraph_count()));
    }
    if !doc.text().is_empty() {
        parts.push(format!("{} %", state.reader().percent()));
    }
    if let Some(percent) = state.progress() {
        parts.push(format!("reading {percent} %"));
    } else if !is_small && selected.is_none() {
        let minutes = state.minutes_left();
        if minutes > 0 {
            parts.push(format!("{minutes} min left"));
        }
    }
    let is_closed = state.geometry().index.is_none() && !is_small;
    let here = here_words(state).filter(|_| is_closed);
    (parts, selected.or(here))
}

/// The speaker and the date of the current paragraph.
fn here_words(state: &State) -> Option<String> {
    let entry = |list| {
        let mut entry = state.outline().entry(list, state.here(list)?)?;
        if let Some(parent) = entry.parent {
            entry = state.outline().entry(list, parent)?;
        }
        let words = entry.when.as_ref().unwrap_or(&entry.label);
        (!entry.is_gathering).then(|| words.clone())
    };
    let words: Vec<String> = [List::Speakers, List::Events]
        .into_iter()
        .filter_map(entry)
        .collect();
    (!words.is_empty()).then(|| words.join(" · "))
}

/// What is to be said of the selected entry: "Ana Ruiz · direct quotation 1 of 5", the words that
/// date an event, that a part was inferred.
fn selected_words(state: &State) -> Option<String> {
    let list = state.outline().focus()?;
    let index = state.outline().selected(list)?;
    let entry = state.outline().entry(list, index)?;
    if let Some(parent) = entry.parent {
        let head = state.outline().entry(list, parent)?;
        let number = index - parent;
        let kind = entry.note.as_deref().unwrap_or("quotation");
        let sure = if entry.sign.is_some() {
            " · uncertain"
        } else {
            ""
        };
        return Some(format!(
            "{} · {kind} quotation {number} of {}{sure}",
            head.label, head.children
        ));
    }
    if let Some(when) = &entry.when {
        let found = if when.ends_with('~') {
            "worked out from"
        } else {
            "stated as"
        };
        return Some(format!("{when} · {found} {}", dating_words(state, entry)));
    }
    let sign = match entry.sign {
        Some('~') => " · a part found by the reader, not a heading",
        Some(_) => " · not named in the text",
        None => "",
    };
    let note = entry.note.as_ref();
    let note = note.map_or(String::new(), |n| format!(" · {n}"));
    Some(format!("{}{note}{sign}", entry.label))
}

/// The words of the text that date an event, each once, with how often.
fn dating_words(state: &State, entry: &Entry) -> String {
    let doc = state.reader().doc();
    let mut counted: Vec<(String, usize)> = Vec::new();
    for place in entry.places.iter().take(50) {
        let words: Vec<&str> = doc.slice(*place).split_whitespace().collect();
        let words = words.join(" ");
        match counted.iter_mut().find(|(w, _)| *w == words) {
            Some((_, times)) => *times += 1,
            None => counted.push((words, 1)),
        }
    }
    let shown = counted.into_iter().map(|(words, times)| match times {
        1 => format!("“{words}”"),
        _ => format!("“{words}” × {times}"),
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// At most three things that can be done now, the least important first.
fn hints(state: &State, is_small: bool) -> Vec<String> {
    let key = |action, words: &str| {
        let shown = state.keymap().shown(action)?;
        Some(if words.is_empty() {
            shown
        } else {
            format!("{shown} {words}")
        })
    };
    if state.awaited().is_some() {
        return key(Action::Drop, "cancel").into_iter().collect();
    }
    let help = key(Action::Help, if is_small { "" } else { "keys" });
    let mut hints = Vec::new();
    if is_small {
        return help.into_iter().collect();
    }
    if let Some(list) = state.outline().focus() {
        let selected = state.outline().selected(list);
        let entry = selected.and_then(|s| state.outline().entry(list, s));
        let has_family = entry.is_some_and(|e| e.children > 0 || e.parent.is_some());
        let is_open = entry.is_some_and(|e| e.parent.is_some())
            || selected.is_some_and(|s| state.outline().is_unfolded(list, s));
        hints.push(key(Action::EntryGo, "go"));
        hints.push(match (has_family, is_open) {
            (true, true) => key(Action::Fold, "fold"),
            (true, false) => key(Action::Unfold, "unfold"),
            (false, _) => key(Action::EntryBack, "back"),
        });
    } else if !state.search().is_lit() {
        if !state.is_analysed() || !state.outline().available().is_empty() {
            hints.push(key(Action::FocusNext, "index"));
        }
        hints.push(key(Action::SearchForward, "find"));
    } else {
        hints.push(key(Action::SearchNext, "next"));
        hints.push(key(Action::Drop, "clear"));
    }
    hints.push(help);
    hints.into_iter().flatten().collect()
}
