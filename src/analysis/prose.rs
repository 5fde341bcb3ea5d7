//! Tokens and sentences, cut once for every annotator.
//!
//! A token is a word, a number or a single other character; words are interned, so that a lexicon
//! is asked once for each distinct word of a document and a rule compares integers. The cut runs in
//! one pass, in time linear in the text.

use std::borrow::Cow;
use std::ops::Range;

use super::interner::Interner;
use crate::text::{BlockKind, Document, Span};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with apostrophes inside ("don't", "O'Brien") and digits after ("B2"), or initials
    /// with their stops ("U.S.", "p.m."). "Kirby's" is two: "Kirby" and the clitic "'s".
    Word,
    /// Digits, with `,` and `.` between digits ("2,000", "3.5", "23.2.2016").
    Number,
    /// Digits with letters after them ("12th", "1990s", "8pm").
    Ordinal,
    /// An opening or closing quotation mark, or an apostrophe that may be one.
    QuoteMark,
    /// Any other character that is not white space.
    Punct,
}

/// An interned lower-case word of one document: index into [`Prose::vocabulary`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub u32);

/// A token.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands in the document.
    pub span: Span,
    /// Its lower-case form.
    pub word: Symbol,
    /// What it is.
    pub kind: TokenKind,
    /// Whether white space (or the block's start) stands before it.
    pub spaced: bool,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// Whether it has two letters or more and all are capitals.
    pub capitals: bool,
}

/// A sentence: a run of tokens inside one block.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Indices of its tokens.
    pub tokens: Range<usize>,
    /// The block it stands in.
    pub block: usize,
}

/// A document's analysed text as tokens and sentences. What
/// [`Block::is_analysed`](crate::text::Block::is_analysed) leaves out has none.
#[derive(Debug)]
pub struct Prose<'d> {
    doc: &'d Document,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    vocabulary: Vec<Cow<'d, str>>,
    block_tokens: Vec<u32>,
}

impl<'d> Prose<'d> {
    /// Cuts a document into tokens and sentences.
    pub fn new(doc: &'d Document) -> Self {
        let guess = doc.text().len() / 4;
        let mut prose = Prose {
            doc,
            tokens: Vec::with_capacity(guess),
            sentences: Vec::with_capacity(guess / 20),
            vocabulary: Vec::new(),
            block_tokens: Vec::with_capacity(doc.blocks().len() + 1),
        };
        let mut lexer = Lexer {
            text: doc.text(),
            interner: Interner::new(),
            folded: String::new(),
            stops: Vec::new(),
        };
        for (index, block) in doc.blocks().iter().enumerate() {
            prose.block_tokens.push(prose.tokens.len() as u32);
            if !block.is_analysed() {
                continue;
            }
            match &block.kind {
                BlockKind::List(items) => {
                    for item in items {
                        prose.cut(&mut lexer, item.span, index);
                    }
                }
                BlockKind::Table(table) => {
                    for cell in table.rows.iter().flatten() {
                        prose.cut(&mut lexer, *cell, index);
                    }
                }
                _ => prose.cut(&mut lexer, block.span, index),
            }
        }
        prose.block_tokens.push(prose.tokens.len() as u32);
        prose
    }

    /// The document.
    #[inline]
    pub fn doc(&self) -> &'d Document {
        self.doc
    }

    /// The tokens, in text order.
    #[inline]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The sentences, in text order; together they hold every token.
    #[inline]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The distinct lower-case words, by [`Symbol`].
    #[inline]
    pub fn vocabulary(&self) -> &[Cow<'d, str>] {
        &self.vocabulary
    }

    /// A token's words as printed.
    #[inline]
    pub fn text(&self, token: usize) -> &'d str {
        self.doc.slice(self.tokens[token].span)
    }

    /// A token's lower-case form; a typographic apostrophe in it is a straight one.
    #[inline]
    pub fn lower(&self, token: usize) -> &str {
        &self.vocabulary[self.tokens[token].word.0 as usize]
    }

    /// The lower-case form of the token at `token`, or "" past the end.
    pub fn lower_at(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |_| self.lower(token))
    }

    /// The words of a run of tokens as printed, from the first to the last.
    pub fn slice(&self, tokens: Range<usize>) -> &'d str {
        self.doc.slice(self.span(tokens))
    }

    /// The span of a run of tokens; empty for an empty run.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1)) {
            (Some(first), Some(last)) if last >= tokens.start => first
                .span
                .to(self.tokens[last.min(self.tokens.len() - 1)].span),
            (Some(first), _) => Span::empty(first.span.start()),
            (None, _) => Span::empty(self.doc.text().len()),
        }
    }

    /// Indices of the tokens of a block.
    #[inline]
    pub fn block_tokens(&self, block: usize) -> Range<usize> {
        self.block_tokens[block] as usize..self.block_tokens[block + 1] as usize
    }

    /// Index of the sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences
            .partition_point(|s| s.tokens.start <= token)
            .saturating_sub(1)
    }

    /// Index of the first token that ends after byte `offset`.
    pub fn token_at(&self, offset: usize) -> usize {
        self.tokens.partition_point(|t| t.span.end() <= offset)
    }

    /// What a lexicon says of each distinct word: asked once a word, read by [`Symbol`].
    pub fn classify<T>(&self, class: impl Fn(&str) -> T) -> Vec<T> {
        self.vocabulary.iter().map(|w| class(w)).collect()
    }

    fn cut(&mut self, lexer: &mut Lexer<'d>, span: Span, block: usize) {
        let first = self.tokens.len();
        lexer.stops.clear();
        lexer.run(span, &mut self.tokens, &mut self.vocabulary);
        self.cut_sentences(first, block, &lexer.stops);
    }

    /// Cuts the tokens from `first` on into sentences; `stops` are those that may end one.
    fn cut_sentences(&mut self, first: usize, block: usize, stops: &[usize]) {
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

    /// Where the sentence ends, if it ends with the token `at`, a mark that [`may_end`] one or
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
            return AFTER_HOURS.contains(&self.lower_at(next));
        }
        let initials = self.text(at).matches('.').count();
        if initials == 1 {
            return true;
        }
        let follows = self.lower_at(next);
        !STARTERS.contains(&follows)
            && self.tokens[at].capital
            && self
                .tokens
                .get(next)
                .is_some_and(|t| t.kind == TokenKind::Word)
    }

    /// Whether the word before a stop is an abbreviation that does not end a sentence.
    fn is_abbreviation(&self, word: usize, next: usize) -> bool {
        let lower = self.lower(word);
        if BEFORE_NAMES.contains(&lower) {
            return self.tokens[word].capital || lower == "vs" || lower == "no";
        }
        if BEFORE_NUMBERS.contains(&lower) {
            let number = self
                .tokens
                .get(next)
                .is_some_and(|t| matches!(t.kind, TokenKind::Number | TokenKind::Ordinal));
            return number;
        }
        if ANYWHERE.contains(&lower) {
            return !STARTERS.contains(&self.lower_at(next));
        }
        false
    }
}

/// Abbreviations that a name follows.
const BEFORE_NAMES: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "sen", "rep", "gov", "lt", "col", "capt", "sgt", "cpl",
    "maj", "adm", "rev", "hon", "st", "mt", "ft", "messrs", "mme", "mlle", "pres", "supt", "det",
    "cmdr", "brig", "vs", "pvt", "atty",
];

/// Words that go on with a time of day, though they begin with a capital.
const AFTER_HOURS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sept",
    "sep",
    "oct",
    "nov",
    "dec",
    "gmt",
    "est",
    "edt",
    "cst",
    "cdt",
    "mst",
    "mdt",
    "pst",
    "pdt",
    "et",
    "pt",
    "eastern",
    "pacific",
    "central",
];

/// Abbreviations that a number follows.
const BEFORE_NUMBERS: &[&str] = &[
    "no", "nos", "p", "pp", "vol", "art", "fig", "ch", "sec", "jan", "feb", "mar", "apr", "jun",
    "jul", "aug", "sep", "sept", "oct", "nov", "dec", "c", "ca", "circa",
];

/// Abbreviations that end a sentence only where the next word begins one.
const ANYWHERE: &[&str] = &[
    "inc", "corp", "co", "ltd", "jr", "sr", "bros", "etc", "dept", "est", "approx", "al", "cf",
    "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky", "la",
    "md", "mass", "mich", "minn", "miss", "mo", "mont", "neb", "nev", "okla", "ore", "pa", "penn",
    "tenn", "tex", "vt", "va", "wash", "wis", "wyo", "mon", "tue", "tues", "wed", "thu", "thurs",
    "fri", "sat", "sun",
];

/// Words that begin a sentence rather than go on with a name.
const STARTERS: &[&str] = &[
    "the",
    "a",
    "an",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "this",
    "that",
    "these",
    "those",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "but",
    "and",
    "or",
    "so",
    "if",
    "when",
    "while",
    "as",
    "at",
    "in",
    "on",
    "for",
    "from",
    "after",
    "before",
    "since",
    "there",
    "here",
    "what",
    "who",
    "how",
    "why",
    "where",
    "not",
    "no",
    "some",
    "many",
    "most",
    "one",
    "all",
    "although",
    "however",
    "meanwhile",
    "then",
    "now",
    "last",
    "to",
    "with",
    "under",
    "because",
    "even",
    "both",
    "also",
    "by",
];

/// Cuts spans of one text into tokens.
struct Lexer<'d> {
    text: &'d str,
    interner: Interner,
    folded: String,
    /// Indices of the tokens of the last run that may end a sentence.
    stops: Vec<usize>,
}

/// Whether `c` is a quotation mark or an apostrophe.
pub fn is_quote_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '´'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '＂'
    )
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining(c)
}

/// Marks that belong to the letter before them.
fn is_combining(c: char) -> bool {
    !c.is_ascii() && unicode_width::UnicodeWidthChar::width(c) == Some(0)
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
fn plain(bytes: &[u8], at: usize, end: usize) -> Option<(usize, TokenKind)> {
    let rest = bytes.get(at..end)?;
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

impl<'d> Lexer<'d> {
    fn run(&mut self, span: Span, tokens: &mut Vec<Token>, vocabulary: &mut Vec<Cow<'d, str>>) {
        let bytes = self.text.as_bytes();
        let mut at = span.start();
        let end = span.end();
        let mut spaced = true;
        while at < end {
            if bytes[at] == b' ' {
                at += 1;
                spaced = true;
                continue;
            }
            if let Some((stop, kind)) = plain(bytes, at, end) {
                if matches!(bytes[at], b'.' | b'!' | b'?') {
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
            let Some(c) = self.peek(at, end) else { break };
            if c.is_whitespace() {
                at += c.len_utf8();
                spaced = true;
                continue;
            }
            let (stop, kind) = self.token(at, end, c, tokens, spaced);
            let token = self.finish(Span::new(at, stop), kind, spaced, vocabulary);
            if may_end(kind, token.span.of(self.text)) {
                self.stops.push(tokens.len());
            }
            tokens.push(token);
            at = stop;
            spaced = false;
        }
    }

    fn peek(&self, at: usize, end: usize) -> Option<char> {
        if at >= end {
            return None;
        }
        let byte = self.text.as_bytes()[at];
        if byte.is_ascii() {
            return Some(byte as char);
        }
        self.text.get(at..end)?.chars().next()
    }

    /// The end and the kind of the token that begins with `c` at `at`.
    fn token(
        &self,
        at: usize,
        end: usize,
        c: char,
        tokens: &[Token],
        spaced: bool,
    ) -> (usize, TokenKind) {
        if c.is_ascii_digit() {
            return self.number(at, end);
        }
        if c.is_alphanumeric() {
            return (self.word(at, end), TokenKind::Word);
        }
        let after = at + c.len_utf8();
        if is_apostrophe(c)
            && !spaced
            && tokens.last().is_some_and(|t| t.kind != TokenKind::Punct)
            && let Some(stop) = self.clitic(after, end)
        {
            return (stop, TokenKind::Word);
        }
        if is_quote_mark(c) {
            // TeX's and typewriters' doubled marks are one.
            let doubled =
                matches!(c, '\'' | '`' | '‘' | '’' | '‚') && self.peek(after, end) == Some(c);
            let stop = if doubled { after + c.len_utf8() } else { after };
            return (stop, TokenKind::QuoteMark);
        }
        (after, TokenKind::Punct)
    }

    /// The end of a clitic's letters after an apostrophe ("s", "ll"), if they end the word.
    fn clitic(&self, at: usize, end: usize) -> Option<usize> {
        ["s", "S", "ll", "re", "ve", "d", "m", "t"]
            .iter()
            .find_map(|letters| {
                let stop = at + letters.len();
                let found = stop <= end && self.text.get(at..stop) == Some(letters);
                let ends = self.peek(stop, end).is_none_or(|c| !is_word(c));
                (found && ends).then_some(stop)
            })
    }

    fn number(&self, at: usize, end: usize) -> (usize, TokenKind) {
        let bytes = self.text.as_bytes();
        let mut stop = at;
        while stop < end {
            let byte = bytes[stop];
            let between =
                matches!(byte, b'.' | b',') && stop + 1 < end && bytes[stop + 1].is_ascii_digit();
            if !byte.is_ascii_digit() && !between {
                break;
            }
            stop += 1;
        }
        match self.peek(stop, end) {
            Some(c) if is_word(c) => (self.letters(stop, end), TokenKind::Ordinal),
            _ => (stop, TokenKind::Number),
        }
    }

    fn letters(&self, mut at: usize, end: usize) -> usize {
        let ascii = self.text.as_bytes().get(at..end).unwrap_or_default();
        at += ascii
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric())
            .count();
        while let Some(c) = self.peek(at, end).filter(|c| is_word(*c)) {
            at += c.len_utf8();
        }
        at
    }

    /// The end of a word: its letters, apostrophes between letters that begin no clitic, and the
    /// stops of initials.
    fn word(&self, at: usize, end: usize) -> usize {
        let mut stop = self.letters(at, end);
        if self.peek(stop, end) == Some('.') && self.is_letter(at, stop) {
            return self.initials(stop, end);
        }
        while let Some(c) = self.peek(stop, end).filter(|c| is_apostrophe(*c)) {
            let after = stop + c.len_utf8();
            let next = self.letters(after, end);
            let negated = self.text.get(after..next) == Some("t");
            if next == after || (!negated && self.clitic(after, end).is_some()) {
                break;
            }
            stop = next;
        }
        stop
    }

    fn is_letter(&self, at: usize, stop: usize) -> bool {
        let mut chars = self.text.get(at..stop).unwrap_or("").chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
    }

    /// The end of initials whose first stop is at `at`.
    fn initials(&self, at: usize, end: usize) -> usize {
        let mut stop = at + 1;
        loop {
            let next = self.letters(stop, end);
            if !self.is_letter(stop, next) || self.peek(next, end) != Some('.') {
                return stop;
            }
            stop = next + 1;
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
    use crate::text::{DocumentBuilder, Draft};
    use proptest::prelude::*;

    fn document(text: &str) -> Document {
        let mut builder = DocumentBuilder::new();
        let mut draft = Draft::new(BlockKind::Paragraph);
        draft.push(text, 0..text.len());
        builder.push(draft);
        builder.finish()
    }

    #[track_caller]
    fn check_tokens(text: &str, expected: &str) {
        let doc = document(text);
        let prose = Prose::new(&doc);
        let tokens: Vec<&str> = (0..prose.tokens().len()).map(|t| prose.text(t)).collect();
        assert_eq!(tokens.join("|"), expected);
    }

    #[track_caller]
    fn check_sentences(text: &str, expected: &[&str]) {
        let doc = document(text);
        let prose = Prose::new(&doc);
        let sentences: Vec<&str> = prose
            .sentences()
            .iter()
            .map(|s| prose.slice(s.tokens.clone()))
            .collect();
        assert_eq!(sentences, expected);
    }

    #[test]
    fn words_numbers_and_marks() {
        check_tokens("Mill's wheel didn't stop.", "Mill|'s|wheel|didn't|stop|.");
        check_tokens("O’Brien’s 1990s, 12th", "O’Brien|’s|1990s|,|12th");
        check_tokens("the U.S. at 8 p.m.", "the|U.S.|at|8|p.m.");
        check_tokens("2,000 troops, 1950-53", "2,000|troops|,|1950|-|53");
        check_tokens("``Yes,'' she said", "``|Yes|,|''|she|said");
        check_tokens("“it’s ‘new’”", "“|it|’s|‘|new|’|”");
        check_tokens("J. R. Smith", "J.|R.|Smith");
    }

    #[test]
    fn sentences_end_at_stops_but_not_at_abbreviations() {
        check_sentences(
            "Gen. Ruiz met Mr. Hale on Jan. 6. They left. “Why?” he asked.",
            &[
                "Gen. Ruiz met Mr. Hale on Jan. 6.",
                "They left.",
                "“Why?” he asked.",
            ],
        );
        check_sentences(
            "The U.S. Senate sat at 8 p.m. The vote came late.",
            &["The U.S. Senate sat at 8 p.m.", "The vote came late."],
        );
        check_sentences(
            "It closed at 5 p.m. Friday. It opens at 9 a.m. Prices hold.",
            &[
                "It closed at 5 p.m. Friday.",
                "It opens at 9 a.m.",
                "Prices hold.",
            ],
        );
        check_sentences(
            "She said: “Stop.” Then she left.",
            &["She said: “Stop.”", "Then she left."],
        );
    }

    proptest! {
        #[test]
        fn a_plain_token_is_what_the_whole_cut_makes_of_it(text in "[a-cB2é’'., \n\"`-]{0,40}") {
            let lexer = Lexer {
                text: &text,
                interner: Interner::new(),
                folded: String::new(),
                stops: Vec::new(),
            };
            for (at, c) in text.char_indices() {
                if let Some(token) = plain(text.as_bytes(), at, text.len()) {
                    prop_assert_eq!(token, lexer.token(at, text.len(), c, &[], true));
                }
            }
        }

        #[test]
        fn tokens_are_in_order_and_hold_every_visible_character(text in "\\PC{0,200}") {
            let doc = document(&text);
            let prose = Prose::new(&doc);
            let mut end = 0;
            for token in prose.tokens() {
                prop_assert!(token.span.start() >= end);
                let between = doc.slice(Span::new(end, token.span.start()));
                prop_assert!(between.chars().all(char::is_whitespace));
                prop_assert!(!token.span.is_empty());
                end = token.span.end();
            }
            let held: usize = prose.sentences().iter().map(|s| s.tokens.len()).sum();
            prop_assert_eq!(held, prose.tokens().len());
        }
    }
}
