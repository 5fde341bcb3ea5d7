//! Years, decades and centuries: "1994", "480 BC", "fiscal 2015", "the 1990s", "the 18th century".

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::number::ordinal;
use crate::analysis::dates::lexicon::Kind;
use crate::analysis::dates::line::Line;
use crate::analysis::dates::meaning::{Found, Meaning, Part, Year};
use crate::analysis::dates::unit::Unit;

/// A year, a decade or a century that begins at a position.
pub fn parse(line: &Line, at: usize) -> Option<Found> {
    match line.kind(at) {
        Kind::Digits => bare(line, at),
        Kind::AfterChrist => after_christ(line, at),
        Kind::Fiscal => fiscal(line, at),
        Kind::DigitTens => decade(line, at),
        Kind::Mark if line.is(at + 1, Kind::DigitTens) && line.joined(at + 1) => {
            decade(line, at + 1).map(|f| f.since(at))
        }
        Kind::Tens
            if matches!(
                line.kind_before(at),
                Kind::The | Kind::Early | Kind::Late | Kind::Mid
            ) =>
        {
            decade(line, at)
        }
        Kind::The => the(line, at),
        Kind::Cardinal => spoken(line, at).or_else(|| century(line, at)),
        Kind::NumberTh | Kind::Ordinal => century(line, at),
        Kind::Unit => named(line, at),
        _ => None,
    }
}

fn found(at: usize, end: usize, year: i16) -> Found {
    Found::new(at, end, Meaning::Point(Year::Stated(year), Part::Whole))
}

/// "the 1990s", "the eighties", "the 18th century", "the year 2000".
fn the(line: &Line, at: usize) -> Option<Found> {
    match line.kind(at + 1) {
        Kind::DigitTens | Kind::Tens => decade(line, at + 1),
        Kind::Mark if line.is(at + 2, Kind::DigitTens) => decade(line, at + 2),
        Kind::Unit => named(line, at + 1),
        Kind::NumberTh | Kind::Ordinal | Kind::Cardinal => century(line, at + 1),
        Kind::Early | Kind::Late | Kind::Mid => None,
        _ => None,
    }
    .map(|f| f.since(at))
}

/// "year 2000", "year two thousand".
fn named(line: &Line, at: usize) -> Option<Found> {
    if line.class(at).unit() != Some(Unit::Year) {
        return None;
    }
    let (year, end) = stated_year(line, at + 1).or_else(|| spoken_year(line, at + 1))?;
    (year >= 100 || end > at + 2).then(|| found(at, end, year))
}

/// A year in digits, with its era where it has one: "1994", "480 BC", "AD 79".
pub fn stated_year(line: &Line, at: usize) -> Option<(i16, usize)> {
    if line.is(at, Kind::AfterChrist) && is_era(line, at) {
        let class = line.class(at + 1);
        let year = (class.kind == Kind::Digits && class.len <= 4).then_some(class.number)?;
        return Some((i16::try_from(year).ok()?, at + 2));
    }
    let class = line.class(at);
    if class.kind != Kind::Digits || class.len > 4 || class.number == 0 {
        return None;
    }
    let year = i16::try_from(class.number).ok()?;
    match line.kind(at + 1) {
        Kind::BeforeChrist if is_era(line, at + 1) => Some((1 - year, at + 2)),
        Kind::AfterChrist if is_era(line, at + 1) => Some((year, at + 2)),
        _ if class.len == 4 && (1000..=2200).contains(&year) && !is_counted(line, at) => {
            Some((year, at + 1))
        }
        _ => None,
    }
}

/// Whether the letters of an era are one: capitals, or with stops.
fn is_era(line: &Line, at: usize) -> bool {
    line.token(at).is_some_and(|t| t.capitals) || line.word(at).contains('.')
}

/// Words beside a number that make it no year, see the head of the list.
const COUNTS: &str = include_str!("../../../../assets/dates/counts.txt");

/// The words of one row of the list.
fn counts(side: &str) -> FxHashSet<&'static str> {
    COUNTS
        .lines()
        .filter_map(|l| l.split_once('\t'))
        .filter(|(name, _)| *name == side)
        .flat_map(|(_, words)| words.split(' '))
        .collect()
}

static BEFORE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| counts("before"));
static AFTER: LazyLock<FxHashSet<&str>> = LazyLock::new(|| counts("after"));
static THINGS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| counts("things"));

/// Whether a number of four digits counts something: a sum, a share, a flight, a time.
fn is_counted(line: &Line, at: usize) -> bool {
    let named = BEFORE.contains(line.word_before(at)) || AFTER.contains(line.word(at + 1));
    let decimal = matches!(line.kind_before(at), Kind::Colon | Kind::Slash) && line.joined(at);
    let unit = matches!(line.kind(at + 1), Kind::Units | Kind::Scale);
    let joined = line.joined(at + 1) && line.joined(at + 2);
    let next = line.class(at + 2);
    let fraction = line.is(at + 1, Kind::Slash)
        && line.joined(at + 1)
        && next.kind == Kind::Digits
        && !matches!(next.len, 2 | 4);
    let things = THINGS.contains(line.word(at + 1)) && is_free(line, at);
    named || things || decimal || unit || fraction || line.is(at + 1, Kind::Colon) && joined
}

/// Whether no word of time and no article stands before a number: "sold 1999 cars", not "in 1999
/// cars were rare".
fn is_free(line: &Line, at: usize) -> bool {
    use Kind::*;
    matches!(
        line.kind_before(at),
        Other | Of | About | Nearly | Than | Over | Under | To | And | Or | Least | Most | For
    )
}

/// A year that stands alone. One before 1800 wants a word of time before it.
fn bare(line: &Line, at: usize) -> Option<Found> {
    let (year, end) = match stated_year(line, at) {
        Some(found) => found,
        None => return era_range(line, at),
    };
    let spelled = end == at + 1;
    let likely = (1800..=2100).contains(&year) || !spelled;
    if !likely && (!is_time_word(line, at) || is_plural_counted(line, at)) {
        return None;
    }
    // "1024-byte"
    let compound = line.is(end, Kind::Dash) && line.joined(end) && line.joined(end + 1);
    if !likely && compound && line.is(end + 1, Kind::Other) && !line.capital(end + 1) {
        return None;
    }
    if spelled && is_part_of_number(line, at) {
        return None;
    }
    Some(found(at, end, year))
}

/// "499-493 BC": the first year takes the era of the second.
fn era_range(line: &Line, at: usize) -> Option<Found> {
    let class = line.class(at);
    let small = class.kind == Kind::Digits && (2..=4).contains(&class.len);
    let joint = matches!(
        line.kind(at + 1),
        Kind::Dash | Kind::To | Kind::And | Kind::Until
    );
    let second = line.class(at + 2);
    if !small || !joint || second.kind != Kind::Digits || !is_era(line, at + 3) {
        return None;
    }
    let n = i16::try_from(class.number).ok()?;
    match line.kind(at + 3) {
        Kind::BeforeChrist if second.number <= class.number => Some(found(at, at + 1, 1 - n)),
        Kind::AfterChrist if second.number >= class.number => Some(found(at, at + 1, n)),
        _ => None,
    }
}

/// Whether a number belongs to a code or a longer number: "B-1990", "1990.5", "555-1990".
fn is_part_of_number(line: &Line, at: usize) -> bool {
    let dash_before = line.kind_before(at) == Kind::Dash && line.joined(at);
    if dash_before && at >= 2 && line.joined(at - 1) {
        let before = line.class(at - 2);
        let is_range = before.kind == Kind::Digits && before.len == 4
            || before.kind == Kind::Mid
            || matches!(
                before.kind,
                Kind::Month | Kind::Other | Kind::Early | Kind::Late | Kind::Season
            );
        let is_code = before.kind == Kind::Other && line.capital(at - 2);
        return !is_range || is_code;
    }
    let slashed =
        line.kind_before(at) == Kind::Slash && line.joined(at) && line.class(at - 2).len < 3;
    slashed
        || line.is(at + 1, Kind::Dash)
            && line.joined(at + 1)
            && line.joined(at + 2)
            && line.is(at + 2, Kind::Digits)
            && !matches!(line.class(at + 2).len, 2 | 4)
}

/// Whether the word before a number makes a year of it.
fn is_time_word(line: &Line, at: usize) -> bool {
    use Kind::*;
    matches!(
        line.kind_before(at),
        In | Since
            | By
            | Until
            | From
            | Between
            | Early
            | Late
            | Mid
            | Of
            | Open
            | And
            | To
            | Dash
            | About
            | Comma
            | The
    ) || matches!(line.word_before(at), "before" | "after")
}

/// Whether a number without a preposition of time stands before a plural: "of 1709 letters".
fn is_plural_counted(line: &Line, at: usize) -> bool {
    let next = line.word(at + 1);
    let plural = next.ends_with('s') && !next.ends_with("ss") && next.len() > 3;
    let timed = matches!(
        line.kind_before(at),
        Kind::In | Kind::Since | Kind::Until | Kind::Early | Kind::Late | Kind::Mid | Kind::The
    );
    plural && !timed && line.is(at + 1, Kind::Other) && !line.capital(at + 1)
}

/// "AD 79", "A.D. 1066".
fn after_christ(line: &Line, at: usize) -> Option<Found> {
    let (year, end) = stated_year(line, at)?;
    Some(found(at, end, year))
}

/// "fiscal 1989", "fiscal year 1989".
fn fiscal(line: &Line, at: usize) -> Option<Found> {
    let next = if line.class(at + 1).unit() == Some(Unit::Year) {
        at + 2
    } else {
        at + 1
    };
    let (year, end) = stated_year(line, next)?;
    Some(found(at, end, year))
}

/// "1990s", "'80s", "eighties", with the era; not somebody's years of age ("in her 30s").
fn decade(line: &Line, at: usize) -> Option<Found> {
    let class = line.class(at);
    let part = usize::from(matches!(
        line.kind_before(at),
        Kind::Early | Kind::Late | Kind::Mid
    ));
    let owner = at.checked_sub(1 + part).map_or("", |i| line.word(i));
    if matches!(owner, "his" | "her" | "their" | "my" | "our" | "your") {
        return None;
    }
    let end = at + 1;
    if class.kind == Kind::DigitTens && class.len == 4 {
        if !(1000..=2200).contains(&class.number) {
            return None;
        }
        let (century, tens) = (class.number / 100, class.number % 100);
        let meaning = Meaning::Decade(Some(century as i16), (tens / 10) as u8);
        return Some(Found::new(at, end, meaning));
    }
    Some(Found::new(
        at,
        end,
        Meaning::Decade(None, (class.number / 10) as u8),
    ))
}

/// "18th century", "fourth century BC", "19th and 20th centuries".
fn century(line: &Line, at: usize) -> Option<Found> {
    let (n, end) = ordinal(line, at)?;
    let word = line.skip(end, Kind::Dash);
    let shared = line.is(word, Kind::And)
        && ordinal(line, word + 1).is_some_and(|(_, e)| is_century(line, e));
    if !(is_century(line, word) || shared) || !(1..=40).contains(&n) {
        return None;
    }
    if shared {
        return Some(Found::new(at, end, Meaning::Century(n as i16 - 1)));
    }
    if line.is(word + 1, Kind::BeforeChrist) {
        return Some(Found::new(at, word + 2, Meaning::Century(-(n as i16))));
    }
    let end =
        word + 1 + usize::from(line.is(word + 1, Kind::AfterChrist) && is_era(line, word + 1));
    Some(Found::new(at, end, Meaning::Century(n as i16 - 1)))
}

fn is_century(line: &Line, at: usize) -> bool {
    line.class(at).unit() == Some(Unit::Century)
}

/// A year in words: "nineteen ninety-six", "two thousand".
fn spoken(line: &Line, at: usize) -> Option<Found> {
    let (year, end) = spoken_year(line, at)?;
    (end >= at + 2 && year != 2000).then(|| found(at, end, year))
}

/// A year in words.
pub fn spoken_year(line: &Line, at: usize) -> Option<(i16, usize)> {
    let high = line.class(at);
    if high.kind != Kind::Cardinal {
        return None;
    }
    if line.class(at + 1).number == 1000 && line.is(at + 1, Kind::Scale) && high.number == 2 {
        let unit = line.class(at + 2);
        let small = unit.kind == Kind::Cardinal && unit.number < 30;
        return match small {
            true => Some((2000 + unit.number as i16, at + 3)),
            false => Some((2000, at + 2)),
        };
    }
    if !(11..=20).contains(&high.number) {
        return None;
    }
    let tens = line.class(at + 1);
    if tens.kind != Kind::Cardinal || !(10..=90).contains(&tens.number) {
        return None;
    }
    let year = high.number * 100 + tens.number;
    let next = line.skip(at + 2, Kind::Dash);
    let unit = line.class(next);
    if tens.number >= 20 && unit.kind == Kind::Cardinal && (1..10).contains(&unit.number) {
        return Some(((year + unit.number) as i16, next + 1));
    }
    Some((year as i16, at + 2))
}

#[cfg(test)]
mod tests {
    use crate::analysis::dates::tests::{check, reject};

    #[test]
    fn years() {
        check("in 1994 the", "1994", "1994");
        check("in 480 BC", "480 BC", "BC0480");
        check("in AD 79", "AD 79", "0079");
        check("fiscal 1989 sales", "fiscal 1989", "1989");
        check("by the year 2000", "the year 2000", "2000");
        check("In nineteen ninety-six a", "nineteen ninety-six", "1996");
        check("in 1614, the", "1614", "1614");
    }

    #[test]
    fn decades_and_centuries() {
        check("in the 1990s", "the 1990s", "199");
        check("in the '80s", "the '80s", "198");
        check("through the nineties", "the nineties", "199");
        check("in the 18th century", "the 18th century", "17");
        check("a 20th century mind", "20th century", "19");
        check("in the fourth century BC", "the fourth century BC", "BC03");
    }

    #[test]
    fn no_years() {
        reject("2,000 troops and $1990 and 1990 points");
        reject("Section 2008, Flight 1994, 555-1994");
        reject("a crew of 1200 men");
        reject("in 1024-byte steps");
        reject("a study of 1709 ledgers, and it sold 1999 cars; call 1999 for help");
        check("In 1999 cars were rare", "1999", "1999");
        check("The 1999 cars were rare", "1999", "1999");
        reject("The score was 1994-12345");
        reject("a man in his 30s, a woman in her late 40s");
    }
}
