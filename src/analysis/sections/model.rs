//! The learned weights, and the parts that they make.

use std::sync::LazyLock;

use super::cohesion::{Cohesion, Scale};
use super::cues::Cues;
use super::features::Dot;
use super::search::{Lattice, Taste};
use super::units::{Unit, Units};
use super::vocabulary::Words;
use crate::analysis::Prose;
use crate::analysis::prose::TokenKind;

/// Weights of the features of beginnings and of parts, in the order in which they are read.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// Of a beginning.
    pub cues: Vec<f32>,
    /// Of a part.
    pub runs: Vec<f32>,
}

impl Weights {
    /// Reads weights, a line each: `cue` or `run`, the weight, the feature's name.
    pub fn parse(file: &str) -> Self {
        let mut weights = Weights::default();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split_whitespace();
            let kind = fields.next();
            let weight = fields.next().and_then(|w| w.parse().ok()).unwrap_or(0.0);
            match kind {
                Some("cue") => weights.cues.push(weight),
                Some("run") => weights.runs.push(weight),
                _ => {}
            }
        }
        weights
    }
}

const FILE: &str = include_str!("../../../assets/sections-weights.txt");

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::parse(FILE));

/// No stretch with fewer paragraphs falls into parts.
pub const FEWEST: usize = 8;

/// Nor one with fewer paragraphs of sentences.
const SENTENCES: usize = 4;

/// A paragraph of fewer tokens is no paragraph of sentences.
const SENTENCE: usize = 7;

/// Up to so many units a stretch is of an article's length and gets [`PARTS`].
pub const ARTICLE: usize = 45;

/// How many parts an article falls into at least and at most.
pub const PARTS: (usize, usize) = (3, 9);

/// How far the cues of beginnings are heard where paragraphs are single sentences.
const CUES_OF_SINGLES: f32 = 0.3;

/// What is held for a good cutting; chosen by cross-validation.
pub const TASTE: Taste = Taste {
    begin: 1.0,
    near: 0.7,
    price: 0.4,
    longest: 16,
};

/// The first units of the parts that a stretch of a document of a year falls into, but the first.
pub(super) fn cut(prose: &Prose, words: &Words, units: &Units, year: Option<i32>) -> Vec<usize> {
    if units.paragraphs < FEWEST || !is_prose(prose, units) {
        return Vec::new();
    }
    choose(&lattice(prose, words, units, year))
}

/// Whether most units are paragraphs of sentences, and enough of them; verse, lists, tables of
/// contents and texts in capitals fall into no parts.
fn is_prose(prose: &Prose, units: &Units) -> bool {
    let is_sentences = |unit: &Unit| {
        let last = unit.tokens.end - 1;
        let closed = last
            .checked_sub(1)
            .filter(|_| prose.tokens()[last].kind == TokenKind::QuoteMark);
        let ends = [Some(last), closed].into_iter().flatten();
        let is_closed = ends
            .into_iter()
            .any(|at| matches!(prose.text(at), "." | "!" | "?" | ":" | "…" | ")"));
        !unit.is_lines && is_closed && unit.tokens.len() >= SENTENCE
    };
    let all = (0..units.len()).map(|u| units.at(u));
    let sentences = all.clone().filter(|u| is_sentences(u)).count();
    let words: u32 = all.clone().map(|u| u.tally.words).sum();
    let capitals: u32 = all.map(|u| u.tally.capitals).sum();
    sentences >= SENTENCES && sentences * 4 >= units.len() && capitals * 2 < words
}

/// The cutting that a lattice of scores speaks for.
pub fn choose(scores: &Lattice) -> Vec<usize> {
    let worth = scores.probabilities().0.worth(&TASTE);
    match scores.units() {
        n if n <= ARTICLE => worth.best_of(PARTS.0, PARTS.1),
        _ => worth.best(),
    }
}

/// Scores every run of units as a part.
fn lattice(prose: &Prose, words: &Words, units: &Units, year: Option<i32>) -> Lattice {
    let cues = Cues::new(prose, words, units, year);
    let single = cues.single();
    let begins: Vec<f32> = (0..units.len())
        .map(|unit| match unit {
            0 => 0.0,
            _ if !units.at(unit).begins => f32::NEG_INFINITY,
            _ => {
                let sum = Dot::weigh(&WEIGHTS.cues, |dot| cues.read(unit, dot));
                join_cues(sum, single)
            }
        })
        .collect();
    let cohesion = Cohesion::new(units);
    let scale = Scale::new(&cohesion, &WEIGHTS.runs);
    let mut lattice = Lattice::new(units.len());
    cohesion.runs(|start, end, run| {
        let sum = match single {
            0.0 => scale.weigh(run),
            _ => join_runs(scale.weigh(run), run.likelihood(), single),
        };
        lattice.set(start, end, begins[start] + sum);
    });
    lattice
}

/// What the cues of a beginning count for, in a text whose paragraphs are to the share `single`
/// single sentences.
pub fn join_cues(cues: f32, single: f32) -> f32 {
    cues * (1.0 - single * (1.0 - CUES_OF_SINGLES))
}

/// What the features of a part count for. The weights were learned from paragraphs of several
/// sentences; where they are single ones, the likelihood of the words says more.
pub fn join_runs(learned: f32, likelihood: f32, single: f32) -> f32 {
    learned * (1.0 - single) + likelihood * single
}
