//! The README keeps to what the program does.

use dateline::app::keymap::Keymap;

const README: &str = include_str!("../README.md");

#[test]
fn the_key_table_is_that_of_the_keymap() {
    let table = Keymap::bundled().unwrap().markdown();
    assert!(
        README.contains(&format!("<!-- keys -->\n{table}<!-- /keys -->")),
        "make it anew: cargo run --release --example docs"
    );
}

#[test]
fn the_two_commands_stand_first() {
    let commands: Vec<&str> = README
        .lines()
        .filter(|line| line.starts_with("cargo "))
        .take(2)
        .collect();
    assert_eq!(commands.len(), 2);
    assert!(commands[0].starts_with("cargo run --release"));
    assert!(commands[1].starts_with("cargo test"));
}
