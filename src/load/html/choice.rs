//! The choice: which pieces of a page are its article.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::features;
use super::page::{Kind, Piece};
use super::title::level;
use super::votes::Votes;

/// What each feature of a piece is worth, in the order of [`features::names`].
#[derive(Clone, Debug)]
pub struct Weights {
    /// A weight for each feature.
    pub features: Vec<f32>,
    /// What is added to their sum.
    pub bias: f32,
}

impl Weights {
    /// From lines of a feature's name and its weight; what is not named is worth nothing.
    fn parse(text: &'static str) -> Self {
        let lines = text.lines().filter(|l| !l.starts_with('#'));
        let known: FxHashMap<&str, f32> = lines
            .filter_map(|line| {
                let (name, weight) = line.split_once(' ')?;
                Some((name, weight.parse().ok()?))
            })
            .collect();
        let of = |name: &str| known.get(name).copied().unwrap_or(0.0);
        Weights {
            features: features::names().iter().map(|n| of(n)).collect(),
            bias: of("bias"),
        }
    }

    /// The log-odds that a piece with these features is the article's.
    pub fn score(&self, features: &[f32]) -> f32 {
        let products = features.iter().zip(&self.features).map(|(n, w)| n * w);
        products.sum::<f32>() + self.bias
    }
}

/// For pieces that were voted on.
static VOTED: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("../../../assets/html/weights.txt")));

/// For pieces that were not.
static ALONE: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("../../../assets/html/weights-alone.txt")));

/// A piece is kept above this log-odds: 0.55 as a probability.
const KEPT: f32 = 0.2;

/// Which pieces are the article's, by the votes on them where there are any.
pub(super) fn choose(pieces: &[Piece], votes: Option<&Votes>) -> Vec<bool> {
    let weights = if votes.is_some() { &VOTED } else { &ALONE };
    choose_by(pieces, &features::of(pieces, votes), weights)
}

/// Which pieces are the article's, by their features and the weights of those.
pub(super) fn choose_by(pieces: &[Piece], features: &[Vec<f32>], weights: &Weights) -> Vec<bool> {
    let scores = features.iter().map(|features| weights.score(features));
    let mut kept: Vec<bool> = scores.map(|score| score > KEPT).collect();
    only_inner_rules(pieces, &mut kept);
    without_empty_headings(pieces, &mut kept);
    kept
}

/// A rule is the article's where both its neighbours are.
fn only_inner_rules(pieces: &[Piece], kept: &mut [bool]) {
    for at in 0..pieces.len() {
        if pieces[at].kind == Kind::Rule {
            let is_kept = |at: Option<usize>| at.and_then(|at| kept.get(at)).copied();
            let (before, after) = (is_kept(at.checked_sub(1)), is_kept(Some(at + 1)));
            kept[at] = before == Some(true) && after == Some(true);
        }
    }
}

/// The headline is metadata, wherever the page repeats it.
pub(super) fn without_title(pieces: &[Piece], kept: &mut [bool], title: Option<usize>) {
    let Some(title) = title else { return };
    let wanted = level(&pieces[title].text);
    for (piece, kept) in pieces.iter().zip(kept.iter_mut()) {
        if piece.text.len() < 400 && level(&piece.text) == wanted {
            *kept = false;
        }
    }
}

/// A heading over nothing, or over a heading of the same level, heads what was left out.
fn without_empty_headings(pieces: &[Piece], kept: &mut [bool]) {
    let mut next: Option<u8> = Some(0);
    for at in (0..pieces.len())
        .rev()
        .filter(|at| pieces[*at].kind != Kind::Rule)
    {
        match pieces[at].kind {
            Kind::Heading(level) if kept[at] => {
                if next.is_some_and(|next| next <= level) {
                    kept[at] = false;
                } else {
                    next = Some(level);
                }
            }
            _ if kept[at] => next = None,
            _ => {}
        }
    }
}

/// Whether what is kept is an article: some sentences, or all that there is.
pub(super) fn is_article(pieces: &[Piece], kept: &[bool]) -> bool {
    let of = |wanted: bool| -> usize {
        let pieces = pieces
            .iter()
            .zip(kept)
            .filter(|(_, k)| **k == wanted || wanted);
        pieces
            .filter(|(_, k)| **k || !wanted)
            .map(|(p, _)| p.text.len())
            .sum()
    };
    let text = of(true);
    text >= 250 || text * 4 >= text + of(false)
}

/// So many pieces around the headline and the start of the text may hold byline and date.
const NEAR: usize = 12;

/// The pieces near the head of the article: from the headline to its first paragraphs.
pub(super) fn head<'p>(pieces: &'p [Piece], kept: &[bool], title: Option<usize>) -> Vec<&'p Piece> {
    let first = kept.iter().position(|k| *k).unwrap_or(0);
    let from = title
        .filter(|t| *t < first + 40)
        .unwrap_or(first.saturating_sub(NEAR));
    let to = (first.max(from) + 4).min(from + 40).min(pieces.len());
    let before = from.saturating_sub(4);
    // What follows the headline is nearer to it than what stands before.
    let after = pieces.get(from..to).unwrap_or(&[]).iter();
    after
        .chain(pieces.get(before..from).unwrap_or(&[]))
        .collect()
}
