//! The folder of entries on disk: one writer at a time, files whole or not at all, and not too many.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process;
use std::time::{Duration, SystemTime};

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use super::entry::{self, Foreign};
use crate::text::safe;

/// How many articles are remembered; beyond, those without marks that were not opened for longest
/// are forgotten.
pub(super) const ARTICLES: usize = 1000;

/// After this time a temporary file is what a crash has left.
const LEFT_BEHIND: Duration = Duration::from_secs(3600);

/// The right to change entries, given back when it is dropped.
pub(super) struct Lock(#[expect(dead_code, reason = "held open")] File);

impl Lock {
    /// Waits until no other process has it. A disk that knows no locks is written to without.
    pub fn take(folder: &Path) -> io::Result<Lock> {
        let mut options = OpenOptions::new();
        let options = options.write(true).create(true).truncate(false).mode(0o600);
        let file = options.open(folder.join("lock"))?;
        while flock(&file, FlockOperation::LockExclusive) == Err(Errno::INTR) {}
        Ok(Lock(file))
    }
}

/// Makes the folder where there is none: what is read is nobody else's business.
pub(super) fn make(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Writes a file whole: beside its place, then renamed into it.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
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
    } else if let Some(Ok(folder)) = path.parent().map(File::open) {
        // The name too is to outlive a crash. Not every disk can promise that, and the entry stands.
        let _ = folder.sync_all();
    }
    written
}

/// Renames a file that is not ours to read; returns what is said of it.
pub(super) fn set_aside(path: &Path, what: Foreign) -> io::Result<String> {
    let (suffix, because) = match what {
        Foreign::Broken => ("broken", "cannot be read"),
        Foreign::Newer => ("newer", "was written by a newer version"),
    };
    let name = |n: usize| match n {
        1 => format!("json.{suffix}"),
        n => format!("json.{suffix}{n}"),
    };
    let names = (1..100).map(|n| path.with_extension(name(n)));
    let aside = names.into_iter().find(|aside| !aside.exists());
    let aside = aside.ok_or_else(|| io::Error::other("too many broken files"))?;
    fs::rename(path, &aside)?;
    let aside = aside.to_string_lossy();
    Ok(format!(
        "the remembered place {because}; it is kept as {}",
        safe::line(&aside)
    ))
}

/// Lets the oldest entries without marks go where there are too many, and what crashes have left.
pub(super) fn tidy(folder: &Path) {
    let Ok(files) = fs::read_dir(folder) else {
        return;
    };
    let now = SystemTime::now();
    let mut entries: Vec<(SystemTime, PathBuf)> = Vec::new();
    for file in files.flatten() {
        let path = file.path();
        let changed = || file.metadata().and_then(|m| m.modified()).unwrap_or(now);
        match path.extension().and_then(|e| e.to_str()) {
            Some("json") => entries.push((changed(), path)),
            Some("tmp") if now.duration_since(changed()).is_ok_and(|t| t > LEFT_BEHIND) => {
                let _ = fs::remove_file(path);
            }
            _ => {}
        }
    }
    let too_many = entries.len().saturating_sub(ARTICLES);
    if too_many == 0 {
        return;
    }
    let Ok(_lock) = Lock::take(folder) else {
        return;
    };
    entries.sort();
    let is_unmarked = |path: &Path| entry::read(path).is_ok_and(|entry| entry.marks.is_empty());
    let paths = entries.into_iter().map(|(_, path)| path);
    for path in paths.filter(|path| is_unmarked(path)).take(too_many) {
        let _ = fs::remove_file(path);
    }
}
