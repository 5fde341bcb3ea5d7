//! The structure of a mail: header fields, and parts inside each other (RFC 5322, RFC 2045).

use crate::load::charset::{self, Declared};

/// Parts inside each other that are looked into.
const DEEPEST: usize = 12;

/// Parts that are looked at.
const MOST_PARTS: usize = 200;

/// A part that can be shown.
pub(super) struct Part<'m> {
    /// In lower case, with its parameters.
    pub media_type: String,
    /// How its bytes are written, in lower case.
    pub encoding: String,
    pub body: &'m [u8],
}

/// The first part of a mail of a media type that fits, attachments left aside.
pub(super) fn first_part(mail: &[u8], is_fit: fn(&str) -> bool) -> Option<Part<'_>> {
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
pub(super) fn split(entity: &[u8]) -> (&[u8], &[u8]) {
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
pub(super) fn fields(head: &[u8]) -> Vec<(String, String)> {
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

pub(super) fn value<'f>(fields: &'f [(String, String)], name: &str) -> Option<&'f str> {
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
