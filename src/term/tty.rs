//! The terminal's two ends: the screen on standard output, the keyboard wherever it is.

use std::fs::File;
use std::io;
use std::os::fd::AsFd;
use std::sync::OnceLock;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::fd::BorrowedFd;
use rustix::io::Errno;
use rustix::termios;

/// The size that is assumed where the terminal tells none: columns, rows.
const FALLBACK: (u16, u16) = (80, 24);

/// The largest size that is drawn, whatever the terminal says: columns, rows.
const LARGEST: (u16, u16) = (1000, 500);

/// Whether a screen can be drawn: standard output is a terminal, and not a dumb one.
pub fn is_usable() -> bool {
    let term = std::env::var_os("TERM").unwrap_or_default();
    termios::isatty(screen()) && !term.is_empty() && term != "dumb"
}

/// The screen.
pub(super) fn screen() -> BorrowedFd<'static> {
    rustix::stdio::stdout()
}

/// The keyboard: standard input, or the controlling terminal where that is the article's pipe, or
/// else the screen's own terminal.
///
/// # Errors
/// When there is no terminal to read keys from.
pub(super) fn keyboard() -> io::Result<BorrowedFd<'static>> {
    static TERMINAL: OnceLock<File> = OnceLock::new();
    let stdin = rustix::stdio::stdin();
    if termios::isatty(stdin) {
        return Ok(stdin);
    }
    if let Some(file) = TERMINAL.get() {
        return Ok(file.as_fd());
    }
    match File::options().read(true).write(true).open("/dev/tty") {
        Ok(file) => Ok(TERMINAL.get_or_init(|| file).as_fd()),
        Err(_) if termios::isatty(screen()) => Ok(screen()),
        Err(error) => Err(error),
    }
}

/// The size of the screen in cells: columns, rows.
pub(super) fn size() -> (u16, u16) {
    match termios::tcgetwinsize(screen()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => {
            (size.ws_col.min(LARGEST.0), size.ws_row.min(LARGEST.1))
        }
        _ => FALLBACK,
    }
}

/// Writes all of `bytes` to the screen; waits for it as long as it takes.
///
/// # Errors
/// When the screen is gone.
pub(super) fn write(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(screen(), bytes) {
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                takes_output(None);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Writes a few bytes to the screen, unless it would not take them within `patience`. What still
/// waits to be shown makes room then.
pub(super) fn write_within(bytes: &[u8], patience: Duration) {
    let timeout = Timespec::try_from(patience).ok();
    if !takes_output(timeout.as_ref()) {
        let _ = termios::tcflush(screen(), termios::QueueSelector::OFlush);
        if !takes_output(timeout.as_ref()) {
            return;
        }
    }
    // So few bytes fit once there is room at all.
    let _ = rustix::io::write(screen(), bytes);
}

fn takes_output(timeout: Option<&Timespec>) -> bool {
    let screen = screen();
    let mut fds = [PollFd::new(&screen, PollFlags::OUT)];
    matches!(rustix::event::poll(&mut fds, timeout), Ok(ready) if ready > 0)
}
