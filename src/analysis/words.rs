//! A light lexicon of English: whether a word can be a verb and in which form, names something that
//! happens, or only holds the sentence together.
//!
//! Knowledge of a word alone; its neighbours decide which of its senses is meant.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Prose;

const VERBS: &str = include_str!("../../assets/words/verbs.txt");
const NOUNS: &str = include_str!("../../assets/words/nouns.txt");
const THINGS: &str = include_str!("../../assets/words/things.txt");
const WORDS: &str = include_str!("../../assets/words/roles.txt");

/// What a word does by its form alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// A noun, a name, an adjective that is not listed.
    #[default]
    Content,
    Determiner,
    Possessive,
    Pronoun,
    Be,
    Have,
    Do,
    Modal,
    Not,
    To,
    Preposition,
    Particle,
    Conjunction,
    Subordinator,
    Relative,
    Adverb,
    Adjective,
    /// A noun that looks like a form of a verb.
    Noun,
}

/// The forms of a verb that a word can be: a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forms(u8);

impl Forms {
    pub const BASE: Forms = Forms(1);
    pub const THIRD: Forms = Forms(2);
    pub const PAST: Forms = Forms(4);
    pub const PARTICIPLE: Forms = Forms(8);
    pub const GERUND: Forms = Forms(16);
    const REGULAR: Forms = Forms(4 | 8);

    /// Whether it can be one of these.
    pub fn any(self, of: Forms) -> bool {
        self.0 & of.0 != 0
    }

    /// Whether it can be a form of a verb at all.
    pub fn is_verb(self) -> bool {
        self.0 != 0
    }

    fn with(self, other: Forms) -> Forms {
        Forms(self.0 | other.0)
    }
}

/// A word's part in sentences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    pub role: Role,
    pub forms: Forms,
    /// Whether it names something that happens.
    pub event: bool,
    /// Whether it is a verb of saying.
    pub saying: bool,
    /// Whether it is a verb that mostly helps another.
    pub helping: bool,
}

#[derive(Clone, Copy, Default)]
struct Verb {
    forms: Forms,
    saying: bool,
    helping: bool,
}

struct Lexicon {
    roles: FxHashMap<&'static str, Role>,
    verbs: FxHashMap<&'static str, Verb>,
    nouns: FxHashSet<&'static str>,
    /// Nouns that look like those of events by their endings.
    things: FxHashSet<&'static str>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon {
    roles: roles(),
    verbs: verbs(),
    nouns: entries(NOUNS).flat_map(|l| l.split(' ')).collect(),
    things: entries(THINGS).flat_map(|l| l.split(' ')).collect(),
});

fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

fn roles() -> FxHashMap<&'static str, Role> {
    let mut roles = FxHashMap::default();
    for line in entries(WORDS) {
        let Some((name, words)) = line.split_once('\t') else {
            continue;
        };
        let role = role_named(name);
        for word in words.split(' ') {
            roles.entry(word).or_insert(role);
        }
    }
    roles
}

fn role_named(name: &str) -> Role {
    match name {
        "determiner" => Role::Determiner,
        "possessive" => Role::Possessive,
        "pronoun" => Role::Pronoun,
        "be" => Role::Be,
        "have" => Role::Have,
        "do" => Role::Do,
        "modal" => Role::Modal,
        "not" => Role::Not,
        "to" => Role::To,
        "preposition" => Role::Preposition,
        "particle" => Role::Particle,
        "conjunction" => Role::Conjunction,
        "subordinator" => Role::Subordinator,
        "relative" => Role::Relative,
        "adverb" => Role::Adverb,
        "adjective" => Role::Adjective,
        "noun" => Role::Noun,
        _ => Role::Content,
    }
}

fn verbs() -> FxHashMap<&'static str, Verb> {
    let mut verbs: FxHashMap<&'static str, Verb> = FxHashMap::default();
    for entry in entries(VERBS).flat_map(|l| l.split(' ')) {
        let (saying, helping) = (entry.starts_with('='), entry.starts_with('~'));
        let mut forms = entry.trim_start_matches(['=', '~']).split('/');
        let kinds = [Forms::BASE, Forms::PAST, Forms::PARTICIPLE];
        for (form, kind) in forms.by_ref().zip(kinds) {
            let verb = verbs.entry(form).or_default();
            verb.forms = verb.forms.with(kind);
            verb.saying |= saying;
            verb.helping |= helping;
        }
    }
    verbs
}

/// The words of a document by symbol, looked up when first needed.
#[derive(Debug)]
pub struct Vocabulary {
    words: Vec<Option<Word>>,
}

impl Vocabulary {
    /// Of a document; nothing is looked up yet.
    pub fn new(prose: &Prose) -> Vocabulary {
        Vocabulary {
            words: vec![None; prose.vocabulary().len()],
        }
    }

    /// The word of a token.
    pub fn get(&mut self, prose: &Prose, token: usize) -> Word {
        let symbol = prose.tokens().get(token).map(|t| t.word.0 as usize);
        match symbol.and_then(|s| self.words.get_mut(s)) {
            Some(slot) => *slot.get_or_insert_with(|| word(prose.lower(token))),
            None => Word::default(),
        }
    }
}

/// What a lower-case word can be.
pub fn word(word: &str) -> Word {
    let lexicon = &*LEXICON;
    let role = lexicon.roles.get(word).copied().unwrap_or_default();
    if role != Role::Content && role != Role::Adjective {
        return Word {
            role,
            ..Word::default()
        };
    }
    let verb = verb(lexicon, word);
    Word {
        role,
        forms: verb.forms,
        event: is_event(lexicon, word),
        saying: verb.saying,
        helping: verb.helping,
    }
}

/// The verb that a word can be a form of.
fn verb(lexicon: &Lexicon, word: &str) -> Verb {
    let base = |stem: &str| {
        lexicon
            .verbs
            .get(stem)
            .copied()
            .filter(|v| v.forms.any(Forms::BASE))
    };
    let of = |verb: Verb, forms| Verb { forms, ..verb };
    if let Some(verb) = lexicon.verbs.get(word) {
        return *verb;
    }
    if let Some(stem) = word.strip_suffix("ing") {
        return stems(stem, &base).map_or(Verb::default(), |v| of(v, Forms::GERUND));
    }
    if let Some(stem) = word.strip_suffix("ed") {
        let known = stems(stem, &base);
        let found = known.or_else(|| with_y(stem, &base));
        return match found {
            Some(verb) => of(verb, Forms::REGULAR),
            None if word.len() > 5 && !word.contains('-') && !word.starts_with("un") => {
                of(Verb::default(), Forms::REGULAR)
            }
            None => Verb::default(),
        };
    }
    if let Some(stem) = word.strip_suffix('s') {
        let found = base(stem)
            .or_else(|| stem.strip_suffix('e').and_then(base))
            .or_else(|| stem.strip_suffix("ie").and_then(|s| base(&format!("{s}y"))));
        return found.map_or(Verb::default(), |v| of(v, Forms::THIRD));
    }
    Verb::default()
}

/// A verb by what its ending leaves: "sign", "creat", "stopp".
fn stems(stem: &str, base: &impl Fn(&str) -> Option<Verb>) -> Option<Verb> {
    let mut letters = stem.chars().rev();
    let doubled = letters.next() == letters.next();
    base(stem)
        .or_else(|| base(&format!("{stem}e")))
        .or_else(|| {
            let mut single = stem.chars();
            single.next_back();
            doubled.then(|| base(single.as_str())).flatten()
        })
}

fn with_y(stem: &str, base: &impl Fn(&str) -> Option<Verb>) -> Option<Verb> {
    let stem = stem.strip_suffix('i')?;
    base(&format!("{stem}y"))
}

/// Whether a noun names something that happens.
fn is_event(lexicon: &Lexicon, word: &str) -> bool {
    let known = |w: &str| lexicon.nouns.contains(w);
    let listed = known(word)
        || word.strip_suffix('s').is_some_and(known)
        || word.strip_suffix("es").is_some_and(known)
        || word
            .strip_suffix("ies")
            .is_some_and(|s| known(&format!("{s}y")));
    let single = word.strip_suffix('s').unwrap_or(word);
    let suffixed = word.len() > 6
        && (single.ends_with("tion") || single.ends_with("sion") || single.ends_with("ment"))
        && !lexicon.things.contains(single);
    listed || suffixed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, forms: Forms) {
        assert_eq!(word(text).forms, forms, "{text}");
    }

    #[test]
    fn inflections_are_derived() {
        check("sign", Forms::BASE);
        check("signs", Forms::THIRD);
        check("signed", Forms::REGULAR);
        check("stopped", Forms::REGULAR);
        check("carried", Forms::REGULAR);
        check("carries", Forms::THIRD);
        check("creating", Forms::GERUND);
        check("wrote", Forms::PAST);
        check("cut", Forms(1 | 4 | 8));
        check("mill", Forms::default());
    }

    #[test]
    fn nouns_that_happen() {
        assert!(word("launch").event && word("elections").event && word("ratification").event);
        assert!(word("ceremonies").event);
        assert!(!word("government").event && !word("mill").event);
    }
}
