//! The worker: reads, loads and analyses the article in a thread of its own, and sends what it has
//! as it has it.

use std::cell::Cell;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result};

use super::{Event, guard};
use crate::analysis::{self, Options};
use crate::app::Found;
use crate::index::Inferred;
use crate::pipeline::{self, Article, Opening, Request};
use crate::source::{Received, Spec, Watch};
use crate::text::Document;

/// Stack of the worker, in bytes.
const STACK: usize = 8 << 20;

/// What is said where more of an input was to come and does not.
const ONLY_BEGUN: &str = "only the beginning is here";

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

/// A page that is on its way.
#[derive(Debug)]
pub(super) struct Coming {
    /// Its address, safe for a terminal.
    pub name: String,
    /// To be set where it is waited for no longer.
    pub cancelled: AtomicBool,
    received: Mutex<Received>,
}

impl Coming {
    /// How much of it has come.
    pub fn received(&self) -> Received {
        *self.received.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn receive(&self, received: Received) {
        *self.received.lock().unwrap_or_else(PoisonError::into_inner) = received;
    }
}

/// What the worker has to say.
#[derive(Debug)]
pub(super) enum News {
    /// A page is on its way.
    Coming(Arc<Coming>),
    /// A text.
    Read(Read),
    /// What was found in the text that was sent last.
    Found(Box<Found>),
    /// The input cannot be read: one line.
    Failed(String),
    /// The text is there and the analysis is not: one line.
    NotAnalysed(String),
}

/// What the analysis and the index of it are told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wishes {
    /// What the analysis is told.
    pub options: Options,
    /// Which inferred sections are shown at first.
    pub inferred: Inferred,
}

/// What is to be done.
pub(super) enum Work {
    /// To open an input, and all that follows.
    Open(Request),
    /// To read on in an input of which the beginning is known.
    ReadOn(Opening),
    /// To analyse a text.
    Analyse(Arc<Document>),
}

/// Reads the beginning of an input here and now; returns it with what is left to be done.
///
/// # Errors
/// One line that names the input and the cause.
pub(super) fn begin(request: Request) -> Result<(Read, Work)> {
    let mut opening = pipeline::open(request, &Watch::nobody())?;
    let read = Read::new(opening.beginning()?);
    let work = if read.is_whole {
        Work::Analyse(read.document.clone())
    } else {
        Work::ReadOn(opening)
    };
    Ok((read, work))
}

/// Starts to work. Each event carries `round`, so that those of a work that was overtaken by a
/// later one can be told.
///
/// # Errors
/// When the system has no room for another thread.
pub(super) fn start(
    round: usize,
    work: Work,
    wishes: Wishes,
    sender: Sender<Event>,
) -> io::Result<()> {
    let run = move || {
        let say = |news| {
            let _ = sender.send(Event::Worker(round, news));
        };
        let read = || read(work, &say);
        let document = match panic::catch_unwind(AssertUnwindSafe(read)) {
            Ok(Ok(document)) => document,
            Ok(Err(error)) => return say(News::Failed(format!("{error:#}"))),
            Err(_) => return say(News::Failed("the article cannot be read: a fault".into())),
        };
        let analyse = || {
            let annotations = analysis::analyse(&document, &wishes.options);
            Box::new(Found::new(&document, annotations, wishes.inferred))
        };
        say(match panic::catch_unwind(AssertUnwindSafe(analyse)) {
            Ok(found) => News::Found(found),
            Err(_) => News::NotAnalysed("the analysis failed; the text is all here".into()),
        });
    };
    thread::Builder::new()
        .name(guard::WORKER.into())
        .stack_size(STACK)
        .spawn(run)
        .map(|_| ())
}

/// Reads the text to its end and sends what there is on the way; returns the whole.
fn read(work: Work, say: &impl Fn(News)) -> Result<Arc<Document>> {
    let send = |article: Article| {
        let read = Read::new(article);
        let document = read.document.clone();
        say(News::Read(read));
        document
    };
    let (mut opening, mut article) = match work {
        Work::Analyse(document) => return Ok(document),
        Work::ReadOn(mut opening) => {
            let article = opening.more().context(ONLY_BEGUN)?;
            (opening, article)
        }
        Work::Open(request) => {
            let mut opening = open(request, say)?;
            let article = opening.beginning()?;
            (opening, article)
        }
    };
    while !article.is_whole {
        send(article);
        article = opening.more().context(ONLY_BEGUN)?;
    }
    Ok(send(article))
}

/// Opens an input, and says where it is a page that may be long on its way.
fn open(request: Request, say: &impl Fn(News)) -> Result<Opening> {
    let name = request.word.as_ref().map(Spec::parse);
    let coming = Arc::new(Coming {
        name: name.map_or_else(String::new, |spec| spec.to_string()),
        cancelled: AtomicBool::new(false),
        received: Mutex::default(),
    });
    let is_told = Cell::new(false);
    let progress = |received| {
        coming.receive(received);
        if !is_told.replace(true) {
            say(News::Coming(coming.clone()));
        }
    };
    let watch = Watch {
        progress: &progress,
        cancelled: &coming.cancelled,
    };
    pipeline::open(request, &watch)
}

impl Read {
    fn new(article: Article) -> Read {
        Read {
            progress: (!article.is_whole).then(|| share_read(&article)),
            document: Arc::new(article.document),
            name: article.name,
            path: article.path,
            heading: article.heading,
            is_whole: article.is_whole,
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
