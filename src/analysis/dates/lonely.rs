//! Numbers of four digits that are years only in company: "a limit of 1024" is one of many numbers of
//! a manual, "(1588)" a year in a history.

use jiff::civil::Date;

use super::lexicon::{Class, Kind};
use super::line::Line;
use super::meaning::{Found, Meaning, Part, Year};
use super::scan::Item;
use crate::analysis::Prose;

/// How many expressions off a sure year vouches for a number.
const WINDOW: usize = 10;

/// How many years a number may lie from a sure one.
const COMPANY: i16 = 250;

/// How many years a number may lie from the text's own date that needs no other company.
const LIVING: i16 = 120;

/// Drops the numbers that nothing makes a year: no word of time before them, none of the text's own
/// time, and no sure year near.
pub fn drop_numbers(
    prose: &Prose,
    classes: &[Class],
    written: Option<Date>,
    items: &mut Vec<Item>,
) {
    let years: Vec<Option<(i16, bool)>> = items
        .iter()
        .map(|item| stated(item).map(|y| (y, is_sure(prose, classes, item))))
        .collect();
    let stands = |index: usize| {
        let Some((year, false)) = years[index] else {
            return true;
        };
        let near = |other: i16, reach: i16| (other - year).abs() <= reach;
        let window = index.saturating_sub(WINDOW)..years.len().min(index + WINDOW + 1);
        written.is_some_and(|written| near(written.year(), LIVING))
            || years[window]
                .iter()
                .flatten()
                .any(|(other, sure)| *sure && near(*other, COMPANY))
    };
    let mut index = 0;
    items.retain(|_| {
        index += 1;
        stands(index - 1)
    });
}

fn stated(item: &Item) -> Option<i16> {
    match item.found.meaning {
        Meaning::Point(Year::Stated(year), _) => Some(year),
        _ => None,
    }
}

/// Whether an expression is a year by itself: more than a bare number, or one after a word of time.
fn is_sure(prose: &Prose, classes: &[Class], item: &Item) -> bool {
    let Found {
        start,
        end,
        meaning,
        ..
    } = item.found;
    if !matches!(meaning, Meaning::Point(_, Part::Whole)) || end != start + 1 {
        return true;
    }
    let tokens = &prose.sentences()[item.sentence].tokens;
    let line = Line::new(prose, classes, tokens.start, tokens.end);
    use Kind::*;
    matches!(
        line.kind_before(start),
        In | Since | Until | From | Between | By | Early | Late | Mid | Clitic
    )
}

#[cfg(test)]
mod tests {
    use crate::analysis::dates::tests::{check_all, reject};

    #[test]
    fn a_number_is_a_year_in_company() {
        reject("The list holds up to 1024, or to 1000, lines");
        check_all(
            "It fell in 1588, and the next (1599) stood.",
            &["1588", "1599"],
        );
        check_all("The 1914 mill is no more.", &["1914"]);
    }
}
