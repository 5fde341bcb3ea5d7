//! The text of the piece under way: white space levelled, inline elements marked.

use std::ops::Range;

use crate::load::html::elements::is_blank;
use crate::text::InlineKind;

/// Inline spans more than so deep inside each other are not kept.
const DEEPEST: usize = 24;

#[derive(Default)]
pub(super) struct Text {
    text: String,
    is_space_pending: bool,
    /// Inline elements that stand open: where each began in the text.
    open: Vec<(usize, InlineKind)>,
    /// Inline elements that stand open but are too deep to be kept.
    deeper: usize,
    marks: Vec<(Range<usize>, InlineKind)>,
}

/// A text that has ended, with its inline spans and the bytes of it that are in links.
pub(super) struct Taken {
    pub text: String,
    pub inlines: Vec<(Range<usize>, InlineKind)>,
    pub linked: usize,
}

impl Text {
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Appends words, as they stand where they are preformatted.
    pub fn push(&mut self, words: &str, is_pre: bool) {
        if is_pre {
            self.text.push_str(words);
            return;
        }
        for (index, word) in words.split(is_blank).enumerate() {
            if index > 0 {
                self.is_space_pending = true;
            }
            if !word.is_empty() {
                self.settle_space();
                self.text.push_str(word);
            }
        }
    }

    fn settle_space(&mut self) {
        if std::mem::take(&mut self.is_space_pending)
            && !self.text.is_empty()
            && !self.text.ends_with('\n')
        {
            self.text.push(' ');
        }
    }

    /// Appends a line's end; `true` for one that ends the text because another stands before it.
    pub fn end_line(&mut self, is_pre: bool) -> bool {
        self.is_space_pending = false;
        if is_pre {
            self.text.push('\n');
        } else if self.text.ends_with('\n') {
            return true;
        } else if !self.text.is_empty() {
            self.text.push('\n');
        }
        false
    }

    /// Begins an inline element.
    pub fn open(&mut self, kind: InlineKind) {
        if self.open.len() >= DEEPEST {
            self.deeper += 1;
            return;
        }
        // The space before the words belongs to what stands before the element.
        self.settle_space();
        self.open.push((self.text.len(), kind));
    }

    /// Ends the inline element that was begun last.
    pub fn close(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some((start, kind)) = self.open.pop()
            && start < self.text.len()
        {
            self.marks.push((start..self.text.len(), kind));
        }
    }

    /// Ends the text, if there is any; elements that stand open go on in the next.
    pub fn take(&mut self) -> Option<Taken> {
        self.is_space_pending = false;
        let length = self.text.trim_end().len();
        self.text.truncate(length);
        let starts = self
            .open
            .iter_mut()
            .map(|(start, kind)| (std::mem::take(start), kind));
        if length == 0 {
            starts.for_each(drop);
            self.marks.clear();
            return None;
        }
        let mut inlines = std::mem::take(&mut self.marks);
        inlines.extend(starts.map(|(start, kind)| (start..length, kind.clone())));
        for (range, _) in &mut inlines {
            range.end = range.end.min(length);
        }
        inlines.retain(|(range, _)| !range.is_empty());
        let links = inlines
            .iter()
            .filter(|(_, kind)| matches!(kind, InlineKind::Link(_)));
        let linked = links.map(|(range, _)| range.len()).sum::<usize>();
        Some(Taken {
            text: std::mem::take(&mut self.text),
            linked: linked.min(length),
            inlines,
        })
    }
}
