//! Stories: every run of marked words is speech, and who speaks is told once for several turns.

use std::iter::once;
use std::ops::Range;

use crate::analysis::QuoteKind;
use crate::analysis::prose::TokenKind;

use super::cast::Cast;
use super::found::{Found, Tie};
use super::lexicon::{Class, Words};
use super::marks::Marked;
use super::rules::Reporting;
use super::telling::{reporting, said_after, says};

/// Whether a document reads like a story rather than a report: many personal pronouns, few names
/// and numbers outside its quotation marks.
pub fn is_story(words: &Words, marked: &[Marked]) -> bool {
    let mut next = 0;
    let (mut all, mut pronouns, mut names, mut numbers) = (0i64, 0i64, 0i64, 0i64);
    let starts = words.prose.sentences().iter().map(|s| s.tokens.start);
    let mut starts = starts.peekable();
    for at in 0..words.count() {
        while starts.peek().is_some_and(|s| *s < at) {
            starts.next();
        }
        while marked.get(next).is_some_and(|m| m.end <= at) {
            next += 1;
        }
        if marked.get(next).is_some_and(|m| m.open <= at) {
            continue;
        }
        match words.token(at).kind {
            TokenKind::Number | TokenKind::Ordinal => numbers += 1,
            TokenKind::Word => {
                let first = starts.peek() == Some(&at);
                all += 1;
                let person = Class::HE.or(Class::SHE).or(Class::I);
                if words.is(at, person) {
                    pronouns += 1;
                } else if words.is_capital(at) && !first {
                    names += 1;
                }
            }
            _ => {}
        }
    }
    // One word in marks is no speech.
    let speech = |m: &&Marked| !m.secondary && m.end - m.open > 3;
    let spoken = marked.iter().filter(speech).count();
    spoken > 0 && 2 * pronouns - 2 * numbers - names > all * LEAST / 1000
}

/// How far pronouns must outweigh names and numbers, in thousandths of the words, doubled.
const LEAST: i64 = 12;

/// The longest stretch between two halves of one quotation, in tokens.
const BETWEEN: usize = 28;

/// The speeches of a story, in text order.
pub fn find(words: &Words, cast: &Cast, marked: &[Marked]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < marked.len() {
        let mut end = at + 1;
        while end < marked.len() && marked[end].block == marked[at].block {
            end += 1;
        }
        let block: Vec<&Marked> = marked[at..end]
            .iter()
            .filter(|m| is_speech(words, cast, m))
            .collect();
        paragraph(words, cast, &block, &mut found);
        at = end;
    }
    found
        .into_iter()
        .flat_map(|f| by_paragraphs(words, f))
        .collect()
}

/// So many paragraphs of one speech are quotations of their own.
const TALE: usize = 3;

/// A speech as it is, or a quotation for each paragraph of one that tells a tale.
fn by_paragraphs(words: &Words, speech: Found) -> Vec<Found> {
    let block = |span: &Range<usize>| words.prose.sentence_of(span.start);
    let block = |span: &Range<usize>| words.prose.sentences().get(block(span)).map(|s| s.block);
    let parts: Vec<&[Range<usize>]> = speech.spans.chunk_by(|a, b| block(a) == block(b)).collect();
    if parts.len() < TALE {
        return vec![speech];
    }
    let part = |(index, spans): (usize, &&[Range<usize>])| Found {
        spans: spans.to_vec(),
        mention: speech.mention.clone().filter(|_| index == 0),
        cue: speech.cue.clone().filter(|_| index == 0),
        tie: if index == 0 { speech.tie } else { Tie::Same },
        ..speech.clone()
    };
    parts.iter().enumerate().map(part).collect()
}

/// Whether marked words are said by somebody, and no title or word as such.
fn is_speech(words: &Words, cast: &Cast, marked: &Marked) -> bool {
    if marked.dash {
        return true;
    }
    let last = marked.end - 1 - usize::from(marked.closed);
    let first = marked.open + 1;
    let stops = matches!(
        words.lower(last),
        "," | "." | "!" | "?" | "—" | "-" | "–" | "…" | ";" | ":" | "'" | "’"
    );
    // Some texts have lost the dash of speech that breaks off: “But when I saw it ” she began.
    let stops = stops || marked.closed && words.token(marked.end - 1).spaced;
    let block = words.prose.block_tokens(marked.block);
    let introduced = marked.open > block.start && matches!(words.lower(marked.open - 1), "," | ":");
    let whole = marked.open == block.start;
    if marked.secondary {
        return stops && (whole || introduced) && words.is_capital(first);
    }
    if is_embedded(words, marked) && said_after(words, cast, marked, block.end).is_none() {
        return words.is_capital(first) && !is_titled(words, marked);
    }
    stops
        && (words.is_capital(first)
            || whole
            || marked.end - marked.open > 4
            || after_comma(words, marked))
        || whole
        || introduced && words.is_capital(first)
        || !marked.closed
}

/// Whether marked words follow a word that reports nothing, without as much as a comma: "the sign of
/// the “Golden Lion,” …".
fn is_embedded(words: &Words, marked: &Marked) -> bool {
    let Some(before) = marked.open.checked_sub(1) else {
        return false;
    };
    let block = words.prose.block_tokens(marked.block);
    if marked.open == block.start || !words.is_word(before) {
        return false;
    }
    let names = words.is(before, Class::TITLED) && marked.end - marked.open <= NAMED;
    names || !says(words, before) && words.lower(before) != "that"
}

/// Whether most of the words have capitals, or there are few: a title, a name.
fn is_titled(words: &Words, marked: &Marked) -> bool {
    let inside = || (marked.open..marked.end).filter(|t| words.is_word(*t));
    let capitals = inside().filter(|t| words.is_capital(*t)).count();
    inside().count() <= 3 || capitals * 2 > inside().count()
}

/// So many marked tokens after "called" may be a name.
const NAMED: usize = 8;

/// Whether a small beginning goes on with what was said before.
fn after_comma(words: &Words, marked: &Marked) -> bool {
    marked.open > 0 && matches!(words.lower(marked.open - 1), "," | "." | ";" | "—" | "-")
}

/// The speeches of one paragraph.
fn paragraph(words: &Words, cast: &Cast, marked: &[&Marked], found: &mut Vec<Found>) {
    let Some(first) = marked.first() else { return };
    let block = words.prose.block_tokens(first.block);
    let from = found.len();
    let mut floor = block.start;
    for (index, one) in marked.iter().enumerate() {
        let next = marked.get(index + 1).map_or(block.end, |m| m.open);
        if one.continues
            && let Some(last) = found.last_mut()
        {
            last.spans.push(one.open..one.end);
            floor = one.end;
            continue;
        }
        let joined = found.len() > from
            && found
                .last_mut()
                .is_some_and(|last| join(words, last, one, floor));
        if joined {
            floor = one.end;
            continue;
        }
        let said = reporting(words, cast, one, floor, next);
        found.push(speech(one, said));
        floor = one.end;
    }
    share(found, from);
}

fn speech(one: &Marked, said: Option<(Reporting, f32)>) -> Found {
    let (mention, cue, confidence) = match said {
        Some((said, confidence)) => (Some(said.source), Some(said.cue), confidence),
        None => (None, None, 0.5),
    };
    Found {
        spans: once(one.open..one.end).collect(),
        kind: QuoteKind::Direct,
        mention,
        cue: cue.filter(|c| !c.is_empty()),
        confidence,
        tie: Tie::Own,
    }
}

/// Joins marked words to the quotation before them, if the words between only report it.
fn join(words: &Words, last: &mut Found, one: &Marked, floor: usize) -> bool {
    let between = floor..one.open;
    let Some(before) = last.spans.last().cloned() else {
        return false;
    };
    let stop = words.lower(before.end.saturating_sub(2));
    // “Why?” he asked; and she answered: “…” are two.
    let led = words.lower(one.open - 1) == ":" && stop != ",";
    let is_open = !led && !matches!(stop, "." | "”" | "\"");
    let reports = last
        .cue
        .as_ref()
        .is_some_and(|c| between.contains(&c.start))
        || between.len() <= 6 && last.mention.is_none()
        || stop == "," && between.clone().any(|t| says(words, t));
    // A comma on either side: one sentence of speech, whatever stands between.
    let broken = stop == "," && words.lower(one.open - 1) == ",";
    if between.len() > BETWEEN || !is_open || !reports && !broken {
        return false;
    }
    // A sentence of its own between the two is more than a report.
    let sentence = |at: usize| words.prose.sentence_of(at);
    if sentence(one.open - 1) > sentence(between.start) {
        return false;
    }
    last.spans.push(one.open..one.end);
    true
}

/// In one paragraph one speaks: what one speech tells of its speaker holds for the others.
fn share(found: &mut [Found], from: usize) {
    let sure = found[from..]
        .iter()
        .filter(|f| f.mention.is_some())
        .max_by(|a, b| {
            a.confidence
                .total_cmp(&b.confidence)
                .then(std::cmp::Ordering::Greater)
        })
        .map(|f| (f.mention.clone(), f.cue.clone(), f.confidence));
    let Some((mention, cue, confidence)) = sure else {
        return;
    };
    for speech in &mut found[from..] {
        if speech.mention.is_none() || speech.confidence < 0.7 && confidence > 0.8 {
            speech.mention = mention.clone();
            speech.cue = cue.clone();
            speech.confidence = (confidence - 0.1).max(0.5);
            speech.tie = Tie::Own;
        }
    }
}
