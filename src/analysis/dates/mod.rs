//! Temporal expressions: recognised by families of rules over the shared tokens, resolved against
//! the document's date and the running narrative.
//!
//! The vocabulary is classified once ([`lexicon`]); the scan goes from one trigger word to the next
//! and asks the [`families`] only there, so the time is linear in the text. A family says what an
//! expression means in a small algebra ([`meaning`]), and [`resolve`] alone evaluates that.

mod calendar;
mod course;
pub mod dct;
mod digits;
mod duration;
mod families;
mod lexicon;
mod line;
mod lonely;
mod meaning;
mod mode;
mod near;
mod order;
mod report;
mod resolve;
mod resolved;
mod scan;
mod tense;
mod unit;

use super::words::Vocabulary;
use super::{Annotation, Annotations, DateMention, Prose};
use lexicon::{Class, Kind};
use line::Line;
use meaning::{Found, Meaning, Part, Year};
use report::Report;
use resolve::Story;
use resolved::Resolved;
use scan::Item;

/// The temporal expressions of a document, in text order.
pub fn annotate(prose: &Prose, above: &Annotations) -> Vec<Annotation> {
    let classes = prose.classify(lexicon::class);
    if !above.language().is_english() {
        return iso_only(prose, &classes);
    }
    let mut found = scan::scan(prose, &classes);
    order::settle(prose, &classes, &mut found);
    lonely::drop_numbers(prose, &classes, above.document_date(), &mut found);
    let narrative = mode::is_narrative(prose, &found, above.document_date());
    if !narrative {
        found.retain(|item| !item.found.meaning.is_told());
    }
    let mut story = Story::new(above.document_date(), narrative);
    if let Some(part) = reported_quarter(&found) {
        story.report = Report::on(part, above.document_date());
    }
    let mut vocabulary = Vocabulary::new(prose);
    let mut mentions = Vec::with_capacity(found.len());
    for (index, item) in found.iter().enumerate() {
        let tokens = prose.sentences()[item.sentence].tokens.clone();
        let line = Line::new(prose, &classes, tokens.start, tokens.end);
        let (start, end) = (item.found.start, item.found.end);
        story.course.sentence = item.sentence;
        let looks_back = line.kind_before(start) == Kind::Since && narrative;
        story.course.looks_back = looks_back;
        story.beside = index
            .checked_sub(1)
            .is_some_and(|before| is_beside(&line, found[before].found.end, start));
        story.paragraph = prose.sentences()[item.sentence].block;
        if narrative {
            story.course.ahead = next_stated(&found, index);
        }
        let by_tense = !narrative || !story.has_told();
        let tense = (item.found.meaning.is_open() && by_tense)
            .then(|| tense::about(prose, &mut vocabulary, &line, start, end))
            .flatten();
        let resolved = story.resolve(&item.found, tense);
        story.report.read(item.found.meaning, item.sentence);
        // "since 513 BC" looks back; the story goes on where it stood.
        if let Some(stretch) = resolved.stretch.filter(|_| !looks_back) {
            let leads = start <= tokens.start + LEAD || tokens.len() <= SHORT;
            story.tell(&item.found, stretch, leads);
        }
        mentions.push(mention(prose, &item.found, resolved));
    }
    mentions
}

/// Whether two expressions of a sentence are parted by nothing but a comma or "and".
fn is_beside(line: &Line, end: usize, start: usize) -> bool {
    end >= line.start()
        && start - end <= 1
        && (end..start).all(|i| matches!(line.kind(i), Kind::Comma | Kind::And))
}

fn mention(prose: &Prose, found: &Found, resolved: Resolved) -> Annotation {
    Annotation::Date(DateMention {
        span: prose.span(found.start..found.end),
        kind: resolved.kind,
        value: resolved.value,
        modifier: found.modifier.map(|m| m.name()),
        days: resolved.days,
        anchor: resolved.anchor,
    })
}

/// How many words before a date leave it at the beginning of its sentence.
const LEAD: usize = 2;

/// How many tokens a heading has at most.
const SHORT: usize = 8;

/// How many expressions on the next date with a year is looked for.
const AHEAD: usize = 6;

/// The month of the next expression that states both year and month.
fn next_stated(found: &[Item], index: usize) -> Option<i32> {
    let rest = found.get(index + 1..)?;
    rest.iter()
        .take(AHEAD)
        .find_map(|item| match item.found.meaning {
            Meaning::Point(Year::Stated(y), part) => {
                near::month_of(part).map(|m| course::month_index(y, m))
            }
            _ => None,
        })
}

/// The first quarter that the text names: the one that a firm's report is about.
fn reported_quarter(found: &[Item]) -> Option<Part> {
    found.iter().find_map(|item| match item.found.meaning {
        Meaning::Point(Year::Open, part @ Part::Quarter(_)) => Some(part),
        _ => None,
    })
}

/// The days in ISO form: all that is claimed outside English.
fn iso_only(prose: &Prose, classes: &[Class]) -> Vec<Annotation> {
    let story = Story::new(None, false);
    let mut mentions = Vec::new();
    for sentence in prose.sentences() {
        let line = Line::new(prose, classes, sentence.tokens.start, sentence.tokens.end);
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let found = families::figures::iso(&line, at).filter(|f| f.end == at + 5);
            let Some(found) = found else {
                at += 1;
                continue;
            };
            mentions.push(mention(prose, &found, story.resolve(&found, None)));
            at = found.end;
        }
    }
    mentions
}

#[cfg(test)]
pub mod tests;
