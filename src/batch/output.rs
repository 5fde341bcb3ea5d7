//! Standard output and standard error, as a pipe's end or a full disk leave them.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use anyhow::{Context, Result};

use crate::export::json;
use crate::text::{fault, safe};

/// Standard output, buffered.
pub struct Output {
    writer: BufWriter<StdoutLock<'static>>,
    is_terminal: bool,
}

impl Output {
    /// Takes standard output.
    pub fn standard() -> Self {
        let stdout = io::stdout();
        Output {
            is_terminal: stdout.is_terminal(),
            writer: BufWriter::with_capacity(1 << 16, stdout.lock()),
        }
    }

    /// Writes bytes.
    ///
    /// # Errors
    /// If standard output does not take them; see [`is_closed_pipe`].
    pub fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.writer.write_all(bytes).context(NAME)
    }

    /// Writes JSON, with escapes for what a terminal must not get if it is one.
    ///
    /// # Errors
    /// If standard output does not take it.
    pub fn json(&mut self, bytes: &[u8]) -> Result<()> {
        if self.is_terminal {
            return self.put(json::escaped(&String::from_utf8_lossy(bytes)).as_bytes());
        }
        self.put(bytes)
    }

    /// Sends on what was written.
    ///
    /// # Errors
    /// If standard output does not take it.
    pub fn flush(&mut self) -> Result<()> {
        self.writer.flush().context(NAME)
    }
}

const NAME: &str = "standard output";

/// Whether an error only says that nobody reads on (`| head`): no failure, and nothing to tell.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let cause = error.root_cause().downcast_ref::<io::Error>();
    cause.is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
}

/// Prints an error and its causes on one line of standard error, made safe.
pub fn complain(error: &anyhow::Error) {
    let line = fault::without_number(&format!("dateline: {error:#}"));
    // Where standard error is closed too, there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{}", safe::line(&line));
}
