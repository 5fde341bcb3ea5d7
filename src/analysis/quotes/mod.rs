//! Who said what: quotations, the words that name their sources, and the speakers behind them.
//!
//! [`marks`] pairs quotation marks; [`rules`] finds the words that report a quotation and name its
//! source; [`names`] and [`cast`] say who is named in the document; [`reference`] reads what a
//! mention refers to, and [`speakers`] makes one entry for each source.

mod cast;
mod lexicon;
mod marks;
mod names;
mod phrase;
mod reference;
mod rules;
mod speakers;

use super::{Annotation, Annotations, Prose, Quote, QuoteKind};

use cast::Cast;
use lexicon::Words;
use rules::Found;

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
    let found = rules::find(&words, &marked);
    let cast = Cast::new(&words, names::find(&words));
    let speakers = speakers::resolve(&words, &cast, &found);
    let quotes = found
        .iter()
        .zip(&speakers.of_quote)
        .map(|(found, speaker)| quote(&words, found, *speaker));
    let quotes: Vec<Annotation> = quotes.collect();
    let speakers = speakers.list.into_iter().map(Annotation::Speaker);
    speakers.chain(quotes).collect()
}

/// Marked words of which nothing is claimed but that they are quoted.
fn unattributed(marked: &marks::Marked) -> Found {
    Found {
        spans: Vec::from([marked.open..marked.end]),
        kind: QuoteKind::Direct,
        mention: None,
        cue: None,
        confidence: 0.0,
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
