//! Articles whose headings were taken out, as the program reads them.

use std::error::Error;

use dateline::analysis::Prose;
use dateline::analysis::sections::learn::{Features, candidates, features};
use dateline::analysis::sections::model::{self, Weights};
use dateline::analysis::sections::search::Lattice;
use dateline::load;
use serde::Deserialize;

use super::FOLDS;
use super::names::{self, Part};

#[derive(Deserialize)]
struct Line {
    text: String,
    units: Vec<(usize, usize)>,
    boundaries: Vec<usize>,
    titles: Option<Vec<Option<String>>>,
}

/// An article.
pub struct Article {
    /// The file that it is from.
    pub file: String,
    /// Whether weights are learned from it.
    pub learned: bool,
    /// Its fold.
    pub fold: usize,
    /// How many paragraphs it has, as the file counts them.
    pub paragraphs: usize,
    /// The paragraphs that begin its parts but the first.
    pub gold: Vec<usize>,
    /// What the program sees of it.
    pub features: Features,
    /// Its parts that have headings, with what could name them.
    pub parts: Vec<Part>,
    /// The names of the features of a name.
    pub name_features: Vec<String>,
    /// The paragraph that each unit of the program begins with.
    paragraph_of: Vec<usize>,
}

/// Reads a file.
pub fn read(path: &str, learned: bool) -> Result<Vec<Article>, Box<dyn Error>> {
    let lines = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    let articles = lines.lines().enumerate().map(|(at, line)| {
        let line: Line = serde_json::from_str(line)?;
        Ok(article(path, learned, at, &line))
    });
    articles.collect()
}

fn article(path: &str, learned: bool, at: usize, line: &Line) -> Article {
    let doc = load::load_text(&line.text, None);
    let features = features(&Prose::new(&doc));
    let bytes: Vec<usize> = line.text.char_indices().map(|(byte, _)| byte).collect();
    let starts: Vec<usize> = line.units.iter().map(|u| bytes[u.0]).collect();
    let nearest = |block: &usize| {
        let start = doc
            .source_offset(doc.blocks()[*block].span.start())
            .unwrap_or(0);
        let after = starts.partition_point(|s| *s < start);
        let candidates = [after.saturating_sub(1), after.min(starts.len() - 1)];
        candidates
            .into_iter()
            .min_by_key(|p| starts[*p].abs_diff(start))
            .unwrap_or(0)
    };
    let mut article = Article {
        file: path.rsplit('/').next().unwrap_or(path).to_owned(),
        learned,
        fold: at % FOLDS,
        paragraphs: line.units.len(),
        gold: line.boundaries.clone(),
        parts: Vec::new(),
        name_features: Vec::new(),
        paragraph_of: features.blocks.iter().map(nearest).collect(),
        features,
    };
    let edges = article.edges();
    if let Some(titles) = &line.titles
        && edges.len() == titles.len() + 1
    {
        let ranges: Vec<_> = edges.windows(2).map(|e| e[0]..e[1]).collect();
        let (candidates, names) = candidates(&Prose::new(&doc), &ranges);
        let named = candidates.into_iter().zip(titles);
        let parts = named.filter_map(|(c, title)| names::part(at % FOLDS, c, title.as_deref()?));
        article.parts = parts.collect();
        article.name_features = names;
    }
    article
}

/// The names of the files, each once.
pub fn files(articles: &[Article]) -> Vec<String> {
    let mut files: Vec<String> = articles.iter().map(|a| a.file.clone()).collect();
    files.dedup();
    files
}

impl Article {
    /// How many units the program sees.
    pub fn units(&self) -> usize {
        self.features.blocks.len()
    }

    /// The units at which its parts begin, the first included, and the end.
    pub fn edges(&self) -> Vec<usize> {
        let mut edges: Vec<usize> = (1..self.units())
            .filter(|u| {
                let here = self.paragraph_of[*u];
                self.gold.contains(&here) && self.paragraph_of[u - 1] != here
            })
            .collect();
        edges.insert(0, 0);
        edges.push(self.units());
        edges
    }

    /// Scores every run of units.
    pub fn lattice(&self, weights: &Weights) -> Lattice {
        let dot = |values: &[f32], weights: &[f32]| -> f32 {
            values.iter().zip(weights).map(|(v, w)| v * w).sum()
        };
        let mut lattice = Lattice::new(self.units());
        let single = self.features.single;
        for run in &self.features.runs {
            let begin = match run.start {
                0 => 0.0,
                start if !self.features.begins[start] => f32::NEG_INFINITY,
                start => model::join_cues(dot(&self.features.cues[start], &weights.cues), single),
            };
            let learned = dot(&run.features, &weights.runs);
            lattice.set(
                run.start,
                run.end,
                begin + model::join_runs(learned, run.likelihood, single),
            );
        }
        lattice
    }

    /// The paragraphs that begin the parts found, but the first.
    pub fn cut(&self, weights: &Weights) -> Vec<usize> {
        if self.features.paragraphs < model::FEWEST {
            return Vec::new();
        }
        let units = model::choose(&self.lattice(weights));
        let mut paragraphs: Vec<usize> = units.into_iter().map(|u| self.paragraph_of[u]).collect();
        paragraphs.retain(|p| *p > 0);
        paragraphs.dedup();
        paragraphs
    }
}
