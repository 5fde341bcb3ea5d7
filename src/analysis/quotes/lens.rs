//! A document as the learned model sees it: hashed words, coarse tags, marks and sentence starts.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

use crate::analysis::prose::{Token, TokenKind};

use super::lexicon::{Class, Words};
use super::marks::Marked;

/// Words that report something in the training articles, each with how often it does, from 1 to 9.
const CUES: &str = include_str!("../../../assets/quotes/cues.txt");

/// What a token is, coarsely: the model's part of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Tag {
    Other,
    Capital,
    Capitals,
    Number,
    Comma,
    Stop,
    Colon,
    Dash,
    Bracket,
    Mark,
    Punct,
    Determiner,
    Pronoun,
    Relative,
    That,
    Auxiliary,
    Preposition,
    Conjunction,
    Subordinate,
    To,
    Says,
    Role,
    People,
    Body,
    Adverb,
    Past,
    Gerund,
    Possessive,
    Time,
    Title,
    Plural,
    Negation,
    Object,
    /// A whole run of marked words.
    Marked,
    /// Beyond the sentence.
    Outside,
}

/// What the model reads a document through.
#[derive(Debug)]
pub struct Lens<'w, 'p, 'd> {
    /// The words.
    pub words: &'w Words<'p, 'd>,
    /// The marked words, outermost and primary marks only.
    pub marked: &'w [Marked],
    hashes: Vec<u32>,
    suffixes: Vec<u32>,
    tags: Vec<Tag>,
    cues: Vec<u8>,
    mark_of: Vec<u32>,
    starts: Vec<bool>,
}

/// A hash that is the same on every machine (FNV-1a).
pub fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811C_9DC5, |h, b| {
        (h ^ u32::from(b)).wrapping_mul(0x0100_0193)
    })
}

fn cue_table() -> &'static FxHashMap<&'static str, u8> {
    static TABLE: OnceLock<FxHashMap<&'static str, u8>> = OnceLock::new();
    TABLE.get_or_init(|| {
        CUES.lines()
            .filter_map(|line| line.split_once(' '))
            .filter_map(|(word, strength)| Some((word, strength.parse().ok()?)))
            .collect()
    })
}

impl<'w, 'p, 'd> Lens<'w, 'p, 'd> {
    /// Looks at a document.
    pub fn new(words: &'w Words<'p, 'd>, marked: &'w [Marked]) -> Self {
        let cues = cue_table();
        Lens::with_cues(words, marked, |word| cues.get(word).copied().unwrap_or(0))
    }

    /// Looks at a document with other words that report than those that are shipped.
    pub fn with_cues(
        words: &'w Words<'p, 'd>,
        marked: &'w [Marked],
        strength: impl Fn(&str) -> u8,
    ) -> Self {
        let prose = words.prose;
        let mut mark_of = vec![0; words.count()];
        for (index, one) in marked.iter().enumerate() {
            if !one.secondary {
                mark_of[one.open..one.end].fill(index as u32 + 1);
            }
        }
        let mut starts = vec![false; words.count() + 1];
        for sentence in prose.sentences() {
            starts[sentence.tokens.start] = true;
        }
        starts[words.count()] = true;
        let suffix = |word: &str| {
            let from = word.char_indices().rev().nth(2).map_or(0, |(i, _)| i);
            hash(word.get(from..).unwrap_or(word))
        };
        let symbol_tags: Vec<Tag> = prose
            .vocabulary()
            .iter()
            .enumerate()
            .map(|(i, word)| {
                tag_of(
                    word,
                    words.class_of(crate::analysis::prose::Symbol(i as u32)),
                )
            })
            .collect();
        Lens {
            words,
            marked,
            hashes: prose.classify(hash),
            suffixes: prose.classify(suffix),
            tags: prose
                .tokens()
                .iter()
                .map(|t| token_tag(t, symbol_tags[t.word.0 as usize]))
                .collect(),
            cues: prose.classify(strength),
            mark_of,
            starts,
        }
    }

    /// How many tokens there are.
    pub fn count(&self) -> usize {
        self.tags.len()
    }

    /// The hash of the word at `at`; of nothing past the end.
    pub fn hash(&self, at: usize) -> u32 {
        self.words
            .prose
            .tokens()
            .get(at)
            .map_or(1, |t| self.hashes[t.word.0 as usize])
    }

    /// The hash of the last three letters at `at`.
    pub fn suffix(&self, at: usize) -> u32 {
        self.words
            .prose
            .tokens()
            .get(at)
            .map_or(1, |t| self.suffixes[t.word.0 as usize])
    }

    /// The tag at `at`.
    pub fn tag(&self, at: usize) -> Tag {
        self.tags.get(at).copied().unwrap_or(Tag::Outside)
    }

    /// How often the word at `at` reports, from 0 (never) to 9.
    pub fn cue_strength(&self, at: usize) -> u8 {
        self.words
            .prose
            .tokens()
            .get(at)
            .map_or(0, |t| self.cues[t.word.0 as usize])
    }

    /// The index of the marked words that hold the token at `at`.
    pub fn mark_of(&self, at: usize) -> Option<usize> {
        (*self.mark_of.get(at)? as usize).checked_sub(1)
    }

    /// Whether a sentence starts at `at`, or the text ends there.
    pub fn starts(&self, at: usize) -> bool {
        self.starts.get(at).copied().unwrap_or(true)
    }
}

fn token_tag(token: &Token, symbol: Tag) -> Tag {
    match token.kind {
        TokenKind::QuoteMark => Tag::Mark,
        TokenKind::Number | TokenKind::Ordinal => Tag::Number,
        TokenKind::Word if token.capitals => Tag::Capitals,
        TokenKind::Word if token.capital => match symbol {
            Tag::Other
            | Tag::Past
            | Tag::Gerund
            | Tag::Plural
            | Tag::Says
            | Tag::Role
            | Tag::People
            | Tag::Body
            | Tag::Adverb => Tag::Capital,
            closed => closed,
        },
        _ => symbol,
    }
}

fn tag_of(word: &str, class: Class) -> Tag {
    match word {
        "," => return Tag::Comma,
        "." | "!" | "?" | "…" => return Tag::Stop,
        ":" => return Tag::Colon,
        ";" => return Tag::Comma,
        "-" | "—" | "–" | "―" => return Tag::Dash,
        "(" | ")" | "[" | "]" => return Tag::Bracket,
        "that" => return Tag::That,
        "to" => return Tag::To,
        "'s" => return Tag::Possessive,
        "not" | "n't" | "never" => return Tag::Negation,
        "him" | "them" | "us" | "me" | "himself" | "themselves" | "herself" | "itself" => {
            return Tag::Object;
        }
        "and" | "or" | "but" | "nor" => return Tag::Conjunction,
        "of" | "in" | "on" | "at" | "by" | "for" | "from" | "with" | "into" | "about" | "over"
        | "under" | "between" | "against" | "during" | "without" | "toward" | "towards"
        | "through" | "among" | "within" | "upon" | "despite" | "per" => return Tag::Preposition,
        "if" | "because" | "while" | "as" | "when" | "although" | "though" | "after" | "before"
        | "since" | "until" | "whether" | "where" | "why" | "how" | "what" | "unless" | "than" => {
            return Tag::Subordinate;
        }
        "is" | "are" | "was" | "were" | "be" | "been" | "being" | "am" | "has" | "have" | "had"
        | "do" | "does" | "did" | "will" | "would" | "can" | "could" | "may" | "might"
        | "shall" | "should" | "must" | "'ll" | "'ve" | "'re" | "'d" | "'m" => {
            return Tag::Auxiliary;
        }
        _ => {}
    }
    if word.ends_with("n't") {
        return Tag::Negation;
    }
    if !word.starts_with(|c: char| c.is_alphanumeric()) {
        return Tag::Punct;
    }
    let table = [
        (Class::WHO, Tag::Relative),
        (Class::PRONOUN, Tag::Pronoun),
        (Class::DETERMINER, Tag::Determiner),
        (Class::TITLES, Tag::Title),
        (Class::ROLES, Tag::Role),
        (Class::PEOPLE, Tag::People),
        (Class::TIME, Tag::Time),
        (Class::SAYS, Tag::Says),
        (Class::BODY, Tag::Body),
    ];
    if let Some((_, tag)) = table.iter().find(|(c, _)| class.any(*c)) {
        return *tag;
    }
    match word {
        _ if word.ends_with("ly") => Tag::Adverb,
        _ if word.ends_with("ed") => Tag::Past,
        _ if word.ends_with("ing") => Tag::Gerund,
        _ if word.ends_with('s') && !word.ends_with("ss") => Tag::Plural,
        _ => Tag::Other,
    }
}
