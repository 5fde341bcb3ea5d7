//! The loop: `fit`, `view`, `update`, and sleep until something happens.
//!
//! One channel wakes it: keys, signals, the worker and the store all send there, and a message
//! that goes by itself bounds the sleep. Whatever has come by then is taken in before a frame is
//! drawn, so two hundred keys at once cost one frame.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use ratatui::Terminal;

use super::guard::{self, Guard};
use super::keeper::Keeper;
use super::screen::Screen;
use super::worker::{self, News, Read};
use super::{Ending, Event, clipboard, color, input, setup, signals, tty};
use crate::analysis::Options;
use crate::app::key::Key;
use crate::app::keymap::Keymap;
use crate::app::{Arrival, Effect, Remembered, Setup, Severity, Start, State};
use crate::cli::Reading;
use crate::index::Inferred;
use crate::pipeline::Request;
use crate::store::{Memory, Recalled, Store};
use crate::text::Document;
use crate::ui;

/// How long the terminal stays untouched while the article is on its way: an error is then one
/// line in the shell, without a screen that comes and goes.
const GRACE: Duration = Duration::from_millis(100);

/// How long the first frame waits for the remembered place, so that it need not jump there.
const RECALL: Duration = Duration::from_millis(4);

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
    let (sender, events) = channel();
    signals::listen(sender.clone()).context("signals cannot be caught")?;
    let request = setup::request(reading)?;
    let options = (setup::options(reading), setup::inferred(reading));
    worker::start(0, request.clone(), options, sender.clone())?;
    let first = first_events(&events)?;
    let terminal = Guard::take().context("the terminal cannot be used")?;
    let mut session = Session::new(reading, request, options, (sender, events))?;
    let exit = session.run(first);
    drop(terminal);
    session.keep();
    // The process ends anyhow; to free a large article piece by piece would take its time.
    std::mem::forget(session);
    match exit {
        Exit::Quit => Ok(ExitCode::SUCCESS),
        Exit::Ended(ending) => signals::end_by(ending),
        Exit::Failed(error) => Err(anyhow!(error)),
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
    sender: Sender<Event>,
    events: Receiver<Event>,
    request: Request,
    options: (Options, Inferred),
    /// Whether the user has said where to begin.
    has_start: bool,
    /// How often the article has been read again.
    round: usize,
    keeper: Option<Keeper>,
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
        request: Request,
        options: (Options, Inferred),
        (sender, events): (Sender<Event>, Receiver<Event>),
    ) -> Result<Session> {
        input::listen(tty::keyboard()?, sender.clone())?;
        let setup: Setup = setup::setup(reading, color::level(setup::colours(reading)));
        let has_start = setup.start != Start::Remembered;
        let state = State::new(setup, Keymap::bundled()?);
        let mut session = Session {
            state,
            terminal: Terminal::new(Screen::new(tty::size()))?,
            sender,
            events,
            request,
            options,
            has_start,
            round: 0,
            keeper: None,
            shown: None,
            is_touched: false,
            is_stale: true,
            is_away: false,
        };
        session.fit();
        Ok(session)
    }

    fn run(&mut self, first: Vec<Event>) -> Exit {
        for event in first {
            if let ControlFlow::Break(exit) = self.take(event) {
                return exit;
            }
        }
        self.wait_for_place();
        loop {
            if self.is_stale && !self.is_away {
                if self.view().is_err() {
                    return Exit::Ended(Ending::HangUp);
                }
                self.is_stale = false;
            }
            if let ControlFlow::Break(exit) = self.sleep() {
                return exit;
            }
        }
    }

    /// The place where the reading was left is worth a moment: the first frame is drawn there.
    fn wait_for_place(&mut self) {
        if self.keeper.is_some()
            && let Ok(event) = self.events.recv_timeout(RECALL)
        {
            let _ = self.sender.send(event);
        }
    }

    /// Sleeps until something happens, and takes in all that has happened.
    fn sleep(&mut self) -> ControlFlow<Exit> {
        let event = match self.state.deadline() {
            None => self
                .events
                .recv()
                .map_err(|_| RecvTimeoutError::Disconnected),
            Some(at) => {
                let left = at.saturating_duration_since(Instant::now());
                self.events.recv_timeout(left)
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
            match self.events.try_recv() {
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
            }
            Event::Resize => self.fit(),
            Event::Suspend => self.suspend(false),
            Event::Resume => self.resume()?,
            Event::End(ending) => return ControlFlow::Break(Exit::Ended(ending)),
            Event::Worker(round, news) if round == self.round => self.news(news)?,
            Event::Worker(..) => {}
            Event::Recalled(document, recalled) => self.recalled(document, recalled),
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

    fn view(&mut self) -> std::io::Result<()> {
        let state = &self.state;
        self.terminal.draw(|frame| ui::view(state, frame))?;
        Ok(())
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
        let sent = match clipboard::copy(text) {
            Some(bytes) => self.terminal.backend_mut().send(&bytes).is_ok(),
            None => false,
        };
        if !sent {
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
            let _ = self.sender.send(Event::Resume);
        }
    }

    /// Takes the terminal again. Also after a stop that no process can catch: a shell has had the
    /// terminal meanwhile.
    fn resume(&mut self) -> ControlFlow<Exit> {
        self.is_away = false;
        if guard::take().is_err() {
            return ControlFlow::Break(Exit::Ended(Ending::HangUp));
        }
        self.fit();
        self.redraw()
    }

    fn reload(&mut self) {
        let is_file = self.shown.as_ref().is_some_and(|s| s.path.is_some());
        if !is_file {
            let text = "only a file can be read again";
            return self.state.say(Severity::Warning, text);
        }
        self.round += 1;
        let (request, sender) = (self.request.clone(), self.sender.clone());
        if let Err(error) = worker::start(self.round, request, self.options, sender) {
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
            News::Failed(error) if self.shown.is_some() => {
                self.state.say(Severity::Error, &error);
            }
            News::Failed(error) => return ControlFlow::Break(Exit::Failed(error)),
        }
        ControlFlow::Continue(())
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
        let was_whole = self.shown.as_ref().is_some_and(|s| s.is_whole);
        if self.keeper.is_none() {
            let source = read.path.as_ref().and_then(|path| path.canonicalize().ok());
            let store = Store::of_user();
            self.keeper = Keeper::new(store, source, self.sender.clone()).ok();
        }
        if let Some(keeper) = self.keeper.as_ref().filter(|_| !was_whole) {
            keeper.recall(read.document.clone());
        }
        self.state.arrive(Arrival {
            document: read.document.clone(),
            found: None,
            name: read.name.clone(),
            progress: read.progress,
        });
        self.shown = Some(Shown {
            document: read.document,
            name: read.name,
            path: read.path,
            is_whole: read.is_whole,
        });
    }

    fn recalled(&mut self, document: Arc<Document>, recalled: Recalled) {
        let Memory { place, marks } = recalled.memory;
        let place = place.filter(|_| !self.is_touched).unwrap_or_default();
        self.state.recall(document, Remembered { place, marks });
        for notice in recalled.notices {
            self.state.say(Severity::Warning, &notice);
        }
        self.is_stale = true;
    }

    /// Remembers where the reading was; but not the top of a text that was left before all of it,
    /// and with it the place, was there.
    fn keep(&self) {
        let (Some(keeper), Some(shown)) = (&self.keeper, &self.shown) else {
            return;
        };
        if shown.is_whole || self.is_touched {
            let Remembered { place, marks } = self.state.memory();
            let marks: BTreeMap<_, _> = marks;
            let place = Some(place);
            keeper.keep(shown.document.clone(), Memory { place, marks });
        }
    }
}
