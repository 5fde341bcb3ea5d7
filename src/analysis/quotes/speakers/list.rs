//! The entries as the reader lists them.

use rustc_hash::FxHashMap;
use std::ops::Range;

use crate::analysis::prose::Symbol;
use crate::analysis::{Speaker, SpeakerKind};

use super::{Entry, Known, Resolver, Speakers};

/// A person who is only named beside words without marks is listed from this confidence on.
const LEAST_SURE_PERSON: f32 = 0.6;

/// A body, document or unnamed source of the same standing.
const LEAST_SURE: f32 = 0.66;

/// What any other than a person must reach that is named only where no verb of saying reports a
/// clause.
const LEAST_SURE_LOOSE: f32 = 0.72;

/// Somebody whom only a pronoun beside words without marks stands for.
const LEAST_SURE_MEANT: f32 = 0.85;

/// How many other forms of a name are kept.
const MOST_ALIASES: usize = 12;

impl<'w, 'p, 'd> Resolver<'w, 'p, 'd> {
    pub(super) fn finish(mut self) -> Speakers {
        self.merge();
        let refused: Vec<bool> = self.entries.iter().map(|e| !self.is_listed(e)).collect();
        for speaker in &mut self.of_quote {
            *speaker = speaker.filter(|s| !refused[*s]);
        }
        for (joint, speaker) in self.joint.iter_mut().zip(&self.of_quote) {
            joint.retain(|s| !refused[*s] && speaker.is_some_and(|first| first != *s));
        }
        // Entries that no quotation is left with are none.
        let mut place = vec![usize::MAX; self.entries.len()];
        for speaker in self
            .of_quote
            .iter()
            .flatten()
            .chain(self.joint.iter().flatten())
        {
            place[*speaker] = 0;
        }
        for (count, held) in place.iter_mut().filter(|p| **p == 0).enumerate() {
            *held = count;
        }
        let placed = |joint: &Vec<usize>| joint.iter().map(|s| place[*s]).collect();
        let joint = self.joint.iter().map(placed).collect();
        let of_quote = self.of_quote.iter().map(|s| s.map(|s| place[s])).collect();
        let list = self
            .entries
            .iter()
            .zip(&place)
            .filter(|(_, place)| **place != usize::MAX)
            .map(|(entry, _)| self.speaker(entry))
            .collect();
        Speakers {
            list,
            of_quote,
            joint,
        }
    }

    fn speaker(&self, entry: &Entry) -> Speaker {
        let text = |tokens: &Range<usize>| {
            let slice = self.words.prose.slice(tokens.clone());
            let words: Vec<&str> = slice.split_whitespace().collect();
            words.join(" ")
        };
        let name = text(&entry.name);
        let mut aliases: Vec<String> = Vec::new();
        for alias in &entry.aliases {
            let alias = text(alias);
            if alias != name && !aliases.contains(&alias) && aliases.len() < MOST_ALIASES {
                aliases.push(alias);
            }
        }
        Speaker {
            kind: entry.kind,
            role: entry.role.as_ref().map(text),
            aliases,
            first_mention: self.words.span(entry.first..entry.first + 1),
            name,
        }
    }

    /// Whether it is sure enough that an entry speaks.
    fn is_listed(&self, entry: &Entry) -> bool {
        let least = match (entry.known, entry.kind) {
            (Known::Quoted, _) => 0.0,
            (Known::Named, SpeakerKind::Person) => LEAST_SURE_PERSON,
            (Known::Named, _) if !entry.firm => LEAST_SURE_LOOSE,
            (Known::Named, _) => LEAST_SURE,
            (Known::Meant, _) => LEAST_SURE_MEANT,
        };
        entry.best >= least
    }

    /// Gives the quotations of "officials" to "officials at the agency" where no other officials
    /// speak.
    fn merge(&mut self) {
        let mut fuller: FxHashMap<Symbol, Vec<usize>> = FxHashMap::default();
        for (index, entry) in self.entries.iter().enumerate() {
            if let Some((head, false)) = entry.head
                && entry.certain
            {
                fuller.entry(head).or_default().push(index);
            }
        }
        for entry in 0..self.entries.len() {
            let Some((head, true)) = self.entries[entry].head else {
                continue;
            };
            let kind = self.entries[entry].kind;
            let of_kind = |e: &&usize| self.entries[**e].kind == kind;
            let mut all = fuller.get(&head).into_iter().flatten().filter(of_kind);
            let (Some(into), None) = (all.next().copied(), all.next()) else {
                continue;
            };
            let own = self.of_quote.iter_mut().filter(|s| **s == Some(entry));
            own.for_each(|s| *s = Some(into));
            let own = self.joint.iter_mut().flatten().filter(|s| **s == entry);
            own.for_each(|s| *s = into);
            let Entry {
                best, known, firm, ..
            } = self.entries[entry];
            let first = self.entries[entry].first;
            let held = &mut self.entries[into];
            held.best = held.best.max(best);
            held.known = held.known.max(known);
            held.firm |= firm;
            held.first = held.first.min(first);
        }
    }
}
