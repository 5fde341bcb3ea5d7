//! How the words of a paragraph stand to those of the paragraphs around it.

use std::ops::Range;

use super::features::flag;
use super::units::Units;

/// How many units on either side of a gap are compared.
pub(super) const WINDOWS: [usize; 3] = [1, 2, 4];

/// Units in two windows side by side are nearer to each other than this.
const REACH: usize = 8;

/// For each unit and window how alike the units before it and those from it on are, from 0 to 1: the
/// cosine of their words, rare ones counting more. 0 at the first unit.
pub(super) fn similarities(units: &Units) -> Vec<[f32; WINDOWS.len()]> {
    let shared = shared(units);
    let sum = |left: Range<usize>, right: Range<usize>| {
        let mut sum = 0.0;
        for a in left {
            for b in right.clone() {
                sum += shared[a.min(b)][a.abs_diff(b)];
            }
        }
        sum
    };
    let mut all = vec![[0.0; WINDOWS.len()]; units.len()];
    for (nth, window) in WINDOWS.into_iter().enumerate() {
        let before = |unit: usize| unit.saturating_sub(window)..unit;
        let after = |unit: usize| unit..(unit + window).min(units.len());
        // A whole window stands after one unit and before another.
        let norms: Vec<f32> = (0..units.len()).map(|u| sum(after(u), after(u))).collect();
        for unit in 1..units.len() {
            let left = match before(unit) {
                Range { start: 0, end } if end < window => sum(0..end, 0..end),
                Range { start, .. } => norms[start],
            };
            let norms = left * norms[unit];
            all[unit][nth] = sum(before(unit), after(unit)) / norms.sqrt().max(1e-6);
        }
    }
    all
}

/// What the words weigh that a unit shares with itself, with the next unit, the one after …
fn shared(units: &Units) -> Vec<[f32; REACH]> {
    let all = units.len() as f32;
    let weigh = |frequency: usize| (all / frequency.max(1) as f32).ln().max(0.0).powi(2);
    let by_frequency: Vec<f32> = (0..=units.len()).map(weigh).collect();
    let mut shared = vec![[0.0; REACH]; units.len()];
    for unit in 0..units.len() {
        for entry in units.shared(unit) {
            let weight = by_frequency[units.frequency(entry.stem) as usize];
            let mut other = Some(entry);
            while let Some(entry) = other {
                let first = entry.unit as usize;
                let Some(sum) = shared[first].get_mut(unit - first) else {
                    break;
                };
                *sum += weight;
                other = units.before(entry);
            }
        }
    }
    shared
}

/// How a unit's words stand to those of the units around it, each as a share of its words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Chain {
    /// Words that no unit before has.
    pub begun: f32,
    /// Words that no other unit has.
    pub single: f32,
    /// Words that no unit before has and the next one has too.
    pub carried: f32,
    /// Words of the unit before.
    pub kept: f32,
    /// Words of the first unit.
    pub of_first: f32,
}

/// The chains of all units.
pub(super) fn chains(units: &Units) -> Vec<Chain> {
    let mut opens = vec![false; units.vocabulary()];
    let mut chains = vec![Chain::default(); units.len()];
    for at in 0..units.len() {
        let size = |unit: usize| (units.shared(unit).len() as f32).max(4.0);
        let (mut begun, mut kept, mut carried, mut of_first) = (0.0, 0.0, 0.0, 0.0);
        for entry in units.shared(at) {
            let stem = entry.stem as usize;
            let Some(before) = units.before(entry) else {
                opens[stem] = at == 0;
                begun += 1.0;
                continue;
            };
            of_first += flag(opens[stem]);
            if before.unit + 1 == at as u32 {
                kept += 1.0;
                carried += flag(units.before(before).is_none());
            }
        }
        let singles = units.singles(at) as f32;
        let chain = &mut chains[at];
        chain.begun = begun / size(at);
        chain.kept = kept / size(at);
        chain.of_first = of_first / size(at);
        chain.single = singles / (size(at) + singles);
        if at > 0 {
            chains[at - 1].carried = carried / size(at - 1);
        }
    }
    chains
}
