//! The periods of a firm's results: "the quarter", "the 1989 period", "the year-ago quarter", "the
//! same period last year", "year-end".

use super::calendar::{day_of, past_month};
use super::number::{ordinal, whole};
use super::year::stated_year;
use crate::analysis::dates::lexicon::Kind;
use crate::analysis::dates::line::Line;
use crate::analysis::dates::meaning::{Amount, Base, Found, Meaning, Modifier, Part, Year};
use crate::analysis::dates::unit::Unit;

/// A period of results that begins at a position.
pub fn parse(line: &Line, at: usize) -> Option<Found> {
    let all = [year_earlier, compared, owned, period, quarter, year_end];
    all.iter().filter_map(|f| f(line, at)).max_by_key(|f| f.end)
}

fn is_quarter(line: &Line, at: usize) -> bool {
    line.is(at, Kind::Unit) && line.class(at).unit() == Some(Unit::Quarter)
}

fn is_year(line: &Line, at: usize) -> bool {
    line.is(at, Kind::Unit) && line.class(at).unit() == Some(Unit::Year)
}

fn is_period(line: &Line, at: usize) -> bool {
    line.word(at) == "period" || is_quarter(line, at)
}

/// Past a word that compares: "comparable", "same".
fn past_alike(line: &Line, at: usize) -> usize {
    at + usize::from(matches!(line.kind(at), Kind::Alike | Kind::Same))
}

/// "year-earlier", "year-ago", "a year-earlier period", "the comparable year-ago quarter", "the
/// year-ago third quarter", "the year-earlier nine months".
fn year_earlier(line: &Line, at: usize) -> Option<Found> {
    let held = matches!(line.kind(at), Kind::The | Kind::Article);
    let word = if held { past_alike(line, at + 1) } else { at };
    let unit = line.class(word).unit()?;
    let joint = line.is(word + 1, Kind::Dash) && line.joined(word + 1);
    if !line.is(word, Kind::Unit) || !joint {
        return None;
    }
    let base = match line.kind(word + 2) {
        Kind::Ago => Base::Document,
        Kind::Earlier => Base::Story,
        _ => return None,
    };
    if let Some((n, end)) = whole(line, word + 3)
        && line.is(end, Kind::Units)
        && let Some(months) = line.class(end).unit()
    {
        return Some(Found::new(
            at,
            end + 1,
            Meaning::Length(Amount::whole(n), months),
        ));
    }
    let (period, rank) = match ordinal(line, word + 3) {
        Some((n, end)) if (1..=4).contains(&n) => (end, Some(n as u8)),
        _ => (word + 3, None),
    };
    if is_quarter(line, period) || line.is(period, Kind::Period) {
        let meaning = match rank {
            Some(n) => Meaning::Point(Year::Near(-1, Base::Document), Part::Quarter(n)),
            None if is_quarter(line, period) => Meaning::OpenQuarter(1),
            None => Meaning::Shift(Amount::whole(1), unit, -1, base),
        };
        return Some(Found::new(at, period + 1, meaning));
    }
    let meaning = Meaning::Shift(Amount::whole(1), unit, -1, base);
    (word == at).then(|| Found::new(word, word + 3, meaning))
}

/// "the same period last year", "the quarter a year ago", "the comparable quarter of 1988".
fn compared(line: &Line, at: usize) -> Option<Found> {
    if !line.is(at, Kind::The) {
        return None;
    }
    let word = past_alike(line, at + 1);
    let alike = word > at + 1;
    if !is_period(line, word) {
        return None;
    }
    let next = word + 1;
    if let Some(end) = year_before(line, next) {
        return Some(Found::new(at, end, Meaning::OpenQuarter(1)));
    }
    let of = next + usize::from(matches!(line.kind(next), Kind::Of | Kind::In));
    if let Some(end) = year_before(line, of).filter(|_| alike) {
        return Some(Found::new(at, end, Meaning::OpenQuarter(1)));
    }
    let (year, end) = stated_year(line, of).filter(|_| alike && of > next)?;
    Some(Found::new(at, end, Meaning::Period(year)))
}

/// Where "last year", "a year ago", "a year earlier" ends that begins at a position.
fn year_before(line: &Line, at: usize) -> Option<usize> {
    match line.kind(at) {
        Kind::Last if is_year(line, at + 1) => Some(at + 2),
        Kind::Article if is_year(line, at + 1) => {
            matches!(line.word(at + 2), "ago" | "earlier" | "before").then_some(at + 3)
        }
        _ => None,
    }
}

/// "last year's quarter", "this year's period".
fn owned(line: &Line, at: usize) -> Option<Found> {
    let years = match line.kind(at) {
        Kind::Last => 1,
        Kind::This => 0,
        _ => return None,
    };
    let named = is_year(line, at + 1) && line.is(at + 2, Kind::Clitic) && is_period(line, at + 3);
    named.then(|| Found::new(at, at + 4, Meaning::OpenQuarter(years)))
}

/// "the 1989 period", "the latest period", "the latest quarter".
fn period(line: &Line, at: usize) -> Option<Found> {
    if !line.is(at, Kind::The) {
        return None;
    }
    if let Some((year, end)) = stated_year(line, at + 1) {
        let meaning = match is_quarter(line, end) {
            true => Meaning::QuarterOf(year),
            false => Meaning::Period(year),
        };
        return is_period(line, end).then(|| Found::new(at, end + 1, meaning));
    }
    let latest = line.is(at + 1, Kind::Latest) && is_period(line, at + 2);
    latest.then(|| Found::new(at, at + 3, Meaning::OpenQuarter(0)))
}

/// "the quarter", and the one that a day tells: "the quarter ended July 31".
fn quarter(line: &Line, at: usize) -> Option<Found> {
    let end = at + 2;
    let compound = line.is(end, Kind::Dash) && line.joined(end);
    if !line.is(at, Kind::The) || !is_quarter(line, at + 1) || compound {
        return None;
    }
    let meaning = match line.word(end) {
        "ended" | "ending" => quarter_until(line, end + 1).map(Meaning::QuarterUntil),
        _ => None,
    };
    let meaning = meaning.unwrap_or(Meaning::OpenQuarter(0));
    Some(Found::new(at, end, meaning))
}

/// The quarter of the calendar that holds the middle of the three months that end with the day at a
/// position; a day early in its month ends the month before.
pub fn quarter_until(line: &Line, at: usize) -> Option<u8> {
    let class = line.class(at);
    if class.kind != Kind::Month {
        return None;
    }
    let (day, _) = day_of(line, past_month(line, at), class.number as u8)?;
    let last = class.number - i32::from(day <= 15);
    Some(((last + 10) % 12 / 3 + 1) as u8)
}

/// "year-end" is the last day of the year, "year end" and "year's end" the year.
fn year_end(line: &Line, at: usize) -> Option<Found> {
    if line.word(at) != "year" {
        return None;
    }
    let joint = line.skip(line.skip(at + 1, Kind::Dash), Kind::Clitic);
    if line.word(joint) != "end" {
        return None;
    }
    let past = line.kind_before(at) == Kind::Since;
    let year = if past { Year::Last } else { Year::This };
    if line.is(at + 1, Kind::Dash) && line.joined(at + 1) {
        return Some(Found::new(
            at,
            joint + 1,
            Meaning::Point(year, Part::Day(12, 31)),
        ));
    }
    let by = -i64::from(past);
    let meaning = Meaning::Near(Unit::Year, by, Base::Document);
    Some(Found::new(at, joint + 1, meaning).with(Modifier::End))
}

#[cfg(test)]
mod tests {
    use crate::analysis::dates::tests::{check, check_all};

    // The document's date is Tuesday, 23 February 2016.
    #[test]
    fn periods() {
        check(
            "sales of the latest quarter",
            "the latest quarter",
            "2015-Q4",
        );
        check(
            "in the quarter a year earlier",
            "the quarter a year earlier",
            "2014-Q4",
        );
        check(
            "for the same period last year",
            "the same period last year",
            "2014-Q4",
        );
        check(
            "sales in last year's quarter",
            "last year's quarter",
            "2014-Q4",
        );
        check("in the year-ago quarter", "the year-ago quarter", "2014-Q4");
        check(
            "the year-earlier nine months",
            "the year-earlier nine months",
            "P9M",
        );
        check_all(
            "In the third quarter it lost more than a year earlier.",
            &["2015-Q3", "2014-Q3"],
        );
        check_all("the quarter ended July 31", &["2015-Q2", "2015-07-31"]);
        check_all(
            "Third-quarter sales fell. For the nine months it lost more than a year earlier.",
            &["2015-Q3", "P9M", "2014"],
        );
    }

    #[test]
    fn ends_of_years() {
        check("up since year-end", "year-end", "2015-12-31");
        check("It closes by year's end.", "year's end", "2016");
    }
}
