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
mod motion;
pub mod outline;
pub mod prompt;
pub mod reader;
pub mod screen;
pub mod search;
mod see;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::analysis::{Annotations, List};
use crate::index::{Index, Inferred};
use crate::layout::Settings;
use crate::text::{Document, Place};

pub use action::{Action, Command, Effect};
use jumps::Jumps;
use key::Key;
use keymap::{Focus, Keymap, Pending, Resolved};
use outline::Outline;
use prompt::{Edit, Line};
use reader::Reader;
use screen::{Geometry, MEASURE, Wish};
use search::Search;

/// How long a message stands.
const MESSAGE_STANDS: Duration = Duration::from_secs(4);

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorLevel {
    /// None: bold, underline and reverse only.
    None,
    /// The sixteen of the user's palette.
    #[default]
    Ansi16,
    /// 256.
    Ansi256,
    /// All.
    True,
}

/// Where the reading is to begin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// Where it was left, or at the beginning.
    #[default]
    Remembered,
    /// At a ¶ number.
    Paragraph(usize),
    /// At the first match of a search.
    Search(String),
    /// At a heading with these words.
    Heading(String),
}

/// What the user has chosen before the first screen.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The names of the themes, to go round in.
    pub themes: Vec<String>,
    /// The theme to begin with; the first one where there is none of that name.
    pub theme: Option<String>,
    /// How many colours there are.
    pub level: ColorLevel,
    /// Cells of text; the default where not said.
    pub measure: Option<u16>,
    /// Whether the index is open where it has room beside the text.
    pub index: bool,
    /// Which inferred sections are shown.
    pub inferred: Inferred,
    /// Where to begin.
    pub start: Start,
    /// How many articles are open.
    pub articles: usize,
}

/// What was found in a document, with the index made of it: work of its own for a long text, so
/// whoever analyses makes it.
#[derive(Clone, Debug)]
pub struct Found {
    annotations: Annotations,
    index: Index,
    inferred: Inferred,
}

impl Found {
    /// Makes the index of what was found in `document`.
    pub fn new(document: &Document, annotations: Annotations, inferred: Inferred) -> Self {
        let index = Index::new(document, &annotations, inferred);
        Found {
            annotations,
            index,
            inferred,
        }
    }
}

/// A document, or more of it.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The text.
    pub document: Arc<Document>,
    /// What was found in it; `None` while the analysis runs.
    pub found: Option<Box<Found>>,
    /// The file's name, as shown.
    pub name: String,
    /// How much has been read, in per cent, while more is to come.
    pub progress: Option<u8>,
}

/// What is kept of the reading when the program ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remembered {
    /// Where the reading was.
    pub place: Place,
    /// The marks.
    pub marks: BTreeMap<char, Place>,
}

/// How serious a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Something was done.
    Note,
    /// Something was odd.
    Warning,
    /// Something could not be done; stands until a key.
    Error,
}

/// Words for the status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// How serious they are.
    pub severity: Severity,
    /// The words, safe and on one line.
    pub text: String,
    until: Option<Instant>,
}

impl Message {
    /// A message that stands for some seconds, or, if it is an error, until a key.
    pub fn new(severity: Severity, text: &str) -> Self {
        let until = (severity != Severity::Error).then(|| Instant::now() + MESSAGE_STANDS);
        Message {
            severity,
            text: crate::text::safe::line(text).into_owned(),
            until,
        }
    }
}

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
    standing: (Place, usize),
    search: Search,
    filter: String,
}

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

    /// Puts a message into the status line.
    pub fn say(&mut self, severity: Severity, text: &str) {
        self.message = Some(Message::new(severity, text));
    }

    /// When the message in the status line goes by itself.
    pub fn deadline(&self) -> Option<Instant> {
        self.message.as_ref()?.until
    }

    /// Lets the message go if its time is over. Returns whether it went.
    pub fn expire(&mut self, now: Instant) -> bool {
        let is_over = self.deadline().is_some_and(|until| until <= now);
        if is_over {
            self.message = None;
        }
        is_over
    }

    /// The name of the theme.
    pub fn theme(&self) -> &str {
        self.themes.get(self.theme).map_or("", String::as_str)
    }
}
