//! Tables: columns sized to what they hold, cells wrapped; where there is no room for columns, each
//! row as a small list. Nothing is cut away.

use std::ops::Range;

use super::atoms::{Atom, Ink, atoms};
use super::block::Piece;
use super::cells;
use super::row::{DecorationKind, Row};
use super::wrap::{Lines, split_overlong};
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
    match column_widths(piece, table, &shown) {
        Some(widths) => as_grid(piece, table, &shown, &widths),
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

/// The widths of the columns; `None` where they would be too narrow.
fn column_widths(piece: &Piece, table: &Table, shown: &Shown) -> Option<Vec<usize>> {
    let sized_by = table.rows.iter().take(SIZED_BY);
    let here = table.rows.get(shown.rows.clone()).unwrap_or(&[]);
    let count = sized_by.clone().chain(here).map(Vec::len).max()?;
    let room = piece
        .settings
        .width()
        .checked_sub(GAP * count.saturating_sub(1))?;
    if count > room {
        return None;
    }
    let mut natural = vec![0; count];
    let mut words = vec![0; count];
    for row in sized_by.chain(here) {
        for (column, cell) in row.iter().enumerate() {
            let text = beginning(cell.of(piece.text()));
            let (Some(natural), Some(word)) = (natural.get_mut(column), words.get_mut(column))
            else {
                continue;
            };
            let cells = cells(text.trim());
            if cells > *word {
                let longest = text.split_whitespace().map(super::cells).max();
                *word = longest.unwrap_or(0).max(*word);
            }
            *natural = cells.max(*natural);
        }
    }
    let least: Vec<usize> = natural.iter().map(|n| (*n).min(NARROWEST)).collect();
    let whole: Vec<usize> = std::iter::zip(&natural, &words)
        .map(|(natural, word)| (*word).max(NARROWEST).min(*natural))
        .collect();
    if natural.iter().sum::<usize>() <= room {
        Some(natural)
    } else if whole.iter().sum::<usize>() <= room {
        Some(widen(whole, &natural, room))
    } else if least.iter().sum::<usize>() <= room {
        Some(widen(least, &natural, room))
    } else {
        None
    }
}

/// As much of a cell as its column is sized by.
fn beginning(cell: &str) -> &str {
    let end = cell.char_indices().map(|(at, _)| at);
    match end.take_while(|at| *at <= SIZED_BY_BYTES).last() {
        Some(end) if cell.len() > SIZED_BY_BYTES => Span::new(0, end).of(cell),
        _ => cell,
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

fn as_grid(piece: &Piece, table: &Table, shown: &Shown, widths: &[usize]) -> Vec<Row> {
    let mut rows = Vec::new();
    for index in shown.rows.clone() {
        let cells = table.rows.get(index).map_or(&[][..], Vec::as_slice);
        grid_row(piece, table, cells, widths, &mut rows);
        let ends_here = cells.last().is_none_or(|c| c.end() <= shown.piece.end());
        if index == 0 && table.header && ends_here {
            let width = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
            let mut line = Row::default();
            line.decorate(0, DecorationKind::Rule, "─".repeat(width));
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
        if !rows.is_empty() {
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
