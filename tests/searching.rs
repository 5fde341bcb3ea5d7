//! Runs of keys that search: in a short text between two keys, in a long one by queries that are
//! answered when they are.

#![allow(clippy::expect_used, reason = "a test fails by a panic")]

mod common;

use std::sync::Arc;

use common::{arrive, bridge, document, empty_state, keys, screen};
use dateline::app::key::Key;
use dateline::app::search::Query;
use dateline::app::{Arrival, ColorLevel, Start, State};

/// The ¶ number of the current paragraph.
fn number(state: &State) -> usize {
    let reader = state.reader();
    reader.doc().paragraph_number(reader.current()).unwrap_or(0)
}

/// So many paragraphs that a search of them waits for an answer. The last but one differs.
const PARAGRAPHS: usize = 12_000;

fn long_text() -> String {
    let paragraph = |i: usize| match i == PARAGRAPHS - 2 {
        true => "The gate was shut.\n\n".to_owned(),
        false => format!("Paragraph {i} of the mill.\n\n"),
    };
    (0..PARAGRAPHS).map(paragraph).collect()
}

fn long() -> State {
    let mut state = empty_state(ColorLevel::True, Start::Remembered);
    state.fit(80, 24);
    arrive(&mut state, document(&long_text()), None);
    state
}

/// The query that the keys have led to.
fn asked(state: &mut State, typed: &str) -> Query {
    keys(state, typed);
    state.query().expect("a query")
}

fn answer(state: &mut State, query: &Query) {
    state.answer(query.run(|| true));
}

#[test]
fn a_search_is_counted_repeated_and_dropped() {
    let mut state = bridge(80, 24);
    keys(&mut state, "/ b e a r i n g s");
    assert!(screen(&state).contains("1 of 3"), "{}", screen(&state));
    keys(&mut state, "enter n");
    assert!(screen(&state).contains("/bearings   2 of 3"));
    keys(&mut state, "n n");
    assert!(screen(&state).contains("1 of 3   (wrapped)"));
    keys(&mut state, "N");
    assert!(screen(&state).contains("3 of 3   (wrapped)"));
    keys(&mut state, "esc");
    assert!(!state.search().is_lit());
    keys(&mut state, "g \\ b r i d g e enter");
    assert!(screen(&state).contains("\\bridge"));
}

#[test]
fn a_search_that_finds_nothing_or_is_left_changes_nothing() {
    let mut state = bridge(80, 24);
    keys(&mut state, "4 g");
    let before = screen(&state);
    keys(&mut state, "/ t h e C-c");
    assert_eq!(screen(&state), before);
    keys(&mut state, "/ q q q enter");
    assert!(screen(&state).contains("“qqq” is nowhere in the text"));
    assert_eq!(number(&state), 4);
}

#[test]
fn a_phrase_is_found_across_a_line_s_end() {
    let mut state = bridge(80, 24);
    keys(&mut state, "/");
    for c in "the centre span had moved by a hand's width since august".chars() {
        state.key(Key::char(c));
    }
    assert!(screen(&state).contains("1 of 1"), "{}", screen(&state));
}

#[test]
fn a_search_that_was_put_out_can_be_repeated() {
    let mut state = bridge(80, 24);
    keys(&mut state, "/ q u a y enter esc");
    assert!(!state.search().is_lit());
    keys(&mut state, "n");
    assert!(state.search().is_lit());
    keys(&mut state, "esc / enter");
    assert!(screen(&state).contains("/quay"));
    keys(&mut state, "/ up");
    assert!(screen(&state).contains("/quay   "));
}

#[test]
fn keys_wait_for_no_answer() {
    let mut state = long();
    let first = asked(&mut state, "/ m");
    assert!(
        screen(&state).contains("/m   searching …"),
        "{}",
        screen(&state)
    );
    let second = asked(
        &mut state,
        "g a t e backspace backspace backspace backspace i",
    );
    // An answer that comes too late is none.
    answer(&mut state, &first);
    assert!(state.search().is_pending());
    answer(&mut state, &second);
    assert!(
        screen(&state).contains("/mi   1 of 11999"),
        "{}",
        screen(&state)
    );
    assert_eq!(state.query().map(|q| q.number()), None);
}

#[test]
fn what_is_found_far_away_is_gone_to_when_it_is_found() {
    let mut state = long();
    let query = asked(&mut state, "/ g a t e enter");
    assert_eq!(number(&state), 1);
    keys(&mut state, "n");
    assert!(screen(&state).contains("still searching"));
    answer(&mut state, &query);
    assert_eq!(number(&state), PARAGRAPHS - 1);
    keys(&mut state, "' '");
    assert_eq!(number(&state), 1);
}

#[test]
fn nobody_is_moved_who_has_gone_on() {
    let mut state = long();
    let query = asked(&mut state, "/ g a t e enter");
    keys(&mut state, "5 }");
    answer(&mut state, &query);
    assert_eq!((number(&state), state.search().matches().len()), (6, 1));
    keys(&mut state, "n");
    assert_eq!(number(&state), PARAGRAPHS - 1);
}

#[test]
fn a_search_that_is_left_gives_the_one_before_back() {
    let mut state = long();
    let query = asked(&mut state, "/ m i l l enter");
    let other = asked(&mut state, "/ g a t e");
    let again = asked(&mut state, "C-c");
    for query in [&query, &other] {
        answer(&mut state, query);
        assert!(state.search().is_pending());
    }
    answer(&mut state, &again);
    assert_eq!(state.search().typed(), "mill");
    assert_eq!(state.search().matches().len(), PARAGRAPHS - 1);
}

#[test]
fn what_is_nowhere_is_said_when_that_is_known() {
    let mut state = long();
    let query = asked(&mut state, "4 g / q q q enter");
    assert!(!screen(&state).contains("nowhere"));
    answer(&mut state, &query);
    assert!(screen(&state).contains("“qqq” is nowhere in the text"));
    assert_eq!(number(&state), 4);
}

#[test]
fn what_has_not_come_yet_is_gone_to_when_it_comes() {
    let beginning = "A mill.\n\nIt turned.\n\n".repeat(20);
    let arrive = |state: &mut State, text: &str, progress| {
        state.arrive(Arrival {
            document: Arc::new(document(text)),
            found: None,
            name: "a.md".to_owned(),
            progress,
        });
    };
    for (end, paragraph, said) in [
        ("The gate was shut.", 41, "/gate   1 of 1"),
        ("Nobody came.", 3, "“gate” is nowhere in the text"),
    ] {
        let mut state = empty_state(ColorLevel::True, Start::Remembered);
        state.fit(80, 24);
        arrive(&mut state, &beginning, Some(50));
        keys(&mut state, "3 g / g a t e enter");
        assert!(screen(&state).contains("/gate   not found yet"));
        arrive(&mut state, &format!("{beginning}{end}"), None);
        assert_eq!(number(&state), paragraph);
        assert!(screen(&state).contains(said), "{}", screen(&state));
    }
}

#[test]
fn what_comes_while_a_pattern_is_typed_is_found_when_it_is_entered() {
    let mut state = bridge(80, 24);
    keys(&mut state, "/ g a t e");
    arrive(&mut state, document("A mill.\n\nThe gate was shut."), None);
    keys(&mut state, "enter");
    assert_eq!(number(&state), 2);
}

#[test]
fn a_long_text_begins_at_a_pattern_when_it_is_found() {
    for (pattern, paragraph, message) in [
        (r"gate was \w+", PARAGRAPHS - 1, None),
        ("qqq", 1, Some("“qqq” is nowhere in the text")),
    ] {
        let mut state = empty_state(ColorLevel::True, Start::Search(pattern.to_owned()));
        state.fit(80, 24);
        arrive(&mut state, document(&long_text()), None);
        let query = state.query().expect("a query");
        answer(&mut state, &query);
        assert_eq!(number(&state), paragraph);
        assert!(message.is_none_or(|m| screen(&state).contains(m)));
        // Whoever has begun elsewhere stays there.
        keys(&mut state, "7 g");
        let reloaded = document(&format!("One more.\n\n{}", long_text()));
        arrive(&mut state, reloaded, None);
        let query = state.query().expect("a query");
        answer(&mut state, &query);
        assert_eq!(number(&state), 8);
    }
}
