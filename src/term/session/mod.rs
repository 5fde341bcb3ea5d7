//! A reading on the screen: events in, state changed, frames out.
//!
//! Whatever has come by the time that it wakes is taken in before a frame is drawn, so two hundred
//! keys at once cost one frame.

mod article;
mod memory;

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use anyhow::Result;
use ratatui::Terminal;

use super::decode::Press;
use super::input::{self, Leave};
use super::keeper::Keeper;
use super::run::Helpers;
use super::screen::Screen;
use super::searcher::Searcher;
use super::waiting::Waiting;
use super::{Ending, Event, clipboard, color, guard, setup, tty};
use crate::app::key::Key;
use crate::app::keymap::Keymap;
use crate::app::{Effect, Setup, Severity, Start, State};
use crate::cli::Reading;
use crate::pipeline::Request;
use crate::store::Store;
use crate::text::{Document, Place};
use crate::ui;

/// How many events are taken in before a frame is drawn all the same.
const BATCH: usize = 64;

/// How long a frame waits for what a search finds.
const GRACE: Duration = Duration::from_millis(20);

/// Why a reading ends.
pub(super) enum Exit {
    /// By a key.
    Quit,
    /// By a signal or for want of a terminal.
    Ended(Ending),
    /// For want of an article: one line.
    Failed(String),
}

/// A reading from its first frame to its last.
pub(super) struct Session {
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
    /// Whether the worker of this round has more to say.
    is_working: bool,
    searcher: Searcher,
    keeper: Keeper,
    /// Whether it was said that marks are not kept.
    is_told: bool,
    /// The marks that are on disk, or on their way there.
    marks: BTreeMap<char, Place>,
    shown: Option<Shown>,
    /// The page that is on its way.
    waiting: Option<Waiting>,
    /// Articles that were turned away from and cannot be read again, by their index.
    held: BTreeMap<usize, Shown>,
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
    /// Under which name it is remembered: the file's one true path.
    source: Option<PathBuf>,
    is_whole: bool,
}

impl Session {
    /// A session that shows nothing yet, and draws as large as the terminal is.
    ///
    /// # Errors
    /// When the screen cannot be drawn on.
    pub fn new(
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
        let keeper = Keeper::new(Store::of_user(), helpers.channel.0.clone());
        let mut session = Session {
            state,
            terminal: Terminal::new(Screen::new(tty::size()))?,
            helpers,
            requests,
            article: 0,
            keyboard: None,
            has_start,
            round: 0,
            is_working: true,
            searcher: Searcher::default(),
            keeper,
            is_told: false,
            marks: BTreeMap::new(),
            shown: None,
            waiting: None,
            held: BTreeMap::new(),
            is_touched: false,
            is_stale: true,
            is_away: false,
        };
        session.terminal.backend_mut().send(guard::TAKE);
        session.fit();
        Ok(session)
    }

    /// Shows what was drawn and goes round until something ends it.
    ///
    /// # Errors
    /// When there is no keyboard or the system has no room for a thread.
    pub fn run(&mut self) -> Result<Exit> {
        if self.show().is_err() {
            return Ok(Exit::Ended(Ending::HangUp));
        }
        self.keyboard = Some(input::listen(tty::keyboard()?, self.sender())?);
        self.helpers.start()?;
        loop {
            if let ControlFlow::Break(exit) = self.search() {
                return Ok(exit);
            }
            let is_due = self.is_stale && !self.is_away;
            if is_due && (self.view().is_err() || self.show().is_err()) {
                return Ok(Exit::Ended(Ending::HangUp));
            }
            if let ControlFlow::Break(exit) = self.sleep() {
                return Ok(exit);
            }
        }
    }

    fn warn(&mut self, text: &str) {
        self.state.say(Severity::Warning, text);
    }

    fn sender(&self) -> Sender<Event> {
        self.helpers.channel.0.clone()
    }

    /// Sleeps until something happens, and takes in all that has happened.
    fn sleep(&mut self) -> ControlFlow<Exit> {
        let (_, events) = &self.helpers.channel;
        let deadline = self.state.deadline();
        let event = match deadline.into_iter().chain(self.wait_due()).min() {
            None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(at) => {
                let left = at.saturating_duration_since(Instant::now());
                events.recv_timeout(left)
            }
        };
        match event {
            Ok(event) => self.take(event)?,
            Err(RecvTimeoutError::Timeout) => {
                let now = Instant::now();
                self.is_stale |= self.state.expire(now);
                if self.wait_due().is_some_and(|due| due <= now) {
                    self.tell_wait();
                }
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

    /// Has a long text searched. Most answers are there in no time: a frame without them would be
    /// seen as a flicker.
    fn search(&mut self) -> ControlFlow<Exit> {
        if self.ask() {
            if let Ok(event) = self.helpers.channel.1.recv_timeout(GRACE) {
                self.take(event)?;
            }
            // That may have been another key of the pattern.
            self.ask();
        }
        ControlFlow::Continue(())
    }

    /// Asks what the state wants to know; returns whether there was anything.
    fn ask(&mut self) -> bool {
        let Some(query) = self.state.query() else {
            return false;
        };
        let (sender, _) = &self.helpers.channel;
        if let Err(error) = self.searcher.ask(query, sender) {
            self.state.say(Severity::Error, &error.to_string());
        }
        true
    }

    /// When the wait is to be told anew.
    fn wait_due(&self) -> Option<Instant> {
        self.waiting.as_ref().map(Waiting::due)
    }

    /// Takes an event in; breaks where it ends the reading.
    pub fn take(&mut self, event: Event) -> ControlFlow<Exit> {
        match event {
            Event::Keyboard(presses) => {
                for press in presses {
                    self.press(press)?;
                }
                self.keep_marks();
                if let Some(leave) = &self.keyboard {
                    leave.read_on();
                }
            }
            Event::Resize => {
                self.fit();
                // Also where the size is the old one: between the two the terminal may have cut.
                self.redraw();
            }
            Event::Suspend => self.suspend(false),
            Event::Resume => self.resume()?,
            Event::End(ending) => return ControlFlow::Break(Exit::Ended(ending)),
            Event::Worker(round, news) if round == self.round => self.news(news)?,
            Event::Worker(..) => {}
            Event::Recalled(document, recalled) => {
                // Not what was looked for before another article was turned to.
                let is_shown = |shown: &Shown| Arc::ptr_eq(&shown.document, &document);
                if self.shown.as_ref().is_some_and(is_shown) {
                    self.recalled(document, recalled);
                }
            }
            Event::Searched(answer) => {
                self.state.answer(answer);
                self.is_stale = true;
            }
            Event::NotKept(error) => self.not_kept(&error),
        }
        ControlFlow::Continue(())
    }

    fn press(&mut self, press: Press) -> ControlFlow<Exit> {
        let effect = match press {
            Press::Key(event) => match Key::from_crossterm(event) {
                Some(key) => self.state.key(key),
                None => return ControlFlow::Continue(()),
            },
            Press::Paste(text) => {
                self.state.paste(&text);
                None
            }
        };
        self.is_touched = true;
        self.is_stale = true;
        match effect {
            Some(effect) => self.effect(effect),
            None => ControlFlow::Continue(()),
        }
    }

    /// The only place that learns of the screen's size.
    fn fit(&mut self) {
        let (columns, rows) = tty::size();
        self.terminal.backend_mut().fit((columns, rows));
        self.state.fit(columns, rows);
        self.is_stale = true;
    }

    /// Draws the state.
    ///
    /// # Errors
    /// When the screen cannot be drawn on.
    pub fn view(&mut self) -> io::Result<()> {
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
                self.redraw();
            }
            Effect::Reload => self.reload(),
            Effect::Article(article) => self.turn_to(article),
            Effect::Copy(text) => self.copy(&text),
            Effect::Cancel => return self.cancel(),
        }
        ControlFlow::Continue(())
    }

    fn redraw(&mut self) {
        // It cannot fail: nothing is sent before it is shown.
        let _ = self.terminal.clear();
        self.is_stale = true;
    }

    fn copy(&mut self, text: &str) {
        match clipboard::copy(text) {
            Some(bytes) => self.terminal.backend_mut().send(&bytes),
            None => self.warn("too long for the clipboard"),
        }
    }

    /// Gives the terminal back and stops, with the whole job (a pipe's other end, say) where the
    /// user has asked for it by a key.
    fn suspend(&mut self, whole_job: bool) {
        if !guard::can_be_continued() {
            self.is_stale = true;
            return self.warn("no shell is there to come back from");
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
        self.redraw();
        ControlFlow::Continue(())
    }
}
