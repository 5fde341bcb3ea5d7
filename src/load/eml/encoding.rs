//! How bytes are written as ASCII in a mail, in its parts and in its fields (RFC 2045, RFC 2047).

use std::borrow::Cow;

pub(super) fn decoded<'m>(body: &'m [u8], encoding: &str) -> Cow<'m, [u8]> {
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
pub(super) fn words(value: &str) -> String {
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
