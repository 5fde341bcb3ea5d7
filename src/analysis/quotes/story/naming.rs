//! The names of a story made ready: those that were missed added, the words around them cut off.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::prose::Symbol;

use super::super::lexicon::{Class, Words};
use super::super::names::{Bearer, Name};
use super::characters::{Form, Honour};
use super::observed::is_past;

/// Adds names that only a story tells from common words: months that are given names ("said May"),
/// and names that begin a sentence and are known from elsewhere.
pub fn with_missed(words: &Words, names: Vec<Name>) -> Vec<Name> {
    let known = alone(words, &names);
    let is_known = |at: usize| {
        known
            .get(&words.token(at).word)
            .is_some_and(|n| *n >= LEAST_KNOWN)
    };
    let mut all: Vec<Name> = Vec::with_capacity(names.len());
    let months = months(words);
    let mut at = 0;
    let mut names = names.into_iter().peekable();
    while at < words.count() {
        if let Some(name) = names.next_if(|n| n.tokens.start <= at) {
            at = name.tokens.end.max(at + 1);
            all.push(name);
            continue;
        }
        if words.is_capital(at) && !words.token(at).capitals {
            let month = words.is(at, Class::TIME) && words.is(at, Class::GIVEN);
            let acts = words.is(at + 1, Class::SAYS)
                || is_past(words, at + 1)
                || words.is_possessive(at + 1)
                || at > 0 && words.is(at - 1, Class::SAYS);
            let joins =
                names.next_if(|n| month && n.tokens.start == at + 1 && n.core.start == at + 1);
            if let Some(mut name) = joins {
                name.tokens.start = at;
                name.core.start = at;
                name.bearer = Bearer::Person;
                at = name.tokens.end;
                all.push(name);
                continue;
            }
            let month = month && !is_date(words, at);
            let named = month && months.contains(&words.token(at).word) && !begins(words, at);
            let common = words.is(at, Class::COMMON.or(Class::PRONOUN).or(Class::I));
            if named || acts && (month || is_known(at) && !common) {
                all.push(Name {
                    tokens: at..at + 1,
                    core: at..at + 1,
                    bearer: Bearer::Person,
                });
            }
        }
        at += 1;
    }
    all.extend(names);
    all
}

/// Whether a month's name stands where a day or a year is told.
fn is_date(words: &Words, at: usize) -> bool {
    let digits = |t: usize| words.lower(t).starts_with(|c: char| c.is_ascii_digit());
    let before = at.checked_sub(1).map_or("", |t| words.lower(t));
    digits(at + 1)
        || digits(at.wrapping_sub(1))
        || matches!(
            before,
            "in" | "since"
                | "until"
                | "till"
                | "last"
                | "next"
                | "early"
                | "late"
                | "mid"
                | "the"
                | "of"
                | "during"
                | "every"
                | "this"
                | "through"
        ) && !words.is_possessive(at + 1)
        || before == "of" && words.is(at.wrapping_sub(2), Class::TIME)
}

fn begins(words: &Words, at: usize) -> bool {
    let sentences = words.prose.sentences();
    sentences
        .get(words.prose.sentence_of(at))
        .is_none_or(|s| s.tokens.start == at)
        || at > 0 && !words.is_word(at - 1) && words.lower(at - 1) != ","
}

/// The months' names that a character bears: they act, again and again.
fn months(words: &Words) -> FxHashSet<Symbol> {
    let mut counts: FxHashMap<Symbol, u32> = FxHashMap::default();
    for at in 0..words.count() {
        if words.is_capital(at)
            && words.is(at, Class::TIME)
            && words.is(at, Class::GIVEN)
            && !is_date(words, at)
            && (is_past(words, at + 1)
                || words.is(at + 1, Class::SAYS)
                || words.is_possessive(at + 1))
        {
            *counts.entry(words.token(at).word).or_default() += 1;
        }
    }
    counts.retain(|_, n| *n >= LEAST_KNOWN);
    counts.into_keys().collect()
}

/// So often a name has to stand elsewhere to be one where it begins a sentence.
const LEAST_KNOWN: u32 = 2;

/// How often each word is all of a name.
pub fn alone(words: &Words, names: &[Name]) -> FxHashMap<Symbol, u32> {
    let mut alone: FxHashMap<Symbol, u32> = FxHashMap::default();
    for name in names.iter().filter(|n| n.core.len() == 1) {
        *alone.entry(words.token(name.core.start).word).or_default() += 1;
    }
    alone
}

/// Cuts words of affection and the like off the front of a name ("Dear Ada", "Happily Ada"), if
/// what is left is a name by itself elsewhere: "Happy Jack" may be all that one is called.
pub fn strip(words: &Words, name: &mut Name, alone: &FxHashMap<Symbol, u32>) {
    let loose = |at: usize| {
        let manner = words.lower(at).ends_with("ly") && !words.is(at, Class::GIVEN);
        words.is(at, Class::ENDEARING) || manner
    };
    let known = |at: usize| alone.get(&words.token(at).word).is_some_and(|n| *n > 1);
    while name.core.len() > 1
        && name.core.start == name.tokens.start
        && loose(name.core.start)
        && (name.core.len() > 2 || known(name.core.start + 1))
    {
        name.core.start += 1;
        name.tokens.start += 1;
        if name.core.len() == 1 && words.is(name.core.start, Class::GIVEN) {
            name.bearer = Bearer::Person;
        }
    }
}

/// Two given names side by side ("To Ada Peter seemed old") are two persons, if each stands alone
/// much oftener: the second is kept.
pub fn split_pairs(words: &Words, names: &mut [Name], forms: &mut [Form], form_of: &[usize]) {
    let mut alone: FxHashMap<Symbol, u32> = FxHashMap::default();
    for form in forms.iter() {
        if let [one] = form.core[..] {
            *alone.entry(one).or_default() += form.count;
        }
    }
    let count = |s: Symbol| alone.get(&s).copied().unwrap_or(0);
    let mut cut = vec![false; forms.len()];
    for (form, cut) in forms.iter_mut().zip(&mut cut) {
        if let [first, second] = form.core[..]
            && form.honour == Honour::Untitled
            && words.class_of(first).any(Class::GIVEN)
            && words.class_of(second).any(Class::GIVEN)
            && form.count * OFTENER <= count(first).min(count(second))
        {
            form.core.remove(0);
            form.bearer = Bearer::Person;
            *cut = true;
        }
    }
    for (name, form) in names.iter_mut().zip(form_of) {
        if cut[*form] && name.core.len() == 2 {
            name.core.start += 1;
            name.tokens.start = name.core.start;
            name.bearer = Bearer::Person;
        }
    }
}

/// How much oftener two given names stand alone than side by side, if they are two persons.
const OFTENER: u32 = 8;

#[cfg(test)]
mod tests {
    use super::super::super::names;
    use super::super::super::tests::document;
    use super::*;
    use crate::analysis::Prose;

    /// The names of a text, in order.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let doc = document(text);
        let prose = Prose::new(&doc);
        let words = Words::new(&prose);
        let names = with_missed(&words, names::find(&words));
        let told: Vec<&str> = names
            .iter()
            .map(|n| prose.slice(n.tokens.clone()))
            .collect();
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn a_month_that_acts_again_and_again_is_somebody() {
        check(
            "He was fond of them. Then June looked at him. Then June turned away. He went to June.",
            &["June", "June", "June"],
        );
        check(
            "He left in June. He came back last June. It was the first of June.",
            &[],
        );
    }
}
