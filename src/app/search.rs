//! Finding words: patterns, matches, and which one is here.

use regex::{Regex, RegexBuilder};

use crate::text::Span;

/// The most matches that are kept.
const LIMIT: usize = 100_000;
/// Bytes that a compiled pattern may take.
const PATTERN_SIZE: usize = 1 << 20;

/// A pattern in force, with its matches in one document.
#[derive(Clone, Debug, Default)]
pub struct Search {
    typed: String,
    pattern: Option<Regex>,
    matches: Vec<Span>,
    /// Index of the match that was gone to.
    here: Option<usize>,
    /// Whether the last step went round the end of the text.
    wrapped: bool,
    /// Whether the matches are not lit any more; the search can still be repeated.
    hidden: bool,
    /// Whether the search runs backward.
    pub backward: bool,
}

impl Search {
    /// Looks for what was typed everywhere in `text`.
    pub fn new(typed: &str, text: &str, backward: bool) -> Self {
        let pattern = compile(typed);
        let mut search = Search {
            typed: typed.to_owned(),
            pattern,
            backward,
            ..Search::default()
        };
        search.find_in(text);
        search
    }

    /// Looks again, in a text that has changed.
    pub fn find_in(&mut self, text: &str) {
        self.here = None;
        self.matches = match &self.pattern {
            Some(pattern) => pattern
                .find_iter(text)
                .map(|m| Span::from(m.range()))
                .filter(|m| !m.is_empty())
                .take(LIMIT)
                .collect(),
            None => Vec::new(),
        };
    }

    /// What was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }

    /// Whether there is a search whose matches are lit.
    pub fn is_lit(&self) -> bool {
        !self.hidden && !self.is_empty()
    }

    /// Puts the lights out; the search can still be repeated.
    pub fn hide(&mut self) {
        self.hidden = true;
    }

    /// The matches, in text order.
    pub fn matches(&self) -> &[Span] {
        &self.matches
    }

    /// The lit matches that share a byte with `span`.
    pub fn matches_in(&self, span: Span) -> &[Span] {
        if self.hidden {
            return &[];
        }
        let from = self.matches.partition_point(|m| m.end() <= span.start());
        let to = self.matches.partition_point(|m| m.start() < span.end());
        &self.matches[from.min(to)..to]
    }

    /// The match that was gone to.
    pub fn here(&self) -> Option<Span> {
        self.matches.get(self.here?).copied()
    }

    /// Forgets which match was gone to, since the reading has moved away from it.
    pub fn forget_here(&mut self) {
        self.here = None;
    }

    /// The number of that match from 1, how many there are, and whether the text's end was passed.
    pub fn standing(&self) -> (Option<usize>, usize, bool) {
        (self.here.map(|h| h + 1), self.matches.len(), self.wrapped)
    }

    /// Whether there are more matches than are kept.
    pub fn is_cut(&self) -> bool {
        self.matches.len() == LIMIT
    }

    /// Goes to the nearest match from byte `offset` on (before it when searching backward), round
    /// the end if need be.
    pub fn go_from(&mut self, offset: usize) -> Option<Span> {
        let count = self.matches.len();
        let at = if self.backward {
            let before = self.matches.partition_point(|m| m.start() < offset);
            before.checked_sub(1)
        } else {
            let after = self.matches.partition_point(|m| m.start() < offset);
            (after < count).then_some(after)
        };
        self.wrapped = at.is_none() && count > 0;
        self.here = at.or(match self.backward {
            true => count.checked_sub(1),
            false => (count > 0).then_some(0),
        });
        self.here()
    }

    /// Goes `count` matches on in the direction of the search, or against it if `back`. Where no
    /// match was gone to yet, or the reading has moved away, it starts from byte `offset`.
    pub fn step(&mut self, count: usize, back: bool, offset: usize) -> Option<Span> {
        self.hidden = false;
        let total = self.matches.len();
        if total == 0 {
            return None;
        }
        let up = self.backward != back;
        let start = match self.here {
            Some(here) => here,
            None if up => self.matches.partition_point(|m| m.start() < offset),
            None => self
                .matches
                .partition_point(|m| m.start() < offset)
                .wrapping_sub(1),
        };
        let steps = count % total;
        let steps = if steps == 0 { total } else { steps };
        let next = if up {
            self.wrapped = start < steps;
            (start + total - steps) % total
        } else {
            let next = start.wrapping_add(steps);
            self.wrapped = next >= total && start != usize::MAX;
            next % total
        };
        self.here = Some(next);
        self.here()
    }
}

/// The pattern of what was typed: a regular expression with smart case, or, where that is none,
/// the words themselves.
fn compile(typed: &str) -> Option<Regex> {
    if typed.is_empty() {
        return None;
    }
    let build = |pattern: &str| {
        RegexBuilder::new(pattern)
            .case_insensitive(!has_capital(typed))
            .multi_line(true)
            .size_limit(PATTERN_SIZE)
            .dfa_size_limit(PATTERN_SIZE)
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
        let search = Search::new(typed, text, false);
        let found: Vec<&str> = search.matches().iter().map(|m| m.of(text)).collect();
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

    #[test]
    fn steps_go_round_the_end_and_say_so() {
        let text = "x . x . x";
        let mut search = Search::new("x", text, false);
        assert_eq!(search.go_from(1).map(Span::start), Some(4));
        assert_eq!(search.standing(), (Some(2), 3, false));
        assert_eq!(search.step(2, false, 0).map(Span::start), Some(0));
        assert_eq!(search.standing(), (Some(1), 3, true));
        assert_eq!(search.step(1, true, 0).map(Span::start), Some(8));
        assert_eq!(search.standing(), (Some(3), 3, true));
        let mut back = Search::new("x", text, true);
        assert_eq!(back.go_from(8).map(Span::start), Some(4));
        assert_eq!(back.step(1, false, 0).map(Span::start), Some(0));
        assert_eq!(back.step(1, false, 0).map(Span::start), Some(8));
    }
}
