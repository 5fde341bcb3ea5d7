//! A label of a few words: the verb with its subject and object, or the noun phrase.

use super::clause::{
    Core, Place, core, phrase_end, phrase_start, verb_after, verb_before as before,
};
use super::saying::{self, Reported, Saying};
use super::subject::{self, with_subject};
use super::tagger::{Tag, Tagged};
use crate::analysis::Prose;
use crate::analysis::prose::TokenKind;
use crate::text::Span;

/// The most words of a label.
pub const LONGEST: usize = 8;

/// How far before a noun what it hangs on may stand, in tokens: past a date.
const REACH: usize = 6;

/// So few words say little: more are looked for.
const FEW: usize = 2;

/// The label of a date's event and the words that it was made from.
pub fn of(prose: &Prose, tagged: &Tagged, place: Place) -> Option<(String, Span)> {
    let mut core = when_clause(prose, tagged, place).or_else(|| core(tagged, place))?;
    match saying::of(prose, tagged, place, core) {
        Some(Saying::On(speaker, topic)) => return said_label(prose, tagged, speaker, topic),
        Some(Saying::Clause(reported)) if keeps_day(tagged, place, reported) => {
            return label(prose, tagged, reported_words(prose, tagged, reported));
        }
        Some(Saying::Clause(reported)) => core = Core::VerbAfter(reported.said),
        None => {}
    }
    let tokens = match core {
        Core::NounAfter(start, end, verb) => noun_after(prose, tagged, start, end, verb),
        Core::NounBefore(start, end, verb) => noun_before(prose, tagged, start, end, verb),
        Core::VerbBefore(verb, end) => verb_before(prose, tagged, verb, end),
        Core::VerbAfter(verb) => verb_words(prose, tagged, verb),
    };
    let tokens = filled(prose, tagged, place, core, trimmed(tagged, tokens));
    label(prose, tagged, tokens)
}

/// The label of a name: all its words.
pub fn name(prose: &Prose, tagged: &Tagged, start: usize, end: usize) -> Option<(String, Span)> {
    let mut start = start;
    while start < end && tagged.tag(start).is_loose() {
        start += 1;
    }
    let named = start < end;
    named.then(|| {
        (
            joined(prose, &(start..end).collect::<Vec<_>>()),
            prose.span(start..end),
        )
    })
}

/// The words of tokens and where they stand; `None` where they name nothing that happened.
fn label(prose: &Prose, tagged: &Tagged, tokens: Vec<usize>) -> Option<(String, Span)> {
    let tokens = negated(prose, tagged, tokens)?;
    let (first, last) = (*tokens.iter().min()?, *tokens.iter().max()?);
    let names = |at: &usize| tagged.tag(*at) == Tag::Noun && tagged.word(*at).event;
    if count(prose, &tokens) == 1 && !tokens.iter().any(names) {
        return None;
    }
    let label = joined(prose, &tokens);
    let letters = label.chars().filter(|c| c.is_alphabetic()).count();
    (letters > 2).then(|| (label, prose.span(first..last + 1)))
}

/// The tokens with what denies them: "minister did not resign", "No agreement reached": without
/// it a label says the opposite. `None` of no tokens.
fn negated(prose: &Prose, tagged: &Tagged, mut tokens: Vec<usize>) -> Option<Vec<usize>> {
    let (first, last) = (*tokens.iter().min()?, *tokens.iter().max()?);
    let denies =
        |i: &usize| tagged.tag(*i) == Tag::Not || matches!(prose.lower(*i), "never" | "no");
    let low = first.saturating_sub(1).max(tagged.start);
    for at in (low..last).filter(denies) {
        let helped = at > first && tagged.tag(at - 1) == Tag::Helper;
        let from = if helped { at - 1 } else { at };
        for word in (from..=at)
            .filter(|i| !tokens.contains(i))
            .collect::<Vec<_>>()
        {
            let place = tokens.iter().position(|i| *i > word);
            tokens.insert(place.unwrap_or(tokens.len()), word);
        }
    }
    if count(prose, &tokens) > LONGEST {
        while count(prose, &tokens) > LONGEST {
            tokens.pop();
        }
        tokens = trimmed(tagged, tokens);
    }
    Some(tokens)
}

/// Whether what was said has a day of its own, so that the day of saying is only that.
fn keeps_day(tagged: &Tagged, place: Place, reported: Reported) -> bool {
    let inside = |i: &usize| (place.start..place.end).contains(i);
    (reported.verb + 1..tagged.end())
        .filter(|i| !inside(i))
        .any(|i| tagged.tag(i) == Tag::Time)
}

/// "Hale said dam broke".
fn reported_words(prose: &Prose, tagged: &Tagged, reported: Reported) -> Vec<usize> {
    let mut tokens = match reported.speaker {
        Some((start, end)) => kept(tagged, start, end),
        None => subject::pronoun(tagged, reported.verb),
    };
    if tokens.is_empty() {
        return tokens;
    }
    tokens.push(reported.verb);
    let room = LONGEST.saturating_sub(count(prose, &tokens));
    let mut said = verb_words(prose, tagged, reported.said);
    while count(prose, &said) > room && said.last().is_some_and(|at| *at != reported.said) {
        said.pop();
    }
    while count(prose, &said) > room {
        said.remove(0);
    }
    trimmed(tagged, [tokens, said].concat())
}

/// The verb of the clause that tells what a date was: "in 1989, when the wall fell".
fn when_clause(prose: &Prose, tagged: &Tagged, place: Place) -> Option<Core> {
    let mark = matches!(tagged.tag(place.end), Tag::Comma | Tag::Stop | Tag::Mark);
    let at = place.end + usize::from(mark);
    let is_when = prose.lower_at(at) == "when" && tagged.tag(at) == Tag::Subordinator;
    is_when.then(|| verb_after(tagged, at + 1).map(Core::VerbAfter))?
}

/// A label of a word or two with what else its clause has: what follows the date ("agreed in June to
/// sell"), whom an opening participle means ("Rescued on Friday, the sailor …"), a pronoun.
fn filled(
    prose: &Prose,
    tagged: &Tagged,
    place: Place,
    core: Core,
    mut tokens: Vec<usize>,
) -> Vec<usize> {
    let (Core::VerbBefore(verb, _) | Core::VerbAfter(verb)) = core else {
        return tokens;
    };
    if let Some(subject) = subject::ahead(tagged, verb, place.end) {
        let subject = last_words(prose, kept(tagged, subject.0, subject.1));
        if count(prose, &subject) + count(prose, &tokens) <= LONGEST {
            tokens = [subject, tokens].concat();
        }
    }
    let goes_on = matches!(
        tagged.tag(place.end),
        Tag::Preposition | Tag::To | Tag::Possessive | Tag::Determiner
    );
    if matches!(core, Core::VerbBefore(..)) && goes_on && count(prose, &tokens) <= FEW {
        let end = clause_end(tagged, place.end);
        tokens.extend(kept(tagged, place.end, end));
        tokens = trimmed(tagged, shortened(prose, tagged, tokens));
    }
    if count(prose, &tokens) == 1 {
        tokens = led(prose, tagged, verb, tokens);
    }
    if count(prose, &tokens) == 1 {
        let mut words = subject::pronoun(tagged, verb);
        if !words.is_empty() && tagged.tag(verb) == Tag::Be {
            words.push(verb);
        }
        tokens = [words, tokens].concat();
    }
    tokens
}

/// A participle after a comma with the clause that it hangs on: "withdraw, starting".
fn led(prose: &Prose, tagged: &Tagged, verb: usize, tokens: Vec<usize>) -> Vec<usize> {
    let comma = verb.checked_sub(1).filter(|i| tagged.tag(*i) == Tag::Comma);
    let leader = comma
        .filter(|_| tagged.tag(verb) == Tag::Gerund)
        .and_then(|comma| before(tagged, comma));
    let Some(leader) = leader else {
        return tokens;
    };
    let words = with_subject(prose, tagged, leader, kept(tagged, leader, verb + 1));
    if count(prose, &words) <= LONGEST {
        words
    } else {
        tokens
    }
}

/// "Kirby on the peace treaty".
fn said_label(
    prose: &Prose,
    tagged: &Tagged,
    speaker: (usize, usize),
    topic: (usize, usize),
) -> Option<(String, Span)> {
    let (low, high) = (speaker.0.min(topic.0), speaker.1.max(topic.1));
    let words = |(start, end): (usize, usize)| {
        let tokens = trimmed(tagged, kept(tagged, start, end));
        joined(prose, &last_words(prose, tokens))
    };
    let (speaker, topic) = (words(speaker), words(topic));
    let named = !speaker.is_empty() && !topic.is_empty();
    named.then(|| (format!("{speaker} on {topic}"), prose.span(low..high)))
}

/// "cease-fire of the war", "terrorist blasts killed 257 people", "compete in election": the noun
/// phrase with what follows it, or with the verb that it hangs on.
fn noun_after(
    prose: &Prose,
    tagged: &Tagged,
    start: usize,
    end: usize,
    verb: Option<usize>,
) -> Vec<usize> {
    let phrase = last_words(prose, kept(tagged, start, end));
    let bare = count(prose, &phrase) <= FEW && tagged.tag(end) == Tag::Preposition;
    let goes_on = bare || prose.lower_at(end) == "of" || tagged.tag(end).is_verb();
    if goes_on {
        let stop = phrase_end(tagged, past_articles(tagged, end + 1));
        let tokens = kept(tagged, start, stop);
        if count(prose, &tokens) <= LONGEST {
            return tokens;
        }
    }
    // "a drop in third-quarter profit"
    let linked =
        |at: &usize| matches!(prose.lower(*at), "in" | "of") && tagged.tag(*at) == Tag::Preposition;
    if count(prose, &phrase) == 1
        && let Some(link) = (tagged.start..start).rev().take(REACH).find(linked)
        && (link + 1..start).all(|i| matches!(tagged.tag(i), Tag::Determiner | Tag::Time))
    {
        let head = phrase_start(tagged, link);
        let tokens = kept(tagged, head, end);
        if head < link && count(prose, &tokens) <= LONGEST {
            return tokens;
        }
    }
    // A noun that names what happened needs no verb.
    let named = end.checked_sub(1).is_some_and(|i| tagged.word(i).event);
    let Some(verb) = verb.filter(|v| !named && start - v < 8) else {
        return phrase;
    };
    let tokens = kept(tagged, verb, end);
    if count(prose, &tokens) <= LONGEST {
        return with_subject(prose, tagged, verb, tokens);
    }
    phrase
}

fn past_articles(tagged: &Tagged, mut at: usize) -> usize {
    while matches!(tagged.tag(at), Tag::Determiner | Tag::Possessive) {
        at += 1;
    }
    at
}

/// "rocket launch", with its verb where there is room: "killed in a car bomb attack".
fn noun_before(
    prose: &Prose,
    tagged: &Tagged,
    start: usize,
    end: usize,
    verb: Option<usize>,
) -> Vec<usize> {
    if let Some(verb) = verb {
        let tokens = kept(tagged, verb, end);
        if count(prose, &tokens) <= LONGEST {
            return with_subject(prose, tagged, verb, tokens);
        }
    }
    last_words(prose, kept(tagged, start, end))
}

/// The verb with what stands between it and the date.
fn verb_before(prose: &Prose, tagged: &Tagged, verb: usize, end: usize) -> Vec<usize> {
    let cut = (verb + 2..end)
        .find(|i| matches!(tagged.tag(*i), Tag::Relative | Tag::Subordinator))
        .unwrap_or(end);
    let tokens = shortened(prose, tagged, kept(tagged, verb, cut));
    with_subject(prose, tagged, verb, tokens)
}

/// The verb after the date, with its subject and its object.
fn verb_words(prose: &Prose, tagged: &Tagged, verb: usize) -> Vec<usize> {
    let end = clause_end(tagged, verb + 1);
    let tokens = shortened(prose, tagged, kept(tagged, verb, end));
    with_subject(prose, tagged, verb, tokens)
}

/// Where the words of a clause end that go on at a token.
fn clause_end(tagged: &Tagged, start: usize) -> usize {
    let mut end = start;
    while end < tagged.end() && end < start + 13 {
        match tagged.tag(end) {
            Tag::Comma | Tag::Stop | Tag::Subordinator | Tag::Relative | Tag::Mark => break,
            Tag::Conjunction if end == start => break,
            Tag::Time if !is_inside_phrase(tagged, end) => break,
            _ => end += 1,
        }
    }
    end
}

/// Whether a temporal expression stands between an article and its noun: "the 2007 deal".
fn is_inside_phrase(tagged: &Tagged, at: usize) -> bool {
    let opened = at.checked_sub(1).is_some_and(|i| {
        matches!(
            tagged.tag(i),
            Tag::Determiner | Tag::Possessive | Tag::Adjective | Tag::Time
        )
    });
    opened && matches!(tagged.tag(at + 1), Tag::Noun | Tag::Adjective | Tag::Time)
}

/// The tokens of a run that a label keeps: no articles, no helpers.
pub fn kept(tagged: &Tagged, start: usize, end: usize) -> Vec<usize> {
    (start..end.min(tagged.end()))
        .filter(|at| {
            let dropped = matches!(
                tagged.tag(*at),
                Tag::Determiner | Tag::Helper | Tag::Mark | Tag::Time | Tag::Adverb | Tag::Stop
            );
            let helps =
                tagged.tag(*at) == Tag::Have && (*at + 1..*at + 4).any(|i| tagged.tag(i).is_verb());
            let cut_off = tagged.tag(*at) == Tag::Hyphen && tagged.is_beside_time(*at)
                || tagged.tag(*at) == Tag::Preposition && tagged.tag(*at + 1) == Tag::Time;
            // "more than 300"
            let counts = tagged.tag(*at) == Tag::Adverb
                && tagged.tag(*at + 1) == Tag::Number
                && *at > start
                && tagged.tag(*at - 1).is_nominal();
            (!dropped || counts) && !helps && !cut_off
        })
        .collect()
}

/// Words as a reader counts them: what is joined by hyphens counts each part.
pub fn count(prose: &Prose, tokens: &[usize]) -> usize {
    tokens
        .iter()
        .filter(|at| {
            !matches!(
                prose.tokens()[**at].kind,
                TokenKind::Punct | TokenKind::QuoteMark
            )
        })
        .map(|at| {
            let text = prose.text(*at);
            text.split(|c: char| !c.is_alphanumeric() && c != '_')
                .filter(|p| !p.is_empty())
                .count()
        })
        .sum()
}

/// Cut at a phrase's boundary to the longest that a label may be.
fn shortened(prose: &Prose, tagged: &Tagged, mut tokens: Vec<usize>) -> Vec<usize> {
    if count(prose, &tokens) <= LONGEST {
        return tokens;
    }
    while count(prose, &tokens) > LONGEST {
        tokens.pop();
    }
    let boundary = tokens
        .iter()
        .rposition(|at| tagged.tag(*at).joins())
        .filter(|i| *i > 1);
    if let Some(boundary) = boundary {
        tokens.truncate(boundary);
    }
    tokens
}

/// The last words of a phrase that is too long: its head stands there.
fn last_words(prose: &Prose, mut tokens: Vec<usize>) -> Vec<usize> {
    while count(prose, &tokens) > LONGEST {
        tokens.remove(0);
    }
    tokens
}

/// Without loose ends: prepositions, conjunctions, commas at either side.
fn trimmed(tagged: &Tagged, mut tokens: Vec<usize>) -> Vec<usize> {
    let loose = |at: &usize| tagged.tag(*at).is_loose();
    let clitic = |at: &usize| matches!(tagged.tag(*at), Tag::Clitic | Tag::Hyphen);
    let helper = |at: &usize| tagged.tag(*at) == Tag::Have;
    while tokens
        .last()
        .is_some_and(|at| loose(at) || clitic(at) || helper(at))
    {
        tokens.pop();
    }
    let first = tokens
        .iter()
        .position(|at| !loose(at) && !clitic(at))
        .unwrap_or(tokens.len());
    tokens.drain(..first);
    tokens
}

/// The words of the tokens, with a blank where one stood or where something was left out.
fn joined(prose: &Prose, tokens: &[usize]) -> String {
    let mut label = String::new();
    let mut last = None;
    for at in tokens {
        let adjacent = last.is_some_and(|l: usize| l + 1 == *at);
        let is_comma = prose.text(*at) == ",";
        if !label.is_empty() && !is_comma && (prose.tokens()[*at].spaced || !adjacent) {
            label.push(' ');
        }
        label.push_str(prose.text(*at));
        last = Some(*at);
    }
    label
}
