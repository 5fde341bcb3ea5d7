//! What sections know of each distinct word of a document, by its symbol.

use std::borrow::Cow;
use std::cell::RefCell;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

use super::forms::voices;
use super::grammar::{Beside, Grammar};
use super::lexicon::{Classes, LEXICON, STOP};
use crate::analysis::Prose;
use crate::analysis::interner::{key, mixed};
use crate::analysis::prose::Symbol;

/// Stands in place of a stem for what says nothing of a subject.
pub(super) const NO_STEM: u32 = u32::MAX;

/// What is known of a word by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Word {
    /// Its classes.
    pub classes: Classes,
    /// The number of its stem, or [`NO_STEM`].
    pub stem: u32,
    /// What it says at an edge of a name: whether it is a verb and which of [`ENDINGS`] it has, as
    /// bits.
    pub edge: u8,
    /// How many words its characters make: "u.s." is two.
    pub words: u8,
    /// Which of [`VOICES`](super::forms::VOICES) it is by itself, as bits.
    pub voices: u8,
    /// Which of [`SMALL`] it is, as a bit.
    pub small: u16,
    /// Which mark it is.
    pub mark: Mark,
    /// What it says beside a name, if it is a word without a capital.
    pub beside: Beside,
    /// How it may stand in a name, if it is a word.
    pub grammar: Grammar,
}

impl Word {
    /// A lower-case word, without its stem.
    fn new(text: &str) -> Self {
        let classes = LEXICON.word(text);
        let endings = endings(text);
        let mark = Mark::new(text);
        let small = small(text);
        Word {
            classes,
            stem: NO_STEM,
            small,
            edge: u8::from(classes.has(LEXICON.class.verb)) | endings << 1,
            words: words_in(text),
            voices: voices(classes, endings),
            mark,
            beside: Beside::of_word(classes, mark, small),
            grammar: Grammar::of_word(text, classes, endings),
        }
    }
}

/// A mark that parts what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

/// A longer word, in bytes, is the name of no subject.
const LONGEST: usize = 40;

/// No more words than this are remembered from one document for the next.
const REMEMBERED: usize = 1 << 16;

thread_local! {
    /// Stemming and looking up are most of what sections would cost: in an archive nearly every
    /// word has been met before.
    static MEMO: RefCell<Memo> = RefCell::new(Memo::new());
}

/// Words and stems that were met.
struct Memo {
    stemmer: Stemmer,
    /// By the key of the word, open addressing, at most half full; a power of two long. That two
    /// long words share a key hardly happens, and would only take one for the other.
    slots: Vec<Slot>,
    /// How many are not free.
    count: usize,
    /// What is known of words, without their stems: many have all in common.
    kinds: Vec<Word>,
    known: FxHashMap<Word, u32>,
    stems: FxHashMap<String, u32>,
    /// By the stem: its number in the document in hand, or [`NO_STEM`].
    numbers: Vec<u32>,
}

/// A word that was met; its key is 0 where the slot is free. Small, since a table of words has to
/// share the processor's cache with all that the other annotators know.
#[derive(Clone, Copy, Default)]
struct Slot {
    key: u64,
    /// Counts over all stems that were met.
    stem: u32,
    kind: u32,
}

impl Memo {
    fn new() -> Self {
        Memo {
            stemmer: Stemmer::create(Algorithm::English),
            slots: vec![Slot::default(); 1024],
            count: 0,
            kinds: Vec::new(),
            known: FxHashMap::default(),
            stems: FxHashMap::default(),
            numbers: Vec::new(),
        }
    }

    /// The words of a document, their stems in the order in which they appear.
    fn words(&mut self, prose: &Prose) -> Words {
        let mut met: Vec<u32> = Vec::with_capacity(prose.vocabulary().len());
        // All are looked for before any is used, so that the processor waits for many at a time.
        let homes = prose.vocabulary().iter().map(|text| {
            let key = key(text.as_bytes());
            (key, self.slots[self.home(key)])
        });
        let homes: Vec<(u64, Slot)> = homes.collect();
        let words = prose
            .vocabulary()
            .iter()
            .zip(homes)
            .map(|(text, (key, home))| {
                let slot = if home.key == key {
                    home
                } else {
                    self.find(key, text)
                };
                let mut word = self.kinds[slot.kind as usize];
                word.stem = slot.stem;
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
        if self.count > REMEMBERED {
            *self = Memo::new();
        }
        words
    }

    /// The slot of a word, which may be new.
    fn find(&mut self, key: u64, text: &str) -> Slot {
        let at = self.slot(key);
        if self.slots[at].key == key {
            return self.slots[at];
        }
        let slot = self.new_slot(key, text);
        self.slots[at] = slot;
        self.count += 1;
        if self.count * 2 > self.slots.len() {
            self.grow();
        }
        slot
    }

    /// Where the search for a key begins.
    #[inline]
    fn home(&self, key: u64) -> usize {
        mixed(key) & (self.slots.len() - 1)
    }

    /// Where a key stands, or may be put.
    #[inline]
    fn slot(&self, key: u64) -> usize {
        let mut at = self.home(key);
        while self.slots[at].key != key && self.slots[at].key != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    fn new_slot(&mut self, key: u64, text: &str) -> Slot {
        let word = Word::new(text);
        let says_nothing = word.classes.has(STOP) || !is_content(text);
        let next = self.kinds.len() as u32;
        let kind = *self.known.entry(word).or_insert(next);
        if kind == next {
            self.kinds.push(word);
        }
        Slot {
            key,
            stem: if says_nothing {
                NO_STEM
            } else {
                self.stem(text)
            },
            kind,
        }
    }

    fn grow(&mut self) {
        let bigger = vec![Slot::default(); self.slots.len() * 2];
        let old = std::mem::replace(&mut self.slots, bigger);
        for slot in old.into_iter().filter(|slot| slot.key != 0) {
            let at = self.slot(slot.key);
            self.slots[at] = slot;
        }
    }

    fn stem(&mut self, word: &str) -> u32 {
        let stem = if is_stem(word) {
            Cow::Borrowed(word)
        } else {
            self.stemmer.stem(word)
        };
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
    let last = word.bytes().next_back();
    let has = |endings: &[&str]| {
        let mut endings = endings.iter();
        // The last letter rules most of them out.
        endings.any(|ending| ending.bytes().next_back() == last && word.ends_with(ending))
    };
    (0..ENDINGS.len()).fold(0, |bits, nth| bits | u8::from(has(ENDINGS[nth])) << nth)
}

/// Whether a word surely is its own stem, since it has none of the endings that the stemmer knows:
/// many have not, and to ask it costs more than all else that is known of a word.
fn is_stem(word: &str) -> bool {
    let bytes = word.as_bytes();
    let is_altered = match bytes {
        [b'\'', ..] => true,
        [.., before, last] => match last {
            b'd' => *before == b'e',
            b'g' => *before == b'n',
            b'r' => matches!(before, b'e' | b'o'),
            b'c' => *before == b'i',
            b'l' => matches!(before, b'a' | b'u' | b'l'),
            b'm' => *before == b's',
            b't' => *before == b'n',
            b'n' => *before == b'o',
            b's' | b'e' | b'y' | b'i' | b'\'' => true,
            _ => false,
        },
        _ => false,
    };
    !is_altered && word.is_ascii()
}

/// Whether a lower-case word can say something of a subject: letters, or a year.
fn is_content(word: &str) -> bool {
    let bytes = word.as_bytes();
    match bytes.first() {
        Some(b'1' | b'2') => {
            bytes.len() >= 4 && bytes.iter().take(4).all(u8::is_ascii_digit) && bytes.len() <= 5
        }
        Some(first) if word.len() <= LONGEST => {
            (first.is_ascii_alphabetic() || !first.is_ascii()) && word.len() > 1
        }
        Some(_) => false,
        None => false,
    }
}

/// How many words the characters of a token make; none, where it is what an apostrophe cut off.
fn words_in(text: &str) -> u8 {
    if text.starts_with('\'') {
        return 0;
    }
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return 1;
    }
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != '\'');
    let words = parts.filter(|p| p.chars().any(char::is_alphanumeric));
    words.count().min(usize::from(u8::MAX)) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{BlockKind, Document, DocumentBuilder, Draft};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_taken_for_its_own_stem_is(word in "[a-z']{1,9}|[a-z]{2,6}(y|ly|ll|id|oy)") {
            let stemmer = Stemmer::create(Algorithm::English);
            if is_stem(&word) {
                let stem = stemmer.stem(&word);
                prop_assert_eq!(stem.as_ref(), word.as_str());
            }
        }
    }

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
        let words: Vec<String> = (0..REMEMBERED * 2).map(|n| format!("w{n:x}")).collect();
        let found = memo.words(&Prose::new(&document(&words.join(" "))));
        assert!(found.count > REMEMBERED);
        assert_eq!(memo.count, 0);
        let long = "m".repeat(LONGEST + 1);
        assert_eq!(memo.find(key(long.as_bytes()), &long).stem, NO_STEM);
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
