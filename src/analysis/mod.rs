//! Document → annotations: what is said, by whom, when it happened, and what the parts are.
//!
//! [`Prose`] cuts the text into tokens and sentences once; each annotator is a function that reads
//! it, and the annotations that stand above it in [`ANNOTATORS`], and returns its own.

mod annotation;
pub mod dates;
pub mod events;
mod interner;
pub mod language;
pub mod prose;
pub mod quotes;
pub mod sections;
mod words;

use jiff::civil::Date;

pub use annotation::{
    Anchor, Annotation, Annotations, ColourToken, DateKind, DateMention, Days, Event, List, Quote,
    QuoteKind, Section, Speaker, SpeakerKind,
};
pub use language::Language;
pub use prose::Prose;

use crate::text::Document;

/// What the analysis is told from outside.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The document's date, where the user or the record states it; it overrules what is found.
    pub date: Option<Date>,
    /// What is wanted.
    pub parts: Parts,
}

/// Which parts of the analysis are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Sections, stated and inferred.
    pub sections: bool,
    /// Speakers and quotations.
    pub quotes: bool,
    /// Dates and events.
    pub dates: bool,
}

impl Parts {
    /// Everything.
    pub const ALL: Parts = Parts {
        sections: true,
        quotes: true,
        dates: true,
    };
    /// Nothing but what always stands (language, the document's date).
    pub const NONE: Parts = Parts {
        sections: false,
        quotes: false,
        dates: false,
    };
}

impl Default for Parts {
    fn default() -> Self {
        Parts::ALL
    }
}

/// Reads the prose and the annotations before it; returns its own.
pub type Annotate = fn(&Prose, &Annotations) -> Vec<Annotation>;

/// An annotator and the parts that need it.
struct Annotator {
    annotate: Annotate,
    wanted: fn(Parts) -> bool,
}

/// Every annotator, in the order in which they build upon each other.
const ANNOTATORS: &[Annotator] = &[
    Annotator {
        annotate: quotes::annotate,
        wanted: |parts| parts.quotes,
    },
    Annotator {
        annotate: dates::annotate,
        wanted: |parts| parts.dates,
    },
    Annotator {
        annotate: events::annotate,
        wanted: |parts| parts.dates,
    },
    Annotator {
        annotate: sections::annotate,
        wanted: |parts| parts.sections,
    },
];

/// Analyses a document.
pub fn analyse(doc: &Document, options: &Options) -> Annotations {
    let prose = Prose::new(doc);
    let language = language::detect(&prose);
    let date = options.date.or_else(|| dates::dct::read(doc, language));
    let mut annotations = Annotations::new(language, date);
    for annotator in ANNOTATORS {
        if (annotator.wanted)(options.parts) {
            let found = (annotator.annotate)(&prose, &annotations);
            annotations.extend(found);
        }
    }
    annotations
}
