//! Who is listed for whole little articles, and whom each quotation is put to.

use crate::analysis::quotes::annotate;
use crate::analysis::{Annotations, Language, Prose, SpeakerKind};
use crate::text::{BlockKind, Document, DocumentBuilder, Draft};

fn document(text: &str) -> Document {
    let mut builder = DocumentBuilder::new();
    for paragraph in text.split("\n\n") {
        let mut draft = Draft::new(BlockKind::Paragraph);
        draft.push(paragraph, 0..paragraph.len());
        builder.push(draft);
    }
    builder.finish()
}

fn read(text: &str) -> Annotations {
    let doc = document(text);
    let above = Annotations::new(Language::English, None);
    let mut all = Annotations::new(Language::English, None);
    all.extend(annotate(&Prose::new(&doc), &above));
    all
}

/// The names of the list.
#[track_caller]
fn lists(text: &str, expected: &[&str]) {
    let all = read(text);
    let names: Vec<&str> = all.speakers().map(|s| s.name.as_str()).collect();
    assert_eq!(names, expected, "{text}");
}

/// Whom the last quotation is put to; "" where the text does not say.
#[track_caller]
fn last_said(text: &str, expected: &str) {
    let all = read(text);
    let last = all.quotes().last().and_then(|q| q.speaker);
    let name = last.and_then(|s| all.speakers().nth(s));
    assert_eq!(name.map_or("", |s| s.name.as_str()), expected, "{text}");
}

#[test]
fn a_name_is_one_entry_in_whatever_form() {
    for text in [
        "Ada Moss said: “We will rebuild the mill.” “It will stand,” Moss said.",
        "Ada Moss said: “We will rebuild the mill.” “It will stand,” Ada Moss Hale said.",
        "“We will rebuild the mill,” Ada Moss said. Playing Moss for a fool is unwise. “It will stand,” Ms. Moss said.",
    ] {
        let all = read(text);
        assert_eq!(all.speakers().count(), 1, "{text}");
    }
    // Two of one surname.
    lists(
        "“We will rebuild the mill,” Ada Moss said. “I doubt it,” her brother Peter Moss said.",
        &["Ada Moss", "Peter Moss"],
    );
    // A family name that comes first.
    lists(
        "“The mill will stand,” Zhu Wenlai said. “It will be safe,” Mr. Zhu said.",
        &["Zhu Wenlai"],
    );
}

#[test]
fn the_first_word_of_a_sentence_is_no_part_of_a_name() {
    lists(
        "Ada Moss spoke at noon. Wherever Ada Moss spoke, “The mill will stand,” she said.",
        &["Ada Moss"],
    );
}

#[test]
fn what_is_no_person_is_no_he() {
    last_said(
        "Peter Hale drove home from Lake Morrow. “The water is low,” he said.",
        "Peter Hale",
    );
    last_said(
        "Mayor Ada Moss came back to her office from Larch Street. “The street is wet,” she said.",
        "Ada Moss",
    );
}

#[test]
fn a_company_is_no_public_body() {
    let text = |body: &str| {
        format!("“We will see,” said a spokesman for {body}.\n\n“We will move,” the company said.")
    };
    last_said(&text("Coastal Bank"), "Coastal Bank");
    last_said(&text("the Coastal Institute"), "company");
}

#[test]
fn an_office_stands_for_who_holds_it() {
    let held = "“The mill is safe,” said Sen. Ada Moss. “I doubt that,” said Gov. Peter Hale.";
    last_said(
        &format!("{held}\n\n“We have the reports,” the senator said."),
        "Ada Moss",
    );
    last_said(
        &format!("{held}\n\n“We have the reports,” the governor said."),
        "Peter Hale",
    );
    let vice = "“The mill is safe,” said President Ada Moss. “I doubt it,” said Vice President Peter Hale. \
                “It is,” Moss said.";
    last_said(
        &format!("{vice}\n\n“We have no reports,” the vice president said."),
        "Peter Hale",
    );
}

#[test]
fn a_former_office_is_not_the_one_who_holds_it_now() {
    last_said(
        "“The mill is safe,” said President Ada Moss. “It was not in my time,” former President Peter \
         Hale said. “It is now,” Moss said.\n\n“We shall see,” the former president said.",
        "Peter Hale",
    );
}

#[test]
fn a_senator_of_one_state_is_not_that_of_another() {
    last_said(
        "“The mill is safe,” said Senator Peter Hale. “I doubt it,” said Ohio Senator Ada Moss.\n\n\
         “Wait and see,” the Texas senator said.",
        "Peter Hale",
    );
}

#[test]
fn an_office_of_somebody_who_is_not_named_is_a_source_of_its_own() {
    lists(
        "“The mill is safe,” Ada Moss said.\n\n“I doubt that,” said a former engineer of the mill.",
        &["Ada Moss", "former engineer of the mill"],
    );
}

#[test]
fn those_without_a_name_are_called_by_whom_they_speak_for() {
    lists(
        "Officials at the Water Authority said that the dam was safe.",
        &["Officials at the Water Authority"],
    );
    lists(
        "Small groups of protesters shouted, “Open the mill!”",
        &["protesters"],
    );
}

#[test]
fn a_bare_noun_goes_on_with_the_one_that_says_more() {
    lists(
        "State officials said that the dam was safe.\n\n“There is no danger,” the officials said.",
        &["State officials"],
    );
    lists(
        "Officials said that the dam was safe.\n\n“There is no danger,” said the officials of the town.",
        &["officials of the town"],
    );
    // Two kinds of officials stay two.
    lists(
        "State officials said that the dam was safe.\n\nTown officials said that it was not.",
        &["State officials", "Town officials"],
    );
}

#[test]
fn a_verb_ends_the_words_that_name_a_source() {
    last_said(
        "Ada Moss repeatedly accused Peter Hale of lying about the mill, saying that he “knew it all along.”",
        "Ada Moss",
    );
}

#[test]
fn two_who_speak_together_are_two_speakers() {
    let both = "“The mill must stand,” Sen. Ada Moss and Gov. Peter Hale said in a letter.";
    for text in [
        both.to_owned(),
        format!("{both} “It is old,” they wrote."),
        format!("{both}\n\n“It is old,” the two said."),
    ] {
        let all = read(&text);
        for quote in all.quotes() {
            assert_eq!(
                (quote.speaker, quote.joint.as_slice()),
                (Some(0), &[1][..]),
                "{text}"
            );
        }
    }
    for alone in [
        "Ada Moss, a friend of Peter Hale and an engineer, said the mill was “safe.”",
        "Ada Moss and Peter Hale’s lawyer said the mill was “safe.”",
    ] {
        let all = read(alone);
        assert!(all.quotes().all(|q| q.joint.is_empty()), "{alone}");
    }
}

#[test]
fn words_that_can_be_nobody_give_way_to_the_subject() {
    last_said(
        "After the winner was declared, Ada Moss famously responded: “The old mill by the river is safe.”",
        "Ada Moss",
    );
}

#[test]
fn the_words_right_after_the_marks_say_who_speaks() {
    for (text, who) in [
        (
            "“The mill is safe,” said Ada Moss, whose brother Peter Hale built it.",
            "Ada Moss",
        ),
        (
            "Peter Hale says the mill was shut, adding that “it is safe,” Ada Moss said.",
            "Ada Moss",
        ),
        (
            "“Will it stand?” a friend of the house asked.",
            "friend of the house",
        ),
        (
            "On Sunday Ada Moss made the following comment: “The old mill by the river is safe.”",
            "Ada Moss",
        ),
    ] {
        last_said(text, who);
    }
}

#[test]
fn the_family_of_somebody_is_not_that_one() {
    lists(
        "Peter Hale fell from the mill. Hale’s relatives said that they had “more questions than answers.”",
        &["Hale’s relatives"],
    );
}

#[test]
fn bodies_are_told_from_persons() {
    for text in [
        "The North Valley Army said that the bridge was “safe for all.”",
        "Larch Energy said that the bridge was “safe for all.”",
        "The MRA-TRA said that the bridge was “safe for all.”",
    ] {
        let all = read(text);
        let kinds: Vec<SpeakerKind> = all.speakers().map(|s| s.kind).collect();
        assert_eq!(kinds, [SpeakerKind::Body], "{text}");
    }
    let campaign = read(
        "The Hale campaign and the Hale office are in one house. Hale said that the mill was “safe for all.”",
    );
    assert!(campaign.speakers().all(|s| s.kind == SpeakerKind::Person));
    lists(
        "Hui Chi-fung of the council said that the bridge was “safe for all.”",
        &["Hui Chi-fung"],
    );
}

#[test]
fn a_month_may_be_a_name() {
    lists(
        "“It stands,” Mrs May said. Ada May said that it would.",
        &["Ada May"],
    );
    lists(
        "“It stands,” said April Jones.\n\n“It does,” said Mr. May, who left.",
        &["April Jones", "May"],
    );
    lists(
        "“It stands,” Ada Will said. “It will,” said June Hale.",
        &["Ada Will", "June Hale"],
    );
    lists(
        "“It stands,” Ada Moss said in April. May 5 is a Sunday.",
        &["Ada Moss"],
    );
}

#[test]
fn who_is_only_spoken_of_does_not_speak() {
    last_said(
        "The expert warned that it would grow. “His friendship with the convicted builder Peter \
         Stone is under investigation,” the expert warned.",
        "expert",
    );
}

#[test]
fn who_holds_an_office_is_one_with_it() {
    lists(
        "The secretary general of the league, Ada Moss, said that the bridge was “safe for all.”",
        &["Ada Moss"],
    );
    lists(
        "Federal and state officials said that the bridge was “safe for all.”",
        &["Federal and state officials"],
    );
}

#[test]
fn what_is_named_after_a_battle_says_nothing() {
    lists(
        "Operation Larch said that the hill was to be taken by the end of the month.",
        &[],
    );
}

#[test]
fn a_battle_says_nothing() {
    lists(
        "The troops claimed in the Battle of the Moss River (in May 1951) and the Battle of Hale, \
         which was halted at the “No-name Line” north of the mill.",
        &[],
    );
}
