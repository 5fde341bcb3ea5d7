//! Bytes → [`Document`]: one file a format, one row each in [`FORMATS`].
//!
//! A loader only names what it finds (a heading, a paragraph, a link); the passes over all formats
//! then mend what page breaks cut ([`mend`]) and say what each block is for ([`roles`]).

pub mod charset;
mod eml;
mod front_matter;
#[cfg(feature = "html")]
pub mod html;
mod lines;
mod markdown;
mod mend;
mod notes;
mod overstrike;
mod plain;
mod roles;
mod tags;
mod terminal;
mod words;

use std::path::Path;

use anyhow::{Result, anyhow};

use crate::source::{self, Input};
use crate::text::{Document, DocumentBuilder};

/// A format that can be read.
pub struct Format {
    /// What `--as` calls it.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// How the names of its files end, without the dot, in lower case.
    pub extensions: &'static [&'static str],
    /// Its media types, without parameters.
    pub media_types: &'static [&'static str],
    /// How much the first bytes look like it.
    sniff: fn(&[u8]) -> Sniffed,
    loader: Loader,
    /// How a large one is read at first.
    quick: Option<fn(&str, &Input) -> DocumentBuilder>,
}

/// How sure the first bytes make it that an input is of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sniffed {
    /// Whatever its name says.
    Certainly,
    /// Unless its name says otherwise.
    Probably,
    /// Not by its content.
    Unknown,
}

/// How a format is read.
#[derive(Clone, Copy)]
enum Loader {
    /// From a decoded text.
    Text(fn(&str, &Input) -> DocumentBuilder),
    /// From the bytes of a mail, whose parts have character sets of their own.
    Mail,
}

/// Every format, in the order in which their contents are tried.
pub const FORMATS: &[Format] = &[
    #[cfg(feature = "html")]
    Format {
        name: "html",
        about: "web pages, in reader mode",
        extensions: &["html", "htm", "xhtml", "xht", "shtml"],
        media_types: &["text/html", "application/xhtml+xml"],
        sniff: html::sniff,
        loader: Loader::Text(html::load),
        quick: Some(html::load_quickly),
    },
    #[cfg(feature = "html")]
    Format {
        name: "html-full",
        about: "web pages, whole",
        extensions: &[],
        media_types: &[],
        sniff: |_| Sniffed::Unknown,
        loader: Loader::Text(html::load_full),
        quick: None,
    },
    Format {
        name: "eml",
        about: "e-mail",
        extensions: &["eml"],
        media_types: &["message/rfc822"],
        sniff: eml::sniff,
        loader: Loader::Mail,
        quick: None,
    },
    Format {
        name: "md",
        about: "Markdown",
        extensions: &[
            "md", "markdown", "mdown", "mkd", "mkdn", "mdx", "qmd", "rmd",
        ],
        media_types: &["text/markdown", "text/x-markdown", "application/x-markdown"],
        sniff: markdown::sniff,
        loader: Loader::Text(markdown::load),
        quick: None,
    },
    Format {
        name: "text",
        about: "plain text",
        extensions: &["txt", "text", "asc", "log"],
        media_types: &["text/plain"],
        sniff: |_| Sniffed::Unknown,
        loader: Loader::Text(plain::load),
        quick: None,
    },
];

/// The format that `--as` calls `name`; an ending of its files does as well.
pub fn format_named(name: &str) -> Option<&'static Format> {
    let name = name.to_ascii_lowercase();
    let by_name = FORMATS.iter().find(|f| f.name == name);
    by_name.or_else(|| by_extension(&name))
}

fn by_extension(extension: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|f| f.extensions.contains(&extension))
}

fn named(name: &str) -> &'static Format {
    let found = FORMATS.iter().find(|f| f.name == name);
    found.unwrap_or(&FORMATS[FORMATS.len() - 1])
}

/// The format of an input: by its content where that is certain, else by the media type that came
/// with it, by its name, and by what its content looks like.
pub fn format_of(input: &Input) -> &'static Format {
    let sniffed = |how: Sniffed| FORMATS.iter().find(|f| (f.sniff)(&input.bytes) == how);
    if let Some(format) = sniffed(Sniffed::Certainly) {
        return format;
    }
    let media_type = input.media_type.as_deref().and_then(by_media_type);
    let extension = extension(input);
    if let Some(format) = media_type.or_else(|| by_extension(extension.as_deref()?)) {
        return format;
    }
    match sniffed(Sniffed::Probably) {
        Some(format) if extension.is_none() => format,
        _ => named("text"),
    }
}

/// The format of a media type. `text/plain` tells nothing: servers send it for whatever they do
/// not know.
fn by_media_type(media_type: &str) -> Option<&'static Format> {
    let essence = media_type.split(';').next().unwrap_or("").trim();
    let essence = essence.to_ascii_lowercase();
    FORMATS
        .iter()
        .find(|f| f.name != "text" && f.media_types.contains(&essence.as_str()))
}

/// How the input's name ends, in lower case.
fn extension(input: &Input) -> Option<String> {
    let path = input.path.as_deref().or_else(|| {
        let address = input.address.as_deref()?;
        Some(Path::new(address.split(['?', '#']).next()?))
    })?;
    let extension = |path: &Path| Some(path.extension()?.to_str()?.to_ascii_lowercase());
    let found = extension(path)?;
    if source::COMPRESSED.contains(&found.as_str()) {
        return extension(Path::new(path.file_stem()?));
    }
    Some(found)
}

/// Whether the beginning of an input tells too little to be shown: of a page the article may begin
/// anywhere, and a mail's parts end at its end.
pub fn needs_whole(input: &Input, as_format: Option<&Format>) -> bool {
    let format = as_format.unwrap_or_else(|| format_of(input));
    matches!(format.loader, Loader::Mail) || declared(input, format).is_page
}

/// Whether an input can be no article: a one-line error that names it and says why. Its beginning
/// is enough to tell, so that a binary need not be read whole.
pub fn check(input: &Input) -> Result<()> {
    if input.complete && input.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(anyhow!("{}: empty", input.name));
    }
    match charset::binary(&input.bytes) {
        Some(what) => Err(anyhow!("{}: not a text file ({what})", input.name)),
        None => Ok(()),
    }
}

/// Makes a document of an input, as `as_format` or as what it [is](format_of).
pub fn load(input: &Input, as_format: Option<&Format>) -> Result<Document> {
    let format = as_format.unwrap_or_else(|| format_of(input));
    load_by(input, format, format.loader)
}

/// Makes a document of an input that takes long to load, a little less well and in a fraction of
/// the time: what can be shown until [`load`] is done. `None` where that is soon enough.
///
/// # Errors
/// As of [`load`].
pub fn load_quickly(input: &Input, as_format: Option<&Format>) -> Result<Option<Document>> {
    let format = as_format.unwrap_or_else(|| format_of(input));
    let quick = format.quick.filter(|_| input.bytes.len() >= SLOW);
    let document = quick.map(|quick| load_by(input, format, Loader::Text(quick)));
    document.transpose()
}

/// From so many bytes on a page is shown before it is read with all care.
const SLOW: usize = 256 * 1024;

fn load_by(input: &Input, format: &Format, loader: Loader) -> Result<Document> {
    check(input)?;
    let builder = match loader {
        Loader::Text(load) => {
            let decoded = charset::decode(&input.bytes, declared(input, format));
            let text = terminal::undo(&decoded.text);
            let mut builder = load(&overstrike::undo(&text), input);
            builder.notices.extend(decoded.notice);
            builder
        }
        Loader::Mail => eml::load(input),
    };
    let mut doc = finish(builder);
    #[cfg(not(feature = "html"))]
    doc.notices.extend(unread_page(input));
    let metadata = &mut doc.metadata;
    metadata.address = metadata.address.take().or_else(|| input.address.clone());
    doc.notices.splice(0..0, input.notices.iter().cloned());
    let doc = doc.finish();
    // The beginning of an input may well be nothing but blank lines.
    if input.complete && doc.blocks().is_empty() {
        return Err(anyhow!("{}: empty", input.name));
    }
    Ok(doc)
}

/// What is said of a page where none can be read.
#[cfg(not(feature = "html"))]
fn unread_page(input: &Input) -> Option<String> {
    let start = input.bytes.get(..256).unwrap_or(&input.bytes);
    let start = start.trim_ascii_start().to_ascii_lowercase();
    let is_page = start.starts_with(b"<!doctype html") || start.starts_with(b"<html");
    is_page.then(|| "this build reads no web pages: this is the source of one".to_owned())
}

fn declared<'i>(input: &'i Input, format: &Format) -> charset::Declared<'i> {
    charset::Declared {
        media_type: input.media_type.as_deref(),
        is_page: format.media_types.contains(&"text/html") || format.name == "html-full",
        complete: input.complete,
    }
}

/// Makes a document of a text that is decoded already, as plain text unless a format is named. The
/// [source offsets](Document::source_offset) of a plain text lead into `text` itself, byte for
/// byte.
pub fn load_text(text: &str, format: Option<&Format>) -> Document {
    let format = format.unwrap_or_else(|| named("text"));
    let builder = match format.loader {
        Loader::Text(load) => load(text, &Input::default()),
        Loader::Mail => eml::load(&Input::from_bytes("", text)),
    };
    finish(builder).finish()
}

/// The passes over all formats.
fn finish(mut builder: DocumentBuilder) -> DocumentBuilder {
    roles::assign(&mut builder);
    mend::page_breaks(&mut builder);
    builder
}
