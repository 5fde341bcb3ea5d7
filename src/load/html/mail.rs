//! A mail's page: letters and newsletters. All of it is the sender's word but what a machine puts
//! around it: how to see it in a browser, how to be rid of it, where the sender lives.

use std::sync::LazyLock;

use super::page::{Kind, Piece};
use super::title::level;
use crate::load::words;

/// Phrases of such lines, in lower case.
static PHRASES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../assets/html/mail-furniture.txt").lines();
    lines
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .collect()
});

/// So many pieces at the start may tell how to see the mail elsewhere.
const HEAD: usize = 8;

/// The longest line of a machine's, in bytes.
const LONGEST: usize = 400;

/// Which pieces are the sender's.
pub(super) fn choose(pieces: &[Piece]) -> Vec<bool> {
    let mut kept: Vec<bool> = pieces
        .iter()
        .enumerate()
        .map(|(at, piece)| {
            let is_linked = piece.linked * 2 > piece.text.len();
            !((at < HEAD || is_linked) && is_furniture(piece))
        })
        .collect();
    let end = tail(pieces);
    if let Some(tail) = kept.get_mut(end..) {
        tail.fill(false);
    }
    // What is nothing else is shown.
    if !kept.contains(&true) {
        kept.fill(true);
    }
    kept
}

/// Where the last lines begin that are no sender's: the first furniture of those after the last
/// sentence.
fn tail(pieces: &[Piece]) -> usize {
    let is_word = |piece: &Piece| !is_furniture(piece) && words::ends_sentence(&piece.text);
    let after = pieces.iter().rposition(is_word).map_or(0, |at| at + 1);
    let mut last = pieces.iter().enumerate().skip(after);
    last.find(|(_, piece)| is_furniture(piece))
        .map_or(pieces.len(), |(at, _)| at)
}

fn is_furniture(piece: &Piece) -> bool {
    if piece.kind == Kind::Code || piece.text.len() > LONGEST {
        return false;
    }
    let text = level(&piece.text);
    PHRASES.iter().any(|phrase| text.contains(phrase))
}
