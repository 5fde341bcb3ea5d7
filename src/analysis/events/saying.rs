//! The event of a date at which something was said: who, on what.

use super::clause::{Core, Place, phrase_end, phrase_start, verb_after};
use super::tagger::{Tag, Tagged};
use crate::analysis::Prose;

/// What a date of saying is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saying {
    /// The tokens that name the speaker and the topic.
    On((usize, usize), (usize, usize)),
    /// What was said, where that names no topic.
    Clause(Reported),
}

/// A clause that somebody is reported to have said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reported {
    /// The tokens that name the speaker.
    pub speaker: Option<(usize, usize)>,
    /// The verb of saying.
    pub verb: usize,
    /// The verb of what was said.
    pub said: usize,
}

/// How far the words that are reported are read, in tokens.
const REACH: usize = 30;

/// Who spoke on what, or what was said, if the verb of a date is one of saying.
pub fn of(prose: &Prose, tagged: &Tagged, place: Place, core: Core) -> Option<Saying> {
    let verb = match core {
        Core::VerbBefore(verb, _) | Core::VerbAfter(verb) => verb,
        _ => return None,
    };
    if !tagged.word(verb).saying {
        return None;
    }
    let subject_of = |verb| subject(prose, tagged, verb);
    let next = || verb_after(tagged, place.end.max(verb + 1));
    let (verb, speaker) = match subject_of(verb) {
        Some(speaker) => (verb, Some(speaker)),
        // "Speaking on Monday, Hale said": the subject stands by the next verb.
        None => match next().filter(|v| tagged.word(*v).saying) {
            Some(next) => (next, subject_of(next)),
            None => (verb, None),
        },
    };
    let low = place.end.max(verb + 1);
    let after = topic(tagged, low, tagged.end().min(low + REACH));
    let before = || {
        let end = speaker?.0;
        let low = tagged.start.max(end.saturating_sub(REACH));
        // Past the dash of a dateline.
        let opened = (low..end).rev().find(|i| tagged.tag(*i) == Tag::Stop);
        topic(tagged, opened.map_or(low, |i| i + 1), end)
    };
    let topic = after.or_else(before).filter(|t| Some(*t) != speaker);
    let is_event = topic.is_some_and(|(_, end)| tagged.word(end - 1).event);
    match (speaker, topic, verb_after(tagged, low)) {
        (Some(speaker), Some(topic), None) => Some(Saying::On(speaker, topic)),
        (Some(speaker), Some(topic), _) if is_event => Some(Saying::On(speaker, topic)),
        (speaker, _, Some(said)) => Some(Saying::Clause(Reported {
            speaker,
            verb,
            said,
        })),
        _ => None,
    }
}

/// The noun phrase before a verb, past its helpers and a date, or a name right after it.
fn subject(prose: &Prose, tagged: &Tagged, verb: usize) -> Option<(usize, usize)> {
    let mut end = verb;
    while end > tagged.start && verb - end < 8 {
        match tagged.tag(end - 1) {
            Tag::Helper | Tag::Have | Tag::Be | Tag::Adverb | Tag::Time => end -= 1,
            Tag::Preposition if tagged.tag(end) == Tag::Time => end -= 1,
            _ => break,
        }
    }
    if end > tagged.start && tagged.tag(end - 1) == Tag::Noun {
        return Some(short_name(prose, phrase_start(tagged, end), end));
    }
    let named = prose.tokens().get(verb + 1).is_some_and(|t| t.capital);
    if named && tagged.tag(verb + 1) == Tag::Noun {
        return Some(short_name(prose, verb + 1, phrase_end(tagged, verb + 1)));
    }
    None
}

/// The last words of a long description: the person's own name.
fn short_name(prose: &Prose, start: usize, end: usize) -> (usize, usize) {
    let is_name = |i: usize| prose.tokens().get(i).is_some_and(|t| t.capital);
    let mut first = start;
    if end - start > 3 {
        first = end - 3;
        while first + 1 < end && !is_name(first) {
            first += 1;
        }
    }
    (first, end)
}

/// The first noun phrase of a run that names something that happens, or else the first one.
fn topic(tagged: &Tagged, low: usize, high: usize) -> Option<(usize, usize)> {
    let mut first = None;
    for at in low..high {
        match tagged.tag(at) {
            Tag::Noun if !matches!(tagged.tag(at + 1), Tag::Noun | Tag::Hyphen | Tag::Clitic) => {
                let start = phrase_start(tagged, at + 1)
                    .max(low)
                    .max((at + 1).saturating_sub(4));
                let phrase = (start, at + 1);
                if tagged.word(at).event {
                    return Some(phrase);
                }
                first = first.or(Some(phrase));
            }
            Tag::Stop => break,
            _ => {}
        }
    }
    first
}
