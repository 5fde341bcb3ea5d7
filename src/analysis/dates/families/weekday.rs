//! Weekdays: "Sunday", "last Friday", "this coming Sunday", "the following Monday".

use crate::analysis::dates::lexicon::Kind;
use crate::analysis::dates::line::Line;
use crate::analysis::dates::meaning::{Found, Meaning, Pick};

/// A weekday that begins at a position.
pub fn parse(line: &Line, at: usize) -> Option<Found> {
    match line.kind(at) {
        Kind::Weekday => named(line, at, at, Pick::Open),
        Kind::Last | Kind::Past => named(line, at, at + 1, Pick::Last),
        Kind::Next => named(line, at, at + 1, Pick::Next),
        Kind::This => match line.kind(at + 1) {
            Kind::Next => named(line, at, at + 2, Pick::Next),
            Kind::Past => named(line, at, at + 2, Pick::Last),
            _ => named(line, at, at + 1, Pick::This),
        },
        Kind::The => match line.kind(at + 1) {
            Kind::Following => named(line, at, at + 2, Pick::Following),
            Kind::Previous => named(line, at, at + 2, Pick::Preceding),
            _ => None,
        },
        _ => None,
    }
}

fn named(line: &Line, start: usize, at: usize, pick: Pick) -> Option<Found> {
    let class = line.class(at);
    if class.kind != Kind::Weekday || !is_weekday(line, at) {
        return None;
    }
    let meaning = Meaning::Weekday(class.number as u8, pick);
    Some(Found::new(start, at + 1, meaning))
}

/// Whether a word that may mean something else ("sat", "sun", "wed") is a weekday here.
fn is_weekday(line: &Line, at: usize) -> bool {
    if !line.capital(at) {
        return false;
    }
    match line.word(at) {
        "sat" | "sun" | "wed" | "mon" => {
            let stop = line.is(at + 1, Kind::Stop) && line.joined(at + 1);
            let dated = line.is(at + 2, Kind::Month) || line.is(at + 2, Kind::Digits);
            let comma = line.is(at + 1, Kind::Comma) && dated;
            stop && at + 2 < line.end() || comma || line.kind_before(at) == Kind::On
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::dates::tests::{check, reject};

    // The document's date is Tuesday, 23 February 2016.
    #[test]
    fn weekdays() {
        check("It was signed on Sunday", "Sunday", "2016-02-21");
        check("They met Tuesday", "Tuesday", "2016-02-23");
        check("They will meet on Sunday", "Sunday", "2016-02-28");
        check("Crews went back to work on Sunday", "Sunday", "2016-02-21");
        check("They agreed to meet on Sunday", "Sunday", "2016-02-28");
        check("It broke last Friday", "last Friday", "2016-02-19");
        check("It opens next Friday", "next Friday", "2016-02-26");
        check("on this coming Sunday", "this coming Sunday", "2016-02-28");
    }

    #[test]
    fn a_weekday_that_counts_in_a_month_is_left_to_it() {
        check(
            "They met on the last Friday in May 2015",
            "May 2015",
            "2015-05",
        );
        check(
            "They met on the first Monday of September 2015",
            "September 2015",
            "2015-09",
        );
        check("They met last Friday in Rome", "last Friday", "2016-02-19");
        reject("They met the Friday before last");
    }

    #[test]
    fn no_weekdays() {
        reject("The cat sat in the sun");
    }
}
