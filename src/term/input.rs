//! The keyboard: a thread that reads it, blocking, and sends what is pressed.

use std::io;
use std::sync::mpsc::{Receiver, Sender, SyncSender, sync_channel};
use std::thread;
use std::time::Instant;

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::fd::BorrowedFd;
use rustix::io::Errno;

use super::decode::Decoder;
use super::{Ending, Event, HELPER_STACK};

/// Leave to read on, given when the keys of the read before have been taken in. What is typed after
/// the key that ends the program stays for the shell.
#[derive(Debug)]
pub(super) struct Leave(SyncSender<()>);

impl Leave {
    /// Gives it.
    pub fn read_on(&self) {
        let _ = self.0.try_send(());
    }
}

/// Reads `keyboard`; sends the keys of one read as one event, so that keys which came together are
/// drawn together, and [`Ending::HangUp`] when no more can come.
///
/// # Errors
/// When the system has no room for another thread.
pub(super) fn listen(keyboard: BorrowedFd<'static>, sender: Sender<Event>) -> io::Result<Leave> {
    let (leave, given) = sync_channel(1);
    thread::Builder::new()
        .name("keyboard".into())
        .stack_size(HELPER_STACK)
        .spawn(move || read(keyboard, &sender, &given))?;
    Ok(Leave(leave))
}

fn read(keyboard: BorrowedFd<'_>, sender: &Sender<Event>, leave: &Receiver<()>) {
    let mut decoder = Decoder::default();
    let mut buffer = [0; 4096];
    loop {
        let presses = match decoder.patience(Instant::now()) {
            Some(patience) if !is_ready(keyboard, Timespec::try_from(patience).ok()) => {
                decoder.expire()
            }
            _ => match rustix::io::read(keyboard, &mut buffer) {
                Ok(length @ 1..) => {
                    decoder.feed(buffer.get(..length).unwrap_or_default(), Instant::now())
                }
                Err(Errno::INTR) => continue,
                // Somebody who shares the terminal has made it non-blocking.
                Err(Errno::AGAIN) => {
                    is_ready(keyboard, None);
                    continue;
                }
                Ok(0) | Err(_) => {
                    let _ = sender.send(Event::End(Ending::HangUp));
                    return;
                }
            },
        };
        if presses.is_empty() {
            continue;
        }
        if sender.send(Event::Keyboard(presses)).is_err() || leave.recv().is_err() {
            return;
        }
    }
}

/// Waits until something can be read; `false` when nothing came in time.
fn is_ready(keyboard: BorrowedFd<'_>, timeout: Option<Timespec>) -> bool {
    let mut fds = [PollFd::from_borrowed_fd(keyboard, PollFlags::IN)];
    !matches!(rustix::event::poll(&mut fds, timeout.as_ref()), Ok(0))
}
