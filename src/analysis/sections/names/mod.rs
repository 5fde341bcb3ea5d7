//! Names for inferred parts, from their own words.
//!
//! [`phrases`] finds what could be a name, [`traits`] says what speaks for each, and the weights in
//! `assets/names-weights.txt`, learned from the headings of authors, rank them.

mod phrases;
mod traits;

use std::ops::Range;
use std::sync::LazyLock;

use super::cues::{Dot, Names, Row};
use super::units::{Units, Words};
use crate::analysis::Prose;
use phrases::{Phrase, Stems};
use traits::Part;

/// The weights' file.
const FILE: &str = include_str!("../../../../assets/names-weights.txt");

static WEIGHTS: LazyLock<Vec<f32>> = LazyLock::new(|| {
    let lines = FILE.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_whitespace().next()?.parse().ok())
        .collect()
});

/// What it costs a name to use a word that an earlier name has.
const USED_AGAIN: f32 = 0.8;

/// A name for each part, in order; `None` where its text has no words for one.
pub(super) fn name(
    prose: &Prose,
    words: &Words,
    units: &Units,
    parts: &[Range<usize>],
) -> Vec<Option<String>> {
    let mut taken: Vec<Stems> = Vec::with_capacity(parts.len());
    let mut names = Vec::with_capacity(parts.len());
    each(prose, words, units, parts, |part, phrases| {
        let scored = phrases.iter().map(|phrase| {
            let mut dot = Dot::new(&WEIGHTS);
            part.read(phrase, &mut dot);
            let used = |stem: &&u32| taken.iter().any(|name| name.as_slice().contains(stem));
            let used = phrase.stems.as_slice().iter().filter(used).count();
            (dot.sum - USED_AGAIN * used as f32, phrase)
        });
        let mut ranked: Vec<(f32, &Phrase)> = scored.collect();
        ranked.sort_by(|a, b| {
            b.0.total_cmp(&a.0)
                .then(a.1.tokens.start.cmp(&b.1.tokens.start))
        });
        let free = ranked
            .iter()
            .find(|(_, phrase)| !taken.iter().any(|other| phrase.stems.is_like(other)));
        names.push(free.map(|(_, phrase)| {
            taken.push(phrase.stems);
            phrases::title(prose, phrase)
        }));
    });
    names
}

/// Calls `take` with each part and its phrases.
fn each(
    prose: &Prose,
    words: &Words,
    units: &Units,
    parts: &[Range<usize>],
    mut take: impl FnMut(&Part, &[Phrase]),
) {
    let mut part = Part::new(prose, words, units, parts);
    for index in 0..parts.len() {
        part.enter(index);
        let phrases = phrases::find(prose, words, part.tokens());
        part.count(&phrases);
        take(&part, &phrases);
    }
}

/// A phrase that could be a name, with its features.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The name.
    pub title: String,
    /// What is weighed.
    pub features: Vec<f32>,
}

/// The candidates of each part and the names of their features: what the ranking is learned from.
pub(super) fn candidates(
    prose: &Prose,
    words: &Words,
    units: &Units,
    parts: &[Range<usize>],
) -> (Vec<Vec<Candidate>>, Vec<String>) {
    let mut all = Vec::new();
    let mut names = Names::default();
    each(prose, words, units, parts, |part, phrases| {
        let candidates = phrases.iter().map(|phrase| {
            if names.0.is_empty() {
                part.read(phrase, &mut names);
            }
            let mut row = Row::default();
            part.read(phrase, &mut row);
            Candidate {
                title: phrases::title(prose, phrase),
                features: row.0,
            }
        });
        all.push(candidates.collect());
    });
    (all, names.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{BlockKind, DocumentBuilder, Draft};

    /// The candidates in a text of one paragraph.
    fn found(text: &str) -> Vec<String> {
        let mut builder = DocumentBuilder::new();
        let mut draft = Draft::new(BlockKind::Paragraph);
        draft.push(text, 0..text.len());
        builder.push(draft);
        let doc = builder.finish();
        let prose = Prose::new(&doc);
        let words = Words::new(&prose);
        let phrases = phrases::find(&prose, &words, 0..prose.tokens().len());
        phrases
            .iter()
            .map(|phrase| phrases::title(&prose, phrase))
            .collect()
    }

    #[track_caller]
    fn check(text: &str, is: &[&str], is_not: &[&str]) {
        let found = found(text);
        for name in is {
            assert!(found.iter().any(|f| f == name), "no {name} in {found:?}");
        }
        for name in is_not {
            assert!(!found.iter().any(|f| f == name), "{name} in {found:?}");
        }
    }

    #[test]
    fn names_are_whole_phrases() {
        check(
            "The old water mill on the river burned down.",
            &["Old Water Mill"],
            &["Water Mill", "Old Water", "Mill on", "The Old Water Mill"],
        );
        check(
            "They spoke of the price of bread and of city-wide strikes.",
            &["Price of Bread", "City-wide Strikes"],
            &["Of the Price", "Bread and of"],
        );
        check(
            "Mayor Ann Lee's plan failed.",
            &["Mayor Ann Lee's Plan"],
            &["Mayor Ann", "Ann Lee"],
        );
    }

    #[test]
    fn names_hold_no_bare_pronoun_or_verb_with_a_subject() {
        check("It was theirs.", &[], &["It Was", "Was Theirs"]);
        check(
            "The council rejected new flood rules.",
            &["New Flood Rules"],
            &["Council Rejected"],
        );
        assert!(found("He said that they would be there.").is_empty());
    }

    #[test]
    fn small_words_stay_small_inside() {
        check(
            "Repair of the north bridge began.",
            &["Repair of the North Bridge"],
            &[],
        );
    }
}
