//! Words by which a stop is told from a sentence's end: abbreviations, and what may follow them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a word is to a stop beside it; a word may be several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// An abbreviation that a name follows.
    BeforeName = 1,
    /// An abbreviation that a number follows.
    BeforeNumber = 2,
    /// An abbreviation that ends a sentence only where the next word begins one.
    Anywhere = 4,
    /// A word that begins a sentence rather than goes on with a name.
    Starter = 8,
    /// A word that goes on with a time of day, though it begins with a capital.
    AfterHour = 16,
}

/// The parts of each word, a bit each.
static WORDS: LazyLock<FxHashMap<&str, u8>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    for line in include_str!("../../../assets/words/stops.txt").lines() {
        if let Some((tag, list)) = line.split_once('\t')
            && let Some(part) = Part::of(tag)
        {
            for word in list.split(' ') {
                *words.entry(word).or_default() |= part as u8;
            }
        }
    }
    words
});

impl Part {
    /// The part of a tag in the list.
    fn of(tag: &str) -> Option<Part> {
        Some(match tag {
            "before-name" => Part::BeforeName,
            "before-number" => Part::BeforeNumber,
            "anywhere" => Part::Anywhere,
            "starter" => Part::Starter,
            "after-hour" => Part::AfterHour,
            _ => return None,
        })
    }

    /// Whether a lower-case word is this.
    pub fn has(self, word: &str) -> bool {
        WORDS.get(word).is_some_and(|parts| parts & self as u8 != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: &[Part]) {
        let all = [
            Part::BeforeName,
            Part::BeforeNumber,
            Part::Anywhere,
            Part::Starter,
            Part::AfterHour,
        ];
        let found: Vec<Part> = all.into_iter().filter(|p| p.has(word)).collect();
        assert_eq!(found, expected, "{word}");
    }

    #[test]
    fn a_word_is_what_the_list_says() {
        check("mr", &[Part::BeforeName]);
        check("jan", &[Part::BeforeNumber, Part::AfterHour]);
        check("no", &[Part::BeforeNumber, Part::Starter]);
        check("inc", &[Part::Anywhere]);
        check("mill", &[]);
    }
}
