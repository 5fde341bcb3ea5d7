//! Source → load → analysis: from what was typed to an article.
//!
//! A reader that has a screen to draw takes the [beginning](Opening::beginning) first and
//! [more](Opening::more) of it when a worker has it, and analyses the whole then; whoever has none
//! takes an [`article`] in one step.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use anyhow::Result;

use crate::analysis::{self, Annotations, Options};
use crate::load::{self, Format};
use crate::source::{self, Input, Opened, Spec};
use crate::text::Document;

/// The article that is opened where none is named.
const SAMPLE: &str = include_str!("../assets/article.md");

/// What the bundled article is called.
const SAMPLE_NAME: &str = "the bundled article";

/// What is to be opened.
#[derive(Clone, Default)]
pub struct Request {
    /// A path, an address or `-`, as it was typed, with or without `#heading`. `None`: the bundled
    /// article.
    pub word: Option<OsString>,
    /// The format to read it as; `None`: the one that it is.
    pub format: Option<&'static Format>,
    /// The address that it came from.
    pub url: Option<String>,
}

/// An article as it is read: the one thing that the pipeline makes.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// The name of its input, safe for a terminal.
    pub name: String,
    /// The file that it was read from.
    pub path: Option<PathBuf>,
    /// The heading that was typed behind `#`.
    pub heading: Option<String>,
    /// The document.
    pub document: Document,
    /// What was found in it; nothing before it [is analysed](Article::analyse).
    pub annotations: Annotations,
    /// Whether it is all of the input, and not its beginning.
    pub is_whole: bool,
}

/// An input that stands open.
pub struct Opening {
    input: Bytes,
    known: Known,
}

/// What is known of an input besides its bytes.
struct Known {
    heading: Option<String>,
    format: Option<&'static Format>,
    url: Option<String>,
}

enum Bytes {
    Opened(Opened),
    Held(Input),
}

/// Opens an input. It may block for as long as a pipe stalls.
///
/// # Errors
/// One line that names the input and the cause.
pub fn open(request: Request) -> Result<Opening> {
    let mut known = Known {
        heading: None,
        format: request.format,
        url: request.url,
    };
    let input = match &request.word {
        None => {
            known.format = known.format.or(load::format_named("md"));
            Bytes::Held(Input::from_bytes(SAMPLE_NAME, SAMPLE))
        }
        Some(word) => {
            let (opened, heading) = open_word(word)?;
            known.heading = heading;
            Bytes::Opened(opened)
        }
    };
    Ok(Opening { input, known })
}

/// A file may have a `#` in its name, so the whole word is tried first.
fn open_word(word: &OsStr) -> Result<(Opened, Option<String>)> {
    let split = word.to_str().and_then(|word| word.rsplit_once('#'));
    match source::open(&Spec::parse(word)) {
        Ok(opened) => Ok((opened, None)),
        Err(error) => match split {
            Some((file, heading)) if !file.is_empty() => {
                let opened = source::open(&Spec::parse(file))?;
                Ok((opened, Some(heading.to_owned())))
            }
            _ => Err(error),
        },
    }
}

/// Opens, loads and analyses an article.
///
/// # Errors
/// One line that names the input and the cause.
pub fn article(request: Request, options: &Options) -> Result<Article> {
    let mut article = document(request)?;
    article.analyse(options);
    Ok(article)
}

/// Opens and loads an article.
///
/// # Errors
/// One line that names the input and the cause.
pub fn document(request: Request) -> Result<Article> {
    open(request)?.whole()
}

impl Opening {
    /// Its beginning, or all of it where it is short, enough for the first screens.
    ///
    /// # Errors
    /// One line that names the input and the cause.
    pub fn beginning(&mut self) -> Result<Article> {
        let input = match &mut self.input {
            Bytes::Opened(opened) => opened.beginning()?,
            Bytes::Held(input) => input.clone(),
        };
        self.known.load(input)
    }

    /// More of it than before: all of a file, of a pipe what has come.
    ///
    /// # Errors
    /// One line that names the input and the cause.
    pub fn more(&mut self) -> Result<Article> {
        let input = match &mut self.input {
            Bytes::Opened(opened) => opened.more()?,
            Bytes::Held(input) => input.clone(),
        };
        self.known.load(input)
    }

    /// All of it.
    ///
    /// # Errors
    /// One line that names the input and the cause. What can be no article is known from its
    /// beginning and not read to its end.
    pub fn whole(self) -> Result<Article> {
        let input = match self.input {
            Bytes::Held(input) => input,
            Bytes::Opened(mut opened) => {
                load::check(&opened.beginning()?)?;
                opened.whole()?
            }
        };
        self.known.load(input)
    }
}

impl Known {
    fn load(&self, mut input: Input) -> Result<Article> {
        if self.url.is_some() {
            input.address.clone_from(&self.url);
        }
        Ok(Article {
            document: load::load(&input, self.format)?,
            name: input.name,
            path: input.path,
            heading: self.heading.clone(),
            annotations: Annotations::default(),
            is_whole: input.complete,
        })
    }
}

impl Article {
    /// Finds what is to be found in it.
    pub fn analyse(&mut self, options: &Options) {
        self.annotations = analysis::analyse(&self.document, options);
    }
}
