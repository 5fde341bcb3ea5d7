//! Mentions resolved to speakers: one entry for each person, body, document and unnamed source.

use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

use crate::analysis::{QuoteKind, Speaker, SpeakerKind};

use super::cast::{Cast, Gender};
use super::found::{Found, Tie};
use super::lens::{Lens, Tag};
use super::lexicon::{Class, Words};
use super::names::Bearer;
use super::phrase;
use super::reference::{self, Description, Reference};
use super::salience::{self, Wanted};

/// Who a quotation is put to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Identity {
    Member(u32),
    Described(String),
    Narrator,
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
    last: usize,
    certain: bool,
}

/// A paragraph in which somebody spoke.
#[derive(Clone, Copy, Debug)]
struct Turn {
    block: usize,
    speaker: Option<usize>,
    addressed: Option<u32>,
}

/// Resolves the mention of every quotation.
pub fn resolve(
    words: &Words,
    lens: &Lens,
    cast: &Cast,
    found: &mut [Found],
    story: bool,
) -> Speakers {
    let mut resolver = Resolver {
        words,
        lens,
        cast,
        story,
        entries: Vec::new(),
        by_identity: FxHashMap::default(),
        of_quote: Vec::with_capacity(found.len()),
        of_mark: FxHashMap::default(),
        turns: Vec::new(),
        spoke: [None, None],
        named: FxHashSet::default(),
        says: false,
    };
    for quote in found.iter_mut() {
        resolver.quote(quote);
    }
    resolver.name_narrator();
    resolver.finish()
}

struct Resolver<'w, 'p, 'd> {
    words: &'w Words<'p, 'd>,
    lens: &'w Lens<'w, 'p, 'd>,
    cast: &'w Cast,
    story: bool,
    entries: Vec<Entry>,
    by_identity: FxHashMap<Identity, usize>,
    of_quote: Vec<Option<usize>>,
    of_mark: FxHashMap<usize, usize>,
    turns: Vec<Turn>,
    spoke: [Option<u32>; 2],
    named: FxHashSet<u32>,
    says: bool,
}

/// How many paragraphs without speech a dialogue survives.
const PAUSE: usize = 3;

impl<'w, 'p, 'd> Resolver<'w, 'p, 'd> {
    fn quote(&mut self, quote: &mut Found) {
        let block = self.block(quote.start());
        self.says = quote
            .cue
            .clone()
            .is_some_and(|c| self.words.is(c.start, Class::SAYS));
        let addressed = if self.story {
            self.addressed(quote)
        } else {
            None
        };
        let speaker = match (quote.mention.clone(), quote.tie) {
            (Some(mention), _) => self.mention(mention, quote, block, addressed),
            (None, Tie::Turn) => self.turn(quote, block, addressed),
            (None, Tie::Same) => self.of_quote.last().copied().flatten(),
            (None, Tie::Own) => None,
        };
        let speaker = speaker.filter(|s| {
            let known = self.entries[*s].certain;
            let named = matches!(self.entries[*s].kind, SpeakerKind::Person);
            known || named || quote.kind != QuoteKind::Indirect || quote.confidence >= LEAST_SURE
        });
        if let Some(entry) = speaker {
            self.entries[entry].certain = true;
        }
        if quote.tie == Tie::Turn && speaker.is_some() {
            quote.confidence = quote.confidence.min(0.5);
        }
        self.of_quote.push(speaker);
        let Some(speaker) = speaker else {
            if self.story {
                self.note_turn(block, None, addressed);
            }
            return;
        };
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
        self.note_turn(block, Some(speaker), addressed);
    }

    fn block(&self, token: usize) -> usize {
        let sentences = self.words.prose.sentences();
        sentences
            .get(self.words.prose.sentence_of(token))
            .map_or(0, |s| s.block)
    }

    /// Finds out who tells the story: the person whom others call by name and who is never said to
    /// speak, if the teller speaks at all.
    fn name_narrator(&mut self) {
        let Some(narrator) = self.by_identity.get(&Identity::Narrator).copied() else {
            return;
        };
        let mut called: FxHashMap<u32, u32> = FxHashMap::default();
        for turn in &self.turns {
            if let Some(member) = turn.addressed.filter(|_| turn.speaker != Some(narrator)) {
                *called.entry(member).or_default() += 1;
            }
        }
        let silent = |m: u32| !self.named.contains(&m);
        let best = called
            .iter()
            .filter(|(m, n)| silent(**m) && **n >= LEAST_CALLS)
            .max_by_key(|(m, n)| (**n, u32::MAX - **m));
        if let Some((member, _)) = best {
            if let Some(known) = self.by_identity.get(&Identity::Member(*member)).copied() {
                let own = self.of_quote.iter_mut().filter(|s| **s == Some(narrator));
                own.for_each(|s| *s = Some(known));
                return;
            }
            let full = self.cast.members[*member as usize].full.clone();
            let entry = &mut self.entries[narrator];
            entry.identity = Identity::Member(*member);
            entry.kind = SpeakerKind::Person;
            entry.name = full;
        }
    }

    fn note_turn(&mut self, block: usize, speaker: Option<usize>, addressed: Option<u32>) {
        match self.turns.last_mut() {
            Some(last) if last.block == block => {
                last.speaker = last.speaker.or(speaker);
                last.addressed = last.addressed.or(addressed);
            }
            _ => self.turns.push(Turn {
                block,
                speaker,
                addressed,
            }),
        }
    }

    /// Whom a speech calls by name: "Well, Mary, …".
    fn addressed(&self, quote: &Found) -> Option<u32> {
        for span in &quote.spans {
            for (index, name) in self.cast.names_in(span.clone()) {
                let before = name
                    .tokens
                    .start
                    .checked_sub(1)
                    .map_or("", |t| self.words.lower(t));
                let after = self.words.lower(name.tokens.end);
                let opens = matches!(
                    before,
                    "," | "“" | "\"" | "‘" | "'" | "my" | "dear" | "oh" | "well" | "yes" | "no"
                ) || name.tokens.start == span.start + 1;
                let closes = matches!(after, "," | "." | "!" | "?" | "—" | "-" | "”" | "\"");
                let listed = before == ","
                    && self
                        .words
                        .is(name.tokens.end + 1, Class::STOP.or(Class::WHO));
                if opens && closes && !listed && self.is_person(self.cast.of_name[index]) {
                    return Some(self.cast.of_name[index]);
                }
            }
        }
        None
    }

    fn is_person(&self, member: u32) -> bool {
        self.cast.members[member as usize].bearer == Bearer::Person
    }

    fn mention(
        &mut self,
        mention: Range<usize>,
        quote: &Found,
        block: usize,
        addressed: Option<u32>,
    ) -> Option<usize> {
        match reference::read(self.words, self.cast, mention.clone()) {
            Reference::Name { name, role } => {
                let member = self.cast.of_name[name];
                self.named.insert(member);
                Some(self.entry_of_name(name, member, role, &mention))
            }
            Reference::Pronoun(class) => {
                self.pronoun(class, mention.start, quote, block, addressed)
            }
            Reference::Description(description) => self.description(&description, &mention),
            Reference::Nothing => None,
        }
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
        let known = &mut self.entries[entry];
        known.aliases.push(core);
        if known.role.is_none() {
            known.role = role.or_else(|| title.filter(|t| !t.is_empty()));
        }
        entry
    }

    fn entry_of_member(&mut self, member: u32, at: usize) -> usize {
        let held = &self.cast.members[member as usize];
        let kind = match held.bearer {
            Bearer::Person => SpeakerKind::Person,
            Bearer::Document => SpeakerKind::Document,
            Bearer::Unclear
                if held.full.start > 0 && self.words.lower(held.full.start - 1) == "the" =>
            {
                SpeakerKind::Body
            }
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
        });
        entry
    }

    /// The entry that a pronoun stands for.
    fn pronoun(
        &mut self,
        class: Class,
        at: usize,
        quote: &Found,
        block: usize,
        addressed: Option<u32>,
    ) -> Option<usize> {
        let inside = self.lens.mark_of(at).is_some();
        if class.any(Class::I) {
            if let Some(mark) = self.lens.mark_of(at) {
                return self.of_mark.get(&mark).copied();
            }
            let name = at..at + 1;
            return self
                .story
                .then(|| self.entry(Identity::Narrator, SpeakerKind::Unnamed, name, at));
        }
        let gender = match (class.any(Class::HE), class.any(Class::SHE)) {
            (true, _) => Gender::He,
            (_, true) => Gender::She,
            _ if class.any(Class::WHO) => return self.relative(at),
            _ if class.any(Class::THEY.or(Class::IT)) => return self.thing(class, at),
            _ => return None,
        };
        let at = if self.story && at > quote.start() {
            quote.start()
        } else {
            at
        };
        let not = if self.story {
            self.other_turn(block, gender)
        } else {
            None
        };
        let wanted = Wanted {
            at,
            gender,
            spoke: self.spoke_before(block),
            inside,
            story: self.story,
        };
        let fits = |m: u32| Some(m) != addressed && Some(m) != not;
        let (member, _) = salience::person(self.words, self.lens, self.cast, &wanted, fits)
            .or_else(|| {
                salience::person(self.words, self.lens, self.cast, &wanted, |m| {
                    Some(m) != addressed
                })
            })?;
        Some(self.entry_of_member(member, at))
    }

    /// Who spoke in the turn before the last, and in the last: in a dialogue they alternate.
    fn spoke_before(&self, block: usize) -> [Option<u32>; 2] {
        if !self.story {
            return self.spoke;
        }
        let member = |turn: Option<&Turn>| match self.entries[turn?.speaker?].identity {
            Identity::Member(m) => Some(m),
            _ => None,
        };
        let recent = |turn: Option<&Turn>| turn.is_some_and(|t| t.block + PAUSE >= block);
        let count = self.turns.len();
        let last = count.checked_sub(1).and_then(|i| self.turns.get(i));
        let before = count.checked_sub(2).and_then(|i| self.turns.get(i));
        if last.is_some_and(|t| t.block == block) {
            return [member(last), None];
        }
        [member(before.filter(|t| recent(Some(t)))), None]
    }

    /// Who cannot speak, having spoken in the paragraph right before.
    fn other_turn(&self, block: usize, gender: Gender) -> Option<u32> {
        let last = self.turns.last().filter(|t| t.block + 1 == block)?;
        match self.entries[last.speaker?].identity {
            Identity::Member(m) if self.cast.members[m as usize].gender.fits(gender) => Some(m),
            _ => None,
        }
    }

    /// The antecedent of "who" right before it.
    fn relative(&mut self, at: usize) -> Option<usize> {
        let mut end = at;
        while end > 0
            && matches!(
                self.words.lower(end - 1),
                "," | "of" | "both" | "all" | "most" | "some"
            )
        {
            end -= 1;
        }
        let antecedent = phrase::ending_at(self.words, end, at.saturating_sub(14))?;
        match reference::read(self.words, self.cast, antecedent.clone()) {
            Reference::Name { name, role } => {
                let member = self.cast.of_name[name];
                Some(self.entry_of_name(name, member, role, &antecedent))
            }
            Reference::Description(description) => self.description(&description, &antecedent),
            Reference::Pronoun(_) | Reference::Nothing => None,
        }
    }

    /// What "it" or "they" stands for: the last speaker of that kind, if it spoke near.
    fn thing(&self, class: Class, at: usize) -> Option<usize> {
        let block = self.block(at);
        let fits = |e: &&(usize, &Entry)| match e.1.kind {
            SpeakerKind::Unnamed => class.any(Class::THEY),
            SpeakerKind::Body => true,
            SpeakerKind::Document => class.any(Class::IT),
            SpeakerKind::Person => false,
        };
        let near = self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, e)| self.block(e.last) + 2 >= block && e.last <= at);
        let all: Vec<(usize, &Entry)> = near.collect();
        all.iter()
            .filter(fits)
            .max_by_key(|(_, e)| e.last)
            .map(|(i, _)| *i)
    }

    /// Who speaks in a turn that nothing reports.
    fn turn(&mut self, quote: &Found, block: usize, addressed: Option<u32>) -> Option<usize> {
        let count = self.turns.len();
        let last = *self.turns.get(count.checked_sub(1)?)?;
        if last.block == block {
            return last.speaker;
        }
        if last.block + PAUSE < block {
            return None;
        }
        let before = count
            .checked_sub(2)
            .and_then(|i| self.turns.get(i))
            .copied();
        let differs = |t: &Turn| {
            t.speaker.is_some() && t.speaker != last.speaker && t.block + 2 * PAUSE >= block
        };
        let is_addressed = |s: Option<usize>| match s.map(|s| &self.entries[s].identity) {
            Some(Identity::Member(m)) => Some(*m) == addressed,
            _ => false,
        };
        if let Some(member) = last.addressed {
            let entry = self.by_identity.get(&Identity::Member(member)).copied();
            if entry.is_some() && entry != last.speaker {
                return entry;
            }
            if entry.is_none() {
                return Some(self.entry_of_member(member, quote.start()));
            }
        }
        if let Some(before) = before.filter(|b| differs(b) && !is_addressed(b.speaker)) {
            return before.speaker;
        }
        // The last other one who spoke, further back.
        let further = self
            .turns
            .iter()
            .rev()
            .take(8)
            .find(|t| differs(t) && !is_addressed(t.speaker));
        if let Some(turn) = further {
            return turn.speaker;
        }
        let wanted = Wanted {
            at: quote.start(),
            gender: Gender::Unknown,
            spoke: [None, None],
            inside: false,
            story: self.story,
        };
        let not = last.speaker.and_then(|s| match self.entries[s].identity {
            Identity::Member(m) => Some(m),
            _ => None,
        });
        let (member, _) = salience::person(self.words, self.lens, self.cast, &wanted, |m| {
            Some(m) != not && Some(m) != addressed
        })?;
        Some(self.entry_of_member(member, quote.start()))
    }

    fn description(&mut self, description: &Description, mention: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let head = description.head;
        let class = words.class(head);
        if self.story
            && let Some(entry) = self.partner(description, mention)
        {
            return Some(entry);
        }
        let vague = description.of.is_none() && class.any(Class::ANYONE);
        if !words.is_word(head) || words.is(head, Class::STOP) || vague {
            return None;
        }
        if description.definite
            && class.any(Class::ROLES)
            && let Some(entry) = self.by_role(description, mention)
        {
            return Some(entry);
        }
        if description.definite
            && class.any(Class::BODY.or(Class::DOCUMENT))
            && let Some(entry) = self.by_head(description, mention)
        {
            return Some(entry);
        }
        if words.is(description.core.start, Class::PRONOUN) && !self.story {
            return None;
        }
        let bare = !words.is(description.core.start, Class::DETERMINER) && !description.definite;
        if bare && class.any(Class::ROLES) && !self.story {
            // "Senator: …", as headlines have it.
            return self.by_role(description, mention);
        }
        let plural = self.lens.tag(head) == Tag::Plural || class.any(Class::PEOPLE);
        let kind = if class.any(Class::DOCUMENT) && !class.any(Class::PEOPLE) {
            SpeakerKind::Document
        } else if class.any(Class::BODY) && !plural {
            SpeakerKind::Body
        } else if class.any(Class::ROLES.or(Class::PEOPLE)) || plural && self.says || self.story {
            SpeakerKind::Unnamed
        } else {
            return None;
        };
        let mut core = description.core.clone();
        while core.len() > 1 && matches!(words.lower(core.start), "the" | "a" | "an") {
            core.start += 1;
        }
        let loose = |w: &str| {
            matches!(
                w,
                "the"
                    | "a"
                    | "an"
                    | "many"
                    | "some"
                    | "several"
                    | "most"
                    | "these"
                    | "those"
                    | "all"
                    | "'s"
            )
        };
        let key: Vec<&str> = core
            .clone()
            .map(|at| words.lower(at))
            .filter(|w| !loose(w))
            .collect();
        Some(self.entry(
            Identity::Described(key.join(" ")),
            kind,
            core,
            mention.start,
        ))
    }

    /// In a dialogue "the young man" and "the other" are the one whose turn it is, if they can be.
    fn partner(&self, description: &Description, mention: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let head = description.head;
        let other = words.lower(head) == "other";
        let person = other || words.is(head, Class::ROLES);
        let owned = description.core.clone().any(|t| words.is_possessive(t))
            || words.is(description.core.start, Class::PRONOUN);
        if !description.definite || !person || owned || description.of.is_some() {
            return None;
        }
        let gender = reference::gender_of(words, head);
        let block = self.block(mention.start);
        let [Some(member), _] = self.spoke_before(block) else {
            return None;
        };
        let fits = self.cast.members[member as usize].gender;
        let sure = other || fits == gender && gender != Gender::Unknown;
        let entry = self.by_identity.get(&Identity::Member(member)).copied();
        let named_so = self
            .by_identity
            .contains_key(&Identity::Described(words.lower(head).to_owned()));
        entry.filter(|_| sure && !named_so)
    }

    /// "the senator": the last one whom the text calls so, or else the most salient who can be.
    fn by_role(&mut self, description: &Description, mention: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let head = words.token(description.head).word;
        let gender = reference::gender_of(words, description.head);
        let wanted = Wanted {
            at: mention.start,
            gender,
            spoke: if self.story { [None, None] } else { self.spoke },
            inside: self.lens.mark_of(mention.start).is_some(),
            story: self.story,
        };
        let called = |m: u32| self.cast.members[m as usize].roles.contains(&head);
        let found = salience::person(words, self.lens, self.cast, &wanted, called);
        if let Some((member, _)) = found {
            return Some(self.entry_of_member(member, mention.start));
        }
        if self.story {
            return None;
        }
        let far = self
            .cast
            .members
            .iter()
            .position(|m| m.bearer == Bearer::Person && m.roles.contains(&head));
        if let Some(member) = far {
            return Some(self.entry_of_member(member as u32, mention.start));
        }
        let owned = description.core.clone().any(|t| words.is_possessive(t));
        if description.of.is_some() || owned || words.is(description.head, Class::PEOPLE) {
            return None;
        }
        let (member, score) = salience::person(words, self.lens, self.cast, &wanted, |_| true)?;
        (score > 2.5).then(|| self.entry_of_member(member, mention.start))
    }

    /// "the agency", "the newspaper": the last one named or described that it fits.
    fn by_head(&mut self, description: &Description, mention: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let bare = description.core.len() == 2;
        if !bare {
            return None;
        }
        let word = words.token(description.head).word;
        let document = words.is(description.head, Class::DOCUMENT);
        let to = self
            .cast
            .names
            .partition_point(|n| n.tokens.start < mention.start);
        let ends_so = |m: u32| {
            let full = self.cast.members[m as usize].full.clone();
            full.clone().any(|at| words.token(at).word == word)
        };
        let things = (to.saturating_sub(60)..to)
            .rev()
            .map(|n| self.cast.of_name[n]);
        let of_kind = |m: &u32| match self.cast.members[*m as usize].bearer {
            Bearer::Document => document,
            Bearer::Body => !document || self.is_outlet(*m),
            _ => false,
        };
        let same = things.clone().filter(of_kind).find(|m| ends_so(*m));
        let generic = matches!(
            words.lower(description.head),
            "newspaper"
                | "paper"
                | "magazine"
                | "article"
                | "outlet"
                | "network"
                | "agency"
                | "company"
                | "group"
                | "organization"
                | "firm"
                | "site"
                | "website"
                | "story"
                | "station"
        );
        let member = same.or_else(|| generic.then(|| things.clone().find(of_kind)).flatten());
        member.map(|m| {
            let entry = self.entry_of_member(m, mention.start);
            self.entries[entry].aliases.push(mention.clone());
            entry
        })
    }

    fn is_outlet(&self, member: u32) -> bool {
        let full = self.cast.members[member as usize].full.clone();
        full.clone().any(|at| self.words.is(at, Class::OUTLET))
    }

    fn finish(self) -> Speakers {
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

/// A report without marks that is less sure than this makes no entry for a source that is no
/// person.
const LEAST_SURE: f32 = 0.6;

/// So often others call the teller of a story by name.
const LEAST_CALLS: u32 = 2;

/// How many other forms of a name are kept.
const MOST_ALIASES: usize = 12;
