//! The learned model at work: words that report something, and what they report of whom.

use std::ops::Range;

use crate::analysis::QuoteKind;

use super::found::{Found, Tie};
use super::lens::{Lens, Tag};
use super::model::{self, Label, Labeller, Model};

use super::window::Window;

/// The score from which a word is taken for one that reports.
const THRESHOLD: i32 = 0;

/// Whether the token at `at` is asked whether it reports something.
pub fn is_candidate(lens: &Lens, at: usize) -> bool {
    lens.cue_strength(at) > 0
}

/// Everything that a learned cue reports, in order of the cues.
pub fn find(lens: &Lens, weights: &Model) -> Vec<Found> {
    let mut window = Window::default();
    let mut labeller = Labeller::default();
    let mut found = Vec::new();
    for at in 0..lens.count() {
        if !is_candidate(lens, at) {
            continue;
        }
        let score = model::cue_score(weights, lens, at);
        if score <= THRESHOLD {
            continue;
        }
        window.move_to(lens, at);
        labeller.run(weights, lens, &window);
        found.extend(report(lens, &window, &labeller.labels, at, score));
    }
    found
}

/// The quotation that the labels of a window draw.
fn report(lens: &Lens, window: &Window, labels: &[Label], cue: usize, score: i32) -> Option<Found> {
    let mut spans = runs(window, labels, Label::Content);
    for span in &mut spans {
        tidy(lens, span);
    }
    spans.retain(|s| !s.is_empty());
    if spans.is_empty() {
        return None;
    }
    let mention = runs(window, labels, Label::Source)
        .into_iter()
        .min_by_key(|s| {
            if s.start > cue {
                s.start - cue
            } else {
                cue + 1 - s.end
            }
        });
    let kind = kind_of(lens, &spans);
    Some(Found {
        spans,
        kind,
        mention,
        cue: Some(cue..cue + 1),
        confidence: 1.0 / (1.0 + (-score as f32 / 60.0).exp()),
        tie: Tie::Own,
    })
}

fn runs(window: &Window, labels: &[Label], label: Label) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut before = None;
    for (i, unit) in window.units.iter().enumerate() {
        if labels[i] != label {
            continue;
        }
        let (start, end) = (unit.start as usize, unit.end as usize);
        match runs.last_mut() {
            Some(run) if before == i.checked_sub(1) && before.is_some() => run.end = end,
            _ => runs.push(start..end),
        }
        before = Some(i);
    }
    runs
}

/// Cuts stops and commas off the ends of words without marks.
fn tidy(lens: &Lens, span: &mut Range<usize>) {
    while span.end > span.start && matches!(lens.tag(span.end - 1), Tag::Comma | Tag::Stop) {
        span.end -= 1;
    }
    while span.start < span.end && matches!(lens.tag(span.start), Tag::Comma | Tag::Stop) {
        span.start += 1;
    }
}

/// Direct where everything stands between marks, mixed where something does.
pub fn kind_of(lens: &Lens, spans: &[Range<usize>]) -> QuoteKind {
    let is_whole = |s: &Range<usize>| {
        lens.tag(s.start) == Tag::Mark
            && lens
                .mark_of(s.start)
                .is_some_and(|m| lens.marked[m].end >= s.end)
    };
    if spans.iter().all(is_whole) {
        QuoteKind::Direct
    } else if spans.iter().any(|s| {
        s.clone()
            .any(|t| lens.tag(t) == Tag::Mark && lens.mark_of(t).is_some())
    }) {
        QuoteKind::Mixed
    } else {
        QuoteKind::Indirect
    }
}
