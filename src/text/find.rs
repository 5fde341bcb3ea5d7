//! Finding the heading that some words name.

use super::{BlockKind, Document};

/// The block of the heading that `words` name: as written, in any letter case, as a web page's
/// fragment (`a-closure-at-dawn`), by its beginning, or by words in it.
pub fn heading(doc: &Document, words: &str) -> Option<usize> {
    let blocks = doc.blocks().iter().enumerate();
    let headings = blocks.filter(|(_, b)| matches!(b.kind, BlockKind::Heading(_)));
    named(headings.map(|(i, b)| (i, doc.slice(b.span))), words)
}

/// Which of some titles `words` name, as they name a [`heading`]: what stands beside it.
pub fn named<'t>(titles: impl IntoIterator<Item = (usize, &'t str)>, words: &str) -> Option<usize> {
    let wanted = slug(words);
    if wanted.is_empty() {
        return None;
    }
    let titles = titles.into_iter().map(|(of, title)| (of, slug(title)));
    let headings: Vec<(usize, String)> = titles.collect();
    let by = |fits: &dyn Fn(&str) -> bool| {
        let found = headings.iter().find(|(_, h)| fits(h))?;
        Some(found.0)
    };
    by(&|h| h == wanted)
        .or_else(|| by(&|h| h.starts_with(&wanted)))
        .or_else(|| by(&|h| h.contains(&wanted)))
}

/// What is said where [`heading`] finds none.
pub fn no_heading(words: &str) -> String {
    format!("no heading with “{words}”")
}

/// What is said of a search that finds nothing.
pub fn nowhere(typed: &str) -> String {
    format!("“{typed}” is nowhere in the text")
}

/// Letters and digits in lower case, words joined by hyphens; other signs are left out.
fn slug(words: &str) -> String {
    let mut slug = String::with_capacity(words.len());
    for c in words.chars() {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if (c.is_whitespace() || c == '-' || c == '_') && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::testing::blocks;

    #[test]
    fn a_heading_is_named_as_written_or_as_a_fragment() {
        let doc = blocks([
            (BlockKind::Heading(2), "A closure at dawn"),
            (BlockKind::Heading(2), "Who decides now?"),
        ]);
        let found = |words| heading(&doc, words);
        assert_eq!(found("a-closure-at-dawn"), Some(0));
        assert_eq!(found("Who decides now?"), Some(1));
        assert_eq!(found("who"), Some(1));
        assert_eq!(found("dawn"), Some(0));
        assert_eq!(found("?"), None);
        assert_eq!(found("nowhere"), None);
    }
}
