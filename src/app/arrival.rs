//! Articles that arrive, in parts and again, and where the reading of them begins.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::analysis::{Annotations, List};
use crate::index::{Index, Inferred};
use crate::text::{Document, Place, find};

use super::carry::Carrier;
use super::jumps::Jumps;
use super::outline::Outline;
use super::reader::Reader;
use super::{Severity, Start, State};

/// Bytes of a text in which its words are counted.
const COUNTED: usize = 1 << 20;
/// Words read in a minute, for the reading time.
const WORDS_A_MINUTE: usize = 230;

/// What was found in a document, with the index made of it: work of its own for a long text, so
/// whoever analyses makes it.
#[derive(Clone, Debug)]
pub struct Found {
    annotations: Annotations,
    index: Index,
    inferred: Inferred,
}

impl Found {
    /// Makes the index of what was found in `document`.
    pub fn new(document: &Document, annotations: Annotations, inferred: Inferred) -> Self {
        let index = Index::new(document, &annotations, inferred);
        Found {
            annotations,
            index,
            inferred,
        }
    }
}

/// A document, or more of it.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The text.
    pub document: Arc<Document>,
    /// What was found in it; `None` while the analysis runs.
    pub found: Option<Box<Found>>,
    /// The file's name, as shown.
    pub name: String,
    /// How much has been read, in per cent, while more is to come.
    pub progress: Option<u8>,
}

/// What is kept of the reading when the program ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remembered {
    /// Where the reading was.
    pub place: Place,
    /// The marks.
    pub marks: BTreeMap<char, Place>,
}

impl State {
    /// Takes a document, more of it, or its annotations. The reading keeps its place.
    pub fn arrive(&mut self, arrival: Arrival) {
        let old = self.reader.doc().clone();
        let is_new = !Arc::ptr_eq(&old, &arrival.document);
        self.name = arrival.name;
        self.progress = arrival.progress;
        self.awaited = None;
        if is_new {
            let new = arrival.document;
            let carrier = Carrier::new(&old, &new);
            let moved = |place| carrier.carry(place);
            self.reader.swap(new.clone(), moved);
            self.jumps.carry(moved);
            let standing = |(top, block)| {
                let current = Place { block, offset: 0 };
                (moved(top), moved(current).block)
            };
            self.home = self.home.map(standing);
            self.seeking = self.seeking.map(standing);
            if let Some(prompt) = &mut self.prompt {
                prompt.standing = standing(prompt.standing);
                prompt.search.unsettle();
            }
            let (at, of) = self.article;
            if of > 1 && old.text().is_empty() {
                let text = format!("article {} of {of}: {}", at + 1, self.name);
                self.say(Severity::Note, &text);
            }
            self.minutes = reading_minutes(new.text());
            self.look();
            if !new.notices().is_empty() {
                self.say(Severity::Warning, &new.notices().join("; "));
            }
        }
        self.has_failed &= !is_new && arrival.found.is_none();
        match arrival.found {
            Some(found) => {
                self.annotations = Some(found.annotations);
                if found.inferred == self.inferred {
                    self.take_index(found.index);
                } else {
                    self.make_index();
                }
            }
            None if is_new => {
                self.annotations = None;
                self.take_index(Index::default());
            }
            None => {}
        }
        if !self.go_on_seeking() {
            self.begin();
        }
        self.refit();
    }

    /// Says that no analysis of what is on the screen will come, and why.
    pub fn fail_analysis(&mut self, error: &str) {
        self.has_failed = true;
        self.begin();
        self.say(Severity::Error, error);
    }

    /// Says what is known of an article that is waited for; until it arrives, Esc and Ctrl-c cancel
    /// that.
    pub fn await_article(&mut self, words: String) {
        self.awaited = Some(words);
    }

    /// Turns to another of the open articles, which is yet to arrive. What the user has chosen of
    /// the screen stays.
    pub fn turn_to(&mut self, article: usize) {
        self.article.0 = article;
        let height = usize::from(self.geometry.visible_rows());
        self.reader = Reader::new(Arc::default(), self.reader.settings(), height);
        self.annotations = None;
        self.outline = Outline::default();
        self.search.unsettle();
        self.search.hide();
        self.query = None;
        self.seeking = None;
        self.jumps = Jumps::default();
        self.home = None;
        self.chosen = None;
        self.walked = None;
        self.progress = Some(0);
        self.awaited = None;
        self.start = Some(Start::Remembered);
        self.has_moved = false;
        self.has_failed = false;
        self.name.clear();
        self.refit();
    }

    /// Takes what was kept of an earlier reading: the places are those of `document`, which may
    /// be the article itself.
    pub fn recall(&mut self, document: Arc<Document>, remembered: Remembered) {
        self.remembered = Some((document, remembered));
        self.begin();
    }

    /// Says where the reading is to begin, before there is anything to read.
    pub fn begin_at(&mut self, start: Start) {
        self.start = Some(start);
    }

    /// What to keep of this reading.
    pub fn memory(&self) -> Remembered {
        let place = match self.home {
            Some((_, block)) => Place { block, offset: 0 },
            None => self.reader.place(),
        };
        Remembered {
            place,
            marks: self.jumps.marks().clone(),
        }
    }

    /// Goes to where the reading is to begin, once that is there.
    pub(super) fn begin(&mut self) {
        if let Some((document, remembered)) = self.remembered.take() {
            let doc = self.reader.doc().clone();
            let carrier = Carrier::new(&document, &doc);
            for (letter, place) in remembered.marks {
                if self.jumps.mark(letter).is_none() {
                    self.jumps.set_mark(letter, carrier.carry(place));
                }
            }
            if self.start == Some(Start::Remembered) && remembered.place != Place::default() {
                let place = carrier.carry(remembered.place);
                self.reader.jump(place);
                self.start = None;
            }
        }
        let Some(start) = self.start.clone() else {
            return;
        };
        let Some(has_begun) = self.start_at(&start) else {
            return;
        };
        let is_whole = self.progress.is_none();
        if has_begun || (is_whole && start != Start::Remembered) {
            self.start = None;
        }
        if is_whole && !has_begun {
            let missing = match start {
                Start::Heading(words) => find::no_heading(&words),
                Start::Search(words) => find::nowhere(&words),
                Start::Paragraph(_) | Start::Remembered => return,
            };
            self.say(Severity::Warning, &missing);
        }
    }

    /// Whether the reading has begun there; `None` while that is looked for.
    fn start_at(&mut self, start: &Start) -> Option<bool> {
        let doc = self.reader.doc().clone();
        let has_begun = match start {
            Start::Remembered => false,
            Start::Paragraph(number) => {
                let is_there = *number <= doc.paragraph_count() || self.progress.is_none();
                let block = doc.paragraph_block(*number).filter(|_| is_there);
                if let Some(block) = block {
                    self.reader.jump(Place { block, offset: 0 });
                }
                block.is_some()
            }
            Start::Search(words) => {
                if self.search.typed() != words {
                    self.look_for(words, false);
                }
                if self.search.is_pending() {
                    return None;
                }
                let found = self.search.go_from(0);
                if let Some(found) = found {
                    self.reader.jump(doc.place_at(found.start()));
                }
                found.is_some()
            }
            Start::Heading(words) => {
                let block = find::heading(&doc, words).or_else(|| {
                    let parts = self.outline.index().entries(List::Sections).iter();
                    find::named(parts.map(|e| (e.block, e.label.as_str())), words)
                });
                // A part that was worked out is known once the analysis is done.
                if block.is_none() && self.annotations.is_none() && !self.has_failed {
                    return None;
                }
                if let Some(block) = block {
                    self.reader.jump(Place { block, offset: 0 });
                }
                block.is_some()
            }
        };
        Some(has_begun)
    }

    /// Makes the index anew, of what was found already.
    pub(super) fn make_index(&mut self) {
        let doc = self.reader.doc();
        let index = match &self.annotations {
            Some(annotations) => Index::new(doc, annotations, self.inferred),
            None => Index::default(),
        };
        self.take_index(index);
    }

    fn take_index(&mut self, index: Index) {
        self.outline.set_index(index);
        let is_empty = |list| self.outline.index().entries(list).is_empty();
        if self.annotations.is_some() && self.outline.focus().is_some_and(is_empty) {
            self.outline.set_focus(None);
            self.home = None;
        }
        let is_there = |(list, entry)| self.outline.entry(list, entry).is_some();
        self.chosen = self.chosen.filter(|chosen| is_there(*chosen));
    }
}

/// How long a text takes to read; of a long one the words are counted in its first part.
fn reading_minutes(text: &str) -> usize {
    let part = text.get(..COUNTED).unwrap_or(text);
    let words = part.split_ascii_whitespace().count();
    let all = words * text.len() / part.len().max(1);
    all.div_ceil(WORDS_A_MINUTE)
}
