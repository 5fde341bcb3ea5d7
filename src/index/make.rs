//! How entries are made: an entry of each annotation, what is nested under its owner, the text
//! before the first part under the article's title; and the words that carry a colour.

use super::{Entries, Entry, Index, Inferred, Painted};
use crate::analysis::{Annotation, Annotations, List};
use crate::text::{Document, Span};

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
        if list == List::Events && annotations.document_date().is_none() {
            let undated = annotations.iter().filter(|a| a.is_undated());
            entries.extend(undated.filter_map(|a| self.undated_entry(a)));
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

    /// What a text without a date tells of a day that has no year: its words, with the sentence
    /// that they stand in, since no event was made of them.
    fn undated_entry(&self, annotation: &Annotation) -> Option<Entry> {
        let entry = self.entry(annotation, None)?;
        let place = *entry.places.first()?;
        let sentence = self.sentence_at(place);
        Some(Entry {
            label: format!("{}: {sentence}", entry.label),
            when: Some("?".to_owned()),
            ..entry
        })
    }

    /// The sentence around a few words, or as much of it as an entry may show.
    fn sentence_at(&self, place: Span) -> String {
        const NEAR: usize = 200;
        let span = self.doc.blocks()[self.doc.block_at(place.start())].span;
        let text = self.doc.text();
        let (mut from, mut to) = (
            span.start().max(place.start().saturating_sub(NEAR)),
            span.end().min(place.end() + NEAR),
        );
        while !text.is_char_boundary(from) {
            from += 1;
        }
        while !text.is_char_boundary(to) {
            to -= 1;
        }
        let before = self.doc.slice(Span::new(from, place.start()));
        let after = self.doc.slice(Span::new(place.end(), to));
        let begin = before.rfind(['.', '!', '?', '\n']).map_or(0, |at| at + 1);
        let end = after.find(['.', '!', '?', '\n']).unwrap_or(after.len());
        let words = Span::new(from + begin, place.end() + end);
        let words: Vec<&str> = self.doc.slice(words).split_whitespace().collect();
        words.join(" ")
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
