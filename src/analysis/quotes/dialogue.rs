//! Stories: every run of marked words is speech, and who speaks is told once for several turns.

use std::iter::once;
use std::ops::Range;

use crate::analysis::QuoteKind;
use crate::analysis::prose::TokenKind;

use super::cast::Cast;
use super::found::{Found, Tie};
use super::lexicon::{Class, Words};
use super::marks::Marked;
use super::phrase;
use super::rules::{self, Reporting};

/// Whether a document reads like a story rather than a report: many personal pronouns, few names
/// and numbers outside its quotation marks.
pub fn is_story(words: &Words, marked: &[Marked]) -> bool {
    let mut next = 0;
    let (mut all, mut pronouns, mut names, mut numbers) = (0i64, 0i64, 0i64, 0i64);
    let starts = words.prose.sentences().iter().map(|s| s.tokens.start);
    let mut starts = starts.peekable();
    for at in 0..words.count() {
        while starts.peek().is_some_and(|s| *s < at) {
            starts.next();
        }
        while marked.get(next).is_some_and(|m| m.end <= at) {
            next += 1;
        }
        if marked.get(next).is_some_and(|m| m.open <= at) {
            continue;
        }
        match words.token(at).kind {
            TokenKind::Number | TokenKind::Ordinal => numbers += 1,
            TokenKind::Word => {
                let first = starts.peek() == Some(&at);
                all += 1;
                let person = Class::HE.or(Class::SHE).or(Class::I);
                if words.is(at, person) {
                    pronouns += 1;
                } else if words.is_capital(at) && !first {
                    names += 1;
                }
            }
            _ => {}
        }
    }
    let spoken = marked.iter().filter(|m| !m.secondary).count();
    spoken > 0 && 2 * pronouns - 2 * numbers - names > all * LEAST / 1000
}

/// How far pronouns must outweigh names and numbers, in thousandths of the words, doubled.
const LEAST: i64 = 12;

/// The longest stretch between two halves of one quotation, in tokens.
const BETWEEN: usize = 28;

/// The speeches of a story, in text order.
pub fn find(words: &Words, cast: &Cast, marked: &[Marked]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < marked.len() {
        let mut end = at + 1;
        while end < marked.len() && marked[end].block == marked[at].block {
            end += 1;
        }
        let block: Vec<&Marked> = marked[at..end]
            .iter()
            .filter(|m| is_speech(words, cast, m))
            .collect();
        paragraph(words, cast, &block, &mut found);
        at = end;
    }
    found
}

/// Whether marked words are said by somebody, and no title or word as such.
fn is_speech(words: &Words, cast: &Cast, marked: &Marked) -> bool {
    if marked.dash {
        return true;
    }
    let last = marked.end - 1 - usize::from(marked.closed);
    let first = marked.open + 1;
    let stops = matches!(
        words.lower(last),
        "," | "." | "!" | "?" | "—" | "-" | "–" | "…" | ";" | ":" | "'" | "’"
    );
    let block = words.prose.block_tokens(marked.block);
    let introduced = marked.open > block.start && matches!(words.lower(marked.open - 1), "," | ":");
    let whole = marked.open == block.start;
    if marked.secondary {
        return stops && (whole || introduced) && words.is_capital(first);
    }
    if is_embedded(words, marked) && said_after(words, cast, marked, block.end).is_none() {
        return words.is_capital(first) && !is_titled(words, marked);
    }
    stops
        && (words.is_capital(first)
            || whole
            || marked.end - marked.open > 4
            || after_comma(words, marked))
        || whole
        || introduced && words.is_capital(first)
        || !marked.closed
}

/// Whether marked words follow a word that reports nothing, without as much as a comma: "the sign of
/// the “Golden Lion,” …".
fn is_embedded(words: &Words, marked: &Marked) -> bool {
    let Some(before) = marked.open.checked_sub(1) else {
        return false;
    };
    let block = words.prose.block_tokens(marked.block);
    if marked.open == block.start || !words.is_word(before) {
        return false;
    }
    let names = words.is(before, Class::TITLED) && marked.end - marked.open <= NAMED;
    names || !says(words, before) && words.lower(before) != "that"
}

/// Whether most of the words have capitals, or there are few: a title, a name.
fn is_titled(words: &Words, marked: &Marked) -> bool {
    let inside = || (marked.open..marked.end).filter(|t| words.is_word(*t));
    let capitals = inside().filter(|t| words.is_capital(*t)).count();
    inside().count() <= 3 || capitals * 2 > inside().count()
}

/// So many marked tokens after "called" may be a name.
const NAMED: usize = 8;

/// Whether a small beginning goes on with what was said before.
fn after_comma(words: &Words, marked: &Marked) -> bool {
    marked.open > 0 && matches!(words.lower(marked.open - 1), "," | "." | ";" | "—" | "-")
}

/// The speeches of one paragraph.
fn paragraph(words: &Words, cast: &Cast, marked: &[&Marked], found: &mut Vec<Found>) {
    let Some(first) = marked.first() else { return };
    let block = words.prose.block_tokens(first.block);
    let from = found.len();
    let mut floor = block.start;
    for (index, one) in marked.iter().enumerate() {
        let next = marked.get(index + 1).map_or(block.end, |m| m.open);
        if one.continues
            && let Some(last) = found.last_mut()
        {
            last.spans.push(one.open..one.end);
            floor = one.end;
            continue;
        }
        let joined = found.len() > from
            && found
                .last_mut()
                .is_some_and(|last| join(words, last, one, floor));
        if joined {
            floor = one.end;
            continue;
        }
        let said = reporting(words, cast, one, floor, next);
        found.push(speech(one, said));
        floor = one.end;
    }
    share(found, from);
}

fn speech(one: &Marked, said: Option<(Reporting, f32)>) -> Found {
    let (mention, cue, confidence) = match said {
        Some((said, confidence)) => (Some(said.source), Some(said.cue), confidence),
        None => (None, None, 0.5),
    };
    Found {
        spans: once(one.open..one.end).collect(),
        kind: QuoteKind::Direct,
        mention,
        cue: cue.filter(|c| !c.is_empty()),
        confidence,
        tie: Tie::Own,
    }
}

/// Joins marked words to the quotation before them, if the words between only report it.
fn join(words: &Words, last: &mut Found, one: &Marked, floor: usize) -> bool {
    let between = floor..one.open;
    let Some(before) = last.spans.last().cloned() else {
        return false;
    };
    let stop = words.lower(before.end.saturating_sub(2));
    let is_open = !matches!(stop, "." | "”" | "\"");
    let reports = last
        .cue
        .as_ref()
        .is_some_and(|c| between.contains(&c.start))
        || between.len() <= 6 && last.mention.is_none();
    if between.len() > BETWEEN || !is_open || !reports {
        return false;
    }
    // A sentence of its own between the two is more than a report.
    let sentence = |at: usize| words.prose.sentence_of(at);
    if sentence(one.open - 1) > sentence(between.start) {
        return false;
    }
    last.spans.push(one.open..one.end);
    true
}

/// What says who speaks, and how sure that is: a verb of saying beside the marks, or somebody's
/// action in the same paragraph.
fn reporting(
    words: &Words,
    cast: &Cast,
    one: &Marked,
    floor: usize,
    next: usize,
) -> Option<(Reporting, f32)> {
    let sure = |said: Reporting, how: f32| Some((said, how));
    let block = words.prose.block_tokens(one.block).start;
    let lead = words.lower(one.open.wrapping_sub(1));
    // "She said, “…” He said nothing": what leads right into the speech reports it.
    let led = one.open > floor + 1 && lead == "," && says(words, one.open - 2);
    if !led && let Some(said) = said_after(words, cast, one, next) {
        return sure(said, 0.95);
    }
    let leads = matches!(lead, "," | ":" | "-" | "—" | "--");
    if one.open > floor && leads {
        let from = sentence_start(words, one.open).max(floor).min(one.open);
        if let Some(said) = said_before(words, cast, one.open, from) {
            return sure(said, 0.9);
        }
        if let Some(source) = actor(words, cast, from, one.open) {
            return sure(acting(source), 0.7);
        }
    }
    // "He turned to the window and said:", a paragraph's end before.
    if one.open == block && rules::leads_in(words, one.open) {
        let from = sentence_start(words, one.open - 1);
        if let Some(said) = said_before(words, cast, one.open, from) {
            return sure(said, 0.9);
        }
        if let Some(source) = actor(words, cast, from, one.open) {
            return sure(acting(source), 0.7);
        }
    }
    // "He turned. “…”": who acts in the sentence before speaks.
    if one.open > floor {
        let before = sentence_start(words, one.open - 1).max(floor);
        if let Some(source) = actor(words, cast, before, one.open) {
            return sure(acting(source), 0.6);
        }
    }
    // "“…” He turned."
    if one.end < next {
        let stop = words.prose.sentences()[words.prose.sentence_of(one.end)]
            .tokens
            .end
            .min(next);
        if let Some(source) = actor(words, cast, one.end, stop) {
            return sure(acting(source), 0.6);
        }
    }
    None
}

/// Somebody who acts beside a speech: there is no verb of saying.
fn acting(source: Range<usize>) -> Reporting {
    Reporting {
        cue: source.end..source.end,
        source,
    }
}

fn sentence_start(words: &Words, at: usize) -> usize {
    let sentences = words.prose.sentences();
    sentences[words.prose.sentence_of(at)].tokens.start
}

/// "Ada turned to him and said, “…": the last verb of saying before `at`, and its subject.
fn said_before(words: &Words, cast: &Cast, at: usize, from: usize) -> Option<Reporting> {
    let from = from.max(at.saturating_sub(FAR));
    let verb = (from..at).rev().find(|t| says(words, *t))?;
    let participle = words.lower(verb).ends_with("ing");
    let source = rules::subject_before(words, verb, from)
        .filter(|s| !participle && is_somebody(words, cast, s))
        .or_else(|| actor(words, cast, from, verb))?;
    Some(Reporting {
        cue: verb..verb + 1,
        source,
    })
}

/// How far before a speech its verb is looked for, in tokens.
const FAR: usize = 40;

/// Whether a verb of saying stands at `at`: "said", "went on", "broke in".
fn says(words: &Words, at: usize) -> bool {
    let phrasal = || {
        matches!(
            words.lower(at),
            "went" | "broke" | "burst" | "put" | "struck" | "cut" | "ran" | "going"
        ) && matches!(words.lower(at + 1), "on" | "in" | "out" | "forth")
    };
    !words.is_capital(at) && (words.is(at, Class::SAYS) || phrasal())
}

/// Whether words name or describe a person.
fn is_somebody(words: &Words, cast: &Cast, source: &Range<usize>) -> bool {
    let last = source.end - 1;
    let subject = matches!(words.lower(last), "he" | "she" | "i" | "they" | "we");
    subject
        || words.is(last, Class::ROLES.or(Class::PEOPLE))
        || matches!(
            words.lower(last),
            "voice" | "other" | "latter" | "former" | "one" | "who"
        )
        || cast
            .names_in(source.clone())
            .any(|(_, n)| n.tokens.end == source.end)
}

/// "…,” said she." and the like.
fn said_after(words: &Words, cast: &Cast, one: &Marked, next: usize) -> Option<Reporting> {
    let mut at = one.end;
    while at < next && matches!(words.lower(at), "-" | "—" | "–" | "," | "and" | ";") {
        at += 1;
    }
    if at >= next
        || words.is_capital(at)
            && !words.is(at, Class::PRONOUN)
            && !is_name(cast, at)
            && !words.is(at, Class::DETERMINER.or(Class::TITLES))
    {
        return None;
    }
    let verb_first = !words.is_capital(at) && (says(words, at) || is_past(words, at));
    if verb_first {
        let from = skip(words, at + 1, next);
        let source = described(words, from, next)?;
        let known = says(words, at)
            || words.is(source.start, Class::PRONOUN)
            || is_name(cast, source.start);
        return known.then_some(Reporting {
            cue: at..at + 1,
            source,
        });
    }
    let source = described(words, at, next)?;
    let mut verb = source.end;
    if words.lower(verb) == "," {
        // An apposition or a participle between subject and verb.
        let close = (verb + 1..next.min(verb + 14)).find(|t| words.lower(*t) == ",")?;
        verb = close + 1;
    }
    verb = skip(words, verb, next);
    let known = verb < next && says(words, verb);
    let stop = words.lower(one.end.saturating_sub(2));
    let manner = verb < next && stop == "," && is_past(words, verb);
    (known || manner).then_some(Reporting {
        cue: verb..verb + 1,
        source,
    })
}

/// The noun phrase that begins at `at`, over a comma between its adjectives: "a thin, elderly
/// gentleman".
fn described(words: &Words, at: usize, limit: usize) -> Option<Range<usize>> {
    let phrase = phrase::starting_at(words, at, limit)?;
    let is_open = words.lower(phrase.end) == ","
        && words.is(phrase.start, Class::DETERMINER)
        && !phrase
            .clone()
            .any(|t| phrase::is_noun(words, t) || words.is_capital(t));
    if is_open
        && let Some(rest) = phrase::starting_at(words, phrase.end + 1, limit)
        && rest.len() <= 3
        && words.is(rest.end - 1, Class::ROLES)
    {
        return Some(phrase.start..rest.end);
    }
    Some(phrase)
}

fn skip(words: &Words, mut at: usize, limit: usize) -> usize {
    while at < limit
        && (phrase::is_adverb(words, at)
            || matches!(
                words.lower(at),
                "in" | "on"
                    | "forth"
                    | "had"
                    | "has"
                    | "did"
                    | "could"
                    | "would"
                    | "only"
                    | "merely"
                    | "at"
                    | "last"
                    | "and"
            ))
        && !words.is(at, Class::SAYS)
    {
        at += 1;
    }
    at
}

fn is_past(words: &Words, at: usize) -> bool {
    let word = words.lower(at);
    word.len() > 4 && word.ends_with("ed") && !words.is_capital(at)
}

fn is_name(cast: &Cast, at: usize) -> bool {
    cast.names_in(at..at + 1).next().is_some()
        || cast
            .names_in(at.saturating_sub(4)..at + 1)
            .any(|(_, n)| n.tokens.contains(&at))
}

/// Who acts in a sentence: its subject, when that is a person's name or a pronoun near its start.
fn actor(words: &Words, cast: &Cast, from: usize, to: usize) -> Option<Range<usize>> {
    let mut at = from;
    while at < to.min(from + 12) {
        let pronoun = Class::HE.or(Class::SHE).or(Class::I);
        if words.is(at, pronoun) && matches!(words.lower(at), "he" | "she" | "i") {
            return Some(at..at + 1);
        }
        let name = cast
            .names_in(at..at + 1)
            .next()
            .map(|(_, n)| n.tokens.clone());
        if let Some(name) = name {
            if words.is_possessive(name.end) || name.end > to {
                return None;
            }
            return Some(name);
        }
        if matches!(words.lower(at), "the" | "a" | "an") && words.is_capital(at) {
            let phrase = phrase::starting_at(words, at, to)?;
            return (phrase.clone())
                .any(|t| words.is(t, Class::ROLES))
                .then_some(phrase);
        }
        at += 1;
    }
    None
}

/// In one paragraph one speaks: what one speech tells of its speaker holds for the others.
fn share(found: &mut [Found], from: usize) {
    let sure = found[from..]
        .iter()
        .filter(|f| f.mention.is_some())
        .max_by(|a, b| {
            a.confidence
                .total_cmp(&b.confidence)
                .then(std::cmp::Ordering::Greater)
        })
        .map(|f| (f.mention.clone(), f.cue.clone(), f.confidence));
    let Some((mention, cue, confidence)) = sure else {
        return;
    };
    for speech in &mut found[from..] {
        if speech.mention.is_none() || speech.confidence < 0.7 && confidence > 0.8 {
            speech.mention = mention.clone();
            speech.cue = cue.clone();
            speech.confidence = (confidence - 0.1).max(0.5);
            speech.tie = Tie::Own;
        }
    }
}
