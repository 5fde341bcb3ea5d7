//! Remembers the article that is read. A slow disk must hold up neither a key nor the way out, so
//! all but the reading of one small file is done by a thread, which is started when there is
//! something for it to do.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use super::{Event, HELPER_STACK};
use crate::store::{Memory, Recalled, Store};
use crate::text::Document;

/// How long the way out waits for what is to be kept.
const PATIENCE: Duration = Duration::from_millis(500);

/// What the thread is asked for.
enum Request {
    /// To look for an article under other names.
    Search(Arc<Document>),
    /// To keep a memory, and to say on the way out when it is done.
    Keep(Arc<Document>, Memory, Option<Sender<()>>),
}

/// The memory of one article.
#[derive(Debug)]
pub(super) struct Keeper {
    store: Store,
    source: Option<PathBuf>,
    events: Sender<Event>,
    thread: Option<Sender<Request>>,
}

impl Keeper {
    /// The user's memory of the article that was read from a file, or from none. What it has to
    /// say is sent as events.
    pub fn new(path: Option<PathBuf>, events: Sender<Event>) -> Self {
        Keeper {
            store: Store::of_user(),
            source: path.and_then(|path| path.canonicalize().ok()),
            events,
            thread: None,
        }
    }

    /// What is remembered of the article under its name.
    pub fn recall(&self, document: &Document) -> Option<Recalled> {
        self.store.recall(self.source.as_deref(), document)
    }

    /// Looks whether the article was read under another name; what is found then comes as
    /// [`Event::Recalled`].
    pub fn search(&mut self, document: Arc<Document>) {
        self.ask(Request::Search(document));
    }

    /// Keeps what is to be remembered; if that fails, [`Event::NotKept`] comes.
    pub fn keep(&mut self, document: Arc<Document>, memory: Memory) {
        self.ask(Request::Keep(document, memory, None));
    }

    /// Keeps what is to be remembered on the way out, which waits for half a second at most.
    pub fn keep_last(&mut self, document: Arc<Document>, memory: Memory) {
        let (done, is_done) = channel();
        self.ask(Request::Keep(document, memory, Some(done)));
        let _ = is_done.recv_timeout(PATIENCE);
    }

    fn ask(&mut self, request: Request) {
        if self.thread.is_none() {
            self.thread = self.start().ok();
        }
        if let Some(thread) = &self.thread {
            let _ = thread.send(request);
        }
    }

    fn start(&self) -> io::Result<Sender<Request>> {
        let (requests, received) = channel();
        let (store, source) = (self.store.clone(), self.source.clone());
        let events = self.events.clone();
        thread::Builder::new()
            .name("keeper".into())
            .stack_size(HELPER_STACK)
            .spawn(move || serve(&store, source, &received, &events))?;
        Ok(requests)
    }
}

fn serve(
    store: &Store,
    source: Option<PathBuf>,
    requests: &Receiver<Request>,
    events: &Sender<Event>,
) {
    let source = source.as_deref();
    for request in requests {
        match request {
            Request::Search(document) => {
                if let Some(recalled) = store.search(&document) {
                    let _ = events.send(Event::Recalled(document, recalled));
                }
            }
            Request::Keep(document, memory, done) => {
                let kept = store.keep(source, &document, &memory);
                if let Some(done) = done {
                    // There is no screen any more to say anything on.
                    let _ = done.send(());
                } else if let Err(error) = kept {
                    let _ = events.send(Event::NotKept(error.to_string()));
                }
            }
        }
    }
}
