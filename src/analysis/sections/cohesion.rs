//! How well a run of paragraphs holds together as one part.

use std::ops::Range;

use super::cues::Sink;
use super::units::Units;

/// No part is looked for that has more units than this: so the search is linear.
pub const LONGEST: usize = 30;

/// Sizes of the prior in the two language models that know the whole text.
const PRIORS: [f32; 2] = [60.0, 400.0];

/// Measures every run of units up to [`LONGEST`], growing it a unit at a time.
pub(super) struct Cohesion<'a> {
    units: &'a Units,
    /// n·ln(n+1), by n.
    plain: Vec<f32>,
    /// ln(n+1), by n.
    logs: Vec<f32>,
    /// n·ln(1 + n/(prior·p)), by the frequency of the word and n, for each prior.
    informed: [Vec<f32>; 2],
    sizes: Vec<f32>,
    total: f32,
    /// How often each stem occurs in the run.
    counts: Vec<u16>,
}

/// Frequencies above this are taken as this.
const FREQUENT: usize = 24;

impl<'a> Cohesion<'a> {
    pub fn new(units: &'a Units, stems: usize) -> Self {
        let sizes: Vec<f32> = (0..units.len())
            .map(|u| units.bag(u).len() as f32 + units.at(u).singles as f32)
            .collect();
        let total = sizes.iter().sum::<f32>().max(1.0);
        let most = LONGEST + 2;
        let plain = (0..most)
            .map(|n| n as f32 * (n as f32 + 1.0).ln())
            .collect();
        let informed = PRIORS.map(|prior| {
            let entries = (0..=FREQUENT).flat_map(|frequency| {
                let p = frequency.max(1) as f32 / total;
                (0..most).map(move |n| n as f32 * (1.0 + n as f32 / (prior * p)).ln())
            });
            entries.collect()
        });
        Cohesion {
            units,
            plain,
            logs: (0..4000).map(|n| (n as f32 + 1.0).ln()).collect(),
            informed,
            sizes,
            total,
            counts: vec![0; stems],
        }
    }

    /// Calls `take` with the end (exclusive) and a reader of the features of every run that begins
    /// at `start`, the shortest first.
    pub fn runs(&mut self, start: usize, mut take: impl FnMut(usize, Run)) {
        let last = (start + LONGEST).min(self.units.len());
        let mut run = Run {
            range: start..start,
            all: self.units.len(),
            size: 0.0,
            total: self.total,
            vocabulary: self.units.vocabulary as f32,
            plain: 0.0,
            informed: [0.0; 2],
            singles: 0.0,
            single: PRIORS.map(|prior| (1.0 + self.total / prior).ln()),
            repeats: 0.0,
        };
        let most = LONGEST + 2;
        for end in start + 1..=last {
            let unit = end - 1;
            run.range.end = end;
            run.size += self.sizes[unit];
            run.singles += self.units.at(unit).singles as f32;
            for stem in self.units.bag(unit) {
                let count = &mut self.counts[*stem as usize];
                let n = *count as usize;
                *count += 1;
                run.repeats += if n > 0 { 1.0 } else { 0.0 };
                run.plain += self.plain[n + 1]
                    - self.plain[n]
                    - self.logs[(self.units.frequency(*stem) as usize).min(self.logs.len() - 1)];
                let row = (self.units.frequency(*stem) as usize).min(FREQUENT) * most + n;
                for (sum, table) in run.informed.iter_mut().zip(&self.informed) {
                    *sum += table[row + 1] - table[row];
                }
            }
            take(end, run.clone());
        }
        for unit in start..last {
            for stem in self.units.bag(unit) {
                self.counts[*stem as usize] = 0;
            }
        }
    }
}

/// A run of units, measured.
#[derive(Clone, Debug)]
pub(super) struct Run {
    range: Range<usize>,
    all: usize,
    size: f32,
    total: f32,
    vocabulary: f32,
    plain: f32,
    informed: [f32; 2],
    singles: f32,
    /// What a word that occurs in one unit only adds to each informed likelihood.
    single: [f32; PRIORS.len()],
    repeats: f32,
}

impl Run {
    /// Utiyama and Isahara's likelihood of the run's words, each counted once a unit, over that of
    /// the same words in the whole stretch.
    fn plain(&self) -> f32 {
        let whole = (self.total + self.vocabulary) / (self.size + self.vocabulary);
        self.plain + self.size * whole.ln()
    }

    /// The same less their price of a part.
    pub fn likelihood(&self) -> f32 {
        self.plain() - self.total.ln()
    }

    /// The features of the run as a part.
    pub fn read(&self, to: &mut impl Sink) {
        let length = self.range.len() as f32;
        let all = self.all as f32;
        let plain = self.plain();
        to.put("likelihood", plain * 0.1);
        to.put("likelihood by size", plain / self.total * 10.0);
        for (nth, prior) in PRIORS.iter().enumerate() {
            let single = self.singles * self.single[nth];
            let sum = self.informed[nth] + single + self.size * (prior / (prior + self.size)).ln();
            to.put_nth("informed likelihood", nth, sum * 0.1);
            to.put_nth("informed likelihood by size", nth, sum / self.total * 10.0);
        }
        to.put("part", 1.0);
        to.put("part, by words", self.total.ln() - 6.0);
        to.put("part, by units", all.ln() - 3.0);
        to.put("repeats", self.repeats / self.size.max(1.0) * length.ln());
        to.put_steps(
            "length",
            length,
            &[2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 13.0, 17.0, 22.0, 30.0],
        );
        to.put_steps(
            "length by share",
            length / all,
            &[0.06, 0.1, 0.14, 0.18, 0.23, 0.3, 0.4, 0.55, 0.75],
        );
        to.put_steps(
            "length in words",
            self.size,
            &[15.0, 30.0, 50.0, 75.0, 110.0, 160.0, 230.0, 350.0],
        );
        let first = self.range.start == 0;
        let last = self.range.end == self.all;
        to.put_steps(
            "lead",
            if first { length } else { 0.0 },
            &[1.0, 2.0, 3.0, 4.0, 6.0, 9.0],
        );
        to.put_steps(
            "end",
            if last { length } else { 0.0 },
            &[1.0, 2.0, 3.0, 4.0, 6.0, 9.0],
        );
    }
}
