//! What the weights are learned from: the features of a document, by name.

use std::ops::Range;

pub use super::names::Candidate;

use super::cohesion::Cohesion;
use super::cues::Cues;
use super::features::{Names, Row};
use super::names;
use super::units::{Numbers, Units};
use super::vocabulary::Words;
use crate::analysis::Prose;

/// Everything that the search weighs about a document.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// Names of the features of a beginning.
    pub cue_names: Vec<String>,
    /// Names of the features of a part.
    pub run_names: Vec<String>,
    /// The features of a beginning at each unit; none at the first.
    pub cues: Vec<Vec<f32>>,
    /// Whether a part may begin at each unit.
    pub begins: Vec<bool>,
    /// Each run of units.
    pub runs: Vec<Run>,
    /// The share of the paragraphs that are single sentences, as the model takes it.
    pub single: f32,
    /// How many paragraphs, lists … the units are made of.
    pub paragraphs: usize,
    /// The first block of each unit.
    pub blocks: Vec<usize>,
}

/// A run of units as a part.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its first unit.
    pub start: usize,
    /// The unit after its last.
    pub end: usize,
    /// The features of the part.
    pub features: Vec<f32>,
    /// The likelihood of its words, less the price of a part.
    pub likelihood: f32,
}

/// The features of a document as one stretch, headings left out. Without any where it has fewer
/// than two units.
pub fn features(prose: &Prose) -> Features {
    let words = Words::new(prose);
    let units = units(prose, &words);
    let mut found = Features {
        paragraphs: units.paragraphs,
        blocks: (0..units.len()).map(|u| units.at(u).block).collect(),
        begins: (0..units.len()).map(|u| units.at(u).begins).collect(),
        ..Features::default()
    };
    if units.len() < 2 {
        return found;
    }
    let cues = Cues::new(prose, &words, &units, None);
    let mut names = Names::default();
    cues.read(1, &mut names);
    found.cue_names = names.0;
    found.single = cues.single();
    for start in 0..units.len() {
        let mut row = Row::default();
        if start > 0 {
            cues.read(start, &mut row);
        }
        found.cues.push(row.0);
    }
    let mut names = Names::default();
    Cohesion::new(&units).runs(|start, end, run| {
        if names.0.is_empty() {
            run.read(&mut names);
        }
        let mut row = Row::default();
        run.read(&mut row);
        found.runs.push(Run {
            start,
            end,
            features: row.0,
            likelihood: run.likelihood(),
        });
    });
    found.run_names = names.0;
    found
}

/// The candidates for the name of each part of a document, given as units, and the names of their
/// features.
pub fn candidates(prose: &Prose, parts: &[Range<usize>]) -> (Vec<Vec<Candidate>>, Vec<String>) {
    let words = Words::new(prose);
    let units = units(prose, &words);
    names::candidates(prose, &words, &units, parts)
}

/// The units of a document as one stretch.
fn units(prose: &Prose, words: &Words) -> Units {
    let blocks = 0..prose.doc().blocks().len();
    Units::new(prose, words, &mut Numbers::new(words), blocks)
}
