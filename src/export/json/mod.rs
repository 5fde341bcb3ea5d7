//! JSON of schema 1: one object an article, spans in code points.

mod places;
mod rows;

use jiff::civil::Date;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::value::RawValue;

use self::places::{Places, is_listed};
use self::rows::{Day, Happening, Paragraph, Part, Quotation, Rows, Timex, Voice};
pub(in crate::export) use self::rows::{anchor, confidence};
use super::{Parts, Points, Subject};
use crate::text::{Span, safe};

/// The version of the format: fields may be added, none changes its meaning within it.
const SCHEMA: u8 = 1;

/// A record's key and its value as they were written.
pub type Pair<'a> = (&'a str, &'a RawValue);

/// What the answer to a record repeats of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Repeated<'a> {
    /// The record's `id`, as it was written.
    pub id: Option<&'a RawValue>,
    /// Its other keys.
    pub input: &'a [Pair<'a>],
}

/// Appends the answer to an article: one object, without a line's end. Its spans count code points
/// of its own `text`.
pub fn article(subject: &Subject, out: &mut Vec<u8>) {
    with_text(subject, Source::Name(subject.name), None, out);
}

/// Appends the answer to a record of a format: the same, with what it repeats of the record.
pub fn formatted_record(subject: &Subject, repeated: Repeated, out: &mut Vec<u8>) {
    with_text(subject, Source::Id(repeated.id), Some(repeated), out);
}

/// Appends the answer to a plain record: one object, without a line's end. Its spans count code
/// points of `text`, the record's own, of which the document was made.
pub fn record(subject: &Subject, text: &str, repeated: Repeated, out: &mut Vec<u8>) {
    let places = Places::new(subject.document, Points::new(text), None);
    let source = Source::Id(repeated.id);
    append(&answer(subject, &places, source, None, Some(repeated)), out);
}

/// Appends what stands in the place of an answer to a record that could not be read.
pub fn failure(id: Option<&RawValue>, error: &str, out: &mut Vec<u8>) {
    append(&Failure { id, error }, out);
}

/// JSON as it may be sent to a terminal: every character that a terminal must not get is an escape,
/// which stands for the same.
pub fn escaped(json: &str) -> String {
    let mut filter = safe::Filter::default();
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if filter.next(c) == Some(c) {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}

fn with_text(subject: &Subject, source: Source, repeated: Option<Repeated>, out: &mut Vec<u8>) {
    let doc = subject.document;
    let base = doc
        .blocks()
        .iter()
        .find(|b| is_listed(b))
        .map_or(doc.text().len(), |b| b.span.start());
    let text = Span::new(base, doc.text().len()).of(doc.text());
    let places = Places::new(doc, Points::new(text), Some(base));
    append(&answer(subject, &places, source, Some(text), repeated), out);
}

/// Serialising strings and numbers into memory cannot fail.
fn append(value: &impl Serialize, out: &mut Vec<u8>) {
    let before = out.len();
    if serde_json::to_writer(&mut *out, value).is_err() {
        out.truncate(before);
    }
}

#[derive(Serialize)]
struct Failure<'a> {
    id: Option<&'a RawValue>,
    error: &'a str,
}

#[derive(Serialize)]
struct Answer<'a> {
    schema: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Option<&'a RawValue>>,
    source: Source<'a>,
    title: Option<&'a str>,
    byline: Option<&'a str>,
    date: Option<Day>,
    place: Option<&'a str>,
    language: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    paragraphs: Rows<'a, Paragraph>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sections: Option<Rows<'a, Part<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speakers: Option<Rows<'a, Voice<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quotes: Option<Rows<'a, Quotation<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dates: Option<Rows<'a, Timex<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<Rows<'a, Happening<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<Input<'a>>,
}

#[derive(Clone, Copy, Serialize)]
#[serde(untagged)]
enum Source<'a> {
    Name(&'a str),
    Id(Option<&'a RawValue>),
}

struct Input<'a>(&'a [Pair<'a>]);

impl Serialize for Input<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

fn answer<'a>(
    subject: &Subject<'a>,
    places: &'a Places<'a>,
    source: Source<'a>,
    text: Option<&'a str>,
    repeated: Option<Repeated<'a>>,
) -> Answer<'a> {
    let found = subject.annotations;
    let Parts {
        sections,
        quotes,
        dates,
    } = subject.parts;
    let known = subject.document.metadata();
    Answer {
        schema: SCHEMA,
        id: repeated.map(|r| r.id),
        source,
        title: known.title.as_deref(),
        byline: known.byline.as_deref(),
        date: found.document_date().map(Day),
        place: known.place.as_deref(),
        language: found.language().code(),
        text,
        paragraphs: Rows::new(found, places, rows::paragraphs),
        sections: sections.then(|| Rows::new(found, places, rows::parts)),
        speakers: quotes.then(|| Rows::new(found, places, rows::voices)),
        quotes: quotes.then(|| Rows::new(found, places, rows::quotations)),
        dates: dates.then(|| Rows::new(found, places, rows::timexes)),
        events: dates.then(|| Rows::new(found, places, rows::happenings)),
        input: repeated
            .filter(|r| !r.input.is_empty())
            .map(|r| Input(r.input)),
    }
}

/// A day as `YYYY-MM-DD`; years before Christ are astronomical (`-0479-01-01`).
pub(in crate::export) fn day(date: Date) -> String {
    Day(date).to_string()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;

    #[test]
    fn those_who_speak_together_are_named_beside_the_speaker() {
        let mut fixture = Fixture::bridge();
        fixture.join_speaker("Lena Ortiz");
        let mut out = Vec::new();
        article(&fixture.subject(), &mut out);
        let out = String::from_utf8(out).unwrap();
        assert!(
            out.contains(r#""speaker":0,"joint":[1],"mention""#),
            "{out}"
        );
        assert!(
            out.contains(
                r#""name":"Lena Ortiz","kind":"person","role":null,"aliases":[],"quotes":1}"#
            ),
            "{out}"
        );
    }

    #[test]
    fn an_article_is_one_object_whose_spans_count_code_points() {
        let mut out = Vec::new();
        article(&Fixture::bridge().subject(), &mut out);
        let expected = concat!(
            r#"{"schema":1,"source":"bridge.md","title":"The bridge","byline":"Lena Ortiz","#,
            r#""date":"2024-05-12","place":null,"language":"en","#,
            r#""text":"The bridge\n\n“We waited.” Ruiz said. “No more.”\n\nWhat now\n\n"#,
            r#"It closed — again — in May 2024.","paragraphs":["#,
            r#"{"start":0,"end":10,"kind":"heading","role":"title"},"#,
            r#"{"start":12,"end":46,"kind":"paragraph","role":null},"#,
            r#"{"start":48,"end":56,"kind":"heading","role":null},"#,
            r#"{"start":58,"end":90,"kind":"paragraph","role":null}],"#,
            r#""sections":[{"title":"What now","level":2,"paragraph":2,"inferred":false}],"#,
            r#""speakers":[{"id":0,"name":"Ana Ruiz","kind":"person","role":"chief engineer","#,
            r#""aliases":["Ruiz"],"quotes":1}],"#,
            r#""quotes":[{"spans":[[12,24],[36,46]],"kind":"direct","paragraph":1,"speaker":0,"#,
            r#""mention":{"start":25,"end":29},"cue":{"start":30,"end":34},"confidence":0.97}],"#,
            r#""dates":[{"start":81,"end":89,"type":"DATE","value":"2024-05","mod":null,"#,
            r#""from":"2024-05-01","to":"2024-05-31","anchor":"stated","paragraph":3}],"#,
            r#""events":[{"label":"bridge; closed, again","span":[58,75],"from":"2024-05-01","#,
            r#""to":"2024-05-31","planned":true,"dates":[0],"paragraphs":[3]}]}"#,
        );
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn only_what_is_wanted_stands_in_the_answer() {
        let fixture = Fixture::bridge();
        let mut subject = fixture.subject();
        subject.parts.quotes = false;
        let mut out = Vec::new();
        article(&subject, &mut out);
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("\"events\"") && text.contains("\"sections\""));
        assert!(!text.contains("\"quotes\"") && !text.contains("\"speakers\""));
    }

    #[test]
    fn a_terminal_gets_escapes_that_mean_the_same() {
        let words = "a\u{9b}b\u{202e}\u{e0041} é\u{7f}";
        let json = serde_json::to_string(words).unwrap();
        let shown = escaped(&json);
        assert_eq!(shown, r#""a\u009bb\u202e\udb40\udc41 é\u007f""#);
        assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), words);
    }

    #[test]
    fn years_before_christ_are_astronomical() {
        for (year, expected) in [
            (-479, "-0479-01-01"),
            (0, "0000-01-01"),
            (2016, "2016-01-01"),
        ] {
            assert_eq!(day(jiff::civil::date(year, 1, 1)), expected);
        }
    }
}
