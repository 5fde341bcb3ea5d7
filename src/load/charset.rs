//! Character sets: bytes → text.

use std::borrow::Cow;

/// A decoded text and what the reader should be told of the decoding.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded<'b> {
    /// The text, without a byte order mark.
    pub text: Cow<'b, str>,
    /// What was guessed or lost.
    pub notice: Option<String>,
}

/// Decodes bytes: by their byte order mark, else as UTF-8. Bytes that are none become U+FFFD.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return utf8(rest);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return utf16(rest, u16::from_be_bytes);
    }
    utf8(bytes)
}

fn utf8(bytes: &[u8]) -> Decoded<'_> {
    let text = String::from_utf8_lossy(bytes);
    // A borrowed text was valid; what was written in the source as U+FFFD is no loss.
    let notice = match &text {
        Cow::Owned(_) => Some("not all bytes are UTF-8: they are shown as \u{FFFD}".to_owned()),
        Cow::Borrowed(_) => None,
    };
    Decoded { text, notice }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Decoded<'_> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut lost = !rest.is_empty();
    let text: String = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .map(|c| {
            lost |= c.is_err();
            c.unwrap_or(char::REPLACEMENT_CHARACTER)
        })
        .collect();
    let notice = lost.then(|| "not all bytes are UTF-16: they are shown as \u{FFFD}".to_owned());
    Decoded {
        text: Cow::Owned(text),
        notice,
    }
}

/// Why `bytes` are no text, if they are none: a few words that name what they seem to be.
pub fn binary(bytes: &[u8]) -> Option<&'static str> {
    const SIGNS: &[(&[u8], &str)] = &[
        (b"\x7FELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF8", "a picture"),
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "an archive or office document"),
        (b"\x1F\x8B", "compressed by gzip"),
        (b"\x28\xB5\x2F\xFD", "compressed by zstd"),
        (b"BZh", "compressed by bzip2"),
        (b"\xFD7zXZ\x00", "compressed by xz"),
        (b"\xD0\xCF\x11\xE0", "an old office document"),
    ];
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return None;
    }
    let sign = SIGNS.iter().find(|(sign, _)| bytes.starts_with(sign));
    if let Some((_, what)) = sign {
        return Some(what);
    }
    let looked_at = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let controls = looked_at.iter().filter(|b| is_control(**b)).count();
    let nulls = looked_at.iter().filter(|b| **b == 0).count();
    let is_binary = nulls * 50 > looked_at.len()
        || controls * 10 > looked_at.len() && !is_valid_beginning(looked_at);
    is_binary.then_some("it looks binary")
}

/// Whether bytes are UTF-8, but for a character that is cut at their end.
fn is_valid_beginning(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

/// How many bytes tell whether an input is a text.
const LOOKED_AT: usize = 8 * 1024;

/// Controls that texts do not use; ESC and form feed do occur in them.
fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=0x07 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, is_lossy: bool) {
        let decoded = decode(bytes);
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.notice.is_some(), is_lossy);
    }

    #[test]
    fn unicode_forms() {
        check("é".as_bytes(), "é", false);
        check(b"\xEF\xBB\xBFa", "a", false);
        check(b"\xFF\xFEa\0\xE9\0", "aé", false);
        check(b"\xFE\xFF\0a\0\xE9", "aé", false);
    }

    #[test]
    fn what_is_no_character_is_shown_and_told() {
        check(b"a\xFFb", "a\u{FFFD}b", true);
        check(b"\xFF\xFEa\0b", "a", true);
        check(b"\xFF\xFE\x00\xD8a\0", "\u{FFFD}a", true);
        check("\u{FFFD}".as_bytes(), "\u{FFFD}", false);
    }

    #[test]
    fn binaries_are_told_from_texts() {
        assert_eq!(binary(b"\x7FELF\x02\x01"), Some("a program"));
        assert_eq!(binary(&[0; 100]), Some("it looks binary"));
        assert_eq!(binary(b"words and a \x1b[31m sequence"), None);
        assert_eq!(binary(b"\xFF\xFEa\0b\0"), None);
        assert_eq!(binary(b"bells \x07\x07\x07\x07 in a text"), None);
        assert_eq!(
            binary(b"\x01\x02\x9F\x03\x04words"),
            Some("it looks binary")
        );
        assert_eq!(binary(&[b"words ".repeat(20), vec![0]].concat()), None);
        assert_eq!(binary(b""), None);
    }
}
