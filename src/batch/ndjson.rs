//! Records in, answers out: a line each, in order, one record in memory at a time.

use std::io::{self, BufRead, BufReader, Read};

use anyhow::{Context, Result, anyhow};

use super::Output;
use super::record::Record;
use crate::analysis::{self, Options};
use crate::export::json::{self, Repeated};
use crate::export::{Parts, Subject};
use crate::load::{self, Format};
use crate::source::check_room;
use crate::text::fault;

/// The longest line that is read, in bytes. The analysis of prose takes some twenty times as much
/// memory, that of nothing but short lines up to eighty times.
const LONGEST: u64 = 16 << 20;

/// Answers every record of `input` and says whether all were good. What was answered is sent on
/// as soon as the input has no further line at hand.
///
/// # Errors
/// If the input cannot be read or the output not be written.
pub fn run(input: impl Read, output: &mut Output, parts: Parts) -> Result<bool> {
    let mut input = BufReader::with_capacity(BUFFER, input);
    let mut line = Vec::new();
    let mut answer = Vec::new();
    let mut all_good = true;
    while let Some(whole) = next_line(&mut input, &mut line).context("standard input")? {
        let record = line.trim_ascii();
        if record.is_empty() && whole {
            continue;
        }
        answer.clear();
        all_good &= answer_line(record, whole, &mut answer, |record, answer| {
            answer_record(record, parts, answer)
        });
        answer.push(b'\n');
        output.json(&answer)?;
        line.shrink_to(KEPT);
        answer.shrink_to(KEPT);
        if !input.buffer().contains(&b'\n') {
            output.flush()?;
        }
    }
    output.flush()?;
    Ok(all_good)
}

/// How much is read at once, in bytes.
const BUFFER: usize = 1 << 16;

/// How much of a buffer is kept from a record to the next, in bytes.
const KEPT: usize = 1 << 20;

/// Reads a line without its end; `None` at the end of the input, and `false` if the line was too
/// long and the rest of it was passed over.
fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Option<bool>> {
    line.clear();
    let read = input.take(LONGEST).read_until(b'\n', line)? as u64;
    if read == 0 {
        return Ok(None);
    }
    let whole = read < LONGEST || line.last() == Some(&b'\n');
    if !whole {
        skip_line(input)?;
    }
    Ok(Some(whole))
}

fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let (used, found) = match buffer.iter().position(|b| *b == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), false),
        };
        input.consume(used);
        if found || used == 0 {
            return Ok(());
        }
    }
}

/// Appends the answer to a line, as `answer_record` gives it; `false` if the record was bad. A fault
/// costs one record, not all that follow it.
fn answer_line(
    line: &[u8],
    whole: bool,
    answer: &mut Vec<u8>,
    answer_record: impl Fn(&Record, &mut Vec<u8>) -> Result<()>,
) -> bool {
    let mut record = Record::default();
    let line = line.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(line);
    let read = record.read(line);
    let had = answer.len();
    let answered = if whole {
        read.and_then(|()| {
            let answered = fault::caught(|| answer_record(&record, answer));
            answered.unwrap_or_else(|| Err(anyhow!("the record cannot be read: a fault")))
        })
    } else {
        // Its beginning has told the id.
        Err(anyhow!("the line is longer than {} MiB", LONGEST >> 20))
    };
    if let Err(error) = &answered {
        answer.truncate(had);
        json::failure(record.id, &format!("{error:#}"), answer);
    }
    answered.is_ok()
}

fn answer_record(record: &Record, parts: Parts, answer: &mut Vec<u8>) -> Result<()> {
    let text = record.text()?;
    let options = Options {
        date: record.date()?,
        parts,
    };
    check_room("the record", text.as_bytes())?;
    let format = record.format()?;
    let named = format.as_deref().map(format_named).transpose()?;
    let document = load::load_text(&text, named);
    let annotations = analysis::analyse(&document, &options);
    let input: Vec<_> = record.input.iter().map(|(k, v)| (k.as_ref(), *v)).collect();
    let repeated = Repeated {
        id: record.id,
        input: &input,
    };
    let subject = Subject {
        name: "",
        document: &document,
        annotations: &annotations,
        parts,
    };
    if format.is_some() {
        json::formatted_record(&subject, repeated, answer);
    } else {
        json::record(&subject, &text, repeated, answer);
    }
    Ok(())
}

fn format_named(name: &str) -> Result<&'static Format> {
    let format = load::format_named(name);
    format.with_context(|| format!("no records of the format {name:.40} can be read"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_costs_one_record() {
        let mut answer = Vec::new();
        let good = |record: &Record, answer: &mut Vec<u8>| {
            answer.extend_from_slice(b"half of it");
            assert_ne!(record.text()?, "bad");
            Ok(())
        };
        let mut ask = |line: &[u8]| {
            answer.clear();
            let is_good = answer_line(line, true, &mut answer, good);
            (is_good, String::from_utf8(answer.clone()).unwrap())
        };
        let (is_good, answer) = ask(br#"{"id": 7, "text": "bad"}"#);
        assert!(!is_good);
        let expected = r#"{"id":7,"error":"the record cannot be read: a fault"}"#;
        assert_eq!(answer, expected);
        assert_eq!(
            ask(br#"{"id": 8, "text": "good"}"#),
            (true, "half of it".into())
        );
    }
}
