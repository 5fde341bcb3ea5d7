//! Dates that tell when something else was than what their clause tells: what is compared with, and
//! pictures.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::clause::{Place, phrase_end};
use super::tagger::{Tag, Tagged};
use crate::analysis::Prose;
use crate::analysis::prose::TokenKind;

/// The words, see the head of the list.
const WORDS: &str = include_str!("../../../assets/dates/events.txt");

/// How far before a date a comparison begins, in tokens.
const REACH: usize = 10;

/// How far before "from" the word of change stands, in tokens.
const CHANGE: usize = 6;

/// Whether a date is the one of what its clause compares with: "down from 32,000 a year ago", "more
/// than in 1994", "5 percent from last year".
pub fn is_compared(prose: &Prose, tagged: &Tagged, place: Place) -> bool {
    let low = tagged.start.max(place.start.saturating_sub(REACH));
    if is_when(prose, place) || tagged.tag(place.end).is_nominal() {
        return false;
    }
    for at in (low..place.start).rev() {
        let word = prose.lower(at);
        let is_time = tagged.tag(at) == Tag::Time;
        if class(word) == "standard" && !is_time && !is_in_amount(tagged, at) {
            return true;
        }
        if word == "from" {
            let counts = (at + 1..place.start.min(at + 5)).any(|i| tagged.tag(i) == Tag::Number);
            let near = (at + 1..place.start).all(|i| is_article(tagged, i));
            return (counts || near) && follows_change(prose, tagged, at);
        }
        match tagged.tag(at) {
            Tag::Stop | Tag::Subordinator | Tag::Relative | Tag::Conjunction => return false,
            Tag::Comma | Tag::To => return false,
            tag if tag.is_verb() => return false,
            _ => {}
        }
    }
    false
}

/// Whether a date has a clause of its own: "from May 3, when the mill burned".
fn is_when(prose: &Prose, place: Place) -> bool {
    let after = place.end + usize::from(prose.lower_at(place.end) == ",");
    prose.lower_at(after) == "when"
}

/// Whether "than" only belongs to a number or to a compound: "more than 300", "less-than-robust".
fn is_in_amount(tagged: &Tagged, than: usize) -> bool {
    matches!(tagged.tag(than + 1), Tag::Number | Tag::Hyphen)
}

/// Whether a word of change stands before a "from".
fn follows_change(prose: &Prose, tagged: &Tagged, from: usize) -> bool {
    let low = tagged.start.max(from.saturating_sub(CHANGE));
    (low..from).any(|i| class(prose.lower(i)) == "change")
}

fn is_article(tagged: &Tagged, at: usize) -> bool {
    matches!(tagged.tag(at), Tag::Determiner | Tag::Adverb)
}

/// Whether a date is a picture's: "(2008 file photo)".
pub fn is_of_picture(prose: &Prose, tagged: &Tagged, place: Place) -> bool {
    let end = phrase_end(tagged, place.end);
    (place.end..end).any(|i| class(prose.lower(i)) == "picture")
}

/// Whether a day in figures is part of an address or of a file's name: "2016-02-23-closure.md".
pub fn is_in_path(prose: &Prose, tagged: &Tagged, place: Place) -> bool {
    let touches = |at: usize| {
        at < tagged.end()
            && prose.tokens()[at].kind == TokenKind::Punct
            && !prose.tokens()[at].spaced
            && matches!(prose.text(at), "-" | "/" | "_")
    };
    let goes_on = |at: usize| at < tagged.end() && !prose.tokens()[at].spaced;
    place.end - place.start >= FIGURES && touches(place.end) && goes_on(place.end + 1)
}

/// How many tokens a day in figures has.
const FIGURES: usize = 5;

/// The class of a lower-case word; "" for none.
fn class(word: &str) -> &'static str {
    LIST.get(word).copied().unwrap_or_default()
}

static LIST: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    let rows = WORDS.lines().filter(|l| !l.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t'))
        .flat_map(|(class, words)| words.split(' ').map(move |word| (word, class)))
        .collect()
});
