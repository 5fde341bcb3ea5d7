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

    /// The scores of the runs that begin at `start`, the shortest first.
    #[inline]
    fn row(&self, start: usize) -> &[f32] {
        let row = &self.scores[start * LONGEST..][..LONGEST];
        &row[..LONGEST.min(self.units - start)]
    }

    /// See [`row`](Self::row).
    #[inline]
    fn row_mut(&mut self, start: usize) -> &mut [f32] {
        let row = &mut self.scores[start * LONGEST..][..LONGEST];
        &mut row[..LONGEST.min(self.units - start)]
    }

    /// The probability of each run as a part, in the order of the scores, if the odds of a whole
    /// cutting are the exponential of its summed scores; and the logarithm of the normaliser.
    pub fn probabilities(&self) -> (Lattice, f32) {
        let n = self.units;
        // All is taken relative to the best cutting up to each unit: so one exponential a run does,
        // and no sum is more than the number of cuttings, which `f64` has room for.
        let mut best = vec![f32::NEG_INFINITY; n + 1];
        best[0] = 0.0;
        for start in 0..n {
            let (before, after) = best.split_at_mut(start + 1);
            for (best, score) in after.iter_mut().zip(self.row(start)) {
                *best = best.max(before[start] + score);
            }
        }
        let mut found = self.clone();
        let mut forward = vec![0.0f64; n + 1];
        forward[0] = 1.0;
        for start in 0..n {
            let (before, after) = forward.split_at_mut(start + 1);
            let ends = after.iter_mut().zip(&best[start + 1..]);
            for (share, (sum, best_end)) in found.row_mut(start).iter_mut().zip(ends) {
                *share = (best[start] + *share - best_end.max(f32::MIN)).exp();
                *sum += before[start] * f64::from(*share);
            }
        }
        let mut backward = vec![0.0f64; n + 1];
        backward[n] = 1.0;
        let all = forward[n].max(f64::MIN_POSITIVE);
        for start in (0..n).rev() {
            let mut sum = 0.0;
            for (share, after) in found.row_mut(start).iter_mut().zip(&backward[start + 1..]) {
                let rest = f64::from(*share) * after;
                sum += rest;
                *share = (forward[start] * rest / all) as f32;
            }
            backward[start] = sum;
        }
        (found, best[n] + all.ln() as f32)
    }

    /// For probabilities: the odds that a part begins at each unit.
    pub fn begins(&self) -> Vec<f32> {
        (0..self.units)
            .map(|start| self.row(start).iter().sum())
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
        let pairs = self.pairs(apart);
        let at = |unit: usize| begins.get(unit).copied().unwrap_or(0.0);
        let begin = |unit: usize| {
            let before = if unit > 1 { at(unit - 1) } else { 0.0 };
            at(unit) + taste.near * (before + at(unit + 1)) - taste.price
        };
        let mut worth = Lattice::new(n);
        for start in 0..n {
            let own = match start {
                0 => 0.0,
                _ if at(start) == 0.0 => f32::NEG_INFINITY,
                _ => taste.begin * begin(start),
            };
            for (worth, end) in worth.row_mut(start).iter_mut().zip(start + 1..) {
                *worth = own;
                if end - start > apart {
                    *worth += pairs[end - apart] - pairs[start];
                }
                // What two beginnings close to each other both reach for counts once.
                if start > 0 && end < n && end - start <= 2 {
                    let both = match end - start {
                        1 => at(start) + at(end),
                        _ => at(start + 1),
                    };
                    *worth -= taste.begin * taste.near * both;
                }
                if end - start > taste.longest {
                    *worth -= TOO_LONG;
                }
            }
        }
        worth
    }

    /// For probabilities: up to each unit, what it is worth to keep the units from the first on
    /// together each with the one `apart` after it.
    fn pairs(&self, apart: usize) -> Vec<f32> {
        let n = self.units;
        // How much more likely each unit is together with that one than the unit before it.
        let mut rises = vec![0.0f32; n + 1];
        for start in 0..n {
            for (chance, first_apart) in self.row(start).iter().skip(apart).zip(start + 1..) {
                rises[start] += chance;
                rises[first_apart] -= chance;
            }
        }
        let mut pairs = vec![0.0f32; n + 1];
        let mut together = 0.0;
        for unit in 0..n {
            together += rises[unit];
            let worth = if unit + apart < n {
                2.0 * together - 1.0
            } else {
                0.0
            };
            pairs[unit + 1] = pairs[unit] + worth;
        }
        pairs
    }

    /// The cutting of the highest summed score: the first units of the parts but the first.
    pub fn best(&self) -> Vec<usize> {
        let n = self.units;
        let mut best = vec![(f32::NEG_INFINITY, 0usize); n + 1];
        best[0].0 = 0.0;
        for start in 0..n {
            self.extend(start, best[start].0, &mut best);
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

    /// Takes a part that begins at `start`, where what stands before it scores `before`, wherever it
    /// is better than the best so far up to its end. With that stands where its last part begins.
    #[inline]
    fn extend(&self, start: usize, before: f32, best: &mut [(f32, usize)]) {
        for (best, score) in best[start + 1..].iter_mut().zip(self.row(start)) {
            let score = before + score;
            if score > best.0 {
                *best = (score, start);
            }
        }
    }

    /// The same with a number of parts in `least..=most`; nothing where there is no such cutting.
    pub fn best_of(&self, least: usize, most: usize) -> Vec<usize> {
        let free = self.best();
        if (least..=most).contains(&(free.len() + 1)) {
            return free;
        }
        let n = self.units;
        let most = most.min(n);
        // By the number of parts less one and the end: the best score, and where the last begins.
        let mut best = vec![vec![(f32::NEG_INFINITY, 0usize); n + 1]; most];
        self.extend(0, 0.0, &mut best[0]);
        for parts in 1..most {
            let (fewer, more) = best.split_at_mut(parts);
            let starts = fewer[parts - 1].iter().enumerate();
            for (start, (before, _)) in starts.take(n).skip(parts) {
                self.extend(start, *before, &mut more[0]);
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A lattice whose runs score what `score` says.
    fn lattice(units: usize, score: impl Fn(usize, usize) -> f32) -> Lattice {
        let mut lattice = Lattice::new(units);
        for (start, end) in runs(units) {
            lattice.set(start, end, score(start, end));
        }
        lattice
    }

    fn runs(units: usize) -> impl Iterator<Item = (usize, usize)> {
        let ends = move |start: usize| start + 1..=(start + LONGEST).min(units);
        (0..units).flat_map(move |start| ends(start).map(move |end| (start, end)))
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
                for (start, end) in runs(12).filter(|(s, e)| (*s..*e).contains(&unit)) {
                    held += chances.get(start, end);
                }
                prop_assert!((held - 1.0f32).abs() < 1e-3, "{held}");
            }
        }
    }
}
