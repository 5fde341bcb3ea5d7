//! Layouts that say who speaks: the turns of a transcript, the words that somebody signs.

use std::iter::once;
use std::ops::Range;

use crate::analysis::QuoteKind;
use crate::analysis::prose::TokenKind;
use crate::text::BlockKind;

use super::cast::Cast;
use super::found::{Found, Tie};
use super::lexicon::{Class, Words};
use super::names::Bearer;

/// A document laid out by turns: "NAME: …" at the start of several paragraphs.
pub fn turns(words: &Words, cast: &Cast) -> Vec<Found> {
    let blocks = words.prose.doc().blocks();
    let heads: Vec<(usize, Range<usize>)> = (0..blocks.len())
        .filter_map(|b| Some((b, turn_head(words, cast, b)?)))
        .collect();
    if heads.len() < LEAST_TURNS {
        return Vec::new();
    }
    heads
        .into_iter()
        .filter_map(|(block, name)| {
            let end = words.prose.block_tokens(block).end;
            let content = name.end + 1..end;
            (!content.is_empty()).then(|| Found {
                spans: once(content).collect(),
                kind: QuoteKind::Direct,
                mention: Some(name.clone()),
                cue: Some(name.end..name.end + 1),
                confidence: 0.95,
                tie: Tie::Own,
            })
        })
        .collect()
}

/// So many turns make a transcript.
const LEAST_TURNS: usize = 4;

/// The name before the colon that opens a paragraph.
fn turn_head(words: &Words, cast: &Cast, block: usize) -> Option<Range<usize>> {
    let tokens = words.prose.block_tokens(block);
    let mut from = tokens.start;
    if tokens.is_empty() {
        return None;
    }
    if words.token(from).kind == TokenKind::QuoteMark {
        from += 1;
    }
    let mut at = from;
    while at < tokens.end.min(from + 6)
        && (words.is_capital(at) || matches!(words.lower(at), "." | "-"))
    {
        at += 1;
    }
    let colon = at > from && words.lower(at) == ":" && at < tokens.end;
    let shouted = (from..at).any(|t| words.token(t).capitals);
    let named = cast.names_in(from..at).any(|(_, n)| n.tokens.end == at);
    let plain = !words.is(from, Class::COMMON) || shouted;
    (colon && plain && (shouted || named)).then_some(from..at)
}

/// Paragraphs that end with the name of whose words they are, as quotations set apart from an
/// article do: "We shall rebuild it. Ada Moss, mayor".
pub fn signed(words: &Words, cast: &Cast) -> Vec<Found> {
    let sentences = words.prose.sentences();
    let ends = sentences.windows(2).enumerate().filter(|(i, pair)| {
        let next = sentences.get(i + 2);
        pair[0].block == pair[1].block && next.is_none_or(|n| n.block != pair[1].block)
    });
    ends.filter_map(|(_, pair)| {
        let block = words.prose.block_tokens(pair[1].block);
        let kind = &words.prose.doc().blocks().get(pair[1].block)?.kind;
        let plain = matches!(kind, BlockKind::Paragraph | BlockKind::Quote(_));
        let name = signature(words, cast, pair[1].tokens.clone())?;
        let content = block.start..pair[1].tokens.start;
        let marked = |t: usize| words.token(t).kind == TokenKind::QuoteMark;
        (plain && !content.clone().any(marked)).then(|| Found {
            spans: once(content).collect(),
            kind: QuoteKind::Direct,
            mention: Some(name),
            cue: None,
            confidence: 0.8,
            tie: Tie::Own,
        })
    })
    .collect()
}

/// The name that all of a sentence without a stop is, but for what the person is: "Ada Moss, mayor
/// of the town".
fn signature(words: &Words, cast: &Cast, sentence: Range<usize>) -> Option<Range<usize>> {
    if sentence.len() > LONGEST_SIGNATURE {
        return None;
    }
    let named = cast.names_in(sentence.clone()).next();
    let named = named.filter(|(_, n)| n.tokens.start == sentence.start && n.core.len() >= 2);
    let name = match named {
        Some((index, name)) => {
            let bearer = cast.member(index).bearer;
            matches!(bearer, Bearer::Person | Bearer::Unclear).then(|| name.tokens.clone())?
        }
        None => capitals(words, cast, sentence.clone())?,
    };
    let mut rest = name.end..sentence.end;
    let adds = rest.is_empty() || words.lower(rest.start) == ",";
    let ends = sentence.end - 1;
    let says = rest.any(|t| words.is(t, Class::SAYS.or(Class::WHO)) && !words.is_capital(t));
    let stops = matches!(words.lower(ends), "." | "!" | "?" | ":" | "," | ";");
    (adds && !says && !stops).then_some(name)
}

/// Capitalised words that begin a sentence of capitals, as titles are written, and end with the
/// name of a person whom the text names elsewhere.
fn capitals(words: &Words, cast: &Cast, sentence: Range<usize>) -> Option<Range<usize>> {
    let end = sentence
        .clone()
        .find(|t| !words.is_capital(*t))
        .unwrap_or(sentence.end);
    let name = sentence.start..end;
    let known = cast.name_of_word(words.token(end.checked_sub(1)?).word)?;
    let is_person = cast.member(known).bearer == Bearer::Person;
    ((2..=4).contains(&name.len()) && is_person).then_some(name)
}

/// The longest signature, in tokens.
const LONGEST_SIGNATURE: usize = 14;
