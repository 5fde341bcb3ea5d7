//! Lines that stand in columns, as a table.

use super::Reader;
use crate::load::lines::{Line, WIDEST};
use crate::load::words;
use crate::text::{BlockKind, Draft, Span};

impl Reader<'_> {
    pub(super) fn table(&mut self, lines: &[Line], columns: &[Vec<Span>]) {
        let mut draft = Draft::new(BlockKind::Table(crate::text::Table::default()));
        for (row, cells) in columns.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                match (row, column) {
                    (0, 0) => {}
                    (_, 0) => self.line_end(&mut draft, "\n", &lines[row - 1], &lines[row]),
                    _ => draft.push_words("\t"),
                }
                let start = draft.text().len();
                draft.push(self.source, cell.range());
                draft.add_cell(start, column == 0);
            }
        }
        let has_digit = |row: &[Span]| {
            row.iter()
                .skip(1)
                .any(|c| c.of(self.source).contains(|c: char| c.is_ascii_digit()))
        };
        let header = !has_digit(&columns[0]) && columns[1..].iter().any(|row| has_digit(row));
        draft.set_columns(header, Vec::new());
        self.builder.push(draft);
    }
}

/// The cells of lines that stand in columns: as many in each line, apart by tabs or by a strip of
/// white space that runs through all lines.
pub(super) fn columns(source: &str, lines: &[Line]) -> Option<Vec<Vec<Span>>> {
    let first = lines.first()?.span.of(source);
    if lines.len() < 2 || !(first.contains("  ") || first.contains('\t')) {
        return None;
    }
    if lines.iter().any(|l| l.width > 4 * WIDEST) {
        return None;
    }
    let mut rows = Vec::new();
    let mut strips: Vec<(u32, u32)> = Vec::new();
    for line in lines {
        let (cells, gaps) = cells(source, line);
        if gaps.is_empty() || (!rows.is_empty() && gaps.len() != strips.len()) {
            return None;
        }
        if rows.is_empty() {
            strips = gaps;
        } else {
            for (strip, gap) in strips.iter_mut().zip(gaps) {
                *strip = (strip.0.max(gap.0), strip.1.min(gap.1));
                if strip.0 >= strip.1 {
                    return None;
                }
            }
        }
        rows.push(cells);
    }
    Some(rows)
}

/// The cells of a line, and the columns between them that are blank.
fn cells(source: &str, line: &Line) -> (Vec<Span>, Vec<(u32, u32)>) {
    let words = line.span.of(source);
    let mut cells = Vec::new();
    let mut gaps = Vec::new();
    let mut start = line.span.start();
    let mut blank: Option<(usize, u32, bool)> = None;
    let mut last = ' ';
    let mut column = line.indent;
    for (at, c) in words.char_indices() {
        let at = line.span.start() + at;
        if c == ' ' || c == '\t' {
            let (_, _, is_wide) = blank.get_or_insert((at, column, false));
            *is_wide |= c == '\t';
            column = if c == '\t' {
                (column / 8 + 1) * 8
            } else {
                column + 1
            };
            continue;
        }
        if let Some((end, from, has_tab)) = blank.take()
            && (has_tab || column - from > 2 || column - from == 2 && !words::is_stop(last))
        {
            cells.push(Span::new(start, end));
            // Cells that a tab parts need not stand under each other.
            gaps.push(if has_tab {
                (0, u32::MAX)
            } else {
                (from, column)
            });
            start = at;
        }
        last = c;
        column += 1;
    }
    cells.push(Span::new(start, line.span.end()));
    (cells, gaps)
}
