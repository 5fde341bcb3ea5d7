//! The `dateline` command: parses arguments, runs, prints the error chain.

use std::io;
use std::process::ExitCode;

use clap::Parser;
use dateline::batch;
use dateline::cli::{Command, Typed};

fn main() -> anyhow::Result<ExitCode> {
    let typed = Typed::parse();
    if let Some(Command::Extract(extract)) = &typed.command {
        let mut output = io::BufWriter::new(io::stdout().lock());
        let bad = batch::records(&mut io::stdin().lock(), &mut output, extract.parts())?;
        return Ok(ExitCode::from(u8::from(bad > 0)));
    }
    Ok(ExitCode::SUCCESS)
}
