//! Lengths: "two weeks", "the past three months", "a six-year term", "several days".

use super::number::{amount, whole};
use crate::analysis::dates::lexicon::Kind;
use crate::analysis::dates::line::Line;
use crate::analysis::dates::meaning::{Amount, Found, Meaning, Modifier};
use crate::analysis::dates::unit::Unit;

/// A length that begins at a position.
pub fn parse(line: &Line, at: usize) -> Option<Found> {
    match line.kind(at) {
        Kind::The | Kind::These | Kind::Those => determined(line, at, at + 1),
        Kind::Last | Kind::Next | Kind::Past | Kind::Previous | Kind::Following | Kind::Latest => {
            determined(line, at, at)
        }
        Kind::Units => hyphened(line, at).or_else(|| open(line, at)),
        _ => hyphened(line, at)
            .or_else(|| two_units(line, at))
            .or_else(|| counted(line, at)),
    }
}

/// "two weeks", "a few days", "20 more years", "half a century", "weeks".
pub fn counted(line: &Line, at: usize) -> Option<Found> {
    if line.is(at, Kind::Units) {
        let unit = line.class(at).unit()?;
        let is_time = unit != Unit::Second && unit != Unit::Quarter;
        return is_time.then(|| Found::new(at, at + 1, Meaning::Length(Amount::Some, unit)));
    }
    let (n, end) = amount(line, at)?;
    let word = adjectives(line, end);
    let class = line.class(word);
    let unit = class.unit()?;
    let is_article = line.is(at, Kind::Article) && end == at + 1;
    let is_share = unit == Unit::Quarter && !matches!(line.word(end - 1), "several" | "few");
    let kind_of_year =
        is_article && word == end + 1 && matches!(line.word(end), "fiscal" | "calendar");
    let compound =
        line.is(word + 1, Kind::Dash) && matches!(line.kind(word + 2), Kind::Ago | Kind::Earlier);
    // "60 Minutes" is the name of something.
    let is_name = line.capital(word) && line.spaced(word) && !line.token(word)?.capitals;
    if is_share || kind_of_year || compound || is_name || is_age(line, word) {
        return None;
    }
    if is_article && class.kind == Kind::Units || unit == Unit::Second && word == end && is_article
    {
        return None;
    }
    // "one second" in a score, "5 min", "a second time".
    if matches!(n, Amount::Some) && class.kind == Kind::Unit && line.word(at) == "some" {
        return None;
    }
    let mut end = word + 1;
    if line.is(end, Kind::And) && line.is(end + 1, Kind::Article) && line.is(end + 2, Kind::Half) {
        end += 3;
        if let Amount::Halves(n) = n {
            return Some(Found::new(
                at,
                end,
                Meaning::Length(Amount::Halves(n + 1), unit),
            ));
        }
    }
    Some(Found::new(at, end, Meaning::Length(n, unit)))
}

/// Whether a unit tells how old somebody is: "six years old", "a six-year-old".
fn is_age(line: &Line, unit: usize) -> bool {
    let next = line.skip(unit + 1, Kind::Dash);
    line.class(unit).unit() == Some(Unit::Year)
        && (line.is(next, Kind::Old)
            || line.word(next) == "olds"
            || line.word(next) == "of" && line.word(next + 1) == "age")
}

fn adjectives(line: &Line, mut at: usize) -> usize {
    let mut left = 3;
    while left > 0
        && matches!(
            line.kind(at),
            Kind::Adjective | Kind::More | Kind::Fiscal | Kind::Dash
        )
    {
        if line.is(at, Kind::Dash) && !(line.joined(at) && line.joined(at + 1)) {
            break;
        }
        at += 1;
        left -= 1;
    }
    at
}

/// "two-year", "six-month-old", "30-day", "decades-long", "a two-week".
fn hyphened(line: &Line, at: usize) -> Option<Found> {
    let (n, end) = match line.kind(at) {
        Kind::Units if line.spaced(at) => (Amount::Some, at),
        Kind::Unit if line.spaced(at) && line.word(line.skip(at + 1, Kind::Dash)) == "long" => {
            (Amount::Some, at)
        }
        Kind::Half => (Amount::Halves(1), at + 1),
        Kind::Article => return None,
        _ => {
            let (n, end) = whole(line, at)?;
            (Amount::whole(n), end)
        }
    };
    let word = line.skip(end, Kind::Dash);
    let class = line.class(word);
    let unit = class.unit()?;
    let bare = n == Amount::Some;
    if unit == Unit::Quarter || !bare && is_age(line, word) {
        return None;
    }
    let long = line.is(word + 1, Kind::Dash)
        && line.joined(word + 1)
        && (line.is(word + 2, Kind::Old) || matches!(line.word(word + 2), "long" | "olds"));
    if bare && !long
        || !bare && word == end
        || bare && class.kind == Kind::Unit && unit != Unit::Year
    {
        return None;
    }
    let n = if bare && class.kind == Kind::Unit {
        Amount::whole(1)
    } else {
        n
    };
    let end = if long { word + 3 } else { word + 1 };
    let is_rank = class.kind == Kind::Unit && unit == Unit::Second;
    (!is_rank).then(|| Found::new(at, end, Meaning::Length(n, unit)))
}

/// "a year and three months", "two hours and ten minutes".
fn two_units(line: &Line, at: usize) -> Option<Found> {
    let part = |at: usize| {
        let (n, end) = match line.kind(at) {
            Kind::Article => (1, at + 1),
            _ => whole(line, at)?,
        };
        Some((n, line.class(end).unit()?, end + 1))
    };
    let (a, first, end) = part(at)?;
    let next = line.skip(line.skip(end, Kind::Comma), Kind::And);
    if next == end {
        return None;
    }
    let (b, second, end) = part(next)?;
    (second < first).then(|| Found::new(at, end, Meaning::Lengths((a, first), (b, second))))
}

/// "the past three months", "the next few days", "the first two years", "the nine months",
/// "recent years".
fn determined(line: &Line, start: usize, at: usize) -> Option<Found> {
    let mut next = at;
    let mut rank = false;
    while matches!(
        line.kind(next),
        Kind::Last
            | Kind::Next
            | Kind::Past
            | Kind::Previous
            | Kind::Following
            | Kind::Latest
            | Kind::Final
            | Kind::Ordinal
            | Kind::Adjective
            | Kind::Early
            | Kind::OtherOne
    ) && next < at + 3
    {
        rank = true;
        next += 1;
    }

    match amount(line, next) {
        Some((n, end)) if !line.is(next, Kind::Article) && !line.is(next, Kind::Ordinal) => {
            let word = adjectives(line, end);
            let class = line.class(word);
            let unit = class
                .unit()
                .filter(|u| *u != Unit::Second || class.kind == Kind::Units)?;
            let joined = line.is(word - 1, Kind::Dash);
            let counted = rank || class.kind == Kind::Units && !is_age(line, word);
            let named = class.kind == Kind::Units || n == Amount::whole(1);
            let is_share = unit == Unit::Quarter && !rank;
            (named && counted && !joined && !is_share)
                .then(|| Found::new(start, word + 1, Meaning::Length(n, unit)))
        }
        _ => {
            let class = line.class(next);
            let unit = class.unit()?;
            (rank && class.kind == Kind::Units)
                .then(|| Found::new(start, next + 1, Meaning::Length(Amount::Some, unit)))
        }
    }
}

/// "weeks", "centuries": a plural that nothing counts, after a word of time.
fn open(line: &Line, at: usize) -> Option<Found> {
    let unit = line.class(at).unit()?;
    if unit == Unit::Second || unit == Unit::Quarter {
        return None;
    }
    let before = line.kind_before(at);
    let free = matches!(
        before,
        Kind::In
            | Kind::For
            | Kind::Over
            | Kind::Of
            | Kind::By
            | Kind::Until
            | Kind::From
            | Kind::Than
            | Kind::Stop
            | Kind::Comma
            | Kind::About
            | Kind::Nearly
    ) || at == line.start()
        || matches!(
            line.word_before(at),
            "after" | "within" | "before" | "lasted" | "spent" | "took" | "take" | "takes" | "just"
        );
    let of = line.is(at + 1, Kind::Of) && before == Kind::Of;
    (free && !of).then(|| Found::new(at, at + 1, Meaning::Length(Amount::Some, unit)))
}

/// "nearly two years", "more than four hours", "at least six months": the words before a length
/// that say how exact it is, and where the length itself begins.
pub fn approximation(line: &Line, at: usize, to_date: bool) -> Option<(Modifier, usize)> {
    let than = line.is(at + 1, Kind::Than);
    match line.kind(at) {
        Kind::Nearly => Some((Modifier::LessThan, at + 1)),
        Kind::About if line.word(at) == "about" && to_date => None,
        Kind::About => Some((Modifier::Approx, at + 1)),
        Kind::More if than => Some((Modifier::MoreThan, at + 2)),
        Kind::Less if than => Some((Modifier::LessThan, at + 2)),
        Kind::No if line.is(at + 1, Kind::More) && line.is(at + 2, Kind::Than) => {
            Some((Modifier::EqualOrLess, at + 3))
        }
        Kind::No if line.is(at + 1, Kind::Less) && line.is(at + 2, Kind::Than) => {
            Some((Modifier::EqualOrMore, at + 3))
        }
        Kind::At if line.is(at + 1, Kind::Least) => Some((Modifier::EqualOrMore, at + 2)),
        Kind::At if line.is(at + 1, Kind::Most) => Some((Modifier::EqualOrLess, at + 2)),
        Kind::Up if line.is(at + 1, Kind::To) => Some((Modifier::EqualOrLess, at + 2)),
        Kind::End if line.word(at) == "close" && line.is(at + 1, Kind::To) => {
            Some((Modifier::LessThan, at + 2))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::dates::tests::{check, check_modifier, reject};

    #[test]
    fn lengths() {
        check("for two weeks", "two weeks", "P2W");
        check("in the past three months", "the past three months", "P3M");
        check("a six-year term", "six-year", "P6Y");
        check("an 8-month-old truce", "8-month-old", "P8M");
        check("for several days", "several days", "PXD");
        check("in 2 1/2 years", "2 1/2 years", "P2Y6M");
        check("after twenty-four hours", "twenty-four hours", "PT24H");
        check("for two decades", "two decades", "P20Y");
        check("within weeks of it", "weeks", "PXW");
        check("a decades-long war", "decades-long", "PXDE");
        check("for 20 more years", "20 more years", "P20Y");
        check(
            "a year and three months",
            "a year and three months",
            "P1Y3M",
        );
    }

    #[test]
    fn exactness() {
        check_modifier(
            "for more than four hours",
            "more than four hours",
            "PT4H",
            "MORE_THAN",
        );
        check_modifier(
            "at least 20 years",
            "at least 20 years",
            "P20Y",
            "EQUAL_OR_MORE",
        );
    }

    #[test]
    fn no_lengths() {
        reject("as was told on 60 Minutes");
        reject("a second time, in second place");
        reject("the months were long and second to none");
    }
}
