//! A small article with one annotation of each kind, for the tests of the writers.

use jiff::civil::date;

use super::Subject;
use crate::analysis::{
    Anchor, Annotation, Annotations, DateKind, DateMention, Days, Event, Language, Parts, Quote,
    QuoteKind, Section, Speaker, SpeakerKind,
};
use crate::text::{BlockKind, Document, DocumentBuilder, Draft, Role, Span};

/// An article and what was found in it.
pub struct Fixture {
    document: Document,
    annotations: Annotations,
}

impl Fixture {
    /// A title, a paragraph with a broken quotation, a heading, a paragraph with a date.
    pub fn bridge() -> Self {
        Fixture::bridge_with("")
    }

    /// The same with more words at the end.
    pub fn bridge_with(more: &str) -> Self {
        let document = document(more);
        let annotations = annotations(&document, "Ana Ruiz");
        Fixture {
            document,
            annotations,
        }
    }

    /// Calls the speaker something else.
    pub fn rename_speaker(&mut self, name: &str) {
        self.annotations = annotations(&self.document, name);
    }

    /// Lets a second one say what the speaker says.
    pub fn join_speaker(&mut self, name: &str) {
        let old = &self.annotations;
        let mut joined = Annotations::new(old.language(), old.document_date());
        joined.extend(old.iter().cloned().map(|mut annotation| {
            if let Annotation::Quote(quote) = &mut annotation {
                quote.joint = vec![1];
            }
            annotation
        }));
        joined.extend([Annotation::Speaker(Speaker {
            name: name.to_owned(),
            kind: SpeakerKind::Person,
            role: None,
            aliases: Vec::new(),
            first_mention: Span::new(0, 3),
        })]);
        self.annotations = joined;
    }

    /// What the writers are given.
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            name: "bridge.md",
            document: &self.document,
            annotations: &self.annotations,
            parts: Parts::ALL,
        }
    }
}

fn document(more: &str) -> Document {
    let mut builder = DocumentBuilder::new();
    builder.metadata.title = Some("The bridge".to_owned());
    builder.metadata.byline = Some("Lena Ortiz".to_owned());
    for (kind, role, words) in [
        (BlockKind::Heading(1), Some(Role::Title), "The bridge"),
        (
            BlockKind::Paragraph,
            None,
            "“We waited.” Ruiz said. “No more.”",
        ),
        (BlockKind::Heading(2), None, "What now"),
        (BlockKind::Rule, None, ""),
        (
            BlockKind::Paragraph,
            None,
            "It closed — again — in May 2024.",
        ),
    ] {
        let mut draft = Draft::new(kind);
        draft.push(words, 0..words.len());
        if let Some(role) = role {
            draft.set_role(role);
        }
        builder.push(draft);
    }
    if !more.is_empty() {
        let mut draft = Draft::new(BlockKind::Paragraph);
        draft.push(more, 0..more.len());
        builder.push(draft);
    }
    builder.finish()
}

fn annotations(doc: &Document, name: &str) -> Annotations {
    let find = |words: &str| {
        let start = doc.text().find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let days = Days {
        from: date(2024, 5, 1),
        to: date(2024, 5, 31),
    };
    let mut all = Annotations::new(Language::English, Some(date(2024, 5, 12)));
    all.extend([
        Annotation::Speaker(Speaker {
            name: name.to_owned(),
            kind: SpeakerKind::Person,
            role: Some("chief engineer".to_owned()),
            aliases: vec!["Ruiz".to_owned()],
            first_mention: find("Ruiz"),
        }),
        Annotation::Quote(Quote {
            spans: vec![find("“We waited.”"), find("“No more.”")],
            kind: QuoteKind::Direct,
            speaker: Some(0),
            joint: Vec::new(),
            mention: Some(find("Ruiz")),
            cue: Some(find("said")),
            confidence: 0.97,
        }),
        Annotation::Date(DateMention {
            span: find("May 2024"),
            kind: DateKind::Date,
            value: "2024-05".to_owned(),
            modifier: None,
            days: Some(days),
            anchor: Some(Anchor::Stated),
        }),
        Annotation::Event(Event {
            label: "bridge; closed, again".to_owned(),
            span: find("It closed — again"),
            days,
            when: "2024-05".to_owned(),
            inferred: true,
            planned: true,
            dates: vec![0],
        }),
        Annotation::Section(Section {
            title: "What now".to_owned(),
            level: 2,
            block: 2,
            inferred: false,
        }),
    ]);
    all
}
