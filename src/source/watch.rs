//! What is told of a page that is on its way, and how the wait for it is given up.

use std::sync::atomic::AtomicBool;
use std::time::Duration;

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
