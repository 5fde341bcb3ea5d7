//! Whether the memory that the process may have (`ulimit -v`) is enough for an input.
//!
//! An allocation that fails ends the process on the spot, with the terminal as it is then. So what
//! an input will take, from its bytes to the analysis of it, is estimated before; the figures are
//! upper bounds of what was measured on prose and on inputs made to take much.

use anyhow::{Result, anyhow};
use rustix::process::{Resource, getrlimit};

use crate::text::safe;

/// Bytes of memory for each byte of an input. Prose takes 22, nothing but dates 46.
const A_BYTE: u64 = 64;

/// Bytes of memory for each line that is not empty: it may be a block of its own.
const A_LINE: u64 = 200;

/// Bytes of memory for each sign that may begin or end a span of Markdown.
const A_SIGN: u64 = 300;

/// Bytes of memory for each `<`: it may be an element of a page.
const A_TAG: u64 = 900;

/// Bytes of memory that are to be left.
const SPARE: u64 = 32 << 20;

/// How many bytes of an input can be held and read at most.
pub(super) fn most() -> usize {
    let most = left().map_or(u64::MAX, |left| left / A_BYTE);
    usize::try_from(most).unwrap_or(usize::MAX)
}

/// Whether there is memory for reading and analysing an input of these bytes, unpacked.
///
/// # Errors
/// When there is not: one line that names the input.
pub fn check_room(name: &str, bytes: &[u8]) -> Result<()> {
    match left() {
        Some(left) if needed(bytes) > left => Err(too_little(name)),
        _ => Ok(()),
    }
}

/// What is said of an input that there is no memory for.
pub(super) fn too_little(name: &str) -> anyhow::Error {
    let name = safe::line(name);
    anyhow!("{name}: too large for the memory that is allowed (ulimit -v)")
}

/// Bytes of memory that an input takes at most.
fn needed(bytes: &[u8]) -> u64 {
    let mut needed = bytes.len() as u64 * A_BYTE;
    let mut last = b'\n';
    for byte in bytes {
        match byte {
            b'\n' | b'\r' if !matches!(last, b'\n' | b'\r') => needed += A_LINE,
            b'*' | b'_' | b'`' | b'~' | b'[' => needed += A_SIGN,
            b'<' => needed += A_TAG,
            _ => {}
        }
        last = *byte;
    }
    needed
}

/// Bytes of memory that may still be taken; `None` without a limit.
fn left() -> Option<u64> {
    let allowed = getrlimit(Resource::As).current?;
    Some(allowed.saturating_sub(taken().saturating_add(SPARE)))
}

/// Bytes of memory that the process has taken, where the system tells it.
fn taken() -> u64 {
    let kilobytes = || {
        let status = std::fs::read_to_string("/proc/self/status").ok()?;
        let (_, size) = status.split_once("VmSize:")?;
        size.split_whitespace().next()?.parse::<u64>().ok()
    };
    kilobytes().unwrap_or(0) << 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_tags_take_more_than_words() {
        assert_eq!(needed(b""), 0);
        assert_eq!(needed(b"words"), 5 * A_BYTE);
        assert_eq!(needed(b"\n\n\n"), 3 * A_BYTE);
        assert_eq!(needed(b"a\n\nb\n"), 5 * A_BYTE + 2 * A_LINE);
        assert_eq!(needed(b"a\r\nb\r"), 5 * A_BYTE + 2 * A_LINE);
        assert_eq!(needed(b"*a* [b]"), 7 * A_BYTE + 3 * A_SIGN);
        assert_eq!(needed(b"<p>a"), 4 * A_BYTE + A_TAG);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_is_taken_is_known() {
        assert!((1 << 20..1 << 40).contains(&taken()));
    }
}
