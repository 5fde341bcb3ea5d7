//! The entries as the reader lists them.

use std::ops::Range;

use crate::analysis::Speaker;

use super::{Identity, Resolver, Speakers};

/// How many other forms of a name are kept.
const MOST_ALIASES: usize = 12;

impl<'w, 'p, 'd> Resolver<'w, 'p, 'd> {
    pub(super) fn finish(self) -> Speakers {
        let words = self.words;
        let text = |tokens: &Range<usize>| {
            let words: Vec<&str> = words
                .prose
                .slice(tokens.clone())
                .split_whitespace()
                .collect();
            words.join(" ")
        };
        // Entries that no quotation is left with are none.
        let mut place = vec![usize::MAX; self.entries.len()];
        for speaker in self.of_quote.iter().flatten() {
            place[*speaker] = 0;
        }
        for (count, held) in place.iter_mut().filter(|p| **p == 0).enumerate() {
            *held = count;
        }
        let of_quote = self.of_quote.iter().map(|s| s.map(|s| place[s])).collect();
        let list = self
            .entries
            .iter()
            .zip(&place)
            .filter(|(_, place)| **place != usize::MAX)
            .map(|(entry, _)| {
                let name = match entry.identity {
                    Identity::Narrator => "narrator".to_owned(),
                    _ => text(&entry.name),
                };
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
                    first_mention: words.span(entry.first..entry.first + 1),
                    name,
                }
            })
            .collect();
        Speakers { list, of_quote }
    }
}
