//! A label of a few words: the verb with its subject and object, or the noun phrase.

use super::clause::{Core, Place, core, phrase_end, phrase_start};
use super::saying::{self, Saying};
use super::tagger::{Tag, Tagged};
use crate::analysis::Prose;
use crate::analysis::prose::TokenKind;
use crate::text::Span;

/// The most words of a label.
const LONGEST: usize = 8;

/// The label of a date's event and the words that it was made from.
pub fn of(prose: &Prose, tagged: &Tagged, place: Place) -> Option<(String, Span)> {
    let mut core = core(tagged, place)?;
    match saying::of(prose, tagged, place, core) {
        Some(Saying::On(speaker, topic)) => return said_label(prose, tagged, speaker, topic),
        Some(Saying::Clause(verb)) => core = Core::VerbAfter(verb),
        None => {}
    }
    let tokens = match core {
        Core::NounAfter(start, end, verb) => noun_after(prose, tagged, start, end, verb),
        Core::NounBefore(start, end, verb) => noun_before(prose, tagged, start, end, verb),
        Core::VerbBefore(verb, end) => verb_before(prose, tagged, verb, end),
        Core::VerbAfter(verb) => verb_after(prose, tagged, verb),
    };
    let tokens = trimmed(tagged, tokens);
    let (first, last) = (*tokens.first()?, *tokens.last()?);
    let label = joined(prose, &tokens);
    let letters = label.chars().filter(|c| c.is_alphabetic()).count();
    (letters > 2).then(|| (label, prose.span(first..last + 1)))
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
    let goes_on = prose.lower_at(end) == "of" || tagged.tag(end).is_verb();
    if goes_on {
        let stop = phrase_end(tagged, past_articles(tagged, end + 1));
        let tokens = kept(tagged, start, stop);
        if count(prose, &tokens) <= LONGEST {
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
fn verb_after(prose: &Prose, tagged: &Tagged, verb: usize) -> Vec<usize> {
    let mut end = verb + 1;
    while end < tagged.end() && end < verb + 14 {
        match tagged.tag(end) {
            Tag::Comma | Tag::Stop | Tag::Subordinator | Tag::Relative | Tag::Mark => break,
            Tag::Conjunction if end == verb + 1 => break,
            Tag::Time if !is_inside_phrase(tagged, end) => break,
            _ => end += 1,
        }
    }
    let tokens = shortened(prose, tagged, kept(tagged, verb, end));
    with_subject(prose, tagged, verb, tokens)
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

/// Puts a short subject before a verb's words where there is room.
fn with_subject(prose: &Prose, tagged: &Tagged, verb: usize, tokens: Vec<usize>) -> Vec<usize> {
    let mut end = verb;
    while end > tagged.start
        && matches!(
            tagged.tag(end - 1),
            Tag::Helper | Tag::Have | Tag::Be | Tag::Adverb | Tag::Not | Tag::To | Tag::Time
        )
        && verb - end < 5
    {
        end -= 1;
    }
    let end = before_time(tagged, end);
    if end == tagged.start || !matches!(tagged.tag(end - 1), Tag::Noun | Tag::Gerund) {
        return tokens;
    }
    let start = match tagged.tag(end - 1) {
        Tag::Gerund => end - 1,
        _ => phrase_start(tagged, end),
    };
    let room = LONGEST.saturating_sub(count(prose, &tokens)).min(5);
    let mut subject = kept(tagged, head_start(tagged, start), end);
    if count(prose, &subject) > room {
        subject = kept(tagged, start, end);
    }
    while count(prose, &subject) > room.min(4) && !subject.is_empty() {
        subject.remove(0);
    }
    if is_office(prose, tagged, &subject) {
        subject.remove(0);
    }
    subject.extend(tokens);
    subject
}

/// Whether a subject begins with the rest of an office: "(Secretary of) State John Hay".
fn is_office(prose: &Prose, tagged: &Tagged, subject: &[usize]) -> bool {
    let Some(first) = subject.first() else {
        return false;
    };
    let names = subject.len() >= 3 && subject.iter().all(|at| prose.tokens()[*at].capital);
    names
        && first
            .checked_sub(1)
            .is_some_and(|i| tagged.tag(i) == Tag::Preposition)
}

/// Where a subject begins whose last noun phrase hangs on another: "work on the power reactors".
fn head_start(tagged: &Tagged, start: usize) -> usize {
    let mut at = start;
    while at > tagged.start && matches!(tagged.tag(at - 1), Tag::Determiner | Tag::Possessive) {
        at -= 1;
    }
    if at > tagged.start + 1
        && tagged.tag(at - 1) == Tag::Preposition
        && tagged.tag(at - 2) == Tag::Noun
    {
        return phrase_start(tagged, at - 1);
    }
    start
}

/// Where a subject ends that a date stands behind: "U.S. forces on Thursday launched".
fn before_time(tagged: &Tagged, end: usize) -> usize {
    let mut at = end;
    let touches = at > tagged.start && [at, at - 1].iter().any(|i| tagged.tag(*i) == Tag::Time);
    if touches {
        while at > tagged.start && tagged.tag(at - 1) == Tag::Time {
            at -= 1;
        }
        while at > tagged.start && matches!(tagged.tag(at - 1), Tag::Preposition | Tag::Comma) {
            at -= 1;
        }
    }
    at
}

/// The tokens of a run that a label keeps: no articles, no helpers.
fn kept(tagged: &Tagged, start: usize, end: usize) -> Vec<usize> {
    (start..end.min(tagged.end()))
        .filter(|at| {
            let dropped = matches!(
                tagged.tag(*at),
                Tag::Determiner | Tag::Helper | Tag::Mark | Tag::Time | Tag::Adverb | Tag::Stop
            );
            let helps =
                tagged.tag(*at) == Tag::Have && (*at + 1..*at + 4).any(|i| tagged.tag(i).is_verb());
            let cut_off = tagged.tag(*at) == Tag::Hyphen && tagged.is_beside_time(*at);
            !dropped && !helps && !cut_off
        })
        .collect()
}

/// Words as a reader counts them: what is joined by hyphens counts each part.
fn count(prose: &Prose, tokens: &[usize]) -> usize {
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
        .rposition(|at| {
            matches!(
                tagged.tag(*at),
                Tag::Preposition
                    | Tag::Conjunction
                    | Tag::Comma
                    | Tag::To
                    | Tag::Subordinator
                    | Tag::Relative
            )
        })
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
    let loose = |at: &usize| {
        matches!(
            tagged.tag(*at),
            Tag::Preposition
                | Tag::Conjunction
                | Tag::Comma
                | Tag::To
                | Tag::Subordinator
                | Tag::Relative
                | Tag::Possessive
                | Tag::Be
                | Tag::Stop
                | Tag::Not
                | Tag::Pronoun
        )
    };
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
        if !label.is_empty() && (prose.tokens()[*at].spaced || !adjacent) {
            label.push(' ');
        }
        label.push_str(prose.text(*at));
        last = Some(*at);
    }
    label
}
