//! Who is named in a document: every name put to one person, body or document.

use rustc_hash::FxHashMap;
use std::ops::Range;

use crate::analysis::prose::{Symbol, TokenKind};

use super::lexicon::{Class, Words};
use super::names::{Bearer, Name};

/// Male, female, or not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gender {
    /// Not known.
    #[default]
    Unknown,
    /// He.
    He,
    /// She.
    She,
}

impl Gender {
    /// Whether the two can be one person's.
    pub fn fits(self, other: Gender) -> bool {
        self == other || self == Gender::Unknown || other == Gender::Unknown
    }

    fn of(class: Class) -> Gender {
        let he = class.any(Class::TITLE_HE.or(Class::ROLE_HE));
        let she = class.any(Class::TITLE_SHE.or(Class::ROLE_SHE));
        match (he, she) {
            (true, false) => Gender::He,
            (false, true) => Gender::She,
            _ => Gender::Unknown,
        }
    }

    fn of_given(class: Class) -> Gender {
        match (class.any(Class::GIVEN_HE), class.any(Class::GIVEN_SHE)) {
            (true, false) => Gender::He,
            (false, true) => Gender::She,
            _ => Gender::Unknown,
        }
    }
}

/// Somebody or something with a name.
#[derive(Clone, Debug)]
pub struct Member {
    /// What it is.
    pub bearer: Bearer,
    /// Its gender, for persons.
    pub gender: Gender,
    /// The tokens of its fullest form, without titles.
    pub full: Range<usize>,
    /// Titles and capitalised roles that were seen before the name, the longest.
    pub title: Option<Range<usize>>,
    /// Words for what it is, as its mentions give them: titles, roles before the name, appositions.
    pub roles: Vec<Symbol>,
    given: Option<Symbol>,
    honour: Option<Symbol>,
    /// How often the document names it.
    pub mentions: u32,
    votes: i32,
    full_mentions: u32,
}

/// Everyone whom a document names.
#[derive(Debug)]
pub struct Cast {
    /// The members, in order of their first naming.
    pub members: Vec<Member>,
    /// The names, in text order.
    pub names: Vec<Name>,
    /// Which member each name names.
    pub of_name: Vec<u32>,
}

/// How many words for what somebody is are kept.
const MOST_ROLES: usize = 24;

/// How many members of one surname or given name are told apart.
const NAMESAKES: usize = 12;

impl Cast {
    /// Puts every name to a member.
    ///
    /// In a story what follows a name and a comma is as often another person as an apposition.
    pub fn new(words: &Words, names: Vec<Name>, story: bool) -> Self {
        let mut maker = Maker {
            words,
            cast: Cast {
                members: Vec::new(),
                of_name: vec![u32::MAX; names.len()],
                names,
            },
            by_surname: FxHashMap::default(),
            by_given: FxHashMap::default(),
            by_form: FxHashMap::default(),
        };
        maker.full_names();
        maker.short_names();
        maker.vote();
        maker.places();
        maker.roles(story);
        maker.cast
    }

    /// The last name that lies inside `tokens`, with its index.
    pub fn names_in(
        &self,
        tokens: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = (usize, &Name)> {
        let from = self
            .names
            .partition_point(|n| n.tokens.start < tokens.start);
        let to = self.names.partition_point(|n| n.tokens.start < tokens.end);
        (from..to.max(from)).map(move |i| (i, &self.names[i]))
    }
}

impl Cast {
    /// The member that a name names.
    pub fn member(&self, name: usize) -> &Member {
        &self.members[self.of_name[name] as usize]
    }
}

struct Maker<'w, 'p, 'd> {
    words: &'w Words<'p, 'd>,
    cast: Cast,
    by_surname: FxHashMap<Symbol, Vec<u32>>,
    by_given: FxHashMap<Symbol, Vec<u32>>,
    by_form: FxHashMap<String, u32>,
}

/// The parts of a person's name.
struct Parts {
    given: Option<Symbol>,
    surname: Option<Symbol>,
    honour: Option<Symbol>,
    gender: Gender,
    /// The gender that titles and roles tell, without the given name.
    stated: Gender,
}

impl<'w, 'p, 'd> Maker<'w, 'p, 'd> {
    fn words_of(&self, core: &Range<usize>) -> Vec<usize> {
        core.clone()
            .filter(|at| {
                self.words.token(*at).kind == TokenKind::Word && !self.words.is(*at, Class::SUFFIX)
            })
            .collect()
    }

    fn parts(&self, name: &Name) -> Parts {
        let words = self.words_of(&name.core);
        let title = name.tokens.start..name.core.start;
        let mut gender = title
            .clone()
            .map(|at| Gender::of(self.words.class(at)))
            .find(|g| *g != Gender::Unknown)
            .unwrap_or_default();
        if gender == Gender::Unknown && name.tokens.start > 0 {
            gender = Gender::of(self.words.class(name.tokens.start - 1));
        }
        let stated = gender;
        let symbol = |at: &usize| self.words.token(*at).word;
        // "De Blasio" has no given name.
        let first = words
            .first()
            .filter(|at| !self.words.is(**at, Class::PARTICLE));
        let given = (words.len() > 1
            || first.is_some_and(|at| self.words.is(*at, Class::GIVEN) && title.is_empty()))
        .then(|| first.map(symbol))
        .flatten();
        if gender == Gender::Unknown {
            gender = given.map_or(Gender::Unknown, |g| {
                Gender::of_given(self.words.class_of(g))
            });
        }
        let surname = (words.len() > 1 || given.is_none())
            .then(|| words.last().map(symbol))
            .flatten();
        let honour = title
            .rev()
            .find(|at| self.words.is(*at, Class::TITLE_HE.or(Class::TITLE_SHE)))
            .map(|at| self.words.token(at).word);
        Parts {
            given,
            surname,
            honour,
            gender,
            stated,
        }
    }

    /// Persons with given name and surname, and everything that is no person.
    fn full_names(&mut self) {
        for index in 0..self.cast.names.len() {
            let name = self.cast.names[index].clone();
            match name.bearer {
                Bearer::Person => {
                    let parts = self.parts(&name);
                    if parts.given.is_some() && parts.surname.is_some() {
                        let member = self.person(&name, &parts);
                        self.cast.members[member as usize].full_mentions += 1;
                        self.put(index, member);
                    }
                }
                // "Jordan" may be Jim Jordan: the short names decide.
                Bearer::Place if name.core.len() == 1 => {}
                Bearer::Body | Bearer::Document | Bearer::Place => {
                    let member = self.thing(&name);
                    self.put(index, member);
                }
                Bearer::Unclear => {}
            }
        }
    }

    fn put(&mut self, name: usize, member: u32) {
        self.cast.of_name[name] = member;
        let name = &self.cast.names[name];
        let title = name.tokens.start..name.core.start;
        let held = &mut self.cast.members[member as usize];
        held.mentions += 1;
        if name.core.len() > held.full.len() {
            held.full = name.core.clone();
        }
        if title.len() > held.title.as_ref().map_or(0, |t| t.len()) {
            held.title = Some(title);
        }
    }

    fn person(&mut self, name: &Name, parts: &Parts) -> u32 {
        let namesakes = parts
            .surname
            .and_then(|s| self.by_surname.get(&s))
            .map_or(&[][..], |v| v.as_slice());
        let found = namesakes.iter().rev().take(NAMESAKES).copied().find(|m| {
            let member = &self.cast.members[*m as usize];
            let within = || {
                let full = self.words_of(&member.full);
                full.iter()
                    .any(|at| Some(self.words.token(*at).word) == parts.given)
            };
            member.gender.fits(parts.gender)
                && (self.same_given(member.given, parts.given) || within())
        });
        let Some(member) = found else {
            return self.new_person(name, parts);
        };
        let held = &mut self.cast.members[member as usize];
        if held.gender == Gender::Unknown {
            held.gender = parts.gender;
        }
        held.honour = held.honour.or(parts.honour);
        member
    }

    /// Whether two given names can be one person's: the same, or one the initial or short form of
    /// the other.
    fn same_given(&self, a: Option<Symbol>, b: Option<Symbol>) -> bool {
        let (Some(a), Some(b)) = (a, b) else {
            return true;
        };
        if a == b {
            return true;
        }
        let vocabulary = self.words.prose.vocabulary();
        let (a, b) = (&vocabulary[a.0 as usize], &vocabulary[b.0 as usize]);
        let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
        let stem = short.trim_end_matches('.');
        long.starts_with(stem) && (short.ends_with('.') || stem.len() >= 3)
    }

    fn new_person(&mut self, name: &Name, parts: &Parts) -> u32 {
        let member = self.cast.members.len() as u32;
        self.cast.members.push(Member {
            bearer: Bearer::Person,
            gender: parts.gender,
            full: name.core.clone(),
            title: None,
            roles: Vec::new(),
            given: parts.given,
            honour: parts.honour,
            mentions: 0,
            votes: 0,
            full_mentions: 0,
        });
        if let Some(surname) = parts.surname {
            self.by_surname.entry(surname).or_default().push(member);
        }
        if let Some(given) = parts.given {
            self.by_given.entry(given).or_default().push(member);
        }
        member
    }

    fn form(&self, core: &Range<usize>) -> String {
        let mut form = String::new();
        for at in core.clone() {
            let word = self.words.lower(at);
            let word = if matches!(word, "u.s." | "us" | "u.s.a.") {
                "us"
            } else {
                word
            };
            if !form.is_empty() {
                form.push(' ');
            }
            form.push_str(word.trim_end_matches('.'));
        }
        form
    }

    /// The initials of a name's capitalised words, if there are three or more.
    fn initials(&self, core: &Range<usize>) -> Option<String> {
        let initials: String = core
            .clone()
            .filter(|at| self.words.is_capital(*at))
            .filter_map(|at| self.words.lower(at).chars().next())
            .collect();
        (initials.len() >= 3).then_some(initials)
    }

    fn thing(&mut self, name: &Name) -> u32 {
        let form = self.form(&name.core);
        let plain: String = form.chars().filter(|c| *c != '.').collect();
        for key in [&form, &plain] {
            if let Some(member) = self.by_form.get(key) {
                return *member;
            }
        }
        let member = self.cast.members.len() as u32;
        self.cast.members.push(Member {
            bearer: name.bearer,
            gender: Gender::Unknown,
            full: name.core.clone(),
            title: None,
            roles: Vec::new(),
            given: None,
            honour: None,
            mentions: 0,
            votes: 0,
            full_mentions: 0,
        });
        if let Some(initials) = self.initials(&name.core) {
            self.by_form.entry(initials).or_insert(member);
        }
        if name.bearer == Bearer::Document || self.words.is(name.core.start, Class::OUTLET) {
            // "the Journal", "Fox".
            for part in [name.core.start, name.core.end - 1] {
                let is_part = self.words.is(part, Class::OUTLET.or(Class::DOCUMENT));
                if name.core.len() > 1 && is_part {
                    let key = self.words.lower(part).to_owned();
                    self.by_form.entry(key).or_insert(member);
                }
            }
        }
        self.by_form.insert(form, member);
        member
    }

    /// Surnames and given names alone, with or without a title.
    fn short_names(&mut self) {
        for index in 0..self.cast.names.len() {
            let known = self.cast.of_name[index];
            if known != u32::MAX {
                continue;
            }
            let name = self.cast.names[index].clone();
            let parts = self.parts(&name);
            let member = match self.short_person(&name, &parts) {
                Some(member) => member,
                None if name.bearer == Bearer::Person => self.new_person(&name, &parts),
                None if name.bearer == Bearer::Place => self.thing(&name),
                None => match self.by_form.get(&self.form(&name.core)) {
                    Some(member) => *member,
                    None => {
                        let member = self.new_person(&name, &parts);
                        self.cast.members[member as usize].bearer = Bearer::Unclear;
                        member
                    }
                },
            };
            if name.bearer == Bearer::Person
                && self.cast.members[member as usize].bearer == Bearer::Unclear
            {
                self.cast.members[member as usize].bearer = Bearer::Person;
            }
            self.put(index, member);
        }
    }

    fn short_person(&self, name: &Name, parts: &Parts) -> Option<u32> {
        let key = self.words.token(*self.words_of(&name.core).last()?).word;
        let fits = |m: &u32, gender: Gender| {
            let member = &self.cast.members[*m as usize];
            let honours = match (member.honour, parts.honour) {
                (Some(a), Some(b)) => a == b,
                _ => true,
            };
            member.gender.fits(gender) && honours
        };
        // The one who is named in full most often, the first of several.
        let list = |map: &FxHashMap<Symbol, Vec<u32>>, gender| -> Option<u32> {
            let all = map.get(&key)?.iter().take(NAMESAKES);
            let count = |m: &u32| self.cast.members[*m as usize].full_mentions;
            let fitting = all.filter(|m| fits(m, gender)).rev();
            fitting.max_by_key(|m| count(m)).copied()
        };
        let untitled = name.tokens.start == name.core.start;
        let given = || list(&self.by_given, parts.gender).filter(|_| untitled);
        // A surname that is a given name too ("Kelly") need not tell the gender.
        list(&self.by_surname, parts.gender)
            .or_else(given)
            .or_else(|| list(&self.by_surname, parts.stated))
    }

    /// Takes for places those with one name that mostly stands after "in", "at" or "near".
    fn places(&mut self) {
        let words = self.words;
        let mut seen = vec![(0u32, 0u32); self.cast.members.len()];
        for (name, member) in self.cast.names.iter().zip(&self.cast.of_name) {
            let count = &mut seen[*member as usize];
            let before = name
                .tokens
                .start
                .checked_sub(1)
                .map_or("", |t| words.lower(t));
            count.0 += 1;
            count.1 += u32::from(matches!(
                before,
                "in" | "at" | "near" | "outside" | "across"
            ));
        }
        for (member, (all, there)) in self.cast.members.iter_mut().zip(seen) {
            let one_name =
                member.full.len() == 1 && member.title.as_ref().is_none_or(|t| t.is_empty());
            let person = matches!(member.bearer, Bearer::Person | Bearer::Unclear);
            if person && one_name && there > 0 && there * 2 >= all {
                member.bearer = Bearer::Place;
            }
        }
    }

    /// Collects the words for what each person is.
    fn roles(&mut self, story: bool) {
        let words = self.words;
        for index in 0..self.cast.names.len() {
            let member = self.cast.of_name[index] as usize;
            if self.cast.members[member].bearer != Bearer::Person
                || self.cast.members[member].roles.len() >= MOST_ROLES
            {
                continue;
            }
            let name = &self.cast.names[index];
            let before = name.tokens.start.saturating_sub(5)..name.core.start;
            let after = if words.lower(name.tokens.end) == "," && !story {
                name.tokens.end + 1..(name.tokens.end + 9).min(words.count())
            } else {
                0..0
            };
            let mut roles = Vec::new();
            let stops = |at: usize| {
                let small = !words.is_capital(at);
                let adds = matches!(words.lower(at), "of" | "for");
                matches!(words.lower(at), "," | "." | ";" | ":" | "(")
                    || small && words.is(at, Class::STOP.or(Class::WHO)) && !adds
                    || small && words.is(at, Class::SAYS) && !words.is(at, Class::ROLES)
            };
            let article = |at: usize| matches!(words.lower(at), "of" | "for" | "the" | "a");
            let behind = before.rev().take_while(|at| !stops(*at) && !article(*at));
            for at in behind.chain(after.take_while(|at| !stops(*at))) {
                if words.is(at, Class::ROLES.or(Class::TITLES)) {
                    roles.push(words.token(at).word);
                }
            }
            self.cast.members[member].roles.extend(roles);
        }
    }

    /// Asks the pronouns after each name what the gender is of those whose name does not tell.
    fn vote(&mut self) {
        for index in 0..self.cast.names.len() {
            let member = self.cast.of_name[index] as usize;
            let held = &self.cast.members[member];
            if !matches!(held.bearer, Bearer::Person | Bearer::Unclear)
                || held.gender != Gender::Unknown
            {
                continue;
            }
            let from = self.cast.names[index].tokens.end;
            let next_person = self
                .cast
                .names
                .get(index + 1)
                .map_or(self.words.count(), |n| n.tokens.start);
            for at in from..next_person.min(from + 30) {
                let class = self.words.class(at);
                if class.any(Class::HE) {
                    self.cast.members[member].votes += 1;
                    break;
                }
                if class.any(Class::SHE) {
                    self.cast.members[member].votes -= 1;
                    break;
                }
            }
        }
        for member in &mut self.cast.members {
            if member.gender == Gender::Unknown {
                member.gender = match member.votes {
                    1.. => Gender::He,
                    ..=-1 => Gender::She,
                    0 => Gender::Unknown,
                };
            }
        }
    }
}
