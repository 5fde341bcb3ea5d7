//! What was typed → what was meant.

mod arguments;
#[cfg(test)]
mod tests;

use std::ffi::OsString;

use clap::{Parser, ValueEnum};
use jiff::civil::Date;

use crate::export::{self, List, Parts};
use crate::text::{Document, pattern, safe};
use arguments::Typed;

/// What was meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// Read articles; print them where there is no terminal.
    Read(Reading),
    /// Print what was found in files.
    Extract(Extraction),
    /// Answer records on standard input.
    Records(Parts),
    /// Print a list as a plain table.
    List(Listing),
}

/// Where articles come from and what is known of them from outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// Paths, addresses, `-` for standard input, as they were typed. None: standard input if it is
    /// no terminal, else the bundled article.
    pub files: Vec<OsString>,
    /// The date of the articles; it overrules what they say.
    pub date: Option<Date>,
    /// The name of their format, one of [`FORMATS`](crate::load::FORMATS); without it each is told by its name and
    /// content.
    pub format: Option<String>,
    /// The address that they came from.
    pub url: Option<String>,
}

/// What reading was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What is read.
    pub inputs: Inputs,
    /// Where reading begins.
    pub start: Start,
    /// The measure in columns.
    pub width: Option<u16>,
    /// The name of the theme.
    pub theme: Option<String>,
    /// Whether the index is closed at first.
    pub no_index: bool,
    /// Whether inferred sections are shown.
    pub sections: Sections,
    /// Whether colours are used.
    pub color: Color,
}

/// What extracting was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Extraction {
    /// What is analysed.
    pub inputs: Inputs,
    /// What is printed.
    pub format: export::Format,
    /// The parts of the analysis.
    pub parts: Parts,
}

/// Which list is printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// What is analysed.
    pub inputs: Inputs,
    /// The list.
    pub list: List,
    /// Whether inferred sections are shown.
    pub sections: Sections,
}

/// Where reading begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// Where it was left, or the top.
    #[default]
    Kept,
    /// The paragraph of a ¶ number.
    Paragraph(usize),
    /// The first match of a pattern, as the reader's search takes it.
    Words(String),
}

/// Whether inferred sections are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Sections {
    /// Where the article has no headings.
    #[default]
    Auto,
    /// Inside long real ones too.
    All,
    /// Never.
    None,
}

/// Whether colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// As the terminal and `NO_COLOR` say.
    #[default]
    Auto,
    /// In any case.
    Always,
    /// Never.
    Never,
}

/// What the parser says to arguments that are no call: help, the version, or wrong usage.
#[derive(Debug)]
pub struct Refusal {
    /// The text, safe for a terminal.
    pub text: String,
    /// Whether it was asked for, and belongs on standard output.
    pub is_wanted: bool,
}

impl Refusal {
    /// Wrong usage, told as the parser tells it.
    pub fn wrong(message: &str) -> Self {
        let message = safe::line(message);
        Refusal {
            text: format!("error: {message}\n\nFor more information, try '--help'.\n"),
            is_wanted: false,
        }
    }
}

/// Reads the arguments after the program's name.
///
/// # Errors
/// What to print instead, if they ask for help or are no call.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Intent, Refusal> {
    let name = OsString::from("dateline");
    let arguments = arguments::command_first(arguments.into_iter().collect());
    match Typed::try_parse_from(std::iter::once(name).chain(arguments)) {
        Ok(typed) => Ok(typed.meant()),
        Err(error) => Err(Refusal {
            text: safe::text(&error.render().to_string()).into_owned(),
            is_wanted: !error.use_stderr(),
        }),
    }
}

/// The day that is written `YYYY-MM-DD`, and no other way.
pub fn day(written: &str) -> Option<Date> {
    let fits = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    let has_form = written.len() == 10 && written.bytes().enumerate().all(fits);
    has_form.then(|| written.parse().ok()).flatten()
}

impl Start {
    /// The block where reading begins. `None` for [`Start::Kept`], and where the document has no
    /// such words.
    pub fn block(&self, doc: &Document) -> Option<usize> {
        match self {
            Start::Kept => None,
            Start::Paragraph(number) => doc.paragraph_block(*number),
            Start::Words(typed) => {
                let pattern = pattern::compile(typed)?;
                let mut found = pattern.find_iter(doc.text());
                let first = found.find(|m| !m.is_empty())?;
                Some(doc.block_at(first.start()))
            }
        }
    }
}
