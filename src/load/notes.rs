//! Footnotes of plain text: a paragraph that begins with a mark, `[1]`, which stands in a paragraph
//! before it.

use rustc_hash::FxHashMap;

use crate::text::{BlockKind, Draft, InlineKind};

/// Digits of a mark at most.
const LONGEST: usize = 3;

/// Makes footnotes of the paragraphs that are, and marks what leads to them.
pub(super) fn mark(drafts: &mut [Draft]) {
    // Label → where its mark stands first: the draft, and the offset in it.
    let mut marks: FxHashMap<String, (usize, usize)> = FxHashMap::default();
    for at in 0..drafts.len() {
        let text = drafts[at].text();
        let label = label_at(text).filter(|_| *drafts[at].kind() == BlockKind::Paragraph);
        if let Some(label) = label.map(str::to_owned)
            && let Some((of, start)) = marks.remove(&label)
        {
            drafts[at].set_kind(BlockKind::Footnote);
            let end = start + label.len() + 2;
            drafts[of].mark_range(start, end, InlineKind::FootnoteMark(label));
            continue;
        }
        for (start, _) in text.match_indices('[').filter(|(start, _)| *start > 0) {
            if let Some(label) = text.get(start..).and_then(label_at) {
                marks.entry(label.to_owned()).or_insert((at, start));
            }
        }
    }
}

/// The label of the mark at the start of a text.
fn label_at(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('[')?;
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let label = rest.get(..length)?;
    ((1..=LONGEST).contains(&length) && rest.get(length..)?.starts_with(']')).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load_text;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let doc = load_text(text, None);
        let blocks = doc.blocks().iter();
        let notes = blocks.filter(|b| b.kind == BlockKind::Footnote);
        let notes: Vec<&str> = notes.map(|b| doc.slice(b.span)).collect();
        assert_eq!(notes, expected);
        let is_mark = |kind: &InlineKind| matches!(kind, InlineKind::FootnoteMark(_));
        let marks = doc.all_inlines().iter().filter(|i| is_mark(&i.kind));
        assert_eq!(marks.count(), expected.len());
    }

    #[test]
    fn a_note_is_what_a_mark_leads_to() {
        check(
            "The mill turned.[1] It stood.[2]\n\nNobody came.\n\n[1] Until 1950.\n\n[2] It stands.",
            &["[1] Until 1950.", "[2] It stands."],
        );
        check("[1] Until 1950.\n\nThe mill turned.[1]", &[]);
        check("The mill turned.\n\n[1] Until 1950.", &[]);
        check("The mill turned [sic].\n\n[sic] Until 1950.", &[]);
    }
}
