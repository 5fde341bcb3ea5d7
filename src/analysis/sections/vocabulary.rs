//! What sections know of each distinct word of a document, by its symbol.

use std::borrow::Cow;
use std::cell::RefCell;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

use super::grammar::Grammar;
use super::lexicon::{Classes, LEXICON, STOP};
use crate::analysis::Prose;
use crate::analysis::interner::Interner;
use crate::analysis::prose::Symbol;

/// Stands in place of a stem for what says nothing of a subject.
pub(super) const NO_STEM: u32 = u32::MAX;

/// What is known of a word by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Its classes.
    pub classes: Classes,
    /// The number of its stem, or [`NO_STEM`].
    pub stem: u32,
    /// Which of [`ENDINGS`] it has, as bits.
    pub endings: u8,
    /// How many words its characters make: "u.s." is two.
    pub words: u8,
    /// Which of [`SMALL`] it is, as a bit.
    pub small: u16,
    /// Which mark it is.
    pub mark: Mark,
    /// How it may stand in a name, if it is a word.
    pub grammar: Grammar,
}

/// A mark that parts what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// It is a word or another mark.
    None,
    /// A full stop.
    Stop,
    /// A mark inside a clause.
    Comma,
    /// Another mark at the end of a clause.
    End,
}

impl Mark {
    fn new(text: &str) -> Self {
        match text {
            "." => Mark::Stop,
            "," | ";" => Mark::Comma,
            "?" | "!" | ":" | "—" | "–" => Mark::End,
            _ => Mark::None,
        }
    }
}

/// Small words and marks inside a name.
pub(super) const SMALL: [&str; 9] = ["of", "and", "for", "in", "to", "the", "with", "'s", "-"];

/// Bits of "to" and the hyphen among [`SMALL`].
pub(super) const TO: u16 = 1 << 4;
/// See [`TO`].
pub(super) const HYPHEN: u16 = 1 << 8;

/// The distinct words of a document.
pub(super) struct Words {
    words: Vec<Word>,
    count: usize,
}

impl Words {
    /// Looks up every distinct word once.
    pub fn new(prose: &Prose) -> Self {
        MEMO.with_borrow_mut(|memo| memo.words(prose))
    }

    /// What is known of a word.
    #[inline]
    pub fn get(&self, word: Symbol) -> &Word {
        &self.words[word.0 as usize]
    }

    /// The stem of a word, or [`NO_STEM`]; stems of a document count from 0.
    #[inline]
    pub fn stem(&self, word: Symbol) -> u32 {
        self.get(word).stem
    }

    /// How many different stems there are.
    pub fn count(&self) -> usize {
        self.count
    }
}

/// Endings that tell kinds of words apart.
pub(super) const ENDINGS: [&[&str]; 7] = [
    &["ing"],
    &["ed"],
    &["s"],
    &[
        "tion", "sion", "ment", "ity", "ness", "ance", "ence", "ship", "ism",
    ],
    &["er", "or", "ers", "ors"],
    &["al", "ic", "ive", "ous", "able", "ible", "ful", "ary"],
    &["ly"],
];

/// Bits of the endings that participles, regular pasts and adverbs have.
pub(super) const ING: u8 = 1;
/// See [`ING`].
pub(super) const ED: u8 = 2;
/// See [`ING`].
pub(super) const LY: u8 = 64;

/// No more bytes of words than this are remembered from one document for the next.
const REMEMBERED: usize = 1 << 19;

thread_local! {
    /// Stemming and looking up are most of what sections would cost: in an archive nearly every
    /// word has been met before.
    static MEMO: RefCell<Memo> = RefCell::new(Memo::new());
}

/// Words and stems that were met.
struct Memo {
    stemmer: Stemmer,
    interner: Interner,
    texts: Vec<Cow<'static, str>>,
    /// By the symbol of the text; the stem counts over all that were met.
    words: Vec<Word>,
    bytes: usize,
    stems: FxHashMap<String, u32>,
    /// By the stem: its number in the document in hand, or [`NO_STEM`].
    numbers: Vec<u32>,
}

impl Memo {
    fn new() -> Self {
        Memo {
            stemmer: Stemmer::create(Algorithm::English),
            interner: Interner::new(),
            texts: Vec::new(),
            words: Vec::new(),
            bytes: 0,
            stems: FxHashMap::default(),
            numbers: Vec::new(),
        }
    }

    /// The words of a document, their stems in the order in which they appear.
    fn words(&mut self, prose: &Prose) -> Words {
        let mut met: Vec<u32> = Vec::with_capacity(prose.vocabulary().len());
        let words = prose.vocabulary().iter().map(|text| {
            let mut word = self.word(text);
            if word.stem != NO_STEM {
                let number = &mut self.numbers[word.stem as usize];
                if *number == NO_STEM {
                    *number = met.len() as u32;
                    met.push(word.stem);
                }
                word.stem = *number;
            }
            word
        });
        let words = Words {
            words: words.collect(),
            count: met.len(),
        };
        for stem in met {
            self.numbers[stem as usize] = NO_STEM;
        }
        if self.bytes > REMEMBERED {
            *self = Memo::new();
        }
        words
    }

    fn word(&mut self, text: &str) -> Word {
        let keep = || Cow::Owned(text.to_owned());
        let symbol = self.interner.intern(&mut self.texts, text, keep).0 as usize;
        if let Some(word) = self.words.get(symbol) {
            return *word;
        }
        let classes = LEXICON.word(text);
        let stem = match classes.has(STOP) || !is_content(text) {
            true => NO_STEM,
            false => self.stem(text),
        };
        let endings = endings(text);
        let word = Word {
            classes,
            stem,
            endings,
            grammar: Grammar::of_word(text, classes, endings),
            words: words_in(text),
            small: small(text),
            mark: Mark::new(text),
        };
        self.words.push(word);
        self.bytes += text.len();
        word
    }

    fn stem(&mut self, word: &str) -> u32 {
        let stem = self.stemmer.stem(word);
        if let Some(number) = self.stems.get(stem.as_ref()) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.push(NO_STEM);
        self.stems.insert(stem.into_owned(), number);
        number
    }
}

fn small(word: &str) -> u16 {
    let nth = SMALL.iter().position(|small| *small == word);
    nth.map_or(0, |nth| 1 << nth)
}

fn endings(word: &str) -> u8 {
    let has = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    (0..ENDINGS.len()).fold(0, |bits, nth| bits | u8::from(has(ENDINGS[nth])) << nth)
}

/// Whether a lower-case word can say something of a subject: letters, or a year.
fn is_content(word: &str) -> bool {
    let bytes = word.as_bytes();
    match bytes.first() {
        Some(b'1' | b'2') => {
            bytes.len() >= 4 && bytes.iter().take(4).all(u8::is_ascii_digit) && bytes.len() <= 5
        }
        Some(first) => (first.is_ascii_alphabetic() || !first.is_ascii()) && word.len() > 1,
        None => false,
    }
}

/// How many words the characters of a token make; none, where it is what an apostrophe cut off.
fn words_in(text: &str) -> u8 {
    if text.starts_with('\'') {
        return 0;
    }
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != '\'');
    let words = parts.filter(|p| p.chars().any(char::is_alphanumeric));
    words.count().min(usize::from(u8::MAX)) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{BlockKind, Document, DocumentBuilder, Draft};

    fn document(text: &str) -> Document {
        let mut builder = DocumentBuilder::new();
        let mut draft = Draft::new(BlockKind::Paragraph);
        draft.push(text, 0..text.len());
        builder.push(draft);
        builder.finish()
    }

    #[test]
    fn a_document_is_read_the_same_whatever_was_met_before() {
        let doc =
            document("The millers milled at the mill in 1921, and the U.S. court's judges sat.");
        let prose = Prose::new(&doc);
        let fresh = Memo::new().words(&prose);
        let mut memo = Memo::new();
        for other in ["Judges mill about.", "A sitting court milled 1921 mills."] {
            memo.words(&Prose::new(&document(other)));
        }
        let later = memo.words(&prose);
        assert_eq!(fresh.words, later.words);
        assert_eq!(fresh.count, later.count);
        let numbers = fresh.words.iter().map(|w| w.stem).filter(|s| *s != NO_STEM);
        assert_eq!(numbers.max(), Some(fresh.count as u32 - 1));
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let mut memo = Memo::new();
        let words: Vec<String> = (0..REMEMBERED / 4).map(|n| format!("{n:x}")).collect();
        let found = memo.words(&Prose::new(&document(&words.join(" "))));
        assert!(found.words.len() * 2 > words.len());
        assert!(memo.words.is_empty());
    }

    #[test]
    fn a_word_is_known_by_its_characters() {
        for (text, bit) in [("to", TO), ("-", HYPHEN), ("mill", 0)] {
            assert_eq!(small(text), bit, "{text}");
        }
        let rows = [
            ("mill", 1),
            ("u.s.", 2),
            ("'s", 0),
            ("don't", 1),
            ("-", 0),
            ("2,000", 2),
        ];
        for (text, words) in rows {
            assert_eq!(words_in(text), words, "{text}");
        }
    }
}
