//! What could be a name: a noun phrase, or a participle with its object, that stands whole in one
//! sentence.

use std::ops::Range;

use crate::analysis::Prose;
use crate::analysis::prose::{Token, TokenKind};
use crate::analysis::sections::lexicon::{Classes, LEXICON, STOP};
use crate::analysis::sections::units::{NO_STEM, Words};

/// How many words a name has.
const LENGTH: (usize, usize) = (2, 6);

/// A part's name is looked for in so many tokens at its beginning.
const REACH: usize = 800;

/// Words that could be a name.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// Where they stand.
    pub tokens: Range<usize>,
    /// Their stems, without the small words.
    pub stems: Vec<u32>,
    /// How many words they are.
    pub words: usize,
    /// The index of the sentence.
    pub sentence: usize,
}

/// How a token may stand in a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// At an end or inside.
    Content,
    /// Inside only.
    Inside,
    /// Nowhere.
    Outside,
}

/// The phrases of a run of tokens.
pub(super) fn find(prose: &Prose, words: &Words, tokens: Range<usize>) -> Vec<Phrase> {
    let tokens = tokens.start..tokens.end.min(tokens.start + REACH);
    let mut found = Vec::new();
    let mut sentence = prose.sentence_of(tokens.start);
    while let Some(s) = prose.sentences().get(sentence) {
        if s.tokens.start >= tokens.end {
            break;
        }
        let end = s.tokens.end.min(tokens.end);
        for start in s.tokens.start..end {
            from(prose, words, start, end, sentence, &mut found);
        }
        sentence += 1;
    }
    found
}

/// Adds the phrases that begin at `start`.
fn from(
    prose: &Prose,
    words: &Words,
    start: usize,
    end: usize,
    sentence: usize,
    found: &mut Vec<Phrase>,
) {
    let class = |at: usize| words.classes(prose.tokens()[at].word);
    if place(prose, class(start), start) != Place::Content || !may_begin(prose, words, start) {
        return;
    }
    let mut stems = Vec::new();
    let mut length = 0;
    let mut small = 0;
    for at in start..end {
        let token = &prose.tokens()[at];
        let here = place(prose, class(at), at);
        let begins_late =
            at > start && (class(at).has(LEXICON.class.past) || is_finite(prose, class(at), at));
        if here == Place::Outside || begins_late {
            return;
        }
        length += words_in(prose.text(at));
        if length > LENGTH.1 {
            return;
        }
        if here == Place::Content {
            small = 0;
            let stem = words.stem(token.word);
            if stem != NO_STEM {
                stems.push(stem);
            }
        } else if !is_joint(prose, at) {
            small += 1;
            if small > 2 {
                return;
            }
        }
        let is_whole = here == Place::Content && length >= LENGTH.0 && stems.len() >= 2;
        if is_whole && may_end(prose, words, at, end) {
            found.push(Phrase {
                tokens: start..at + 1,
                stems: stems.clone(),
                words: length,
                sentence,
            });
        }
    }
}

fn place(prose: &Prose, class: Classes, at: usize) -> Place {
    let token = &prose.tokens()[at];
    match token.kind {
        TokenKind::Word if class.has(LEXICON.class.connector) => Place::Inside,
        TokenKind::Word if class.has(STOP) => Place::Outside,
        TokenKind::Word if class.has(LEXICON.class.adverb) => Place::Outside,
        TokenKind::Word => Place::Content,
        TokenKind::Number | TokenKind::Ordinal => Place::Content,
        TokenKind::Punct if is_joint(prose, at) => Place::Inside,
        TokenKind::Punct if prose.text(at) == "&" => Place::Inside,
        _ => Place::Outside,
    }
}

/// Whether a token is a hyphen between two words.
fn is_joint(prose: &Prose, at: usize) -> bool {
    let tight =
        |token: Option<&Token>| token.is_some_and(|t| !t.spaced && t.kind != TokenKind::Punct);
    prose.text(at) == "-" && !prose.tokens()[at].spaced && tight(prose.tokens().get(at + 1))
}

/// Whether a word is a verb that has a subject: third person or a regular past.
fn is_finite(prose: &Prose, class: Classes, at: usize) -> bool {
    class.has(LEXICON.class.verb)
        && !prose.lower(at).ends_with("ing")
        && prose.lower(at).ends_with(['s', 'd'])
}

/// Whether a phrase that begins at `at` is not torn out of a longer one.
fn may_begin(prose: &Prose, words: &Words, at: usize) -> bool {
    let token = &prose.tokens()[at];
    let class = words.classes(token.word);
    if token.kind != TokenKind::Word || class.has(LEXICON.class.past) || is_finite(prose, class, at)
    {
        return false;
    }
    let Some(before) = at
        .checked_sub(1)
        .filter(|b| prose.sentence_of(*b) == prose.sentence_of(at))
    else {
        return true;
    };
    if !token.spaced && prose.tokens()[before].kind != TokenKind::QuoteMark {
        return false;
    }
    !is_noun_like(prose, words, before)
}

/// Whether a phrase that ends at `at` is not torn out of a longer one.
fn may_end(prose: &Prose, words: &Words, at: usize, end: usize) -> bool {
    let token = &prose.tokens()[at];
    let class = words.classes(token.word);
    if token.kind != TokenKind::Word && prose.text(at).len() < 4 {
        return false;
    }
    if class.has(LEXICON.class.past) || prose.lower(at).ends_with("ly") {
        return false;
    }
    if at + 1 >= end {
        return true;
    }
    let next = &prose.tokens()[at + 1];
    let is_clitic = matches!(prose.text(at + 1), "'s" | "’s");
    if is_clitic || (!next.spaced && is_joint(prose, at + 1)) {
        return false;
    }
    !is_noun_like(prose, words, at + 1)
}

/// Whether a token that stands beside a phrase belongs to it: a word that says something and is no
/// verb, participle or adverb.
fn is_noun_like(prose: &Prose, words: &Words, at: usize) -> bool {
    let token = &prose.tokens()[at];
    let class = words.classes(token.word);
    let lower = prose.lower(at);
    let is_verb = class.has(LEXICON.class.verb) || class.has(LEXICON.class.past);
    let is_verbal = !token.capital
        && (is_verb || lower.ends_with("ed") || lower.ends_with("ing") || lower.ends_with("ly"));
    match token.kind {
        TokenKind::Word => !class.has(STOP) && !is_verbal,
        TokenKind::Number | TokenKind::Ordinal => true,
        _ => false,
    }
}

/// How many words the characters of a token make: "U.S." is two.
fn words_in(text: &str) -> usize {
    let parts = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    let count = parts
        .filter(|p| p.chars().any(char::is_alphanumeric))
        .count();
    if text.starts_with(['\'', '’']) {
        0
    } else {
        count
    }
}

/// Whether two names say the same: the words of one are among those of the other.
pub(super) fn is_like(a: &[u32], b: &[u32]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.iter().all(|stem| long.contains(stem))
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
