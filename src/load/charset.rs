//! Character sets: bytes → text.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

/// A decoded text and what the reader should be told of the decoding.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded<'b> {
    /// The text, without a byte order mark.
    pub text: Cow<'b, str>,
    /// What was guessed or lost.
    pub notice: Option<String>,
}

/// What is said of the character set of some bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Declared<'d> {
    /// By the media type that came with them (`text/html; charset=…`).
    pub media_type: Option<&'d str>,
    /// Whether a page may say it itself, in a `<meta>` or an XML declaration near its start.
    pub is_page: bool,
    /// Whether the bytes end where the input ends, and not inside a character.
    pub complete: bool,
}

/// Decodes bytes: by their byte order mark, as UTF-8 if they are, else as they are declared, else
/// as what they look like, with a notice. What is no character becomes U+FFFD.
pub fn decode<'b>(bytes: &'b [u8], declared: Declared) -> Decoded<'b> {
    if let Some(decoded) = utf32(bytes) {
        return decoded;
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(length..).unwrap_or(&[]);
        return decode_as(rest, encoding);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return decode_as(bytes, encoding);
    }
    let said = label(bytes, declared).and_then(|label| Encoding::for_label(label.as_bytes()));
    // Its letters are bytes that UTF-8 has too.
    if said == Some(encoding_rs::ISO_2022_JP) {
        return decode_as(bytes, encoding_rs::ISO_2022_JP);
    }
    let invalid = match std::str::from_utf8(bytes) {
        Ok(text) => return Decoded::whole(text),
        Err(error) => error,
    };
    let is_cut = !declared.complete && invalid.error_len().is_none();
    if is_cut && let Ok(text) = std::str::from_utf8(&bytes[..invalid.valid_up_to()]) {
        return Decoded::whole(text);
    }
    match said {
        Some(encoding) if encoding != encoding_rs::UTF_8 => decode_as(bytes, encoding),
        _ if is_mostly_utf8(bytes) => decode_as(bytes, encoding_rs::UTF_8),
        _ => {
            let encoding = guess(bytes);
            let mut decoded = decode_as(bytes, encoding);
            if encoding != encoding_rs::UTF_8 {
                let name = encoding.name();
                decoded.notice = Some(format!("the character set was guessed: {name}"));
            }
            decoded
        }
    }
}

impl<'b> Decoded<'b> {
    fn whole(text: &'b str) -> Self {
        Decoded {
            text: Cow::Borrowed(text),
            notice: None,
        }
    }
}

fn decode_as<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> Decoded<'b> {
    let (text, is_lossy) = encoding.decode_without_bom_handling(bytes);
    let name = encoding.name();
    let notice = is_lossy.then(|| format!("not all bytes are {name}: they are shown as \u{FFFD}"));
    Decoded { text, notice }
}

fn is_utf32(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF")
}

/// UTF-32 by its byte order mark, whose first half in one order is that of UTF-16.
fn utf32(bytes: &[u8]) -> Option<Decoded<'static>> {
    if !is_utf32(bytes) {
        return None;
    }
    let read: fn([u8; 4]) -> u32 = match bytes.first() {
        Some(0xFF) => u32::from_le_bytes,
        _ => u32::from_be_bytes,
    };
    let (units, rest) = bytes.get(4..)?.as_chunks::<4>();
    let read = |unit: &[u8; 4]| char::from_u32(read(*unit));
    let lost = units.iter().any(|unit| read(unit).is_none()) || !rest.is_empty();
    let chars = units.iter().map(|unit| read(unit).unwrap_or('\u{FFFD}'));
    Some(Decoded {
        text: Cow::Owned(chars.collect()),
        notice: lost.then(|| "not all bytes are UTF-32: they are shown as \u{FFFD}".to_owned()),
    })
}

/// UTF-16 by the zeros in every other byte of its beginning.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let (pairs, _) = bytes.get(..512).unwrap_or(bytes).as_chunks::<2>();
    let zeros = |at: usize| pairs.iter().filter(|p| p[at] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    if pairs.len() < 8 || first.min(second) > 0 {
        return None;
    }
    if second * 10 > pairs.len() * 8 {
        Some(encoding_rs::UTF_16LE)
    } else if first * 10 > pairs.len() * 8 {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

/// The character set that is declared: by the media type, else by the page.
fn label(bytes: &[u8], declared: Declared) -> Option<String> {
    let by_type = declared.media_type.and_then(|media_type| {
        let lower = media_type.to_ascii_lowercase();
        Some(value_of(lower.split_once("charset")?.1)?.to_owned())
    });
    by_type.or_else(|| {
        let start = bytes.get(..PAGE_HEAD).unwrap_or(bytes);
        let start = String::from_utf8_lossy(start).to_ascii_lowercase();
        let mut said = start
            .match_indices("charset")
            .chain(start.match_indices("encoding"));
        let said = said.find_map(|(at, word)| value_of(start.get(at + word.len()..)?));
        said.filter(|_| declared.is_page).map(str::to_owned)
    })
}

/// Bytes of a page in which it declares its character set.
const PAGE_HEAD: usize = 4096;

/// The value after `=`, with or without quotation marks.
fn value_of(text: &str) -> Option<&str> {
    let value = text.trim_start().strip_prefix('=')?;
    let value = value.trim_start().trim_start_matches(['"', '\'']);
    let end =
        value.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':' | '.'));
    let value = value.get(..end.unwrap_or(value.len()))?;
    (!value.is_empty()).then_some(value)
}

/// Whether bytes are UTF-8 but for a few: each byte that follows the first of a character is one that
/// no other character set would have put there.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.get(..GUESSED).unwrap_or(bytes).utf8_chunks() {
        good += chunk
            .valid()
            .bytes()
            .filter(|b| matches!(b, 0x80..0xC0))
            .count();
        bad += chunk.invalid().len();
    }
    good > 0 && good >= bad * 2
}

/// Bytes that are looked at for a guess.
const GUESSED: usize = 1024 * 1024;

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let looked_at = bytes.get(..GUESSED).unwrap_or(bytes);
    detector.feed(looked_at, true);
    let guessed = detector.guess(None, Utf8Detection::Allow);
    let is_latin = LATIN.contains(&guessed);
    if is_latin && !has_many_accents(looked_at) {
        return encoding_rs::WINDOWS_1252;
    }
    guessed
}

/// Character sets of languages in Latin letters that write many of them with accents.
const LATIN: &[&Encoding] = &[
    encoding_rs::WINDOWS_1250,
    encoding_rs::WINDOWS_1254,
    encoding_rs::WINDOWS_1257,
    encoding_rs::WINDOWS_1258,
    encoding_rs::ISO_8859_2,
    encoding_rs::ISO_8859_4,
];

/// Whether more than one in fifty letters has an accent. Those of a text in English or Dutch are of
/// foreign names, which tell little: Western Europe's are the likelier ones.
fn has_many_accents(bytes: &[u8]) -> bool {
    // Quotation marks, dashes and the like are no letters in any of these sets.
    let is_mark = |b: &u8| matches!(b, 0x80..0x88 | 0x91..0x98 | 0xA0 | 0xAB | 0xBB);
    let accents = bytes
        .iter()
        .filter(|b| !b.is_ascii() && !is_mark(b))
        .count();
    let letters = bytes.iter().filter(|b| b.is_ascii_alphabetic()).count();
    accents * 50 > letters
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
    let is_utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    if is_utf16 || is_utf32(bytes) || utf16_without_mark(bytes).is_some() {
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

    fn declared(media_type: Option<&str>, is_page: bool) -> Declared<'_> {
        Declared {
            media_type,
            is_page,
            complete: true,
        }
    }

    #[track_caller]
    fn check(bytes: &[u8], text: &str, has_notice: bool) {
        let decoded = decode(bytes, declared(None, false));
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.notice.is_some(), has_notice, "{:?}", decoded.notice);
    }

    #[test]
    fn utf_32_is_told_from_utf_16_by_the_whole_mark() {
        let little: Vec<u8> = "\u{FEFF}Küste 🚢"
            .chars()
            .flat_map(|c| u32::from(c).to_le_bytes())
            .collect();
        let big: Vec<u8> = "\u{FEFF}Küste 🚢"
            .chars()
            .flat_map(|c| u32::from(c).to_be_bytes())
            .collect();
        for bytes in [little, big] {
            let declared = Declared {
                complete: true,
                ..Declared::default()
            };
            assert_eq!(decode(&bytes, declared).text, "Küste 🚢");
            assert_eq!(binary(&bytes), None);
        }
    }

    #[test]
    fn unicode_forms() {
        check("é".as_bytes(), "é", false);
        check(b"\xEF\xBB\xBFa", "a", false);
        check(b"\xFF\xFEa\0\xE9\0", "aé", false);
        check(b"\xFE\xFF\0a\0\xE9", "aé", false);
        let bare: Vec<u8> = "no mark at all"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        check(&bare, "no mark at all", false);
        check("\u{FFFD}".as_bytes(), "\u{FFFD}", false);
    }

    #[test]
    fn what_is_no_character_is_shown_and_told() {
        let text = "naïve, déjà vu, garçon";
        let bytes = [text.as_bytes(), b"\xFFb"].concat();
        check(&bytes, &format!("{text}\u{FFFD}b"), true);
        check(
            b"HALE \xE2\x80\x94 Tue\xFFday",
            "HALE — Tue\u{FFFD}day",
            true,
        );
        check(b"\xFF\xFEa\0b", "a\u{FFFD}", true);
        check(b"\xFF\xFE\x00\xD8a\0", "\u{FFFD}a", true);
    }

    #[test]
    fn a_legacy_set_is_guessed_with_a_notice() {
        let bytes = b"The caf\xE9 on the quay \x96 \x93closed\x94 since May";
        check(bytes, "The café on the quay – “closed” since May", true);
        let english = "According to Aïcha Dvorský, a historian at the college, the café survived \
            because it was useless for anything else, and nobody in the town minded it very much \
            until the railway came and asked for the land that it had stood on for so long.";
        check(&encoding_rs::WINDOWS_1252.encode(english).0, english, true);
        let polish = "Zażółć gęślą jaźń, a łódź i żółw śpią w cieniu pod wielką wierzbą. Wiosną \
            nad rzeką kwitły żonkile, a dzieci biegały po łące aż do późnego wieczora.";
        check(&encoding_rs::WINDOWS_1250.encode(polish).0, polish, true);
    }

    #[test]
    fn what_is_declared_counts_unless_it_lies() {
        let page = b"<meta charset='iso-8859-2'><p>\xB3\xF3d\xBC</p>";
        assert!(decode(page, declared(None, true)).text.contains("łódź"));
        let typed = declared(Some("text/html; charset=\"windows-1251\""), true);
        assert_eq!(decode(b"\xCC\xE8\xF0", typed).text, "Мир");
        let lying = declared(Some("text/plain; charset=latin1"), false);
        assert_eq!(decode("déjà".as_bytes(), lying).text, "déjà");
    }

    #[test]
    fn a_beginning_may_end_inside_a_character() {
        let declared = Declared::default();
        assert_eq!(decode(b"caf\xC3", declared), Decoded::whole("caf"));
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
