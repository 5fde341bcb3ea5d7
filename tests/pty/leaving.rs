//! Every way out gives the terminal back, and nothing that is no key is one.

use rustix::process::Signal;

use crate::terminal::{BRIDGE, Home, Terminal};

#[test]
fn a_signal_ends_it_and_gives_the_terminal_back() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        let home = Home::new();
        let terminal = Terminal::read(&home, BRIDGE);
        terminal.shows("2024-06-01");
        terminal.signal(signal);
        let status = terminal.end();
        assert!(status.signal().is_some(), "{signal:?}: {status:?}");
        terminal.is_given_back();
    }
}

#[test]
fn the_place_is_kept_when_a_signal_ends_it() {
    let home = Home::new();
    let mut terminal = Terminal::read(&home, BRIDGE);
    terminal.press("3}").stands_at("“We were told to plan");
    terminal.signal(Signal::TERM);
    terminal.end();
    Terminal::read(&home, BRIDGE).stands_at("“We were told to plan");
}

#[test]
fn a_mark_that_cannot_be_kept_is_told_on_the_way_out() {
    let home = Home::new();
    let way = home.file("state", "a file where a folder belongs");
    let state = [("XDG_STATE_HOME", way.as_str())];
    for (keys, told, code) in [
        // Too fast for the screen to say so.
        (&["}maq"][..], "", 1),
        (&["}ma", "q"], "marks are not kept", 0),
        (&["q"], "", 0),
    ] {
        let mut terminal = Terminal::start(
            &home,
            crate::terminal::DATELINE,
            &[BRIDGE],
            &state,
            (240, 40),
        );
        terminal.stands_at("The first lorry");
        for keys in keys {
            terminal.press(keys);
            if *keys != "q" && !keys.ends_with('q') {
                terminal.shows(told);
            }
        }
        assert_eq!(terminal.end().exit_code(), code, "{keys:?}");
        terminal.is_given_back();
        if keys.len() > 1 || code > 0 {
            terminal.shows(&format!(
                "dateline: the place and marks are not kept: {way}/"
            ));
        }
    }
}

#[test]
fn a_closed_terminal_ends_it() {
    let home = Home::new();
    let mut terminal = Terminal::read(&home, BRIDGE);
    terminal.shows("2024-06-01");
    terminal.close("j");
    terminal.end();
}

#[test]
fn it_stops_and_goes_on_under_a_shell() {
    let home = Home::new();
    let prompt = [("PS1", "ready> ")];
    let mut terminal = Terminal::start(&home, "/bin/sh", &["-i"], &prompt, (120, 40));
    terminal.shows("ready>");
    terminal.press(&format!("{} '{BRIDGE}'\r", crate::terminal::DATELINE));
    terminal.stands_at("The first lorry");
    for (stop, keys) in [("\x1a", "}"), ("/Ruiz\x1a", "\x03}")] {
        let before = terminal.sent();
        terminal.press(stop);
        terminal.sends(b"\x1b[?1049l", before);
        terminal.shows("Stopped");
        let before = terminal.sent();
        terminal.press("fg\r");
        terminal.sends(b"\x1b[?1049h", before);
        terminal.shows("The bridge that waited");
        terminal.press(keys);
    }
    terminal.stands_at("None of this was new");
    terminal.press("q").shows("Stopped");
    terminal.press("exit\r");
    terminal.end();
}

#[test]
fn a_terminals_only_program_does_not_stop() {
    let home = Home::new();
    let mut terminal = Terminal::read(&home, BRIDGE);
    terminal.shows("2024-06-01");
    terminal.press("\x1a").shows("no shell");
    terminal.press("q");
    assert_eq!(terminal.end().exit_code(), 0);
}

#[test]
fn answers_of_a_terminal_are_no_keys() {
    let home = Home::new();
    let mut terminal = Terminal::read(&home, BRIDGE);
    terminal.shows("2024-06-01").stands_at("The first lorry");
    for answer in [
        "\x1b]11;rgb:qqqq/qqqq/qqqq\x1b\\",
        "\x1bP>|q(9)q\x1b\\",
        "\x1b[?2026;2$y",
        "\x1b[>0;276;0c",
        "\x1b[24;80R",
        "\x1b_Gi=1;q\x1b\\",
        "\x1b[200~q}q\x1b[201~",
    ] {
        terminal.press(answer);
    }
    terminal
        .press("}")
        .stands_at("Ana Ruiz, the city’s chief engineer");
    terminal.press("q");
    assert_eq!(terminal.end().exit_code(), 0);
}

#[test]
fn what_is_copied_reaches_the_clipboard_without_controls() {
    let home = Home::new();
    let file = home.file("copy.md", "First.\n\nCopy \u{1b}]2;x\u{7} this.\n");
    let mut terminal = Terminal::read(&home, &file);
    terminal.stands_at("First.");
    terminal.press("}y");
    // "Copy ␛]2;x␇ this."
    terminal.sends(b"\x1b]52;c;Q29weSDikJtdMjt44pCHIHRoaXMu", 0);
    terminal.press("q");
    assert_eq!(terminal.end().exit_code(), 0);
}
