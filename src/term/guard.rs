//! The terminal is borrowed: what is changed on it is given back on every way out.
//!
//! Quitting and errors give it back when the [`Guard`] is dropped, a panic in the hook before a
//! word is printed, and a signal that the loop does not answer in the signal thread, so the state
//! is one for the process and [`give_back`] may be called from any thread, any number of times.

use std::io;
use std::panic;
use std::process;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::process::{
    Pid, Signal, getpgrp, getpid, getppid, getsid, kill_current_process_group, kill_process,
};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetpgrp, tcsetattr};

use super::tty;
use crate::text::fault;

/// What takes the screen, to be shown before the first frame: the alternate screen; the wheel as
/// arrow keys there (no mouse is captured); pasted text marked as such.
pub(super) const TAKE: &[u8] = b"\x1b[?1049h\x1b[?1007h\x1b[?2004h";

/// The way back. Alternate scroll stays: it is on by default in nearly every terminal, and to
/// switch it off would take the wheel from the next program.
const GIVE_BACK: &[u8] = b"\x1b[0m\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// How long a screen that takes no output is waited for before it is left as it is.
const PATIENCE: Duration = Duration::from_millis(100);

/// The exit code of a program that panicked, as Rust has it.
const PANICKED: i32 = 101;

/// Name of the threads whose panics are caught and told in a message.
pub(super) const WORKER: &str = "worker";

/// The modes of the line discipline from before the terminal was taken; `None` while it is not.
static BORROWED: Mutex<Option<Termios>> = Mutex::new(None);

fn borrowed() -> MutexGuard<'static, Option<Termios>> {
    BORROWED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Holds the terminal; gives it back when dropped.
#[derive(Debug)]
pub(super) struct Guard(());

impl Guard {
    /// Takes the terminal.
    ///
    /// # Errors
    /// When it cannot be taken; it is then as it was.
    pub fn take() -> io::Result<Guard> {
        take()?;
        Ok(Guard(()))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Takes the terminal into raw mode, or takes it again after the process was stopped, in which time
/// a shell had it: the modes to give back are the first ones then, unless they were given back in
/// between. The screen is taken by [`TAKE`].
///
/// # Errors
/// When it cannot be taken; it is then as it was.
pub(super) fn take() -> io::Result<()> {
    let keyboard = tty::keyboard()?;
    let mut raw = {
        let present = tcgetattr(keyboard)?;
        borrowed().get_or_insert(present).clone()
    };
    raw.make_raw();
    let taken = tcsetattr(keyboard, OptionalActions::Now, &raw);
    if taken.is_err() {
        borrowed().take();
    }
    Ok(taken?)
}

/// Gives the terminal back as it was; does nothing when it is not taken.
pub(super) fn give_back() {
    let Some(modes) = borrowed().take() else {
        return;
    };
    let Ok(keyboard) = tty::keyboard() else {
        return;
    };
    // In the background the terminal is another's, and touching it would stop the process.
    if tcgetpgrp(keyboard).is_ok_and(|group| group != getpgrp()) {
        return;
    }
    // The modes first: the screen may refuse to take another byte.
    let _ = tcsetattr(keyboard, OptionalActions::Now, &modes);
    tty::write_within(GIVE_BACK, PATIENCE);
}

/// Whether somebody could continue the process once it is stopped: a shell with job control above
/// it in its session. A terminal's only process would be stopped for ever.
pub(super) fn can_be_continued() -> bool {
    let session = getsid(None).ok();
    let group = Some(getpgrp());
    let parent = getppid().filter(|parent| *parent != Pid::INIT);
    group != session && parent.is_some_and(|parent| getsid(Some(parent)).ok() == session)
}

/// Stops the process, or its whole job, until somebody continues it.
///
/// # Errors
/// When the system refuses.
pub(super) fn stop(whole_job: bool) -> io::Result<()> {
    // Not SIGTSTP: it is caught here.
    if whole_job {
        kill_current_process_group(Signal::STOP)?;
    } else {
        kill_process(getpid(), Signal::STOP)?;
    }
    Ok(())
}

/// Sees to it that a panic is printed on a screen that was given back. One that is caught is not
/// printed, nor is a worker's: its own thread tells it in a message.
pub(super) fn watch_panics() {
    let print = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if fault::is_caught() || thread::current().name() == Some(WORKER) {
            return;
        }
        give_back();
        print(info);
        // Whichever thread it was, the others have no screen any more.
        process::exit(PANICKED);
    }));
}
