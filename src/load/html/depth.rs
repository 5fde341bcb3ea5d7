//! Nesting without end: the parser's time grows with the square of the depth, so that tags beyond
//! a depth that no page needs are taken out before it.

use std::borrow::Cow;

use super::super::tags::tag_name;

/// Elements that may stand open inside each other.
const DEEPEST: usize = 600;

/// Elements that have no end, or whose end is left out so often that counting them would tell of
/// no depth.
const UNCOUNTED: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "option",
    "optgroup", "colgroup", "rt", "rp", "html", "head", "body",
];

/// `source` without the tags of elements that are nested too deep; as it is where none are.
pub(super) fn bounded(source: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut depth, mut dropped, mut copied) = (0_usize, 0_usize, 0);
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
        if UNCOUNTED.iter().any(|u| u.eq_ignore_ascii_case(name)) {
            continue;
        }
        let Some(length) = rest.find('>') else {
            break;
        };
        at = start + length + 1;
        let is_dropped = match closes {
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
            out.push_str(source.get(copied..start).unwrap_or(""));
            copied = at;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(source);
    }
    out.push_str(source.get(copied..).unwrap_or(""));
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_left_as_they_are() {
        let page = "<div><p>a<p>b<br><!-- <div> --><b>c</b></div> 1 < 2";
        assert!(matches!(bounded(page), Cow::Borrowed(_)));
        assert!(matches!(bounded(&"<p>a".repeat(5000)), Cow::Borrowed(_)));
    }

    #[test]
    fn tags_beyond_the_depth_go_and_their_text_stays() {
        let page = format!("{}x{}y", "<div>".repeat(5000), "</div>".repeat(5000));
        let bounded = bounded(&page);
        assert_eq!(bounded.matches("<div>").count(), DEEPEST);
        assert_eq!(bounded.matches("</div>").count(), DEEPEST);
        assert!(bounded.contains(">x<") && bounded.ends_with('y'));
    }
}
