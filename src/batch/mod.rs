//! Everything without a screen.

mod ndjson;
mod record;

pub use ndjson::run as records;
