//! HTML inside Markdown, dropped to its text.

use std::ops::Range;

/// A piece of a text with tags in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece<'s> {
    /// Words, with entities as they stand.
    Words(Range<usize>),
    /// An entity and the character that it names.
    Entity(Range<usize>, char),
    /// A tag's name, and whether it closes.
    Tag(&'s str, bool),
}

/// Elements whose content is no text.
const HIDDEN: &[&str] = &[
    "script", "style", "template", "svg", "head", "noscript", "iframe",
];

/// Elements that stand in a line of text rather than begin a block.
const IN_LINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "nobr", "q", "ruby", "rt", "rp", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Whether an element's content is no text.
pub(super) fn is_hidden(name: &str) -> bool {
    HIDDEN.iter().any(|h| h.eq_ignore_ascii_case(name))
}

/// Whether an element parts blocks.
pub(super) fn is_block(name: &str) -> bool {
    !IN_LINE.iter().any(|i| i.eq_ignore_ascii_case(name))
}

/// The name of a tag that stands at the start of `text`, and whether it closes.
pub(super) fn tag_name(text: &str) -> Option<(&str, bool)> {
    let rest = text.strip_prefix('<')?;
    let (rest, closes) = match rest.strip_prefix('/') {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    let end = rest
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .unwrap_or(rest.len());
    let name = rest.get(..end)?;
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        .then_some((name, closes))
}

/// Cuts `source[range]` into pieces, in time linear in it. Comments, declarations and what hidden
/// elements hold are left out.
pub(super) fn pieces(source: &str, range: Range<usize>) -> Vec<Piece<'_>> {
    let text = source.get(range.clone()).unwrap_or("");
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut hidden: Option<&str> = None;
    while at < text.len() {
        let rest = text.get(at..).unwrap_or("");
        let Some(length) = markup_length(rest) else {
            let length = text_length(rest);
            if hidden.is_none() {
                let start = range.start + at;
                words(source, start..start + length, &mut pieces);
            }
            at += length;
            continue;
        };
        at += length;
        let Some((name, closes)) = tag_name(rest) else {
            continue;
        };
        match hidden {
            Some(element) if closes && element.eq_ignore_ascii_case(name) => hidden = None,
            Some(_) => {}
            None if !closes && is_hidden(name) => hidden = Some(name),
            None => pieces.push(Piece::Tag(name, closes)),
        }
    }
    pieces
}

/// The length of the tag, comment or declaration at the start of `text`.
fn markup_length(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return Some(text.find("-->").map_or(text.len(), |at| at + 3));
    }
    if !begins_markup(text) {
        return None;
    }
    Some(text.find('>')? + 1)
}

/// The length of the text before the next bracket. A bracket at its start that begins no tag is
/// text, and so is all that follows if it begins one that is never closed.
fn text_length(text: &str) -> usize {
    match text.find('<') {
        Some(0) if begins_markup(text) => text.len(),
        Some(0) => 1,
        Some(at) => at,
        None => text.len(),
    }
}

fn begins_markup(text: &str) -> bool {
    let after = text.strip_prefix('<').and_then(|rest| rest.bytes().next());
    after.is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?'))
}

/// Words with their entities apart.
fn words(source: &str, range: Range<usize>, pieces: &mut Vec<Piece<'_>>) {
    let text = source.get(range.clone()).unwrap_or("");
    let mut start = 0;
    for (at, _) in text.match_indices('&') {
        let Some((length, c)) = entity(text.get(at..).unwrap_or("")) else {
            continue;
        };
        if start < at {
            pieces.push(Piece::Words(range.start + start..range.start + at));
        }
        pieces.push(Piece::Entity(
            range.start + at..range.start + at + length,
            c,
        ));
        start = at + length;
    }
    if start < text.len() {
        pieces.push(Piece::Words(range.start + start..range.end));
    }
}

/// `text` with its entities as the characters that they name, and without tags.
#[cfg(feature = "html")]
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::new();
    for piece in pieces(text, 0..text.len()) {
        match piece {
            Piece::Words(range) => out.push_str(text.get(range).unwrap_or("")),
            Piece::Entity(_, c) => out.push(c),
            Piece::Tag(..) => {}
        }
    }
    out
}

/// The entity at the start of `text`: its length and its character.
fn entity(text: &str) -> Option<(usize, char)> {
    let window = text.as_bytes().get(1..)?;
    let end = window.iter().take(10).position(|b| *b == b';')?;
    let name = text.get(1..=end)?;
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let hex = number.strip_prefix(['x', 'X']);
            let code = match hex {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((end + 2, c))
}

const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{A0}'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("hellip", '…'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("copy", '©'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &str) {
        let shown: String = pieces(source, 0..source.len())
            .iter()
            .map(|piece| match piece {
                Piece::Words(range) => source.get(range.clone()).unwrap().to_owned(),
                Piece::Entity(_, c) => c.to_string(),
                Piece::Tag(name, closes) => format!("{{{}{name}}}", if *closes { "/" } else { "" }),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn words_stay_and_markup_goes() {
        check("a <b>bold</b> word", "a {b}bold{/b} word");
        check("x<!-- no -->y<!DOCTYPE html>z", "xyz");
        check("1 < 2 && 3 > 2", "1 < 2 && 3 > 2");
        check("&lt;p&gt; &#233;&#xe9; &nope; &", "<p> éé &nope; &");
        check("<script>if (a < b) {}</script>after", "after");
        check("never <closed", "never <closed");
        check("<!-- never closed", "");
    }
}
