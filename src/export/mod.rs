//! Annotations → the formats that other programs read.

pub mod json;
mod points;

pub use points::Points;

pub use crate::analysis::Parts;

use crate::analysis::Annotations;
use crate::text::Document;

/// What is written out.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The path that it came from, or what else names it.
    pub name: &'a str,
    /// The article.
    pub document: &'a Document,
    /// What was found in it.
    pub annotations: &'a Annotations,
    /// What of it is wanted.
    pub parts: Parts,
}
