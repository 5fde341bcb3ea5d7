//! What is remembered of a reading: its place and its marks, called back and kept.

use std::sync::Arc;

use super::Session;
use crate::app::Remembered;
use crate::store::{Memory, Recalled};
use crate::term::keeper::Keeper;
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

    /// Remembers the reading on the way out.
    pub fn keep_last(&mut self) {
        if let Some((mut keeper, document, memory)) = self.memory() {
            keeper.keep_last(document, memory);
        }
    }

    /// What is to be remembered of the article, and who does it; but not the top of a text that is
    /// left before all of it, and with it the place, was there.
    pub(super) fn memory(&mut self) -> Option<(Keeper, Arc<Document>, Memory)> {
        let keeper = self.keeper.take()?;
        let shown = self.shown.as_ref()?;
        let Remembered { place, marks } = self.state.memory();
        let place = Some(place);
        let is_worth = shown.is_whole || self.state.has_moved();
        is_worth.then(|| (keeper, shown.document.clone(), Memory { place, marks }))
    }
}
