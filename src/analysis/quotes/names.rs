//! Proper names: runs of capitalised words, cut into title and name, with a guess at what bears
//! them.

use std::ops::Range;

use crate::analysis::prose::TokenKind;

use super::lexicon::{Class, Words};
use super::phrase;

/// What a name is likely to be the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearer {
    /// A person.
    Person,
    /// A body.
    Body,
    /// A document.
    Document,
    /// A country, a city.
    Place,
    /// One capitalised word that nothing tells more of.
    Unclear,
}

/// A proper name in the text.
#[derive(Clone, Debug)]
pub struct Name {
    /// All of it, titles included.
    pub tokens: Range<usize>,
    /// Without titles and capitalised roles before it.
    pub core: Range<usize>,
    /// What bears it.
    pub bearer: Bearer,
}

/// The longest name, in tokens.
const LONGEST: usize = 14;

/// All names of a document, in text order.
pub fn find(words: &Words) -> Vec<Name> {
    let mut names = Vec::new();
    for sentence in words.prose.sentences() {
        if is_shouted(words, sentence.tokens.clone()) {
            continue;
        }
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            if begins_name(words, at, sentence.tokens.start) {
                let end = run_end(words, at, sentence.tokens.end);
                push_run(words, at..end, &mut names);
                at = end;
            } else {
                at += 1;
            }
        }
    }
    names
}

/// Whether capitals tell nothing here: a headline in capitals or in title case.
fn is_shouted(words: &Words, tokens: Range<usize>) -> bool {
    let mut all = 0;
    let mut capital = 0;
    let mut capitals = 0;
    for at in tokens {
        let token = words.token(at);
        if token.kind == TokenKind::Word {
            all += 1;
            capital += usize::from(token.capital);
            capitals += usize::from(token.capitals);
        }
    }
    (all >= 2 && capitals == all)
        || (all >= 4 && capitals * 3 > all * 2)
        || (all >= 5 && capital * 3 > all * 2)
}

/// Whether a name begins at `at`.
fn begins_name(words: &Words, at: usize, sentence: usize) -> bool {
    if !words.is_capital(at) || words.is(at, Class::I) {
        return false;
    }
    if words.is(at, Class::TIME) {
        return is_month_given(words, at);
    }
    let first = at == sentence || words.token(at - 1).kind == TokenKind::QuoteMark;
    let alone = !words.is_capital(at + 1) && !matches!(words.lower(at + 1), "-" | "&" | "of");
    if alone && words.is(at, Class::NATIONALITY.or(Class::PEOPLE)) {
        return false;
    }
    if !first {
        return !words.is(at, Class::COMMON) || words.lower(at) == "new";
    }
    if words.is(at, Class::COMMON) {
        return false;
    }
    let is_known = words.is(
        at,
        Class::GIVEN
            .or(Class::PLACE)
            .or(Class::OUTLET)
            .or(Class::TITLES),
    );
    let goes_on = words.is_capital(at + 1) && !words.is(at + 1, Class::COMMON);
    // "Poor Edward", "Till Elizabeth": a common word before a name is none of it.
    let ordinary = words.is_seen_small(at) && !words.is_seen_capital(at);
    if goes_on
        && ordinary
        && !words.is(
            at,
            Class::TITLES
                .or(Class::ROLES)
                .or(Class::BODY)
                .or(Class::GIVEN),
        )
    {
        return false;
    }
    if goes_on && opens_clause(words, at) {
        return false;
    }
    let acts = words.is_possessive(at + 1) || words.is(at + 1, Class::SAYS);
    let noun = Class::PEOPLE
        .or(Class::ROLES)
        .or(Class::BODY)
        .or(Class::DOCUMENT);
    let may_be = !words.is_seen_small(at) && !words.is(at, noun);
    is_known || goes_on || words.token(at).capitals || may_be && (acts || words.is_seen_capital(at))
}

/// Whether the first word of a sentence only stands before a name ("Wherever Hillary Clinton went",
/// "Playing Trump in the debate").
fn opens_clause(words: &Words, at: usize) -> bool {
    let noun = Class::TITLES
        .or(Class::ROLES)
        .or(Class::BODY)
        .or(Class::GIVEN)
        .or(Class::PLACE)
        .or(Class::OUTLET)
        .or(Class::NATIONALITY)
        .or(Class::BODILY);
    if words.is(at, noun) || words.is_seen_capital(at) {
        return false;
    }
    let word = words.lower(at);
    let verbal = ["ing", "ed", "ever", "ly"]
        .iter()
        .any(|e| word.ends_with(e));
    let person = words.is(at + 1, Class::GIVEN) && words.is_capital(at + 2);
    let known = words.is_seen_capital(at + 1) || words.is(at + 1, Class::TITLES);
    verbal && word.len() > 4 && (person || known)
}

/// One past the end of the run of name words from `from`.
fn run_end(words: &Words, from: usize, limit: usize) -> usize {
    let limit = limit.min(from + LONGEST);
    let mut end = from + 1;
    while end < limit {
        let next = match words.lower(end) {
            // "U.S.-backed" is no name; "Ocasio-Cortez" is one.
            "-" | "‑" if !words.token(end).spaced => {
                let joins = words.is_capital(end + 1) && !words.token(end + 1).spaced;
                if !joins && !is_syllable(words, from, end + 1, limit) {
                    break;
                }
                end + 2
            }
            "&" => end + 1,
            "." if !words.token(end).spaced && is_title_stop(words, end) => end + 1,
            "of" | "for" | "on" => match connected(words, from, end, limit) {
                Some(next) => next,
                None => break,
            },
            "and" => match coordinated(words, from, end, limit) {
                Some(next) => next,
                None => break,
            },
            "," if words.is(end + 1, Class::SUFFIX) && words.is_capital(end + 1) => end + 2,
            _ if words.is(end, Class::PARTICLE) && !words.is_capital(end) => {
                // "van der Moss" has two.
                let two = words.is(end + 1, Class::PARTICLE) && words.is_capital(end + 2);
                let goes_on = words.is_capital(end + 1) || two;
                if !goes_on || words.is(end, Class::DETERMINER) {
                    break;
                }
                end + 1
            }
            _ => {
                let word = words.is_capital(end)
                    && !words.is(end, Class::TIME)
                    && (!words.is(end, Class::COMMON.or(Class::I)) || words.lower(end) == "new");
                if !word && !is_surname(words, from, end) {
                    break;
                }
                end + 1
            }
        };
        end = next;
    }
    // A run ends with a word.
    while end > from + 1
        && !words.is_capital(end - 1)
        && words.lower(end - 1) != "."
        && !is_syllable(words, from, end - 1, limit)
    {
        end -= 1;
    }
    end
}

/// Whether the small word at `at` is the second half of a given name after its family name: "Hui
/// Chi-fung". What makes an adjective of a name is none: "Ada Moss-led".
fn is_syllable(words: &Words, from: usize, at: usize, limit: usize) -> bool {
    const ADDED: [&str; 16] = [
        "era", "led", "like", "based", "style", "run", "born", "only", "free", "area", "wide",
        "made", "held", "type", "owned", "level",
    ];
    if at < from + 3 || at >= limit || !matches!(words.lower(at - 1), "-" | "‑") {
        return false;
    }
    let tight = !words.token(at).spaced && !words.token(at - 1).spaced;
    let word = words.lower(at);
    let other = Class::PLACE
        .or(Class::NATIONALITY)
        .or(Class::BODY)
        .or(Class::GIVEN);
    let family_first = words.is_capital(at - 2) && words.is_capital(at - 3);
    tight
        && family_first
        && !words.is(from, other)
        && !words.is(at - 2, other)
        && words.is_word(at)
        && word.len() <= 5
        && !ADDED.contains(&word)
}

/// Whether a month begins a person's name: "said April Hale", "May said", but "in April Congress" and
/// "April 5".
fn is_month_given(words: &Words, at: usize) -> bool {
    let other = Class::COMMON
        .or(Class::TIME)
        .or(Class::TITLES)
        .or(Class::ROLES)
        .or(Class::PEOPLE)
        .or(Class::BODY)
        .or(Class::PLACE)
        .or(Class::NATIONALITY);
    let dated = at > 0 && words.is(at - 1, Class::STOP) && !words.is_capital(at - 1);
    let named = words.is_word(at + 1)
        && words.is_capital(at + 1)
        && !words.is(at + 1, other)
        && !words.is_capital(at + 2);
    let speaks = words.lower(at) == "may" && words.is(at + 1, Class::SAYS);
    matches!(words.lower(at), "april" | "may" | "june" | "august") && !dated && (named || speaks)
}

/// Whether a word that is a month or a helping verb elsewhere is a family name here: "Mrs. May",
/// "Ada Will", but "Ada Will Visit" and "Ada May 5".
fn is_surname(words: &Words, from: usize, at: usize) -> bool {
    let titled = Class::TITLE_HE.or(Class::TITLE_SHE).or(Class::GIVEN);
    let before = if words.lower(at - 1) == "." {
        at.saturating_sub(2)
    } else {
        at - 1
    };
    matches!(words.lower(at), "may" | "will" | "august")
        && before >= from
        && words.is(before, titled)
        && words.is_capital(at)
        && !words.is_capital(at + 1)
        && !is_number(words, at + 1)
}

fn is_number(words: &Words, at: usize) -> bool {
    let token = words.prose.tokens().get(at);
    token.is_some_and(|t| matches!(t.kind, TokenKind::Number | TokenKind::Ordinal))
}

fn is_title_stop(words: &Words, stop: usize) -> bool {
    let initial = words.is_capital(stop + 1) && words.prose.text(stop - 1).len() <= 2;
    phrase::is_title_stop(words, stop) || words.is(stop - 1, Class::SUFFIX) || initial
}

/// Where a run goes on past "and" at `at`, if a body's name takes it in: "Health and Human
/// Services", "House Oversight and Government Reform Committee".
fn coordinated(words: &Words, from: usize, at: usize, limit: usize) -> Option<usize> {
    let person = words.is(from, Class::GIVEN.or(Class::TITLES)) || words.is(at - 1, Class::PLACE);
    let acronym = words.token(at - 1).capitals;
    if person || acronym || words.is(at - 1, Class::DOCUMENT.or(Class::OUTLET)) {
        return None;
    }
    let mut end = at + 1;
    while end < limit && words.is_capital(end) && !words.is(end, Class::COMMON.or(Class::TIME)) {
        end += 1;
    }
    let of_body =
        (from..at).any(|t| matches!(words.lower(t), "of" | "for") && words.is(from, Class::BODY));
    let to_body = end > at + 2 && words.is(end - 1, Class::BODY) && !words.is(at - 1, Class::BODY);
    (end > at + 1 && (of_body || to_body) && !words.is(at + 1, Class::GIVEN)).then_some(end)
}

/// Where a run goes on past "of", "for" or "on" at `at`, if the words before it take such a
/// complement inside their name ("Department of Justice", "Secretary of State").
fn connected(words: &Words, from: usize, at: usize, limit: usize) -> Option<usize> {
    let head = words.is(
        at - 1,
        Class::BODY
            .or(Class::ROLE)
            .or(Class::TITLE)
            .or(Class::DOCUMENT),
    );
    let is_person = words.is(from, Class::GIVEN) && !words.is(at - 1, Class::BODY);
    if !head || is_person {
        return None;
    }
    let mut next = at + 1;
    if matches!(words.lower(next), "the" | "a") {
        next += 1;
    }
    let place_only = words.is(next, Class::PLACE) && words.is(at - 1, Class::ROLE.or(Class::TITLE));
    (next < limit && words.is_capital(next) && !words.is(next, Class::COMMON) && !place_only)
        .then_some(next + 1)
}

/// Cuts a run into the names it holds and keeps them.
fn push_run(words: &Words, run: Range<usize>, names: &mut Vec<Name>) {
    let bearer_of = |core: &Range<usize>, titled: bool| bearer(words, core.clone(), titled);
    // "Senator", "Prime Minister", "Iowa Republican": an office alone names nobody.
    let office = Class::TITLES
        .or(Class::ROLES)
        .or(Class::NATIONALITY)
        .or(Class::PLACE);
    if run
        .clone()
        .all(|at| words.is(at, office) || !words.is_word(at))
        && words.is(run.end - 1, Class::TITLES.or(Class::ROLES))
    {
        return;
    }
    // "House Speaker", "Deputy Foreign Minister": an office with its body names nobody either.
    let person = run.clone().any(|at| words.is(at, Class::GIVEN));
    let joined = run.clone().any(|at| !words.is_capital(at));
    if words.is(run.end - 1, Class::ROLE) && !person && !joined && run.len() > 1 {
        return;
    }
    let last_title = (run.start..run.end.saturating_sub(1)).rev().find(|at| {
        words.is(*at, Class::TITLES.or(Class::ROLES)) && !is_initial_given(words, *at, run.start)
    });
    let is_body = words.is(run.end - 1, Class::BODY.or(Class::DOCUMENT));
    // "Governor of Washington Ada Moss" leaves "Washington Ada Moss".
    let misplaced = run.len() >= 3
        && words.is(run.start, Class::PLACE)
        && words.is(run.start + 1, Class::GIVEN)
        && !is_body;
    if misplaced {
        names.push(Name {
            tokens: run.clone(),
            core: run.start + 1..run.end,
            bearer: Bearer::Person,
        });
        return;
    }
    if let Some(start) = person_in(words, &run).filter(|_| !is_body && last_title.is_none()) {
        names.push(Name {
            core: start..run.end,
            tokens: run,
            bearer: Bearer::Person,
        });
        return;
    }
    let Some(title) = last_title.filter(|_| !is_body) else {
        let bearer = match bearer_of(&run, false) {
            Bearer::Unclear => told_before(words, run.start),
            told => told,
        };
        names.push(Name {
            core: run.clone(),
            tokens: run,
            bearer,
        });
        return;
    };
    let mut start = title + 1;
    if words.lower(start) == "." {
        start += 1;
    }
    if words.lower(start) == "of" {
        // "Secretary of State John Kerry": the office takes one word.
        start += 2;
        if words.lower(start - 1) == "the" {
            start += 1;
        }
        while start + 2 < run.end && words.is(start, Class::BODY) {
            start += 1;
        }
    }
    if start >= run.end {
        names.push(Name {
            bearer: Bearer::Unclear,
            core: run.clone(),
            tokens: run,
        });
        return;
    }
    let core = start..run.end;
    let bearer = bearer_of(&core, true);
    names.push(Name {
        tokens: run,
        core,
        bearer,
    });
}

/// Where the person's name begins in a run that a body's name leads: "Channel News Ada Moss".
fn person_in(words: &Words, run: &Range<usize>) -> Option<usize> {
    let given = run.end.checked_sub(2)?;
    let body = Class::BODY.or(Class::OUTLET).or(Class::DOCUMENT);
    let led = (run.start..given).any(|at| words.is(at, body));
    let person = words.is(given, Class::GIVEN)
        && !words.is(given, body.or(Class::PLACE))
        && !words.is(given + 1, body.or(Class::PEOPLE).or(Class::GIVEN));
    let capitals = (run.start..run.end).all(|at| words.is_capital(at));
    (led && person && capitals && !words.is(run.start, Class::GIVEN)).then_some(given)
}

/// What the small word before a name tells of its bearer: "the magazine Meridian".
fn told_before(words: &Words, start: usize) -> Bearer {
    let before = start.saturating_sub(1);
    if start == 0 || words.is_capital(before) {
        Bearer::Unclear
    } else if words.is(before, Class::DOCUMENT) {
        Bearer::Document
    } else if words.is(before, Class::BODY) {
        Bearer::Body
    } else {
        Bearer::Unclear
    }
}

/// Whether a title word at the run's start is a given name ("Dean Baker", "Judge Reinhold").
fn is_initial_given(words: &Words, at: usize, start: usize) -> bool {
    at == start && words.is(at, Class::GIVEN) && !words.is(at, Class::TITLE_HE.or(Class::TITLE_SHE))
}

/// Whether a name is acronyms and nothing else: "USA-ROKA", "PRC MOFA".
fn is_acronyms(words: &Words, core: &Range<usize>) -> bool {
    let is_short = |at: usize| {
        let capitals = words.token(at).capitals && !words.is(at, Class::GIVEN);
        capitals && (2..=5).contains(&words.lower(at).len()) || !words.is_word(at)
    };
    core.len() > 1 && core.clone().all(is_short) && words.is_word(core.start)
}

/// What bears the name `core`.
fn bearer(words: &Words, core: Range<usize>, titled: bool) -> Bearer {
    let last = core.end - 1;
    let has = |class| core.clone().any(|at| words.is(at, class));
    if titled && !has(Class::BODY) {
        return Bearer::Person;
    }
    // "Washington Post" begins with a given name, but is none's.
    let of_place =
        words.is(core.start, Class::PLACE) && words.is(last, Class::DOCUMENT.or(Class::BODY));
    let of_nation = words.is(core.start, Class::NATIONALITY)
        && (words.is(last, Class::BODY)
            || words.is(core.start + 1, Class::PLACE.or(Class::NATIONALITY)));
    let given = words.is(core.start, Class::GIVEN) && core.len() > 1 && !of_place && !of_nation;
    if words.is(last, Class::DOCUMENT) && core.len() > 1 && !given {
        return Bearer::Document;
    }
    if has(Class::OUTLET) && !given {
        return Bearer::Body;
    }
    let thing = words.is(last, Class::THING) || words.is(core.start, Class::THING_FIRST);
    if thing && core.len() > 1 && !words.is(core.start, Class::GIVEN) {
        return Bearer::Place;
    }
    if !given && (words.is(last, Class::BODY) || has(Class::BODILY))
        || is_acronyms(words, &core)
        || has(Class::BODY)
            && core
                .clone()
                .any(|at| matches!(words.lower(at), "of" | "for" | "&" | "on"))
    {
        return Bearer::Body;
    }
    let all_places = core.clone().all(|at| {
        words.is(at, Class::PLACE.or(Class::NATIONALITY))
            || words.lower(at) == "new"
            || !words.is_word(at)
    });
    if all_places {
        return Bearer::Place;
    }
    let single = core.len() == 1;
    if single && words.token(last).capitals {
        return Bearer::Body;
    }
    if given {
        return Bearer::Person;
    }
    let plain = core.clone().filter(|at| words.is_capital(*at)).count();
    if (2..=4).contains(&plain)
        && !has(Class::BODY
            .or(Class::DOCUMENT)
            .or(Class::NATIONALITY)
            .or(Class::PLACE)
            .or(Class::PEOPLE))
    {
        return Bearer::Person;
    }
    if single && words.is(last, Class::GIVEN) {
        return Bearer::Person;
    }
    if has(Class::BODY) {
        return Bearer::Body;
    }
    Bearer::Unclear
}
