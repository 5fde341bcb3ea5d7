//! What could be a name: a noun phrase, or a participle with its object, that stands whole in one
//! sentence.

use std::ops::Range;

use crate::analysis::Prose;
use crate::analysis::prose::TokenKind;
use crate::analysis::sections::lexicon::{Classes, LEXICON, STOP};
use crate::analysis::sections::units::{ED, ING, LY, NO_STEM, Words};

/// How many words a name has.
const LENGTH: (usize, usize) = (2, 6);

/// A part's name is looked for in so many tokens at its beginning.
const REACH: usize = 800;

/// A word in "-ed" of so many letters or fewer is likely a noun: "speed".
const SHORT: usize = 5;

/// Words that could be a name.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// Where they stand.
    pub tokens: Range<usize>,
    /// Their stems, without the small words.
    pub stems: Stems,
    /// How many words they are.
    pub words: usize,
    /// The index of the sentence.
    pub sentence: usize,
}

/// The stems of a name, in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Stems {
    stems: [u32; LENGTH.1],
    count: u8,
}

impl Stems {
    fn push(&mut self, stem: u32) {
        if let Some(slot) = self.stems.get_mut(self.count as usize) {
            *slot = stem;
            self.count += 1;
        }
    }

    /// The stems.
    pub fn as_slice(&self) -> &[u32] {
        &self.stems[..self.count as usize]
    }

    /// Whether two names say the same: the words of one are among those of the other.
    pub fn is_like(&self, other: &Stems) -> bool {
        let (a, b) = (self.as_slice(), other.as_slice());
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        short.iter().all(|stem| long.contains(stem))
    }
}

/// How a token may stand in a phrase.
#[derive(Clone, Copy, Debug, Default)]
struct Token {
    /// At an end or inside.
    is_content: bool,
    /// Inside.
    is_inside: bool,
    /// After white space: a name has some.
    is_spaced: bool,
    /// A hyphen between two words.
    is_joint: bool,
    /// A verb with a subject: it may not come later than first.
    is_finite: bool,
    /// A participle: no name begins and ends with one ("shaping and advancing").
    is_ing: bool,
    /// A regular past or participle.
    is_ed: bool,
    /// A phrase that begins here is not torn out of a longer one.
    begins: bool,
    /// A phrase that ends here is not torn out of a longer one.
    ends: bool,
    /// How many words it makes.
    words: usize,
    /// Its stem.
    stem: u32,
}

/// The phrases of a run of tokens.
pub(super) fn find(prose: &Prose, words: &Words, tokens: Range<usize>) -> Vec<Phrase> {
    let tokens = tokens.start..tokens.end.min(tokens.start + REACH);
    let mut found = Vec::new();
    let mut row = Vec::new();
    let first = prose.sentence_of(tokens.start);
    for (nth, sentence) in prose.sentences()[first..].iter().enumerate() {
        if sentence.tokens.start >= tokens.end {
            break;
        }
        let range = sentence.tokens.start..sentence.tokens.end.min(tokens.end);
        let reader = Reader {
            prose,
            words,
            sentence: range.clone(),
        };
        row.clear();
        row.extend(range.clone().map(|at| reader.token(at)));
        for start in 0..row.len() {
            from(&row[start..], range.start + start, first + nth, &mut found);
        }
    }
    found
}

/// Adds the phrases that begin with the first of `row`, which is the token `start`.
fn from(row: &[Token], start: usize, sentence: usize, found: &mut Vec<Phrase>) {
    if !row[0].begins {
        return;
    }
    let mut stems = Stems::default();
    let (mut length, mut small, mut gaps) = (0, 0, 0);
    for (at, token) in row.iter().enumerate() {
        gaps += usize::from(at > 0 && token.is_spaced);
        length += token.words;
        let may_stand = token.is_content || token.is_inside;
        if !may_stand || length > LENGTH.1 || (at > 0 && token.is_finite) {
            return;
        }
        // A participle that no noun follows is a verb with its object: "questioned the value".
        let is_followed = token.is_content && !token.is_ing || token.is_joint;
        if at > 0 && row[at - 1].is_ed && !is_followed {
            return;
        }
        if token.is_content {
            small = 0;
            if token.stem != NO_STEM {
                stems.push(token.stem);
            }
        } else if !token.is_joint {
            small += 1;
            if small > 2 {
                return;
            }
        }
        let is_open = at > 0 && token.is_ing && row[0].is_ing;
        if token.ends && !is_open && gaps > 0 && length >= LENGTH.0 && stems.as_slice().len() >= 2 {
            found.push(Phrase {
                tokens: start..start + at + 1,
                stems,
                words: length,
                sentence,
            });
        }
    }
}

/// Says how the tokens of a sentence may stand.
struct Reader<'a> {
    prose: &'a Prose<'a>,
    words: &'a Words,
    sentence: Range<usize>,
}

impl Reader<'_> {
    fn token(&self, at: usize) -> Token {
        let token = &self.prose.tokens()[at];
        let class = self.class(at);
        let is_joint = token.kind == TokenKind::Punct && self.is_joint(at);
        let is_connector = class.has(LEXICON.class.connector);
        let (is_content, is_inside) = match token.kind {
            TokenKind::Word if is_connector => (false, true),
            TokenKind::Word => (!class.has(STOP) && !class.has(LEXICON.class.adverb), false),
            TokenKind::Number | TokenKind::Ordinal => (true, false),
            _ => (false, is_joint || is_connector),
        };
        let is_past = class.has(LEXICON.class.past);
        let is_finite = is_past || self.is_finite(at);
        let is_word = token.kind == TokenKind::Word;
        // A verb wants its object.
        let is_bare = class.has(LEXICON.class.verb) && !self.has(at, ING);
        Token {
            is_content,
            is_inside,
            is_spaced: token.spaced,
            is_joint,
            is_finite,
            is_ing: self.has(at, ING),
            is_ed: is_word && token.span.len() > SHORT && self.has(at, ED),
            begins: is_content && is_word && !is_finite && self.begins(at),
            ends: is_content && !is_past && !is_bare && self.ends(at),
            words: if is_joint {
                0
            } else {
                words_in(self.prose.text(at))
            },
            stem: self.words.stem(token.word),
        }
    }

    fn class(&self, at: usize) -> Classes {
        self.words.classes(self.prose.tokens()[at].word)
    }

    fn has(&self, at: usize, endings: u8) -> bool {
        self.words.endings(self.prose.tokens()[at].word) & endings != 0
    }

    /// Whether a token is a hyphen between two words.
    fn is_joint(&self, at: usize) -> bool {
        let token = &self.prose.tokens()[at];
        let next = self.prose.tokens().get(at + 1);
        let is_tight = next.is_some_and(|t| !t.spaced && t.kind != TokenKind::Punct);
        !token.spaced && is_tight && self.prose.text(at) == "-"
    }

    /// Whether a word is a verb that has a subject: third person or a regular past.
    fn is_finite(&self, at: usize) -> bool {
        let is_verb = self.class(at).has(LEXICON.class.verb) && !self.has(at, ING);
        is_verb && self.prose.lower(at).ends_with(['s', 'd'])
    }

    fn begins(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|b| *b >= self.sentence.start) else {
            return true;
        };
        let after_mark = self.prose.tokens()[before].kind == TokenKind::QuoteMark;
        if self.prose.text(before) == "." {
            return false;
        }
        (self.prose.tokens()[at].spaced || after_mark) && !self.is_noun_like(before)
    }

    fn ends(&self, at: usize) -> bool {
        let token = &self.prose.tokens()[at];
        let least = if token.kind == TokenKind::Word { 2 } else { 4 };
        if token.span.len() < least || self.has(at, LY) {
            return false;
        }
        let next = at + 1;
        if next >= self.sentence.end {
            return true;
        }
        // A stop inside a sentence belongs to an abbreviation.
        if self.prose.text(next) == "." && next + 1 < self.sentence.end {
            return self.prose.tokens()[next + 1].kind == TokenKind::QuoteMark;
        }
        let is_clitic = self.prose.lower(next) == "'s";
        let is_joined = !self.prose.tokens()[next].spaced && self.is_joint(next);
        !is_clitic && !is_joined && !self.is_noun_like(next)
    }

    /// Whether a token that stands beside a phrase belongs to it: a word that says something and is
    /// no verb, participle or adverb.
    fn is_noun_like(&self, at: usize) -> bool {
        let token = &self.prose.tokens()[at];
        let class = self.class(at);
        let is_verb = class.has(LEXICON.class.verb) || class.has(LEXICON.class.past);
        let is_verbal = !token.capital && (is_verb || self.has(at, ED | ING | LY));
        match token.kind {
            TokenKind::Word => !class.has(STOP) && !is_verbal,
            TokenKind::Number | TokenKind::Ordinal => true,
            _ => false,
        }
    }
}

/// How many words the characters of a token make: "U.S." is two.
fn words_in(text: &str) -> usize {
    if text.bytes().all(|b| b.is_ascii_alphabetic()) {
        return 1;
    }
    if text.starts_with(['\'', '’']) {
        return 0;
    }
    let parts = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    parts
        .filter(|p| p.chars().any(char::is_alphanumeric))
        .count()
}

/// A phrase as an English heading is capitalised: all words but the small ones inside.
pub(super) fn title(prose: &Prose, phrase: &Phrase) -> String {
    let mut title = String::new();
    for at in phrase.tokens.clone() {
        let token = &prose.tokens()[at];
        let text = prose.text(at);
        if token.spaced && !title.is_empty() {
            title.push(' ');
        }
        let is_small = LEXICON.word(prose.lower(at)).has(LEXICON.class.connector);
        let is_edge = at == phrase.tokens.start || at + 1 == phrase.tokens.end;
        let after_hyphen = title.ends_with('-');
        let mut chars = text.chars();
        match chars.next() {
            Some(first) if (!is_small || is_edge) && !after_hyphen && first.is_lowercase() => {
                title.extend(first.to_uppercase());
                title.push_str(chars.as_str());
            }
            _ => title.push_str(text),
        }
    }
    title
}
