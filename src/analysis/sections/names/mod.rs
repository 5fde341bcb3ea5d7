//! Names for inferred parts, from their own words.
//!
//! [`phrases`] finds what could be a name; [`parts`] and [`looks`] say what speaks for each: what the
//! part is about, and how the phrase is made and where it stands. The weights in
//! `assets/names-weights.txt`, learned from the headings of authors, rank them.

mod looks;
mod parts;
mod phrases;

use std::ops::Range;
use std::sync::LazyLock;

use super::features::{Names, Row, Sink};
use super::units::Units;
use super::vocabulary::Words;
use crate::analysis::Prose;
use looks::{Look, LookWeights};
use parts::{Part, SubjectWeights};
use phrases::{Finder, Phrase};

/// The weights' file.
const FILE: &str = include_str!("../../../../assets/names-weights.txt");

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let lines = FILE.lines().filter(|line| !line.starts_with('#'));
    let weights: Vec<f32> = lines
        .filter_map(|line| line.split_whitespace().next()?.parse().ok())
        .collect();
    Weights::new(&weights)
});

/// What it costs a name to use a word that an earlier name has.
const USED_AGAIN: f32 = 0.8;

/// The weights of the features of phrases, in the order in which they are read.
struct Weights {
    subject: SubjectWeights,
    look: LookWeights,
}

impl Weights {
    fn new(mut weights: &[f32]) -> Self {
        Weights {
            subject: SubjectWeights::split(&mut weights),
            look: LookWeights::split(&mut weights),
        }
    }
}

/// Ranks the phrases of the parts of a stretch.
struct Ranker<'a> {
    prose: &'a Prose<'a>,
    words: &'a Words,
    weights: &'a Weights,
    part: Part<'a>,
    finder: Finder<'a>,
}

impl<'a> Ranker<'a> {
    fn new(
        prose: &'a Prose<'a>,
        words: &'a Words,
        units: &'a Units,
        parts: &'a [Range<usize>],
    ) -> Self {
        Ranker {
            prose,
            words,
            weights: &WEIGHTS,
            part: Part::new(prose, units, parts),
            finder: Finder::new(prose, words, units),
        }
    }

    /// Takes a part in hand.
    fn enter(&mut self, index: usize) {
        self.part.enter(index, &self.weights.subject);
        self.finder.find(self.part.tokens(), self.part.opening());
        self.part.count(&self.finder.found);
    }

    /// The features of a phrase of the part in hand.
    fn read(&self, phrase: &Phrase, to: &mut impl Sink) {
        self.part.read(phrase, to);
        self.look(phrase).read(to);
    }

    /// The weighed sum of the features.
    fn weigh(&self, phrase: &Phrase) -> f32 {
        let look = self.weights.look.weigh(&self.look(phrase));
        look + self.part.worth(phrase, &self.weights.subject)
    }

    fn look(&self, phrase: &Phrase) -> Look {
        let sentence = &self.finder.sentences[phrase.sentence];
        Look::new(self.prose, self.words, phrase, sentence)
    }

    fn title(&self, phrase: &Phrase) -> String {
        phrases::title(self.prose, self.words, phrase)
    }
}

/// A name for each part, in order; `None` where its text has no words for one.
pub(super) fn name(
    prose: &Prose,
    words: &Words,
    units: &Units,
    parts: &[Range<usize>],
) -> Vec<Option<String>> {
    let mut taken: Vec<Phrase> = Vec::with_capacity(parts.len());
    let mut is_used = vec![false; units.vocabulary()];
    let mut ranker = Ranker::new(prose, words, units, parts);
    let of_part = |index: usize| {
        ranker.enter(index);
        let mut best: Option<(f32, &Phrase)> = None;
        for phrase in &ranker.finder.found {
            let stems = phrase.stems.as_slice().iter();
            let used = stems.filter(|stem| is_used[**stem as usize]).count();
            let score = ranker.weigh(phrase) - USED_AGAIN * used as f32;
            let is_better = best.is_none_or(|(most, _)| score > most);
            if is_better && !taken.iter().any(|other| phrase.stems.is_like(&other.stems)) {
                best = Some((score, phrase));
            }
        }
        let (_, phrase) = best?;
        for stem in phrase.stems.as_slice() {
            is_used[*stem as usize] = true;
        }
        taken.push(phrase.clone());
        Some(ranker.title(phrase))
    };
    (0..parts.len()).map(of_part).collect()
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
    let mut ranker = Ranker::new(prose, words, units, parts);
    for index in 0..parts.len() {
        ranker.enter(index);
        let candidates = ranker.finder.found.iter().map(|phrase| {
            if names.0.is_empty() {
                ranker.read(phrase, &mut names);
            }
            let mut row = Row::default();
            ranker.read(phrase, &mut row);
            Candidate {
                title: ranker.title(phrase),
                features: row.0,
            }
        });
        all.push(candidates.collect());
    }
    (all, names.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sections::features::Row;
    use crate::analysis::sections::units::Numbers;
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
        let units = Units::new(&prose, &words, &mut Numbers::new(&words), 0..1);
        let mut finder = Finder::new(&prose, &words, &units);
        finder.find(0..prose.tokens().len(), 0);
        let title = |phrase| phrases::title(&prose, &words, phrase);
        finder.found.iter().map(title).collect()
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
    fn names_are_no_clauses() {
        check(
            "The plain language helps the readers of leaflets.",
            &["Readers of Leaflets"],
            &["Plain Language Helps", "Language Helps"],
        );
        check(
            "Many miners play a critical role in strikes.",
            &["Critical Role in Strikes"],
            &["Miners Play", "Miners Play a Critical Role"],
        );
        check(
            "The mill is useful for bakers of bread.",
            &["Bakers of Bread"],
            &["Useful for Bakers", "Useful for Bakers of Bread"],
        );
        check(
            "It came to rest on the river bank.",
            &["River Bank"],
            &["Rest on the River Bank"],
        );
        check(
            "You can collect river water.",
            &["River Water"],
            &["Collect River Water"],
        );
        check(
            "A council wants to collect river water.",
            &["Collect River Water"],
            &[],
        );
    }

    #[test]
    fn a_noun_with_a_general_adjective_is_no_name() {
        check("It was a good mill.", &[], &["Good Mill"]);
        check(
            "It was a good water mill in New Town.",
            &["Good Water Mill", "New Town"],
            &[],
        );
    }

    #[test]
    fn small_words_stay_small_inside() {
        check(
            "Repair of the north bridge began.",
            &["Repair of the North Bridge"],
            &[],
        );
    }

    #[test]
    fn the_tables_give_the_weighed_sum_of_the_features() {
        let texts = [
            "The old water mill on the river, which 12 millers owned, burned down. Was it fire?",
            "Repair of the river's north bridge began with the mill and the Mayor, Ann Lee.",
            "To pay for city-wide repairs, the council adopted new flood rules: “Flood Rules”.",
        ];
        let mut builder = DocumentBuilder::new();
        for text in texts {
            let mut draft = Draft::new(BlockKind::Paragraph);
            draft.push(text, 0..text.len());
            builder.push(draft);
        }
        let doc = builder.finish();
        let prose = Prose::new(&doc);
        let words = Words::new(&prose);
        let units = Units::new(&prose, &words, &mut Numbers::new(&words), 0..3);
        let weights: Vec<f32> = (0..97u16).map(|n| f32::from(n * 5 % 11) - 4.0).collect();
        let made = Weights::new(&weights);
        let mut ranker = Ranker::new(&prose, &words, &units, &[0..1, 1..3]);
        ranker.weights = &made;
        for index in 0..2 {
            ranker.enter(index);
            assert!(!ranker.finder.found.is_empty());
            for phrase in &ranker.finder.found {
                let mut row = Row::default();
                ranker.read(phrase, &mut row);
                assert_eq!(row.0.len(), weights.len());
                let sum: f32 = row.0.iter().zip(&weights).map(|(f, w)| f * w).sum();
                let found = ranker.weigh(phrase);
                assert!((sum - found).abs() < 0.01, "{phrase:?}: {sum} {found}");
            }
        }
    }
}
