//! The document's own date (TimeML's document creation time): from metadata, the by-line, the
//! dateline, the address.
//!
//! The loaders hand on raw strings; they are read here by the same grammar as the text, so that
//! there is one. A date counts only when it states its year.

use jiff::civil::Date;

use super::calendar::Stretch;
use super::line::Line;
use super::meaning::{Meaning, Year};
use super::resolve::Story;
use super::{families, lexicon, scan};
use crate::analysis::{Language, Prose};
use crate::text::{BlockKind, Document, DocumentBuilder, Draft, Role};

/// How many blocks from the start may hold a by-line or a dateline.
const HEAD: usize = 6;

/// How many bytes of a paragraph can be its dateline.
const DATELINE: usize = 90;

/// The document's date, if it states one.
pub fn read(doc: &Document, _language: Language) -> Option<Date> {
    let metadata = doc.metadata();
    let from_metadata = metadata.date.as_deref().and_then(from_words);
    from_metadata
        .or_else(|| from_head(doc))
        .or_else(|| metadata.byline.as_deref().and_then(from_words))
        .or_else(|| metadata.address.as_deref().and_then(from_address))
}

/// The first day with its year in a line of words.
fn from_words(words: &str) -> Option<Date> {
    if let Some(day) = from_signs(words) {
        return Some(day);
    }
    let mut builder = DocumentBuilder::new();
    let mut draft = Draft::new(BlockKind::Paragraph);
    draft.push(words, 0..words.len());
    builder.push(draft);
    let doc = builder.finish();
    let prose = Prose::new(&doc);
    let classes = prose.classify(lexicon::class);
    let story = Story::new(None, false);
    // A machine's date first: "2016-02-23T08:00:00Z".
    for sentence in prose.sentences() {
        let line = Line::new(&prose, &classes, sentence.tokens.start, sentence.tokens.end);
        let iso = sentence
            .tokens
            .clone()
            .find_map(|at| families::figures::iso(&line, at));
        if let Some(Stretch::Day(day)) = iso.and_then(|f| story.resolve(&f, None).stretch) {
            return Some(day);
        }
    }
    scan::scan(&prose, &classes).iter().find_map(|item| {
        let Meaning::Point(Year::Stated(_), _) = item.found.meaning else {
            return None;
        };
        match story.resolve(&item.found, None).stretch {
            Some(Stretch::Day(day)) => Some(day),
            _ => None,
        }
    })
}

/// The day in the signs of Chinese and Japanese, or of Korean: "2016年2月23日", "2016년 2월 23일".
fn from_signs(words: &str) -> Option<Date> {
    let (year, rest) = words.split_once(['年', '년'])?;
    let (month, rest) = rest.split_once(['月', '월'])?;
    let (day, _) = rest.split_once(['日', '일'])?;
    let year = year.rsplit(|c: char| !c.is_ascii_digit()).next()?;
    let number = |s: &str| s.trim().parse::<i8>().ok();
    let year = year.parse::<i16>().ok().filter(|_| year.len() == 4)?;
    Date::new(year, number(month)?, number(day)?).ok()
}

/// The date in the by-line, or in the dateline that opens the first paragraph.
fn from_head(doc: &Document) -> Option<Date> {
    let head = || doc.blocks().iter().take(HEAD);
    let byline = head()
        .filter(|b| b.role == Some(Role::Byline))
        .find_map(|b| from_words(doc.slice(b.span)));
    byline.or_else(|| {
        let first = head().find(|b| b.is_numbered() && b.kind == BlockKind::Paragraph)?;
        let opening = dateline(doc.slice(first.span))?;
        from_words(opening)
    })
}

/// The words before the dash of a dateline: "SEOUL, Feb. 23, 2016 (Agency) —".
fn dateline(paragraph: &str) -> Option<&str> {
    let mut end = paragraph.len().min(DATELINE);
    while !paragraph.is_char_boundary(end) {
        end -= 1;
    }
    let opening = paragraph.get(..end)?;
    let dash = ["—", "–", " - ", "--"]
        .iter()
        .filter_map(|d| opening.find(d))
        .min()?;
    let words = opening.get(..dash)?;
    let shouted = words
        .chars()
        .take_while(|c| *c != ',')
        .filter(|c| c.is_alphabetic());
    let mut shouted = shouted.peekable();
    shouted.peek()?;
    shouted.all(char::is_uppercase).then_some(words)
}

/// The day in the path of an address: "/2016/02/23/", "2016-02-23".
fn from_address(address: &str) -> Option<Date> {
    let fields = address
        .split(|c: char| !c.is_ascii_digit())
        .filter(|f| !f.is_empty());
    let mut numbers: [&str; 2] = ["", ""];
    for field in fields {
        let [y, m] = numbers;
        if y.len() == 4 && m.len() <= 2 && field.len() <= 2 {
            let number = |s: &str| s.parse::<i16>().ok();
            let day = Date::new(number(y)?, number(m)? as i8, number(field)? as i8);
            if let Ok(day) = day
                && (1900..=2200).contains(&day.year())
            {
                return Some(day);
            }
        }
        numbers = [m, field];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &str) {
        let found = from_words(words).map(|d| d.to_string());
        assert_eq!(found.as_deref(), Some(expected), "{words}");
    }

    #[test]
    fn raw_strings() {
        check("23 February 2016", "2016-02-23");
        check("Tuesday, February 23, 2016 at 8:15 p.m.", "2016-02-23");
        check("2016-02-23T20:15:00+01:00", "2016-02-23");
        check("2016-02-23", "2016-02-23");
        check("Updated Feb. 23, 2016 8:15 pm ET", "2016-02-23");
        check("Published 23/02/2016", "2016-02-23");
        check("2016年2月23日", "2016-02-23");
        check("发布时间：2016年02月23日 08:15", "2016-02-23");
        check("2016년 2월 23일", "2016-02-23");
        assert_eq!(from_words("16年2月23日"), None);
        assert_eq!(from_words("February 23"), None);
        assert_eq!(from_words("February 2016"), None);
    }

    #[test]
    fn addresses() {
        let day = |a| from_address(a).map(|d| d.to_string());
        assert_eq!(
            day("https://example.org/en/articles/2016/02/23/kore-f23.html").as_deref(),
            Some("2016-02-23")
        );
        assert_eq!(
            day("https://example.org/a-2016-2-3.html").as_deref(),
            Some("2016-02-03")
        );
        assert_eq!(day("https://example.org/1234/56/78/"), None);
        assert_eq!(day("https://example.org/"), None);
    }

    #[test]
    fn datelines() {
        assert_eq!(
            dateline("SEOUL, Feb. 23, 2016 (Agency) — The mill"),
            Some("SEOUL, Feb. 23, 2016 (Agency) ")
        );
        assert_eq!(dateline("The mill — the last one — closed"), None);
    }
}
