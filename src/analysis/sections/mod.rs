//! The parts of an article: its headings, and where it has none the parts that its text falls into.

mod cohesion;
mod cues;
mod features;
mod forms;
mod grammar;
mod headings;
pub mod learn;
mod lexicon;
mod links;
mod logs;
pub mod model;
mod names;
pub mod search;
mod units;
mod vocabulary;

use std::ops::Range;

use super::{Annotation, Annotations, Prose, Section};
use units::{Numbers, Units};
use vocabulary::Words;

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
    let mut numbers = Numbers::new(&words);
    let mut sections = Vec::new();
    for (stretch, level) in stretches {
        let units = Units::new(prose, &words, &mut numbers, stretch);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Options, Parts, analyse};
    use crate::text::{BlockKind, DocumentBuilder, Draft, Role};

    /// Two subjects, a paragraph after the other.
    const MILL: [&str; 5] = [
        "The water mill burned at night, and the miller watched the mill burn with his sons.",
        "The mill wheel had turned in the river since the miller bought it from a baker.",
        "Flour from the mill fed the valley, and the miller never refused a poor baker flour.",
        "The burned wheel lay in the river for weeks, and no baker in the valley had flour.",
        "In the end the miller sold the ruins of the mill to the baker and left the valley.",
    ];
    const COURT: [&str; 5] = [
        "In 1921 the court heard the widow of a sailor, whose pension the ministry had stopped.",
        "The judge asked the ministry for the papers of the sailor, and the court waited.",
        "The widow told the court that the ministry had lost the papers of the pension.",
        "The judge ordered the ministry to pay the widow the pension of the sailor.",
        "The ministry appealed, but the court upheld the judge and the pension was paid.",
    ];

    fn annotated(blocks: &[(BlockKind, &str)]) -> Vec<Section> {
        let mut builder = DocumentBuilder::new();
        for (kind, text) in blocks {
            let mut draft = Draft::new(kind.clone());
            draft.push(text, 0..text.len());
            builder.push(draft);
        }
        sections_of(builder)
    }

    fn sections_of(builder: DocumentBuilder) -> Vec<Section> {
        let options = Options {
            date: None,
            parts: Parts {
                sections: true,
                ..Parts::NONE
            },
        };
        let found = analyse(&builder.finish(), &options);
        found.sections().cloned().collect()
    }

    fn paragraphs<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<(BlockKind, &'t str)> {
        texts
            .into_iter()
            .map(|text| (BlockKind::Paragraph, text))
            .collect()
    }

    #[test]
    fn parts_begin_where_the_subject_changes_and_take_their_words() {
        let sections = annotated(&paragraphs(MILL.into_iter().chain(COURT)));
        assert!((3..=9).contains(&sections.len()), "{sections:?}");
        assert_eq!(sections[0].block, 0);
        assert!(
            sections.iter().any(|s| (4..=6).contains(&s.block)),
            "{sections:?}"
        );
        assert!(
            sections
                .iter()
                .all(|s| s.inferred && s.level == 1 && s.title.contains(' '))
        );
        let mut titles: Vec<&str> = sections.iter().map(|s| s.title.as_str()).collect();
        titles.sort_unstable();
        titles.dedup();
        assert_eq!(titles.len(), sections.len());
    }

    #[test]
    fn headings_win() {
        let mut blocks = vec![(BlockKind::Heading(2), "The fire")];
        blocks.extend(paragraphs(MILL));
        blocks.push((BlockKind::Heading(2), "The trial"));
        blocks.extend(paragraphs(COURT));
        let sections = annotated(&blocks);
        let titles: Vec<&str> = sections.iter().map(|s| s.title.as_str()).collect();
        assert_eq!(titles, ["The fire", "The trial"]);
        assert!(sections.iter().all(|s| !s.inferred));
    }

    #[test]
    fn long_sections_fall_into_deeper_parts() {
        let mut blocks = vec![(BlockKind::Heading(2), "Both")];
        for _ in 0..6 {
            blocks.extend(paragraphs(MILL.into_iter().chain(COURT)));
        }
        let sections = annotated(&blocks);
        assert!(!sections[0].inferred && sections[0].level == 1);
        assert!(sections.len() > 3);
        assert!(sections[1..].iter().all(|s| s.inferred && s.level == 2));
        assert!(sections.is_sorted_by_key(|s| s.block));
    }

    #[test]
    fn too_short_or_too_strange_a_text_has_no_parts() {
        assert!(
            annotated(&paragraphs(
                MILL.into_iter().take(4).chain(COURT.into_iter().take(3))
            ))
            .is_empty()
        );
        let lists = vec![(BlockKind::Paragraph, "Contents ….. 12"); 30];
        assert!(annotated(&lists).is_empty());
        let capitals: Vec<String> = MILL
            .iter()
            .chain(&COURT)
            .map(|p| p.to_uppercase())
            .collect();
        assert!(annotated(&paragraphs(capitals.iter().map(String::as_str))).is_empty());
        let german =
            "Die Mühle am Fluss ist in der Nacht verbrannt, und der Müller sah mit den Söhnen zu.";
        assert!(annotated(&paragraphs([german; 12])).is_empty());
    }

    #[test]
    fn lists_and_furniture_begin_no_part() {
        let mut builder = DocumentBuilder::new();
        let texts = MILL
            .into_iter()
            .chain(COURT)
            .chain(["Share this on every network there is."]);
        for (at, text) in texts.enumerate() {
            let kind = if at == 5 {
                BlockKind::Caption
            } else {
                BlockKind::Paragraph
            };
            let mut draft = Draft::new(kind);
            draft.push(text, 0..text.len());
            if at == 10 {
                draft.set_role(Role::Furniture);
            }
            builder.push(draft);
        }
        let sections = sections_of(builder);
        assert!(sections.len() > 1);
        assert!(
            sections.iter().all(|s| s.block != 5 && s.block != 10),
            "{sections:?}"
        );
    }

    #[test]
    fn hostile_texts_are_cut_in_linear_time() {
        let word = "mill river ";
        let huge = word.repeat(100_000);
        assert!(annotated(&paragraphs([huge.as_str()])).is_empty());
        let many: Vec<(BlockKind, &str)> = vec![(BlockKind::Paragraph, MILL[0]); 20_000];
        assert!(annotated(&many).len() <= 600);
    }
}
