//! The lists of an answer, row by row.

use std::fmt;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::{Serialize, Serializer};

use super::places::{Places, Reach, is_listed};
use crate::analysis::{
    Anchor, Annotations, DateKind, DateMention, Event, Quote, Speaker, SpeakerKind,
};
use crate::text::{BlockKind, Role};

/// A list that is made row by row while it is written: an article may have a million of them.
pub(super) struct Rows<'a, R> {
    found: &'a Annotations,
    places: &'a Places<'a>,
    rows: Make<'a, R>,
}

type Make<'a, R> = fn(&'a Annotations, &'a Places<'a>) -> Each<'a, R>;

pub(super) type Each<'a, R> = Box<dyn Iterator<Item = R> + 'a>;

impl<'a, R> Rows<'a, R> {
    /// A list of what was found.
    pub(super) fn new(found: &'a Annotations, places: &'a Places<'a>, rows: Make<'a, R>) -> Self {
        Rows {
            found,
            places,
            rows,
        }
    }
}

impl<R: Serialize> Serialize for Rows<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.rows)(self.found, self.places))
    }
}

/// A day as it is written.
pub(super) struct Day(pub(super) Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// `YYYY-MM-DD`; years before Christ are astronomical (`-0479-01-01`).
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let sign = if self.0.year() < 0 { "-" } else { "" };
        let year = self.0.year().unsigned_abs();
        write!(
            f,
            "{sign}{year:04}-{:02}-{:02}",
            self.0.month(),
            self.0.day()
        )
    }
}

#[derive(Serialize)]
pub(super) struct Paragraph {
    start: usize,
    end: usize,
    kind: &'static str,
    role: Option<&'static str>,
}

#[derive(Serialize)]
pub(super) struct Part<'a> {
    title: &'a str,
    level: u8,
    paragraph: usize,
    inferred: bool,
}

#[derive(Serialize)]
pub(super) struct Voice<'a> {
    id: usize,
    name: &'a str,
    kind: &'static str,
    role: Option<&'a str>,
    aliases: &'a [String],
    quotes: usize,
}

#[derive(Serialize)]
pub(super) struct Quotation<'a> {
    spans: Vec<[usize; 2]>,
    kind: &'static str,
    paragraph: usize,
    speaker: Option<usize>,
    #[serde(skip_serializing_if = "<[usize]>::is_empty")]
    joint: &'a [usize],
    mention: Option<Reach>,
    cue: Option<Reach>,
    confidence: f32,
}

#[derive(Serialize)]
pub(super) struct Timex<'a> {
    start: usize,
    end: usize,
    r#type: &'static str,
    value: &'a str,
    r#mod: Option<&'static str>,
    from: Option<Day>,
    to: Option<Day>,
    anchor: Option<&'static str>,
    paragraph: usize,
}

#[derive(Serialize)]
pub(super) struct Happening<'a> {
    label: &'a str,
    span: [usize; 2],
    from: Day,
    to: Day,
    planned: bool,
    dates: &'a [usize],
    paragraphs: Vec<usize>,
}

pub(super) fn paragraphs<'a>(_: &'a Annotations, places: &'a Places) -> Each<'a, Paragraph> {
    let listed = places.doc.blocks().iter().filter(|b| is_listed(b));
    Box::new(listed.map(|block| {
        let Reach { start, end } = places.reach(block.span);
        Paragraph {
            start,
            end,
            kind: block_kind(&block.kind),
            role: block.role.map(block_role),
        }
    }))
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

pub(super) fn parts<'a>(found: &'a Annotations, places: &'a Places) -> Each<'a, Part<'a>> {
    Box::new(found.sections().map(|section| Part {
        title: &section.title,
        level: section.level,
        paragraph: places.paragraph(section.block),
        inferred: section.inferred,
    }))
}

pub(super) fn voices<'a>(found: &'a Annotations, _: &'a Places) -> Each<'a, Voice<'a>> {
    let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
    let said = |quote: &'a Quote| quote.speaker.iter().chain(&quote.joint).copied();
    for speaker in found.quotes().flat_map(said) {
        *counts.entry(speaker).or_default() += 1;
    }
    let speakers = found.speakers().enumerate();
    Box::new(speakers.map(move |(id, speaker)| {
        let quotes = counts.get(&id).copied().unwrap_or(0);
        voice(id, speaker, quotes)
    }))
}

fn voice(id: usize, speaker: &Speaker, quotes: usize) -> Voice<'_> {
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
        quotes,
    }
}

pub(super) fn quotations<'a>(
    found: &'a Annotations,
    places: &'a Places,
) -> Each<'a, Quotation<'a>> {
    Box::new(found.quotes().map(|quote| quotation(quote, places)))
}

fn quotation<'a>(quote: &'a Quote, places: &Places) -> Quotation<'a> {
    let first = quote.spans.first().copied().unwrap_or_default();
    Quotation {
        spans: quote.spans.iter().map(|s| places.pair(*s)).collect(),
        kind: quote.kind.name(),
        paragraph: places.paragraph_at(first),
        speaker: quote.speaker,
        joint: &quote.joint,
        mention: quote.mention.map(|s| places.reach(s)),
        cue: quote.cue.map(|s| places.reach(s)),
        confidence: confidence(quote),
    }
}

pub(super) fn timexes<'a>(found: &'a Annotations, places: &'a Places) -> Each<'a, Timex<'a>> {
    Box::new(found.dates().map(|date| timex(date, places)))
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
        from: date.days.map(|d| Day(d.from)),
        to: date.days.map(|d| Day(d.to)),
        anchor: date.anchor.map(anchor),
        paragraph: places.paragraph_at(date.span),
    }
}

pub(super) fn happenings<'a>(
    found: &'a Annotations,
    places: &'a Places,
) -> Each<'a, Happening<'a>> {
    let dates: Vec<&DateMention> = found.dates().collect();
    let events = found.events();
    Box::new(events.map(move |event| happening(event, &dates, places)))
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
        from: Day(event.days.from),
        to: Day(event.days.to),
        planned: event.planned,
        dates: &event.dates,
        paragraphs,
    }
}

/// The name of what a date was resolved from.
pub(in crate::export) fn anchor(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Stated => "stated",
        Anchor::Document => "document",
        Anchor::Previous => "previous",
    }
}

/// How sure an attribution is, to three digits.
pub(in crate::export) fn confidence(quote: &Quote) -> f32 {
    (quote.confidence * 1000.0).round() / 1000.0
}
