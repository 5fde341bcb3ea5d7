//! Runs of keys: what each does to the reading.

mod common;

use std::sync::Arc;

use common::{arrive, arrive_bridge, arrive_found, bridge, document, empty_state, keys, screen};
use dateline::analysis::List;
use dateline::app::{ColorLevel, Effect, Start, State};
use dateline::text::Document;

/// The ¶ number of the current paragraph.
fn number(state: &State) -> usize {
    let reader = state.reader();
    reader.doc().paragraph_number(reader.current()).unwrap_or(0)
}

/// Types keys into the open article and checks the ¶ number after them.
#[track_caller]
fn check(typed: &str, expected: usize) {
    let mut state = bridge(80, 24);
    keys(&mut state, typed);
    assert_eq!(number(&state), expected, "{typed}\n{}", screen(&state));
}

/// The screen row on which some words stand.
fn row_of(state: &State, words: &str) -> Option<usize> {
    screen(state).lines().position(|l| l.contains(words))
}

fn paragraphs(count: usize) -> Document {
    let text: Vec<String> = (1..=count)
        .map(|n| format!("Paragraph {n} has some words in it, enough to stand on its own row or two of the page."))
        .collect();
    document(&text.join("\n\n"))
}

fn long(columns: u16, rows: u16) -> State {
    let mut state = empty_state(ColorLevel::True, Start::Remembered);
    state.fit(columns, rows);
    arrive(&mut state, paragraphs(200), None);
    state
}

#[test]
fn paragraphs_lines_and_ends() {
    check("", 1);
    check("}", 2);
    check("3 }", 4);
    check("} } {", 2);
    check("G", 11);
    check("G g", 1);
    check("4 g", 4);
    check("4 G", 4);
    check("9 9 9 g", 11);
    check("5 0 %", 4);
    check("1 0 0 %", 11);
    check(": 3 enter", 3);
    check(": 1 0 0 % enter", 11);
    check(": 3 esc", 1);
}

#[test]
fn walking_by_kind() {
    check("] ]", 3);
    check("2 ] ]", 6);
    check("] ] ] ] [ [", 3);
    check("] q", 2);
    check("2 ] q", 3);
    check("] q ] q ] q [ q", 3);
    check("] e", 1);
    check("2 ] e", 3);
    check("9 ] q", 11);
    check("] l", 5);
    check("] x", 1);
}

#[test]
fn a_quotation_in_the_middle_of_a_paragraph_is_walked_to() {
    let mut state = bridge(80, 24);
    keys(&mut state, "3 ] q");
    assert_eq!(number(&state), 3);
    keys(&mut state, "] q");
    assert_eq!(number(&state), 4);
    keys(&mut state, "[ q [ q [ q");
    assert_eq!(number(&state), 2);
}

#[test]
fn jumps_come_back() {
    check("G C-o", 1);
    check("G C-o A-o", 11);
    check("} m a G ' a", 2);
    check("} G ' '", 2);
    check("4 g 8 g [ j", 4);
    check("4 g 8 g [ j ] j", 8);
    check("' z", 1);
}

#[test]
fn the_current_paragraph_keeps_its_place_while_its_first_row_is_seen() {
    let mut state = bridge(80, 24);
    keys(&mut state, "} }");
    assert_eq!(number(&state), 3);
    keys(&mut state, "j");
    assert_eq!(number(&state), 3);
    keys(&mut state, "20 j");
    assert_ne!(number(&state), 3);
}

#[test]
fn the_next_paragraph_scrolls_only_when_it_is_not_wholly_seen() {
    let mut state = long(80, 24);
    let first = row_of(&state, "Paragraph 1 ");
    keys(&mut state, "} } }");
    assert_eq!(row_of(&state, "Paragraph 1 "), first);
    keys(&mut state, "9 }");
    assert!(row_of(&state, "Paragraph 13 ").is_some());
    assert_ne!(row_of(&state, "Paragraph 1 "), first);
}

#[test]
fn the_paragraph_is_put_where_it_is_wanted() {
    let mut state = long(80, 24);
    keys(&mut state, "100 g");
    let mut at = |typed: &str| {
        keys(&mut state, typed);
        row_of(&state, "Paragraph 100 ")
    };
    assert_eq!(at("z t"), Some(2));
    let middle = at("z z").unwrap();
    assert!((11..=12).contains(&middle), "{middle}");
    assert_eq!(at("z b"), Some(21));
    assert_eq!(at("z t"), Some(2));
}

#[test]
fn a_page_keeps_two_lines_of_the_last() {
    let mut state = long(80, 24);
    let lines: Vec<String> = screen(&state).lines().map(str::to_owned).collect();
    keys(&mut state, "space");
    let after: Vec<String> = screen(&state).lines().map(str::to_owned).collect();
    assert_eq!(
        after[2].trim_start_matches([' ', '›']),
        lines[20].trim_start()
    );
    assert_eq!(after[3], lines[21]);
    keys(&mut state, "b");
    assert_eq!(row_of(&state, "Paragraph 1 "), Some(2));
}

#[test]
fn a_resize_keeps_the_paragraph_on_its_row() {
    let mut state = long(120, 40);
    keys(&mut state, "100 g");
    let row = row_of(&state, "Paragraph 100 ");
    for (columns, rows) in [(70, 40), (50, 40), (200, 40), (120, 40)] {
        state.fit(columns, rows);
        assert_eq!(row_of(&state, "Paragraph 100 "), row, "{columns}x{rows}");
        assert_eq!(number(&state), 100);
    }
    keys(&mut state, "- - T t");
    assert_eq!(row_of(&state, "Paragraph 100 "), row);
}

#[test]
fn the_end_of_the_text_stops_above_the_status_line() {
    let mut state = long(80, 24);
    keys(&mut state, "G");
    assert_eq!(row_of(&state, "end"), Some(21));
    assert!(screen(&state).contains("100 %"));
    keys(&mut state, "9 9 j");
    assert_eq!(row_of(&state, "end"), Some(21));
}

#[test]
fn a_list_previews_goes_and_comes_back() {
    let mut state = bridge(120, 40);
    keys(&mut state, "} A-3 g G");
    assert_eq!(number(&state), 10);
    keys(&mut state, "esc");
    assert_eq!(number(&state), 2);
    assert_eq!(state.outline().focus(), None);
    keys(&mut state, "A-3 G enter");
    assert_eq!((number(&state), state.outline().focus()), (10, None));
    keys(&mut state, "C-o");
    assert_eq!(number(&state), 2);
}

#[test]
fn tab_goes_round_the_lists_and_stays_with_the_preview() {
    let mut state = bridge(120, 40);
    let mut seen = Vec::new();
    for _ in 0..4 {
        keys(&mut state, "tab");
        seen.push(state.outline().focus());
    }
    let lists = [List::Sections, List::Speakers, List::Events].map(Some);
    assert_eq!(seen, [lists[0], lists[1], lists[2], None]);
    keys(&mut state, "S-tab G S-tab S-tab S-tab");
    assert_eq!((number(&state), state.outline().focus()), (10, None));
    keys(&mut state, "C-o");
    assert_eq!(number(&state), 1);
}

#[test]
fn speakers_fold_and_light_their_quotations() {
    let mut state = bridge(120, 40);
    keys(&mut state, "A-2 g l j j");
    assert_eq!(number(&state), 11);
    assert!(screen(&state).contains("direct quotation 2 of 2"));
    keys(&mut state, "h");
    assert!(!screen(&state).contains("▾"));
    keys(&mut state, "enter");
    assert!(state.lit().is_some());
    keys(&mut state, "esc");
    assert!(state.lit().is_none());
}

#[test]
fn lists_are_filtered_and_sorted() {
    let mut state = bridge(120, 40);
    keys(&mut state, "A-2 / h a l e");
    assert_eq!(state.outline().rows(List::Speakers).len(), 2);
    keys(&mut state, "esc");
    assert!(state.outline().rows(List::Speakers).len() > 2);
    keys(&mut state, "/ x x x enter");
    assert!(screen(&state).contains("no entry has these words"));
    keys(&mut state, "A-3 s");
    let first = state.outline().rows(List::Events)[0];
    let entry = state.outline().entry(List::Events, first).unwrap();
    assert_eq!(entry.label, "bridge closed");
}

#[test]
fn esc_drops_one_thing_at_a_time() {
    let mut state = bridge(120, 40);
    keys(&mut state, "A-2 g enter / t h e enter 5");
    keys(&mut state, "esc");
    assert!(state.search().is_lit() && state.lit().is_some());
    keys(&mut state, "esc");
    assert!(!state.search().is_lit() && state.lit().is_some());
    keys(&mut state, "esc");
    assert!(state.lit().is_none());
}

#[test]
fn a_filter_is_left_by_esc_and_keeps_the_selection() {
    let mut state = bridge(120, 40);
    keys(&mut state, "A-2 g j");
    let before = state.outline().selected(List::Speakers);
    keys(&mut state, "/ h a l e enter");
    assert!(screen(&state).contains("1 of 4"), "{}", screen(&state));
    keys(&mut state, "esc");
    assert_eq!(state.outline().focus(), Some(List::Speakers));
    assert_eq!(state.outline().selected(List::Speakers), before);
    let number_before = number(&state);
    keys(&mut state, "/ x x x enter");
    assert_eq!(state.outline().selected(List::Speakers), before);
    assert_eq!(number(&state), number_before);
}

#[test]
fn an_indirect_quotation_is_lit_with_its_speaker() {
    let mut state = bridge(120, 40);
    keys(&mut state, "A-2 / p o r t enter");
    let buffer = common::draw(&state);
    let lit = |word: &str| {
        let (x, y) = common::find(&buffer, word);
        buffer[(x, y)].bg != ratatui::style::Color::Reset
    };
    assert!(lit("would act on the findings."));
    assert!(!lit("We were told"));
}

#[test]
fn a_wider_wish_than_there_is_room_is_no_step_to_go_back() {
    let mut state = bridge(120, 40);
    keys(&mut state, "3 0 +");
    let widest = state.geometry().text.width;
    keys(&mut state, "-");
    assert_eq!(state.geometry().text.width, widest - 3);
}

#[test]
fn code_is_scrolled_to_its_end_and_no_further() {
    let mut state = bridge(80, 24);
    keys(&mut state, "9 g 9 9 right");
    assert!(
        screen(&state).contains("summer of 1998"),
        "{}",
        screen(&state)
    );
    keys(&mut state, "9 9 left");
    assert!(screen(&state).contains("span   = 412 m"));
}

#[test]
fn a_long_paragraph_has_places_of_its_own() {
    let mut state = empty_state(ColorLevel::True, Start::Remembered);
    state.fit(60, 20);
    let text = "One of very many words. ".repeat(2000);
    arrive(&mut state, document(&text), None);
    keys(&mut state, "5 0 %");
    assert!(screen(&state).contains("50 %") || screen(&state).contains("49 %"));
    let memory = state.memory();
    assert!(memory.place.offset > text.len() / 3);
}

#[test]
fn copying_names_the_source() {
    let mut state = bridge(120, 40);
    let Some(Effect::Copy(text)) = keys(&mut state, "} y") else {
        panic!("nothing was copied");
    };
    assert!(text.starts_with("Ana Ruiz, the city’s chief engineer"));
    assert!(text.contains("\n— The bridge that waited nine years, Lena Ortiz, 2024-05-12"));
    let Some(Effect::Copy(text)) = keys(&mut state, "A-2 g l j y") else {
        panic!("nothing was copied");
    };
    assert!(text.starts_with("“We ran out of reasons to wait,”\n— Ana Ruiz, The bridge"));
}

#[test]
fn effects_go_to_the_terminal() {
    let mut state = bridge(80, 24);
    assert_eq!(keys(&mut state, "q"), Some(Effect::Quit));
    assert_eq!(keys(&mut state, ": q enter"), Some(Effect::Quit));
    assert_eq!(keys(&mut state, "C-z"), Some(Effect::Suspend));
    assert_eq!(keys(&mut state, "R"), Some(Effect::Reload));
    assert_eq!(keys(&mut state, "C-l"), Some(Effect::Redraw));
    assert_eq!(keys(&mut state, "? q"), None);
    assert_eq!(keys(&mut state, ": x y z enter"), None);
    assert!(screen(&state).contains("xyz is no command"));
}

#[test]
fn a_link_shows_its_address_in_the_status_line() {
    let mut state = bridge(80, 24);
    keys(&mut state, "] l");
    assert!(screen(&state).contains("https://example.org/ramp"));
    keys(&mut state, "esc");
    assert!(!screen(&state).contains("https://example.org/ramp"));
    keys(&mut state, "] l ] l");
    assert!(screen(&state).contains("no further link"));
}

#[test]
fn the_reading_begins_where_it_is_asked_to() {
    for (start, expected) in [
        (Start::Paragraph(4), 4),
        (Start::Paragraph(999), 11),
        (Start::Search("quay".to_owned()), 6),
        (Start::Heading("who decides".to_owned()), 10),
        (Start::Heading("nowhere".to_owned()), 1),
    ] {
        let mut state = empty_state(ColorLevel::True, start.clone());
        state.fit(80, 24);
        arrive_bridge(&mut state);
        assert_eq!(number(&state), expected, "{start:?}");
    }
}

#[test]
fn what_was_remembered_is_found_by_its_words() {
    let mut state = bridge(80, 24);
    keys(&mut state, "6 g m k");
    let memory = state.memory();
    let old = state.reader().doc().clone();
    let longer = format!("A new lead.\n\n{}", common::BRIDGE);
    let mut again = empty_state(ColorLevel::True, Start::Remembered);
    again.fit(80, 24);
    arrive(&mut again, document(&longer), None);
    again.recall(old.clone(), memory.clone());
    assert!(
        again
            .reader()
            .current_text()
            .starts_with("Then the money moved")
    );
    keys(&mut again, "g ' k");
    assert!(
        again
            .reader()
            .current_text()
            .starts_with("Then the money moved")
    );
    // A user who asks for a place gets that place.
    let mut asked = empty_state(ColorLevel::True, Start::Paragraph(2));
    asked.fit(80, 24);
    arrive_bridge(&mut asked);
    asked.recall(old, memory);
    assert_eq!(number(&asked), 2);
}

#[test]
fn a_reload_keeps_the_place() {
    let mut state = bridge(80, 24);
    keys(&mut state, "6 g");
    let row = row_of(&state, "Then the money moved");
    let longer =
        common::BRIDGE.replace("The first lorry", "One more paragraph.\n\nThe first lorry");
    arrive(&mut state, document(&longer), None);
    assert_eq!(row_of(&state, "Then the money moved"), row);
    assert_eq!(number(&state), 7);
}

#[test]
fn nothing_to_read_is_survived() {
    let mut state = empty_state(ColorLevel::True, Start::Remembered);
    state.fit(80, 24);
    arrive(&mut state, Document::default(), None);
    keys(
        &mut state,
        "j k } { G g ] ] [ q ] l tab A-2 / x enter n N y m a ' a 5 0 % t Z Z + - space b R C-o",
    );
    let all: Arc<Document> = state.reader().doc().clone();
    assert!(all.text().is_empty());
    screen(&state);
}

#[test]
fn a_reload_keeps_what_is_selected_and_unfolded() {
    let mut state = bridge(120, 40);
    keys(&mut state, "A-2 g l j j");
    let selected = |state: &State| {
        let entry = state.outline().selected(List::Speakers)?;
        Some(state.outline().entry(List::Speakers, entry)?.label.clone())
    };
    let before = selected(&state);
    assert_eq!(before.as_deref(), Some("“Ask the people who moved it,”"));
    let longer = common::BRIDGE.replace("None of this", "One more sentence. None of this");
    arrive(&mut state, document(&longer), None);
    assert_eq!(state.outline().focus(), Some(List::Speakers));
    screen(&state);
    let doc = state.reader().doc().as_ref().clone();
    let annotations = common::bridge_annotations(&doc);
    arrive_found(&mut state, annotations);
    assert_eq!(selected(&state), before);
    assert!(screen(&state).contains("▾ Ana Ruiz"));
}

#[test]
fn several_articles_are_gone_through() {
    let mut state = common::state_of(3);
    state.fit(80, 24);
    arrive_bridge(&mut state);
    assert!(screen(&state).contains("article 1 of 3"));
    assert_eq!(keys(&mut state, "[ a"), None);
    assert!(screen(&state).contains("this is the first article"));
    keys(&mut state, "4 g / q u a y enter");
    assert_eq!(keys(&mut state, "] a"), Some(Effect::Article(1)));
    assert_eq!(keys(&mut state, ": n enter"), Some(Effect::Article(1)));
    state.turn_to(1);
    assert!(state.reader().doc().text().is_empty());
    arrive(&mut state, paragraphs(9), None);
    assert_eq!(number(&state), 1);
    assert!(screen(&state).contains("article 2 of 3"));
    assert_eq!(keys(&mut state, ": p enter"), Some(Effect::Article(0)));
    assert_eq!(keys(&mut state, "5 ] a"), None);
}

/// What `y` copies; nothing where it copies nothing.
fn copied(state: &mut State) -> String {
    match keys(state, "y") {
        Some(Effect::Copy(words)) => words,
        _ => String::new(),
    }
}

#[test]
fn a_quotation_that_was_gone_to_is_copied_and_not_its_paragraph() {
    let mut state = bridge(80, 24);
    keys(&mut state, "]q");
    let words = copied(&mut state);
    assert!(
        words.starts_with("“We ran out of reasons to wait,”\n— Ana Ruiz"),
        "{words}"
    );
    keys(&mut state, "} {");
    assert!(copied(&mut state).starts_with("Ana Ruiz, the city’s"));
}

/// An article of one text, analysed.
fn analysed(text: &str, columns: u16, rows: u16) -> State {
    let doc = dateline::load::load_text(text, None);
    let found = dateline::analysis::analyse(&doc, &Default::default());
    let mut state = empty_state(ColorLevel::True, Start::Remembered);
    state.fit(columns, rows);
    arrive(&mut state, doc, Some(found));
    state
}

#[test]
fn what_is_denied_is_listed_and_copied_as_denied() {
    let text = "The mayor of Brook, Bob Smith, denied that he had lied to the council about it.";
    let mut state = analysed(text, 120, 30);
    keys(&mut state, "A-2 l j");
    let seen = screen(&state);
    assert!(seen.contains("denied that he had lied"), "{seen}");
    assert!(copied(&mut state).starts_with("denied that he had lied"));
}

const UNDATED: &str = "The council met on 3 May and voted for the bridge.\n\n\
    It will meet again on Friday. In March 1999 the old bridge burned to the water.";

#[test]
fn what_has_no_year_stands_last_and_the_list_says_what_helps() {
    for (columns, note) in [
        (100, "Events   2 without a year "),
        (120, "Events   2 without a year"),
        (80, "?       3 May: The council"),
    ] {
        let mut state = analysed(UNDATED, columns, 30);
        keys(&mut state, "A-3");
        let seen = screen(&state);
        assert!(seen.contains(note), "{seen}");
        keys(&mut state, "G");
        let seen = screen(&state);
        assert!(seen.contains("“Friday” · without a year: open"), "{seen}");
    }
}

#[test]
fn a_search_keeps_the_place_and_offers_no_next_of_nothing() {
    let mut state = bridge(120, 30);
    keys(&mut state, "/ h e a r i n g enter 5 0 %");
    let status = screen(&state);
    let status = status.lines().last().unwrap_or_default();
    assert!(
        status.contains("/hearing") && status.contains('%'),
        "{status}"
    );
    let mut state = bridge(120, 30);
    keys(&mut state, "/ x y z enter n");
    let seen = screen(&state);
    assert!(seen.contains("nowhere in the text") && !seen.contains("n next"));
}

#[test]
fn a_mark_keeps_the_match_that_it_was_set_at() {
    let long: String = (0..120).map(|n| format!("word{n} and more ")).collect();
    let mut state = empty_state(ColorLevel::True, Start::Remembered);
    state.fit(80, 14);
    arrive(&mut state, document(&long), None);
    keys(&mut state, "/ w o r d 1 0 0 enter m a g ' a");
    assert!(row_of(&state, "word100").is_some(), "{}", screen(&state));
}

#[test]
fn a_list_shows_that_it_goes_on() {
    let text: String = (1..40)
        .map(|n| format!("## Part {n}\n\nSome words about it.\n\n"))
        .collect();
    let doc = document(&text);
    let found = dateline::analysis::analyse(&doc, &Default::default());
    let mut state = empty_state(ColorLevel::True, Start::Remembered);
    state.fit(80, 24);
    arrive(&mut state, doc, Some(found));
    keys(&mut state, "A-1 1 2 j");
    let seen = screen(&state);
    let cut = seen.lines().filter(|l| l.starts_with(" …")).count();
    assert_eq!(cut, 2, "{seen}");
}

#[test]
fn a_list_of_nothing_has_no_tab() {
    let mut state = analysed("“We waited,” said Ana Ruiz, who was there.", 80, 24);
    keys(&mut state, "tab");
    let seen = screen(&state);
    assert!(!seen.contains("Sections"), "{seen}");
}

#[test]
fn the_head_and_the_place_say_that_a_part_was_worked_out() {
    let doc = document(common::BRIDGE);
    let mut found = common::bridge_annotations(&doc);
    found.extend([dateline::analysis::Annotation::Section(
        dateline::analysis::Section {
            title: "Later on".to_owned(),
            level: 1,
            block: doc.blocks().len() - 1,
            inferred: true,
        },
    )]);
    let mut state = empty_state(ColorLevel::True, Start::Remembered);
    state.fit(80, 24);
    arrive(&mut state, doc, Some(found));
    keys(&mut state, "i G =");
    let seen = screen(&state);
    assert!(seen.contains("· Later on ~"), "{seen}");
    assert!(
        seen.lines()
            .next()
            .is_some_and(|l| l.trim_end().ends_with("Later on ~")),
        "{seen}"
    );
}
