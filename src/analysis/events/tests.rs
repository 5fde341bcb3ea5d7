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
    check(
        "A third is planned for 12 November 2016.",
        &["2016-11-12 third is planned"],
    );
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

#[test]
fn the_day_of_saying_does_not_date_what_has_a_day_of_its_own() {
    check(
        "On Sunday, Iris Hale said the mill burned down on 3 February.",
        &[
            "2016-02-03 mill burned down",
            "2016-02-21 Iris Hale said mill burned down",
        ],
    );
    check(
        "Yesterday the miller said the mill would close on 1 June.",
        &["2016-02-22 miller said mill close", "2016-06-01 mill close"],
    );
    check(
        "The miller said Friday that the mill burned down.",
        &["2016-02-19 mill burned down"],
    );
}

#[test]
fn what_is_compared_with_has_no_event() {
    check(
        "A total of 3,154 mills were sold in October 2014, down from 3,200 a year ago.",
        &["2014-10 3,154 mills sold"],
    );
    check("Sales rose 5 percent from last year.", &[]);
    check("More of them came than in 2012.", &[]);
    check("The price was $39, up from $38 in 2014.", &[]);
    // What a date stands before was so then; an amount and a move are no comparison.
    check(
        "The mill made a loss, compared with a 2014 profit of $3 million.",
        &["2014 profit of $3 million"],
    );
    check(
        "It fed more than 300 people in 2014.",
        &["2014 fed more than 300 people"],
    );
    check("He moved from Hale in 2014.", &["2014 moved from Hale"]);
}

#[test]
fn what_is_named_and_dated_in_brackets_is_an_event() {
    check(
        "There were fights such as the Battle of Hale Ridge (18 August – 5 September 1951), the \
         Battle of the Mill (6 March 1953) and the Siege of Alder (1954).",
        &[
            "1951-08-18–1951-09-05 Battle of Hale Ridge",
            "1953-03-06 Battle of the Mill",
            "1954 Siege of Alder",
        ],
    );
    check(
        "The Alder Winter Offensive (early 1951) came.",
        &["1951 Alder Winter Offensive"],
    );
    check("He told it in The Long Way (1998).", &[]);
    check("Iris Hale (12 May 1920 – 3 June 1990) was a miller.", &[]);
}

#[test]
fn one_word_names_nothing_unless_it_is_an_event() {
    check("Effective in 1994.", &[]);
    check("They remember the 1994 siege.", &["1994 siege"]);
    check("He was born in 1994.", &["1994 He was born"]);
}

#[test]
fn pictures_and_paths_are_no_events() {
    check("The dam at Hale (2008 file photo).", &[]);
    check("It stands in posts/2014-07-15-hot-news.md.", &[]);
}

#[test]
fn a_range_is_one_event_wherever_it_stands() {
    check(
        "The mill was shut between July 2003 and December 2004.",
        &["2003-07–2004-12 mill shut"],
    );
    check(
        "Between July 2003 and December 2004 the mill was shut.",
        &["2003-07–2004-12 mill shut"],
    );
}

#[test]
fn a_month_joins_the_day_on_which_the_same_happened() {
    check(
        "The rocket test in January drew anger. They held the rocket test on January 6.",
        &["2016-01-06 held rocket test"],
    );
    check(
        "The rocket test in January drew anger. They held the peace talks on January 6.",
        &[
            "2016-01 rocket test drew anger",
            "2016-01-06 held peace talks",
        ],
    );
}

#[test]
fn labels_hold_no_leftovers_of_their_date() {
    check(
        "The fair opens on 3 June and ends on 5 July.",
        &["2016-06-03 fair opens", "2016-07-05 fair ends"],
    );
    check(
        "On New Year's Day 2017, tolls rise.",
        &["2017-01-01 tolls rise"],
    );
    check(
        "The offer, which was due to expire on 5 July, stands.",
        &["2016-07-05 offer due to expire"],
    );
    check(
        "The court of Hale county, Ohio, will vote on 5 July.",
        &["2016-07-05 court of Hale county vote"],
    );
}

#[test]
fn the_second_of_two_days_has_what_happened_on_the_first() {
    check(
        "They held the rocket test on 24 and 25 January.",
        &["2016-01-24 held rocket test", "2016-01-25 held rocket test"],
    );
}

#[test]
fn a_participle_holds_no_date_before_a_verb() {
    check(
        "A venture involving two mills last year opened a dam.",
        &["2015 venture opened dam"],
    );
    check(
        "It had a loss of $3 million in 2014, compared with a profit.",
        &["2014 had loss of $3 million"],
    );
}

#[test]
fn an_amount_before_a_date_is_no_comparison() {
    check(
        "The flood killed more than 300 in 2014.",
        &["2014 flood killed more than 300"],
    );
    check(
        "Sales rose from fewer than 100 in 1980 to more than 300 in 2014.",
        &["2014 Sales rose from fewer than 100"],
    );
}

#[test]
fn a_label_keeps_what_denies_it() {
    check(
        "The miller did not resign in 2014.",
        &["2014 miller did not resign"],
    );
    check(
        "The miller never visited Alder in 2014.",
        &["2014 miller never visited Alder"],
    );
    check(
        "No deal was reached on 3 May 2014.",
        &["2014-05-03 No deal reached"],
    );
}
