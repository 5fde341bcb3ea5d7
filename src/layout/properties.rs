//! What holds for every document at every measure.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::testing::document;
use super::{Layout, RowAddress, RowKind, Settings};
use crate::text::{BlockKind, Document, Place};

/// Words of every shape, spaces and line feeds included.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-z]{1,12}",
        "[A-Z]\\.",
        "[0-9]{1,4} (million|km|May)",
        "(six-party|e-mail|a—b|—|–|Mr. X|…|‘it’)",
        "[日本語。「」ー]{1,9}",
        "(👩\u{200D}🚀|🇫🇷🇩🇪|e\u{301}|\u{301}|ｶ\u{FF9E}|❤\u{FE0F}|\u{200D}){1,4}",
        "[a-z/]{20,90}",
        "\\PC{1,6}",
    ];
    let space = prop_oneof![8 => Just(" "), 1 => Just("  "), 1 => Just("\t"), 1 => Just("\n"), 1 => Just("\u{3000}")];
    proptest::collection::vec((word, space), 1..20).prop_map(|parts| {
        let text: String = parts.iter().flat_map(|(w, s)| [w.as_str(), s]).collect();
        text.replace("\n\n", "\n")
    })
}

/// The same on one line, without the signs that the markup takes.
fn line() -> impl Strategy<Value = String> {
    words().prop_map(|w| w.replace(['\n', '|', '\t'], " "))
}

fn list() -> impl Strategy<Value = String> {
    let item = (0usize..5, "(- |[0-9]{1,3}\\. |\\[x\\] |\\+ )", line());
    proptest::collection::vec(item, 1..8).prop_map(|items| {
        let lines: Vec<String> = items
            .iter()
            .map(|(depth, sign, words)| format!("{}{sign}{words}", "  ".repeat(*depth)))
            .collect();
        lines.join("\n")
    })
}

fn table() -> impl Strategy<Value = String> {
    let row =
        proptest::collection::vec(prop_oneof![Just(String::new()), "[a-z]{1,9}", line()], 1..6);
    (any::<bool>(), proptest::collection::vec(row, 1..6)).prop_map(|(header, rows)| {
        let mut lines: Vec<String> = rows.iter().map(|r| format!("|{}|", r.join("|"))).collect();
        if header {
            lines.insert(1, "|>|^|<|>|^|".to_owned());
        }
        lines.join("\n")
    })
}

fn block() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => words(),
        1 => words().prop_map(|w| format!("# {w}")),
        1 => words().prop_map(|w| format!("> {w}")),
        1 => words().prop_map(|w| format!(">> {w}")),
        1 => words().prop_map(|w| format!("@byline {w}")),
        1 => words().prop_map(|w| format!("@title {w}")),
        1 => words().prop_map(|w| format!("!{w}")),
        1 => words().prop_map(|w| format!("[1] {w}")),
        1 => words().prop_map(|w| format!("code\n{w}")),
        1 => Just("---".to_owned()),
        2 => list(),
        2 => table(),
    ]
}

fn documents() -> impl Strategy<Value = Document> {
    proptest::collection::vec(block(), 1..6).prop_map(|blocks| document(&blocks.join("\n\n")))
}

fn settings() -> impl Strategy<Value = Settings> {
    (1u16..=120, any::<bool>(), proptest::option::of(1u16..90)).prop_map(
        |(measure, compact, minutes)| Settings {
            measure,
            compact,
            sideways: 0,
            minutes,
        },
    )
}

/// The bytes of a block that hold characters to be shown, and how often its rows show each.
fn shown(doc: &Document, layout: &Layout, block: usize) -> Vec<u32> {
    let span = doc.blocks()[block].span;
    let mut count = vec![0; span.len()];
    for piece in 0..layout.pieces(doc, block) {
        for row in layout.rows(doc, block, piece).iter() {
            for fragment in &row.fragments {
                assert!(span.covers(fragment.span));
                assert_eq!(doc.slice(fragment.span).len(), fragment.span.len());
                for byte in fragment.span.range() {
                    count[byte - span.start()] += 1;
                }
            }
        }
    }
    count
}

fn loses_and_repeats_nothing(doc: &Document, settings: Settings) {
    let layout = Layout::new(settings);
    for (index, block) in doc.blocks().iter().enumerate() {
        if block.kind == BlockKind::Code {
            continue;
        }
        let count = shown(doc, &layout, index);
        for (at, c) in doc.slice(block.span).char_indices() {
            assert!(count[at] <= 1, "{c:?} repeated in {block:?}");
            assert!(
                count[at] == 1 || c.is_whitespace(),
                "{c:?} lost in {block:?}"
            );
        }
    }
}

fn every_row_fits(doc: &Document, settings: Settings) {
    let layout = Layout::new(settings);
    let measure = usize::from(settings.measure);
    for (at, rows) in layout.window(doc, RowAddress::default(), usize::MAX) {
        let row = &rows[at.row];
        // One grapheme may be wider than what a very narrow measure leaves.
        let text = row.fragments.last().map(|f| doc.slice(f.span));
        let last = text.or(row.decorations.last().map(|d| d.text.as_ref()));
        let alone = measure < 6 && last.is_some_and(|l| l.graphemes(true).count() == 1);
        assert!(row.width() <= measure || alone, "{row:?} at {measure}");
        let mut end = 0;
        for fragment in &row.fragments {
            assert!(fragment.column >= end, "{row:?}");
            end = fragment.column + fragment.width;
            let text = doc.slice(fragment.span);
            assert_eq!(super::cells(text), usize::from(fragment.width), "{text:?}");
        }
    }
}

fn addresses_hold(doc: &Document, settings: Settings) {
    if doc.blocks().is_empty() {
        return;
    }
    let layout = Layout::new(settings);
    let all = layout.window(doc, layout.first(doc), usize::MAX);
    let addresses: Vec<RowAddress> = all.iter().map(|(at, _)| *at).collect();
    assert_eq!(addresses.last(), Some(&layout.last(doc)));
    for (index, (at, rows)) in all.iter().enumerate() {
        let steps = index as isize;
        assert_eq!(layout.step(doc, addresses[0], steps), *at);
        assert_eq!(layout.step(doc, *at, -steps), addresses[0]);
        assert_eq!(layout.step(doc, *at, -steps - 3), addresses[0]);
        assert_eq!(layout.distance(doc, addresses[0], *at, index), Some(index));
        let place = layout.place_of(doc, *at);
        assert_eq!(place.block, at.block);
        let row = &rows[at.row];
        if row.kind == RowKind::Text && row.start().is_some() {
            assert_eq!(layout.row_of(doc, place), *at, "{row:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_character_is_lost_or_repeated(doc in documents(), settings in settings()) {
        loses_and_repeats_nothing(&doc, settings);
    }

    #[test]
    fn no_row_is_wider_than_the_measure(doc in documents(), settings in settings()) {
        every_row_fits(&doc, settings);
    }

    #[test]
    fn rows_places_and_steps_agree(doc in documents(), settings in settings()) {
        addresses_hold(&doc, settings);
    }

    #[test]
    fn code_shows_every_cell_at_some_scroll(words in words(), measure in 5u16..60) {
        let doc = document(&format!("code\n{words}"));
        let Some(block) = doc.blocks().first() else { return Ok(()) };
        let mut seen = vec![false; block.span.len()];
        let widest = Layout::new(Settings::default()).code_width(&doc, 0, 0) as u16;
        for sideways in (0..=widest).step_by(usize::from(measure) - 4) {
            let layout = Layout::new(Settings { measure, sideways, ..Settings::default() });
            for (at, count) in shown(&doc, &layout, 0).into_iter().enumerate() {
                prop_assert!(count <= 1);
                seen[at] |= count == 1;
            }
            for row in layout.rows(&doc, 0, 0).iter() {
                prop_assert!(row.width() <= usize::from(measure));
            }
        }
        for (at, c) in doc.slice(block.span).char_indices() {
            let grapheme_may_have_no_cell = super::cells(c.encode_utf8(&mut [0; 4])) == 0;
            prop_assert!(seen[at] || c.is_whitespace() || grapheme_may_have_no_cell, "{c:?}");
        }
    }
}

/// What must hold of a block that is laid out in pieces.
fn check_huge(doc: &Document, measure: u16) {
    let settings = Settings {
        measure,
        ..Settings::default()
    };
    loses_and_repeats_nothing(doc, settings);
    every_row_fits(doc, settings);
    let layout = Layout::new(settings);
    assert!(layout.pieces(doc, 0) > 2);
    let length = doc.blocks()[0].span.len();
    for offset in (0..length).step_by(4001) {
        let row = layout.row_of(doc, Place { block: 0, offset });
        let place = layout.place_of(doc, row);
        assert_eq!(layout.row_of(doc, place), row);
        let after = layout.step(doc, row, 1);
        assert!(after > row || row == layout.last(doc));
        assert!(after == row || layout.step(doc, after, -1) == row);
    }
}

#[test]
fn huge_blocks_are_whole() {
    for markup in [
        "lorem ipsum dolor ".repeat(4_000),
        format!("> {}", "日本語".repeat(8_000)),
        format!("[1] {}", "x".repeat(60_000)),
        "- an item of a long list\n  - nested\n".repeat(2_000),
        format!("- one {}", "very long item ".repeat(4_000)),
        "|name|<\n".to_owned() + &"|a cell of a table|another, which is longer|3|\n".repeat(1_500),
        format!("|{}|{}|", "word ".repeat(8_000), "cell ".repeat(8_000)),
        format!(
            "|a|b|\n|<|<|\n|{}|{}|",
            "word ".repeat(8_000),
            "cell ".repeat(8_000)
        ),
    ] {
        let doc = document(&markup);
        check_huge(&doc, 66);
        check_huge(&doc, 13);
    }
}
