//! Attribution by rules: the nearest verb of saying and its subject.

use std::iter::once;
use std::ops::Range;

use crate::analysis::QuoteKind;

use super::found::{Found, Tie};
use super::lexicon::{Class, Words};
use super::marks::Marked;
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
    let source = phrase::starting_at(words, from, limit)?;
    let verb = verb_of(words, source.end, limit)?;
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
        if words.is(verb, Class::SAYS)
            && !words.is_capital(verb)
            && let Some(source) = subject_before(words, verb, limit)
        {
            return Some(Reporting {
                cue: verb..verb + 1,
                source,
            });
        }
    }
    None
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

/// Quotations of the marked words that are not `held` by others.
pub fn leftover(words: &Words, marked: &[Marked], held: &[bool]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < marked.len() {
        if held[at] || marked[at].secondary {
            at += 1;
            continue;
        }
        let (quote, next) = of_marks(words, marked, at);
        found.extend(quote);
        at = next;
    }
    found
}

fn block_of(words: &Words, block: usize) -> Range<usize> {
    words.prose.block_tokens(block)
}

/// The quotation that the marked words `at` belong to, and the index of the next that is not in it.
fn of_marks(words: &Words, marked: &[Marked], at: usize) -> (Option<Found>, usize) {
    let one = &marked[at];
    let block = block_of(words, one.block);
    let previous_end = at
        .checked_sub(1)
        .map_or(block.start, |p| marked[p].end.max(block.start));
    let next = marked.get(at + 1).filter(|m| m.block == one.block);
    let limit = next.map_or(block.end, |m| m.open);
    let stop = words.lower(one.end.saturating_sub(2));
    let ends = matches!(stop, "," | "?" | "!" | "—" | "-");
    if ends && let Some(reporting) = after(words, one.end, limit) {
        let mut spans: Vec<_> = once(one.open..one.end).collect();
        let mut used = at + 1;
        if let Some(next) = next
            && next.open - one.end < 16
            && matches!(words.lower(next.open - 1), "." | ",")
        {
            spans.push(next.open..next.end);
            used += 1;
        }
        return (Some(direct(words, spans, reporting, 0.9)), used);
    }
    let sentence = words.prose.sentences()[words.prose.sentence_of(one.open)]
        .tokens
        .clone();
    let from = previous_end.max(sentence.start.min(one.open));
    if let Some(reporting) = before(words, one.open, from) {
        let lead = words.lower(one.open - 1);
        let whole = matches!(lead, "," | ":" | "that") || reporting.cue.end + 1 >= one.open;
        let mut spans: Vec<_> = once(one.open..one.end).collect();
        let mut kind = QuoteKind::Direct;
        if !whole && reporting.source.end <= reporting.cue.start {
            spans = once(reporting.cue.end..one.end.max(sentence.end.min(limit))).collect();
            kind = QuoteKind::Mixed;
        }
        return (
            Some(Found {
                spans,
                kind,
                mention: Some(reporting.source),
                cue: Some(reporting.cue),
                confidence: 0.8,
                tie: Tie::Own,
            }),
            at + 1,
        );
    }
    (None, at + 1)
}

fn direct(
    _words: &Words,
    spans: Vec<Range<usize>>,
    reporting: Reporting,
    confidence: f32,
) -> Found {
    Found {
        spans,
        kind: QuoteKind::Direct,
        mention: Some(reporting.source),
        cue: Some(reporting.cue),
        confidence,
        tie: Tie::Own,
    }
}
