//! The article on the screen: what is shown of it, and which paragraph is being read.
//!
//! The scroll is the address of a row at the present width; whatever must outlive a change of
//! width, of the document or of the program is a [`Place`].

mod links;
mod motion;

use std::sync::Arc;

use crate::layout::{Layout, Row, RowAddress, Settings};
use crate::text::{Document, Place, Span};

/// Rows of the current paragraph that a smaller screen must still show.
const LEAST_SEEN: usize = 3;

/// The article in its window.
#[derive(Debug)]
pub struct Reader {
    doc: Arc<Document>,
    layout: Layout,
    top: RowAddress,
    height: usize,
    current: usize,
    /// The link that was gone to, by its span.
    link: Option<Span>,
}

/// A row of the window.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The block that it belongs to.
    pub block: usize,
    /// What stands on it.
    pub row: Row,
    /// Whether it is the first row of its block that has text.
    pub is_first: bool,
}

impl Reader {
    /// A reader of a document.
    pub fn new(doc: Arc<Document>, settings: Settings, height: usize) -> Self {
        let layout = Layout::new(settings);
        let top = layout.first(&doc);
        let mut reader = Reader {
            doc,
            layout,
            top,
            height: height.max(1),
            current: 0,
            link: None,
        };
        reader.current = reader.paragraph_from(0);
        reader
    }

    /// The document.
    pub fn doc(&self) -> &Arc<Document> {
        &self.doc
    }

    /// How the text is set.
    pub fn settings(&self) -> Settings {
        self.layout.settings()
    }

    /// The block that is being read.
    pub fn current(&self) -> usize {
        self.current
    }

    /// The span of the block that is being read.
    pub fn current_span(&self) -> Span {
        let block = self.doc.blocks().get(self.current);
        block.map_or_else(Span::default, |b| b.span)
    }

    /// The place of the reading: the beginning of the current paragraph, or, where that is above
    /// the screen, what stands at the top of it.
    pub fn place(&self) -> Place {
        let start = self.start_of(self.current);
        let first = self.layout.row_of(&self.doc, start);
        let top = self.layout.place_of(&self.doc, self.top);
        if first < self.top && top.block == self.current {
            top
        } else {
            start
        }
    }

    fn start_of(&self, block: usize) -> Place {
        Place { block, offset: 0 }
    }

    /// The first byte on the screen, and the byte after the last.
    pub fn visible(&self) -> Span {
        let rows = self.rows();
        let start = rows.iter().find_map(|r| r.row.start());
        let end = rows
            .iter()
            .rev()
            .find_map(|r| r.row.start().map(|_| r.row.end()));
        match (start, end) {
            (Some(start), Some(end)) => Span::new(start, end),
            _ => Span::empty(0),
        }
    }

    /// The rows on the screen, from its top: at most its height.
    pub fn rows(&self) -> Vec<Shown> {
        let window = self.layout.window(&self.doc, self.top, self.height);
        let mut seen = None;
        window
            .into_iter()
            .filter_map(|(address, rows)| {
                let row = rows.get(address.row)?.clone();
                let begins = row.start().is_some()
                    && seen != Some(address.block)
                    && self.is_first_row(address);
                if row.start().is_some() {
                    seen = Some(address.block);
                }
                Some(Shown {
                    block: address.block,
                    row,
                    is_first: begins,
                })
            })
            .collect()
    }

    fn is_first_row(&self, address: RowAddress) -> bool {
        let start = Place {
            block: address.block,
            offset: 0,
        };
        self.layout.row_of(&self.doc, start) == address
    }

    /// Whether the end of the text is on the screen.
    pub fn is_at_end(&self) -> bool {
        let last = self.layout.last(&self.doc);
        self.layout
            .distance(&self.doc, self.top, last, self.height)
            .is_some_and(|rows| rows < self.height)
    }

    /// How much of the text stands before the current paragraph, in per cent; 100 at the end.
    pub fn percent(&self) -> usize {
        if self.is_at_end() {
            return 100;
        }
        let length = self.doc.text().len().max(1);
        (self.doc.offset_of(self.place()) * 100 / length).min(99)
    }

    /// Takes another size or setting; the paragraph that is being read stays on its row.
    pub fn fit(&mut self, settings: Settings, height: usize) {
        let height = height.max(1);
        if settings == self.layout.settings() && height == self.height {
            return;
        }
        let (anchor, row) = self.anchor();
        self.layout.set(settings);
        self.height = height;
        let at = self.layout.row_of(&self.doc, anchor);
        self.set_top(self.layout.step(&self.doc, at, -(row as isize)), 0);
        // Where a lower screen would leave too little of the paragraph, it moves up.
        let least = LEAST_SEEN.min(self.height);
        let is_seen = self
            .row_on_screen(at)
            .is_some_and(|r| r + least <= self.height);
        if !is_seen {
            self.set_top(at, self.height / 3);
        }
    }

    /// Puts another document in place; `carry` says where a place of the old one stands in it.
    pub fn swap(&mut self, doc: Arc<Document>, carry: impl Fn(Place) -> Place) {
        let (anchor, row) = self.anchor();
        let current = carry(self.start_of(self.current)).block;
        self.doc = doc;
        self.link = None;
        self.layout.clear();
        let at = self.layout.row_of(&self.doc, carry(anchor));
        self.set_top(self.layout.step(&self.doc, at, -(row as isize)), 0);
        self.current = self.paragraph_from(current);
        self.keep_current_visible();
    }

    /// A place that must keep its row, and the row: the current paragraph's beginning while it is
    /// on the screen, else what stands at the top.
    fn anchor(&self) -> (Place, usize) {
        let start = self.start_of(self.current);
        let first = self.layout.row_of(&self.doc, start);
        match self.row_on_screen(first) {
            Some(row) => (start, row),
            None => (self.layout.place_of(&self.doc, self.top), 0),
        }
    }

    /// The screen row of an address, if it is on the screen.
    fn row_on_screen(&self, address: RowAddress) -> Option<usize> {
        if address < self.top {
            return None;
        }
        self.layout
            .distance(&self.doc, self.top, address, self.height)
            .filter(|rows| *rows < self.height)
    }

    /// Puts the row `address` on screen row `up`, but never leaves more free below the end than a
    /// blank row and the one that says so.
    fn set_top(&mut self, address: RowAddress, up: usize) {
        let top = self.layout.step(&self.doc, address, -(up as isize));
        let below = if self.height > 6 { 2 } else { 0 };
        let end = self.layout.top_for_end(&self.doc, self.height - below);
        self.top = top.min(end);
    }

    fn is_paragraph(&self, block: usize) -> bool {
        self.doc.paragraph_number(block).is_some()
    }

    /// The first paragraph at or after a block, or the last before it.
    fn paragraph_from(&self, block: usize) -> usize {
        let blocks = self.doc.blocks().len();
        (block..blocks)
            .find(|b| self.is_paragraph(*b))
            .unwrap_or_else(|| self.paragraph_until(block))
    }

    fn paragraph_until(&self, block: usize) -> usize {
        (0..=block)
            .rev()
            .find(|b| self.is_paragraph(*b))
            .unwrap_or(block.min(self.doc.blocks().len().saturating_sub(1)))
    }

    /// The text of the current paragraph, for copying.
    pub fn current_text(&self) -> &str {
        self.doc.slice(self.current_span())
    }

    /// The address of the top row and the current paragraph, to come back to.
    pub fn standing(&self) -> (Place, usize) {
        (self.layout.place_of(&self.doc, self.top), self.current)
    }

    /// Comes back to a standing.
    pub fn stand(&mut self, (top, current): (Place, usize)) {
        let row = self.layout.row_of(&self.doc, top);
        let row = if top == Place::default() {
            self.layout.first(&self.doc)
        } else {
            row
        };
        self.set_top(row, 0);
        self.current = current.min(self.doc.blocks().len().saturating_sub(1));
    }
}
