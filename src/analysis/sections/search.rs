//! The search for the best parts: exact, over all ways to cut a stretch into runs of bounded
//! length.

pub use super::cohesion::LONGEST;

/// Scores of all runs of a stretch: of a part that begins at a unit and has a number of units.
#[derive(Clone, Debug)]
pub struct Lattice {
    units: usize,
    scores: Vec<f32>,
}

impl Lattice {
    /// A lattice over so many units, every score 0.
    pub fn new(units: usize) -> Self {
        Lattice {
            units,
            scores: vec![0.0; units * LONGEST],
        }
    }

    /// How many units it spans.
    pub fn units(&self) -> usize {
        self.units
    }

    /// Sets the score of the run `start..end`.
    #[inline]
    pub fn set(&mut self, start: usize, end: usize, score: f32) {
        self.scores[start * LONGEST + end - start - 1] = score;
    }

    /// The score of the run `start..end`.
    #[inline]
    pub fn get(&self, start: usize, end: usize) -> f32 {
        self.scores[start * LONGEST + end - start - 1]
    }

    /// The probability of each run as a part, in the order of the scores, if the odds of a whole
    /// cutting are the exponential of its summed scores; and the logarithm of the normaliser.
    pub fn probabilities(&self) -> (Lattice, f32) {
        let n = self.units;
        let mut forward = vec![f32::NEG_INFINITY; n + 1];
        forward[0] = 0.0;
        let mut terms = Vec::with_capacity(LONGEST);
        for end in 1..=n {
            terms.clear();
            terms.extend((end.saturating_sub(LONGEST)..end).map(|s| forward[s] + self.get(s, end)));
            forward[end] = log_sum(&terms);
        }
        let mut backward = vec![f32::NEG_INFINITY; n + 1];
        backward[n] = 0.0;
        for start in (0..n).rev() {
            terms.clear();
            terms.extend(
                (start + 1..=(start + LONGEST).min(n)).map(|e| backward[e] + self.get(start, e)),
            );
            backward[start] = log_sum(&terms);
        }
        let all = forward[n];
        let mut found = Lattice::new(n);
        self.each(|start, end| {
            let p = (forward[start] + self.get(start, end) + backward[end] - all).exp();
            found.set(start, end, p);
        });
        (found, all)
    }

    /// For probabilities: the odds that a part begins at each unit.
    pub fn begins(&self) -> Vec<f32> {
        (0..self.units)
            .map(|start| {
                (start + 1..=(start + LONGEST).min(self.units))
                    .map(|end| self.get(start, end))
                    .sum()
            })
            .collect()
    }

    /// Turns probabilities into what each part is worth: pairs of units at some distance that are
    /// rightly kept together, and beginnings that stand where, or next to where, one is likely.
    /// These are what Pk and the F1 within one unit measure, in expectation.
    pub fn worth(&self, taste: &Taste) -> Lattice {
        let n = self.units;
        let begins = self.begins();
        let parts = begins
            .iter()
            .sum::<f32>()
            .clamp(3.0, (n as f32 / 4.0).max(3.0));
        let apart = ((n as f32 / (2.0 * parts)).round() as usize).max(2);
        let mut together = vec![0.0f32; n + 1];
        self.each(|start, end| {
            let kept = start..end.saturating_sub(apart).max(start);
            for share in &mut together[kept] {
                *share += self.get(start, end);
            }
        });
        let mut pairs = vec![0.0f32; n + 1];
        for unit in 0..n {
            let worth = 2.0 * together[unit] - 1.0;
            pairs[unit + 1] = pairs[unit] + if unit + apart < n { worth } else { 0.0 };
        }
        let at = |unit: usize| begins.get(unit).copied().unwrap_or(0.0);
        let begin = |unit: usize| {
            let before = if unit > 1 { at(unit - 1) } else { 0.0 };
            at(unit) + taste.near * (before + at(unit + 1)) - taste.price
        };
        let mut worth = Lattice::new(n);
        self.each(|start, end| {
            let mut sum = match end - start > apart {
                true => pairs[end - apart] - pairs[start],
                false => 0.0,
            };
            if start > 0 {
                let is_barred = at(start) == 0.0;
                sum += if is_barred {
                    f32::NEG_INFINITY
                } else {
                    taste.begin * begin(start)
                };
            }
            // What two beginnings close to each other both reach for counts once.
            if start > 0 && end < n {
                sum -= taste.begin
                    * taste.near
                    * match end - start {
                        1 => at(start) + at(end),
                        2 => at(start + 1),
                        _ => 0.0,
                    };
            }
            if end - start > taste.longest {
                sum -= TOO_LONG;
            }
            worth.set(start, end, sum);
        });
        worth
    }

    /// Calls `take` with every run.
    fn each(&self, mut take: impl FnMut(usize, usize)) {
        for start in 0..self.units {
            for end in start + 1..=(start + LONGEST).min(self.units) {
                take(start, end);
            }
        }
    }

    /// The cutting of the highest summed score: the first units of the parts but the first.
    pub fn best(&self) -> Vec<usize> {
        let n = self.units;
        let mut best = vec![(f32::NEG_INFINITY, 0usize); n + 1];
        best[0].0 = 0.0;
        for end in 1..=n {
            for start in end.saturating_sub(LONGEST)..end {
                let score = best[start].0 + self.get(start, end);
                if score > best[end].0 {
                    best[end] = (score, start);
                }
            }
        }
        let mut starts = Vec::new();
        let mut end = best[n].1;
        while end > 0 {
            starts.push(end);
            end = best[end].1;
        }
        starts.reverse();
        starts
    }

    /// The same with a number of parts in `least..=most`; nothing where there is no such cutting.
    pub fn best_of(&self, least: usize, most: usize) -> Vec<usize> {
        let n = self.units;
        let most = most.min(n);
        // By the number of parts less one and the end: the best score, and where the last begins.
        let mut best = vec![vec![(f32::NEG_INFINITY, 0usize); n + 1]; most];
        for parts in 0..most {
            for end in parts + 1..=n {
                for start in end.saturating_sub(LONGEST).max(parts)..end {
                    let before = match parts {
                        0 if start == 0 => 0.0,
                        0 => continue,
                        _ => best[parts - 1][start].0,
                    };
                    let score = before + self.get(start, end);
                    if score > best[parts][end].0 {
                        best[parts][end] = (score, start);
                    }
                }
            }
        }
        let reached = (least.max(1)..=most).filter(|k| best[k - 1][n].0 > f32::NEG_INFINITY);
        let chosen = reached
            .rev()
            .max_by(|a, b| best[a - 1][n].0.total_cmp(&best[b - 1][n].0));
        let mut starts = Vec::new();
        let mut end = n;
        for parts in (1..chosen.unwrap_or(1)).rev() {
            end = best[parts][end].1;
            starts.push(end);
        }
        starts.reverse();
        starts
    }
}

/// What a part that is too long loses: it is taken only where there is no other.
const TOO_LONG: f32 = 1000.0;

/// What is held for a good cutting.
#[derive(Clone, Copy, Debug)]
pub struct Taste {
    /// How much a beginning weighs against a pair of units.
    pub begin: f32,
    /// The share of a likely beginning that one next to it is worth.
    pub near: f32,
    /// What a beginning costs.
    pub price: f32,
    /// No part has more units: a reader wants a place to jump to.
    pub longest: usize,
}

fn log_sum(terms: &[f32]) -> f32 {
    let most = terms.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if most == f32::NEG_INFINITY {
        return most;
    }
    most + terms.iter().map(|t| (t - most).exp()).sum::<f32>().ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A lattice whose runs score what `score` says.
    fn lattice(units: usize, score: impl Fn(usize, usize) -> f32) -> Lattice {
        let mut lattice = Lattice::new(units);
        let mut runs = Vec::new();
        lattice.each(|start, end| runs.push((start, end)));
        for (start, end) in runs {
            lattice.set(start, end, score(start, end));
        }
        lattice
    }

    #[test]
    fn the_best_cutting_is_found() {
        let threes = |start: usize, end: usize| if end - start == 3 { 1.0 } else { 0.0 };
        assert_eq!(lattice(9, threes).best(), [3, 6]);
        assert_eq!(lattice(9, threes).best_of(2, 2).len(), 1);
        assert_eq!(lattice(9, |_, _| 0.0).best_of(4, 9).len(), 3);
        assert_eq!(lattice(9, |_, _| -1.0).best_of(1, 9), [] as [usize; 0]);
        assert_eq!(lattice(2, threes).best_of(3, 9), [] as [usize; 0]);
    }

    #[test]
    fn likely_beginnings_are_worth_their_price() {
        let at_four = |start: usize, end: usize| match (start, end) {
            (0, 4) | (4, 12) => 9.0,
            _ => 0.0,
        };
        let taste = Taste {
            begin: 1.0,
            near: 0.5,
            price: 0.4,
            longest: 20,
        };
        let (chances, _) = lattice(12, at_four).probabilities();
        assert_eq!(chances.worth(&taste).best(), [4]);
        let short = Taste {
            longest: 5,
            ..taste
        };
        let cut = chances.worth(&short).best();
        assert!(cut.contains(&4) && cut.len() > 1, "{cut:?}");
    }

    proptest! {
        #[test]
        fn chances_sum_to_one_over_each_unit(
            scores in proptest::collection::vec(-3.0f32..3.0, 12 * 12),
        ) {
            let (chances, _) = lattice(12, |s, e| scores[s * 12 + e - 1]).probabilities();
            for unit in 0..12 {
                let mut held = 0.0;
                chances.each(|s, e| if (s..e).contains(&unit) { held += chances.get(s, e) });
                prop_assert!((held - 1.0f32).abs() < 1e-3, "{held}");
            }
        }
    }
}
