//! Whether a text is news, which is resolved by its own date, or a history, which is resolved by
//! what it tells.

use std::sync::LazyLock;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::meaning::{Base, Meaning, Year};
use super::scan::Item;
use crate::analysis::Prose;

/// The words that tell, see the head of the list.
const WORDS: &str = include_str!("../../../assets/dates/mode.txt");

/// How many years that are not its own a history names at least.
const FEWEST: usize = 4;

/// Whether the text tells of other times than its own.
///
/// News names weekdays, counts from today and reports what somebody said; a history names years
/// that are not its own, and tells in the past. Without a date of its own a text can only be a
/// history.
pub fn is_narrative(prose: &Prose, found: &[Item], written: Option<Date>) -> bool {
    let Some(written) = written else {
        return true;
    };
    let (mut news, mut history) = (0, 0);
    for item in found {
        match item.found.meaning {
            Meaning::Weekday(..) | Meaning::Near(_, _, Base::Document) => news += 1,
            Meaning::Shift(_, _, _, Base::Document) => news += 1,
            Meaning::Point(Year::Stated(y), _) if (y - written.year()).abs() > 1 => history += 1,
            Meaning::Point(Year::Stated(_), _) => news += 1,
            _ => {}
        }
    }
    if history < FEWEST || history <= news * 3 {
        return false;
    }
    let style = Style::of(prose);
    style.past > style.present && history > (news + style.said) * 3
}

/// How often a text uses the words of the list.
#[derive(Clone, Copy, Debug, Default)]
struct Style {
    present: usize,
    past: usize,
    said: usize,
}

impl Style {
    fn of(prose: &Prose) -> Style {
        let classes = prose.classify(|word| LIST.get(word).copied().unwrap_or_default());
        let mut style = Style::default();
        for token in prose.tokens() {
            match classes
                .get(token.word.0 as usize)
                .copied()
                .unwrap_or_default()
            {
                "present" => style.present += 1,
                "past" => style.past += 1,
                "said" => style.said += 1,
                _ => {}
            }
        }
        style
    }
}

/// The class of each word of the list.
static LIST: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    let rows = WORDS.lines().filter(|l| !l.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t'))
        .flat_map(|(class, words)| words.split(' ').map(move |word| (word, class)))
        .collect()
});
