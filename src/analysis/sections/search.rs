//! The search for the best parts: exact, over all ways to cut a stretch into runs of bounded
//! length.

use super::cohesion::LONGEST;

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
    pub fn set(&mut self, start: usize, end: usize, score: f32) {
        self.scores[start * LONGEST + end - start - 1] = score;
    }

    /// The score of the run `start..end`.
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
        for start in 0..n {
            for end in start + 1..=(start + LONGEST).min(n) {
                let p = (forward[start] + self.get(start, end) + backward[end] - all).exp();
                found.set(start, end, p);
            }
        }
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

    /// The cutting of the highest summed score with a number of parts in `least..=most`: the first
    /// units of the parts but the first. `None` where there is no such cutting.
    pub fn best(&self, least: usize, most: usize) -> Option<Vec<usize>> {
        let n = self.units;
        let most = most.min(n);
        // best[k][end]: the best score of k+1 parts that end at `end`, and where the last begins.
        let mut best = vec![vec![(f32::NEG_INFINITY, 0usize); n + 1]; most];
        for parts in 0..most {
            for end in parts + 1..=n {
                let from = end.saturating_sub(LONGEST).max(parts);
                for start in from..end {
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
        let mut parts = (least.max(1)..=most)
            .filter(|k| best[k - 1][n].0 > f32::NEG_INFINITY)
            .max_by(|a, b| best[a - 1][n].0.total_cmp(&best[b - 1][n].0))?;
        let mut end = n;
        let mut starts = Vec::with_capacity(parts);
        while parts > 1 {
            parts -= 1;
            end = best[parts][end].1;
            starts.push(end);
        }
        starts.reverse();
        Some(starts)
    }
}

fn log_sum(terms: &[f32]) -> f32 {
    let most = terms.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if most == f32::NEG_INFINITY {
        return most;
    }
    most + terms.iter().map(|t| (t - most).exp()).sum::<f32>().ln()
}
