//! What single words are to the rules: one set of classes a word, from lists in `assets/quotes`.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

use crate::analysis::Prose;
use crate::analysis::prose::{Symbol, Token, TokenKind};
use crate::text::Span;

const WORDS: &str = include_str!("../../../assets/quotes/words.txt");
const OFFICES: &str = include_str!("../../../assets/quotes/offices.txt");
const GIVEN_NAMES: &str = include_str!("../../../assets/quotes/given-names.txt");

/// A set of word classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Class(u64);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal, $section:literal;)*) => {
        impl Class {
            $($(#[$doc])* pub const $name: Class = Class(1 << $bit);)*

            fn of_section(name: &str) -> Option<Class> {
                match name {
                    $($section => Some(Class::$name),)*
                    _ => None,
                }
            }
        }
    };
}

classes! {
    /// A verb of saying, in any form.
    SAYS = 0, "says";
    /// One that reports speech only beside a quotation ("smiled").
    MANNER = 1, "manner";
    /// he, him, his.
    HE = 2, "pronoun-he";
    /// she, her.
    SHE = 3, "pronoun-she";
    /// they, them.
    THEY = 4, "pronoun-they";
    /// it.
    IT = 5, "pronoun-it";
    /// I, me.
    I = 6, "pronoun-i";
    /// we, us.
    WE = 7, "pronoun-we";
    /// you.
    YOU = 8, "pronoun-you";
    /// who, which, that.
    WHO = 9, "pronoun-who";
    /// Articles, possessives, numerals, quantities.
    DETERMINER = 10, "determiner";
    /// A title of a man.
    TITLE_HE = 11, "title-he";
    /// A title of a woman.
    TITLE_SHE = 12, "title-she";
    /// A title of either.
    TITLE = 13, "title";
    /// A man's role.
    ROLE_HE = 14, "role-he";
    /// A woman's role.
    ROLE_SHE = 15, "role-she";
    /// A role of either.
    ROLE = 16, "role";
    /// Several people.
    PEOPLE = 17, "people";
    /// A noun for a body.
    BODY = 18, "body";
    /// A noun for a document.
    DOCUMENT = 19, "document";
    /// A newspaper, station, agency by name.
    OUTLET = 20, "outlet";
    /// A country, state or city.
    PLACE = 21, "place";
    /// An adjective of nation, side or party.
    NATIONALITY = 22, "nationality";
    /// A weekday, month or the like.
    TIME = 23, "time";
    /// A word that begins sentences and is no name.
    COMMON = 24, "common";
    /// A particle inside names.
    PARTICLE = 25, "particle";
    /// "Jr." and the like.
    SUFFIX = 26, "suffix";
    /// A word that neither begins nor ends a source's name.
    STOP = 27, "stop";
    /// A word after which quoted words are a name or a term.
    TITLED = 28, "titled";
    /// A word too vague to stand for a source alone.
    ANYONE = 31, "anyone";
    /// The last word of a name that no person and no body bears ("Street", "Act").
    THING = 32, "thing";
    /// The first word of such a name ("Lake", "Fort").
    THING_FIRST = 33, "thing-first";
    /// A word in names of bodies that is no noun for one ("Security", "Affairs").
    BODILY = 34, "bodily";
    /// What one person is, beside the roles.
    PERSONAL = 35, "personal";
    /// A noun that counts others: "a group of voters".
    COUNT = 36, "count";
    /// A word of affection before a name.
    ENDEARING = 37, "endearing";
    /// What somebody is to somebody of the family.
    KIN = 38, "kin";
    /// A noun for a body that is no firm.
    PUBLIC = 39, "public";
    /// A verb in the past that does not end in "ed", or a helper.
    PAST = 40, "past";
    /// A given name that women bear.
    GIVEN_SHE = 29, "given-she";
    /// A given name that men bear.
    GIVEN_HE = 30, "given-he";
}

impl Class {
    /// No class.
    pub const NONE: Class = Class(0);
    /// Any title.
    pub const TITLES: Class = Class::TITLE.or(Class::TITLE_HE).or(Class::TITLE_SHE);
    /// Any role of a person.
    pub const ROLES: Class = Class::ROLE.or(Class::ROLE_HE).or(Class::ROLE_SHE);
    /// Any given name.
    pub const GIVEN: Class = Class::GIVEN_SHE.or(Class::GIVEN_HE);
    /// Any personal pronoun that may stand for a source.
    pub const PRONOUN: Class = Class::HE
        .or(Class::SHE)
        .or(Class::THEY)
        .or(Class::IT)
        .or(Class::I)
        .or(Class::WE)
        .or(Class::YOU);

    /// Both sets together.
    pub const fn or(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }

    /// Whether the two sets share a class.
    pub const fn any(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }
}

fn table() -> &'static FxHashMap<&'static str, Class> {
    static TABLE: OnceLock<FxHashMap<&'static str, Class>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: FxHashMap<&str, Class> = FxHashMap::default();
        let mut add = |word, class: Class| {
            let held = table.entry(word).or_default();
            *held = held.or(class);
        };
        let mut section = Class::NONE;
        for line in WORDS.lines().filter(|l| !l.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                section = Class::of_section(name).unwrap_or_default();
                continue;
            }
            line.split_whitespace().for_each(|word| add(word, section));
        }
        let seen = table.clone();
        let mut add = |word, class: Class| {
            let held = table.entry(word).or_default();
            *held = held.or(class);
        };
        for line in GIVEN_NAMES.lines() {
            if let Some((name, bearers)) = line.split_once(' ') {
                // A title or a common word that is also somebody's name tells nothing.
                let ordinary = Class::TITLES
                    .or(Class::ROLES)
                    .or(Class::BODY)
                    .or(Class::DOCUMENT)
                    .or(Class::COMMON)
                    .or(Class::PEOPLE);
                if seen.get(name).is_some_and(|c: &Class| c.any(ordinary)) {
                    continue;
                }
                match bearers {
                    "f" => add(name, Class::GIVEN_SHE),
                    "m" => add(name, Class::GIVEN_HE),
                    "fm" | "mf" => add(name, Class::GIVEN),
                    _ => {}
                }
            }
        }
        table
    })
}

/// Other words that tell that somebody is what `role` says: "sen" for "senator".
pub fn offices(role: &str) -> &'static [&'static str] {
    static TABLE: OnceLock<FxHashMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let lines = OFFICES.lines().filter(|l| !l.starts_with('#'));
        let rows = lines.filter_map(|line| line.split_once(' '));
        rows.map(|(role, others)| (role, others.split(' ').collect()))
            .collect()
    });
    table.get(role).map_or(&[], |others| others)
}

/// A document's tokens with the classes of their words.
#[derive(Debug)]
pub struct Words<'p, 'd> {
    /// The tokens and sentences.
    pub prose: &'p Prose<'d>,
    classes: Vec<Class>,
    seen_small: Vec<bool>,
    seen_capital: Vec<bool>,
}

impl<'p, 'd> Words<'p, 'd> {
    /// Looks every distinct word up once.
    pub fn new(prose: &'p Prose<'d>) -> Self {
        let table = table();
        let classes = prose.classify(|word| table.get(word).copied().unwrap_or_default());
        let mut seen_small = vec![false; classes.len()];
        for token in prose.tokens() {
            if token.kind == TokenKind::Word && !token.capital {
                seen_small[token.word.0 as usize] = true;
            }
        }
        // Capitals at the start of a sentence or after a mark tell nothing.
        let mut seen_capital = vec![false; classes.len()];
        let tokens = prose.tokens();
        for sentence in prose.sentences() {
            for at in sentence.tokens.clone().skip(1) {
                let token = &tokens[at];
                if token.capital && tokens[at - 1].kind == TokenKind::Word {
                    seen_capital[token.word.0 as usize] = true;
                }
            }
        }
        Words {
            prose,
            classes,
            seen_small,
            seen_capital,
        }
    }

    /// How many tokens there are.
    pub fn count(&self) -> usize {
        self.prose.tokens().len()
    }

    /// The token at `at`. The caller keeps within [`count`](Words::count).
    pub fn token(&self, at: usize) -> &Token {
        &self.prose.tokens()[at]
    }

    /// The classes of the word at `at`; none past the end.
    pub fn class(&self, at: usize) -> Class {
        self.prose
            .tokens()
            .get(at)
            .map_or(Class::NONE, |t| self.classes[t.word.0 as usize])
    }

    /// The classes of a distinct word.
    pub fn class_of(&self, word: Symbol) -> Class {
        self.classes[word.0 as usize]
    }

    /// Whether the word at `at` is of one of the classes.
    pub fn is(&self, at: usize, class: Class) -> bool {
        self.class(at).any(class)
    }

    /// The lower-case form of the word at `at`, or "" past the end.
    pub fn lower(&self, at: usize) -> &str {
        self.prose.lower_at(at)
    }

    /// Whether the document also writes this word without a capital.
    pub fn is_seen_small(&self, at: usize) -> bool {
        self.seen_small[self.token(at).word.0 as usize]
    }

    /// Whether the document also writes this word with a capital inside a sentence.
    pub fn is_seen_capital(&self, at: usize) -> bool {
        self.seen_capital[self.token(at).word.0 as usize]
    }

    /// Whether a word or number stands at `at`.
    pub fn is_word(&self, at: usize) -> bool {
        self.prose.tokens().get(at).is_some_and(|t| {
            matches!(
                t.kind,
                TokenKind::Word | TokenKind::Number | TokenKind::Ordinal
            )
        })
    }

    /// Whether a word with a capital stands at `at`.
    pub fn is_capital(&self, at: usize) -> bool {
        self.prose
            .tokens()
            .get(at)
            .is_some_and(|t| t.kind == TokenKind::Word && t.capital)
    }

    /// Whether the possessive clitic stands at `at` ("'s", or the bare apostrophe after an s).
    pub fn is_possessive(&self, at: usize) -> bool {
        self.lower(at) == "'s"
    }

    /// The span of a run of tokens.
    pub fn span(&self, tokens: std::ops::Range<usize>) -> Span {
        self.prose.span(tokens)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_of_the_list_is_a_class() {
        for line in WORDS.lines() {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                assert!(Class::of_section(name).is_some(), "{name}");
            }
        }
        assert!(table()["spokeswoman"].any(Class::ROLE_SHE));
        assert!(table()["mary"].any(Class::GIVEN_SHE));
        assert!(!table()["mary"].any(Class::GIVEN_HE));
    }
}
