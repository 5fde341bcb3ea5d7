//! What the words that name a source refer to: a name, a pronoun, a description.

use std::ops::Range;

use super::cast::{Cast, Gender};
use super::lexicon::{Class, Words};
use super::names::Bearer;
use super::phrase;

/// A reference, read off the words of a mention.
#[derive(Clone, Debug, PartialEq)]
pub enum Reference {
    /// A name: its index among [`Cast::names`], and the words that tell a role.
    Name {
        /// Index among [`Cast::names`].
        name: usize,
        /// The role's tokens.
        role: Option<Range<usize>>,
    },
    /// A pronoun.
    Pronoun(Class),
    /// A description.
    Description(Description),
    /// Nothing that could be a source.
    Nothing,
}

/// "the spokesman", "two officials", "the Trump campaign".
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// Its tokens, without what follows the head ("of the …", "who …").
    pub core: Range<usize>,
    /// The head noun.
    pub head: usize,
    /// Whether "the" or the like begins it.
    pub definite: bool,
    /// What "of", "for" or "at" adds to the head, a name as a rule.
    pub of: Option<Range<usize>>,
}

/// Reads a mention.
pub fn read(words: &Words, cast: &Cast, mention: Range<usize>) -> Reference {
    let Some(mention) = trimmed(words, mention) else {
        return Reference::Nothing;
    };
    let first = mention.start;
    let owns = mention.len() > 1 && words.is(first, Class::DETERMINER);
    if words.is(first, Class::PRONOUN.or(Class::WHO)) && !owns {
        return Reference::Pronoun(words.class(first));
    }
    let core = core_of(words, cast, mention.clone());
    if let Some(name) = name_at_end(cast, &core) {
        let before = core.start..cast.names[name].tokens.start;
        let role = role_in(words, before).or_else(|| role_after(words, core.end, mention.end));
        return Reference::Name { name, role };
    }
    // "Hale's lawyer, Ada Moss": the name follows the description.
    if words.lower(core.end) == "," && core.end + 1 < mention.end {
        let rest = core_of(words, cast, core.end + 1..mention.end);
        let head_is_role = words.is(core.end - 1, Class::ROLES);
        if let Some(name) = name_at_end(cast, &rest).filter(|_| head_is_role) {
            return Reference::Name {
                name,
                role: role_in(words, core),
            };
        }
    }
    // A headline capitalises everything: what it names is known from the text.
    if let Some(name) = named_in_capitals(words, cast, &core) {
        return Reference::Name { name, role: None };
    }
    if let Some(reference) = behind_office(words, cast, &core, &mention) {
        return reference;
    }
    let owned = core.clone().any(|at| words.is_possessive(at));
    let definite = owned
        || matches!(
            words.lower(core.start),
            "the" | "this" | "that" | "his" | "her" | "its" | "their" | "these" | "those"
        );
    let adds = matches!(
        words.lower(core.end),
        "of" | "for" | "at" | "from" | "with" | "in" | "on"
    );
    let of = (core.end < mention.end && adds).then_some(core.end..mention.end);
    Reference::Description(Description {
        head: core.end - 1,
        definite,
        core,
        of,
    })
}

/// A name in a headline, known from the text: its last word, or all of two or three.
fn named_in_capitals(words: &Words, cast: &Cast, core: &Range<usize>) -> Option<usize> {
    let last = core.end.checked_sub(1)?;
    let is_name = |at: usize| words.is_capital(at) && !phrase::is_noun(words, at);
    if core.len() > LONGEST_HEADLINED || !core.clone().all(is_name) {
        return None;
    }
    let name = cast.name_of_word(words.token(last).word)?;
    let full = &cast.member(name).full;
    let whole = full
        .end
        .checked_sub(core.len())
        .map(|from| from.max(full.start)..full.end);
    let same = |known: &Range<usize>| {
        let words_of =
            |r: &Range<usize>| r.clone().map(|t| words.token(t).word).collect::<Vec<_>>();
        words_of(known) == words_of(core)
    };
    (core.len() == 1 || whole.is_some_and(|known| same(&known))).then_some(name)
}

/// The longest name that is read so, in tokens.
const LONGEST_HEADLINED: usize = 3;

/// A name that an office with its complement precedes ("Governor of Washington Ada Moss"), or that
/// follows what is no source ("After the match, Ada Moss, …").
fn behind_office(
    words: &Words,
    cast: &Cast,
    core: &Range<usize>,
    mention: &Range<usize>,
) -> Option<Reference> {
    let comma = (core.end..mention.end).find(|t| words.lower(*t) == ",");
    let piece = core.start..comma.unwrap_or(mention.end);
    let is_person = |name: &usize| cast.member(*name).bearer == Bearer::Person;
    if words.is_capital(core.start)
        && !words.is(core.start, Class::DETERMINER)
        && let Some(name) = name_at_end(cast, &piece).filter(is_person)
    {
        let start = cast.names[name].tokens.start;
        let adjoins =
            start > 0 && words.is(start - 1, Class::STOP) && cast.names[name].core.start == start;
        if !adjoins {
            return Some(Reference::Name {
                name,
                role: role_in(words, core.start..start),
            });
        }
    }
    let from = comma? + 1;
    if phrase::is_noun(words, core.end - 1) && !names_holder(words, core, from) {
        return None;
    }
    let next = core_of(words, cast, from..mention.end.max(from + 1));
    let name = name_at_end(cast, &next).filter(is_person)?;
    Some(Reference::Name {
        name,
        role: role_after(words, next.end, mention.end),
    })
}

/// Whether an office with its complement leads to the name of who holds it after the comma before
/// `from`: "the secretary general of the league, Ada Moss"; but not "the lawyer for the mayor, Ada
/// Moss".
fn names_holder(words: &Words, core: &Range<usize>, from: usize) -> bool {
    let holds = words.lower(core.start) == "the" && words.is(core.end - 1, Class::ROLES);
    let complement = core.end..from - 1;
    let person = Class::ROLES.or(Class::TITLES).or(Class::PERSONAL);
    let other = complement.clone().any(|t| words.is(t, person));
    holds && words.lower(core.end) == "of" && !complement.is_empty() && !other
}

/// Without what cannot begin or end a source: marks, commas, verbs, small words.
fn trimmed(words: &Words, mut mention: Range<usize>) -> Option<Range<usize>> {
    let is_loose = |at: usize| {
        !words.is_word(at)
            || !words.is_capital(at) && words.is(at, Class::STOP) && !words.is(at, Class::WHO)
            || !words.is_capital(at) && words.is(at, Class::SAYS) && !phrase::is_noun(words, at)
    };
    while mention.start < mention.end && is_loose(mention.start) {
        mention.start += 1;
    }
    while mention.start < mention.end && !words.is_word(mention.end - 1) {
        mention.end -= 1;
    }
    (!mention.is_empty()).then_some(mention)
}

fn name_at_end(cast: &Cast, core: &Range<usize>) -> Option<usize> {
    let last = core.end.checked_sub(1)?;
    cast.names_in(core.clone())
        .rev()
        .find(|(_, name)| name.tokens.contains(&last))
        .map(|(index, _)| index)
}

/// The part of a mention up to the words that only add to its head.
fn core_of(words: &Words, cast: &Cast, mention: Range<usize>) -> Range<usize> {
    let mut end = mention.end;
    let mut at = mention.start;
    while at < mention.end {
        let name = cast.names_in(at..at + 1).next().map(|(_, n)| n.tokens.end);
        let heads = name.is_some() || phrase::is_noun(words, at);
        let after = name.unwrap_or(at + 1).max(at + 1);
        // "Federal and state officials": the noun that both belong to comes later.
        let joins = words.lower(at) == "and" && leads_on(words, cast, at + 1, mention.end, false);
        if name.is_none() && at > mention.start && cuts(words, at) && !joins {
            end = at;
            break;
        }
        at = after;
        if heads && at < mention.end && !leads_on(words, cast, at, mention.end, name.is_some()) {
            end = at;
            break;
        }
    }
    while end > mention.start + 1 && (!words.is_word(end - 1) || words.is_possessive(end - 1)) {
        end -= 1;
    }
    mention.start..end.max(mention.start + 1)
}

/// Whether the words at `at`, after what may be the head of a phrase, still lead to a head:
/// another noun or name before anything cuts.
fn leads_on(words: &Words, cast: &Cast, at: usize, end: usize, named: bool) -> bool {
    for t in at..end.min(at + 5) {
        let joins = words.is_possessive(t)
            || matches!(words.lower(t), "-" | "–" | "/") && !words.token(t).spaced;
        if joins {
            continue;
        }
        // "Hale repeatedly accused Moss".
        let acts = phrase::is_adverb(words, t) || words.lower(t).ends_with("ed");
        let verb = named && acts && !words.is_capital(t);
        if verb || cuts(words, t) || words.is(t, Class::DETERMINER) {
            return false;
        }
        if phrase::is_noun(words, t)
            || words.is(t, Class::PERSONAL)
            || cast.names_in(t..t + 1).next().is_some()
        {
            return true;
        }
    }
    false
}

/// Whether the head of a phrase stands before `at`.
fn cuts(words: &Words, at: usize) -> bool {
    if matches!(
        words.lower(at),
        "," | "(" | "—" | "–" | ";" | ":" | "[" | ")"
    ) {
        return true;
    }
    let small = !words.is_capital(at);
    let verb = words.is(at, Class::SAYS) && !phrase::is_noun(words, at);
    small
        && (verb
            || words.is(at, Class::WHO.or(Class::STOP))
            || words.lower(at) == "about"
            || words.lower(at) == "under")
}

/// The words before a name that tell its bearer's role, without article.
fn role_in(words: &Words, before: Range<usize>) -> Option<Range<usize>> {
    let mut start = before.start;
    while start < before.end && words.is(start, Class::DETERMINER) {
        start += 1;
    }
    let mut end = before.end;
    while end > start && words.is(end - 1, Class::STOP) {
        end -= 1;
    }
    let tells = (start..end).any(|at| words.is(at, Class::ROLES.or(Class::TITLES)));
    (start < end && tells && !words.is_possessive(end - 1)).then_some(start..end)
}

/// The apposition after a name, inside its mention: ", the party's leader,".
fn role_after(words: &Words, at: usize, end: usize) -> Option<Range<usize>> {
    if words.lower(at) != "," || at + 1 >= end {
        return None;
    }
    let mut start = at + 1;
    while start < end && matches!(words.lower(start), "the" | "a" | "an") {
        start += 1;
    }
    let stop = (start..end)
        .find(|t| words.lower(*t) == "," || words.is(*t, Class::WHO))
        .unwrap_or(end);
    let tells = (start..stop).any(|t| words.is(t, Class::ROLES));
    (tells && stop - start <= 12).then_some(start..stop)
}

/// The gender that a description's head tells.
pub fn gender_of(words: &Words, head: usize) -> Gender {
    let class = words.class(head);
    match (class.any(Class::ROLE_HE), class.any(Class::ROLE_SHE)) {
        (true, false) => Gender::He,
        (false, true) => Gender::She,
        _ => Gender::Unknown,
    }
}
