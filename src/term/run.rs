//! The loop: `fit`, `view`, `update`, and sleep until something happens.
//!
//! One channel wakes it: keys, signals, the worker and the store all send there, and a message
//! that goes by itself bounds the sleep. Whatever has come by then is taken in before a frame is
//! drawn, so two hundred keys at once cost one frame.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use ratatui::Terminal;

use super::guard::{self, Guard};
use super::input::{self, Leave};
use super::keeper::Keeper;
use super::screen::Screen;
use super::signals::{self, Signals};
use super::worker::{self, News, Read, Wishes, Work};
use super::{Ending, Event, clipboard, color, setup, tty};
use crate::app::key::Key;
use crate::app::keymap::Keymap;
use crate::app::{Arrival, Effect, Remembered, Setup, Severity, Start, State};
use crate::cli::Reading;
use crate::pipeline::Request;
use crate::store::{Memory, Recalled};
use crate::text::{Document, Place};
use crate::ui;

/// How long the terminal stays untouched while the article is on its way: an error is then one
/// line in the shell, without a screen that comes and goes.
const GRACE: Duration = Duration::from_millis(100);

/// How many events are taken in before a frame is drawn all the same.
const BATCH: usize = 64;

/// Why the loop is left.
enum Exit {
    /// By a key.
    Quit,
    /// By a signal or for want of a terminal.
    Ended(Ending),
    /// For want of an article: one line.
    Failed(String),
}

/// Reads an article on the terminal until the user leaves.
///
/// # Errors
/// When the article cannot be read or the terminal cannot be used: one line, and the terminal is
/// as it was.
pub fn run(reading: &Reading) -> Result<ExitCode> {
    guard::watch_panics();
    let requests = setup::requests(reading)?;
    let request = requests[0].clone();
    // Two things to parse, and two processors at least.
    let keymap = thread::Builder::new().spawn(Keymap::bundled);
    let mut helpers = Helpers {
        signals: Some(Signals::catch().context("signals cannot be caught")?),
        work: None,
        wishes: setup::wishes(reading),
        channel: channel(),
    };
    let first = if setup::is_at_hand(&request) {
        let (read, work) = worker::begin(request.clone())?;
        helpers.work = Some(work);
        vec![Event::Worker(0, News::Read(read))]
    } else {
        helpers.work = Some(Work::Open(request.clone()));
        helpers.start()?;
        first_events(&helpers.channel.1)?
    };
    let keymap = match keymap.map(JoinHandle::join) {
        Ok(Ok(keymap)) => keymap?,
        _ => Keymap::bundled()?,
    };
    let mut session = Session::new(reading, keymap, requests, helpers)?;
    let first = first.into_iter().try_for_each(|event| session.take(event));
    session.view().context("the first screen cannot be drawn")?;
    let terminal = Guard::take().context("the terminal cannot be used")?;
    let exit = session.run(first);
    drop(terminal);
    session.keep();
    // The process ends anyhow; to free a large article piece by piece would take its time.
    std::mem::forget(session);
    match exit? {
        Exit::Quit => Ok(ExitCode::SUCCESS),
        Exit::Ended(ending) => signals::end_by(ending),
        Exit::Failed(error) => Err(anyhow!(error)),
    }
}

/// The threads that send events, as far as they have not been started: the first frame does not
/// share the processor with them where it need not.
struct Helpers {
    signals: Option<Signals>,
    work: Option<Work>,
    wishes: Wishes,
    channel: (Sender<Event>, Receiver<Event>),
}

impl Helpers {
    fn start(&mut self) -> Result<()> {
        let (sender, _) = &self.channel;
        if let Some(signals) = self.signals.take() {
            signals.listen(sender.clone())?;
        }
        if let Some(work) = self.work.take() {
            worker::start(0, work, self.wishes, sender.clone())?;
        }
        Ok(())
    }
}

/// Waits a moment for the article, and returns what has come meanwhile.
fn first_events(events: &Receiver<Event>) -> Result<Vec<Event>> {
    let until = Instant::now() + GRACE;
    let mut first = Vec::new();
    loop {
        let left = until.saturating_duration_since(Instant::now());
        match events.recv_timeout(left) {
            Ok(Event::Worker(_, News::Failed(error))) => return Err(anyhow!(error)),
            Ok(Event::End(ending)) => signals::end_by(ending),
            Ok(Event::Suspend) => {
                let _ = guard::stop(false);
            }
            Ok(Event::Worker(round, news)) => {
                first.push(Event::Worker(round, news));
                return Ok(first);
            }
            Ok(_) => {}
            Err(_) => return Ok(first),
        }
    }
}

/// A reading from its first frame to its last.
struct Session {
    state: State,
    terminal: Terminal<Screen>,
    helpers: Helpers,
    /// The articles that are open, and the index of the one on the screen.
    requests: Vec<Request>,
    article: usize,
    keyboard: Option<Leave>,
    /// Whether the user has said where to begin.
    has_start: bool,
    /// How often the article has been read again.
    round: usize,
    keeper: Option<Keeper>,
    /// The marks that are on disk, or on their way there.
    marks: BTreeMap<char, Place>,
    shown: Option<Shown>,
    /// Whether a key has been pressed: from then on nothing but keys moves the text.
    is_touched: bool,
    /// Whether the screen shows less than the state.
    is_stale: bool,
    /// Whether the terminal is somebody else's for the time being.
    is_away: bool,
}

/// The article on the screen.
struct Shown {
    document: Arc<Document>,
    name: String,
    path: Option<PathBuf>,
    is_whole: bool,
}

impl Session {
    fn new(
        reading: &Reading,
        keymap: Keymap,
        requests: Vec<Request>,
        helpers: Helpers,
    ) -> Result<Session> {
        let setup = Setup {
            articles: requests.len(),
            ..setup::setup(reading, color::level(setup::colours(reading)))
        };
        let has_start = setup.start != Start::Remembered;
        let state = State::new(setup, keymap);
        let mut session = Session {
            state,
            terminal: Terminal::new(Screen::new(tty::size()))?,
            helpers,
            requests,
            article: 0,
            keyboard: None,
            has_start,
            round: 0,
            keeper: None,
            marks: BTreeMap::new(),
            shown: None,
            is_touched: false,
            is_stale: true,
            is_away: false,
        };
        session.terminal.backend_mut().send(guard::TAKE);
        session.fit();
        Ok(session)
    }

    /// Shows what was drawn and goes round until something ends it, which may have come `first`.
    fn run(&mut self, first: ControlFlow<Exit>) -> Result<Exit> {
        if let ControlFlow::Break(exit) = first {
            return Ok(exit);
        }
        if self.show().is_err() {
            return Ok(Exit::Ended(Ending::HangUp));
        }
        self.keyboard = Some(input::listen(tty::keyboard()?, self.sender())?);
        self.helpers.start()?;
        loop {
            if let ControlFlow::Break(exit) = self.sleep() {
                return Ok(exit);
            }
            let is_due = self.is_stale && !self.is_away;
            if is_due && (self.view().is_err() || self.show().is_err()) {
                return Ok(Exit::Ended(Ending::HangUp));
            }
        }
    }

    fn sender(&self) -> Sender<Event> {
        self.helpers.channel.0.clone()
    }

    /// Sleeps until something happens, and takes in all that has happened.
    fn sleep(&mut self) -> ControlFlow<Exit> {
        let (_, events) = &self.helpers.channel;
        let event = match self.state.deadline() {
            None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(at) => {
                let left = at.saturating_duration_since(Instant::now());
                events.recv_timeout(left)
            }
        };
        match event {
            Ok(event) => self.take(event)?,
            Err(RecvTimeoutError::Timeout) => {
                self.is_stale |= self.state.expire(Instant::now());
            }
            Err(RecvTimeoutError::Disconnected) => {
                return ControlFlow::Break(Exit::Ended(Ending::HangUp));
            }
        }
        for _ in 1..BATCH {
            match self.helpers.channel.1.try_recv() {
                Ok(event) => self.take(event)?,
                Err(_) => break,
            }
        }
        ControlFlow::Continue(())
    }

    fn take(&mut self, event: Event) -> ControlFlow<Exit> {
        match event {
            Event::Keys(keys) => {
                for key in keys.into_iter().filter_map(Key::from_crossterm) {
                    self.is_touched = true;
                    self.is_stale = true;
                    if let Some(effect) = self.state.key(key) {
                        self.effect(effect)?;
                    }
                }
                self.keep_marks();
                if let Some(leave) = &self.keyboard {
                    leave.read_on();
                }
            }
            Event::Resize => {
                self.fit();
                // Also where the size is the old one: between the two the terminal may have cut.
                self.redraw()?;
            }
            Event::Suspend => self.suspend(false),
            Event::Resume => self.resume()?,
            Event::End(ending) => return ControlFlow::Break(Exit::Ended(ending)),
            Event::Worker(round, news) if round == self.round => self.news(news)?,
            Event::Worker(..) => {}
            Event::Recalled(document, recalled) => self.recalled(document, recalled),
            Event::NotKept(error) => {
                let text = format!("marks last for this reading only: {error}");
                self.state.say(Severity::Warning, &text);
                self.is_stale = true;
            }
        }
        ControlFlow::Continue(())
    }

    /// The only place that learns of the screen's size.
    fn fit(&mut self) {
        let (columns, rows) = tty::size();
        self.terminal.backend_mut().fit((columns, rows));
        self.state.fit(columns, rows);
        self.is_stale = true;
    }

    fn view(&mut self) -> io::Result<()> {
        let state = &self.state;
        self.terminal.draw(|frame| ui::view(state, frame))?;
        self.is_stale = false;
        Ok(())
    }

    fn show(&mut self) -> io::Result<()> {
        self.terminal.backend_mut().show()
    }

    fn effect(&mut self, effect: Effect) -> ControlFlow<Exit> {
        match effect {
            Effect::Quit => return ControlFlow::Break(Exit::Quit),
            Effect::Suspend => self.suspend(true),
            Effect::Redraw => {
                self.fit();
                return self.redraw();
            }
            Effect::Reload => self.reload(),
            Effect::Article(article) => self.turn_to(article),
            Effect::Copy(text) => self.copy(&text),
        }
        ControlFlow::Continue(())
    }

    fn redraw(&mut self) -> ControlFlow<Exit> {
        self.is_stale = true;
        match self.terminal.clear() {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(Exit::Ended(Ending::HangUp)),
        }
    }

    fn copy(&mut self, text: &str) {
        if let Some(bytes) = clipboard::copy(text) {
            self.terminal.backend_mut().send(&bytes);
        } else {
            let text = format!(
                "too long for the clipboard: over {} KB",
                clipboard::LIMIT / 1000
            );
            self.state.say(Severity::Warning, &text);
        }
    }

    /// Gives the terminal back and stops, with the whole job (a pipe's other end, say) where the
    /// user has asked for it by a key.
    fn suspend(&mut self, whole_job: bool) {
        if !guard::can_be_continued() {
            let text = "no shell is there to come back from";
            self.state.say(Severity::Warning, text);
            self.is_stale = true;
            return;
        }
        guard::give_back();
        self.is_away = true;
        if guard::stop(whole_job).is_err() {
            let _ = self.sender().send(Event::Resume);
        }
    }

    /// Takes the terminal again. Also after a stop that no process can catch: a shell has had the
    /// terminal meanwhile.
    fn resume(&mut self) -> ControlFlow<Exit> {
        self.is_away = false;
        if guard::take().is_err() {
            return ControlFlow::Break(Exit::Ended(Ending::HangUp));
        }
        self.terminal.backend_mut().send(guard::TAKE);
        self.fit();
        self.redraw()
    }

    fn reload(&mut self) {
        let is_file = self.shown.as_ref().is_some_and(|s| s.path.is_some());
        if !is_file {
            let text = "only a file can be read again";
            return self.state.say(Severity::Warning, text);
        }
        self.work();
    }

    /// Turns to another of the open articles.
    fn turn_to(&mut self, article: usize) {
        self.keep();
        self.article = article;
        self.keeper = None;
        self.shown = None;
        self.marks.clear();
        self.has_start = false;
        self.is_touched = false;
        self.state.turn_to(article);
        self.work();
    }

    /// Reads the article from its beginning.
    fn work(&mut self) {
        self.round += 1;
        let work = Work::Open(self.requests[self.article].clone());
        let wishes = self.helpers.wishes;
        if let Err(error) = worker::start(self.round, work, wishes, self.sender()) {
            self.state.say(Severity::Error, &error.to_string());
        }
    }

    fn news(&mut self, news: News) -> ControlFlow<Exit> {
        self.is_stale = true;
        match news {
            News::Read(read) => self.arrived(read),
            News::Found(found) => {
                if let Some(shown) = &self.shown {
                    self.state.arrive(Arrival {
                        document: shown.document.clone(),
                        found: Some(found),
                        name: shown.name.clone(),
                        progress: None,
                    });
                }
            }
            News::NotAnalysed(error) => self.state.say(Severity::Error, &error),
            News::Failed(error) if self.shown.is_some() || self.requests.len() > 1 => {
                self.no_more_comes();
                self.state.say(Severity::Error, &error);
            }
            News::Failed(error) => return ControlFlow::Break(Exit::Failed(error)),
        }
        ControlFlow::Continue(())
    }

    /// What is on the screen is all that there will be.
    fn no_more_comes(&mut self) {
        if self.shown.as_ref().is_none_or(|shown| !shown.is_whole) {
            self.state.arrive(Arrival {
                document: self.state.reader().doc().clone(),
                found: None,
                name: self
                    .shown
                    .as_ref()
                    .map_or_else(String::new, |s| s.name.clone()),
                progress: None,
            });
        }
    }

    fn arrived(&mut self, read: Read) {
        // Reading again shows nothing before it has all of it: there is more on the screen.
        if !read.is_whole && self.shown.as_ref().is_some_and(|s| s.is_whole) {
            return;
        }
        if let Some(heading) = read
            .heading
            .filter(|_| self.shown.is_none() && !self.has_start)
        {
            self.has_start = true;
            self.state.begin_at(Start::Heading(heading));
        }
        self.state.arrive(Arrival {
            document: read.document.clone(),
            found: None,
            name: read.name.clone(),
            progress: read.progress,
        });
        let was_whole = self.shown.as_ref().is_some_and(|s| s.is_whole);
        let document = read.document.clone();
        let path = read.path.clone();
        self.shown = Some(Shown {
            document: read.document,
            name: read.name,
            path: read.path,
            is_whole: read.is_whole,
        });
        let events = self.sender();
        let keeper = self.keeper.get_or_insert_with(|| Keeper::new(path, events));
        // The place may stand in the beginning of the text, or farther down.
        if !was_whole {
            match keeper.recall(&document) {
                Some(recalled) => self.recalled(document, recalled),
                None if read.is_whole => keeper.search(document),
                None => {}
            }
        }
    }

    fn recalled(&mut self, document: Arc<Document>, recalled: Recalled) {
        let Memory { place, marks } = recalled.memory;
        let place = place.filter(|_| !self.is_touched).unwrap_or_default();
        self.state.recall(document, Remembered { place, marks });
        self.marks = self.state.memory().marks;
        for notice in recalled.notices {
            self.state.say(Severity::Warning, &notice);
        }
        self.is_stale = true;
    }

    /// Keeps marks as soon as they are set: the way out may be a crash.
    fn keep_marks(&mut self) {
        let Remembered { place, marks } = self.state.memory();
        if marks == self.marks {
            return;
        }
        self.marks.clone_from(&marks);
        let place = Some(place);
        if let (Some(keeper), Some(shown)) = (&mut self.keeper, &self.shown) {
            keeper.keep(shown.document.clone(), Memory { place, marks });
        }
    }

    /// Remembers where the reading was; but not the top of a text that was left before all of it,
    /// and with it the place, was there.
    fn keep(&mut self) {
        let (Some(keeper), Some(shown)) = (&mut self.keeper, &self.shown) else {
            return;
        };
        if shown.is_whole || self.is_touched {
            let Remembered { place, marks } = self.state.memory();
            let place = Some(place);
            keeper.keep_last(shown.document.clone(), Memory { place, marks });
        }
    }
}
