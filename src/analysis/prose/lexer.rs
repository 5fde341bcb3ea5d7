//! The cut of a text into tokens, in one pass and in time linear in it.

use std::borrow::Cow;

use super::characters::{is_apostrophe, is_quote_mark};
use super::scan::Scan;
use super::{Token, TokenKind};
use crate::analysis::interner::Interner;
use crate::text::Span;

/// Cuts spans of one text into tokens.
pub(super) struct Lexer<'d> {
    text: &'d str,
    interner: Interner,
    folded: String,
    stops: Vec<usize>,
}

impl<'d> Lexer<'d> {
    pub fn new(text: &'d str) -> Self {
        Lexer {
            text,
            interner: Interner::new(),
            folded: String::new(),
            stops: Vec::new(),
        }
    }

    /// Indices of the tokens of the last run that may end a sentence.
    pub fn stops(&self) -> &[usize] {
        &self.stops
    }

    /// Appends the tokens of a span, and their words where they are new.
    pub fn run(&mut self, span: Span, tokens: &mut Vec<Token>, vocabulary: &mut Vec<Cow<'d, str>>) {
        self.stops.clear();
        let scan = Scan(Span::new(0, span.end()).of(self.text));
        let bytes = scan.0.as_bytes();
        let mut at = span.start();
        let mut spaced = true;
        while let Some(byte) = bytes.get(at) {
            if *byte == b' ' {
                at += 1;
                spaced = true;
                continue;
            }
            if let Some((stop, kind)) = plain(bytes, at) {
                if matches!(byte, b'.' | b'!' | b'?') {
                    self.stops.push(tokens.len());
                }
                let span = Span::new(at, stop);
                let words = span.of(self.text);
                let keep = || Cow::Borrowed(words);
                tokens.push(Token {
                    span,
                    word: self.interner.intern(vocabulary, words, keep),
                    kind,
                    spaced,
                    capital: false,
                    capitals: false,
                });
                at = stop;
                spaced = false;
                continue;
            }
            let Some(c) = scan.peek(at) else { break };
            if c.is_whitespace() {
                at += c.len_utf8();
                spaced = true;
                continue;
            }
            let before = tokens.last().filter(|_| !spaced);
            let (stop, kind) = token(scan, at, c, before);
            let token = self.finish(Span::new(at, stop), kind, spaced, vocabulary);
            if may_end(kind, token.span.of(self.text)) {
                self.stops.push(tokens.len());
            }
            tokens.push(token);
            at = stop;
            spaced = false;
        }
    }

    fn finish(
        &mut self,
        span: Span,
        kind: TokenKind,
        spaced: bool,
        vocabulary: &mut Vec<Cow<'d, str>>,
    ) -> Token {
        let words = span.of(self.text);
        let capital = words.chars().next().is_some_and(char::is_uppercase);
        let is_plain = words
            .bytes()
            .all(|b| b.is_ascii() && !b.is_ascii_uppercase());
        let word = if is_plain {
            self.interner
                .intern(vocabulary, words, || Cow::Borrowed(words))
        } else {
            fold(words, kind, &mut self.folded);
            let folded = self.folded.as_str();
            self.interner
                .intern(vocabulary, folded, || Cow::Owned(folded.to_owned()))
        };
        Token {
            span,
            word,
            kind,
            spaced,
            capital,
            capitals: capital && is_capitals(words),
        }
    }
}

/// The end and the kind of the token that begins with `c` at `at`, right after the token `before`.
fn token(scan: Scan, at: usize, c: char, before: Option<&Token>) -> (usize, TokenKind) {
    if c.is_ascii_digit() {
        return scan.number(at);
    }
    if c.is_alphanumeric() {
        return (scan.word(at), TokenKind::Word);
    }
    let after = at + c.len_utf8();
    if is_apostrophe(c)
        && before.is_some_and(|t| t.kind != TokenKind::Punct)
        && let Some(stop) = scan.clitic(after)
    {
        return (stop, TokenKind::Word);
    }
    if is_quote_mark(c) {
        // TeX's and typewriters' doubled marks are one.
        let doubled = matches!(c, '\'' | '`' | '‘' | '’' | '‚') && scan.peek(after) == Some(c);
        let stop = if doubled { after + c.len_utf8() } else { after };
        return (stop, TokenKind::QuoteMark);
    }
    (after, TokenKind::Punct)
}

/// Whether a token may end a sentence: a mark of its end, or initials.
fn may_end(kind: TokenKind, words: &str) -> bool {
    match kind {
        TokenKind::Word => words.ends_with('.'),
        TokenKind::Punct => matches!(words, "." | "!" | "?" | "…" | "。" | "！" | "？"),
        _ => false,
    }
}

/// The end and the kind of a token that one look at each of its bytes tells all of, as most are: a
/// word of small ASCII letters that ends where they do, or a mark that is no quotation mark.
#[inline]
fn plain(bytes: &[u8], at: usize) -> Option<(usize, TokenKind)> {
    let rest = bytes.get(at..)?;
    let length = rest.iter().take_while(|b| b.is_ascii_lowercase()).count();
    let next = rest.get(length);
    if length == 0 {
        let is_mark =
            next.is_some_and(|b| b.is_ascii_punctuation() && !matches!(b, b'"' | b'\'' | b'`'));
        return is_mark.then_some((at + 1, TokenKind::Punct));
    }
    let ends = match next {
        None => true,
        // One letter and a stop are initials.
        Some(b'.') => length > 1,
        Some(b'\'') => false,
        Some(byte) => byte.is_ascii() && !byte.is_ascii_alphanumeric(),
    };
    ends.then_some((at + length, TokenKind::Word))
}

/// Writes the lower-case form of a token, a typographic apostrophe as a straight one.
fn fold(words: &str, kind: TokenKind, folded: &mut String) {
    folded.clear();
    if words.is_ascii() {
        folded.push_str(words);
        folded.make_ascii_lowercase();
        return;
    }
    for c in words.chars() {
        match c {
            '’' | '‘' if kind != TokenKind::QuoteMark => folded.push('\''),
            _ => folded.extend(c.to_lowercase()),
        }
    }
}

/// Whether a word has two letters or more and all are capitals.
fn is_capitals(words: &str) -> bool {
    let letters = || words.chars().filter(|c| c.is_alphabetic());
    letters().all(char::is_uppercase) && letters().nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_plain_token_is_what_the_whole_cut_makes_of_it(text in "[a-cB2é’'., \n\"`-]{0,40}") {
            for (at, c) in text.char_indices() {
                if let Some(token) = plain(text.as_bytes(), at) {
                    prop_assert_eq!(token, super::token(Scan(&text), at, c, None));
                }
            }
        }
    }
}
