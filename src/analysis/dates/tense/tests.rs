//! Sentences that tell on which side of today their date lies.

use crate::analysis::dates::tests::check;

const PAST: &str = "2016-02-19";
const FUTURE: &str = "2016-02-26";

/// Written on Tuesday, 23 February 2016, the Friday of each text lies on this day.
#[track_caller]
fn friday(day: &str, texts: &[&str]) {
    for text in texts {
        check(text, "Friday", day);
    }
}

#[test]
fn verbs_tell_of_what_was() {
    friday(
        PAST,
        &[
            "The mill closed on Friday",
            "They returned to work on Friday",
            "On Friday, when the owner set aside his doubts, the mill opened",
            "The deal, signed on Friday, will be published",
            "The spokesman could not be reached Friday",
            "Neither of them could have left on Friday",
            "The lease had been due to expire Friday",
            "They had planned to meet on Friday",
            "They were to have met on Friday",
            "Hundreds gathered to mourn the miller on Friday",
            "They staged a parade to mark the opening on Friday",
            "The sides failed to reach a deal on Friday",
            "The road was closed due to snow on Friday",
            "Shares fell more than expected on Friday",
            "They did not leave until Friday",
            "Until Friday, they had not heard of it",
            "The march went ahead as previously planned Friday",
            "It has been shut since Friday",
            "The record was set on Friday",
            "The talks on Friday were called off",
            "A bullet tore through the roof and into the wall Friday",
            "Smith on Friday rejected an offer that would have ended it",
            "The owner saw Will Hale on Friday",
        ],
    );
}

#[test]
fn verbs_tell_of_what_is_to_come() {
    friday(
        FUTURE,
        &[
            "They will go back on Friday",
            "The court is due to meet on Friday",
            "The owner has until Friday to reply",
            "They said the meeting on Friday is expected to be short",
            "A meeting on Friday is expected",
            "The mayor said he would leave on Friday",
            "They agreed to meet on Friday",
            "The report is to be published on Friday",
            "They were to meet on Friday",
            "The hearing was postponed until Friday",
            "They planned a march on Friday",
            "The mayor is visiting the mill on Friday",
            "The council meets on Friday",
            "The bill goes to the council on Friday",
            "He and the owners meet on Friday",
            "The shop opens Friday",
            "The strike was set for Friday",
            "They called on the owner to leave by Friday",
            "On Friday, the guild plans to hold a meeting that was put off",
            "The work must have been done but the bill will be paid Friday",
            "On Friday, voters will choose a mayor",
            "Mayor to open the mill on Friday",
        ],
    );
}

#[test]
fn a_date_before_a_noun_is_past_unless_that_is_held_at_a_set_time() {
    friday(
        PAST,
        &[
            "They will look for ways around Friday's ruling",
            "They hope to learn from the Friday attack",
            "At Friday's meeting they agreed",
        ],
    );
    friday(
        FUTURE,
        &[
            "They will vote at Friday's meeting",
            "They hope to meet the Friday deadline",
        ],
    );
}
