//! The parts of an article: its headings, and where it has none the parts that its text falls into.

mod headings;

use super::{Annotation, Annotations, Prose};

/// The sections in text order.
pub fn annotate(prose: &Prose, _above: &Annotations) -> Vec<Annotation> {
    let sections = headings::sections(prose.doc());
    sections.into_iter().map(Annotation::Section).collect()
}
