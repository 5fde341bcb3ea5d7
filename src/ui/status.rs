//! The last row: where the reading is, what a search has found, a message, what can be done now.

use ratatui::buffer::Buffer;

use super::canvas::{Piece, cut, put, put_right};
use super::theme::Theme;
use crate::analysis::List;
use crate::app::{Action, PromptKind, Severity, State};
use crate::index::Entry;
use crate::layout::cells;

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
    let mut hints = hints(state, state.geometry().gutter < 3);
    let mut standing = standing(state);
    while !standing.fits(room, &hints) && standing.gives_way(&mut hints) {}
    let text = cut(&standing.words(), room);
    let taken = cells(&text);
    put(buffer, left, y, right - left, &[(text, theme.quiet)]);
    let hints = hints.join(BETWEEN);
    if taken + BETWEEN.len() + cells(&hints) <= room {
        put_right(buffer, right, y, &hints, theme.quiet);
    }
}

/// What parts hints from each other and from what stands before them.
const BETWEEN: &str = "   ";

/// What the left of the line says.
#[derive(Default)]
struct Standing {
    /// Where the reading is, each with a rank: the greatest goes first where room is short, rank 0
    /// stays.
    parts: Vec<(u8, String)>,
    /// What was asked for, after them: the last to be shortened.
    answer: Option<String>,
}

impl Standing {
    /// One part that stays.
    fn only(words: String) -> Self {
        Standing {
            parts: vec![(0, words)],
            answer: None,
        }
    }

    fn words(&self) -> String {
        let parts = self.parts.iter().map(|(_, words)| words.as_str());
        let all: Vec<&str> = parts.chain(self.answer.as_deref()).collect();
        all.join(" · ")
    }

    fn fits(&self, room: usize, hints: &[String]) -> bool {
        let hints = hints.join(BETWEEN);
        let taken = match cells(&hints) {
            0 => 0,
            taken => taken + BETWEEN.len(),
        };
        cells(&self.words()) + taken <= room
    }

    /// Lets go of what matters least: hints but the last, then parts, then for an answer the last
    /// hint too. Returns whether anything went.
    fn gives_way(&mut self, hints: &mut Vec<String>) -> bool {
        if hints.len() > 1 {
            hints.remove(0);
            return true;
        }
        let last = self.parts.iter().enumerate().max_by_key(|(_, part)| part.0);
        let last = last.map(|(at, part)| (at, part.0));
        if let Some((at, _)) = last.filter(|(_, rank)| *rank > 0 || self.answer.is_some()) {
            self.parts.remove(at);
            return true;
        }
        self.answer.is_some() && hints.pop().is_some()
    }
}

/// Where the reading is, and what is to be said of what is selected.
fn standing(state: &State) -> Standing {
    let is_small = state.geometry().gutter < 3;
    let pending = state.pending();
    if pending != Default::default() {
        let count = pending.count.map_or(String::new(), |c| c.to_string());
        let prefix = pending.prefix.map_or(String::new(), |p| p.to_string());
        return Standing::only(format!("{count}{prefix}"));
    }
    if let Some(awaited) = state.awaited() {
        return Standing::only(awaited.to_owned());
    }
    let is_in_text = state.outline().focus().is_none();
    if let Some((_, target)) = state.reader().link().filter(|_| is_in_text) {
        return Standing {
            answer: Some(target.to_owned()),
            ..Standing::default()
        };
    }
    let mut standing = Standing::default();
    let is_search = state.search().is_lit() && is_in_text;
    if is_search {
        let sign = if state.search().backward { "\\" } else { "/" };
        let typed = state.search().typed();
        let words = format!("{sign}{typed}   {}", found_words(state));
        standing.parts.push((0, words));
    }
    standing.answer = selected_words(state);
    if state.geometry().is_drawer && standing.answer.is_some() {
        return standing;
    }
    let doc = state.reader().doc();
    if let Some(number) = doc.paragraph_number(state.reader().current()) {
        let words = format!("¶ {number} of {}", doc.paragraph_count());
        standing.parts.push((2, words));
    }
    if !doc.text().is_empty() {
        let words = format!("{} %", state.reader().percent());
        standing.parts.push((u8::from(is_search), words));
    }
    let is_free = !is_small && !is_search;
    if let Some(percent) = state.progress() {
        standing.parts.push((3, format!("reading {percent} %")));
    } else if is_free && standing.answer.is_none() {
        let left = left_words(state.minutes_left());
        standing.parts.extend(left.map(|words| (3, words)));
    }
    let is_closed = state.geometry().index.is_none();
    let here = here_words(state).filter(|_| is_closed && is_free);
    standing.parts.extend(here.map(|words| (4, words)));
    standing
}

/// How long the rest takes to read, in hours where minutes would tell nobody anything.
fn left_words(minutes: usize) -> Option<String> {
    match minutes {
        0 => None,
        1..120 => Some(format!("{minutes} min left")),
        _ => Some(format!("{} h left", minutes.div_ceil(60))),
    }
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
        if entry.days.is_none() {
            let words = dating_words(state, entry);
            return Some(format!("{words} · without a year: open with --date"));
        }
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
        let is_any = state.search().is_pending() || !state.search().matches().is_empty();
        hints.extend(is_any.then(|| key(Action::SearchNext, "next")));
        hints.push(key(Action::Drop, "clear"));
    }
    hints.push(help);
    hints.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of the line in so many cells.
    fn line(room: usize, answer: Option<&str>) -> String {
        let parts = [(2, "¶ 2 of 9"), (0, "4 %"), (3, "7 min left")];
        let mut standing = Standing {
            parts: parts.map(|(rank, words)| (rank, words.to_owned())).to_vec(),
            answer: answer.map(str::to_owned),
        };
        let mut hints = ["Enter go", "? keys"].map(str::to_owned).to_vec();
        while !standing.fits(room, &hints) && standing.gives_way(&mut hints) {}
        format!("{}|{}", standing.words(), hints.join(BETWEEN))
    }

    #[test]
    fn hints_go_first_and_the_answer_last() {
        let answer = Some("stated as “on Friday”");
        for (room, answer, expected) in [
            (60, None, "¶ 2 of 9 · 4 % · 7 min left|Enter go   ? keys"),
            (40, None, "¶ 2 of 9 · 4 % · 7 min left|? keys"),
            (30, None, "¶ 2 of 9 · 4 %|? keys"),
            (14, None, "4 %|? keys"),
            (40, answer, "4 % · stated as “on Friday”|? keys"),
            (22, answer, "stated as “on Friday”|"),
        ] {
            assert_eq!(line(room, answer), expected, "in {room}");
        }
    }

    #[test]
    fn a_long_text_is_told_in_hours() {
        assert_eq!(left_words(0), None);
        assert_eq!(left_words(119).as_deref(), Some("119 min left"));
        assert_eq!(left_words(16_891).as_deref(), Some("282 h left"));
    }
}
