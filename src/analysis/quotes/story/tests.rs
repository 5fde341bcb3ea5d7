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

#[test]
fn the_teller_is_whom_others_call_by_name() {
    check(
        "I had known him for years, and I was fond of him as I was of nobody.\n\n\
         “You have seen it, my dear Moss,” said Hale, and he looked at me.\n\n\
         “I have,” said I, and I gave it to him.\n\n\
         “Well, Moss, what is it?” said Hale, and he took it from me.",
        &["Hale", "Moss", "Hale"],
    );
}

#[test]
fn his_wife_bears_his_name() {
    check(
        "“It is late,” said Mrs. Hale, and she looked at him.\n\n\
         “It is,” said Mr. Hale, and he rose from his chair.\n\n\
         “Then let us go,” said his wife, and she gave him her hand.",
        &["Mrs. Hale", "Mr. Hale", "Mrs. Hale"],
    );
}

#[test]
fn a_captain_is_not_his_daughter() {
    check(
        "“Come in,” said Captain Hale, and he opened the door to her.\n\n\
         “I will,” said Miss Hale, and she went past him.",
        &["Captain Hale", "Miss Hale"],
    );
}

/// How many spans each quotation has.
fn spans(text: &str) -> Vec<usize> {
    let doc = document(text);
    let prose = Prose::new(&doc);
    let above = Annotations::new(Language::English, None);
    let found = crate::analysis::quotes::annotate(&prose, &above);
    found
        .iter()
        .filter_map(|a| match a {
            Annotation::Quote(quote) => Some(quote.spans.len()),
            _ => None,
        })
        .collect()
}

#[test]
fn a_comma_on_either_side_joins() {
    assert_eq!(
        spans("“I think,” Ada began, as she rose from her chair and went to him, “that it rains.”"),
        [2]
    );
    assert_eq!(
        spans("“Why?” he asked her; and she looked at him and answered: “It rains.”"),
        [1, 1]
    );
}

#[test]
fn a_tale_is_a_quotation_a_paragraph_and_all_of_them_are_one_persons() {
    let text = "“Tell me,” said Peter, and he sat down beside her.\n\n\
                “I went to the mill,” said Ada, “and saw him there.\n\n\
                “He had a lamp in his hand.\n\n\
                “I ran from him,” and she wept.";
    assert_eq!(spans(text), [1, 2, 1, 1]);
    check(text, &["Peter", "Ada", "Ada", "Ada"]);
}

#[test]
fn speech_may_break_off_without_its_dash() {
    check(
        "\"But if he comes to us \" said Ada, and she wept.",
        &["Ada"],
    );
}
