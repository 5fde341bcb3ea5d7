//! Everything that was found in a document, by kind.

use jiff::civil::Date;

use super::{Annotation, DateMention, Event, Quote, Section, Speaker};
use crate::analysis::Language;

/// Everything that was found in a document.
#[derive(Clone, Debug, Default)]
pub struct Annotations {
    language: Language,
    date: Option<Date>,
    all: Vec<Annotation>,
}

impl Annotations {
    /// Nothing found yet in a document of a language and a date.
    pub fn new(language: Language, date: Option<Date>) -> Self {
        Annotations {
            language,
            date,
            all: Vec::new(),
        }
    }

    /// Appends what an annotator found. Each keeps its own order in the text.
    pub fn extend(&mut self, found: impl IntoIterator<Item = Annotation>) {
        self.all.extend(found);
    }

    /// The language of the document.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The document's own date: the anchor of "on Sunday".
    pub fn document_date(&self) -> Option<Date> {
        self.date
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Annotation> {
        self.all.iter()
    }

    /// The speakers, in the order in which the text names them.
    pub fn speakers(&self) -> impl Iterator<Item = &Speaker> {
        self.all.iter().filter_map(|a| match a {
            Annotation::Speaker(speaker) => Some(speaker),
            _ => None,
        })
    }

    /// The quotations, in text order.
    pub fn quotes(&self) -> impl Iterator<Item = &Quote> {
        self.all.iter().filter_map(|a| match a {
            Annotation::Quote(quote) => Some(quote),
            _ => None,
        })
    }

    /// The temporal expressions, in text order.
    pub fn dates(&self) -> impl Iterator<Item = &DateMention> {
        self.all.iter().filter_map(|a| match a {
            Annotation::Date(date) => Some(date),
            _ => None,
        })
    }

    /// The dated events, in order of their first day.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.all.iter().filter_map(|a| match a {
            Annotation::Event(event) => Some(event),
            _ => None,
        })
    }

    /// The sections, in text order: headings, and the inferred parts (of the whole article where
    /// it has no headings, of its long sections where it has).
    pub fn sections(&self) -> impl Iterator<Item = &Section> {
        self.all.iter().filter_map(|a| match a {
            Annotation::Section(section) => Some(section),
            _ => None,
        })
    }
}
