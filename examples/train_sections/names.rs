//! Weights of the ranking of names, by the chance that a name drawn by its score shares words with
//! the author's heading.

use std::collections::BTreeSet;

use dateline::analysis::sections::learn::Candidate;

/// Steps of the climb.
const STEPS: usize = 120;

/// How far the first steps go.
const STRIDE: f32 = 0.05;

/// What a weight's square costs, for features scaled to a mean square of 1.
const CALM: f32 = 0.0015;

/// What the overlap of all words is worth beside having a word in common.
const OVERLAP: f32 = 1.0;

const LEXICON: &str = include_str!("../../assets/sections-words.txt");

/// A part with its candidates and what each would be worth.
pub struct Part {
    /// Its article's fold.
    pub fold: usize,
    /// The candidates.
    pub candidates: Vec<Candidate>,
    /// The worth of each.
    pub worth: Vec<f32>,
    /// Whether each shares a word with the heading.
    pub hits: Vec<bool>,
}

/// A part under a heading; `None` where the heading says nothing.
pub fn part(fold: usize, candidates: Vec<Candidate>, heading: &str) -> Option<Part> {
    let content = content(heading);
    if content.is_empty() || candidates.is_empty() {
        return None;
    }
    let all = words(heading);
    let hits: Vec<bool> = candidates
        .iter()
        .map(|c| !content.is_disjoint(&self::content(&c.title)))
        .collect();
    let worth = candidates.iter().zip(&hits).map(|(candidate, hit)| {
        let own = words(&candidate.title);
        let common = own.iter().filter(|w| all.contains(w)).count() as f32;
        let overlap = 2.0 * common / (own.len() + all.len()) as f32;
        if *hit { 1.0 + OVERLAP * overlap } else { 0.0 }
    });
    Some(Part {
        fold,
        worth: worth.collect(),
        candidates,
        hits,
    })
}

fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    let parts = parts.filter(|w| !w.is_empty()).map(str::to_lowercase);
    parts
        .map(|w| match w.strip_suffix('s') {
            Some(rest) if w.len() > 3 && !w.ends_with("ss") => rest.to_owned(),
            _ => w,
        })
        .collect()
}

fn content(text: &str) -> BTreeSet<String> {
    let stop = LEXICON
        .lines()
        .find_map(|l| l.strip_prefix("stop:"))
        .unwrap_or("");
    let stop: BTreeSet<&str> = stop.split_whitespace().collect();
    words(text)
        .into_iter()
        .filter(|w| w.len() > 1 && !stop.contains(w.as_str()))
        .collect()
}

/// The weights that make the worth of a name drawn from each part greatest.
pub fn weights(parts: &[&Part]) -> Vec<f32> {
    let size = parts.first().map_or(0, |p| p.candidates[0].features.len());
    let mut scales = vec![0.0f64; size];
    let mut count = 0.0;
    for candidate in parts.iter().flat_map(|p| &p.candidates) {
        for (sum, value) in scales.iter_mut().zip(&candidate.features) {
            *sum += f64::from(*value).powi(2);
        }
        count += 1.0;
    }
    let scales: Vec<f32> = scales
        .iter()
        .map(|s| ((s / count).sqrt() as f32).max(0.1))
        .collect();
    let mut scaled = vec![0.0f32; size];
    let (mut mean, mut square) = (vec![0.0f32; size], vec![0.0f32; size]);
    for step in 0..STEPS {
        let weights: Vec<f32> = scaled.iter().zip(&scales).map(|(w, s)| w / s).collect();
        let slope = slope(parts, &weights);
        let time = step as i32 + 1;
        let stride = STRIDE * (1.0 - step as f32 / STEPS as f32).max(0.05);
        for at in 0..size {
            let slope = slope[at] / scales[at] / parts.len() as f32 + CALM * scaled[at];
            mean[at] = 0.9 * mean[at] + 0.1 * slope;
            square[at] = 0.99 * square[at] + 0.01 * slope * slope;
            let unbiased = mean[at] / (1.0 - 0.9f32.powi(time));
            let spread = (square[at] / (1.0 - 0.99f32.powi(time))).sqrt();
            scaled[at] -= stride * unbiased / (spread + 1e-8);
        }
    }
    scaled.iter().zip(&scales).map(|(w, s)| w / s).collect()
}

/// The slope of the negative expected worth.
fn slope(parts: &[&Part], weights: &[f32]) -> Vec<f32> {
    let mut slope = vec![0.0f32; weights.len()];
    for part in parts {
        let scores: Vec<f32> = part.candidates.iter().map(|c| score(c, weights)).collect();
        let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let odds: Vec<f32> = scores.iter().map(|s| (s - most).exp()).collect();
        let all: f32 = odds.iter().sum();
        let expected: f32 = odds.iter().zip(&part.worth).map(|(o, w)| o / all * w).sum();
        for ((candidate, odds), worth) in part.candidates.iter().zip(&odds).zip(&part.worth) {
            let pull = odds / all * (expected - worth);
            if pull.abs() > 1e-6 {
                for (sum, value) in slope.iter_mut().zip(&candidate.features) {
                    *sum += pull * value;
                }
            }
        }
    }
    slope
}

fn score(candidate: &Candidate, weights: &[f32]) -> f32 {
    candidate
        .features
        .iter()
        .zip(weights)
        .map(|(v, w)| v * w)
        .sum()
}

/// The best candidate of a part.
pub fn best(part: &Part, weights: &[f32]) -> usize {
    let scores = part.candidates.iter().map(|c| score(c, weights));
    let best = scores.enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
    best.map_or(0, |(index, _)| index)
}
