//! Days and months of the calendar: "23 February 2016", "Feb. 23", "2016-02-23", "in March".

use jiff::civil::Date;

use super::figures::{dotted, full_year, iso, slashed};
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

/// Whether a month has such a day in some year.
fn is_day(month: u8, day: i32) -> bool {
    let days = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (1..=days).contains(&day)
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

    // The document's date is 23 February 2016.
    #[test]
    fn what_is_to_come_lies_ahead_however_near_the_last_one_is() {
        check("The mayor will resign in January", "January", "2017-01");
        check("The mayor resigned in January", "January", "2016-01");
    }

    #[test]
    fn no_dates() {
        reject("on 31 February and 31/02/2016 and 2/3/2016");
        reject("They may march in august company");
        reject("Mr. May spoke to April Hale");
        reject("It fell 3/4 of a point, 12/13/14/15");
    }
}
