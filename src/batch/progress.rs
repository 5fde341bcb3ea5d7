//! Opening an address without a screen: a line of standard error says how far it is, where that is
//! a terminal.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

use crate::pipeline::{self, Opening, Request};
use crate::source::{Received, Spec, Watch};

/// How long nothing is said, and how often something is.
const TICK: Duration = Duration::from_millis(500);

/// Cells of the line at most: what wraps cannot be taken back.
const WIDTH: usize = 79;

/// Opens an input.
///
/// # Errors
/// One line that names the input and the cause.
pub fn open(request: Request) -> Result<Opening> {
    let spec = request.word.as_ref().map(Spec::parse);
    match spec {
        Some(spec @ Spec::Address(_)) if takes_lines_back() => watched(request, &spec),
        _ => pipeline::open(request, &Watch::nobody()),
    }
}

/// Whether standard error is a terminal, and one on which a line can be written anew.
fn takes_lines_back() -> bool {
    let term = env::var_os("TERM").unwrap_or_default();
    io::stderr().is_terminal() && !term.is_empty() && term != "dumb"
}

fn watched(request: Request, spec: &Spec) -> Result<Opening> {
    let (sender, news) = channel();
    thread::scope(|scope| {
        let opening = scope.spawn(move || {
            let watch = Watch {
                progress: &|received| {
                    let _ = sender.send(received);
                },
                // Ctrl-c ends the process.
                cancelled: &AtomicBool::new(false),
            };
            pipeline::open(request, &watch)
        });
        tell(&news, &spec.to_string());
        let opened = opening.join();
        opened.unwrap_or_else(|_| Err(anyhow!("{spec}: a fault")))
    })
}

/// Says how far it is until the sender is gone, and takes the line back then.
fn tell(news: &Receiver<Received>, name: &str) {
    let since = Instant::now();
    let mut due = since + TICK;
    let mut received = Received::default();
    let mut is_told = false;
    let print = |line: &str| {
        // Where standard error is closed, nobody is there to be told.
        let _ = write!(io::stderr(), "\r{line}\x1b[K");
    };
    loop {
        match news.recv_timeout(due.saturating_duration_since(Instant::now())) {
            Ok(more) => received = more,
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if Instant::now() >= due {
            print(&line(name, &received.words(since.elapsed())));
            is_told = true;
            due = Instant::now() + TICK;
        }
    }
    if is_told {
        print("");
    }
}

/// A name and what is said of it, the name shortened to fit.
fn line(name: &str, words: &str) -> String {
    let room = WIDTH.saturating_sub(words.len() + 2);
    if crate::layout::cells(name) <= room {
        return format!("{name}: {words}");
    }
    let mut kept = String::new();
    for c in name.chars() {
        if crate::layout::cells(&kept) + 3 > room {
            break;
        }
        kept.push(c);
    }
    format!("{kept}…: {words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_stays_on_its_row() {
        let name = "https://example.org/a";
        assert_eq!(
            line(name, "waiting, 3 s"),
            "https://example.org/a: waiting, 3 s"
        );
        for part in ["a", "日"] {
            let long = line(&part.repeat(200), "12 KB of 40 KB, 3 s");
            assert!(long.ends_with("…: 12 KB of 40 KB, 3 s"));
            assert!(
                (70..=WIDTH).contains(&crate::layout::cells(&long)),
                "{long}"
            );
        }
    }
}
