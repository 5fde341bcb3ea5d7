//! Remembers what is read. A slow disk must not hold up a key, so all but the reading of one small
//! file is done by a thread, which is started when there is something for it to do.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::{Event, HELPER_STACK};
use crate::store::{Memory, Recalled, Store};
use crate::text::Document;

/// How long the way out waits for what is to be kept.
const PATIENCE: Duration = Duration::from_secs(5);

/// A reading that is to be remembered.
#[derive(Debug)]
pub(super) struct Reading {
    /// The file that was read, by its one true path; `None` for what came from elsewhere.
    pub source: Option<PathBuf>,
    /// What was read.
    pub document: Arc<Document>,
    /// The place and the marks in it.
    pub memory: Memory,
}

/// What the thread is asked for.
enum Request {
    /// To look for an article under other names.
    Search(Arc<Document>),
    /// To keep a reading.
    Keep(Reading),
    /// To say what could not be kept, as the last thing.
    Finish(Sender<Option<String>>),
}

/// The memory of a session.
#[derive(Debug)]
pub(super) struct Keeper {
    store: Store,
    events: Sender<Event>,
    thread: Option<Sender<Request>>,
}

impl Keeper {
    /// A user's memory. What it has to say is sent as events.
    pub fn new(store: Store, events: Sender<Event>) -> Self {
        Keeper {
            store,
            events,
            thread: None,
        }
    }

    /// What is remembered of an article under its name.
    pub fn recall(&self, source: Option<&Path>, document: &Document) -> Option<Recalled> {
        self.store.recall(source, document)
    }

    /// Looks whether an article was read under another name; what is found then comes as
    /// [`Event::Recalled`].
    pub fn search(&mut self, document: Arc<Document>) {
        // Without a thread it is as if nothing were found.
        let _ = self.ask(Request::Search(document));
    }

    /// Keeps a reading; if that fails, [`Event::NotKept`] comes.
    pub fn keep(&mut self, reading: Reading) {
        if let Err(error) = self.ask(Request::Keep(reading)) {
            let _ = self.events.send(Event::NotKept(error.to_string()));
        }
    }

    /// Keeps a last reading and waits until all is done, for some seconds at most.
    ///
    /// # Errors
    /// What could not be kept, and why: one line.
    pub fn finish(&mut self, last: Option<Reading>) -> Result<(), String> {
        if let Some(reading) = last {
            self.ask(Request::Keep(reading))
                .map_err(|e| e.to_string())?;
        }
        let Some(thread) = &self.thread else {
            return Ok(());
        };
        let (answer, answered) = channel();
        let _ = thread.send(Request::Finish(answer));
        match answered.recv_timeout(PATIENCE) {
            Ok(unkept) => unkept.map_or(Ok(()), Err),
            Err(RecvTimeoutError::Timeout) => {
                let folder = self.store.folder().unwrap_or(Path::new("")).display();
                let seconds = PATIENCE.as_secs();
                Err(format!(
                    "{folder}: the disk has not answered for {seconds} s"
                ))
            }
            Err(RecvTimeoutError::Disconnected) => Err("a fault".into()),
        }
    }

    fn ask(&mut self, request: Request) -> io::Result<()> {
        let thread = match self.thread.take() {
            Some(thread) => thread,
            None => self.start()?,
        };
        // It ends only by a fault, of which the last answer tells.
        let _ = self.thread.insert(thread).send(request);
        Ok(())
    }

    fn start(&self) -> io::Result<Sender<Request>> {
        let (requests, received) = channel();
        let (store, events) = (self.store.clone(), self.events.clone());
        thread::Builder::new()
            .name("keeper".into())
            .stack_size(HELPER_STACK)
            .spawn(move || serve(&store, &received, &events))?;
        Ok(requests)
    }
}

fn serve(store: &Store, requests: &Receiver<Request>, events: &Sender<Event>) {
    // By where the article came from: what a later attempt has kept is no loss.
    let mut unkept: BTreeMap<Option<PathBuf>, String> = BTreeMap::new();
    for request in requests {
        match request {
            Request::Search(document) => {
                if let Some(recalled) = store.search(&document) {
                    let _ = events.send(Event::Recalled(document, recalled));
                }
            }
            Request::Keep(reading) => {
                let source = reading.source.as_deref();
                match store.keep(source, &reading.document, &reading.memory) {
                    Ok(()) => {
                        unkept.remove(&reading.source);
                    }
                    Err(error) => {
                        unkept.insert(reading.source, error.to_string());
                        let _ = events.send(Event::NotKept(error.to_string()));
                    }
                }
            }
            Request::Finish(answer) => {
                store.tidy();
                let _ = answer.send(unkept.pop_first().map(|(_, error)| error));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Place;
    use crate::text::testing::paragraphs;

    fn reading(source: &str) -> Reading {
        let document = paragraphs(["The first ferry left at dawn.", "The second never came."]);
        let place = Place {
            block: 1,
            offset: 0,
        };
        Reading {
            source: Some(source.into()),
            document: Arc::new(document),
            memory: Memory {
                place: Some(place),
                marks: BTreeMap::from([('a', place)]),
            },
        }
    }

    #[test]
    fn the_way_out_tells_what_no_attempt_has_kept() {
        let name = format!("dateline-keeper-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::write(&folder, "a file is in the way").unwrap();
        let places = folder.join("places");
        let (events, told) = channel();
        let mut keeper = Keeper::new(Store::in_folder(&places), events);
        assert_eq!(keeper.finish(None), Ok(()));
        keeper.keep(reading("/a"));
        let unkept = keeper.finish(Some(reading("/b"))).unwrap_err();
        let named = format!("{}: ", places.display());
        assert!(unkept.starts_with(&named), "{unkept}");
        assert!(matches!(told.try_recv(), Ok(Event::NotKept(_))));
        // A turn to another article that goes well does not hide the one before it.
        std::fs::remove_file(&folder).unwrap();
        keeper.keep(reading("/a"));
        keeper.keep(reading("/b"));
        assert_eq!(keeper.finish(Some(reading("/c"))), Ok(()));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
