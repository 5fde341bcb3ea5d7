//! Events that are named and dated in brackets: "the Battle of Hale Ridge (18 August – 5 September
//! 1951)".

use super::clause::Place;
use super::tagger::{Tag, Tagged};
use crate::analysis::Prose;

/// What a date in brackets belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bracketed {
    /// The tokens of the name before them.
    Named(usize, usize),
    /// A thing: a book and the year of its edition, somebody and the years of a life.
    Thing,
}

/// How far from a date its brackets stand, in tokens: past the other half of a range.
const REACH: usize = 9;

/// So many years are somebody's life or time in office, and no event.
const LIFE: i16 = 5;

/// The most words of a name.
const LONGEST: usize = 8;

/// What a date that stands alone in brackets belongs to; `None` where it does not stand so, or nothing
/// is named before it. `lasting` is how many years the range of days lasts that the date is an end of.
pub fn of(prose: &Prose, tagged: &Tagged, place: Place, lasting: Option<i16>) -> Option<Bracketed> {
    let open = opening(prose, tagged, place)?;
    let (start, end) = name_before(prose, tagged, open)?;
    let is_event = (start..end).any(|i| tagged.tag(i) == Tag::Noun && tagged.word(i).event);
    Some(if is_event || lasting.is_some_and(|years| years < LIFE) {
        Bracketed::Named(start, end)
    } else {
        Bracketed::Thing
    })
}

/// The bracket that opens before a date, where nothing but dates stands between it and its end.
fn opening(prose: &Prose, tagged: &Tagged, place: Place) -> Option<usize> {
    let part = |i: usize| tagged.tag(i) == Tag::Time || is_joint(prose, i) || is_loose(tagged, i);
    let low = tagged.start.max(place.start.saturating_sub(REACH));
    let open = (low..place.start).rev().find(|i| !part(*i))?;
    let high = tagged.end().min(place.end + REACH);
    let close = (place.end..high).find(|i| !part(*i))?;
    (prose.lower(open) == "(" && prose.lower(close) == ")").then_some(open)
}

fn is_joint(prose: &Prose, at: usize) -> bool {
    matches!(
        prose.lower(at),
        "-" | "–" | "—" | "to" | "until" | "till" | "through" | "and"
    )
}

/// A preposition or an article beside a date: "(in early 1951)".
fn is_loose(tagged: &Tagged, at: usize) -> bool {
    matches!(tagged.tag(at), Tag::Preposition | Tag::Determiner)
}

/// The name before a bracket: capitals, with what joins them ("Battle of the Hook").
fn name_before(prose: &Prose, tagged: &Tagged, open: usize) -> Option<(usize, usize)> {
    let capital = |i: usize| prose.tokens().get(i).is_some_and(|t| t.capital);
    let mut end = open;
    while end > tagged.start && tagged.tag(end - 1) == Tag::Mark {
        end -= 1;
    }
    let low = tagged.start.max(end.saturating_sub(LONGEST + 4));
    let mut start = end;
    for at in (low..end).rev() {
        let joins = matches!(prose.lower(at), "of" | "for") || tagged.tag(at) == Tag::Determiner;
        match tagged.tag(at) {
            // A season may be part of a name: "the Winter Offensive".
            Tag::Noun | Tag::Adjective | Tag::Number | Tag::Time if capital(at) => start = at,
            Tag::Noun if at + 1 == end && tagged.word(at).event => start = at,
            Tag::Number | Tag::Hyphen | Tag::Clitic => {}
            _ if joins && start < end && start <= at + 2 => {}
            _ => break,
        }
    }
    (start < end).then_some((start, end))
}
