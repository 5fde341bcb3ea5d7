//! The document: safe prose with its structure, and the way back to the source.
//!
//! Everything after the loaders works on a [`Document`]: one string of safe characters, cut into
//! [`Block`]s, with [`Inline`] spans over it and a map back to byte offsets in the decoded source.
//! A [`DocumentBuilder`] alone makes one. This module depends on no other of the crate.

mod builder;
mod document;
mod draft;
pub mod fault;
pub mod find;
pub mod pattern;
pub mod safe;
mod span;
#[cfg(test)]
pub mod testing;

pub use builder::DocumentBuilder;
pub use document::{
    Alignment, Block, BlockKind, Document, Inline, InlineKind, Item, Marker, Metadata, Place, Role,
    Table,
};
pub use draft::Draft;
pub use span::Span;
