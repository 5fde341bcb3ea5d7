//! Tokens and sentences, cut once for every annotator.
//!
//! A token is a word, a number or a single other character; words are interned, so that a lexicon
//! is asked once for each distinct word of a document and a rule compares integers. The cut runs in
//! one pass, in time linear in the text.

mod abbreviations;
mod characters;
mod lexer;
mod scan;
mod sentence;
#[cfg(test)]
mod tests;
mod token;

use std::borrow::Cow;
use std::ops::Range;

use crate::text::{BlockKind, Document, Span};
use lexer::Lexer;

pub use sentence::Sentence;
pub use token::{Symbol, Token, TokenKind};

/// A document's analysed text as tokens and sentences. What
/// [`Block::is_analysed`](crate::text::Block::is_analysed) leaves out has none.
#[derive(Debug)]
pub struct Prose<'d> {
    doc: &'d Document,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    vocabulary: Vec<Cow<'d, str>>,
    block_tokens: Vec<u32>,
}

impl<'d> Prose<'d> {
    /// Cuts a document into tokens and sentences.
    pub fn new(doc: &'d Document) -> Self {
        let guess = doc.text().len() / 4;
        let mut prose = Prose {
            doc,
            tokens: Vec::with_capacity(guess),
            sentences: Vec::with_capacity(guess / 20),
            vocabulary: Vec::new(),
            block_tokens: Vec::with_capacity(doc.blocks().len() + 1),
        };
        let mut lexer = Lexer::new(doc.text());
        for (index, block) in doc.blocks().iter().enumerate() {
            prose.block_tokens.push(prose.tokens.len() as u32);
            if !block.is_analysed() {
                continue;
            }
            match &block.kind {
                BlockKind::List(items) => {
                    for item in items {
                        prose.cut(&mut lexer, item.span, index);
                    }
                }
                BlockKind::Table(table) => {
                    for cell in table.rows.iter().flatten() {
                        prose.cut(&mut lexer, *cell, index);
                    }
                }
                _ => prose.cut(&mut lexer, block.span, index),
            }
        }
        prose.block_tokens.push(prose.tokens.len() as u32);
        prose
    }

    /// The document.
    #[inline]
    pub fn doc(&self) -> &'d Document {
        self.doc
    }

    /// The tokens, in text order.
    #[inline]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The sentences, in text order; together they hold every token.
    #[inline]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The distinct lower-case words, by [`Symbol`].
    #[inline]
    pub fn vocabulary(&self) -> &[Cow<'d, str>] {
        &self.vocabulary
    }

    /// A token's words as printed.
    #[inline]
    pub fn text(&self, token: usize) -> &'d str {
        self.doc.slice(self.tokens[token].span)
    }

    /// A token's lower-case form; a typographic apostrophe in it is a straight one.
    #[inline]
    pub fn lower(&self, token: usize) -> &str {
        &self.vocabulary[self.tokens[token].word.0 as usize]
    }

    /// The lower-case form of the token at `token`, or "" past the end.
    pub fn lower_at(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |_| self.lower(token))
    }

    /// The words of a run of tokens as printed, from the first to the last.
    pub fn slice(&self, tokens: Range<usize>) -> &'d str {
        self.doc.slice(self.span(tokens))
    }

    /// The span of a run of tokens; empty for an empty run.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1)) {
            (Some(first), Some(last)) if last >= tokens.start => first
                .span
                .to(self.tokens[last.min(self.tokens.len() - 1)].span),
            (Some(first), _) => Span::empty(first.span.start()),
            (None, _) => Span::empty(self.doc.text().len()),
        }
    }

    /// Indices of the tokens of a block.
    #[inline]
    pub fn block_tokens(&self, block: usize) -> Range<usize> {
        self.block_tokens[block] as usize..self.block_tokens[block + 1] as usize
    }

    /// Index of the sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences
            .partition_point(|s| s.tokens.start <= token)
            .saturating_sub(1)
    }

    /// Index of the first token that ends after byte `offset`.
    pub fn token_at(&self, offset: usize) -> usize {
        self.tokens.partition_point(|t| t.span.end() <= offset)
    }

    /// What a lexicon says of each distinct word: asked once a word, read by [`Symbol`].
    pub fn classify<T>(&self, class: impl Fn(&str) -> T) -> Vec<T> {
        self.vocabulary.iter().map(|w| class(w)).collect()
    }

    fn cut(&mut self, lexer: &mut Lexer<'d>, span: Span, block: usize) {
        let first = self.tokens.len();
        lexer.run(span, &mut self.tokens, &mut self.vocabulary);
        self.cut_sentences(first, block, lexer.stops());
    }
}
