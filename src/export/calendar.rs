//! The events as a calendar (iCalendar, RFC 5545): all-day entries that block no time.

use jiff::civil::Date;

use super::Subject;
use crate::analysis::{Days, Event};
use crate::text::Span;

/// No line is longer, in bytes, its end left out.
const LONGEST: usize = 75;

pub(super) fn begin(out: &mut Vec<u8>) {
    for words in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Dateline//Dateline//EN",
        "CALSCALE:GREGORIAN",
    ] {
        line(words, out);
    }
}

pub(super) fn end(out: &mut Vec<u8>) {
    line("END:VCALENDAR", out);
}

pub(super) fn article(subject: &Subject, out: &mut Vec<u8>) {
    let text = hashed(SEED, subject.document.text().as_bytes());
    let dates: Vec<Span> = subject.annotations.dates().map(|d| d.span).collect();
    for event in subject.annotations.events() {
        if is_writable(event.days) {
            entry(event, identity(text, event), subject, &dates, out);
        }
    }
}

/// Years of iCalendar have four digits and no sign.
fn is_writable(days: Days) -> bool {
    days.from.year() > 0
}

fn entry(event: &Event, identity: u64, subject: &Subject, dates: &[Span], out: &mut Vec<u8>) {
    // A stamp is required. The article's own date keeps the output the same from run to run.
    let written = subject.annotations.document_date().filter(|d| d.year() > 0);
    let stamp = written.unwrap_or(event.days.from);
    line("BEGIN:VEVENT", out);
    line(&format!("UID:{identity:016x}@dateline"), out);
    line(&format!("DTSTAMP:{}T000000Z", day(stamp)), out);
    line(&format!("DTSTART;VALUE=DATE:{}", day(event.days.from)), out);
    if let Ok(after) = event.days.to.tomorrow() {
        line(&format!("DTEND;VALUE=DATE:{}", day(after)), out);
    }
    let sign = if event.inferred { "~ " } else { "" };
    line(&format!("SUMMARY:{sign}{}", escaped(&event.label)), out);
    line(
        &format!("DESCRIPTION:{}", escaped(&about(event, subject, dates))),
        out,
    );
    if event.planned {
        line("STATUS:TENTATIVE", out);
    }
    line("TRANSP:TRANSPARENT", out);
    line("END:VEVENT", out);
}

/// The words that date it and where they stand.
fn about(event: &Event, subject: &Subject, dates: &[Span]) -> String {
    let told: Vec<Span> = event
        .dates
        .iter()
        .filter_map(|d| dates.get(*d).copied())
        .collect();
    let mut about = format!("“{}”", subject.words(&told));
    if event.inferred {
        about.push_str(", worked out");
    }
    about.push('\n');
    about.push_str(subject.title());
    if let Some(number) = told.first().and_then(|span| subject.paragraph(*span)) {
        about.push_str(&format!(", ¶ {number}"));
    }
    about
}

/// The same for the same event of the same text in every run, whatever the text's file is called:
/// the place in the text tells two events apart, and two texts differ.
fn identity(text: u64, event: &Event) -> u64 {
    let place = [event.span.start() as u64, event.span.end() as u64];
    let place = place.iter().flat_map(|at| at.to_le_bytes());
    let hash = hashed(text, &place.collect::<Vec<u8>>());
    hashed(hash, event.when.as_bytes())
}

/// Where FNV-1a begins.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn hashed(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn day(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// A text value: its own marks escaped, a line's end as `\n`.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Appends a content line, folded between characters.
fn line(words: &str, out: &mut Vec<u8>) {
    let mut length = 0;
    for c in words.chars() {
        if length + c.len_utf8() > LONGEST {
            out.extend_from_slice(b"\r\n ");
            length = 1;
        }
        out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        length += c.len_utf8();
    }
    out.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_event_is_an_all_day_entry_up_to_the_day_after_its_last() {
        let mut out = Vec::new();
        begin(&mut out);
        article(&Fixture::bridge().subject(), &mut out);
        end(&mut out);
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        assert_eq!(lines[4], "BEGIN:VEVENT");
        assert_eq!(
            lines[6..],
            [
                "DTSTAMP:20240512T000000Z",
                "DTSTART;VALUE=DATE:20240501",
                "DTEND;VALUE=DATE:20240601",
                "SUMMARY:~ bridge\\; closed\\, again",
                "DESCRIPTION:“May 2024”\\, worked out\\nThe bridge\\, ¶ 2",
                "STATUS:TENTATIVE",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
                "END:VCALENDAR",
            ]
        );
    }

    #[test]
    fn an_event_is_known_by_its_text_and_its_place() {
        let uids = |subject: &Subject| {
            let mut out = Vec::new();
            article(subject, &mut out);
            let text = String::from_utf8(out).unwrap();
            let uids = text.lines().filter(|l| l.starts_with("UID:"));
            uids.map(str::to_owned).collect::<Vec<String>>()
        };
        let fixture = Fixture::bridge();
        let here = uids(&fixture.subject());
        assert_eq!(here.len(), 1);
        let elsewhere = Subject {
            name: "./bridge.md",
            ..fixture.subject()
        };
        assert_eq!(uids(&elsewhere), here);
        // Another text with the same sentence in it.
        let other = Fixture::bridge_with("And more.");
        assert_ne!(uids(&other.subject()), here);
    }

    proptest! {
        #[test]
        fn lines_fold_at_75_bytes_and_unfold_to_themselves(words in "\\PC{0,300}") {
            let mut out = Vec::new();
            line(&words, &mut out);
            let text = String::from_utf8(out).unwrap();
            prop_assert!(text.split("\r\n").all(|l| l.len() <= LONGEST));
            prop_assert_eq!(text.replace("\r\n ", ""), format!("{words}\r\n"));
        }
    }
}
