//! A page as pieces: the leaves of its block structure in page order, each with what its place in
//! the page tells about it.

mod text;
mod walk;

use std::ops::Range;

use dom_query::Document;

use super::hints::Hints;
use crate::text::{InlineKind, Marker};

pub(super) use walk::pieces;

/// What a piece is by its element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Heading(u8),
    Paragraph,
    /// A paragraph inside block quotations.
    Quote(u8),
    Item {
        list: u32,
        item: u32,
        depth: u8,
        marker: Marker,
    },
    Code,
    Caption,
    Rule,
    /// Cells, row by row, and whether the first row names the columns.
    Table(Vec<Vec<Range<usize>>>, bool),
}

/// A stretch of text that no block element cuts.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub kind: Kind,
    /// Its text: white space levelled outside of code; `<br>` is a line feed.
    pub text: String,
    /// Inline spans, by byte offsets in `text`.
    pub inlines: Vec<(Range<usize>, InlineKind)>,
    /// Bytes of the text that are in links.
    pub linked: usize,
    /// What the elements around it are.
    pub place: Place,
    /// The `id` of the element that it is in, or of one around it that begins with it.
    pub anchor: Option<String>,
}

/// What the elements around a piece are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// The block element that it is in, by its number in the page.
    pub parent: u32,
    /// The block element around that one.
    pub grandparent: u32,
    /// How deep it is.
    pub depth: u32,
    /// What classes, ids and roles say of the elements around it: the nearest three, and all.
    pub near: Hints,
    pub all: Hints,
    /// Whether it stands in a `<p>`.
    pub in_paragraph: bool,
    /// Whether it stands in an `<li>`.
    pub in_item: bool,
    /// Whether it stands in a cell.
    pub in_cell: bool,
}

/// Whether elements are nested deeper than `most`.
pub(super) fn is_deeper(document: &Document, most: u32) -> bool {
    let mut stack = vec![(document.root(), 0)];
    while let Some((node, depth)) = stack.pop() {
        if depth > most {
            return true;
        }
        stack.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    false
}
