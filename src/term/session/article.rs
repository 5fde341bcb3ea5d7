//! Which article is shown: the worker's news of it, reading it again, turning to another.

use std::ops::ControlFlow;

use super::{Exit, Session, Shown};
use crate::app::{Arrival, Severity, Start};
use crate::source::Spec;
use crate::term::waiting::Waiting;
use crate::term::worker::{self, News, Read, Work};

impl Session {
    pub(super) fn reload(&mut self) {
        let word = self
            .requests
            .get(self.article)
            .and_then(|r| r.word.as_ref());
        let is_file = |word| matches!(Spec::parse(word), Spec::File(_));
        if !word.is_some_and(is_file) {
            return self.warn("only a file can be read again");
        }
        // A key that is held would start a worker with each repeat, all of them with a whole text.
        if self.is_working {
            return self
                .state
                .say(Severity::Note, "still reading: again in a moment");
        }
        self.work();
    }

    /// Turns to another of the open articles. What cannot be read twice (a pipe, an address) is
    /// held meanwhile.
    pub(super) fn turn_to(&mut self, article: usize) {
        if let Some(reading) = self.leaving() {
            self.keeper.keep(reading);
        }
        if let Some(shown) = self.shown.take().filter(|s| s.is_whole && s.path.is_none()) {
            self.held.insert(self.article, shown);
        }
        self.wait_no_longer();
        self.article = article;
        self.marks.clear();
        self.has_start = false;
        self.is_touched = false;
        self.state.turn_to(article);
        match self.held.remove(&article) {
            Some(shown) => {
                let document = shown.document.clone();
                self.arrived(Read {
                    document: shown.document,
                    name: shown.name,
                    path: None,
                    heading: None,
                    is_whole: true,
                    progress: None,
                });
                self.work_at(Work::Analyse(document));
            }
            None => self.work(),
        }
    }

    /// Reads the article from its beginning.
    fn work(&mut self) {
        let request = self.requests.get(self.article).cloned();
        self.work_at(Work::Open(request.unwrap_or_default()));
    }

    fn work_at(&mut self, work: Work) {
        self.round += 1;
        let wishes = self.helpers.wishes;
        match worker::start(self.round, work, wishes, self.sender()) {
            Ok(()) => self.is_working = true,
            Err(error) => self.state.say(Severity::Error, &error.to_string()),
        }
    }

    pub(super) fn news(&mut self, news: News) -> ControlFlow<Exit> {
        self.is_stale = true;
        if !matches!(news, News::Coming(_)) {
            self.waiting = None;
        }
        self.is_working = matches!(news, News::Coming(_) | News::Read(_));
        match news {
            News::Coming(coming) => {
                self.waiting = Some(Waiting::new(coming));
                self.tell_wait();
            }
            News::Read(read) => self.arrived(read),
            News::Found(found) => {
                if let Some(shown) = &self.shown {
                    self.state.arrive(Arrival {
                        document: shown.document.clone(),
                        found: Some(found),
                        name: shown.name.clone(),
                        progress: None,
                    });
                }
            }
            News::NotAnalysed(error) => self.state.fail_analysis(&error),
            News::Failed(error) if self.shown.is_some() || self.requests.len() > 1 => {
                self.no_more_comes();
                self.state.fail_analysis(&error);
            }
            News::Failed(error) => return ControlFlow::Break(Exit::Failed(error)),
        }
        ControlFlow::Continue(())
    }

    pub(super) fn tell_wait(&mut self) {
        if let Some(waiting) = &mut self.waiting {
            self.state.await_article(waiting.words());
            self.is_stale = true;
        }
    }

    /// Waits no longer for the page that is on its way; returns its name.
    fn wait_no_longer(&mut self) -> Option<String> {
        let name = self.waiting.take()?.cancel();
        // Whatever the worker has yet to say of it comes too late.
        self.round += 1;
        Some(name)
    }

    /// Waits no longer; with nothing else to read the reading ends.
    pub(super) fn cancel(&mut self) -> ControlFlow<Exit> {
        match self.wait_no_longer() {
            Some(name) => self.news(News::Failed(format!("{name}: cancelled"))),
            None => ControlFlow::Continue(()),
        }
    }

    /// What is on the screen is all that there will be.
    fn no_more_comes(&mut self) {
        if self.shown.as_ref().is_none_or(|shown| !shown.is_whole) {
            let name = self.shown.as_ref().map(|shown| shown.name.clone());
            self.state.arrive(Arrival {
                document: self.state.reader().doc().clone(),
                found: None,
                name: name.unwrap_or_default(),
                progress: None,
            });
        }
    }

    fn arrived(&mut self, read: Read) {
        // Reading again shows nothing before it has all of it: there is more on the screen.
        if !read.is_whole && self.shown.as_ref().is_some_and(|s| s.is_whole) {
            return;
        }
        if let Some(heading) = read
            .heading
            .filter(|_| self.shown.is_none() && !self.has_start)
        {
            self.has_start = true;
            self.state.begin_at(Start::Heading(heading));
        }
        self.state.arrive(Arrival {
            document: read.document.clone(),
            found: None,
            name: read.name.clone(),
            progress: read.progress,
        });
        let old = self.shown.take();
        let was_whole = old.as_ref().is_some_and(|s| s.is_whole);
        let true_path = || read.path.as_ref()?.canonicalize().ok();
        let source = old.map_or_else(true_path, |old| old.source);
        let document = read.document.clone();
        self.shown = Some(Shown {
            document: read.document,
            name: read.name,
            path: read.path,
            source: source.clone(),
            is_whole: read.is_whole,
        });
        // The place may stand in the beginning of the text, or farther down.
        if !was_whole {
            match self.keeper.recall(source.as_deref(), &document) {
                Some(recalled) => self.recalled(document, recalled),
                None if read.is_whole => self.keeper.search(document),
                None => {}
            }
        }
    }
}
