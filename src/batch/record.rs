//! One line of newline-delimited JSON → a record.

use std::borrow::Cow;
use std::fmt;

use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;

use crate::cli;

/// Values nested deeper than this are refused: few readers of the answers would stand more.
const DEEPEST: usize = 100;

/// A record: an article's text on a line, with what is known of it.
#[derive(Debug, Default)]
pub struct Record<'a> {
    /// Its `id`, as it was written.
    pub id: Option<&'a RawValue>,
    /// Its other keys and their values, as they were written.
    pub input: Vec<(Cow<'a, str>, &'a RawValue)>,
    text: Option<&'a RawValue>,
    dct: Option<&'a RawValue>,
    format: Option<&'a RawValue>,
}

impl<'a> Record<'a> {
    /// Reads the keys of a line. What was read before an error stays, since the answer that tells
    /// of it needs the `id`.
    ///
    /// # Errors
    /// If the line is not UTF-8, no JSON object, or nested too deep.
    pub fn read(&mut self, line: &'a [u8]) -> Result<()> {
        let line = std::str::from_utf8(line).context("the line is not UTF-8")?;
        let mut json = serde_json::Deserializer::from_str(line);
        let read = json.deserialize_map(Keys(self));
        if let Err(error) = read.and_then(|()| json.end()) {
            self.id = self.id.filter(|id| !is_too_deep(id));
            match error.classify() {
                Category::Data => bail!("the line is no JSON object"),
                _ => bail!("the line is no JSON: {error}"),
            }
        }
        let id_is_deep = self.id.is_some_and(is_too_deep);
        if id_is_deep || self.input.iter().any(|(_, value)| is_too_deep(value)) {
            self.id = self.id.filter(|_| !id_is_deep);
            bail!("the record is nested deeper than {DEEPEST}");
        }
        Ok(())
    }

    /// The article's text.
    ///
    /// # Errors
    /// If it is missing or no string.
    pub fn text(&self) -> Result<Cow<'a, str>> {
        let raw = self.text.context("the record has no \"text\"")?;
        string(raw).context("\"text\" is no string of Unicode characters")
    }

    /// The document's date, where the record states one.
    ///
    /// # Errors
    /// If it is no day of the calendar.
    pub fn date(&self) -> Result<Option<Date>> {
        let Some(raw) = stated(self.dct) else {
            return Ok(None);
        };
        let date = string(raw).and_then(|words| cli::day(&words));
        date.map(Some).context("\"dct\" is no date YYYY-MM-DD")
    }

    /// The format that the text is in, where the record states one; else it is plain.
    ///
    /// # Errors
    /// If it is no string.
    pub fn format(&self) -> Result<Option<Cow<'a, str>>> {
        let Some(raw) = stated(self.format) else {
            return Ok(None);
        };
        string(raw).map(Some).context("\"format\" is no string")
    }
}

/// A value, unless it is `null`.
fn stated(raw: Option<&RawValue>) -> Option<&RawValue> {
    raw.filter(|raw| raw.get() != "null")
}

fn string(raw: &RawValue) -> Option<Cow<'_, str>> {
    serde_json::from_str(raw.get())
        .ok()
        .map(|Words(words)| words)
}

/// Whether brackets are nested too deep in a value. It is known to be JSON.
fn is_too_deep(value: &RawValue) -> bool {
    let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
    for byte in value.get().bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// A string, borrowed where it has no escapes.
#[derive(Deserialize)]
struct Words<'a>(#[serde(borrow)] Cow<'a, str>);

/// Fills a record key by key; of a key given twice the last counts.
struct Keys<'r, 'a>(&'r mut Record<'a>);

impl<'a> Visitor<'a> for Keys<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<(), M::Error> {
        let record = self.0;
        while let Some(Words(key)) = map.next_key()? {
            let value = map.next_value()?;
            match key.as_ref() {
                "id" => record.id = Some(value),
                "text" => record.text = Some(value),
                "dct" => record.dct = Some(value),
                "format" => record.format = Some(value),
                _ => record.input.push((key, value)),
            }
        }
        Ok(())
    }
}
