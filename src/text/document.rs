//! What a loader leaves: blocks of safe text, spans over them, metadata, and the way back.

use super::Span;

/// What kind of thing a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of a level from 1 (the widest) to 6.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// A paragraph inside a block quotation, at a depth from 1.
    Quote(u8),
    /// A whole list; its items are separated by line feeds in the text.
    List(Vec<Item>),
    /// Preformatted lines.
    Code,
    /// A table; cells are separated by tabs, rows by line feeds in the text.
    Table(Table),
    /// A thematic break; its span is empty.
    Rule,
    /// The words of a picture or of a figure.
    Caption,
    /// A footnote; its text begins with its mark in brackets.
    Footnote,
}

/// A list's item, or a further paragraph of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its text, inside the block's span.
    pub span: Span,
    /// How deep it is nested, from 0.
    pub depth: u8,
    /// What stands before it.
    pub marker: Marker,
}

/// What stands before a list's item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A bullet.
    Bullet,
    /// A number.
    Number(u64),
    /// A task, done or not.
    Task(bool),
    /// Nothing: a further paragraph of the item before.
    Continued,
}

/// The cells of a table, row by row, each inside the block's span.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The rows; they may differ in length.
    pub rows: Vec<Vec<Span>>,
    /// Whether the first row names the columns.
    pub header: bool,
    /// How each column is set; missing ones are [`Alignment::Left`].
    pub alignments: Vec<Alignment>,
}

/// How the cells of a column are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alignment {
    /// Against the left edge.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// Against the right edge.
    Right,
}

/// What a block is for, where that is not the running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The article's own title.
    Title,
    /// The summary under it.
    Standfirst,
    /// Author, date and place under the title.
    Byline,
    /// Contact lines, share links, tags: text, but not the article's.
    Furniture,
}

/// A block of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text, without the blank line after it.
    pub span: Span,
    /// What it is for.
    pub role: Option<Role>,
    /// Whether it was made from metadata (front matter, a page's headline): it is shown at the head
    /// of the screen, but is no part of the article's text.
    pub head_only: bool,
}

impl Block {
    /// Whether the analysis may look into it: not the by-line, furniture, code, nor what was made
    /// from metadata.
    pub fn is_analysed(&self) -> bool {
        !self.head_only
            && !matches!(self.role, Some(Role::Furniture | Role::Byline))
            && !matches!(self.kind, BlockKind::Code | BlockKind::Rule)
    }

    /// Whether it belongs to the article's head (title, standfirst, by-line).
    pub fn is_head(&self) -> bool {
        matches!(
            self.role,
            Some(Role::Title | Role::Standfirst | Role::Byline)
        )
    }

    /// The level of a heading that is not the article's title.
    pub fn heading_level(&self) -> Option<u8> {
        match self.kind {
            BlockKind::Heading(level) if self.role.is_none() => Some(level),
            _ => None,
        }
    }

    /// Whether it has a ¶ number: running matter, without headings, head, rules and furniture.
    pub fn is_numbered(&self) -> bool {
        self.role.is_none()
            && !self.head_only
            && !matches!(self.kind, BlockKind::Heading(_) | BlockKind::Rule)
    }
}

/// A stretch of text with a meaning of its own inside a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// The words.
    pub span: Span,
    /// What they are.
    pub kind: InlineKind,
}

/// What a stretch of text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// Stressed.
    Emphasis,
    /// Strongly stressed.
    Strong,
    /// Struck out.
    Strike,
    /// Code.
    Code,
    /// A link with its target.
    Link(String),
    /// A picture's words, with its address.
    Image(String),
    /// The mark of a footnote, with the footnote's label.
    FootnoteMark(String),
}

/// What is known of the article besides its text. All strings are safe and on one line, and as
/// raw as they were found: `analysis` alone reads a date from `date`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The title.
    pub title: Option<String>,
    /// The summary under the title.
    pub standfirst: Option<String>,
    /// Who wrote it, without "By".
    pub byline: Option<String>,
    /// The words that date it.
    pub date: Option<String>,
    /// Where the dateline puts it.
    pub place: Option<String>,
    /// A language tag that the source declares.
    pub language: Option<String>,
    /// The publication.
    pub site: Option<String>,
    /// Its address on the web.
    pub address: Option<String>,
}

/// A place in a document: a block and a byte offset from the block's start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Index of the block.
    pub block: usize,
    /// Bytes from the block's start.
    pub offset: usize,
}

/// A run of text that stands for a run of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub text: Span,
    pub source: Span,
}

impl Run {
    /// Whether it maps byte for byte.
    pub fn is_verbatim(&self) -> bool {
        self.text.len() == self.source.len()
    }
}

/// An article as it is read: made once by a [`DocumentBuilder`](super::DocumentBuilder), never
/// changed.
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub(super) text: String,
    pub(super) blocks: Vec<Block>,
    pub(super) inlines: Vec<Inline>,
    /// Bytes of the longest inline span: how far before a place one may begin that reaches it.
    pub(super) longest: usize,
    pub(super) runs: Vec<Run>,
    pub(super) mends: Vec<usize>,
    pub(super) numbered: Vec<u32>,
    pub(super) metadata: Metadata,
    pub(super) notices: Vec<String>,
}

impl Document {
    /// The whole text: the blocks, separated by blank lines.
    #[inline]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The blocks in order; their spans are in order, disjoint and on character boundaries.
    #[inline]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The words of a span of this document.
    #[inline]
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// What is known besides the text.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// What the reader should be told of how the text was made, a line each.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// Byte offsets in the text at which a paragraph that a page break had cut was joined again.
    pub fn mends(&self) -> &[usize] {
        &self.mends
    }

    /// The inline spans of a block, by their start.
    pub fn inlines(&self, block: usize) -> &[Inline] {
        let span = self.blocks[block].span;
        let from = self
            .inlines
            .partition_point(|i| i.span.start() < span.start());
        let to = self
            .inlines
            .partition_point(|i| i.span.start() < span.end());
        &self.inlines[from..to.max(from)]
    }

    /// The inline spans of a block that share a byte with `span`, by their start.
    pub fn inlines_in(&self, block: usize, span: Span) -> impl Iterator<Item = &Inline> {
        let of_block = self.inlines(block);
        let to = of_block.partition_point(|i| i.span.start() < span.end());
        let from = of_block.partition_point(|i| i.span.start() + self.longest < span.start());
        of_block[from.min(to)..to]
            .iter()
            .filter(move |i| i.span.overlaps(span))
    }

    /// All inline spans, by their start.
    pub fn all_inlines(&self) -> &[Inline] {
        &self.inlines
    }

    /// The block that holds byte `offset`, or the last one that begins before it. Zero in an empty
    /// document.
    pub fn block_at(&self, offset: usize) -> usize {
        self.blocks
            .partition_point(|b| b.span.start() <= offset)
            .saturating_sub(1)
    }

    /// The place of byte `offset`.
    pub fn place_at(&self, offset: usize) -> Place {
        let block = self.block_at(offset);
        let start = self.blocks.get(block).map_or(0, |b| b.span.start());
        Place {
            block,
            offset: offset.saturating_sub(start),
        }
    }

    /// The byte offset of a place.
    pub fn offset_of(&self, place: Place) -> usize {
        match self.blocks.get(place.block) {
            Some(block) => (block.span.start() + place.offset).min(block.span.end()),
            None => self.text.len(),
        }
    }

    /// How many blocks have a ¶ number.
    pub fn paragraph_count(&self) -> usize {
        self.numbered.len()
    }

    /// The ¶ number of a block, from 1; `None` for headings, head, rules and furniture.
    pub fn paragraph_number(&self, block: usize) -> Option<usize> {
        let index = self.numbered.binary_search(&(block as u32)).ok()?;
        Some(index + 1)
    }

    /// The block of a ¶ number; the nearest one for a number out of range.
    pub fn paragraph_block(&self, number: usize) -> Option<usize> {
        let last = self.numbered.len().checked_sub(1)?;
        let index = number.saturating_sub(1).min(last);
        Some(self.numbered[index] as usize)
    }

    /// The byte offset in the decoded source that byte `offset` of the text stands for. `None`
    /// where nothing of the document comes from a source.
    ///
    /// A character that stands for a longer run of the source (a mark, a joined line's end) maps
    /// to the run's start, and one that stands for none to the end of the run before it.
    pub fn source_offset(&self, offset: usize) -> Option<usize> {
        let after = self.runs.partition_point(|r| r.text.start() <= offset);
        match after.checked_sub(1).map(|i| self.runs[i]) {
            None => self.runs.first().map(|r| r.source.start()),
            Some(run) if offset >= run.text.end() => Some(run.source.end()),
            Some(run) if run.is_verbatim() => Some(run.source.start() + offset - run.text.start()),
            Some(run) => Some(run.source.start()),
        }
    }

    /// The span of the decoded source that a span of the text stands for.
    pub fn source_span(&self, span: Span) -> Option<Span> {
        let start = self.source_offset(span.start())?;
        if span.is_empty() {
            return Some(Span::empty(start));
        }
        let last = self.slice(span).chars().next_back()?.len_utf8();
        let at = self.runs.partition_point(|r| r.text.start() < span.end());
        let run = self.runs[at.checked_sub(1)?];
        let end = if span.end() >= run.text.end() {
            run.source.end()
        } else if run.is_verbatim() {
            run.source.start() + span.end() - run.text.start()
        } else {
            self.source_offset(span.end() - last)?
        };
        Some(Span::new(start, end))
    }
}
