//! What outlives a session: where the reading was, and the marks.
//!
//! One small file an article in the user's state folder, `places/` under `$XDG_STATE_HOME/dateline`.
//! It is written whole beside the old one and renamed into its place, so a crash leaves the one or
//! the other. A file that cannot be read, or that a newer version wrote, is set aside under another
//! name, never overwritten. An article is found again by its path or, when it has moved, by what it
//! says; a place in it by the words around it (see [`Anchor`]).

mod anchor;
mod sketch;

use std::collections::BTreeMap;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::text::{Document, Place, safe};
use anchor::Anchor;
use sketch::Sketch;

/// The version of the files that this program writes, and the newest that it reads.
const VERSION: u64 = 1;

/// How many articles are remembered; beyond, the ones not opened for longest are forgotten.
const ARTICLES: usize = 1000;

/// How long a file is that cannot be one of ours, in bytes.
const TOO_LONG: u64 = 1 << 20;

/// After this time a temporary file is what a crash has left.
const LEFT_BEHIND: Duration = Duration::from_secs(3600);

/// What is remembered of an article for the next time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// Where the reading was.
    pub place: Option<Place>,
    /// The marks by their letters.
    pub marks: BTreeMap<char, Place>,
}

/// A [`Memory`] that was found, and what the reader should be told of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recalled {
    /// What was remembered; empty where nothing was.
    pub memory: Memory,
    /// A line each: a file was set aside.
    pub notices: Vec<String>,
}

/// The file of an article.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    version: u64,
    /// Where the article came from, for those who look into the file.
    source: String,
    title: Option<String>,
    sketch: Sketch,
    /// Bytes of the article's text.
    length: usize,
    place: Option<Anchor>,
    marks: BTreeMap<char, Anchor>,
}

impl Entry {
    /// The memory with its places as they are in `document`.
    fn recalled(&self, document: &Document) -> Recalled {
        let find = |anchor: &Anchor| anchor.find(document, self.length);
        let marks = self.marks.iter();
        let marks = marks.filter_map(|(letter, anchor)| Some((*letter, find(anchor)?)));
        Recalled {
            memory: Memory {
                place: self.place.as_ref().and_then(find),
                marks: marks.collect(),
            },
            notices: Vec::new(),
        }
    }
}

/// Why an entry could not be read.
enum Unread {
    /// There is none, or it cannot be opened.
    Missing,
    /// It is no entry, or is a newer version's: with what the reader is told of it.
    Foreign(&'static str),
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
    /// without a name of its own, such as standard input. Reads one small file.
    ///
    /// `None` where nothing is; [`search`](Store::search) may know it under another name then.
    pub fn recall(&self, source: Option<&Path>, document: &Document) -> Option<Recalled> {
        let sketch = || Sketch::of(document);
        let path = self.folder.as_ref()?.join(file_name(source, sketch));
        match read(&path) {
            Ok(entry) if entry.sketch.is_like(&sketch()) => Some(entry.recalled(document)),
            Ok(_) | Err(Unread::Missing) => None,
            Err(Unread::Foreign(what)) => Some(Recalled {
                notices: vec![set_aside(&path, what)],
                ..Recalled::default()
            }),
        }
    }

    /// What is remembered of an article that says the same under another name: it was moved. Reads
    /// every file of the store.
    pub fn search(&self, document: &Document) -> Option<Recalled> {
        let entry = find(self.folder.as_ref()?, &Sketch::of(document))?;
        Some(entry.recalled(document))
    }

    /// Remembers an article. Marks that are on disk and not in `memory` (another session set them)
    /// stay.
    ///
    /// # Errors
    /// When there is no folder for state or nothing can be written there.
    pub fn keep(
        &self,
        source: Option<&Path>,
        document: &Document,
        memory: &Memory,
    ) -> io::Result<()> {
        let Some(folder) = &self.folder else {
            return Err(io::Error::new(
                io::ErrorKind::NotFound,
                "there is no home folder",
            ));
        };
        let sketch = Sketch::of(document);
        let path = folder.join(file_name(source, || sketch.clone()));
        let mut marks = match read(&path) {
            Ok(entry) if entry.sketch.is_like(&sketch) => entry.marks,
            Ok(_) | Err(Unread::Missing) => BTreeMap::new(),
            Err(Unread::Foreign(what)) => {
                set_aside(&path, what);
                BTreeMap::new()
            }
        };
        let anchor = |place: &Place| Anchor::of(document, *place);
        marks.extend(memory.marks.iter().map(|(c, place)| (*c, anchor(place))));
        let entry = Entry {
            version: VERSION,
            source: source.map_or("-".into(), |path| path.to_string_lossy().into_owned()),
            title: document.metadata().title.clone(),
            sketch,
            length: document.text().len(),
            place: memory.place.as_ref().map(anchor),
            marks,
        };
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
        write(&path, &serde_json::to_vec_pretty(&entry)?)?;
        forget_oldest(folder);
        Ok(())
    }
}

/// The name of an article's file: by where it came from, or by what it says.
fn file_name(source: Option<&Path>, sketch: impl FnOnce() -> Sketch) -> String {
    let hash = match source {
        Some(path) => sketch::hash(path.as_os_str().as_encoded_bytes()),
        None => sketch().hash(),
    };
    format!("{hash:016x}.json")
}

fn read(path: &Path) -> Result<Entry, Unread> {
    let size = path.metadata().map_err(|_| Unread::Missing)?.len();
    if size > TOO_LONG {
        return Err(Unread::Foreign("broken"));
    }
    let text = fs::read(path).map_err(|_| Unread::Missing)?;
    let value: serde_json::Value =
        serde_json::from_slice(&text).map_err(|_| Unread::Foreign("broken"))?;
    let version = value.get("version").and_then(serde_json::Value::as_u64);
    if version.is_some_and(|version| version > VERSION) {
        return Err(Unread::Foreign("newer"));
    }
    serde_json::from_value(value).map_err(|_| Unread::Foreign("broken"))
}

/// The entry of an article that says the same under another name: it was moved.
fn find(folder: &Path, sketch: &Sketch) -> Option<Entry> {
    let mut best: Option<(f64, Entry)> = None;
    for file in fs::read_dir(folder).ok()?.flatten() {
        let path = file.path();
        if path.extension().is_none_or(|e| e != "json") {
            continue;
        }
        let Ok(entry) = read(&path) else { continue };
        let likeness = entry.sketch.likeness(sketch);
        if likeness >= sketch::SAME && best.as_ref().is_none_or(|(most, _)| likeness > *most) {
            best = Some((likeness, entry));
        }
    }
    best.map(|(_, entry)| entry)
}

/// Renames a file that is not ours to read, and says so.
fn set_aside(path: &Path, what: &str) -> String {
    let aside = (1..100)
        .map(|n| {
            let suffix = if n == 1 {
                what.to_owned()
            } else {
                format!("{what}{n}")
            };
            path.with_extension(format!("json.{suffix}"))
        })
        .find(|aside| !aside.exists());
    let moved = aside.and_then(|aside| fs::rename(path, &aside).ok().map(|()| aside));
    let because = match what {
        "newer" => "was written by a newer version",
        _ => "cannot be read",
    };
    match moved {
        Some(aside) => format!(
            "the remembered place {because}; it is kept as {}",
            safe::line(&aside.to_string_lossy())
        ),
        None => format!("the remembered place {because}"),
    }
}

/// Writes a file whole: beside its place, then renamed into it.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.exists() && matches!(read(path), Err(Unread::Foreign(_))) {
        return Err(io::Error::other("a file is in the way"));
    }
    let temporary = path.with_extension(format!("{}.tmp", process::id()));
    let written = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&temporary)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_data()
        })
        .and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// Keeps the folder small: the oldest entries go, and what crashes have left.
fn forget_oldest(folder: &Path) {
    let Ok(files) = fs::read_dir(folder) else {
        return;
    };
    let now = SystemTime::now();
    let mut entries = Vec::new();
    for file in files.flatten() {
        let path = file.path();
        let changed = file.metadata().and_then(|m| m.modified()).unwrap_or(now);
        let extension = path.extension().and_then(|e| e.to_str());
        match extension {
            Some("json") => entries.push((changed, path)),
            Some("tmp") if now.duration_since(changed).is_ok_and(|t| t > LEFT_BEHIND) => {
                let _ = fs::remove_file(path);
            }
            _ => {}
        }
    }
    let Some(too_many) = entries.len().checked_sub(ARTICLES).filter(|n| *n > 0) else {
        return;
    };
    entries.sort();
    for (_, path) in entries.into_iter().take(too_many) {
        let _ = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests;
