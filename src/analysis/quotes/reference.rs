//! What the words that name a source refer to: a name, a pronoun, a description.

use std::ops::Range;

use super::cast::{Cast, Gender};
use super::lexicon::{Class, Words};

/// A reference, read off the words of a mention.
#[derive(Clone, Debug, PartialEq)]
pub enum Reference {
    /// A name: the index of the name, and the words before or after it that tell a role.
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
}

/// Reads a mention.
pub fn read(words: &Words, cast: &Cast, mention: Range<usize>) -> Reference {
    let first = mention.start;
    if mention.len() == 1 && words.is(first, Class::PRONOUN.or(Class::WHO)) {
        return Reference::Pronoun(words.class(first));
    }
    let core = core_of(words, cast, mention.clone());
    let last = core.end - 1;
    let named = cast
        .names_in(core.clone())
        .rev()
        .find(|(_, name)| name.tokens.contains(&last) || name.tokens.end == core.end);
    if let Some((name, found)) = named {
        let before = core.start..found.tokens.start;
        let role = role_before(words, before);
        return Reference::Name { name, role };
    }
    // "Kirby, the spokesman": the name came before the comma.
    let definite = matches!(
        words.lower(core.start),
        "the" | "this" | "that" | "his" | "her" | "its" | "their" | "these" | "those"
    );
    Reference::Description(Description {
        head: last,
        definite,
        core,
    })
}

/// The part of a mention up to the words that only add to its head.
fn core_of(words: &Words, cast: &Cast, mention: Range<usize>) -> Range<usize> {
    let mut end = mention.end;
    for at in mention.start + 1..mention.end {
        let inside_name = cast
            .names_in(mention.clone())
            .any(|(_, n)| n.tokens.start < at && at < n.tokens.end);
        if inside_name {
            continue;
        }
        let small = !words.is_capital(at);
        let cuts = matches!(words.lower(at), "," | "(" | "—" | "–" | ";" | ":" | "[")
            || small
                && (words.is(at, Class::WHO)
                    || matches!(
                        words.lower(at),
                        "of" | "for"
                            | "from"
                            | "in"
                            | "at"
                            | "with"
                            | "on"
                            | "to"
                            | "by"
                            | "and"
                            | "or"
                            | "as"
                            | "about"
                            | "whose"
                            | "where"
                            | "under"
                    ));
        if cuts {
            end = at;
            break;
        }
    }
    while end > mention.start + 1 && (!words.is_word(end - 1) || words.is_possessive(end - 1)) {
        end -= 1;
    }
    mention.start..end
}

/// The words before a name that tell its bearer's role, without article.
fn role_before(words: &Words, before: Range<usize>) -> Option<Range<usize>> {
    let mut start = before.start;
    while start < before.end && words.is(start, Class::DETERMINER) {
        start += 1;
    }
    let tells = (start..before.end).any(|at| words.is(at, Class::ROLES.or(Class::TITLES)));
    (start < before.end && tells && !words.is_possessive(before.end - 1))
        .then_some(start..before.end)
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

/// Whether a description's head can be a person.
pub fn is_person_noun(words: &Words, head: usize) -> bool {
    words.is(head, Class::ROLES)
}
