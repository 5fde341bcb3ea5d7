//! The document's own date (TimeML's document creation time): from metadata, the dateline, the
//! by-line, the address.

use jiff::civil::Date;

use crate::analysis::Language;
use crate::text::Document;

/// The document's date, if it states one.
pub fn read(_doc: &Document, _language: Language) -> Option<Date> {
    None
}
