//! Where sentences end: at a stop that no abbreviation and no initials take for themselves.

use std::ops::Range;

use super::abbreviations::Part;
use super::{Prose, TokenKind};

/// A sentence: a run of tokens inside one block.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Indices of its tokens.
    pub tokens: Range<usize>,
    /// The block it stands in.
    pub block: usize,
}

impl Prose<'_> {
    /// Cuts the tokens from `first` on into sentences; `stops` are those that may end one.
    pub(super) fn cut_sentences(&mut self, first: usize, block: usize, stops: &[usize]) {
        let end = self.tokens.len();
        let mut start = first;
        for at in stops {
            if *at >= start
                && let Some(after) = self.sentence_end(*at, end)
            {
                self.sentences.push(Sentence {
                    tokens: start..after,
                    block,
                });
                start = after;
            }
        }
        if start < end {
            self.sentences.push(Sentence {
                tokens: start..end,
                block,
            });
        }
    }

    /// Where the sentence ends, if it ends with the token `at`, a mark of its end or
    /// initials: past closing marks and brackets.
    fn sentence_end(&self, at: usize, end: usize) -> Option<usize> {
        let token = &self.tokens[at];
        let is_initials = token.kind == TokenKind::Word;
        let stop = is_initials || self.text(at) == ".";
        let mut after = at + 1;
        while after < end && self.closes(after) {
            after += 1;
        }
        let Some(next) = self.tokens.get(after).filter(|_| after < end) else {
            return Some(end);
        };
        let after_mark = after > at + 1 && next.kind == TokenKind::QuoteMark;
        if !next.spaced && !after_mark {
            return None;
        }
        let opener = usize::from(matches!(next.kind, TokenKind::QuoteMark))
            + usize::from(matches!(self.text(after), "(" | "["));
        let begins = self.tokens.get(after + opener).is_none_or(|t| {
            t.capital
                || t.kind == TokenKind::Number
                || t.kind == TokenKind::Ordinal
                || !t
                    .span
                    .of(self.doc.text())
                    .starts_with(|c: char| c.is_lowercase())
        });
        if !begins {
            return None;
        }
        let abbreviated = stop
            && after == at + 1
            && if is_initials {
                self.initials_go_on(at, after)
            } else {
                at > 0 && !token.spaced && self.is_abbreviation(at - 1, after)
            };
        (!abbreviated).then_some(after)
    }

    /// Whether a token closes a sentence after its stop: marks, brackets, further stops.
    fn closes(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if token.spaced {
            return false;
        }
        match token.kind {
            TokenKind::QuoteMark => true,
            TokenKind::Punct => matches!(self.text(at), ")" | "]" | "." | "!" | "?" | "…"),
            _ => false,
        }
    }

    /// Whether the initials `at` belong to what follows: one initial of a name always does
    /// ("J. Smith"); several ("U.S.", "p.m.") unless a word follows that begins sentences.
    fn initials_go_on(&self, at: usize, next: usize) -> bool {
        if matches!(self.lower(at), "a.m." | "p.m.") {
            return Part::AfterHour.has(self.lower_at(next));
        }
        let initials = self.text(at).matches('.').count();
        if initials == 1 {
            return true;
        }
        !Part::Starter.has(self.lower_at(next))
            && self.tokens[at].capital
            && self
                .tokens
                .get(next)
                .is_some_and(|t| t.kind == TokenKind::Word)
    }

    /// Whether the word before a stop is an abbreviation that does not end a sentence.
    fn is_abbreviation(&self, word: usize, next: usize) -> bool {
        let lower = self.lower(word);
        if Part::BeforeName.has(lower) {
            return self.tokens[word].capital || lower == "vs" || lower == "no";
        }
        if Part::BeforeNumber.has(lower) {
            let number = self
                .tokens
                .get(next)
                .is_some_and(|t| matches!(t.kind, TokenKind::Number | TokenKind::Ordinal));
            return number;
        }
        if Part::Anywhere.has(lower) {
            return !Part::Starter.has(self.lower_at(next));
        }
        false
    }
}
