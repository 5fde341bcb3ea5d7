//! Code: never wrapped, cut at the edges with a sign, scrolled sideways.

use super::Settings;
use super::cells::{grapheme_cells, graphemes};
use super::row::{DecorationKind, Row};
use crate::text::Span;

/// Tab stops stand so many cells apart.
const TAB: usize = 4;

/// The rows of a piece of a code block, one a line.
pub(super) fn rows(text: &str, piece: Span, settings: &Settings) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut start = piece.start();
    for line in piece.of(text).split_inclusive('\n') {
        let bare = line.strip_suffix('\n').unwrap_or(line);
        let span = Span::new(start, start + bare.len());
        rows.push(row(text, span, settings));
        start += line.len();
    }
    rows
}

/// The cells of the longest line of a piece of a code block.
pub(super) fn widest(text: &str, piece: Span) -> usize {
    let lines = piece.of(text).lines();
    lines.map(line_cells).max().unwrap_or(0)
}

fn line_cells(line: &str) -> usize {
    graphemes(line).fold(0, |at, g| at + code_cells(g, at))
}

/// The cells of a grapheme that stands at cell `at` of its line.
fn code_cells(grapheme: &str, at: usize) -> usize {
    match grapheme {
        "\t" => TAB - at % TAB,
        _ => grapheme_cells(grapheme),
    }
}

fn row(text: &str, line: Span, settings: &Settings) -> Row {
    let width = settings.width();
    let scrolled = usize::from(settings.sideways);
    let total = line_cells(line.of(text));
    let cut_left = scrolled > 0 && total > 0;
    let cut_right = total > scrolled + width;
    let from = scrolled + usize::from(cut_left);
    let to = scrolled + width - usize::from(cut_right);
    let mut row = Row::default();
    let mut open: Option<Span> = None;
    let mut column = 0;
    let (mut at, mut cell) = (line.start(), 0);
    for grapheme in graphemes(line.of(text)) {
        let wide = code_cells(grapheme, cell);
        let span = Span::new(at, at + grapheme.len());
        let shown = grapheme != "\t" && cell >= from && cell + wide <= to;
        if !shown && let Some(open) = open.take() {
            row.put(column, open, cell - scrolled - column);
        }
        if shown {
            if open.is_none() {
                column = cell - scrolled;
            }
            open = Some(open.map_or(span, |open| open.to(span)));
        }
        if cell >= to {
            break;
        }
        at = span.end();
        cell += wide;
    }
    if let Some(open) = open {
        row.put(column, open, (cell - scrolled).saturating_sub(column));
    }
    if row.fragments.is_empty() {
        let at = if cut_left { line.end() } else { line.start() };
        row.put(0, Span::empty(at), 0);
    }
    if cut_left {
        row.decorate(0, DecorationKind::CutMark, "‹");
    }
    if cut_right {
        row.decorate(width - 1, DecorationKind::CutMark, "›");
    }
    row
}

#[cfg(test)]
mod tests {
    use super::super::testing::check_with;
    use super::*;

    fn check(code: &str, measure: u16, sideways: u16, expected: &str) {
        let settings = Settings {
            measure,
            sideways,
            ..Settings::default()
        };
        check_with(code, settings, expected);
    }

    #[test]
    fn lines_are_cut_and_scrolled_with_signs() {
        let code = "
            code
            let number = 1;
            short
            ";
        check(code, 20, 0, "let number = 1;\nshort");
        check(code, 9, 0, "let numb›\nshort");
        check(code, 9, 4, "‹umber =›\n‹");
        check(code, 9, 6, "‹ber = 1;\n‹");
        check(code, 9, 90, "‹\n‹");
    }

    #[test]
    fn tabs_go_to_stops_and_wide_signs_are_never_halved() {
        check("code\na\tb\n\tcd", 12, 0, "a   b\n    cd");
        check("code\na\tb\n\tcd", 12, 2, "‹ b\n‹ cd");
        check("code\n日本語", 4, 0, "日 ›");
        check("code\n日本語", 5, 0, "日本›");
        check("code\n日本語", 4, 1, "‹本›");
    }

    #[test]
    fn empty_lines_stay() {
        check("code\na\n \nb", 12, 0, "a\n\nb");
    }
}
