use super::*;
use crate::text::testing::paragraphs;
use proptest::prelude::*;

#[track_caller]
fn check_tokens(text: &str, expected: &str) {
    let doc = paragraphs([text]);
    let prose = Prose::new(&doc);
    let tokens: Vec<&str> = (0..prose.tokens().len()).map(|t| prose.text(t)).collect();
    assert_eq!(tokens.join("|"), expected);
}

#[track_caller]
fn check_sentences(text: &str, expected: &[&str]) {
    let doc = paragraphs([text]);
    let prose = Prose::new(&doc);
    let sentences: Vec<&str> = prose
        .sentences()
        .iter()
        .map(|s| prose.slice(s.tokens.clone()))
        .collect();
    assert_eq!(sentences, expected);
}

#[test]
fn words_numbers_and_marks() {
    check_tokens("Mill's wheel didn't stop.", "Mill|'s|wheel|didn't|stop|.");
    check_tokens("O’Brien’s 1990s, 12th", "O’Brien|’s|1990s|,|12th");
    check_tokens("the U.S. at 8 p.m.", "the|U.S.|at|8|p.m.");
    check_tokens("2,000 troops, 1950-53", "2,000|troops|,|1950|-|53");
    check_tokens("``Yes,'' she said", "``|Yes|,|''|she|said");
    check_tokens("“it’s ‘new’”", "“|it|’s|‘|new|’|”");
    check_tokens("J. R. Smith", "J.|R.|Smith");
}

#[test]
fn sentences_end_at_stops_but_not_at_abbreviations() {
    check_sentences(
        "Gen. Ruiz met Mr. Hale on Jan. 6. They left. “Why?” he asked.",
        &[
            "Gen. Ruiz met Mr. Hale on Jan. 6.",
            "They left.",
            "“Why?” he asked.",
        ],
    );
    check_sentences(
        "The U.S. Senate sat at 8 p.m. The vote came late.",
        &["The U.S. Senate sat at 8 p.m.", "The vote came late."],
    );
    check_sentences(
        "It closed at 5 p.m. Friday. It opens at 9 a.m. Prices hold.",
        &[
            "It closed at 5 p.m. Friday.",
            "It opens at 9 a.m.",
            "Prices hold.",
        ],
    );
    check_sentences(
        "She said: “Stop.” Then she left.",
        &["She said: “Stop.”", "Then she left."],
    );
}

proptest! {
    #[test]
    fn tokens_are_in_order_and_hold_every_visible_character(text in "\\PC{0,200}") {
        let doc = paragraphs([&text]);
        let prose = Prose::new(&doc);
        let mut end = 0;
        for token in prose.tokens() {
            prop_assert!(token.span.start() >= end);
            let between = doc.slice(Span::new(end, token.span.start()));
            prop_assert!(between.chars().all(char::is_whitespace));
            prop_assert!(!token.span.is_empty());
            end = token.span.end();
        }
        let held: usize = prose.sentences().iter().map(|s| s.tokens.len()).sum();
        prop_assert_eq!(held, prose.tokens().len());
    }
}
