//! The words that a date belongs to: the noun that it modifies, or the verb of its clause.

use super::tagger::{Tag, Tagged};

/// The tokens of a date.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub start: usize,
    pub end: usize,
}

/// What a date belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Core {
    /// The noun phrase after it: "the 1988 cease-fire", "Friday's ceremony". Its tokens.
    NounAfter(usize, usize),
    /// The noun phrase before it: "rocket launch on". Its tokens, and the verb of its clause.
    NounBefore(usize, usize, Option<usize>),
    /// A verb before it in the same clause, and where its words end.
    VerbBefore(usize, usize),
    /// A verb after it.
    VerbAfter(usize),
}

/// How far a clause is searched, in tokens.
const REACH: usize = 40;

/// What a date belongs to; `None` where its sentence has neither noun nor verb for it.
pub fn core(tagged: &Tagged, place: Place) -> Option<Core> {
    if let Some((start, end)) = noun_after(tagged, place) {
        return Some(Core::NounAfter(start, end));
    }
    let end = before_preposition(tagged, place.start);
    let verb = verb_before(tagged, end);
    if let Some((start, stop)) = noun_before(tagged, end) {
        return Some(Core::NounBefore(start, stop, verb));
    }
    if let Some(verb) = verb {
        return Some(Core::VerbBefore(verb, end));
    }
    verb_after(tagged, place.end).map(Core::VerbAfter)
}

/// Where the words before a date end: before its preposition, comma and modifiers.
fn before_preposition(tagged: &Tagged, start: usize) -> usize {
    let mut end = start;
    while end > tagged.start && start - end < 4 {
        match tagged.tag(end - 1) {
            Tag::Preposition | Tag::Adverb | Tag::Determiner | Tag::Subordinator | Tag::To => {
                end -= 1
            }
            Tag::Comma if end == start => end -= 1,
            _ => break,
        }
    }
    end
}

/// The noun phrase that a date stands inside: after an article, a possessive or an adjective, or
/// with the clitic of its own.
fn noun_after(tagged: &Tagged, place: Place) -> Option<(usize, usize)> {
    let mut at = place.end;
    let owned = tagged.tag(at) == Tag::Clitic;
    if owned {
        at += 1;
    }
    let before = place
        .start
        .checked_sub(1)
        .map_or(Tag::Stop, |i| tagged.tag(i));
    let inside = owned
        || matches!(
            before,
            Tag::Determiner | Tag::Possessive | Tag::Adjective | Tag::Clitic | Tag::Number
        )
        || tagged.word(at).event;
    if !inside || !matches!(tagged.tag(at), Tag::Noun | Tag::Adjective | Tag::Number) {
        return None;
    }
    let end = phrase_end(tagged, at);
    let has_noun = (at..end).any(|i| tagged.tag(i) == Tag::Noun);
    has_noun.then_some((at, end))
}

/// The end of the noun phrase that begins at a token.
pub fn phrase_end(tagged: &Tagged, mut at: usize) -> usize {
    let low = at;
    while at < tagged.end() && at < low + 8 {
        match tagged.tag(at) {
            tag if tag.is_nominal() => at += 1,
            _ => break,
        }
    }
    at
}

/// The noun phrase that ends where the words before a date end, if it names something that happens.
fn noun_before(tagged: &Tagged, end: usize) -> Option<(usize, usize)> {
    let last = end.checked_sub(1)?;
    let named = tagged.tag(last) == Tag::Noun && tagged.word(last).event;
    if !named {
        return None;
    }
    Some((phrase_start(tagged, end), end))
}

/// The start of the noun phrase that ends before a token.
pub fn phrase_start(tagged: &Tagged, end: usize) -> usize {
    let mut start = end;
    while start > tagged.start && end - start < 8 && tagged.tag(start - 1).is_nominal() {
        start -= 1;
    }
    start
}

/// The verb nearest before a token in its own clause.
fn verb_before(tagged: &Tagged, end: usize) -> Option<usize> {
    let low = tagged.start.max(end.saturating_sub(REACH));
    for at in (low..end).rev() {
        match tagged.tag(at) {
            tag if tag.is_verb() => return Some(verb_of_group(tagged, at)),
            Tag::Be if is_copula(tagged, at) => return Some(at),
            Tag::Stop | Tag::Relative | Tag::Subordinator | Tag::Mark => return None,
            _ => {}
        }
    }
    None
}

/// Whether a form of "be" stands for itself: no verb follows it.
fn is_copula(tagged: &Tagged, at: usize) -> bool {
    (at + 1..tagged.end().min(at + 4)).all(|i| !tagged.tag(i).is_verb())
}

/// The verb that a verb only adds to: "refused to sign" stays one group, led by its first verb.
fn verb_of_group(tagged: &Tagged, at: usize) -> usize {
    let mut first = at;
    while first >= tagged.start + 2
        && tagged.tag(first) == Tag::Infinitive
        && tagged.tag(first - 1) == Tag::To
        && tagged.tag(first - 2).is_verb()
    {
        first -= 2;
    }
    first
}

/// The verb of the clause that follows a date: subordinate clauses between commas are passed over.
fn verb_after(tagged: &Tagged, start: usize) -> Option<usize> {
    let high = tagged.end().min(start + REACH);
    let mut at = start;
    let mut fallback = None;
    while at < high {
        match tagged.tag(at) {
            Tag::Finite => return Some(at),
            Tag::Participle | Tag::Infinitive if at > 0 && helped(tagged, at) => return Some(at),
            Tag::Be if is_copula(tagged, at) => return Some(at),
            Tag::Gerund | Tag::Participle if fallback.is_none() => fallback = Some(at),
            Tag::Subordinator | Tag::Relative => {
                at = past_comma(tagged, at, high);
                continue;
            }
            Tag::Stop if at > start => break,
            _ => {}
        }
        at += 1;
    }
    fallback
}

/// Whether a helper stands before a verb.
fn helped(tagged: &Tagged, at: usize) -> bool {
    (at.saturating_sub(3).max(tagged.start)..at)
        .any(|i| matches!(tagged.tag(i), Tag::Helper | Tag::Be))
}

/// The token after the next comma, or the limit.
fn past_comma(tagged: &Tagged, from: usize, high: usize) -> usize {
    (from..high)
        .find(|i| tagged.tag(*i) == Tag::Comma)
        .map_or(high, |i| i + 1)
}
