//! Mentions resolved to speakers: one entry for each person, body, document and unnamed source.

mod descriptions;
mod joint;
mod list;
mod pronouns;
#[cfg(test)]
mod tests;

use rustc_hash::FxHashMap;
use std::ops::Range;

use crate::analysis::prose::Symbol;
use crate::analysis::{QuoteKind, Speaker, SpeakerKind};

use super::cast::Cast;
use super::found::{Found, Tie};
use super::lens::{Lens, Tag};
use super::lexicon::{Class, Words};
use super::names::Bearer;
use super::reference::{self, Reference};

/// How many of the last entries a pronoun or a bare noun may go back to.
const MOST_BACK: usize = 400;

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
    /// For each quotation those who say it together with its speaker.
    pub joint: Vec<Vec<usize>>,
}

struct Entry {
    identity: Identity,
    kind: SpeakerKind,
    name: Range<usize>,
    role: Option<Range<usize>>,
    aliases: Vec<Range<usize>>,
    first: usize,
    last: usize,
    certain: bool,
    /// The noun of a description, and whether the description is nothing else.
    head: Option<(Symbol, bool)>,
    /// How sure its surest quotation is.
    best: f32,
    /// How it is known that it speaks.
    known: Known,
    /// Whether a verb of saying reports a clause of it.
    firm: bool,
}

/// How it is known that an entry speaks, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    /// A pronoun that is taken to stand for it reports something without marks.
    Meant,
    /// It is named where something is reported without marks.
    Named,
    /// Its words stand in marks.
    Quoted,
}

/// Resolves the mention of every quotation.
pub fn resolve<'w>(
    words: &'w Words,
    lens: &'w Lens<'w, '_, '_>,
    cast: &'w Cast,
    found: &'w [Found],
) -> Speakers {
    let mut resolver = Resolver {
        words,
        lens,
        cast,
        entries: Vec::new(),
        by_identity: FxHashMap::default(),
        of_quote: Vec::with_capacity(found.len()),
        joint: Vec::with_capacity(found.len()),
        together: None,
        of_mark: FxHashMap::default(),
        spoke: [None, None],
        said: &[],
        says: false,
    };
    for quote in found {
        resolver.quote(quote);
    }
    resolver.finish()
}

struct Resolver<'w, 'p, 'd> {
    words: &'w Words<'p, 'd>,
    lens: &'w Lens<'w, 'p, 'd>,
    cast: &'w Cast,
    entries: Vec<Entry>,
    by_identity: FxHashMap<Identity, usize>,
    of_quote: Vec<Option<usize>>,
    joint: Vec<Vec<usize>>,
    /// Those who spoke together last, if nobody has spoken alone since.
    together: Option<Vec<usize>>,
    of_mark: FxHashMap<usize, usize>,
    spoke: [Option<u32>; 2],
    /// The spans of the quotation whose speaker is looked for.
    said: &'w [Range<usize>],
    says: bool,
}

impl<'w, 'p, 'd> Resolver<'w, 'p, 'd> {
    fn quote(&mut self, quote: &'w Found) {
        self.said = &quote.spans;
        let block = self.block(quote.start());
        self.says = quote
            .cue
            .clone()
            .is_some_and(|c| self.words.is(c.start, Class::SAYS));
        let speaker = match (quote.mention.clone(), quote.tie) {
            (Some(mention), _) => self.mention(mention, block),
            (None, Tie::Same) => self.of_quote.last().copied().flatten(),
            (None, Tie::Own) => None,
        };
        if let Some(entry) = speaker {
            self.note_evidence(entry, quote);
        }
        self.of_quote.push(speaker);
        let joint = speaker.map_or_else(Vec::new, |s| self.joined(quote, s));
        for entry in &joint {
            self.note_evidence(*entry, quote);
            self.entries[*entry].last = quote.start();
        }
        if let Some(speaker) = speaker {
            let all = || [speaker].into_iter().chain(joint.iter().copied()).collect();
            self.together = (!joint.is_empty()).then(all);
        }
        self.joint.push(joint);
        if let Some(speaker) = speaker {
            self.note_spoken(quote, speaker);
        }
    }

    /// Remembers who spoke, for the pronouns to come.
    fn note_spoken(&mut self, quote: &Found, speaker: usize) {
        for span in &quote.spans {
            if let Some(mark) = self.lens.mark_of(span.start) {
                self.of_mark.entry(mark).or_insert(speaker);
            } else {
                let from = self.lens.marked.partition_point(|m| m.open < span.start);
                let marks = self.lens.marked.iter().enumerate().skip(from);
                for (mark, _) in marks.take_while(|(_, m)| m.open < span.end) {
                    self.of_mark.entry(mark).or_insert(speaker);
                }
            }
        }
        if let Identity::Member(member) = self.entries[speaker].identity
            && self.spoke[0] != Some(member)
        {
            self.spoke = [Some(member), self.spoke[0]];
        }
        self.entries[speaker].last = quote.start();
    }

    fn note_evidence(&mut self, entry: usize, quote: &Found) {
        let pronoun = |m: &Range<usize>| {
            m.len() == 1 && self.words.is(m.start, Class::PRONOUN.or(Class::WHO))
        };
        let known = match &quote.mention {
            _ if quote.kind != QuoteKind::Indirect => Known::Quoted,
            Some(mention) if !pronoun(mention) => Known::Named,
            _ => Known::Meant,
        };
        let firm = self.is_firm(quote);
        let held = &mut self.entries[entry];
        held.certain = true;
        held.best = held.best.max(quote.confidence);
        held.known = held.known.max(known);
        held.firm |= firm;
    }

    /// Whether a verb of saying reports a clause: nothing else that is said to be done to a thing
    /// ("attacked the hill") is so surely a report.
    fn is_firm(&self, quote: &Found) -> bool {
        let says = |t: usize| {
            self.words.is(t, Class::SAYS) && !self.words.is(t, Class::MANNER)
                || self.words.lower(t) == "according"
        };
        let cue = quote.cue.as_ref().is_some_and(|c| says(c.start));
        let is_verb = |t: usize| matches!(self.lens.tag(t), Tag::Auxiliary | Tag::Negation);
        let clause = quote
            .spans
            .iter()
            .any(|s| self.lens.tag(s.start) == Tag::That || s.clone().any(is_verb));
        cue && clause
    }

    fn block(&self, token: usize) -> usize {
        let sentences = self.words.prose.sentences();
        sentences
            .get(self.words.prose.sentence_of(token))
            .map_or(0, |s| s.block)
    }

    fn mention(&mut self, mention: Range<usize>, block: usize) -> Option<usize> {
        if let Some(first) = self.both(&mention, block) {
            return Some(first);
        }
        match reference::read(self.words, self.cast, mention.clone()) {
            Reference::Name { name, role } => {
                let member = self.cast.of_name[name];
                (!self.is_thing(member)).then(|| self.entry_of_name(name, member, role, &mention))
            }
            Reference::Pronoun(class) => self.pronoun(class, mention.start),
            Reference::Description(description) => self.description(&description, &mention),
            Reference::Nothing => None,
        }
    }

    /// Whether a name is a battle's, a street's and the like, which say nothing.
    fn is_thing(&self, member: u32) -> bool {
        let held = &self.cast.members[member as usize];
        let full = held.full.clone();
        let thing = self.words.is(full.start, Class::THING_FIRST)
            || full
                .end
                .checked_sub(1)
                .is_some_and(|t| self.words.is(t, Class::THING));
        // "the Battle of the River": its first word alone.
        let cut = full.len() == 1 && self.words.is(full.start, Class::THING_FIRST);
        held.bearer == Bearer::Place && thing || held.bearer != Bearer::Person && cut
    }

    fn entry_of_name(
        &mut self,
        name: usize,
        member: u32,
        role: Option<Range<usize>>,
        mention: &Range<usize>,
    ) -> usize {
        let core = self.cast.names[name].core.clone();
        let entry = self.entry_of_member(member, mention.start);
        let title = self.cast.members[member as usize].title.clone();
        // "Mr." is no role.
        let is_address = title.as_ref().is_some_and(|t| {
            let mut words = t.clone().map(|at| self.words.lower(at));
            words.all(|w| matches!(w, "mr" | "mrs" | "ms" | "miss" | "mister" | "."))
        });
        let known = &mut self.entries[entry];
        known.aliases.push(core);
        if known.role.is_none() {
            known.role = role.or_else(|| title.filter(|t| !t.is_empty() && !is_address));
        }
        entry
    }

    fn entry_of_member(&mut self, member: u32, at: usize) -> usize {
        let held = &self.cast.members[member as usize];
        let kind = match held.bearer {
            Bearer::Person => SpeakerKind::Person,
            Bearer::Document => SpeakerKind::Document,
            Bearer::Unclear if held.articled * 2 > held.mentions => SpeakerKind::Body,
            Bearer::Unclear => SpeakerKind::Person,
            Bearer::Body | Bearer::Place => SpeakerKind::Body,
        };
        self.entry(Identity::Member(member), kind, held.full.clone(), at)
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
            last: first,
            certain: false,
            head: None,
            best: 0.0,
            known: Known::Meant,
            firm: false,
        });
        entry
    }
}
