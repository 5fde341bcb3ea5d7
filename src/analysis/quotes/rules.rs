//! Attribution by rules: the nearest verb of saying and its subject.

use std::ops::Range;

use crate::analysis::QuoteKind;

use super::lexicon::{Class, Words};
use super::marks::Marked;
use super::phrase;

/// A quotation found, in tokens.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its words, marks included.
    pub spans: Vec<Range<usize>>,
    /// How it is quoted.
    pub kind: QuoteKind,
    /// The words that name its source.
    pub mention: Option<Range<usize>>,
    /// The words that report it.
    pub cue: Option<Range<usize>>,
    /// How sure the attribution is.
    pub confidence: f32,
}

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

/// All quotations of a document, by rules alone.
pub fn find(words: &Words, marked: &[Marked]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < marked.len() {
        let (quote, next) = of_marks(words, marked, at);
        if let Some(quote) = quote {
            found.push(quote);
        }
        at = next;
    }
    indirect(words, marked, &mut found);
    found.sort_by_key(|f| f.spans.first().map_or(0, |s| s.start));
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
        let mut spans = Vec::from([one.open..one.end]);
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
        let mut spans = Vec::from([one.open..one.end]);
        let mut kind = QuoteKind::Direct;
        if !whole && reporting.source.end <= reporting.cue.start {
            spans = Vec::from([reporting.cue.end..one.end.max(sentence.end.min(limit))]);
            kind = QuoteKind::Mixed;
        }
        return (
            Some(Found {
                spans,
                kind,
                mention: Some(reporting.source),
                cue: Some(reporting.cue),
                confidence: 0.8,
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
    }
}

/// Reports without marks: "Kirby said that …", "according to …".
fn indirect(words: &Words, marked: &[Marked], found: &mut Vec<Found>) {
    let mut next = 0;
    for sentence in words.prose.sentences() {
        let tokens = sentence.tokens.clone();
        while next < marked.len() && marked[next].end <= tokens.start {
            next += 1;
        }
        if marked.get(next).is_some_and(|m| m.open < tokens.end) {
            continue;
        }
        let verb = tokens.clone().find(|at| {
            words.is(*at, Class::SAYS) && !words.is(*at, Class::MANNER) && !words.is_capital(*at)
        });
        let Some(verb) = verb else { continue };
        let Some(source) = subject_before(words, verb, tokens.start) else {
            continue;
        };
        let mut content = verb + 1..tokens.end;
        if words.lower(content.end - 1) == "." {
            content.end -= 1;
        }
        if content.len() < 3 || words.lower(verb + 1) == "," {
            if source.start < tokens.start + 4 || words.lower(source.start - 1) != "," {
                continue;
            }
            content = tokens.start..source.start - 1;
        }
        found.push(Found {
            spans: Vec::from([content]),
            kind: QuoteKind::Indirect,
            mention: Some(source),
            cue: Some(verb..verb + 1),
            confidence: 0.6,
        });
    }
}
