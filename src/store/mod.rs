//! What outlives a session: where the reading was, and the marks.
//!
//! One small file an article in the user's state folder, `places/` under `$XDG_STATE_HOME/dateline`.
//! It is written whole beside the old one and renamed into its place, so a crash leaves the one or
//! the other; sessions that write at the same time do so one after the other. A file that cannot be
//! read as an entry, or that a newer version wrote, is set aside under another name, never
//! overwritten. An article is found again by its path or, when it has moved, by what it says; a
//! place in it by the words around it (see [`Anchor`]).
//!
//! A file may hold one text today and another tomorrow: marks belong to a text, and each marked text
//! of a file has an entry of its own.

mod anchor;
mod entry;
mod folder;
mod sketch;

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};

use crate::text::{Document, Place, fault};
use anchor::Anchor;
use entry::{Entry, Looked, look};
use folder::Lock;
use sketch::Sketch;

/// What is remembered of an article for the next time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// Where the reading was.
    pub place: Option<Place>,
    /// The marks by their letters.
    pub marks: BTreeMap<char, Place>,
}

impl Memory {
    /// Whether there is more to it than the top of the text, where a reading begins anyhow.
    fn is_worth_keeping(&self, document: &Document) -> bool {
        let is_below = |place: Place| {
            place.offset > 0 || (0..place.block).any(|b| document.paragraph_number(b).is_some())
        };
        !self.marks.is_empty() || self.place.is_some_and(is_below)
    }
}

/// A [`Memory`] that was found, and what the reader should be told of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recalled {
    /// What was remembered; empty where nothing was.
    pub memory: Memory,
    /// A line each: a file was set aside, or cannot be read.
    pub notices: Vec<String>,
}

/// The state folder of the user.
#[derive(Clone, Debug)]
pub struct Store {
    folder: Option<PathBuf>,
}

impl Store {
    /// The store of the user who runs the program: `$XDG_STATE_HOME/dateline`, or
    /// `~/.local/state/dateline`. Where neither can be told, it remembers nothing.
    pub fn of_user() -> Store {
        let absolute = |name: &str| {
            let path = PathBuf::from(std::env::var_os(name)?);
            path.is_absolute().then_some(path)
        };
        let state = absolute("XDG_STATE_HOME")
            .or_else(|| absolute("HOME").map(|home| home.join(".local/state")));
        Store {
            folder: state.map(|state| state.join("dateline/places")),
        }
    }

    /// A store in a folder, which need not exist.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Store {
        Store {
            folder: Some(folder.into()),
        }
    }

    /// What is remembered of an article under the name of its `source`: a path, or `None` for one
    /// without a name of its own, such as standard input. Reads one small file, or as many as the
    /// source has had marked texts.
    ///
    /// `None` where nothing is; [`search`](Store::search) may know it under another name then.
    pub fn recall(&self, source: Option<&Path>, document: &Document) -> Option<Recalled> {
        let folder = self.folder.as_ref()?;
        // Where there is no file, nothing is compared.
        let sketch = LazyCell::new(|| Sketch::of(document));
        let (memory, notices) = match look(folder, source, sketch) {
            Ok(Looked { found, notices, .. }) => (found.map(|e| e.memory(document)), notices),
            Err(cause) => {
                let cause = explained(folder, &cause);
                (
                    None,
                    vec![format!("what is remembered cannot be read: {cause}")],
                )
            }
        };
        (memory.is_some() || !notices.is_empty()).then(|| Recalled {
            memory: memory.unwrap_or_default(),
            notices,
        })
    }

    /// What is remembered of an article that says the same under another name: it was moved. Reads
    /// every file of the store.
    pub fn search(&self, document: &Document) -> Option<Recalled> {
        let entry = entry::find(self.folder.as_ref()?, &Sketch::of(document))?;
        Some(Recalled {
            memory: entry.memory(document),
            notices: Vec::new(),
        })
    }

    /// Remembers an article, unless there is nothing to remember but its top. Marks that are on disk
    /// and not in `memory` (another session set them) stay. It waits for another session that is
    /// writing at that time.
    ///
    /// # Errors
    /// When there is no folder for state or nothing can be written there: one line that names it.
    pub fn keep(&self, source: Option<&Path>, document: &Document, memory: &Memory) -> Result<()> {
        match &self.folder {
            Some(folder) => keep(folder, source, document, memory)
                .map_err(|cause| anyhow!(explained(folder, &cause))),
            None if memory.marks.is_empty() => Ok(()),
            None => Err(anyhow!("no home folder ($XDG_STATE_HOME can name one)")),
        }
    }

    /// Keeps the folder small: once a session is enough.
    pub fn tidy(&self) {
        if let Some(folder) = &self.folder {
            folder::tidy(folder);
        }
    }

    /// The folder, to be named to the user.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }
}

fn keep(
    folder: &Path,
    source: Option<&Path>,
    document: &Document,
    memory: &Memory,
) -> io::Result<()> {
    let sketch = Sketch::of(document);
    let is_worth = memory.is_worth_keeping(document);
    if !is_worth && look(folder, source, &sketch)?.found.is_none() {
        return Ok(());
    }
    folder::make(folder)?;
    let _lock = Lock::take(folder)?;
    let looked = look(folder, source, &sketch)?;
    let anchor = |place: &Place| Anchor::of(document, *place);
    let mut marks = looked.found.map_or_else(BTreeMap::new, |entry| entry.marks);
    marks.extend(memory.marks.iter().map(|(c, place)| (*c, anchor(place))));
    let entry = Entry {
        version: entry::VERSION,
        source: source.map_or("-".into(), |path| path.to_string_lossy().into_owned()),
        title: document.metadata().title.clone(),
        sketch,
        length: document.text().len(),
        place: memory.place.as_ref().map(anchor),
        marks,
    };
    folder::write(&looked.path, &serde_json::to_vec_pretty(&entry)?)
}

/// What went wrong where, and the way out.
fn explained(folder: &Path, cause: &io::Error) -> String {
    let cause = fault::without_number(&cause.to_string());
    let folder = folder.display();
    format!("{folder}: {cause} ($XDG_STATE_HOME can name another place)")
}

#[cfg(test)]
mod tests;
