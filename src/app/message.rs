//! Words for the status line, and how long they stand.

use std::time::{Duration, Instant};

use super::State;
use crate::text::safe;

/// How long a message stands.
const MESSAGE_STANDS: Duration = Duration::from_secs(4);

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
            text: safe::line(text).into_owned(),
            until,
        }
    }
}

impl State {
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
}
