//! JSON of schema 1: one object an article, spans in code points.

use jiff::civil::Date;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::value::RawValue;

use super::{Points, Subject};
use crate::analysis::{
    Anchor, Annotations, DateKind, DateMention, Event, Quote, Section, Speaker, SpeakerKind,
};
use crate::text::{Block, BlockKind, Document, Role, Span, safe};

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

/// Where the blocks and spans of a document stand in the answer and in the text it refers to.
struct Places<'a> {
    doc: &'a Document,
    points: Points<'a>,
    /// Where the answer's text begins in the document's; `None` if it refers to the source.
    base: Option<usize>,
    /// The answer's index of each block, or of the next one that it lists.
    paragraphs: Vec<usize>,
    /// How many blocks it lists.
    count: usize,
}

impl<'a> Places<'a> {
    fn new(doc: &'a Document, points: Points<'a>, base: Option<usize>) -> Self {
        let mut count = 0;
        let mut paragraphs = Vec::with_capacity(doc.blocks().len());
        for block in doc.blocks() {
            paragraphs.push(count);
            count += usize::from(is_listed(block));
        }
        Places {
            doc,
            points,
            base,
            paragraphs,
            count,
        }
    }

    fn reach(&self, span: Span) -> Reach {
        let bytes = match self.base {
            Some(base) => Span::new(
                span.start().saturating_sub(base),
                span.end().saturating_sub(base),
            ),
            None => self.doc.source_span(span).unwrap_or_default(),
        };
        Reach {
            start: self.points.at(bytes.start()),
            end: self.points.at(bytes.end()),
        }
    }

    fn pair(&self, span: Span) -> [usize; 2] {
        let reach = self.reach(span);
        [reach.start, reach.end]
    }

    fn paragraph(&self, block: usize) -> usize {
        let index = self.paragraphs.get(block).copied().unwrap_or(usize::MAX);
        index.min(self.count.saturating_sub(1))
    }

    fn paragraph_at(&self, span: Span) -> usize {
        self.paragraph(self.doc.block_at(span.start()))
    }
}

/// Whether a block stands among an answer's paragraphs.
fn is_listed(block: &Block) -> bool {
    !block.head_only && block.kind != BlockKind::Rule
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
    date: Option<String>,
    place: Option<&'a str>,
    language: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    paragraphs: Vec<Paragraph>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sections: Option<Vec<Part<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speakers: Option<Vec<Voice<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quotes: Option<Vec<Quotation>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dates: Option<Vec<Timex<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<Vec<Happening<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<Input<'a>>,
}

#[derive(Clone, Copy, Serialize)]
#[serde(untagged)]
enum Source<'a> {
    Name(&'a str),
    Id(Option<&'a RawValue>),
}

/// A half-open span in code points.
#[derive(Serialize)]
struct Reach {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Paragraph {
    start: usize,
    end: usize,
    kind: &'static str,
    role: Option<&'static str>,
}

#[derive(Serialize)]
struct Part<'a> {
    title: &'a str,
    level: u8,
    paragraph: usize,
    inferred: bool,
}

#[derive(Serialize)]
struct Voice<'a> {
    id: usize,
    name: &'a str,
    kind: &'static str,
    role: Option<&'a str>,
    aliases: &'a [String],
    quotes: usize,
}

#[derive(Serialize)]
struct Quotation {
    spans: Vec<[usize; 2]>,
    kind: &'static str,
    paragraph: usize,
    speaker: Option<usize>,
    mention: Option<Reach>,
    cue: Option<Reach>,
    confidence: f32,
}

#[derive(Serialize)]
struct Timex<'a> {
    start: usize,
    end: usize,
    r#type: &'static str,
    value: &'a str,
    r#mod: Option<&'static str>,
    from: Option<String>,
    to: Option<String>,
    anchor: Option<&'static str>,
    paragraph: usize,
}

#[derive(Serialize)]
struct Happening<'a> {
    label: &'a str,
    span: [usize; 2],
    from: String,
    to: String,
    planned: bool,
    dates: &'a [usize],
    paragraphs: Vec<usize>,
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
    places: &Places,
    source: Source<'a>,
    text: Option<&'a str>,
    repeated: Option<Repeated<'a>>,
) -> Answer<'a> {
    let doc = subject.document;
    let found = subject.annotations;
    let parts = subject.parts;
    let known = doc.metadata();
    Answer {
        schema: SCHEMA,
        id: repeated.map(|r| r.id),
        source,
        title: known.title.as_deref(),
        byline: known.byline.as_deref(),
        date: found.document_date().map(day),
        place: known.place.as_deref(),
        language: found.language().code(),
        text,
        paragraphs: paragraphs(places),
        sections: parts
            .sections
            .then(|| found.sections().map(|s| part(s, places)).collect()),
        speakers: parts.quotes.then(|| voices(found)),
        quotes: parts
            .quotes
            .then(|| found.quotes().map(|q| quotation(q, places)).collect()),
        dates: parts
            .dates
            .then(|| found.dates().map(|d| timex(d, places)).collect()),
        events: parts.dates.then(|| happenings(found, places)),
        input: repeated
            .filter(|r| !r.input.is_empty())
            .map(|r| Input(r.input)),
    }
}

fn paragraphs(places: &Places) -> Vec<Paragraph> {
    let listed = places.doc.blocks().iter().filter(|b| is_listed(b));
    listed
        .map(|block| {
            let Reach { start, end } = places.reach(block.span);
            Paragraph {
                start,
                end,
                kind: block_kind(&block.kind),
                role: block.role.map(block_role),
            }
        })
        .collect()
}

fn block_kind(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph | BlockKind::Rule => "paragraph",
        BlockKind::Quote(_) => "quote",
        BlockKind::List(_) => "list",
        BlockKind::Code => "code",
        BlockKind::Table(_) => "table",
        BlockKind::Caption => "caption",
        BlockKind::Footnote => "footnote",
    }
}

fn block_role(role: Role) -> &'static str {
    match role {
        Role::Title => "title",
        Role::Standfirst => "standfirst",
        Role::Byline => "byline",
        Role::Furniture => "furniture",
    }
}

fn part<'a>(section: &'a Section, places: &Places) -> Part<'a> {
    Part {
        title: &section.title,
        level: section.level,
        paragraph: places.paragraph(section.block),
        inferred: section.inferred,
    }
}

fn voices(found: &Annotations) -> Vec<Voice<'_>> {
    let mut voices: Vec<Voice> = found
        .speakers()
        .enumerate()
        .map(|(id, speaker)| voice(id, speaker))
        .collect();
    for quote in found.quotes() {
        if let Some(voice) = quote.speaker.and_then(|id| voices.get_mut(id)) {
            voice.quotes += 1;
        }
    }
    voices
}

fn voice(id: usize, speaker: &Speaker) -> Voice<'_> {
    Voice {
        id,
        name: &speaker.name,
        kind: match speaker.kind {
            SpeakerKind::Person => "person",
            SpeakerKind::Body => "body",
            SpeakerKind::Document => "document",
            SpeakerKind::Unnamed => "unnamed",
        },
        role: speaker.role.as_deref(),
        aliases: &speaker.aliases,
        quotes: 0,
    }
}

fn quotation(quote: &Quote, places: &Places) -> Quotation {
    let first = quote.spans.first().copied().unwrap_or_default();
    Quotation {
        spans: quote.spans.iter().map(|s| places.pair(*s)).collect(),
        kind: quote.kind.name(),
        paragraph: places.paragraph_at(first),
        speaker: quote.speaker,
        mention: quote.mention.map(|s| places.reach(s)),
        cue: quote.cue.map(|s| places.reach(s)),
        confidence: (quote.confidence * 1000.0).round() / 1000.0,
    }
}

fn timex<'a>(date: &'a DateMention, places: &Places) -> Timex<'a> {
    let Reach { start, end } = places.reach(date.span);
    Timex {
        start,
        end,
        r#type: match date.kind {
            DateKind::Date => "DATE",
            DateKind::Time => "TIME",
            DateKind::Duration => "DURATION",
            DateKind::Set => "SET",
        },
        value: &date.value,
        r#mod: date.modifier,
        from: date.days.map(|d| day(d.from)),
        to: date.days.map(|d| day(d.to)),
        anchor: date.anchor.map(|anchor| match anchor {
            Anchor::Stated => "stated",
            Anchor::Document => "document",
            Anchor::Previous => "previous",
        }),
        paragraph: places.paragraph_at(date.span),
    }
}

fn happenings<'a>(found: &'a Annotations, places: &Places) -> Vec<Happening<'a>> {
    let dates: Vec<&DateMention> = found.dates().collect();
    found
        .events()
        .map(|event| happening(event, &dates, places))
        .collect()
}

fn happening<'a>(event: &'a Event, dates: &[&DateMention], places: &Places) -> Happening<'a> {
    let told = event.dates.iter().filter_map(|date| dates.get(*date));
    let mut paragraphs: Vec<usize> = told.map(|date| places.paragraph_at(date.span)).collect();
    if paragraphs.is_empty() {
        paragraphs.push(places.paragraph_at(event.span));
    }
    paragraphs.dedup();
    Happening {
        label: &event.label,
        span: places.pair(event.span),
        from: day(event.days.from),
        to: day(event.days.to),
        planned: event.planned,
        dates: &event.dates,
        paragraphs,
    }
}

/// A day as `YYYY-MM-DD`; years before Christ are astronomical (`-0479-01-01`).
pub(super) fn day(date: Date) -> String {
    let sign = if date.year() < 0 { "-" } else { "" };
    let year = date.year().unsigned_abs();
    format!("{sign}{year:04}-{:02}-{:02}", date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;

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
