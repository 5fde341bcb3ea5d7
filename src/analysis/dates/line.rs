//! A sentence as the grammar sees it: classes of words by position.

use super::lexicon::{Class, Kind};
use crate::analysis::Prose;
use crate::analysis::prose::Token;

/// A sentence's tokens with their classes; positions outside it hold no word.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    prose: &'a Prose<'a>,
    classes: &'a [Class],
    start: usize,
    end: usize,
}

impl<'a> Line<'a> {
    /// The tokens from `start` up to `end`; `classes` are by word.
    pub fn new(prose: &'a Prose<'a>, classes: &'a [Class], start: usize, end: usize) -> Self {
        Line {
            prose,
            classes,
            start,
            end,
        }
    }

    /// Index of its first token.
    pub fn start(&self) -> usize {
        self.start
    }

    /// Index of the token after its last.
    pub fn end(&self) -> usize {
        self.end
    }

    /// The token at a position of the sentence.
    #[inline]
    pub fn token(&self, at: usize) -> Option<&'a Token> {
        if at < self.start || at >= self.end {
            return None;
        }
        self.prose.tokens().get(at)
    }

    /// The class of the word at a position.
    #[inline]
    pub fn class(&self, at: usize) -> Class {
        self.token(at).map_or(Class::OTHER, |t| {
            self.classes
                .get(t.word.0 as usize)
                .copied()
                .unwrap_or(Class::OTHER)
        })
    }

    /// The kind of the word at a position.
    #[inline]
    pub fn kind(&self, at: usize) -> Kind {
        self.class(at).kind
    }

    /// The kind of the word before a position.
    pub fn kind_before(&self, at: usize) -> Kind {
        at.checked_sub(1).map_or(Kind::Other, |i| self.kind(i))
    }

    /// Whether the word at a position is of a kind.
    #[inline]
    pub fn is(&self, at: usize, kind: Kind) -> bool {
        self.kind(at) == kind
    }

    /// The lower-case word at a position, "" outside the sentence.
    pub fn word(&self, at: usize) -> &'a str {
        match self.token(at) {
            Some(_) => self.prose.lower(at),
            None => "",
        }
    }

    /// The lower-case word before a position.
    pub fn word_before(&self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |i| self.word(i))
    }

    /// Whether the word at a position begins with a capital.
    pub fn capital(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.capital)
    }

    /// Whether white space stands before the token.
    pub fn spaced(&self, at: usize) -> bool {
        self.token(at).is_none_or(|t| t.spaced)
    }

    /// Whether a token is joined to the one before it by nothing, as in "1950-53".
    pub fn joined(&self, at: usize) -> bool {
        !self.spaced(at)
    }

    /// The position after an optional word of a kind.
    pub fn skip(&self, at: usize, kind: Kind) -> usize {
        at + usize::from(self.is(at, kind))
    }
}
