//! Searching the article: what is looked for, the way to its matches, and what waits for them.

use super::search::{Answer, Query, Search};
use super::{PromptKind, Severity, State};
use crate::text::{Place, find};

impl State {
    /// The search that is to be made elsewhere, once: what it finds goes to
    /// [`answer`](State::answer).
    pub fn query(&mut self) -> Option<Query> {
        self.query.take()
    }

    /// Takes what a query has found, unless something else is looked for by now.
    pub fn answer(&mut self, answer: Answer) {
        if answer.number() != self.asked || !self.search.is_pending() {
            return;
        }
        self.search.take(answer);
        let prompt = self.prompt.as_ref().map(|prompt| prompt.kind);
        if let Some(PromptKind::Search { .. }) = prompt {
            self.go_to_match();
        } else if !self.go_on_seeking() {
            self.begin();
        }
        self.refit();
    }

    /// Goes to what was searched for, if somebody waits for that and it is there by now; returns
    /// whether somebody does.
    pub(super) fn go_on_seeking(&mut self) -> bool {
        let Some(standing) = self.seeking else {
            return false;
        };
        if !self.search.is_pending() {
            self.finish_search(standing);
            self.has_moved = true;
            self.start = None;
        }
        true
    }

    /// Looks for the matches of the search in the article, or asks for them.
    pub(super) fn look(&mut self) {
        self.asked += 1;
        let document = self.reader.doc().clone();
        self.query = self.search.look(&document, self.asked);
    }

    /// Searches for something else.
    pub(super) fn look_for(&mut self, typed: &str, backward: bool) {
        self.seeking = None;
        self.search = Search::new(typed, backward);
        self.look();
    }

    /// Puts a search back that was left for another.
    pub(super) fn restore_search(&mut self, search: Search) {
        self.search = search;
        self.query = None;
        if self.search.is_pending() {
            self.look();
        }
    }

    /// Shows the first match from where the prompt was opened.
    pub(super) fn preview_search(&mut self, typed: &str, backward: bool) {
        if let Some(prompt) = &self.prompt {
            self.reader.stand(prompt.standing);
        }
        self.look_for(typed, backward);
        self.go_to_match();
    }

    fn go_to_match(&mut self) {
        let visible = self.reader.visible();
        let from = match self.search.backward {
            true => visible.end(),
            false => visible.start(),
        };
        if let Some(found) = self.search.go_from(from) {
            let place = self.reader.doc().place_at(found.start());
            self.reader.jump_if_hidden(place);
        }
    }

    /// Keeps what a search has found, or says that it found nothing and goes back; or waits for
    /// that while more of the text is to come.
    pub(super) fn finish_search(&mut self, standing: (Place, usize)) {
        if self.search.here().is_none() {
            self.go_to_match();
        }
        let is_sought = !self.search.is_empty() && self.search.here().is_none();
        let may_come = self.search.is_pending() || self.progress.is_some();
        self.seeking = Some(standing).filter(|_| is_sought && may_come);
        if self.seeking.is_some() {
            return;
        }
        let Some(found) = self.search.here() else {
            self.reader.stand(standing);
            self.say_nowhere();
            self.search.hide();
            return;
        };
        let place = self.reader.doc().place_at(found.start());
        if standing.1 != place.block {
            let block = standing.1;
            self.jumps.leave(Place { block, offset: 0 });
        }
        self.home = None;
        self.walked = None;
        self.outline.set_focus(None);
    }

    fn say_nowhere(&mut self) {
        let typed = self.search.typed();
        if !typed.is_empty() {
            let text = find::nowhere(typed);
            self.say(Severity::Error, &text);
        }
    }

    pub(super) fn search_again(&mut self, count: usize, back: bool) {
        if self.search.is_empty() {
            self.say(
                Severity::Note,
                "nothing has been searched for yet: / searches",
            );
            return;
        }
        if self.search.is_pending() {
            return self.say(Severity::Note, "still searching: again in a moment");
        }
        if self.search.matches().is_empty() {
            return self.say_nowhere();
        }
        let visible = self.reader.visible();
        if self.search.here().is_some_and(|h| !visible.overlaps(h)) {
            self.search.forget_here();
        }
        let doc = self.reader.doc().clone();
        if let Some(found) = self.search.step(count, back, visible.start()) {
            self.jumps.leave(self.reader.place());
            self.reader.jump_if_hidden(doc.place_at(found.start()));
        }
    }
}
