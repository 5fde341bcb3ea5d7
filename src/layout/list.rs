//! Lists: items hang beside their bullets.

use std::borrow::Cow;

use super::atoms::atoms;
use super::block::{Piece, STEP};
use super::cells;
use super::row::{DecorationKind, Row};
use super::wrap::Lines;
use crate::text::{Item, Marker, Span};

/// The rows of the part of a list that lies in `piece`.
pub(super) fn rows(piece: &Piece, items: &[Item]) -> Vec<Row> {
    let mut sorted = Cow::Borrowed(items);
    if !items.is_sorted_by_key(|i| i.span.start()) {
        sorted.to_mut().sort_by_key(|i| i.span.start());
    }
    let columns = Columns::new(items, piece.settings.width());
    let first = sorted
        .partition_point(|i| i.span.start() < piece.span.start())
        .saturating_sub(1);
    let mut rows = Vec::new();
    for (index, item) in sorted.iter().enumerate().skip(first) {
        if item.span.start() >= piece.span.end() {
            break;
        }
        // What stands between the items belongs to the one before it, so that nothing is lost.
        let start = if index == 0 {
            piece.block.span.start()
        } else {
            item.span.start()
        };
        let next = sorted
            .get(index + 1)
            .map_or(piece.block.span.end(), |i| i.span.start());
        let part = Span::new(start, next).intersection(piece.span);
        let text_column = columns.text(item);
        let width = piece.settings.width() - text_column;
        let atoms = atoms(piece.text(), part);
        let mut own = Lines::new(piece.text(), atoms, width).rows(piece.text(), text_column);
        if part.start() == start
            && let Some(bullet) = bullet(item.marker)
        {
            let column = columns.bullet(item, cells(&bullet));
            if own.is_empty() {
                let mut row = Row::default();
                row.put(text_column, Span::empty(start), 0);
                own.push(row);
            }
            if let (Some(column), Some(row)) = (column, own.first_mut()) {
                row.decorate(column, DecorationKind::Bullet, bullet);
            }
        }
        rows.append(&mut own);
    }
    rows
}

fn bullet(marker: Marker) -> Option<Cow<'static, str>> {
    match marker {
        Marker::Bullet => Some("•".into()),
        Marker::Number(number) => Some(format!("{number}.").into()),
        Marker::Task(true) => Some("[x]".into()),
        Marker::Task(false) => Some("[ ]".into()),
        Marker::Continued => None,
    }
}

/// Where the items of each depth stand.
struct Columns {
    /// Cells of the widest bullet at each depth.
    bullets: Vec<usize>,
    width: usize,
}

impl Columns {
    fn new(items: &[Item], width: usize) -> Self {
        let mut bullets: Vec<usize> = Vec::new();
        for item in items {
            let cells = match item.marker {
                Marker::Bullet => 1,
                Marker::Number(number) => number.checked_ilog10().unwrap_or(0) as usize + 2,
                Marker::Task(_) => 3,
                Marker::Continued => 0,
            };
            let depth = usize::from(item.depth);
            if bullets.len() <= depth {
                bullets.resize(depth + 1, 0);
            }
            if let Some(widest) = bullets.get_mut(depth) {
                *widest = cells.max(*widest);
            }
        }
        Columns { bullets, width }
    }

    /// The column of an item's words. They keep half the width.
    fn text(&self, item: &Item) -> usize {
        let depth = usize::from(item.depth);
        let bullet = self.bullets.get(depth).copied().unwrap_or(0);
        (depth * STEP + bullet + 1).min(self.width / 2)
    }

    /// The column of an item's bullet, right-aligned before the words; `None` where there is no
    /// room for it.
    fn bullet(&self, item: &Item, cells: usize) -> Option<usize> {
        let text = self.text(item);
        text.checked_sub(cells + 1).or(text.checked_sub(cells))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn items_hang_and_nest_by_two_cells() {
        check(
            "
            - One item that is too long for a single row
              - Nested
                - Nested deeper than that one is
            - Two
            + A further paragraph of two
            ",
            24,
            "
            • One item that is too
              long for a single row
              • Nested
                • Nested deeper than
                  that one is
            • Two
              A further paragraph
              of two
            ",
        );
    }

    #[test]
    fn numbers_stand_as_given_right_aligned() {
        check(
            "
            8. eight
            9. nine
            10. ten, which is longer
              1. first
              [x] done
              [ ] not done
            ",
            20,
            "
             8. eight
             9. nine
            10. ten, which is
                longer
               1. first
              [x] done
              [ ] not done
            ",
        );
    }

    #[test]
    fn deep_items_keep_half_of_a_narrow_measure() {
        check(
            "
            - top
                      - five levels down
            ",
            12,
            "
            • top
                • five
                  levels
                  down
            ",
        );
    }
}
