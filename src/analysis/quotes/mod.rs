//! Who said what: quotations, the words that name their sources, and the speakers behind them.
//!
//! [`marks`] pairs quotation marks; [`rules`] finds the words that report a quotation and name its
//! source; [`names`] and [`cast`] say who is named in the document; [`mod@reference`] reads what a
//! mention refers to, and [`speakers`] makes one entry for each source.

mod cast;
mod dialogue;
mod features;
mod found;
mod leftover;
mod lens;
mod lexicon;
mod marks;
mod model;
mod names;
mod phrase;
mod reference;
mod reports;
mod rules;
mod salience;
mod speakers;
pub mod train;
mod window;

use super::{Annotation, Annotations, Prose, Quote, QuoteKind};
use std::iter::once;

use cast::Cast;
use found::{Found, Tie};
use lens::Lens;
use lexicon::Words;
use marks::Marked;
use model::Model;

/// Finds quotations and speakers; outside English only what stands between marks.
pub fn annotate(prose: &Prose, above: &Annotations) -> Vec<Annotation> {
    let words = Words::new(prose);
    let marked = marks::find(&words);
    if !above.language().is_english() {
        return marked
            .iter()
            .map(|m| quote(&words, &unattributed(m), None))
            .collect();
    }
    let lens = Lens::new(&words, &marked);
    let story = dialogue::is_story(&words, &marked);
    let cast = Cast::new(&words, names::find(&words), story);
    let mut found = find(&words, &lens, &cast, &marked, story);
    let speakers = speakers::resolve(&words, &lens, &cast, &mut found, story);
    let quotes = found
        .iter()
        .zip(&speakers.of_quote)
        .map(|(found, speaker)| quote(&words, found, *speaker));
    let quotes: Vec<Annotation> = quotes.collect();
    let speakers = speakers.list.into_iter().map(Annotation::Speaker);
    speakers.chain(quotes).collect()
}

/// What the learned cues report, and for marked words that they leave over, what the rules say.
///
/// In a story the rules come first: all marked words are speech.
fn find(words: &Words, lens: &Lens, cast: &Cast, marked: &[Marked], story: bool) -> Vec<Found> {
    let reports = Model::shipped().map(|model| reports::find(lens, model));
    let mut found = reports.unwrap_or_default();
    if story {
        found.retain(|f| f.kind == QuoteKind::Indirect && lens.mark_of(f.start()).is_none());
        found.extend(dialogue::find(words, cast, marked));
    } else {
        let turns = leftover::turns(words, cast);
        if !turns.is_empty() {
            found.retain(|f| f.mention.is_some() && !turns.iter().any(|t| t.cue == f.cue));
        }
        found.extend(turns);
        let held = held(lens, marked, &found);
        leftover::find(lens, cast, &held, &mut found);
    }
    found.sort_by_key(Found::start);
    found
}

/// Which marked words lie in what was found, rather than around it.
fn held(lens: &Lens, marked: &[Marked], found: &[Found]) -> Vec<bool> {
    let mut held = vec![false; marked.len()];
    for span in found.iter().flat_map(|f| &f.spans) {
        let inside = lens
            .mark_of(span.start)
            .is_some_and(|m| marked[m].open < span.start);
        if !inside {
            let from = marked.partition_point(|m| m.open < span.start);
            let to = marked.partition_point(|m| m.open < span.end);
            held[from..to.max(from)].fill(true);
        }
    }
    held
}

/// Marked words of which nothing is claimed but that they are quoted.
fn unattributed(marked: &marks::Marked) -> Found {
    Found {
        spans: once(marked.open..marked.end).collect(),
        kind: QuoteKind::Direct,
        mention: None,
        cue: None,
        confidence: 0.0,
        tie: Tie::Own,
    }
}

fn quote(words: &Words, found: &Found, speaker: Option<usize>) -> Annotation {
    Annotation::Quote(Quote {
        spans: found
            .spans
            .iter()
            .map(|tokens| words.span(tokens.clone()))
            .collect(),
        kind: found.kind,
        speaker,
        mention: found.mention.clone().map(|tokens| words.span(tokens)),
        cue: found.cue.clone().map(|tokens| words.span(tokens)),
        confidence: found.confidence,
    })
}
