//! Tables: columns sized to what they hold, cells wrapped; where there is no room for columns, each
//! row as a small list. Nothing is cut away.

use std::ops::Range;

use super::atoms::{Atom, Ink, atoms};
use super::block::Piece;
use super::row::{DecorationKind, Row};
use super::wrap::{Lines, split_overlong};
use super::{cells, piece};
use crate::text::{Alignment, Span, Table};

/// A column narrower than this, of a table that does not fit, is no column.
const NARROWEST: usize = 8;

/// Cells between two columns.
const GAP: usize = 2;

/// Columns are sized by so many rows from the first.
const SIZED_BY: usize = 1000;

/// Bytes of a cell by which its column is sized.
const SIZED_BY_BYTES: usize = 4096;

/// Bytes that the names of the columns may take to be repeated in every list; so they and the row
/// after them begin in the first piece.
const LONGEST_NAMES: usize = 2048;

/// The rows of the part of a table that lies in `piece`.
pub(super) fn rows(piece: &Piece, table: &Table) -> Vec<Row> {
    let shown = Shown::new(piece, table);
    match Grid::new(piece, table, &shown) {
        Some(grid) => as_grid(piece, table, &shown, &grid),
        None => as_lists(piece, table, &shown),
    }
}

/// The rows of a table that lie, in part or whole, in a piece.
struct Shown {
    rows: Range<usize>,
    piece: Span,
}

impl Shown {
    fn new(piece: &Piece, table: &Table) -> Self {
        let end = |row: &Vec<Span>| row.last().map_or(0, |cell| cell.end());
        let start = |row: &Vec<Span>| row.first().map_or(0, |cell| cell.start());
        let first = if piece.is_first() {
            0
        } else {
            table
                .rows
                .partition_point(|row| end(row) <= piece.span.start())
        };
        let last = if piece.is_last() {
            table.rows.len()
        } else {
            table
                .rows
                .partition_point(|row| start(row) < piece.span.end())
        };
        Shown {
            rows: first..last.max(first),
            piece: piece.span,
        }
    }

    /// Whether a row begins in the piece, and not in one before it.
    fn begins(&self, row: &[Span]) -> bool {
        row.first()
            .is_some_and(|cell| cell.start() >= self.piece.start())
    }

    /// The columns of a row's cells that may lie in the piece.
    fn columns(&self, row: &[Span]) -> Range<usize> {
        let first = row.partition_point(|cell| cell.end() < self.piece.start());
        let end = row.partition_point(|cell| cell.start() <= self.piece.end());
        first..end.max(first)
    }
}

/// The part of a cell that lies in a piece; an empty one keeps its place.
fn clip(cell: Span, piece: Span) -> Span {
    if piece.covers(cell) {
        cell
    } else {
        cell.intersection(piece)
    }
}

/// The columns of a table that is shown as one.
struct Grid {
    /// The cells of each column.
    widths: Vec<usize>,
    /// Whether cells wrap; then a blank row parts a row of several lines from its neighbours, or
    /// nobody could tell them apart.
    wraps: bool,
}

impl Grid {
    /// Sizes the columns; `None` where they would be too narrow.
    fn new(piece: &Piece, table: &Table, shown: &Shown) -> Option<Self> {
        let sized_by = table.rows.get(..SIZED_BY).unwrap_or(&table.rows);
        let here = table.rows.get(shown.rows.clone()).unwrap_or(&[]);
        let known = sized_by.iter().map(Vec::len).max()?;
        let count = here.iter().map(Vec::len).fold(known, usize::max);
        let gaps = GAP * count.saturating_sub(1);
        let room = piece.settings.width().checked_sub(gaps)?;
        if count > room {
            return None;
        }
        let mut natural = vec![0; count];
        let mut words = vec![0; count];
        measure(piece.text(), sized_by, 0, &mut natural, &mut words);
        measure(piece.text(), here, known, &mut natural, &mut words);
        if natural.iter().sum::<usize>() <= room {
            return Some(Grid {
                widths: natural,
                wraps: false,
            });
        }
        let whole = std::iter::zip(&natural, &words)
            .map(|(natural, word)| (*word).max(NARROWEST).min(*natural))
            .collect();
        let least = natural.iter().map(|n| (*n).min(NARROWEST)).collect();
        let fits = |widths: &Vec<usize>| widths.iter().sum::<usize>() <= room;
        let widths = Some(whole).filter(fits).or(Some(least).filter(fits))?;
        Some(Grid {
            widths: widen(widths, &natural, room),
            wraps: true,
        })
    }

    /// The cells from the left edge of the first column to the right edge of the last.
    fn width(&self) -> usize {
        self.widths.iter().sum::<usize>() + GAP * self.widths.len().saturating_sub(1)
    }
}

/// Finds the widest cell and the widest word of each column from `first` on.
fn measure(
    text: &str,
    rows: &[Vec<Span>],
    first: usize,
    natural: &mut [usize],
    words: &mut [usize],
) {
    for row in rows {
        let widest = std::iter::zip(natural.iter_mut(), words.iter_mut());
        for (cell, (natural, word)) in row.iter().zip(widest).skip(first) {
            let beginning = piece::floor(text, cell.start() + SIZED_BY_BYTES);
            let cell = Span::new(cell.start(), cell.end().min(beginning)).of(text);
            let cells = cells(cell.trim());
            if cells > *word {
                let longest = cell.split_whitespace().map(super::cells).max();
                *word = longest.unwrap_or(0).max(*word);
            }
            *natural = cells.max(*natural);
        }
    }
}

/// Widens columns to what they hold, the narrowest first, until there is no more room.
fn widen(mut widths: Vec<usize>, natural: &[usize], room: usize) -> Vec<usize> {
    let mut left = room - widths.iter().sum::<usize>().min(room);
    while left > 0 {
        let growing = std::iter::zip(&mut widths, natural).filter(|(w, n)| **w < **n);
        let Some((narrowest, _)) = growing.min_by_key(|(w, _)| **w) else {
            break;
        };
        *narrowest += 1;
        left -= 1;
    }
    widths
}

fn as_grid(piece: &Piece, table: &Table, shown: &Shown, grid: &Grid) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut height = 0;
    for index in shown.rows.clone() {
        let cells = table.rows.get(index).map_or(&[][..], Vec::as_slice);
        let is_first = index == 0 || index == 1 && table.header;
        let start = rows.len();
        grid_row(piece, table, cells, &grid.widths, &mut rows);
        let above = std::mem::replace(&mut height, rows.len() - start);
        let is_plain = above == 1 && height == 1;
        if grid.wraps && !is_first && !is_plain && shown.begins(cells) {
            rows.insert(start, Row::blank());
        }
        let ends_here = cells.last().is_none_or(|c| c.end() <= shown.piece.end());
        if index == 0 && table.header && ends_here {
            let mut line = Row::default();
            line.decorate(0, DecorationKind::Rule, "─".repeat(grid.width()));
            rows.push(line);
        }
    }
    rows
}

fn grid_row(piece: &Piece, table: &Table, cells: &[Span], widths: &[usize], rows: &mut Vec<Row>) {
    let first = rows.len();
    let mut column = 0;
    for (index, (cell, width)) in std::iter::zip(cells, widths).enumerate() {
        let cell = clip(*cell, piece.span);
        let lines = Lines::new(piece.text(), atoms(piece.text(), cell), *width);
        for line in 0..lines.len() {
            if rows.len() <= first + line {
                rows.push(Row::default());
            }
            let free = width.saturating_sub(lines.width(line));
            let indent = match table.alignments.get(index) {
                Some(Alignment::Right) => free,
                Some(Alignment::Centre) => free / 2,
                Some(Alignment::Left) | None => 0,
            };
            if let Some(row) = rows.get_mut(first + line) {
                lines.put(piece.text(), line, row, column + indent);
            }
        }
        column += width + GAP;
    }
}

/// Each row as a list of `column: value`, with a blank row between two.
fn as_lists(piece: &Piece, table: &Table, shown: &Shown) -> Vec<Row> {
    let header = names(piece, table);
    let mut rows = Vec::new();
    for index in shown.rows.clone() {
        let Some(cells) = table
            .rows
            .get(index)
            .filter(|_| index > 0 || header.is_empty())
        else {
            continue;
        };
        if index > usize::from(!header.is_empty()) && shown.begins(cells) {
            rows.push(Row::blank());
        }
        // The names are text once, with the first row; after that they are repeated beside it.
        let stated = index == 1 && piece.is_first();
        let mut columns = shown.columns(cells);
        if stated {
            columns.end = columns.end.max(header.len());
        }
        for column in columns {
            let cell = cells.get(column).map(|cell| clip(*cell, shown.piece));
            let value = atoms(piece.text(), cell.unwrap_or_default());
            if value.is_empty() && !stated {
                continue;
            }
            let mut all = match header.get(column) {
                Some(name) => label(piece, *name, stated),
                None => Vec::new(),
            };
            all.extend(value);
            rows.extend(hanging(piece.text(), all, piece.settings.width()));
        }
    }
    rows
}

/// The names of the columns, where there is a row to show them with and they are short enough to
/// stand before each of its cells.
fn names<'t>(piece: &Piece, table: &'t Table) -> &'t [Span] {
    let end = piece.block.span.start() + LONGEST_NAMES;
    match table.rows.as_slice() {
        [names, _, ..] if table.header && names.last().is_some_and(|n| n.end() < end) => names,
        _ => &[],
    }
}

/// The name of a column with a colon, as text or as a decoration.
fn label(piece: &Piece, name: Span, as_text: bool) -> Vec<Atom> {
    let width = piece.settings.width();
    let mut all = split_overlong(piece.text(), atoms(piece.text(), name), width - hang(width));
    for atom in all.iter_mut().skip(1) {
        atom.glued = true;
    }
    for atom in all.iter_mut().filter(|_| !as_text) {
        if let Ink::Text(span) = atom.ink {
            let words = span.of(piece.text()).to_owned();
            atom.ink = Ink::Mark(DecorationKind::Label, words.into());
        }
    }
    if let Some(last) = all.last_mut() {
        last.space_after(0);
        all.push(Atom::mark(DecorationKind::Label, ":", 1).glued());
    }
    all
}

/// Lines that stand in after the first.
fn hanging(text: &str, atoms: Vec<Atom>, width: usize) -> Vec<Row> {
    let hang = hang(width);
    let lines = Lines::hanging(text, atoms, width, hang);
    (0..lines.len())
        .map(|line| {
            let mut row = Row::default();
            lines.put(text, line, &mut row, if line == 0 { 0 } else { hang });
            row
        })
        .collect()
}

/// How far the lines of a value stand in after the first.
fn hang(width: usize) -> usize {
    if width > 2 * NARROWEST { 2 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    const BRIDGES: &str = "
        |Bridge|Year|Length in metres|
        |<|^|>|
        |Port Alder, the old one|1962|212|
        |North quay|1987|1,040|
        ";

    #[test]
    fn columns_are_as_wide_as_what_they_hold() {
        check(
            BRIDGES,
            60,
            "
            Bridge                   Year  Length in metres
            ───────────────────────────────────────────────
            Port Alder, the old one  1962               212
            North quay               1987             1,040
            ",
        );
    }

    #[test]
    fn cells_wrap_where_the_table_is_too_wide() {
        check(
            BRIDGES,
            36,
            "
            Bridge          Year       Length in
                                          metres
            ────────────────────────────────────
            Port Alder,     1962             212
            the old one

            North quay      1987           1,040
            ",
        );
    }

    #[test]
    fn without_room_for_columns_each_row_is_a_list() {
        check(
            BRIDGES,
            20,
            "
            Bridge: Port Alder,
              the old one
            Year: 1962
            Length in metres:
              212

            Bridge: North quay
            Year: 1987
            Length in metres:
              1,040
            ",
        );
    }

    #[test]
    fn rows_may_differ_in_length_and_lack_a_header() {
        check(
            "
            |a|b|
            |c|
            |d||e|
            ",
            30,
            "
            a  b
            c
            d     e
            ",
        );
        check(
            "
            |alpha beta|gamma delta|
            |epsilon||
            ",
            16,
            "
            alpha beta
            gamma delta

            epsilon
            ",
        );
    }
}
