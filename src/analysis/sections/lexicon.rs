//! What sections know of English words: classes from `assets/sections-words.txt`.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The classes of words that the file names, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes(u64);

impl Classes {
    /// The classes of both.
    pub fn or(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }

    /// Whether a class is among them.
    pub fn has(self, class: usize) -> bool {
        self.0 & (1 << class) != 0
    }
}

/// Words and opening phrases with their classes.
pub(super) struct Lexicon {
    /// The names of the classes, in the order of the file.
    names: Vec<&'static str>,
    words: FxHashMap<&'static str, u64>,
    /// Phrases by their first word.
    phrases: FxHashMap<&'static str, Vec<(Vec<&'static str>, u64)>>,
    /// Classes that rules ask for by name.
    pub class: Named,
}

/// Classes that rules ask for by name.
#[derive(Default)]
pub(super) struct Named {
    pub you: usize,
    pub we: usize,
    pub i: usize,
    pub modal: usize,
    pub said: usize,
}

/// The lexicon.
pub(super) static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::parse(include_str!("../../../assets/sections-words.txt")));

/// Words that say nothing of a subject.
pub(super) const STOP: usize = 0;
/// Pronouns.
pub(super) const PRONOUN: usize = 1;
/// The first class that says how a paragraph opens.
pub(super) const OPENINGS: usize = 2;

impl Lexicon {
    fn parse(file: &'static str) -> Self {
        let mut lexicon = Lexicon {
            names: Vec::new(),
            words: FxHashMap::default(),
            phrases: FxHashMap::default(),
            class: Named::default(),
        };
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, entries)) = line.split_once(':') else {
                continue;
            };
            let bit = 1u64 << lexicon.names.len();
            lexicon.names.push(name);
            let mut fields = entries.split('|');
            for word in fields.next().unwrap_or("").split_whitespace() {
                *lexicon.words.entry(word).or_default() |= bit;
            }
            for phrase in fields {
                let words: Vec<&str> = phrase.split_whitespace().collect();
                if let Some(first) = words.first() {
                    lexicon.phrases.entry(first).or_default().push((words, bit));
                }
            }
        }
        let named = |name| {
            lexicon
                .names
                .iter()
                .position(|n| *n == name)
                .unwrap_or(STOP)
        };
        lexicon.class = Named {
            you: named("you"),
            we: named("we"),
            i: named("i"),
            modal: named("modal"),
            said: named("said"),
        };
        lexicon
    }

    /// The names of the classes of openings.
    pub fn openings(&self) -> &[&'static str] {
        self.names.get(OPENINGS..).unwrap_or(&[])
    }

    /// The classes of a lower-case word.
    pub fn word(&self, word: &str) -> Classes {
        Classes(self.words.get(word).copied().unwrap_or(0))
    }

    /// The classes of the phrases that `words` begin with.
    pub fn phrase<'w>(&self, first: &str, mut words: impl FnMut(usize) -> &'w str) -> Classes {
        let phrases = self.phrases.get(first).map_or(&[][..], Vec::as_slice);
        let fits = |phrase: &[&str]| {
            phrase
                .iter()
                .enumerate()
                .all(|(at, word)| words(at) == *word)
        };
        let mut fits = fits;
        let bits = phrases
            .iter()
            .filter(|(phrase, _)| fits(phrase))
            .map(|(_, bit)| bit);
        Classes(bits.fold(0, |all, bit| all | bit))
    }
}
