//! Days and months of the calendar: "23 February 2016", "Feb. 23", "2016-02-23", "in March".

use jiff::civil::Date;

use super::year::stated_year;
use crate::analysis::dates::lexicon::Kind;
use crate::analysis::dates::line::Line;
use crate::analysis::dates::meaning::{Base, Found, Meaning, Part, Year};
use crate::analysis::dates::unit::Unit;
use crate::analysis::prose::TokenKind;
use crate::analysis::words::{self, Forms, Role};

/// A day or a month that begins at a position.
pub fn parse(line: &Line, at: usize) -> Option<Found> {
    match line.kind(at) {
        Kind::Digits => iso(line, at)
            .or_else(|| slashed(line, at))
            .or_else(|| day_first(line, at)),
        Kind::Dotted => dotted(line, at),
        Kind::NumberTh => day_first(line, at),
        Kind::The => day_first(line, at + 1)
            .or_else(|| day_alone(line, at + 1))
            .map(|f| f.since(at)),
        Kind::Ordinal => day_first(line, at),
        Kind::Month => month_first(line, at),
        Kind::Weekday => weekday_first(line, at),
        _ => None,
    }
}

fn day(y: i16, m: i32, d: i32) -> Option<Meaning> {
    let (m, d) = (u8::try_from(m).ok()?, u8::try_from(d).ok()?);
    Date::new(y, m as i8, d as i8).ok()?;
    Some(Meaning::Point(Year::Stated(y), Part::Day(m, d)))
}

/// Whether a month has such a day in some year.
fn is_day(month: u8, day: i32) -> bool {
    let days = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (1..=days).contains(&day)
}

/// "2016-02-23", "2016-02", also with a time after a "T"; "2016/02/23".
pub fn iso(line: &Line, at: usize) -> Option<Found> {
    let y = line.class(at);
    let sign = line.kind(at + 1);
    if y.kind != Kind::Digits || y.len != 4 || !matches!(sign, Kind::Dash | Kind::Slash) {
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
    if is_full && matches!(d.kind, Kind::Digits | Kind::DayT) && d.len == 2 {
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
fn slashed(line: &Line, at: usize) -> Option<Found> {
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
    // "2/3/2016" is one day in London and another in New York: only what has one reading counts.
    let (first, second) = (day(year, a.number, b.number), day(year, b.number, a.number));
    let meaning = match (first, second) {
        (Some(month_first), Some(day_first)) if month_first == day_first => month_first,
        (Some(meaning), None) | (None, Some(meaning)) => meaning,
        _ => return None,
    };
    Some(Found::new(at, at + 5, meaning))
}

/// "23.2.2016": the day comes first.
fn dotted(line: &Line, at: usize) -> Option<Found> {
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

/// "23 February 2016", "23rd of February", "the 12th".
fn day_first(line: &Line, at: usize) -> Option<Found> {
    let class = line.class(at);
    let (n, mut end) = match class.kind {
        Kind::Digits if class.len <= 2 => (class.number, at + 1),
        Kind::NumberTh => (class.number, at + 1),
        Kind::Ordinal | Kind::Cardinal => super::number::ordinal(line, at)?,
        _ => return None,
    };
    end = match line.kind(end) {
        Kind::Of if class.kind != Kind::Digits || line.is(end + 1, Kind::Month) => end + 1,
        Kind::Dash if line.joined(end) && line.joined(end + 1) => end + 1,
        _ => end,
    };
    let month = line.class(end);
    if month.kind != Kind::Month || !is_day(month.number as u8, n) || !is_month(line, end, true) {
        return None;
    }
    let m = month.number as u8;
    let end = past_month(line, end);
    let (year, end) = year_after(line, end, true);
    Some(Found::new(at, end, dated(year, m, n as u8)?))
}

/// "on the 12th": a day of the month that is spoken of.
fn day_alone(line: &Line, at: usize) -> Option<Found> {
    let class = line.class(at);
    let dated = matches!(
        line.kind_before(at - 1),
        Kind::On | Kind::By | Kind::Until | Kind::From | Kind::Since
    );
    let ends = line.kind(at + 1) != Kind::Other || !line.spaced(at + 1);
    (class.kind == Kind::NumberTh && (1..=31).contains(&class.number) && dated && ends).then(|| {
        let part = Part::DayOfMonth(class.number as u8);
        Found::new(at, at + 1, Meaning::Point(Year::Open, part))
    })
}

/// A month's day, unless the year has no such day.
fn dated(year: Year, m: u8, d: u8) -> Option<Meaning> {
    if let Year::Stated(y) = year {
        Date::new(y, m as i8, d as i8).ok()?;
    }
    Some(Meaning::Point(year, Part::Day(m, d)))
}

/// Past a month's name and the stop of its abbreviation.
pub fn past_month(line: &Line, at: usize) -> usize {
    let abbreviated = line.word(at).len() <= 4 && !matches!(line.word(at), "may" | "june" | "july");
    if abbreviated && line.is(at + 1, Kind::Stop) && line.joined(at + 1) && at + 2 < line.end() {
        at + 2
    } else {
        at + 1
    }
}

/// Whether a word that names a month and other things too means the month here.
fn is_month(line: &Line, at: usize, by_number: bool) -> bool {
    if !line.capital(at) {
        return by_number && line.word(at) != "may" || !is_ambiguous(line.word(at));
    }
    true
}

fn is_ambiguous(word: &str) -> bool {
    matches!(
        word,
        "may" | "march" | "mar" | "jan" | "sept" | "dec" | "jun" | "august"
    )
}

/// The year that follows a month or a day: ", 2016", "2016", "of 2016", "last year", "of that
/// year"; `Open` and the same end where none does.
fn year_after(line: &Line, at: usize, after_day: bool) -> (Year, usize) {
    let comma = line.skip(at, Kind::Comma);
    if let Some((year, end)) = stated_year(line, comma) {
        let is_count = !after_day && line.class(comma).number > 2100;
        let is_short =
            line.is(comma, Kind::Digits) && line.class(comma).len < 4 && end == comma + 1;
        if !is_count && !is_short {
            return (Year::Stated(year), end);
        }
    }
    if line.is(at, Kind::Mark)
        && line.is(at + 1, Kind::Digits)
        && line.class(at + 1).len == 2
        && let Some(year) = full_year(line.class(at + 1).number, 2)
    {
        return (Year::Stated(year), at + 2);
    }
    if let Some((year, end)) = super::year::spoken_year(line, comma) {
        return (Year::Stated(year), end);
    }
    let of = line.skip(at, Kind::Of);
    if of > at
        && let Some((year, end)) = stated_year(line, of)
    {
        return (Year::Stated(year), end);
    }
    near_year(line, of)
        .or_else(|| near_year(line, comma))
        .unwrap_or((Year::Open, at))
}

/// "last year", "this year", "the following year", "that year", "the same year".
fn near_year(line: &Line, at: usize) -> Option<(Year, usize)> {
    let word = line.skip(at, Kind::The);
    let unit = |i: usize| line.class(i).unit() == Some(Unit::Year) && line.is(i, Kind::Unit);
    let by = match line.kind(word) {
        Kind::Last => (-1, Base::Document),
        Kind::Next => (1, Base::Document),
        Kind::This | Kind::Current => (0, Base::Document),
        Kind::Following => (1, Base::Story),
        Kind::Previous => (-1, Base::Story),
        Kind::That | Kind::Same => (0, Base::Story),
        _ => return None,
    };
    unit(word + 1).then_some((Year::Near(by.0, by.1), word + 2))
}

/// "February 23, 2016", "Feb. 23", "February 2016", "March".
fn month_first(line: &Line, at: usize) -> Option<Found> {
    let m = line.class(at).number as u8;
    let end = past_month(line, at);
    if let Some((d, after)) = day_of(line, end, m)
        && is_month(line, at, true)
    {
        let (year, end) = year_after(line, after, true);
        return Some(Found::new(at, end, dated(year, m, d)?));
    }
    let (year, end) = year_after(line, end, false);
    let meaning = Meaning::Point(year, Part::Month(m));
    let before = at.checked_sub(1).map(|i| line.class(i)).unwrap_or_default();
    if before.kind == Kind::Digits && before.len <= 2 && !is_day(m, before.number) {
        return None;
    }
    if year != Year::Open {
        return is_month(line, at, true).then(|| Found::new(at, end, meaning));
    }
    is_bare_month(line, at).then(|| Found::new(at, at + 1, meaning))
}

/// The day after a month's name: "23", "23rd", "the 23rd", "eighth".
pub fn day_of(line: &Line, at: usize, month: u8) -> Option<(u8, usize)> {
    let at = if line.is(at, Kind::The) && line.is(at + 1, Kind::NumberTh) {
        at + 1
    } else {
        at
    };
    let class = line.class(at);
    let (n, end) = match class.kind {
        Kind::Digits if class.len <= 2 => (class.number, at + 1),
        Kind::NumberTh => (class.number, at + 1),
        Kind::Ordinal => super::number::ordinal(line, at)?,
        Kind::Cardinal => {
            let (n, end) = super::number::ordinal(line, at)?;
            (n, end)
        }
        _ => return None,
    };
    let is_clock = class.kind == Kind::Digits
        && (line.is(end, Kind::HalfDay)
            || line.is(end, Kind::Colon) && line.joined(end) && line.joined(end + 1));
    let is_share = line.word(end) == "%" || line.is(end, Kind::Scale);
    (is_day(month, n) && !is_clock && !is_share).then_some((n as u8, end))
}

/// Whether a month's name that stands alone is one: "May" needs a neighbour that makes it a time.
fn is_bare_month(line: &Line, at: usize) -> bool {
    let word = line.word(at);
    if !line.capital(at) {
        return false;
    }
    if matches!(
        word,
        "mar" | "jun" | "jul" | "dec" | "jan" | "feb" | "apr" | "nov" | "oct" | "sep"
    ) {
        return line.is(at + 1, Kind::Stop)
            || matches!(
                line.kind_before(at),
                Kind::In | Kind::Since | Kind::By | Kind::Until
            );
    }
    // A name's neighbour: "April Smith", "John March", "Mr. May".
    let before = at.checked_sub(1).and_then(|i| line.token(i));
    let after_name = before.is_some_and(|t| t.capital)
        && matches!(line.kind_before(at), Kind::Other | Kind::Adjective)
        && line.start() + 1 < at;
    // "the Long March", "the March."
    if word == "march" && line.kind_before(at) == Kind::The && line.is(at + 1, Kind::Stop) {
        return false;
    }
    let held = matches!(line.kind_before(at), Kind::The | Kind::Article);
    if held && is_noun(line, at + 1) {
        return true;
    }
    match word {
        "may" | "march" | "august" | "june" | "april" => {
            let before_name = line.capital(at + 1) && line.is(at + 1, Kind::Other);
            let is_time = match line.kind_before(at) {
                Kind::To | Kind::And | Kind::Of | Kind::For | Kind::From | Kind::Open => {
                    !before_name
                }
                kind => is_time_word(kind),
            };
            let begins = at == line.start() || !is_time;
            if !begins {
                return true;
            }
            let marked = line.is(at + 1, Kind::Comma)
                || line.is(at + 1, Kind::Clitic)
                || line.is(at + 1, Kind::Stop)
                || line.is(at + 1, Kind::Dash)
                || line.is(at + 1, Kind::And);
            !after_name
                && (word != "may" && word != "march" || marked && at > line.start())
                && !before_name
        }
        _ => !after_name || is_time_word(line.kind_before(at)),
    }
}

/// Whether a noun goes on after a month: "the March accession", not "the March on Rome".
fn is_noun(line: &Line, at: usize) -> bool {
    let plain = line.spaced(at) && line.is(at, Kind::Other) && !line.capital(at);
    let word = words::word(line.word(at));
    let is_letters = line.token(at).is_some_and(|t| t.kind == TokenKind::Word);
    plain && is_letters && word.role == Role::Content && !word.forms.any(Forms::PAST)
}

/// Words after which a name of a month is one.
fn is_time_word(kind: Kind) -> bool {
    use Kind::*;
    matches!(
        kind,
        In | Since
            | By
            | Until
            | From
            | To
            | Between
            | Early
            | Late
            | Mid
            | Dash
            | Last
            | Next
            | This
            | Of
            | And
            | Every
            | Past
            | Following
            | Previous
            | Over
            | Same
            | For
            | On
            | Open
            | Than
    )
}

/// "Sunday, Feb. 23, 2016", "Tuesday 22 March".
fn weekday_first(line: &Line, at: usize) -> Option<Found> {
    let mut next = at + 1;
    if line.is(next, Kind::Stop) && line.joined(next) && line.word(at).len() <= 5 {
        next += 1;
    }
    let next = line.skip(next, Kind::Comma);
    let next = line.skip(next, Kind::The);
    let next = line.skip(next, Kind::On);
    let found = match line.kind(next) {
        Kind::Month => month_first(line, next),
        Kind::Digits | Kind::NumberTh => iso(line, next)
            .or_else(|| slashed(line, next))
            .or_else(|| day_first(line, next)),
        _ => None,
    }?;
    matches!(found.meaning, Meaning::Point(_, Part::Day(..))).then(|| found.since(at))
}

#[cfg(test)]
mod tests {
    use crate::analysis::dates::tests::{check, reject};

    #[test]
    fn full_dates() {
        check("on 23 February 2016", "23 February 2016", "2016-02-23");
        check("on February 23, 2016,", "February 23, 2016", "2016-02-23");
        check("on Feb. 23, 2016", "Feb. 23, 2016", "2016-02-23");
        check(
            "on the 23rd of February, 2016",
            "the 23rd of February, 2016",
            "2016-02-23",
        );
        check(
            "on Tuesday, Feb. 23, 2016",
            "Tuesday, Feb. 23, 2016",
            "2016-02-23",
        );
        check("on 2016-02-23.", "2016-02-23", "2016-02-23");
        check("on 23/2/16", "23/2/16", "2016-02-23");
        check("on 2/23/2016", "2/23/2016", "2016-02-23");
        check("on 23.2.2016", "23.2.2016", "2016-02-23");
        check("on 3rd March 1918", "3rd March 1918", "1918-03-03");
    }

    #[test]
    fn months() {
        check("in March 1996", "March 1996", "1996-03");
        check("in February of 1940", "February of 1940", "1940-02");
        check("in October, 1917.", "October, 1917", "1917-10");
        check("by May it was", "May", "2015-05");
    }

    #[test]
    fn no_dates() {
        reject("on 31 February and 31/02/2016 and 2/3/2016");
        reject("They may march in august company");
        reject("Mr. May spoke to April Hale");
        reject("It fell 3/4 of a point, 12/13/14/15");
    }
}
