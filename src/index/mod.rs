//! Annotations → entries: what the reader navigates by.
//!
//! No kind of annotation is known here by name: an [`Entry`] is made of what every
//! [`Annotation`](crate::analysis::Annotation) says of itself.

mod make;
#[cfg(test)]
mod tests;

use crate::analysis::{ColourToken, Days, List};
use crate::text::Span;

/// Whether inferred entries are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Inferred {
    /// Only where nothing of their list is stated.
    #[default]
    Auto,
    /// Beside the stated ones too.
    All,
    /// Never.
    None,
}

impl Inferred {
    /// The next one, as the key goes round.
    pub fn next(self) -> Self {
        match self {
            Inferred::Auto => Inferred::All,
            Inferred::All => Inferred::None,
            Inferred::None => Inferred::Auto,
        }
    }
}

/// An entry of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its words, on one line.
    pub label: String,
    /// A few quiet words: a speaker's role, how a quotation is quoted.
    pub note: Option<String>,
    /// Its days as written.
    pub when: Option<String>,
    /// Its days.
    pub days: Option<Days>,
    /// What marks it as inferred or unsure, after its words.
    pub sign: Option<char>,
    /// How deep it is set, from 0.
    pub depth: u8,
    /// The entry of the same list that it stands under.
    pub parent: Option<usize>,
    /// How many entries stand under it.
    pub children: usize,
    /// Where it stands in the text, by place; at least one.
    pub places: Vec<Span>,
    /// The block to jump to.
    pub block: usize,
    /// The ¶ number of that block, or of the first numbered one after it.
    pub paragraph: Option<usize>,
    /// Whether it stands for other entries that have no owner of their own.
    pub is_gathering: bool,
}

/// A list with its entries: heads in text order, each followed by what stands under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entries {
    /// Which list.
    pub list: List,
    /// The entries.
    pub entries: Vec<Entry>,
    /// How many of them are heads that stand for something of the text.
    pub heads: usize,
    /// `(byte offset, entry)` of every place, by offset.
    by_place: Vec<(usize, usize)>,
}

/// Words of the text that carry a colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Painted {
    /// The words.
    pub span: Span,
    /// Their colour; `None` for words that are lit only with their owner.
    pub token: Option<ColourToken>,
    /// The entry that owns them (a quotation's speaker).
    pub owner: Option<(List, usize)>,
}

/// Every list of an article, and the words that carry colours.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    lists: Vec<Entries>,
    painted: Vec<Painted>,
    /// Bytes of the longest painted span: how far above a row one may begin that reaches into it.
    longest: usize,
}

impl Index {
    /// The entries of a list.
    pub fn entries(&self, list: List) -> &[Entry] {
        self.lists
            .iter()
            .find(|l| l.list == list)
            .map_or(&[], |l| &l.entries)
    }

    /// How many heads of a list stand for something of the text.
    pub fn heads(&self, list: List) -> usize {
        let found = self.lists.iter().find(|l| l.list == list);
        found.map_or(0, |l| l.heads)
    }

    /// The words that carry a colour and share a byte with `span`, by their start.
    pub fn painted(&self, span: Span) -> impl Iterator<Item = &Painted> {
        let to = self
            .painted
            .partition_point(|p| p.span.start() < span.end());
        let from = self
            .painted
            .partition_point(|p| p.span.start() + self.longest < span.start());
        self.painted[from.min(to)..to]
            .iter()
            .filter(move |p| p.span.overlaps(span))
    }

    /// The entry of a list that the block `here` lies in: for a list of parts the last one that
    /// has begun, for others the first one that stands in the block.
    pub fn entry_at(&self, list: List, block: Span) -> Option<usize> {
        let entries = self.lists.iter().find(|l| l.list == list)?;
        if list.is_parts() {
            let after = entries
                .by_place
                .partition_point(|(at, _)| *at < block.end().max(block.start() + 1));
            return Some(entries.by_place.get(after.checked_sub(1)?)?.1);
        }
        let first = entries
            .by_place
            .partition_point(|(at, _)| *at < block.start());
        let (at, entry) = entries.by_place.get(first)?;
        (*at < block.end()).then_some(*entry)
    }

    /// The entry of a list that begins a place at byte `offset`.
    pub fn entry_from(&self, list: List, offset: usize) -> Option<usize> {
        let entries = self.lists.iter().find(|l| l.list == list)?;
        let first = entries.by_place.partition_point(|(at, _)| *at < offset);
        let (at, entry) = entries.by_place.get(first)?;
        (*at == offset).then_some(*entry)
    }

    /// The byte offsets in `span` at which entries of a list stand, in text order.
    pub fn offsets_in(&self, list: List, span: Span) -> impl Iterator<Item = usize> {
        let found = self.lists.iter().find(|l| l.list == list);
        let all: &[(usize, usize)] = found.map_or(&[], |l| &l.by_place);
        let from = all.partition_point(|(at, _)| *at < span.start());
        let to = all.partition_point(|(at, _)| *at < span.end());
        all[from..to.max(from)].iter().map(|(at, _)| *at)
    }

    /// The next place of a list after byte `offset` (before it, if `back`), with its entry.
    pub fn next(&self, list: List, offset: usize, back: bool) -> Option<(usize, usize)> {
        let entries = self.lists.iter().find(|l| l.list == list)?;
        let at = if back {
            entries
                .by_place
                .partition_point(|(at, _)| *at < offset)
                .checked_sub(1)?
        } else {
            entries.by_place.partition_point(|(at, _)| *at <= offset)
        };
        entries.by_place.get(at).copied()
    }
}
