//! Annotated pages, and what each of their pieces is by the annotation.

use std::collections::HashSet;
use std::error::Error;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use dateline::load::html::learn::Sample;
use flate2::read::GzDecoder;
use serde::Deserialize;

use super::measure::{levelled, words};
use super::regression::Row;

/// Words that must stand together to be found in the article.
const TOGETHER: usize = 3;

/// What all the words of an article count, beside a piece that is annotated by itself.
const ARTICLE: f64 = 20.0;

/// What a piece of an annotated article counts however short it is.
const LEAST: f64 = 0.05;

#[derive(Deserialize)]
struct Line {
    id: String,
    file: String,
    body: Option<String>,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
}

/// A page and its annotation.
pub struct Page {
    /// The page, as the program reads it.
    pub sample: Sample,
    /// The text of its article.
    pub body: Option<String>,
    /// Words that the article must hold.
    pub with: Vec<String>,
    /// Words that it must not.
    pub without: Vec<String>,
    id: String,
}

/// Reads the pages that say anything of their article.
pub fn read(gold: &Path) -> Result<Vec<Page>, Box<dyn Error>> {
    let folder = gold.parent().unwrap_or(Path::new("."));
    let lines = fs::read_to_string(gold)?;
    let mut pages = Vec::new();
    for line in lines.lines() {
        let line: Line = serde_json::from_str(line)?;
        if line.body.is_none() && line.with.is_empty() {
            continue;
        }
        let mut bytes = Vec::new();
        let file = File::open(folder.join(&line.file))?;
        GzDecoder::new(file).read_to_end(&mut bytes)?;
        pages.push(Page {
            sample: Sample::of(&bytes),
            body: line.body,
            with: line.with,
            without: line.without,
            id: line.id,
        });
    }
    Ok(pages)
}

impl Page {
    /// Which of so many folds it is in: by its name, so that it stays there.
    pub fn fold(&self, folds: u64) -> u64 {
        let hash = self.id.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, b| {
            (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3)
        });
        (hash >> 16) % folds
    }

    /// The pieces that the annotation tells of, with these features.
    pub fn rows<'f>(&self, features: &'f [Vec<f32>]) -> Vec<Row<'f>> {
        let texts = self.sample.texts();
        let labels = match &self.body {
            Some(body) => by_body(&texts, body),
            None => self.by_words(&texts),
        };
        let labels = labels.into_iter().zip(features).zip(texts);
        let rows = labels.filter(|(_, text)| !text.is_empty());
        rows.filter_map(|((label, features), _)| {
            let (is_article, weight) = label?;
            Some(Row {
                features,
                is_article,
                weight,
            })
        })
        .collect()
    }

    fn by_words(&self, texts: &[&str]) -> Vec<Option<(bool, f64)>> {
        let holds = |text: &str, list: &[String]| list.iter().any(|w| text.contains(&levelled(w)));
        let label = |text: &&str| {
            let text = levelled(text);
            if holds(&text, &self.without) {
                Some((false, 1.0))
            } else {
                holds(&text, &self.with).then_some((true, 1.0))
            }
        };
        texts.iter().map(label).collect()
    }
}

/// A piece is the article's where most of its words stand in the body in the same company; it
/// counts by its length.
fn by_body(texts: &[&str], body: &str) -> Vec<Option<(bool, f64)>> {
    let body: Vec<&str> = words(body).collect();
    let known: HashSet<&[&str]> = body.windows(TOGETHER).collect();
    let pieces: Vec<Vec<&str>> = texts.iter().map(|text| words(text).collect()).collect();
    let all: Vec<&str> = pieces.iter().flatten().copied().collect();
    let mut is_found = vec![false; all.len()];
    for (at, window) in all.windows(TOGETHER).enumerate() {
        if known.contains(window) {
            is_found[at..at + TOGETHER].fill(true);
        }
    }
    let mut from = 0;
    let labels = pieces.iter().map(|piece| {
        let found = &is_found[from..from + piece.len()];
        from += piece.len();
        let count = found.iter().filter(|f| **f).count();
        let share = piece.len() as f64 / body.len().max(1) as f64;
        Some((count * 2 > piece.len(), share * ARTICLE + LEAST))
    });
    labels.collect()
}
