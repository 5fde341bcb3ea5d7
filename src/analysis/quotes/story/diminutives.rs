//! Short forms of given names.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const DIMINUTIVES: &str = include_str!("../../../../assets/quotes/diminutives.txt");

/// The full names that each short form may stand for.
pub fn diminutives() -> &'static FxHashMap<&'static str, Vec<&'static str>> {
    static TABLE: OnceLock<FxHashMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = DIMINUTIVES.lines().filter(|l| !l.starts_with('#'));
        let mut table: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for line in lines {
            let mut names = line.split_whitespace();
            let Some(full) = names.next() else { continue };
            for short in names {
                table.entry(short).or_default().push(full);
            }
        }
        table
    })
}

/// Whether one is a short form of the other, or both are of the same.
pub fn is_diminutive(a: &str, b: &str) -> bool {
    let of = |short: &str, long: &str| diminutives().get(short).is_some_and(|f| f.contains(&long));
    of(a, b) || of(b, a)
}
