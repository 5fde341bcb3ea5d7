//! What a verb says of time, read with its helpers: "would have been signed", "is to meet".

use super::signs::{SIGNS, Sign};
use super::{Clause, Tense};
use crate::analysis::dates::lexicon::Kind;
use crate::analysis::words::{Forms, Role, Word};

/// What a verb or a sign says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    Tense(Tense),
    /// An infinitive: the word that governs it tells.
    Infinitive,
}

const PAST: Option<Reading> = Some(Reading::Tense(Tense::Past));
const FUTURE: Option<Reading> = Some(Reading::Tense(Tense::Future));

/// The helpers before a verb.
#[derive(Clone, Copy, Default)]
pub struct Helpers<'a> {
    modal: Option<&'a str>,
    to: bool,
    not: bool,
    /// "has", "have", "having".
    perfect: bool,
    /// "had", "was", "were", "did".
    past: bool,
    /// "had" itself.
    pub had: bool,
    /// "is", "are".
    present: bool,
    /// Any form of "be".
    be: bool,
    /// Index of the first of them, or of the verb.
    pub start: usize,
}

impl<'a> Clause<'a> {
    /// What the word at a position says, with the helpers before it.
    pub fn reading(&mut self, at: usize) -> Option<Reading> {
        let line = self.line;
        let sign = self.sign(at);
        if sign.has(Sign::PAST) {
            return PAST;
        }
        if sign.has(Sign::FUTURE) {
            return FUTURE;
        }
        let word = self.word(at);
        let helpers = self.helpers(at);
        if sign.has(Sign::ARRANGED) && self.is_arranged(at) {
            return if helpers.had { PAST } else { FUTURE };
        }
        match word.role {
            // "in May", "Will Smith".
            Role::Modal if line.capital(at) && at > line.start() => return None,
            Role::Modal => return self.modal(line.word(at), at),
            Role::Be if matches!(line.word(at), "was" | "were") => return self.was(at),
            Role::Have if line.word(at) == "had" => return self.was(at),
            Role::Do if line.word(at) == "did" => return PAST,
            Role::Content | Role::Adjective if word.forms.is_verb() => {}
            _ => return None,
        }
        self.verb(at, word, helpers)
    }

    /// What a verb says with its helpers.
    fn verb(&mut self, at: usize, word: Word, helpers: Helpers) -> Option<Reading> {
        let line = self.line;
        if helpers.to && (helpers.be || word.forms.any(Forms::BASE)) {
            // "went back to work", "returned to work": no infinitive.
            let before = helpers.start.checked_sub(1).map_or("", |i| line.word(i));
            if matches!(before, "back" | "return" | "returned" | "returns") {
                return None;
            }
            // "were to have met": they did not.
            if helpers.past && helpers.perfect {
                return PAST;
            }
            let is_to = helpers.present || helpers.past && !helpers.had;
            return if is_to {
                FUTURE
            } else {
                Some(Reading::Infinitive)
            };
        }
        if let Some(modal) = helpers.modal {
            return of_modal(modal, &helpers);
        }
        let is_set = line.word(at) == "set"
            && (matches!(line.kind(at + 1), Kind::For | Kind::To) || helpers.present);
        if is_set && !helpers.had {
            return FUTURE;
        }
        if helpers.present && word.forms.any(Forms::GERUND) {
            return FUTURE;
        }
        if word.forms.any(Forms::PAST) || word.forms.any(Forms::PARTICIPLE) {
            return if self.is_adjective(helpers.start) || line.capital(at) {
                None
            } else {
                PAST
            };
        }
        self.timetable(at, word)
    }

    /// "the court meets on Monday", "they leave on Monday".
    fn timetable(&mut self, at: usize, word: Word) -> Option<Reading> {
        let lower = self.line.word(at);
        let base = lower.strip_suffix('s').unwrap_or(lower);
        let known = |w: &str| SIGNS.get(w).is_some_and(|s| s.has(Sign::TIMETABLE));
        if !known(base) && !known(lower) {
            return None;
        }
        let before = at.checked_sub(1)?;
        let subject = self.word(before);
        if word.forms.any(Forms::THIRD) {
            // "plans" is a noun in "announced plans", "the plans".
            let held = matches!(
                subject.role,
                Role::Determiner | Role::Possessive | Role::Preposition
            );
            return (!held && !subject.forms.any(Forms::PAST))
                .then_some(Reading::Tense(Tense::Future));
        }
        let plural = subject.role == Role::Content
            && (self.line.word(before).ends_with('s') || self.line.capital(before));
        (plural || subject.role == Role::Pronoun).then_some(Reading::Tense(Tense::Future))
    }

    /// Whether a sign of what is arranged is one here: not "the expected loss", "more than
    /// expected", "due to snow".
    pub fn is_arranged(&mut self, at: usize) -> bool {
        let line = self.line;
        let before = at.checked_sub(1).map_or(Word::default(), |i| self.word(i));
        let adjective = matches!(before.role, Role::Determiner | Role::Possessive);
        // "as planned", "as previously planned"
        let reach = if before.role == Role::Adverb { 2 } else { 1 };
        let links = |back| {
            at.checked_sub(back)
                .is_some_and(|i| matches!(line.word(i), "as" | "than"))
        };
        let compared = (1..=reach).any(links);
        let cause = line.word(at) == "due"
            && line.is(at + 1, Kind::To)
            && (before.forms.any(Forms::PARTICIPLE) || !self.word(at + 2).forms.any(Forms::BASE));
        !adjective && !compared && !cause
    }

    /// "was", "were", "had": what was, unless something was to be.
    fn was(&mut self, at: usize) -> Option<Reading> {
        let line = self.line;
        let next = at + 1;
        let to_be = line.word(at) != "had"
            && line.is(next, Kind::To)
            && !matches!(self.word(next + 1).role, Role::Determiner | Role::Have);
        if to_be { FUTURE } else { PAST }
    }

    /// A modal by itself, read with what follows it.
    fn modal(&mut self, modal: &str, at: usize) -> Option<Reading> {
        let mut helpers = Helpers::default();
        for next in at + 1..at + 4 {
            match self.word(next).role {
                Role::Not => helpers.not = true,
                Role::Have => helpers.perfect = true,
                Role::Adverb => {}
                _ => break,
            }
        }
        of_modal(modal, &helpers)
    }

    /// Whether what begins at a position stands between an article and its noun.
    fn is_adjective(&mut self, start: usize) -> bool {
        let before = start.checked_sub(1).map(|i| self.word(i).role);
        let is_relative = self.line.word_before(start) == "that";
        matches!(before, Some(Role::Determiner | Role::Possessive)) && !is_relative
    }

    /// The helpers that stand before the verb at a position.
    pub fn helpers(&mut self, verb: usize) -> Helpers<'a> {
        let mut helpers = Helpers {
            start: verb,
            ..Helpers::default()
        };
        let low = self.line.start().max(verb.saturating_sub(6));
        for at in (low..verb).rev() {
            let lower = self.line.word(at);
            match self.word(at).role {
                Role::Modal if !self.line.capital(at) || at == self.line.start() => {
                    helpers.modal = Some(lower);
                    helpers.not |= lower.ends_with("n't") || lower == "cannot";
                }
                Role::To if at + 1 == helpers.start => helpers.to = true,
                Role::Not => helpers.not = true,
                Role::Be => {
                    helpers.be = true;
                    helpers.past |= matches!(lower, "was" | "were");
                    helpers.present |= matches!(lower, "is" | "are" | "am" | "'re" | "'m");
                }
                Role::Have if lower == "had" => (helpers.past, helpers.had) = (true, true),
                Role::Have => helpers.perfect = true,
                Role::Do if lower == "did" => helpers.past = true,
                Role::Do => {}
                Role::Adverb => {}
                _ => break,
            }
            helpers.start = at;
        }
        helpers
    }
}

/// What a modal says: "will", "would have", "could not".
fn of_modal(modal: &str, helpers: &Helpers) -> Option<Reading> {
    let back = match modal {
        "will" | "'ll" | "won't" | "shall" => false,
        // "could not be reached".
        "could" | "couldn't" => helpers.perfect || helpers.not || modal == "couldn't",
        _ => helpers.perfect,
    };
    if back { PAST } else { FUTURE }
}
