//! Second opinions: what two extractors of articles take for the text of a page.

use std::hash::Hasher;

use dom_smoothie::{Config, Readability};
use rustc_hash::{FxHashSet, FxHasher};
use trafilatura::{HtmlDateMode, Options};

use super::page::Piece;
use crate::text::fault;

/// For each piece, what share of its words each extractor keeps.
#[derive(Debug, Default)]
pub(super) struct Votes {
    /// By `dom_smoothie`, a port of Mozilla's Readability.
    pub smoothie: Vec<f32>,
    /// By `trafilatura`.
    pub trafilatura: Vec<f32>,
}

/// Asks both.
pub(super) fn ask(source: &str, document: &dom_query::Document, pieces: &[Piece]) -> Votes {
    let stream = Stream::of(pieces);
    let smoothie = smoothie(document).unwrap_or_default();
    let trafilatura = trafilatura(source).unwrap_or_default();
    Votes {
        smoothie: stream.shares(&smoothie),
        trafilatura: stream.shares(&trafilatura),
    }
}

/// The text that `dom_smoothie` takes for the article. A panic inside is no answer.
fn smoothie(document: &dom_query::Document) -> Option<String> {
    let document = document.clone();
    let run = || {
        let config = Config {
            disable_json_ld: true,
            ..Config::default()
        };
        let mut readability = Readability::with_document(document, None, Some(config)).ok()?;
        let article = readability.parse().ok()?;
        Some(article.text_content.to_string())
    };
    fault::caught(run).flatten()
}

/// The text that `trafilatura` takes for the article. A panic inside is no answer.
fn trafilatura(source: &str) -> Option<String> {
    let run = || {
        let options = Options::default().with_html_date_mode(HtmlDateMode::Disabled);
        let found = trafilatura::extract(source, &options).ok()?;
        Some(found.content_text)
    };
    fault::caught(run).flatten()
}

/// The words of a page as hashes, and where each piece begins among them.
struct Stream {
    words: Vec<u64>,
    starts: Vec<usize>,
}

/// Words that are looked up together: fewer would be found anywhere.
const TOGETHER: usize = 3;

impl Stream {
    fn of(pieces: &[Piece]) -> Self {
        let mut words = Vec::new();
        let mut starts = Vec::with_capacity(pieces.len() + 1);
        for piece in pieces {
            starts.push(words.len());
            words.extend(hashes(&piece.text));
        }
        starts.push(words.len());
        Stream { words, starts }
    }

    /// The share of each piece's words that stand in `text` in the same company.
    fn shares(&self, text: &str) -> Vec<f32> {
        let kept: Vec<u64> = hashes(text).collect();
        let known: FxHashSet<u64> = kept.windows(TOGETHER).map(together).collect();
        let mut found = vec![false; self.words.len()];
        for (at, window) in self.words.windows(TOGETHER).enumerate() {
            if known.contains(&together(window)) {
                found[at..at + TOGETHER].fill(true);
            }
        }
        self.starts
            .windows(2)
            .map(|range| {
                let piece = &found[range[0]..range[1]];
                let count = piece.iter().filter(|f| **f).count();
                if piece.is_empty() {
                    0.0
                } else {
                    count as f32 / piece.len() as f32
                }
            })
            .collect()
    }
}

fn hashes(text: &str) -> impl Iterator<Item = u64> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|word| {
            let mut hasher = FxHasher::default();
            hasher.write(word.as_bytes());
            hasher.finish()
        })
}

fn together(words: &[u64]) -> u64 {
    let mut hasher = FxHasher::default();
    for word in words {
        hasher.write_u64(*word);
    }
    hasher.finish()
}
