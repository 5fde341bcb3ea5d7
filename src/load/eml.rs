//! E-mail: its subject, sender and date, and its text or HTML part as the article.

use std::borrow::Cow;

use super::charset::{self, Declared};
use super::{Sniffed, plain};
use crate::source::Input;
use crate::text::DocumentBuilder;

/// Parts inside each other that are looked into.
const DEEPEST: usize = 12;

/// Parts that are looked at.
const MOST_PARTS: usize = 200;

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

/// A part that can be shown.
struct Part<'m> {
    media_type: String,
    encoding: String,
    body: &'m [u8],
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

/// The first part of a mail of a media type that fits, attachments left aside.
fn first_part(mail: &[u8], is_fit: fn(&str) -> bool) -> Option<Part<'_>> {
    let mut stack = vec![(mail, 0)];
    let mut seen = 0;
    while let Some((entity, depth)) = stack.pop() {
        seen += 1;
        if seen > MOST_PARTS {
            break;
        }
        let (head, body) = split(entity);
        let fields = fields(head);
        let content = value(&fields, "content-type").unwrap_or("text/plain");
        let lower = content.to_ascii_lowercase();
        let is_attached = value(&fields, "content-disposition").is_some_and(|d| {
            d.trim_start()
                .to_ascii_lowercase()
                .starts_with("attachment")
        });
        if lower.starts_with("multipart/") {
            let Some(boundary) = parameter(content, "boundary").filter(|_| depth < DEEPEST) else {
                continue;
            };
            let parts = parts(body, &boundary);
            stack.extend(parts.into_iter().rev().map(|part| (part, depth + 1)));
            continue;
        }
        if !is_attached && is_fit(&lower) {
            let encoding = value(&fields, "content-transfer-encoding").unwrap_or("");
            return Some(Part {
                encoding: encoding.trim().to_ascii_lowercase(),
                media_type: lower,
                body,
            });
        }
    }
    None
}

/// An entity's header and its body, without the blank line between.
fn split(entity: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    for line in entity.split_inclusive(|b| *b == b'\n') {
        if line.iter().all(|b| matches!(b, b'\r' | b'\n')) {
            let end = at + line.len();
            return (
                entity.get(..at).unwrap_or(&[]),
                entity.get(end..).unwrap_or(&[]),
            );
        }
        at += line.len();
    }
    (entity, &[])
}

/// The fields of a header, their names in lower case, folded lines joined. Empty where a line is
/// no field.
fn fields(head: &[u8]) -> Vec<(String, String)> {
    let head = charset::decode(
        head,
        Declared {
            complete: true,
            ..Declared::default()
        },
    );
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in head.text.lines().take(2000) {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
            continue;
        }
        let Some((name, value)) = line.split_once(':') else {
            // The line that a mailbox puts before a mail.
            if line.starts_with("From ") && fields.is_empty() {
                continue;
            }
            return Vec::new();
        };
        fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
    }
    fields
}

fn value<'f>(fields: &'f [(String, String)], name: &str) -> Option<&'f str> {
    let found = fields.iter().find(|(n, _)| n == name);
    found.map(|(_, value)| value.as_str())
}

/// A parameter of a field's value.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|part| {
        let (key, value) = part.split_once('=')?;
        let is_key = key.trim().eq_ignore_ascii_case(name);
        is_key.then(|| value.trim().trim_matches('"').to_owned())
    })
}

/// The entities between the lines of a boundary.
fn parts<'m>(body: &'m [u8], boundary: &str) -> Vec<&'m [u8]> {
    let fence = format!("--{boundary}");
    let mut parts = Vec::new();
    let mut start: Option<usize> = None;
    let mut at = 0;
    for line in body.split_inclusive(|b| *b == b'\n') {
        let is_fence = line.starts_with(fence.as_bytes());
        if is_fence {
            if let Some(start) = start {
                parts.push(body.get(start..at).unwrap_or(&[]));
            }
            let is_end = line
                .get(fence.len()..)
                .is_some_and(|rest| rest.starts_with(b"--"));
            start = (!is_end).then_some(at + line.len());
            if is_end {
                return parts;
            }
        }
        at += line.len();
    }
    // The end is missing: what came is a part.
    if let Some(start) = start {
        parts.push(body.get(start..).unwrap_or(&[]));
    }
    parts
}

fn decoded<'m>(body: &'m [u8], encoding: &str) -> Cow<'m, [u8]> {
    match encoding {
        "base64" => Cow::Owned(base64(body)),
        "quoted-printable" => Cow::Owned(quoted_printable(body)),
        _ => Cow::Borrowed(body),
    }
}

fn base64(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}

fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        if *byte != b'=' {
            out.push(*byte);
            at += 1;
            continue;
        }
        let rest = text.get(at + 1..).unwrap_or(&[]);
        if rest.starts_with(b"\r\n") {
            at += 3;
        } else if rest.starts_with(b"\n") {
            at += 2;
        } else if let Some(byte) = rest.get(..2).and_then(hex) {
            out.push(byte);
            at += 3;
        } else {
            out.push(b'=');
            at += 1;
        }
    }
    out
}

fn hex(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// A field's words with RFC 2047's encoded words as what they say.
fn words(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value;
    let mut was_encoded = false;
    while let Some(at) = rest.find("=?") {
        let (before, after) = rest.split_at(at);
        // White space between two encoded words is none.
        if !(was_encoded && before.trim().is_empty()) {
            out.push_str(before);
        }
        match encoded_word(after) {
            Some((word, length)) => {
                out.push_str(&word);
                rest = after.get(length..).unwrap_or("");
                was_encoded = true;
            }
            None => {
                out.push_str("=?");
                rest = after.get(2..).unwrap_or("");
                was_encoded = false;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The encoded word at the start of `text`, and its length in bytes.
fn encoded_word(text: &str) -> Option<(String, usize)> {
    let mut parts = text.get(2..)?.splitn(3, '?');
    let (set, kind, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let end = rest.find("?=")?;
    let data = rest.get(..end)?.as_bytes();
    let bytes = match kind {
        "B" | "b" => base64(data),
        "Q" | "q" => {
            let spaced: Vec<u8> = data
                .iter()
                .map(|b| if *b == b'_' { b' ' } else { *b })
                .collect();
            quoted_printable(&spaced)
        }
        _ => return None,
    };
    let set = set.split('*').next().unwrap_or(set);
    let encoding = encoding_rs::Encoding::for_label(set.as_bytes())?;
    let length = 2 + set.len() + 1 + kind.len() + 1 + end + 2;
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    Some((text.into_owned(), length))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;

    const MAIL: &str = "From: =?utf-8?Q?Zo=C3=AB_Ek?= <z@example.org>\r\nSubject: The\r\n wheel =?iso-8859-1?B?6Q==?=\r\nDate: Mon, 12 May 2014 10:00:00 +0200\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"x y\"\r\n\r\npreamble\r\n--x y\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nIt turned =E2=80=94 and it stop=\r\nped.\r\n\r\nNobody came.\r\n--x y\r\nContent-Type: text/html\r\n\r\n<p>no</p>\r\n--x y--\r\n";

    #[test]
    fn subject_sender_and_date_head_the_text() {
        let doc = load(&Input::from_bytes("a.eml", MAIL), None).unwrap();
        let metadata = doc.metadata();
        assert_eq!(metadata.title.as_deref(), Some("The wheel é"));
        assert_eq!(metadata.byline.as_deref(), Some("Zoë Ek"));
        assert_eq!(
            metadata.date.as_deref(),
            Some("Mon, 12 May 2014 10:00:00 +0200")
        );
        let body: Vec<&str> = doc
            .blocks()
            .iter()
            .filter(|b| !b.head_only)
            .map(|b| doc.slice(b.span))
            .collect();
        assert_eq!(body, ["It turned — and it stopped.", "Nobody came."]);
    }

    #[cfg(feature = "html")]
    #[test]
    fn a_newsletter_is_read_without_what_its_machine_puts_around_it() {
        let page = "<body><div style='display:none'>The wheel, and more</div>\
            <table><tr><td><a href='https://example.org/w'>View in your browser</a></td></tr></table>\
            <h1>The wheel</h1><p>It turned for a hundred years, and on Sunday it stopped.</p>\
            <h2>What else</h2><ul><li><a href='https://example.org/a'>The mill is for sale</a></li></ul>\
            <p>Until next week.</p><p>Zo\u{EB}</p>\
            <p>You are receiving this because you signed up.</p>\
            <p><a href='https://example.org/u'>Unsubscribe</a></p><p>12 Mill Lane, Ek</p></body>";
        let mail = |text: &str| {
            format!(
                "From: Zo\u{EB} Ek <z@example.org>\nTo: b@example.org\nSubject: The wheel\nDate: Mon, 12 May 2014 10:00:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain; charset=utf-8\n\n{text}\n--x\nContent-Type: text/html; charset=utf-8\n\n{page}\n--x--\n"
            )
        };
        let body = |text: &str| {
            let doc = load(&Input::from_bytes("a.eml", mail(text)), None).unwrap();
            let blocks = doc.blocks().iter().filter(|b| !b.is_head());
            let texts: Vec<String> = blocks.map(|b| doc.slice(b.span).to_owned()).collect();
            texts
        };
        let expected = [
            "It turned for a hundred years, and on Sunday it stopped.",
            "What else",
            "The mill is for sale",
            "Until next week.",
            "Zo\u{EB}",
        ];
        assert_eq!(body("Read this mail at https://example.org/w"), expected);
        let plain =
            "It turned for a hundred years, and on Sunday it stopped. The mill is for sale.";
        assert_eq!(body(plain), [plain]);
    }

    #[test]
    fn broken_mails_are_read_as_far_as_they_go() {
        for cut in [40, 150, 260, 330, 420] {
            let part = MAIL.get(..cut).unwrap_or(MAIL);
            let _ = load(
                &Input::from_bytes("a.eml", part),
                super::super::format_named("eml"),
            );
        }
        assert_eq!(words("=?utf-8?Q?broken"), "=?utf-8?Q?broken");
        assert_eq!(words("=?x?Z?a?= b"), "=?x?Z?a?= b");
    }
}
