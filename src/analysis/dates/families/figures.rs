//! Days in figures: "2016-02-23", "23/2/2016", "23.2.2016".

use jiff::civil::Date;

use crate::analysis::dates::lexicon::Kind;
use crate::analysis::dates::line::Line;
use crate::analysis::dates::meaning::{Found, Meaning, Part, Year};

/// "2016-02-23", "2016-02", also with a time after a "T"; "2016/02/23".
pub fn iso(line: &Line, at: usize) -> Option<Found> {
    let y = line.class(at);
    let sign = line.kind(at + 1);
    if y.kind != Kind::Digits || y.len != 4 || !matches!(sign, Kind::Dash | Kind::Slash) {
        return None;
    }
    if line.kind_before(at) == Kind::Slash && line.joined(at) {
        return None;
    }
    let m = line.class(at + 2);
    let joined = (at + 1..at + 3).all(|i| line.joined(i));
    if !joined || m.kind != Kind::Digits || m.len != 2 || !(1..=12).contains(&m.number) {
        return None;
    }
    let year = i16::try_from(y.number).ok()?;
    let d = line.class(at + 4);
    let is_full = line.is(at + 3, sign) && line.joined(at + 3) && line.joined(at + 4);
    // "/2016/02/23/a-closure" is a path.
    let goes_on = line.is(at + 5, Kind::Slash) && line.joined(at + 5);
    if is_full && !goes_on && matches!(d.kind, Kind::Digits | Kind::DayT) && d.len == 2 {
        return Some(Found::new(at, at + 5, day(year, m.number, d.number)?));
    }
    // "1950-53" is a range, "2001/02" and "2001-02" a season; only "2016-02" is a month.
    let is_range = is_full || sign == Kind::Slash || m.number == y.number % 100 + 1 || year < 1000;
    let ends = !line.is(at + 3, Kind::Dash) || line.spaced(at + 3);
    (!is_range && ends && line.word(at + 2).starts_with('0')).then(|| {
        let part = Part::Month(m.number as u8);
        Found::new(at, at + 3, Meaning::Point(Year::Stated(year), part))
    })
}

/// "23/2/2016", "2/23/16": in the one order that makes a date.
pub fn slashed(line: &Line, at: usize) -> Option<Found> {
    let joined = line.is(at + 1, Kind::Slash)
        && line.is(at + 3, Kind::Slash)
        && (at + 1..at + 5).all(|i| line.joined(i))
        && !(line.is(at + 5, Kind::Slash) && line.joined(at + 5));
    let (a, b, y) = (line.class(at), line.class(at + 2), line.class(at + 4));
    let digits = [a, b, y].iter().all(|c| c.kind == Kind::Digits);
    if !joined || !digits || a.len > 2 || b.len > 2 || !matches!(y.len, 2 | 4) {
        return None;
    }
    let year = full_year(y.number, y.len)?;
    // "2/3/2016" is one day in London and another in New York.
    let (first, second) = (day(year, a.number, b.number), day(year, b.number, a.number));
    let meaning = match (first, second) {
        (Some(month_first), Some(day_first)) if month_first == day_first => month_first,
        (Some(meaning), None) | (None, Some(meaning)) => meaning,
        (Some(_), Some(_)) => Meaning::Slashed(a.number as u8, b.number as u8, year),
        (None, None) => return None,
    };
    Some(Found::new(at, at + 5, meaning))
}

/// "23.2.2016": the day comes first.
pub fn dotted(line: &Line, at: usize) -> Option<Found> {
    let mut fields = line.word(at).split('.');
    let mut next = || {
        let field = fields.next()?;
        Some((field.parse::<i32>().ok()?, field.len()))
    };
    let ((a, first), (b, _), (c, last)) = (next()?, next()?, next()?);
    let meaning = if first == 4 {
        day(i16::try_from(a).ok()?, b, c)?
    } else if matches!(last, 2 | 4) && first <= 2 {
        day(full_year(c, last as u8)?, b, a)?
    } else {
        return None;
    };
    Some(Found::new(at, at + 1, meaning))
}

/// A year of two or four digits; the pivot lies at 1970 to 2069.
pub fn full_year(n: i32, len: u8) -> Option<i16> {
    let full = match len {
        2 if n < 70 => 2000 + n,
        2 => 1900 + n,
        _ => n,
    };
    i16::try_from(full).ok()
}

fn day(y: i16, m: i32, d: i32) -> Option<Meaning> {
    let (m, d) = (u8::try_from(m).ok()?, u8::try_from(d).ok()?);
    Date::new(y, m as i8, d as i8).ok()?;
    Some(Meaning::Point(Year::Stated(y), Part::Day(m, d)))
}

#[cfg(test)]
mod tests {
    use crate::analysis::dates::tests::{check, reject};

    #[test]
    fn paths_hold_no_day() {
        check("It opened on 2014/07/15.", "2014/07/15", "2014-07-15");
        reject("See /2014/07/15/a-closure for it");
        reject("See https://example.org/2014/07/15/a-closure.html for it");
    }
}
