//! Distinct words → small numbers, with one look at a table for each word of a text.

use std::borrow::Cow;
use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::prose::Symbol;

/// Slots at first; a power of two.
const SLOTS: usize = 1024;

/// Bytes of a word that a key holds.
const HELD: usize = 7;

/// A slot: a word's key, and its symbol's number plus one; 0 where it is free.
type Slot = (u64, u32);

/// Finds words in a list of distinct ones, in order of appearance, that somebody else keeps.
#[derive(Debug)]
pub(super) struct Interner {
    /// Open addressing, at most half full; a power of two long.
    slots: Vec<Slot>,
}

impl Interner {
    pub fn new() -> Self {
        Interner {
            slots: vec![(0, 0); SLOTS],
        }
    }

    /// The symbol of a word among `words`; where it is new, `keep` is asked for it.
    #[inline]
    pub fn intern<'d>(
        &mut self,
        words: &mut Vec<Cow<'d, str>>,
        word: &str,
        keep: impl FnOnce() -> Cow<'d, str>,
    ) -> Symbol {
        let key = key(word.as_bytes());
        let mut at = self.slot(key);
        loop {
            let (found, symbol) = self.slots[at];
            let Some(index) = symbol.checked_sub(1) else {
                break;
            };
            if found == key && (word.len() <= HELD || words[index as usize] == word) {
                return Symbol(index);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        words.push(keep());
        let count = words.len() as u32;
        self.slots[at] = (key, count);
        if words.len() * 2 > self.slots.len() {
            self.grow();
        }
        Symbol(count - 1)
    }

    /// Where the search for a key begins.
    #[inline]
    fn slot(&self, key: u64) -> usize {
        mixed(key) & (self.slots.len() - 1)
    }

    fn grow(&mut self) {
        let bigger = vec![(0, 0); self.slots.len() * 2];
        let old = std::mem::replace(&mut self.slots, bigger);
        for slot in old.into_iter().filter(|(_, symbol)| *symbol > 0) {
            let mut at = self.slot(slot.0);
            while self.slots[at].1 > 0 {
                at = (at + 1) & (self.slots.len() - 1);
            }
            self.slots[at] = slot;
        }
    }
}

/// A number of a word: its bytes and their count where it is short, which no other word shares; a
/// hash with its top bit set where it is long.
#[inline]
pub(super) fn key(word: &[u8]) -> u64 {
    if word.len() <= HELD {
        let packed = word.iter().fold(0, |key, byte| key << 8 | u64::from(*byte));
        return packed | (word.len() as u64) << (8 * HELD);
    }
    let mut hasher = FxHasher::default();
    hasher.write(word);
    hasher.finish() | 1 << 63
}

/// Where in a table a key may be looked for, well mixed in its lower bits.
#[inline]
pub(super) fn mixed(key: u64) -> usize {
    // Fibonacci hashing: the upper half of the product is the well mixed one.
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn a_word_keeps_its_symbol(text in proptest::collection::vec("[a-b]{0,3}|[a-b]{6,9}", 0..200)) {
            let mut interner = Interner::new();
            let mut words = Vec::new();
            for word in &text {
                let symbol = interner.intern(&mut words, word, || Cow::Borrowed(word));
                prop_assert_eq!(&words[symbol.0 as usize], word);
            }
            let mut distinct = words.clone();
            distinct.sort();
            distinct.dedup();
            prop_assert_eq!(distinct.len(), words.len());
        }
    }

    #[test]
    fn many_words_fit() {
        let mut interner = Interner::new();
        let mut words = Vec::new();
        for number in (0..10_000).chain(0..10_000) {
            let word = number.to_string();
            let symbol = interner.intern(&mut words, &word, || Cow::Owned(word.clone()));
            assert_eq!(symbol, Symbol(number));
        }
    }
}
