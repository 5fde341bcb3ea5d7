//! What the weights of the choice are learned from: pages as their pieces with features.

pub use super::choice::Weights;
pub use super::features::names;

use super::super::charset::{self, Declared};
use super::page::Kind;
use super::votes::Votes;
use super::{Page, bounds, choice, features, title};

/// A page made ready to be looked at.
pub struct Sample {
    page: Page,
    votes: Option<Votes>,
}

impl Sample {
    /// Reads a page from its bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let declared = Declared {
            media_type: None,
            is_page: true,
            complete: true,
        };
        let decoded = charset::decode(bytes, declared);
        let source = bounds::bounded(&decoded.text);
        let page = Page::of(&source);
        Sample {
            votes: page.votes(&source),
            page,
        }
    }

    /// The text of each piece; empty for a rule.
    pub fn texts(&self) -> Vec<&str> {
        let pieces = self.page.pieces.iter();
        pieces
            .map(|piece| match piece.kind {
                Kind::Rule => "",
                _ => piece.text.as_str(),
            })
            .collect()
    }

    /// The features of each piece, with the extractors' votes on it or without.
    pub fn features(&self, with_votes: bool) -> Vec<Vec<f32>> {
        let votes = self.votes.as_ref().filter(|_| with_votes);
        features::of(&self.page.pieces, votes)
    }

    /// The article that weights choose, its blocks parted by blank lines.
    pub fn article(&self, features: &[Vec<f32>], weights: &Weights) -> String {
        let pieces = &self.page.pieces;
        let mut kept = choice::choose_by(pieces, features, weights);
        let statements = &self.page.statements;
        let site = statements.site();
        let title = title::find(statements, pieces, &kept, site.as_deref());
        if choice::is_article(pieces, &kept) {
            choice::without_title(pieces, &mut kept, title.piece);
        } else {
            kept.fill(true);
        }
        let texts = self.texts().into_iter().zip(kept);
        let texts: Vec<&str> = texts.filter(|(_, k)| *k).map(|(text, _)| text).collect();
        texts.join("\n\n")
    }
}
