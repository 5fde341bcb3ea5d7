//! The worker: reads, loads and analyses the article in a thread of its own, and sends what it has
//! as it has it.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use super::{Event, guard};
use crate::analysis::{self, Options};
use crate::app::Found;
use crate::index::Inferred;
use crate::pipeline::{self, Article, Request};
use crate::text::Document;

/// Stack of the worker, in bytes.
const STACK: usize = 8 << 20;

/// A text that has been read, or its beginning.
#[derive(Debug)]
pub(super) struct Read {
    /// The text.
    pub document: Arc<Document>,
    /// The name of its input, safe for a terminal.
    pub name: String,
    /// The file that it was read from.
    pub path: Option<PathBuf>,
    /// The heading that was typed behind `#`.
    pub heading: Option<String>,
    /// Whether it is all of the input.
    pub is_whole: bool,
    /// How much of the input it is, in per cent, while more is to come.
    pub progress: Option<u8>,
}

/// What the worker has to say.
#[derive(Debug)]
pub(super) enum News {
    /// A text.
    Read(Read),
    /// What was found in the text that was sent last.
    Found(Box<Found>),
    /// The input cannot be read: one line.
    Failed(String),
    /// The text is there and the analysis is not: one line.
    NotAnalysed(String),
}

/// Starts to work; the index is made as `inferred` says. Each event carries `round`, so that those of a work that was overtaken by a
/// later one can be told.
///
/// # Errors
/// When the system has no room for another thread.
pub(super) fn start(
    round: usize,
    request: Request,
    (options, inferred): (Options, Inferred),
    sender: Sender<Event>,
) -> io::Result<()> {
    let work = move || {
        let say = |news| {
            let _ = sender.send(Event::Worker(round, news));
        };
        let Some(document) = read(request, &say) else {
            return;
        };
        let analyse = || {
            let annotations = analysis::analyse(&document, &options);
            Box::new(Found::new(&document, annotations, inferred))
        };
        say(match panic::catch_unwind(AssertUnwindSafe(analyse)) {
            Ok(found) => News::Found(found),
            Err(_) => News::NotAnalysed("the analysis failed; the text is all here".into()),
        });
    };
    thread::Builder::new()
        .name(guard::WORKER.into())
        .stack_size(STACK)
        .spawn(work)
        .map(|_| ())
}

/// Reads the text and says so; its beginning first where it is long.
fn read(request: Request, say: &impl Fn(News)) -> Option<Arc<Document>> {
    let send = |article: Article| {
        let progress = (!article.is_whole).then(|| share_read(&article));
        let document = Arc::new(article.document);
        say(News::Read(Read {
            progress,
            document: document.clone(),
            name: article.name,
            path: article.path,
            heading: article.heading,
            is_whole: article.is_whole,
        }));
        document
    };
    let name = request
        .word
        .as_ref()
        .map(|word| word.to_string_lossy().into_owned());
    let read = || {
        let mut opening = pipeline::open(request)?;
        let mut article = opening.beginning()?;
        while !article.is_whole {
            send(article);
            article = opening.more()?;
        }
        Ok(send(article))
    };
    match panic::catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(document)) => Some(document),
        Ok(Err(error)) => {
            let error: anyhow::Error = error;
            say(News::Failed(format!("{error:#}")));
            None
        }
        Err(_) => {
            let name = name.unwrap_or_default();
            say(News::Failed(format!("{name}: reading it failed")));
            None
        }
    }
}

/// How much of a file its beginning is, in per cent; nothing where that cannot be told.
fn share_read(article: &Article) -> u8 {
    let size = |path: &PathBuf| Some(path.metadata().ok()?.len());
    match article.path.as_ref().and_then(size) {
        Some(size @ 1..) => (article.document.text().len() as u64 * 100 / size).min(99) as u8,
        _ => 0,
    }
}
