//! How the reading moves: rows and pages scroll, paragraphs and places are gone to. What becomes
//! of the current paragraph is decided here.

use super::{Reader, Shown};
use crate::layout::RowAddress;
use crate::text::Place;

/// Rows of the last page that a new page repeats.
const OVERLAP: usize = 2;

/// The most rows that pages are scrolled by at once: what is passed must be laid out.
const FARTHEST: isize = 20_000;

impl Reader {
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

    /// The current paragraph stays while its first row is on the screen; else it becomes the first
    /// that begins on it, or the one that fills it.
    pub(super) fn keep_current_visible(&mut self) {
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
}
