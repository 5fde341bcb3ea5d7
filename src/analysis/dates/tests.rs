//! The helpers that the tables beside the families are written with. The document's date is
//! Tuesday, 23 February 2016.

use jiff::civil::date;
use proptest::prelude::*;

use super::annotate;
use crate::analysis::{Annotations, DateMention, Language, Prose};
use crate::text::{BlockKind, Document, DocumentBuilder, Draft};

/// A document of one paragraph.
pub fn document(text: &str) -> Document {
    let mut builder = DocumentBuilder::new();
    let mut draft = Draft::new(BlockKind::Paragraph);
    draft.push(text, 0..text.len());
    builder.push(draft);
    builder.finish()
}

/// The expressions of a text as words and mentions.
pub fn mentions(text: &str) -> Vec<(String, DateMention)> {
    let doc = document(text);
    let prose = Prose::new(&doc);
    let above = Annotations::new(Language::English, Some(date(2016, 2, 23)));
    let mut all = above.clone();
    all.extend(annotate(&prose, &above));
    all.dates()
        .map(|d| (doc.slice(d.span).to_string(), d.clone()))
        .collect()
}

/// `text` holds just one expression, `words`, of this value.
#[track_caller]
pub fn check(text: &str, words: &str, value: &str) {
    let found = mentions(text);
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(w, m)| (w.as_str(), m.value.as_str()))
        .collect();
    assert_eq!(found, [(words, value)], "{text}");
}

/// The same with a modifier.
#[track_caller]
pub fn check_modifier(text: &str, words: &str, value: &str, modifier: &str) {
    check(text, words, value);
    assert_eq!(mentions(text)[0].1.modifier, Some(modifier), "{text}");
}

/// `text` holds expressions of these values, in this order.
#[track_caller]
pub fn check_all(text: &str, values: &[&str]) {
    let found = mentions(text);
    let found: Vec<&str> = found.iter().map(|(_, m)| m.value.as_str()).collect();
    assert_eq!(found, values, "{text}");
}

/// `text` holds no expression.
#[track_caller]
pub fn reject(text: &str) {
    let found = mentions(text);
    let found: Vec<&str> = found.iter().map(|(w, _)| w.as_str()).collect();
    assert!(found.is_empty(), "{text}: {found:?}");
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day in every form that states it in full.
fn forms(y: i16, m: i8, d: i8) -> Vec<String> {
    let month = MONTHS[m as usize - 1];
    let short = month.get(..3).unwrap_or(month);
    let suffix = match d {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    };
    let mut forms = vec![
        format!("{d} {month} {y}"),
        format!("{d} {month}, {y}"),
        format!("{d}{suffix} {month} {y}"),
        format!("{month} {d}, {y}"),
        format!("{month} {d} {y}"),
        format!("{month} {d}{suffix}, {y}"),
        format!("the {d}{suffix} of {month}, {y}"),
        format!("{y}-{m:02}-{d:02}"),
        format!("{y}/{m:02}/{d:02}"),
        format!("{d}.{m}.{y}"),
    ];
    if d > 12 {
        forms.push(format!("{m}/{d}/{y}"));
        forms.push(format!("{d}/{m}/{y}"));
    }
    if !matches!(m, 5..=7) {
        forms.push(format!("{short}. {d}, {y}"));
    }
    forms
}

proptest! {
    #[test]
    fn a_day_in_any_form_is_read_back(y in 1800i16..2100, m in 1i8..=12, d in 1i8..=28) {
        let expected = format!("{y:04}-{m:02}-{d:02}");
        for form in forms(y, m, d) {
            let found = mentions(&format!("It opened on {form}."));
            let values: Vec<&str> = found.iter().map(|(_, m)| m.value.as_str()).collect();
            prop_assert_eq!(values, vec![expected.as_str()], "{}", form);
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "[0-9a-z,.:/ '-]{0,80}|\\PC{0,80}") {
        mentions(&text);
    }
}

#[test]
fn hostile_texts_are_read_to_their_end() {
    for piece in [
        "1994 ",
        "1994-",
        "second ",
        "the last two years ago before ",
        "31 February ",
        "May 6-7, ",
        "2016-02-23T10:15:30Z ",
        "00:00 ",
        "last last last week of the end of the ",
        "99999 BC ",
        "2016/",
        "a ",
        "January ",
    ] {
        let text = piece.repeat(4000);
        let found = mentions(&text);
        let mut end = 0;
        for (_, mention) in found {
            assert!(mention.span.start() >= end, "{piece}");
            end = mention.span.end();
        }
    }
}

#[test]
fn no_day_is_invented() {
    reject("31/02/2016 and 0/0/0000 and 99/99/9999");
    check("in the year 99999 or year 0 or 1994", "1994", "1994");
}

#[test]
fn outside_english_only_iso_dates_are_claimed() {
    let doc = document("Am 3. Mai 1945 und am 2016-02-23 war March 1994.");
    let prose = Prose::new(&doc);
    let above = Annotations::new(Language::Other("de"), None);
    let found = annotate(&prose, &above);
    assert_eq!(found.len(), 1);
    assert!(found[0].days().is_some());
}

/// The history of a mill, told in four years that are not the text's own.
const BACKGROUND: &str =
    "It was sold in 1998. It was let in 2004. It was shut in 2009. It burned in 2011.";

#[test]
fn background_makes_no_history_of_news() {
    let last = |text: &str| mentions(text).pop().map(|(_, m)| m.value);
    let day = |tail: &str| last(&format!("{BACKGROUND} {tail}"));
    // Told in the past, by nobody: a history.
    assert_eq!(
        day("It opened again on July 8").as_deref(),
        Some("2011-07-08")
    );
    // Somebody says it, or the present is spoken of: news.
    let news = "The owner said that it was lost, and the mayor said so on July 8";
    assert_eq!(day(news).as_deref(), Some("2015-07-08"));
    let comment = "The ruling is right. The owners are ready, have means and will pay. The court ruled on July 8";
    assert_eq!(day(comment).as_deref(), Some("2015-07-08"));
}

#[test]
fn a_history_begins_from_its_own_date() {
    let first = mentions(&format!("The mill was rebuilt on July 8. {BACKGROUND}"));
    assert_eq!(first[0].1.value, "2015-07-08");
}

#[test]
fn what_is_scheduled_lies_in_the_coming_year_that_was_named() {
    check_all(
        "The 2017 tour opens in Hale. It stops at Alder on January 22.",
        &["2017", "2017-01-22"],
    );
    check_all(
        "The 2017 tour opens in Hale. It was announced on January 22.",
        &["2017", "2016-01-22"],
    );
    check_all(
        "The 2017 tour opens in Hale. Tickets are out on March 2.",
        &["2017", "2016-03-02"],
    );
    check_all(
        "The 2018 tour opens in Hale. It stops at Alder on January 22.",
        &["2018", "2016-01-22"],
    );
}

#[test]
fn a_time_belongs_to_a_day_of_its_own_paragraph() {
    let values = |text: &str| {
        let mut builder = DocumentBuilder::new();
        for paragraph in text.split('|') {
            let mut draft = Draft::new(BlockKind::Paragraph);
            draft.push_words(paragraph);
            builder.push(draft);
        }
        let doc = builder.finish();
        let prose = Prose::new(&doc);
        let above = Annotations::new(Language::English, Some(date(2016, 2, 23)));
        let mut all = above.clone();
        all.extend(annotate(&prose, &above));
        let values: Vec<String> = all.dates().map(|d| d.value.clone()).collect();
        values
    };
    assert_eq!(
        values("Hale left on Monday. He landed at 6 am in Alder."),
        ["2016-02-22", "2016-02-22T06:00"]
    );
    assert_eq!(
        values("Hale left on Monday.|The miller landed at 6 am in Alder."),
        ["2016-02-22", "XXXX-XX-XXT06:00"]
    );
}

#[test]
fn what_lies_beside_an_event_is_that_day_or_none() {
    let told = |text: &str| {
        let text = format!("{BACKGROUND} {text}");
        let found = mentions(&text).split_off(4);
        let values: Vec<String> = found.into_iter().map(|(_, m)| m.value).collect();
        values
    };
    assert_eq!(
        told("It was raised on 3 May 1994, two days after the flood came."),
        ["1994-05-03", "1994-05-03"]
    );
    assert_eq!(
        told("It was raised on 3 May 1994. Work was done two days after the flood came."),
        ["1994-05-03", "P2D"]
    );
    assert_eq!(
        told("On 3 June 1994 it was shut. In 1993 it was sold. It had been idle since April."),
        ["1994-06-03", "1993", "1994-04"]
    );
}
