//! Times and parts of a day: "8 pm GMT on Tuesday", "Tuesday night", "this morning", "noon".

use crate::analysis::dates::lexicon::{Class, Kind};
use crate::analysis::dates::line::Line;
use crate::analysis::dates::meaning::{Base, Clock, Found, Meaning, Modifier};
use crate::analysis::dates::unit::{Unit, day_part};

/// A time that begins at a position.
pub fn parse(line: &Line, at: usize) -> Option<Found> {
    match line.kind(at) {
        Kind::Digits => timed(line, at),
        Kind::Cardinal => timed(line, at),
        Kind::DigitHalfDay | Kind::Clock => timed(line, at),
        Kind::Last
        | Kind::This
        | Kind::That
        | Kind::The
        | Kind::Today
        | Kind::Same
        | Kind::Next => part(line, at),
        Kind::Mid if line.is(line.skip(at + 1, Kind::Dash), Kind::DayPart) => {
            let word = line.skip(at + 1, Kind::Dash);
            let found = timeless(line, at, word, word + 1);
            let day = following_day(line, word + 1);
            let (meaning, end) = day.unwrap_or((found.meaning, found.end));
            let clock = Clock::Part(day_part(line.class(word).number));
            Some(Found::new(at, end, meaning).at(clock).with(Modifier::Mid))
        }
        _ => None,
    }
}

/// "8 pm", "8:30 a.m.", "17:30", "noon", "8 o'clock", with a zone and a day after it.
fn timed(line: &Line, at: usize) -> Option<Found> {
    let (clock, mut end) = clock(line, at)?;
    if line.is(end, Kind::Zone) {
        end += 1;
    } else if line.word(end) == "local" && line.word(end + 1) == "time" {
        end += 2;
    }
    let comma = line.skip(line.skip(end, Kind::Comma), Kind::On);
    let (meaning, end) = match following_day(line, comma) {
        Some((meaning, end)) => (meaning, end),
        None => (Meaning::Time, end),
    };
    Some(Found::new(at, end, meaning).at(clock))
}

/// The day that a time is followed by: "Tuesday", "yesterday", "Nov. 9".
fn following_day(line: &Line, at: usize) -> Option<(Meaning, usize)> {
    let found = match line.kind(at) {
        Kind::Today => super::relative::parse(line, at)?,
        Kind::Weekday | Kind::Month | Kind::Digits | Kind::NumberTh => {
            super::calendar::parse(line, at).or_else(|| super::weekday::parse(line, at))?
        }
        Kind::Last | Kind::Next => super::weekday::parse(line, at)?,
        _ => return None,
    };
    let is_day = match found.meaning {
        Meaning::Point(_, part) => matches!(part, super::super::meaning::Part::Day(..)),
        Meaning::Weekday(..) | Meaning::Near(Unit::Day, ..) => true,
        _ => false,
    };
    is_day.then_some((found.meaning, found.end))
}

/// A time of day in figures or as a word.
fn clock(line: &Line, at: usize) -> Option<(Clock, usize)> {
    let class = line.class(at);
    if class.kind == Kind::Clock {
        return Some((Clock::At(class.number as u8, 0), at + 1));
    }
    if class.kind == Kind::DigitHalfDay {
        return Some((half_day(class.number, 0, class.len == 1)?, at + 1));
    }
    if class.kind == Kind::Digits && class.len > 2 || class.number > 24 {
        return None;
    }
    let joined = line.is(at + 1, Kind::Colon) && line.joined(at + 1) && line.joined(at + 2);
    let last = line.class(at + 2);
    if joined && last.kind == Kind::DigitHalfDay {
        let minute = u8::try_from(last.number).ok()?;
        return Some((half_day(class.number, minute, last.len == 1)?, at + 3));
    }
    let (minute, end) = minutes(line, at);
    let half = line.class(end);
    if half.kind == Kind::HalfDay
        && (line.word(end).len() > 2 || end > at + 1 || class.kind == Kind::Digits)
    {
        let clock = half_day(class.number, minute.unwrap_or(0), half.number == 12)?;
        return Some((clock, end + 1));
    }
    if line.word(end) == "o'clock" {
        return Some((Clock::At(class.number as u8, 0), end + 1));
    }
    let minute = minute?;
    let tail = line.class(end);
    let is_score = matches!(line.kind_before(at), Kind::Colon | Kind::Slash | Kind::Dash);
    let is_clock = line.kind_before(at) == Kind::At
        || matches!(tail.kind, Kind::Zone)
        || matches!(
            line.kind_before(at),
            Kind::By | Kind::Until | Kind::About | Kind::Since
        );
    (is_clock && !is_score && class.number < 24)
        .then_some((Clock::At(class.number as u8, minute), end))
}

/// The minutes after an hour: ":30", with "pm" joined to them or not.
fn minutes(line: &Line, at: usize) -> (Option<u8>, usize) {
    let colon = (line.is(at + 1, Kind::Colon) || line.is(at + 1, Kind::Stop))
        && line.joined(at + 1)
        && line.joined(at + 2);
    let minute: Class = line.class(at + 2);
    if colon && minute.kind == Kind::Digits && minute.len == 2 && minute.number < 60 {
        return (Some(minute.number as u8), at + 3);
    }
    (None, at + 1)
}

fn half_day(hour: i32, minute: u8, after_noon: bool) -> Option<Clock> {
    if !(1..=12).contains(&hour) {
        return None;
    }
    let hour = hour as u8 % 12 + if after_noon { 12 } else { 0 };
    Some(Clock::At(hour, minute))
}

/// "last night", "this morning", "that afternoon", "the next morning", "today at noon", "the night".
fn part(line: &Line, at: usize) -> Option<Found> {
    let (by, base, word) = match (line.kind(at), line.kind(at + 1)) {
        (Kind::Last, _) => (-1, Base::Document, at + 1),
        (Kind::This, Kind::Past) => (-1, Base::Document, at + 2),
        (Kind::This, _) => (0, Base::Document, at + 1),
        (Kind::That, Kind::Same) => (0, Base::Story, at + 2),
        (Kind::That, _) => (0, Base::Story, at + 1),
        (Kind::Same, _) => (0, Base::Story, at + 1),
        (Kind::Next, _) => (1, Base::Story, at + 1),
        (Kind::The, Kind::Following | Kind::Next) => (1, Base::Story, at + 2),
        (Kind::The, Kind::Previous) => (-1, Base::Story, at + 2),
        (Kind::The, Kind::Same) => (0, Base::Story, at + 2),
        (Kind::The, Kind::DayPart) if line.is(at + 2, Kind::Of) => {
            return part_of_day(line, at, at + 1);
        }
        _ => return None,
    };
    let class = line.class(word);
    if class.kind != Kind::DayPart {
        return None;
    }
    if line.is(word + 1, Kind::Of) {
        return part_of_day(line, at, word);
    }
    let clock = Clock::Part(day_part(class.number));
    let meaning = match (base, by) {
        (Base::Story, 0) => Meaning::Same(Unit::Day),
        _ => Meaning::Near(Unit::Day, by, base),
    };
    Some(Found::new(at, word + 1, meaning).at(clock))
}

/// "the morning of 31 January", "the night of that day".
fn part_of_day(line: &Line, start: usize, word: usize) -> Option<Found> {
    let (meaning, end) = following_day(line, word + 2)?;
    let clock = Clock::Part(day_part(line.class(word).number));
    Some(Found::new(start, end, meaning).at(clock))
}

fn timeless(line: &Line, at: usize, word: usize, end: usize) -> Found {
    let clock = Clock::Part(day_part(line.class(word).number));
    Found::new(at, end, Meaning::Time).at(clock)
}

/// A part of the day or a time after a day: "Tuesday night", "Tuesday at 8 p.m.", "yesterday
/// morning".
pub fn after_day(line: &Line, found: Found) -> Found {
    let end = found.end;
    let class = line.class(end);
    if class.kind == Kind::DayPart && !line.word(end).ends_with('s') {
        return found.at(Clock::Part(day_part(class.number))).until(end + 1);
    }
    let early = line.is(end, Kind::Early) || line.is(end, Kind::Late);
    if early && line.is(end + 1, Kind::DayPart) && found.modifier.is_none() {
        let modifier = match line.kind(end) {
            Kind::Early => Modifier::Start,
            _ => Modifier::End,
        };
        let code = day_part(line.class(end + 1).number);
        return found.at(Clock::Part(code)).with(modifier).until(end + 2);
    }
    let at = line.skip(end, Kind::Comma);
    let at = line.skip(at, Kind::At);
    if (at > end || matches!(class.kind, Kind::Digits | Kind::DigitHalfDay))
        && let Some((clock, mut stop)) = clock(line, at)
    {
        stop += usize::from(line.is(stop, Kind::Zone));
        return found.at(clock).until(stop);
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::analysis::dates::tests::{check, reject};

    // The document's date is Tuesday, 23 February 2016.
    #[test]
    fn times() {
        check(
            "at 8 pm GMT on Monday they",
            "8 pm GMT on Monday",
            "2016-02-22T20:00",
        );
        check("at 7:15 p.m. they", "7:15 p.m.", "2016-02-23T19:15");
        check("at noon Thursday.", "noon Thursday", "2016-02-18T12:00");
        check("on Monday night", "Monday night", "2016-02-22TNI");
        check("It broke last night.", "last night", "2016-02-22TNI");
        check("It broke this morning.", "this morning", "2016-02-23TMO");
        check("until 8pm yesterday", "8pm yesterday", "2016-02-22T20:00");
    }

    #[test]
    fn no_times() {
        reject("won 12:30 and lost 3:2, ratio 10:1");
        reject("I am here; he is not");
    }
}
