//! Bold and underlined type as printers made it, and `man` still does: a character, a backspace,
//! and the character that is printed over it.

use std::borrow::Cow;

const BACKSPACE: char = '\u{8}';

/// Leaves of each character that was printed twice, or underlined, that character alone. Any other
/// backspace stays, so that no character can be hidden by it.
pub(super) fn undo(text: &str) -> Cow<'_, str> {
    if !text.contains(BACKSPACE) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let both = plain.chars().next_back().zip(chars.peek().copied());
        match both.filter(|_| c == BACKSPACE).and_then(printed) {
            Some(seen) => {
                plain.pop();
                plain.push(seen);
                chars.next();
            }
            None => plain.push(c),
        }
    }
    Cow::Owned(plain)
}

/// What is seen where two characters are printed on one place, if they are a way to print one.
fn printed(both: (char, char)) -> Option<char> {
    match both {
        (first, second) if first == second => Some(first).filter(|c| *c != BACKSPACE),
        ('_', seen) | (seen, '_') => Some(seen).filter(|c| !c.is_control()),
        ('+', 'o') | ('o', '+') => Some('•'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: &str) {
        assert_eq!(
            undo(&typed.replace('^', "\u{8}")),
            expected.replace('^', "\u{8}")
        );
    }

    #[test]
    fn bold_and_underlined_words_are_words() {
        check("N^NA^AM^ME^E", "NAME");
        check("_^f_^i_^l_^e and é^é", "file and é");
        check("f^_i^_", "fi");
        check("_^x^x", "x");
        check("snake_^_case", "snake_case");
        check("+^o one", "• one");
    }

    #[test]
    fn no_other_backspace_hides_a_character() {
        for text in ["a^b", "^a", "a^", "^^", "a^^b", "_^^", "_^\n", "plain"] {
            check(text, text);
        }
    }
}
