//! Logistic regression: the weights under which the annotation is likeliest, kept small, climbed to
//! by Adam (Kingma and Ba 2015). No chance is involved.

use dateline::load::html::learn::Weights;

/// Steps of the climb.
const STEPS: i32 = 300;

/// How far a step goes.
const STRIDE: f64 = 0.05;

/// What a weight's square costs, for features scaled to a variance of 1.
const CALM: f64 = 0.001;

/// A feature's spread is at least this.
const LEAST_SPREAD: f64 = 0.001;

/// A piece that the annotation tells of.
pub struct Row<'f> {
    /// Its features.
    pub features: &'f [f32],
    /// Whether it is the article's.
    pub is_article: bool,
    /// What it counts.
    pub weight: f64,
}

/// The weights that tell the article's pieces from the others.
pub fn weights(rows: &[Row]) -> Weights {
    let count = rows.first().map_or(0, |row| row.features.len());
    let (means, spreads) = scale(rows, count);
    let scaled: Vec<Vec<f64>> = rows
        .iter()
        .map(|row| {
            let numbers = row.features.iter().zip(&means).zip(&spreads);
            numbers.map(|((n, m), s)| (f64::from(*n) - m) / s).collect()
        })
        .collect();
    let all: f64 = rows.iter().map(|row| row.weight).sum();
    // The last weight is the bias.
    let mut weights = vec![0.0; count + 1];
    let (mut mean, mut square) = (vec![0.0; count + 1], vec![0.0; count + 1]);
    for step in 1..=STEPS {
        let mut slope = vec![0.0; count + 1];
        for (numbers, row) in scaled.iter().zip(rows) {
            let score = dot(numbers, &weights) + weights[count];
            let error = sigmoid(score) - f64::from(u8::from(row.is_article));
            let pull = error * row.weight / all;
            for (slope, number) in slope.iter_mut().zip(numbers) {
                *slope += pull * number;
            }
            slope[count] += pull;
        }
        for at in 0..=count {
            let calm = if at < count { CALM * weights[at] } else { 0.0 };
            let slope = slope[at] + calm;
            mean[at] = 0.9 * mean[at] + 0.1 * slope;
            square[at] = 0.999 * square[at] + 0.001 * slope * slope;
            let unbiased = mean[at] / (1.0 - 0.9f64.powi(step));
            let spread = (square[at] / (1.0 - 0.999f64.powi(step))).sqrt();
            weights[at] -= STRIDE * unbiased / (spread + 1e-8);
        }
    }
    let features: Vec<f64> = weights.iter().zip(&spreads).map(|(w, s)| w / s).collect();
    let bias = weights[count] - dot(&features, &means);
    Weights {
        features: features.into_iter().map(|w| w as f32).collect(),
        bias: bias as f32,
    }
}

/// The mean of each feature and its standard deviation.
fn scale(rows: &[Row], count: usize) -> (Vec<f64>, Vec<f64>) {
    let all = rows.len().max(1) as f64;
    let mut means = vec![0.0; count];
    for row in rows {
        for (mean, number) in means.iter_mut().zip(row.features) {
            *mean += f64::from(*number) / all;
        }
    }
    let mut spreads = vec![0.0; count];
    for row in rows {
        let numbers = row.features.iter().zip(&means);
        for (spread, (number, mean)) in spreads.iter_mut().zip(numbers) {
            *spread += (f64::from(*number) - mean).powi(2) / all;
        }
    }
    let spreads = spreads.into_iter().map(|s: f64| s.sqrt() + LEAST_SPREAD);
    (means, spreads.collect())
}

fn dot(numbers: &[f64], weights: &[f64]) -> f64 {
    numbers.iter().zip(weights).map(|(n, w)| n * w).sum()
}

fn sigmoid(score: f64) -> f64 {
    1.0 / (1.0 + (-score).clamp(-30.0, 30.0).exp())
}
