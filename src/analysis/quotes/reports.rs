//! The learned model at work: words that report something, and what they report of whom.

use std::ops::Range;

use crate::analysis::QuoteKind;

use super::certain;
use super::features::Claim;
use super::found::{Found, Tie};
use super::lens::{Lens, Tag};
use super::lexicon::Class;
use super::model::{self, Label, Labeller, Weights};
use super::rules::Reporting;
use super::window::Window;

/// The score from which a word is looked at as one that may report.
const LOWEST: i32 = -60;

/// So many likely cues are looked at in one sentence: a longer list is no prose.
const MOST_CUES: usize = 24;

/// The score from which a claim is taken for a report.
const THRESHOLD: i32 = -40;

/// Whether the token at `at` is asked whether it reports something.
pub fn is_candidate(lens: &Lens, at: usize) -> bool {
    // "The Agreed Framework": a word within a name reports nothing.
    let named = lens.words.is_capital(at) && !lens.starts(at) && lens.words.is_capital(at + 1);
    lens.cue_strength(at) > 0 && !named
}

/// Everything that a learned cue reports.
pub fn find(lens: &Lens, weights: &impl Weights) -> Vec<Found> {
    let mut claims = Vec::new();
    propose(lens, weights, |claim, mut quote| {
        let score = model::report_score(weights, lens, claim);
        let names = quote
            .cue
            .clone()
            .is_some_and(|c| lens.words.is(c.start, Class::TITLED));
        if score > THRESHOLD && !names && keep_own(lens, &mut quote) && !is_only_title(lens, &quote)
        {
            quote.confidence = sureness(score);
            claims.push((score, quote));
        }
    });
    settle(lens, claims)
}

/// Whether nothing but the title of a programme or a book is quoted.
fn is_only_title(lens: &Lens, quote: &Found) -> bool {
    let [span] = quote.spans.as_slice() else {
        return false;
    };
    let mark = lens.mark_of(span.start);
    mark.is_some_and(|m| {
        let one = &lens.marked[m];
        *span == (one.open..one.end) && is_title(lens, m)
    })
}

/// Lets each run of marked words belong to one report, the likeliest; what else a claim holds
/// stays with it. Of two claims on nearly the same words the likelier stays.
fn settle(lens: &Lens, mut claims: Vec<(i32, Found)>) -> Vec<Found> {
    claims.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.start().cmp(&b.1.start())));
    let sure: Vec<Option<Reporting>> = (0..lens.marked.len())
        .map(|m| certain::reporting(lens, m))
        .collect();
    let mut taken = vec![false; lens.marked.len()];
    let mut owner: Vec<u32> = vec![0; lens.count()];
    let mut settled: Vec<Found> = Vec::new();
    for (_, mut claim) in claims {
        let mut lost = false;
        let cue = claim.cue.clone();
        claim.spans.retain(|span| {
            let inside = lens
                .mark_of(span.start)
                .is_some_and(|m| lens.marked[m].open < span.start);
            let marks = marks_in(lens, span);
            let others =
                |m: usize| taken[m] || sure[m].as_ref().is_some_and(|s| !is_by(lens, &cue, s));
            let free = inside || !marks.clone().any(others);
            lost |= !free;
            free
        });
        if claim.spans.is_empty() || is_repeated(&claim, &owner, &settled) {
            continue;
        }
        for span in &claim.spans {
            let inside = lens
                .mark_of(span.start)
                .is_some_and(|m| lens.marked[m].open < span.start);
            if !inside {
                marks_in(lens, span).for_each(|m| taken[m] = true);
            }
            owner[span.clone()].fill(settled.len() as u32 + 1);
        }
        if lost {
            claim.kind = kind_of(lens, &claim.spans);
        }
        settled.push(claim);
    }
    settled
}

/// Whether a claim's cue stands in the sentence of the words that certainly report a run of marked
/// words.
fn is_by(lens: &Lens, cue: &Option<Range<usize>>, sure: &Reporting) -> bool {
    let sentence = |at: usize| lens.words.prose.sentence_of(at);
    cue.as_ref()
        .is_some_and(|c| sentence(c.start) == sentence(sure.cue.start))
}

/// The runs of marked words that begin in a span.
fn marks_in(lens: &Lens, span: &Range<usize>) -> Range<usize> {
    let from = lens.marked.partition_point(|m| m.open < span.start);
    from..lens.marked.partition_point(|m| m.open < span.end).max(from)
}

/// Whether more than half of a claim's words, and of the other's, are one other's already.
fn is_repeated(claim: &Found, owner: &[u32], settled: &[Found]) -> bool {
    let size = |f: &Found| -> usize { f.spans.iter().map(|s| s.len()).sum() };
    let own = size(claim);
    let first = claim
        .spans
        .iter()
        .flat_map(|s| s.clone())
        .find_map(|t| (owner[t] > 0).then(|| owner[t]));
    let Some(other) = first else { return false };
    let both = claim
        .spans
        .iter()
        .flat_map(|s| s.clone())
        .filter(|t| owner[*t] == other)
        .count();
    let all = own + size(&settled[other as usize - 1]) - both;
    both * 2 > all
}

/// What a score says as a probability, roughly.
fn sureness(score: i32) -> f32 {
    let x = score as f32 / 150.0;
    0.5 + 0.5 * x / (1.0 + x.abs())
}

/// Gives `take` everything that any likely cue could report.
pub fn propose(lens: &Lens, weights: &impl Weights, mut take: impl FnMut(&Claim, Found)) {
    let mut window = Window::default();
    let mut labeller = Labeller::default();
    let mut asked = 0;
    for at in 0..lens.count() {
        if lens.starts(at) {
            asked = 0;
        }
        if asked >= MOST_CUES || !is_candidate(lens, at) {
            continue;
        }
        let score = model::cue_score(weights, lens, at);
        if score <= LOWEST {
            continue;
        }
        asked += 1;
        window.move_to(lens, at);
        labeller.run(weights, lens, &window);
        let claim = Claim {
            window: &window,
            labels: &labeller.labels,
            score,
        };
        if let Some(quote) = report(lens, &window, &labeller.labels, at) {
            take(&claim, quote);
        }
    }
}

/// The quotation that the labels of a window draw.
fn report(lens: &Lens, window: &Window, labels: &[Label], cue: usize) -> Option<Found> {
    let mut spans = runs(window, labels, Label::Content);
    for span in &mut spans {
        tidy(lens, span);
    }
    spans.retain(|s| !s.is_empty());
    keep_one_side(lens, cue, &mut spans);
    if spans.iter().all(|s| is_empty_of_words(lens, s)) {
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
        confidence: 0.5,
        tie: Tie::Own,
    })
}

/// Whether words say nothing by themselves: a pronoun, a relative, an article.
fn is_empty_of_words(lens: &Lens, span: &Range<usize>) -> bool {
    let small = |t: usize| {
        matches!(
            lens.tag(t),
            Tag::Pronoun | Tag::Relative | Tag::That | Tag::Determiner | Tag::Object | Tag::Comma
        )
    };
    span.clone().all(small)
}

/// Leaves out words without marks on the other side of the cue than the rest, which are another
/// clause's, unless commas set the cue apart inside one sentence: "The mill, she said, is “a
/// ruin”".
fn keep_one_side(lens: &Lens, cue: usize, spans: &mut Vec<Range<usize>>) {
    let words = lens.words;
    let is_marked = |s: &Range<usize>| !marks_in(lens, s).is_empty();
    let (Some(left), Some(right)) = (
        spans.iter().rev().find(|s| s.end <= cue).cloned(),
        spans.iter().find(|s| s.start > cue).cloned(),
    ) else {
        return;
    };
    let any_marked = spans.iter().any(is_marked);
    let comma = |at: usize| lens.tag(at) == Tag::Comma;
    let begins = lens.mark_of(right.start).is_some() && words.is_capital(right.start + 1);
    let apart = comma(left.end) && comma(right.start - 1) && !begins;
    spans.retain(|s| {
        let drops = if s.end <= cue {
            !is_marked(s) && !apart
        } else {
            any_marked && !is_marked(s) && is_marked(&left)
        };
        !drops
    });
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

/// Leaves out marked words of another sentence than the cue's that are another quotation: those
/// that go on from the paragraph before, and those after words that are reported without marks.
/// `false` if nothing is left.
fn keep_own(lens: &Lens, quote: &mut Found) -> bool {
    let sentence = |t: usize| lens.words.prose.sentence_of(t);
    let Some(cue) = quote.cue.clone().map(|c| c.start) else {
        return true;
    };
    let home = sentence(cue);
    let mut spans = apart(lens, &quote.spans);
    let goes_on = |s: &Range<usize>| {
        let mark = lens.mark_of(s.start).map(|m| &lens.marked[m]);
        mark.filter(|m| m.open == s.start && m.end == s.end)
            .map(|m| m.continues)
    };
    let own = || spans.iter().filter(|s| sentence(s.start) == home);
    let plain =
        own().any(|s| s.start > cue) && own().all(|s| s.clone().all(|t| lens.mark_of(t).is_none()));
    let foreign = |s: &Range<usize>| match goes_on(s) {
        Some(goes_on) if sentence(s.start) != home => goes_on || plain && s.start > cue,
        _ => false,
    };
    if !spans.iter().any(foreign) {
        return true;
    }
    spans.retain(|s| !foreign(s));
    spans.iter_mut().for_each(|s| tidy(lens, s));
    spans.retain(|s| !s.is_empty());
    quote.kind = kind_of(lens, &spans);
    quote.spans = spans;
    !quote.spans.is_empty()
}

/// Cuts spans where a sentence ends and marked words begin or end with it.
fn apart(lens: &Lens, spans: &[Range<usize>]) -> Vec<Range<usize>> {
    let begins = |t: usize| lens.mark_of(t).is_some_and(|m| lens.marked[m].open == t);
    let ends = |t: usize| lens.mark_of(t - 1).is_some_and(|m| lens.marked[m].end == t);
    let mut cut = Vec::with_capacity(spans.len());
    for span in spans {
        let mut from = span.start;
        for at in span.start + 1..span.end {
            if lens.starts(at) && (begins(at) || ends(at)) {
                cut.push(from..at);
                from = at;
            }
        }
        cut.push(from..span.end);
    }
    cut
}

/// Cuts stops and commas off the ends of words without marks.
fn tidy(lens: &Lens, span: &mut Range<usize>) {
    if lens
        .mark_of(span.end.saturating_sub(1))
        .is_some_and(|m| lens.marked[m].open == span.start)
    {
        return;
    }
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
        let quoted = |m: usize| !is_after_naming(lens, m);
        s.clone()
            .any(|t| lens.tag(t) == Tag::Mark && lens.mark_of(t).is_some_and(quoted))
    }) {
        QuoteKind::Mixed
    } else {
        QuoteKind::Indirect
    }
}

/// Whether marked words are a name that a word of naming gives: "named “Lightning”".
fn is_after_naming(lens: &Lens, mark: usize) -> bool {
    let before = lens.marked[mark].open.checked_sub(1);
    before.is_some_and(|t| lens.words.is(t, Class::TITLED))
}

/// Whether marked words are the title of a programme, a book and the like where they stand: a few
/// words with capitals after a small word that no quotation follows ("on “Good Evening,”").
pub fn is_title(lens: &Lens, mark: usize) -> bool {
    let words = lens.words;
    let one = &lens.marked[mark];
    let mut inner = one.open + 1..one.end - usize::from(one.closed);
    while inner.end > inner.start && !words.is_word(inner.end - 1) {
        inner.end -= 1;
    }
    let joins = |t: usize| {
        matches!(
            words.lower(t),
            "of" | "the" | "and" | "a" | "&" | "in" | "to"
        )
    };
    let written = inner.clone().all(|t| words.is_capital(t) || joins(t));
    let led = one.open.checked_sub(1).is_some_and(|t| {
        matches!(
            words.lower(t),
            "on" | "of" | "in" | "the" | "his" | "her" | "its" | "'s" | "for" | "from" | "film"
        )
    });
    let ends = matches!(lens.tag(one.end.saturating_sub(2)), Tag::Stop);
    (2..=LONGEST_TITLE).contains(&inner.len()) && written && led && !ends
}

/// The longest title that is told by its capitals, in tokens.
const LONGEST_TITLE: usize = 6;
