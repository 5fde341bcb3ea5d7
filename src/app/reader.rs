//! The article on the screen: what is shown of it, and which paragraph is being read.
//!
//! The scroll is the address of a row at the present width; whatever must outlive a change of
//! width, of the document or of the program is a [`Place`].

use std::sync::Arc;

use crate::layout::{Layout, Row, RowAddress, Settings};
use crate::text::{Document, InlineKind, Place, Span};

/// Rows of the last page that a new page repeats.
const OVERLAP: usize = 2;
/// Rows of the current paragraph that a smaller screen must still show.
const LEAST_SEEN: usize = 3;

/// The most rows that pages are scrolled by at once: what is passed must be laid out.
const FARTHEST: isize = 20_000;

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

    /// The link that was gone to: its words and its target.
    pub fn link(&self) -> Option<(Span, &str)> {
        let span = self.link?;
        let block = self.doc.block_at(span.start());
        let inline = self.doc.inlines(block).iter().find(|i| i.span == span)?;
        match &inline.kind {
            InlineKind::Link(target) => Some((span, target)),
            _ => None,
        }
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

    /// Scrolls by rows; the current paragraph follows if its beginning leaves the screen.
    pub fn scroll(&mut self, rows: isize) {
        let top = self.layout.step(&self.doc, self.top, rows);
        self.set_top(top, 0);
        self.keep_current_visible();
        let visible = self.visible();
        self.link = self.link.filter(|l| l.overlaps(visible));
    }

    /// Scrolls by pages that repeat two lines of the last.
    pub fn scroll_pages(&mut self, pages: isize) {
        let page = self.height.saturating_sub(OVERLAP).max(1) as isize;
        let from = self.top;
        self.scroll(pages.saturating_mul(page).clamp(-FARTHEST, FARTHEST));
        if pages > 0 {
            self.keep_heading_with_text(from);
        }
    }

    /// A heading does not stand alone at the foot of a page: the page is turned a little less.
    fn keep_heading_with_text(&mut self, from: RowAddress) {
        let rows = self.rows();
        let texts: Vec<(usize, usize)> = rows
            .iter()
            .enumerate()
            .filter(|(_, r)| r.row.start().is_some())
            .map(|(i, r)| (i, r.block))
            .collect();
        let Some((at, block)) = texts.iter().rev().nth(1).or(texts.last()).copied() else {
            return;
        };
        let is_heading = |b: usize| self.doc.blocks()[b].heading_level().is_some();
        let last = texts.last().map_or(block, |(_, b)| *b);
        let cut = if is_heading(last) {
            texts.iter().find(|(_, b)| *b == last).map(|(i, _)| *i)
        } else {
            is_heading(block).then_some(at)
        };
        if let Some(cut) = cut.filter(|_| !self.is_at_end()) {
            let back = (self.height - cut) as isize;
            let top = self.layout.step(&self.doc, self.top, -back);
            if top > from {
                self.set_top(top, 0);
                self.keep_current_visible();
            }
        }
    }

    /// To the very beginning.
    pub fn to_start(&mut self) {
        self.link = None;
        self.top = self.layout.first(&self.doc);
        self.current = self.paragraph_from(0);
    }

    /// To the end; the last paragraph becomes the current one.
    pub fn to_end(&mut self) {
        self.link = None;
        self.set_top(self.layout.last(&self.doc), 0);
        self.current = self.paragraph_until(self.doc.blocks().len().saturating_sub(1));
    }

    /// Shows a place a third down the screen, and makes its paragraph the current one.
    pub fn jump(&mut self, place: Place) {
        self.link = None;
        self.show(place);
        self.current = self.paragraph_from(place.block);
    }

    /// Shows a place a third down the screen without reading there.
    pub fn show(&mut self, place: Place) {
        let row = self.layout.row_of(&self.doc, place);
        self.set_top(row, self.height / 3);
    }

    /// Jumps to a place, but scrolls only if it is not on the screen.
    pub fn jump_if_hidden(&mut self, place: Place) {
        self.link = None;
        let row = self.layout.row_of(&self.doc, place);
        if self.row_on_screen(row).is_none() {
            self.show(place);
        }
        self.current = self.paragraph_from(place.block);
    }

    /// Moves by paragraphs; scrolls only when the next is not wholly on the screen.
    pub fn move_paragraphs(&mut self, paragraphs: isize) {
        self.link = None;
        let count = self.doc.paragraph_count();
        let Some(number) = self.doc.paragraph_number(self.current) else {
            return;
        };
        let target = number
            .saturating_add_signed(paragraphs)
            .clamp(1, count.max(1));
        let Some(block) = self.doc.paragraph_block(target) else {
            return;
        };
        if target == 1 && paragraphs < 0 {
            self.to_start();
            return;
        }
        self.current = block;
        let first = self.layout.row_of(&self.doc, self.start_of(block));
        let end = self.doc.blocks()[block].span.len();
        let last = self.layout.row_of(&self.doc, Place { block, offset: end });
        let is_whole = self.row_on_screen(first).is_some() && self.row_on_screen(last).is_some();
        if !is_whole {
            let rows = self.layout.distance(&self.doc, first, last, self.height);
            match rows {
                Some(rows) if rows < self.height && paragraphs > 0 => {
                    self.set_top(last, self.height - 1);
                }
                _ => self.set_top(first, usize::from(self.height > 4)),
            }
        }
    }

    /// Puts the current paragraph's first row so many rows from the top: 0 the top, 1 the middle, 2
    /// the bottom.
    pub fn put_current(&mut self, thirds: usize) {
        let first = self.layout.row_of(&self.doc, self.start_of(self.current));
        self.set_top(first, (self.height - 1) * thirds / 2);
    }

    /// Scrolls code sideways by cells.
    pub fn scroll_code(&mut self, cells: isize) {
        let mut settings = self.layout.settings();
        let widest = self
            .widest_code()
            .saturating_sub(usize::from(settings.measure));
        let sideways = isize::from(settings.sideways as i16) + cells;
        settings.sideways = sideways.clamp(0, widest.min(4000) as isize) as u16;
        let height = self.height;
        self.fit(settings, height);
    }

    /// Cells of the longest line of code on the screen.
    fn widest_code(&self) -> usize {
        let window = self.layout.window(&self.doc, self.top, self.height);
        let mut widest = 0;
        let mut seen = None;
        for (address, _) in window {
            let piece = (address.block, address.piece);
            if seen != Some(piece) {
                let width = self.layout.code_width(&self.doc, piece.0, piece.1);
                widest = widest.max(width);
            }
            seen = Some(piece);
        }
        widest
    }

    /// Goes to the link `count` links on from here (back for negative ones).
    pub fn move_links(&mut self, count: isize) -> bool {
        let links: Vec<Span> = self
            .doc
            .all_inlines()
            .iter()
            .filter(|i| matches!(i.kind, InlineKind::Link(_)))
            .map(|i| i.span)
            .collect();
        let here = self.link.map_or(self.visible().start(), Span::start);
        let at = match (self.link, count >= 0) {
            (Some(_), true) => links.partition_point(|l| l.start() <= here) as isize - 1 + count,
            (Some(_), false) => links.partition_point(|l| l.start() < here) as isize + count,
            (None, true) => links.partition_point(|l| l.start() < here) as isize + count - 1,
            (None, false) => links.partition_point(|l| l.start() < here) as isize + count,
        };
        let Some(link) = usize::try_from(at).ok().and_then(|at| links.get(at)) else {
            return false;
        };
        let place = self.doc.place_at(link.start());
        self.jump_if_hidden(place);
        self.link = Some(*link);
        true
    }

    /// Forgets the link that was gone to. Returns whether there was one.
    pub fn drop_link(&mut self) -> bool {
        self.link.take().is_some()
    }

    /// The current paragraph stays while its first row is on the screen; else it becomes the first
    /// that begins on it, or the one that fills it.
    fn keep_current_visible(&mut self) {
        let first = self.layout.row_of(&self.doc, self.start_of(self.current));
        if self.row_on_screen(first).is_some() {
            return;
        }
        let rows = self.rows();
        let begins = |r: &&Shown| r.is_first && self.is_paragraph(r.block);
        let next = rows
            .iter()
            .find(begins)
            .or_else(|| rows.iter().find(|r| self.is_paragraph(r.block)))
            .map(|r| r.block);
        if let Some(block) = next {
            self.current = block;
        }
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
