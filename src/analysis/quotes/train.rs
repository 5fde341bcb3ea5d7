//! What the command that learns the weights needs of the model, and nothing else uses.

use std::collections::HashMap;

pub use super::features::{
    CUE_ROWS, LABEL_ROWS, PAIR_ROWS, REPORT_ROWS, Standing, cue as cue_features,
    label as label_features, pair as pair_features, pattern, report as report_features,
};
pub use super::found::Found;
pub use super::lens::Lens;
pub use super::lexicon::Words;
use super::marks::{self, Marked};
use super::model;
pub use super::model::{LABELS, Label, Labeller, Weights, cue_score};
pub use super::reports::{is_candidate, propose};
pub use super::story::candidates::Candidate;
pub use super::story::rank::{FEATURES, HIDDEN, Weights as TurnWeights, name as turn_feature_name};
pub use super::story::scene::{Entity, Mode, NARRATOR};
pub use super::story::{Choice, Story, best as best_candidate};
pub use super::window::{Unit, Window};
use super::{dialogue, story};

/// A document made ready to be looked at.
#[derive(Debug)]
pub struct Article<'w, 'p, 'd> {
    words: &'w Words<'p, 'd>,
    marked: Vec<Marked>,
    strengths: &'w HashMap<String, u8>,
}

impl<'w, 'p, 'd> Article<'w, 'p, 'd> {
    /// Pairs the marks of a document; `strengths` says how often each word reports.
    pub fn new(words: &'w Words<'p, 'd>, strengths: &'w HashMap<String, u8>) -> Self {
        Article {
            words,
            marked: marks::find(words),
            strengths,
        }
    }

    /// The model's view of it.
    pub fn lens(&self) -> Lens<'_, 'p, 'd> {
        Lens::with_cues(self.words, &self.marked, |word| {
            self.strengths.get(word).copied().unwrap_or(0)
        })
    }
}

/// The quotations of an article that is no story, as `weights` and the rules find them.
pub fn quotations(article: &Article, lens: &Lens, weights: &impl Weights) -> Vec<Found> {
    let reports = super::reports::find(lens, weights);
    let (found, speakers) = super::read(article.words, lens, &article.marked, reports);
    let told = found.into_iter().zip(&speakers.of_quote);
    let claimed = told.filter(|(found, speaker)| super::is_claimed(found, speaker));
    claimed.map(|(found, _)| found).collect()
}

/// The speeches of a document, if it is a story.
pub fn story<'w, 'p, 'd>(words: &'w Words<'p, 'd>) -> Option<Story<'w, 'p, 'd>> {
    let marked = marks::find(words);
    dialogue::is_story(words, &marked).then(|| Story::new(words, &marked, Vec::new()))
}

/// Every form of everybody's name in a story, by [`Entity`].
pub fn names(story: &Story) -> Vec<Vec<String>> {
    let count = story.scenes.cast.members.len() + story.scenes.described.len();
    let place = (0..count).map(|e| (e as Entity, e)).collect();
    story::listing::aliases(&story.scenes, &place, count)
}

/// Learned weights that are not shipped.
#[derive(Debug)]
pub struct Bytes(pub Vec<u8>);

impl Weights for Bytes {
    fn cue(&self, row: usize) -> i32 {
        model::cue_of(&self.0, row)
    }

    fn label(&self, row: usize) -> [i32; LABELS] {
        model::label_of(&self.0, row)
    }

    fn pair(&self, row: usize) -> [i32; LABELS * LABELS] {
        model::pair_of(&self.0, row)
    }

    fn report(&self, row: usize) -> i32 {
        model::report_of(&self.0, row)
    }
}
