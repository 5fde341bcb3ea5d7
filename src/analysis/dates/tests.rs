//! The helpers that the tables beside the families are written with. The document's date is
//! Tuesday, 23 February 2016.

use jiff::civil::date;

use super::annotate;
use crate::analysis::{Annotations, DateMention, Language, Prose};
use crate::text::{BlockKind, Document, DocumentBuilder, Draft};

/// A document of one paragraph.
pub fn document(text: &str) -> Document {
    let mut builder = DocumentBuilder::new();
    let mut draft = Draft::new(BlockKind::Paragraph);
    draft.push(text, 0..text.len());
    builder.push(draft);
    builder.finish()
}

/// The expressions of a text as words and mentions.
pub fn mentions(text: &str) -> Vec<(String, DateMention)> {
    let doc = document(text);
    let prose = Prose::new(&doc);
    let above = Annotations::new(Language::English, Some(date(2016, 2, 23)));
    let mut all = above.clone();
    all.extend(annotate(&prose, &above));
    all.dates()
        .map(|d| (doc.slice(d.span).to_string(), d.clone()))
        .collect()
}

/// `text` holds just one expression, `words`, of this value.
#[track_caller]
pub fn check(text: &str, words: &str, value: &str) {
    let found = mentions(text);
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(w, m)| (w.as_str(), m.value.as_str()))
        .collect();
    assert_eq!(found, [(words, value)], "{text}");
}

/// The same with a modifier.
#[track_caller]
pub fn check_modifier(text: &str, words: &str, value: &str, modifier: &str) {
    check(text, words, value);
    assert_eq!(mentions(text)[0].1.modifier, Some(modifier), "{text}");
}

/// `text` holds expressions of these values, in this order.
#[track_caller]
pub fn check_all(text: &str, values: &[&str]) {
    let found = mentions(text);
    let found: Vec<&str> = found.iter().map(|(_, m)| m.value.as_str()).collect();
    assert_eq!(found, values, "{text}");
}

/// `text` holds no expression.
#[track_caller]
pub fn reject(text: &str) {
    let found = mentions(text);
    let found: Vec<&str> = found.iter().map(|(w, _)| w.as_str()).collect();
    assert!(found.is_empty(), "{text}: {found:?}");
}
