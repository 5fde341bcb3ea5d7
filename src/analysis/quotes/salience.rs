//! Who a pronoun or a bare description most likely stands for.

use std::ops::Range;

use super::cast::{Cast, Gender};
use super::lens::Lens;
use super::lexicon::{Class, Words};
use super::names::Bearer;

/// How many names before a pronoun are looked at.
const REACH: usize = 48;

/// How many further mentions speak for somebody.
const MOST_AGAIN: u32 = 4;

/// What it costs a name that it may be no person's.
const UNSURE: f32 = 2.0;

/// What a search for an antecedent wants.
pub struct Wanted<'a> {
    /// The token of the pronoun or description.
    pub at: usize,
    /// Its gender.
    pub gender: Gender,
    /// The members that spoke last, the very last one first.
    pub spoke: [Option<u32>; 2],
    /// Whether what is looked for stands between quotation marks.
    pub inside: bool,
    /// The words that it says: who is only named there is spoken of.
    pub said: &'a [Range<usize>],
}

/// Somebody who may be meant.
struct Scored {
    member: u32,
    score: f32,
    again: u32,
}

/// The most salient person before a token that `fits`, and how salient it is.
pub fn person(
    words: &Words,
    lens: &Lens,
    cast: &Cast,
    wanted: &Wanted,
    fits: impl Fn(u32) -> bool,
) -> Option<(u32, f32)> {
    let to = cast.names.partition_point(|n| n.tokens.end <= wanted.at);
    let home = words.prose.sentence_of(wanted.at);
    let mut scores: Vec<Scored> = Vec::new();
    let mut add = |member: u32, score: f32| match scores.iter_mut().find(|s| s.member == member) {
        Some(held) => {
            held.score = held.score.max(score);
            held.again += 1;
        }
        None => scores.push(Scored {
            member,
            score,
            again: 0,
        }),
    };
    for index in (to.saturating_sub(REACH)..to).rev() {
        let member = cast.of_name[index];
        let held = &cast.members[member as usize];
        if held.bearer != Bearer::Person || !held.gender.fits(wanted.gender) || !fits(member) {
            continue;
        }
        let name = &cast.names[index];
        if (wanted.said.iter()).any(|span| span.contains(&name.tokens.start)) {
            continue;
        }
        let away = home - words.prose.sentence_of(name.tokens.start).min(home);
        let mut score = match away {
            0 => 3.0,
            1 => 2.6,
            2 => 1.9,
            3 => 1.4,
            _ => 1.0 / (away as f32 - 2.5),
        };
        score += place(words, lens, name.tokens.start, name.tokens.end, wanted);
        if !held.surely_person {
            score -= UNSURE;
        }
        if wanted.gender != Gender::Unknown && held.gender == wanted.gender {
            score += 1.2;
        }
        add(member, score);
    }
    for (nth, member) in wanted.spoke.iter().enumerate() {
        if let Some(member) = member {
            let held = &cast.members[*member as usize];
            if held.gender.fits(wanted.gender) && fits(*member) && held.bearer == Bearer::Person {
                add(*member, 2.9 - nth as f32);
            }
        }
    }
    let repeated = |s: Scored| {
        let again = s.again.min(MOST_AGAIN);
        (s.member, s.score + 0.15 * again as f32)
    };
    scores
        .into_iter()
        .map(repeated)
        .fold(None, |best: Option<(u32, f32)>, one| match best {
            Some(held) if held.1 >= one.1 => Some(held),
            _ => Some(one),
        })
}

/// How much the place of a name speaks for it: subjects stand out, owners and quoted names do not.
fn place(words: &Words, lens: &Lens, start: usize, end: usize, wanted: &Wanted) -> f32 {
    let mut score = 0.0;
    let end = past_bracket(words, end);
    if words.is_possessive(end) {
        score -= 0.8;
    } else if words.is(end, Class::SAYS) || is_verb_like(words, end) {
        score += 1.0;
    }
    if start > 0
        && !lens.starts(start)
        && words.is(start - 1, Class::STOP)
        && !words.is_capital(start - 1)
    {
        score -= 0.4;
    }
    if lens.mark_of(start).is_some() != wanted.inside {
        score -= 1.2;
    }
    score
}

/// Past a short remark in brackets: "(D-Mass.)".
fn past_bracket(words: &Words, at: usize) -> usize {
    if words.lower(at) != "(" {
        return at;
    }
    let close = (at + 1..at + 8).find(|t| words.lower(*t) == ")");
    close.map_or(at, |t| t + 1)
}

fn is_verb_like(words: &Words, at: usize) -> bool {
    let word = words.lower(at);
    matches!(
        word,
        "is" | "was" | "has" | "had" | "will" | "would" | "did" | "could" | "also" | "who" | ","
    ) || word.len() > 3 && (word.ends_with("ed") || word.ends_with('s')) && !words.is_capital(at)
}
