//! The program on a real pseudo-terminal, from outside: what a user sees, and what is left of the
//! terminal afterwards. Nothing sleeps: every step waits for what it should bring about.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod leaving;
mod reading;
mod terminal;
#[cfg(feature = "net")]
mod web;
