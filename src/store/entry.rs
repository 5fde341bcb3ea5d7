//! The entry of a text: its file's name, its form, and how it is found.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::ops::Deref;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::anchor::Anchor;
use super::sketch::{self, Sketch};
use super::{Memory, folder};
use crate::text::Document;

/// The version of the files that this program writes, and the newest that it reads.
pub(super) const VERSION: u64 = 1;

/// How long a file is that cannot be one of ours, in bytes.
const TOO_LONG: u64 = 1 << 20;

/// The file of a text.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    pub version: u64,
    /// Where the text came from, for those who look into the file.
    pub source: String,
    pub title: Option<String>,
    pub sketch: Sketch,
    /// Bytes of the text.
    pub length: usize,
    pub place: Option<Anchor>,
    pub marks: BTreeMap<char, Anchor>,
}

impl Entry {
    /// The memory with its places as they are in `document`.
    pub fn memory(&self, document: &Document) -> Memory {
        let find = |anchor: &Anchor| anchor.find(document, self.length);
        let marks = self.marks.iter();
        let marks = marks.filter_map(|(letter, anchor)| Some((*letter, find(anchor)?)));
        Memory {
            place: self.place.as_ref().and_then(find),
            marks: marks.collect(),
        }
    }
}

/// Why an entry could not be read.
pub(super) enum Unread {
    /// There is none.
    Missing,
    /// It is no entry, or is a newer version's.
    Foreign(Foreign),
    /// There may well be one.
    Failed(io::Error),
}

/// What a file is that is not ours to read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Foreign {
    /// No entry.
    Broken,
    /// An entry of a newer version.
    Newer,
}

/// Where the entry of a text is or belongs.
pub(super) struct Looked {
    pub path: PathBuf,
    /// What stands there of this text.
    pub found: Option<Entry>,
    /// A line each: a file was set aside.
    pub notices: Vec<String>,
}

/// Looks for the entry of a text. The entry of another text that its source has held is passed over,
/// or may be replaced where it has no marks.
///
/// # Errors
/// When a file is there and cannot be read, or not be set aside.
pub(super) fn look(
    folder: &Path,
    source: Option<&Path>,
    sketch: impl Deref<Target = Sketch>,
) -> io::Result<Looked> {
    let name = match source {
        Some(path) => sketch::hash(path.as_os_str().as_encoded_bytes()),
        None => sketch.hash(),
    };
    let mut notices = Vec::new();
    let mut free = None;
    let mut number = 0;
    loop {
        let path = folder.join(match number {
            0 => format!("{name:016x}.json"),
            n => format!("{name:016x}-{n}.json"),
        });
        match read(&path) {
            Ok(entry) if entry.sketch.is_like(&sketch) => {
                return Ok(Looked {
                    path,
                    found: Some(entry),
                    notices,
                });
            }
            Ok(entry) if entry.marks.is_empty() => free = free.or(Some(path)),
            Ok(_) => {}
            Err(Unread::Foreign(what)) => {
                notices.push(folder::set_aside(&path, what)?);
                free = free.or(Some(path));
            }
            Err(Unread::Missing) => {
                return Ok(Looked {
                    path: free.unwrap_or(path),
                    found: None,
                    notices,
                });
            }
            Err(Unread::Failed(cause)) => return Err(cause),
        }
        number += 1;
    }
}

/// Reads an entry.
pub(super) fn read(path: &Path) -> Result<Entry, Unread> {
    let failed = |cause: io::Error| match cause.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Unread::Missing,
        _ => Unread::Failed(cause),
    };
    if path.metadata().map_err(failed)?.len() > TOO_LONG {
        return Err(Unread::Foreign(Foreign::Broken));
    }
    let text = fs::read(path).map_err(failed)?;
    let value: serde_json::Value =
        serde_json::from_slice(&text).map_err(|_| Unread::Foreign(Foreign::Broken))?;
    let version = value.get("version").and_then(serde_json::Value::as_u64);
    if version.is_some_and(|version| version > VERSION) {
        return Err(Unread::Foreign(Foreign::Newer));
    }
    serde_json::from_value(value).map_err(|_| Unread::Foreign(Foreign::Broken))
}

/// The entry of a text that says the same under another name: it was moved.
pub(super) fn find(folder: &Path, sketch: &Sketch) -> Option<Entry> {
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
