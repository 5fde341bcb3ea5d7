//! Seasons, quarters and halves of a year: "summer 1944", "last fall", "the third quarter".

use super::number::ordinal;
use super::report::quarter_until;
use super::year::{spoken_year, stated_year};
use crate::analysis::dates::lexicon::Kind;
use crate::analysis::dates::line::Line;
use crate::analysis::dates::meaning::{Base, Found, Meaning, Part, Year};
use crate::analysis::dates::unit::{Season, Unit};

/// A season, quarter or half that begins at a position.
pub fn parse(line: &Line, at: usize) -> Option<Found> {
    match line.kind(at) {
        Kind::Season => season(line, at, at, Year::Open),
        Kind::Last | Kind::Past => months_or_season(line, at, at + 1, Year::Last),
        Kind::Next => months_or_season(line, at, at + 1, Year::Next),
        Kind::This => match line.kind(at + 1) {
            Kind::Next => months_or_season(line, at, at + 2, Year::Next),
            Kind::Past => months_or_season(line, at, at + 2, Year::Last),
            Kind::Unit => owned(line, at),
            _ => months_or_season(line, at, at + 1, Year::This),
        },
        Kind::That => months_or_season(line, at, at + 1, Year::Near(0, Base::Story)),
        Kind::The => the(line, at),
        Kind::Digits => year_first(line, at),
        Kind::Ordinal | Kind::NumberTh | Kind::Unit => nth(line, at, at, Year::Open),
        Kind::Fiscal => nth(line, at, at + 1, Year::Open),
        _ => None,
    }
    .or_else(|| owned(line, at))
}

/// "the summer (of 1944)", "the third quarter", "the following spring", "the 1988 second quarter".
fn the(line: &Line, at: usize) -> Option<Found> {
    let next = at + 1;
    match line.kind(next) {
        Kind::Season => {
            let found = season(line, at, next, Year::Open)?;
            // "the summer offensive": the article belongs to the noun.
            let bare = found.end == next + 1;
            let noun = line.is(found.end, Kind::Other) && is_noun(line, found.end);
            Some(if bare && noun {
                found.since(next)
            } else {
                found
            })
        }
        Kind::Following => months_or_season(line, at, next + 1, Year::Next),
        Kind::Previous => months_or_season(line, at, next + 1, Year::Last),
        Kind::Same => months_or_season(line, at, next + 1, Year::Near(0, Base::Story)),
        Kind::Digits => year_first(line, next).map(|f| f.since(at)),
        Kind::Fiscal => nth(line, at, next + 1, Year::Open),
        _ => {
            // "the third-quarter loss": the article belongs to the noun.
            let found = nth(line, at, next, Year::Open)?;
            let hyphened = (next..found.end).any(|i| line.is(i, Kind::Dash));
            Some(if hyphened { found.since(next) } else { found })
        }
    }
}

/// Whether a word goes on with the noun phrase that a season begins.
fn is_noun(line: &Line, at: usize) -> bool {
    line.spaced(at)
        && !matches!(
            line.word(at),
            "he" | "she"
                | "it"
                | "they"
                | "was"
                | "were"
                | "is"
                | "are"
                | "had"
                | "has"
                | "the"
                | "with"
                | "when"
                | "as"
                | "but"
                | "after"
                | "before"
                | "because"
                | "which"
                | "that"
                | "who"
        )
        && !line.capital(at)
        && !line.word(at).ends_with("ed")
}

/// A month or a season after "last", "next", "this", "that".
fn months_or_season(line: &Line, start: usize, at: usize, year: Year) -> Option<Found> {
    match line.class(at) {
        c if c.kind == Kind::Month && line.capital(at) => {
            let meaning = Meaning::Point(year, Part::Month(c.number as u8));
            let next = super::calendar::past_month(line, at);
            if let Some((day, end)) = super::calendar::day_of(line, next, c.number as u8) {
                let part = Part::Day(c.number as u8, day);
                return Some(Found::new(start, end, Meaning::Point(year, part)));
            }
            Some(Found::new(start, next, meaning))
        }
        c if c.kind == Kind::Season => season(line, start, at, year),
        _ => None,
    }
}

fn season(line: &Line, start: usize, at: usize, year: Year) -> Option<Found> {
    let season = Season::from_index(line.class(at).number);
    if year == Year::Open && !is_season(line, at) {
        return None;
    }
    let of = line.skip(at + 1, Kind::Of);
    let of = if of == at + 1 {
        line.skip(of, Kind::Comma)
    } else {
        of
    };
    let found = |year, end| {
        Some(Found::new(
            start,
            end,
            Meaning::Point(year, Part::Season(season)),
        ))
    };
    if let Some((stated, end)) = stated_year(line, of).or_else(|| spoken_year(line, of)) {
        return found(Year::Stated(stated), end);
    }
    if let Some((near, end)) = near_year(line, of) {
        return found(near, end);
    }
    let is_part = year == Year::Open && is_name(line, at);
    found(if is_part { Year::Unknown } else { year }, at + 1)
}

/// "last year", "that year", "this year".
fn near_year(line: &Line, at: usize) -> Option<(Year, usize)> {
    let word = line.skip(at, Kind::The);
    let year = match line.kind(word) {
        Kind::Last => Year::Near(-1, Base::Document),
        Kind::Next => Year::Near(1, Base::Document),
        Kind::This => Year::Near(0, Base::Document),
        Kind::That | Kind::Same => Year::Near(0, Base::Story),
        Kind::Following => Year::Near(1, Base::Story),
        Kind::Previous => Year::Near(-1, Base::Story),
        _ => return None,
    };
    let is_year = line.class(word + 1).unit() == Some(Unit::Year) && line.is(word + 1, Kind::Unit);
    is_year.then_some((year, word + 2))
}

/// Whether a season is part of a name: "the Winter Offensive", "the Prague Spring".
fn is_name(line: &Line, at: usize) -> bool {
    let names = |i: usize| line.capital(i) && line.is(i, Kind::Other);
    let follows = at > line.start() + 1 && names(at - 1) && line.spaced(at);
    line.capital(at) && (names(at + 1) && line.spaced(at + 1) || follows)
}

/// Whether "spring" and "fall" mean the season: after a word of time, or with a year.
fn is_season(line: &Line, at: usize) -> bool {
    let before = line.kind_before(at);
    let of = line.skip(at + 1, Kind::Of);
    if stated_year(line, of).is_some() || near_year(line, of).is_some() {
        return true;
    }
    match line.word(at) {
        "spring" | "fall" => {
            let the = before == Kind::The
                && matches!(
                    line.kind_before(at - 1),
                    Kind::In | Kind::By | Kind::Until | Kind::Since
                );
            let ends = line.kind(at + 1) != Kind::Of && line.kind(at + 1) != Kind::In;
            let timed = matches!(before, Kind::In | Kind::Early | Kind::Late | Kind::Mid);
            ends && (the || timed)
        }
        _ => line.is(at, Kind::Season),
    }
}

/// "third quarter", "third-quarter", "first half", "second half of 1989".
fn nth(line: &Line, start: usize, at: usize, year: Year) -> Option<Found> {
    let (n, end) = match line.kind(at) {
        Kind::Last | Kind::Final if line.is(at + 1, Kind::Half) => (2, at + 1),
        _ => ordinal(line, at)?,
    };
    let word = line.skip(end, Kind::Dash);
    let word = line.skip(word, Kind::Fiscal);
    let part = match line.kind(word) {
        Kind::Unit if line.class(word).unit() == Some(Unit::Quarter) && (1..=4).contains(&n) => {
            Part::Quarter(n as u8)
        }
        Kind::Half if (1..=2).contains(&n) => Part::Half(n as u8),
        _ => return None,
    };
    let end = word + 1;
    let of = line.skip(end, Kind::Of);
    let dated = stated_year(line, of)
        .map(|(y, end)| (Year::Stated(y), end))
        .or_else(|| near_year(line, of))
        .or_else(|| fiscal_year(line, of));
    let is_time = matches!(part, Part::Quarter(_)) || dated.is_some() || year != Year::Open;
    let (year, end) = dated.unwrap_or((year, end));
    is_time.then(|| Found {
        fiscal: is_fiscal(line, start, end, part),
        ..Found::new(start, end, Meaning::Point(year, part))
    })
}

/// Whether a part of a year is one of a firm's own year: it says so, or it ends elsewhere than the
/// calendar's ("the fourth quarter ended June 30").
fn is_fiscal(line: &Line, start: usize, end: usize, part: Part) -> bool {
    let said = (start.saturating_sub(1)..end).any(|i| line.is(i, Kind::Fiscal));
    let until = match line.word(end) {
        "ended" | "ending" => quarter_until(line, end + 1),
        _ => None,
    };
    said || until.is_some_and(|q| part != Part::Quarter(q))
}

/// "fiscal 1989", "fiscal year 1989" after "of".
fn fiscal_year(line: &Line, at: usize) -> Option<(Year, usize)> {
    if !line.is(at, Kind::Fiscal) {
        return None;
    }
    let next = at + 1 + usize::from(line.class(at + 1).unit() == Some(Unit::Year));
    stated_year(line, next).map(|(y, end)| (Year::Stated(y), end))
}

/// "1988 second quarter", "1944 summer".
fn year_first(line: &Line, at: usize) -> Option<Found> {
    let (year, end) = stated_year(line, at)?;
    let end = line.skip(end, Kind::Clitic);
    let end = line.skip(end, Kind::Fiscal);
    nth(line, at, end, Year::Stated(year))
}

/// "this year's third quarter", "last year's fourth quarter".
fn owned(line: &Line, at: usize) -> Option<Found> {
    let (year, end) = near_year(line, at)?;
    if !line.is(end, Kind::Clitic) {
        return None;
    }
    let end = line.skip(end + 1, Kind::Fiscal);
    nth(line, at, end, year)
}

#[cfg(test)]
mod tests {
    use crate::analysis::dates::tests::{check, mentions, reject};

    #[test]
    fn a_season_in_a_name_has_no_year() {
        check(
            "It began with a Winter Offensive in Hale.",
            "Winter",
            "XXXX-WI",
        );
        check(
            "They remember Alder Summer and its end.",
            "Summer",
            "XXXX-SU",
        );
        check("They met in summer there.", "summer", "2015-SU");
        check(
            "They met in the Winter of 1950 there.",
            "the Winter of 1950",
            "1950-WI",
        );
    }

    #[test]
    fn seasons() {
        check("in summer 1944", "summer 1944", "1944-SU");
        check("By the spring of 1794", "the spring of 1794", "1794-SP");
        check("since last fall", "last fall", "2015-FA");
        check("This winter was hard", "This winter", "2015-WI");
        check("Last winter was mild", "Last winter", "2014-WI");
        check(
            "in the winter of that year",
            "the winter of that year",
            "2016-WI",
        );
    }

    #[test]
    fn quarters() {
        check(
            "in the third quarter of 1989",
            "the third quarter of 1989",
            "1989-Q3",
        );
        check("a fourth-quarter loss", "fourth-quarter", "2015-Q4");
        check(
            "in last year's third quarter",
            "last year's third quarter",
            "2015-Q3",
        );
        check(
            "the first half of 1996",
            "the first half of 1996",
            "1996-H1",
        );
        check(
            "the 1988 second quarter",
            "the 1988 second quarter",
            "1988-Q2",
        );
    }

    #[test]
    fn the_days_of_a_firms_own_quarters_are_unknown() {
        for (text, known) in [
            ("a loss for the third quarter", true),
            ("a loss for the fiscal third quarter", false),
            ("a loss for its fourth quarter ended June 30", false),
            ("a loss for its third quarter ended Sept. 30", true),
        ] {
            assert_eq!(mentions(text)[0].1.days.is_some(), known, "{text}");
        }
        let found = mentions("In the fiscal first quarter it lost. The quarter was bad.");
        assert!(found.iter().all(|(_, m)| m.days.is_none()));
    }

    #[test]
    fn no_seasons() {
        reject("after the fall of the city they spring up");
        reject("the first half was dull");
    }
}
