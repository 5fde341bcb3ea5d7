//! The terminal: taken and given back, read and drawn on, and the loop that does it.
//!
//! [`run()`] reads an article on the screen. Around its loop stand threads that wait each for one
//! thing and send it as an event: `input` for keys, `signals` for signals and the hang-up,
//! `worker` for the article, `keeper` for the store,
//! `searcher` for a long text's matches. The terminal is asked nothing, and what it
//! says unasked is no key (`decode`).

mod clipboard;
mod color;
mod decode;
mod guard;
mod input;
mod keeper;
mod run;
mod screen;
mod searcher;
mod session;
mod setup;
mod signals;
mod tty;
mod waiting;
mod worker;

use std::sync::Arc;

pub use run::run;
pub use tty::is_usable;

use crate::app::search::Answer;
use crate::store::Recalled;
use crate::text::Document;

/// Stack of a thread that only waits and passes on, in bytes.
const HELPER_STACK: usize = 256 * 1024;

/// What the loop wakes up for.
#[derive(Debug)]
enum Event {
    /// What came together from the keyboard.
    Keyboard(Vec<decode::Press>),
    /// The screen's size has changed.
    Resize,
    /// The process is to stop.
    Suspend,
    /// The process goes on after it was stopped.
    Resume,
    /// The program is to end.
    End(Ending),
    /// From the worker, of a round of reading.
    Worker(usize, worker::News),
    /// What was remembered of a document.
    Recalled(Arc<Document>, Recalled),
    /// What was found in a long text.
    Searched(Answer),
    /// Why marks cannot be kept for another time.
    NotKept(String),
}

/// Why the program ends without having been asked by a key.
#[derive(Clone, Copy, Debug)]
enum Ending {
    /// By a signal.
    Signal(i32),
    /// The terminal is gone.
    HangUp,
}
