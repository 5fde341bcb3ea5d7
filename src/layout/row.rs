//! A row of the screen: what of the text stands where, and what is drawn beside it.

use std::borrow::Cow;

use super::cells::cells;
use crate::text::{Document, Span};

/// A stretch of the document's text at a column of a row. It holds no tab and no line feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// The first cell, from the text's left edge.
    pub column: u16,
    /// The bytes of the document; empty on a blank line of code.
    pub span: Span,
    /// The cells it takes.
    pub width: u16,
}

/// What a decoration is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecorationKind {
    /// A list's bullet, number or box.
    Bullet,
    /// The bar beside a quotation.
    QuoteBar,
    /// A line across: a thematic break, or the one under a table's header.
    Rule,
    /// The sign that a line of code goes on beyond the edge.
    CutMark,
    /// What stands between the parts of a byline.
    Separator,
    /// Words that say what the text beside them is: "[picture:", a column's name.
    Label,
    /// What the reader is told beside the text: the reading time.
    Note,
}

/// Something drawn that is no text of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoration {
    /// The first cell, from the text's left edge.
    pub column: u16,
    /// What is drawn.
    pub text: Cow<'static, str>,
    /// What it is.
    pub kind: DecorationKind,
}

/// Whether anything of the block stands on a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowKind {
    /// Space between blocks or parts of one; a quotation's bars may run through it.
    Blank,
    /// A row of the block itself, which may have no fragment (a rule).
    #[default]
    Text,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The text, by column. In a table's row the spans need not be in order.
    pub fragments: Vec<Fragment>,
    /// What is drawn beside it.
    pub decorations: Vec<Decoration>,
    /// What it is.
    pub kind: RowKind,
}

impl Row {
    /// A row of space.
    pub(super) fn blank() -> Self {
        Row {
            kind: RowKind::Blank,
            ..Row::default()
        }
    }

    /// The first byte of the document that it shows.
    pub fn start(&self) -> Option<usize> {
        self.fragments.iter().map(|f| f.span.start()).min()
    }

    /// The byte after the last that it shows; 0 where it shows none.
    pub fn end(&self) -> usize {
        self.fragments
            .iter()
            .map(|f| f.span.end())
            .max()
            .unwrap_or(0)
    }

    /// The cells from the left edge to the end of the last thing on it.
    pub fn width(&self) -> usize {
        let text = self
            .fragments
            .iter()
            .map(|f| usize::from(f.column) + usize::from(f.width))
            .max();
        let drawn = self
            .decorations
            .iter()
            .map(|d| usize::from(d.column) + cells(&d.text))
            .max();
        text.max(drawn).unwrap_or(0)
    }

    /// Draws something at a column.
    pub(super) fn decorate(
        &mut self,
        column: usize,
        kind: DecorationKind,
        text: impl Into<Cow<'static, str>>,
    ) {
        self.decorations.push(Decoration {
            column: to_cells(column),
            text: text.into(),
            kind,
        });
    }

    /// Puts text at a column.
    pub(super) fn put(&mut self, column: usize, span: Span, width: usize) {
        self.fragments.push(Fragment {
            column: to_cells(column),
            span,
            width: to_cells(width),
        });
    }
}

/// A count of cells as rows hold it; a screen is never wider.
pub(super) fn to_cells(count: usize) -> u16 {
    count.min(usize::from(u16::MAX)) as u16
}

/// A row as plain text, without spaces at its end.
pub fn plain(doc: &Document, row: &Row) -> String {
    let mut parts: Vec<(u16, &str)> = row
        .fragments
        .iter()
        .map(|f| (f.column, doc.slice(f.span)))
        .chain(row.decorations.iter().map(|d| (d.column, d.text.as_ref())))
        .collect();
    parts.sort_by_key(|(column, _)| *column);
    let mut line = String::new();
    let mut at = 0;
    for (column, text) in parts {
        let column = usize::from(column);
        line.extend(std::iter::repeat_n(' ', column.saturating_sub(at)));
        line.push_str(text);
        at = at.max(column) + cells(text);
    }
    line.truncate(line.trim_end_matches(' ').len());
    line
}
