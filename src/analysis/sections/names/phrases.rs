//! What could be a name: a noun phrase, or a participle with its object, that stands whole in one
//! sentence.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use crate::analysis::Prose;
use crate::analysis::prose::TokenKind;
use crate::analysis::sections::grammar::Grammar;
use crate::analysis::sections::units::Units;
use crate::analysis::sections::vocabulary::{NO_STEM, Words};

/// How many words a name has at least…
const SHORTEST: usize = 2;

/// …and at most.
pub(super) const LONGEST: usize = 6;

/// A part's name is looked for in so many tokens at its beginning.
const REACH: usize = 800;

/// Words that could be a name.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// Where they stand.
    pub tokens: Range<usize>,
    /// Their stems, without the small words.
    pub stems: Stems,
    /// How many words they are.
    pub words: usize,
    /// Which of [`SMALL`](crate::analysis::sections::vocabulary::SMALL) they have, as bits.
    pub small: u16,
    /// How many of them have a capital.
    pub capitals: usize,
    /// Whether there is a number.
    pub is_numbered: bool,
    /// The sentence, counted from the part's first.
    pub sentence: usize,
}

/// A sentence of a part.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Whether it is a question.
    pub is_asked: bool,
}

/// The stems of a name, in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stems {
    stems: [u32; LONGEST],
    count: u8,
}

impl Stems {
    #[inline]
    fn push(&mut self, stem: u32) {
        if let Some(slot) = self.stems.get_mut(self.count as usize) {
            *slot = stem;
            self.count += 1;
        }
    }

    /// The stems.
    #[inline]
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

impl Hash for Stems {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Two at a time; where there are fewer, the rest is 0.
        for pair in self.stems.chunks(2) {
            let low = pair.get(1).copied().unwrap_or(0);
            state.write_u64(u64::from(pair[0]) << 32 | u64::from(low));
        }
    }
}

/// A token as far as phrases care.
#[derive(Clone, Copy, Debug)]
struct Token {
    /// Its stem.
    stem: u32,
    /// How it may stand in one.
    grammar: Grammar,
    /// Which of the small words it is, as a bit.
    small: u16,
    /// How many words it makes.
    words: u8,
    is_capital: bool,
    is_number: bool,
}

/// Finds the phrases of parts.
pub(super) struct Finder<'a> {
    pub prose: &'a Prose<'a>,
    pub words: &'a Words,
    pub units: &'a Units,
    /// Those of the part in hand.
    pub found: Vec<Phrase>,
    /// The sentences of the part in hand.
    pub sentences: Vec<Sentence>,
    /// The tokens of the sentence in hand.
    row: Vec<Token>,
}

impl<'a> Finder<'a> {
    /// Nothing found yet.
    pub fn new(prose: &'a Prose<'a>, words: &'a Words, units: &'a Units) -> Self {
        Finder {
            prose,
            words,
            units,
            found: Vec::new(),
            sentences: Vec::new(),
            row: Vec::new(),
        }
    }

    /// Finds the phrases of a run of tokens, a part's, whose first sentence is `opening`.
    pub fn find(&mut self, tokens: Range<usize>, opening: usize) {
        self.found.clear();
        self.sentences.clear();
        let end = tokens.end.min(tokens.start + REACH);
        let prose = self.prose;
        for sentence in &prose.sentences()[opening..] {
            let Range { start, end: close } = sentence.tokens;
            if start >= end {
                break;
            }
            self.read(start..close.min(end));
            let mut before = Grammar::QUOTE;
            for at in 0..self.row.len() {
                let grammar = self.row[at].grammar;
                if grammar.begins_after(before) {
                    self.take(at, start);
                }
                before = grammar;
            }
            self.sentences.push(Sentence {
                tokens: start..close,
                is_asked: prose.text(close - 1) == "?",
            });
        }
    }

    /// Reads the tokens of a sentence.
    fn read(&mut self, sentence: Range<usize>) {
        self.row.clear();
        let tokens = self.prose.tokens();
        let stems = self.units.stems(sentence.clone());
        let row = sentence.zip(stems).map(|(at, stem)| {
            let token = &tokens[at];
            let word = self.words.get(token.word);
            let grammar = Grammar::of_token(word, token, || tokens.get(at + 1));
            let is_joint = grammar.any(Grammar::JOINT);
            Token {
                stem: *stem,
                grammar,
                small: word.small,
                words: if is_joint { 0 } else { word.words },
                is_capital: token.capital,
                is_number: matches!(token.kind, TokenKind::Number | TokenKind::Ordinal),
            }
        });
        self.row.extend(row);
    }

    /// Whether a phrase that ends with a token of the row is not torn out of a longer one.
    #[inline]
    fn ends(&self, at: usize) -> bool {
        let grammar = |at: usize| self.row.get(at).map(|token| token.grammar);
        let Some(next) = grammar(at + 1) else {
            return true;
        };
        // A stop inside a sentence belongs to an abbreviation.
        if let (true, Some(after)) = (next.any(Grammar::STOP), grammar(at + 2)) {
            return after.any(Grammar::QUOTE);
        }
        !next.any(Grammar::CLITIC | Grammar::JOINT | Grammar::NOUN)
    }

    /// Whether a token after the first shows that no phrase goes so far: a verb with its object
    /// ("the tool helps the reader"), a preposition after an adjective ("useful for readers") or
    /// after an infinitive ("to rest on it").
    #[inline]
    fn is_clause(&self, first: usize, at: usize) -> bool {
        let is = |at: Option<usize>, set: Grammar| {
            let token = at.and_then(|at| self.row.get(at));
            token.is_some_and(|token| token.grammar.any(set))
        };
        let (here, before) = (Some(at), at.checked_sub(1));
        if is(here, Grammar::PREPOSITION) {
            let is_infinitive = at == first + 1
                && is(before, Grammar::BASE)
                && is(first.checked_sub(1), Grammar::TO);
            return is_infinitive || is(before, Grammar::ADJECTIVE);
        }
        is(here, Grammar::VERB) && is(Some(at + 1), Grammar::OBJECT) && !is(before, Grammar::TO)
    }

    /// Takes the phrases that begin with a token of the row, whose first is the token `start`.
    #[inline]
    fn take(&mut self, first: usize, start: usize) {
        let mut stems = Stems::default();
        let (mut length, mut between, mut is_spaced) = (0, 0, false);
        let (mut small, mut capitals, mut is_numbered) = (0, 0, false);
        let mut before = Grammar::NONE;
        let opens_ing = self.row[first].grammar.any(Grammar::ING);
        for at in first..self.row.len() {
            let token = self.row[at];
            let is = |set: Grammar| token.grammar.any(set);
            is_spaced |= at > first && is(Grammar::SPACED);
            length += usize::from(token.words);
            let may_stand = is(Grammar::CONTENT | Grammar::INSIDE);
            if !may_stand || length > LONGEST || (at > first && is(Grammar::FINITE)) {
                return;
            }
            // A participle that no noun follows is a verb with its object: "questioned the value".
            let is_followed = is(Grammar::CONTENT) && !is(Grammar::ING) || is(Grammar::JOINT);
            if before.any(Grammar::ED) && !is_followed {
                return;
            }
            if at > first && self.is_clause(first, at) {
                return;
            }
            before = token.grammar;
            small |= token.small;
            capitals += usize::from(token.is_capital);
            is_numbered |= token.is_number;
            if is(Grammar::CONTENT) {
                between = 0;
                if token.stem != NO_STEM {
                    stems.push(token.stem);
                }
            } else if !is(Grammar::JOINT) {
                between += 1;
                if between > 2 {
                    return;
                }
            }
            let is_open = at > first && is(Grammar::ING) && opens_ing;
            let is_named = length >= SHORTEST && stems.as_slice().len() >= 2;
            let is_general = length == 2 && self.row[first].grammar.any(Grammar::GENERAL);
            let is_phrase = is_named && is_spaced && !is_open && !is_general;
            if is(Grammar::ENDS) && is_phrase && self.ends(at) {
                self.found.push(Phrase {
                    tokens: start + first..start + at + 1,
                    stems,
                    words: length,
                    small,
                    capitals,
                    is_numbered,
                    sentence: self.sentences.len(),
                });
            }
        }
    }
}

/// A phrase as an English heading is capitalised: all words but the small ones inside.
pub(super) fn title(prose: &Prose, words: &Words, phrase: &Phrase) -> String {
    let mut title = String::new();
    for at in phrase.tokens.clone() {
        let token = &prose.tokens()[at];
        let text = prose.text(at);
        if token.spaced && !title.is_empty() {
            title.push(' ');
        }
        let is_small = words.get(token.word).grammar.any(Grammar::CONNECTOR);
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
