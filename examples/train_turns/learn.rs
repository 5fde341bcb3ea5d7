//! Weights learned from stories.

use dateline::analysis::quotes::train::{Choice, FEATURES, HIDDEN, TurnWeights, turn_feature_name};

use super::tale::Tale;

const EPOCHS: usize = 10;

/// How far the plain weights go with a gradient in the first epoch.
const RATE: f64 = 0.01;

/// How far the weights of the hidden units do.
const INNER_RATE: f64 = 0.03;

/// What the hidden units' weights may be at first, either way.
const INNER_START: f64 = 0.1;

/// The same of what the score takes from each hidden unit.
const OUTER_START: f64 = 0.3;

type Weights = TurnWeights<f64>;

/// Learns from stories, each told as the weights of the moment tell it: by the gradient of how
/// likely the right candidates are (a softmax over the scores). The weights are those after each
/// story but of the first epoch, averaged; in hundredths.
pub fn learn(tales: &[&Tale]) -> TurnWeights<i32> {
    let mut weights = beginning();
    let mut sums = empty();
    let mut averaged = 0.0;
    for epoch in 0..EPOCHS {
        let rates = [
            RATE / (1.0 + epoch as f64),
            INNER_RATE / (1.0 + epoch as f64 * 0.5),
        ];
        for tale in shuffled(tales.len(), epoch) {
            let tale = tales[tale];
            tale.story
                .tell(|choice| step(&mut weights, tale, choice, rates, epoch == 0));
            if epoch > 0 {
                for (sum, weight) in sums.all_mut().zip(weights.all()) {
                    *sum += weight;
                }
                averaged += 1.0;
            }
        }
    }
    let mut average = TurnWeights::of(0);
    for (average, sum) in average.all_mut().zip(sums.all()) {
        *average = (sum * 100.0 / averaged).round() as i32;
    }
    average
}

/// Goes one step down the gradient; the answer is whom the weights choose, `led` to the right one.
fn step(weights: &mut Weights, tale: &Tale, choice: &Choice, rates: [f64; 2], led: bool) -> usize {
    let all = &choice.candidates;
    let scored: Vec<(f64, [f64; HIDDEN])> = all
        .iter()
        .map(|c| weights.score(&c.features, choice.column))
        .collect();
    let shares = shares(&scored);
    let right: Vec<bool> = all
        .iter()
        .map(|c| tale.is_right(choice.turn, c.entity))
        .collect();
    let of_right = shares.iter().zip(&right).filter(|(_, r)| **r);
    let good: f64 = of_right.map(|(s, _)| *s).sum();
    if good > 0.0 {
        let outer = weights.outer;
        for (at, candidate) in all.iter().enumerate() {
            let wanted = if right[at] { shares[at] / good } else { 0.0 };
            let by = rates.map(|r| r * (wanted - shares[at]));
            let hidden = &scored[at].1;
            follow(weights, &outer, (&candidate.features, hidden), choice, by);
        }
    }
    // At first the right ones are followed, since the weights know nothing.
    let open = |i: &usize| !led || good <= 0.0 || right[*i];
    (0..all.len())
        .filter(open)
        .max_by(|a, b| shares[*a].total_cmp(&shares[*b]).then(b.cmp(a)))
        .unwrap_or(0)
}

/// Moves the weights that a candidate's score comes from.
fn follow(
    weights: &mut Weights,
    outer: &[f64; HIDDEN],
    (features, hidden): (&[u16], &[f64; HIDDEN]),
    choice: &Choice,
    [plain, inner]: [f64; 2],
) {
    let [own, shared] = choice.column.both();
    let mut back = [0.0; HIDDEN];
    for unit in (0..HIDDEN).filter(|h| hidden[*h] > 0.0) {
        back[unit] = inner * outer[unit];
        weights.outer[unit] += inner * hidden[unit];
    }
    let rows = features.iter().map(|f| usize::from(*f));
    for row in rows.clone() {
        weights.plain[row][own] += plain;
        weights.plain[row][shared] += plain;
    }
    for row in rows.chain([FEATURES + own, FEATURES + shared]) {
        for (weight, back) in weights.inner[row].iter_mut().zip(&back) {
            *weight += back;
        }
    }
}

fn empty() -> Weights {
    TurnWeights::of(0.0)
}

/// Weights that tell the hidden units apart and say nothing.
fn beginning() -> Weights {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut weights = empty();
    for weight in weights.inner.iter_mut().flatten() {
        *weight = random.either_way(INNER_START);
    }
    for weight in &mut weights.outer {
        *weight = random.either_way(OUTER_START);
    }
    weights
}

/// Numbers that are the same on every machine (xorshift).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn either_way(&mut self, most: f64) -> f64 {
        let share = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        (share * 2.0 - 1.0) * most
    }
}

/// How likely each candidate is.
fn shares(scored: &[(f64, [f64; HIDDEN])]) -> Vec<f64> {
    let top = scored.iter().map(|s| s.0).fold(f64::MIN, f64::max);
    let powers: Vec<f64> = scored.iter().map(|s| power(s.0 - top)).collect();
    let sum: f64 = powers.iter().sum();
    powers.iter().map(|p| p / sum).collect()
}

/// e to the power of `x`, nearly, for `x` up to 0: of multiplications only, which are the same on
/// every machine.
fn power(x: f64) -> f64 {
    let mut power = (1.0 + x / 1024.0).max(0.0);
    for _ in 0..10 {
        power *= power;
    }
    power
}

/// An order of the stories that is the same on every machine.
fn shuffled(count: usize, epoch: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut random = Random(0x2545_F491_4F6C_DD1D_u64 ^ (epoch as u64 + 1));
    for i in (1..count).rev() {
        order.swap(i, (random.next() % (i as u64 + 1)) as usize);
    }
    order
}

/// The weights as lines: a name, then the weights by column and by hidden unit; without those
/// that are nothing.
pub fn listed(weights: &TurnWeights<i32>) -> String {
    let mut lines = String::new();
    let mut add = |name: String, weights: &[i32]| {
        if weights.iter().any(|w| *w != 0) {
            let numbers: Vec<String> = weights.iter().map(i32::to_string).collect();
            lines.push_str(&format!("{name} {}\n", numbers.join(" ")));
        }
    };
    for (feature, row) in weights.plain.iter().enumerate() {
        add(format!("plain {}", turn_feature_name(feature)), row);
    }
    for (row, inner) in weights.inner.iter().enumerate() {
        add(format!("inner {}", turn_feature_name(row)), inner);
    }
    add("outer units".to_owned(), &weights.outer);
    lines
}
