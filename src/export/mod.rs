//! Annotations → the formats that other programs and people read.
//!
//! Every writer appends to a buffer in memory and touches no file. The strings of a document are
//! safe characters already, so nothing here has to look for controls again.

mod calendar;
mod csv;
pub mod json;
mod markdown;
mod plain;
mod points;
mod table;

use clap::ValueEnum;

use crate::analysis::Annotations;
use crate::index::{Entry, Index};
use crate::text::{Document, Span};

pub use crate::analysis::{List, Parts};
pub use plain::plain;
pub use points::Points;
pub use table::table;

/// A form in which an analysis is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON object an article
    #[default]
    Json,
    /// The same, for many articles: one a line
    Ndjson,
    /// A Markdown page
    Md,
    /// A table with commas (RFC 4180)
    Csv,
    /// The events as a calendar (iCalendar)
    Ics,
}

/// What is printed.
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

impl Format {
    /// Appends what stands once before all articles.
    pub fn begin(self, out: &mut Vec<u8>) {
        match self {
            Format::Csv => csv::begin(out),
            Format::Ics => calendar::begin(out),
            Format::Json | Format::Ndjson | Format::Md => {}
        }
    }

    /// Appends an article.
    pub fn article(self, subject: &Subject, out: &mut Vec<u8>) {
        match self {
            Format::Json | Format::Ndjson => {
                json::article(subject, out);
                out.push(b'\n');
            }
            Format::Md => markdown::article(subject, out),
            Format::Csv => csv::article(subject, out),
            Format::Ics => calendar::article(subject, out),
        }
    }

    /// Appends what stands once after all articles.
    pub fn end(self, out: &mut Vec<u8>) {
        if self == Format::Ics {
            calendar::end(out);
        }
    }
}

impl Subject<'_> {
    /// The words of spans on one line, their gaps shown.
    fn words(&self, spans: &[Span]) -> String {
        let parts: Vec<String> = spans
            .iter()
            .map(|span| one_line(self.document.slice(*span)))
            .collect();
        parts.join(" … ")
    }

    /// The ¶ number at a span, or of the first numbered paragraph after it.
    fn paragraph(&self, span: Span) -> Option<usize> {
        let block = self.document.block_at(span.start());
        let later = block..self.document.blocks().len();
        later
            .take(8)
            .find_map(|b| self.document.paragraph_number(b))
    }

    /// The title, or what else names the article.
    fn title(&self) -> &str {
        let title = self.document.metadata().title.as_deref();
        title.unwrap_or(self.name)
    }
}

/// The entries of a list. The text before the first heading is one of the screen's, and of no
/// other's.
fn entries<'i>(index: &'i Index, list: List, found: &Annotations) -> &'i [Entry] {
    let entries = index.entries(list);
    let is_lead = |e: &Entry| list.is_parts() && !found.sections().any(|s| s.block == e.block);
    match entries.split_first() {
        Some((first, rest)) if is_lead(first) => rest,
        _ => entries,
    }
}

/// The ¶ numbers of an entry's places, each once.
fn numbers(entry: &Entry, doc: &Document) -> String {
    let places = entry.places.iter().map(|place| place.start());
    let mut numbers: Vec<usize> = places
        .filter_map(|at| doc.paragraph_number(doc.block_at(at)))
        .collect();
    numbers.dedup();
    if numbers.is_empty() {
        numbers.extend(entry.paragraph);
    }
    let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
    numbers.join(", ")
}

/// White space levelled.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod fixture;
