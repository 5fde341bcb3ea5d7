//! `dateline extract` and the lists as another program calls them: exit codes, messages, JSON
//! whose every span and index holds.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn dateline(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(arguments);
    run(command, input.as_bytes())
}

fn run(mut command: Command, input: &[u8]) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // A program that refuses its arguments closes its end without reading.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn lines(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    lines.collect()
}

fn message(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

const ARTICLE: &str = "# The bridge\n\n**Lena Ortiz**  \n12 May 2024\n\n## What now\n\n\
    The café bridge closed on Friday. “We ran out of reasons to wait,” said Ana Ruiz, the chief \
    engineer.\n";

#[test]
fn an_article_is_one_object() {
    let output = dateline(&["extract", "--as", "md", "-"], ARTICLE);
    assert_eq!(output.status.code(), Some(0), "{}", message(&output));
    let answers = lines(&output);
    let [answer] = answers.as_slice() else {
        panic!("{} objects", answers.len());
    };
    assert_eq!(answer["schema"], 1);
    assert_eq!(answer["title"], "The bridge");
    assert_eq!(answer["byline"], "Lena Ortiz");
    assert_eq!(answer["source"], "standard input");
    assert_eq!(answer["paragraphs"][0]["role"], "title");
    assert_eq!(answer["sections"][0]["title"], "What now");
    let text: Vec<char> = answer["text"].as_str().unwrap().chars().collect();
    let last = answer["paragraphs"].as_array().unwrap().last().unwrap();
    let from = last["start"].as_u64().unwrap() as usize;
    let words: String = text[from..from + 15].iter().collect();
    assert_eq!(words, "The café bridge");
}

#[test]
fn records_are_answered_in_order_and_bad_ones_in_their_place() {
    let input = concat!(
        "{\"id\": 1, \"text\": \"On Sunday.\", \"dct\": \"2016-02-23\", \"x\": [1, 2.50]}\n",
        "{\"id\": \"b\", \"text\": 5}\n",
        "\n",
        "{\"id\": [2], \"text\": \"# A\\n\\nB\", \"format\": \"md\"}\r\n",
        "{\"id\": 4, \"text\": \"a\", \"format\": \"scroll\"}\n",
        "{\"id\": 5, \"text\": \"a\", \"dct\": \"20160223\"}\n",
        "nonsense\n",
        "{\"text\": \"no end\"}",
    );
    let output = dateline(&["extract", "--from", "ndjson"], input);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(message(&output), "");
    let answers = lines(&output);
    let errors: Vec<bool> = answers.iter().map(|a| a["error"].is_string()).collect();
    assert_eq!(errors, [false, true, false, true, true, true, false]);
    let ids: Vec<String> = answers.iter().map(|a| a["id"].to_string()).collect();
    assert_eq!(ids, ["1", "\"b\"", "[2]", "4", "5", "null", "null"]);
    let raw = std::str::from_utf8(&output.stdout).unwrap();
    assert!(raw.contains("\"input\":{\"x\":[1, 2.50]}"));
    assert_eq!(answers[0]["date"], "2016-02-23");
    assert!(answers[0]["text"].is_null());
    assert_eq!(answers[2]["text"], "A\n\nB");
}

#[cfg(feature = "html")]
#[test]
fn a_record_may_be_a_page() {
    let page = "<html><head><title>The ferry | Sound</title><meta name='author' content='Ida Ek'>\
        <script>no()</script></head><body><nav><a href='/'>Sound</a></nav><article><h1>The ferry</h1>\
        <p>“We waited for a day,” said Ann Lee, the harbour master, on 3 May 2021.</p>\
        <p>The ferry left on Sunday, and nobody who was on board came back before the week was over.\
        </p></article><footer><a href='/i'>Imprint</a></footer></body></html>";
    let record =
        serde_json::json!({"id": "p", "text": page, "format": "html", "dct": "2021-05-04"});
    let input = format!("{record}\n{{\"id\": 2, \"text\": 7, \"format\": \"html\"}}\n");
    let output = dateline(&["extract", "--from", "ndjson"], &input);
    assert_eq!(output.status.code(), Some(1));
    let answers = lines(&output);
    let (answer, bad) = (&answers[0], &answers[1]);
    assert!(bad["error"].is_string() && bad["id"] == 2);
    assert_eq!(
        (&answer["title"], &answer["byline"]),
        (&"The ferry".into(), &"Ida Ek".into())
    );
    assert_eq!(answer["date"], "2021-05-04");
    let text = answer["text"].as_str().unwrap();
    assert!(
        text.starts_with("“We waited") && text.ends_with("over."),
        "{text}"
    );
    let said = answer["quotes"][0]["spans"][0].as_array().unwrap();
    let at = |index: usize| said[index].as_u64().unwrap() as usize;
    let words: String = text.chars().skip(at(0)).take(at(1) - at(0)).collect();
    assert_eq!(words, "“We waited for a day,”");
    assert_eq!(answer["speakers"][0]["name"], "Ann Lee");
}

#[test]
fn a_good_run_of_records_exits_with_0() {
    let output = dateline(
        &["extract", "--from", "ndjson", "--only", "dates"],
        "{\"id\": 1, \"text\": \"\"}\n",
    );
    assert_eq!(output.status.code(), Some(0));
    let answers = lines(&output);
    assert!(answers[0]["dates"].is_array() && answers[0]["quotes"].is_null());
}

#[test]
fn what_cannot_be_opened_is_one_line_and_the_rest_go_on() {
    let output = dateline(&["outline", "--as", "md", "no\x1b[2Jfile.md", "-"], ARTICLE);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(message(&output), "dateline: no␛[2Jfile.md: no such file\n");
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text, "==> standard input <==\nWhat now  ¶ 1\n");
}

#[test]
fn a_beginning_that_is_not_there_is_told_and_the_whole_printed() {
    let file = std::env::temp_dir().join(format!("dateline-extract-{}.md", std::process::id()));
    std::fs::write(&file, ARTICLE).unwrap();
    let name = file.to_str().unwrap();
    let there = format!("{name}#what-now");
    let missing = format!("{name}#nowhere");
    for (arguments, told, first) in [
        (&[there.as_str()][..], "", "What now"),
        (&[name, "+/reasons"], "", "The café bridge"),
        (&[&missing], "no heading with “nowhere”", "The bridge"),
        (
            &[name, "+/bakery"],
            "“bakery” is nowhere in the text",
            "The bridge",
        ),
    ] {
        let output = dateline(arguments, "");
        let told = match told {
            "" => String::new(),
            told => format!("dateline: {name}: {told}\n"),
        };
        assert_eq!(message(&output), told);
        assert_eq!(output.status.code(), Some(i32::from(!told.is_empty())));
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(
            text.trim_start().starts_with(first),
            "{arguments:?}: {text}"
        );
    }
    std::fs::remove_file(file).unwrap();
}

#[test]
fn what_is_missing_of_an_input_is_told_and_the_rest_is_printed() {
    use flate2::{Compression, write::GzEncoder};
    // Numbers that are no pattern, so that half of the bytes hold half of the words.
    let words = (0..4000_u64).map(|n| format!("{} ", n.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed
        .write_all(words.collect::<String>().as_bytes())
        .unwrap();
    let packed = packed.finish().unwrap();
    let (half, _) = packed.split_at(packed.len() / 2);
    let told = "dateline: standard input: not all could be unpacked: it is cut short\n";
    for (arguments, input, told) in [
        (&["-"][..], half, told),
        (&["extract", "-"], half, told),
        (&["outline", "-"], half, told),
        (&["extract", "-"], &packed, ""),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(arguments);
        let output = run(command, input);
        assert_eq!(message(&output), told, "{arguments:?}");
        assert_eq!(output.status.code(), Some(i32::from(!told.is_empty())));
        assert!(arguments[0] == "outline" || output.stdout.len() > 1000);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_there_is_no_memory_for_is_one_line() {
    use flate2::{Compression, write::GzEncoder};
    let paragraphs = "a\n\n".repeat(4 << 20);
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(paragraphs.as_bytes()).unwrap();
    let record = format!("{}\n", serde_json::json!({"text": "a\n\n".repeat(2 << 20)}));
    let packed = packed.finish().unwrap();
    for (arguments, input, told) in [
        ("extract -", paragraphs.as_bytes(), true),
        ("extract -", packed.as_slice(), true),
        ("-", paragraphs.as_bytes(), true),
        ("extract -", ARTICLE.as_bytes(), false),
        ("extract --from ndjson", record.as_bytes(), false),
    ] {
        let mut command = Command::new("/bin/sh");
        let line = format!(
            "ulimit -v 400000; exec '{}' {arguments}",
            env!("CARGO_BIN_EXE_dateline")
        );
        command.args(["-c", &line]);
        let output = run(command, input);
        let expected =
            "dateline: standard input: too large for the memory that is allowed (ulimit -v)\n";
        assert_eq!(
            message(&output),
            if told { expected } else { "" },
            "{arguments}"
        );
        let is_record = arguments.contains("ndjson");
        assert_eq!(output.status.code(), Some(i32::from(told || is_record)));
        if is_record {
            let error = lines(&output).remove(0)["error"].to_string();
            assert!(error.contains("too large for the memory"), "{error}");
        }
    }
}

#[test]
fn wrong_usage_exits_with_2_and_prints_nothing_else() {
    for arguments in [
        &["--no-such-flag"][..],
        &["extract", "--format", "xml"],
        &["--date", "2016-02-30"],
        &["--theme", "nope"],
    ] {
        let output = dateline(arguments, "");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty());
    }
}

#[test]
fn without_a_terminal_the_article_is_printed() {
    let output = dateline(&["--as", "md", "--width", "40", "-"], ARTICLE);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("The bridge\n"));
    assert!(text.contains("“We") && !text.contains('#'));
    assert!(text.lines().all(|line| line.chars().count() <= 40));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_and_a_closed_pipe_is_none() {
    let full = std::fs::File::options().write(true).open("/dev/full");
    let status = |stdout: Stdio| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"));
        let child = child.args(["extract", "--as", "md", "-"]);
        let child = child.stdin(Stdio::piped()).stdout(stdout);
        let mut child = child.stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(ARTICLE.as_bytes()).unwrap();
        drop(stdin);
        child.wait_with_output().unwrap()
    };
    let output = status(full.unwrap().into());
    assert_eq!(output.status.code(), Some(1));
    assert!(message(&output).starts_with("dateline: standard output: No space left"));
    assert_eq!(message(&output).lines().count(), 1);

    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = status(writer.into());
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(message(&output), "");
}
