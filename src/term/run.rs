//! From the command line to the first screen, and from the last key to the exit code.
//!
//! What the first screen needs is read and drawn before any thread is started; then one channel
//! wakes the [`Session`]: keys, signals, the worker and the store all send there.

use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};

use super::guard::{self, Guard};
use super::session::{Exit, Session};
use super::signals::{self, Signals};
use super::worker::{self, News, Wishes, Work};
use super::{Event, setup};
use crate::app::keymap::Keymap;
use crate::batch;
use crate::cli::Reading;

/// How long the terminal stays untouched while the article is on its way: an error is then one
/// line in the shell, without a screen that comes and goes.
const GRACE: Duration = Duration::from_millis(100);

/// Reads an article on the terminal until the user leaves.
///
/// # Errors
/// When the article cannot be read or the terminal cannot be used: one line, and the terminal is
/// as it was.
pub fn run(reading: &Reading) -> Result<ExitCode> {
    guard::watch_panics();
    let requests = setup::requests(reading)?;
    let request = requests.first().cloned().unwrap_or_default();
    // Two things to parse, and two processors at least.
    let keymap = thread::Builder::new().spawn(Keymap::bundled);
    let mut helpers = Helpers {
        signals: Some(Signals::catch().context("signals cannot be caught")?),
        work: None,
        wishes: setup::wishes(reading),
        channel: channel(),
    };
    let first = if setup::is_at_hand(&request) {
        let (read, work) = worker::begin(request)?;
        helpers.work = Some(work);
        vec![Event::Worker(0, News::Read(read))]
    } else {
        helpers.work = Some(Work::Open(request));
        helpers.start()?;
        first_events(&helpers.channel.1)?
    };
    let keymap = match keymap.map(JoinHandle::join) {
        Ok(Ok(keymap)) => keymap?,
        _ => Keymap::bundled()?,
    };
    let mut session = Session::new(reading, keymap, requests, helpers)?;
    let exit = match first.into_iter().try_for_each(|event| session.take(event)) {
        ControlFlow::Break(exit) => Ok(exit),
        ControlFlow::Continue(()) => {
            session.view().context("the first screen cannot be drawn")?;
            let terminal = Guard::take().context("the terminal cannot be used")?;
            let exit = session.run();
            drop(terminal);
            exit
        }
    };
    let unkept = session.keep_last().err();
    // The process ends anyhow; to free a large article piece by piece would take its time.
    std::mem::forget(session);
    if let Some(unkept) = &unkept {
        batch::complain(&anyhow!(
            "the place and marks are not kept: {}",
            unkept.error
        ));
    }
    match exit? {
        Exit::Quit if unkept.is_some_and(|u| !u.is_told) => Ok(ExitCode::FAILURE),
        Exit::Quit => Ok(ExitCode::SUCCESS),
        Exit::Ended(ending) => signals::end_by(ending),
        Exit::Failed(error) => Err(anyhow!(error)),
    }
}

/// The threads that send events, as far as they have not been started: the first frame does not
/// share the processor with them where it need not.
pub(super) struct Helpers {
    signals: Option<Signals>,
    work: Option<Work>,
    /// What the worker is told.
    pub wishes: Wishes,
    /// Where all of them send.
    pub channel: (Sender<Event>, Receiver<Event>),
}

impl Helpers {
    /// Starts those that have not been.
    ///
    /// # Errors
    /// When the system has no room for a thread.
    pub fn start(&mut self) -> Result<()> {
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
                let is_here = !matches!(news, News::Coming(_));
                first.push(Event::Worker(round, news));
                if is_here {
                    return Ok(first);
                }
            }
            Ok(_) => {}
            Err(_) => return Ok(first),
        }
    }
}
