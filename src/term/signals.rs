//! Signals and the hang-up of the terminal, as events of the loop.
//!
//! One thread waits for both. When the loop has been told to end and does not (its write to the
//! terminal may be blocked), the thread gives the terminal back itself and ends the process.

use std::io;
use std::os::unix::net::UnixStream;
use std::process;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec};
use signal_hook::consts::{
    SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXCPU, SIGXFSZ,
};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use signal_hook::low_level::emulate_default_handler;

use super::{Ending, Event, HELPER_STACK, guard, tty};

/// What ends the program.
const ENDING: [i32; 5] = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU];

/// What is handled besides. SIGXFSZ is caught so that a write beyond the limit is an error, not
/// the end.
const OTHERS: [i32; 4] = [SIGCONT, SIGTSTP, SIGWINCH, SIGXFSZ];

/// How long the loop has to leave after it was told to.
const PATIENCE: Duration = Duration::from_secs(1);

type Delivery = SignalDelivery<UnixStream, SignalOnly>;

/// The signals that are caught, and wait to be listened to.
#[derive(Debug)]
pub(super) struct Signals(Delivery);

impl Signals {
    /// Catches signals from now on.
    ///
    /// # Errors
    /// When the system lets none be caught.
    pub fn catch() -> io::Result<Signals> {
        let (read, write) = UnixStream::pair()?;
        let signals = ENDING.iter().chain(&OTHERS);
        SignalDelivery::with_pipe(read, write, SignalOnly, signals).map(Signals)
    }

    /// Sends signals as events, those that have been caught already too, and the terminal's
    /// hang-up.
    ///
    /// # Errors
    /// When the system has no room for another thread.
    pub fn listen(self, sender: Sender<Event>) -> io::Result<()> {
        thread::Builder::new()
            .name("signals".into())
            .stack_size(HELPER_STACK)
            .spawn(move || wait(self.0, &sender))
            .map(|_| ())
    }
}

/// Ends the process as the signal would have: whoever waits for it is told the truth.
pub(super) fn end_by(ending: Ending) -> ! {
    if let Ending::Signal(signal) = ending {
        let _ = emulate_default_handler(signal);
    }
    process::exit(1);
}

fn wait(mut delivery: Delivery, sender: &Sender<Event>) {
    let mut due: Option<(Instant, Ending)> = None;
    loop {
        let hung_up = wake(&delivery, due.map(|(at, _)| at));
        let mut ending = (hung_up && due.is_none()).then_some(Ending::HangUp);
        let caught: Vec<i32> = delivery.pending().collect();
        for signal in &caught {
            let event = match *signal {
                SIGWINCH => Event::Resize,
                SIGCONT => Event::Resume,
                // Stopped and continued before anything could happen: it goes on.
                SIGTSTP if caught.contains(&SIGCONT) => continue,
                SIGTSTP => Event::Suspend,
                SIGXFSZ => continue,
                ends => {
                    ending = Some(Ending::Signal(ends));
                    continue;
                }
            };
            let _ = sender.send(event);
        }
        if let Some(ending) = ending {
            let _ = sender.send(Event::End(ending));
            due.get_or_insert((Instant::now() + PATIENCE, ending));
        }
        if let Some((_, ending)) = due.filter(|(at, _)| Instant::now() >= *at) {
            guard::give_back();
            end_by(ending);
        }
    }
}

/// Sleeps until a signal comes, the terminal hangs up or `due` has passed. The hang-up is told
/// once, since it lasts: with a time that is due the terminal is looked at no more.
fn wake(delivery: &Delivery, due: Option<Instant>) -> bool {
    let screen = tty::screen();
    let signals = PollFd::new(delivery.get_read(), PollFlags::IN);
    // Nothing is asked of the screen: a hang-up is reported unasked.
    let screen = PollFd::new(&screen, PollFlags::empty());
    let mut fds = [signals, screen];
    let watched = if due.is_some() { 1 } else { 2 };
    let timeout = due
        .map(|at| at.saturating_duration_since(Instant::now()))
        .and_then(|left| Timespec::try_from(left).ok());
    let fds = fds.get_mut(..watched).unwrap_or_default();
    if rustix::event::poll(fds, timeout.as_ref()).is_err() {
        return false;
    }
    let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    fds.get(1).is_some_and(|fd| fd.revents().intersects(gone))
}
