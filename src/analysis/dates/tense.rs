//! Whether a clause tells of what was or of what is to come.
//!
//! The verb nearest to the left of a date tells, and where none stands there the first one after
//! it. A verb is read with its helpers ("would have been signed"); an infinitive by the word that
//! governs it ("agreed to meet on Sunday", "gathered to mourn on Sunday").

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::lexicon::Kind;
use super::line::Line;
use crate::analysis::Prose;
use crate::analysis::words::{Forms, Role, Vocabulary, Word};

/// Words of tense, see the heads of its rows.
const WORDS: &str = include_str!("../../../assets/dates/tense.txt");

/// Which way a clause looks from when it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    Past,
    Future,
}

/// What a word of the list tells, a set of bits.
#[derive(Clone, Copy, Default)]
struct Sign(u8);

impl Sign {
    const FUTURE: Sign = Sign(1);
    const ARRANGED: Sign = Sign(2);
    const PAST: Sign = Sign(4);
    const TIMETABLE: Sign = Sign(8);
    const INTENT: Sign = Sign(16);
    const DEFERRAL: Sign = Sign(32);
    const APPOINTMENT: Sign = Sign(64);

    fn named(name: &str) -> Sign {
        match name {
            "future" => Sign::FUTURE,
            "arranged" => Sign::ARRANGED,
            "past" => Sign::PAST,
            "timetable" => Sign::TIMETABLE,
            "intent" => Sign::INTENT,
            "deferral" => Sign::DEFERRAL,
            "appointment" => Sign::APPOINTMENT,
            _ => Sign::default(),
        }
    }

    fn has(self, of: Sign) -> bool {
        self.0 & of.0 != 0
    }
}

static SIGNS: LazyLock<FxHashMap<&str, Sign>> = LazyLock::new(|| {
    let mut signs: FxHashMap<&str, Sign> = FxHashMap::default();
    for line in WORDS.lines().filter(|l| !l.starts_with('#')) {
        let Some((name, words)) = line.split_once('\t') else {
            continue;
        };
        for word in words.split(' ') {
            let sign = signs.entry(word).or_default();
            *sign = Sign(sign.0 | Sign::named(name).0);
        }
    }
    signs
});

/// How many words before and after a date are read.
const REACH: (usize, usize) = (20, 25);

/// How many words of a noun phrase after a date are looked through for its noun.
const NOUN_REACH: usize = 3;

/// What a verb or a sign says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Tense(Tense),
    /// An infinitive: the word that governs it tells.
    Infinitive,
}

const PAST: Option<Reading> = Some(Reading::Tense(Tense::Past));
const FUTURE: Option<Reading> = Some(Reading::Tense(Tense::Future));

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

/// The helpers before a verb.
#[derive(Clone, Copy, Default)]
struct Helpers<'a> {
    modal: Option<&'a str>,
    to: bool,
    not: bool,
    /// "has", "have", "having".
    perfect: bool,
    /// "had", "was", "were", "did".
    past: bool,
    /// "had" itself.
    had: bool,
    /// "is", "are".
    present: bool,
    /// Any form of "be".
    be: bool,
    /// Index of the first of them, or of the verb.
    start: usize,
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

    /// What the word at a position says, with the helpers before it.
    fn reading(&mut self, at: usize) -> Option<Reading> {
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
        if !known(base) {
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
    fn is_arranged(&mut self, at: usize) -> bool {
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
            && self.word(next + 1).role != Role::Determiner;
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
    fn helpers(&mut self, verb: usize) -> Helpers<'a> {
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

#[cfg(test)]
mod tests {
    use crate::analysis::dates::tests::check;

    const PAST: &str = "2016-02-19";
    const FUTURE: &str = "2016-02-26";

    /// Written on Tuesday, 23 February 2016, the Friday of each text lies on this day.
    #[track_caller]
    fn friday(day: &str, texts: &[&str]) {
        for text in texts {
            check(text, "Friday", day);
        }
    }

    #[test]
    fn verbs_tell_of_what_was() {
        friday(
            PAST,
            &[
                "The mill closed on Friday",
                "They returned to work on Friday",
                "On Friday, when the owner set aside his doubts, the mill opened",
                "The deal, signed on Friday, will be published",
                "The spokesman could not be reached Friday",
                "Neither of them could have left on Friday",
                "The lease had been due to expire Friday",
                "They had planned to meet on Friday",
                "Hundreds gathered to mourn the miller on Friday",
                "They staged a parade to mark the opening on Friday",
                "The sides failed to reach a deal on Friday",
                "The road was closed due to snow on Friday",
                "Shares fell more than expected on Friday",
                "They did not leave until Friday",
                "Until Friday, they had not heard of it",
                "The march went ahead as previously planned Friday",
                "It has been shut since Friday",
                "The record was set on Friday",
                "The talks on Friday were called off",
                "A bullet tore through the roof and into the wall Friday",
                "Smith on Friday rejected an offer that would have ended it",
                "The owner saw Will Hale on Friday",
            ],
        );
    }

    #[test]
    fn verbs_tell_of_what_is_to_come() {
        friday(
            FUTURE,
            &[
                "They will go back on Friday",
                "The court is due to meet on Friday",
                "The owner has until Friday to reply",
                "They said the meeting on Friday is expected to be short",
                "A meeting on Friday is expected",
                "The mayor said he would leave on Friday",
                "They agreed to meet on Friday",
                "The report is to be published on Friday",
                "They were to meet on Friday",
                "The hearing was postponed until Friday",
                "They planned a march on Friday",
                "The mayor is visiting the mill on Friday",
                "The council meets on Friday",
                "He and the owners meet on Friday",
                "The shop opens Friday",
                "The strike was set for Friday",
                "They called on the owner to leave by Friday",
                "On Friday, the guild plans to hold a meeting that was put off",
                "The work must have been done but the bill will be paid Friday",
                "On Friday, voters will choose a mayor",
                "Mayor to open the mill on Friday",
            ],
        );
    }

    #[test]
    fn a_date_before_a_noun_is_past_unless_that_is_held_at_a_set_time() {
        friday(
            PAST,
            &[
                "They will look for ways around Friday's ruling",
                "They hope to learn from the Friday attack",
                "At Friday's meeting they agreed",
            ],
        );
        friday(
            FUTURE,
            &[
                "They will vote at Friday's meeting",
                "They hope to meet the Friday deadline",
            ],
        );
    }
}
