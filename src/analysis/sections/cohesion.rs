//! How well a run of paragraphs holds together as one part.

use std::sync::LazyLock;

use super::features::{Dot, Sink};
use super::logs::Logs;
use super::units::Units;

/// No part is looked for that has more units than this: so the search is linear.
pub const LONGEST: usize = 30;

/// Sizes of the prior in the two language models that know the whole text.
const PRIORS: [usize; 2] = [60, 400];

/// Words in more units than this are taken to be in as many.
const FREQUENT: usize = 24;

/// What the words of a run sum up to: the plain likelihood, the two informed ones, repeats.
type Sums = [f32; 4];

/// What is the same for every run of a stretch.
#[derive(Clone, Copy, Debug)]
struct Whole {
    units: usize,
    /// How many words there are, each counted once a unit.
    total: usize,
    /// How many different ones.
    vocabulary: usize,
    /// What a word that occurs in one unit only adds to each informed likelihood.
    single: [f32; PRIORS.len()],
    logs: Logs,
}

/// Measures every run of units up to [`LONGEST`].
pub(super) struct Cohesion<'a> {
    units: &'a Units,
    whole: Whole,
    /// Up to each unit: how many words the units have, each counted once a unit, and how many of
    /// them no other unit has.
    sizes: Vec<[usize; 2]>,
    /// By the frequency of a word, [`LONGEST`] for each: what the word adds in the first unit of a
    /// run that has it; how much more it adds in the second than in the first …
    gains: Vec<Sums>,
}

impl<'a> Cohesion<'a> {
    /// Nothing measured yet.
    pub fn new(units: &'a Units) -> Self {
        let mut sizes = vec![[0; 2]];
        let mut all = [0; 2];
        for unit in 0..units.len() {
            all[0] += units.entries(unit).len();
            all[1] += units.singles(unit);
            sizes.push(all);
        }
        let total = all[0].max(1);
        Cohesion {
            units,
            whole: Whole {
                units: units.len(),
                total,
                vocabulary: units.vocabulary(),
                single: PRIORS.map(|prior| (1.0 + total as f32 / prior as f32).ln()),
                logs: Logs::new(),
            },
            sizes,
            gains: gains(units, total as f32),
        }
    }

    /// Calls `take` with the start, the end (exclusive) and the measures of every run, those of
    /// the same end one after the other, the shortest first.
    ///
    /// What a unit adds to the runs that end with it is the same for all that begin between two
    /// units which have a word of it. So no word is looked at more often than it occurs.
    pub fn runs(&self, mut take: impl FnMut(usize, usize, &Run)) {
        // By the first unit of a run.
        let mut sums = vec![Sums::default(); self.units.len()];
        for unit in 0..self.units.len() {
            let rises = self.rises(unit);
            let mut gain = Sums::default();
            let end = unit + 1;
            let starts = (end.saturating_sub(LONGEST)..end).rev();
            for (start, rise) in starts.zip(rises) {
                let sums = &mut sums[start];
                for nth in 0..gain.len() {
                    gain[nth] += rise[nth];
                    sums[nth] += gain[nth];
                }
                let run = Run {
                    start,
                    end,
                    whole: &self.whole,
                    size: self.sizes[end][0] - self.sizes[start][0],
                    singles: self.sizes[end][1] - self.sizes[start][1],
                    sums: *sums,
                };
                take(start, end, &run);
            }
        }
    }

    /// What a unit adds to a run of itself, how much more to one that begins a unit before …
    #[inline]
    fn rises(&self, unit: usize) -> [Sums; LONGEST] {
        let mut rises = [Sums::default(); LONGEST];
        for entry in self.units.shared(unit) {
            let first = self.units.frequency(entry.stem) as usize * LONGEST;
            let mut other = Some(entry);
            for gain in &self.gains[first..first + LONGEST] {
                let Some(entry) = other else { break };
                let Some(rise) = rises.get_mut(unit - entry.unit as usize) else {
                    break;
                };
                *rise = std::array::from_fn(|nth| rise[nth] + gain[nth]);
                other = self.units.before(entry);
            }
        }
        rises
    }
}

/// (n+1)·ln(n+2) − n·ln(n+1), by n.
static PLAIN: LazyLock<[f32; LONGEST]> = LazyLock::new(|| {
    let sum = |n: usize| n as f32 * (n as f32 + 1.0).ln();
    std::array::from_fn(|n| sum(n + 1) - sum(n))
});

/// The gains of every frequency that occurs, from 2 on, each less the one before. A word of a
/// frequency is in no more units of a run.
fn gains(units: &Units, total: f32) -> Vec<Sums> {
    let frequencies = (0..units.vocabulary() as u32).map(|s| units.frequency(s) as usize);
    let most = frequencies.clone().max().unwrap_or(0);
    let mut gains = vec![[0.0; 4]; (most + 1) * LONGEST];
    let mut is_filled = vec![false; most + 1];
    for frequency in frequencies.filter(|f| *f > 1) {
        if std::mem::replace(&mut is_filled[frequency], true) {
            continue;
        }
        let p = frequency.min(FREQUENT) as f32 / total;
        let mut before = [0.0; PRIORS.len()];
        let mut last = Sums::default();
        let log = (frequency as f32 + 1.0).ln();
        let row = &mut gains[frequency * LONGEST..][..frequency.min(LONGEST)];
        for (n, gain) in row.iter_mut().enumerate() {
            let count = n as f32 + 1.0;
            // n·ln(1 + n/(prior·p))
            let informed = PRIORS.map(|prior| count * (1.0 + count / (prior as f32 * p)).ln());
            let full = [
                PLAIN[n] - log,
                informed[0] - before[0],
                informed[1] - before[1],
                if n > 0 { 1.0 } else { 0.0 },
            ];
            *gain = std::array::from_fn(|nth| full[nth] - last[nth]);
            (before, last) = (informed, full);
        }
    }
    gains
}

/// A run of units, measured.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run<'a> {
    start: usize,
    end: usize,
    whole: &'a Whole,
    /// How many words it has, each counted once a unit.
    size: usize,
    /// How many of them no other unit has.
    singles: usize,
    sums: Sums,
}

impl Run<'_> {
    /// Utiyama and Isahara's likelihood of the run's words, each counted once a unit, over that of
    /// the same words in the whole stretch.
    #[inline]
    fn plain(&self) -> f32 {
        let whole = self.whole;
        let all = whole.logs.of(whole.total + whole.vocabulary);
        let own = whole.logs.of(self.size + whole.vocabulary);
        self.sums[0] + self.size as f32 * (all - own)
    }

    /// The likelihoods by language models that know the whole text.
    #[inline]
    fn informed(&self) -> [f32; PRIORS.len()] {
        let logs = self.whole.logs;
        let mut informed = [0.0; PRIORS.len()];
        for (nth, prior) in PRIORS.into_iter().enumerate() {
            let single = self.singles as f32 * self.whole.single[nth];
            let share = logs.of(prior) - logs.of(prior + self.size);
            informed[nth] = self.sums[1 + nth] + single + self.size as f32 * share;
        }
        informed
    }

    /// The plain likelihood less Utiyama and Isahara's price of a part.
    pub fn likelihood(&self) -> f32 {
        self.plain() - self.whole.logs.of(self.whole.total)
    }

    #[inline]
    fn length(&self) -> usize {
        self.end - self.start
    }

    /// The features of the run as a part.
    pub fn read(&self, to: &mut impl Sink) {
        let whole = self.whole;
        likelihoods(self.plain(), self.informed(), whole, to);
        part(whole, to);
        repeats(self.repeats(), to);
        lengths(self.length(), whole, to);
        words(self.size as f32, to);
        lead(if self.start == 0 { self.length() } else { 0 }, to);
        end(
            if self.end == whole.units {
                self.length()
            } else {
                0
            },
            to,
        );
    }

    /// The share of repeats, as far as the length speaks for it.
    #[inline]
    fn repeats(&self) -> f32 {
        self.sums[3] / self.size.max(1) as f32 * self.whole.logs.of(self.length())
    }
}

fn likelihoods(plain: f32, informed: [f32; PRIORS.len()], whole: &Whole, to: &mut impl Sink) {
    to.put("likelihood", plain * 0.1);
    let total = whole.total as f32;
    to.put("likelihood by size", plain / total * 10.0);
    for (nth, sum) in informed.into_iter().enumerate() {
        to.put_nth("informed likelihood", nth, sum * 0.1);
        to.put_nth("informed likelihood by size", nth, sum / total * 10.0);
    }
}

fn part(whole: &Whole, to: &mut impl Sink) {
    to.put("part", 1.0);
    to.put("part, by words", (whole.total as f32).ln() - 6.0);
    to.put("part, by units", (whole.units as f32).ln() - 3.0);
}

fn repeats(share: f32, to: &mut impl Sink) {
    to.put("repeats", share);
}

fn lengths(length: usize, whole: &Whole, to: &mut impl Sink) {
    let length = length as f32;
    to.put_steps(
        "length",
        length,
        &[2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 13.0, 17.0, 22.0, 30.0],
    );
    to.put_steps(
        "length by share",
        length / whole.units as f32,
        &[0.06, 0.1, 0.14, 0.18, 0.23, 0.3, 0.4, 0.55, 0.75],
    );
}

fn words(size: f32, to: &mut impl Sink) {
    to.put_steps("length in words", size, &SIZES);
}

const SIZES: [f32; 8] = [15.0, 30.0, 50.0, 75.0, 110.0, 160.0, 230.0, 350.0];

/// For a part that the stretch begins with, how long it is; else 0.
fn lead(length: usize, to: &mut impl Sink) {
    to.put_steps("lead", length as f32, &ENDS);
}

/// For a part that the stretch ends with, how long it is; else 0.
fn end(length: usize, to: &mut impl Sink) {
    to.put_steps("end", length as f32, &ENDS);
}

const ENDS: [f32; 6] = [1.0, 2.0, 3.0, 4.0, 6.0, 9.0];

/// Weighs the runs of a stretch: gives the sum that [`Run::read`] would, of which all that runs
/// share is worked out once.
pub(super) struct Scale {
    /// What one of the likelihoods, and of the share of repeats, adds.
    plain: f32,
    informed: [f32; PRIORS.len()],
    repeats: f32,
    /// What a length adds, to any part, to the first and to the last.
    lengths: [f32; LONGEST + 1],
    lead: [f32; LONGEST + 1],
    end: [f32; LONGEST + 1],
    /// What a size adds, by how many of [`SIZES`] it reaches.
    words: [f32; SIZES.len() + 1],
}

impl Scale {
    /// For the runs of a stretch.
    pub fn new(cohesion: &Cohesion, mut weights: &[f32]) -> Self {
        let whole = &cohesion.whole;
        let of = Dot::split(&mut weights, |dot| {
            likelihoods(0.0, [0.0; PRIORS.len()], whole, dot);
        });
        let likelihood = |plain, informed| {
            let read = |dot: &mut Dot| likelihoods(plain, informed, whole, dot);
            Dot::weigh(of, read)
        };
        let of_part = Dot::split(&mut weights, |dot| part(whole, dot));
        let part = Dot::weigh(of_part, |dot| part(whole, dot));
        let of_repeats = Dot::split(&mut weights, |dot| repeats(0.0, dot));
        let of_lengths = Dot::split(&mut weights, |dot| lengths(0, whole, dot));
        let of_words = Dot::split(&mut weights, |dot| words(0.0, dot));
        let of_lead = Dot::split(&mut weights, |dot| lead(0, dot));
        let of_end = Dot::split(&mut weights, |dot| end(0, dot));
        Scale {
            plain: likelihood(1.0, [0.0, 0.0]),
            informed: [likelihood(0.0, [1.0, 0.0]), likelihood(0.0, [0.0, 1.0])],
            repeats: Dot::weigh(of_repeats, |dot| repeats(1.0, dot)),
            lengths: std::array::from_fn(|n| {
                part + Dot::weigh(of_lengths, |dot| lengths(n, whole, dot))
            }),
            lead: std::array::from_fn(|n| Dot::weigh(of_lead, |dot| lead(n, dot))),
            end: std::array::from_fn(|n| Dot::weigh(of_end, |dot| end(n, dot))),
            words: std::array::from_fn(|reached| {
                let size = reached.checked_sub(1).map_or(0.0, |step| SIZES[step]);
                Dot::weigh(of_words, |dot| words(size, dot))
            }),
        }
    }

    /// What the features of a run count for.
    #[inline]
    pub fn weigh(&self, run: &Run) -> f32 {
        let informed = run.informed();
        let size = run.size as f32;
        let mut sum = self.plain * run.plain()
            + self.informed[0] * informed[0]
            + self.informed[1] * informed[1]
            + self.repeats * run.repeats()
            + self.lengths[run.length()]
            + self.words[SIZES.iter().filter(|step| size >= **step).count()];
        if run.start == 0 {
            sum += self.lead[run.length()];
        }
        if run.end == run.whole.units {
            sum += self.end[run.length()];
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Prose;
    use crate::analysis::sections::features::Row;
    use crate::analysis::sections::units::Numbers;
    use crate::analysis::sections::vocabulary::Words;
    use crate::text::{BlockKind, DocumentBuilder, Draft};

    #[test]
    fn the_scale_gives_the_weighed_sum_of_the_features() {
        let mut builder = DocumentBuilder::new();
        for at in 0..40usize {
            let words = ["mill", "river", "court", "widow", "flour", "judge", "baker"];
            let text: String = (0..4 + at % 9)
                .map(|n| format!("{} ", words[(at * n + n / 2) % words.len()]))
                .collect();
            let mut draft = Draft::new(BlockKind::Paragraph);
            draft.push(&text, 0..text.len());
            builder.push(draft);
        }
        let doc = builder.finish();
        let prose = Prose::new(&doc);
        let words = Words::new(&prose);
        let units = Units::new(&prose, &words, &mut Numbers::new(&words), 0..40);
        let weights: Vec<f32> = (0..60u8).map(|n| f32::from(n % 7) - 3.0).collect();
        let cohesion = Cohesion::new(&units);
        let scale = Scale::new(&cohesion, &weights);
        cohesion.runs(|start, end, run| {
            let mut row = Row::default();
            run.read(&mut row);
            assert!(row.0.len() <= weights.len());
            let sum: f32 = row.0.iter().zip(&weights).map(|(f, w)| f * w).sum();
            let found = scale.weigh(run);
            assert!((sum - found).abs() < 0.01, "{start} {end}: {sum} {found}");
        });
    }
}
