//! Text → atoms: the words, and the parts of words that a row may end after.

use std::borrow::Cow;

use super::cells::{grapheme_cells, graphemes};
use super::row::DecorationKind;
use super::together::kept_together;
use crate::text::Span;

/// What an atom draws.
#[derive(Clone, Debug)]
pub(super) enum Ink {
    /// Text of the document.
    Text(Span),
    /// A decoration that runs with the text.
    Mark(DecorationKind, Cow<'static, str>),
}

/// The least thing that rows are made of.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    /// What is drawn.
    pub ink: Ink,
    /// Its cells.
    pub width: usize,
    /// The cells of space between it and the next, where both stand on one row.
    pub space: usize,
    /// Whether a row should not begin with it.
    pub glued: bool,
    /// Whether the row ends after it by the author's will.
    pub ends_row: bool,
}

impl Atom {
    /// An atom of text without space after it.
    pub fn text(span: Span, width: usize) -> Self {
        Atom {
            ink: Ink::Text(span),
            width,
            space: 0,
            glued: false,
            ends_row: false,
        }
    }

    /// A decoration of words that take a cell a character, with `space` cells after it.
    pub fn mark(kind: DecorationKind, text: impl Into<Cow<'static, str>>, space: usize) -> Self {
        let text = text.into();
        Atom {
            width: super::cells(&text),
            ink: Ink::Mark(kind, text),
            space,
            glued: false,
            ends_row: false,
        }
    }

    /// Whether it draws text of the document.
    pub fn is_text(&self) -> bool {
        matches!(self.ink, Ink::Text(_))
    }

    /// Lets the next atom follow on the same row, after `cells` of space.
    pub fn space_after(&mut self, cells: usize) {
        self.space = cells;
        self.ends_row = false;
    }

    /// The same, kept on the row of the atom before it.
    pub fn glued(self) -> Self {
        Atom {
            glued: true,
            ..self
        }
    }
}

/// Cuts the text of `span` into atoms. Blank text yields none.
pub(super) fn atoms(text: &str, span: Span) -> Vec<Atom> {
    let mut cutter = Cutter {
        text,
        out: Vec::with_capacity(span.len() / 5 + 1),
        start: span.start(),
        at: span.start(),
        width: 0,
        part: Part::default(),
    };
    for grapheme in graphemes(span.of(text)) {
        cutter.take(grapheme);
    }
    cutter.finish();
    cutter.out
}

/// What the word being read has been like since the last place where a row may end.
#[derive(Clone, Copy, Default)]
struct Part {
    /// Graphemes so far.
    len: usize,
    /// The last character, and the one before it.
    last: char,
    before: char,
}

struct Cutter<'t> {
    text: &'t str,
    out: Vec<Atom>,
    start: usize,
    at: usize,
    width: usize,
    part: Part,
}

impl Cutter<'_> {
    fn take(&mut self, grapheme: &str) {
        let end = self.at + grapheme.len();
        match blank_cells(grapheme) {
            Some(cells) => {
                self.finish();
                if let Some(last) = self.out.last_mut() {
                    last.space += cells;
                    last.ends_row |= grapheme == "\n";
                }
                self.start = end;
            }
            None => {
                if self.part.len > 0 && self.may_break_before(grapheme) {
                    self.finish();
                }
                self.width += grapheme_cells(grapheme);
                self.part.len += 1;
                self.part.before = self.part.last;
                self.part.last = grapheme.chars().next_back().unwrap_or(' ');
            }
        }
        self.at = end;
    }

    /// Ends the atom that is being read, if there is one.
    fn finish(&mut self) {
        if self.part.len == 0 {
            return;
        }
        let span = Span::new(self.start, self.at);
        let mut atom = Atom::text(span, self.width);
        if let Some(last) = self.out.last()
            && let Ink::Text(before) = last.ink
            && last.space > 0
            && !last.ends_row
        {
            atom.glued = kept_together(before.of(self.text), span.of(self.text));
        }
        self.out.push(atom);
        self.start = self.at;
        self.width = 0;
        self.part = Part::default();
    }

    /// Whether a row may end inside a word, between what was read of it and `next`.
    fn may_break_before(&self, next: &str) -> bool {
        let Part { len, last, before } = self.part;
        let c = next.chars().next().unwrap_or(' ');
        if last.is_ascii_alphanumeric() && c.is_ascii() {
            return false;
        }
        match last {
            '-' if before == '-' => len > 2 && c.is_alphabetic(),
            '-' | '\u{2010}' => len > 2 && before.is_alphanumeric() && self.letters_follow(),
            '\u{2013}' => len > 1 && before.is_alphabetic() && c.is_alphabetic(),
            '\u{2014}' | '\u{2015}' => len > 1 && !is_closing(c),
            _ => (is_ideographic(last) || is_ideographic(c)) && !is_closing(c) && !is_opening(last),
        }
    }

    /// Whether the next two characters are letters: one alone is no part to begin a row with.
    fn letters_follow(&self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or("");
        let mut next = rest.chars().take(2);
        next.next().is_some_and(char::is_alphabetic) && next.next().is_some_and(char::is_alphabetic)
    }
}

/// The cells of a grapheme that is a space at which a row may end, or the row's end itself.
fn blank_cells(grapheme: &str) -> Option<usize> {
    match grapheme {
        " " | "\t" => Some(1),
        "\n" => Some(0),
        _ if grapheme.is_ascii() => None,
        "\u{1680}" | "\u{205F}" => Some(1),
        "\u{3000}" => Some(2),
        "\u{2000}" | "\u{2001}" | "\u{2002}" | "\u{2003}" | "\u{2004}" | "\u{2005}"
        | "\u{2006}" | "\u{2008}" | "\u{2009}" | "\u{200A}" => Some(1),
        _ => None,
    }
}

/// Scripts that are written without spaces and may be broken between any two characters. Korean
/// has spaces, and Thai would need a dictionary.
fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Signs that no row of ideographic text begins with.
fn is_closing(c: char) -> bool {
    const CLOSING: &str = "!%),.:;?]}’”…、。〉》」』】〕〗〙〟・ーゝゞヽヾ々ぁぃぅぇぉっゃゅょゎ\
        ァィゥェォッャュョヮヵヶ！％），．：；？］｝～｡｣､･ｰ—–";
    CLOSING.contains(c)
}

/// Signs that no row of ideographic text ends with.
fn is_opening(c: char) -> bool {
    "([{‘“〈《「『【〔〖〘〝（［｛｢$£¥＄￡￥".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` with `|` where a row may end, a space standing for itself where it is kept.
    fn check(text: &str, expected: &str) {
        let mut shown = String::new();
        let mut end = 0;
        for (index, atom) in atoms(text, Span::new(0, text.len()))
            .into_iter()
            .enumerate()
        {
            let Ink::Text(span) = atom.ink else { continue };
            if index > 0 {
                shown.push_str(if atom.glued {
                    Span::new(end, span.start()).of(text)
                } else {
                    "|"
                });
            }
            shown.push_str(span.of(text));
            end = span.end();
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn words_end_at_spaces_hyphens_and_dashes() {
        check("  one two ", "one|two");
        check("six-party talks", "six-|party|talks");
        check("a dash—like this—or that", "a|dash—|like|this—|or|that");
        check("London–Paris train", "London–|Paris|train");
        check("no\u{A0}break", "no\u{A0}break");
    }

    #[test]
    fn short_parts_numbers_and_flags_stay_whole() {
        check("e-mail x-y COVID-19", "e-mail|x-y|COVID-19");
        check(
            "1950-53 1950–1953 2016-02-21",
            "1950-53|1950–1953|2016-02-21",
        );
        check("-v --verbose non-A", "-v|--verbose|non-A");
        check("“—” (he)", "“—”|(he)");
    }

    #[test]
    fn ideographs_break_except_before_closing_signs() {
        check("日本語。", "日|本|語。");
        check("「東京」は", "「東|京」|は");
        check("2016年", "2016|年");
        check("한국어 글", "한국어|글");
    }
}
