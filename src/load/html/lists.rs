//! The lists of `assets/html/statements.txt`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

static LISTS: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut lists: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    let mut name = "";
    let lines = include_str!("../../../assets/html/statements.txt").lines();
    for line in lines.filter(|l| !l.is_empty() && !l.starts_with('#')) {
        match line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            Some(begun) => name = begun,
            None => lists.entry(name).or_default().push(line),
        }
    }
    lists
});

/// The list of a name; empty where there is none.
pub(super) fn list(name: &str) -> &'static [&'static str] {
    LISTS.get(name).map_or(&[], Vec::as_slice)
}

/// Whether a list has a word.
pub(super) fn has(name: &str, word: &str) -> bool {
    list(name).contains(&word)
}

/// Whether a text holds an entry of a list.
pub(super) fn is_in(name: &str, text: &str) -> bool {
    list(name).iter().any(|entry| text.contains(entry))
}
