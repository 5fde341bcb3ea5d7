//! The kinds of annotation, and what the index and the screen ask of each.

use jiff::civil::Date;

use super::Language;
use crate::text::{Document, Span};

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

/// Below this confidence an attribution is marked as uncertain.
const SURE: f32 = 0.6;

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

impl Annotation {
    /// The list that it is an entry of. `None` for what has no entry of its own.
    pub fn list(&self) -> Option<List> {
        match self {
            Annotation::Speaker(_) | Annotation::Quote(_) => Some(List::Speakers),
            Annotation::Event(_) => Some(List::Events),
            Annotation::Section(_) => Some(List::Sections),
            Annotation::Date(_) => None,
        }
    }

    /// The colour of its words in the text, if they have one.
    pub fn token(&self) -> Option<ColourToken> {
        match self {
            Annotation::Quote(quote) if quote.kind != QuoteKind::Indirect => {
                Some(ColourToken::Speech)
            }
            Annotation::Date(date) if date.days.is_some() => Some(ColourToken::Time),
            _ => None,
        }
    }

    /// The words that carry its colour: of a quotation those in marks, without the clause around
    /// them.
    pub fn tinted(&self, doc: &Document) -> Vec<Span> {
        match self {
            Annotation::Quote(quote) if quote.kind == QuoteKind::Mixed => {
                let marked = quote.spans.iter().map(|s| marked_parts(doc, *s));
                marked.flatten().collect()
            }
            Annotation::Quote(quote) => quote.spans.clone(),
            Annotation::Date(date) => vec![date.span],
            _ => Vec::new(),
        }
    }

    /// The days that it places on a calendar.
    pub fn days(&self) -> Option<Days> {
        match self {
            Annotation::Event(event) => Some(event.days),
            Annotation::Date(date) => date.days,
            _ => None,
        }
    }

    /// Whether it stands under another entry of its list.
    pub fn is_nested(&self) -> bool {
        matches!(self, Annotation::Quote(_))
    }

    /// Index, among the annotations of its list that are not nested, of the one that it stands
    /// under. `None` for a nested one whose owner the text does not name.
    pub fn parent(&self) -> Option<usize> {
        match self {
            Annotation::Quote(quote) => quote.speaker,
            _ => None,
        }
    }

    /// All that it stands under, counted as [`parent`](Annotation::parent) is, that one first: words
    /// that two say together stand under both.
    pub fn parents(&self) -> impl Iterator<Item = usize> {
        let joint = match self {
            Annotation::Quote(quote) => quote.joint.as_slice(),
            _ => &[],
        };
        self.parent().into_iter().chain(joint.iter().copied())
    }

    /// How deep its entry is set in its list, from 0.
    pub fn depth(&self) -> u8 {
        match self {
            Annotation::Section(section) => section.level.saturating_sub(1),
            other => u8::from(other.is_nested()),
        }
    }

    /// The words of its entry, on one line.
    pub fn label(&self, doc: &Document) -> String {
        match self {
            Annotation::Speaker(speaker) => speaker.name.clone(),
            Annotation::Quote(quote) => {
                let words: Vec<&str> = quote.spans.iter().map(|s| doc.slice(*s)).collect();
                one_line(&words.join(" … "))
            }
            Annotation::Date(date) => one_line(doc.slice(date.span)),
            Annotation::Event(event) => event.label.clone(),
            Annotation::Section(section) => section.title.clone(),
        }
    }

    /// What is to be said of it in a few quiet words: a speaker's role, a quotation's kind.
    pub fn note(&self) -> Option<String> {
        match self {
            Annotation::Speaker(speaker) => match (&speaker.role, speaker.kind) {
                (Some(role), _) => Some(role.clone()),
                (None, SpeakerKind::Body) => Some("body".to_owned()),
                (None, SpeakerKind::Document) => Some("document".to_owned()),
                (None, _) => None,
            },
            Annotation::Quote(quote) => Some(quote.kind.name().to_owned()),
            Annotation::Event(event) if event.planned => Some("planned".to_owned()),
            _ => None,
        }
    }

    /// Its days as the lists write them.
    pub fn when(&self) -> Option<&str> {
        match self {
            Annotation::Event(event) => Some(&event.when),
            _ => None,
        }
    }

    /// The letter that marks it as unsure or worked out, after its words.
    pub fn sign(&self) -> Option<char> {
        match self {
            Annotation::Section(section) if section.inferred => Some('~'),
            Annotation::Speaker(speaker) if speaker.kind == SpeakerKind::Unnamed => Some('?'),
            Annotation::Quote(quote) if quote.confidence < SURE => Some('?'),
            _ => None,
        }
    }

    /// Where it stands in the text, the place to jump to first. `dates` are the spans of
    /// [`Annotations::dates`].
    pub fn places(&self, doc: &Document, dates: &[Span]) -> Vec<Span> {
        match self {
            Annotation::Speaker(speaker) => vec![speaker.first_mention],
            Annotation::Quote(quote) => quote.spans.clone(),
            Annotation::Date(date) => vec![date.span],
            Annotation::Event(event) => event
                .dates
                .iter()
                .filter_map(|d| dates.get(*d).copied())
                .collect(),
            Annotation::Section(section) => {
                let block = doc.blocks().get(section.block);
                block.map(|b| b.span).into_iter().collect()
            }
        }
    }

    /// Whether it was worked out rather than stated in the text.
    pub fn inferred(&self) -> bool {
        match self {
            Annotation::Section(section) => section.inferred,
            Annotation::Event(event) => event.inferred,
            Annotation::Quote(quote) => quote.confidence < SURE,
            Annotation::Date(date) => date.anchor != Some(Anchor::Stated),
            Annotation::Speaker(_) => false,
        }
    }
}

impl QuoteKind {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            QuoteKind::Direct => "direct",
            QuoteKind::Mixed => "mixed",
            QuoteKind::Indirect => "indirect",
        }
    }
}

impl List {
    /// Every list, in the order in which the screen shows them.
    pub const ALL: [List; 3] = [List::Sections, List::Speakers, List::Events];

    /// Whether its entries are parts that fill the text, so that every paragraph lies in one.
    pub fn is_parts(self) -> bool {
        self == List::Sections
    }

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            List::Sections => "Sections",
            List::Speakers => "Speakers",
            List::Events => "Events",
        }
    }
}

/// The stretches of a span that stand in double quotation marks, marks included. A mark without a
/// partner reaches to the span's edge.
fn marked_parts(doc: &Document, span: Span) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut open = None;
    let words = doc.slice(span);
    for (at, c) in words.char_indices() {
        let (start, end) = (span.start() + at, span.start() + at + c.len_utf8());
        match (c, open) {
            ('"' | '“' | '«' | '„', None) => open = Some(start),
            ('"' | '”' | '»' | '“', Some(from)) => {
                parts.push(Span::new(from, end));
                open = None;
            }
            ('”' | '»', None) => parts.push(Span::new(span.start(), end)),
            _ => {}
        }
    }
    parts.extend(open.map(|from| Span::new(from, span.end())));
    parts
}

/// White space levelled, so that the words stand on one line.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{BlockKind, DocumentBuilder, Draft};

    #[test]
    fn only_the_words_in_marks_are_tinted() {
        for (text, expected) in [
            (
                "called it “legal, and wrong” twice",
                &["“legal, and wrong”"][..],
            ),
            ("it was \"one\" and \"two\"", &["\"one\"", "\"two\""]),
            ("no marks at all", &[]),
            ("cut off here” and “here", &["cut off here”", "“here"]),
        ] {
            let mut builder = DocumentBuilder::new();
            let mut draft = Draft::new(BlockKind::Paragraph);
            draft.push_words(text);
            builder.push(draft);
            let doc = builder.finish();
            let parts = marked_parts(&doc, Span::new(0, text.len()));
            let words: Vec<&str> = parts.iter().map(|p| doc.slice(*p)).collect();
            assert_eq!(words, expected);
        }
    }
}
