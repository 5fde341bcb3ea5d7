//! The rows around the view, found from a place without laying out what lies before it.

use std::cell::RefCell;
use std::rc::Rc;

use super::block::Piece;
use super::cache::Cache;
use super::row::{Row, RowKind};
use super::{Settings, code, piece};
use crate::text::{BlockKind, Document, Place};

/// The address of a row: block, piece of a huge block, row inside the piece, the blank rows above
/// the block included. It holds only at the settings that it was made with.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct RowAddress {
    /// Index of the block.
    pub block: usize,
    /// Index of the piece in the block.
    pub piece: usize,
    /// Index of the row in the piece.
    pub row: usize,
}

/// Rows with their addresses: each is `rows[address.row]` of the rows of its piece.
pub type Window = Vec<(RowAddress, Rc<[Row]>)>;

/// Lays out blocks when they are needed, and keeps what was needed last.
///
/// It is told of the document by every call and must be cleared when that changes. Every row
/// address is brought into bounds, so one that has become stale is never an error.
#[derive(Debug, Default)]
pub struct Layout {
    settings: Settings,
    cache: RefCell<Cache>,
}

impl Layout {
    /// A layout with an empty cache.
    pub fn new(settings: Settings) -> Self {
        Layout {
            settings,
            cache: RefCell::default(),
        }
    }

    /// How text is set.
    pub fn settings(&self) -> Settings {
        self.settings
    }

    /// Sets text otherwise. Row addresses made before no longer hold.
    pub fn set(&mut self, settings: Settings) {
        if self.settings != settings {
            self.settings = settings;
            self.clear();
        }
    }

    /// Forgets all rows: the document is another.
    pub fn clear(&mut self) {
        self.cache = RefCell::default();
    }

    /// How many pieces a block has: one, unless it is huge.
    pub fn pieces(&self, doc: &Document, block: usize) -> usize {
        doc.blocks().get(block).map_or(1, |b| piece::count(b.span))
    }

    /// The rows of a piece of a block, at least one; with the first come the blank rows that stand
    /// above the block. Empty where there is no such piece.
    pub fn rows(&self, doc: &Document, block: usize, piece: usize) -> Rc<[Row]> {
        let key = (block, piece);
        if let Some(rows) = self.cache.borrow_mut().get(key) {
            return rows;
        }
        let rows: Rc<[Row]> = match doc.blocks().get(block) {
            Some(found) if piece < piece::count(found.span) => Piece {
                doc,
                index: block,
                block: found,
                span: piece::span(doc.text(), found.span, piece),
                settings: self.settings,
            }
            .rows()
            .into(),
            _ => Rc::from([]),
        };
        self.cache.borrow_mut().put(key, rows.clone());
        rows
    }

    /// The cells of the longest line in a piece of a code block; 0 in any other block.
    pub fn code_width(&self, doc: &Document, block: usize, piece: usize) -> usize {
        match doc.blocks().get(block) {
            Some(found) if found.kind == BlockKind::Code => {
                code::widest(doc.text(), piece::span(doc.text(), found.span, piece))
            }
            _ => 0,
        }
    }

    /// The row that shows a place; where the place itself is not shown (a space at a row's end),
    /// the row that shows what comes before it.
    pub fn row_of(&self, doc: &Document, place: Place) -> RowAddress {
        let Some(block) = doc.blocks().get(place.block) else {
            return self.last(doc);
        };
        let offset = doc.offset_of(place);
        let piece = piece::at(doc.text(), block.span, offset);
        let rows = self.rows(doc, place.block, piece);
        let mut best = None;
        for (index, row) in rows.iter().enumerate() {
            // Of an item without words and the one in it, which begin at one byte, the latter.
            let starts = (row.fragments.iter())
                .map(|f| (f.span.start(), !f.span.is_empty()))
                .filter(|(start, _)| *start <= offset);
            if let Some(start) = starts.max()
                && best.is_none_or(|(_, before)| start > before)
            {
                best = Some((index, start));
            }
        }
        let first = || rows.iter().position(|r| r.kind == RowKind::Text);
        let row = best.map(|(index, _)| index).or_else(first).unwrap_or(0);
        RowAddress {
            block: place.block,
            piece,
            row,
        }
    }

    /// The first place on a row; for a row without text the first place of the piece after it, or
    /// else the last before it.
    pub fn place_of(&self, doc: &Document, row: RowAddress) -> Place {
        let row = self.bounded(doc, row);
        let Some(block) = doc.blocks().get(row.block) else {
            return Place::default();
        };
        let rows = self.rows(doc, row.block, row.piece);
        let (before, after) = rows.split_at(row.row.min(rows.len()));
        let offset = (after.iter().find_map(Row::start))
            .or_else(|| before.iter().rev().find_map(Row::start))
            .unwrap_or(block.span.start());
        Place {
            block: row.block,
            offset: offset.saturating_sub(block.span.start()),
        }
    }

    /// The row so many rows further on, or back; clamped at both ends. Takes time linear in the
    /// rows passed.
    pub fn step(&self, doc: &Document, from: RowAddress, rows: isize) -> RowAddress {
        let mut at = self.bounded(doc, from);
        let mut left = rows.unsigned_abs();
        if rows >= 0 {
            loop {
                let last = self.rows(doc, at.block, at.piece).len().saturating_sub(1);
                if left <= last - at.row {
                    at.row += left;
                    return at;
                }
                left -= last - at.row + 1;
                match self.piece_after(doc, at) {
                    Some(next) => at = next,
                    None => return RowAddress { row: last, ..at },
                }
            }
        }
        loop {
            if left <= at.row {
                at.row -= left;
                return at;
            }
            left -= at.row + 1;
            match self.piece_before(doc, at) {
                Some(before) => at = before,
                None => return RowAddress { row: 0, ..at },
            }
        }
    }

    /// The first row.
    pub fn first(&self, _doc: &Document) -> RowAddress {
        RowAddress::default()
    }

    /// The last row.
    pub fn last(&self, doc: &Document) -> RowAddress {
        let block = doc.blocks().len().saturating_sub(1);
        let piece = self.pieces(doc, block) - 1;
        self.end_of(doc, block, piece)
    }

    /// How many rows lie between two rows, whichever is first: 0 for one and the same, 1 for
    /// neighbours. `None` where it is more than `limit`.
    pub fn distance(
        &self,
        doc: &Document,
        from: RowAddress,
        to: RowAddress,
        limit: usize,
    ) -> Option<usize> {
        let (from, to) = (self.bounded(doc, from), self.bounded(doc, to));
        let (mut at, end) = (from.min(to), from.max(to));
        let mut rows = 0;
        while (at.block, at.piece) < (end.block, end.piece) {
            rows += self.rows(doc, at.block, at.piece).len() - at.row;
            if rows > limit {
                return None;
            }
            at = self.piece_after(doc, at)?;
        }
        rows += end.row - at.row;
        (rows <= limit).then_some(rows)
    }

    /// The rows from `top` on, at most `height`.
    pub fn window(&self, doc: &Document, top: RowAddress, height: usize) -> Window {
        let mut window = Vec::new();
        let mut next = Some(self.bounded(doc, top));
        while let Some(at) = next {
            let rows = self.rows(doc, at.block, at.piece);
            let room = height - window.len();
            window.extend(
                (at.row..rows.len())
                    .take(room)
                    .map(|row| (RowAddress { row, ..at }, rows.clone())),
            );
            if window.len() == height {
                break;
            }
            next = self.piece_after(doc, at);
        }
        window
    }

    /// The row at the top when the last row stands at the foot of a view of `height` rows.
    pub fn top_for_end(&self, doc: &Document, height: usize) -> RowAddress {
        let up = height.saturating_sub(1).min(isize::MAX as usize) as isize;
        self.step(doc, self.last(doc), -up)
    }

    /// The nearest address at which a row stands.
    fn bounded(&self, doc: &Document, row: RowAddress) -> RowAddress {
        if row.block >= doc.blocks().len() {
            return self.last(doc);
        }
        if row.piece >= self.pieces(doc, row.block) {
            return self.end_of(doc, row.block, self.pieces(doc, row.block) - 1);
        }
        let end = self.end_of(doc, row.block, row.piece);
        row.min(end)
    }

    fn end_of(&self, doc: &Document, block: usize, piece: usize) -> RowAddress {
        let row = self.rows(doc, block, piece).len().saturating_sub(1);
        RowAddress { block, piece, row }
    }

    /// The first row of the piece after that of a row.
    fn piece_after(&self, doc: &Document, row: RowAddress) -> Option<RowAddress> {
        let RowAddress { block, piece, .. } = row;
        if piece + 1 < self.pieces(doc, block) {
            return Some(RowAddress {
                block,
                piece: piece + 1,
                row: 0,
            });
        }
        (block + 1 < doc.blocks().len()).then_some(RowAddress {
            block: block + 1,
            piece: 0,
            row: 0,
        })
    }

    /// The last row of the piece before that of a row.
    fn piece_before(&self, doc: &Document, row: RowAddress) -> Option<RowAddress> {
        let RowAddress { block, piece, .. } = row;
        if let Some(piece) = piece.checked_sub(1) {
            return Some(self.end_of(doc, block, piece));
        }
        let block = block.checked_sub(1)?;
        Some(self.end_of(doc, block, self.pieces(doc, block) - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::document;
    use super::*;

    fn layout(measure: u16) -> Layout {
        Layout::new(Settings {
            measure,
            ..Settings::default()
        })
    }

    fn at(block: usize, piece: usize, row: usize) -> RowAddress {
        RowAddress { block, piece, row }
    }

    #[test]
    fn a_place_keeps_its_words_through_a_change_of_the_measure() {
        let doc = document("One.\n\nThe first lorry was turned back at dawn on Friday.");
        let offset = doc.slice(doc.blocks()[1].span).find("back").unwrap();
        let place = Place { block: 1, offset };
        let mut layout = layout(20);
        for (measure, row) in [(20, 2), (9, 4), (80, 1), (1, 23)] {
            layout.set(Settings {
                measure,
                ..Settings::default()
            });
            let address = layout.row_of(&doc, place);
            assert_eq!(address, at(1, 0, row), "at {measure}");
            let first = layout.place_of(&doc, address);
            assert!(first <= place);
        }
    }

    #[test]
    fn a_blank_row_stands_for_the_block_below_it() {
        let doc = document("One.\n\n# Two");
        let layout = layout(40);
        let two = Place {
            block: 1,
            offset: 0,
        };
        assert_eq!(layout.row_of(&doc, two), at(1, 0, 2));
        assert_eq!(layout.place_of(&doc, at(1, 0, 0)), two);
    }

    #[test]
    fn steps_and_distances_stop_where_they_must() {
        let doc = document("One.\n\nTwo.\n\n# Three");
        let layout = layout(40);
        let (first, last) = (layout.first(&doc), layout.last(&doc));
        assert_eq!(last, at(2, 0, 2));
        assert_eq!(layout.step(&doc, first, 3), at(2, 0, 0));
        assert_eq!(layout.step(&doc, first, isize::MAX), last);
        assert_eq!(layout.step(&doc, last, isize::MIN), first);
        assert_eq!(layout.distance(&doc, last, first, 5), Some(5));
        assert_eq!(layout.distance(&doc, first, last, 4), None);
        assert_eq!(layout.top_for_end(&doc, 3), at(2, 0, 0));
        assert_eq!(layout.top_for_end(&doc, 90), first);
        assert_eq!(layout.window(&doc, at(1, 0, 1), 2).len(), 2);
        assert_eq!(layout.window(&doc, last, 9).len(), 1);
        assert!(layout.window(&doc, last, 0).is_empty());
    }

    #[test]
    fn a_stale_address_is_brought_into_bounds() {
        let doc = document("One.\n\nTwo.");
        let layout = layout(40);
        let last = layout.last(&doc);
        for stale in [at(1, 0, 9), at(1, 7, 0), at(9, 0, 0)] {
            assert_eq!(layout.step(&doc, stale, 0), last);
            assert_eq!(layout.window(&doc, stale, 3).len(), 1);
        }
        assert!(layout.rows(&doc, 9, 0).is_empty());
    }

    #[test]
    fn an_empty_document_has_no_rows() {
        let doc = document("");
        let layout = layout(40);
        assert_eq!(layout.last(&doc), RowAddress::default());
        assert_eq!(layout.step(&doc, at(3, 2, 1), -4), RowAddress::default());
        assert_eq!(layout.row_of(&doc, Place::default()), RowAddress::default());
        assert_eq!(layout.place_of(&doc, at(1, 1, 1)), Place::default());
        assert!(layout.window(&doc, layout.first(&doc), 9).is_empty());
    }

    #[test]
    fn a_place_in_a_huge_line_lays_out_its_piece_alone() {
        let doc = document(&"word ".repeat(200_000));
        let layout = layout(66);
        let offset = doc.text().len() / 2;
        let row = layout.row_of(&doc, Place { block: 0, offset });
        assert!(row.piece > 20);
        assert_eq!(layout.cache.borrow().len(), 1);
    }
}
