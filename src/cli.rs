//! What was typed → what was meant.

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::export::Parts;

/// A terminal reader for articles that knows who said what, and when.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Typed {
    /// The command; reading where there is none.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print what was found in articles, for other programs.
    Extract(Extract),
}

/// What `extract` is told.
#[derive(Debug, Args)]
pub struct Extract {
    /// Read one record a line from standard input.
    #[arg(long, value_enum)]
    pub from: Option<Records>,
    /// Only these parts of the analysis.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub only: Vec<Part>,
}

/// A form of records.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Records {
    /// One JSON object a line.
    Ndjson,
}

/// A part of the analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Sections.
    Sections,
    /// Speakers and quotations.
    Quotes,
    /// Dates and events.
    Dates,
}

impl Extract {
    /// The parts that are wanted.
    pub fn parts(&self) -> Parts {
        let wants = |part| self.only.is_empty() || self.only.contains(&part);
        Parts {
            sections: wants(Part::Sections),
            quotes: wants(Part::Quotes),
            dates: wants(Part::Dates),
        }
    }
}
