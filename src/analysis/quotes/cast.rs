//! Who is named in a document: every name put to one person, body or document.

mod maker;
mod traits;

use rustc_hash::FxHashMap;
use std::ops::Range;

use crate::analysis::prose::Symbol;

use super::lexicon::{Class, Words};
use super::names::{Bearer, Name};
use maker::Maker;

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

    /// The gender of those who bear a given name.
    pub fn of_given(class: Class) -> Gender {
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
    /// Places, parties and nations that its mentions put beside it.
    pub from: Vec<Symbol>,
    given: Option<Symbol>,
    honour: Option<Symbol>,
    /// How often the document names it.
    pub mentions: u32,
    /// How often "the" stands before its name.
    pub articled: u32,
    /// Whether more than capitals says that it is a person: a given name, a title, a role, what it
    /// does.
    pub surely_person: bool,
    votes: i32,
    full_mentions: u32,
}

impl Member {
    /// Somebody or something that nothing else is known of yet.
    pub fn new(bearer: Bearer, gender: Gender, full: Range<usize>) -> Self {
        Member {
            bearer,
            gender,
            full,
            title: None,
            roles: Vec::new(),
            from: Vec::new(),
            given: None,
            honour: None,
            mentions: 0,
            articled: 0,
            surely_person: false,
            votes: 0,
            full_mentions: 0,
        }
    }
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
    /// A name of whoever bears this one word, for headlines, where capitals tell nothing.
    by_word: FxHashMap<Symbol, usize>,
}

impl Cast {
    /// Puts every name to a member.
    pub fn new(words: &Words, names: Vec<Name>) -> Self {
        let mut maker = Maker::new(words, names);
        maker.full_names();
        maker.short_names();
        maker.vote();
        maker.places();
        maker.roles();
        maker.tell_persons();
        maker.finish()
    }

    /// A cast whose names were put to members elsewhere.
    pub fn of_members(members: Vec<Member>, names: Vec<Name>, of_name: Vec<u32>) -> Self {
        Cast {
            members,
            names,
            of_name,
            by_word: FxHashMap::default(),
        }
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
    /// A name of the member that `word` alone names somewhere in the document.
    pub fn name_of_word(&self, word: Symbol) -> Option<usize> {
        self.by_word.get(&word).copied()
    }

    /// The member that a name names.
    pub fn member(&self, name: usize) -> &Member {
        &self.members[self.of_name[name] as usize]
    }
}
