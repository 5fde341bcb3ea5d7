//! The edges of a stretch: "early 2007", "mid-August", "the end of the month", "later that year",
//! "nearly four years ago".

use super::core;
use super::length::approximation;
use crate::analysis::dates::lexicon::Kind;
use crate::analysis::dates::line::Line;
use crate::analysis::dates::meaning::{Base, Found, Meaning, Modifier};
use crate::analysis::dates::unit::Unit;

/// A whole expression that begins at a position, with the words that say which part of it is meant.
pub fn phrase(line: &Line, at: usize) -> Option<Found> {
    edge(line, at)
        .or_else(|| approximate(line, at))
        .into_iter()
        .chain(core(line, at))
        .max_by_key(|f| f.end)
}

/// "early", "late", "mid", "the end of", "earlier", "later" before a stretch.
fn edge(line: &Line, at: usize) -> Option<Found> {
    let the = line.is(at, Kind::The);
    let word = if the { at + 1 } else { at };
    match line.kind(word) {
        Kind::Early => part(line, at, word + 1, Modifier::Start),
        Kind::Late => part(line, at, word + 1, Modifier::End),
        Kind::Mid => part(line, at, word + 1, Modifier::Mid),
        Kind::Earlier if line.word(word) == "earlier" && !the => {
            inside(line, at, word + 1).map(|f| match f.meaning {
                Meaning::Near(_, 0, _) | Meaning::Weekday(..) => f.with(Modifier::Start),
                _ => f,
            })
        }
        Kind::Later if line.word(word) == "later" && !the => {
            inside(line, at, word + 1).map(|f| match f.meaning {
                Meaning::Near(_, 0, Base::Document) => f.with(Modifier::End),
                _ => f,
            })
        }
        Kind::Start if the => of(line, at, word + 1, Modifier::Start),
        Kind::End if the && line.word(word) != "closing" => of(line, at, word + 1, Modifier::End),
        Kind::Rest if the => of(line, at, word + 1, Modifier::End).map(|mut f| {
            f.modifier = None;
            f
        }),
        _ => None,
    }
}

/// "early 2007", "early in 2007", "mid-August", "the early 1980s", "the middle of August".
fn part(line: &Line, start: usize, at: usize, modifier: Modifier) -> Option<Found> {
    let the = line.is(start, Kind::The);
    if line.is(at, Kind::Of) || line.is(at, Kind::Portion) || line.word(at) == "half" {
        return of(line, start, at, modifier);
    }
    let next = line.skip(at, Kind::Dash);
    let next = if line.is(next, Kind::In) {
        next + 1
    } else {
        next
    };
    let unit = match line.is(next - 1, Kind::In) {
        true => the_unit(line, next).filter(|f| f.meaning != Meaning::Same(Unit::Day)),
        false => None,
    };
    let found = unit.or_else(|| core(line, next))?;
    if !can_be_parted(found.meaning) || the && !is_named(line, next) {
        return None;
    }
    Some(found.since(start).with(found.modifier.unwrap_or(modifier)))
}

/// "earlier this year", "later that month", "later in 1792", "earlier Sunday".
fn inside(line: &Line, start: usize, at: usize) -> Option<Found> {
    let next = line.skip(at, Kind::In);
    let next = line.skip(next, Kind::On);
    let found = match line.kind(next) {
        Kind::The if line.is(next + 1, Kind::Unit) => {
            the_unit(line, next).filter(|f| f.meaning != Meaning::Same(Unit::Day))
        }
        Kind::The if !matches!(line.kind(next + 1), Kind::Season | Kind::Same) => None,
        _ => core(line, next),
    }?;
    let coming = matches!(
        found.meaning,
        Meaning::Near(_, 0, _)
            | Meaning::Same(_)
            | Meaning::Unit(_)
            | Meaning::Weekday(..)
            | Meaning::Point(..)
    );
    coming.then(|| found.since(start))
}

/// "the end of the month", "the start of 1943", "the latter part of the year", "the rest of 496".
fn of(line: &Line, start: usize, at: usize, modifier: Modifier) -> Option<Found> {
    let next = if line.is(at, Kind::Of) { at } else { at + 1 };
    if !line.is(next, Kind::Of) {
        return None;
    }
    let found = core(line, next + 1)
        .filter(|f| can_be_parted(f.meaning))
        .or_else(|| the_unit(line, next + 1))?;
    Some(found.since(start).with(modifier))
}

/// "the month", "the year" as the one that is spoken of.
fn the_unit(line: &Line, at: usize) -> Option<Found> {
    let unit = line.class(at + 1).unit()?;
    let is_unit = line.is(at, Kind::The) && line.is(at + 1, Kind::Unit) && !unit.is_clock();
    let meaning = match unit {
        Unit::Year => Meaning::Unit(unit),
        _ => Meaning::Same(unit),
    };
    is_unit.then(|| Found::new(at, at + 2, meaning))
}

/// Whether a stretch has an early and a late part.
fn can_be_parted(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Point(..)
            | Meaning::Decade(..)
            | Meaning::Century(_)
            | Meaning::Weekday(..)
            | Meaning::Near(..)
            | Meaning::Same(_)
            | Meaning::OpenQuarter(_)
            | Meaning::Unit(_)
            | Meaning::Time
    )
}

/// Whether what follows "the early" is a name ("the early 1980s", "the late summer").
fn is_named(line: &Line, at: usize) -> bool {
    matches!(
        line.kind(at),
        Kind::DigitTens
            | Kind::Tens
            | Kind::Season
            | Kind::NumberTh
            | Kind::Ordinal
            | Kind::DayPart
            | Kind::Mark
            | Kind::Cardinal
    )
}

/// "nearly two years ago", "more than four hours", "around 7:15 p.m.", "about 1910".
fn approximate(line: &Line, at: usize) -> Option<Found> {
    let (modifier, next) = approximation(line, at, false)?;
    let found = core(line, next)?;
    let exact = match found.meaning {
        Meaning::Length(..) | Meaning::Away(..) | Meaning::Shift(..) | Meaning::Lengths(..) => {
            !is_about(line, at)
        }
        Meaning::Time => !is_about(line, at),
        Meaning::Point(..) => {
            modifier == Modifier::Approx && !is_about(line, at) && line.word(at) != "some"
        }
        _ => false,
    };
    if !exact {
        return None;
    }
    if let Meaning::Length(_, Unit::Quarter) = found.meaning {
        return None;
    }
    Some(found.since(at).with(modifier))
}

/// "about" is left out of a span, as annotators of news do.
fn is_about(line: &Line, at: usize) -> bool {
    line.word(at) == "about"
}

#[cfg(test)]
mod tests {
    use crate::analysis::dates::tests::{check_modifier, reject};

    #[test]
    fn edges() {
        check_modifier("in early 2007", "early 2007", "2007", "START");
        check_modifier("by mid-August", "mid-August", "2015-08", "MID");
        check_modifier("in the early 1980s", "the early 1980s", "198", "START");
        check_modifier("at the end of 1793", "the end of 1793", "1793", "END");
        check_modifier("late this year", "late this year", "2016", "END");
        check_modifier(
            "in early March 1943",
            "early March 1943",
            "1943-03",
            "START",
        );
    }

    #[test]
    fn no_edges() {
        reject("the end of the road, the early bird");
    }
}
