//! What was typed → what was meant.

use std::ffi::{OsStr, OsString};

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::export::{self, List, Parts};
use crate::load;
use crate::text::{Document, safe};

/// What was meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// Read articles; print them where there is no terminal.
    Read(Reading),
    /// Print what was found in files.
    Extract(Extraction),
    /// Answer records on standard input.
    Records(Parts),
    /// Print a list as a plain table.
    List(Listing),
}

/// Where articles come from and what is known of them from outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// Paths, addresses, `-` for standard input, as they were typed. None: standard input if it is
    /// no terminal, else the bundled article.
    pub files: Vec<OsString>,
    /// The date of the articles; it overrules what they say.
    pub date: Option<Date>,
    /// The name of their format, one of [`load::FORMATS`]; without it each is told by its name and
    /// content.
    pub format: Option<String>,
    /// The address that they came from.
    pub url: Option<String>,
}

/// What reading was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What is read.
    pub inputs: Inputs,
    /// Where reading begins.
    pub start: Start,
    /// The measure in columns.
    pub width: Option<u16>,
    /// The name of the theme.
    pub theme: Option<String>,
    /// Whether the index is closed at first.
    pub no_index: bool,
    /// Whether inferred sections are shown.
    pub sections: Sections,
    /// Whether colours are used.
    pub color: Color,
}

/// What extracting was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Extraction {
    /// What is analysed.
    pub inputs: Inputs,
    /// What is printed.
    pub format: export::Format,
    /// The parts of the analysis.
    pub parts: Parts,
}

/// Which list is printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// What is analysed.
    pub inputs: Inputs,
    /// The list.
    pub list: List,
    /// Whether inferred sections are shown.
    pub sections: Sections,
}

/// Where reading begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// Where it was left, or the top.
    #[default]
    Kept,
    /// The paragraph of a ¶ number.
    Paragraph(usize),
    /// The first paragraph that holds some words.
    Words(String),
}

/// Whether inferred sections are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Sections {
    /// Where the article has no headings.
    #[default]
    Auto,
    /// Inside long real ones too.
    All,
    /// Never.
    None,
}

/// Whether colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// As the terminal and `NO_COLOR` say.
    #[default]
    Auto,
    /// In any case.
    Always,
    /// Never.
    Never,
}

/// What the parser says to arguments that are no call: help, the version, or wrong usage.
#[derive(Debug)]
pub struct Refusal {
    /// The text, safe for a terminal.
    pub text: String,
    /// Whether it was asked for, and belongs on standard output.
    pub is_wanted: bool,
}

impl Refusal {
    /// Wrong usage, told as the parser tells it.
    pub fn wrong(message: &str) -> Self {
        let message = safe::line(message);
        Refusal {
            text: format!("error: {message}\n\nFor more information, try '--help'.\n"),
            is_wanted: false,
        }
    }
}

/// Reads the arguments after the program's name.
///
/// # Errors
/// What to print instead, if they ask for help or are no call.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Intent, Refusal> {
    let name = OsString::from("dateline");
    match Typed::try_parse_from(std::iter::once(name).chain(arguments)) {
        Ok(typed) => Ok(typed.meant()),
        Err(error) => Err(Refusal {
            text: safe::text(&error.render().to_string()).into_owned(),
            is_wanted: !error.use_stderr(),
        }),
    }
}

impl Start {
    /// The block where reading begins. `None` for [`Start::Kept`], and where the document has no
    /// such words.
    pub fn block(&self, doc: &Document) -> Option<usize> {
        match self {
            Start::Kept => None,
            Start::Paragraph(number) => doc.paragraph_block(*number),
            Start::Words(words) => block_with(doc, words),
        }
    }
}

/// The first block that holds some words; their case counts if one of them has a capital.
fn block_with(doc: &Document, words: &str) -> Option<usize> {
    let exact = words.chars().any(char::is_uppercase);
    let mut blocks = doc.blocks().iter().map(|b| doc.slice(b.span));
    if exact {
        blocks.position(|text| text.contains(words))
    } else {
        blocks.position(|text| text.to_lowercase().contains(words))
    }
}

/// Read articles beside an index of their sections, speakers and dated events.
///
/// Without FILE the bundled article is opened, or standard input if it is no terminal. If standard
/// output is no terminal, the article is printed as plain text.
#[derive(Debug, Parser)]
#[command(version, args_override_self = true, subcommand_negates_reqs = true)]
#[command(args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
struct Typed {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    read: ReadArguments,
}

#[derive(Debug, Args)]
struct ReadArguments {
    /// Files, FILE#heading, or - for standard input; +N begins at paragraph N, +/WORD at a word
    #[arg(value_name = "FILE")]
    files: Vec<OsString>,
    #[command(flatten)]
    about: About,
    /// Columns of text
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    width: Option<u16>,
    /// The colours
    #[arg(long, value_name = "NAME", value_parser = theme)]
    theme: Option<String>,
    /// Begin with the index closed
    #[arg(long)]
    no_index: bool,
    /// Inferred sections: where there are no headings, inside long sections too, or never
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    sections: Sections,
    /// Use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    color: Color,
}

#[derive(Debug, Args)]
struct About {
    /// The date of the article, for "on Sunday"
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<Date>,
    /// The format of the input
    #[arg(long = "as", value_name = "FORMAT", value_parser = format)]
    read_as: Option<String>,
    /// Where the input came from
    #[arg(long, value_name = "ADDRESS")]
    url: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print what was found in articles, for other programs
    #[command(args_override_self = true)]
    Extract(ExtractArguments),
    /// Print the sections of articles
    #[command(args_override_self = true)]
    Outline(ListArguments),
    /// Print who is quoted in articles
    #[command(args_override_self = true)]
    Speakers(ListArguments),
    /// Print what happened when
    #[command(args_override_self = true)]
    Events(ListArguments),
}

#[derive(Debug, Args)]
struct ExtractArguments {
    /// Files, or - for standard input
    #[arg(value_name = "FILE")]
    files: Vec<OsString>,
    #[command(flatten)]
    about: About,
    /// What is printed
    #[arg(long, value_enum, default_value_t)]
    format: export::Format,
    /// Only these parts of the analysis
    #[arg(long, value_enum, value_name = "PARTS", value_delimiter = ',')]
    only: Vec<Part>,
    /// Read records from standard input, {"id": …, "text": "…", "dct": "YYYY-MM-DD"} each
    #[arg(long, value_enum, value_name = "FORM")]
    #[arg(conflicts_with_all = ["files", "date", "read_as", "url", "format"])]
    from: Option<Records>,
}

#[derive(Debug, Args)]
struct ListArguments {
    /// Files, or - for standard input
    #[arg(value_name = "FILE")]
    files: Vec<OsString>,
    #[command(flatten)]
    about: About,
    /// Inferred sections: where there are no headings, inside long sections too, or never
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    sections: Sections,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Records {
    /// One JSON object a line
    Ndjson,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Sections
    Sections,
    /// Speakers and quotations
    Quotes,
    /// Dates and events
    Dates,
}

impl Typed {
    fn meant(self) -> Intent {
        match self.command {
            None => Intent::Read(self.read.meant()),
            Some(Command::Extract(extract)) if extract.from.is_some() => {
                Intent::Records(parts(&extract.only))
            }
            Some(Command::Extract(extract)) => Intent::Extract(Extraction {
                parts: parts(&extract.only),
                format: extract.format,
                inputs: extract.about.inputs(extract.files),
            }),
            Some(Command::Outline(list)) => list.meant(List::Sections),
            Some(Command::Speakers(list)) => list.meant(List::Speakers),
            Some(Command::Events(list)) => list.meant(List::Events),
        }
    }
}

impl ReadArguments {
    fn meant(self) -> Reading {
        let mut start = Start::Kept;
        let mut files = self.files;
        files.retain(|word| match start_word(word) {
            Some(found) => {
                start = found;
                false
            }
            None => true,
        });
        Reading {
            inputs: self.about.inputs(files),
            start,
            width: self.width,
            theme: self.theme,
            no_index: self.no_index,
            sections: self.sections,
            color: self.color,
        }
    }
}

/// `+N` or `+/word`.
fn start_word(word: &OsStr) -> Option<Start> {
    let plus = word.to_str()?.strip_prefix('+')?;
    if let Some(words) = plus.strip_prefix('/') {
        return (!words.is_empty()).then(|| Start::Words(words.to_owned()));
    }
    let is_number = !plus.is_empty() && plus.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| Start::Paragraph(plus.parse().unwrap_or(usize::MAX)))
}

impl ListArguments {
    fn meant(self, list: List) -> Intent {
        Intent::List(Listing {
            inputs: self.about.inputs(self.files),
            list,
            sections: self.sections,
        })
    }
}

impl About {
    fn inputs(self, files: Vec<OsString>) -> Inputs {
        Inputs {
            files,
            date: self.date,
            format: self.read_as,
            url: self.url,
        }
    }
}

fn parts(only: &[Part]) -> Parts {
    let wants = |part| only.is_empty() || only.contains(&part);
    Parts {
        sections: wants(Part::Sections),
        quotes: wants(Part::Quotes),
        dates: wants(Part::Dates),
    }
}

fn day(words: &str) -> Result<Date, String> {
    words
        .parse()
        .map_err(|_| "no day of the calendar".to_owned())
}

fn format(name: &str) -> Result<String, String> {
    if load::format_named(name).is_some() {
        return Ok(name.to_owned());
    }
    let names: Vec<&str> = load::FORMATS.iter().map(|f| f.name).collect();
    Err(format!("the formats are: {}", names.join(", ")))
}

/// Themes are named in letters, digits and hyphens, so that a name is never a path.
fn theme(name: &str) -> Result<String, String> {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    if !name.is_empty() && name.bytes().all(is_plain) {
        Ok(name.to_owned())
    } else {
        Err("no theme has such a name".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{BlockKind, DocumentBuilder, Draft};

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
    fn headings_are_found_by_their_words_or_their_slug() {
        let mut builder = DocumentBuilder::new();
        for (kind, words) in [
            (BlockKind::Heading(1), "A bridge"),
            (BlockKind::Paragraph, "Who decides now?"),
            (BlockKind::Heading(2), "Who decides now?"),
            (BlockKind::Heading(2), "Who"),
        ] {
            let mut draft = Draft::new(kind);
            draft.push_words(words);
            builder.push(draft);
        }
        let doc = builder.finish();
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
        assert_eq!(Start::Words("decides".to_owned()).block(&doc), Some(1));
        assert_eq!(Start::Words("Decides".to_owned()).block(&doc), None);
    }
}
