//! Bytes and blocks of a document → code points and paragraphs of an answer.

use serde::Serialize;

use crate::export::Points;
use crate::text::{Block, BlockKind, Document, Span};

/// A half-open span in code points.
#[derive(Serialize)]
pub(super) struct Reach {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Where the blocks and spans of a document stand in the answer and in the text it refers to.
pub(super) struct Places<'a> {
    pub(super) doc: &'a Document,
    points: Points<'a>,
    /// Where the answer's text begins in the document's; `None` if it refers to the source.
    base: Option<usize>,
    /// The answer's index of each block, or of the next one that it lists.
    paragraphs: Vec<usize>,
    /// How many blocks it lists.
    count: usize,
}

impl<'a> Places<'a> {
    pub(super) fn new(doc: &'a Document, points: Points<'a>, base: Option<usize>) -> Self {
        let mut count = 0;
        let mut paragraphs = Vec::with_capacity(doc.blocks().len());
        for block in doc.blocks() {
            paragraphs.push(count);
            count += usize::from(is_listed(block));
        }
        Places {
            doc,
            points,
            base,
            paragraphs,
            count,
        }
    }

    /// A span in code points of the text that the answer refers to.
    pub(super) fn reach(&self, span: Span) -> Reach {
        let bytes = match self.base {
            Some(base) => Span::new(
                span.start().saturating_sub(base),
                span.end().saturating_sub(base),
            ),
            None => self.doc.source_span(span).unwrap_or_default(),
        };
        Reach {
            start: self.points.at(bytes.start()),
            end: self.points.at(bytes.end()),
        }
    }

    /// The same as a pair.
    pub(super) fn pair(&self, span: Span) -> [usize; 2] {
        let reach = self.reach(span);
        [reach.start, reach.end]
    }

    /// The answer's index of a block.
    pub(super) fn paragraph(&self, block: usize) -> usize {
        let index = self.paragraphs.get(block).copied().unwrap_or(usize::MAX);
        index.min(self.count.saturating_sub(1))
    }

    /// The answer's index of the block that a span stands in.
    pub(super) fn paragraph_at(&self, span: Span) -> usize {
        self.paragraph(self.doc.block_at(span.start()))
    }
}

/// Whether a block stands among an answer's paragraphs.
pub(super) fn is_listed(block: &Block) -> bool {
    !block.head_only && block.kind != BlockKind::Rule
}
