//! The words that a date belongs to: the noun that it modifies, or the verb of its clause.

use super::tagger::{Tag, Tagged};
use crate::analysis::Prose;

/// The tokens of a date.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub start: usize,
    pub end: usize,
}

/// What a date belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Core {
    /// The noun phrase after it: "the 1988 cease-fire", "Friday's ceremony". Its tokens, and the
    /// verb of its clause where one stands close before.
    NounAfter(usize, usize, Option<usize>),
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
    let end = before_preposition(tagged, place.start);
    let verb = verb_before(tagged, end);
    if let Some((start, stop)) = noun_after(tagged, place) {
        return Some(Core::NounAfter(start, stop, verb));
    }
    let held = verb.is_some_and(|v| holds(tagged, v, end));
    if let Some(verb) = verb_at(tagged, past_aside(tagged, place, end)).filter(|_| !held) {
        return Some(Core::VerbAfter(verb));
    }
    let noun = noun_before(tagged, end);
    let is_fronted = verb.is_none() && noun.is_none() && is_fronted(tagged, place, end);
    let after = || verb_after(tagged, past_dateline(tagged, place.end));
    if let (true, Some(verb)) = (is_fronted, after()) {
        return Some(Core::VerbAfter(verb));
    }
    if let Some((start, stop)) = noun {
        return Some(Core::NounBefore(start, stop, verb));
    }
    if let Some(verb) = verb {
        return Some(Core::VerbBefore(verb, end));
    }
    if let Some(verb) = after() {
        return Some(Core::VerbAfter(verb));
    }
    let (start, stop) = any_noun_before(tagged, end)?;
    Some(Core::NounBefore(start, stop, None))
}

/// Whether a verb before a date holds it against a verb right after it. One clause has one finite
/// verb, so it does, unless it is a participle, a verb of saying, whose clause goes on ("said net income in May
/// fell"), or stands before a comma.
fn holds(tagged: &Tagged, verb: usize, end: usize) -> bool {
    let plain = (verb..end).all(|i| tagged.tag(i) != Tag::Comma);
    let finite = !matches!(tagged.tag(verb), Tag::Gerund | Tag::Participle) || helped(tagged, verb);
    plain && finite && end - verb < 16 && !tagged.word(verb).saying
}

/// Where what follows a date begins: past its comma, where the date is an aside between two.
fn past_aside(tagged: &Tagged, place: Place, end: usize) -> usize {
    let before = end == place.start || end + 1 == place.start;
    let opened = (end..place.start).any(|i| tagged.tag(i) == Tag::Comma)
        || before
            && end
                .checked_sub(1)
                .is_some_and(|i| tagged.tag(i) == Tag::Comma);
    let closed = tagged.tag(place.end) == Tag::Comma;
    place.end + usize::from(opened && closed)
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

/// Whether a date stands in what opens its clause: "In composite trading yesterday, …".
fn is_fronted(tagged: &Tagged, place: Place, end: usize) -> bool {
    let mut start = end;
    while start > tagged.start && end - start < 16 {
        match tagged.tag(start - 1) {
            Tag::Stop | Tag::Comma | Tag::Conjunction | Tag::Mark => break,
            _ => start -= 1,
        }
    }
    let opens = start == end
        || matches!(
            tagged.tag(start),
            Tag::Preposition | Tag::Adverb | Tag::Subordinator
        );
    opens
        && matches!(
            tagged.tag(place.end),
            Tag::Comma | Tag::Noun | Tag::Determiner | Tag::Pronoun | Tag::Possessive
        )
}

/// Whether a date stands in a dateline: only names before it, then a dash, or an agency and a dash.
pub fn is_in_dateline(prose: &Prose, tagged: &Tagged, place: Place) -> bool {
    let names = |i: usize| matches!(tagged.tag(i), Tag::Noun | Tag::Comma | Tag::Stop);
    let dashed = matches!(prose.lower_at(place.end), "—" | "–" | "--" | "-");
    (tagged.start..place.start).all(names)
        && (dashed || past_dateline(tagged, place.end) != place.end)
}

/// Past the agency and the dash of a dateline: "NICOSIA, August 8 (Agency) -- The …".
fn past_dateline(tagged: &Tagged, end: usize) -> usize {
    if tagged.tag(end) != Tag::Mark {
        return end;
    }
    let close = (end + 1..end + 5).find(|i| tagged.tag(*i) == Tag::Mark);
    match close {
        Some(at) if tagged.tag(at + 1) == Tag::Stop => {
            at + 2 + usize::from(tagged.tag(at + 2) == Tag::Stop)
        }
        _ => end,
    }
}

/// The noun phrase that a date stands inside: after an article, a possessive or an adjective, or
/// with the clitic of its own.
fn noun_after(tagged: &Tagged, place: Place) -> Option<(usize, usize)> {
    let mut at = place.end;
    let owned = tagged.tag(at) == Tag::Clitic;
    let before = place
        .start
        .checked_sub(1)
        .map_or(Tag::Stop, |i| tagged.tag(i));
    let determined = matches!(before, Tag::Determiner | Tag::Possessive);
    if owned || determined && tagged.tag(at) == Tag::Comma {
        at += 1;
    }
    let inside = owned
        || determined
        || matches!(before, Tag::Adjective | Tag::Clitic | Tag::Number)
        || before == Tag::Hyphen && is_range_end(tagged, place.start)
        || tagged.word(at).event && tagged.tag(at) == Tag::Noun;
    if !inside || !matches!(tagged.tag(at), Tag::Noun | Tag::Adjective | Tag::Number) {
        return None;
    }
    let end = phrase_end(tagged, at);
    let has_noun = (at..end).any(|i| tagged.tag(i) == Tag::Noun);
    has_noun.then_some((at, end))
}

/// Whether a date is the second half of a range whose first half stands behind an article.
fn is_range_end(tagged: &Tagged, start: usize) -> bool {
    let mut at = start.saturating_sub(1);
    while at > tagged.start && tagged.tag(at - 1) == Tag::Time {
        at -= 1;
    }
    at > tagged.start
        && matches!(
            tagged.tag(at - 1),
            Tag::Determiner | Tag::Possessive | Tag::Adjective
        )
}

/// The end of the noun phrase that begins at a token.
pub fn phrase_end(tagged: &Tagged, mut at: usize) -> usize {
    let low = at;
    while at < tagged.end() && at < low + 8 && tagged.tag(at).is_nominal() {
        at += 1;
    }
    at
}

/// The noun phrase before a date, with what hangs on it by prepositions, from the noun of it that
/// names something that happens: "collapse of communism".
fn noun_before(tagged: &Tagged, end: usize) -> Option<(usize, usize)> {
    let mut at = end;
    while at > tagged.start && end - at < 12 {
        let tag = tagged.tag(at - 1);
        let event = tag == Tag::Noun && tagged.word(at - 1).event;
        if event && !is_inside_compound(tagged, at) {
            return Some((phrase_start(tagged, at), end));
        }
        let linked =
            tag.is_nominal() || matches!(tag, Tag::Preposition | Tag::Determiner | Tag::Possessive);
        if !linked {
            return None;
        }
        at -= 1;
    }
    None
}

/// Whether a noun goes on after a token: "peace talks site" is a site.
fn is_inside_compound(tagged: &Tagged, at: usize) -> bool {
    matches!(tagged.tag(at), Tag::Noun | Tag::Hyphen)
}

/// The noun phrase before a date, whatever it names.
fn any_noun_before(tagged: &Tagged, end: usize) -> Option<(usize, usize)> {
    let last = end.checked_sub(1)?;
    (tagged.tag(last) == Tag::Noun).then(|| (phrase_start(tagged, end), end))
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
pub fn verb_before(tagged: &Tagged, end: usize) -> Option<usize> {
    // A clause that begins with the date has its verb after it.
    let last = end.checked_sub(1).map_or(Tag::Stop, |i| tagged.tag(i));
    if matches!(last, Tag::Conjunction | Tag::Relative | Tag::Stop) {
        return None;
    }
    let low = tagged.start.max(end.saturating_sub(REACH));
    for at in (low..end).rev() {
        match tagged.tag(at) {
            // "in the year ended": part of a period's name.
            Tag::Participle | Tag::Finite if is_time(tagged, at, low) => {}
            tag if tag.is_verb() => return Some(group_start(tagged, at)),
            Tag::Be | Tag::Have if is_copula(tagged, at) => return Some(at),
            Tag::Adjective if tagged.word(at).forms.is_verb() => {}
            Tag::Stop | Tag::Relative => return None,
            _ => {}
        }
    }
    None
}

/// Whether a verb follows a temporal expression at once and only closes it.
fn is_time(tagged: &Tagged, at: usize, low: usize) -> bool {
    at > low && tagged.tag(at - 1) == Tag::Time && tagged.word(at).helping
}

/// Whether a form of "be" or "have" stands for itself: no verb follows it.
fn is_copula(tagged: &Tagged, at: usize) -> bool {
    (at + 1..tagged.end().min(at + 4)).all(|i| !tagged.tag(i).is_verb())
}

/// The verb that leads a group: "refused to sign", "invited them to rejoin", "begin withdrawing".
fn group_start(tagged: &Tagged, at: usize) -> usize {
    let mut first = at;
    for _ in 0..3 {
        let Some(before) = first.checked_sub(1).filter(|i| *i >= tagged.start) else {
            return first;
        };
        let helped = tagged.tag(first) == Tag::Gerund
            && tagged.tag(before).is_verb()
            && tagged.word(before).helping;
        if helped {
            first = before;
            continue;
        }
        if tagged.tag(first) != Tag::Infinitive || tagged.tag(before) != Tag::To {
            return first;
        }
        let Some(leader) = leader(tagged, before) else {
            return first;
        };
        first = leader;
    }
    first
}

/// The verb before "to", past its short object.
fn leader(tagged: &Tagged, to: usize) -> Option<usize> {
    let low = tagged.start.max(to.saturating_sub(5));
    for at in (low..to).rev() {
        match tagged.tag(at) {
            tag if tag.is_verb() => return Some(at),
            // "was due to expire"
            Tag::Adjective if at + 1 == to => return Some(at),
            tag if tag.is_nominal() => {}
            Tag::Pronoun | Tag::Determiner | Tag::Possessive | Tag::Adverb => {}
            _ => return None,
        }
    }
    None
}

/// The verb that follows a date at once: the date stands in its subject.
fn verb_at(tagged: &Tagged, mut at: usize) -> Option<usize> {
    let high = at + 4;
    while at < high {
        match tagged.tag(at) {
            Tag::Adverb | Tag::Not | Tag::Helper => at += 1,
            Tag::Be | Tag::Have if is_copula(tagged, at) => return Some(at),
            Tag::Be | Tag::Have => at += 1,
            Tag::Finite if tagged.word(at).helping && tagged.tag(at + 1) == Tag::Time => {
                return None;
            }
            Tag::Finite => return Some(at),
            Tag::Participle | Tag::Infinitive if at > 0 && helped(tagged, at) => return Some(at),
            _ => return None,
        }
    }
    None
}

/// The verb of the clause that follows a date: subordinate clauses between commas are passed over.
pub fn verb_after(tagged: &Tagged, start: usize) -> Option<usize> {
    let high = tagged.end().min(start + REACH);
    let mut at = start;
    let mut fallback = None;
    while at < high {
        match tagged.tag(at) {
            Tag::Finite => return Some(at),
            Tag::Participle | Tag::Infinitive if at > 0 && helped(tagged, at) => return Some(at),
            Tag::Be | Tag::Have if is_copula(tagged, at) => return Some(at),
            Tag::Gerund | Tag::Participle if fallback.is_none() => fallback = Some(at),
            Tag::Subordinator | Tag::Relative if at > start => {
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
        .any(|i| matches!(tagged.tag(i), Tag::Helper | Tag::Have | Tag::Be))
}

/// The token after the next comma, or the limit.
fn past_comma(tagged: &Tagged, from: usize, high: usize) -> usize {
    (from..high)
        .find(|i| tagged.tag(*i) == Tag::Comma)
        .map_or(high, |i| i + 1)
}
