//! Marked words that no learned cue takes in.

use std::iter::once;
use std::ops::Range;

use crate::analysis::QuoteKind;

use super::cast::Cast;
use super::found::{Found, Tie};
use super::lens::{Lens, Tag};
use super::lexicon::Words;
use super::marks::Marked;
use super::reports;
use super::rules::{self, Reporting};

/// The quotations of the marked words that are not `held` by others; some of them go on with a
/// quotation that was `found`.
pub fn find(lens: &Lens, cast: &Cast, held: &[bool], found: &mut Vec<Found>) {
    let marked = lens.marked;
    let mut ends: Vec<(usize, usize)> = found
        .iter()
        .enumerate()
        .map(|(i, f)| (f.end(), i))
        .collect();
    ends.sort_unstable();
    for at in 0..marked.len() {
        let one = &marked[at];
        if held[at] || one.secondary || reports::is_title(lens, at) {
            continue;
        }
        let before = ends
            .partition_point(|(end, _)| *end <= one.open)
            .checked_sub(1)
            .map(|i| ends[i].1);
        if one.continues
            && let Some(last) = before.filter(|b| follows(lens, &found[*b], one))
        {
            found[last].spans.push(one.open..one.end);
            continue;
        }
        let quote = of_marks(lens, cast, at, before.map(|b| &found[b]));
        if let Some(quote) = quote {
            let end = (quote.end(), found.len());
            let place = ends.partition_point(|e| *e < end);
            if place == ends.len() {
                ends.push(end);
            } else {
                ends.insert(place, end);
            }
            found.push(quote);
        }
    }
}

/// Whether a quotation ends with the marked words right before `one`.
fn follows(lens: &Lens, found: &Found, one: &Marked) -> bool {
    found.end() + 1 >= one.open && lens.mark_of(found.end().saturating_sub(1)).is_some()
}

fn of_marks(lens: &Lens, cast: &Cast, at: usize, before: Option<&Found>) -> Option<Found> {
    let words = lens.words;
    let one = &lens.marked[at];
    let block = words.prose.block_tokens(one.block);
    let next = lens.marked.get(at + 1).filter(|m| m.block == one.block);
    let limit = next.map_or(block.end, |m| m.open);
    if let Some((said, sure)) = reporting(lens, cast, at, limit) {
        let content = one.open..one.end;
        return Some(Found::reported(content, said, QuoteKind::Direct, sure));
    }
    let whole = one.open == block.start && one.end - one.open > SHORT;
    if whole && rules::leads_in(words, one.open) {
        // Somebody's words, but whose?
        return Some(Found {
            spans: once(one.open..one.end).collect(),
            kind: QuoteKind::Direct,
            mention: None,
            cue: None,
            confidence: 0.5,
            tie: Tie::Own,
        });
    }
    goes_on(lens, one, before).then(|| Found {
        spans: once(one.open..one.end).collect(),
        kind: QuoteKind::Direct,
        mention: before.and_then(|b| b.mention.clone()),
        cue: None,
        confidence: 0.55,
        tie: Tie::Same,
    })
}

/// What reports the marked words `at`, and how sure that is: who signs them, a verb of saying after
/// or before them in their paragraph, up to other marked words, or the end of the paragraph before.
fn reporting(lens: &Lens, cast: &Cast, at: usize, limit: usize) -> Option<(Reporting, f32)> {
    let words = lens.words;
    let one = &lens.marked[at];
    if let Some(source) = signature(words, cast, one.end, limit) {
        let cue = one.end..one.end + 1;
        return Some((Reporting { cue, source }, 0.95));
    }
    let stop = lens.tag(one.end.saturating_sub(2));
    let question = matches!(words.lower(one.end.saturating_sub(2)), "?" | "!");
    let outside = lens.tag(one.end) == Tag::Comma;
    if (matches!(stop, Tag::Comma | Tag::Dash) || question || outside)
        && let Some(said) = rules::after(words, one.end, limit)
    {
        return Some((said, 0.85));
    }
    let block = words.prose.block_tokens(one.block).start;
    let previous = at.checked_sub(1).map_or(0, |p| lens.marked[p].end);
    let sentence = &words.prose.sentences()[words.prose.sentence_of(one.open)];
    let from = previous.max(block).max(sentence.tokens.start.min(one.open));
    if let Some(said) = rules::before(words, one.open, from) {
        let lead = words.lower(one.open - 1);
        let whole = matches!(lead, "," | ":" | "that") || said.cue.end + 1 >= one.open;
        if whole && said.source.end <= said.cue.start {
            return Some((said, 0.7));
        }
    }
    if one.end - one.open > SHORT
        && let Some(said) = rules::announced(words, one.open, from)
    {
        return Some((said, 0.7));
    }
    let introduced = (one.open == block).then(|| rules::introduced(words, one.open))??;
    Some((introduced, 0.85))
}

/// So many marked tokens, or fewer, may be a name or a word as such.
const SHORT: usize = 6;

/// Who signs marked words: a dash after them, and a name that ends there.
fn signature(words: &Words, cast: &Cast, at: usize, limit: usize) -> Option<Range<usize>> {
    let is_dash = |at: usize| matches!(words.lower(at), "-" | "—" | "–" | "―");
    if at >= limit || !is_dash(at) {
        return None;
    }
    let from = if is_dash(at + 1) { at + 2 } else { at + 1 };
    let (_, name) = cast
        .names_in(from..limit)
        .next()
        .filter(|(_, n)| n.tokens.start == from)?;
    let end = name.tokens.end;
    let stops = end >= limit || matches!(words.lower(end), "," | "." | "(");
    (stops && end <= limit).then(|| name.tokens.clone())
}

/// Whether marked words that nothing reports go on with the quotation before them: whole sentences
/// in the same paragraph or at the start of one of the next two.
fn goes_on(lens: &Lens, one: &Marked, before: Option<&Found>) -> bool {
    let words = lens.words;
    let last = one.end - 1 - usize::from(one.closed);
    let whole =
        words.is_capital(one.open + 1) && lens.tag(last) == Tag::Stop && one.end - one.open > 6;
    let Some(before) = before.filter(|_| whole) else {
        return false;
    };
    if before.mention.is_none() && before.tie == Tie::Own {
        return false;
    }
    // Words reported without marks lead on only to the sentence right after them.
    if before.kind == QuoteKind::Indirect && before.end() + 1 < one.open {
        return false;
    }
    let sentences = words.prose.sentences();
    let block = sentences[words.prose.sentence_of(before.start())].block;
    let starts = words.prose.block_tokens(one.block).start == one.open;
    block == one.block || starts && one.block <= block + 2
}
