//! The kinds of annotation: what is found of each.

mod all;
mod reported;
mod says;

use jiff::civil::Date;

use crate::text::Span;

pub use all::Annotations;

/// Something that the analysis found in a document.
///
/// The index and the screen know no kind by name: they ask [`list`](Annotation::list),
/// [`label`](Annotation::label), [`days`](Annotation::days), [`parent`](Annotation::parent) and so
/// on. A new kind is a variant here and an annotator, and neither of them changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Annotation {
    /// Somebody who is quoted.
    Speaker(Speaker),
    /// A quotation.
    Quote(Quote),
    /// A temporal expression.
    Date(DateMention),
    /// What happened at a date.
    Event(Event),
    /// A part of the article.
    Section(Section),
}

/// A list of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// Headings or inferred parts.
    Sections,
    /// Who is quoted, with the quotations under each.
    Speakers,
    /// What happened when.
    Events,
}

/// The colour token of a theme that paints an annotation's words in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColourToken {
    /// Quoted words.
    Speech,
    /// Dates.
    Time,
}

/// A person, body or document that is quoted, once.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The fullest form of the name in the text.
    pub name: String,
    /// What it is.
    pub kind: SpeakerKind,
    /// Office or description, as the text gives it.
    pub role: Option<String>,
    /// Other forms in the text, in order of appearance.
    pub aliases: Vec<String>,
    /// Where the text first names it.
    pub first_mention: Span,
}

/// What a speaker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpeakerKind {
    /// A person with a name.
    Person,
    /// An office, firm, government or other body.
    Body,
    /// A report, newspaper, law or other document.
    Document,
    /// Somebody whom the text describes but does not name.
    Unnamed,
}

/// A quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// The words, with their marks where they have them: more than one span where the cue breaks
    /// the quotation.
    pub spans: Vec<Span>,
    /// How it is quoted.
    pub kind: QuoteKind,
    /// Index of the speaker among [`Annotations::speakers`].
    pub speaker: Option<usize>,
    /// Those who say it together with that speaker ("Moss and Hale said"), in the same numbers.
    pub joint: Vec<usize>,
    /// The words that name the source of this quotation ("he", "State Department spokesman").
    pub mention: Option<Span>,
    /// The words that say that it is a quotation ("said", "according to").
    pub cue: Option<Span>,
    /// How sure the attribution is, from 0 to 1.
    pub confidence: f32,
}

/// How a quotation is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteKind {
    /// Whole sentences in quotation marks.
    Direct,
    /// Quoted words inside a reporting clause.
    Mixed,
    /// Reported without marks.
    Indirect,
}

/// A temporal expression, as TIMEX3 has it.
#[derive(Clone, Debug, PartialEq)]
pub struct DateMention {
    /// The words.
    pub span: Span,
    /// Its type.
    pub kind: DateKind,
    /// TIMEX3's value.
    pub value: String,
    /// TIMEX3's modifier.
    pub modifier: Option<&'static str>,
    /// The days it can mean; `None` where it places nothing on a calendar.
    pub days: Option<Days>,
    /// From what it was resolved.
    pub anchor: Option<Anchor>,
}

/// TIMEX3's types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateKind {
    /// A day or something longer.
    Date,
    /// A part of a day.
    Time,
    /// A length.
    Duration,
    /// Something that recurs.
    Set,
}

/// From what a date was resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The text states it in full.
    Stated,
    /// The document's own date.
    Document,
    /// An expression before it.
    Previous,
}

/// A first and a last day. Years before Christ are astronomical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days {
    /// The first day that is meant.
    pub from: Date,
    /// The last day that is meant.
    pub to: Date,
}

/// What happened at a date.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// A few words of its clause.
    pub label: String,
    /// The words that the label was made from.
    pub span: Span,
    /// When.
    pub days: Days,
    /// The days as the lists write them: `2024-05-10`, `2024-05`, `2018–2020`, `2025 autumn`.
    pub when: String,
    /// Whether the days were worked out rather than stated.
    pub inferred: bool,
    /// Whether it was still to come when the article was written.
    pub planned: bool,
    /// Indices among [`Annotations::dates`] of the expressions that date it, in text order.
    pub dates: Vec<usize>,
}

/// A part of the article.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its heading or the name that was found for it.
    pub title: String,
    /// From 1 (the widest) to 6.
    pub level: u8,
    /// The block that begins it: its heading, or its first paragraph where it was inferred.
    pub block: usize,
    /// Whether it was inferred.
    pub inferred: bool,
}
