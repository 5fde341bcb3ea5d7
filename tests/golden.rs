//! The JSON of an article of our own, as a whole: what changes in it changes for everybody who
//! reads it.

#![allow(clippy::unwrap_used)]

use dateline::analysis::{self, Options, Parts};
use dateline::export::{Format, Subject};
use dateline::load;

const ARTICLE: &str = include_str!("fixtures/ferry.md");

#[test]
fn the_json_of_an_article() {
    let document = load::load_text(ARTICLE, load::format_named("md"));
    let annotations = analysis::analyse(&document, &Options::default());
    let subject = Subject {
        name: "ferry.md",
        document: &document,
        annotations: &annotations,
        parts: Parts::ALL,
    };
    let mut out = Vec::new();
    Format::Json.article(&subject, &mut out);
    let json = String::from_utf8(out).unwrap();
    insta::assert_snapshot!(rows(&json));
}

/// A row a line, for the eye and for the difference; a confidence is only known to be one, since
/// its figures follow the learned weights.
fn rows(json: &str) -> String {
    let rows = json.replace("[{", "[\n{").replace("},{", "},\n{");
    let rows = rows
        .replace("}],", "}],\n")
        .replace(",\"text\":", ",\n\"text\":");
    let mut out = String::new();
    for (index, part) in rows.split("\"confidence\":").enumerate() {
        if index == 0 {
            out.push_str(part);
            continue;
        }
        let (figure, rest) = part.split_once('}').unwrap();
        let confidence: f32 = figure.parse().unwrap();
        assert!((0.0..=1.0).contains(&confidence));
        out.push_str("\"confidence\":…}");
        out.push_str(rest);
    }
    out
}
