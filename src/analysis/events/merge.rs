//! One entry for what is one event: intervals, and events that are told twice.

use rustc_hash::FxHashMap;

use super::when;
use crate::analysis::{Days, Event, Prose};

/// Makes one event of the two ends of a range; `is_range` says of a date whether it and the next one
/// are that.
pub fn ranges(events: Vec<Event>, is_range: impl Fn(usize) -> bool) -> Vec<Event> {
    let mut merged: Vec<Event> = Vec::with_capacity(events.len());
    for event in events {
        let joint = merged.last().and_then(|last| {
            let (first, second) = (*last.dates.last()?, *event.dates.first()?);
            (second == first + 1 && is_range(first)).then_some(())
        });
        match (joint, merged.last_mut()) {
            (Some(()), Some(last)) if last.days.from <= event.days.from => {
                last.when = when::range(&last.when, &event.when);
                last.days = Days {
                    from: last.days.from,
                    to: event.days.to.max(last.days.to),
                };
                last.label = event.label;
                last.span = event.span;
                last.inferred |= event.inferred;
                last.dates.extend(event.dates);
            }
            _ => merged.push(event),
        }
    }
    merged
}

/// Joins what is told of a month to the day of that month on which the same happened: "a nuclear test
/// in January", "its fourth nuclear test on January 6".
pub fn into_days(events: Vec<Event>) -> Vec<Event> {
    let mut days: FxHashMap<(i16, i8), Vec<usize>> = FxHashMap::default();
    for (index, event) in events.iter().enumerate() {
        if event.days.from == event.days.to {
            let month = days.entry(month(event)).or_default();
            if month.len() < NEAREST {
                month.push(index);
            }
        }
    }
    let same = |event: &Event| -> Option<usize> {
        if !is_month(event) {
            return None;
        }
        let words = content(&event.label);
        let is_same = |at: &&usize| {
            let other = content(&events[**at].label);
            shares(&words, &other) && words.iter().filter(|w| other.contains(w)).count() >= 2
        };
        days.get(&month(event))?.iter().find(is_same).copied()
    };
    let into: Vec<Option<usize>> = events.iter().map(same).collect();
    join(events, |here| into[here])
}

/// How many events of the days of a month are compared with one of the month.
const NEAREST: usize = 8;

fn month(event: &Event) -> (i16, i8) {
    (event.days.from.year(), event.days.from.month())
}

/// Whether an event is dated by a month.
fn is_month(event: &Event) -> bool {
    event.days.from.first_of_month() == event.days.from
        && event.days.from.last_of_month() == event.days.to
}

/// Makes one event of two on the same days whose labels share their words; a label of one word only
/// ("deal") is the event whose sentence has that word.
pub fn repeats(prose: &Prose, events: Vec<Event>) -> Vec<Event> {
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by_key(|i| (events[*i].days, *i));
    let mut stems: Vec<Vec<String>> = vec![Vec::new(); events.len()];
    let mut into: Vec<usize> = (0..events.len()).collect();
    let mut group = 0;
    for at in 1..order.len() {
        let here = order[at];
        if events[order[group]].days != events[here].days {
            group = at;
            continue;
        }
        for index in [order[group], here] {
            if stems[index].is_empty() {
                stems[index] = content(&events[index].label);
            }
        }
        // The nearest few of the same days are enough, and keep a page of one date linear.
        let low = group.max(at.saturating_sub(8));
        let same = order[low..at].iter().find(|other| {
            let other = **other;
            into[other] == other
                && (shares(&stems[other], &stems[here])
                    || tells(prose, &events[other], &stems[here]))
        });
        if let Some(other) = same {
            into[here] = *other;
        }
    }
    join(events, |here| (into[here] != here).then_some(into[here]))
}

/// Adds the dates of some events to others; `into` says of an event which one takes it up.
fn join(events: Vec<Event>, into: impl Fn(usize) -> Option<usize>) -> Vec<Event> {
    let mut merged: Vec<Option<Event>> = events.into_iter().map(Some).collect();
    for here in 0..merged.len() {
        let Some(other) = into(here) else {
            continue;
        };
        let Some(event) = merged[here].take() else {
            continue;
        };
        if let Some(Some(first)) = merged.get_mut(other) {
            first.inferred &= event.inferred;
            first.dates.extend(event.dates);
            first.dates.sort_unstable();
        }
    }
    merged.into_iter().flatten().collect()
}

/// Whether the sentence of an event has the one word that another's label is made of.
fn tells(prose: &Prose, event: &Event, label: &[String]) -> bool {
    let [word] = label else {
        return false;
    };
    let sentence = prose.sentence_of(prose.token_at(event.span.start()));
    let tokens = prose.sentences().get(sentence).map(|s| s.tokens.clone());
    tokens.is_some_and(|t| t.len() <= LONG && content(prose.slice(t)).contains(word))
}

/// The most tokens of a sentence that is searched for a word.
const LONG: usize = 100;

/// The words of a label that carry it, by their beginnings.
fn content(label: &str) -> Vec<String> {
    label
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() > 3)
        .map(|w| w.chars().take(6).collect::<String>().to_lowercase())
        .collect()
}

/// Whether most words of the shorter label stand in the other.
fn shares(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let common = short.iter().filter(|w| long.contains(w)).count();
    !short.is_empty() && common * 3 >= short.len() * 2
}
