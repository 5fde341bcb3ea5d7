//! A block, or a piece of one → rows.

use super::atoms::{Atom, Ink, atoms};
use super::row::{DecorationKind, Row};
use super::wrap::Lines;
use super::{Settings, cells, code, list, table};
use crate::text::{Block, BlockKind, Document, Role, Span};

/// The cells that a quotation and the items of a list stand in, a level.
pub(super) const STEP: usize = 2;

/// A piece of a block that is to be laid out.
pub(super) struct Piece<'d> {
    pub doc: &'d Document,
    /// Index of the block.
    pub index: usize,
    pub block: &'d Block,
    /// The part of the block's span.
    pub span: Span,
    pub settings: Settings,
}

impl Piece<'_> {
    pub fn text(&self) -> &str {
        self.doc.text()
    }

    /// Whether the block begins with it.
    pub fn is_first(&self) -> bool {
        self.span.start() == self.block.span.start()
    }

    /// Whether the block ends with it.
    pub fn is_last(&self) -> bool {
        self.span.end() == self.block.span.end()
    }

    /// Its rows, at least one, the space above the block included.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        if self.is_first() {
            rows = self.space_above();
        }
        let before = rows.len();
        rows.extend(self.content());
        if rows.len() == before {
            // Blank text: a place in it needs a row to be on.
            let mut row = Row::default();
            if self.block.kind != BlockKind::Rule {
                row.put(0, Span::empty(self.span.start()), 0);
            }
            rows.push(row);
        }
        rows
    }

    fn content(&self) -> Vec<Row> {
        let width = self.settings.width();
        match &self.block.kind {
            _ if self.block.role == Some(Role::Byline) => self.byline(),
            BlockKind::Heading(_) | BlockKind::Paragraph => {
                Lines::new(self.text(), atoms(self.text(), self.span), width).rows(self.text(), 0)
            }
            BlockKind::Quote(depth) => self.quote(*depth),
            BlockKind::List(items) => list::rows(self, items),
            BlockKind::Code => code::rows(self.text(), self.span, &self.settings),
            BlockKind::Table(table) => table::rows(self, table),
            BlockKind::Rule => vec![rule(width)],
            BlockKind::Caption => self.caption(),
            BlockKind::Footnote => self.footnote(),
        }
    }

    /// The blank rows between this block and the one before it.
    fn space_above(&self) -> Vec<Row> {
        let Some(before) = self
            .index
            .checked_sub(1)
            .and_then(|i| self.doc.blocks().get(i))
        else {
            return Vec::new();
        };
        let compact = self.settings.compact;
        let count = match (before.is_head(), self.block.is_head()) {
            (true, true) => 0,
            _ if is_heading(self.block) => 2 - usize::from(compact),
            (false, _) if is_heading(before) => usize::from(!compact),
            _ => 1,
        };
        let mut rows = vec![Row::blank(); count];
        if let (BlockKind::Quote(above), BlockKind::Quote(below)) = (&before.kind, &self.block.kind)
        {
            let depth = quote_depth(*above.min(below), self.settings.width());
            for row in &mut rows {
                bars(row, depth);
            }
        }
        rows
    }

    fn quote(&self, depth: u8) -> Vec<Row> {
        let width = self.settings.width();
        let depth = quote_depth(depth, width);
        let indent = depth * STEP;
        let atoms = atoms(self.text(), self.span);
        let mut rows = Lines::new(self.text(), atoms, width - indent).rows(self.text(), indent);
        for row in &mut rows {
            bars(row, depth);
        }
        rows
    }

    /// The parts of a byline on one row, and the reading time at the end of the last of them.
    fn byline(&self) -> Vec<Row> {
        let width = self.settings.width();
        let mut all: Vec<Atom> = Vec::new();
        let mut begins = true;
        for mut atom in atoms(self.text(), self.span) {
            if begins && let Some(last) = all.last_mut() {
                last.space_after(1);
                all.push(dot());
            }
            // A row ends between two parts, if one must.
            atom.glued = !begins;
            begins = std::mem::take(&mut atom.ends_row);
            all.push(atom);
        }
        if let Some(minutes) = self.settings.minutes.filter(|_| self.ends_bylines()) {
            let note = Atom::mark(DecorationKind::Note, format!("{minutes} min"), 0);
            if let Some(last) = all.last_mut()
                && note.width <= width
            {
                last.space_after(1);
                all.extend([dot(), note]);
            }
        }
        Lines::new(self.text(), all, width).rows(self.text(), 0)
    }

    /// Whether it is the end of the head's last byline.
    fn ends_bylines(&self) -> bool {
        let after = self.doc.blocks().get(self.index + 1..).unwrap_or(&[]);
        self.is_last()
            && !after
                .iter()
                .take_while(|b| b.is_head())
                .any(|b| b.role == Some(Role::Byline))
    }

    fn caption(&self) -> Vec<Row> {
        let width = self.settings.width();
        let mut all = Vec::new();
        if self.is_first() {
            all.push(Atom::mark(DecorationKind::Label, "[picture:", 1));
        }
        all.extend(atoms(self.text(), self.span));
        if self.is_last() {
            if let Some(last) = all.last_mut() {
                last.space_after(0);
            }
            all.push(Atom::mark(DecorationKind::Label, "]", 0).glued());
        }
        all.retain(|atom| atom.is_text() || atom.width <= width);
        Lines::new(self.text(), all, width).rows(self.text(), 0)
    }

    /// The mark at the edge, the words hanging beside it.
    fn footnote(&self) -> Vec<Row> {
        let width = self.settings.width();
        let mut all = atoms(self.text(), self.span);
        let hang = hang(self.doc.slice(self.block.span), width);
        let begins = all.len() > 1 && all.first().is_some_and(|a| a.width + 1 == hang);
        let mark = (self.is_first() && begins).then(|| all.remove(0));
        let mut rows = Lines::new(self.text(), all, width - hang).rows(self.text(), hang);
        if let (Some(mark), Some(row)) = (mark, rows.first_mut())
            && let Ink::Text(span) = mark.ink
        {
            row.put(0, span, mark.width);
            row.fragments.rotate_right(1);
        }
        rows
    }
}

fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading(_))
        && !matches!(block.role, Some(Role::Standfirst | Role::Byline))
}

fn dot() -> Atom {
    Atom::mark(DecorationKind::Separator, "·", 1).glued()
}

/// How far a footnote's words hang: beside its mark, if that is short.
fn hang(footnote: &str, width: usize) -> usize {
    let mark = footnote.split_whitespace().next().unwrap_or("");
    let hang = cells(mark) + 1;
    if mark.starts_with('[') && mark.ends_with(']') && hang <= 8 && hang * 2 <= width {
        hang
    } else {
        0
    }
}

/// How many levels of a quotation are shown: no more than leave half the width to its words.
fn quote_depth(depth: u8, width: usize) -> usize {
    usize::from(depth).min(width / 2 / STEP)
}

fn bars(row: &mut Row, depth: usize) {
    for level in 0..depth {
        row.decorate(level * STEP, DecorationKind::QuoteBar, "│");
    }
}

/// A short line in the middle.
fn rule(width: usize) -> Row {
    let length = 9.min(width);
    let mut row = Row::default();
    let line = "─".repeat(length);
    row.decorate((width - length) / 2, DecorationKind::Rule, line);
    row
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, check_with};
    use super::*;

    #[test]
    fn paragraphs_are_parted_by_a_blank_row_and_headings_by_more() {
        check(
            "
            First words.

            # A heading

            Second words.

            Third words.
            ",
            40,
            "
            First words.


            A heading

            Second words.

            Third words.
            ",
        );
    }

    #[test]
    fn a_low_screen_has_one_row_above_a_heading_and_none_below() {
        let settings = Settings {
            compact: true,
            ..Settings::default()
        };
        check_with(
            "
            First words.

            # A heading

            Second words.
            ",
            settings,
            "
            First words.

            A heading
            Second words.
            ",
        );
    }

    #[test]
    fn the_head_stands_close_and_ends_with_the_reading_time() {
        let settings = Settings {
            measure: 44,
            minutes: Some(7),
            ..Settings::default()
        };
        check_with(
            "
            @title The bridge that waited

            @standfirst Nine years of nothing.

            @byline Lena Ortiz
            Port Alder
            12 May 2024

            The first lorry was turned back.
            ",
            settings,
            "
            The bridge that waited
            Nine years of nothing.
            Lena Ortiz · Port Alder ·
            12 May 2024 · 7 min

            The first lorry was turned back.
            ",
        );
    }

    #[test]
    fn quotations_stand_in_with_bars_that_run_through() {
        check(
            "
            > We were told to plan for the seasons after that.

            > Nobody said which.

            >> Not even then.
            ",
            30,
            "
            │ We were told to plan for the
            │ seasons after that.
            │
            │ Nobody said which.
            │
            │ │ Not even then.
            ",
        );
    }

    #[test]
    fn captions_are_named_and_footnotes_hang() {
        check(
            "
            !A bridge over the river in the evening

            ---

            [1] See the report of the year before that one.
            ",
            32,
            "
            [picture: A bridge over the
            river in the evening]

                       ─────────

            [1] See the report of the year
                before that one.
            ",
        );
    }
}
