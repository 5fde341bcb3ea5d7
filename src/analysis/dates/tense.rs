//! Whether a clause tells of what was or of what is to come.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::line::Line;
use crate::analysis::Prose;
use crate::analysis::words::{Forms, Role, Vocabulary};

/// Words of tense, see the head of the list.
const WORDS: &str = include_str!("../../../assets/dates/tense.txt");

/// Which way a clause looks from when it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    Past,
    Future,
}

static SIGNS: LazyLock<FxHashMap<&str, Tense>> = LazyLock::new(|| {
    let mut signs = FxHashMap::default();
    for line in WORDS.lines().filter(|l| !l.starts_with('#')) {
        let Some((name, words)) = line.split_once('\t') else {
            continue;
        };
        let tense = match name {
            "past" => Tense::Past,
            _ => Tense::Future,
        };
        signs.extend(words.split(' ').map(|w| (w, tense)));
    }
    signs
});

/// How many words before and after a date are read.
const REACH: (usize, usize) = (20, 12);

/// The tense of the verb nearest to the tokens `start..end`, if any tells: first of those before,
/// then of those after.
pub fn about(
    prose: &Prose,
    vocabulary: &mut Vocabulary,
    line: &Line,
    start: usize,
    end: usize,
) -> Option<Tense> {
    let low = line.start().max(start.saturating_sub(REACH.0));
    for at in (low..start).rev() {
        if line.word(at) == ";" {
            break;
        }
        if let Some(tense) = tense_at(prose, vocabulary, line, at) {
            return Some(tense);
        }
    }
    let high = line.end().min(end + REACH.1);
    (end..high).find_map(|at| tense_at(prose, vocabulary, line, at))
}

/// What the word at a position says, with the helpers before it.
fn tense_at(prose: &Prose, vocabulary: &mut Vocabulary, line: &Line, at: usize) -> Option<Tense> {
    let lower = line.word(at);
    if let Some(tense) = SIGNS.get(lower) {
        return Some(*tense);
    }
    let word = vocabulary.get(prose, at);
    match word.role {
        Role::Modal => return Some(Tense::Future),
        Role::Be if matches!(lower, "was" | "were") => return Some(Tense::Past),
        Role::Have if lower == "had" => return Some(Tense::Past),
        Role::Do if lower == "did" => return Some(Tense::Past),
        Role::Content => {}
        _ => return None,
    }
    let before = at.checked_sub(1).map(|i| (i, vocabulary.get(prose, i)));
    let (helper, role) = before.map_or(("", Role::Content), |(i, w)| (line.word(i), w.role));
    if word.forms.any(Forms::BASE) && role == Role::To {
        // "went back to work", "returned to work": no infinitive, and the verb farther left tells.
        let before_to = at.checked_sub(2).map_or("", |i| line.word(i));
        let is_place = matches!(before_to, "back" | "return" | "returned" | "returns");
        return (!is_place).then_some(Tense::Future);
    }
    if word.forms.any(Forms::PAST) || word.forms.any(Forms::PARTICIPLE) {
        // "will be signed", "to be signed": the helper before it tells.
        let open = matches!(helper, "be" | "being") || matches!(role, Role::Modal | Role::To);
        let noun = matches!(role, Role::Determiner | Role::Possessive);
        return (!open && !noun && !line.capital(at)).then_some(Tense::Past);
    }
    None
}
