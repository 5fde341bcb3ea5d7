//! Annotations → entries: what the reader navigates by.
//!
//! No kind of annotation is known here by name: an [`Entry`] is made of what every
//! [`Annotation`] says of itself.

use crate::analysis::{Annotation, Annotations, ColourToken, Days, List};
use crate::text::{Document, Span};

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
    /// Makes the entries of a document.
    pub fn new(doc: &Document, annotations: &Annotations, inferred: Inferred) -> Self {
        let dates: Vec<Span> = annotations.dates().map(|d| d.span).collect();
        let source = Source { doc, dates: &dates };
        let mut lists: Vec<Entries> = List::ALL
            .into_iter()
            .map(|list| source.entries(list, annotations, inferred))
            .collect();
        if let Some(sections) = lists.iter_mut().find(|l| l.list == List::Sections) {
            source.add_lead(sections);
        }
        let painted = source.painted(annotations, &lists);
        let longest = painted.iter().map(|p| p.span.len()).max().unwrap_or(0);
        Index {
            lists,
            painted,
            longest,
        }
    }

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

/// What entries are made from.
struct Source<'a> {
    doc: &'a Document,
    dates: &'a [Span],
}

impl Source<'_> {
    fn entries(&self, list: List, annotations: &Annotations, inferred: Inferred) -> Entries {
        let of_list = || annotations.iter().filter(|a| a.list() == Some(list));
        let any_stated = of_list().any(|a| !a.inferred());
        let is_shown = |a: &Annotation| {
            !list.is_parts()
                || !a.inferred()
                || match inferred {
                    Inferred::Auto => !any_stated,
                    Inferred::All => true,
                    Inferred::None => false,
                }
        };
        let heads: Vec<&Annotation> = of_list()
            .filter(|a| !a.is_nested() && is_shown(a))
            .collect();
        let mut under: Vec<Vec<&Annotation>> = vec![Vec::new(); heads.len()];
        let mut orphans = Vec::new();
        for nested in of_list().filter(|a| a.is_nested()) {
            let mut owned = false;
            for parent in nested.parents() {
                if let Some(siblings) = under.get_mut(parent) {
                    siblings.push(nested);
                    owned = true;
                }
            }
            if !owned {
                orphans.push(nested);
            }
        }
        let mut entries = Vec::new();
        for (head, nested) in heads.into_iter().zip(under) {
            if let Some(entry) = self.entry(head, None) {
                self.push_family(&mut entries, entry, &nested);
            }
        }
        if let Some(first) = orphans.first().and_then(|o| self.entry(o, None)) {
            let gathering = Entry {
                label: "no speaker named".to_owned(),
                note: None,
                sign: Some('?'),
                depth: 0,
                is_gathering: true,
                ..first
            };
            self.push_family(&mut entries, gathering, &orphans);
        }
        Entries::new(self.doc, list, entries)
    }

    /// A head, with what stands under it. A head with others under it stands where they stand.
    fn push_family(&self, entries: &mut Vec<Entry>, head: Entry, nested: &[&Annotation]) {
        let parent = entries.len();
        entries.push(head);
        for annotation in nested {
            if let Some(entry) = self.entry(annotation, Some(parent)) {
                entries.push(entry);
            }
        }
        let children = entries.len() - parent - 1;
        entries[parent].children = children;
        if let Some(first) = entries.get(parent + 1) {
            let (block, paragraph) = (first.block, first.paragraph);
            entries[parent].block = block;
            entries[parent].paragraph = paragraph;
        }
    }

    fn entry(&self, annotation: &Annotation, parent: Option<usize>) -> Option<Entry> {
        let mut places = annotation.places(self.doc, self.dates);
        places.sort();
        let first = *places.first()?;
        let block = self.doc.block_at(first.start());
        Some(Entry {
            label: annotation.label(self.doc),
            note: annotation.note(),
            when: annotation.when().map(|when| {
                let sign = if annotation.inferred() { "~" } else { "" };
                format!("{when}{sign}")
            }),
            days: annotation.days(),
            sign: annotation.sign(),
            depth: annotation.depth(),
            parent,
            children: 0,
            places,
            block,
            paragraph: self.paragraph_from(block),
            is_gathering: false,
        })
    }

    fn paragraph_from(&self, block: usize) -> Option<usize> {
        let later = block..self.doc.blocks().len();
        later.take(8).find_map(|b| self.doc.paragraph_number(b))
    }

    /// The text before the first part belongs to an entry with the article's title.
    fn add_lead(&self, sections: &mut Entries) {
        let Some(first) = sections.entries.first() else {
            return;
        };
        let blocks = self.doc.blocks();
        let lead =
            (0..first.block).find(|b| blocks[*b].is_numbered() && !blocks[*b].span.is_empty());
        let Some(block) = lead else { return };
        let title = self.doc.metadata().title.clone();
        let entry = Entry {
            label: title.unwrap_or_else(|| "The beginning".to_owned()),
            note: None,
            when: None,
            days: None,
            sign: None,
            depth: 0,
            parent: None,
            children: 0,
            places: vec![blocks[block].span],
            block,
            paragraph: self.paragraph_from(block),
            is_gathering: false,
        };
        let mut entries = std::mem::take(&mut sections.entries);
        entries.insert(0, entry);
        *sections = Entries::new(self.doc, sections.list, entries);
    }

    fn painted(&self, annotations: &Annotations, lists: &[Entries]) -> Vec<Painted> {
        let heads: Vec<(List, Vec<usize>)> = lists.iter().map(|l| (l.list, l.heads())).collect();
        let head = |list: List, nth: usize| {
            let (_, heads) = heads.iter().find(|(l, _)| *l == list)?;
            Some((list, *heads.get(nth)?))
        };
        let mut painted = Vec::new();
        for annotation in annotations.iter() {
            let owners = annotation
                .parents()
                .filter_map(|p| head(annotation.list()?, p));
            let owners: Vec<(List, usize)> = owners.collect();
            let mut push = |span, token, owner| painted.push(Painted { span, token, owner });
            if let Some(token) = annotation.token() {
                let owner = owners.first().copied();
                let tinted = annotation.tinted(self.doc).into_iter();
                tinted.for_each(|span| push(span, Some(token), owner));
            }
            for owner in owners {
                let words = annotation.places(self.doc, self.dates).into_iter();
                words.for_each(|span| push(span, None, Some(owner)));
            }
        }
        painted.sort_by_key(|p| (p.span.start(), p.span.end()));
        painted
    }
}

impl Entries {
    fn heads(&self) -> Vec<usize> {
        let entries = self.entries.iter().enumerate();
        entries
            .filter(|(_, e)| e.parent.is_none())
            .map(|(i, _)| i)
            .collect()
    }

    fn new(doc: &Document, list: List, entries: Vec<Entry>) -> Self {
        let mut by_place: Vec<(usize, usize)> = Vec::with_capacity(entries.len());
        for (index, entry) in entries.iter().enumerate() {
            if entry.children > 0 {
                continue;
            }
            // A quotation that its cue breaks is one stop in its paragraph.
            let mut last = None;
            for place in &entry.places {
                let block = doc.block_at(place.start());
                if last != Some(block) {
                    by_place.push((place.start(), index));
                }
                last = Some(block);
            }
        }
        by_place.sort_unstable();
        let is_head = |e: &&Entry| e.parent.is_none() && !e.is_gathering;
        let heads = entries.iter().filter(is_head).count();
        Entries {
            list,
            entries,
            heads,
            by_place,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Language, Quote, QuoteKind, Section, Speaker, SpeakerKind};
    use crate::text::{BlockKind, DocumentBuilder, Draft};

    const PARAGRAPHS: [&str; 4] = ["The lead.", "Money", "“One,” she said.", "“Two,” he said."];

    fn document() -> Document {
        let mut builder = DocumentBuilder::new();
        builder.metadata.title = Some("The bridge".to_owned());
        for (i, words) in PARAGRAPHS.iter().enumerate() {
            let kind = if i == 1 {
                BlockKind::Heading(2)
            } else {
                BlockKind::Paragraph
            };
            let mut draft = Draft::new(kind);
            draft.push(words, 0..words.len());
            builder.push(draft);
        }
        builder.finish()
    }

    fn quote(doc: &Document, words: &str, speaker: Option<usize>) -> Annotation {
        let start = doc.text().find(words).unwrap();
        Annotation::Quote(Quote {
            spans: vec![Span::new(start, start + words.len())],
            kind: QuoteKind::Direct,
            speaker,
            joint: Vec::new(),
            mention: None,
            cue: None,
            confidence: 0.9,
        })
    }

    fn annotations(doc: &Document) -> Annotations {
        let mut all = Annotations::new(Language::English, None);
        all.extend([
            Annotation::Speaker(Speaker {
                name: "Ana Ruiz".to_owned(),
                kind: SpeakerKind::Person,
                role: Some("chief engineer".to_owned()),
                aliases: vec![],
                first_mention: Span::new(0, 3),
            }),
            quote(doc, "“One,”", Some(0)),
            quote(doc, "“Two,”", None),
        ]);
        for (block, inferred) in [(1, false), (3, true)] {
            all.extend([Annotation::Section(Section {
                title: "Part".to_owned(),
                level: 1,
                block,
                inferred,
            })]);
        }
        all
    }

    #[test]
    fn a_speaker_holds_its_quotations_and_what_nobody_owns_is_gathered() {
        let doc = document();
        let index = Index::new(&doc, &annotations(&doc), Inferred::Auto);
        let entries = index.entries(List::Speakers);
        let labels: Vec<_> = entries
            .iter()
            .map(|e| (e.label.as_str(), e.children))
            .collect();
        assert_eq!(
            labels,
            [
                ("Ana Ruiz", 1),
                ("“One,”", 0),
                ("no speaker named", 1),
                ("“Two,”", 0)
            ]
        );
        assert_eq!(entries[1].parent, Some(0));
        assert_eq!(entries[0].paragraph, Some(2));
        let painted: Vec<_> = index
            .painted(Span::new(0, 99))
            .filter(|p| p.token.is_some())
            .map(|p| p.owner)
            .collect();
        assert_eq!(painted, [Some((List::Speakers, 0)), None]);
    }

    #[test]
    fn words_that_two_say_stand_under_both_and_light_up_with_either() {
        let doc = document();
        let mut all = Annotations::new(Language::English, None);
        for name in ["Ana Ruiz", "Lena Ortiz"] {
            all.extend([Annotation::Speaker(Speaker {
                name: name.to_owned(),
                kind: SpeakerKind::Person,
                role: None,
                aliases: vec![],
                first_mention: Span::new(0, 3),
            })]);
        }
        let mut both = quote(&doc, "“One,”", Some(0));
        if let Annotation::Quote(quote) = &mut both {
            quote.joint = vec![1];
        }
        all.extend([both]);
        let index = Index::new(&doc, &all, Inferred::Auto);
        let entries = index.entries(List::Speakers);
        let children: Vec<usize> = entries.iter().map(|e| e.children).collect();
        assert_eq!(children, [1, 0, 1, 0]);
        let lit = |head| {
            let mut painted = index.painted(Span::new(0, 99));
            painted.any(|p| p.owner == Some((List::Speakers, head)))
        };
        assert!(lit(0) && lit(2) && !lit(1));
    }

    #[test]
    fn the_lead_is_an_entry_and_inferred_parts_stand_back() {
        let doc = document();
        let count = |mode| {
            let index = Index::new(&doc, &annotations(&doc), mode);
            index.entries(List::Sections).len()
        };
        assert_eq!(
            [
                count(Inferred::Auto),
                count(Inferred::All),
                count(Inferred::None)
            ],
            [2, 3, 2]
        );
        let index = Index::new(&doc, &annotations(&doc), Inferred::Auto);
        assert_eq!(index.entries(List::Sections)[0].label, "The bridge");
        let here = |block: usize| index.entry_at(List::Sections, doc.blocks()[block].span);
        assert_eq!([here(0), here(1), here(3)], [Some(0), Some(1), Some(1)]);
    }

    #[test]
    fn places_are_walked_in_text_order() {
        let doc = document();
        let index = Index::new(&doc, &annotations(&doc), Inferred::Auto);
        let one = doc.text().find("“One").unwrap();
        let two = doc.text().find("“Two").unwrap();
        assert_eq!(index.next(List::Speakers, 0, false), Some((one, 1)));
        assert_eq!(index.next(List::Speakers, one, false), Some((two, 3)));
        assert_eq!(index.next(List::Speakers, one, true), None);
    }
}
