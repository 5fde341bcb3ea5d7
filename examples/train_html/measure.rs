//! The measures of an extraction against its annotation: those of the article-extraction-benchmark
//! for whole bodies, and inclusion for single pieces.

use std::collections::HashMap;
use std::fmt;

use super::corpus::Page;

/// Words of a shingle.
const SHINGLE: usize = 4;

/// The figures over pages.
#[derive(Default)]
pub struct Figures {
    bodies: f64,
    precision: f64,
    recall: f64,
    /// Pieces found, found and unwanted, and wanted.
    found: f64,
    unwanted: f64,
    wanted: f64,
}

impl Figures {
    /// The names of the figures.
    pub const HEAD: &str = "body F1    P     R   pieces F1    P     R";

    /// The figures of the answers to pages.
    pub fn of<'p>(answers: impl Iterator<Item = (&'p Page, String)>) -> Self {
        let mut figures = Figures::default();
        for (page, answer) in answers {
            match &page.body {
                Some(body) => figures.body(body, &answer),
                None => figures.pieces(page, &levelled(&answer)),
            }
        }
        figures
    }

    fn body(&mut self, body: &str, answer: &str) {
        let (wanted, got) = (shingles(body), shingles(answer));
        let all_wanted: usize = wanted.values().sum();
        let all_got: usize = got.values().sum();
        let mut both = 0;
        for (shingle, count) in &got {
            let left = wanted.get(shingle).copied().unwrap_or(0);
            both += left.min(*count);
        }
        self.bodies += 1.0;
        self.precision += both as f64 / all_got.max(1) as f64;
        self.recall += both as f64 / all_wanted.max(1) as f64;
    }

    fn pieces(&mut self, page: &Page, answer: &str) {
        let count = |list: &[String]| {
            let found = list.iter().filter(|w| answer.contains(&levelled(w)));
            found.count() as f64
        };
        self.found += count(&page.with);
        self.unwanted += count(&page.without);
        self.wanted += page.with.len() as f64;
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f1 = |p: f64, r: f64| 2.0 * p * r / (p + r).max(f64::MIN_POSITIVE);
        let bodies = self.bodies.max(1.0);
        let (precision, recall) = (self.precision / bodies, self.recall / bodies);
        let body = f1(precision, recall);
        write!(f, "{body:7.4} {precision:.3} {recall:.3}")?;
        let precision = self.found / (self.found + self.unwanted).max(1.0);
        let recall = self.found / self.wanted.max(1.0);
        let pieces = f1(precision, recall);
        write!(f, "   {pieces:.4}    {precision:.3} {recall:.3}")
    }
}

fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let words: Vec<&str> = words(text).collect();
    let mut shingles = HashMap::new();
    for window in words.windows(SHINGLE.min(words.len().max(1))) {
        *shingles.entry(window.to_vec()).or_default() += 1;
    }
    shingles
}

/// The words of a text.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.filter(|w| !w.is_empty())
}

/// A text with its white space levelled.
pub fn levelled(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
