//! What each kind of annotation says of itself: all that the index and the screen ask.

use super::{Anchor, Annotation, ColourToken, DateKind, Days, List, QuoteKind, SpeakerKind};
use crate::text::{Document, Span};

/// Below this confidence an attribution is marked as uncertain.
const SURE: f32 = 0.6;

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

    /// The words of its entry, on one line: of a quotation without marks of its own with those that
    /// report it, so that nobody takes what is denied for what is claimed.
    pub fn label(&self, doc: &Document) -> String {
        match self {
            Annotation::Speaker(speaker) => speaker.name.clone(),
            Annotation::Quote(quote) => one_line(&quote.words(doc)),
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

    /// Whether it tells of a day that it places on no calendar: "on 3 May", "on Friday".
    pub fn is_undated(&self) -> bool {
        match self {
            Annotation::Date(date) => {
                let is_point = matches!(date.kind, DateKind::Date | DateKind::Time);
                is_point && date.days.is_none() && date.value.starts_with("XXXX")
            }
            _ => false,
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
    /// [`Annotations::dates`](super::Annotations::dates).
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::testing::paragraphs;

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
            let doc = paragraphs([text]);
            let parts = marked_parts(&doc, Span::new(0, text.len()));
            let words: Vec<&str> = parts.iter().map(|p| doc.slice(*p)).collect();
            assert_eq!(words, expected);
        }
    }
}
