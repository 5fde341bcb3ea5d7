//! The store's own thread: a slow disk must not hold up a key, nor the way out.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

use super::{Event, HELPER_STACK};
use crate::store::{Memory, Store};
use crate::text::Document;

/// How long the way out waits for what is to be kept.
const PATIENCE: Duration = Duration::from_millis(500);

/// What the thread is asked for.
enum Request {
    Recall(Arc<Document>),
    Keep(Arc<Document>, Memory, Sender<()>),
}

/// Remembers one article.
#[derive(Debug)]
pub(super) struct Keeper(Sender<Request>);

impl Keeper {
    /// A keeper of the article that was read from `source` (see [`Store::recall`]); what it
    /// remembers is sent as events.
    ///
    /// # Errors
    /// When the system has no room for another thread.
    pub fn new(store: Store, source: Option<PathBuf>, sender: Sender<Event>) -> io::Result<Self> {
        let (requests, received) = channel();
        let serve = move || {
            for request in received {
                match request {
                    Request::Recall(document) => {
                        let recalled = store.recall(source.as_deref(), &document);
                        let _ = sender.send(Event::Recalled(document, recalled));
                    }
                    Request::Keep(document, memory, done) => {
                        // A reader that cannot remember is still a reader; and there is no screen
                        // any more to say so on.
                        let _ = store.keep(source.as_deref(), &document, &memory);
                        let _ = done.send(());
                    }
                }
            }
        };
        thread::Builder::new()
            .name("keeper".into())
            .stack_size(HELPER_STACK)
            .spawn(serve)?;
        Ok(Keeper(requests))
    }

    /// Asks what is remembered of a document; the answer comes as [`Event::Recalled`].
    pub fn recall(&self, document: Arc<Document>) {
        let _ = self.0.send(Request::Recall(document));
    }

    /// Keeps what is to be remembered; gives up after half a second.
    pub fn keep(&self, document: Arc<Document>, memory: Memory) {
        let (done, is_done) = channel();
        let request = Request::Keep(document, memory, done);
        if self.0.send(request).is_ok() {
            let _ = is_done.recv_timeout(PATIENCE);
        }
    }
}
