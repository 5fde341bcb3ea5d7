//! Block + width → rows, and the rows around the view.
//!
//! A place in an article is a block and an offset, never a row number: rows exist only around the
//! view, at its present width. A block is laid out when it is first needed and kept in a small
//! cache ([`Layout`]); a block over 16 KB is laid out in pieces, so that a place in the middle of
//! a 10 MB line costs no more than one in a short paragraph. Nothing ever lays out the whole
//! article.
//!
//! A [`Row`] holds ranges of the document's text at columns, and decorations that are no text of
//! it. Style is applied when a row is drawn.

mod atoms;
mod block;
mod cache;
mod cells;
mod code;
mod list;
mod piece;
#[cfg(test)]
mod properties;
mod row;
mod table;
#[cfg(test)]
mod testing;
mod together;
mod view;
mod wrap;

pub use cells::cells;
pub use row::{Decoration, DecorationKind, Fragment, Row, RowKind, plain};
pub use view::{Layout, RowAddress, Window};

/// How text is set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Settings {
    /// Cells of text in a row.
    pub measure: u16,
    /// Whether headings have one blank row above and none below, instead of two and one.
    pub compact: bool,
    /// Cells by which code is scrolled to the left.
    pub sideways: u16,
    /// The reading time in minutes that stands at the end of the byline.
    pub minutes: Option<u16>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            measure: 66,
            compact: false,
            sideways: 0,
            minutes: None,
        }
    }
}

impl Settings {
    /// Cells of text in a row, at least one.
    fn width(&self) -> usize {
        usize::from(self.measure.max(1))
    }
}
