//! Finding words: patterns, matches, and which one is here.
//!
//! A short text is searched between two keys. Of a long one, or where a pattern takes its time, the
//! search waits for an answer: its [`Query`] may run in any thread.

use std::sync::Arc;

use regex::Regex;

use crate::text::{Document, Span, pattern};

/// The most matches that are kept.
const LIMIT: usize = 100_000;
/// Bytes of the longest text that is searched at once.
const AT_ONCE: usize = 256 * 1024;
/// How many bytes are looked at then, if each match had to look at all of the text.
const WORK: usize = 64 << 20;

/// A pattern in force, with its matches in one document.
#[derive(Clone, Debug, Default)]
pub struct Search {
    typed: String,
    pattern: Option<Regex>,
    matches: Vec<Span>,
    /// Whether there are more matches than are kept.
    is_cut: bool,
    /// Whether the matches are yet to be found.
    is_pending: bool,
    /// Index of the match that was gone to.
    here: Option<usize>,
    /// Whether the last step went round the end of the text.
    wrapped: bool,
    /// Whether the matches are not lit any more; the search can still be repeated.
    hidden: bool,
    /// Whether the search runs backward.
    pub backward: bool,
}

/// A search that takes too long to be done between two keys.
#[derive(Clone, Debug)]
pub struct Query {
    number: usize,
    pattern: Regex,
    document: Arc<Document>,
}

/// What a [`Query`] has found.
#[derive(Clone, Debug)]
pub struct Answer {
    number: usize,
    matches: Vec<Span>,
    is_cut: bool,
}

impl Query {
    /// Its number: a later one is greater, and makes this one idle.
    pub fn number(&self) -> usize {
        self.number
    }

    /// Searches for as long as `goes_on`, which is asked before each match, says so; what was found
    /// by then is the answer.
    pub fn run(&self, goes_on: impl Fn() -> bool) -> Answer {
        let (matches, is_cut) = find(&self.pattern, self.document.text(), |_| goes_on());
        Answer {
            number: self.number,
            matches,
            is_cut,
        }
    }
}

impl Answer {
    /// The number of its query.
    pub fn number(&self) -> usize {
        self.number
    }
}

/// The matches in a text, and whether there are more: no more are looked for than
/// [`LIMIT`], or once `goes_on`, told how many there are, says no.
fn find(pattern: &Regex, text: &str, goes_on: impl Fn(usize) -> bool) -> (Vec<Span>, bool) {
    let mut matches = Vec::new();
    for found in pattern.find_iter(text) {
        if matches.len() == LIMIT || !goes_on(matches.len()) {
            return (matches, true);
        }
        if !found.is_empty() {
            matches.push(Span::from(found.range()));
        }
    }
    (matches, false)
}

impl Search {
    /// A search for what was typed, whose matches are yet to be found.
    pub fn new(typed: &str, backward: bool) -> Self {
        Search {
            typed: typed.to_owned(),
            pattern: pattern::compile(typed),
            is_pending: true,
            backward,
            ..Search::default()
        }
    }

    /// Forgets the matches, since the text has changed; they are yet to be found in the new one.
    pub fn unsettle(&mut self) {
        self.settle(Vec::new(), false);
        self.is_pending = true;
    }

    /// Looks for the matches in a document. What would take too long is left for the query that is
    /// returned, under a number.
    #[must_use]
    pub fn look(&mut self, document: &Arc<Document>, number: usize) -> Option<Query> {
        let Some(pattern) = &self.pattern else {
            self.settle(Vec::new(), false);
            return None;
        };
        let text = document.text();
        if text.len() <= AT_ONCE {
            let most = WORK / text.len().max(1);
            let (matches, is_cut) = find(pattern, text, |count| count < most);
            if !is_cut || matches.len() == LIMIT {
                self.settle(matches, is_cut);
                return None;
            }
        }
        let query = Query {
            number,
            pattern: pattern.clone(),
            document: document.clone(),
        };
        self.unsettle();
        Some(query)
    }

    /// Takes what its query has found.
    pub fn take(&mut self, answer: Answer) {
        self.settle(answer.matches, answer.is_cut);
    }

    fn settle(&mut self, matches: Vec<Span>, is_cut: bool) {
        self.here = None;
        self.is_pending = false;
        self.matches = matches;
        self.is_cut = is_cut;
    }

    /// Whether its matches are yet to be found.
    pub fn is_pending(&self) -> bool {
        self.is_pending && self.pattern.is_some()
    }

    /// What was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }

    /// Whether there is a search whose matches are lit.
    pub fn is_lit(&self) -> bool {
        !self.hidden && !self.is_empty()
    }

    /// Puts the lights out; the search can still be repeated.
    pub fn hide(&mut self) {
        self.hidden = true;
    }

    /// The matches, in text order.
    pub fn matches(&self) -> &[Span] {
        &self.matches
    }

    /// The lit matches that share a byte with `span`.
    pub fn matches_in(&self, span: Span) -> &[Span] {
        if self.hidden {
            return &[];
        }
        let from = self.matches.partition_point(|m| m.end() <= span.start());
        let to = self.matches.partition_point(|m| m.start() < span.end());
        &self.matches[from.min(to)..to]
    }

    /// The match that was gone to.
    pub fn here(&self) -> Option<Span> {
        self.matches.get(self.here?).copied()
    }

    /// Forgets which match was gone to, since the reading has moved away from it.
    pub fn forget_here(&mut self) {
        self.here = None;
    }

    /// The number of that match from 1, how many there are, and whether the text's end was passed.
    pub fn standing(&self) -> (Option<usize>, usize, bool) {
        (self.here.map(|h| h + 1), self.matches.len(), self.wrapped)
    }

    /// Whether there are more matches than are kept.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Goes to the nearest match from byte `offset` on (before it when searching backward), round
    /// the end if need be.
    pub fn go_from(&mut self, offset: usize) -> Option<Span> {
        let count = self.matches.len();
        let at = if self.backward {
            let before = self.matches.partition_point(|m| m.start() < offset);
            before.checked_sub(1)
        } else {
            let after = self.matches.partition_point(|m| m.start() < offset);
            (after < count).then_some(after)
        };
        self.wrapped = at.is_none() && count > 0;
        self.here = at.or(match self.backward {
            true => count.checked_sub(1),
            false => (count > 0).then_some(0),
        });
        self.here()
    }

    /// Goes `count` matches on in the direction of the search, or against it if `back`. Where no
    /// match was gone to yet, or the reading has moved away, it starts from byte `offset`.
    pub fn step(&mut self, count: usize, back: bool, offset: usize) -> Option<Span> {
        self.hidden = false;
        let total = self.matches.len();
        if total == 0 {
            return None;
        }
        let up = self.backward != back;
        let start = match self.here {
            Some(here) => here,
            None if up => self.matches.partition_point(|m| m.start() < offset),
            None => self
                .matches
                .partition_point(|m| m.start() < offset)
                .wrapping_sub(1),
        };
        let steps = count % total;
        let steps = if steps == 0 { total } else { steps };
        let next = if up {
            self.wrapped = start < steps;
            (start + total - steps) % total
        } else {
            let next = start.wrapping_add(steps);
            self.wrapped = next >= total && start != usize::MAX;
            next % total
        };
        self.here = Some(next);
        self.here()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::testing::paragraphs;
    use std::cell::Cell;

    fn document(text: &str) -> Arc<Document> {
        Arc::new(paragraphs([text]))
    }

    fn searched(typed: &str, text: &str, backward: bool) -> Search {
        let mut search = Search::new(typed, backward);
        assert!(search.look(&document(text), 1).is_none());
        search
    }

    #[test]
    fn steps_go_round_the_end_and_say_so() {
        let text = "x . x . x";
        let mut search = searched("x", text, false);
        assert_eq!(search.go_from(1).map(Span::start), Some(4));
        assert_eq!(search.standing(), (Some(2), 3, false));
        assert_eq!(search.step(2, false, 0).map(Span::start), Some(0));
        assert_eq!(search.standing(), (Some(1), 3, true));
        assert_eq!(search.step(1, true, 0).map(Span::start), Some(8));
        assert_eq!(search.standing(), (Some(3), 3, true));
        let mut back = searched("x", text, true);
        assert_eq!(back.go_from(8).map(Span::start), Some(4));
        assert_eq!(back.step(1, false, 0).map(Span::start), Some(0));
        assert_eq!(back.step(1, false, 0).map(Span::start), Some(8));
    }

    #[test]
    fn a_long_text_is_left_for_a_query() {
        let document = document(&"a mill ".repeat(AT_ONCE / 4));
        let mut search = Search::new("mill", false);
        let query = search.look(&document, 7).unwrap();
        assert!(search.is_pending() && search.matches().is_empty());
        let answer = query.run(|| true);
        assert_eq!(answer.number(), 7);
        search.take(answer);
        assert!(!search.is_pending() && !search.is_cut());
        assert_eq!(search.matches().len(), AT_ONCE / 4);
    }

    #[test]
    fn a_query_is_given_up_between_two_matches() {
        let document = document(&"a mill ".repeat(AT_ONCE / 4));
        let mut search = Search::new("mill", false);
        let query = search.look(&document, 1).unwrap();
        let left = Cell::new(3);
        search.take(query.run(|| left.replace(left.get() - 1) > 0));
        assert_eq!((search.matches().len(), search.is_cut()), (3, true));
    }

    #[test]
    fn a_pattern_that_looks_far_ahead_for_each_match_is_left_for_a_query() {
        let document = document(&"x".repeat(AT_ONCE / 2));
        let mut search = Search::new("x.*y|x", false);
        assert!(search.look(&document, 1).is_some());
        let mut search = Search::new("x+", false);
        assert!(search.look(&document, 2).is_none());
    }
}
