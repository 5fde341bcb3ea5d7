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
fn an_interval_is_one_entry() {
    check("They fought the 1950-53 war.", &["1950–1953 war"]);
}
