//! The `dateline` command: parses arguments, runs, prints the error chain.

fn main() {}
