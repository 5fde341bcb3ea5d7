//! Searches long texts in a thread, which is started when there is one to search: a pattern that
//! takes its time must hold up no key. Whoever types is interested in the last pattern only.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::{Event, HELPER_STACK};
use crate::app::search::Query;

/// How long a search may take; what was found by then is all that is found.
const LONGEST: Duration = Duration::from_secs(5);

/// The thread that searches, once it is needed.
#[derive(Debug, Default)]
pub(super) struct Searcher {
    /// The number of the query that is wanted.
    wanted: Arc<AtomicUsize>,
    thread: Option<Sender<Query>>,
}

impl Searcher {
    /// Asks for an answer, which comes as [`Event::Searched`]; the query before this one has none
    /// any more.
    ///
    /// # Errors
    /// When the system has no room for a thread.
    pub fn ask(&mut self, query: Query, events: &Sender<Event>) -> io::Result<()> {
        self.wanted.store(query.number(), Ordering::Relaxed);
        let thread = match &self.thread {
            Some(thread) => thread,
            None => self
                .thread
                .insert(start(self.wanted.clone(), events.clone())?),
        };
        // It lives as long as it has somebody to answer.
        let _ = thread.send(query);
        Ok(())
    }
}

fn start(wanted: Arc<AtomicUsize>, events: Sender<Event>) -> io::Result<Sender<Query>> {
    let (queries, received) = channel();
    thread::Builder::new()
        .name("searcher".into())
        .stack_size(HELPER_STACK)
        .spawn(move || serve(&received, &wanted, &events))?;
    Ok(queries)
}

fn serve(queries: &Receiver<Query>, wanted: &AtomicUsize, events: &Sender<Event>) {
    for query in queries {
        let until = Instant::now() + LONGEST;
        let is_wanted = || wanted.load(Ordering::Relaxed) == query.number();
        if !is_wanted() {
            continue;
        }
        let answer = query.run(|| is_wanted() && Instant::now() < until);
        if is_wanted() && events.send(Event::Searched(answer)).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::search::Search;
    use crate::text::testing::paragraphs;

    #[test]
    fn only_the_last_query_is_answered() {
        let text = "x".repeat(1 << 20);
        let document = Arc::new(paragraphs([&text]));
        let query = |typed: &str, number| Search::new(typed, false).look(&document, number);
        let (events, received) = channel();
        let mut searcher = Searcher::default();
        // For each of a million matches all that follows would be looked at.
        searcher.ask(query("x.*y|x", 1).unwrap(), &events).unwrap();
        searcher.ask(query("x+", 2).unwrap(), &events).unwrap();
        let patience = Duration::from_secs(60);
        let Ok(Event::Searched(answer)) = received.recv_timeout(patience) else {
            panic!("no answer");
        };
        assert_eq!(answer.number(), 2);
    }
}
