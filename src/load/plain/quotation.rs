//! Lines that a mailer has marked with `>` as those of an earlier mail.

use super::Reader;
use crate::load::lines::Line;
use crate::text::{BlockKind, Span};

impl Reader<'_> {
    /// Whether a run of lines, or the last of them, is quoted from a mail: two or more with the mark,
    /// or one after a line that ends with a colon.
    pub(super) fn has_quotation(&self, lines: &[Line]) -> bool {
        let is_quoted = |l: &Line| marks(self.words(l)).0 > 0;
        let mut pairs = lines.windows(2);
        pairs.any(|p| is_quoted(&p[1]) && (is_quoted(&p[0]) || self.words(&p[0]).ends_with(':')))
            || (lines.len() == 1 && lines.iter().any(is_quoted) && self.is_after_quotation())
    }

    /// Whether the block before is a quotation, so that a single line goes on with it.
    fn is_after_quotation(&self) -> bool {
        let last = self.builder.drafts.last();
        last.is_some_and(|d| matches!(d.kind(), BlockKind::Quote(_)) || d.text().ends_with(':'))
    }

    /// Lines with and without the mark, each run as a block of its own; a quoted line without words
    /// parts paragraphs.
    pub(super) fn with_quotations(&mut self, lines: &[Line]) {
        let mut run: Vec<Line> = Vec::new();
        let mut depth = 0;
        for line in lines {
            let (of, length) = marks(self.words(line));
            let inner = self.without_marks(line, length);
            if of != depth || inner.is_none() {
                self.quoted(depth, &std::mem::take(&mut run));
                depth = of;
            }
            run.extend(inner);
        }
        self.quoted(depth, &run);
    }

    fn quoted(&mut self, depth: u8, lines: &[Line]) {
        match (depth, lines) {
            (_, []) => {}
            (0, lines) => self.paragraphs(BlockKind::Paragraph, lines),
            (depth, lines) => self.paragraphs(BlockKind::Quote(depth), lines),
        }
    }

    /// A line without its marks; `None` where nothing else stands on it.
    fn without_marks(&self, line: &Line, length: usize) -> Option<Line> {
        let span = Span::new(line.span.start() + length, line.span.end());
        (!span.is_empty()).then_some(Line {
            span,
            indent: if length == 0 { line.indent } else { 0 },
            ..*line
        })
    }
}

/// How many marks of quotation a line begins with, and the bytes to the words after them.
fn marks(line: &str) -> (u8, usize) {
    let is_mark = |c: &char| matches!(c, '>' | ' ');
    let length: usize = line.chars().take_while(is_mark).map(char::len_utf8).sum();
    let count = line.bytes().take(length).filter(|b| *b == b'>').count();
    match count {
        0 => (0, 0),
        count => (count.min(usize::from(u8::MAX)) as u8, length),
    }
}
