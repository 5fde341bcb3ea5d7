//! What closes a page: contact lines, links to share, tags. It is text, but not the article's.

use super::super::words;
use crate::text::{BlockKind, Draft, InlineKind, Role};

/// So many blocks from the end are looked at.
const LOOKED_AT: usize = 30;

/// Bytes of the longest line of furniture.
const LONGEST: usize = 300;

/// Marks the closing furniture among the blocks from `body` on.
pub(super) fn mark(drafts: &mut [Draft], body: usize) {
    // Some text must be left.
    let first = (body + 1).max(drafts.len().saturating_sub(LOOKED_AT));
    let end = drafts.len();
    let mut from = after_end_mark(drafts, first);
    let mut at = end;
    while at > first {
        at -= 1;
        match kind(&drafts[at]) {
            Kind::Furniture => from = from.min(at),
            // A name or a link belongs to the line above it that begins furniture.
            Kind::Neutral => {}
            Kind::Text => break,
        }
    }
    for draft in drafts.get_mut(from..).unwrap_or(&mut []) {
        if *draft.kind() != BlockKind::Footnote {
            draft.set_role(Role::Furniture);
        }
    }
}

/// Where the matter after an end mark begins ("###", "ENDS"), if there is one: its index, else the
/// number of drafts.
fn after_end_mark(drafts: &[Draft], first: usize) -> usize {
    let is_mark = |d: &Draft| {
        matches!(
            d.text().trim(),
            "###" | "# # #" | "-30-" | "– 30 –" | "ENDS" | "-ENDS-" | "– ENDS –" | "[ENDS]"
        )
    };
    let found = drafts.iter().skip(first).position(is_mark);
    found.map_or(drafts.len(), |at| first + at)
}

enum Kind {
    Furniture,
    Neutral,
    Text,
}

fn kind(draft: &Draft) -> Kind {
    let text = draft.text().trim();
    if *draft.kind() == BlockKind::Footnote || *draft.kind() == BlockKind::Rule {
        return Kind::Neutral;
    }
    if text.len() > LONGEST && !matches!(draft.kind(), BlockKind::List(_)) {
        return Kind::Text;
    }
    if begins_closing(text) || is_address(text) || is_only_links(draft) {
        return Kind::Furniture;
    }
    match draft.kind() {
        BlockKind::Caption => Kind::Neutral,
        _ => Kind::Text,
    }
}

/// Whether a text begins as closing lines do.
fn begins_closing(text: &str) -> bool {
    let start: String = text.chars().take(48).flat_map(char::to_lowercase).collect();
    words::CLOSINGS.iter().any(|closing| {
        start.strip_prefix(closing).is_some_and(|rest| {
            // Whole words, and no sentence that only begins like one ("Share this pain with …").
            !rest.starts_with(char::is_alphanumeric) || closing.ends_with(' ')
        })
    }) && is_no_sentence(text)
}

/// Whether a closing line reads as a call or a label rather than as a sentence of the article.
fn is_no_sentence(text: &str) -> bool {
    !words::ends_sentence(text) || text.len() <= 160
}

/// Whether a text is an address of the web or of mail.
fn is_address(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let (Some(word), None) = (words.next(), words.next()) else {
        return false;
    };
    ["http://", "https://", "www."]
        .iter()
        .any(|s| word.starts_with(s))
        || word
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// Whether a short block is links from its first letter to its last.
fn is_only_links(draft: &Draft) -> bool {
    let is_link = |i: &&crate::text::Inline| matches!(i.kind, InlineKind::Link(_));
    let linked: usize = draft
        .inlines()
        .iter()
        .filter(is_link)
        .map(|i| i.span.len())
        .sum();
    let letters = draft.text().chars().filter(|c| c.is_alphanumeric()).count();
    linked > 0 && linked >= letters && linked * 10 >= draft.text().trim().len() * 9
}

#[cfg(test)]
mod tests {
    use crate::load::{format_named, load_text};
    use crate::text::Role;

    /// Checks which blocks of a text are furniture: those whose line begins with `~`.
    #[track_caller]
    fn check(text: &str) {
        let plain = text.replace("~ ", "");
        let doc = load_text(&plain, format_named("md"));
        let found: Vec<String> = doc
            .blocks()
            .iter()
            .map(|b| {
                let mark = if b.role == Some(Role::Furniture) {
                    "~ "
                } else {
                    ""
                };
                format!("{mark}{}", doc.slice(b.span))
            })
            .collect();
        let linked = text
            .replace(['[', ']'], "")
            .replace("(https://example.org/)", "");
        assert_eq!(found.join("\n\n"), linked);
    }

    #[test]
    fn closing_lines_are_furniture() {
        check(
            "The wheel turned.\n\nIt stopped.\n\n~ To contact the mill or its friends, visit:\n\n~ [example.org/mill](https://example.org/)",
        );
        check(
            "The wheel turned.\n\nIt stopped.\n\n~ Tags: mills, rivers\n\n~ Share this article\n\n~ © 2020 The Paper",
        );
        check(
            "The wheel turned.\n\nIt stopped.\n\n~ ENDS\n\n~ Ann Lee, 01 234 567\n\n~ The mill is a mill of four stones.",
        );
    }

    #[test]
    fn closing_sentences_are_text() {
        check(
            "The wheel turned.\n\nIt stopped.\n\nTo contact is one thing; to wait for an answer is another, and the mill had waited for three hundred years before it got a letter, or so its miller liked to tell whoever came.",
        );
        check("The wheel turned.\n\nTags: a story of labels\n\nIt stopped.");
    }
}
