//! Who "the senator", "the agency" and "two officials" are.

use std::ops::Range;

use crate::analysis::SpeakerKind;
use crate::analysis::prose::Symbol;
use crate::analysis::quotes::lens::Tag;
use crate::analysis::quotes::lexicon::{self, Class};
use crate::analysis::quotes::names::Bearer;
use crate::analysis::quotes::phrase;
use crate::analysis::quotes::reference::{self, Description, Reference};
use crate::analysis::quotes::salience::{self, Wanted};

use super::{Entry, Identity, MOST_BACK, Resolver};

/// Words that do not tell one description from another.
const LOOSE: [&str; 11] = [
    "the", "a", "an", "many", "some", "several", "most", "these", "those", "all", "'s",
];

/// How salient somebody must be whom the text never calls so.
const LEAST_SALIENT: f32 = 2.5;

/// How many of those whom a document names are asked for an office that nobody near holds.
const MOST_FAR: usize = 2000;

/// The longest addition to a description that its entry is named with, in tokens.
const LONGEST_COMPLEMENT: usize = 7;

impl<'w, 'p, 'd> Resolver<'w, 'p, 'd> {
    pub(super) fn description(
        &mut self,
        description: &Description,
        mention: &Range<usize>,
    ) -> Option<usize> {
        let words = self.words;
        let head = description.head;
        let class = words.class(head);
        let vague = description.of.is_none() && class.any(Class::ANYONE);
        if !words.is_word(head) || words.is(head, Class::STOP) || vague {
            return None;
        }
        if class.any(Class::COUNT)
            && let Some(entry) = self.counted(description)
        {
            return Some(entry);
        }
        let person = class.any(Class::ROLES.or(Class::PERSONAL)) || self.is_aged(description);
        if description.definite
            && person
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
        if words.is(description.core.start, Class::PRONOUN) {
            return None;
        }
        let bare = !words.is(description.core.start, Class::DETERMINER) && !description.definite;
        if bare && class.any(Class::ROLES) {
            // "Senator: …", as headlines have it.
            return self.by_role(description, mention);
        }
        self.described(description, mention)
    }

    /// The people that "a group of voters" counts.
    fn counted(&mut self, description: &Description) -> Option<usize> {
        let of = description.of.clone()?;
        if self.words.lower(of.start) != "of" || of.len() < 2 {
            return None;
        }
        match reference::read(self.words, self.cast, of.start + 1..of.end) {
            Reference::Description(inner) if self.is_plural(inner.head) => {
                self.described(&inner, &inner.core)
            }
            _ => None,
        }
    }

    fn is_plural(&self, head: usize) -> bool {
        self.lens.tag(head) == Tag::Plural || self.words.is(head, Class::PEOPLE)
    }

    /// "The 43-year-old".
    fn is_aged(&self, description: &Description) -> bool {
        let word = |back: usize| match description.head.checked_sub(back) {
            Some(at) if at >= description.core.start => self.words.lower(at),
            _ => "",
        };
        word(0) == "old" && word(1) == "-" && word(2) == "year"
    }

    /// An entry of its own for a source that the text only describes.
    fn described(&mut self, description: &Description, mention: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let kind = self.kind_of(description)?;
        let mut core = description.core.clone();
        let article = |at: usize| matches!(words.lower(at), "the" | "a" | "an");
        let that = |at: usize| {
            matches!(words.lower(at), "that" | "like" | "with") && self.is_plural(description.head)
        };
        while core.len() > 1 && (article(core.start) || that(core.start)) {
            core.start += 1;
        }
        if kind == SpeakerKind::Unnamed
            && let Some(end) = self.complement(description)
        {
            core.end = end;
        }
        let loose = |word: &str| LOOSE.contains(&word);
        let key = core.clone().map(|at| words.lower(at));
        let key: Vec<&str> = key.filter(|word| !loose(word)).collect();
        let head = words.token(description.head).word;
        if key.len() == 1
            && let Some(entry) = self.same_head(head, kind, description.definite)
        {
            return Some(entry);
        }
        let is_bare = key.len() == 1;
        let identity = Identity::Described(key.join(" "));
        let entry = self.entry(identity, kind, core, mention.start);
        self.entries[entry].head = Some((head, is_bare));
        Some(entry)
    }

    /// What a source is that is only described; `None` where it is nobody and nothing that speaks.
    fn kind_of(&self, description: &Description) -> Option<SpeakerKind> {
        let class = self.words.class(description.head);
        let plural = self.is_plural(description.head);
        let people = Class::ROLES.or(Class::PEOPLE).or(Class::PERSONAL);
        if class.any(Class::DOCUMENT) && !class.any(Class::PEOPLE) {
            Some(SpeakerKind::Document)
        } else if class.any(Class::ANYONE) && !self.is_part(description) {
            None
        } else if class.any(Class::BODY) && !plural && !class.any(Class::ROLES) {
            Some(SpeakerKind::Body)
        } else if class.any(people) || plural && self.says && self.acts(description) {
            Some(SpeakerKind::Unnamed)
        } else {
            None
        }
    }

    /// Whether "some of the voters", "one in the crowd" is a part of people.
    fn is_part(&self, description: &Description) -> bool {
        let Some(of) = description.of.clone().filter(|of| of.len() > 1) else {
            return self.words.is(description.head, Class::PEOPLE) && description.core.len() > 1;
        };
        if self.words.lower(of.start) != "of" {
            return true;
        }
        match reference::read(self.words, self.cast, of.start + 1..of.end) {
            Reference::Description(inner) => self.kind_of(&inner) == Some(SpeakerKind::Unnamed),
            Reference::Pronoun(_) => true,
            Reference::Name { .. } | Reference::Nothing => false,
        }
    }

    /// Whether the head of a description is formed like one for people: "investors", "refugees".
    fn acts(&self, description: &Description) -> bool {
        let word = self.words.lower(description.head);
        let ends = [
            "ers", "ors", "ists", "ians", "ants", "ents", "men", "ees", "crats", "ives", "ans",
        ];
        ends.iter().any(|end| word.ends_with(end))
    }

    /// Where the words end that say of whom a description speaks: "officials at the agency".
    fn complement(&self, description: &Description) -> Option<usize> {
        let words = self.words;
        let of = description.of.clone()?;
        let stops = |at: usize| {
            let verb = words.is(at, Class::SAYS) && !phrase::is_noun(words, at);
            !words.is_word(at) && !words.is_possessive(at) && !matches!(words.lower(at), "-" | "&")
                || !words.is_capital(at) && (verb || words.is(at, Class::WHO))
        };
        let end = of.clone().find(|at| stops(*at)).unwrap_or(of.end);
        let length = end - of.start;
        let numbers = words.is(of.start + 1, Class::DETERMINER) && words.lower(of.start) == "in";
        ((2..=LONGEST_COMPLEMENT).contains(&length) && !numbers).then_some(end)
    }

    /// The entry that "the officials" or "officials" goes on with: the last one of that noun, or the
    /// only one.
    fn same_head(&self, head: Symbol, kind: SpeakerKind, definite: bool) -> Option<usize> {
        let same = |e: &(usize, &Entry)| {
            e.1.kind == kind && e.1.head.is_some_and(|(h, _)| h == head) && e.1.certain
        };
        let recent = self.entries.len().saturating_sub(MOST_BACK);
        let entries = self.entries.iter().enumerate().skip(recent);
        let mut all = entries.filter(same);
        let first = all.next()?;
        let rest: Vec<(usize, &Entry)> = all.collect();
        if rest.is_empty() {
            return Some(first.0);
        }
        let last = rest.into_iter().chain([first]).max_by_key(|(_, e)| e.last);
        last.filter(|_| definite).map(|(entry, _)| entry)
    }

    /// "the senator": the last one whom the text calls so, or else the most salient who can be.
    fn by_role(&mut self, description: &Description, mention: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let wanted = Wanted {
            at: mention.start,
            gender: reference::gender_of(words, description.head),
            spoke: self.spoke,
            said: self.said,
            inside: self.lens.mark_of(mention.start).is_some(),
        };
        let told = self.told(description);
        let holder = self.holder(description, &told, &wanted);
        let member = holder.or_else(|| {
            let owned = description.core.clone().any(|t| words.is_possessive(t))
                || words.is(description.core.start, Class::PRONOUN);
            if description.of.is_some() || owned || words.is(description.head, Class::PEOPLE) {
                return None;
            }
            let fits = |m: u32| !self.is_other(m, &told);
            let (member, score) = salience::person(words, self.lens, self.cast, &wanted, fits)?;
            (score > LEAST_SALIENT).then_some(member)
        })?;
        Some(self.entry_of_member(member, mention.start))
    }

    /// Whom the text calls by the office of a description: the one whom all that is `told` of it
    /// fits before others, and near before far.
    fn holder(&self, description: &Description, told: &[Symbol], wanted: &Wanted) -> Option<u32> {
        let words = self.words;
        let head = words.token(description.head).word;
        let others = lexicon::offices(words.lower(description.head));
        let vocabulary = words.prose.vocabulary();
        let is_office =
            |role: &Symbol| *role == head || others.contains(&&*vocabulary[role.0 as usize]);
        let called = |m: u32| {
            let roles = &self.cast.members[m as usize].roles;
            roles.iter().any(is_office) && !self.is_other(m, told)
        };
        let fully = |m: u32| {
            let member = &self.cast.members[m as usize];
            let has = |word: &Symbol| member.roles.contains(word) || member.from.contains(word);
            !told.is_empty() && called(m) && told.iter().all(has)
        };
        let place = |word: &Symbol| words.class_of(*word).any(Class::PLACE);
        let placed = told.iter().any(place);
        let nowhere =
            |m: u32| placed && called(m) && !self.cast.members[m as usize].from.iter().any(place);
        let near = |fits: &dyn Fn(u32) -> bool| {
            salience::person(words, self.lens, self.cast, wanted, fits).map(|(member, _)| member)
        };
        near(&fully)
            .or_else(|| near(&nowhere))
            .or_else(|| near(&called))
            .or_else(|| {
                let members = self.cast.members.iter().zip(0u32..).take(MOST_FAR);
                let mut persons = members.filter(|(m, _)| m.bearer == Bearer::Person);
                persons
                    .find(|(_, index)| called(*index))
                    .map(|(_, index)| index)
            })
    }

    /// Whether a description says "former" or "vice" and the text calls the member by an office
    /// without that word.
    fn is_other(&self, member: u32, told: &[Symbol]) -> bool {
        let words = self.words;
        let vocabulary = words.prose.vocabulary();
        let roles = &self.cast.members[member as usize].roles;
        let parts = |word: &&Symbol| {
            matches!(
                &*vocabulary[word.0 as usize],
                "former" | "ex" | "vice" | "deputy" | "assistant"
            )
        };
        !roles.is_empty() && told.iter().filter(parts).any(|t| !roles.contains(t))
    }

    /// The words of a description that tell more of the office: "vice", "Florida", "Democratic".
    fn told(&self, description: &Description) -> Vec<Symbol> {
        let telling = Class::ROLES
            .or(Class::TITLES)
            .or(Class::PLACE)
            .or(Class::NATIONALITY);
        (description.core.start..description.head)
            .filter(|at| self.words.is(*at, telling))
            .map(|at| self.words.token(at).word)
            .collect()
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
        let is_firm = matches!(words.lower(description.head), "company" | "firm");
        let may_be = |m: &u32| of_kind(m) && !(is_firm && self.is_public(*m));
        let member = same.or_else(|| generic.then(|| things.clone().find(may_be)).flatten());
        member.map(|m| {
            let entry = self.entry_of_member(m, mention.start);
            self.entries[entry].aliases.push(mention.clone());
            entry
        })
    }

    /// Whether a body's name says that it is no firm.
    fn is_public(&self, member: u32) -> bool {
        let full = self.cast.members[member as usize].full.clone();
        full.clone().any(|at| self.words.is(at, Class::PUBLIC))
    }

    fn is_outlet(&self, member: u32) -> bool {
        let full = self.cast.members[member as usize].full.clone();
        full.clone().any(|at| self.words.is(at, Class::OUTLET))
    }
}
