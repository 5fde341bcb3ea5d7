//! Whole paragraphs and the entries that they give.

use jiff::civil::date;

use super::annotate;
use crate::analysis::dates::{self, tests::document};
use crate::analysis::{Annotations, Language, Prose};

/// The events of a text of Tuesday, 23 February 2016, as `when label`.
fn events(text: &str) -> Vec<String> {
    let doc = document(text);
    let prose = Prose::new(&doc);
    let mut above = Annotations::new(Language::English, Some(date(2016, 2, 23)));
    let found = dates::annotate(&prose, &above);
    above.extend(found);
    let found = annotate(&prose, &above);
    above.extend(found);
    above
        .events()
        .map(|e| format!("{} {}", e.when, e.label))
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(events(text), expected, "{text}");
}

#[test]
fn labels_come_from_the_clause_of_the_date() {
    check(
        "The mill burned down on March 3, 1994.",
        &["1994-03-03 mill burned down"],
    );
    check(
        "In 1994, the council signed the Water Treaty.",
        &["1994 council signed Water Treaty"],
    );
    check("They remember the 1988 flood.", &["1988 flood"]);
}

#[test]
fn a_verb_has_its_subject_across_what_parts_them() {
    check("The deal, signed in 1994, holds.", &["1994 deal signed"]);
    check(
        "Hale, after a week of fire, was rebuilt in 1994.",
        &["1994 Hale rebuilt"],
    );
    check(
        "The message that was read in 1994 is lost.",
        &["1994 message read"],
    );
    check(
        "The miller, who came from Hale, was arrested in 1994.",
        &["1994 miller arrested"],
    );
    check(
        "The mayor met the miller and died in 1994.",
        &["1994 mayor died"],
    );
    check(
        "After taking office in 1994, Mayor Hale closed the mill.",
        &["1994 Mayor Hale taking office"],
    );
    check("He was defeated in 1994.", &["1994 He was defeated"]);
    check("It will return in 2017.", &["2017 It will return"]);
}

#[test]
fn a_dateline_is_no_day_of_what_has_one() {
    check(
        "HALE, 23 February 2016 (Mill Wire) — The council on Monday closed the mill.",
        &["2016-02-22 council closed mill"],
    );
    check(
        "HALE, February 23 — The council closed the mill on Monday.",
        &["2016-02-22 council closed mill"],
    );
    check(
        "HALE, February 23 (Mill Wire) — The council closed the mill.",
        &["2016-02-23 council closed mill"],
    );
}

#[test]
fn a_short_label_goes_on_after_its_date() {
    check(
        "The bank agreed in 1994 to buy the mill.",
        &["1994 bank agreed to buy mill"],
    );
    check(
        "They spoke of the 1994 explosion at the mill.",
        &["1994 explosion at mill"],
    );
}

#[test]
fn a_clause_that_begins_with_when_tells_what_the_date_was() {
    check(
        "The posters of 1994, when the mill burned down, are rare.",
        &["1994 mill burned down"],
    );
}

#[test]
fn one_word_joins_the_event_that_has_it() {
    check(
        "In 1994 the two houses of the valley struck a water deal. In 2001 the mayor broke \
         the 1994 deal.",
        &[
            "1994 two houses of valley struck water deal",
            "2001 mayor broke deal",
        ],
    );
}

#[test]
fn an_interval_is_one_entry() {
    check("They fought the 1950-53 war.", &["1950–1953 war"]);
}
