use super::*;
use crate::load::{format_named, load_text};
use crate::text::Document;
use proptest::prelude::*;

fn document(source: &str) -> Document {
    load_text(source, format_named("md"))
}

/// A document in a short notation, one line a block.
fn shown(doc: &Document) -> Vec<String> {
    doc.blocks()
        .iter()
        .map(|block| {
            let text = doc.slice(block.span);
            match &block.kind {
                BlockKind::List(items) => items
                    .iter()
                    .map(|i| format!("{:?}{} {}", i.marker, i.depth, doc.slice(i.span)))
                    .collect::<Vec<_>>()
                    .join("; "),
                BlockKind::Table(table) => table
                    .rows
                    .iter()
                    .map(|r| {
                        r.iter()
                            .map(|c| doc.slice(*c))
                            .collect::<Vec<_>>()
                            .join("|")
                    })
                    .collect::<Vec<_>>()
                    .join("; "),
                kind => format!("{kind:?} {text}"),
            }
        })
        .collect()
}

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    assert_eq!(shown(&document(source)), expected);
}

#[test]
fn blocks() {
    check(
        "It turned.\n\n## Tide\n\nOne\ntwo  \nthree\n\n---\n\n> said\n>\n> > she\n",
        &[
            "Paragraph It turned.",
            "Heading(2) Tide",
            "Paragraph One two\nthree",
            "Rule ",
            "Quote(1) said",
            "Quote(2) she",
        ],
    );
    check(
        "It turned.\n\n```rust\nfn a() {\n\n}\n```\n",
        &["Paragraph It turned.", "Code fn a() {\n\n}"],
    );
    check(
        "It turned.\n\n水車は\n回る",
        &["Paragraph It turned.", "Paragraph 水車は回る"],
    );
}

#[test]
fn lists_are_one_block_with_depths() {
    check(
        "- one\n  1. deep\n  2. deeper\n- [x] two\n\n  more\n- three",
        &[
            "Bullet0 one; Number(1)1 deep; Number(2)1 deeper; Task(true)0 two; Continued0 more; Bullet0 three",
        ],
    );
    check(
        "1. one\n\n   ```\n   code\n   ```\n2. two",
        &["Number(1)0 one", "Code code", "Number(2)0 two"],
    );
    check("- > said\n- two", &["Quote(1) said", "Bullet0 two"]);
}

#[test]
fn tables_and_footnotes() {
    check("A | B\n--|--\n*c* | d<br>e\n", &["A|B; c|d e"]);
    let doc = document("It cost much.[^n]\n\n[^n]: So they say.\n\n    Twice.\n");
    assert_eq!(
        shown(&doc),
        [
            "Paragraph It cost much.[n]",
            "Footnote [n] So they say.",
            "Footnote Twice."
        ]
    );
    let mark = InlineKind::FootnoteMark("n".into());
    assert!(
        doc.inlines(0)
            .iter()
            .any(|i| i.kind == mark && doc.slice(i.span) == "[n]")
    );
}

#[test]
fn inline_spans() {
    let source = "A *b **c*** `d` [e](https://example.org/ \"t\") ~~f~~ ![Q](h.png) &amp; \\*.";
    let doc = document(source);
    assert_eq!(doc.text(), "A b c d e f Q & *.");
    let inlines: Vec<_> = doc
        .inlines(0)
        .iter()
        .map(|i| (&i.kind, doc.slice(i.span)))
        .collect();
    assert_eq!(
        inlines,
        [
            (&InlineKind::Emphasis, "b c"),
            (&InlineKind::Strong, "c"),
            (&InlineKind::Code, "d"),
            (&InlineKind::Link("https://example.org/".into()), "e"),
            (&InlineKind::Strike, "f"),
            (&InlineKind::Image("h.png".into()), "Q"),
        ]
    );
    for word in ["b", "c", "d", "f", "Q"] {
        let at = doc.text().find(word).unwrap();
        assert_eq!(doc.source_offset(at), source.find(word), "{word}");
    }
}

#[test]
fn a_picture_alone_is_a_caption() {
    check(
        "![The mill](a.png)\n\n[![The sea](b.png)](c)\n",
        &["Caption The mill", "Caption The sea"],
    );
}

#[test]
fn html_is_dropped_to_its_text() {
    check(
        "It <b>turned</b><br>once.<!-- no -->\n\n<div>\n<p>One &amp; two</p>\n<p>three <i>four</i>\nfive</p></div>\n\nEnd.\n",
        &[
            "Paragraph It turned\nonce.",
            "Paragraph One & two",
            "Paragraph three four five",
            "Paragraph End.",
        ],
    );
    check(
        "A<script>alert(1)</script>b\n\n<style>p {}</style>\n\n<h3>Tide</h3>\n\nc\n",
        &["Paragraph Ab", "Heading(3) Tide", "Paragraph c"],
    );
}

#[test]
fn markdown_is_told_by_its_start() {
    for (text, expected) in [
        ("---\ntitle: a\n---\n", Sniffed::Probably),
        ("# The mill\n\nIt turned.", Sniffed::Probably),
        ("See [the mill](https://example.org).", Sniffed::Probably),
        ("It turned.\n", Sniffed::Unknown),
        ("#!/bin/sh\n", Sniffed::Unknown),
        ("# comment\nset x\n", Sniffed::Unknown),
    ] {
        assert_eq!(sniff(text.as_bytes()), expected, "{text}");
    }
}

#[test]
fn deep_nesting_ends() {
    for text in [
        "> ".repeat(100_000) + "x",
        "- ".repeat(100_000) + "x",
        "*".repeat(100_000) + "x",
        "[".repeat(100_000) + "x",
        "![".repeat(50_000) + "x" + &"](y)".repeat(50_000),
        "<b>".repeat(100_000) + "x",
    ] {
        let doc = document(&text);
        assert!(doc.text().contains('x'));
    }
}

proptest! {
    #[test]
    fn letters_lead_back_to_the_source(source in "([a-z#*_>`~|\\[\\]()<&;:! \n-]|\n\n|\\[\\^a\\]|&amp;|<p>|  \n){0,120}") {
        let doc = document(&source);
        for (offset, c) in doc.text().char_indices().filter(|(_, c)| c.is_ascii_lowercase()) {
            let block = &doc.blocks()[doc.block_at(offset)];
            if block.kind == BlockKind::Footnote || block.head_only {
                continue;
            }
            let at = doc.source_offset(offset).unwrap();
            let there = source.get(at..).and_then(|s| s.chars().next());
            prop_assert!(there == Some(c) || there == Some('['), "{c} at {at} of {source:?}");
        }
        for inline in doc.all_inlines() {
            prop_assert!(doc.text().get(inline.span.range()).is_some());
        }
    }

    #[test]
    fn any_text_can_be_read(source in any::<String>()) {
        document(&source);
    }
}
