//! Several who say one thing together: "Moss and Hale said".

use std::ops::Range;

use crate::analysis::quotes::found::Found;
use crate::analysis::quotes::lexicon::{self, Class};
use crate::analysis::quotes::names::Bearer;
use crate::analysis::quotes::reference::{self, Reference};

use super::{Identity, Resolver};

/// How many more names one mention joins to its first.
const MOST_JOINED: usize = 4;

/// How many paragraphs "they" reaches back to two who spoke together.
const REACH: usize = 2;

impl Resolver<'_, '_, '_> {
    /// The entries of those whom the mention of a quotation names beside `speaker`.
    pub(super) fn joined(&mut self, quote: &Found, speaker: usize) -> Vec<usize> {
        let Some(mention) = quote.mention.clone() else {
            return Vec::new();
        };
        match reference::read(self.words, self.cast, mention.clone()) {
            Reference::Name { name, .. } => {
                let first = self.cast.names[name].tokens.end;
                let mut entries = Vec::new();
                for name in self.names_joined(first, mention.end) {
                    let member = self.cast.of_name[name];
                    let at = self.cast.names[name].tokens.clone();
                    let entry = self.entry_of_name(name, member, None, &at);
                    if entry != speaker && !entries.contains(&entry) {
                        entries.push(entry);
                    }
                }
                entries
            }
            _ => match &self.together {
                Some(both) if both.first() == Some(&speaker) && self.is_plural_of(&mention) => {
                    both.get(1..).unwrap_or_default().to_vec()
                }
                _ => Vec::new(),
            },
        }
    }

    /// The names that stand joined to one that ends at `at`: "…, Hale and Mayor Ada Moss".
    fn names_joined(&self, mut at: usize, end: usize) -> Vec<usize> {
        let mut names = Vec::new();
        let mut closed = false;
        while names.len() < MOST_JOINED && at < end && !closed {
            let comma = self.words.lower(at) == ",";
            let and = at + usize::from(comma);
            closed = matches!(self.words.lower(and), "and" | "&");
            if !comma && !closed {
                break;
            }
            let from = and + usize::from(closed);
            let next = self.cast.names_in(from..end).next();
            let Some((index, name)) = next else { break };
            let led = (from..name.tokens.start).all(|t| {
                let office = Class::DETERMINER.or(Class::ROLES).or(Class::TITLES);
                closed && self.words.is(t, office) && !self.words.is(t, Class::PRONOUN)
            });
            let after = name.tokens.end;
            let leads_on = self.words.is_possessive(after)
                || self.words.is(after, Class::ROLES) && !self.words.is_capital(after);
            let speaks = self.cast.member(index).bearer != Bearer::Place && !leads_on;
            if !led || !speaks {
                break;
            }
            names.push(index);
            at = name.tokens.end;
        }
        // A list without "and" is an apposition.
        if !closed {
            names.clear();
        }
        names
    }

    /// The first of those who spoke together last, if a mention may mean them all.
    pub(super) fn both(&self, mention: &Range<usize>, block: usize) -> Option<usize> {
        let both = self.together.as_ref()?;
        let first = *both.first()?;
        let near = self.block(self.entries[first].last) + REACH >= block;
        (near && self.is_plural_of(mention)).then_some(first)
    }

    /// Whether "they", "the two", "the senators" can mean those who spoke together last.
    fn is_plural_of(&self, mention: &Range<usize>) -> bool {
        let words = self.words;
        let Some(last) = mention.end.checked_sub(1) else {
            return false;
        };
        if mention.len() == 1 {
            return words.is(last, Class::THEY) && words.lower(last) == "they"
                || words.lower(last) == "both";
        }
        let definite = matches!(words.lower(mention.start), "the" | "both" | "these");
        let word = words.lower(last);
        let two = matches!(word, "two" | "pair" | "duo" | "men" | "women");
        definite
            && (two
                || word
                    .strip_suffix('s')
                    .is_some_and(|role| self.all_are(role)))
    }

    /// Whether the text calls all who spoke together last by this role.
    fn all_are(&self, role: &str) -> bool {
        let others = lexicon::offices(role);
        let vocabulary = self.words.prose.vocabulary();
        let both = self.together.iter().flatten();
        let mut members = both.map(|e| match self.entries[*e].identity {
            Identity::Member(member) => Some(&self.cast.members[member as usize]),
            _ => None,
        });
        members.all(|member| {
            member.is_some_and(|m| {
                let mut roles = m.roles.iter().map(|r| &*vocabulary[r.0 as usize]);
                roles.any(|r| r == role || others.contains(&r))
            })
        })
    }
}
