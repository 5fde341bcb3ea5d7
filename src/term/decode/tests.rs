use super::*;
use proptest::prelude::*;

fn spell(presses: &[Press]) -> String {
    let words: Vec<String> = presses
        .iter()
        .map(|press| {
            let key = match press {
                Press::Key(key) => key,
                Press::Paste(text) => return format!("{text:?}"),
            };
            let mut word = String::new();
            for (modifier, name) in [
                (KeyModifiers::CONTROL, "C-"),
                (KeyModifiers::ALT, "A-"),
                (KeyModifiers::SHIFT, "S-"),
            ] {
                let told = matches!(key.code, KeyCode::Char(_) | KeyCode::BackTab)
                    && modifier == KeyModifiers::SHIFT;
                if key.modifiers.contains(modifier) && !told {
                    word.push_str(name);
                }
            }
            match key.code {
                KeyCode::Char(c) => word.push(c),
                code => word.push_str(&format!("{code:?}")),
            }
            word
        })
        .collect();
    words.join(" ")
}

/// What is pressed when `bytes` come in one piece, in single bytes, and then nothing for long.
#[track_caller]
fn check(bytes: impl AsRef<[u8]>, expected: &str) {
    let now = Instant::now();
    let mut whole = Decoder::default();
    let mut keys = whole.feed(bytes.as_ref(), now);
    keys.extend(whole.expire());
    assert_eq!(spell(&keys), expected);
    let mut single = Decoder::default();
    let mut keys = Vec::new();
    for byte in bytes.as_ref() {
        keys.extend(single.feed(&[*byte], now));
    }
    keys.extend(single.expire());
    assert_eq!(spell(&keys), expected, "byte by byte");
}

#[test]
fn letters_and_controls() {
    check("jG?", "j G ?");
    check("é漢😀", "é 漢 😀");
    check("\r\n\t\x7f\x08", "Enter Enter Tab Backspace Backspace");
    check("\x03\x1a\x07\x0c", "C-c C-z C-g C-l");
    check("\0", "C- ");
    check(b"\xff\xfea\xe6\xbcb\xc2\x9b", "a b");
}

#[test]
fn escape_alone_and_with_a_letter() {
    check("\x1b", "Esc");
    check("\x1b\x1b", "Esc Esc");
    check("\x1bo", "A-o");
    check("\x1b1", "A-1");
    check("\x1bé", "A-é");
    check("\x1b[", "A-[");
    check("\x1bO", "A-O");
    check("\x1b\x1b[A", "Esc Up");
}

#[test]
fn function_and_cursor_keys() {
    check("\x1b[A\x1b[B\x1bOC\x1bOD", "Up Down Right Left");
    check("\x1b[H\x1b[F\x1b[1~\x1b[4~", "Home End Home End");
    check("\x1b[5~\x1b[6~\x1b[3~", "PageUp PageDown Delete");
    check("\x1b[1;5A\x1b[1;3D\x1b[5;2~", "C-Up A-Left S-PageUp");
    check("\x1b[Z", "BackTab");
    check("\x1bOP\x1b[15~\x1b[[B\x1b[24~", "F(1) F(5) F(2) F(12)");
    check("\x1b[13;2u\x1b[97;5u\x1b[27;5;106~", "S-Enter C-a C-j");
    check("\x1b[97;1:3u", "");
}

#[test]
fn answers_are_no_keys() {
    for answer in [
        "\x1b[?62;22c",
        "\x1b[>0;276;0c",
        "\x1b[1;1R",
        "\x1b[0;0R",
        "\x1b[0n",
        "\x1b[?2026;2$y",
        "\x1b[?0u",
        "\x1b[4;480;800t",
        "\x1b]11;rgb:0000/0000/0000\x1b\\",
        "\x1b]11;rgb:ff/ff/ff\x07",
        "\x1bP>|term(1)q\x1b\\",
        "\x1bP1+r\x1b\\",
        "\x1b_Gi=1;OK\x1b\\",
        "\x1b^q\x1b\\",
        "\x1bXq\x1b\\",
        "\x1b[I\x1b[O",
        "\x1b[<0;9;9M\x1b[M qq",
        "\x1b[99;99;99~",
    ] {
        check(answer, "");
        check(format!("{answer}j"), "j");
    }
}

#[test]
fn a_cut_off_sequence_does_not_swallow_the_next() {
    check("\x1b[12\x1b[A", "Up");
    check("\x1bO\x1b[A", "Up");
    check("\x1b]11;\x1b[Aq", "Up q");
    check("\x1b]0;x\x18q", "q");
    check("\x1b[12\rq", "Enter q");
}

#[test]
fn pasted_text_is_no_key() {
    check("\x1b[200~q\r:q\x1b[A\x1b[201~j", r#""q\r:q\u{1b}[A" j"#);
    check("\x1b[200~q\x1b\x1b[201~j", r#""q\u{1b}" j"#);
    check("\x1b[200~é\x1b[20\x1b[201~j", r#""é\u{1b}[20" j"#);
    check("\x1b[201~j", "j");
}

#[test]
fn a_huge_paste_is_cut_off() {
    let now = Instant::now();
    let mut decoder = Decoder::default();
    let flood = [b"\x1b[200~".as_slice(), &[b'q'; 3 * PASTE_LIMIT], PASTE_END].concat();
    let kept = Press::Paste("q".repeat(PASTE_LIMIT));
    assert_eq!(decoder.feed(&flood, now), [kept]);
    assert_eq!(spell(&decoder.feed(b"j", now)), "j");
}

#[test]
fn what_never_ends_is_given_up() {
    for start in [
        "\x1b]11;rgb",
        "\x1bP",
        "\x1b[200~pasted",
        "\x1b[12;",
        "\x1b[M",
    ] {
        let now = Instant::now();
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(start.as_bytes(), now), []);
        assert!(decoder.patience(now).is_some_and(|p| p <= STRING_PATIENCE));
        assert_eq!(decoder.expire(), []);
        assert_eq!(decoder.patience(now), None);
        assert_eq!(spell(&decoder.feed(b"q", now)), "q");
    }
    // A held key must not keep a string alive.
    let now = Instant::now();
    let mut decoder = Decoder::default();
    decoder.feed(b"\x1b]", now);
    assert_eq!(decoder.feed(b"j", now + STRING_PATIENCE / 2), []);
    assert_eq!(spell(&decoder.feed(b"q", now + STRING_PATIENCE)), "q");
}

#[test]
fn a_long_string_is_given_up_with_all_that_came_along() {
    let now = Instant::now();
    let mut decoder = Decoder::default();
    let flood = [b"\x1b]52;c;".as_slice(), &[b'q'; 3 * STRING_LIMIT]].concat();
    assert_eq!(decoder.feed(&flood, now), []);
    assert_eq!(spell(&decoder.feed(b"j", now)), "j");
}

proptest! {
    #[test]
    fn the_keyboard_always_comes_back(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        let mut decoder = Decoder::default();
        decoder.feed(&bytes, Instant::now());
        decoder.expire();
        prop_assert_eq!(spell(&decoder.feed(b"q", Instant::now())), "q");
    }
}
