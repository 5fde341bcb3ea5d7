//! Documents for the tests of every module.

use super::{BlockKind, Document, DocumentBuilder, Draft};

/// A document of blocks, each from a source of its own.
pub fn blocks<T: AsRef<str>>(blocks: impl IntoIterator<Item = (BlockKind, T)>) -> Document {
    let mut builder = DocumentBuilder::new();
    for (kind, text) in blocks {
        let text = text.as_ref();
        let mut draft = Draft::new(kind);
        draft.push(text, 0..text.len());
        builder.push(draft);
    }
    builder.finish()
}

/// A document of paragraphs.
pub fn paragraphs<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Document {
    blocks(texts.into_iter().map(|text| (BlockKind::Paragraph, text)))
}
