//! Atoms → rows, by textwrap's optimal fit: the right edge as even as words allow.

use std::ops::Range;
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};

use super::atoms::{Atom, Ink};
use super::cells::{grapheme_cells, graphemes};
use super::row::Row;
use crate::text::Span;

/// What makes a row ugly. One row more costs more than any ragged edge, and a row that does not
/// fit more than any number of rows. A last row of one short word is worth some raggedness.
const PENALTIES: Penalties = Penalties {
    nline_penalty: 1000,
    overflow_penalty: 1_000_000_000,
    short_last_line_fraction: 4,
    short_last_line_penalty: 400,
    hyphen_penalty: 0,
};

/// Atoms that stay on one row, as textwrap sees them.
#[derive(Debug)]
struct Word {
    atoms: Range<usize>,
    width: usize,
    space: usize,
}

impl textwrap::core::Fragment for Word {
    fn width(&self) -> f64 {
        self.width as f64
    }

    fn whitespace_width(&self) -> f64 {
        self.space as f64
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// Lines of atoms, none wider than was asked for, a single wide grapheme excepted.
#[derive(Debug)]
pub(super) struct Lines {
    atoms: Vec<Atom>,
    lines: Vec<Range<usize>>,
}

impl Lines {
    /// Breaks atoms into lines of at most `width` cells.
    pub fn new(text: &str, atoms: Vec<Atom>, width: usize) -> Self {
        Lines::hanging(text, atoms, width, 0)
    }

    /// The same, where all lines but the first have `hang` cells less.
    pub fn hanging(text: &str, atoms: Vec<Atom>, width: usize, hang: usize) -> Self {
        let width = width.max(1);
        let least = width.saturating_sub(hang).max(1);
        let atoms = split_overlong(text, atoms, least);
        let mut lines = Vec::new();
        let mut from = 0;
        while from < atoms.len() {
            let rest = atoms.get(from..).unwrap_or(&[]);
            let len = rest
                .iter()
                .position(|a| a.ends_row)
                .map_or(rest.len(), |at| at + 1);
            let first = if from == 0 { width } else { least };
            break_lines(&words(rest, from, len, least), [first, least], &mut lines);
            from += len;
        }
        Lines { atoms, lines }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// The cells that a line takes.
    pub fn width(&self, line: usize) -> usize {
        let atoms = self.line(line);
        let space = atoms.last().map_or(0, |a| a.space);
        atoms.iter().map(|a| a.width + a.space).sum::<usize>() - space
    }

    /// Puts a line into a row, from a column on.
    pub fn put(&self, text: &str, line: usize, row: &mut Row, column: usize) {
        let mut at = column;
        let mut open: Option<(usize, Span, usize)> = None;
        for atom in self.line(line) {
            match &atom.ink {
                Ink::Text(span) => {
                    open = Some(match open {
                        Some((column, before, _)) if joins(text, before, *span) => {
                            (column, before.to(*span), at + atom.width - column)
                        }
                        ended => {
                            close(row, ended);
                            (at, *span, atom.width)
                        }
                    });
                }
                Ink::Mark(kind, words) => {
                    close(row, open.take());
                    row.decorate(at, *kind, words.clone());
                }
            }
            at += atom.width + atom.space;
        }
        close(row, open);
    }

    /// A row for each line, from a column on.
    pub fn rows(&self, text: &str, column: usize) -> Vec<Row> {
        (0..self.len())
            .map(|line| {
                let mut row = Row::default();
                self.put(text, line, &mut row, column);
                row
            })
            .collect()
    }

    fn line(&self, line: usize) -> &[Atom] {
        self.lines
            .get(line)
            .and_then(|range| self.atoms.get(range.clone()))
            .unwrap_or(&[])
    }
}

fn close(row: &mut Row, open: Option<(usize, Span, usize)>) {
    if let Some((column, span, width)) = open {
        row.put(column, span, width);
    }
}

/// Whether two stretches of text can be drawn as one: a tab between them would not take its cell.
fn joins(text: &str, before: Span, after: Span) -> bool {
    before.end() <= after.start()
        && !Span::new(before.end(), after.start())
            .of(text)
            .contains('\t')
}

/// Joins the first `len` atoms of `atoms`, which are numbered from `from`, into words.
fn words(atoms: &[Atom], from: usize, len: usize, width: usize) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(len);
    for (index, atom) in atoms.iter().take(len).enumerate() {
        let index = from + index;
        if atom.glued
            && let Some(word) = words.last_mut()
            && word.width + word.space + atom.width <= width
        {
            word.atoms.end = index + 1;
            word.width += word.space + atom.width;
            word.space = atom.space;
            continue;
        }
        words.push(Word {
            atoms: index..index + 1,
            width: atom.width,
            space: atom.space,
        });
    }
    words
}

/// Breaks words into lines; `widths` are the first line's and the others'.
fn break_lines(words: &[Word], widths: [usize; 2], lines: &mut Vec<Range<usize>>) {
    let [first, others] = widths;
    let fits = |(index, line): (usize, &&[Word])| {
        let space = line.last().map_or(0, |w| w.space);
        let cells = line.iter().map(|w| w.width + w.space).sum::<usize>() - space;
        line.len() == 1 || cells <= if index == 0 { first } else { others }
    };
    let widths = [first as f64, others as f64];
    let broken = match wrap_optimal_fit(words, &widths, &PENALTIES) {
        Ok(lines) if lines.iter().enumerate().all(fits) => lines,
        _ => wrap_first_fit(words, &widths),
    };
    lines.extend(broken.into_iter().filter_map(|line| {
        let (first, last) = (line.first()?, line.last()?);
        Some(first.atoms.start..last.atoms.end)
    }));
}

/// Cuts atoms of text that are wider than a row between graphemes.
pub(super) fn split_overlong(text: &str, atoms: Vec<Atom>, width: usize) -> Vec<Atom> {
    if atoms.iter().all(|a| a.width <= width) {
        return atoms;
    }
    let mut out = Vec::with_capacity(atoms.len() * 2);
    for atom in atoms {
        match atom.ink {
            Ink::Text(span) if atom.width > width => {
                let first = out.len();
                split(text, span, width, &mut out);
                if let Some(first) = out.get_mut(first) {
                    first.glued = atom.glued;
                }
                if let Some(last) = out.last_mut() {
                    last.space = atom.space;
                    last.ends_row = atom.ends_row;
                }
            }
            _ => out.push(atom),
        }
    }
    out
}

/// Cuts a long word into parts of at most `width` cells, after a sign that parts an address where
/// one stands in the second half of a part.
fn split(text: &str, span: Span, width: usize, out: &mut Vec<Atom>) {
    let mut start = span.start();
    let mut at = start;
    let mut cells = 0;
    let mut good: Option<(usize, usize)> = None;
    for grapheme in graphemes(span.of(text)) {
        let wide = grapheme_cells(grapheme);
        if cells + wide > width && at > start {
            let (end, used) = good.take().unwrap_or((at, cells));
            out.push(Atom::text(Span::new(start, end), used));
            start = end;
            cells -= used;
        }
        cells += wide;
        at += grapheme.len();
        if matches!(grapheme, "/" | "?" | "&" | "=" | "-" | "_" | "." | "#") && cells * 2 > width {
            good = Some((at, cells));
        }
    }
    out.push(Atom::text(Span::new(start, span.end()), cells));
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn the_right_edge_is_even_and_the_last_row_no_lone_word() {
        check(
            "The first lorry was turned back at dawn, and by noon the queue had reached the town.",
            30,
            "
            The first lorry was turned
            back at dawn, and by noon the
            queue had reached the town.
            ",
        );
        check(
            "This is a demo of the short last line penalty.",
            37,
            "
            This is a demo of the short last
            line penalty.
            ",
        );
    }

    #[test]
    fn neighbours_stay_on_one_row() {
        check(
            "It would cost about 38 million by then",
            24,
            "It would cost about\n38 million by then",
        );
        check(
            "They were met there by Mr. Kirby then",
            27,
            "They were met there by\nMr. Kirby then",
        );
        check(
            "It was to open again 12 May 2024",
            23,
            "It was to open again\n12 May 2024",
        );
        check("we saw it there – twice", 15, "we saw it\nthere – twice");
    }

    #[test]
    fn what_is_kept_together_parts_where_it_does_not_fit() {
        check("38 million", 7, "38\nmillion");
        check("J. K. L. M. Name", 8, "J. K. L.\nM. Name");
    }

    #[test]
    fn long_words_break_between_graphemes_and_addresses_at_their_signs() {
        check("aaaaaaaaaabbbb c", 10, "aaaaaaaaaa\nbbbb c");
        check("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}e\u{301}\ne\u{301}");
        check("日本語", 1, "日\n本\n語");
        check(
            "https://example.org/a/long/path",
            15,
            "https://\nexample.org/a/\nlong/path",
        );
    }

    #[test]
    fn lines_that_the_author_ended_stay_ended() {
        check(
            "Roses are red,\nviolets are blue",
            40,
            "Roses are red,\nviolets are blue",
        );
    }

    #[test]
    fn a_tab_takes_a_cell() {
        check("a\tb  c", 40, "a b  c");
    }
}
