//! Records in, answers out: a line each, in order, one record in memory at a time.

use std::io::{self, BufRead, Read, Write};

use anyhow::{Result, bail};

use super::record::Record;
use crate::analysis::{self, Options};
use crate::export::json::{self, Repeated};
use crate::export::{Parts, Subject};
use crate::text::{BlockKind, Document, DocumentBuilder, Draft};

/// The longest line that is read, in bytes. The analysis needs some thirty times as much memory.
const LONGEST: u64 = 16 << 20;

/// Answers every record of `input` and says how many were bad.
///
/// # Errors
/// If the input cannot be read or the output not be written.
pub fn run(input: &mut impl BufRead, output: &mut impl Write, parts: Parts) -> io::Result<usize> {
    let mut line = Vec::new();
    let mut answer = Vec::new();
    let mut bad = 0;
    while let Some(whole) = next_line(input, &mut line)? {
        let record = line.trim_ascii();
        if record.is_empty() && whole {
            continue;
        }
        answer.clear();
        bad += usize::from(!answer_line(record, whole, parts, &mut answer));
        answer.push(b'\n');
        output.write_all(&answer)?;
        line.shrink_to(KEPT);
        answer.shrink_to(KEPT);
    }
    output.flush()?;
    Ok(bad)
}

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

/// Appends the answer to a line; `false` if the record was bad.
fn answer_line(line: &[u8], whole: bool, parts: Parts, answer: &mut Vec<u8>) -> bool {
    let mut record = Record::default();
    let answered = if whole {
        let line = line.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(line);
        record
            .read(line)
            .and_then(|()| answer_record(&record, parts, answer))
    } else {
        Err(anyhow::anyhow!(
            "the line is longer than {} MiB",
            LONGEST >> 20
        ))
    };
    if let Err(error) = &answered {
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
    if let Some(format) = record.format()? {
        bail!("records in {format:?} are not read");
    }
    let document = plain(&text);
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
    json::record(&subject, &text, repeated, answer);
    Ok(())
}

/// Paragraphs by blank lines; a line's end inside one is a space that stands for it.
fn plain(text: &str) -> Document {
    let mut builder = DocumentBuilder::new();
    let mut draft = Draft::new(BlockKind::Paragraph);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        if words.trim_start().is_empty() {
            let done = std::mem::replace(&mut draft, Draft::new(BlockKind::Paragraph));
            builder.push(done);
        } else {
            if !draft.text().is_empty() {
                draft.push_for(" ", at - 1..at);
            }
            let indent = words.len() - words.trim_start().len();
            draft.push(text, at + indent..at + words.len());
        }
        at += line.len();
    }
    builder.push(draft);
    builder.finish()
}
