//! The date of a page's first publication, as an ISO day where it can be read as one.
//!
//! Pages write machine's dates, addresses and the words of some thirty languages, of which the
//! grammar of the text knows one; so they are levelled here, and what is handed on is still a raw
//! string to the analysis.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::lists::{self, list};
use super::meta::{Rank, Statements};
use super::page::Piece;
use super::title::{Title, level};
use crate::load::words;

/// The best date of a page: what it states for machines, then marked elements near the headline,
/// its address, and the text around its head.
pub(super) fn find(
    page: &Statements,
    address: Option<&str>,
    head: &[&str],
    pieces: &[Piece],
    title: &Title,
) -> Option<String> {
    let headline = title.text.as_deref().map(level);
    let headline = headline.and_then(|wanted| {
        let found = page.headings.iter().find(|(text, _)| *text == wanted);
        found.map(|(_, at)| *at)
    });
    let times = |rank: Rank, is_near: bool| {
        let times = page.times.iter().filter(|t| t.rank == rank);
        let days = times.filter_map(|t| Some((distance(t.at, headline), day(&t.text)?)));
        let nearest = days.min_by_key(|(distance, _)| *distance);
        nearest
            .filter(|(d, _)| !is_near || *d < NEAR)
            .map(|(_, day)| day)
    };
    let near = page
        .times
        .iter()
        .filter(|t| distance(t.at, headline) < NEAR);
    let near: Vec<String> = near.filter_map(|t| day(&t.text)).collect();
    let in_head = || head.iter().filter_map(|text| day(text));
    let by_address = address.and_then(in_address);
    stated(page, by_address.as_deref(), &near, in_head)
        .or_else(|| times(Rank::Stated, false))
        .or(by_address)
        .or_else(|| times(Rank::Named, true))
        .or_else(|| times(Rank::Bare, true))
        .or_else(|| in_head().next())
        .or_else(|| times(Rank::Named, false))
        .or_else(|| times(Rank::Bare, false))
        .or_else(|| page.meta(list("update metas")).and_then(day))
        .or_else(|| in_text(pieces, title.piece))
        .or_else(|| page.title.as_deref().and_then(day))
        .or_else(|| page.meta(&["description", "og:description"]).and_then(day))
}

/// The day that a page states for machines, as its readers see it: `near` are the days of marked
/// elements near the headline, `in_head` those of the words around it.
fn stated<'h, I: Iterator<Item = String> + 'h>(
    page: &Statements,
    by_address: Option<&str>,
    near: &[String],
    in_head: impl Fn() -> I,
) -> Option<String> {
    let statements = statements(page);
    let (first, is_weak) = statements.first()?;
    let shown = || near.iter().cloned().chain(in_head());
    if by_address == Some(first) || shown().any(|day| day == *first) {
        return Some(first.clone());
    }
    // Of several statements the one that is shown is right; a machine's time may be of another
    // zone than the day that readers see; and some metas are filled with any day.
    let agreed = shown().find(|day| statements.iter().any(|(s, _)| s == day));
    agreed
        .or_else(|| shown().find(|day| is_next_day(first, day)))
        .or_else(|| near.first().filter(|_| *is_weak).cloned())
        .or_else(|| Some(first.clone()))
}

/// Nodes between the headline and what stands near it.
const NEAR: usize = 120;

/// How far a node is from the headline; what stands before it is three times as far.
fn distance(at: usize, headline: Option<usize>) -> usize {
    match headline {
        Some(headline) if at < headline => (headline - at) * 3,
        Some(headline) => at - headline,
        None => at,
    }
}

/// Whether two days follow each other, in either order.
fn is_next_day(one: &str, other: &str) -> bool {
    let date = |text: &str| text.parse::<jiff::civil::Date>().ok();
    match (date(one), date(other)) {
        (Some(one), Some(other)) => {
            one.tomorrow().ok() == Some(other) || other.tomorrow().ok() == Some(one)
        }
        _ => false,
    }
}

/// The first day in the page's short texts after the headline, else before it.
fn in_text(pieces: &[Piece], title: Option<usize>) -> Option<String> {
    let (before, after) = pieces.split_at(title.unwrap_or(0).min(pieces.len()));
    // The day in a sentence is that of what it tells.
    let is_line = |text: &str| text.len() < 40 || !words::ends_sentence(text);
    let short = after.iter().chain(before);
    let short = short.filter(|p| p.text.len() < 120 && is_line(&p.text));
    let long = after.iter().take(40).filter_map(|p| p.text.get(..40));
    short.map(|p| p.text.as_str()).chain(long).find_map(day)
}

/// The days that a page states for machines, the surest first, and whether that is said where many
/// a site says another day.
fn statements(page: &Statements) -> Vec<(String, bool)> {
    let articles = || page.articles.iter().filter(|a| a.is_article);
    let metas = list("publication metas").iter().filter_map(|name| {
        let is_weak = lists::has("weak publication metas", name);
        Some((page.meta(&[name])?, is_weak))
    });
    let published = articles().filter_map(|a| a.published.as_deref());
    let of_pages = page.articles.iter().filter_map(|a| a.published.as_deref());
    let created = articles().filter_map(|a| a.created.as_deref());
    let of_articles = published.chain(of_pages).chain(created).map(|d| (d, false));
    let all = metas.chain(of_articles);
    all.filter_map(|(text, is_weak)| Some((local_day(text)?, is_weak)))
        .collect()
}

/// The day of a machine's time. A full hour before midnight by Greenwich is midnight in the middle of
/// Europe: the day that begins then is meant.
fn local_day(text: &str) -> Option<String> {
    let day = day(text)?;
    let is_midnight = ["T22:00:00", "T23:00:00"].iter().any(|time| {
        let zone = text.trim().split_once(time).map(|(_, zone)| zone);
        zone.is_some_and(|zone| matches!(zone, "Z" | ".000Z" | "+00:00" | ".000+00:00"))
    });
    if !is_midnight {
        return Some(day);
    }
    let date: jiff::civil::Date = day.parse().ok()?;
    date.tomorrow().ok().map(|date| date.to_string())
}

/// Month's name → number.
static MONTHS: LazyLock<HashMap<&'static str, u8>> = LazyLock::new(|| {
    let lines = include_str!("../../../assets/html/months.txt").lines();
    let lines = lines.filter(|l| !l.is_empty() && !l.starts_with('#'));
    let mut months = HashMap::new();
    for (line, number) in lines.zip(1_u8..) {
        for name in line.split_whitespace() {
            months.entry(name).or_insert(number);
        }
    }
    months
});

/// A word of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Number(u32, usize),
    Month(u8),
    Other,
}

/// The first day in a short text as `YYYY-MM-DD`. Days before months, as most of the world writes
/// them, unless that gives no day.
pub(super) fn day(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some(day) = iso(text) {
        return Some(day);
    }
    let words: Vec<Word> = text
        .split(|c: char| {
            !c.is_alphanumeric() || matches!(c, '年' | '月' | '日' | '년' | '월' | '일')
        })
        .filter(|w| !w.is_empty())
        .take(60)
        .map(word)
        .collect();
    let three = words.windows(3).find_map(|w| of_three(w, text));
    three
        .or_else(|| words.windows(4).find_map(of_words))
        .or_else(|| words.windows(5).find_map(of_words))
}

/// A day of three words of `text`.
fn of_three(words: &[Word], text: &str) -> Option<String> {
    use Word::{Month, Number};
    match *words {
        [Number(d, _), Month(m), Number(y, 4)]
        | [Month(m), Number(d, _), Number(y, 4)]
        | [Number(y, 4), Month(m), Number(d, _)] => valid(y, m.into(), d),
        [Number(y, 4), Number(m, _), Number(d, _)] => valid(y, m, d),
        [Number(m, 1..=2), Number(d, 1..=2), Number(y, 4)] if text.contains('/') && d > 12 => {
            valid(y, m, d)
        }
        [Number(d, 1..=2), Number(m, 1..=2), Number(y, 4)] => valid(y, m, d),
        [Number(d, 2), Number(m, 2), Number(y, 2)] if text.contains('.') => valid(2000 + y, m, d),
        _ => None,
    }
}

/// A day with words between: "12 de mayo de 2014", "12 of May, 2014".
fn of_words(words: &[Word]) -> Option<String> {
    use Word::{Month, Number, Other};
    match *words {
        [Number(d, _), Other, Month(m), Number(y, 4)]
        | [Number(d, _), Other, Month(m), Other, Number(y, 4)] => valid(y, m.into(), d),
        _ => None,
    }
}

fn word(word: &str) -> Word {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let suffix = word.get(digits..).unwrap_or("");
        let is_day = digits <= 2 && suffix.chars().count() <= 2;
        let number = word.get(..digits).and_then(|w| w.parse().ok());
        return match number {
            Some(number) if suffix.is_empty() || is_day => Word::Number(number, digits),
            // "2014年", "2019T10"
            Some(number) if digits == 4 || suffix.starts_with('T') => Word::Number(number, digits),
            _ => Word::Other,
        };
    }
    let lower = word.to_lowercase();
    MONTHS
        .get(lower.as_str())
        .map_or(Word::Other, |m| Word::Month(*m))
}

/// A machine's date at the start of a text: `2014-05-12…`, `20140512`.
fn iso(text: &str) -> Option<String> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    let bytes = text.as_bytes();
    let is_digits = |from: usize, to: usize| {
        bytes
            .get(from..to)
            .is_some_and(|b| b.iter().all(u8::is_ascii_digit))
    };
    if is_digits(0, 8) && !bytes.get(8).is_some_and(u8::is_ascii_digit) {
        return valid(number(0, 4)?, number(4, 6)?, number(6, 8)?);
    }
    let is_dashed =
        is_digits(0, 4) && is_digits(5, 7) && is_digits(8, 10) && bytes.get(4) == Some(&b'-');
    if !is_dashed {
        return None;
    }
    valid(number(0, 4)?, number(5, 7)?, number(8, 10)?)
}

/// The day in the path of an address: `/2014/05/12/`, `-2014-05-12`, `/20140512`.
fn in_address(address: &str) -> Option<String> {
    let path = address.split(['?', '#', ';']).next().unwrap_or(address);
    let fields: Vec<&str> = path.split(['/', '-', '_', '.']).take(80).collect();
    let parse = |f: &str| f.parse::<u32>().ok();
    let three = fields.windows(3).find_map(|w| {
        let shape = (w[0].len(), w[1].len(), w[2].len());
        matches!(shape, (4, 1..=2, 1..=2))
            .then(|| valid(parse(w[0])?, parse(w[1])?, parse(w[2])?))?
    });
    let one = || {
        let eight = fields.iter().filter(|f| f.len() == 8);
        eight.filter_map(|f| iso(f)).next()
    };
    three.or_else(one)
}

/// A day of the web's time.
fn valid(year: u32, month: u32, day: u32) -> Option<String> {
    let longest = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    let is_day = (1990..=2100).contains(&year) && (1..=longest).contains(&day);
    is_day.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(day(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn days_in_many_forms() {
        check("2014-05-12T10:00:00+02:00", Some("2014-05-12"));
        check("20140512", Some("2014-05-12"));
        check("Montag, 12. Mai 2014, 10:15 Uhr", Some("2014-05-12"));
        check("Posted on May 12th, 2014 by Ann", Some("2014-05-12"));
        check("12 de mayo de 2014", Some("2014-05-12"));
        check("le 12 mai 2014", Some("2014-05-12"));
        check("Mon, 12 May 2014 10:00:00 GMT", Some("2014-05-12"));
        check("12.05.2014", Some("2014-05-12"));
        check("05/22/2014", Some("2014-05-22"));
        check("12 мая 2014", Some("2014-05-12"));
        check("2014年5月12日", Some("2014-05-12"));
        check("31 February 2014", None);
        check("12 things", None);
    }

    #[test]
    fn midnight_in_europe_is_the_day_that_begins() {
        let local = |text| local_day(text);
        assert_eq!(
            local("2022-11-06T23:00:00.000Z").as_deref(),
            Some("2022-11-07")
        );
        assert_eq!(local("2022-06-30T22:00:00Z").as_deref(), Some("2022-07-01"));
        assert_eq!(local("2022-11-06T23:00:10Z").as_deref(), Some("2022-11-06"));
        assert_eq!(
            local("2022-11-06T23:00:00+01:00").as_deref(),
            Some("2022-11-06")
        );
    }

    #[test]
    fn days_in_addresses() {
        assert_eq!(
            in_address("https://x.org/2014/05/12/a-title").as_deref(),
            Some("2014-05-12")
        );
        assert_eq!(
            in_address("https://x.org/a-20140512.html").as_deref(),
            Some("2014-05-12")
        );
        assert_eq!(in_address("https://x.org/12345678"), None);
    }
}
