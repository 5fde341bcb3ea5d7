//! The second half of a range, which borrows from the first: "1950-53", "April 6-7", "May 6 and
//! 7th".

use jiff::civil::Date;

use crate::analysis::dates::lexicon::Kind;
use crate::analysis::dates::line::Line;
use crate::analysis::dates::meaning::{Found, Meaning, Part, Year};

/// The rest of a range whose first half ends at its end.
pub fn second_half(line: &Line, first: &Found) -> Option<Found> {
    let joint = first.end;
    let dash = line.is(joint, Kind::Dash) || line.is(joint, Kind::Slash);
    let word = matches!(
        line.kind(joint),
        Kind::And | Kind::To | Kind::Or | Kind::Until | Kind::Comma
    );
    if !dash && !word {
        return None;
    }
    let at = joint + 1;
    let class = line.class(at);
    match first.meaning {
        Meaning::Point(Year::Stated(y), Part::Whole) if dash && first.end == first.start + 1 => {
            let short = class.kind == Kind::Digits && class.len == 2 && line.joined(at);
            let year = y - y.rem_euclid(100) + i16::try_from(class.number).ok()?;
            let ends = !line.is(at + 1, Kind::Dash) || line.spaced(at + 1);
            (short && y > 0 && year > y && ends).then(|| {
                let meaning = Meaning::Point(Year::Stated(year), Part::Whole);
                Found::new(at, at + 1, meaning)
            })
        }
        Meaning::Point(year, Part::Day(m, d)) if first.clock.is_none() => {
            let is_day = match class.kind {
                Kind::Digits => {
                    class.len <= 2 && !line.is(at + 1, Kind::Month) && !is_counted(line, at + 1)
                }
                Kind::NumberTh => !line.is(at + 1, Kind::Of) && !line.is(at + 1, Kind::Month),
                _ => false,
            };
            // A comma stands before a list's next day only where "and" follows, else before a year.
            let listed = line.kind(joint) != Kind::Comma;
            let ends_with_day = matches!(line.kind(first.end - 1), Kind::Digits | Kind::NumberTh)
                && line.class(first.end - 1).number == i32::from(d);
            let day = u8::try_from(class.number).ok()?;
            if !(is_day && listed && ends_with_day && class.number > i32::from(d)) {
                return None;
            }
            let y = match year {
                Year::Stated(y) => y,
                _ => 2000,
            };
            Date::new(y, m as i8, day as i8).ok()?;
            let (year, end) = match super::year::stated_year(line, line.skip(at + 1, Kind::Comma)) {
                Some((stated, end)) if year == Year::Open => (Year::Stated(stated), end),
                _ => (year, at + 1),
            };
            Some(Found::new(at, end, Meaning::Point(year, Part::Day(m, day))))
        }
        _ => None,
    }
}

/// Whether a number counts what follows it: "May 6 and 7 others".
fn is_counted(line: &Line, after: usize) -> bool {
    matches!(line.kind(after), Kind::Other)
        && line.token(after).is_some_and(|t| {
            t.spaced && !t.capital && t.kind == crate::analysis::prose::TokenKind::Word
        })
        && !matches!(
            line.word(after),
            "with"
                | "as"
                | "when"
                | "while"
                | "at"
                | "after"
                | "before"
                | "were"
                | "was"
                | "the"
                | "but"
                | "a"
        )
}

/// The first half of a range that stands before its month: "6-7 February", "6 and 7 February".
pub fn first_half(line: &Line, second: &Found) -> Option<Found> {
    let Meaning::Point(year, Part::Day(m, d)) = second.meaning else {
        return None;
    };
    let joint = second.start.checked_sub(1)?;
    let at = joint.checked_sub(1)?;
    let class = line.class(at);
    let is_joint = matches!(
        line.kind(joint),
        Kind::Dash | Kind::And | Kind::To | Kind::Until
    );
    let begins_with_day = line.class(second.start).number == i32::from(d)
        && matches!(line.kind(second.start), Kind::Digits | Kind::NumberTh);
    let is_day = class.kind == Kind::Digits && class.len <= 2 || class.kind == Kind::NumberTh;
    if !(is_joint && begins_with_day && is_day) || class.number >= i32::from(d) || class.number < 1
    {
        return None;
    }
    let day = u8::try_from(class.number).ok()?;
    Some(Found::new(
        at,
        at + 1,
        Meaning::Point(year, Part::Day(m, day)),
    ))
}

#[cfg(test)]
mod tests {
    use crate::analysis::dates::tests::check_all;

    #[test]
    fn ranges() {
        check_all("the 1950-53 war", &["1950", "1953"]);
        check_all("On April 6-7, 1915, they", &["1915-04-06", "1915-04-07"]);
        check_all("On 6-7 February 1920", &["1920-02-06", "1920-02-07"]);
        check_all("from May to July 1943", &["1943-05", "1943-07"]);
        check_all(
            "from the 13th to the 19th of October 1950",
            &["1950-10-13", "1950-10-19"],
        );
        check_all(
            "from the 13th to the 19th of February",
            &["2016-02-13", "2016-02-19"],
        );
        check_all("between 1994 and 2000", &["1994", "2000"]);
        check_all(
            "From 28 December to 3 January 1990",
            &["1989-12-28", "1990-01-03"],
        );
        check_all("On 30 April/1 May 1945", &["1945-04-30", "1945-05-01"]);
        check_all("(499-493 BC)", &["BC0499", "BC0493"]);
    }
}
