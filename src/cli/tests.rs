use super::*;
use crate::text::BlockKind;
use crate::text::testing::blocks;

fn parsed(call: &str) -> Result<Intent, Refusal> {
    parse(
        call.split(' ')
            .filter(|w| !w.is_empty())
            .map(OsString::from),
    )
}

#[track_caller]
fn read(call: &str) -> Reading {
    match parsed(call) {
        Ok(Intent::Read(reading)) => reading,
        other => panic!("{call:?} is {other:?}"),
    }
}

#[track_caller]
fn refused(call: &str) -> Refusal {
    parsed(call).expect_err(call)
}

#[test]
fn without_a_command_articles_are_read() {
    assert_eq!(read(""), Reading::default());
    let reading = read("a.md --width 60 b.md --no-index --sections all --color never");
    assert_eq!(reading.inputs.files, ["a.md", "b.md"]);
    assert_eq!(reading.width, Some(60));
    assert!(reading.no_index);
    assert_eq!(reading.sections, Sections::All);
    assert_eq!(reading.color, Color::Never);
    assert_eq!(read("-- -rf.md").inputs.files, ["-rf.md"]);
    assert_eq!(read("-").inputs.files, ["-"]);
}

#[test]
fn of_a_flag_given_twice_the_last_counts() {
    let reading = read("--width 50 --date 2016-01-01 a --width 70 --date 2016-02-23");
    assert_eq!(reading.width, Some(70));
    assert_eq!(reading.inputs.date, Some(jiff::civil::date(2016, 2, 23)));
    assert!(read("--no-index --no-index").no_index);
    assert!(parsed("extract --format md --format csv a").is_ok());
}

#[test]
fn a_plus_says_where_to_begin() {
    let rows = [
        ("+12 a", Start::Paragraph(12)),
        ("a +/Kirby", Start::Words("Kirby".to_owned())),
        ("a +3 +5", Start::Paragraph(5)),
        ("a +99999999999999999999999", Start::Paragraph(usize::MAX)),
    ];
    for (call, start) in rows {
        let reading = read(call);
        assert_eq!(
            (reading.start, reading.inputs.files),
            (start, vec!["a".into()])
        );
    }
    assert_eq!(read("+x").inputs.files, ["+x"]);
}

#[test]
fn a_command_may_stand_behind_the_options() {
    for call in [
        "--date 2024-05-12 events a.md",
        "--date=2024-05-12 events a.md",
        "events a.md --date 2024-05-12",
    ] {
        match parsed(call) {
            Ok(Intent::List(listing)) => {
                assert_eq!(listing.inputs.files, ["a.md"]);
                assert_eq!(listing.inputs.date, Some(jiff::civil::date(2024, 5, 12)));
            }
            other => panic!("{call:?} is {other:?}"),
        }
    }
    assert!(matches!(
        parsed("--format md extract a.md"),
        Ok(Intent::Extract(_))
    ));
    assert_eq!(read("--theme events a.md").inputs.files, ["a.md"]);
    assert_eq!(read("a.md events").inputs.files, ["a.md", "events"]);
    assert_eq!(read("-- events").inputs.files, ["events"]);
    assert!(refused("--width 60 events a.md").text.contains("--width"));
}

#[test]
fn what_is_wrong_is_told_with_the_form_that_is_right() {
    for (call, form) in [
        ("--date yesterday", "YYYY-MM-DD"),
        ("--width abc", "a number from 1"),
        ("--as nope", "text"),
    ] {
        assert!(refused(call).text.contains(form), "{call}");
    }
    let help = refused("--help").text;
    for words in ["html-full", "dark, light", "https://"] {
        assert!(help.contains(words), "{words} in {help}");
    }
}

#[test]
fn extract_names_a_format_and_parts() {
    let Ok(Intent::Extract(extraction)) =
        parsed("extract --format ics --only dates,sections a.md --date 2016-02-23")
    else {
        panic!("no extraction");
    };
    assert_eq!(extraction.format, export::Format::Ics);
    assert!(extraction.parts.dates && extraction.parts.sections && !extraction.parts.quotes);
    assert_eq!(extraction.inputs.files, ["a.md"]);
    let records = parsed("extract --from ndjson --only quotes");
    assert!(matches!(records, Ok(Intent::Records(p)) if p.quotes && !p.dates));
}

#[test]
fn wrong_usage_is_refused_in_safe_words() {
    for call in [
        "--no-such-flag",
        "--\x1b]2;PWNED\x07",
        "--width 0",
        "--width -5",
        "--width 99999999999999999999",
        "--date 2016-02-30",
        "--date yesterday",
        "--date 20160223",
        "--date -000001-02-23",
        "--date 2016-02-23T10",
        "--theme ../../etc/passwd",
        "--theme \x1b[031m",
        "--sections some",
        "--as nope",
        "extract --from ndjson a.md",
        "extract --only dots",
    ] {
        let refusal = refused(call);
        assert!(!refusal.is_wanted);
        assert!(refusal.text.starts_with("error: "), "{}", refusal.text);
        assert!(!refusal.text.contains('\x1b'));
    }
}

#[test]
fn help_and_version_are_wanted() {
    assert!(refused("--help").is_wanted && refused("extract --help").is_wanted);
    assert!(refused("--version").text.starts_with("dateline "));
}

#[test]
fn a_start_is_found_by_a_heading_or_a_pattern() {
    let doc = blocks([
        (BlockKind::Heading(1), "A bridge"),
        (BlockKind::Paragraph, "Who decides now?"),
        (BlockKind::Heading(2), "Who decides now?"),
        (BlockKind::Heading(2), "Who"),
    ]);
    for (name, block) in [
        ("Who decides now?", Some(2)),
        ("who-decides-now", Some(2)),
        ("who decides", Some(2)),
        ("who", Some(3)),
        ("nobody", None),
        ("?", None),
    ] {
        assert_eq!(crate::text::find::heading(&doc, name), block, "{name}");
    }
    for (typed, block) in [
        ("decides", Some(1)),
        ("Decides", None),
        (r"dec\w+ now\?", Some(1)),
        ("dec[ie", None),
        ("x*", None),
        ("^Who$", Some(3)),
    ] {
        let start = Start::Words(typed.to_owned());
        assert_eq!(start.block(&doc), block, "{typed}");
    }
}
