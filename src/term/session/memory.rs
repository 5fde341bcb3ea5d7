//! What is remembered of a reading: its place and its marks, called back and kept.

use std::sync::Arc;

use super::Session;
use crate::app::Remembered;
use crate::store::{Memory, Recalled};
use crate::term::keeper::Reading;
use crate::text::Document;

impl Session {
    pub(super) fn recalled(&mut self, document: Arc<Document>, recalled: Recalled) {
        let Memory { place, marks } = recalled.memory;
        let place = place.filter(|_| !self.is_touched).unwrap_or_default();
        self.state.recall(document, Remembered { place, marks });
        self.marks = self.state.memory().marks;
        for notice in recalled.notices {
            self.warn(&notice);
        }
        self.is_stale = true;
    }

    /// Keeps marks as soon as they are set: the way out may be a crash.
    pub(super) fn keep_marks(&mut self) {
        let marks = self.state.memory().marks;
        if marks == self.marks {
            return;
        }
        self.marks = marks;
        if let Some(reading) = self.reading() {
            self.keeper.keep(reading);
        }
    }

    /// Tells that what is to be kept was not.
    pub(super) fn not_kept(&mut self, error: &str) {
        self.is_told = true;
        self.warn(&format!("marks are not kept: {error}"));
        self.is_stale = true;
    }

    /// Remembers the reading on the way out.
    ///
    /// # Errors
    /// What could not be kept, and why.
    pub fn keep_last(&mut self) -> Result<(), Unkept> {
        let last = self.leaving();
        self.keeper.finish(last).map_err(|error| Unkept {
            error,
            is_told: self.is_told,
        })
    }

    /// What is to be remembered of an article that is left; but not the top of a text that is left
    /// before all of it, and with it the place, was there.
    pub(super) fn leaving(&mut self) -> Option<Reading> {
        let is_whole = self.shown.as_ref()?.is_whole;
        let is_worth = is_whole || self.state.has_moved();
        self.reading().filter(|_| is_worth)
    }

    fn reading(&self) -> Option<Reading> {
        let shown = self.shown.as_ref()?;
        let Remembered { place, marks } = self.state.memory();
        Some(Reading {
            source: shown.source.clone(),
            document: shown.document.clone(),
            memory: Memory {
                place: Some(place),
                marks,
            },
        })
    }
}

/// What could not be kept for another time.
pub struct Unkept {
    /// Why, on one line.
    pub error: String,
    /// Whether the screen has said so.
    pub is_told: bool,
}
