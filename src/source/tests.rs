use super::*;
use std::io::Write;
use std::os::fd::OwnedFd;
use std::path::Path;

fn scratch(name: &str, bytes: &[u8]) -> PathBuf {
    let dir = std::env::temp_dir().join(format!("dateline-source-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    let path = dir.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn error(path: &Path) -> String {
    let Err(error) = open(&Spec::File(path.to_owned())) else {
        panic!("{} opened", path.display());
    };
    error.to_string()
}

#[test]
fn a_word_names_a_file_standard_input_or_an_address() {
    assert_eq!(Spec::parse("-"), Spec::Stdin);
    assert_eq!(Spec::parse("a.md"), Spec::File("a.md".into()));
    assert_eq!(Spec::parse("http.md"), Spec::File("http.md".into()));
    let address = "HTTPS://example.org/a";
    assert_eq!(Spec::parse(address), Spec::Address(address.into()));
}

#[test]
fn errors_name_the_file_and_the_cause_on_one_safe_line() {
    assert_eq!(
        error(Path::new("/no\x1b[2J/such")),
        "/no␛[2J/such: no such file"
    );
    assert_eq!(
        error(Path::new("no-such.example/a")),
        "no-such.example/a: no such file (for the page: https://no-such.example/a)"
    );
    let directory = std::env::temp_dir();
    assert!(error(&directory).ends_with(": is a directory"));
}

#[test]
fn a_short_file_is_whole_at_once() {
    let path = scratch("short.txt", b"one\ntwo");
    let mut opened = open(&Spec::File(path)).unwrap();
    let first = opened.beginning().unwrap();
    assert!(first.complete);
    assert_eq!(first.bytes, b"one\ntwo");
    assert_eq!(opened.whole().unwrap(), first);
}

#[test]
fn the_beginning_of_a_long_file_ends_with_a_line_and_the_whole_follows() {
    let text = "a line of some words\n".repeat(10_000);
    let path = scratch("long.txt", text.as_bytes());
    let mut opened = open(&Spec::File(path)).unwrap();
    let first = opened.beginning().unwrap();
    assert!(!first.complete && first.bytes.len() <= BEGINNING);
    assert!(first.bytes.ends_with(b"words\n"));
    let whole = opened.whole().unwrap();
    assert!(whole.complete);
    assert_eq!(whole.bytes, text.as_bytes());
}

#[test]
fn a_line_without_end_is_cut_at_a_character() {
    let path = scratch("line.txt", "é".repeat(BEGINNING).as_bytes());
    let spec = Spec::File(path);
    let first = open(&spec).unwrap().beginning().unwrap();
    assert!(std::str::from_utf8(&first.bytes).is_ok());
    let odd = scratch("odd.txt", format!("a{}", "é".repeat(BEGINNING)).as_bytes());
    let first = open(&Spec::File(odd)).unwrap().beginning().unwrap();
    assert!(std::str::from_utf8(&first.bytes).is_ok());
}

#[test]
fn of_a_pipe_that_stalls_what_came_is_there() {
    let (read, mut write) = io::pipe().unwrap();
    let mut opened = Opened {
        input: Input::from_bytes("pipe", []),
        stream: Some(Stream::of(File::from(OwnedFd::from(read))).unwrap()),
    };
    opened.input.complete = false;
    write.write_all(b"one\ntw").unwrap();
    let first = opened.beginning().unwrap();
    assert_eq!(
        (first.bytes.as_slice(), first.complete),
        (b"one\n".as_slice(), false)
    );
    write.write_all(b"o\nthree").unwrap();
    let more = opened.more().unwrap();
    assert_eq!(
        (more.bytes.as_slice(), more.complete),
        (b"one\ntwo\n".as_slice(), false)
    );
    drop(write);
    let all = opened.more().unwrap();
    assert_eq!(
        (all.bytes.as_slice(), all.complete),
        (b"one\ntwo\nthree".as_slice(), true)
    );
}

#[cfg(unix)]
#[test]
fn what_has_no_end_is_an_error() {
    let opened = open(&Spec::File("/dev/zero".into())).unwrap();
    let error = opened.whole().unwrap_err().to_string();
    assert_eq!(error, "/dev/zero: larger than 256 MB");
}
