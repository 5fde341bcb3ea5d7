//! What the places of a name tell of its bearer.

use std::ops::Range;

use super::super::cast::{Cast, Gender};
use super::super::lexicon::{Class, Words};
use super::characters::Traits;

/// Looks at where each name stands: whether somebody acts there, and which pronouns follow.
pub fn observe(words: &Words, cast: &mut Cast, traits: &mut [Traits], spoken: &[bool]) {
    let mut votes = vec![0i32; cast.members.len()];
    for index in 0..cast.names.len() {
        let member = cast.of_name[index] as usize;
        let name: Range<usize> = cast.names[index].tokens.clone();
        let before = name.start.checked_sub(1).map_or("", |t| words.lower(t));
        if matches!(
            before,
            "in" | "at" | "near" | "into" | "through" | "the" | "from" | "towards" | "toward"
        ) {
            traits[member].placed += 1;
        }
        if spoken[name.start] {
            let calls = matches!(before, "," | "my" | "dear" | "o" | "oh")
                && matches!(
                    words.lower(name.end),
                    "," | "." | "!" | "?" | "”" | "\"" | "’"
                );
            traits[member].called += u32::from(calls);
            continue;
        }
        let next = cast.names.get(index + 1);
        let limit = next.map_or(words.count(), |n| n.tokens.start);
        let held = &mut traits[member];
        held.told += 1;
        let acts = words.is(name.end, Class::SAYS)
            || is_past(words, name.end)
            || name.start > 0 && words.is(name.start - 1, Class::SAYS);
        held.acts += u32::from(acts);
        let pronoun = (name.end..limit.min(name.end + VOTED))
            .filter(|t| !spoken[*t])
            .map(|t| words.class(t))
            .find(|c| c.any(Class::HE.or(Class::SHE)));
        if let Some(class) = pronoun {
            votes[member] += if class.any(Class::HE) { 1 } else { -1 };
        }
    }
    for (member, votes) in cast.members.iter_mut().zip(votes) {
        if member.gender == Gender::Unknown {
            member.gender = match votes {
                1.. => Gender::He,
                ..=-1 => Gender::She,
                0 => Gender::Unknown,
            };
        }
    }
}

/// How far after a name a pronoun may tell its gender, in tokens.
const VOTED: usize = 20;

/// Whether a verb in the past stands at `at`.
pub fn is_past(words: &Words, at: usize) -> bool {
    let word = words.lower(at);
    words.is(at, Class::PAST) || word.len() > 3 && word.ends_with("ed") && !words.is_capital(at)
}
