//! Who speaks in stories, and what is speech there.

use super::super::tests::document;
use crate::analysis::{Annotation, Annotations, Language, Prose};

/// The speaker of each quotation, in text order.
fn speakers(text: &str) -> Vec<String> {
    let doc = document(text);
    let prose = Prose::new(&doc);
    let above = Annotations::new(Language::English, None);
    let found = crate::analysis::quotes::annotate(&prose, &above);
    let names: Vec<&str> = found
        .iter()
        .filter_map(|a| match a {
            Annotation::Speaker(speaker) => Some(speaker.name.as_str()),
            _ => None,
        })
        .collect();
    found
        .iter()
        .filter_map(|a| match a {
            Annotation::Quote(quote) => quote.speaker.map(|s| names[s].to_owned()),
            _ => None,
        })
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(speakers(text), expected, "{text}");
}

#[test]
fn titles_tell_a_family_apart() {
    check(
        "“You are late,” said Mrs. Hale, and she looked at him as he came in.\n\n\
         “I am,” said Mr. Hale, and he sat down beside her with his hat on.\n\n\
         “We waited for you,” said Miss Hale, and she wept.",
        &["Mrs. Hale", "Mr. Hale", "Miss Hale"],
    );
}

#[test]
fn a_short_form_is_the_same_person() {
    check(
        "“I shall go,” said Elizabeth, and she rose and went to him.\n\n\
         “Stay,” said he, and he took her hand.\n\n\
         “I cannot,” said Lizzy, and she left him.",
        &["Elizabeth", "Elizabeth"],
    );
}

#[test]
fn a_verb_of_saying_has_the_subject_of_its_sentence() {
    check(
        "Ada turned away from him, went to the window and said, “It rains.” He said nothing to her.",
        &["Ada"],
    );
    check(
        "Ada leaned towards him, remarking, “It rains.” He said nothing to her, and she wept.",
        &["Ada"],
    );
}

#[test]
fn a_description_with_a_capital_is_as_good_as_a_name() {
    check(
        "“Come,” said the Professor, and he took his hat from her.\n\n\
         “I will not,” said Ada, and she turned from him.",
        &["Professor", "Ada"],
    );
}

#[test]
fn the_teller_has_the_name_that_others_call() {
    check(
        "“What do you see, Peter?” said Ada to me, and I looked at her.\n\n\
         “I see nothing,” I said, and I gave it back to her.",
        &["Ada", "Peter"],
    );
}

#[test]
fn what_stands_inside_a_sentence_is_no_speech() {
    check(
        "He sat at the sign of the “Golden Lion,” and he ate his bread, and she watched him.\n\n\
         “Is it good?” said Ada, and she laughed at him.",
        &["Ada"],
    );
}
