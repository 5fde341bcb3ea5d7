//! Whatever is typed on whatever screen, the state stays whole and draws.

mod common;

use common::{arrive, bridge_annotations, document, draw, empty_state};
use dateline::app::key::Key;
use dateline::app::{ColorLevel, Start};
use proptest::prelude::*;

/// Every kind of key: those of the table, digits, letters, what prompts take.
const KEYS: &[&str] = &[
    "j",
    "k",
    "d",
    "u",
    "space",
    "b",
    "g",
    "G",
    "%",
    "}",
    "{",
    "z",
    "t",
    "[",
    "]",
    "q",
    "e",
    "l",
    "m",
    "'",
    "/",
    "\\",
    "n",
    "N",
    "tab",
    "S-tab",
    "A-1",
    "A-2",
    "A-3",
    "t",
    "i",
    "h",
    "s",
    "y",
    "Z",
    "+",
    "-",
    "T",
    "?",
    ":",
    "=",
    "R",
    "esc",
    "enter",
    "left",
    "right",
    "up",
    "down",
    "home",
    "end",
    "pgup",
    "pgdn",
    "C-o",
    "A-o",
    "C-w",
    "C-u",
    "backspace",
    "delete",
    "1",
    "5",
    "9",
    "0",
    "a",
    "é",
    "日",
];

fn typed() -> impl Strategy<Value = Vec<&'static str>> {
    proptest::collection::vec(proptest::sample::select(KEYS), 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_keys_on_any_screen(
        typed in typed(),
        columns in 1u16..200,
        rows in 1u16..60,
        then in (1u16..200, 1u16..60),
    ) {
        let mut state = empty_state(ColorLevel::True, Start::Remembered);
        state.fit(columns, rows);
        let doc = document(common::BRIDGE);
        let annotations = bridge_annotations(&doc);
        arrive(&mut state, doc, Some(annotations));
        for (at, key) in typed.iter().enumerate() {
            state.key(Key::parse(key).unwrap());
            if at == typed.len() / 2 {
                state.fit(then.0, then.1);
            }
            let reader = state.reader();
            prop_assert!(reader.current() < reader.doc().blocks().len());
            prop_assert!(reader.rows().len() <= usize::from(state.geometry().text.height));
        }
        draw(&state);
    }

    #[test]
    fn any_text_is_read(text in "(\\PC{0,40}\n{0,2}){0,20}", typed in typed()) {
        let mut state = empty_state(ColorLevel::None, Start::Remembered);
        state.fit(60, 20);
        arrive(&mut state, document(&text), None);
        for key in typed {
            state.key(Key::parse(key).unwrap());
        }
        draw(&state);
    }
}
