//! The only maker of documents, and the keeper of their invariants.

use super::{Document, Draft, Metadata, safe};

/// Collects blocks and makes the [`Document`].
///
/// It keeps the invariants: blocks in order, disjoint, on character boundaries; safe characters
/// only; inline spans inside their block; a map back to the source.
#[derive(Debug, Default)]
pub struct DocumentBuilder {
    /// The blocks so far, open to the passes that run over every format.
    pub drafts: Vec<Draft>,
    /// What is known besides the text.
    pub metadata: Metadata,
    /// What the reader should be told, a line each.
    pub notices: Vec<String>,
}

impl DocumentBuilder {
    /// A builder without blocks.
    pub fn new() -> Self {
        DocumentBuilder::default()
    }

    /// Appends a block.
    pub fn push(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }

    /// The document. Blocks without words are left out, rules excepted.
    pub fn finish(self) -> Document {
        let mut doc = Document {
            metadata: safe_metadata(self.metadata),
            notices: self
                .notices
                .iter()
                .map(|n| safe::line(n).into_owned())
                .collect(),
            ..Document::default()
        };
        doc.text
            .reserve(self.drafts.iter().map(|d| d.text().len() + 2).sum());
        for draft in self.drafts {
            if draft.is_something() {
                draft.settle(&mut doc);
            }
        }
        doc.longest = doc.inlines.iter().map(|i| i.span.len()).max().unwrap_or(0);
        doc
    }
}

/// One line each, blanks levelled, empty ones left out.
fn safe_metadata(metadata: Metadata) -> Metadata {
    let clean = |value: Option<String>| {
        let value = value?;
        let words: Vec<&str> = value.split_whitespace().collect();
        let line = safe::line(&words.join(" ")).into_owned();
        (!line.is_empty()).then_some(line)
    };
    Metadata {
        title: clean(metadata.title),
        standfirst: clean(metadata.standfirst),
        byline: clean(metadata.byline),
        date: clean(metadata.date),
        place: clean(metadata.place),
        language: clean(metadata.language),
        site: clean(metadata.site),
        address: clean(metadata.address),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{BlockKind, InlineKind, Role, Span};
    use proptest::prelude::*;
    use std::ops::Range;

    fn paragraph(source: &str, range: Range<usize>) -> Draft {
        let mut draft = Draft::new(BlockKind::Paragraph);
        draft.push(source, range);
        draft
    }

    #[test]
    fn offsets_lead_back_to_the_source() {
        let source = "one\u{200B} two\n\nthr\u{1b}ee";
        let mut builder = DocumentBuilder::new();
        builder.push(paragraph(source, 0..10));
        builder.push(paragraph(source, 12..18));
        let doc = builder.finish();
        assert_eq!(doc.text(), "one two\n\nthr␛ee");
        let two = doc.text().find("two").unwrap();
        assert_eq!(doc.source_offset(two), source.find("two"));
        let ee = doc.text().find("ee").unwrap();
        assert_eq!(doc.source_offset(ee), source.find("ee"));
        let all = doc.source_span(Span::new(9, doc.text().len()));
        assert_eq!(all, Some(Span::new(12, 18)));
    }

    #[test]
    fn a_mended_paragraph_still_points_into_the_source() {
        let source = "six-\n\nparty talks";
        let mut first = paragraph(source, 0..4);
        first.join("", paragraph(source, 6..17));
        let mut builder = DocumentBuilder::new();
        builder.push(first);
        let doc = builder.finish();
        assert_eq!(doc.text(), "six-party talks");
        assert_eq!(doc.mends(), [4]);
        assert_eq!(doc.source_offset(4), Some(6));
        assert_eq!(doc.source_span(Span::new(0, 9)), Some(Span::new(0, 11)));
    }

    #[test]
    fn numbers_count_running_matter_only() {
        let mut builder = DocumentBuilder::new();
        for (kind, role) in [
            (BlockKind::Heading(1), Some(Role::Title)),
            (BlockKind::Paragraph, None),
            (BlockKind::Heading(2), None),
            (BlockKind::Rule, None),
            (BlockKind::Paragraph, None),
            (BlockKind::Paragraph, Some(Role::Furniture)),
        ] {
            let mut draft = Draft::new(kind);
            draft.push_words("words");
            if let Some(role) = role {
                draft.set_role(role);
            }
            builder.push(draft);
        }
        let doc = builder.finish();
        let numbers: Vec<_> = (0..6).map(|b| doc.paragraph_number(b)).collect();
        assert_eq!(numbers, [None, Some(1), None, None, Some(2), None]);
        assert_eq!(doc.paragraph_block(2), Some(4));
        assert_eq!(doc.paragraph_block(99), Some(4));
    }

    proptest! {
        #[test]
        fn every_span_lies_on_boundaries_inside_its_block(parts in proptest::collection::vec(any::<String>(), 0..6)) {
            let source = parts.concat();
            let mut builder = DocumentBuilder::new();
            let mut at = 0;
            for part in &parts {
                let mut draft = Draft::new(BlockKind::Paragraph);
                draft.push(&source, at..at + part.len());
                draft.mark(0, InlineKind::Strong);
                builder.push(draft);
                at += part.len();
            }
            let doc = builder.finish();
            let mut end = 0;
            for (index, block) in doc.blocks().iter().enumerate() {
                prop_assert!(block.span.start() >= end);
                prop_assert!(doc.text().get(block.span.range()).is_some());
                end = block.span.end();
                for inline in doc.inlines(index) {
                    prop_assert!(block.span.covers(inline.span));
                }
            }
            for (offset, _) in doc.text().char_indices() {
                let source_offset = doc.source_offset(offset).unwrap_or(0);
                prop_assert!(source.is_char_boundary(source_offset));
            }
        }
    }
}
