//! How long it takes to lay out a view, cold and cached, and to jump in a huge line:
//! `cargo bench --bench layout`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use dateline::layout::{Layout, RowAddress, Settings};
use dateline::text::{BlockKind, Document, DocumentBuilder, Draft, Place};

/// The median of many runs of `work`, each after `prepare`.
fn median<T>(mut prepare: impl FnMut() -> T, mut work: impl FnMut(&mut T)) -> Duration {
    let mut times: Vec<Duration> = (0..201)
        .map(|_| {
            let mut state = prepare();
            let start = Instant::now();
            work(&mut state);
            start.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

fn document(paragraphs: impl IntoIterator<Item = String>) -> Document {
    let mut builder = DocumentBuilder::new();
    for words in paragraphs {
        let mut draft = Draft::new(BlockKind::Paragraph);
        draft.push_words(&words);
        builder.push(draft);
    }
    builder.finish()
}

/// Words of the lengths that English has, without repeating soon.
fn words(count: usize, script: &str) -> String {
    let letters: Vec<char> = script.chars().collect();
    let mut state = 7_usize;
    let mut text = String::new();
    for _ in 0..count {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let length = 1 + (state >> 33) % 9;
        for index in 0..length {
            text.push(letters[(state >> 20).wrapping_add(index * 7) % letters.len()]);
        }
        text.push(' ');
    }
    text
}

fn report(what: &str, time: Duration) {
    println!("{what:<56} {:>9.1} µs", time.as_secs_f64() * 1e6);
}

fn main() {
    let fresh = || Layout::new(Settings::default());
    let latin = "abcdefghijklmnopqrstuvwxyz";
    for (script, letters) in [
        ("Latin", latin),
        ("Cyrillic", "абвгдежзиклмнопрст"),
        ("Han", "日本語中文字東京大学"),
    ] {
        let article = document((0..16).map(|_| words(85, letters)));
        let size = article.text().len() / 1024;
        report(
            &format!("{script}, {size} KB: all of it, cold"),
            median(fresh, |layout| {
                black_box(layout.window(&article, RowAddress::default(), 1000));
            }),
        );
        report(
            &format!("{script}: a window of 60 rows, cold"),
            median(fresh, |layout| {
                black_box(layout.window(&article, RowAddress::default(), 60));
            }),
        );
        let layout = fresh();
        report(
            &format!("{script}: a window of 60 rows, cached"),
            median(
                || (),
                |()| {
                    black_box(layout.window(&article, RowAddress::default(), 60));
                },
            ),
        );
    }
    let line = document([words(1_800_000, latin)]);
    let middle = Place {
        block: 0,
        offset: line.text().len() / 2,
    };
    report(
        &format!(
            "a line of {} MB: jump to its middle, cold",
            line.text().len() >> 20
        ),
        median(fresh, |layout| {
            let row = layout.row_of(&line, middle);
            black_box(layout.window(&line, row, 60));
        }),
    );
    report(
        "the same line: jump to its end, cold",
        median(fresh, |layout| {
            let top = layout.top_for_end(&line, 60);
            black_box(layout.window(&line, top, 60));
        }),
    );
}
