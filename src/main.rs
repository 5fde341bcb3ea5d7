//! The `dateline` command: parses arguments, runs, prints the error chain.

use std::io::{self, Write};
use std::process::ExitCode;

use dateline::batch;
use dateline::cli::{self, Intent, Refusal};

fn main() -> ExitCode {
    match cli::parse(std::env::args_os().skip(1)) {
        Ok(intent) => run(intent).unwrap_or(ExitCode::FAILURE),
        Err(refusal) => refuse(&refusal),
    }
}

fn refuse(refusal: &Refusal) -> ExitCode {
    if refusal.is_wanted {
        let _ = io::stdout().write_all(refusal.text.as_bytes());
        return ExitCode::SUCCESS;
    }
    let _ = io::stderr().write_all(refusal.text.as_bytes());
    ExitCode::from(2)
}

fn run(intent: Intent) -> anyhow::Result<ExitCode> {
    if let Intent::Records(parts) = intent {
        let mut output = io::BufWriter::new(io::stdout().lock());
        let bad = batch::records(&mut io::stdin().lock(), &mut output, parts)?;
        return Ok(ExitCode::from(u8::from(bad > 0)));
    }
    Ok(ExitCode::SUCCESS)
}
