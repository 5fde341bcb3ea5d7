//! The command line's grammar and help: what may be typed, and what each form means.

use std::ffi::{OsStr, OsString};

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::{Color, Extraction, Inputs, Intent, Listing, Reading, Sections, Start};
use crate::export::{self, List, Parts};
use crate::load;

/// Read articles beside an index of their sections, speakers and dated events.
///
/// Without FILE the bundled article is opened, or standard input if it is no terminal. If standard
/// output is no terminal, the article is printed as plain text.
#[derive(Debug, Parser)]
#[command(version, args_override_self = true, subcommand_negates_reqs = true)]
#[command(args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub(super) struct Typed {
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
    #[arg(long, value_name = "N", value_parser = columns)]
    width: Option<u16>,
    /// The colours: terminal (those of its palette), dark, light or plain
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
    #[arg(long = "as", value_name = "FORMAT", value_parser = format)]
    #[arg(help = format!("The format of the input: {}", formats()))]
    read_as: Option<String>,
    /// Where the input came from (https://…): its links are resolved by it
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
    /// What was meant by it.
    pub fn meant(self) -> Intent {
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
    super::day(words).ok_or_else(|| "a day of the calendar is written YYYY-MM-DD".to_owned())
}

fn columns(words: &str) -> Result<u16, String> {
    let number = words.parse().ok().filter(|n| *n > 0);
    number.ok_or_else(|| format!("columns are a number from 1 to {}", u16::MAX))
}

fn format(name: &str) -> Result<String, String> {
    if load::format_named(name).is_some() {
        return Ok(name.to_owned());
    }
    Err(format!("the formats are: {}", formats()))
}

fn formats() -> String {
    let names: Vec<&str> = load::FORMATS.iter().map(|f| f.name).collect();
    names.join(", ")
}

/// Arguments with the command, if there is one, before the options that were typed before it:
/// `--date 2024-05-12 events FILE`.
pub(super) fn command_first(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let grammar = Typed::command();
    let mut all = vec![&grammar];
    all.extend(grammar.get_subcommands());
    let takes_value = |name: &str| {
        let known = all.iter().flat_map(|command| command.get_arguments());
        let mut named = known.filter(|a| a.get_long() == Some(name));
        named.any(|a| a.get_action().takes_values())
    };
    let mut at = 0;
    while let Some(word) = arguments.get(at).and_then(|w| w.to_str()) {
        match word.strip_prefix("--") {
            Some("") => break,
            Some(option) => at += 1 + usize::from(!option.contains('=') && takes_value(option)),
            None => {
                if grammar.find_subcommand(word).is_some() {
                    arguments[..=at].rotate_right(1);
                }
                break;
            }
        }
    }
    arguments
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
