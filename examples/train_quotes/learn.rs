//! Learns weights by the rule of the averaged perceptron.

use std::collections::HashSet;

use dateline::analysis::quotes::train::{
    self, Bytes, LABELS, Label, Labeller, Lens, Standing, Window,
};

use crate::gold::TokenGold;
use crate::measure;
use crate::tables::Tables;

const CUE_EPOCHS: usize = 4;
const LABEL_EPOCHS: usize = 5;
const REPORT_EPOCHS: usize = 12;

/// How many times labels are learned in other orders: one order alone is right by a half of a
/// hundredth more or less often about the source than another.
const LABEL_RUNS: usize = 3;

/// How far a right answer must win to be left alone.
const CUE_MARGIN: i32 = 50;
const REPORT_MARGIN: i32 = 20;

/// Of how many parts each is judged by a model of the others.
const FOLDS: usize = 4;

/// The articles that are learned from.
pub struct Set<'s, 'w, 'p, 'd> {
    /// The model's view of each.
    pub lenses: &'s [&'s Lens<'w, 'p, 'd>],
    /// The quotations of each.
    pub golds: &'s [&'s Vec<TokenGold>],
    /// The heads of their cues.
    pub heads: &'s [Vec<usize>],
}

impl Set<'_, '_, '_, '_> {
    /// Learns all weights, as bytes.
    pub fn weights(&self) -> Vec<u8> {
        let mut tables = self.learn(LABEL_RUNS, |_| true);
        learn_reports(&mut tables, &self.claims());
        tables.quantised()
    }

    /// Learns cues and labels from the articles that are `kept`.
    fn learn(&self, runs: usize, kept: impl Fn(usize) -> bool) -> Tables {
        let mut tables = Tables::new();
        train_cues(&mut tables, self, &kept);
        for run in 0..runs {
            tables.label.restart();
            tables.pair.restart();
            train_labels(&mut tables, self, run, &kept);
        }
        tables
    }

    /// The claims of models, each of which has not seen a part of the articles, about that part.
    fn claims(&self) -> Vec<Example> {
        let mut examples = Vec::new();
        for fold in 0..FOLDS {
            let model = Bytes(self.learn(1, |d| d % FOLDS != fold).quantised());
            for d in (0..self.lenses.len()).filter(|d| d % FOLDS == fold) {
                let (lens, golds) = (self.lenses[d], self.golds[d]);
                train::propose(lens, &model, |claim, quote| {
                    let mut rows = Vec::new();
                    train::report_features(lens, claim, &mut |row| rows.push(row));
                    let right = golds.iter().any(|g| {
                        let (both, either) = measure::overlap(&quote, g);
                        both * 2 >= either
                    });
                    examples.push(Example { rows, right });
                });
            }
        }
        examples
    }
}

/// A claim of a model about an article that it has not learned from: its features, and whether it
/// is right.
struct Example {
    rows: Vec<usize>,
    right: bool,
}

/// Learns which claims are right.
fn learn_reports(tables: &mut Tables, examples: &[Example]) {
    let table = &mut tables.report;
    for epoch in 0..REPORT_EPOCHS {
        for e in shuffled(examples.len(), epoch + 200) {
            let Example { rows, right } = &examples[e];
            table.step += 1;
            let score: i32 = rows.iter().map(|row| table.now[*row][0]).sum();
            if (if *right { score } else { -score }) <= REPORT_MARGIN {
                let by = if *right { 1 } else { -1 };
                rows.iter().for_each(|row| table.add(*row, 0, by));
            }
        }
    }
}

/// An order of the articles that is the same on every machine.
fn shuffled(count: usize, epoch: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut state = 0x2545_F491_4F6C_DD1D_u64 ^ (epoch as u64 + 1);
    for i in (1..count).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        order.swap(i, (state % (i as u64 + 1)) as usize);
    }
    order
}

fn train_cues(tables: &mut Tables, set: &Set, kept: &impl Fn(usize) -> bool) {
    for epoch in 0..CUE_EPOCHS {
        let order = shuffled(set.lenses.len(), epoch);
        for d in order.into_iter().filter(|d| kept(*d)) {
            let lens = set.lenses[d];
            let heads: HashSet<usize> = set.heads[d].iter().copied().collect();
            for at in (0..lens.count()).filter(|at| train::is_candidate(lens, *at)) {
                tables.cue.step += 1;
                let by = if heads.contains(&at) { 1 } else { -1 };
                if by * train::cue_score(tables, lens, at) <= CUE_MARGIN {
                    train::cue_features(lens, at, &mut |row| tables.cue.add(row, 0, by));
                }
            }
        }
    }
}

fn gold_labels(window: &Window, gold: &TokenGold) -> Vec<Label> {
    let units = window.units.iter().enumerate();
    let label = |(i, unit): (usize, &train::Unit)| {
        let tokens = || unit.start as usize..unit.end as usize;
        let count = tokens().len();
        if i == window.cue {
            Label::Outside
        } else if tokens().filter(|t| gold.is_content(*t)).count() * 2 > count {
            Label::Content
        } else if tokens().filter(|t| gold.is_source(*t)).count() * 2 > count {
            Label::Source
        } else {
            Label::Outside
        }
    };
    units.map(label).collect()
}

fn train_labels(tables: &mut Tables, set: &Set, run: usize, kept: &impl Fn(usize) -> bool) {
    let mut window = Window::default();
    let mut labeller = Labeller::default();
    for epoch in 0..LABEL_EPOCHS {
        let order = shuffled(set.lenses.len(), epoch + 100 + run * LABEL_EPOCHS);
        for d in order.into_iter().filter(|d| kept(*d)) {
            for (gold, head) in set.golds[d].iter().zip(&set.heads[d]) {
                if *head == usize::MAX {
                    continue;
                }
                window.move_to(set.lenses[d], *head);
                let want = gold_labels(&window, gold);
                if !want.contains(&Label::Content) {
                    continue;
                }
                tables.label.step += 1;
                tables.pair.step += 1;
                labeller.run(tables, set.lenses[d], &window);
                if labeller.labels != want {
                    let step = |tables: &mut Tables, labels: &[Label], by| {
                        update(
                            tables,
                            set.lenses[d],
                            &window,
                            &labeller.standings,
                            labels,
                            by,
                        );
                    };
                    step(tables, &want, 1);
                    step(tables, &labeller.labels, -1);
                }
            }
        }
    }
}

fn update(
    tables: &mut Tables,
    lens: &Lens,
    window: &Window,
    standings: &[Standing],
    labels: &[Label],
    by: i32,
) {
    let pattern = train::pattern(window);
    for i in 0..labels.len() {
        let own = labels[i] as usize;
        if i != window.cue {
            train::label_features(lens, window, standings[i], pattern, i, &mut |row| {
                tables.label.add(row, own, by)
            });
        }
        if i > 0 {
            let column = labels[i - 1] as usize * LABELS + own;
            train::pair_features(window, standings[i], pattern, i, &mut |row| {
                tables.pair.add(row, column, by)
            });
        }
    }
}
