//! Whole screens, as pictures: at three sizes, in colour and without, reading and in the index.

mod common;

use common::{arrive_bridge, bridge, empty_state, keys, screen, styled};
use dateline::app::{ColorLevel, Start};

#[test]
fn reading() {
    insta::assert_snapshot!("reading_120x40", screen(&bridge(120, 40)));
    insta::assert_snapshot!("reading_80x24", screen(&bridge(80, 24)));
    insta::assert_snapshot!("reading_40x12", screen(&bridge(40, 12)));
}

#[test]
fn the_index() {
    for (columns, rows) in [(120, 40), (80, 24), (40, 12)] {
        let mut state = bridge(columns, rows);
        keys(&mut state, "A-2 l j");
        let name = format!("index_{columns}x{rows}");
        insta::assert_snapshot!(name, screen(&state));
    }
}

#[test]
fn colours() {
    for (level, name) in [
        (ColorLevel::True, "true"),
        (ColorLevel::Ansi16, "sixteen"),
        (ColorLevel::None, "none"),
    ] {
        let mut state = empty_state(level, Start::Remembered);
        state.fit(120, 40);
        arrive_bridge(&mut state);
        keys(&mut state, "A-2 j enter / t h e enter");
        insta::assert_snapshot!(format!("colours_{name}"), styled(&state));
    }
}

#[test]
fn the_help() {
    let mut state = bridge(80, 24);
    keys(&mut state, "?");
    insta::assert_snapshot!("help_80x24", screen(&state));
}

#[test]
fn before_anything_has_come() {
    let mut state = empty_state(ColorLevel::True, Start::Remembered);
    state.fit(80, 24);
    insta::assert_snapshot!("empty_80x24", screen(&state));
}

#[test]
fn every_size_draws() {
    for columns in [
        1, 2, 5, 11, 12, 20, 39, 40, 59, 60, 80, 99, 100, 109, 110, 160, 300,
    ] {
        for rows in [1, 2, 3, 5, 7, 8, 13, 14, 24, 30, 100] {
            let mut state = bridge(columns, rows);
            for typed in [
                "",
                "A-2 l j j",
                "enter / t",
                "enter ?",
                "q Z G :",
                "1 enter",
            ] {
                keys(&mut state, typed);
                screen(&state);
            }
        }
    }
}
