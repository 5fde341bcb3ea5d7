//! Whatever the text: every span of an answer lies inside the text it refers to, on the words it
//! names, and every index inside its list.

#![allow(clippy::unwrap_used)]

use dateline::analysis::{self, Options, Parts};
use dateline::export::{Format, Subject, json};
use dateline::load;
use proptest::prelude::*;
use serde_json::Value;

/// Pieces of articles, of markup and of what goes wrong with both.
const PIECES: &[&str] = &[
    "“We met,” said Ana Ruiz. ",
    "\"Never again\" ",
    "Ruiz said that ",
    "according to the mayor, ",
    "on Sunday ",
    "On 5 March 2011 ",
    "between 1950 and 1953, ",
    "six years later ",
    "in early 2007, ",
    "12 May 2024",
    "the council closed the bridge",
    ". ",
    "\n",
    "\n\n",
    "\r\n\r\n",
    "six-\n\nparty ",
    "## Part\n\n",
    "# Title\n\n",
    "- item ",
    "> quoted ",
    "| a | b |\n|---|---|\n| c | d |\n\n",
    "```\ncode\n```\n",
    "---\n\n",
    "**bold** [link](https://example.org) ",
    "&amp; &#27; ",
    "é",
    "漢字",
    "😀",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{200b}",
    "\u{feff}",
    "e\u{301}\u{301}",
    "\0",
    "\t",
    "     ",
    "’",
    "”",
    "“",
    "(",
    "—",
];

fn text() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(PIECES);
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn subject<'a>(
    document: &'a dateline::text::Document,
    annotations: &'a analysis::Annotations,
) -> Subject<'a> {
    Subject {
        name: "a",
        document,
        annotations,
        parts: Parts::ALL,
    }
}

fn check_span(start: &Value, end: &Value, length: u64) -> Result<(), TestCaseError> {
    let (start, end) = (start.as_u64().unwrap(), end.as_u64().unwrap());
    prop_assert!(start <= end && end <= length, "{start}..{end} of {length}");
    Ok(())
}

/// Checks every span and index of an answer whose spans refer to `text`.
fn check(answer: &Value, text: &str) -> Result<(), TestCaseError> {
    let length = text.chars().count() as u64;
    let list = |name: &str| answer[name].as_array().unwrap().clone();
    let paragraphs = list("paragraphs");
    let inside = |index: &Value| index.as_u64().unwrap() < paragraphs.len() as u64;
    let mut last = 0;
    for paragraph in &paragraphs {
        check_span(&paragraph["start"], &paragraph["end"], length)?;
        prop_assert!(paragraph["start"].as_u64().unwrap() >= last);
        last = paragraph["end"].as_u64().unwrap();
    }
    for quote in list("quotes") {
        prop_assert!(!quote["spans"].as_array().unwrap().is_empty());
        for span in quote["spans"].as_array().unwrap() {
            check_span(&span[0], &span[1], length)?;
        }
        for words in ["mention", "cue"].map(|key| &quote[key]) {
            if !words.is_null() {
                check_span(&words["start"], &words["end"], length)?;
            }
        }
        prop_assert!(inside(&quote["paragraph"]));
        if let Some(speaker) = quote["speaker"].as_u64() {
            prop_assert_eq!(
                list("speakers")[speaker as usize]["id"].as_u64(),
                Some(speaker)
            );
        }
    }
    for date in list("dates") {
        check_span(&date["start"], &date["end"], length)?;
        prop_assert!(inside(&date["paragraph"]));
        prop_assert_eq!(date["from"].is_null(), date["to"].is_null());
        prop_assert!(date["from"].is_null() || date["from"].as_str() <= date["to"].as_str());
    }
    for event in list("events") {
        check_span(&event["span"][0], &event["span"][1], length)?;
        prop_assert!(event["from"].as_str() <= event["to"].as_str());
        prop_assert!(event["paragraphs"].as_array().unwrap().iter().all(inside));
        for date in event["dates"].as_array().unwrap() {
            prop_assert!((date.as_u64().unwrap() as usize) < list("dates").len());
        }
    }
    prop_assert!(list("sections").iter().all(|s| inside(&s["paragraph"])));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn spans_of_a_plain_record_lie_in_its_own_text(text in text()) {
        let document = load::load_text(&text, None);
        let annotations = analysis::analyse(&document, &Options::default());
        let mut out = Vec::new();
        json::record(&subject(&document, &annotations), &text, json::Repeated::default(), &mut out);
        check(&serde_json::from_slice(&out).unwrap(), &text)?;
    }

    #[test]
    fn spans_of_an_article_lie_in_the_text_of_its_answer(text in text()) {
        let document = load::load_text(&text, load::format_named("md"));
        let annotations = analysis::analyse(&document, &Options::default());
        let mut out = Vec::new();
        json::article(&subject(&document, &annotations), &mut out);
        let answer: Value = serde_json::from_slice(&out).unwrap();
        check(&answer, answer["text"].as_str().unwrap())?;
    }

    #[test]
    fn no_form_lets_a_control_pass(text in text()) {
        let document = load::load_text(&text, load::format_named("md"));
        let annotations = analysis::analyse(&document, &Options::default());
        for format in [Format::Md, Format::Csv, Format::Ics] {
            let mut out = Vec::new();
            format.begin(&mut out);
            format.article(&subject(&document, &annotations), &mut out);
            format.end(&mut out);
            let text = String::from_utf8(out).unwrap().replace("\r\n", "\n");
            prop_assert!(text.chars().all(|c| c == '\n' || c == '\t' || !c.is_control()));
        }
    }

    #[test]
    fn dates_of_a_record_are_the_words_they_name(text in "[a-zé ]{0,20}") {
        let text = format!("{text}\n\nIt closed on 5 March 2011.");
        let document = load::load_text(&text, None);
        let annotations = analysis::analyse(&document, &Options::default());
        let mut out = Vec::new();
        json::record(&subject(&document, &annotations), &text, json::Repeated::default(), &mut out);
        let answer: Value = serde_json::from_slice(&out).unwrap();
        let chars: Vec<char> = text.chars().collect();
        for date in answer["dates"].as_array().unwrap() {
            let span = date["start"].as_u64().unwrap() as usize..date["end"].as_u64().unwrap() as usize;
            let words: String = chars[span].iter().collect();
            prop_assert_eq!(words, "5 March 2011");
        }
    }
}
