//! Bytes as they come: all of a file at once, of a pipe what is there for the moment.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::Instant;

use rustix::event::{PollFd, PollFlags, Timespec};

use super::LIMIT;

/// How much is read of a pipe at once, in bytes.
const PIECE: usize = 64 * 1024;

/// Where the bytes come from.
pub(super) struct Stream {
    file: File,
    /// Whether all of it is there, and not on its way through a pipe, a socket or a device.
    pub is_there: bool,
    /// How many bytes it has, as far as that is known.
    size: usize,
}

impl Stream {
    pub fn of(file: File) -> io::Result<Stream> {
        let about = file.metadata()?;
        Ok(Stream {
            is_there: about.is_file(),
            size: usize::try_from(about.len()).unwrap_or(0),
            file,
        })
    }

    /// Whether bytes, or the end, are there before `until`.
    pub fn is_ready(&self, until: Instant) -> bool {
        let mut fds = [PollFd::new(&self.file, PollFlags::IN)];
        let left = until.saturating_duration_since(Instant::now());
        let timeout = Timespec::try_from(left).ok();
        self.is_there || !matches!(rustix::event::poll(&mut fds, timeout.as_ref()), Ok(0))
    }

    /// Appends what is there to `bytes`: of a file `wanted` bytes, of a pipe a piece of its own
    /// size. Nothing was appended at the end of the input.
    pub fn read(&mut self, bytes: &mut Vec<u8>, wanted: usize) -> io::Result<usize> {
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

pub(super) fn open_file(path: &Path) -> io::Result<File> {
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
