//! Noun phrases that may name a source: where they begin and end, and what they say.

use std::ops::Range;

use crate::analysis::prose::TokenKind;

use super::lexicon::{Class, Words};

/// The longest phrase, in tokens.
const LONGEST: usize = 14;

/// The noun phrase that begins at `at`, before `limit`; `None` if none does.
pub fn starting_at(words: &Words, at: usize, limit: usize) -> Option<Range<usize>> {
    let limit = limit.min(at + LONGEST);
    if at >= limit || !words.is_word(at) {
        return None;
    }
    if words.is(at, Class::PRONOUN) && !words.is(at, Class::DETERMINER) {
        return Some(at..at + 1);
    }
    let mut end = at;
    let mut named = false;
    while end < limit {
        let token = words.token(end);
        let possessive = words.is_possessive(end);
        let goes_on = match token.kind {
            TokenKind::Word if possessive => true,
            TokenKind::Word => {
                let joins = words.lower(end) == "of" && end > at && !words.is(end - 1, Class::STOP);
                let stops =
                    words.is(end, Class::STOP) || (words.is(end, Class::SAYS) && !token.capital);
                let after_name = named && !token.capital && !is_noun(words, end);
                joins || words.is_capital(end) || (!stops && !after_name && !is_adverb(words, end))
            }
            TokenKind::Number | TokenKind::Ordinal => !named,
            TokenKind::Punct => {
                let hyphen = matches!(words.lower(end), "-" | "&" | "‑") && !token.spaced;
                let stop = end > at && is_title_stop(words, end);
                hyphen || stop
            }
            TokenKind::QuoteMark => false,
        };
        if !goes_on {
            break;
        }
        if possessive {
            named = false;
        } else if token.capital && (end > at || !words.is(end, Class::DETERMINER)) {
            named = true;
        }
        end += 1;
    }
    trim(words, at..end)
}

/// The noun phrase that ends before `end`, not reaching before `limit`; `None` if none does.
pub fn ending_at(words: &Words, end: usize, limit: usize) -> Option<Range<usize>> {
    let limit = limit.max(end.saturating_sub(LONGEST));
    if end <= limit || !words.is_word(end - 1) {
        return None;
    }
    if words.is(end - 1, Class::PRONOUN.or(Class::WHO)) {
        return Some(end - 1..end);
    }
    let mut start = end;
    while start > limit {
        let at = start - 1;
        let token = words.token(at);
        let goes_on = match token.kind {
            TokenKind::Word if words.is_possessive(at) => true,
            TokenKind::Word
                if words.is(at, Class::DETERMINER) && !token.capital
                    || words.is(at, Class::DETERMINER) =>
            {
                start = at;
                let owner = at > limit && words.is_possessive(at - 1);
                if owner {
                    continue;
                }
                break;
            }
            TokenKind::Word => {
                let joins = matches!(words.lower(at), "of" | "for")
                    && at > limit
                    && start < end
                    && words.is_word(at - 1);
                let stops = words.is(at, Class::STOP)
                    || (words.is(at, Class::SAYS) && !token.capital && !is_noun(words, at))
                    || words.is(at, Class::PRONOUN)
                    || words.is(at, Class::COMMON)
                        && !token.capital
                        && !words.is(at, Class::PEOPLE.or(Class::NATIONALITY))
                        && is_function(words, at);
                joins || !stops && !is_adverb(words, at)
            }
            TokenKind::Number | TokenKind::Ordinal => true,
            TokenKind::Punct => {
                let hyphen = matches!(words.lower(at), "-" | "&" | "‑") && !token.spaced;
                let stop = at > limit && is_title_stop(words, at);
                hyphen || stop
            }
            TokenKind::QuoteMark => false,
        };
        if !goes_on {
            break;
        }
        start = at;
    }
    trim(words, start..end)
}

/// Cuts off what cannot begin or end a phrase.
fn trim(words: &Words, mut phrase: Range<usize>) -> Option<Range<usize>> {
    while phrase.start < phrase.end
        && (words.is(phrase.start, Class::STOP)
            || !words.is_word(phrase.start)
            || words.is_possessive(phrase.start))
        && !words.is_capital(phrase.start)
    {
        phrase.start += 1;
    }
    while phrase.start < phrase.end
        && (words.is(phrase.end - 1, Class::STOP.or(Class::TIME))
            || !words.is_word(phrase.end - 1)
            || words.is_possessive(phrase.end - 1))
    {
        phrase.end -= 1;
    }
    let is_empty = phrase.is_empty() || phrase.len() == 1 && words.is(phrase.start, Class::TIME);
    (!is_empty).then_some(phrase)
}

/// Whether a small word is a noun that may head the name of a source.
pub fn is_noun(words: &Words, at: usize) -> bool {
    let nouns = Class::ROLES
        .or(Class::PEOPLE)
        .or(Class::BODY)
        .or(Class::DOCUMENT);
    words.is(at, nouns)
}

fn is_function(words: &Words, at: usize) -> bool {
    words.lower(at).len() <= 4
}

/// Whether a small word looks like an adverb.
pub fn is_adverb(words: &Words, at: usize) -> bool {
    let word = words.lower(at);
    let known = matches!(
        word,
        "also"
            | "afterwards"
            | "afterward"
            | "therefore"
            | "thus"
            | "later"
            | "then"
            | "once"
            | "often"
            | "just"
            | "even"
            | "still"
            | "again"
            | "never"
            | "ever"
            | "always"
            | "now"
            | "too"
            | "repeatedly"
            | "earlier"
            | "recently"
            | "today"
            | "yesterday"
            | "however"
            | "instead"
            | "simply"
            | "only"
            | "already"
            | "soon"
            | "there"
            | "here"
            | "so"
            | "back"
            | "out"
            | "up"
    );
    known
        || (word.len() > 4
            && word.ends_with("ly")
            && !words.is_capital(at)
            && !matches!(
                word,
                "family" | "ally" | "daily" | "weekly" | "monthly" | "assembly" | "reply"
            ))
}

/// Whether the stop at `at` ends a short title before a name ("Mrs. Hale").
pub fn is_title_stop(words: &Words, at: usize) -> bool {
    let title = words.is(at - 1, Class::TITLES) && words.lower(at - 1).len() <= 4;
    let named = words.is_capital(at + 1) || words.is(at + 1, Class::PARTICLE);
    words.lower(at) == "." && title && named
}
