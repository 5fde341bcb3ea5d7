//! What a token is: a word, a number or a mark, where it stands and how it is written.

use crate::text::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with apostrophes inside ("don't", "O'Brien") and digits after ("B2"), or initials
    /// with their stops ("U.S.", "p.m."). "Kirby's" is two: "Kirby" and the clitic "'s".
    Word,
    /// Digits, with `,` and `.` between digits ("2,000", "3.5", "23.2.2016").
    Number,
    /// Digits with letters after them ("12th", "1990s", "8pm").
    Ordinal,
    /// An opening or closing quotation mark, or an apostrophe that may be one.
    QuoteMark,
    /// Any other character that is not white space.
    Punct,
}

/// An interned lower-case word of one document: index into
/// [`Prose::vocabulary`](super::Prose::vocabulary).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub u32);

/// A token.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands in the document.
    pub span: Span,
    /// Its lower-case form.
    pub word: Symbol,
    /// What it is.
    pub kind: TokenKind,
    /// Whether white space (or the block's start) stands before it.
    pub spaced: bool,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// Whether it has two letters or more and all are capitals.
    pub capitals: bool,
}
