//! References without a place on the calendar: "now", "recently", "in the past", "the future".

use crate::analysis::dates::lexicon::Kind;
use crate::analysis::dates::line::Line;
use crate::analysis::dates::meaning::{Found, Meaning, Vague};
use crate::analysis::dates::unit::Unit;

/// A vague reference that begins at a position.
pub fn parse(line: &Line, at: usize) -> Option<Found> {
    let found = |end, vague| Some(Found::new(at, end, Meaning::Vague(vague)));
    match line.kind(at) {
        Kind::Now | Kind::Currently => found(at + 1, Vague::Present),
        Kind::Current if is_current(line, at) => found(at + 1, Vague::Present),
        Kind::Recently if is_recently(line, at) => found(at + 1, Vague::Past),
        Kind::Latest if is_recent(line, at) => found(at + 1, Vague::Former),
        Kind::Soon if line.word(at) == "soon" && is_soon(line, at) => found(at + 1, Vague::Future),
        Kind::The => the(line, at),
        Kind::Future
            if matches!(line.kind(at + 1), Kind::Other) && line.kind_before(at) != Kind::The =>
        {
            found(at + 1, Vague::Coming)
        }
        Kind::Latest if line.class(at + 1).unit() == Some(Unit::Year) => found(at + 2, Vague::Past),
        Kind::Next if is_far(line, at) => found(at + 2, Vague::Future),
        Kind::Future if line.is(at + 1, Kind::Units) => found(at + 2, Vague::Future),
        Kind::These if line.word(at + 1) == "days" => found(at + 2, Vague::Present),
        Kind::Former if line.word(at + 1) != "," => found(at + 1, Vague::Former),
        Kind::DayPart if line.word(at) == "night" && line.kind_before(at) == Kind::At => {
            found(at + 1, Vague::Night)
        }
        _ => None,
    }
}

/// "the past", "the future", "the near future", "the present", "the time", "the moment".
fn the(line: &Line, at: usize) -> Option<Found> {
    let next = line.skip(at + 1, Kind::Adjective);
    let far = matches!(line.kind(next), Kind::Distance | Kind::Latest);
    let next = next + usize::from(far);
    let vague = match line.kind(next) {
        Kind::Past => Vague::Past,
        Kind::Future => Vague::Future,
        Kind::Current if line.word(next) == "present" => Vague::Present,
        _ => return None,
    };
    // "the past three months", "the future king".
    let noun = line.word(next + 1);
    let ends = !matches!(
        line.kind(next + 1),
        Kind::Unit
            | Kind::Units
            | Kind::Cardinal
            | Kind::Digits
            | Kind::Vague
            | Kind::Season
            | Kind::Weekday
            | Kind::Month
            | Kind::Seasons
            | Kind::Half
    ) && (line.kind(next + 1) != Kind::Other || !is_noun(noun));
    ends.then(|| Found::new(at, next + 1, Meaning::Vague(vague)))
}

/// Whether a word goes on with a noun phrase; small words and marks do not.
fn is_noun(word: &str) -> bool {
    !matches!(
        word,
        "is" | "was"
            | "are"
            | "were"
            | "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "with"
            | "as"
            | "that"
            | "who"
            | "which"
            | "but"
            | "because"
            | "when"
            | "while"
            | "if"
            | "it"
            | "he"
            | "she"
            | "they"
            | "we"
            | "i"
            | "you"
            | "not"
            | ";"
            | "?"
            | "!"
            | "\""
            | "''"
            | ""
            | "_"
            | "into"
            | "about"
            | "after"
            | "before"
            | "it's"
            | "there"
            | "so"
            | "”"
    )
}

fn is_current(line: &Line, at: usize) -> bool {
    line.word(at) == "current"
        && matches!(line.kind(at + 1), Kind::Other | Kind::Quantity)
        && !matches!(line.word(at + 1), "account" | "affairs" | "events")
}

fn is_recently(line: &Line, at: usize) -> bool {
    !line.is(at + 1, Kind::Dash)
}

fn is_recent(line: &Line, at: usize) -> bool {
    line.word(at) == "recent" && line.is(at + 1, Kind::Other) && line.kind_before(at) != Kind::Most
}

/// "soon" that looks ahead from when the text was written: after a modal, not "as soon as", nor the
/// "soon" of a narrative.
fn is_soon(line: &Line, at: usize) -> bool {
    let modal = |i: usize| {
        matches!(
            line.word(i),
            "will"
                | "would"
                | "could"
                | "may"
                | "might"
                | "can"
                | "should"
                | "'ll"
                | "to"
                | "must"
                | "very"
        )
    };
    let ahead = (1..=4).any(|back| at.checked_sub(back).is_some_and(modal));
    ahead && !matches!(line.word(at + 1), "as" | "after" | "became") && line.word_before(at) != "as"
}

/// "coming quarters".
fn is_far(line: &Line, at: usize) -> bool {
    line.word(at) == "coming" && line.is(at + 1, Kind::Units)
}

#[cfg(test)]
mod tests {
    use crate::analysis::dates::tests::{check, reject};

    #[test]
    fn references() {
        check("It is now a mill.", "now", "PRESENT_REF");
        check("It was recently sold.", "recently", "PAST_REF");
        check("They did so in the past.", "the past", "PAST_REF");
        check("Nobody knows the future.", "the future", "FUTURE_REF");
        check("It will soon open.", "soon", "FUTURE_REF");
        check("Now that they can", "Now", "PRESENT_REF");
        check(
            "It may open in the near future.",
            "the near future",
            "FUTURE_REF",
        );
    }

    #[test]
    fn no_references() {
        reject("as soon as they can");
    }
}
