//! Days, weeks, months and years named by their distance: "yesterday", "last week", "the following
//! month", "that year".

use crate::analysis::dates::lexicon::Kind;
use crate::analysis::dates::line::Line;
use crate::analysis::dates::meaning::{Amount, Base, Clock, Found, Meaning, Vague};
use crate::analysis::dates::unit::Unit;

/// A relative expression that begins at a position.
pub fn parse(line: &Line, at: usize) -> Option<Found> {
    let near = |start, unit_at, by, base| near(line, start, unit_at, by, base);
    match line.kind(at) {
        Kind::Today if is_name(line, at) => None,
        Kind::Today => Some(today(line, at)),
        Kind::Tonight => {
            let meaning = Meaning::Near(Unit::Day, 0, Base::Document);
            Some(Found::new(at, at + 1, meaning).at(Clock::Part("NI")))
        }
        Kind::Last => near(at, at + 1, -1, Base::Document),
        Kind::Next => near(at, at + 1, 1, Base::Document),
        Kind::This => match line.kind(at + 1) {
            Kind::Past | Kind::Last => near(at, at + 2, -1, Base::Document),
            Kind::Next => near(at, at + 2, 1, Base::Document),
            Kind::Same | Kind::Current => near(at, at + 2, 0, Base::Story),
            _ => near(at, at + 1, 0, Base::Document),
        },
        Kind::That => {
            let unit_at = line.skip(at + 1, Kind::Same);
            near(at, unit_at, 0, Base::Story)
        }
        Kind::Same => near(at, at + 1, 0, Base::Story),
        Kind::Following => near(at, at + 1, 1, Base::Story),
        Kind::Current => near(at, at + 1, 0, Base::Document),
        Kind::The => the(line, at),
        _ => None,
    }
}

/// Whether "Today" belongs to a name: "Science Today".
fn is_name(line: &Line, at: usize) -> bool {
    let before = at.checked_sub(1).is_some_and(|i| line.capital(i));
    line.capital(at) && before && line.kind_before(at) == Kind::Other
}

fn today(line: &Line, at: usize) -> Found {
    let by = i64::from(line.class(at).number);
    Found::new(at, at + 1, Meaning::Near(Unit::Day, by, Base::Document))
}

/// "the following year", "the next day", "the previous month", "the same week", "the current year",
/// "the day before", "the day after tomorrow".
fn the(line: &Line, at: usize) -> Option<Found> {
    let next = at + 1;
    let (by, base) = match line.kind(next) {
        Kind::Following => (1, Base::Story),
        Kind::Next => (1, Base::Story),
        Kind::Previous => (-1, Base::Story),
        Kind::Same => (0, Base::Story),
        Kind::Current => (0, Base::Document),
        Kind::Last => (-1, Base::Document),
        Kind::Past => return past(line, at),
        Kind::Unit => return the_unit(line, at),
        _ => return None,
    };
    near(line, at, next + 1, by, base)
}

/// "the past week" is the last one; "the past decade" is as long as one and ends now.
fn past(line: &Line, at: usize) -> Option<Found> {
    let found = near(line, at, at + 2, -1, Base::Document)?;
    Some(match found.meaning {
        Meaning::Near(unit @ (Unit::Decade | Unit::Century), ..) => Found {
            meaning: Meaning::Length(Amount::whole(1), unit),
            ..found
        },
        _ => found,
    })
}

/// "the day before yesterday", "the year before", "the morning after".
fn the_unit(line: &Line, at: usize) -> Option<Found> {
    let unit = line.class(at + 1).unit()?;
    let word = line.word(at + 2);
    let by = match word {
        "before" => -1,
        "after" | "thereafter" => 1,
        _ => return None,
    };
    let today = line.class(at + 3);
    if today.kind == Kind::Today {
        let by = by + i64::from(today.number);
        return Some(Found::new(
            at,
            at + 4,
            Meaning::Near(Unit::Day, by, Base::Document),
        ));
    }
    let ends =
        matches!(line.kind(at + 3), Kind::Stop | Kind::Comma | Kind::Close) || at + 3 >= line.end();
    (ends || unit == Unit::Day && !continues(line, at + 3))
        .then(|| Found::new(at, at + 3, Meaning::Near(unit, by, Base::Story)))
}

/// Whether "the day before" goes on with what it was before: "the day before the vote".
fn continues(line: &Line, at: usize) -> bool {
    matches!(
        line.kind(at),
        Kind::The | Kind::Article | Kind::Other | Kind::That | Kind::This
    )
}

fn near(line: &Line, start: usize, at: usize, by: i64, base: Base) -> Option<Found> {
    let fiscal =
        line.is(at, Kind::Fiscal) || line.word(at) == "calendar" || line.word(at) == "full";
    let at = at + usize::from(fiscal);
    let class = line.class(at);
    if class.kind != Kind::Unit || line.is(at + 1, Kind::Dash) && line.joined(at + 1) {
        return None;
    }
    let unit = class.unit()?;
    // "This Week" inside a sentence is the name of something.
    let is_name = line.capital(at) && line.capital(start) && start > line.start();
    if unit.is_clock() || is_name {
        return None;
    }
    let meaning = match (base, by) {
        (_, _) if unit == Unit::Quarter && base == Base::Document && by < 0 => {
            Meaning::OpenQuarter(0)
        }
        (Base::Story, 0) => Meaning::Same(unit),
        _ => Meaning::Near(unit, by, base),
    };
    Some(Found::new(start, at + 1, meaning))
}

/// "a year ago", "two days later", "six years earlier", "a decade before", "year-earlier".
pub fn shift(line: &Line, at: usize) -> Option<Found> {
    let length = super::length::counted(line, at)?;
    let Meaning::Length(amount, unit) = length.meaning else {
        return None;
    };
    let away = match line.word(length.end) {
        "after" => 1,
        "before" => -1,
        _ => 0,
    };
    let Some((sign, base, end)) = direction(line, length.end) else {
        let placed = away != 0 && !unit.is_clock() && amount != Amount::Some;
        return placed.then_some(Found {
            meaning: Meaning::Away(amount, unit, away),
            ..length
        });
    };
    if unit.is_clock() && base == Base::Story {
        return None;
    }
    let mut found = Found::new(at, end, Meaning::Shift(amount, unit, sign, base));
    found.modifier = length.modifier;
    Some(found)
}

/// Which way a length counts: "ago", "later", "before" at a clause's end, "from now".
fn direction(line: &Line, at: usize) -> Option<(i8, Base, usize)> {
    let at = match (line.word(at), line.kind(at + 1)) {
        ("or", _) if line.word(at + 1) == "so" => at + 2,
        _ => at,
    };
    match line.kind(at) {
        Kind::Ago => Some((-1, Base::Document, at + 1)),
        Kind::Earlier if line.word(at) == "earlier" || line.word(at) == "previously" => {
            Some((-1, Base::Story, at + 1))
        }
        Kind::Later if !matches!(line.word(at), "after" | "hence") => {
            Some((1, Base::Story, at + 1))
        }
        Kind::From if line.is(at + 1, Kind::Now) => Some((1, Base::Document, at + 2)),
        _ => {
            let ends = matches!(line.kind(at + 1), Kind::Stop | Kind::Comma | Kind::Close)
                || at + 1 >= line.end();
            match line.word(at) {
                "before" if ends => Some((-1, Base::Story, at + 1)),
                "after" if ends => Some((1, Base::Story, at + 1)),
                _ => None,
            }
        }
    }
}

/// "the year", "the fiscal year", "the week", "the weekend": the one that is spoken of.
pub fn spoken_of(line: &Line, at: usize) -> Option<Found> {
    if !line.is(at, Kind::The) {
        return None;
    }
    let fiscal = line.is(at + 1, Kind::Fiscal) || matches!(line.word(at + 1), "full" | "calendar");
    let word = at + 1 + usize::from(fiscal);
    let class = line.class(word);
    let unit = class.unit().filter(|_| class.kind == Kind::Unit)?;
    let ends = matches!(line.word(word + 1), "ended" | "ending" | "ends");
    let next = line.kind(word + 1);
    let numbered = matches!(next, Kind::Digits | Kind::Grouped | Kind::Cardinal);
    if next == Kind::Dash && line.joined(word + 1) || next == Kind::Of || numbered {
        return None;
    }
    let meaning = match unit {
        Unit::Year if ends => Meaning::Length(Amount::whole(1), unit),
        Unit::Year => Meaning::Unit(unit),
        Unit::Week => Meaning::Same(unit),
        Unit::Weekend => Meaning::Near(unit, -1, Base::Document),
        _ => return None,
    };
    Some(Found::new(at, word + 1, meaning))
}

/// "at the time", "that time", "this period": the time that is told of.
pub fn at_the_time(line: &Line, at: usize) -> Option<Found> {
    let is_time = |i: usize| matches!(line.word(i), "time" | "period");
    let meaning = match line.kind(at) {
        Kind::The if line.word(at + 1) == "time" && line.kind_before(at) == Kind::At => {
            let named = line.is(at + 2, Kind::Other) && line.capital(at + 2);
            let clause = line.is(at + 2, Kind::Of) || line.is(at + 2, Kind::That) || named;
            if clause {
                return None;
            }
            Meaning::Vague(Vague::Then)
        }
        Kind::The if line.is(at + 1, Kind::Same) && is_time(at + 2) => {
            let vague = Meaning::Vague(Vague::Told);
            return Some(Found::new(at, at + 3, vague))
                .filter(|_| line.kind_before(at) == Kind::At);
        }
        Kind::That if is_time(at + 1) => Meaning::Vague(Vague::Then),
        Kind::This if line.word(at + 1) == "period" => Meaning::Vague(Vague::Then),
        Kind::This if is_time(at + 1) => Meaning::Vague(Vague::Told),
        _ => return None,
    };
    Some(Found::new(at, at + 2, meaning))
}

/// "until then", "since then": the day that was told of last.
pub fn then(line: &Line, at: usize) -> Option<Found> {
    let bounded = matches!(line.kind_before(at), Kind::Until | Kind::Since);
    (line.is(at, Kind::Then) && bounded).then(|| Found::new(at, at + 1, Meaning::Last))
}

#[cfg(test)]
mod tests {
    use crate::analysis::dates::tests::{check, check_all, reject};

    // The document's date is Tuesday, 23 February 2016.
    #[test]
    fn from_the_documents_date() {
        check("It rained yesterday.", "yesterday", "2016-02-22");
        check("due today for talks", "today", "2016-02-23");
        check("It fell last week.", "last week", "2016-W07");
        check("It opens next year.", "next year", "2017");
        check("earlier talks this month", "this month", "2016-02");
        check("It began two years ago.", "two years ago", "2014");
        check("It began a decade ago.", "a decade ago", "2006");
        check(
            "It was built half a century ago.",
            "half a century ago",
            "1966",
        );
        check("It began half a year ago.", "half a year ago", "2015-08");
        check("three days from now", "three days from now", "2016-02-26");
    }

    #[test]
    fn from_what_the_text_tells() {
        check_all(
            "In 1994 it began. Six years later it ended.",
            &["1994", "2000"],
        );
        check_all(
            "On May 3, 1945 it fell. Two days later it rose.",
            &["1945-05-03", "1945-05-05"],
        );
        check_all(
            "On May 3, 1945 it fell. The next day it rose.",
            &["1945-05-03", "1945-05-04"],
        );
        check_all(
            "In May 1945 it fell. The following month it rose.",
            &["1945-05", "1945-06"],
        );
        check_all(
            "On May 3, 1945 it fell. That year was hard.",
            &["1945-05-03", "1945"],
        );
    }

    #[test]
    fn what_counts_in_another_is_left_to_it() {
        check("in the last week of August 2014", "August 2014", "2014-08");
        check("the last month of 2014", "2014", "2014");
        reject("It was closed the week before last");
    }

    #[test]
    fn not_relative() {
        reject("They came before the others and left after them");
    }
}
