//! A block that is still open to change, and how it settles into the document.

use std::ops::Range;

use super::document::Run;
use super::safe::{self, Filter};
use super::{Alignment, Block, BlockKind, Document, Inline, InlineKind, Item, Marker};
use super::{Role, Span, Table};

/// A block that is still open to change: loaders write into it, and the passes over all formats
/// (page breaks, roles) join, retype and mark it. Its spans count from its own start.
#[derive(Clone, Debug)]
pub struct Draft {
    kind: BlockKind,
    role: Option<Role>,
    head_only: bool,
    text: String,
    inlines: Vec<Inline>,
    runs: Vec<Run>,
    mends: Vec<usize>,
    filter: Filter,
}

impl Draft {
    /// An empty block of a kind.
    pub fn new(kind: BlockKind) -> Self {
        Draft {
            kind,
            role: None,
            head_only: false,
            text: String::new(),
            inlines: Vec::new(),
            runs: Vec::new(),
            mends: Vec::new(),
            filter: Filter::default(),
        }
    }

    /// What it is.
    pub fn kind(&self) -> &BlockKind {
        &self.kind
    }

    /// Makes it another kind of block.
    pub fn set_kind(&mut self, kind: BlockKind) {
        self.kind = kind;
    }

    /// What it is for.
    pub fn role(&self) -> Option<Role> {
        self.role
    }

    /// Says what it is for.
    pub fn set_role(&mut self, role: Role) {
        self.role = Some(role);
    }

    /// Says that it was made from metadata: shown at the head, no part of the text.
    pub fn set_head_only(&mut self) {
        self.head_only = true;
    }

    /// Whether it was made from metadata.
    pub fn is_head_only(&self) -> bool {
        self.head_only
    }

    /// The safe text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The inline spans so far.
    pub fn inlines(&self) -> &[Inline] {
        &self.inlines
    }

    /// Appends `source[range]`, character by character.
    pub fn push(&mut self, source: &str, range: Range<usize>) {
        let Some(words) = source.get(range.clone()) else {
            return;
        };
        let mut at = range.start;
        let mut rest = words;
        while !rest.is_empty() {
            let plain = safe::plain_prefix(rest);
            let (head, tail) = rest.split_at(plain);
            if plain > 0 {
                self.filter = Filter::default();
                self.append(head, Span::new(at, at + plain));
            }
            at += plain;
            rest = tail;
            if let Some(c) = rest.chars().next() {
                let source = Span::new(at, at + c.len_utf8());
                self.push_char(c, source);
                at = source.end();
                rest = rest.get(c.len_utf8()..).unwrap_or("");
            }
        }
    }

    /// Appends `words` in the place of `source[range]`: an entity, a joined line's end.
    pub fn push_for(&mut self, words: &str, range: Range<usize>) {
        if safe::plain_prefix(words) == words.len() {
            self.filter = Filter::default();
            self.append(words, range.into());
            return;
        }
        let mut chars = words.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            self.push_char(c, range.into());
            return;
        }
        let shown = self.filtered(words);
        self.append(&shown, range.into());
    }

    /// Appends words that stand for nothing in the source.
    pub fn push_words(&mut self, words: &str) {
        if safe::plain_prefix(words) == words.len() {
            self.filter = Filter::default();
            self.text.push_str(words);
            return;
        }
        let shown = self.filtered(words);
        self.text.push_str(&shown);
    }

    fn filtered(&mut self, words: &str) -> String {
        words.chars().filter_map(|c| self.filter.next(c)).collect()
    }

    fn push_char(&mut self, c: char, source: Span) {
        if let Some(shown) = self.filter.next(c) {
            self.append(shown.encode_utf8(&mut [0; 4]), source);
        }
    }

    fn append(&mut self, shown: &str, source: Span) {
        if shown.is_empty() {
            return;
        }
        let text = Span::new(self.text.len(), self.text.len() + shown.len());
        self.text.push_str(shown);
        let run = Run { text, source };
        match self.runs.last_mut() {
            Some(last)
                if last.is_verbatim()
                    && run.is_verbatim()
                    && last.text.end() == text.start()
                    && last.source.end() == source.start() =>
            {
                last.text = last.text.to(text);
                last.source = last.source.to(source);
            }
            _ => {
                if self.runs.is_empty() {
                    // Most blocks have one, and there may be millions of blocks.
                    self.runs.reserve_exact(1);
                }
                self.runs.push(run);
            }
        }
    }

    /// Marks the text from byte `start` of the block to its present end.
    pub fn mark(&mut self, start: usize, kind: InlineKind) {
        let span = Span::new(start, self.text.len());
        if !span.is_empty() && self.text.is_char_boundary(start) {
            self.inlines.push(Inline { span, kind });
        }
    }

    /// Marks the text from byte `start` to byte `end` of the block, where both are boundaries.
    pub fn mark_range(&mut self, start: usize, end: usize, kind: InlineKind) {
        let span = Span::new(start, end.min(self.text.len()));
        if !span.is_empty() && self.text.get(span.range()).is_some() {
            self.inlines.push(Inline { span, kind });
        }
    }

    /// Adds an item that runs from byte `start` of the block to its present end. Ignored where the
    /// block is no list.
    pub fn add_item(&mut self, start: usize, depth: u8, marker: Marker) {
        let span = Span::new(start, self.text.len());
        if let BlockKind::List(items) = &mut self.kind {
            items.push(Item {
                span,
                depth,
                marker,
            });
        }
    }

    /// Adds a cell that runs from byte `start` of the block to its present end; `new_row` begins a
    /// row with it. Ignored where the block is no table.
    pub fn add_cell(&mut self, start: usize, new_row: bool) {
        let span = Span::new(start, self.text.len());
        if let BlockKind::Table(table) = &mut self.kind {
            if new_row || table.rows.is_empty() {
                table.rows.push(Vec::new());
            }
            if let Some(row) = table.rows.last_mut() {
                row.push(span);
            }
        }
    }

    /// Says how a table's columns are set, and whether its first row names them.
    pub fn set_columns(&mut self, header: bool, alignments: Vec<Alignment>) {
        if let BlockKind::Table(table) = &mut self.kind {
            table.header = header;
            table.alignments = alignments;
        }
    }

    /// Cuts bytes off the end of the text, at a character boundary at or before `len`.
    pub fn truncate(&mut self, len: usize) {
        let mut len = len.min(self.text.len());
        while !self.text.is_char_boundary(len) {
            len -= 1;
        }
        self.text.truncate(len);
        let cut = |span: Span| span.intersection(Span::new(0, len));
        for run in &mut self.runs {
            let kept = cut(run.text);
            if run.is_verbatim() {
                run.source = Span::new(run.source.start(), run.source.start() + kept.len());
            }
            run.text = kept;
        }
        self.runs.retain(|r| !r.text.is_empty());
        for inline in &mut self.inlines {
            inline.span = cut(inline.span);
        }
        self.inlines.retain(|i| !i.span.is_empty());
    }

    /// Appends another block that a page break had cut off from this one, with `glue` between, and
    /// records the mend.
    pub fn join(&mut self, glue: &str, next: Draft) {
        self.text.push_str(glue);
        let by = self.text.len();
        self.mends.push(by);
        self.text.push_str(&next.text);
        self.mends.extend(next.mends.iter().map(|m| m + by));
        self.runs.extend(next.runs.into_iter().map(|run| Run {
            text: run.text.shifted(by),
            source: run.source,
        }));
        self.inlines
            .extend(next.inlines.into_iter().map(|i| Inline {
                span: i.span.shifted(by),
                kind: i.kind,
            }));
    }

    /// Whether it has words, or is a rule, which needs none.
    pub(super) fn is_something(&self) -> bool {
        self.kind == BlockKind::Rule || !self.text.trim().is_empty()
    }

    /// Goes to the end of the document.
    pub(super) fn settle(self, doc: &mut Document) {
        let is_rule = self.kind == BlockKind::Rule;
        if !doc.text.is_empty() && !is_rule {
            doc.text.push_str("\n\n");
        }
        let by = doc.text.len();
        let words = if is_rule { "" } else { self.text.as_str() };
        doc.text.push_str(words);
        let block = Block {
            kind: shifted_kind(self.kind, by),
            span: Span::new(by, doc.text.len()),
            role: self.role,
            head_only: self.head_only,
        };
        if block.is_numbered() {
            doc.numbered.push(doc.blocks.len() as u32);
        }
        doc.blocks.push(block);
        let mut inlines = self.inlines;
        inlines.sort_by_key(|i| (i.span.start(), usize::MAX - i.span.end()));
        doc.inlines.extend(inlines.into_iter().filter_map(|i| {
            let span = i.span.shifted(by);
            doc.text.get(span.range())?;
            Some(Inline {
                span,
                kind: safe_inline(i.kind),
            })
        }));
        doc.mends.extend(self.mends.iter().map(|m| m + by));
        doc.runs.extend(self.runs.into_iter().map(|run| Run {
            text: run.text.shifted(by),
            source: run.source,
        }));
    }
}

fn shifted_kind(kind: BlockKind, by: usize) -> BlockKind {
    match kind {
        BlockKind::List(items) => BlockKind::List(
            items
                .into_iter()
                .map(|item| Item {
                    span: item.span.shifted(by),
                    ..item
                })
                .collect(),
        ),
        BlockKind::Table(table) => BlockKind::Table(Table {
            rows: table
                .rows
                .into_iter()
                .map(|row| row.into_iter().map(|cell| cell.shifted(by)).collect())
                .collect(),
            ..table
        }),
        other => other,
    }
}

fn safe_inline(kind: InlineKind) -> InlineKind {
    let safe = |s: String| safe::line(&s).into_owned();
    match kind {
        InlineKind::Link(target) => InlineKind::Link(safe(target)),
        InlineKind::Image(address) => InlineKind::Image(safe(address)),
        InlineKind::FootnoteMark(label) => InlineKind::FootnoteMark(safe(label)),
        plain => plain,
    }
}
