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

mod unpack;
#[cfg(feature = "net")]
mod web;

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use rustix::event::{PollFd, PollFlags, Timespec};

use crate::text::safe;

pub use unpack::EXTENSIONS as COMPRESSED;

/// The largest input that is read, in bytes.
pub const LIMIT: usize = 256 * 1024 * 1024;

/// How much of an input [`Opened::beginning`] reads, in bytes.
pub const BEGINNING: usize = 64 * 1024;

/// How much is read of a pipe at once, in bytes.
const PIECE: usize = 64 * 1024;

/// How long more is waited for once the first bytes are there: a pipe may stall.
const PATIENCE: Duration = Duration::from_millis(100);

/// For each so many bytes that are there already, more is waited for that long again: the longer
/// the text, the more it costs to show it anew.
const GATHERED: usize = 512 * 1024;

/// How many times longer a pipe's input must have become to be handed on before that.
const GROWTH: usize = 4;

/// Where an input is to come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spec {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// An address on the web.
    Address(String),
}

impl Spec {
    /// What a word of the command line names: `-` is standard input, `http://…` and `https://…`
    /// are addresses, everything else is a path.
    pub fn parse(word: impl AsRef<std::ffi::OsStr>) -> Self {
        let word = word.as_ref();
        match word.to_str() {
            Some("-") => Spec::Stdin,
            Some(text) if is_address(text) => Spec::Address(text.to_owned()),
            _ => Spec::File(PathBuf::from(word)),
        }
    }
}

/// Its name as it is shown: safe for a terminal, on one line.
impl fmt::Display for Spec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Spec::File(path) => f.write_str(&safe::line(&path.to_string_lossy())),
            Spec::Stdin => f.write_str("standard input"),
            Spec::Address(address) => f.write_str(&safe::line(address)),
        }
    }
}

fn is_address(word: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        word.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

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
    /// What the reader should be told of how it was read, a line each.
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

/// Where the bytes come from.
struct Stream {
    file: File,
    /// Whether all of it is there, and not on its way through a pipe, a socket or a device.
    is_there: bool,
    /// How many bytes it has, as far as that is known.
    size: usize,
}

impl Stream {
    fn of(file: File) -> io::Result<Stream> {
        let about = file.metadata()?;
        Ok(Stream {
            is_there: about.is_file(),
            size: usize::try_from(about.len()).unwrap_or(0),
            file,
        })
    }

    /// Whether bytes, or the end, are there before `until`.
    fn is_ready(&self, until: Instant) -> bool {
        let mut fds = [PollFd::new(&self.file, PollFlags::IN)];
        let left = until.saturating_duration_since(Instant::now());
        let timeout = Timespec::try_from(left).ok();
        self.is_there || !matches!(rustix::event::poll(&mut fds, timeout.as_ref()), Ok(0))
    }

    /// Appends what is there to `bytes`: of a file `wanted` bytes, of a pipe a piece of its own
    /// size. Nothing was appended at the end of the input.
    fn read(&mut self, bytes: &mut Vec<u8>, wanted: usize) -> io::Result<usize> {
        if self.is_there {
            let left = self.size.saturating_sub(bytes.len()) + 1;
            bytes.reserve_exact(left.min(wanted));
            return (&self.file).take(wanted as u64).read_to_end(bytes);
        }
        let had = bytes.len();
        bytes.resize(had + PIECE, 0);
        let room = bytes.get_mut(had..).unwrap_or_default();
        let read = self.file.read(room);
        bytes.truncate(had + read.as_ref().copied().unwrap_or(0));
        read
    }
}

/// How much of a page has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// Bytes so far, unpacked.
    pub bytes: u64,
    /// Bytes in all as the server states them, packed.
    pub total: Option<u64>,
}

impl Received {
    /// What a user who waits is told: "12 KB of 40 KB, 3 s".
    pub fn words(self, elapsed: Duration) -> String {
        let seconds = elapsed.as_secs();
        if self.bytes == 0 {
            return format!("waiting, {seconds} s");
        }
        // A packed page may become longer than it was stated to be.
        match self.total.filter(|total| *total >= self.bytes) {
            Some(total) => format!("{} of {}, {seconds} s", size(self.bytes), size(total)),
            None => format!("{}, {seconds} s", size(self.bytes)),
        }
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} KB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

/// How opening something slow is watched.
#[derive(Clone, Copy)]
pub struct Watch<'w> {
    /// Called before the address is asked, and whenever more has come.
    pub progress: &'w dyn Fn(Received),
    /// Once it is set, the opening ends with an error when the next bytes come, or in its time.
    pub cancelled: &'w AtomicBool,
}

impl Watch<'_> {
    /// Nobody watches.
    pub fn nobody() -> Watch<'static> {
        static NEVER: AtomicBool = AtomicBool::new(false);
        Watch {
            progress: &|_| {},
            cancelled: &NEVER,
        }
    }
}

/// Whether an input may be opened: `false` only for the path of a file that is not there.
pub fn is_there(spec: &Spec) -> bool {
    let Spec::File(path) = spec else { return true };
    use io::ErrorKind::{NotADirectory, NotFound};
    !path
        .metadata()
        .is_err_and(|cause| matches!(cause.kind(), NotFound | NotADirectory))
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

/// What a file that is not there may have been meant for: an address typed without its scheme.
fn as_address(spec: &Spec) -> Option<String> {
    let Spec::File(path) = spec else { return None };
    let word = path.to_str()?;
    let host = word.split('/').next()?;
    let (name, domain) = host.rsplit_once('.')?;
    let is_domain = (2..=12).contains(&domain.len())
        && domain.chars().all(|c| c.is_ascii_alphabetic())
        && !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    (is_domain && (word.contains('/') || word.starts_with("www."))).then(|| word.to_owned())
}

fn open_file(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    let about = file.metadata()?;
    if about.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if about.len() > LIMIT as u64 {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(file)
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
        unpack::unpack(self.so_far())
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
            self.read_to(LIMIT + 1, None)?;
        }
        self.check_size()?;
        unpack::unpack(self.so_far())
    }

    /// All of it, what [`beginning`](Opened::beginning) gave included. An error where it is larger
    /// than [`LIMIT`].
    pub fn whole(mut self) -> Result<Input> {
        self.read_to(LIMIT + 1, None)?;
        self.check_size()?;
        unpack::unpack(self.input)
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

/// The length of `bytes` without a UTF-8 character that is cut at the end.
fn char_end(bytes: &[u8]) -> usize {
    let tail = bytes.iter().rev().take(4);
    let back = tail.take_while(|b| **b & 0xC0 == 0x80).count();
    match bytes.len().checked_sub(back + 1) {
        Some(lead) if bytes[lead] >= 0xC0 => lead,
        _ => bytes.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::os::fd::OwnedFd;
    use std::path::Path;

    fn scratch(name: &str, bytes: &[u8]) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("dateline-source-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let path = dir.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn error(path: &Path) -> String {
        let Err(error) = open(&Spec::File(path.to_owned())) else {
            panic!("{} opened", path.display());
        };
        error.to_string()
    }

    #[test]
    fn a_word_names_a_file_standard_input_or_an_address() {
        assert_eq!(Spec::parse("-"), Spec::Stdin);
        assert_eq!(Spec::parse("a.md"), Spec::File("a.md".into()));
        assert_eq!(Spec::parse("http.md"), Spec::File("http.md".into()));
        let address = "HTTPS://example.org/a";
        assert_eq!(Spec::parse(address), Spec::Address(address.into()));
    }

    #[test]
    fn errors_name_the_file_and_the_cause_on_one_safe_line() {
        assert_eq!(
            error(Path::new("/no\x1b[2J/such")),
            "/no␛[2J/such: no such file"
        );
        assert_eq!(
            error(Path::new("no-such.example/a")),
            "no-such.example/a: no such file (for the page: https://no-such.example/a)"
        );
        let directory = std::env::temp_dir();
        assert!(error(&directory).ends_with(": is a directory"));
    }

    #[test]
    fn a_short_file_is_whole_at_once() {
        let path = scratch("short.txt", b"one\ntwo");
        let mut opened = open(&Spec::File(path)).unwrap();
        let first = opened.beginning().unwrap();
        assert!(first.complete);
        assert_eq!(first.bytes, b"one\ntwo");
        assert_eq!(opened.whole().unwrap(), first);
    }

    #[test]
    fn the_beginning_of_a_long_file_ends_with_a_line_and_the_whole_follows() {
        let text = "a line of some words\n".repeat(10_000);
        let path = scratch("long.txt", text.as_bytes());
        let mut opened = open(&Spec::File(path)).unwrap();
        let first = opened.beginning().unwrap();
        assert!(!first.complete && first.bytes.len() <= BEGINNING);
        assert!(first.bytes.ends_with(b"words\n"));
        let whole = opened.whole().unwrap();
        assert!(whole.complete);
        assert_eq!(whole.bytes, text.as_bytes());
    }

    #[test]
    fn a_line_without_end_is_cut_at_a_character() {
        let path = scratch("line.txt", "é".repeat(BEGINNING).as_bytes());
        let spec = Spec::File(path);
        let first = open(&spec).unwrap().beginning().unwrap();
        assert!(std::str::from_utf8(&first.bytes).is_ok());
        let odd = scratch("odd.txt", format!("a{}", "é".repeat(BEGINNING)).as_bytes());
        let first = open(&Spec::File(odd)).unwrap().beginning().unwrap();
        assert!(std::str::from_utf8(&first.bytes).is_ok());
    }

    #[test]
    fn of_a_pipe_that_stalls_what_came_is_there() {
        let (read, mut write) = io::pipe().unwrap();
        let mut opened = Opened {
            input: Input::from_bytes("pipe", []),
            stream: Some(Stream::of(File::from(OwnedFd::from(read))).unwrap()),
        };
        opened.input.complete = false;
        write.write_all(b"one\ntw").unwrap();
        let first = opened.beginning().unwrap();
        assert_eq!(
            (first.bytes.as_slice(), first.complete),
            (b"one\n".as_slice(), false)
        );
        write.write_all(b"o\nthree").unwrap();
        let more = opened.more().unwrap();
        assert_eq!(
            (more.bytes.as_slice(), more.complete),
            (b"one\ntwo\n".as_slice(), false)
        );
        drop(write);
        let all = opened.more().unwrap();
        assert_eq!(
            (all.bytes.as_slice(), all.complete),
            (b"one\ntwo\nthree".as_slice(), true)
        );
    }

    #[cfg(unix)]
    #[test]
    fn what_has_no_end_is_an_error() {
        let opened = open(&Spec::File("/dev/zero".into())).unwrap();
        let error = opened.whole().unwrap_err().to_string();
        assert_eq!(error, "/dev/zero: larger than 256 MB");
    }
}
