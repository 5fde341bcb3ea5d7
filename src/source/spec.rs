//! Where an input is to come from, by the word that names it.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::text::safe;

/// Where an input is to come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spec {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// An address on the web.
    Address(String),
}

impl Spec {
    /// What a word of the command line names: `-` is standard input, `http://…` and `https://…`
    /// are addresses, everything else is a path.
    pub fn parse(word: impl AsRef<std::ffi::OsStr>) -> Self {
        let word = word.as_ref();
        match word.to_str() {
            Some("-") => Spec::Stdin,
            Some(text) if is_address(text) => Spec::Address(text.to_owned()),
            _ => Spec::File(PathBuf::from(word)),
        }
    }
}

/// Its name as it is shown: safe for a terminal, on one line.
impl fmt::Display for Spec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Spec::File(path) => f.write_str(&safe::line(&path.to_string_lossy())),
            Spec::Stdin => f.write_str("standard input"),
            Spec::Address(address) => f.write_str(&safe::line(address)),
        }
    }
}

fn is_address(word: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        word.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// Whether an input may be opened: `false` only for the path of a file that is not there.
pub fn is_there(spec: &Spec) -> bool {
    let Spec::File(path) = spec else { return true };
    use io::ErrorKind::{NotADirectory, NotFound};
    !path
        .metadata()
        .is_err_and(|cause| matches!(cause.kind(), NotFound | NotADirectory))
}

/// What a file that is not there may have been meant for: an address typed without its scheme.
pub(super) fn as_address(spec: &Spec) -> Option<String> {
    let Spec::File(path) = spec else { return None };
    let word = path.to_str()?;
    let host = word.split('/').next()?;
    let (name, domain) = host.rsplit_once('.')?;
    let is_domain = (2..=12).contains(&domain.len())
        && domain.chars().all(|c| c.is_ascii_alphabetic())
        && !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    (is_domain && (word.contains('/') || word.starts_with("www."))).then(|| word.to_owned())
}
