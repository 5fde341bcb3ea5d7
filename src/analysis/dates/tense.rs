//! Whether a clause tells of what was or of what is to come.

use super::line::Line;

/// Words of tense, see the head of the list.
const WORDS: &str = include_str!("../../../assets/dates/tense.txt");

/// Which way a clause looks from when it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    Past,
    Future,
}

/// What a word says of tense.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sign {
    #[default]
    None,
    /// A form of the past: "was", "signed".
    Past,
    /// A word that looks ahead: "will", "scheduled".
    Future,
    /// A word after which even a participle looks ahead: "to be signed".
    Ahead,
}

/// What a lower-case word says of tense.
pub fn sign(word: &str) -> Sign {
    use std::collections::HashMap;
    use std::sync::LazyLock;
    static SIGNS: LazyLock<HashMap<&str, Sign>> = LazyLock::new(|| {
        let mut signs = HashMap::new();
        for line in WORDS.lines().filter(|l| !l.starts_with('#')) {
            let Some((name, words)) = line.split_once('\t') else {
                continue;
            };
            let sign = match name {
                "past" => Sign::Past,
                "future" => Sign::Future,
                "ahead" => Sign::Ahead,
                _ => Sign::None,
            };
            signs.extend(words.split(' ').map(|w| (w, sign)));
        }
        signs
    });
    match SIGNS.get(word) {
        Some(sign) => *sign,
        None if word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed") => Sign::Past,
        None => Sign::None,
    }
}

/// How many words before and after a date are read.
const REACH: (usize, usize) = (16, 10);

/// The tense of the words about the tokens `start..end`, if any tells.
pub fn about(line: &Line, signs: &[Sign], start: usize, end: usize) -> Option<Tense> {
    let sign = |at: usize| {
        line.token(at)
            .and_then(|t| signs.get(t.word.0 as usize))
            .copied()
            .unwrap_or_default()
    };
    let low = line.start().max(start.saturating_sub(REACH.0));
    let before = (low..start).rev().find_map(|at| tense_at(&sign, at, low));
    before.or_else(|| {
        let high = line.end().min(end + REACH.1);
        (end..high).find_map(|at| tense_at(&sign, at, end))
    })
}

fn tense_at(sign: &impl Fn(usize) -> Sign, at: usize, low: usize) -> Option<Tense> {
    match sign(at) {
        Sign::None | Sign::Ahead => (sign(at) == Sign::Ahead).then_some(Tense::Future),
        Sign::Future => Some(Tense::Future),
        Sign::Past => {
            let from = at.saturating_sub(3).max(low);
            let ahead = (from..at).any(|i| matches!(sign(i), Sign::Ahead));
            Some(if ahead { Tense::Future } else { Tense::Past })
        }
    }
}
