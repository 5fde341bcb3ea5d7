//! Who a verb tells of: the noun phrase before it, across a clause between commas or a shared verb.

use super::clause::{phrase_end, phrase_start, verb_before};
use super::label::{LONGEST, count, kept};
use super::tagger::{Tag, Tagged};
use crate::analysis::Prose;
use crate::analysis::words::Forms;

/// How far an aside between commas reaches, in tokens.
const ASIDE: usize = 14;

/// Puts a short subject before a verb's words where there is room.
pub fn with_subject(prose: &Prose, tagged: &Tagged, verb: usize, tokens: Vec<usize>) -> Vec<usize> {
    let Some(end) = subject_end(prose, tagged, verb) else {
        return tokens;
    };
    let start = match tagged.tag(end - 1) {
        Tag::Gerund => end - 1,
        _ => phrase_start(tagged, end),
    };
    let (start, end) = before_participle(tagged, start).unwrap_or((start, end));
    let room = LONGEST.saturating_sub(count(prose, &tokens)).min(5);
    let mut subject = kept(tagged, head_start(tagged, start), end);
    if count(prose, &subject) > room {
        subject = kept(tagged, start, end);
    }
    while count(prose, &subject) > room.min(4) && !subject.is_empty() {
        subject.remove(0);
    }
    if is_office(prose, tagged, &subject) {
        subject.remove(0);
    }
    subject.extend(tokens);
    subject
}

/// The noun phrase that a participle hangs on whose object begins at a token: "a venture involving two
/// mills".
fn before_participle(tagged: &Tagged, object: usize) -> Option<(usize, usize)> {
    let mut at = object;
    while at > tagged.start && matches!(tagged.tag(at - 1), Tag::Determiner | Tag::Possessive) {
        at -= 1;
    }
    let end = at
        .checked_sub(1)
        .filter(|i| tagged.tag(*i) == Tag::Gerund)?;
    let hangs = end > tagged.start && tagged.tag(end - 1) == Tag::Noun;
    hangs.then(|| (phrase_start(tagged, end), end))
}

/// Where the subject of a verb ends, if a noun phrase is found for it.
fn subject_end(prose: &Prose, tagged: &Tagged, verb: usize) -> Option<usize> {
    let mut end = past_helpers(tagged, verb);
    // "the deal, signed", "the deal, to be signed"
    let to_be = tagged.tag(end) == Tag::To && tagged.tag(end + 1) == Tag::Be;
    let bare = (end == verb || to_be) && tagged.word(verb).forms.any(Forms::PARTICIPLE);
    let mut relative = false;
    for _ in 0..4 {
        let last = end.checked_sub(1).filter(|i| *i >= tagged.start)?;
        end = match tagged.tag(last) {
            Tag::Noun | Tag::Gerund => return Some(end),
            // "the message that was read", "the ruling, which is expected"
            Tag::Relative | Tag::Determiner => {
                relative = true;
                last
            }
            // "the deal, signed in", and the comma that closes an aside.
            Tag::Comma if relative => last,
            Tag::Comma => aside_start(tagged, last, bare).or(bare.then_some(last))?,
            Tag::Mark => last,
            // "a film – made in"
            Tag::Stop if bare && matches!(prose.lower(last), "–" | "—" | "-" | "_") => last,
            // "met the mayor and signed"
            Tag::Conjunction => past_helpers(tagged, verb_before(tagged, last)?),
            _ => return None,
        };
    }
    None
}

/// Where the helpers and a date before a verb begin.
fn past_helpers(tagged: &Tagged, verb: usize) -> usize {
    let mut end = verb;
    while end > tagged.start
        && matches!(
            tagged.tag(end - 1),
            Tag::Helper | Tag::Have | Tag::Be | Tag::Adverb | Tag::Not | Tag::To | Tag::Time
        )
        && verb - end < 5
    {
        end -= 1;
    }
    before_time(tagged, end)
}

/// The comma that opens the aside which another one closes: "Lang Son, after a week, fell". Before
/// what may be a participle, two noun phrases side by side are none: "after the war, the deal, signed".
fn aside_start(tagged: &Tagged, close: usize, participle: bool) -> Option<usize> {
    let low = tagged.start.max(close.saturating_sub(ASIDE));
    let open = (low..close).rev().find(|i| tagged.tag(*i) == Tag::Comma)?;
    let is_aside = match tagged.tag(open + 1) {
        Tag::Relative | Tag::Preposition | Tag::Participle | Tag::Gerund | Tag::Subordinator => {
            true
        }
        // "the miller, who came from Hale, was", "the deal, she said, was"
        Tag::Pronoun => true,
        // "the board of Hale county, Ohio, will", "Brandt, 54, was"
        Tag::Noun | Tag::Number if !participle && close - open <= 4 => {
            let plain = |i: usize| tagged.tag(i).is_nominal();
            (open + 1..close).all(plain) && open > low && plain(open - 1)
        }
        // "Phuoc Binh, the provincial capital, fell"
        Tag::Determiner if !participle => (open + 1..close).all(|i| !tagged.tag(i).is_verb()),
        _ => false,
    };
    is_aside.then_some(open)
}

/// Whom a participle means that opens its sentence: the noun phrase after the comma that ends it
/// ("After taking office in 2001, the mayor …").
pub fn ahead(tagged: &Tagged, verb: usize, end: usize) -> Option<(usize, usize)> {
    let opens = verb == tagged.start
        || matches!(tagged.tag(verb - 1), Tag::Subordinator | Tag::Preposition)
            && verb == tagged.start + 1;
    let participle = matches!(tagged.tag(verb), Tag::Gerund | Tag::Participle);
    if !opens || !participle || verb >= end {
        return None;
    }
    let comma = (end..tagged.end().min(end + ASIDE)).find(|i| tagged.tag(*i) == Tag::Comma)?;
    let mut start = comma + 1;
    while matches!(tagged.tag(start), Tag::Determiner | Tag::Possessive) {
        start += 1;
    }
    let stop = phrase_end(tagged, start);
    let named = stop > start && tagged.tag(stop - 1) == Tag::Noun;
    named.then_some((start, stop))
}

/// A pronoun or a number before a verb with its helpers ("It will return", "He was defeated", "A third
/// is planned"), where no noun tells more.
pub fn pronoun(tagged: &Tagged, verb: usize) -> Vec<usize> {
    let end = past_helpers(tagged, verb);
    let at = end.checked_sub(1).filter(|i| *i >= tagged.start);
    let stands = |i: &usize| matches!(tagged.tag(*i), Tag::Pronoun | Tag::Number | Tag::Adjective);
    match at.filter(stands) {
        Some(at) => std::iter::once(at)
            .chain(
                (end..verb).filter(|i| matches!(tagged.tag(*i), Tag::Be | Tag::Helper | Tag::Not)),
            )
            .collect(),
        None => Vec::new(),
    }
}

/// Whether a subject begins with the rest of an office: "(Secretary of) State John Hay".
fn is_office(prose: &Prose, tagged: &Tagged, subject: &[usize]) -> bool {
    let Some(first) = subject.first() else {
        return false;
    };
    let names = subject.len() >= 3 && subject.iter().all(|at| prose.tokens()[*at].capital);
    names
        && first
            .checked_sub(1)
            .is_some_and(|i| tagged.tag(i) == Tag::Preposition)
}

/// Where a subject begins whose last noun phrase hangs on another: "work on the power reactors".
fn head_start(tagged: &Tagged, start: usize) -> usize {
    let mut at = start;
    while at > tagged.start && matches!(tagged.tag(at - 1), Tag::Determiner | Tag::Possessive) {
        at -= 1;
    }
    if at > tagged.start + 1
        && tagged.tag(at - 1) == Tag::Preposition
        && tagged.tag(at - 2) == Tag::Noun
    {
        return phrase_start(tagged, at - 1);
    }
    start
}

/// Where a subject ends that a date stands behind: "U.S. forces on Thursday launched".
fn before_time(tagged: &Tagged, end: usize) -> usize {
    let mut at = end;
    let touches = at > tagged.start && [at, at - 1].iter().any(|i| tagged.tag(*i) == Tag::Time);
    if touches {
        while at > tagged.start && tagged.tag(at - 1) == Tag::Time {
            at -= 1;
        }
        while at > tagged.start && matches!(tagged.tag(at - 1), Tag::Preposition | Tag::Comma) {
            at -= 1;
        }
    }
    at
}
