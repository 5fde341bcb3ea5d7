//! What no page needs and no parser stands: tags nested without end, whose cost grows with the
//! square of the depth, and tags of attributes without end, likewise. Both are taken out before
//! the page is parsed.

use std::borrow::Cow;
use std::ops::Range;

use super::super::tags::tag_name;

/// Elements that may stand open inside each other.
const DEEPEST: usize = 600;

/// Attributes that a tag may have.
const ATTRIBUTES: usize = 256;

/// Elements that have no end, or whose end is left out so often that counting them would tell of
/// no depth.
const UNCOUNTED: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "option",
    "optgroup", "colgroup", "rt", "rp", "html", "head", "body",
];

/// Elements in which a `<` begins no tag.
const RAW: &[&str] = &[
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes",
];

/// `source` without the tags of elements that are nested too deep, and without the attributes
/// beyond what a tag may have; as it is where nothing is too much.
pub(super) fn bounded(source: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    let mut leave_out = |range: Range<usize>| {
        out.push_str(source.get(copied..range.start).unwrap_or(""));
        copied = range.end;
    };
    let (mut depth, mut dropped) = (0_usize, 0_usize);
    let mut at = 0;
    while let Some(found) = source.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let rest = source.get(start..).unwrap_or("");
        at = start + 1;
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(source.len(), |end| start + end + 3);
            continue;
        }
        let Some((name, closes)) = tag_name(rest) else {
            continue;
        };
        let Some((kept, length)) = tag(rest) else {
            break;
        };
        at = start + length;
        let is = |names: &[&str]| names.iter().any(|n| n.eq_ignore_ascii_case(name));
        let is_dropped = match closes {
            _ if is(UNCOUNTED) => false,
            true if dropped > 0 => {
                dropped -= 1;
                true
            }
            true => {
                depth = depth.saturating_sub(1);
                false
            }
            false if depth >= DEEPEST => {
                dropped += 1;
                true
            }
            false => {
                depth += 1;
                false
            }
        };
        if is_dropped {
            leave_out(start..at);
        } else if kept + 1 < length {
            leave_out(start + kept..at - 1);
        }
        if !closes && is(RAW) {
            at = raw_end(source, at, name);
        }
    }
    if copied == 0 {
        return Cow::Borrowed(source);
    }
    out.push_str(source.get(copied..).unwrap_or(""));
    Cow::Owned(out)
}

/// The bytes of the tag at the start of `text`: without the attributes that are too many and its
/// `>`, and all. `None` where it has no end.
fn tag(text: &str) -> Option<(usize, usize)> {
    let (mut quote, mut before) = (None, b'<');
    let mut attributes = 0;
    let mut kept = None;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        let is_inside = quote.is_some();
        match quote {
            Some(mark) => quote = quote.filter(|_| byte != mark),
            None if byte == b'>' => return Some((kept.unwrap_or(at), at + 1)),
            None if before == b'=' && matches!(byte, b'"' | b'\'') => quote = Some(byte),
            None => {}
        }
        let is_blank = |byte: u8| byte.is_ascii_whitespace() || byte == b'/';
        if !is_inside && is_blank(before) && !is_blank(byte) {
            attributes += 1;
            if attributes > ATTRIBUTES {
                kept.get_or_insert(at);
            }
        }
        if !byte.is_ascii_whitespace() || before != b'=' {
            before = byte;
        }
    }
    None
}

/// Where the tag begins that ends a raw element; the end of the source where none does.
fn raw_end(source: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = source.get(at..).and_then(|rest| rest.find("</")) {
        let tag = at + found;
        let closing = source.get(tag + 2..tag + 2 + name.len());
        if closing.is_some_and(|closing| closing.eq_ignore_ascii_case(name)) {
            return tag;
        }
        at = tag + 2;
    }
    source.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_left_as_they_are() {
        for page in [
            "<div><p>a<p>b<br><!-- <div> --><b>c</b></div> 1 < 2",
            &"<p>a".repeat(5000),
            &format!("<script>{}</script>", "'<div>'".repeat(5000)),
            "<a title='> <' href = \"x\">b</a>",
        ] {
            assert!(matches!(bounded(page), Cow::Borrowed(_)), "{page:.80}");
        }
    }

    #[test]
    fn tags_beyond_the_depth_go_and_their_text_stays() {
        let page = format!("{}x{}y", "<div>".repeat(5000), "</div>".repeat(5000));
        let bounded = bounded(&page);
        assert_eq!(bounded.matches("<div>").count(), DEEPEST);
        assert_eq!(bounded.matches("</div>").count(), DEEPEST);
        assert!(bounded.contains(">x<") && bounded.ends_with('y'));
    }

    #[test]
    fn attributes_beyond_the_number_go_and_the_tag_stays() {
        let many: String = (0..5000).map(|n| format!(" a{n}='> {n}' b{n}")).collect();
        let page = format!("<p{many}>x</p>");
        let bounded = bounded(&page);
        assert_eq!(bounded.matches('=').count(), ATTRIBUTES / 2);
        assert!(bounded.ends_with(" b127 >x</p>"), "{bounded}");
    }
}
