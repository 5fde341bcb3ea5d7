//! What could be a name: a noun phrase, or a participle with its object, that stands whole in one
//! sentence.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use crate::analysis::Prose;
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
    /// The index of the sentence.
    pub sentence: usize,
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
    /// How it may stand in one.
    grammar: Grammar,
    /// How many words it makes.
    words: u8,
    /// Its stem.
    stem: u32,
}

/// Finds the phrases of parts.
pub(super) struct Finder<'a> {
    pub prose: &'a Prose<'a>,
    pub words: &'a Words,
    pub units: &'a Units,
    /// Those of the part in hand.
    pub found: Vec<Phrase>,
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
            row: Vec::new(),
        }
    }

    /// Finds the phrases of a run of tokens, a part's.
    pub fn find(&mut self, tokens: Range<usize>) {
        self.found.clear();
        let end = tokens.end.min(tokens.start + REACH);
        let first = self.prose.sentence_of(tokens.start);
        for (nth, sentence) in self.prose.sentences()[first..].iter().enumerate() {
            let start = sentence.tokens.start;
            if start >= end {
                break;
            }
            self.read(start..sentence.tokens.end.min(end));
            for at in 0..self.row.len() {
                if self.row[at].grammar.any(Grammar::BEGINS) {
                    from(&self.row[at..], start + at, first + nth, &mut self.found);
                }
            }
        }
    }

    /// Reads the tokens of a sentence.
    fn read(&mut self, sentence: Range<usize>) {
        self.row.clear();
        let tokens = self.prose.tokens();
        for at in sentence {
            let word = self.words.get(tokens[at].word);
            let grammar = Grammar::of_token(word, &tokens[at], tokens.get(at + 1));
            let is_joint = grammar.any(Grammar::JOINT);
            self.row.push(Token {
                grammar,
                words: if is_joint { 0 } else { word.words },
                stem: self.units.stem(at),
            });
        }
        for at in 0..self.row.len() {
            let grammar = self.row[at].grammar;
            if grammar.any(Grammar::BEGINS) && !self.begins(at) {
                self.row[at].grammar = self.row[at].grammar.without(Grammar::BEGINS);
            }
            if grammar.any(Grammar::ENDS) && !self.ends(at) {
                self.row[at].grammar = self.row[at].grammar.without(Grammar::ENDS);
            }
        }
    }

    /// Whether a phrase that begins with a token of the row is not torn out of a longer one.
    #[inline]
    fn begins(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| self.row[before].grammar) else {
            return true;
        };
        let is_apart = self.row[at].grammar.any(Grammar::SPACED) || before.any(Grammar::QUOTE);
        is_apart && !before.any(Grammar::STOP | Grammar::NOUN)
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
}

/// Adds the phrases that begin with the first of `row`, which is the token `start`.
#[inline]
fn from(row: &[Token], start: usize, sentence: usize, found: &mut Vec<Phrase>) {
    let mut stems = Stems::default();
    let (mut length, mut small, mut gaps) = (0, 0, 0);
    let mut before = Grammar::NONE;
    for (at, token) in row.iter().enumerate() {
        let is = |set: Grammar| token.grammar.any(set);
        gaps += usize::from(at > 0 && is(Grammar::SPACED));
        length += usize::from(token.words);
        let may_stand = is(Grammar::CONTENT | Grammar::INSIDE);
        if !may_stand || length > LONGEST || (at > 0 && is(Grammar::FINITE)) {
            return;
        }
        // A participle that no noun follows is a verb with its object: "questioned the value".
        let is_followed = is(Grammar::CONTENT) && !is(Grammar::ING) || is(Grammar::JOINT);
        if before.any(Grammar::ED) && !is_followed {
            return;
        }
        before = token.grammar;
        if is(Grammar::CONTENT) {
            small = 0;
            if token.stem != NO_STEM {
                stems.push(token.stem);
            }
        } else if !is(Grammar::JOINT) {
            small += 1;
            if small > 2 {
                return;
            }
        }
        let is_open = at > 0 && is(Grammar::ING) && row[0].grammar.any(Grammar::ING);
        let is_named = length >= SHORTEST && stems.as_slice().len() >= 2;
        if is(Grammar::ENDS) && !is_open && gaps > 0 && is_named {
            found.push(Phrase {
                tokens: start..start + at + 1,
                stems,
                words: length,
                sentence,
            });
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
