//! Plain text: paragraphs by blank lines, wrapped lines joined, headings by their place and shape.

mod heading;
mod list;
mod paragraphs;
mod quotation;
mod table;
#[cfg(test)]
mod tests;

use std::cell::OnceCell;

use super::lines::{Group, Groups, Line, Setting, WIDEST};
use super::mend::Vocabulary;
use super::{notes, roles};
use crate::source::Input;
use crate::text::{BlockKind, DocumentBuilder, Draft, Span};
use heading::is_rule;
use table::columns;

/// Reads a plain text.
pub(super) fn load(source: &str, _: &Input) -> DocumentBuilder {
    let mut reader = Reader {
        source,
        setting: Setting::of(source),
        vocabulary: OnceCell::new(),
        builder: DocumentBuilder::new(),
    };
    let mut groups = Groups::new(source).peekable();
    while let Some(group) = groups.next() {
        reader.group(&group, groups.peek());
        let next = groups.peek().map(|g| g.lines[0].span.of(source));
        if let ([first], Some(next)) = (reader.builder.drafts.as_mut_slice(), next)
            && roles::is_title_line(first, next)
        {
            first.set_kind(BlockKind::Heading(1));
        }
    }
    notes::mark(&mut reader.builder.drafts);
    reader.builder
}

struct Reader<'s> {
    source: &'s str,
    setting: Setting,
    vocabulary: OnceCell<Vocabulary>,
    builder: DocumentBuilder,
}

impl Reader<'_> {
    fn words(&self, line: &Line) -> &str {
        line.span.of(self.source)
    }

    fn group(&mut self, group: &Group, next: Option<&Group>) {
        let lines = group.lines.as_slice();
        if let [line] = lines
            && is_rule(self.words(line))
        {
            self.builder.push(Draft::new(BlockKind::Rule));
        } else if let Some(level) = self.heading(group, next) {
            self.joined(BlockKind::Heading(level), lines);
        } else if let [title, under, rest @ ..] = lines
            && let Some(level) = self.underline(title, under)
        {
            self.joined(BlockKind::Heading(level), &lines[..1]);
            self.body(rest);
        } else if let [title, rest @ ..] = lines
            && self.is_run_in(title, rest)
        {
            self.joined(BlockKind::Heading(2), &lines[..1]);
            self.body(rest);
        } else {
            self.body(lines);
        }
    }

    /// Lines that are no heading: a table, a list with the paragraph before it, paragraphs, or
    /// matter that is set in.
    fn body(&mut self, lines: &[Line]) {
        if lines.is_empty() {
        } else if let Some(columns) = columns(self.source, lines) {
            self.table(lines, &columns);
        } else if self.has_quotation(lines) {
            self.with_quotations(lines);
        } else if let Some(first) = self.list_start(lines) {
            let (before, items) = lines.split_at(first);
            if !before.is_empty() {
                self.paragraphs(BlockKind::Paragraph, before);
            }
            self.list(items);
        } else if lines.iter().all(|l| l.indent >= self.setting.indent + 2) && lines.len() > 1 {
            self.set_in(lines);
        } else {
            self.paragraphs(BlockKind::Paragraph, lines);
        }
    }

    fn set_in(&mut self, lines: &[Line]) {
        let text: Span = lines[0].span.to(lines[lines.len() - 1].span);
        let signs = text.of(self.source).bytes();
        let signs = signs.filter(|b| b"{}[]<>=;|\\/_+#$".contains(b)).count();
        if signs * 12 > text.len() {
            self.code(lines);
        } else {
            self.paragraphs(BlockKind::Quote(1), lines);
        }
    }

    /// Preformatted lines, with the white space inside them.
    fn code(&mut self, lines: &[Line]) {
        let mut draft = Draft::new(BlockKind::Code);
        let base = lines.iter().map(|l| l.indent).min().unwrap_or(0);
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                self.line_end(&mut draft, "\n", &lines[index - 1], line);
            }
            draft.push_words(&" ".repeat((line.indent - base).min(WIDEST) as usize));
            draft.push(self.source, line.span.range());
        }
        self.builder.push(draft);
    }
}
