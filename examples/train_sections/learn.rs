//! Weights by the likelihood of the authors' cuttings: a semi-Markov conditional random field
//! (Sarawagi and Cohen 2004), regularised, climbed by Adam. No chance is involved.

use std::error::Error;
use std::fmt::Write;

use dateline::analysis::sections::model::Weights;
use dateline::analysis::sections::search::LONGEST;

use super::corpus::Article;

/// Steps of the climb.
const STEPS: usize = 150;

/// How far the first steps go.
const STRIDE: f32 = 0.05;

/// What a weight's square costs, for features scaled to a mean square of 1.
const CALM: f32 = 0.01;

/// A feature's scale is at least this, lest a rare one be trusted too much.
const RARE: f32 = 0.05;

/// Weights that are given and not learned: these articles hardly tell history, and reports do.
const GIVEN: [(&str, f32); 2] = [("year goes back", 0.45), ("year goes on", 0.0)];

/// The weights that make the authors' cuttings most likely.
pub fn weights(articles: &[&Article]) -> Result<Weights, Box<dyn Error>> {
    // Single sentences are weighed otherwise, and a part may be longer than the search looks.
    let fits = |a: &&&Article| {
        a.features.single == 0.0 && a.edges().windows(2).all(|w| w[1] - w[0] <= LONGEST)
    };
    let articles: Vec<&Article> = articles.iter().filter(fits).copied().collect();
    let first = articles.first().ok_or("there is nothing to learn from")?;
    let sizes = (
        first.features.cue_names.len(),
        first.features.run_names.len(),
    );
    let scales = scales(&articles, sizes);
    let mut scaled = vec![0.0f32; sizes.0 + sizes.1];
    let names = &first.features.cue_names;
    let given = |at: usize| {
        GIVEN
            .iter()
            .find(|(name, _)| names.get(at).is_some_and(|n| n == name))
    };
    for (at, weight) in scaled.iter_mut().enumerate() {
        *weight = given(at).map_or(0.0, |(_, value)| value * scales[at]);
    }
    let (mut mean, mut square) = (vec![0.0f32; scaled.len()], vec![0.0f32; scaled.len()]);
    for step in 0..STEPS {
        let weights = unscaled(&scaled, &scales, sizes.0);
        let slope = slope(&articles, &weights, sizes);
        let time = step as i32 + 1;
        let stride = STRIDE * (1.0 - step as f32 / STEPS as f32).max(0.05);
        for at in 0..scaled.len() {
            let slope = slope[at] / scales[at] / articles.len() as f32 + CALM * scaled[at];
            mean[at] = 0.9 * mean[at] + 0.1 * slope;
            square[at] = 0.99 * square[at] + 0.01 * slope * slope;
            let unbiased = mean[at] / (1.0 - 0.9f32.powi(time));
            let spread = (square[at] / (1.0 - 0.99f32.powi(time))).sqrt();
            if given(at).is_none() {
                scaled[at] -= stride * unbiased / (spread + 1e-8);
            }
        }
    }
    Ok(unscaled(&scaled, &scales, sizes.0))
}

fn unscaled(scaled: &[f32], scales: &[f32], cues: usize) -> Weights {
    let all: Vec<f32> = scaled.iter().zip(scales).map(|(w, s)| w / s).collect();
    let (cues, runs) = all.split_at(cues);
    Weights {
        cues: cues.to_vec(),
        runs: runs.to_vec(),
    }
}

/// The root mean square of each feature.
fn scales(articles: &[&Article], sizes: (usize, usize)) -> Vec<f32> {
    let mut cues = vec![0.0f64; sizes.0];
    let mut runs = vec![0.0f64; sizes.1];
    let (mut cue_count, mut run_count) = (0.0, 0.0);
    let add = |sums: &mut [f64], values: &[f32]| {
        for (sum, value) in sums.iter_mut().zip(values) {
            *sum += f64::from(*value).powi(2);
        }
    };
    for article in articles {
        for row in article.features.cues.iter().skip(1) {
            add(&mut cues, row);
            cue_count += 1.0;
        }
        for run in &article.features.runs {
            add(&mut runs, &run.features);
            run_count += 1.0;
        }
    }
    let cues = cues.iter().map(|s| s / cue_count);
    let runs = runs.iter().map(|s| s / run_count);
    cues.chain(runs)
        .map(|s| (s.sqrt() as f32).max(RARE))
        .collect()
}

/// The slope of the negative log-likelihood.
fn slope(articles: &[&Article], weights: &Weights, sizes: (usize, usize)) -> Vec<f32> {
    let mut slope = vec![0.0f32; sizes.0 + sizes.1];
    let (cues, runs) = slope.split_at_mut(sizes.0);
    for article in articles {
        let chances = article.lattice(weights).probabilities().0;
        let edges = article.edges();
        let mut ends = vec![0; article.units()];
        for edge in edges.windows(2) {
            ends[edge[0]] = edge[1];
        }
        for run in &article.features.runs {
            let is_gold = ends[run.start] == run.end;
            let error = chances.get(run.start, run.end) - f32::from(u8::from(is_gold));
            if error.abs() > 1e-6 {
                add(runs, &run.features, error);
            }
        }
        for (unit, chance) in chances.begins().iter().enumerate().skip(1) {
            let error = chance - f32::from(u8::from(ends[unit] > 0));
            add(cues, &article.features.cues[unit], error);
        }
    }
    slope
}

fn add(sums: &mut [f32], values: &[f32], times: f32) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += times * value;
    }
}

/// The weights as the program reads them.
pub fn file(article: &Article, weights: &Weights) -> String {
    let mut file = String::from(
        "# Weights of inferred sections; made by `cargo run --release --example train_sections`.\n",
    );
    let cues = weights.cues.iter().zip(&article.features.cue_names);
    let runs = weights.runs.iter().zip(&article.features.run_names);
    for (kind, (weight, name)) in cues.map(|c| ("cue", c)).chain(runs.map(|r| ("run", r))) {
        let _ = writeln!(file, "{kind} {weight:.3} {name}");
    }
    file
}
