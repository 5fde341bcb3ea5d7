//! Who is who in a story: names put to characters by title, given name and surname.
//!
//! A story tells a family apart by titles: "Mrs. Hale" is neither "Miss Hale" nor "Ada Hale", "Mr.
//! Hale" may be "John Hale", and "Ada" is whoever bears that given name.

use rustc_hash::FxHashMap;

use crate::analysis::prose::Symbol;

use super::super::cast::{Cast, Gender, Member};
use super::super::lexicon::{Class, Words};
use super::super::names::{Bearer, Name};
use super::diminutives::{diminutives, is_diminutive};
use super::naming::{alone, split_pairs, strip, with_missed};
use super::observed::observe;

/// What a story tells of a character beyond what a cast keeps of everybody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Traits {
    /// Its given name.
    pub given: Option<Symbol>,
    /// Its surname.
    pub surname: Option<Symbol>,
    /// The title that it is told apart by.
    pub honour: Honour,
    /// Whether it bears a title that goes with the given name.
    pub knight: bool,
    /// How often its name stands where somebody acts.
    pub acts: u32,
    /// How often its name stands where a place would.
    pub placed: u32,
    /// How often the narration names it.
    pub told: u32,
    /// How often it is called by its name in speech.
    pub called: u32,
}

/// Titles by what they tell apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Honour {
    /// No title.
    #[default]
    Untitled,
    /// A married woman's.
    Mrs,
    /// An unmarried woman's.
    Miss,
    /// Another woman's.
    Lady,
    /// A man's, before his surname.
    Mr,
    /// A man's, before his given name.
    Sir,
    /// Anybody's.
    Other,
}

impl Honour {
    fn of(words: &Words, at: usize) -> Self {
        match words.lower(at) {
            "mrs" | "madame" | "mme" => Honour::Mrs,
            "miss" | "mademoiselle" | "mlle" => Honour::Miss,
            "sir" | "lord" | "brother" | "uncle" | "prince" | "king" | "dom" | "father" => {
                Honour::Sir
            }
            _ if words.is(at, Class::TITLE_SHE) => Honour::Lady,
            _ if words.is(at, Class::TITLE_HE) => Honour::Mr,
            _ => Honour::Other,
        }
    }

    fn gender(self) -> Gender {
        match self {
            Honour::Mrs | Honour::Miss | Honour::Lady => Gender::She,
            Honour::Mr | Honour::Sir => Gender::He,
            Honour::Untitled | Honour::Other => Gender::Unknown,
        }
    }
}

/// One way in which a story writes a name.
#[derive(Clone, Debug)]
pub struct Form {
    /// The title.
    pub honour: Honour,
    /// The words without it.
    pub core: Vec<Symbol>,
    /// Where it is written first: the index of the name.
    pub first: usize,
    /// How often it is written.
    pub count: u32,
    /// What bears it.
    pub bearer: Bearer,
}

/// The characters of a story: the cast, and what each member's traits are.
pub fn find(words: &Words, names: Vec<Name>, spoken: &[bool]) -> (Cast, Vec<Traits>) {
    let mut names = with_missed(words, names);
    let alone = alone(words, &names);
    for name in &mut names {
        strip(words, name, &alone);
    }
    let (mut forms, form_of) = forms(words, &names);
    split_pairs(words, &mut names, &mut forms, &form_of);
    let mut maker = Maker {
        words,
        members: Vec::new(),
        traits: Vec::new(),
        by_surname: FxHashMap::default(),
        by_given: FxHashMap::default(),
        of_form: vec![u32::MAX; forms.len()],
    };
    maker.assign(&forms, &names);
    let of_name: Vec<u32> = form_of.iter().map(|f| maker.of_form[*f]).collect();
    let mut cast = Cast::of_members(maker.members, names, of_name);
    let mut traits = maker.traits;
    observe(words, &mut cast, &mut traits, spoken);
    (cast, traits)
}

fn forms(words: &Words, names: &[Name]) -> (Vec<Form>, Vec<usize>) {
    let mut forms: Vec<Form> = Vec::new();
    let mut index: FxHashMap<(Honour, Vec<Symbol>), usize> = FxHashMap::default();
    let mut of_name = Vec::with_capacity(names.len());
    for (at, name) in names.iter().enumerate() {
        let title = (name.tokens.start..name.core.start)
            .rev()
            .find(|t| words.is(*t, Class::TITLES));
        let honour = title.map_or(Honour::Untitled, |t| Honour::of(words, t));
        let core: Vec<Symbol> = name
            .core
            .clone()
            .filter(|t| words.is_word(*t) && !words.is(*t, Class::SUFFIX))
            .map(|t| words.token(t).word)
            .collect();
        let form = *index.entry((honour, core)).or_insert_with_key(|(_, core)| {
            forms.push(Form {
                honour,
                core: core.clone(),
                first: at,
                count: 0,
                bearer: name.bearer,
            });
            forms.len() - 1
        });
        forms[form].count += 1;
        of_name.push(form);
    }
    (forms, of_name)
}

struct Maker<'w, 'p, 'd> {
    words: &'w Words<'p, 'd>,
    members: Vec<Member>,
    traits: Vec<Traits>,
    by_surname: FxHashMap<Symbol, Vec<u32>>,
    by_given: FxHashMap<Symbol, Vec<u32>>,
    of_form: Vec<u32>,
}

/// So many characters of one surname or given name are told apart.
const NAMESAKES: usize = 12;

impl Maker<'_, '_, '_> {
    /// Full names first, then titles with one name, then names alone: each looks for its bearer
    /// among those before it, the frequent forms first.
    fn assign(&mut self, forms: &[Form], names: &[Name]) {
        let rank = |form: &Form| match (form.core.len(), form.honour) {
            (2.., _) => 0,
            (_, Honour::Untitled) => 2,
            _ => 1,
        };
        let mut order: Vec<usize> = (0..forms.len()).collect();
        order.sort_by_key(|f| (rank(&forms[*f]), u32::MAX - forms[*f].count, *f));
        for index in order {
            let form = &forms[index];
            let name = &names[form.first];
            let member = match form.core[..] {
                _ if matches!(form.bearer, Bearer::Body | Bearer::Document) => None,
                [] => None,
                [one] => match form.honour {
                    Honour::Untitled => self.alone(one, form.bearer),
                    honour => self.titled(one, honour, forms),
                },
                [first, .., last] => self.full(first, last, form),
            };
            let member = member.unwrap_or_else(|| self.new_member(form, name));
            self.of_form[index] = member;
            let held = &mut self.members[member as usize];
            held.mentions += form.count;
            if name.core.len() > held.full.len() {
                held.full = name.core.clone();
            }
            let knight = matches!(form.honour, Honour::Sir | Honour::Lady);
            self.traits[member as usize].knight |= knight;
            if form.honour != Honour::Untitled && held.title.is_none() {
                held.title = Some(name.tokens.start..name.core.start);
            }
        }
    }

    fn gender_of(&self, given: Symbol) -> Gender {
        Gender::of_given(self.words.class_of(given))
    }

    fn new_member(&mut self, form: &Form, name: &Name) -> u32 {
        let words = self.words;
        let (given, surname) = match form.core[..] {
            [] => (None, None),
            [one] => match form.honour {
                Honour::Untitled if words.class_of(one).any(Class::GIVEN) => (Some(one), None),
                _ => (None, Some(one)),
            },
            // "Mrs. John Hale" bears her husband's name.
            [first, .., last]
                if form.honour == Honour::Mrs && self.gender_of(first) == Gender::He =>
            {
                (None, Some(last))
            }
            [first, .., last] => (Some(first), Some(last)),
        };
        let gender = match form.honour.gender() {
            Gender::Unknown => given.map_or(Gender::Unknown, |g| self.gender_of(g)),
            told => told,
        };
        let titled = form.honour != Honour::Untitled;
        let bearer = match form.bearer {
            Bearer::Unclear | Bearer::Place if titled => Bearer::Person,
            told => told,
        };
        let member = self.members.len() as u32;
        self.members
            .push(Member::new(bearer, gender, name.core.clone()));
        self.traits.push(Traits {
            given,
            surname,
            honour: form.honour,
            ..Traits::default()
        });
        let things = matches!(bearer, Bearer::Body | Bearer::Document);
        if let Some(surname) = surname.filter(|_| !things) {
            self.by_surname.entry(surname).or_default().push(member);
        }
        if let Some(given) = given.filter(|_| !things) {
            self.by_given.entry(given).or_default().push(member);
        }
        member
    }

    fn of_surname(&self, surname: Symbol) -> impl Iterator<Item = u32> + '_ {
        let all = self.by_surname.get(&surname).into_iter().flatten();
        all.take(NAMESAKES).copied()
    }

    fn of_given(&self, given: Symbol) -> impl Iterator<Item = u32> + '_ {
        let all = self.by_given.get(&given).into_iter().flatten();
        all.take(NAMESAKES).copied()
    }

    fn most_named(&self, members: impl Iterator<Item = u32>) -> Option<u32> {
        members.max_by_key(|m| (self.members[*m as usize].mentions, u32::MAX - *m))
    }

    fn full(&mut self, first: Symbol, last: Symbol, form: &Form) -> Option<u32> {
        let wife = form.honour == Honour::Mrs && self.gender_of(first) == Gender::He;
        self.of_surname(last).find(|m| {
            let held = self.traits[*m as usize];
            if wife {
                return held.honour == Honour::Mrs && held.given.is_none();
            }
            let gender = self.members[*m as usize].gender;
            let loose = || {
                let title = |s| !self.words.class_of(s).any(Class::GIVEN);
                title(first) && held.given.is_none_or(title) && self.of_surname(last).count() == 1
            };
            (held.given.is_some_and(|g| self.same_given(g, first)) || loose())
                && gender.fits(form.honour.gender())
        })
    }

    /// Whether two given names can be one person's.
    fn same_given(&self, a: Symbol, b: Symbol) -> bool {
        if a == b {
            return true;
        }
        let vocabulary = self.words.prose.vocabulary();
        let (a, b) = (&vocabulary[a.0 as usize], &vocabulary[b.0 as usize]);
        let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
        let initial = short.trim_end_matches('.').chars().count() == 1;
        initial && long.starts_with(short.trim_end_matches('.')) || is_diminutive(short, long)
    }

    /// Who is meant by a title and one name.
    fn titled(&self, name: Symbol, honour: Honour, forms: &[Form]) -> Option<u32> {
        let held = |m: u32| (&self.members[m as usize], self.traits[m as usize]);
        let fits = |m: &u32| {
            let (member, traits) = held(*m);
            let married = (traits.honour == Honour::Mrs) == (honour == Honour::Mrs);
            // "Captain Hale" is not "Miss Hale".
            let ranks = [traits.honour, honour];
            let apart = ranks.contains(&Honour::Other)
                && ranks
                    .iter()
                    .any(|r| matches!(r, Honour::Mrs | Honour::Miss));
            member.gender.fits(honour.gender()) && married && !apart
        };
        let by_given = || {
            let given = self.of_given(name).filter(fits);
            self.most_named(given.filter(|m| held(*m).1.surname.is_some()))
        };
        let knights = |all: &mut dyn Iterator<Item = u32>| {
            self.most_named(all.filter(|m| fits(m) && held(*m).1.knight))
        };
        match honour {
            Honour::Mrs => self.most_named(self.of_surname(name).filter(fits)),
            Honour::Sir | Honour::Lady => {
                knights(&mut self.of_surname(name)).or_else(|| knights(&mut self.of_given(name)))
            }
            // Of several sisters it is the eldest, whoever that is.
            Honour::Miss => {
                let sisters = || self.of_surname(name).filter(fits);
                let own = sisters().find(|m| held(*m).1.given.is_none());
                let only = || sisters().next().filter(|_| sisters().count() == 1);
                own.or_else(only).or_else(by_given)
            }
            // Of two brothers the younger is "Mr. John Hale", the elder "Mr. Hale".
            Honour::Mr => {
                let told_apart = |m: &u32| {
                    let (member, traits) = held(*m);
                    let full = forms.iter().filter(|f| {
                        f.honour == Honour::Mr
                            && f.core.len() > 1
                            && f.core.first().copied() == traits.given
                            && f.core.last().copied() == traits.surname
                    });
                    let titled: u32 = full.map(|f| f.count).sum();
                    titled >= 3 && titled * 3 > member.mentions
                };
                let family = self.of_surname(name).filter(fits);
                let family = family.filter(|m| !told_apart(m));
                self.most_named(family).or_else(by_given)
            }
            _ => self
                .most_named(self.of_surname(name).filter(fits))
                .or_else(by_given),
        }
    }

    /// Who is meant by one name alone.
    fn alone(&self, name: Symbol, bearer: Bearer) -> Option<u32> {
        let words = self.words;
        let is_given = words.class_of(name).any(Class::GIVEN);
        let given = self.most_named(self.of_given(name)).or_else(|| {
            let full = self.full_of_diminutive(name)?;
            let plain = |m: &u32| self.traits[*m as usize].honour == Honour::Untitled;
            self.most_named(self.of_given(full).filter(plain))
        });
        let unmarried = |m: &u32| self.traits[*m as usize].honour != Honour::Mrs;
        let men = |m: &u32| self.members[*m as usize].gender != Gender::She;
        let surname = || {
            let family = || self.of_surname(name).filter(unmarried);
            self.most_named(family().filter(men))
                .or_else(|| self.most_named(family()))
        };
        let found = if is_given {
            given.or_else(surname)
        } else {
            surname().or(given)
        };
        found.or_else(|| {
            (bearer != Bearer::Place)
                .then(|| self.most_named(self.of_surname(name)))
                .flatten()
        })
    }

    fn full_of_diminutive(&self, name: Symbol) -> Option<Symbol> {
        let short = &self.words.prose.vocabulary()[name.0 as usize];
        let fulls = diminutives().get(&**short)?;
        let of_full = |full: &&str| {
            let known = |s: &&Symbol| self.words.prose.vocabulary()[s.0 as usize] == **full;
            self.by_given.keys().filter(known).min().copied()
        };
        fulls.iter().find_map(of_full)
    }
}
