//! Holidays and named days: "Christmas Day", "Thanksgiving", "Easter 2000", "Election Day".

use super::year::stated_year;
use crate::analysis::dates::lexicon::Kind;
use crate::analysis::dates::line::Line;
use crate::analysis::dates::meaning::{Found, Meaning, Part, Year};

/// Named days of more than one word: the words and the number that `Holiday` has for them.
const PHRASES: &[(&[&str], u16)] = &[
    (&["new", "year", "'s", "day"], 101),
    (&["new", "year", "'s", "eve"], 1231),
    (&["new", "year", "'s"], 101),
    (&["independence", "day"], 704),
    (&["valentine", "'s", "day"], 214),
    (&["april", "fools", "day"], 401),
    (&["may", "day"], 501),
    (&["bastille", "day"], 714),
    (&["armistice", "day"], 1111),
    (&["veterans", "day"], 1111),
    (&["st.", "patrick", "'s", "day"], 317),
    (&["all", "saints", "day"], 1101),
    (&["boxing", "day"], 1226),
    (&["good", "friday"], 4),
    (&["palm", "sunday"], 5),
    (&["ash", "wednesday"], 6),
    (&["labor", "day"], 7),
    (&["memorial", "day"], 8),
    (&["election", "day"], 9),
    (&["mother", "'s", "day"], 10),
    (&["martin", "luther", "king", "day"], 11),
];

/// A holiday that begins at a position.
pub fn parse(line: &Line, at: usize) -> Option<Found> {
    let (start, at, year) = match line.kind(at) {
        Kind::Last => (at, at + 1, Year::Last),
        Kind::Next => (at, at + 1, Year::Next),
        Kind::This => (at, at + 1, Year::This),
        _ => (at, at, Year::Open),
    };
    if !line.capital(at) {
        return None;
    }
    let (number, mut end) = named(line, at)?;
    let next = line.skip(line.skip(end, Kind::Comma), Kind::Of);
    let mut year = year;
    if let Some((stated, after)) = stated_year(line, next) {
        year = Year::Stated(stated);
        end = after;
    }
    Some(Found::new(
        start,
        end,
        Meaning::Point(year, Part::Holiday(number)),
    ))
}

fn named(line: &Line, at: usize) -> Option<(u16, usize)> {
    let class = line.class(at);
    if class.kind == Kind::Holiday {
        let number = class.number as u16;
        return match (line.word(at), line.word(at + 1)) {
            ("christmas", "eve") => Some((1224, at + 2)),
            ("easter", "sunday") => Some((number, at + 2)),
            ("easter", "monday") => Some((12, at + 2)),
            ("ramadan", _) => None,
            (_, "day") => Some((number, at + 2)),
            _ => Some((number, at + 1)),
        };
    }
    let matches = |words: &[&str]| {
        words
            .iter()
            .enumerate()
            .all(|(i, w)| line.word(at + i) == *w)
    };
    PHRASES
        .iter()
        .find(|(words, _)| matches(words))
        .map(|(words, number)| (*number, at + words.len()))
}

#[cfg(test)]
mod tests {
    use crate::analysis::dates::tests::check;

    #[test]
    fn holidays() {
        check("on Christmas Day 1914", "Christmas Day 1914", "1914-12-25");
        check("last Thanksgiving", "last Thanksgiving", "2015-11-26");
        check("on Easter Monday 1916", "Easter Monday 1916", "1916-04-24");
        check(
            "on New Year's Eve 1999",
            "New Year's Eve 1999",
            "1999-12-31",
        );
    }
}
