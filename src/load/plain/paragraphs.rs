//! What a line's end means: a space, an end made on purpose, or a new paragraph.

use super::Reader;
use crate::load::lines::{Line, WIDEST};
use crate::load::mend::{self, Glue, Vocabulary};
use crate::load::words;
use crate::text::{BlockKind, Draft};

impl Reader<'_> {
    /// Lines as one block, whatever their widths.
    pub(super) fn joined(&mut self, kind: BlockKind, lines: &[Line]) {
        let mut draft = Draft::new(kind);
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                self.line_end(&mut draft, " ", &lines[index - 1], line);
            }
            draft.push(self.source, line.span.range());
        }
        self.builder.push(draft);
    }

    /// Lines as paragraphs: wrapped ones joined, a new one where a line is set in or a short line
    /// has ended a sentence, a line's end kept where it was ended on purpose (verse, addresses).
    pub(super) fn paragraphs(&mut self, kind: BlockKind, lines: &[Line]) {
        let Some((first, rest)) = lines.split_first() else {
            return;
        };
        let base = lines.iter().map(|l| l.indent).min().unwrap_or(0);
        let is_verse = self.is_verse(lines);
        let mut draft = Draft::new(kind.clone());
        draft.push(self.source, first.span.range());
        let mut before = first;
        for (index, line) in rest.iter().enumerate() {
            let after = rest.get(index + 1);
            let is_set_in = line.indent >= base + 2
                && before.indent <= line.indent
                && after.is_none_or(|l| l.indent == base || l.indent == line.indent)
                && before.indent == base
                && words::ends_sentence(self.words(before));
            let end = match self.line_break(before, line, is_verse) {
                _ if is_set_in && !is_verse => Break::Paragraph,
                end => end,
            };
            match end {
                Break::Paragraph => {
                    self.builder
                        .push(std::mem::replace(&mut draft, Draft::new(kind.clone())));
                }
                Break::Line => self.line_end(&mut draft, "\n", before, line),
                Break::Space => self.line_end(&mut draft, " ", before, line),
            }
            draft.push(self.source, line.span.range());
            before = line;
        }
        self.builder.push(draft);
    }

    fn line_break(&self, before: &Line, line: &Line, is_verse: bool) -> Break {
        if is_verse {
            return Break::Line;
        }
        if before.width > WIDEST || line.width > WIDEST {
            return Break::Paragraph;
        }
        let words = self.words(line);
        if !self.is_short(before, line) {
            return Break::Space;
        }
        let begins = words
            .chars()
            .next()
            .is_some_and(|c| !c.is_lowercase() && !matches!(c, ',' | ';' | ')'));
        if begins && words::ends_sentence(self.words(before)) {
            Break::Paragraph
        } else {
            Break::Line
        }
    }

    /// Whether a line was ended before it was full, and inside no word.
    fn is_short(&self, line: &Line, next: &Line) -> bool {
        let after = self.words(next);
        let is_divided =
            || self.words(line).ends_with(mend::is_hyphen) && after.starts_with(char::is_lowercase);
        self.setting.is_short(line, || first_word(after)) && !is_divided()
    }

    /// Whether the lines were ended on purpose: most are short, and few end a sentence.
    fn is_verse(&self, lines: &[Line]) -> bool {
        if lines.len() < 3 {
            return false;
        }
        let pairs = lines.windows(2);
        let short = pairs.filter(|p| self.is_short(&p[0], &p[1])).count();
        let ended = lines
            .iter()
            .filter(|l| words::ends_sentence(self.words(l)))
            .count();
        let is_narrow = lines.iter().all(|l| l.width <= WIDEST);
        is_narrow && short * 10 > (lines.len() - 1) * 6 && ended * 10 < lines.len() * 6
    }

    /// Puts `glue` in the place of a line's end. Where lines are joined by a space, a word that was
    /// divided at the line's end becomes whole, and scripts without spaces get none.
    pub(super) fn line_end(&self, draft: &mut Draft, glue: &str, before: &Line, line: &Line) {
        let gap = before.span.end()..line.span.start();
        if glue != " " {
            draft.push_for(glue, gap);
            return;
        }
        let vocabulary = || {
            self.vocabulary
                .get_or_init(|| Vocabulary::of(std::iter::once(self.source)))
        };
        let glue = mend::glue(self.words(before), self.words(line), vocabulary);
        if glue == Glue::Undivided {
            let end = draft.text().trim_end_matches(mend::is_hyphen).len();
            draft.truncate(end);
        }
        draft.push_for(glue.text(), gap);
    }
}

/// What stands in the place of a line's end.
enum Break {
    Space,
    Line,
    Paragraph,
}

/// Characters of the first word.
fn first_word(words: &str) -> u32 {
    match words.chars().next() {
        Some(c) if words::is_unspaced(c) => 1,
        _ => words
            .split(char::is_whitespace)
            .next()
            .map_or(0, |w| w.chars().take(WIDEST as usize).count() as u32),
    }
}
