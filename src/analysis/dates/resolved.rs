//! What an expression was resolved to: TIMEX3's type and value, and the days.

use super::calendar::{Stretch, day_value};
use super::meaning::{Clock, Meaning, Part};
use super::unit::Unit;
use crate::analysis::{Anchor, DateKind, Days};

/// What an expression was resolved to.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolved {
    /// TIMEX3's type.
    pub kind: DateKind,
    /// TIMEX3's value.
    pub value: String,
    /// Where it stands on the calendar.
    pub stretch: Option<Stretch>,
    /// The days that it can mean.
    pub days: Option<Days>,
    /// From what it was worked out.
    pub anchor: Option<Anchor>,
}

/// A place on the calendar.
pub fn placed(stretch: Stretch, anchor: Anchor) -> Resolved {
    Resolved {
        kind: DateKind::Date,
        value: stretch.value(),
        stretch: Some(stretch),
        days: stretch.days(),
        anchor: Some(anchor),
    }
}

/// What has no place on the calendar.
pub fn unplaced(kind: DateKind, value: &str) -> Resolved {
    Resolved {
        kind,
        value: value.into(),
        stretch: None,
        days: None,
        anchor: None,
    }
}

/// The value of a part of a year that nobody knows.
pub fn open_value(part: Part) -> String {
    match part {
        Part::Whole | Part::Holiday(_) => "XXXX".into(),
        Part::Half(h) => format!("XXXX-H{h}"),
        Part::Quarter(q) => format!("XXXX-Q{q}"),
        Part::Season(s) => format!("XXXX-{}", s.code()),
        Part::Month(m) => format!("XXXX-{m:02}"),
        Part::Day(m, d) => format!("XXXX-{m:02}-{d:02}"),
        Part::DayOfMonth(d) => format!("XXXX-XX-{d:02}"),
    }
}

/// A unit of which nobody knows which one.
pub fn open_unit(unit: Unit) -> Resolved {
    let value = match unit {
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century | Unit::Millennium => "XX",
        _ => "XXXX-XX-XX",
    };
    unplaced(DateKind::Date, value)
}

/// Adds a time of day to a value that is a day.
pub fn add_clock(resolved: &mut Resolved, clock: Clock, meaning: Meaning) {
    let day = match resolved.stretch {
        Some(Stretch::Day(day)) => day_value(day),
        Some(_) => return,
        None if resolved.value.ends_with("REF") => "XXXX-XX-XX".into(),
        None => resolved.value.clone(),
    };
    resolved.value = match clock {
        Clock::Part(code) => format!("{day}T{code}"),
        Clock::At(hour, minute) => format!("{day}T{hour:02}:{minute:02}"),
    };
    if !matches!(meaning, Meaning::Recurring(_)) {
        resolved.kind = DateKind::Time;
    }
}
