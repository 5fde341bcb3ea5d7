use super::*;
use crate::load::load_text;
use crate::text::{Document, Marker};
use proptest::prelude::*;

/// A document in a short notation: `#` a heading's level, `>` a quotation, `-` an item, `¶` a
/// paragraph, `---` a rule, `|` cells.
fn shown(doc: &Document) -> Vec<String> {
    doc.blocks()
        .iter()
        .map(|block| {
            let text = doc.slice(block.span);
            match &block.kind {
                BlockKind::Heading(level) => {
                    format!("{} {text}", "#".repeat(*level as usize))
                }
                BlockKind::Quote(_) => format!("> {text}"),
                BlockKind::List(items) => items
                    .iter()
                    .map(|item| {
                        let marker = match item.marker {
                            Marker::Number(n) => format!("{n}."),
                            _ => "-".to_owned(),
                        };
                        let indent = "  ".repeat(item.depth as usize);
                        format!("{indent}{marker} {}", doc.slice(item.span))
                    })
                    .collect::<Vec<_>>()
                    .join("\n"),
                BlockKind::Table(_) => text.replace('\t', "|"),
                BlockKind::Code => format!("``` {text}"),
                BlockKind::Rule => "---".to_owned(),
                _ => format!("¶ {text}"),
            }
        })
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(shown(&load_text(text, None)), expected);
}

const WRAPPED: &str = "The wheel of the mill turned whenever the sea allowed it to, and that\n\
                       was for most of three hundred years a matter of the moon alone and of\n\
                       nobody in the town.";
const JOINED: &str = "¶ The wheel of the mill turned whenever the sea allowed it to, and that \
                      was for most of three hundred years a matter of the moon alone and of \
                      nobody in the town.";

#[test]
fn wrapped_lines_are_one_paragraph() {
    check(WRAPPED, &[JOINED]);
    check(&WRAPPED.replace('\n', "\r\n"), &[JOINED]);
    check(&format!("{WRAPPED}\n\n{WRAPPED}\n"), &[JOINED, JOINED]);
}

#[test]
fn long_lines_are_paragraphs_of_their_own() {
    let line = "It turned, and it stopped, and nobody could say why it did. ".repeat(4);
    let line = line.trim_end();
    let paragraph = format!("¶ {line}");
    check(&format!("{line}\n{line}\n"), &[&paragraph, &paragraph]);
}

#[test]
fn a_line_set_in_begins_a_paragraph() {
    let text = format!("{WRAPPED}\n   {}", WRAPPED);
    check(&text, &[JOINED, JOINED]);
}

#[test]
fn verse_and_addresses_keep_their_lines() {
    check(
        "The wheel goes round\nthe moon goes down\nand no one in the town\ncan sleep",
        &["¶ The wheel goes round\nthe moon goes down\nand no one in the town\ncan sleep"],
    );
    let verse = format!("{WRAPPED}\n\n    The wheel goes round,\n    the moon goes down.\n");
    check(
        &verse,
        &[JOINED, "> The wheel goes round,\nthe moon goes down."],
    );
}

#[test]
fn lines_that_end_sentences_are_paragraphs() {
    check(
        "ANN: Does it turn?\nBO: It does not.\nANN: Since when?",
        &[
            "¶ ANN: Does it turn?",
            "¶ BO: It does not.",
            "¶ ANN: Since when?",
        ],
    );
}

#[test]
fn headings_by_their_place_and_shape() {
    let after = |heading: &str| format!("{WRAPPED}\n\n{heading}\n\n{WRAPPED}\n");
    for (heading, expected) in [
        ("\nThe next tide\n", "## The next tide"),
        ("Chapter IV", "## Chapter IV"),
        ("THE NEXT TIDE", "## THE NEXT TIDE"),
        ("The next tide\n=============", "# The next tide"),
        ("The next tide\n-------------", "## The next tide"),
        ("               The next tide", "## The next tide"),
        // Not every lone line is one.
        ("A picture of the mill", "¶ A picture of the mill"),
        ("\nIt turned.\n", "¶ It turned."),
        ("\n“Does it turn”\n", "¶ “Does it turn”"),
    ] {
        check(&after(heading), &[JOINED, expected, JOINED]);
    }
}

const LONE: [&str; 3] = ["The flood (June 1950)", "Escalation", "The town rebuilds"];

#[test]
fn several_lines_alone_before_prose_are_headings() {
    let text = |lines: &[&str]| -> String {
        lines
            .iter()
            .map(|l| format!("{l}\n\n{WRAPPED}\n\n"))
            .collect()
    };
    let expected = |sign: &str, lines: &[&str]| -> Vec<String> {
        let blocks = lines
            .iter()
            .flat_map(|l| [format!("{sign} {l}"), JOINED.to_owned()]);
        std::iter::once(JOINED.to_owned()).chain(blocks).collect()
    };
    let shown = |lines: &[&str]| shown(&load_text(&format!("{WRAPPED}\n\n{}", text(lines)), None));
    assert_eq!(shown(&LONE), expected("##", &LONE));
    for lines in [
        // Two may be captions, those who speak are named again, lists and sentences are none.
        &LONE[..2],
        &["Ann Lee", "Bo Ek", "Cy Day", "Ann Lee", "Bo Ek", "Cy Day"],
        &["It rained.", "Nobody came.", "The wheel stopped."],
        &["Ann: I was there", "Bo: I was not", "Ann: Who was"],
        &["Ann said it was so", "Bo said it was not", "Cy asked"],
    ] {
        assert_eq!(shown(lines), expected("¶", lines));
    }
}

#[test]
fn short_lines_one_after_the_other_are_no_headings() {
    let list = "Bread\n\nMilk\n\nA wheel\n\nFlour\n\nSalt\n\n";
    let text = format!(
        "{}{list}{WRAPPED}\n",
        LONE.map(|l| format!("{l}\n\n{list}{WRAPPED}\n\n")).concat()
    );
    assert!(
        !shown(&load_text(&text, None))
            .iter()
            .any(|b| b.starts_with("## Esc"))
    );
}

#[test]
fn what_a_mail_quotes_is_a_quotation() {
    check(
        "On Mon, Ann Lee wrote:\n> Does it turn?\n> I heard that it had stopped.\n>\n>> It turns.\nIt does.",
        &[
            "¶ On Mon, Ann Lee wrote:",
            "> Does it turn?",
            "> I heard that it had stopped.",
            "> It turns.",
            "¶ It does.",
        ],
    );
    check(
        "On Mon, Ann Lee wrote:\n\n> Does it turn?\n\nIt does.",
        &["¶ On Mon, Ann Lee wrote:", "> Does it turn?", "¶ It does."],
    );
    check("> 5 is what we need", &["¶ > 5 is what we need"]);
}

#[test]
fn text_right_under_its_heading() {
    let text = WRAPPED.replace('\n', "\n    ");
    check(
        &format!("NAME\n    {text}\n\nThe tide\n    {text}\n"),
        &["## NAME", JOINED, "## The tide", JOINED],
    );
}

#[test]
fn lists() {
    check(
        "The council asked for:\n- a wheel,\n  that turns;\n- a miller.\n",
        &[
            "¶ The council asked for:",
            "- a wheel, that turns;\n- a miller.",
        ],
    );
    check(
        "1. One\n2. Two\n   more\n  * deep\n",
        &["1. One\n2. Two more\n  - deep"],
    );
    check("- Yes, he said.\n\nNo.", &["¶ - Yes, he said.", "¶ No."]);
    check(
        "In the year\n1950. Nobody came.",
        &["¶ In the year\n1950. Nobody came."],
    );
}

#[test]
fn columns_are_tables() {
    check(
        "Source      Paid\nTown         120\nThe region    88\n\nIt was paid.",
        &["Source|Paid\nTown|120\nThe region|88", "¶ It was paid."],
    );
    check("Town\t120\nThe region\t88\n", &["Town|120\nThe region|88"]);
    check(
        "It turned.  Then\nit stopped.  Why\n",
        &["¶ It turned.  Then\nit stopped.  Why"],
    );
}

#[test]
fn ornaments_are_rules_and_stresses_stay() {
    check(
        "It turned.\n\n* * *\n\nIt _did_ not.",
        &["¶ It turned.", "---", "¶ It _did_ not."],
    );
}

#[test]
fn divided_words_are_whole_again() {
    let text = "The water-\nmill is a watermill, and this is a line as long as all others are\n\
                and a quarter-\nmaster was not there.";
    let doc = load_text(text, None);
    assert!(doc.text().starts_with("The watermill is"), "{}", doc.text());
}

/// What is left of a text when white space and the marks that become structure are gone.
fn visible(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '“' | '.' | ','))
        .collect()
}

proptest! {
    #[test]
    fn every_word_survives_and_leads_back(text in "([a-zé ,.—“\\-*\r\t\n]|\n\n|\n  |[A-Z][a-z]+ ){0,200}") {
        let doc = load_text(&text, None);
        prop_assert_eq!(visible(doc.text()), visible(&text));
        for (offset, c) in doc.text().char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            let at = doc.source_offset(offset).unwrap();
            prop_assert_eq!(text.get(at..).and_then(|s| s.chars().next()), Some(c));
            let span = doc.source_span(Span::new(offset, offset + c.len_utf8())).unwrap();
            prop_assert_eq!(span.of(&text), c.to_string());
        }
    }

    #[test]
    fn any_text_gives_spans_on_boundaries(text in any::<String>()) {
        let doc = load_text(&text, None);
        for inline in doc.all_inlines() {
            prop_assert!(doc.text().get(inline.span.range()).is_some());
        }
        for block in doc.blocks() {
            prop_assert!(doc.text().get(block.span.range()).is_some());
            if let BlockKind::Table(table) = &block.kind {
                prop_assert!(table.rows.iter().flatten().all(|c| block.span.covers(*c)));
            }
            if let BlockKind::List(items) = &block.kind {
                prop_assert!(items.iter().all(|i| block.span.covers(i.span)));
            }
        }
    }
}
