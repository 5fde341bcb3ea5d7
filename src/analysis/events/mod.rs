//! Dated events: what happened at each date that stands on the calendar.
//!
//! The label is taken from the date's own clause: [`tagger`] tells verbs from nouns,
//! [`clause`] finds the words that the date belongs to, [`label`] shortens them, and [`merge`] makes
//! one entry of what is told twice.

mod clause;
mod label;
mod merge;
mod saying;
mod subject;
mod tagger;
mod when;

use super::words::Vocabulary;
use super::{Anchor, Annotation, Annotations, DateKind, DateMention, Event, Prose};
use clause::Place;
use tagger::Tagged;

/// The events of a document, by their first day and then by place in the text.
pub fn annotate(prose: &Prose, above: &Annotations) -> Vec<Annotation> {
    let dates: Vec<&DateMention> = above.dates().collect();
    let runs: Vec<(usize, usize)> = dates
        .iter()
        .map(|d| {
            let start = prose.token_at(d.span.start());
            let end = prose.token_at(d.span.end().saturating_sub(1)) + 1;
            (start, end.max(start))
        })
        .collect();
    let mut vocabulary = Vocabulary::new(prose);
    let mut sentence: Option<(usize, Tagged)> = None;
    let mut events = Vec::new();
    for (index, date) in dates.iter().enumerate() {
        let Some(days) = date.days.filter(|_| is_placed(date)) else {
            continue;
        };
        let (start, end) = runs[index];
        let number = prose.sentence_of(start);
        if sentence.as_ref().is_none_or(|(n, _)| *n != number) {
            let tokens = prose.sentences()[number].tokens.clone();
            let tagged = tagger::tag(prose, &mut vocabulary, tokens.start, tokens.end, |at| {
                is_time(&runs, at)
            });
            sentence = Some((number, tagged));
        }
        let Some((_, tagged)) = &sentence else {
            continue;
        };
        let place = Place { start, end };
        // What a dateline stands before happened on the day that its sentence gives, if it gives one.
        let mut later = (index + 1..dates.len()).take_while(|i| runs[*i].0 < tagged.end());
        if clause::is_in_dateline(prose, tagged, place)
            && later.any(|i| is_placed(dates[i]) && dates[i].days.is_some())
        {
            continue;
        }
        let Some((label, span)) = label::of(prose, tagged, place) else {
            continue;
        };
        events.push(Event {
            label,
            span,
            days,
            when: when::words(date),
            inferred: date.anchor != Some(Anchor::Stated),
            planned: above
                .document_date()
                .is_some_and(|written| days.from > written),
            dates: vec![index],
        });
    }
    let events = merge::ranges(prose, &dates, &runs, events);
    let mut events = merge::repeats(prose, events);
    events.sort_by_key(|e| (e.days.from, e.span.start()));
    events.into_iter().map(Annotation::Event).collect()
}

/// Whether a mention is a point of the calendar and no length.
fn is_placed(date: &DateMention) -> bool {
    matches!(date.kind, DateKind::Date | DateKind::Time)
}

/// Whether a token belongs to a temporal expression.
fn is_time(runs: &[(usize, usize)], at: usize) -> bool {
    let next = runs.partition_point(|(start, _)| *start <= at);
    next.checked_sub(1)
        .and_then(|i| runs.get(i))
        .is_some_and(|(_, end)| at < *end)
}

#[cfg(test)]
mod tests;
