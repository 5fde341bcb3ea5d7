//! Whether a clause tells of what was or of what is to come.
//!
//! The verb nearest to the left of a date tells, and where none stands there the first one after
//! it. A verb is read with its helpers ("would have been signed"); an infinitive by the word that
//! governs it ("agreed to meet on Sunday", "gathered to mourn on Sunday").

mod signs;
mod verb;

use super::lexicon::Kind;
use super::line::Line;
use crate::analysis::Prose;
use crate::analysis::words::{Forms, Role, Vocabulary, Word};
use signs::{SIGNS, Sign};
use verb::Reading;

/// Which way a clause looks from when it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    Past,
    Future,
}

/// How many words before and after a date are read.
const REACH: (usize, usize) = (20, 25);

/// How many words of a noun phrase after a date are looked through for its noun.
const NOUN_REACH: usize = 3;

/// The tense of the clause around the tokens `start..end`, if anything tells.
pub fn about(
    prose: &Prose,
    vocabulary: &mut Vocabulary,
    line: &Line,
    start: usize,
    end: usize,
) -> Option<Tense> {
    let mut clause = Clause {
        prose,
        vocabulary,
        line,
    };
    match line.kind_before(start) {
        Kind::Since => return Some(Tense::Past),
        Kind::Until => return clause.until(start, end),
        _ => {}
    }
    if let Some(is_appointment) = clause.modified(start, end) {
        let scanned = is_appointment.then(|| clause.scan(start, end)).flatten();
        return Some(scanned.unwrap_or(Tense::Past));
    }
    clause
        .of_subject(start, end)
        .or_else(|| clause.scan(start, end))
}

/// The sentence around a date, with what its words can be.
struct Clause<'a> {
    prose: &'a Prose<'a>,
    vocabulary: &'a mut Vocabulary,
    line: &'a Line<'a>,
}

impl<'a> Clause<'a> {
    fn word(&mut self, at: usize) -> Word {
        match self.line.token(at) {
            Some(_) => self.vocabulary.get(self.prose, at),
            None => Word::default(),
        }
    }

    fn sign(&self, at: usize) -> Sign {
        SIGNS.get(self.line.word(at)).copied().unwrap_or_default()
    }

    /// The verb to the left, else the first one to the right.
    fn scan(&mut self, start: usize, end: usize) -> Option<Tense> {
        self.left(start).or_else(|| self.right(end))
    }

    fn right(&mut self, end: usize) -> Option<Tense> {
        let high = self.line.end().min(end + REACH.1);
        (end..high).find_map(|at| match self.reading(at)? {
            Reading::Tense(tense) => Some(tense),
            Reading::Infinitive => {
                let governor = self.helpers(at).start.checked_sub(1)?;
                self.sign(governor)
                    .has(Sign::INTENT)
                    .then_some(Tense::Future)
            }
        })
    }

    fn left(&mut self, start: usize) -> Option<Tense> {
        let low = self.line.start().max(start.saturating_sub(REACH.0));
        let mut infinitive = false;
        for at in (low..start).rev() {
            if self.line.word(at) == ";" {
                break;
            }
            if infinitive && let Some(tense) = self.governs(at) {
                return Some(tense);
            }
            match self.reading(at) {
                Some(Reading::Tense(tense)) => return Some(tense),
                Some(Reading::Infinitive) => infinitive = true,
                None => {}
            }
        }
        infinitive.then_some(Tense::Future)
    }

    /// What a word tells of the infinitive that it governs, if it tells.
    fn governs(&mut self, at: usize) -> Option<Tense> {
        let sign = self.sign(at);
        if !sign.has(Sign::INTENT) {
            return None;
        }
        if !sign.has(Sign::ARRANGED) {
            return Some(Tense::Future);
        }
        let had = self.helpers(at).had;
        let tense = if had { Tense::Past } else { Tense::Future };
        self.is_arranged(at).then_some(tense)
    }

    /// "has until Friday", "was extended until Friday" look ahead; "stayed until Friday" and "did
    /// not leave until Friday" do not.
    fn until(&mut self, start: usize, end: usize) -> Option<Tense> {
        let low = self.line.start().max(start.saturating_sub(REACH.0));
        for at in (low..start - 1).rev() {
            if self.sign(at).has(Sign::DEFERRAL) {
                return Some(Tense::Future);
            }
            if let Some(Reading::Tense(tense)) = self.reading(at) {
                return Some(tense);
            }
        }
        self.right(end).or(Some(Tense::Future))
    }

    /// Whether the date stands before a noun that it says the time of, and that is then something
    /// held at a set time: "Wednesday's ruling", "a June agreement", "the Tuesday meeting".
    fn modified(&mut self, start: usize, end: usize) -> Option<bool> {
        let line = self.line;
        let owned = line.is(end, Kind::Clitic);
        let before = start
            .checked_sub(1)
            .map_or(Role::Content, |i| self.word(i).role);
        let held = matches!(before, Role::Determiner | Role::Possessive)
            || line.kind_before(start) == Kind::Clitic;
        let noun = self.word(end);
        let follows = line.spaced(end)
            && !line.capital(end)
            && line.kind(end) == Kind::Other
            && matches!(noun.role, Role::Content | Role::Noun | Role::Adjective);
        if !(owned || held && follows) {
            return None;
        }
        let first = end + usize::from(owned);
        let is_appointment =
            (first..first + NOUN_REACH).any(|at| self.sign(at).has(Sign::APPOINTMENT));
        Some(is_appointment)
    }

    /// The tense of the verb that follows at once, where the date belongs to its subject: "the
    /// talks on Friday will end".
    fn of_subject(&mut self, start: usize, end: usize) -> Option<Tense> {
        let line = self.line;
        let preposition = usize::from(matches!(
            line.kind_before(start),
            Kind::On | Kind::In | Kind::For
        ));
        let noun = self.word(start.checked_sub(1 + preposition)?);
        let is_noun = noun.role == Role::Content && !noun.forms.any(Forms::PAST) && !noun.saying
            || noun.role == Role::Noun;
        if !is_noun {
            return None;
        }
        let verb = self.word(end);
        let finite = match verb.role {
            Role::Modal => true,
            Role::Be => matches!(line.word(end), "is" | "are" | "was" | "were"),
            Role::Have => line.word(end) != "having",
            Role::Content => verb.forms.any(Forms::PAST) && !line.capital(end),
            _ => false,
        };
        if !finite {
            return None;
        }
        (end..end + 4).find_map(|at| match self.reading(at) {
            Some(Reading::Tense(tense)) => Some(tense),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests;
