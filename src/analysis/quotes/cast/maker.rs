//! Names put to members: persons by given name and surname, things by their words.

use rustc_hash::FxHashMap;
use std::ops::Range;

use crate::analysis::prose::{Symbol, TokenKind};
use crate::analysis::quotes::lexicon::{Class, Words};
use crate::analysis::quotes::names::{Bearer, Name};

use super::{Cast, Gender, Member};

/// How many members of one surname or given name are told apart.
const NAMESAKES: usize = 12;

/// A cast on its way.
pub(super) struct Maker<'w, 'p, 'd> {
    pub(super) words: &'w Words<'p, 'd>,
    pub(super) cast: Cast,
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
    pub(super) fn new(words: &'w Words<'p, 'd>, names: Vec<Name>) -> Self {
        Maker {
            words,
            cast: Cast {
                members: Vec::new(),
                of_name: vec![u32::MAX; names.len()],
                names,
                by_word: FxHashMap::default(),
            },
            by_surname: FxHashMap::default(),
            by_given: FxHashMap::default(),
            by_form: FxHashMap::default(),
        }
    }

    pub(super) fn finish(mut self) -> Cast {
        for (index, name) in self.cast.names.iter().enumerate() {
            if name.core.len() == 1 {
                let word = self.words.token(name.core.start).word;
                self.cast.by_word.entry(word).or_insert(index);
            }
        }
        self.cast
    }

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
    pub(super) fn full_names(&mut self) {
        for index in 0..self.cast.names.len() {
            if self.is_led(&self.cast.names[index]) {
                self.cast.names[index].core.start += 1;
            }
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
                // "Jordan" may be Jim Jordan, "HALE" Ada Hale: the short names decide.
                Bearer::Place | Bearer::Body if name.core.len() == 1 => {}
                Bearer::Body | Bearer::Document | Bearer::Place => {
                    let member = self.thing(&name);
                    self.put(index, member);
                }
                Bearer::Unclear => {}
            }
        }
    }

    /// Whether the first word of two is none of the name, the other being a surname that somebody
    /// with a known given name bears: "AG Moss", "Texas Moss". An unknown word may be the given name of a relative.
    fn is_led(&self, name: &Name) -> bool {
        let words = self.words;
        let start = name.core.start;
        if name.bearer != Bearer::Person || name.core.len() != 2 || words.is(start, Class::GIVEN) {
            return false;
        }
        let kinds = Class::PLACE.or(Class::NATIONALITY).or(Class::OUTLET);
        let other = words.token(start).capitals || words.is(start, kinds);
        let surname = words.token(start + 1).word;
        let bearers = self.by_surname.get(&surname).into_iter().flatten();
        let known = |m: &u32| {
            let given = self.cast.members[*m as usize].given;
            given.is_some_and(|g| self.words.class_of(g).any(Class::GIVEN))
        };
        other && !words.is_seen_capital(start) && bearers.take(NAMESAKES).any(known)
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
        let found = found.or_else(|| self.lengthened(name, parts));
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

    /// Who bears a name of which this one is the beginning or the end: "Ada Moss" and "Ada Moss
    /// Hale".
    fn lengthened(&self, name: &Name, parts: &Parts) -> Option<u32> {
        let symbols = |core: &Range<usize>| -> Vec<Symbol> {
            let words = self.words_of(core).into_iter();
            words.map(|at| self.words.token(at).word).collect()
        };
        let own = symbols(&name.core);
        let namesakes = self.by_given.get(&parts.given?)?;
        namesakes.iter().rev().take(NAMESAKES).copied().find(|m| {
            let member = &self.cast.members[*m as usize];
            let full = symbols(&member.full);
            let (short, long) = if own.len() < full.len() {
                (&own, &full)
            } else {
                (&full, &own)
            };
            short.len() > 1 && member.gender.fits(parts.gender) && long.starts_with(short)
        })
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
            from: Vec::new(),
            given: parts.given,
            honour: parts.honour,
            mentions: 0,
            articled: 0,
            surely_person: false,
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
        self.cast
            .members
            .push(Member::new(name.bearer, Gender::Unknown, name.core.clone()));
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
    pub(super) fn short_names(&mut self) {
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
                None if matches!(name.bearer, Bearer::Place | Bearer::Body) => self.thing(&name),
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
        // "Mr. Lou" is Lou Jiwei.
        let family_first = || {
            let member = list(&self.by_given, parts.gender)?;
            let first = self.cast.members[member as usize].given?;
            (!untitled && !self.words.class_of(first).any(Class::GIVEN)).then_some(member)
        };
        list(&self.by_surname, parts.gender)
            .or_else(given)
            .or_else(|| list(&self.by_surname, parts.stated))
            .or_else(family_first)
    }
}
