//! Which neighbours stand on one row: number and unit, initials and name, title and name, day and
//! month, a sign and its number, a dash and the word before it.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The words that hold on to a neighbour, a section each.
static WORDS: LazyLock<FxHashMap<&str, u8>> =
    LazyLock::new(|| read(include_str!("../../assets/together.txt")));

const TITLE: u8 = 1;
const BEFORE_NUMBER: u8 = 2;
const UNIT: u8 = 4;
const MONTH: u8 = 8;

fn read(list: &'static str) -> FxHashMap<&'static str, u8> {
    let mut words = FxHashMap::default();
    let mut class = 0;
    for line in list.lines().filter(|l| !l.starts_with('#')) {
        match line {
            "[titles]" => class = TITLE,
            "[before numbers]" => class = BEFORE_NUMBER,
            "[units]" => class = UNIT,
            "[months]" => class = MONTH,
            _ => {
                for word in line.split_whitespace() {
                    *words.entry(word).or_default() |= class;
                }
            }
        }
    }
    words
}

fn is(word: &str, class: u8) -> bool {
    WORDS.get(word).is_some_and(|classes| classes & class != 0)
}

/// Whether the words `a` and `b`, which a space parts, should stand on one row.
pub(super) fn kept_together(a: &str, b: &str) -> bool {
    let Some(first) = b.chars().next() else {
        return false;
    };
    if first.is_ascii_lowercase() && !a.ends_with(|c: char| c.is_ascii_digit() || c == '.') {
        return a == "per" && b.starts_with("cent");
    }
    if is_dash(b) {
        return true;
    }
    let a = a.trim_start_matches(is_wrapping);
    let b = b.trim_end_matches(is_wrapping);
    if first.is_numeric() {
        return is(a, BEFORE_NUMBER) || is(a, MONTH) && is_day(b);
    }
    if a.starts_with(|c: char| c.is_numeric()) || a.starts_with(is_currency) {
        let bare = b.trim_end_matches('.');
        return is_number(a) && (is(b, UNIT) || is(bare, UNIT))
            || is_day(a) && (is(b, MONTH) || is(bare, MONTH));
    }
    first.is_uppercase() && (is_initials(a) || is(a, TITLE))
}

/// Punctuation that may cling to a word without changing what it is.
fn is_wrapping(c: char) -> bool {
    matches!(
        c,
        '(' | ')' | '[' | ']' | ',' | ';' | ':' | '!' | '?' | '"' | '\'' | '“' | '”' | '‘' | '’'
    )
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '€' | '¥')
}

fn is_dash(word: &str) -> bool {
    word.starts_with(['–', '—', '―']) || word == "-" || word == "--"
}

/// "J.", "J.K.".
fn is_initials(word: &str) -> bool {
    word.len() > 1
        && word.split_terminator('.').all(|part| {
            let mut chars = part.chars();
            chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
        })
        && word.ends_with('.')
}

/// "38", "1,200.5", "$38".
fn is_number(word: &str) -> bool {
    word.trim_start_matches(is_currency)
        .chars()
        .all(|c| c.is_numeric() || matches!(c, '.' | ',' | '–' | '-' | '/'))
}

/// "7", "21st", "21.".
fn is_day(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits)
        && matches!(
            word.get(digits..),
            Some("" | "." | "st" | "nd" | "rd" | "th" | "er" | "º")
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kept: bool, pairs: &[&str]) {
        for pair in pairs {
            let (a, b) = pair.split_once(' ').unwrap();
            assert_eq!(kept_together(a, b), kept, "{pair}");
        }
    }

    #[test]
    fn neighbours_that_stay() {
        check(
            true,
            &[
                "38 million",
                "$38 million.",
                "4 %",
                "1,200 km,",
                "4 per",
                "per cent",
            ],
        );
        check(
            true,
            &[
                "J. Smith",
                "J.K. Rowling",
                "(J. Smith",
                "Mr. Kirby",
                "Mr Kirby",
                "Dr. No",
            ],
        );
        check(
            true,
            &[
                "21 February",
                "February 21",
                "Feb. 23,",
                "21st May",
                "21. Februar",
                "7 mai",
            ],
        );
        check(
            true,
            &["¶ 12", "§ 3", "No. 10", "word –", "word —", "word -"],
        );
    }

    #[test]
    fn neighbours_that_part() {
        check(
            false,
            &[
                "the mayor",
                "In 2016",
                "2016 was",
                "May said",
                "mister Kirby",
                "– word",
            ],
        );
        check(
            false,
            &[
                "February 2016",
                "21 people",
                "end. The",
                "38 Million’s",
                "a -5",
                "Mr he",
            ],
        );
    }
}
