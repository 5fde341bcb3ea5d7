//! The `dateline` command: parses arguments, runs, prints the error chain.

use std::io::{self, Write};
use std::process::ExitCode;

use dateline::batch;
use dateline::cli::{self, Intent, Refusal};
use dateline::term;
use dateline::text::fault;
use dateline::ui::theme;

fn main() -> ExitCode {
    let intent = cli::parse(std::env::args_os().skip(1)).and_then(with_known_theme);
    let intent = match intent {
        Ok(intent) => intent,
        Err(refusal) => return refuse(&refusal),
    };
    run(&intent).unwrap_or_else(|error| {
        batch::complain(&error);
        ExitCode::FAILURE
    })
}

/// The one word of a call whose table the parser may not name.
fn with_known_theme(intent: Intent) -> Result<Intent, Refusal> {
    let names = theme::names();
    match &intent {
        Intent::Read(reading) if reading.theme.as_ref().is_some_and(|t| !names.contains(t)) => {
            let names = names.join(", ");
            Err(Refusal::wrong(&format!("the themes are: {names}")))
        }
        _ => Ok(intent),
    }
}

fn run(intent: &Intent) -> anyhow::Result<ExitCode> {
    if let Intent::Read(reading) = intent
        && term::is_usable()
    {
        return term::run(reading);
    }
    fault::keep_quiet();
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
