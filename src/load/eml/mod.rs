//! E-mail: its subject, sender and date, and its text or HTML part as the article.

mod encoding;
mod mime;
#[cfg(test)]
mod tests;

use super::charset::{self, Declared};
use super::{Sniffed, plain};
use crate::source::Input;
use crate::text::DocumentBuilder;
use encoding::{decoded, words};
use mime::{Part, fields, first_part, split, value};

/// Looks for header fields at the start.
pub(super) fn sniff(bytes: &[u8]) -> Sniffed {
    let start = bytes.get(..8192).unwrap_or(bytes);
    let (head, _) = split(start);
    let fields = fields(head);
    let has = |name: &str| fields.iter().any(|(n, _)| n == name);
    let is_mail = has("from") && has("date") && (has("subject") || has("to") || has("message-id"));
    if is_mail && (has("mime-version") || has("received") || has("message-id")) {
        Sniffed::Certainly
    } else if is_mail {
        Sniffed::Probably
    } else {
        Sniffed::Unknown
    }
}

/// Reads a mail.
pub(super) fn load(input: &Input) -> DocumentBuilder {
    let (head, _) = split(&input.bytes);
    let fields = fields(head);
    let part = |is_fit: fn(&str) -> bool| first_part(&input.bytes, is_fit);
    let page = part(is_page).filter(|_| cfg!(feature = "html"));
    let mut builder = match (part(is_plain), page) {
        (Some(text), Some(page)) => fuller(read(&text, input), || read(&page, input)),
        (Some(part), None) | (None, Some(part)) => read(&part, input),
        (None, None) => match part(is_text) {
            Some(part) => read(&part, input),
            None => {
                let mut builder = DocumentBuilder::new();
                builder.notices.push("this mail has no text".to_owned());
                builder
            }
        },
    };
    let metadata = &mut builder.metadata;
    let field = |name: &str| value(&fields, name).map(words);
    metadata.title = field("subject").or(metadata.title.take());
    metadata.byline = field("from")
        .map(|from| sender(&from))
        .or(metadata.byline.take());
    metadata.date = field("date").or(metadata.date.take());
    builder
}

/// A mail's text, unless its page says more than twice as much: many a newsletter's text says only
/// where its page is to be found.
fn fuller(text: DocumentBuilder, page: impl FnOnce() -> DocumentBuilder) -> DocumentBuilder {
    let said = words_said(&text);
    // A letter of some length needs no second look.
    if said >= PLENTY {
        return text;
    }
    let page = page();
    if words_said(&page) > said * 2 {
        page
    } else {
        text
    }
}

/// Words of a text that are enough for a mail.
const PLENTY: usize = 400;

/// The words of a text, without addresses.
fn words_said(builder: &DocumentBuilder) -> usize {
    let words = builder
        .drafts
        .iter()
        .flat_map(|d| d.text().split_whitespace());
    let is_word = |word: &&str| !word.contains("://") && word.contains(char::is_alphabetic);
    words.filter(is_word).take(PLENTY * 2 + 1).count()
}

fn read(part: &Part, input: &Input) -> DocumentBuilder {
    let bytes = decoded(part.body, &part.encoding);
    let is_page = is_page(&part.media_type);
    let declared = Declared {
        media_type: Some(&part.media_type),
        is_page,
        complete: input.complete,
    };
    let text = charset::decode(&bytes, declared);
    let mut builder = as_text(&text.text, input, is_page);
    builder.notices.extend(text.notice);
    builder
}

#[cfg(feature = "html")]
fn as_text(text: &str, input: &Input, is_page: bool) -> DocumentBuilder {
    match is_page {
        true => super::html::load_mail(text, input),
        false => plain::load(text, input),
    }
}

#[cfg(not(feature = "html"))]
fn as_text(text: &str, input: &Input, _: bool) -> DocumentBuilder {
    plain::load(text, input)
}

fn is_page(media_type: &str) -> bool {
    media_type.starts_with("text/html")
}

fn is_plain(media_type: &str) -> bool {
    media_type.starts_with("text/plain")
}

/// Whether a part of a media type is text that can be shown as it is.
fn is_text(media_type: &str) -> bool {
    media_type.starts_with("text/") && !is_page(media_type)
}

/// The name of a sender, else the address.
fn sender(from: &str) -> String {
    let name = match from.split_once('<') {
        Some((name, address)) if name.trim().is_empty() => address.trim_end_matches('>'),
        Some((name, _)) => name,
        None => from,
    };
    name.trim().trim_matches(['"', '\'']).to_owned()
}
