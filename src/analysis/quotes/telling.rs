//! What a story says of who speaks: a verb of saying beside the marks and its subject, or somebody's
//! action.

use std::ops::Range;

use super::cast::Cast;
use super::lexicon::{Class, Words};
use super::marks::Marked;
use super::phrase;
use super::rules::{self, Reporting};

/// What says who speaks, and how sure that is: a verb of saying beside the marks, or somebody's
/// action in the same paragraph.
pub fn reporting(
    words: &Words,
    cast: &Cast,
    one: &Marked,
    floor: usize,
    next: usize,
) -> Option<(Reporting, f32)> {
    let sure = |said: Reporting, how: f32| Some((said, how));
    let block = words.prose.block_tokens(one.block).start;
    let lead = words.lower(one.open.wrapping_sub(1));
    // "She said, “…” He said nothing": what leads right into the speech reports it.
    let led = one.open > floor + 1 && lead == "," && says(words, one.open - 2);
    if !led && let Some(said) = said_after(words, cast, one, next) {
        return sure(said, 0.95);
    }
    let leads = matches!(lead, "," | ":" | "-" | "—" | "--");
    if one.open > floor && leads {
        let from = sentence_start(words, one.open).max(floor).min(one.open);
        if let Some(said) = said_before(words, cast, one.open, from) {
            return sure(said, 0.9);
        }
        if let Some(source) = actor(words, cast, from, one.open) {
            return sure(acting(source), 0.7);
        }
    }
    // "He turned to the window and said:", a paragraph's end before.
    if one.open == block && rules::leads_in(words, one.open) {
        let from = sentence_start(words, one.open - 1);
        if let Some(said) = said_before(words, cast, one.open, from) {
            return sure(said, 0.9);
        }
        if let Some(source) = actor(words, cast, from, one.open) {
            return sure(acting(source), 0.7);
        }
    }
    // "He turned. “…”": who acts in the sentence before speaks.
    if one.open > floor {
        let before = sentence_start(words, one.open - 1).max(floor);
        if let Some(source) = actor(words, cast, before, one.open) {
            return sure(acting(source), 0.6);
        }
    }
    // "“…” He turned."
    if one.end < next {
        let stop = words.prose.sentences()[words.prose.sentence_of(one.end)]
            .tokens
            .end
            .min(next);
        if let Some(source) = actor(words, cast, one.end, stop) {
            return sure(acting(source), 0.6);
        }
    }
    None
}

/// Somebody who acts beside a speech: there is no verb of saying.
fn acting(source: Range<usize>) -> Reporting {
    Reporting {
        cue: source.end..source.end,
        source,
    }
}

fn sentence_start(words: &Words, at: usize) -> usize {
    let sentences = words.prose.sentences();
    sentences[words.prose.sentence_of(at)].tokens.start
}

/// "Ada turned to him and said, “…": the last verb of saying before `at`, and its subject.
fn said_before(words: &Words, cast: &Cast, at: usize, from: usize) -> Option<Reporting> {
    let from = from.max(at.saturating_sub(FAR));
    let verb = (from..at).rev().find(|t| says(words, *t))?;
    let participle = words.lower(verb).ends_with("ing");
    let source = rules::subject_before(words, verb, from)
        .filter(|s| !participle && is_somebody(words, cast, s))
        .or_else(|| actor(words, cast, from, verb))?;
    Some(Reporting {
        cue: verb..verb + 1,
        source,
    })
}

/// How far before a speech its verb is looked for, in tokens.
const FAR: usize = 40;

/// Whether a verb of saying stands at `at`: "said", "went on", "broke in".
pub fn says(words: &Words, at: usize) -> bool {
    let phrasal = || {
        matches!(
            words.lower(at),
            "went" | "broke" | "burst" | "put" | "struck" | "cut" | "ran" | "going"
        ) && matches!(words.lower(at + 1), "on" | "in" | "out" | "forth")
    };
    !words.is_capital(at) && (words.is(at, Class::SAYS) || phrasal())
}

/// Whether words name or describe a person.
fn is_somebody(words: &Words, cast: &Cast, source: &Range<usize>) -> bool {
    let last = source.end - 1;
    let subject = matches!(words.lower(last), "he" | "she" | "i" | "they" | "we");
    subject
        || words.is(last, Class::ROLES.or(Class::PEOPLE))
        || matches!(
            words.lower(last),
            "voice" | "other" | "latter" | "former" | "one" | "who"
        )
        || cast
            .names_in(source.clone())
            .any(|(_, n)| n.tokens.end == source.end)
}

/// "…,” said she." and the like.
pub fn said_after(words: &Words, cast: &Cast, one: &Marked, next: usize) -> Option<Reporting> {
    let mut at = one.end;
    while at < next && matches!(words.lower(at), "-" | "—" | "–" | "," | "and" | ";") {
        at += 1;
    }
    if at >= next
        || words.is_capital(at)
            && !words.is(at, Class::PRONOUN)
            && !is_name(cast, at)
            && !words.is(at, Class::DETERMINER.or(Class::TITLES))
    {
        return None;
    }
    let verb_first = !words.is_capital(at) && (says(words, at) || is_past(words, at));
    if verb_first {
        let from = skip(words, at + 1, next);
        let source = described(words, from, next)?;
        let known = says(words, at)
            || words.is(source.start, Class::PRONOUN)
            || is_name(cast, source.start);
        return known.then_some(Reporting {
            cue: at..at + 1,
            source,
        });
    }
    let source = described(words, at, next)?;
    let mut verb = source.end;
    if words.lower(verb) == "," {
        // An apposition or a participle between subject and verb.
        let close = (verb + 1..next.min(verb + 14)).find(|t| words.lower(*t) == ",")?;
        verb = close + 1;
    }
    verb = skip(words, verb, next);
    let known = verb < next && says(words, verb);
    let stop = words.lower(one.end.saturating_sub(2));
    let manner = verb < next && stop == "," && is_past(words, verb);
    (known || manner).then_some(Reporting {
        cue: verb..verb + 1,
        source,
    })
}

/// The noun phrase that begins at `at`, over a comma between its adjectives: "a thin, elderly
/// gentleman".
fn described(words: &Words, at: usize, limit: usize) -> Option<Range<usize>> {
    let phrase = phrase::starting_at(words, at, limit)?;
    let is_open = words.lower(phrase.end) == ","
        && words.is(phrase.start, Class::DETERMINER)
        && !phrase
            .clone()
            .any(|t| phrase::is_noun(words, t) || words.is_capital(t));
    if is_open
        && let Some(rest) = phrase::starting_at(words, phrase.end + 1, limit)
        && rest.len() <= 3
        && words.is(rest.end - 1, Class::ROLES)
    {
        return Some(phrase.start..rest.end);
    }
    Some(phrase)
}

fn skip(words: &Words, mut at: usize, limit: usize) -> usize {
    while at < limit
        && (phrase::is_adverb(words, at)
            || matches!(
                words.lower(at),
                "in" | "on"
                    | "forth"
                    | "had"
                    | "has"
                    | "did"
                    | "could"
                    | "would"
                    | "only"
                    | "merely"
                    | "at"
                    | "last"
                    | "and"
            ))
        && !words.is(at, Class::SAYS)
    {
        at += 1;
    }
    at
}

fn is_past(words: &Words, at: usize) -> bool {
    let word = words.lower(at);
    word.len() > 4 && word.ends_with("ed") && !words.is_capital(at)
}

fn is_name(cast: &Cast, at: usize) -> bool {
    cast.names_in(at..at + 1).next().is_some()
        || cast
            .names_in(at.saturating_sub(4)..at + 1)
            .any(|(_, n)| n.tokens.contains(&at))
}

/// Who acts in a sentence: its subject, when that is a person's name or a pronoun near its start.
fn actor(words: &Words, cast: &Cast, from: usize, to: usize) -> Option<Range<usize>> {
    let mut at = from;
    while at < to.min(from + 12) {
        let pronoun = Class::HE.or(Class::SHE).or(Class::I);
        if words.is(at, pronoun) && matches!(words.lower(at), "he" | "she" | "i") {
            return Some(at..at + 1);
        }
        let name = cast
            .names_in(at..at + 1)
            .next()
            .map(|(_, n)| n.tokens.clone());
        if let Some(name) = name {
            if words.is_possessive(name.end) || name.end > to {
                return None;
            }
            return Some(name);
        }
        if matches!(words.lower(at), "the" | "a" | "an") && words.is_capital(at) {
            let phrase = phrase::starting_at(words, at, to)?;
            return (phrase.clone())
                .any(|t| words.is(t, Class::ROLES))
                .then_some(phrase);
        }
        at += 1;
    }
    None
}
