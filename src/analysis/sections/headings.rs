//! Headings as sections.

use crate::analysis::Section;
use crate::text::Document;

/// The deepest level that a section can have.
pub(super) const DEEPEST: u8 = 6;

/// A section for each heading; the article's title is none. Levels count from the shallowest that
/// occurs, which is 1.
pub(super) fn sections(doc: &Document) -> Vec<Section> {
    let headings = || {
        let blocks = doc.blocks().iter().enumerate();
        blocks.filter_map(|(index, block)| {
            let level = block.heading_level().filter(|_| block.is_analysed())?;
            Some((index, level))
        })
    };
    let shallowest = headings().map(|(_, level)| level).min().unwrap_or(1);
    headings()
        .map(|(block, level)| {
            let words = doc.slice(doc.blocks()[block].span).split_whitespace();
            Section {
                title: words.collect::<Vec<_>>().join(" "),
                level: (level - shallowest + 1).min(DEEPEST),
                block,
                inferred: false,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{BlockKind, DocumentBuilder, Draft, Role};

    /// One block a row: `#` and a blank begin a heading, `=` the title.
    #[track_caller]
    fn check(rows: &[&str], expected: &[(&str, u8, usize)]) {
        let mut builder = DocumentBuilder::new();
        for row in rows {
            let words = row.trim_start_matches(['#', '=', ' ']);
            let level = row.len() - row.trim_start_matches(['#', '=']).len();
            let mut draft = Draft::new(match level {
                0 => BlockKind::Paragraph,
                level => BlockKind::Heading(level as u8),
            });
            if row.starts_with('=') {
                draft.set_role(Role::Title);
            }
            draft.push(words, 0..words.len());
            builder.push(draft);
        }
        let found = sections(&builder.finish());
        let found: Vec<(&str, u8, usize)> = found
            .iter()
            .map(|s| (s.title.as_str(), s.level, s.block))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn headings_are_sections_and_the_title_is_none() {
        check(
            &[
                "= The flood",
                "It rained.",
                "## Causes",
                "A dam.",
                "### Dams",
                "## After",
            ],
            &[("Causes", 1, 2), ("Dams", 2, 4), ("After", 1, 5)],
        );
        check(
            &["### Deep  only", "#### Deeper"],
            &[("Deep only", 1, 0), ("Deeper", 2, 1)],
        );
        check(&["= Title", "Words."], &[]);
    }
}
