//! A place in a text that is found again when the text has changed a little.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::sketch::{hash, mix};
use crate::text::{Document, Place, Span};

/// How many bytes of text are kept on either side of a place.
const CONTEXT: usize = 120;

/// How many words in a row must be the same to count as one sign of a place.
const WORDS: usize = 3;

/// Which share of the signs must be found together, to call it the place.
const ENOUGH: f64 = 0.4;

/// A place with the words around it in its block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Anchor {
    block: usize,
    offset: usize,
    /// Where it was in the whole text, in bytes.
    at: usize,
    before: String,
    after: String,
}

impl Anchor {
    /// The anchor of a place.
    pub fn of(document: &Document, place: Place) -> Anchor {
        let span = document.blocks().get(place.block).map(|b| b.span);
        let words = span.map_or("", |span| document.slice(span));
        let mut offset = place.offset.min(words.len());
        while !words.is_char_boundary(offset) {
            offset -= 1;
        }
        let (before, after) = words.split_at(offset);
        Anchor {
            block: place.block,
            offset,
            at: span.map_or(0, |span| span.start() + offset),
            before: last_bytes(before).to_owned(),
            after: first_bytes(after).to_owned(),
        }
    }

    /// Where the place is in `document`, when the text was `length` bytes long before; `None`
    /// where nothing in it is like the words that were there.
    pub fn find(&self, document: &Document, length: usize) -> Option<Place> {
        let expected = self.at as u128 * document.text().len() as u128 / length.max(1) as u128;
        let expected = expected as usize;
        self.unmoved(document)
            .or_else(|| self.same_words(document, expected))
            .or_else(|| self.alike(document, expected))
    }

    /// The place itself, where the words still stand there.
    fn unmoved(&self, document: &Document) -> Option<Place> {
        let words = document.slice(document.blocks().get(self.block)?.span);
        let (before, after) = words.split_at_checked(self.offset)?;
        let stands = before.ends_with(&self.before) && after.starts_with(&self.after);
        stands.then_some(Place {
            block: self.block,
            offset: self.offset,
        })
    }

    /// Where the words stand now; of several such places the one nearest to where they should be.
    fn same_words(&self, document: &Document, expected: usize) -> Option<Place> {
        let words = format!("{}{}", self.before, self.after);
        if words.trim().is_empty() {
            return None;
        }
        let (at, _) = document
            .text()
            .match_indices(&words)
            .min_by_key(|(at, _)| at.abs_diff(expected))?;
        let start = document.place_at(at);
        Some(Place {
            offset: start.offset + self.before.len(),
            ..start
        })
    }

    /// The block that has the most of the words around the place.
    fn alike(&self, document: &Document, expected: usize) -> Option<Place> {
        let mut signs: FxHashMap<u64, bool> = FxHashMap::default();
        for (_, sign) in runs(&self.before) {
            signs.insert(sign, false);
        }
        for (_, sign) in runs(&self.after) {
            signs.insert(sign, true);
        }
        let mut best: Option<(usize, usize, Place)> = None;
        for (block, span) in document.blocks().iter().map(|b| b.span).enumerate() {
            let mut found = 0;
            let mut offset = None;
            for (at, sign) in runs(document.slice(span)) {
                if let Some(is_after) = signs.get(&sign) {
                    found += 1;
                    offset = offset.or(is_after.then_some(at));
                }
            }
            let far = span.start().abs_diff(expected);
            let is_better = best
                .is_none_or(|(most, nearest, _)| found > most || (found == most && far < nearest));
            if found > 0 && is_better {
                let offset = offset.unwrap_or(0);
                best = Some((found, far, Place { block, offset }));
            }
        }
        let (found, _, place) = best?;
        (found as f64 >= ENOUGH * signs.len() as f64).then_some(place)
    }
}

/// The runs of three words in a text: where each begins, and its hash.
fn runs(text: &str) -> impl Iterator<Item = (usize, u64)> {
    let mut last = [(0, 0); WORDS];
    let mut seen = 0;
    words(text).filter_map(move |(at, word)| {
        last.rotate_left(1);
        last[WORDS - 1] = (at, hash(word.as_bytes()));
        seen += 1;
        let all = last.iter().fold(0, |all, (_, word)| mix(all ^ word));
        (seen >= WORDS).then_some((last[0].0, all))
    })
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let tail = text.get(rest..)?;
        let start = rest + tail.find(char::is_alphanumeric)?;
        let tail = text.get(start..)?;
        let end = start
            + tail
                .find(|c: char| !c.is_alphanumeric())
                .unwrap_or(tail.len());
        rest = end;
        Some((start, Span::new(start, end).of(text)))
    })
}

fn first_bytes(text: &str) -> &str {
    let mut end = text.len().min(CONTEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.split_at(end).0
}

fn last_bytes(text: &str) -> &str {
    let mut start = text.len().saturating_sub(CONTEXT);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text.split_at(start).1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::testing;

    const ARTICLE: [&str; 4] = [
        "The ferry came in late on Monday.",
        "Nobody on the quay had been told why the bridge stood open to the river all night.",
        "Two engineers walked out along the span with lamps and came back without a word.",
        "By noon the road was shut.",
    ];

    /// Where the words `begin` of the third paragraph of [`ARTICLE`] are found in other paragraphs.
    #[track_caller]
    fn check(paragraphs: &[&str], expected: Option<(usize, &str)>) {
        let old = testing::paragraphs(ARTICLE);
        let offset = ARTICLE[2].find("along").unwrap();
        let anchor = Anchor::of(&old, Place { block: 2, offset });
        let new = testing::paragraphs(paragraphs);
        let found = anchor.find(&new, old.text().len());
        let told = found.map(|place| {
            let at = new.offset_of(place);
            (place.block, new.text().get(at..at + 5).unwrap())
        });
        assert_eq!(told, expected);
    }

    #[test]
    fn a_place_is_found_where_its_words_are() {
        let [one, two, three, four] = ARTICLE;
        check(&ARTICLE, Some((2, "along")));
        check(&["New.", one, two, three, four], Some((3, "along")));
        check(&[three, four], Some((0, "along")));
        check(&[one, three, two, four], Some((1, "along")));
    }

    #[test]
    fn a_place_is_found_when_its_paragraph_was_edited() {
        let [one, two, _, four] = ARTICLE;
        let edited = "Two engineers walked along the span with lamps and came back without a word.";
        check(&["New.", one, two, edited, four], Some((3, "along")));
        let cut = "Two engineers walked out and came back without a word.";
        check(&[one, "New.", two, cut, four], Some((3, "and c")));
    }

    #[test]
    fn a_place_that_is_gone_is_not_guessed() {
        let [one, _, _, _] = ARTICLE;
        check(&[one, "The baker was up before the first tram."], None);
        check(&[], None);
    }

    #[test]
    fn of_two_like_places_the_nearer_is_meant() {
        let same = "We will not wait for another winter, she said.";
        let paragraphs = [same, "One.", same, "Two.", same, "Three."];
        let old = testing::paragraphs(paragraphs);
        let place = Place {
            block: 4,
            offset: 0,
        };
        let anchor = Anchor::of(&old, place);
        let new = testing::paragraphs([
            "First.",
            same,
            "One.",
            same,
            "Two, changed.",
            same,
            "Three!",
        ]);
        let found = anchor.find(&new, old.text().len());
        assert_eq!(
            found,
            Some(Place {
                block: 5,
                offset: 0
            })
        );
    }

    #[test]
    fn the_end_and_an_empty_text_have_places_too() {
        let old = testing::paragraphs(ARTICLE);
        let end = old.place_at(old.text().len());
        let anchor = Anchor::of(&old, end);
        assert_eq!(anchor.find(&old, old.text().len()), Some(end));
        let nothing = testing::paragraphs::<&str>([]);
        let anchor = Anchor::of(&nothing, Place::default());
        assert_eq!(anchor.find(&nothing, 0), None);
    }
}
