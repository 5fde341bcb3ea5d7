//! Attributions that the grammar makes certain, whatever the learned model prefers.

use crate::analysis::QuoteKind;

use super::cast::Cast;
use super::found::Found;
use super::lens::{Lens, Tag};
use super::lexicon::Class;
use super::phrase;
use super::reference::{self, Reference};
use super::rules;

/// How sure they are.
const SURE: f32 = 0.85;

/// Puts marked words that end in a comma, with a subject and a verb of saying right after them, to
/// that subject: "…," Hale said; "…," said Hale.
pub fn attribute(lens: &Lens, cast: &Cast, found: &mut [Found]) {
    for quote in found {
        if quote.kind == QuoteKind::Indirect {
            continue;
        }
        give_back(lens, quote);
        let said = quote.spans.first().and_then(|s| said_after(lens, s.end));
        let Some(said) = said.or_else(|| subject_instead(lens, cast, quote)) else {
            continue;
        };
        let same = quote
            .mention
            .as_ref()
            .is_some_and(|m| m.start < said.source.end && said.source.start < m.end);
        if !same {
            quote.mention = Some(said.source);
            quote.cue = Some(said.cue);
            quote.confidence = quote.confidence.max(SURE);
        }
    }
}

/// The subject of the cue, where the words that were taken for the source can be nobody.
fn subject_instead(lens: &Lens, cast: &Cast, quote: &Found) -> Option<rules::Reporting> {
    let words = lens.words;
    let cue = quote.cue.clone()?;
    let mention = quote.mention.clone()?;
    let nobody = match reference::read(words, cast, mention) {
        Reference::Nothing => true,
        Reference::Description(description) => {
            let head = description.head;
            !phrase::is_noun(words, head)
                && !words.is(head, Class::PERSONAL)
                && !words.is_capital(head)
                && lens.tag(head) != Tag::Plural
        }
        Reference::Name { .. } | Reference::Pronoun(_) => false,
    };
    let sentence = &words.prose.sentences()[words.prose.sentence_of(cue.start)];
    let source =
        nobody.then(|| rules::subject_before(words, cue.start, sentence.tokens.start))??;
    let is_somebody = match reference::read(words, cast, source.clone()) {
        Reference::Name { .. } => true,
        Reference::Pronoun(class) => class.any(Class::HE.or(Class::SHE)),
        _ => false,
    };
    is_somebody.then_some(rules::Reporting { cue, source })
}

/// Takes the words that report marked words out of the quotation, where they end it.
fn give_back(lens: &Lens, quote: &mut Found) {
    let [span] = quote.spans.as_mut_slice() else {
        return;
    };
    let last = lens
        .marked
        .partition_point(|m| m.end < span.end)
        .checked_sub(1);
    let Some(end) = last.map(|m| lens.marked[m].end).filter(|e| *e > span.start) else {
        return;
    };
    if let Some(said) = said_after(lens, end)
        && said.source.end.max(said.cue.end) == span.end
    {
        span.end = end;
    }
}

/// What certainly reports a run of marked words: a subject and a verb of saying right after it.
pub fn reporting(lens: &Lens, mark: usize) -> Option<rules::Reporting> {
    let one = &lens.marked[mark];
    (!one.secondary && !one.dash).then(|| said_after(lens, one.end))?
}

/// What reports the marked words that end before `end`, right after them.
fn said_after(lens: &Lens, end: usize) -> Option<rules::Reporting> {
    let words = lens.words;
    let mark = lens.mark_of(end.checked_sub(1)?)?;
    let one = &lens.marked[mark];
    let stop = end.checked_sub(2)?;
    let leads = lens.tag(stop) == Tag::Comma || matches!(words.lower(stop), "?" | "!");
    // Some put the comma after the mark.
    let outside = lens.tag(end) == Tag::Comma && words.lower(end) == "," && !leads;
    if one.end != end || !one.closed || !(leads || outside) || lens.starts(end) {
        return None;
    }
    let from = end + usize::from(outside);
    let joins = matches!(words.lower(from), "and" | "as" | "-" | "—" | "–" | ",");
    let block = words.prose.block_tokens(one.block).end;
    let next = lens.marked.get(mark + 1).map_or(block, |m| m.open);
    let said = (!joins && from < block).then(|| rules::after(words, from, block.min(next)))??;
    // "…," calling it "…"; as Hale put it, "…".
    let verb = words.lower(said.cue.end - 1);
    (!verb.ends_with("ing") && verb != "put").then_some(said)
}
