//! Mentions resolved to speakers: one entry for each person, body, document and unnamed source.

use rustc_hash::FxHashMap;
use std::ops::Range;

use crate::analysis::{Speaker, SpeakerKind};
use crate::text::Span;

use super::cast::{Cast, Gender, Member};
use super::lexicon::{Class, Words};
use super::names::Bearer;
use super::reference::{self, Description, Reference};
use super::rules::Found;

/// Who a quotation is put to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Identity {
    Member(u32),
    Described(String),
}

/// The speakers of a document, and for each quotation the index of its own.
pub struct Speakers {
    /// The entries, in order of first mention.
    pub list: Vec<Speaker>,
    /// For each quotation its speaker.
    pub of_quote: Vec<Option<usize>>,
}

struct Entry {
    identity: Identity,
    kind: SpeakerKind,
    name: Range<usize>,
    role: Option<Range<usize>>,
    aliases: Vec<Range<usize>>,
    first: usize,
}

/// Resolves the mention of every quotation.
pub fn resolve(words: &Words, cast: &Cast, found: &[Found]) -> Speakers {
    let mut resolver = Resolver {
        words,
        cast,
        entries: Vec::new(),
        by_identity: FxHashMap::default(),
        of_quote: Vec::with_capacity(found.len()),
    };
    for quote in found {
        let speaker = quote
            .mention
            .clone()
            .and_then(|m| resolver.mention(m, quote));
        resolver.of_quote.push(speaker);
    }
    resolver.finish()
}

struct Resolver<'w, 'p, 'd> {
    words: &'w Words<'p, 'd>,
    cast: &'w Cast,
    entries: Vec<Entry>,
    by_identity: FxHashMap<Identity, usize>,
    of_quote: Vec<Option<usize>>,
}

impl<'w, 'p, 'd> Resolver<'w, 'p, 'd> {
    fn mention(&mut self, mention: Range<usize>, quote: &Found) -> Option<usize> {
        match reference::read(self.words, self.cast, mention.clone()) {
            Reference::Name { name, role } => {
                let member = self.cast.of_name[name];
                Some(self.entry_of_member(member, mention, role, name))
            }
            Reference::Pronoun(class) => self.pronoun(class, mention.start, quote),
            Reference::Description(description) => self.description(&description, mention),
        }
    }

    fn entry_of_member(
        &mut self,
        member: u32,
        mention: Range<usize>,
        role: Option<Range<usize>>,
        name: usize,
    ) -> usize {
        let held = &self.cast.members[member as usize];
        let entry = self.entry(
            Identity::Member(member),
            kind_of(held.bearer),
            held.full.clone(),
            mention.start,
        );
        let core = self.cast.names[name].core.clone();
        let known = &mut self.entries[entry];
        known.aliases.push(core);
        if known.role.is_none() {
            known.role = role.or_else(|| held.title.clone().filter(|t| !t.is_empty()));
        }
        entry
    }

    fn entry(
        &mut self,
        identity: Identity,
        kind: SpeakerKind,
        name: Range<usize>,
        first: usize,
    ) -> usize {
        if let Some(entry) = self.by_identity.get(&identity) {
            return *entry;
        }
        let entry = self.entries.len();
        self.by_identity.insert(identity.clone(), entry);
        self.entries.push(Entry {
            identity,
            kind,
            name,
            role: None,
            aliases: Vec::new(),
            first,
        });
        entry
    }

    /// The entry that a pronoun stands for: the last one before it that fits.
    fn pronoun(&mut self, class: Class, at: usize, quote: &Found) -> Option<usize> {
        let gender = match (class.any(Class::HE), class.any(Class::SHE)) {
            (true, _) => Gender::He,
            (_, true) => Gender::She,
            _ => return None,
        };
        let before = quote.spans.first().map_or(at, |s| s.start.min(at));
        let last = self
            .last_person(before, |m| m.gender == gender)
            .or_else(|| self.last_person(before, |m| m.gender.fits(gender)));
        let (name, member) = last?;
        Some(self.entry_of_member(member, at..at + 1, None, name))
    }

    fn last_person(&self, before: usize, fits: impl Fn(&Member) -> bool) -> Option<(usize, u32)> {
        let to = self.cast.names.partition_point(|n| n.tokens.start < before);
        (0..to).rev().take(60).find_map(|name| {
            let member = self.cast.of_name[name];
            let held = &self.cast.members[member as usize];
            (held.bearer == Bearer::Person && fits(held)).then_some((name, member))
        })
    }

    fn description(&mut self, description: &Description, mention: Range<usize>) -> Option<usize> {
        let words = self.words;
        let head = description.head;
        if description.definite && reference::is_person_noun(words, head) {
            let word = words.token(head).word;
            let gender = reference::gender_of(words, head);
            let known = self.entries.iter().position(|e| {
                e.role
                    .clone()
                    .is_some_and(|mut r| r.any(|at| words.token(at).word == word))
            });
            if known.is_some() {
                return known;
            }
            if let Some((name, member)) = self.last_person(mention.start, |m| m.gender.fits(gender))
            {
                return Some(self.entry_of_member(member, mention, None, name));
            }
        }
        let kind = if words.is(head, Class::DOCUMENT) {
            SpeakerKind::Document
        } else if words.is(head, Class::BODY) {
            SpeakerKind::Body
        } else {
            SpeakerKind::Unnamed
        };
        if kind == SpeakerKind::Document && description.definite {
            let known = self
                .entries
                .iter()
                .rposition(|e| e.kind == SpeakerKind::Document);
            if known.is_some() {
                return known;
            }
        }
        let mut core = description.core.clone();
        while core.len() > 1 && matches!(words.lower(core.start), "the" | "a" | "an") {
            core.start += 1;
        }
        let key: Vec<&str> = core.clone().map(|at| words.lower(at)).collect();
        let identity = Identity::Described(key.join(" "));
        Some(self.entry(identity, kind, core, mention.start))
    }

    fn finish(self) -> Speakers {
        let words = self.words;
        let text = |tokens: &Range<usize>| {
            words
                .prose
                .slice(tokens.clone())
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        let list = self
            .entries
            .iter()
            .map(|entry| {
                let name = text(&entry.name);
                let mut aliases: Vec<String> = Vec::new();
                for alias in &entry.aliases {
                    let alias = text(alias);
                    if alias != name && !aliases.contains(&alias) {
                        aliases.push(alias);
                    }
                }
                let first = match &entry.identity {
                    Identity::Member(_) | Identity::Described(_) => entry.first,
                };
                Speaker {
                    kind: entry.kind,
                    role: entry.role.as_ref().map(text),
                    aliases,
                    first_mention: first_span(words, first),
                    name,
                }
            })
            .collect();
        Speakers {
            list,
            of_quote: self.of_quote,
        }
    }
}

fn first_span(words: &Words, at: usize) -> Span {
    words.span(at..at + 1)
}

fn kind_of(bearer: Bearer) -> SpeakerKind {
    match bearer {
        Bearer::Person | Bearer::Unclear => SpeakerKind::Person,
        Bearer::Body | Bearer::Place => SpeakerKind::Body,
        Bearer::Document => SpeakerKind::Document,
    }
}
