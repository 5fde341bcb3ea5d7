//! What recurs: "every Monday", "each July", "annually", "Tuesday nights", "twice a week".

use super::number::{ordinal, whole};
use crate::analysis::dates::lexicon::Kind;
use crate::analysis::dates::line::Line;
use crate::analysis::dates::meaning::{Clock, Found, Meaning, Recurring};
use crate::analysis::dates::unit::{Season, Unit, day_part};

/// A recurrence that begins at a position.
pub fn parse(line: &Line, at: usize) -> Option<Found> {
    match line.kind(at) {
        Kind::Every => every(line, at),
        Kind::Annual => {
            let unit = Unit::from_index(line.class(at).number)?;
            is_annual(line, at).then(|| found(at, at + 1, Recurring::Every(1, unit)))
        }
        Kind::Weekdays => Some(found(
            at,
            at + 1,
            Recurring::Weekday(line.class(at).number as u8),
        )),
        Kind::Weekday if is_parts(line, at + 1) => {
            let code = day_part(line.class(at + 1).number);
            let day = Recurring::Weekday(line.class(at).number as u8);
            Some(found(at, at + 2, day).at(Clock::Part(code)))
        }
        Kind::Article => per(line, at),
        _ => None,
    }
}

fn found(start: usize, end: usize, what: Recurring) -> Found {
    Found::new(start, end, Meaning::Recurring(what))
}

fn is_parts(line: &Line, at: usize) -> bool {
    line.is(at, Kind::DayPart) && line.word(at).ends_with('s')
}

/// "every day", "each of the past three years" is no set, "every four years", "every other week".
fn every(line: &Line, at: usize) -> Option<Found> {
    let class = line.class(at + 1);
    match class.kind {
        Kind::Unit => {
            let unit = class.unit()?;
            Some(found(at, at + 2, Recurring::Every(1, unit)))
        }
        Kind::Weekday => Some(found(at, at + 2, Recurring::Weekday(class.number as u8))),
        Kind::Month if line.capital(at + 1) => {
            Some(found(at, at + 2, Recurring::Month(class.number as u8)))
        }
        Kind::Season => {
            let season = Season::from_index(class.number);
            Some(found(at, at + 2, Recurring::Season(season)))
        }
        Kind::DayPart => Some(found(at, at + 2, Recurring::Part(day_part(class.number)))),
        Kind::OtherOne => {
            let unit = line.class(at + 2).unit()?;
            Some(found(at, at + 3, Recurring::Every(2, unit)))
        }
        _ => {
            let (n, end) = whole(line, at + 1)
                .or_else(|| ordinal(line, at + 1).map(|(n, end)| (i64::from(n), end)))?;
            let unit = line.class(end).unit()?;
            Some(found(at, end + 1, Recurring::Every(n, unit)))
        }
    }
}

/// Whether "daily" says how often: not in a name ("the Daily Wheel").
fn is_annual(line: &Line, at: usize) -> bool {
    !line.capital(at) || at == line.start()
}

/// "four flights a week", "$2 a day": the article after a number and its noun.
fn per(line: &Line, at: usize) -> Option<Found> {
    let class = line.class(at + 1);
    let unit = class.unit().filter(|_| class.kind == Kind::Unit)?;
    let two = at.checked_sub(2).map_or(Kind::Other, |i| line.kind(i));
    let three = at.checked_sub(3).map_or(Kind::Other, |i| line.kind(i));
    let number = |k| {
        matches!(
            k,
            Kind::Digits | Kind::Grouped | Kind::Cardinal | Kind::Decimal | Kind::Scale
        )
    };
    let noun = line.kind_before(at) == Kind::Other && line.word_before(at).ends_with('s');
    let times = matches!(line.word_before(at), "once" | "twice" | "times");
    let rate = noun && (number(two) || number(three)) && !line.word_before(at).ends_with("ss");
    let ends = !line.is(at + 2, Kind::Ago)
        && !line.is(at + 2, Kind::Earlier)
        && !line.is(at + 2, Kind::Later);
    ((rate || times) && ends && !unit.is_clock())
        .then(|| found(at, at + 2, Recurring::Every(1, unit)))
}

#[cfg(test)]
mod tests {
    use crate::analysis::dates::tests::{check, reject};

    #[test]
    fn sets() {
        check("every Monday at", "every Monday", "XXXX-WXX-1");
        check("each July they", "each July", "XXXX-07");
        check("It is held annually.", "annually", "P1Y");
        check("every four years", "every four years", "P4Y");
        check("on Tuesday nights", "Tuesday nights", "XXXX-WXX-2TNI");
        check("ran twice a week", "a week", "P1W");
    }

    #[test]
    fn no_sets() {
        reject("He reads the Daily Wheel");
    }
}
