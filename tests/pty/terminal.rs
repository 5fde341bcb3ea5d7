//! A terminal with a program on it.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use vt100::Parser;

/// The program.
pub const DATELINE: &str = env!("CARGO_BIN_EXE_dateline");

/// An article with headings, quotations and dates.
pub const BRIDGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/bridge.md");

/// How long anything may take on a busy machine.
const DEADLINE: Duration = Duration::from_secs(20);

/// What the program has done so far.
struct Seen {
    parser: Parser,
    raw: Vec<u8>,
    ended: Option<ExitStatus>,
    /// Whether the terminal is to be closed: nothing more is read from it then.
    is_closing: bool,
}

/// A folder of a test's own, removed at the end: its home.
pub struct Home(PathBuf);

impl Home {
    /// A new, empty one.
    pub fn new() -> Home {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("dateline-pty-{}-{number}", process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Home(path)
    }

    /// Writes a file there.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Makes a named pipe there.
    pub fn pipe(&self, name: &str) -> PathBuf {
        let path = self.0.join(name);
        let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
        rustix::fs::mknodat(rustix::fs::CWD, &path, rustix::fs::FileType::Fifo, mode, 0).unwrap();
        path
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A terminal with a program on it.
pub struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    pid: Pid,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    modes: String,
}

impl Terminal {
    /// Reads `file` on 120 columns and 40 rows.
    pub fn read(home: &Home, file: &str) -> Terminal {
        Terminal::start(home, DATELINE, &[file], &[], (120, 40))
    }

    /// Runs a program.
    pub fn start(
        home: &Home,
        program: &str,
        arguments: &[&str],
        environment: &[(&str, &str)],
        (columns, rows): (u16, u16),
    ) -> Terminal {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", home.path());
        command.env("TERM", "xterm-256color");
        for (name, value) in environment {
            command.env(name, value);
        }
        let modes = modes(&*pair.master);
        let reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        let pid = Pid::from_raw(child.process_id().unwrap() as i32).unwrap();
        // The terminal's end must be seen: nobody but the program holds it open.
        drop(pair.slave);
        let seen = Seen {
            parser: Parser::new(cells(rows), cells(columns), 0),
            raw: Vec::new(),
            ended: None,
            is_closing: false,
        };
        let seen = Arc::new((Mutex::new(seen), Condvar::new()));
        watch(reader, child, &seen);
        Terminal {
            master: Some(pair.master),
            writer: Some(writer),
            pid,
            seen,
            modes,
        }
    }

    /// Types keys.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
        self
    }

    /// Waits until the screen's text satisfies a condition; returns the text.
    #[track_caller]
    pub fn wait(&self, what: &str, condition: impl Fn(&str) -> bool) -> String {
        let text = |seen: &Seen| seen.parser.screen().contents();
        let is_there = |seen: &Seen| condition(&text(seen));
        let (seen, is_in_time) = self.wait_for(is_there);
        let screen = text(&seen);
        drop(seen);
        assert!(is_in_time, "never on the screen: {what}\n{screen}");
        screen
    }

    /// Waits until some words are on the screen.
    #[track_caller]
    pub fn shows(&self, words: &str) -> &Self {
        self.wait(words, |screen| screen.contains(words));
        self
    }

    /// Waits until some words are not on the screen.
    #[track_caller]
    pub fn hides(&self, words: &str) -> &Self {
        self.wait(words, |screen| !screen.contains(words));
        self
    }

    /// Waits until the row of the current paragraph, which the gutter marks, holds some words.
    #[track_caller]
    pub fn stands_at(&self, words: &str) -> &Self {
        let is_there = |row: &str| row.trim_start().starts_with('›') && row.contains(words);
        self.wait(words, |screen| screen.lines().any(is_there));
        self
    }

    /// Waits until bytes have come after the first `from` ones.
    #[track_caller]
    pub fn sends(&self, bytes: &[u8], from: usize) -> usize {
        let at = |seen: &Seen| {
            let tail = seen.raw.get(from..).unwrap_or_default();
            tail.windows(bytes.len()).position(|w| w == bytes)
        };
        let (seen, _) = self.wait_for(|seen| at(seen).is_some());
        let found = at(&seen);
        let screen = seen.parser.screen().contents();
        drop(seen);
        let words = String::from_utf8_lossy(bytes);
        from + found.unwrap_or_else(|| panic!("never sent: {words}\n{screen}"))
    }

    /// How many bytes have come.
    pub fn sent(&self) -> usize {
        self.seen.0.lock().unwrap().raw.len()
    }

    /// Whether bytes have come.
    pub fn has_sent(&self, bytes: &[u8]) -> bool {
        let seen = self.seen.0.lock().unwrap();
        seen.raw.windows(bytes.len()).any(|w| w == bytes)
    }

    /// Whether a colour has come.
    pub fn has_colours(&self) -> bool {
        let seen = self.seen.0.lock().unwrap();
        let text = String::from_utf8_lossy(&seen.raw);
        let styles = text.split("\x1b[").filter_map(|part| {
            let (codes, _) = part.split_once('m')?;
            let is_style = codes.bytes().all(|b| b.is_ascii_digit() || b == b';');
            is_style.then(|| codes.split(';').filter_map(|code| code.parse::<u8>().ok()))
        });
        styles
            .flatten()
            .any(|code| matches!(code, 30..=38 | 40..=48 | 90..=97 | 100..=107))
    }

    /// Changes the terminal's size.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        let (seen, _) = &*self.seen;
        let mut seen = seen.lock().unwrap();
        seen.parser
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        let master = self.master.as_ref().unwrap();
        master.resize(size(columns, rows)).unwrap();
        drop(seen);
        self
    }

    /// Sends the program a signal.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).unwrap();
    }

    /// Closes the terminal under the program, which draws once more for `key` before.
    pub fn close(&mut self, key: &str) {
        self.seen.0.lock().unwrap().is_closing = true;
        self.press(key);
        self.writer = None;
        self.master = None;
    }

    /// Waits for the program's end.
    #[track_caller]
    pub fn end(&self) -> ExitStatus {
        let (seen, _) = self.wait_for(|seen| seen.ended.is_some());
        let ended = seen.ended.clone();
        drop(seen);
        ended.expect("it does not end")
    }

    /// Asserts that the terminal is as it was before the program.
    #[track_caller]
    pub fn is_given_back(&self) {
        let gave_back = |seen: &Seen| !seen.parser.screen().alternate_screen();
        let (seen, is_in_time) = self.wait_for(gave_back);
        assert!(is_in_time, "the alternate screen is left on");
        let screen = seen.parser.screen();
        assert!(!screen.hide_cursor(), "the cursor is left hidden");
        assert!(!screen.bracketed_paste(), "bracketed paste is left on");
        assert!(!screen.application_cursor(), "cursor keys are changed");
        let mouse = screen.mouse_protocol_mode();
        assert_eq!(mouse, vt100::MouseProtocolMode::None);
        assert_eq!(screen.fgcolor(), vt100::Color::Default);
        assert!(!screen.bold() && !screen.inverse() && !screen.underline());
        let master = self.master.as_ref().unwrap();
        assert_eq!(modes(&**master), self.modes, "the line discipline");
    }

    /// Waits for a condition; returns what was seen last and whether it held in time.
    fn wait_for(
        &self,
        condition: impl Fn(&Seen) -> bool,
    ) -> (std::sync::MutexGuard<'_, Seen>, bool) {
        let (seen, changed) = &*self.seen;
        let until = Instant::now() + DEADLINE;
        let mut seen = seen.lock().unwrap();
        while !condition(&seen) {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return (seen, false);
            }
            seen = changed.wait_timeout(seen, left).unwrap().0;
        }
        (seen, true)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if self.seen.0.lock().is_ok_and(|seen| seen.ended.is_none()) {
            let _ = kill_process(self.pid, Signal::KILL);
        }
    }
}

/// Takes in what the program writes, and its end.
fn watch(
    mut reader: Box<dyn Read + Send>,
    mut child: Box<dyn Child + Send + Sync>,
    seen: &Arc<(Mutex<Seen>, Condvar)>,
) {
    let written = Arc::clone(seen);
    let reading = thread::spawn(move || {
        let (seen, changed) = &*written;
        let mut buffer = [0; 4096];
        while let Ok(length @ 1..) = reader.read(&mut buffer) {
            let mut seen = seen.lock().unwrap();
            seen.parser.process(&buffer[..length]);
            seen.raw.extend_from_slice(&buffer[..length]);
            changed.notify_all();
            if seen.is_closing {
                break;
            }
        }
    });
    let ended = Arc::clone(seen);
    thread::spawn(move || {
        let status = child.wait().unwrap();
        // What it wrote last comes first.
        let _ = reading.join();
        let (seen, changed) = &*ended;
        seen.lock().unwrap().ended = Some(status);
        changed.notify_all();
    });
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap()
}

/// The modes of the line discipline.
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}
