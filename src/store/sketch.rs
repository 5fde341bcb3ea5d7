//! What a text says, in a few numbers: enough to know it again after small changes.

use serde::{Deserialize, Serialize};

use crate::text::Document;

/// How many numbers a sketch has.
const SIZE: usize = 32;

/// How many words in a row are looked at together.
const WORDS: usize = 4;

/// How much of a text is looked at, in bytes: its beginning says what it is.
const LOOKED_AT: usize = 64 * 1024;

/// From this likeness on two texts are versions of one.
const ALIKE: f64 = 0.3;

/// From this likeness on a text under another name is the same text, moved.
pub(super) const SAME: f64 = 0.7;

/// The least hashes of the runs of four words in a text, by the remainder of the hash (MinHash by
/// one permutation). The share of equal numbers in two sketches estimates the share of equal runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sketch(Vec<u32>);

/// What stands for a remainder that no run has.
const NONE: u32 = u32::MAX;

impl Sketch {
    /// The sketch of a document's text.
    pub fn of(document: &Document) -> Sketch {
        let text = document.text();
        let mut end = text.len().min(LOOKED_AT);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        Sketch::of_text(text.get(..end).unwrap_or(text))
    }

    fn of_text(text: &str) -> Sketch {
        let mut least = vec![NONE; SIZE];
        let mut run = Vec::with_capacity(WORDS);
        let mut put = |run: &[u64]| {
            let run = run.iter().fold(0, |all: u64, word| mix(all ^ word));
            let slot = &mut least[run as usize % SIZE];
            *slot = (*slot).min((run >> 32) as u32);
        };
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            if word.is_empty() {
                continue;
            }
            if run.len() == WORDS {
                run.remove(0);
            }
            run.push(hash(word.as_bytes()));
            if run.len() == WORDS {
                put(&run);
            }
        }
        if run.len() < WORDS {
            put(&run);
        }
        Sketch(least)
    }

    /// How much of two texts is the same, from 0 to 1.
    pub fn likeness(&self, other: &Sketch) -> f64 {
        let pairs = || self.0.iter().zip(&other.0);
        let filled = pairs().filter(|(a, b)| **a != NONE || **b != NONE).count();
        let equal = pairs().filter(|(a, b)| a == b && **a != NONE).count();
        equal as f64 / filled.max(1) as f64
    }

    /// Whether two texts are versions of one.
    pub fn is_like(&self, other: &Sketch) -> bool {
        self.likeness(other) >= ALIKE
    }

    /// One number for all of it.
    pub fn hash(&self) -> u64 {
        self.0.iter().fold(0, |all, n| mix(all ^ u64::from(*n)))
    }
}

/// The 64-bit FNV-1a hash: the same in every version of the program, as names on disk need it.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

/// Spreads a number over all bits (the finaliser of SplitMix64).
pub(super) fn mix(mut n: u64) -> u64 {
    n = (n ^ (n >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    n = (n ^ (n >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    n ^ (n >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(from: usize, to: usize) -> String {
        (from..to)
            .map(|n| {
                format!(
                    "The council heard witness {n}, who had seen barge {}. ",
                    n * 7
                )
            })
            .collect()
    }

    #[track_caller]
    fn check(a: &str, b: &str, range: std::ops::RangeInclusive<f64>) {
        let likeness = Sketch::of_text(a).likeness(&Sketch::of_text(b));
        assert!(range.contains(&likeness), "{likeness}");
    }

    #[test]
    fn a_text_is_like_itself_and_its_versions() {
        let text = article(0, 60);
        check(&text, &text, 1.0..=1.0);
        check(&text, &text.replace("witness 30", "nobody"), SAME..=1.0);
        check(&text, &format!("{text}\n\nA correction."), SAME..=1.0);
        check(&text, &article(0, 40), ALIKE..=1.0);
        check("短い記事。", "短い記事。", 1.0..=1.0);
    }

    #[test]
    fn other_texts_are_not_like_it() {
        let other = "Bread rose in the ovens of the harbour street before the first tram ran, and \
                     those who woke to its smell knew the day by it. ";
        check(&article(0, 60), other, 0.0..=0.0);
        check("", "", 0.0..=1.0);
        check("one", "two", 0.0..=0.0);
    }

    #[test]
    fn hashes_stay_the_same() {
        assert_eq!(hash(b""), 0xCBF2_9CE4_8422_2325);
        assert_eq!(hash(b"a"), 0xAF63_DC4C_8601_EC8C);
    }
}
