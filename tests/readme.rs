//! The README shows what the program has.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;

use dateline::app::keymap::Keymap;

#[test]
fn the_key_table_is_the_keymaps() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = fs::read_to_string(path).unwrap();
    let (_, rest) = readme.split_once("<!-- keys -->\n").unwrap();
    let (table, _) = rest.split_once("<!-- /keys -->").unwrap();
    let keymap = Keymap::bundled().unwrap();
    assert!(
        table == keymap.markdown(),
        "draw it again: cargo run --release --example docs"
    );
}

/// Every file that a document of the repository links to is there.
#[test]
fn links_lead_to_files() {
    for document in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(root.join(document)).unwrap();
        for link in text.split("](").skip(1) {
            let target = link.split(')').next().unwrap();
            assert!(
                target.starts_with("https://") || root.join(target).exists(),
                "{document} links to {target}"
            );
        }
    }
}
