//! Lists: items hang beside their bullets.

use std::borrow::Cow;

use super::atoms::atoms;
use super::block::{Piece, STEP};
use super::cells;
use super::row::{DecorationKind, Row};
use super::wrap::Lines;
use crate::text::{Item, Marker, Span};

/// Items before a piece that are looked at for the place of a further paragraph.
const LOOK_BACK: usize = 64;

/// The rows of the part of a list that lies in `piece`.
pub(super) fn rows(piece: &Piece, items: &[Item]) -> Vec<Row> {
    let mut sorted = Cow::Borrowed(items);
    if !items.is_sorted_by_key(|i| i.span.start()) {
        sorted.to_mut().sort_by_key(|i| i.span.start());
    }
    let first = sorted
        .partition_point(|i| i.span.start() < piece.span.start())
        .saturating_sub(1);
    let mut columns = Columns::new(items, piece.settings.width());
    for item in sorted
        .iter()
        .take(first)
        .skip(first.saturating_sub(LOOK_BACK))
    {
        columns.text(item);
    }
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
        let bullet = bullet(item.marker).filter(|_| part.start() == start);
        rows.extend(item_rows(piece, part, bullet, columns.text(item)));
    }
    rows
}

/// The rows of a part of an item, with the bullet if it begins with the part.
fn item_rows(
    piece: &Piece,
    part: Span,
    bullet: Option<Cow<'static, str>>,
    column: usize,
) -> Vec<Row> {
    let width = piece.settings.width() - column;
    let atoms = atoms(piece.text(), part);
    let mut rows = Lines::new(piece.text(), atoms, width).rows(piece.text(), column);
    let Some(bullet) = bullet else {
        return rows;
    };
    if rows.is_empty() {
        let mut row = Row::default();
        row.put(column, Span::empty(part.start()), 0);
        rows.push(row);
    }
    let at = bullet_column(column, cells(&bullet));
    if let (Some(at), Some(row)) = (at, rows.first_mut()) {
        row.decorate(at, DecorationKind::Bullet, bullet);
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

/// The column of a bullet that ends before the words; `None` where there is no room for it.
fn bullet_column(text: usize, bullet: usize) -> Option<usize> {
    text.checked_sub(bullet + 1).or(text.checked_sub(bullet))
}

/// Where the items of each depth stand.
struct Columns {
    depths: Vec<Depth>,
    width: usize,
}

#[derive(Clone, Default)]
struct Depth {
    /// Cells of its widest number.
    number: usize,
    /// Cells of the last bullet, a further paragraph's place.
    last: usize,
}

impl Columns {
    fn new(items: &[Item], width: usize) -> Self {
        let mut depths: Vec<Depth> = Vec::new();
        for item in items {
            let depth = usize::from(item.depth);
            if depths.len() <= depth {
                depths.resize(depth + 1, Depth::default());
            }
            if let (Marker::Number(number), Some(depth)) = (item.marker, depths.get_mut(depth)) {
                let digits = number.checked_ilog10().unwrap_or(0) as usize + 1;
                depth.number = depth.number.max(digits + 1);
            }
        }
        Columns { depths, width }
    }

    /// The column of the words of the next item. They keep half the width.
    fn text(&mut self, item: &Item) -> usize {
        let depth = usize::from(item.depth);
        let mut bullet = 0;
        if let Some(depth) = self.depths.get_mut(depth) {
            depth.last = match item.marker {
                Marker::Bullet => 1,
                Marker::Number(_) => depth.number,
                Marker::Task(_) => 3,
                Marker::Continued => depth.last,
            };
            bullet = depth.last;
        }
        (depth * STEP + bullet + 1).min(self.width / 2)
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
              - bullet
              + further
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
              • bullet
                further
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
