use super::*;
use crate::analysis::{Annotation, Annotations};
use crate::analysis::{Language, Quote, QuoteKind, Section, Speaker, SpeakerKind};
use crate::text::Document;
use crate::text::{BlockKind, DocumentBuilder, Draft};

const PARAGRAPHS: [&str; 4] = ["The lead.", "Money", "“One,” she said.", "“Two,” he said."];

fn document() -> Document {
    let mut builder = DocumentBuilder::new();
    builder.metadata.title = Some("The bridge".to_owned());
    for (i, words) in PARAGRAPHS.iter().enumerate() {
        let kind = if i == 1 {
            BlockKind::Heading(2)
        } else {
            BlockKind::Paragraph
        };
        let mut draft = Draft::new(kind);
        draft.push(words, 0..words.len());
        builder.push(draft);
    }
    builder.finish()
}

fn quote(doc: &Document, words: &str, speaker: Option<usize>) -> Annotation {
    let start = doc.text().find(words).unwrap();
    Annotation::Quote(Quote {
        spans: vec![Span::new(start, start + words.len())],
        kind: QuoteKind::Direct,
        speaker,
        joint: Vec::new(),
        mention: None,
        cue: None,
        confidence: 0.9,
    })
}

fn annotations(doc: &Document) -> Annotations {
    let mut all = Annotations::new(Language::English, None);
    all.extend([
        Annotation::Speaker(Speaker {
            name: "Ana Ruiz".to_owned(),
            kind: SpeakerKind::Person,
            role: Some("chief engineer".to_owned()),
            aliases: vec![],
            first_mention: Span::new(0, 3),
        }),
        quote(doc, "“One,”", Some(0)),
        quote(doc, "“Two,”", None),
    ]);
    for (block, inferred) in [(1, false), (3, true)] {
        all.extend([Annotation::Section(Section {
            title: "Part".to_owned(),
            level: 1,
            block,
            inferred,
        })]);
    }
    all
}

#[test]
fn a_speaker_holds_its_quotations_and_what_nobody_owns_is_gathered() {
    let doc = document();
    let index = Index::new(&doc, &annotations(&doc), Inferred::Auto);
    let entries = index.entries(List::Speakers);
    let labels: Vec<_> = entries
        .iter()
        .map(|e| (e.label.as_str(), e.children))
        .collect();
    assert_eq!(
        labels,
        [
            ("Ana Ruiz", 1),
            ("“One,”", 0),
            ("no speaker named", 1),
            ("“Two,”", 0)
        ]
    );
    assert_eq!(entries[1].parent, Some(0));
    assert_eq!(entries[0].paragraph, Some(2));
    let painted: Vec<_> = index
        .painted(Span::new(0, 99))
        .filter(|p| p.token.is_some())
        .map(|p| p.owner)
        .collect();
    assert_eq!(painted, [Some((List::Speakers, 0)), None]);
}

#[test]
fn words_that_two_say_stand_under_both_and_light_up_with_either() {
    let doc = document();
    let mut all = Annotations::new(Language::English, None);
    for name in ["Ana Ruiz", "Lena Ortiz"] {
        all.extend([Annotation::Speaker(Speaker {
            name: name.to_owned(),
            kind: SpeakerKind::Person,
            role: None,
            aliases: vec![],
            first_mention: Span::new(0, 3),
        })]);
    }
    let mut both = quote(&doc, "“One,”", Some(0));
    if let Annotation::Quote(quote) = &mut both {
        quote.joint = vec![1];
    }
    all.extend([both]);
    let index = Index::new(&doc, &all, Inferred::Auto);
    let entries = index.entries(List::Speakers);
    let children: Vec<usize> = entries.iter().map(|e| e.children).collect();
    assert_eq!(children, [1, 0, 1, 0]);
    let lit = |head| {
        let mut painted = index.painted(Span::new(0, 99));
        painted.any(|p| p.owner == Some((List::Speakers, head)))
    };
    assert!(lit(0) && lit(2) && !lit(1));
}

#[test]
fn the_lead_is_an_entry_and_inferred_parts_stand_back() {
    let doc = document();
    let count = |mode| {
        let index = Index::new(&doc, &annotations(&doc), mode);
        index.entries(List::Sections).len()
    };
    assert_eq!(
        [
            count(Inferred::Auto),
            count(Inferred::All),
            count(Inferred::None)
        ],
        [2, 3, 2]
    );
    let index = Index::new(&doc, &annotations(&doc), Inferred::Auto);
    assert_eq!(index.entries(List::Sections)[0].label, "The bridge");
    let here = |block: usize| index.entry_at(List::Sections, doc.blocks()[block].span);
    assert_eq!([here(0), here(1), here(3)], [Some(0), Some(1), Some(1)]);
}

#[test]
fn places_are_walked_in_text_order() {
    let doc = document();
    let index = Index::new(&doc, &annotations(&doc), Inferred::Auto);
    let one = doc.text().find("“One").unwrap();
    let two = doc.text().find("“Two").unwrap();
    assert_eq!(index.next(List::Speakers, 0, false), Some((one, 1)));
    assert_eq!(index.next(List::Speakers, one, false), Some((two, 3)));
    assert_eq!(index.next(List::Speakers, one, true), None);
}
