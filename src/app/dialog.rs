//! What takes the keys while it is open: the help, and the prompts for a search, a filter, a
//! command.

use super::key::{Code, Key};
use super::keymap::{self, Focus, Pending, Resolved};
use super::prompt::{Edit, Line};
use super::{Action, Command, Effect, Search, Severity, State};
use crate::analysis::List;
use crate::text::Place;

/// What a line is typed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromptKind {
    /// A search, forward or backward.
    Search {
        /// Whether it runs backward.
        backward: bool,
    },
    /// A filter of a list.
    Filter(List),
    /// A command.
    Command,
}

/// A prompt that is open, and what to come back to when it is left.
#[derive(Debug)]
pub struct Prompt {
    /// What it is for.
    pub kind: PromptKind,
    /// What was typed.
    pub line: Line,
    pub(super) standing: (Place, usize),
    pub(super) search: Search,
    filter: String,
}

impl State {
    pub(super) fn help_key(&mut self, key: Key) -> Option<Effect> {
        let line = self.help.unwrap_or(0);
        let resolved = self.keymap.resolve(&mut self.pending, key, Focus::Text);
        let page = usize::from(self.size.1.saturating_sub(6)).max(1);
        let step = match resolved {
            Resolved::Command(command) => match command.action {
                Action::LineDown => 1,
                Action::LineUp => -1,
                Action::PageDown | Action::HalfPageDown => page as isize,
                Action::PageUp | Action::HalfPageUp => -(page as isize),
                Action::Top => isize::MIN,
                Action::Bottom => isize::MAX,
                Action::Suspend => return Some(Effect::Suspend),
                Action::Redraw => return Some(Effect::Redraw),
                _ => {
                    self.help = None;
                    return None;
                }
            },
            Resolved::Waiting => 0,
            Resolved::Unbound => {
                self.help = None;
                return None;
            }
        };
        self.help = Some(line.saturating_add_signed(step).min(self.help_end()));
        None
    }

    /// The first help line that leaves no row of the overlay empty.
    pub(super) fn help_end(&self) -> usize {
        let groups = self.keymap.groups();
        let lines: usize = groups.iter().map(|g| g.keys.len() + 2).sum();
        let rows = usize::from(self.size.1.saturating_sub(2));
        (lines.saturating_sub(1)).saturating_sub(rows)
    }

    pub(super) fn open_prompt(&mut self, kind: PromptKind) {
        self.seeking = None;
        let filter = match kind {
            PromptKind::Filter(list) => self.outline.filter(list).to_owned(),
            _ => String::new(),
        };
        self.prompt = Some(Prompt {
            kind,
            line: Line::new(&filter),
            standing: self.reader.standing(),
            search: std::mem::take(&mut self.search),
            filter,
        });
        if let (Some(prompt), false) = (&mut self.prompt, matches!(kind, PromptKind::Search { .. }))
        {
            self.search = std::mem::take(&mut prompt.search);
        }
    }

    pub(super) fn prompt_key(&mut self, key: Key) -> Option<Effect> {
        if let Some(effect) = self.effect_anywhere(key) {
            return Some(effect);
        }
        let prompt = self.prompt.as_mut()?;
        if key.code == Code::Enter {
            return self.accept_prompt();
        }
        let edit = if key.code == Code::Up && !prompt.search.is_empty() {
            // The last search comes back to be changed.
            prompt.line = Line::new(prompt.search.typed());
            Edit::Changed
        } else {
            prompt.line.key(key)
        };
        if keymap::cancels(key) || edit == Edit::Left {
            self.cancel_prompt();
            return None;
        }
        if edit == Edit::Changed {
            self.follow_prompt();
        }
        None
    }

    /// Shows what the line of the prompt says so far.
    pub(super) fn follow_prompt(&mut self) {
        let Some(prompt) = &self.prompt else {
            return;
        };
        let (kind, typed) = (prompt.kind, prompt.line.text().to_owned());
        match kind {
            PromptKind::Search { backward } => self.preview_search(&typed, backward),
            PromptKind::Filter(list) => self.outline.set_filter(list, &typed),
            PromptKind::Command => {}
        }
    }

    /// What a key asks of the terminal's side whatever is being typed.
    fn effect_anywhere(&self, key: Key) -> Option<Effect> {
        let chord = &mut Pending::default();
        match self.keymap.resolve(chord, key, Focus::Text) {
            Resolved::Command(command) if key.typed().is_none() => match command.action {
                Action::Suspend => Some(Effect::Suspend),
                Action::Redraw => Some(Effect::Redraw),
                _ => None,
            },
            _ => None,
        }
    }

    fn cancel_prompt(&mut self) {
        let Some(prompt) = self.prompt.take() else {
            return;
        };
        match prompt.kind {
            PromptKind::Search { .. } => {
                self.restore_search(prompt.search);
                self.reader.stand(prompt.standing);
            }
            PromptKind::Filter(list) => self.outline.set_filter(list, &prompt.filter),
            PromptKind::Command => {}
        }
    }

    fn accept_prompt(&mut self) -> Option<Effect> {
        let prompt = self.prompt.take()?;
        let typed = prompt.line.text();
        match prompt.kind {
            PromptKind::Search { backward } => {
                // An empty search repeats the last one, as in less and vim.
                let again = prompt.search.typed().to_owned();
                let typed = if typed.is_empty() { &again } else { typed };
                if (self.search.typed(), self.search.backward) != (typed, backward) {
                    self.preview_search(typed, backward);
                }
                self.finish_search(prompt.standing);
                None
            }
            PromptKind::Filter(list) => {
                if self.outline.rows(list).is_empty() {
                    self.outline.set_filter(list, &prompt.filter);
                    self.say(Severity::Note, "no entry has these words");
                } else if !typed.is_empty() {
                    self.preview();
                }
                None
            }
            PromptKind::Command => self.run_typed(typed.trim()),
        }
    }

    /// A typed command: `q`, a ¶ number, a per cent.
    fn run_typed(&mut self, typed: &str) -> Option<Effect> {
        let (digits, percent) = match typed.strip_suffix('%') {
            Some(digits) => (digits.trim(), true),
            None => (typed, false),
        };
        let action = if percent {
            Action::Percent
        } else {
            Action::Top
        };
        match (typed, digits.parse::<usize>()) {
            ("", _) => None,
            ("q" | "quit" | "q!" | "x" | "qa", _) => Some(Effect::Quit),
            ("n" | "next", _) => self.other_article(None, false),
            ("p" | "prev" | "previous", _) => self.other_article(None, true),
            (_, Ok(number)) => self.update(Command {
                action,
                count: Some(number),
                letter: None,
            }),
            _ => {
                let text =
                    format!("{typed} is no command: q, n, p, a paragraph (12), a per cent (50%)");
                self.say(Severity::Error, &text);
                None
            }
        }
    }
}
