//! Patterns as a reader types them: a regular expression with smart case, in which plain marks stand
//! for typographic ones.

use regex::{Regex, RegexBuilder};

/// Bytes that a compiled pattern may take.
const SIZE: usize = 1 << 20;

/// The pattern of what was typed: a regular expression in which a capital letter makes case count,
/// or, where it is none, the words themselves. `None` where nothing was typed.
pub fn compile(typed: &str) -> Option<Regex> {
    if typed.is_empty() {
        return None;
    }
    let build = |pattern: &str| {
        RegexBuilder::new(pattern)
            .case_insensitive(!has_capital(typed))
            .multi_line(true)
            .size_limit(SIZE)
            .dfa_size_limit(SIZE)
            .build()
            .ok()
    };
    build(&typographic(typed)).or_else(|| build(&typographic(&regex::escape(typed))))
}

/// Whether a capital letter was typed; those of classes like `\S` do not count.
fn has_capital(typed: &str) -> bool {
    let mut chars = typed.chars();
    while let Some(c) = chars.next() {
        if c == '\\' {
            chars.next();
        } else if c.is_uppercase() {
            return true;
        }
    }
    false
}

/// The pattern in which `'`, `"`, `-` and a space stand for every typographic form of themselves.
fn typographic(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut chars = pattern.chars().peekable();
    let mut in_class = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('-') if !in_class => out.push_str(DASHES),
                Some(escaped) => out.extend([c, escaped]),
                None => out.push(c),
            },
            '(' if !in_class && chars.next_if_eq(&'?').is_some() => {
                // Flags and names of groups are no text.
                out.push_str("(?");
                while let Some(flag) = chars.next_if(|c| !matches!(c, ':' | ')' | '>')) {
                    out.push(flag);
                }
            }
            '[' if !in_class => {
                in_class = true;
                out.push(c);
            }
            ']' if in_class => {
                in_class = false;
                out.push(c);
            }
            _ if in_class => out.push(c),
            '\'' | '’' | '‘' => out.push_str("['’‘‚‛′´`]"),
            '"' | '“' | '”' => out.push_str("(?:[\"“”„‟«»″]|''|``)"),
            '-' | '‑' | '–' | '—' => out.push_str(DASHES),
            ' ' => {
                while chars.next_if_eq(&' ').is_some() {}
                out.push_str(r"[\s\u{A0}\u{202F}]+");
            }
            _ => out.push(c),
        }
    }
    out
}

const DASHES: &str = r"[\-‐‑‒–—−]";

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, text: &str, expected: &[&str]) {
        let pattern = compile(typed).unwrap();
        let found = pattern.find_iter(text).map(|m| m.as_str());
        let found: Vec<&str> = found.filter(|m| !m.is_empty()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn case_is_smart() {
        check("kirby", "Kirby KIRBY", &["Kirby", "KIRBY"]);
        check("Kirby", "Kirby KIRBY", &["Kirby"]);
    }

    #[test]
    fn typographic_forms_and_line_ends() {
        check("don't", "don’t don't", &["don’t", "don't"]);
        check("don’t", "don’t don't", &["don’t", "don't"]);
        check("\"yes\"", "“yes” ''yes''", &["“yes”", "''yes''"]);
        check("a-b", "a–b a-b a‑b", &["a–b", "a-b", "a‑b"]);
        check(
            "two words",
            "two\nwords, two\u{A0}words",
            &["two\nwords", "two\u{A0}words"],
        );
    }

    #[test]
    fn patterns_and_what_is_none() {
        check("b.g", "big bug", &["big", "bug"]);
        check(r"\Birby", "KIRBY", &["IRBY"]);
        check("(?-i)kirby", "Kirby kirby", &["kirby"]);
        check("[a-c]+", "xabcx", &["abc"]);
        check("f(x", "f(x) f(y)", &["f(x"]);
        check(
            "a{1000}{1000}{1000}",
            "a{1000}{1000}{1000}",
            &["a{1000}{1000}{1000}"],
        );
        check("x*", "aab", &[]);
    }
}
