//! Parts of a year on the calendar: in a year that is known, or in the one nearest to when the text
//! was written.

use jiff::civil::{Date, Weekday};

use super::calendar::{self, Stretch};
use super::meaning::{Part, Year};
use super::tense::Tense;
use super::unit::Season;

/// The month that a part of a year lies in; a winter is told of in its new year.
pub fn month_of(part: Part) -> Option<u8> {
    match part {
        Part::Month(m) | Part::Day(m, _) => Some(m),
        Part::Season(Season::Winter) => Some(1),
        Part::Season(s) => Some(s.first_month()),
        Part::Quarter(q) => Some(q * 3 - 2),
        Part::Half(h) => Some(h * 6 - 5),
        _ => None,
    }
}

/// The part of a year as a stretch.
pub fn stretch_of(y: i16, part: Part, told: Option<Stretch>) -> Option<Stretch> {
    Some(match part {
        Part::Whole => Stretch::Year(y),
        Part::Half(h) => Stretch::Half(y, h),
        Part::Quarter(q) => Stretch::Quarter(y, q),
        Part::Season(s) => Stretch::Season(y, s),
        Part::Month(m) => Stretch::Month(y, m),
        Part::Day(m, d) => Stretch::Day(Date::new(y, m as i8, d as i8).ok()?),
        Part::DayOfMonth(d) => {
            let (y, m) = told?.month()?;
            Stretch::Day(Date::new(y, m as i8, d as i8).ok()?)
        }
        Part::Holiday(number) => Stretch::Day(holiday(y, number)?),
    })
}

/// The day of a holiday in a year.
fn holiday(y: i16, number: u16) -> Option<Date> {
    let after_easter = |days| calendar::plus_days(calendar::easter(y)?, days);
    match number {
        100.. => Date::new(y, (number / 100) as i8, (number % 100) as i8).ok(),
        1 => calendar::nth_weekday(y, 11, 4, Weekday::Thursday),
        2 => after_easter(0),
        4 => after_easter(-2),
        5 => after_easter(-7),
        6 => after_easter(-46),
        7 => calendar::nth_weekday(y, 9, 1, Weekday::Monday),
        8 => calendar::nth_weekday(y, 5, -1, Weekday::Monday),
        9 => calendar::plus_days(calendar::nth_weekday(y, 11, 1, Weekday::Monday)?, 1),
        10 => calendar::nth_weekday(y, 5, 2, Weekday::Sunday),
        11 => calendar::nth_weekday(y, 1, 3, Weekday::Monday),
        12 => after_easter(1),
        _ => None,
    }
}

/// The part of a year that lies nearest to when the text was written, on the side that is meant.
pub fn near_written(
    written: Date,
    year: Year,
    part: Part,
    tense: Option<Tense>,
) -> Option<Stretch> {
    // A winter begins in December and is told of by that year: the one in whose January the text was
    // written began in the year before.
    let begun = part == Part::Season(Season::Winter) && written.month() <= 2;
    let y = written.year() - i16::from(begun);
    let here = stretch_of(y, part, Some(Stretch::Day(written)))?;
    let days = here.days()?;
    let before = || stretch_of(y.checked_sub(1)?, part, None);
    let after = || stretch_of(y.checked_add(1)?, part, None);
    // "last February", said in the first weeks of March, is the one of the year before.
    let recent = year == Year::Last
        && matches!(part, Part::Month(_))
        && gap(written, Some(here)).is_some_and(|days| days <= 20);
    let last = || {
        if days.to < written && !recent {
            Some(here)
        } else {
            before()
        }
    };
    let next = || {
        if days.from > written {
            Some(here)
        } else {
            after()
        }
    };
    match year {
        Year::Last => return last(),
        Year::Next => return next(),
        Year::This => return Some(here),
        _ => {}
    }
    if days.from <= written && written <= days.to {
        return Some(here);
    }
    let (past, coming) = (last(), next());
    match (gap(written, past), gap(written, coming)) {
        (Some(ago), Some(ahead)) => {
            if is_coming(part, tense, ago, ahead) {
                coming
            } else {
                past
            }
        }
        (None, Some(_)) => coming,
        _ => past,
    }
}

/// How many days lie between a stretch and when the text was written.
fn gap(written: Date, stretch: Option<Stretch>) -> Option<i32> {
    let days = stretch?.days()?;
    let gap = if days.to < written {
        written.since(days.to)
    } else {
        days.from.since(written)
    };
    Some(gap.ok()?.get_days())
}

/// A month that begins within so many days is the coming one, where the past one lies …
const NEAR_MONTH: i32 = 45;

/// … so many days back: else one says "last November".
const FAR_MONTH: i32 = 270;

/// Whether the next of two recurrences is meant, the last one being `ago` days back and the next
/// one `ahead`. One that is much the nearer is meant whatever the tense.
fn is_coming(part: Part, tense: Option<Tense>, ago: i32, ahead: i32) -> bool {
    match part {
        Part::Quarter(_) | Part::Half(_) => tense == Some(Tense::Future) && ago > 180,
        Part::Day(..) | Part::Holiday(_) if ahead * 4 < ago => true,
        Part::Day(..) | Part::Holiday(_) if ago * 4 < ahead => false,
        Part::Month(_) if tense == Some(Tense::Future) => true,
        _ if ago * 6 < ahead => false,
        Part::Month(_) if ahead <= NEAR_MONTH && ago > FAR_MONTH => true,
        _ => match tense {
            Some(tense) => tense == Tense::Future,
            None => ahead * 3 < ago,
        },
    }
}
