//! The `dateline` command: parses arguments, runs, prints the error chain.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;
use dateline::batch;
use dateline::cli::{self, Intent, Refusal};
use dateline::term;

fn main() -> ExitCode {
    let intent = match cli::parse(std::env::args_os().skip(1)) {
        Ok(intent) => intent,
        Err(refusal) => return refuse(&refusal),
    };
    run(&intent).unwrap_or_else(|error| {
        batch::complain(&error);
        ExitCode::FAILURE
    })
}

fn run(intent: &Intent) -> Result<ExitCode> {
    if let Intent::Read(reading) = intent
        && term::is_usable()
    {
        return term::run(reading);
    }
    let all_done = batch::run(intent)?;
    Ok(ExitCode::from(u8::from(!all_done)))
}

/// Prints help or what was wrong. Where nobody reads it, there is nothing left to do.
fn refuse(refusal: &Refusal) -> ExitCode {
    if refusal.is_wanted {
        let _ = io::stdout().write_all(refusal.text.as_bytes());
        return ExitCode::SUCCESS;
    }
    let _ = io::stderr().write_all(refusal.text.as_bytes());
    ExitCode::from(2)
}
