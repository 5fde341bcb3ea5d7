//! A quotation in tokens, on its way to an annotation.

use std::iter::once;
use std::ops::Range;

use crate::analysis::QuoteKind;

use super::rules::Reporting;

/// A quotation found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its words, marks included.
    pub spans: Vec<Range<usize>>,
    /// How it is quoted.
    pub kind: QuoteKind,
    /// The words that name its source.
    pub mention: Option<Range<usize>>,
    /// The words that report it.
    pub cue: Option<Range<usize>>,
    /// How sure the attribution is, from 0 to 1.
    pub confidence: f32,
    /// What decides on its speaker where no words of its own do.
    pub tie: Tie,
}

/// How a quotation hangs together with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// Its own mention, or nothing.
    Own,
    /// It goes on with the quotation before it.
    Same,
}

impl Found {
    /// Words that something reports.
    pub fn reported(content: Range<usize>, said: Reporting, kind: QuoteKind, sure: f32) -> Found {
        Found {
            spans: once(content).collect(),
            kind,
            mention: Some(said.source),
            cue: Some(said.cue),
            confidence: sure,
            tie: Tie::Own,
        }
    }

    /// The token it begins with.
    pub fn start(&self) -> usize {
        self.spans.first().map_or(0, |s| s.start)
    }

    /// One past the token it ends with.
    pub fn end(&self) -> usize {
        self.spans.last().map_or(0, |s| s.end)
    }
}
