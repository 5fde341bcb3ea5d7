//! The reader's state: key → action → state, without a terminal.
//!
//! [`State::key`] turns a key into a [`Command`] by the [`Keymap`](keymap::Keymap) and does it;
//! each sub-state keeps its own behaviour: [`reader`] the article in its window, [`outline`] the
//! index, [`search`] the matches, [`jumps`] where the reading has been, [`prompt`] a line that is
//! being typed, [`screen`] where everything stands. [`State::fit`] alone learns the screen's size.

pub mod action;
mod carry;
pub mod jumps;
pub mod key;
pub mod keymap;
mod motion;
pub mod outline;
pub mod prompt;
pub mod reader;
pub mod screen;
pub mod search;

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
/// Bytes of a text in which its words are counted.
const COUNTED: usize = 1 << 20;
/// Words read in a minute, for the reading time.
const WORDS_A_MINUTE: usize = 230;

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
}

/// A document, or more of it.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The text.
    pub document: Arc<Document>,
    /// What was found in it; `None` while the analysis runs.
    pub annotations: Option<Arc<Annotations>>,
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
    annotations: Option<Arc<Annotations>>,
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
    progress: Option<u8>,
    start: Option<Start>,
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
            progress: Some(0),
            start: Some(setup.start),
            remembered: None,
            minutes: 0,
            walked: None,
        }
    }

    /// Takes a document, more of it, or its annotations. The reading keeps its place.
    pub fn arrive(&mut self, arrival: Arrival) {
        let old = self.reader.doc().clone();
        let is_new = !Arc::ptr_eq(&old, &arrival.document);
        self.name = arrival.name;
        self.progress = arrival.progress;
        if is_new {
            let new = arrival.document;
            let moved = |place| carry::carry(&old, &new, place);
            self.reader.swap(new.clone(), moved);
            self.jumps.carry(moved);
            self.home = self.home.map(|(top, current)| {
                let place = Place {
                    block: current,
                    offset: 0,
                };
                (moved(top), moved(place).block)
            });
            self.minutes = reading_minutes(new.text());
            self.search.find_in(new.text());
            if let Some(notice) = new.notices().first() {
                self.say(Severity::Warning, notice);
            }
        }
        if is_new || arrival.annotations.is_some() {
            self.annotations = arrival.annotations;
            self.make_index();
        }
        self.begin();
        self.refit();
    }

    /// Takes what was kept of an earlier reading: the places are those of `document`, which may
    /// be the article itself.
    pub fn recall(&mut self, document: Arc<Document>, remembered: Remembered) {
        self.remembered = Some((document, remembered));
        self.begin();
    }

    /// Says where the reading is to begin, before there is anything to read.
    pub fn begin_at(&mut self, start: Start) {
        self.start = Some(start);
    }

    /// What to keep of this reading.
    pub fn memory(&self) -> Remembered {
        let place = match self.home {
            Some((_, block)) => Place { block, offset: 0 },
            None => self.reader.place(),
        };
        Remembered {
            place,
            marks: self.jumps.marks().clone(),
        }
    }

    /// Goes to where the reading is to begin, once that is there.
    fn begin(&mut self) {
        if let Some((document, remembered)) = self.remembered.take() {
            let doc = self.reader.doc().clone();
            for (letter, place) in remembered.marks {
                if self.jumps.mark(letter).is_none() {
                    self.jumps
                        .set_mark(letter, carry::carry(&document, &doc, place));
                }
            }
            if self.start == Some(Start::Remembered) && remembered.place != Place::default() {
                let place = carry::carry(&document, &doc, remembered.place);
                self.reader.jump(place);
                self.start = None;
            }
        }
        let Some(start) = self.start.clone() else {
            return;
        };
        let has_begun = self.start_at(&start);
        let is_whole = self.progress.is_none();
        if has_begun || (is_whole && start != Start::Remembered) {
            self.start = None;
        }
        if is_whole && !has_begun {
            let missing = match start {
                Start::Heading(words) => format!("no heading with “{words}”"),
                Start::Search(words) => format!("“{words}” is nowhere in the text"),
                Start::Paragraph(_) | Start::Remembered => return,
            };
            self.say(Severity::Warning, &missing);
        }
    }

    fn start_at(&mut self, start: &Start) -> bool {
        let doc = self.reader.doc().clone();
        match start {
            Start::Remembered => false,
            Start::Paragraph(number) => {
                let is_there = *number <= doc.paragraph_count() || self.progress.is_none();
                let block = doc.paragraph_block(*number).filter(|_| is_there);
                if let Some(block) = block {
                    self.reader.jump(Place { block, offset: 0 });
                }
                block.is_some()
            }
            Start::Search(words) => {
                self.search = Search::new(words, doc.text(), false);
                let found = self.search.go_from(0);
                if let Some(found) = found {
                    self.reader.jump(doc.place_at(found.start()));
                }
                found.is_some()
            }
            Start::Heading(words) => {
                let block = motion::heading(&doc, words);
                if let Some(block) = block {
                    self.reader.jump(Place { block, offset: 0 });
                }
                block.is_some()
            }
        }
    }

    fn make_index(&mut self) {
        let doc = self.reader.doc().clone();
        let index = match &self.annotations {
            Some(annotations) => Index::new(&doc, annotations, self.inferred),
            None => Index::default(),
        };
        self.outline.set_index(index);
        if self
            .outline
            .focus()
            .is_some_and(|l| self.outline.rows(l).is_empty())
        {
            self.outline.set_focus(None);
        }
        let heads = self
            .chosen
            .map(|(list, _)| self.outline.index().entries(list).len());
        self.chosen = self
            .chosen
            .filter(|(_, entry)| heads.is_some_and(|h| *entry < h));
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
        let had_message = self.message.take().is_some();
        let effect = if self.prompt.is_some() {
            self.prompt_key(key)
        } else if self.help.is_some() {
            self.help_key(key)
        } else {
            self.command_key(key, had_message)
        };
        self.refit();
        effect
    }

    fn command_key(&mut self, key: Key, had_message: bool) -> Option<Effect> {
        let was_pending = self.pending != Pending::default();
        let focus = match self.outline.focus() {
            Some(_) => Focus::Index,
            None => Focus::Text,
        };
        match self.keymap.resolve(&mut self.pending, key, focus) {
            Resolved::Command(command) => {
                // Esc drops one thing at a time: the count or the message goes first.
                if command.action == Action::Drop && (was_pending || had_message) {
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

    /// Drops the link, the search or the chosen speaker.
    fn drop_one(&mut self) {
        if self.reader.drop_link() {
            return;
        }
        if self.search.is_empty() {
            self.chosen = None;
        } else {
            self.search = Search::default();
        }
    }

    fn next_theme(&mut self) {
        self.theme = (self.theme + 1) % self.themes.len().max(1);
        let name = format!("theme {}", self.theme());
        self.say(Severity::Note, &name);
    }

    fn next_inferred(&mut self) {
        self.inferred = self.inferred.next();
        self.make_index();
        let text = match self.inferred {
            Inferred::Auto => "inferred sections where the article has no headings",
            Inferred::All => "inferred sections inside long sections too",
            Inferred::None => "no inferred sections",
        };
        self.say(Severity::Note, text);
    }

    fn toggle_index(&mut self) {
        if self.wish.zen {
            self.wish.zen = false;
            self.wish.index = true;
            return;
        }
        if !self.geometry.is_drawer {
            self.wish.index = !self.wish.index;
            if !self.wish.index {
                self.leave_index();
            }
        } else if self.outline.focus().is_some() {
            self.leave_index();
        } else {
            self.focus_list(None);
        }
    }

    fn toggle_zen(&mut self) {
        self.wish.zen = !self.wish.zen;
        if self.wish.zen {
            self.leave_index();
        }
    }

    fn widen(&mut self, by: i32, count: Option<usize>) {
        let count = count.unwrap_or(1).min(100) as i32;
        let measure = i32::from(self.wish.measure) + by * count;
        self.wish.measure = measure.clamp(i32::from(MEASURE.0), i32::from(MEASURE.2)) as u16;
        self.refit();
        let set = self.geometry.text.width;
        let text = if set < self.wish.measure {
            format!("{set} columns of text, all that the screen has room for")
        } else {
            format!("{set} columns of text")
        };
        self.say(Severity::Note, &text);
    }

    fn say_where(&mut self) {
        let doc = self.reader.doc();
        let number = doc.paragraph_number(self.reader.current());
        let mut parts = vec![self.name.clone()];
        if let Some(number) = number {
            parts.push(format!("¶ {number} of {}", doc.paragraph_count()));
        }
        parts.push(format!("{} %", self.reader.percent()));
        if let Some(section) = self.section_here() {
            parts.push(section.to_owned());
        }
        let text = parts.join(" · ");
        self.say(Severity::Note, &text);
    }

    /// The paragraph or the selected quotation, with its source.
    fn copy(&mut self) -> Option<Effect> {
        let doc = self.reader.doc();
        let selected = self.outline.focus().and_then(|list| {
            let entry = self.outline.selected(list)?;
            let entry = self.outline.entry(list, entry)?;
            let owner = self.outline.entry(list, entry.parent?)?;
            let owner = (!owner.is_gathering).then(|| owner.label.clone());
            Some((entry.label.clone(), owner))
        });
        let what = if selected.is_some() {
            "quotation"
        } else {
            "paragraph"
        };
        let (words, owner) =
            selected.unwrap_or_else(|| (self.reader.current_text().to_owned(), None));
        let metadata = doc.metadata();
        let date = self.annotations.as_ref().and_then(|a| a.document_date());
        let mut source: Vec<String> = owner.into_iter().collect();
        source.extend(metadata.title.clone());
        source.extend(metadata.byline.clone());
        source.extend(date.map(|d| d.to_string()));
        if source.is_empty() {
            source.push(self.name.clone());
        }
        let text = format!("{words}\n— {}\n", source.join(", "));
        if words.is_empty() {
            self.say(Severity::Note, "nothing to copy");
            return None;
        }
        self.say(Severity::Note, &format!("{what} sent to the clipboard"));
        Some(Effect::Copy(crate::text::safe::text(&text).into_owned()))
    }

    fn help_key(&mut self, key: Key) -> Option<Effect> {
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
    fn help_end(&self) -> usize {
        let groups = self.keymap.groups();
        let lines: usize = groups.iter().map(|g| g.keys.len() + 2).sum();
        let rows = usize::from(self.size.1.saturating_sub(4));
        (lines.saturating_sub(1)).saturating_sub(rows)
    }

    fn open_prompt(&mut self, kind: PromptKind) {
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

    fn prompt_key(&mut self, key: Key) -> Option<Effect> {
        let prompt = self.prompt.as_mut()?;
        if key.code == key::Code::Enter {
            return self.accept_prompt();
        }
        if keymap::cancels(key) || prompt.line.key(key) == Edit::Left {
            self.cancel_prompt();
            return None;
        }
        let (kind, typed) = (prompt.kind, prompt.line.text().to_owned());
        match kind {
            PromptKind::Search { backward } => self.preview_search(&typed, backward),
            PromptKind::Filter(list) => self.outline.set_filter(list, &typed),
            PromptKind::Command => {}
        }
        None
    }

    fn cancel_prompt(&mut self) {
        let Some(prompt) = self.prompt.take() else {
            return;
        };
        match prompt.kind {
            PromptKind::Search { .. } => {
                self.search = prompt.search;
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
                self.preview_search(typed, backward);
                self.finish_search(prompt.standing);
                None
            }
            PromptKind::Filter(list) => {
                if self.outline.rows(list).is_empty() {
                    self.outline.set_filter(list, "");
                    self.say(Severity::Note, "no entry has these words");
                }
                self.preview();
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
            (_, Ok(number)) => self.update(Command {
                action,
                count: Some(number),
                letter: None,
            }),
            _ => {
                let text = format!("{typed} is no command: q, a paragraph (12), a per cent (50%)");
                self.say(Severity::Error, &text);
                None
            }
        }
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

/// How long a text takes to read; of a long one the words are counted in its first part.
fn reading_minutes(text: &str) -> usize {
    let part = text.get(..COUNTED).unwrap_or(text);
    let words = part.split_ascii_whitespace().count();
    let all = words * text.len() / part.len().max(1);
    all.div_ceil(WORDS_A_MINUTE)
}

/// What the view reads.
impl State {
    /// Where everything stands.
    pub fn geometry(&self) -> &Geometry {
        &self.geometry
    }

    /// The article.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The index.
    pub fn outline(&self) -> &Outline {
        &self.outline
    }

    /// The search in force.
    pub fn search(&self) -> &Search {
        &self.search
    }

    /// The line that is being typed.
    pub fn prompt(&self) -> Option<&Prompt> {
        self.prompt.as_ref()
    }

    /// The message in the status line.
    pub fn message(&self) -> Option<&Message> {
        self.message.as_ref()
    }

    /// The first line shown of the help, while it is open.
    pub fn help(&self) -> Option<usize> {
        self.help.map(|line| line.min(self.help_end()))
    }

    /// The keys in force.
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// How many colours there are.
    pub fn level(&self) -> ColorLevel {
        self.level
    }

    /// The count and prefix typed so far.
    pub fn pending(&self) -> Pending {
        self.pending
    }

    /// How much of a text that still arrives has been read.
    pub fn progress(&self) -> Option<u8> {
        self.progress
    }

    /// Whether the analysis is done.
    pub fn is_analysed(&self) -> bool {
        self.annotations.is_some()
    }

    /// What was found in the article, once the analysis is done.
    pub fn annotations(&self) -> Option<&Annotations> {
        self.annotations.as_deref()
    }

    /// Minutes that the rest of the text takes to read.
    pub fn minutes_left(&self) -> usize {
        let doc = self.reader.doc();
        let length = doc.text().len().max(1);
        let rest = length.saturating_sub(self.reader.current_span().start());
        if self.reader.is_at_end() {
            0
        } else {
            (self.minutes * rest).div_ceil(length)
        }
    }

    /// The entry whose words are lit: the chosen one, or the one selected in its list.
    pub fn lit(&self) -> Option<(List, usize)> {
        let selected = self.outline.focus().and_then(|list| {
            let entry = self.outline.selected(list)?;
            let of = self.outline.entry(list, entry)?;
            let head = of.parent.unwrap_or(entry);
            (self.outline.entry(list, head)?.children > 0).then_some((list, head))
        });
        selected.or(self.chosen)
    }

    /// The title of the section that the reading is in.
    pub fn section_here(&self) -> Option<&str> {
        let entry = self.here(List::Sections)?;
        Some(&self.outline.entry(List::Sections, entry)?.label)
    }

    /// The entry of a list that the reading is in.
    pub fn here(&self, list: List) -> Option<usize> {
        self.outline.here(list, self.reader.current_span())
    }
}
