//! Bytes in: files, standard input, addresses. Nothing here knows a format.
//!
//! Opening and reading may block for as long as a pipe stalls, so whoever has a screen to draw
//! calls this from a worker thread.
//!
//! ```no_run
//! # use dateline::source::{self, Spec};
//! # fn main() -> anyhow::Result<()> {
//! let mut opened = source::open(&Spec::parse("article.md"))?;
//! let mut input = opened.beginning()?; // enough for the first screen
//! while !input.complete {
//!     input = opened.more()?; // all of a file; of a pipe what has come by now
//! }
//! # Ok(())
//! # }
//! ```

mod room;
mod spec;
mod stream;
#[cfg(test)]
mod tests;
mod unpack;
mod watch;
#[cfg(feature = "net")]
mod web;

use std::fmt;
use std::fs::File;
use std::io;
use std::os::fd::AsFd;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

use crate::text::safe;
use spec::as_address;
use stream::{Stream, open_file};

pub use room::check_room;
pub use spec::{Spec, is_there};
pub use unpack::EXTENSIONS as COMPRESSED;
pub use watch::{Received, Watch};

/// The largest input that is read, in bytes.
pub const LIMIT: usize = 256 * 1024 * 1024;

/// How much of an input [`Opened::beginning`] reads, in bytes.
pub const BEGINNING: usize = 64 * 1024;

/// How long more is waited for once the first bytes are there: a pipe may stall.
const PATIENCE: Duration = Duration::from_millis(100);

/// For each so many bytes that are there already, more is waited for that long again: the longer
/// the text, the more it costs to show it anew.
const GATHERED: usize = 512 * 1024;

/// How many times longer a pipe's input must have become to be handed on before that.
const GROWTH: usize = 4;

/// The bytes of an input and what is known of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// The name as it is shown, safe for a terminal.
    pub name: String,
    /// The file that it was read from.
    pub path: Option<PathBuf>,
    /// The bytes, at most [`LIMIT`].
    pub bytes: Vec<u8>,
    /// Whether these are all bytes of the input; `false` for its beginning.
    pub complete: bool,
    /// The media type that came with it, with its parameters (`text/html; charset=utf-8`).
    pub media_type: Option<String>,
    /// Its address on the web.
    pub address: Option<String>,
    /// What of the input is missing, and why, a line each.
    pub notices: Vec<String>,
}

impl Input {
    /// An input held in memory.
    pub fn from_bytes(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Input {
            name: safe::line(name).into_owned(),
            bytes: bytes.into(),
            complete: true,
            ..Input::default()
        }
    }
}

/// An input that stands open.
pub struct Opened {
    input: Input,
    stream: Option<Stream>,
}

/// Opens an input. Errors are one line that names the input and the cause.
pub fn open(spec: &Spec) -> Result<Opened> {
    open_watched(spec, &Watch::nobody())
}

/// Opens an input, and tells of its progress: a page of the web is here when this returns.
pub fn open_watched(spec: &Spec, watch: &Watch) -> Result<Opened> {
    let mut input = Input {
        name: spec.to_string(),
        ..Input::default()
    };
    let stream = match spec {
        Spec::File(path) => {
            let file = open_file(path).and_then(Stream::of);
            input.path = Some(path.clone());
            file.map_err(|cause| {
                let error = failed(spec, &cause);
                match as_address(spec).filter(|_| cause.kind() == io::ErrorKind::NotFound) {
                    Some(word) => anyhow!("{error} (for the page: https://{})", safe::line(&word)),
                    None => error,
                }
            })?
        }
        Spec::Stdin => {
            let file = io::stdin().as_fd().try_clone_to_owned().map(File::from);
            file.and_then(Stream::of)
                .map_err(|cause| failed(spec, &cause))?
        }
        Spec::Address(address) => {
            (watch.progress)(Received::default());
            return Ok(Opened {
                input: fetch(address, watch)?,
                stream: None,
            });
        }
    };
    Ok(Opened {
        input,
        stream: Some(stream),
    })
}

#[cfg(feature = "net")]
fn fetch(address: &str, watch: &Watch) -> Result<Input> {
    web::fetch(address, watch)
}

#[cfg(not(feature = "net"))]
fn fetch(address: &str, _: &Watch) -> Result<Input> {
    let shown = safe::line(address);
    Err(anyhow!("{shown}: this build opens no addresses"))
}

fn failed(spec: &impl fmt::Display, cause: &io::Error) -> anyhow::Error {
    let reason = match cause.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "is a directory".to_owned(),
        io::ErrorKind::NotADirectory => {
            "no such file (a part of the path is no directory)".to_owned()
        }
        io::ErrorKind::FileTooLarge => too_large(),
        _ => safe::line(&cause.to_string()).into_owned(),
    };
    anyhow!("{spec}: {reason}")
}

fn too_large() -> String {
    format!("larger than {} MB", LIMIT / 1024 / 1024)
}

impl Opened {
    /// The name as it is shown, safe for a terminal.
    pub fn name(&self) -> &str {
        &self.input.name
    }

    /// Its beginning, cut at a line's end where it has one; all of it where it is short. Reads at
    /// most [`BEGINNING`] bytes, and less of a pipe that gives no more for the moment.
    pub fn beginning(&mut self) -> Result<Input> {
        if self.stream.as_ref().is_some_and(|s| !s.is_there) {
            self.read_to(1, None)?;
        }
        self.read_to(BEGINNING, Some(Instant::now() + PATIENCE))?;
        unpacked(self.so_far())
    }

    /// More of it than before: all of a file; of a pipe what has come for a while, or
    /// a multiple of what there was, cut as [`beginning`](Opened::beginning) is. An error where it is
    /// larger than [`LIMIT`].
    pub fn more(&mut self) -> Result<Input> {
        let had = self.input.bytes.len();
        if self.stream.as_ref().is_some_and(|s| !s.is_there) {
            self.read_to(had + 1, None)?;
            let until = Instant::now() + PATIENCE * (1 + had / GATHERED) as u32;
            self.read_to(had.max(BEGINNING) * GROWTH, Some(until))?;
        } else {
            self.read_all()?;
        }
        self.check_size()?;
        unpacked(self.so_far())
    }

    /// All of it, what [`beginning`](Opened::beginning) gave included. An error where it is larger
    /// than [`LIMIT`].
    pub fn whole(mut self) -> Result<Input> {
        self.read_all()?;
        self.check_size()?;
        unpacked(self.input)
    }

    fn read_all(&mut self) -> Result<()> {
        let most = room::most();
        self.read_to(most.min(LIMIT).saturating_add(1), None)?;
        if self.input.bytes.len() > most {
            return Err(room::too_little(&self.input.name));
        }
        Ok(())
    }

    fn check_size(&self) -> Result<()> {
        if self.input.bytes.len() > LIMIT {
            return Err(anyhow!("{}: {}", self.input.name, too_large()));
        }
        Ok(())
    }

    /// What has been read, without the line at its end that may be cut.
    fn so_far(&self) -> Input {
        let mut input = self.input.clone();
        if input.complete {
            return input;
        }
        if unpack::is_packed(&input.bytes) {
            return input;
        }
        let end = input.bytes.iter().rposition(|b| *b == b'\n');
        let end = end.map_or(char_end(&input.bytes), |at| at + 1);
        input.bytes.truncate(end);
        input
    }

    /// Reads until it holds `length` bytes, the input has ended, or it is `until` and nothing is
    /// there for the moment.
    fn read_to(&mut self, length: usize, until: Option<Instant>) -> Result<()> {
        while let Some(stream) = &mut self.stream {
            let wanted = length.saturating_sub(self.input.bytes.len());
            if wanted == 0 || until.is_some_and(|until| !stream.is_ready(until)) {
                break;
            }
            match stream.read(&mut self.input.bytes, wanted) {
                Ok(read) if read == 0 || (stream.is_there && read < wanted) => {
                    self.input.complete = true;
                    self.stream = None;
                }
                Err(cause) if cause.kind() != io::ErrorKind::Interrupted => {
                    return Err(failed(&self.input.name, &cause));
                }
                Ok(_) | Err(_) => {}
            }
        }
        Ok(())
    }
}

/// An input as it was before it was packed. An error where there is no memory for it.
fn unpacked(input: Input) -> Result<Input> {
    let input = unpack::unpack(input)?;
    check_room(&input.name, &input.bytes)?;
    Ok(input)
}

/// The length of `bytes` without a UTF-8 character that is cut at the end.
fn char_end(bytes: &[u8]) -> usize {
    let tail = bytes.iter().rev().take(4);
    let back = tail.take_while(|b| **b & 0xC0 == 0x80).count();
    match bytes.len().checked_sub(back + 1) {
        Some(lead) if bytes[lead] >= 0xC0 => lead,
        _ => bytes.len(),
    }
}
