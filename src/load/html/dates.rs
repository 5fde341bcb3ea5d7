//! The date of a page's first publication, as an ISO day where it can be read as one.
//!
//! Pages write machine's dates, addresses and the words of some thirty languages, of which the
//! grammar of the text knows one; so they are levelled here, and what is handed on is still a raw
//! string to the analysis.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::meta::{Rank, Statements};

/// The best date of a page: what it states for machines, then marked elements, its address, and
/// the text near its head.
pub(super) fn find(page: &Statements, address: Option<&str>, head: &[&str]) -> Option<String> {
    let stated = stated(page);
    let times = |rank: Rank| {
        let times = page.times.iter().filter(move |(_, r)| *r == rank);
        times.filter_map(|(text, _)| day(text)).next()
    };
    stated
        .or_else(|| times(Rank::Stated))
        .or_else(|| address.and_then(in_address))
        .or_else(|| times(Rank::Named))
        .or_else(|| head.iter().find_map(|text| day(text)))
        .or_else(|| times(Rank::Bare))
        .or_else(|| page.meta(LATER).and_then(day))
}

/// Names of `<meta>` that state when a page was first published.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "article:published",
    "article.published",
    "published_time",
    "publish-date",
    "publish_date",
    "publishdate",
    "published-date",
    "publication_date",
    "publicationdate",
    "pubdate",
    "pub_date",
    "sailthru.date",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dcterms.issued",
    "dc.date",
    "citation_publication_date",
    "citation_date",
    "cxenseparse:recs:publishtime",
    "bt:pubdate",
    "article_date_original",
    "originalpublicationdate",
    "date.release",
    "ptime",
    "displaydate",
    "rnews:datepublished",
    "vr:published_time",
    "shareaholic:article_published_time",
    "datecreated",
    "date",
];

/// Names of `<meta>` that state a later day.
const LATER: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "lastmod",
    "revised",
];

fn stated(page: &Statements) -> Option<String> {
    let articles = || page.articles.iter().filter(|a| a.is_article);
    let published = articles().filter_map(|a| a.published.as_deref());
    published
        .chain(PUBLISHED.iter().filter_map(|name| page.meta(&[name])))
        .chain(page.articles.iter().filter_map(|a| a.published.as_deref()))
        .chain(articles().filter_map(|a| a.created.as_deref()))
        .find_map(day)
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
    if let Some(day) = in_address(text).filter(|_| !text.contains("http")) {
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
    words
        .windows(3)
        .find_map(|w| match *w {
            [Word::Number(d, _), Word::Month(m), Word::Number(y, 4)] => valid(y, m.into(), d),
            [Word::Month(m), Word::Number(d, _), Word::Number(y, 4)] => valid(y, m.into(), d),
            [Word::Number(y, 4), Word::Month(m), Word::Number(d, _)] => valid(y, m.into(), d),
            [Word::Number(y, 4), Word::Number(m, _), Word::Number(d, _)] => valid(y, m, d),
            [
                Word::Number(d, 1..=2),
                Word::Number(m, 1..=2),
                Word::Number(y, 4),
            ] => {
                let is_american = text.contains('/') && m > 12;
                if is_american {
                    valid(y, d, m)
                } else {
                    valid(y, m, d)
                }
            }
            [Word::Number(d, 2), Word::Number(m, 2), Word::Number(y, 2)] if text.contains('.') => {
                valid(2000 + y, m, d)
            }
            _ => None,
        })
        .or_else(|| {
            words.windows(4).find_map(|w| match *w {
                // "12 de mayo de 2014", "12 of May, 2014"
                [
                    Word::Number(d, _),
                    Word::Other,
                    Word::Month(m),
                    Word::Number(y, 4),
                ] => valid(y, m.into(), d),
                _ => None,
            })
        })
        .or_else(|| {
            words.windows(5).find_map(|w| match *w {
                [
                    Word::Number(d, _),
                    Word::Other,
                    Word::Month(m),
                    Word::Other,
                    Word::Number(y, 4),
                ] => valid(y, m.into(), d),
                _ => None,
            })
        })
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
    let fields: Vec<&str> = address
        .split(|c: char| !c.is_ascii_digit())
        .filter(|f| !f.is_empty())
        .take(60)
        .collect();
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
    fn days_in_addresses() {
        assert_eq!(
            in_address("https://x.org/2014/05/12/a-title").as_deref(),
            Some("2014-05-12")
        );
        assert_eq!(
            in_address("https://x.org/a-20140512.html").as_deref(),
            Some("2014-05-12")
        );
        assert_eq!(
            in_address("https://x.org/2014/05/title-12").as_deref(),
            Some("2014-05-12")
        );
        assert_eq!(in_address("https://x.org/12345678"), None);
    }
}
