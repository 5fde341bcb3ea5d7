//! The parts of an article: its headings, and where it has none the parts that its text falls into.

mod cohesion;
mod cues;
mod headings;
pub mod learn;
mod lexicon;
pub mod model;
mod names;
pub mod search;
mod units;

use std::ops::Range;

use super::{Annotation, Annotations, Prose, Section};
use units::{Units, Words};

/// A section under a heading is cut into parts if it has so many units…
const LONG_UNITS: usize = 10;

/// …and so many tokens.
const LONG_TOKENS: usize = 600;

/// The sections in text order: the headings, and the parts that were inferred, in a text without
/// headings or inside long sections.
pub fn annotate(prose: &Prose, above: &Annotations) -> Vec<Annotation> {
    let mut sections = headings::sections(prose.doc());
    if above.language().is_english() {
        let year = above.document_date().map(|date| i32::from(date.year()));
        let inferred = infer(prose, &sections, year);
        sections.extend(inferred);
        sections.sort_by_key(|section| section.block);
    }
    sections.into_iter().map(Annotation::Section).collect()
}

/// The inferred parts of the stretches between headings.
fn infer(prose: &Prose, headings: &[Section], year: Option<i32>) -> Vec<Section> {
    let blocks = prose.doc().blocks().len();
    let starts = headings.iter().map(|h| (h.block + 1, h.level + 1));
    let ends = headings.iter().map(|h| h.block).chain([blocks]);
    let is_long = |stretch: &Range<usize>| {
        let tokens = stretch
            .clone()
            .map(|b| prose.block_tokens(b).len())
            .sum::<usize>();
        stretch.len() >= LONG_UNITS && tokens >= LONG_TOKENS
    };
    let stretches: Vec<(Range<usize>, u8)> = [(0, 1)]
        .into_iter()
        .chain(starts)
        .zip(ends)
        .map(|((start, level), end)| (start..end, level))
        .filter(|(stretch, _)| headings.is_empty() || is_long(stretch))
        .collect();
    if stretches.is_empty() {
        return Vec::new();
    }
    let words = Words::new(prose);
    let mut sections = Vec::new();
    for (stretch, level) in stretches {
        let units = Units::new(prose, &words, stretch);
        let starts = model::cut(prose, &words, &units, year);
        if starts.is_empty() {
            continue;
        }
        let edges: Vec<usize> = [0].into_iter().chain(starts).chain([units.len()]).collect();
        let parts: Vec<Range<usize>> = edges.windows(2).map(|edge| edge[0]..edge[1]).collect();
        let names = names::name(prose, &words, &units, &parts);
        for (part, title) in parts.iter().zip(names) {
            sections.extend(title.map(|title| Section {
                title,
                level: level.min(headings::DEEPEST),
                block: units.at(part.start).block,
                inferred: true,
            }));
        }
    }
    sections
}
