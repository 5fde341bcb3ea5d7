//! Words reported without marks, in forms that leave no doubt whatever the learned model prefers.

use std::ops::Range;

use crate::analysis::QuoteKind;
use crate::text::BlockKind;

use super::cast::Cast;
use super::found::Found;
use super::lens::{Lens, Tag};
use super::lexicon::Class;
use super::names::Bearer;
use super::phrase;
use super::reference::{self, Reference};
use super::rules::{self, Reporting};

/// How sure they are.
const SURE: f32 = 0.85;

/// How sure it is that a paragraph without marks is what the one before announces.
const LED_IN: f32 = 0.7;

/// The fewest tokens that are a clause.
const LEAST_CLAUSE: usize = 4;

/// Adds what the grammar certainly reports, and makes sure what the cue there reports already: "According to Ada Moss, …";
/// "…, according to Ada Moss."; "Ada Moss said that …"; "…, Ada Moss said." What was found of the
/// same source by other words, or takes the source for a part of what is said, gives way. `found`
/// is in text order.
pub fn find(lens: &Lens, cast: &Cast, found: &mut Vec<Found>) {
    let mut sure = Vec::new();
    let mut gives_way = vec![false; found.len()];
    for sentence in lens.words.prose.sentences() {
        let tokens = sentence.tokens.clone();
        if tokens.len() > LONGEST || tokens.clone().any(|t| lens.mark_of(t).is_some()) {
            continue;
        }
        let Some((content, said)) = reported(lens, cast, tokens.clone()) else {
            continue;
        };
        let from = found.partition_point(|f| f.start() < tokens.start);
        let to = found.partition_point(|f| f.start() < tokens.end);
        let by_cue = |f: &Found| f.cue.as_ref().is_some_and(|c| meets(c, &said.cue));
        let here = found.get_mut(from..to).unwrap_or_default();
        if let Some(known) = here.iter_mut().find(|f| by_cue(f)) {
            known.mention = Some(said.source);
            known.confidence = known.confidence.max(SURE);
            continue;
        }
        for (at, other) in (from..).zip(here.iter()) {
            let of_source = other
                .mention
                .as_ref()
                .is_none_or(|m| meets(m, &said.source));
            let holds = |s: &Range<usize>| meets(s, &said.source) || meets(s, &said.cue);
            gives_way[at] |= of_source || other.spans.iter().any(holds);
        }
        sure.push(Found::reported(content, said, QuoteKind::Indirect, SURE));
    }
    let mut gives_way = gives_way.into_iter();
    found.retain(|_| !gives_way.next().unwrap_or(false));
    found.extend(sure);
}

fn meets(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The longest sentence that is asked, in tokens.
const LONGEST: usize = 120;

/// What a sentence certainly reports, and by which words.
fn reported(lens: &Lens, cast: &Cast, sentence: Range<usize>) -> Option<(Range<usize>, Reporting)> {
    let words = lens.words;
    let start = sentence.start;
    let mut end = sentence.end;
    while end > start && matches!(lens.tag(end - 1), Tag::Stop) {
        end -= 1;
    }
    let according = |at: usize| words.lower(at) == "according" && words.lower(at + 1) == "to";
    let comma = |at: usize| words.lower(at) == ",";
    let found = if according(start) {
        let source = source_at(lens, cast, start + 2, end)?;
        let content = source.end + 1..end;
        comma(source.end).then_some((content, start..start + 2, source))
    } else if let Some(at) = (start + 1..end).rev().find(|t| according(*t)) {
        let source = source_at(lens, cast, at + 2, end)?;
        (comma(at - 1) && source.end == end).then(|| (start..at - 1, at..at + 2, source))
    } else if let Some(said) = says_that(lens, cast, start, end) {
        Some((said.cue.end..end, said.cue, said.source))
    } else {
        let said = ends_saying(lens, cast, start, end)?;
        let first = said.cue.start.min(said.source.start);
        Some((start..first - 1, said.cue, said.source))
    };
    let (content, cue, source) = found?;
    let is_clause = content.len() >= LEAST_CLAUSE && content.clone().any(|t| is_verb(lens, t));
    is_clause.then_some((content, Reporting { cue, source }))
}

/// Whether a token looks like a clause's verb.
fn is_verb(lens: &Lens, at: usize) -> bool {
    matches!(
        lens.tag(at),
        Tag::Auxiliary | Tag::Past | Tag::Says | Tag::Negation | Tag::Plural
    )
}

/// A phrase from `at` on that names somebody who can be a source.
fn source_at(lens: &Lens, cast: &Cast, at: usize, end: usize) -> Option<Range<usize>> {
    let source = phrase::starting_at(lens.words, at, end)?;
    is_source(lens, cast, &source).then_some(source)
}

/// Whether a phrase names a person or a body, or a role with its article.
fn is_source(lens: &Lens, cast: &Cast, source: &Range<usize>) -> bool {
    let words = lens.words;
    match reference::read(words, cast, source.clone()) {
        Reference::Name { name, .. } => {
            matches!(cast.member(name).bearer, Bearer::Person | Bearer::Body)
        }
        Reference::Description(d) => {
            let people = Class::ROLES.or(Class::PEOPLE);
            let led = words.is(source.start, Class::DETERMINER);
            led && words.is(d.head, people) && !words.is(d.head, Class::ANYONE)
        }
        _ => false,
    }
}

/// "Ada Moss said that …" at the start of a sentence; the cue holds no "that".
fn says_that(lens: &Lens, cast: &Cast, start: usize, end: usize) -> Option<Reporting> {
    let words = lens.words;
    let source = source_at(lens, cast, start, end)?;
    let mut verb = source.end;
    while verb < end && (phrase::is_adverb(words, verb) || words.lower(verb) == "has") {
        verb += 1;
    }
    let says = matches!(words.lower(verb), "said" | "says");
    (says && words.lower(verb + 1) == "that").then(|| Reporting {
        cue: verb..verb + 1,
        source,
    })
}

/// "…, Ada Moss said" or "…, said Ada Moss" at the end of a sentence.
fn ends_saying(lens: &Lens, cast: &Cast, start: usize, end: usize) -> Option<Reporting> {
    let words = lens.words;
    let comma = (start..end).rev().find(|t| words.lower(*t) == ",")?;
    let said = rules::after(words, comma + 1, end)?;
    let from = said.cue.start.min(said.source.start);
    let to = said.cue.end.max(said.source.end);
    let plain = matches!(words.lower(said.cue.start), "said" | "says");
    // "…, Ada Moss said on Monday", "… said in a statement"
    let when =
        matches!(words.lower(to), "on" | "in" | "at" | "during") || words.is(to, Class::TIME);
    let aside =
        to == end || when && end - to <= LONGEST_ASIDE && (to..end).all(|t| !is_verb(lens, t));
    let whole = from == comma + 1 && aside;
    (plain && whole && is_source(lens, cast, &said.source)).then_some(said)
}

/// The longest time or place after a verb of saying, in tokens.
const LONGEST_ASIDE: usize = 5;

/// Adds each paragraph without marks that the paragraph before announces with a subject, a verb of
/// saying and a colon; to where the writer goes on to report. `found` is in text order.
pub fn led_in(lens: &Lens, cast: &Cast, found: &mut Vec<Found>) {
    let words = lens.words;
    let mut led = Vec::new();
    let mut within = vec![false; found.len()];
    for (index, pair) in words.prose.doc().blocks().windows(2).enumerate() {
        let plain = pair[0].kind == BlockKind::Paragraph
            && matches!(pair[1].kind, BlockKind::Paragraph | BlockKind::Quote(_));
        let before = words.prose.block_tokens(index);
        let tokens = words.prose.block_tokens(index + 1);
        let in_marks = tokens.clone().filter(|t| lens.mark_of(*t).is_some());
        let marked = in_marks.count() * 4 > tokens.len();
        if !plain || marked || before.is_empty() || words.lower(before.end - 1) != ":" {
            continue;
        }
        let Some(said) = announces(lens, cast, before.end - 1) else {
            continue;
        };
        let from = found.partition_point(|f| f.start() < tokens.start);
        let to = found.partition_point(|f| f.start() < tokens.end);
        let told = found[from..to].iter().filter(|f| is_told(lens, f));
        let first = told.map(Found::start).min();
        let end = first.map_or(tokens.end, |t| {
            let sentence = words.prose.sentence_of(t);
            words.prose.sentences()[sentence].tokens.start
        });
        let content = tokens.start..end;
        if content.len() > LEAST_CLAUSE {
            for at in from..to {
                within[at] |= found[at].end() <= end;
            }
            led.push(Found::reported(content, said, QuoteKind::Direct, LED_IN));
        }
    }
    let mut within = within.into_iter();
    found.retain(|_| !within.next().unwrap_or(false));
    found.extend(led);
}

/// Whether the writer reports something of others: not "I said that …".
fn is_told(lens: &Lens, found: &Found) -> bool {
    let own = Class::I.or(Class::WE).or(Class::YOU);
    found
        .mention
        .as_ref()
        .is_some_and(|m| !lens.words.is(m.start, own))
}

/// The subject and the verb of saying of a sentence whose object the colon announces: "denied
/// these allegations:".
fn announces(lens: &Lens, cast: &Cast, colon: usize) -> Option<Reporting> {
    let words = lens.words;
    let from = words.prose.sentences()[words.prose.sentence_of(colon)]
        .tokens
        .start;
    let said = rules::before(words, colon, from)?;
    let object = said.cue.end..colon;
    let short =
        object.len() <= LONGEST_OBJECT && !object.clone().any(|t| lens.mark_of(t).is_some());
    let named = match reference::read(words, cast, said.source.clone()) {
        Reference::Name { name, .. } => cast.member(name).bearer != Bearer::Place,
        Reference::Pronoun(class) => class.any(Class::HE.or(Class::SHE)),
        Reference::Description(d) => words.is(d.head, Class::ROLES.or(Class::BODY)),
        Reference::Nothing => false,
    };
    (short && named && said.source.end <= said.cue.start).then_some(said)
}

/// The longest object of a verb that announces, in tokens.
const LONGEST_OBJECT: usize = 6;

#[cfg(test)]
mod tests {
    use super::super::tests::document;
    use super::super::{Words, marks, names};
    use super::*;
    use crate::analysis::Prose;

    /// What the forms alone report, without any model: source and content.
    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let doc = document(text);
        let prose = Prose::new(&doc);
        let words = Words::new(&prose);
        let marked = marks::find(&words);
        let lens = Lens::new(&words, &marked);
        let cast = Cast::new(&words, names::find(&words));
        let mut found = Vec::new();
        find(&lens, &cast, &mut found);
        led_in(&lens, &cast, &mut found);
        let told: Vec<(&str, &str)> = found
            .iter()
            .map(|f| {
                let source = f.mention.clone().map_or("", |m| prose.slice(m));
                (source, prose.slice(f.start()..f.end()))
            })
            .collect();
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn plain_forms_are_certain_whoever_is_named() {
        let content = "the mill will be closed in May";
        for who in [
            "Zorba Kvint",
            "Mayor Ada Moss",
            "the minister",
            "the Larch Council",
        ] {
            check(
                &format!("According to {who}, {content}."),
                &[(who, content)],
            );
            check(
                &format!("So {content}, according to {who}."),
                &[(who, &format!("So {content}"))],
            );
            check(
                &format!("So {content}, {who} said."),
                &[(who, &format!("So {content}"))],
            );
            check(
                &format!("So {content}, said {who}."),
                &[(who, &format!("So {content}"))],
            );
        }
        check(
            "So the mill will be closed in May, Zorba Kvint said in a statement on Monday.",
            &[("Zorba Kvint", "So the mill will be closed in May")],
        );
        check(
            "Zorba Kvint later said that the mill will be closed in May.",
            &[("Zorba Kvint", "that the mill will be closed in May")],
        );
    }

    #[test]
    fn other_forms_are_left_to_the_model() {
        for text in [
            "According to the plan, the mill will be closed in May.",
            "According to Ada Moss.",
            "The mill was closed, and Ada Moss said nothing.",
            "Ada Moss said that.",
            "“The mill is closed,” according to Ada Moss.",
            "The mill was closed, Ada Moss said in May and wept.",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn a_colon_leads_in_a_paragraph_without_marks() {
        check(
            "In a letter, Ada Moss denied these claims:\n\nNobody was forced to work there. \
             They came and went.",
            &[(
                "Ada Moss",
                "Nobody was forced to work there. They came and went.",
            )],
        );
        check(
            "The mill has three wheels:\n\nThe first was built by Ada Moss.",
            &[],
        );
    }
}
