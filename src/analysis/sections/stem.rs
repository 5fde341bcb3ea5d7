//! English stems by Porter's second algorithm ("Porter2", as the Snowball project gives it).
//!
//! Written out here since a word that is met for the first time costs a short article more than all
//! else, and most of that is its stem.

/// Stems words in a buffer of its own.
#[derive(Default)]
pub(super) struct Stemmer {
    /// The word in hand, a byte a character; `Y` is a y that is no vowel.
    bytes: Vec<u8>,
    /// Where its first and its second region begin: what follows a vowel and a consonant, and what
    /// follows both once more.
    regions: [usize; 2],
    stem: String,
}

/// Stands for a character that is not ASCII.
const OTHER: u8 = 0xFF;

/// Words whose stem the rules would not find.
const IRREGULAR: [(&str, &str); 11] = [
    ("skis", "ski"),
    ("skies", "sky"),
    ("dying", "die"),
    ("lying", "lie"),
    ("tying", "tie"),
    ("idly", "idl"),
    ("gently", "gentl"),
    ("ugly", "ugli"),
    ("early", "earli"),
    ("only", "onli"),
    ("singly", "singl"),
];

/// Words that are their own stems.
const KEPT: [&str; 7] = ["sky", "news", "howe", "atlas", "cosmos", "bias", "andes"];

/// Words that are their own stems once a plural's ending is off.
const KEPT_SINGULAR: [&str; 8] = [
    "inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed",
];

/// Beginnings after which the first region begins.
const BEGINNINGS: [&str; 3] = ["gener", "commun", "arsen"];

/// Endings and what takes their place in the first region; a longer one before those that end it.
const DERIVED: [(&str, &str); 24] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("abli", "able"),
    ("entli", "ent"),
    ("izer", "ize"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("aliti", "al"),
    ("alli", "al"),
    ("fulness", "ful"),
    ("ousli", "ous"),
    ("ousness", "ous"),
    ("iveness", "ive"),
    ("iviti", "ive"),
    ("biliti", "ble"),
    ("bli", "ble"),
    ("ogi", "og"),
    ("fulli", "ful"),
    ("lessli", "less"),
    ("li", ""),
];

/// The same, after those.
const FURTHER: [(&str, &str); 9] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("alize", "al"),
    ("icate", "ic"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ful", ""),
    ("ness", ""),
    ("ative", ""),
];

/// Endings that go in the second region.
const LAST: [&str; 18] = [
    "ement", "ment", "ent", "ance", "ence", "able", "ible", "ant", "ism", "ate", "iti", "ous",
    "ive", "ize", "ion", "al", "er", "ic",
];

impl Stemmer {
    /// The stem of a lower-case word.
    pub fn stem(&mut self, word: &str) -> &str {
        self.stem.clear();
        let irregular = IRREGULAR.iter().find(|(w, _)| *w == word);
        if let Some((_, stem)) = irregular {
            self.stem.push_str(stem);
        } else if word.chars().nth(2).is_none() || KEPT.contains(&word) {
            self.stem.push_str(word);
        } else {
            self.read(word);
            self.cut();
            self.write(word);
        }
        &self.stem
    }

    /// Takes a word in hand.
    fn read(&mut self, word: &str) {
        self.bytes.clear();
        let word = word.strip_prefix('\'').unwrap_or(word);
        let byte = |c: char| if c.is_ascii() { c as u8 } else { OTHER };
        self.bytes.extend(word.chars().map(byte));
        let mut after_vowel = true;
        for byte in &mut self.bytes {
            if after_vowel && *byte == b'y' {
                *byte = b'Y';
            }
            after_vowel = is_vowel(*byte);
        }
        let beginning = BEGINNINGS.iter().find(|b| word.starts_with(**b));
        let first = beginning.map_or_else(|| self.region(0), |b| b.len());
        self.regions = [first, self.region(first)];
    }

    /// What follows the first consonant after a vowel from `start` on.
    fn region(&self, start: usize) -> usize {
        let is_break = |pair: &[u8]| is_vowel(pair[0]) && !is_vowel(pair[1]);
        let rest = self.bytes.get(start..).unwrap_or_default();
        let found = rest.windows(2).position(is_break);
        found.map_or(self.bytes.len(), |at| start + at + 2)
    }

    /// Cuts the endings off.
    fn cut(&mut self) {
        self.cut_possessive();
        self.cut_plural();
        if KEPT_SINGULAR.iter().any(|w| self.bytes == w.as_bytes()) {
            return;
        }
        self.cut_inflection();
        if let [.., before, b'y' | b'Y'] = self.bytes.as_slice()
            && self.bytes.len() > 2
            && !is_vowel(*before)
        {
            self.put(1, "i");
        }
        self.cut_derived();
        self.cut_further();
        self.cut_last();
        self.cut_letter();
    }

    fn cut_possessive(&mut self) {
        if let Some(ending) = ["'s'", "'s", "'"].iter().find(|e| self.ends(e)) {
            self.put(ending.len(), "");
        }
    }

    fn cut_plural(&mut self) {
        if self.ends("sses") {
            self.put(4, "ss");
        } else if self.ends("ied") || self.ends("ies") {
            let is_long = self.bytes.len() > 4;
            self.put(3, if is_long { "i" } else { "ie" });
        } else if self.ends("s") && !self.ends("us") && !self.ends("ss") && self.has_vowel(2) {
            self.put(1, "");
        }
    }

    /// Takes "-ed" and "-ing" off, and mends what they leave.
    fn cut_inflection(&mut self) {
        let endings = ["eedly", "ingly", "edly", "eed", "ing", "ed"];
        let Some(ending) = endings.into_iter().find(|e| self.ends(e)) else {
            return;
        };
        if ending.starts_with("ee") {
            if self.is_in(0, ending) {
                self.put(ending.len(), "ee");
            }
            return;
        }
        if !self.has_vowel(ending.len()) {
            return;
        }
        self.put(ending.len(), "");
        match self.bytes.as_slice() {
            [.., b'a', b't'] | [.., b'b', b'l'] | [.., b'i', b'z'] => self.put(0, "e"),
            [.., a, b] if a == b && b"bdfgmnprt".contains(b) => self.put(1, ""),
            _ if self.bytes.len() == self.regions[0] && self.is_short(0) => self.put(0, "e"),
            _ => {}
        }
    }

    fn cut_derived(&mut self) {
        let Some((ending, other)) = DERIVED.iter().find(|(e, _)| self.ends(e)) else {
            return;
        };
        let before = self.before(ending);
        let may_go = match *ending {
            "li" => before.is_some_and(|b| b"cdeghkmnrt".contains(&b)),
            "ogi" => before == Some(b'l'),
            _ => true,
        };
        if may_go && self.is_in(0, ending) {
            self.put(ending.len(), other);
        }
    }

    fn cut_further(&mut self) {
        if let Some((ending, other)) = FURTHER.iter().find(|(e, _)| self.ends(e))
            && self.is_in(usize::from(*ending == "ative"), ending)
        {
            self.put(ending.len(), other);
        }
    }

    fn cut_last(&mut self) {
        let Some(ending) = LAST.iter().find(|e| self.ends(e)) else {
            return;
        };
        let may_go = *ending != "ion" || matches!(self.before(ending), Some(b's' | b't'));
        if may_go && self.is_in(1, ending) {
            self.put(ending.len(), "");
        }
    }

    /// Takes a mute e off, and one l of two.
    fn cut_letter(&mut self) {
        let may_go = match self.bytes.last() {
            Some(b'e') => self.is_in(1, "e") || self.is_in(0, "e") && !self.is_short(1),
            Some(b'l') => self.is_in(1, "l") && self.ends("ll"),
            _ => false,
        };
        if may_go {
            self.put(1, "");
        }
    }

    #[inline]
    fn ends(&self, ending: &str) -> bool {
        let ending = ending.as_bytes();
        // The last letter rules most endings out, at less than a comparison of all costs.
        self.bytes.last() == ending.last() && self.bytes.ends_with(ending)
    }

    /// The byte before an ending that the word has.
    fn before(&self, ending: &str) -> Option<u8> {
        self.bytes.iter().rev().nth(ending.len()).copied()
    }

    /// Whether an ending that the word has lies in a region.
    fn is_in(&self, region: usize, ending: &str) -> bool {
        self.bytes.len() - ending.len() >= self.regions[region]
    }

    /// Whether a vowel stands before the last `cut` characters.
    fn has_vowel(&self, cut: usize) -> bool {
        self.bytes.iter().rev().skip(cut).any(|b| is_vowel(*b))
    }

    /// Whether what stands before the last `cut` characters ends with a short syllable.
    fn is_short(&self, cut: usize) -> bool {
        let kept = &self.bytes[..self.bytes.len() - cut];
        match kept {
            [vowel, last] => is_vowel(*vowel) && !is_vowel(*last),
            [.., first, vowel, last] => {
                let is_open = is_vowel(*last) || matches!(last, b'w' | b'x' | b'Y');
                !is_vowel(*first) && is_vowel(*vowel) && !is_open
            }
            _ => false,
        }
    }

    /// Puts other characters in place of the last `cut`.
    fn put(&mut self, cut: usize, other: &str) {
        self.bytes.truncate(self.bytes.len() - cut);
        self.bytes.extend_from_slice(other.as_bytes());
    }

    /// Writes the stem; only the end of a word is ever cut, so the characters that are not ASCII
    /// are the first of the word's.
    fn write(&mut self, word: &str) {
        let mut others = word.chars().filter(|c| !c.is_ascii());
        let chars = self.bytes.iter().map(|byte| match *byte {
            b'Y' => 'y',
            OTHER => others.next().unwrap_or(char::REPLACEMENT_CHARACTER),
            byte => char::from(byte),
        });
        self.stem.extend(chars);
    }
}

#[inline]
fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rust_stemmers::{Algorithm, Stemmer as Snowball};

    #[track_caller]
    fn check(word: &str) {
        let expected = Snowball::create(Algorithm::English).stem(word).into_owned();
        assert_eq!(Stemmer::default().stem(word), expected, "{word}");
    }

    #[test]
    fn words_have_the_stems_that_snowball_gives_them() {
        let lists = [
            include_str!("../../../assets/words/verbs.txt"),
            include_str!("../../../assets/words/nouns.txt"),
            include_str!("../../../assets/words/roles.txt"),
            include_str!("../../../assets/sections-words.txt"),
        ];
        let words = lists
            .iter()
            .flat_map(|list| list.split(|c: char| !c.is_alphabetic()));
        for word in words.map(str::to_lowercase).filter(|w| !w.is_empty()) {
            for ending in [
                "", "s", "es", "ed", "ing", "er", "ly", "ness", "'s", "ation",
            ] {
                check(&format!("{word}{ending}"));
            }
        }
    }

    #[test]
    fn exceptions_have_the_stems_that_snowball_gives_them() {
        let irregular = IRREGULAR.iter().map(|(word, _)| word);
        for word in irregular.chain(&KEPT).chain(&KEPT_SINGULAR) {
            check(word);
            check(&format!("{word}s"));
        }
    }

    proptest! {
        #[test]
        fn any_word_has_the_stem_that_snowball_gives_it(
            word in "[a-z']{0,8}|([bcdlstw]?[aeiouy][bdfglmnprstxyé]{1,2}){1,3}(eed|ing|edly|ies|ied)?",
            endings in "(al|ational|ate|ize|er|ation|ful|ness|ous|li|ly|ic|iti|ity|ive|ment|ent|ion|ll|e|s|y|ogi|abli|ator|ism){0,3}",
        ) {
            check(&format!("{word}{endings}"));
        }
    }
}
