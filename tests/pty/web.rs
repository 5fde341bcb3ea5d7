//! Pages that are long on their way.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use crate::terminal::{BRIDGE, DATELINE, Home, Terminal};

/// A server that begins an answer and does not go on, and its connections, which stand as long as
/// it is there.
struct Stalled {
    address: String,
    _streams: Receiver<TcpStream>,
}

impl Stalled {
    fn start(beginning: &'static str) -> Stalled {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/page", listener.local_addr().unwrap());
        let (sender, streams) = channel();
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let mut head = [0; 4096];
                let _ = stream.read(&mut head);
                let _ = stream.write_all(beginning.as_bytes());
                if sender.send(stream).is_err() {
                    return;
                }
            }
        });
        Stalled {
            address,
            _streams: streams,
        }
    }
}

/// Twelve bytes of a page of 2,000.
const BEGUN: &str =
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2000\r\n\r\n<p>The ferry";

#[test]
fn the_wait_for_a_page_is_told_and_can_be_cancelled() {
    for (beginning, words) in [("", "waiting, 1 s"), (BEGUN, "12 bytes of 2 KB")] {
        for (key, expected) in [("\x1b", 1), ("\x03", 1), ("q", 0)] {
            let server = Stalled::start(beginning);
            let home = Home::new();
            let mut terminal = Terminal::read(&home, &server.address);
            terminal.shows(&server.address).shows(words);
            terminal.shows("cancel");
            terminal.press(key);
            assert_eq!(terminal.end().exit_code(), expected, "{key:?}");
            terminal.is_given_back();
            if expected == 1 {
                terminal.shows(&format!("dateline: {}: cancelled", server.address));
            }
        }
    }
}

#[test]
fn with_other_articles_open_a_cancelled_one_is_only_left_out() {
    let server = Stalled::start(BEGUN);
    let home = Home::new();
    let files = [server.address.as_str(), BRIDGE];
    let mut terminal = Terminal::start(&home, DATELINE, &files, &[], (120, 40));
    terminal.shows("12 bytes");
    terminal.press("\x1b").shows("cancelled");
    terminal.press("]a").stands_at("The first lorry");
    // Turned back to, it is asked for again, and left again.
    terminal.press("[a").shows("12 bytes");
    terminal.press("]a").stands_at("The first lorry");
    terminal.press("q");
    assert_eq!(terminal.end().exit_code(), 0);
    terminal.is_given_back();
}

#[test]
fn a_page_that_is_not_there_is_a_line_in_the_shell() {
    let server = Stalled::start("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    let home = Home::new();
    let terminal = Terminal::read(&home, &server.address);
    terminal.shows(&format!("{}: no such page (404)", server.address));
    assert_eq!(terminal.end().exit_code(), 1);
    terminal.is_given_back();
}

#[test]
fn without_a_screen_the_wait_is_told_on_standard_error() {
    let server = Stalled::start(BEGUN);
    let home = Home::new();
    let line = format!("{DATELINE} {} | cat", server.address);
    let mut terminal = Terminal::start(&home, "/bin/sh", &["-c", &line], &[], (120, 40));
    terminal.shows(&format!("{}: 12 bytes of 2 KB, ", server.address));
    terminal.press("\x03");
    assert_ne!(terminal.end().exit_code(), 0);
    terminal.is_given_back();
}
