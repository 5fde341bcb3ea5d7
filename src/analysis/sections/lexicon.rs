//! What sections know of English words: classes from `assets/sections-words.txt`.

use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The classes of words that the file names, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Classes(u64);

impl Classes {
    /// The classes of both.
    pub fn or(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }

    /// Whether a class is among them.
    #[inline]
    pub fn has(self, class: usize) -> bool {
        self.0 & (1 << class) != 0
    }
}

/// Words and opening phrases with their classes.
pub(super) struct Lexicon {
    /// The names of the classes, in the order of the file.
    names: Vec<&'static str>,
    words: FxHashMap<Cow<'static, str>, u64>,
    /// Phrases by their first word.
    phrases: FxHashMap<&'static str, Vec<(Vec<&'static str>, u64)>>,
    /// Classes that rules ask for by name.
    pub class: Named,
}

/// Classes that rules ask for by name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Named {
    /// "You" and its forms.
    pub you: usize,
    /// "We" and its forms.
    pub we: usize,
    /// "I" and its forms.
    pub i: usize,
    /// Modal verbs: the first class that says nothing of openings.
    pub modal: usize,
    /// Past forms of auxiliaries.
    pub preterite: usize,
    /// Forms of be, have and do.
    pub auxiliary: usize,
    /// What stands before a noun phrase.
    pub determiner: usize,
    /// Prepositions.
    pub preposition: usize,
    /// Small words that may stand inside a name.
    pub connector: usize,
    /// Words that join clauses.
    pub conjunction: usize,
    /// Common adverbs and particles.
    pub adverb: usize,
    /// Verbs in any form but the irregular past.
    pub verb: usize,
    /// Irregular past forms and participles.
    pub past: usize,
    /// Adjectives that say little of a noun.
    pub general: usize,
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

/// The regular forms of a verb: "tries", "tried", "trying".
fn inflections(verb: &str) -> impl Iterator<Item = String> + use<> {
    let consonant_y = verb.len() > 2
        && verb.ends_with('y')
        && !verb.trim_end_matches('y').ends_with(['a', 'e', 'o', 'u']);
    let sibilant = ["s", "sh", "ch", "x", "z", "o"]
        .iter()
        .any(|end| verb.ends_with(end));
    let stem = verb.trim_end_matches('y');
    let mute = verb.strip_suffix('e').filter(|rest| !rest.ends_with('e'));
    let (third, past) = match mute {
        _ if consonant_y => (format!("{stem}ies"), format!("{stem}ied")),
        Some(_) => (format!("{verb}s"), format!("{verb}d")),
        None if sibilant => (format!("{verb}es"), format!("{verb}ed")),
        None => (format!("{verb}s"), format!("{verb}ed")),
    };
    let going = format!("{}ing", mute.unwrap_or(verb));
    // "plan", "planned": a short vowel before one consonant doubles it.
    let doubled = verb.chars().last().map(|last| format!("{verb}{last}"));
    let doubled = doubled
        .into_iter()
        .flat_map(|d| [format!("{d}ed"), format!("{d}ing")]);
    [third, past, going].into_iter().chain(doubled)
}

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
                lexicon.add(word, bit);
                if name == "verb" {
                    inflections(word).for_each(|form| lexicon.add(form, bit));
                }
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
            preterite: named("preterite"),
            auxiliary: named("auxiliary"),
            determiner: named("determiner"),
            preposition: named("preposition"),
            connector: named("connector"),
            conjunction: named("conjunction"),
            adverb: named("adverb"),
            verb: named("verb"),
            past: named("past"),
            general: named("general"),
        };
        lexicon
    }

    fn add(&mut self, word: impl Into<Cow<'static, str>>, bit: u64) {
        *self.words.entry(word.into()).or_default() |= bit;
    }

    /// The names of the classes of openings.
    pub fn openings(&self) -> &[&'static str] {
        self.names.get(OPENINGS..self.class.modal).unwrap_or(&[])
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, class: usize) {
        assert!(LEXICON.word(word).has(class), "{word}");
        assert_ne!(class, STOP);
    }

    #[test]
    fn the_file_has_the_classes_that_rules_name() {
        let class = &LEXICON.class;
        check("your", class.you);
        check("our", class.we);
        check("my", class.i);
        check("might", class.modal);
        check("had", class.preterite);
        check("were", class.auxiliary);
        check("their", class.determiner);
        check("into", class.preposition);
        check("of", class.connector);
        check("because", class.conjunction);
        check("perhaps", class.adverb);
        check("adopting", class.verb);
        check("shown", class.past);
        check("good", class.general);
    }
}
