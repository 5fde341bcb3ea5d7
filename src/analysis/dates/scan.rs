//! The walk over the tokens: from one trigger word to the next.

use super::families::{begins, edge, range};
use super::lexicon::{Class, Kind};
use super::line::Line;
use super::meaning::{Found, Meaning, Part, Year};
use crate::analysis::Prose;
use crate::analysis::prose::Symbol;

/// An expression with the sentence that it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    pub found: Found,
    /// Index of its sentence.
    pub sentence: usize,
}

/// How many words before its trigger an expression may begin.
const REACH: usize = 8;

/// The expressions of a document, in text order, disjoint.
pub fn scan(prose: &Prose, classes: &[Class]) -> Vec<Item> {
    let mut items = Vec::new();
    let triggers: Vec<bool> = classes.iter().map(|c| c.is_trigger()).collect();
    let is_trigger = |word: Symbol| triggers.get(word.0 as usize).copied().unwrap_or(false);
    for (index, sentence) in prose.sentences().iter().enumerate() {
        let line = Line::new(prose, classes, sentence.tokens.start, sentence.tokens.end);
        let mut taken = sentence.tokens.start;
        let words = prose.tokens().get(sentence.tokens.clone());
        for (at, token) in sentence.tokens.clone().zip(words.into_iter().flatten()) {
            if at < taken || !is_trigger(token.word) || !may_stand(&line, at) {
                continue;
            }
            let Some(found) = around(&line, at, taken) else {
                continue;
            };
            let mut put = |found: Found| {
                items.push(Item {
                    found,
                    sentence: index,
                });
            };
            if is_in_tag(&line, found.start) || is_part_of_next(&line, &found) {
                taken = found.end;
                continue;
            }
            if let Some(half) = range::first_half(&line, &found).filter(|h| h.start >= taken) {
                put(half);
            }
            taken = found.end;
            match range::second_half(&line, &found) {
                Some(half) => {
                    put(with_year_of(found, &half));
                    put(half);
                    taken = half.end;
                }
                None => put(found),
            }
        }
        share_years(&mut items, index, &line);
    }
    items
}

/// Whether a frequent trigger stands where it can be part of an expression of its own: "since then",
/// "at the time".
fn may_stand(line: &Line, at: usize) -> bool {
    let before = line.kind_before(at);
    match line.kind(at) {
        Kind::Then => matches!(before, Kind::Until | Kind::Since),
        Kind::Period => matches!(before, Kind::The | Kind::That | Kind::This | Kind::Same),
        _ => true,
    }
}

/// How far before an expression a tag of a template may open, in tokens.
const TAG: usize = 30;

/// Whether an expression stands in a tag of a template, which is no text: "{% post 2016-02-23 %}".
fn is_in_tag(line: &Line, at: usize) -> bool {
    let low = line.start().max(at.saturating_sub(TAG));
    let bracket = (low..at).rev().find(|i| matches!(line.word(*i), "{" | "}"));
    bracket.is_some_and(|i| {
        let opens = |i: usize| line.word(i) == "{";
        opens(i) && (line.word(i + 1) == "%" || i > low && opens(i - 1))
    })
}

/// Whether an expression counts inside what follows it, so that it means nothing by itself: "the last
/// week of August 2014", "last Friday of each month", "the Friday before last".
fn is_part_of_next(line: &Line, found: &Found) -> bool {
    let end = found.end;
    let counts = matches!(found.meaning, Meaning::Weekday(..) | Meaning::Near(..));
    let before_last = line.word(end) == "before" && line.is(end + 1, Kind::Last);
    let placed = matches!(line.kind(end), Kind::Of | Kind::In)
        && match line.kind(end + 1) {
            Kind::Month | Kind::Every => true,
            Kind::Digits => line.class(end + 1).len == 4,
            _ => false,
        };
    before_last || counts && placed
}

/// The expression that holds the trigger `at` and begins at `low` or after.
fn around(line: &Line, at: usize, low: usize) -> Option<Found> {
    let mut start = at;
    while start > low && at - start < REACH {
        let before = start - 1;
        if line.is(before, Kind::Other) && !line.capital(before) {
            break;
        }
        start = before;
    }
    (start..=at)
        .filter(|s| begins(line, *s))
        .filter_map(|s| edge::phrase(line, s))
        .find(|f| f.end > at)
}

/// The first half of a range with the year that only the second half has.
fn with_year_of(mut first: Found, second: &Found) -> Found {
    if let (Meaning::Point(Year::Open, part), Meaning::Point(Year::Stated(y), _)) =
        (first.meaning, second.meaning)
    {
        first.meaning = Meaning::Point(Year::Stated(y), part);
    }
    first
}

/// Gives a month or a day without a year the year of the one that it is joined to, and a day without
/// a month its month: "from May to July 1943", "April 6 and May 3, 1915".
fn share_years(items: &mut [Item], sentence: usize, line: &Line) {
    let first = items.partition_point(|i| i.sentence < sentence);
    let here = &mut items[first..];
    for at in (1..here.len()).rev() {
        let (before, after) = (here[at - 1].found, here[at].found);
        let Meaning::Point(after_year, part) = after.meaning else {
            continue;
        };
        let Meaning::Point(Year::Open, open) = before.meaning else {
            continue;
        };
        let joined = after.start <= before.end + 2
            && (before.end..after.start).all(|i| {
                matches!(
                    line.kind(i),
                    Kind::And
                        | Kind::To
                        | Kind::Dash
                        | Kind::Slash
                        | Kind::Until
                        | Kind::Or
                        | Kind::Comma
                        | Kind::Early
                )
            });
        if !joined {
            continue;
        }
        let shared = match (open, part) {
            // "from the 13th to the 19th of October 1950"
            (Part::DayOfMonth(first), Part::Day(month, last)) if first < last => {
                Some(Part::Day(month, first))
            }
            _ if matches!(after_year, Year::Stated(_)) => (part != Part::Whole).then_some(open),
            _ => None,
        };
        let Some(shared) = shared else { continue };
        let year = match after_year {
            // "from 28 December to 3 January 1990"
            Year::Stated(year) if crosses_year(open, part) => {
                let before = year.checked_sub(1).map(Year::Stated);
                before.filter(|_| !matches!(open, Part::Season(_)))
            }
            year => Some(year),
        };
        if let Some(year) = year {
            here[at - 1].found.meaning = Meaning::Point(year, shared);
        }
    }
}

/// Whether a range from one part of a year to another crosses the year's end.
fn crosses_year(from: Part, to: Part) -> bool {
    let month = |part| match part {
        Part::Month(m) | Part::Day(m, _) => Some(m),
        Part::Season(s) => Some(s.first_month()),
        _ => None,
    };
    matches!((month(from), month(to)), (Some(a), Some(b)) if a > b)
}
