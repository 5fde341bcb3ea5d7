//! Everything without a screen: `extract`, the lists, plain text.

mod ndjson;
mod output;
mod progress;
mod record;

use std::ffi::OsString;
use std::io::{self, IsTerminal};

use anyhow::{Result, anyhow};

use crate::analysis::{List, Options, Parts};
use crate::cli::{Extraction, Inputs, Intent, Listing, Reading, Sections, Start};
use crate::export::{self, Format, Subject};
use crate::index::Inferred;
use crate::load;
use crate::pipeline::{Article, Opening, Request};
use crate::text::find;
use output::Output;

pub use output::complain;

/// The columns of plain text where none are asked for.
const WIDTH: u16 = 80;

/// Does what was meant, without a screen. Says whether all of it could be done; standard error has
/// a line for what could not.
///
/// # Errors
/// If standard output takes no more.
pub fn run(intent: &Intent) -> Result<bool> {
    let mut output = Output::standard();
    let done = match intent {
        Intent::Read(reading) => read(reading, &mut output),
        Intent::Extract(extraction) => extract(extraction, &mut output),
        Intent::List(listing) => list(listing, &mut output),
        Intent::Records(parts) => ndjson::run(io::stdin().lock(), &mut output, *parts),
    };
    let done = done.and_then(|all_done| output.flush().map(|()| all_done));
    match done {
        Err(error) if output::is_closed_pipe(&error) => Ok(true),
        done => done,
    }
}

/// What is to be opened: the files that were named, or standard input, or the bundled article.
pub fn requests(inputs: &Inputs) -> Vec<Request> {
    let request = |word: Option<OsString>| Request {
        word,
        format: inputs.format.as_deref().and_then(load::format_named),
        url: inputs.url.clone(),
    };
    if !inputs.files.is_empty() {
        let words = inputs.files.iter().cloned().map(Some);
        return words.map(request).collect();
    }
    let is_piped = !io::stdin().is_terminal();
    vec![request(is_piped.then(|| "-".into()))]
}

/// Opens each input and hands the article on. What cannot be opened is told, and the rest go on; so
/// is what there is to be known of how one was read.
fn each(
    inputs: &Inputs,
    parts: Parts,
    mut print: impl FnMut(&Article) -> Result<()>,
) -> Result<bool> {
    let options = Options {
        date: inputs.date,
        parts,
    };
    let mut all_done = true;
    for request in requests(inputs) {
        match progress::open(request).and_then(Opening::whole) {
            Ok(mut article) => {
                if parts != Parts::NONE {
                    article.analyse(&options);
                }
                for notice in article.document.notices() {
                    complain(&anyhow!("{}: {notice}", article.name));
                }
                all_done &= !article.is_cut;
                print(&article)?;
            }
            Err(error) => {
                complain(&error);
                all_done = false;
            }
        }
    }
    Ok(all_done)
}

fn read(reading: &Reading, output: &mut Output) -> Result<bool> {
    let mut banner = Banner::new(&reading.inputs);
    let mut all_found = true;
    let all_done = each(&reading.inputs, Parts::NONE, |article| {
        let doc = &article.document;
        let from = beginning(&reading.start, article).unwrap_or_else(|missing| {
            complain(&anyhow!("{}: {missing}", article.name));
            all_found = false;
            0
        });
        output.put(banner.next(article).as_bytes())?;
        for mut line in export::plain(doc, reading.width.unwrap_or(WIDTH), from) {
            line.push('\n');
            output.put(line.as_bytes())?;
        }
        Ok(())
    })?;
    Ok(all_done && all_found)
}

/// The block where reading begins.
///
/// # Errors
/// What is not there that was to be begun at.
fn beginning(start: &Start, article: &Article) -> Result<usize, String> {
    let doc = &article.document;
    match (start, article.heading.as_deref()) {
        (Start::Kept, None) => Ok(0),
        (Start::Kept, Some(name)) => find::heading(doc, name).ok_or_else(|| find::no_heading(name)),
        (Start::Paragraph(_), _) => Ok(start.block(doc).unwrap_or(0)),
        (Start::Words(words), _) => start.block(doc).ok_or_else(|| find::nowhere(words)),
    }
}

fn extract(extraction: &Extraction, output: &mut Output) -> Result<bool> {
    let mut buffer = Vec::new();
    let mut has_begun = false;
    let format = extraction.format;
    let all_done = each(&extraction.inputs, extraction.parts, |article| {
        if !has_begun {
            format.begin(&mut buffer);
            has_begun = true;
        }
        let subject = Subject {
            name: &article.name,
            document: &article.document,
            annotations: &article.annotations,
            parts: extraction.parts,
        };
        format.article(&subject, &mut buffer);
        put(format, &mut buffer, output)
    })?;
    if has_begun {
        format.end(&mut buffer);
        put(format, &mut buffer, output)?;
    }
    Ok(all_done)
}

fn put(format: Format, buffer: &mut Vec<u8>, output: &mut Output) -> Result<()> {
    match format {
        Format::Json | Format::Ndjson => output.json(buffer)?,
        Format::Md | Format::Csv | Format::Ics => output.put(buffer)?,
    }
    buffer.clear();
    Ok(())
}

fn list(listing: &Listing, output: &mut Output) -> Result<bool> {
    let mut banner = Banner::new(&listing.inputs);
    let inferred = match listing.sections {
        Sections::Auto => Inferred::Auto,
        Sections::All => Inferred::All,
        Sections::None => Inferred::None,
    };
    each(&listing.inputs, wanted(listing.list), |article| {
        output.put(banner.next(article).as_bytes())?;
        let table = export::table(
            listing.list,
            &article.document,
            &article.annotations,
            inferred,
        );
        output.put(table.as_bytes())
    })
}

/// The parts of the analysis that a list needs.
fn wanted(list: List) -> Parts {
    Parts {
        sections: list == List::Sections,
        quotes: list == List::Speakers,
        dates: list == List::Events,
    }
}

/// The line that names an article where several are printed.
struct Banner {
    is_shown: bool,
    is_first: bool,
}

impl Banner {
    fn new(inputs: &Inputs) -> Self {
        Banner {
            is_shown: inputs.files.len() > 1,
            is_first: true,
        }
    }

    fn next(&mut self, article: &Article) -> String {
        if !self.is_shown {
            return String::new();
        }
        let gap = if self.is_first { "" } else { "\n" };
        self.is_first = false;
        format!("{gap}==> {} <==\n", article.name)
    }
}
