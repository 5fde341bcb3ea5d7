//! Dated events: what happened at each date that stands on the calendar.
//!
//! The label is taken from the date's own clause: [`tagger`] tells verbs from nouns,
//! [`clause`] finds the words that the date belongs to, [`label`] shortens them, and [`merge`] makes
//! one entry of what is told twice.

mod beside;
mod clause;
mod label;
mod merge;
mod named;
mod saying;
mod subject;
mod tagger;
mod when;

use super::words::Vocabulary;
use super::{Anchor, Annotation, Annotations, DateKind, DateMention, Event, Prose};
use crate::text::Span;
use clause::Place;
use named::Bracketed;
use tagger::Tagged;

/// The events of a document, by their first day and then by place in the text.
pub fn annotate(prose: &Prose, above: &Annotations) -> Vec<Annotation> {
    let mut reader = Reader::new(prose, above);
    let mut labels: Vec<Option<(String, Span)>> =
        (0..reader.dates.len()).map(|i| reader.label(i)).collect();
    for first in 1..labels.len() {
        reader.share_label(&mut labels, first - 1);
    }
    let written = above.document_date();
    let mut events = Vec::new();
    for (index, label) in labels.into_iter().enumerate() {
        let date = reader.dates[index];
        let (Some((label, span)), Some(days)) = (label, date.days) else {
            continue;
        };
        events.push(Event {
            label,
            span,
            days,
            when: when::words(date),
            inferred: date.anchor != Some(Anchor::Stated),
            planned: written.is_some_and(|written| days.from > written),
            dates: vec![index],
        });
    }
    let events = merge::ranges(events, |first| reader.is_range(first));
    let events = merge::repeats(prose, events);
    let mut events = merge::into_days(events);
    events.sort_by_key(|e| (e.days.from, e.span.start()));
    events.into_iter().map(Annotation::Event).collect()
}

/// Reads the labels of dates, sentence by sentence.
struct Reader<'a> {
    prose: &'a Prose<'a>,
    dates: Vec<&'a DateMention>,
    /// First token and the token after the last of each date.
    runs: Vec<(usize, usize)>,
    vocabulary: Vocabulary,
    /// The sentence that was read last, by its number.
    sentence: Option<(usize, Tagged)>,
}

impl<'a> Reader<'a> {
    fn new(prose: &'a Prose<'a>, above: &'a Annotations) -> Reader<'a> {
        let dates: Vec<&DateMention> = above.dates().collect();
        let run = |d: &&DateMention| {
            let start = prose.token_at(d.span.start());
            let end = prose.token_at(d.span.end().saturating_sub(1)) + 1;
            (start, end.max(start))
        };
        Reader {
            prose,
            runs: dates.iter().map(run).collect(),
            dates,
            vocabulary: Vocabulary::new(prose),
            sentence: None,
        }
    }

    /// What happened at a date, and the words that say so.
    fn label(&mut self, index: usize) -> Option<(String, Span)> {
        if !is_placed(self.dates[index]) {
            return None;
        }
        let (start, end) = self.runs[index];
        let number = self.prose.sentence_of(start);
        if self.sentence.as_ref().is_none_or(|(n, _)| *n != number) {
            let tokens = self.prose.sentences()[number].tokens.clone();
            let is_time = |at| is_time(&self.runs, at);
            let vocabulary = &mut self.vocabulary;
            let tagged = tagger::tag(self.prose, vocabulary, tokens.start, tokens.end, is_time);
            self.sentence = Some((number, tagged));
        }
        let (_, tagged) = self.sentence.as_ref()?;
        let prose = self.prose;
        let place = Place { start, end };
        // What a dateline stands before happened on the day that its sentence gives, if it gives one.
        let mut later =
            (index + 1..self.dates.len()).take_while(|i| self.runs[*i].0 < tagged.end());
        let is_headed =
            clause::is_in_dateline(prose, tagged, place) && later.any(|i| is_placed(self.dates[i]));
        let is_beside = || {
            beside::is_compared(prose, tagged, place)
                || beside::is_of_picture(prose, tagged, place)
                || beside::is_in_path(prose, tagged, place)
        };
        if is_headed || is_beside() {
            return None;
        }
        match named::of(prose, tagged, place, self.lasting(index)) {
            Some(Bracketed::Named(start, end)) => label::name(prose, tagged, start, end),
            Some(Bracketed::Thing) => None,
            None => label::of(prose, tagged, place),
        }
    }

    /// Gives both ends of a range a label where one has none, for they are one event, and the second
    /// of two dates that "and" joins what happened on the first as well.
    fn share_label(&self, labels: &mut [Option<(String, Span)>], first: usize) {
        let ends = (labels.get(first), labels.get(first + 1));
        let shared = match ends {
            (Some(None), Some(Some(label))) | (Some(Some(label)), Some(None)) => label.clone(),
            _ => return,
        };
        if self.is_range(first) {
            labels[first] = Some(shared.clone());
            labels[first + 1] = Some(shared);
        } else if self.is_listed(first) && labels[first + 1].is_none() {
            labels[first + 1] = Some(shared);
        }
    }

    /// Whether a date and the next one, both placed, are parted by "and" only: "on 24 and 25 May".
    fn is_listed(&self, first: usize) -> bool {
        let (Some(a), Some(b)) = (self.runs.get(first), self.runs.get(first + 1)) else {
            return false;
        };
        b.0 == a.1 + 1
            && matches!(self.prose.lower_at(a.1), "and" | "or")
            && is_placed(self.dates[first + 1])
    }

    /// How many years the range lasts that a date is an end of, where it is told by months or days.
    fn lasting(&self, index: usize) -> Option<i16> {
        let before = index.checked_sub(1);
        let first = [Some(index), before]
            .into_iter()
            .flatten()
            .find(|i| self.is_range(*i))?;
        let (from, to) = (self.dates[first], self.dates[first + 1]);
        let is_exact = from.value.len() > 4 && to.value.len() > 4;
        is_exact.then(|| Some(to.days?.to.year() - from.days?.from.year()))?
    }

    /// Whether a date and the next one are the ends of a range.
    fn is_range(&self, first: usize) -> bool {
        let (Some(a), Some(b)) = (self.runs.get(first), self.runs.get(first + 1)) else {
            return false;
        };
        let (Some(from), Some(to)) = (self.dates[first].days, self.dates[first + 1].days) else {
            return false;
        };
        let before = a.0.checked_sub(1).map_or("", |i| self.prose.lower_at(i));
        let between = b.0 == a.1 + 1
            && match self.prose.lower_at(a.1) {
                "-" | "–" | "—" | "to" | "until" | "till" | "through" => true,
                "and" => before == "between",
                _ => false,
            };
        between && from.from < to.from
    }
}

/// Whether a mention is a point of the calendar that has days, and no length.
fn is_placed(date: &DateMention) -> bool {
    matches!(date.kind, DateKind::Date | DateKind::Time) && date.days.is_some()
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
