//! The reader's state: key → action → state, without a terminal.
//!
//! [`State::key`] turns a key into a [`Command`] by the [`Keymap`] and does it;
//! each sub-state keeps its own behaviour: [`reader`] the article in its window, [`outline`] the
//! index, [`search`] the matches, [`jumps`] where the reading has been, [`prompt`] a line that is
//! being typed, [`screen`] where everything stands. [`State::fit`] alone learns the screen's size.

pub mod action;
mod arrival;
mod carry;
mod choices;
mod dialog;
pub mod jumps;
pub mod key;
pub mod keymap;
mod message;
mod motion;
pub mod outline;
pub mod prompt;
pub mod reader;
pub mod screen;
pub mod search;
mod see;
mod seek;
mod setup;

use std::sync::Arc;

use crate::analysis::{Annotations, List};
use crate::index::Inferred;
use crate::layout::Settings;
use crate::text::{Document, Place};

pub use action::{Action, Command, Effect};
pub use arrival::{Arrival, Found, Remembered};
pub use dialog::{Prompt, PromptKind};
pub use message::{Message, Severity};
pub use setup::{ColorLevel, Setup, Start};

use jumps::Jumps;
use key::Key;
use keymap::{Focus, Keymap, Pending, Resolved};
use outline::Outline;
use prompt::Edit;
use reader::Reader;
use screen::{Geometry, MEASURE, Wish};
use search::{Query, Search};

/// Everything that the screen shows.
#[derive(Debug)]
pub struct State {
    keymap: Keymap,
    pending: Pending,
    wish: Wish,
    geometry: Geometry,
    size: (u16, u16),
    reader: Reader,
    annotations: Option<Annotations>,
    outline: Outline,
    search: Search,
    /// The number of the query that was made last, and the query until somebody takes it.
    asked: usize,
    query: Option<Query>,
    /// Where the reading stood when a search was entered whose matches are yet to be gone to.
    seeking: Option<(Place, usize)>,
    jumps: Jumps,
    prompt: Option<Prompt>,
    message: Option<Message>,
    /// First line shown of the help, while it is open.
    help: Option<usize>,
    /// What the preview came from, while a list is walked.
    home: Option<(Place, usize)>,
    /// The speaker whose quotations are lit.
    chosen: Option<(List, usize)>,
    inferred: Inferred,
    themes: Vec<String>,
    theme: usize,
    level: ColorLevel,
    name: String,
    /// The index of the article among those that are open, and how many there are.
    article: (usize, usize),
    progress: Option<u8>,
    /// What is known of an article that is waited for, which may be cancelled.
    awaited: Option<String>,
    start: Option<Start>,
    has_moved: bool,
    /// Whether the analysis has failed, so that nothing more comes.
    has_failed: bool,
    remembered: Option<(Arc<Document>, Remembered)>,
    minutes: usize,
    /// The entry that was walked to last, by its list and byte offset.
    walked: Option<(List, usize)>,
}

impl State {
    /// A state without an article.
    pub fn new(setup: Setup, keymap: Keymap) -> Self {
        let wanted = setup.theme.as_deref();
        let theme = setup.themes.iter().position(|t| Some(t.as_str()) == wanted);
        let wish = Wish {
            measure: setup.measure.unwrap_or(MEASURE.1).clamp(1, 400),
            index: setup.index,
            drawer: false,
            zen: false,
        };
        let settings = Settings {
            measure: wish.measure,
            compact: false,
            sideways: 0,
            minutes: None,
        };
        State {
            keymap,
            pending: Pending::default(),
            wish,
            geometry: Geometry::new(80, 24, wish),
            size: (80, 24),
            reader: Reader::new(Arc::default(), settings, 20),
            annotations: None,
            outline: Outline::default(),
            search: Search::default(),
            asked: 0,
            query: None,
            seeking: None,
            jumps: Jumps::default(),
            prompt: None,
            message: None,
            help: None,
            home: None,
            chosen: None,
            inferred: setup.inferred,
            theme: theme.unwrap_or(0),
            themes: setup.themes,
            level: setup.level,
            name: String::new(),
            article: (0, setup.articles),
            progress: Some(0),
            awaited: None,
            start: Some(setup.start),
            has_moved: false,
            has_failed: false,
            remembered: None,
            minutes: 0,
            walked: None,
        }
    }

    /// Takes the screen's size. The only place that learns of it.
    pub fn fit(&mut self, columns: u16, rows: u16) {
        self.size = (columns, rows);
        self.refit();
    }

    /// Works out where everything stands, and fits the article into its part.
    fn refit(&mut self) {
        self.wish.drawer = self.outline.focus().is_some();
        self.geometry = Geometry::new(self.size.0, self.size.1, self.wish);
        let settings = Settings {
            measure: self.geometry.text.width,
            compact: self.geometry.compact,
            sideways: self.reader.settings().sideways,
            minutes: u16::try_from(self.minutes).ok().filter(|m| *m > 0),
        };
        self.reader
            .fit(settings, usize::from(self.geometry.visible_rows()));
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key) -> Option<Effect> {
        self.input(|state| {
            let had_message = state.message.take().is_some();
            if state.prompt.is_some() {
                state.prompt_key(key)
            } else if state.help.is_some() {
                state.help_key(key)
            } else {
                state.command_key(key, had_message)
            }
        })
    }

    /// Takes pasted text, where a prompt is open; elsewhere it is not typed by anybody, and is
    /// dropped.
    pub fn paste(&mut self, pasted: &str) {
        self.input(|state| {
            let prompt = state.prompt.as_mut()?;
            if prompt.line.paste(pasted) == Edit::Changed {
                state.follow_prompt();
            }
            None
        });
    }

    /// Takes something that a person did.
    fn input(&mut self, take: impl FnOnce(&mut Self) -> Option<Effect>) -> Option<Effect> {
        let before = self.reader.standing();
        let effect = take(self);
        self.refit();
        // Whoever has moved is not moved any more by a text that still arrives.
        if self.reader.standing() != before {
            self.seeking = None;
            self.start = None;
            self.has_moved = true;
        }
        effect
    }

    /// Whether a key has moved the reading since the article began to arrive.
    pub fn has_moved(&self) -> bool {
        self.has_moved
    }

    fn command_key(&mut self, key: Key, had_message: bool) -> Option<Effect> {
        let was_pending = self.pending != Pending::default();
        let is_free = !was_pending && !had_message;
        if self.awaited.is_some() && is_free && keymap::cancels(key) {
            return Some(Effect::Cancel);
        }
        let focus = match self.outline.focus() {
            Some(_) => Focus::Index,
            None => Focus::Text,
        };
        match self.keymap.resolve(&mut self.pending, key, focus) {
            Resolved::Command(command) => {
                // Esc drops one thing at a time: the count or the message goes first. Ctrl-c
                // after a count drops it too.
                let drops = command.action == Action::Drop && (was_pending || had_message);
                if drops || (was_pending && key == Key::control('c')) {
                    return None;
                }
                self.update(command)
            }
            Resolved::Waiting | Resolved::Unbound => None,
        }
    }

    /// Does what a command says.
    pub fn update(&mut self, command: Command) -> Option<Effect> {
        match command.action {
            Action::Quit => return Some(Effect::Quit),
            Action::Suspend => return Some(Effect::Suspend),
            Action::Redraw => return Some(Effect::Redraw),
            Action::Reload => return Some(Effect::Reload),
            Action::NextArticle => return self.other_article(command.count, false),
            Action::PreviousArticle => return self.other_article(command.count, true),
            Action::Copy => return self.copy(),
            Action::Help => self.help = Some(0),
            Action::Command => self.open_prompt(PromptKind::Command),
            Action::SearchForward => self.open_prompt(PromptKind::Search { backward: false }),
            Action::SearchBackward => self.open_prompt(PromptKind::Search { backward: true }),
            Action::Filter => {
                let list = self.outline.tab();
                self.open_prompt(PromptKind::Filter(list));
            }
            Action::Theme => self.next_theme(),
            Action::Inferred => self.next_inferred(),
            Action::Where => self.say_where(),
            Action::ToggleIndex => self.toggle_index(),
            Action::Zen => self.toggle_zen(),
            Action::Wider => self.widen(3, command.count),
            Action::Narrower => self.widen(-3, command.count),
            Action::Drop => self.drop_one(),
            _ => self.travel(command),
        }
        None
    }

    /// The name of the theme.
    pub fn theme(&self) -> &str {
        self.themes.get(self.theme).map_or("", String::as_str)
    }
}
