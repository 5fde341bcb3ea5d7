//! The wait for a page of the web: what is said of it meanwhile, and its end.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::worker::Coming;

/// How often it is said anew.
const TICK: Duration = Duration::from_millis(500);

/// A page that is waited for.
#[derive(Debug)]
pub(super) struct Waiting {
    coming: Arc<Coming>,
    since: Instant,
    told: Instant,
}

impl Waiting {
    /// A page that begins to be waited for.
    pub fn new(coming: Arc<Coming>) -> Self {
        let now = Instant::now();
        Waiting {
            coming,
            since: now,
            told: now,
        }
    }

    /// What is said of it now: its address and how much of it has come.
    pub fn words(&mut self) -> String {
        self.told = Instant::now();
        let words = self.coming.received().words(self.since.elapsed());
        format!("{} · {words}", self.coming.name)
    }

    /// When that is to be said anew.
    pub fn due(&self) -> Instant {
        self.told + TICK
    }

    /// Waits no longer; returns its name.
    pub fn cancel(self) -> String {
        self.coming.cancelled.store(true, Ordering::Relaxed);
        self.coming.name.clone()
    }
}
