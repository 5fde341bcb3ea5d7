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
    let dates: Vec<Span> = subject.annotations.dates().map(|d| d.span).collect();
    for event in subject.annotations.events() {
        if is_writable(event.days) {
            entry(event, subject, &dates, out);
        }
    }
}

/// Years of iCalendar have four digits and no sign.
fn is_writable(days: Days) -> bool {
    days.from.year() > 0
}

fn entry(event: &Event, subject: &Subject, dates: &[Span], out: &mut Vec<u8>) {
    // A stamp is required. The article's own date keeps the output the same from run to run.
    let written = subject.annotations.document_date().filter(|d| d.year() > 0);
    let stamp = written.unwrap_or(event.days.from);
    line("BEGIN:VEVENT", out);
    let identity = identity(subject.name, &event.label, &event.when);
    line(&format!("UID:{identity:016x}@dateline"), out);
    line(&format!("DTSTAMP:{}T000000Z", day(stamp)), out);
    line(&format!("DTSTART;VALUE=DATE:{}", day(event.days.from)), out);
    if let Ok(after) = event.days.to.tomorrow() {
        line(&format!("DTEND;VALUE=DATE:{}", day(after)), out);
    }
    line(&format!("SUMMARY:{}", escaped(&event.label)), out);
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

/// The same for the same event of the same article in every run (FNV-1a).
fn identity(source: &str, label: &str, when: &str) -> u64 {
    let parts = [source, "\0", label, "\0", when];
    let bytes = parts.iter().flat_map(|part| part.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
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
                "SUMMARY:bridge\\; closed\\, again",
                "DESCRIPTION:“May 2024”\\, worked out\\nThe bridge\\, ¶ 2",
                "STATUS:TENTATIVE",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
                "END:VCALENDAR",
            ]
        );
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
