//! Temporal expressions: recognised by families of rules over the shared tokens, resolved against
//! the document's date and the running narrative.
//!
//! The vocabulary is classified once ([`lexicon`]); the scan goes from one trigger word to the next
//! and asks the [`families`] only there, so the time is linear in the text. A family says what an
//! expression means in a small algebra ([`meaning`]), and [`resolve`] alone evaluates that.

mod calendar;
pub mod dct;
mod families;
mod lexicon;
mod line;
mod meaning;
mod mode;
mod resolve;
mod scan;
mod tense;
mod unit;

use super::{Annotation, Annotations, DateMention, Prose};
use line::Line;
use resolve::Story;

/// The temporal expressions of a document, in text order.
pub fn annotate(prose: &Prose, above: &Annotations) -> Vec<Annotation> {
    if !above.language().is_english() {
        return iso_only(prose);
    }
    let classes = prose.classify(lexicon::class);
    let found = scan::scan(prose, &classes);
    if found.is_empty() {
        return Vec::new();
    }
    let signs = prose.classify(tense::sign);
    let narrative = mode::is_narrative(&found, above.document_date());
    let mut story = Story::new(above.document_date(), narrative);
    let mut mentions = Vec::with_capacity(found.len());
    for item in &found {
        let sentence = &prose.sentences()[item.sentence];
        let line = Line::new(prose, &classes, sentence.tokens.start, sentence.tokens.end);
        let tense = tense::about(&line, &signs, item.found.start, item.found.end);
        let resolved = story.resolve(&item.found, tense);
        if let Some(stretch) = resolved.stretch {
            story.tell(stretch);
        }
        mentions.push(Annotation::Date(DateMention {
            span: prose.span(item.found.start..item.found.end),
            kind: resolved.kind,
            value: resolved.value,
            modifier: item.found.modifier.map(|m| m.name()),
            days: resolved.days,
            anchor: resolved.anchor,
        }));
    }
    mentions
}

/// The days in ISO form: all that is claimed outside English.
fn iso_only(prose: &Prose) -> Vec<Annotation> {
    let classes = prose.classify(lexicon::class);
    let story = Story::new(None, false);
    let mut mentions = Vec::new();
    for sentence in prose.sentences() {
        let line = Line::new(prose, &classes, sentence.tokens.start, sentence.tokens.end);
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let found = families::calendar::iso(&line, at).filter(|f| f.end == at + 5);
            let Some(found) = found else {
                at += 1;
                continue;
            };
            let resolved = story.resolve(&found, None);
            mentions.push(Annotation::Date(DateMention {
                span: prose.span(found.start..found.end),
                kind: resolved.kind,
                value: resolved.value,
                modifier: None,
                days: resolved.days,
                anchor: resolved.anchor,
            }));
            at = found.end;
        }
    }
    mentions
}

#[cfg(test)]
pub mod tests;
