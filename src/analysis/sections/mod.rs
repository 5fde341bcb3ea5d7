//! The parts of an article: its headings, and where it has none the parts that its text falls into.

mod cohesion;
mod cues;
mod headings;
mod lexicon;
pub mod search;
mod units;

use super::{Annotation, Annotations, Prose};

/// The sections in text order.
pub fn annotate(prose: &Prose, _above: &Annotations) -> Vec<Annotation> {
    let sections = headings::sections(prose.doc());
    sections.into_iter().map(Annotation::Section).collect()
}

/// Everything that the search weighs about a document: what its weights are learned from.
pub struct Features {
    /// Names of the features of a beginning.
    pub cue_names: Vec<String>,
    /// Names of the features of a part.
    pub run_names: Vec<String>,
    /// The features of a beginning at each unit; none at the first.
    pub cues: Vec<Vec<f32>>,
    /// The features of each run: `(start, end, features)`.
    pub runs: Vec<(usize, usize, Vec<f32>)>,
    /// single
    pub single: f32,
    /// The block of each unit.
    pub blocks: Vec<usize>,
}

/// Reads the features of a document without headings.
pub fn features(prose: &Prose) -> Features {
    let words = units::Words::new(prose);
    let units = units::Units::new(prose, &words, 0..prose.doc().blocks().len());
    let cues = cues::Cues::new(prose, &words, &units);
    let mut cue_names = cues::Names::default();
    cues.read(1, &mut cue_names);
    let mut cohesion = cohesion::Cohesion::new(&units, words.count(), cues.single());
    let mut run_names = cues::Names::default();
    cohesion.runs(0, |end, run| {
        if end == 1 {
            run.read(&mut run_names);
        }
    });
    let mut runs = Vec::new();
    for start in 0..units.len() {
        cohesion.runs(start, |end, run| {
            let mut row = cues::Row::default();
            run.read(&mut row);
            runs.push((start, end, row.0));
        });
    }
    Features {
        cue_names: cue_names.0,
        run_names: run_names.0,
        cues: (0..units.len())
            .map(|u| {
                let mut row = cues::Row::default();
                if u > 0 {
                    cues.read(u, &mut row);
                }
                row.0
            })
            .collect(),
        runs,
        single: cues.single(),
        blocks: (0..units.len()).map(|u| units.at(u).block).collect(),
    }
}
