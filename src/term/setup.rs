//! What was meant on the command line → what the reader begins with.

use std::io::{self, IsTerminal};
use std::path::Path;

use anyhow::{Result, anyhow};

use super::color::Wanted;
use super::worker::Wishes;
use crate::analysis::Options;
use crate::app::{ColorLevel, Setup, Start};
use crate::batch;
use crate::cli::{self, Reading};
use crate::index::Inferred;
use crate::pipeline::Request;
use crate::source::Spec;
use crate::ui::theme;

/// The articles to open.
///
/// # Errors
/// When it is to be read from the terminal that its reader would type on.
pub(super) fn requests(reading: &Reading) -> Result<Vec<Request>> {
    let mut requests: Vec<Request> = batch::requests(&reading.inputs).into_iter().collect();
    if requests.is_empty() {
        requests.push(Request::default());
    }
    let is_stdin = |request: &Request| request.word.as_deref().is_some_and(|word| word == "-");
    if requests.iter().any(is_stdin) && io::stdin().is_terminal() {
        return Err(anyhow!("standard input: is the terminal itself"));
    }
    Ok(requests)
}

/// Whether an article is at hand: in a file of this machine or in the program, and not at the other
/// end of a pipe.
pub(super) fn is_at_hand(request: &Request) -> bool {
    let Some(word) = &request.word else {
        return true;
    };
    let is_file = |path: &Path| path.metadata().map(|about| about.is_file());
    match Spec::parse(word) {
        Spec::Stdin | Spec::Address(_) => false,
        Spec::File(path) => is_file(&path).unwrap_or_else(|_| {
            // A heading behind `#`? What is not there at all is an error at once.
            let split = word.to_str().and_then(|word| word.rsplit_once('#'));
            split.is_none_or(|(file, _)| is_file(Path::new(file)).unwrap_or(true))
        }),
    }
}

/// What the analysis and the index of it are told.
pub(super) fn wishes(reading: &Reading) -> Wishes {
    Wishes {
        options: Options {
            date: reading.inputs.date,
            ..Options::default()
        },
        inferred: inferred(reading),
    }
}

/// Which inferred sections are shown at first.
fn inferred(reading: &Reading) -> Inferred {
    match reading.sections {
        cli::Sections::Auto => Inferred::Auto,
        cli::Sections::All => Inferred::All,
        cli::Sections::None => Inferred::None,
    }
}

/// What is wanted of colours.
pub(super) fn colours(reading: &Reading) -> Wanted {
    match reading.color {
        cli::Color::Auto => Wanted::Auto,
        cli::Color::Always => Wanted::Always,
        cli::Color::Never => Wanted::Never,
    }
}

/// What the state begins with.
pub(super) fn setup(reading: &Reading, level: ColorLevel) -> Setup {
    Setup {
        themes: theme::names(),
        theme: reading.theme.clone(),
        level,
        measure: reading.width,
        index: !reading.no_index,
        inferred: inferred(reading),
        articles: 1,
        start: match &reading.start {
            cli::Start::Kept => Start::Remembered,
            cli::Start::Paragraph(number) => Start::Paragraph(*number),
            cli::Start::Words(words) => Start::Search(words.clone()),
        },
    }
}
