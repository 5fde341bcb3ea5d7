//! Links the program at a fixed address where that makes it start sooner.
//!
//! At a random address the loader has to write some 50,000 pointers (tables of words, entities and
//! characters, most of them the libraries') before `main` runs, and to copy every page that holds
//! one: a millisecond of a first screen that takes four. The heap, the stack and the shared
//! libraries keep their random addresses.

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let target = |what: &str| env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
