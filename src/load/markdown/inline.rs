//! The words of the block under way: each leads back to where it stands in the source.

use std::ops::Range;

use pulldown_cmark::CowStr;

use super::Reader;
use crate::load::words;
use crate::text::InlineKind;

impl Reader<'_> {
    /// Where the next words will stand in the block under way.
    pub(super) fn place(&mut self) -> usize {
        self.resolve_break(None);
        self.block().text().len()
    }

    pub(super) fn begin_inline(&mut self, kind: InlineKind) {
        let start = self.place();
        self.open.push((start, kind));
    }

    pub(super) fn mark(&mut self, start: usize, kind: InlineKind) {
        if let Some(draft) = &mut self.draft {
            draft.mark(start, kind);
        }
    }

    pub(super) fn text(&mut self, text: &CowStr<'_>, range: Range<usize>) {
        if let Some(front) = &mut self.front {
            front.push_str(text);
            return;
        }
        if self.hidden.is_some() {
            return;
        }
        self.resolve_break(text.chars().next());
        self.push(text, range);
    }

    /// Appends words that stand in the source as they are, or in the place of what does.
    pub(super) fn push(&mut self, text: &str, range: Range<usize>) {
        let source = self.source;
        let draft = self.block();
        if source.get(range.clone()) == Some(text) {
            draft.push(source, range);
        } else {
            draft.push_for(text, range);
        }
    }

    pub(super) fn push_for(&mut self, text: &str, range: Range<usize>) {
        self.resolve_break(None);
        self.block().push_for(text, range);
    }

    pub(super) fn code(&mut self, code: &str, range: Range<usize>) {
        let at = self.source.get(range.clone()).and_then(|s| s.find(code));
        match at {
            Some(at) => self.push(code, range.start + at..range.start + at + code.len()),
            None => self.broken_code(code, range),
        }
    }

    /// Code over several lines: their ends, and what stands before the next, have become spaces.
    fn broken_code(&mut self, code: &str, range: Range<usize>) {
        let mut at = range.start;
        let mut rest = code;
        while !rest.is_empty() {
            let (word, after) = rest.split_at(rest.find(' ').unwrap_or(rest.len()));
            let found = self.source.get(at..range.end).and_then(|s| s.find(word));
            let Some(start) = found.map(|found| at + found) else {
                return self.push_for(rest, at..range.end);
            };
            at = start + word.len();
            if !word.is_empty() {
                self.push(word, start..at);
            }
            rest = after;
            if let Some(after) = rest.strip_prefix(' ') {
                self.push_for(" ", at..at);
                rest = after;
            }
        }
    }

    /// Puts a space in the place of a line's end, except between characters of scripts that have
    /// none.
    fn resolve_break(&mut self, next: Option<char>) {
        let Some(range) = self.soft_break.take() else {
            return;
        };
        let draft = self.block();
        let last = draft.text().chars().next_back();
        let is_unspaced = |c: Option<char>| c.is_some_and(words::is_unspaced);
        if !(is_unspaced(last) && is_unspaced(next)) {
            draft.push_for(" ", range);
        }
    }
}
