//! Attribution by rules: the nearest verb of saying and its subject.

use std::ops::Range;

use crate::analysis::prose::TokenKind;

use super::lexicon::{Class, Words};
use super::phrase;

/// A verb of saying with its subject.
#[derive(Clone, Debug)]
pub struct Reporting {
    /// The verb.
    pub cue: Range<usize>,
    /// The words that name who says it.
    pub source: Range<usize>,
}

/// How far from its marks a verb is looked for, in tokens.
const REACH: usize = 40;

/// What reports the words right before `at`: `said Kirby`, `Kirby said`, `according to Kirby`.
pub fn after(words: &Words, at: usize, limit: usize) -> Option<Reporting> {
    let limit = limit.min(at + REACH);
    let mut from = at;
    while from < limit
        && (matches!(words.lower(from), "," | "-" | "—" | "–" | "as") || words.lower(from) == "and")
    {
        from += 1;
    }
    if words.lower(from) == "according" && words.lower(from + 1) == "to" {
        let source = phrase::starting_at(words, from + 2, limit)?;
        return Some(Reporting {
            cue: from..from + 2,
            source,
        });
    }
    if words.is(from, Class::SAYS) && !words.is_capital(from) {
        let source = phrase::starting_at(words, skip_adverbs(words, from + 1, limit), limit)?;
        return Some(Reporting {
            cue: from..from + 1,
            source,
        });
    }
    let mut source = phrase::starting_at(words, from, limit)?;
    let verb = verb_of(words, source.end, limit).or_else(|| {
        // "A narrator in the film asked".
        let adds = matches!(words.lower(source.end), "of" | "in" | "at" | "for" | "from");
        let inner = adds.then(|| phrase::starting_at(words, source.end + 1, limit))??;
        let verb = verb_of(words, inner.end, limit)?;
        source.end = inner.end;
        Some(verb)
    })?;
    Some(Reporting {
        cue: verb..verb + 1,
        source,
    })
}

/// The verb of saying whose subject ends at `end`: past adverbs, auxiliaries and one apposition.
fn verb_of(words: &Words, end: usize, limit: usize) -> Option<usize> {
    let mut at = end;
    if words.lower(at) == "," {
        let close = (at + 1..limit.min(at + 18)).find(|t| words.lower(*t) == ",")?;
        at = close + 1;
    }
    at = skip_adverbs(words, at, limit);
    (at < limit && words.is(at, Class::SAYS) && !words.is_capital(at)).then_some(at)
}

fn skip_adverbs(words: &Words, mut at: usize, limit: usize) -> usize {
    while at < limit
        && (phrase::is_adverb(words, at)
            || matches!(
                words.lower(at),
                "has" | "had" | "have" | "did" | "would" | "will" | "was" | "is" | "to" | "been"
            ))
    {
        at += 1;
    }
    at
}

/// What reports the words right after `at`: the nearest verb of saying before it.
pub fn before(words: &Words, at: usize, limit: usize) -> Option<Reporting> {
    let limit = limit.max(at.saturating_sub(REACH));
    for verb in (limit..at).rev() {
        if words.lower(verb) == "to" && verb > limit && words.lower(verb - 1) == "according" {
            let source = phrase::starting_at(words, verb + 1, at)?;
            return Some(Reporting {
                cue: verb - 1..verb + 1,
                source,
            });
        }
        let noun = noun_from(words, verb, limit);
        if words.is(verb, Class::SAYS)
            && !words.is_capital(verb)
            && let Some(source) = subject_before(words, noun.unwrap_or(verb), limit)
        {
            return Some(Reporting {
                cue: verb..verb + 1,
                source,
            });
        }
    }
    None
}

/// "Hale disagreed:": the past verb right before a colon, and its subject, whatever the verb.
pub fn announced(words: &Words, at: usize, limit: usize) -> Option<Reporting> {
    let verb = at.checked_sub(2).filter(|v| *v > limit)?;
    let past = words.lower(verb).ends_with("ed") && !words.is_capital(verb);
    if words.lower(at - 1) != ":" || !past || words.is(verb - 1, Class::STOP) {
        return None;
    }
    Some(Reporting {
        cue: verb..verb + 1,
        source: subject_before(words, verb, limit)?,
    })
}

/// Where the verb stands whose object the word at `at` is, if that word is a noun with its
/// determiner: "made the following comment".
fn noun_from(words: &Words, at: usize, limit: usize) -> Option<usize> {
    let determiner = (limit + 1..at)
        .rev()
        .take(2)
        .find(|t| words.is(*t, Class::DETERMINER) && !words.is(*t, Class::WHO))?;
    let between = (determiner + 1..at).all(|t| words.lower(t) == "following");
    between.then(|| determiner - 1)
}

/// The subject of the verb at `verb`.
pub fn subject_before(words: &Words, verb: usize, limit: usize) -> Option<Range<usize>> {
    let mut end = verb;
    while end > limit
        && (phrase::is_adverb(words, end - 1)
            || matches!(
                words.lower(end - 1),
                "has" | "had" | "have" | "did" | "would" | "will" | "and" | "to"
            ))
    {
        end -= 1;
    }
    if end > limit && words.lower(end - 1) == "," {
        // An apposition or a relative clause stands between subject and verb.
        let open = (limit..end - 1)
            .rev()
            .take(18)
            .find(|t| words.lower(*t) == ",")?;
        // "the council's secretary, Ada Moss, has called": the name says it best.
        let within = open + 1..end - 1;
        if within.len() >= 2 && within.clone().all(|t| is_bare_name(words, t)) {
            return Some(within);
        }
        end = open;
    }
    let source = phrase::ending_at(words, end, limit)?;
    if words.is(source.start, Class::WHO) && source.len() == 1 {
        let mut end = source.start;
        if end > limit && words.lower(end - 1) == "," {
            end -= 1;
        }
        return phrase::ending_at(words, end, limit);
    }
    Some(source)
}

fn is_bare_name(words: &Words, at: usize) -> bool {
    let other = Class::ROLES
        .or(Class::TITLES)
        .or(Class::BODY)
        .or(Class::PLACE);
    words.is_capital(at) && !words.is(at, other)
}

/// Whether the paragraph before the one that begins at `at` leads into it: it ends with a colon, a
/// comma, a dash, or with no stop at all.
pub fn leads_in(words: &Words, at: usize) -> bool {
    let last = at.checked_sub(1).map_or("", |t| words.lower(t));
    let stops = matches!(last, "" | "." | "!" | "?" | "…" | ")" | "]" | "*" | "_");
    !stops && at > 0 && words.token(at - 1).kind != TokenKind::QuoteMark
}

/// What introduces a paragraph of speech at the end of the paragraph before: "Then she said:".
pub fn introduced(words: &Words, at: usize) -> Option<Reporting> {
    if !leads_in(words, at) {
        return None;
    }
    let last = at - 1;
    let from = words.prose.sentences()[words.prose.sentence_of(last)]
        .tokens
        .start;
    before(words, at, from)
}
