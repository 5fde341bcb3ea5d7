//! Which lines are a heading: by their place, their shape and the line under them.

use super::Reader;
use crate::load::lines::{Group, Line, WIDEST};
use crate::load::words;

impl Reader<'_> {
    /// The level of a group that is a heading: alone between wider gaps than others have, alone
    /// before prose where the text has several such lines, the heading of a chapter, in capitals, or set in or out further than the text.
    pub(super) fn heading(&self, group: &Group, next: Option<&Group>) -> Option<u8> {
        let [line, rest @ ..] = group.lines.as_slice() else {
            return None;
        };
        let words = self.words(line);
        let next = next?;
        if rest.len() > 2 || line.width > WIDEST || words.starts_with(['-', '*', '•']) {
            return None;
        }
        let is_table = group.lines.iter().any(|l| self.words(l).contains("  "));
        if words::is_chapter(words) && !is_table {
            return rest
                .iter()
                .all(|l| words::is_title_like(self.words(l)))
                .then_some(2);
        }
        if !rest.is_empty() || !words::is_title_like(words) {
            return None;
        }
        let is_first = self.builder.drafts.is_empty();
        let is_lone = self.setting.has_lone_headings && group.may_head(self.source, next);
        let is_apart = !is_first && group.gap > self.setting.gap;
        let is_set_off =
            line.indent >= self.setting.indent + 4 || line.indent < self.setting.indent;
        let is_long = words::ends_sentence(words) || words.split_whitespace().count() > 12;
        ((is_apart || is_set_off || (is_lone && !is_first) || words::is_capitals(words))
            && !is_long)
            .then_some(2)
    }

    /// The level of a heading by the line under it.
    pub(super) fn underline(&self, title: &Line, under: &Line) -> Option<u8> {
        let mark = self.words(under);
        let first = mark.chars().next()?;
        let level = match first {
            '=' | '#' => 1,
            '-' | '~' | '*' | '^' | '_' => 2,
            _ => return None,
        };
        let length = under.width - under.indent;
        let fits = length >= 3 && length * 2 >= title.width - title.indent;
        let is_line = mark.chars().all(|c| c == first);
        (is_line && fits && title.width <= WIDEST && !is_rule(self.words(title))).then_some(level)
    }

    /// Whether a title stands right above its text, set out to its left.
    pub(super) fn is_run_in(&self, title: &Line, rest: &[Line]) -> bool {
        let base = self.setting.indent;
        base > 0
            && title.indent < base
            && !rest.is_empty()
            && rest.iter().all(|l| l.indent >= base)
            && words::is_title_like(self.words(title))
    }
}

/// Whether a line is an ornament that parts sections.
pub(super) fn is_rule(line: &str) -> bool {
    let marks = line.chars().filter(|c| !c.is_whitespace());
    let mut count = 0;
    for c in marks {
        if !matches!(c, '*' | '-' | '_' | '=' | '~' | '•' | '·' | '—' | '#' | '+') {
            return false;
        }
        count += 1;
    }
    count >= 3
}
