//! The families of expressions. Each tells whether one of its own begins at a position of a
//! sentence; a form is added as a row of the table beside it.

pub mod calendar;
pub mod clock;
pub mod edge;
pub mod figures;
pub mod holiday;
pub mod length;
pub mod number;
pub mod range;
pub mod relative;
pub mod report;
pub mod season;
pub mod set;
pub mod vague;
pub mod weekday;
pub mod year;

use super::lexicon::Kind;
use super::line::Line;
use super::meaning::{Found, Meaning, Part};
use super::unit::Unit;

/// A family: an expression of it that begins at a position.
type Family = fn(&Line, usize) -> Option<Found>;

const FAMILIES: &[Family] = &[
    calendar::parse,
    weekday::parse,
    year::parse,
    season::parse,
    relative::parse,
    relative::shift,
    report::parse,
    relative::spoken_of,
    relative::at_the_time,
    relative::then,
    set::parse,
    clock::parse,
    holiday::parse,
    vague::parse,
    length::parse,
];

/// Whether an expression may begin at a position; the name of a holiday with any capital.
pub fn begins(line: &Line, at: usize) -> bool {
    line.class(at).begins() || line.is(at, Kind::Other) && line.capital(at)
}

/// The longest expression that begins at a position, without the words that part it.
pub fn core(line: &Line, at: usize) -> Option<Found> {
    if !begins(line, at) {
        return None;
    }
    let mut best: Option<Found> = None;
    for family in FAMILIES {
        if let Some(found) = family(line, at)
            && best.is_none_or(|b| found.end > b.end)
        {
            best = Some(found);
        }
    }
    let found = best?;
    Some(if is_day(found.meaning) && found.clock.is_none() {
        clock::after_day(line, found)
    } else {
        found
    })
}

/// Whether a meaning is a single day.
fn is_day(meaning: Meaning) -> bool {
    match meaning {
        Meaning::Point(_, part) => matches!(part, Part::Day(..) | Part::Holiday(_)),
        Meaning::Weekday(..) | Meaning::Near(Unit::Day, ..) | Meaning::Same(Unit::Day) => true,
        _ => false,
    }
}
