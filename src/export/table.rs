//! A list of the index as a plain table: one row an entry, columns two blanks apart.

use unicode_width::UnicodeWidthStr;

use super::{entries, numbers};
use crate::analysis::{Annotations, List};
use crate::index::{Entry, Index, Inferred};
use crate::text::Document;

/// A row: when, what with its sign, note, how many, where.
type Row = [String; 4];

/// A list as a table.
pub fn table(list: List, doc: &Document, found: &Annotations, inferred: Inferred) -> String {
    let index = Index::new(doc, found, inferred);
    let entries = entries(&index, list, found);
    let heads: Vec<(usize, &Entry)> = entries
        .iter()
        .enumerate()
        .filter(|(_, e)| e.parent.is_none())
        .collect();
    let widest = heads.iter().map(|(_, e)| e.depth).min().unwrap_or(0);
    let rows: Vec<Row> = heads
        .iter()
        .map(|(at, head)| row(head, &entries[at + 1..], head.depth - widest, doc))
        .collect();
    aligned(&rows)
}

fn row(head: &Entry, after: &[Entry], depth: u8, doc: &Document) -> Row {
    let indent = "  ".repeat(usize::from(depth));
    let sign = head.sign.map(|s| format!(" {s}")).unwrap_or_default();
    let mut places = head.clone();
    let nested = after.iter().take(head.children);
    if head.children > 0 {
        places.places = nested.filter_map(|e| e.places.first().copied()).collect();
        places.places.sort();
    }
    let numbers = numbers(&places, doc);
    [
        head.when.clone().unwrap_or_default(),
        format!("{indent}{}{sign}", head.label),
        head.note.clone().unwrap_or_default(),
        if numbers.is_empty() {
            numbers
        } else {
            format!("¶ {numbers}")
        },
    ]
}

/// Rows with every column as wide as its widest cell; a column that is empty throughout is left
/// out.
fn aligned(rows: &[Row]) -> String {
    let width = |column: usize| rows.iter().map(|r| r[column].width()).max().unwrap_or(0);
    let widths: [usize; 4] = std::array::from_fn(width);
    let mut table = String::new();
    for row in rows {
        let mut line = String::new();
        let mut reached = 0;
        for (cell, width) in row.iter().zip(widths).filter(|(_, width)| *width > 0) {
            line.push_str(&" ".repeat(reached));
            line.push_str(cell);
            reached = width - cell.width() + 2;
        }
        table.push_str(line.trim_end());
        table.push('\n');
    }
    table
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;

    fn written(list: List) -> String {
        let fixture = Fixture::bridge();
        let subject = fixture.subject();
        table(list, subject.document, subject.annotations, Inferred::Auto)
    }

    #[test]
    fn a_row_tells_when_what_and_where() {
        assert_eq!(written(List::Sections), "What now  ¶ 2\n");
        assert_eq!(written(List::Speakers), "Ana Ruiz  chief engineer  ¶ 1\n");
        assert_eq!(
            written(List::Events),
            "2024-05~  bridge; closed, again  planned  ¶ 2\n"
        );
    }

    #[test]
    fn columns_are_as_wide_as_their_cells_look() {
        let rows = [["1962", "橋", "", "¶ 1"], ["2015-03", "ab c", "", "¶ 12"]];
        let rows = rows.map(|row| row.map(str::to_owned));
        assert_eq!(aligned(&rows), "1962     橋    ¶ 1\n2015-03  ab c  ¶ 12\n");
    }
}
