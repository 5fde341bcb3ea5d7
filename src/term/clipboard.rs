//! The clipboard, by the terminal's own means: OSC 52, which also reaches through ssh.

use std::borrow::Cow;

use crate::text::safe;

/// How many bytes of text are copied at most. Terminals drop longer sequences, some without a
/// word (xterm and tmux take about 100 KB of base64).
const LIMIT: usize = 74_000;

/// The sequence that puts `text`, made safe, on the clipboard; `None` where it is too long.
pub(super) fn copy(text: &str) -> Option<Vec<u8>> {
    let text: Cow<str> = safe::text(text);
    if text.len() > LIMIT {
        return None;
    }
    let mut bytes = b"\x1b]52;c;".to_vec();
    bytes.extend(base64(text.as_bytes()));
    bytes.extend(b"\x1b\\");
    Some(bytes)
}

/// The base64 of RFC 4648, padded.
fn base64(bytes: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let value = bits >> (18 - 6 * digit) & 0x3F;
            out.push(if digit <= chunk.len() {
                DIGITS[value as usize]
            } else {
                b'='
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_by_the_examples_of_the_standard() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
            ("ÿþ", "w7/Dvg=="),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded.as_bytes());
        }
    }

    #[test]
    fn what_is_copied_is_safe_and_not_too_long() {
        assert_eq!(
            copy("a\u{1b}b\n"),
            Some("\u{1b}]52;c;YeKQm2IK\u{1b}\\".into())
        );
        assert_eq!(copy(&"a".repeat(LIMIT + 1)), None);
    }
}
