//! Reading: open, move, jump, search, resize, come back.

use std::fs::File;
use std::io::Write;

use crate::terminal::{BRIDGE, DATELINE, Home, Terminal};

#[test]
fn an_article_is_opened_and_moved_in() {
    let home = Home::new();
    let mut terminal = Terminal::read(&home, BRIDGE);
    terminal
        .shows("The bridge that waited nine years")
        .shows("Ana Ruiz");
    terminal.stands_at("The first lorry was turned back");
    terminal
        .press("}")
        .stands_at("Ana Ruiz, the city’s chief engineer");
    terminal.press("G").shows("100 %").hides("The first lorry");
    terminal.press("g").stands_at("The first lorry");
    terminal.press("3}").stands_at("“We were told to plan");
    terminal.press("q");
    assert_eq!(terminal.end().exit_code(), 0);
    terminal.is_given_back();
}

#[test]
fn each_list_of_the_index_leads_to_its_places() {
    let home = Home::new();
    let mut terminal = Terminal::read(&home, BRIDGE);
    terminal
        .shows("Sections")
        .shows("Speakers")
        .shows("Events")
        .shows("2024-06-01");
    // Sections: the last one.
    terminal
        .press("\x1b1G\r")
        .stands_at("The hearing is on 1 June 2024");
    // Speakers: the quotation under the first one.
    terminal
        .press("g\x1b2glj\r")
        .stands_at("Ana Ruiz, the city’s chief engineer");
    // Events: the latest, which is the hearing.
    terminal
        .press("g\x1b3G\r")
        .stands_at("The hearing is on 1 June 2024");
    terminal.press("q");
    assert_eq!(terminal.end().exit_code(), 0);
}

#[test]
fn pasted_text_can_be_searched_for() {
    let home = Home::new();
    let mut terminal = Terminal::read(&home, BRIDGE);
    terminal.shows("Ana Ruiz");
    terminal
        .press("/\x1b[200~bearings\n\x1b[201~\r")
        .shows("/bearings")
        .shows("1 of 3");
    terminal.press("q");
    assert_eq!(terminal.end().exit_code(), 0);
}

#[test]
fn a_search_finds_what_it_should_and_says_how_often() {
    let home = Home::new();
    let mut terminal = Terminal::read(&home, BRIDGE);
    terminal.shows("Ana Ruiz");
    terminal
        .press("/bearings\r")
        .shows("/bearings")
        .shows("1 of 3");
    terminal.press("n").shows("2 of 3");
    terminal.press("\x1b").hides("of 3");
    terminal.press("q");
    assert_eq!(terminal.end().exit_code(), 0);
}

#[test]
fn a_long_text_is_searched_while_keys_are_taken() {
    let home = Home::new();
    let text = format!(
        "The mill turned.\n\n{}\n\nThe gate was shut.\n",
        "x".repeat(600_000)
    );
    let path = home.file("long.txt", &text);
    let mut terminal = Terminal::read(&home, &path);
    terminal.press("/gate\r").shows("The gate was shut.");
    terminal.shows("/gate   1 of 1");
    // For each letter of a long line it looks at all that follow.
    terminal.press("/x.*y|x").shows("searching");
    terminal.press("\x03").hides("searching").shows("/gate");
    terminal.press("q");
    assert_eq!(terminal.end().exit_code(), 0);
}

#[test]
fn the_screen_follows_the_terminals_size() {
    let home = Home::new();
    let mut terminal = Terminal::read(&home, BRIDGE);
    terminal.shows("Speakers");
    terminal.press("2}").stands_at("None of this was new");
    terminal
        .resize(60, 20)
        .hides("Speakers")
        .stands_at("None of this was new");
    terminal.resize(30, 8).resize(120, 40);
    terminal.shows("Speakers").stands_at("None of this was new");
    terminal.press("q");
    assert_eq!(terminal.end().exit_code(), 0);
}

#[test]
fn place_and_marks_come_back_even_when_the_article_was_moved_and_changed() {
    let home = Home::new();
    let text = std::fs::read_to_string(BRIDGE).unwrap();
    let file = home.file("bridge.md", &text);
    let mut terminal = Terminal::read(&home, &file);
    terminal.stands_at("The first lorry");
    terminal.press("4}ma}").stands_at("Then the money moved");
    terminal.press("q");
    assert_eq!(terminal.end().exit_code(), 0);

    let terminal_again = |file: &str| {
        let mut terminal = Terminal::read(&home, file);
        terminal.stands_at("Then the money moved");
        terminal
            .press("'a")
            .stands_at("the bearings of the centre span");
        // The mark was looked at; the reading goes on where it was.
        terminal.press("''").stands_at("Then the money moved");
        terminal.press("q");
        assert_eq!(terminal.end().exit_code(), 0);
    };
    terminal_again(&file);
    let longer = text.replace("## What the first", "A new paragraph.\n\n## What the first");
    terminal_again(&home.file("moved.md", &longer));
}

#[test]
fn an_article_from_a_pipe_leaves_the_keyboard_to_the_reader() {
    let home = Home::new();
    let command = format!("cat '{BRIDGE}' | '{DATELINE}'");
    let mut terminal = Terminal::start(&home, "/bin/sh", &["-c", &command], &[], (120, 40));
    terminal.stands_at("The first lorry");
    terminal
        .press("}")
        .stands_at("Ana Ruiz, the city’s chief engineer");
    terminal.press("q");
    assert_eq!(terminal.end().exit_code(), 0);
    terminal.is_given_back();
}

#[test]
fn what_a_stalled_pipe_has_given_can_be_read_and_left() {
    let home = Home::new();
    let pipe = home.pipe("pipe");
    let mut terminal = Terminal::read(&home, pipe.to_str().unwrap());
    // Nobody has opened the other end yet, and it can be left already.
    terminal.shows("reading");
    let mut writer = File::options().write(true).open(&pipe).unwrap();
    writer
        .write_all(b"The beginning of a long story.\n\nIts second")
        .unwrap();
    terminal.shows("The beginning of a long story.");
    writer.write_all(b" paragraph is here too.\n\nAnd").unwrap();
    terminal.shows("Its second paragraph is here too.");
    terminal.press("q");
    assert_eq!(terminal.end().exit_code(), 0);
    terminal.is_given_back();
}

#[test]
fn what_cannot_be_read_is_one_line_and_no_screen() {
    let home = Home::new();
    for (name, file) in [
        ("nothing.md", "/nothing.md".to_owned()),
        ("empty.md", home.file("empty.md", "")),
        (
            "binary",
            home.file("binary", "\x7fELF\0\0\0\0\0\0\0\0\u{1}\0\u{2}\0"),
        ),
    ] {
        let terminal = Terminal::read(&home, &file);
        assert_eq!(terminal.end().exit_code(), 1, "{name}");
        let screen = terminal.wait("an error", |screen| screen.contains(name));
        assert_eq!(screen.trim().lines().count(), 1, "{screen}");
        assert!(!terminal.has_sent(b"\x1b[?1049h"), "{name}");
        terminal.is_given_back();
    }
}

#[test]
fn without_colours_none_are_sent() {
    let home = Home::new();
    for (environment, has_colours) in [
        (("COLORTERM", "truecolor"), true),
        (("NO_COLOR", "please"), false),
    ] {
        let mut terminal = Terminal::start(&home, DATELINE, &[BRIDGE], &[environment], (120, 40));
        terminal.shows("2024-06-01");
        terminal.press("q");
        assert_eq!(terminal.end().exit_code(), 0);
        assert_eq!(terminal.has_colours(), has_colours, "{environment:?}");
    }
}

#[test]
fn a_dumb_terminal_gets_the_text() {
    let home = Home::new();
    let dumb = [("TERM", "dumb")];
    let terminal = Terminal::start(&home, DATELINE, &[BRIDGE], &dumb, (80, 200));
    assert_eq!(terminal.end().exit_code(), 0);
    terminal.shows("Who decides now?");
    assert!(!terminal.has_sent(b"\x1b"));
}

#[test]
fn a_held_key_reads_again_once_at_a_time() {
    let home = Home::new();
    let mut terminal = Terminal::read(&home, BRIDGE);
    terminal.shows("Ana Ruiz");
    terminal.press(&"R".repeat(100)).shows("still reading");
    terminal.press("q");
    assert_eq!(terminal.end().exit_code(), 0);
}
