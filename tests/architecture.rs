//! The rules between modules, read off the sources: who may name whom, who may do I/O, who knows
//! the terminal.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A module and the modules of the crate that it may name.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("source", &["text"]),
    ("layout", &["text"]),
    ("analysis", &["text"]),
    ("store", &["text"]),
    ("load", &["source", "text"]),
    ("index", &["analysis", "text"]),
    ("export", &["index", "layout", "analysis", "text"]),
    ("pipeline", &["source", "load", "analysis", "index", "text"]),
    ("app", &["index", "layout", "analysis", "text"]),
    ("ui", &["app", "index", "layout", "analysis", "text"]),
    ("cli", &["load", "export", "text"]),
    (
        "batch",
        &[
            "pipeline", "export", "cli", "source", "load", "analysis", "index", "layout", "text",
        ],
    ),
    ("term", ALL),
    ("main", ALL),
    ("lib", ALL),
];

const ALL: &[&str] = &[
    "analysis", "app", "batch", "cli", "export", "index", "layout", "load", "pipeline", "source",
    "store", "term", "text", "ui",
];

/// The modules that may read and write outside memory.
const DO_IO: &[&str] = &["source", "store", "batch", "term", "main"];

/// What I/O looks like in a source.
const IO: &[&str] = &[
    "std::fs",
    "std::io",
    "std::net",
    "std::env",
    "std::process",
    "std::os",
    "File::open",
    "println!",
    "print!",
    "dbg!",
];

/// A source file without its comments and its own tests.
struct Source {
    path: PathBuf,
    module: String,
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(&directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            if path.extension().is_none_or(|e| e != "rs") {
                continue;
            }
            let inside = path.strip_prefix(&root).unwrap();
            let first = inside.iter().next().unwrap().to_str().unwrap();
            found.push(Source {
                module: first.trim_end_matches(".rs").to_owned(),
                code: code(&fs::read_to_string(&path).unwrap()),
                path,
            });
        }
    }
    assert!(found.len() > 10, "no sources under {}", root.display());
    found
}

fn code(text: &str) -> String {
    let end = text.find("#[cfg(test)]\nmod tests {");
    let lines = text[..end.unwrap_or(text.len())].lines();
    let code: Vec<&str> = lines.map(|line| line.split("//").next().unwrap()).collect();
    code.join("\n")
}

/// The modules of the crate that a source names: `crate::text`, `crate::{text, load}`, and
/// `dateline::…` in the binary.
fn named(source: &Source) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for root in ["crate::", "dateline::"] {
        for (at, _) in source.code.match_indices(root) {
            let before = source.code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ':')) {
                continue;
            }
            let rest = &source.code[at + root.len()..];
            match rest.strip_prefix('{') {
                Some(group) => names.extend(heads_of_group(group)),
                None => names.extend(identifier(rest)),
            }
        }
    }
    names
}

/// The first name of each path in `a::b, c::{d, e}, f}`.
fn heads_of_group(group: &str) -> Vec<&str> {
    let mut heads = Vec::new();
    let mut depth = 0;
    let mut start = Some(0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => start = Some(at + 1),
            c if c.is_alphabetic() && start.is_some() => {
                heads.extend(identifier(&group[at..]));
                start = None;
            }
            _ => {}
        }
    }
    heads
}

fn identifier(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    let name = &text[..end.unwrap_or(text.len())];
    (!name.is_empty()).then_some(name)
}

#[test]
fn modules_name_only_what_they_may() {
    for source in sources() {
        let rule = MAY_NAME.iter().find(|(name, _)| *name == source.module);
        let Some((_, allowed)) = rule else {
            panic!("no rule for the module {}", source.module);
        };
        for name in named(&source) {
            let is_own = name == source.module;
            assert!(
                is_own || allowed.contains(&name) || !ALL.contains(&name),
                "{} names {name}",
                source.path.display()
            );
        }
    }
}

#[test]
fn only_the_edges_do_io() {
    for source in sources() {
        if DO_IO.contains(&source.module.as_str()) {
            continue;
        }
        for pattern in IO {
            assert!(
                !source.code.contains(pattern),
                "{} has {pattern}",
                source.path.display()
            );
        }
    }
}

#[test]
fn only_the_screen_knows_the_terminal() {
    for source in sources() {
        let module = source.module.as_str();
        let is_key = source.path.ends_with("app/key.rs");
        if !matches!(module, "ui" | "term") {
            let found = source.code.contains("ratatui");
            assert!(!found, "{} names ratatui", source.path.display());
        }
        if module != "term" && !is_key {
            let found = source.code.contains("crossterm");
            assert!(!found, "{} names crossterm", source.path.display());
        }
    }
}

#[test]
fn the_reading_of_sources_sees_what_it_should() {
    let source = Source {
        path: PathBuf::new(),
        module: "ui".to_owned(),
        code: code(
            "use crate::{app::State, text::{Span, safe}, index};\n// crate::term\nfn f() { \
             crate::layout::cells(1) }\nuse dateline::batch;\n#[cfg(test)]\nmod tests {\nuse \
             crate::store;",
        ),
    };
    let names: Vec<&str> = named(&source).into_iter().collect();
    assert_eq!(names, ["app", "batch", "index", "layout", "text"]);
}
