//! Lines of a plain text, and how wide it was wrapped.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::words;
use crate::text::Span;

/// A line that is not blank.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Its words, without white space around them.
    pub span: Span,
    /// Cells of white space before them; a tab goes to the next multiple of eight.
    pub indent: u32,
    /// Characters from the line's start to the end of its words.
    pub width: u32,
}

/// Lines that no blank line parts.
pub(super) struct Group {
    /// Blank lines before it.
    pub gap: usize,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// Characters of the shortest paragraph that a line alone may head.
const PROSE: u32 = 150;

impl Group {
    /// Whether it is a line alone that may head the group after it: short, begun like a heading, not
    /// ended like a sentence, and followed by a paragraph of prose.
    pub fn may_head(&self, source: &str, next: &Group) -> bool {
        let [line] = self.lines.as_slice() else {
            return false;
        };
        line.width <= WIDEST && words::is_lone_title(line.span.of(source)) && next.is_prose(source)
    }

    fn is_prose(&self, source: &str) -> bool {
        let all: u32 = self.lines.iter().map(|l| l.width - l.indent).sum();
        let last = self.lines.last().map_or("", |l| l.span.of(source));
        all >= PROSE && words::ends_sentence(last)
    }
}

/// Cuts a text into groups of lines. Ends of lines may be LF, CR LF or, where there is no LF at
/// all, CR.
pub(super) struct Groups<'s> {
    source: &'s str,
    at: usize,
    end: char,
    /// Blank lines already read before the next group.
    gap: usize,
}

impl<'s> Groups<'s> {
    pub fn new(source: &'s str) -> Self {
        let has_feed = source.contains('\n');
        Groups {
            source,
            at: 0,
            end: if has_feed { '\n' } else { '\r' },
            gap: 0,
        }
    }

    /// The range of the next line without its end.
    fn next_line(&mut self) -> Option<Range<usize>> {
        let rest = self.source.get(self.at..).filter(|r| !r.is_empty())?;
        let start = self.at;
        let length = rest.find(self.end).unwrap_or(rest.len());
        self.at = (start + length + 1).min(self.source.len());
        Some(start..start + length)
    }
}

impl Iterator for Groups<'_> {
    type Item = Group;

    fn next(&mut self) -> Option<Group> {
        let mut group = Group {
            gap: std::mem::take(&mut self.gap),
            lines: Vec::new(),
        };
        while let Some(range) = self.next_line() {
            match line(self.source, range) {
                Some(line) => group.lines.push(line),
                None if group.lines.is_empty() => group.gap += 1,
                None => {
                    self.gap = 1;
                    break;
                }
            }
        }
        (!group.lines.is_empty()).then_some(group)
    }
}

fn line(source: &str, range: Range<usize>) -> Option<Line> {
    let text = source.get(range.clone())?;
    let words = text.trim_start();
    let start = range.start + text.len() - words.len();
    let words = words.trim_end();
    if words.is_empty() {
        return None;
    }
    let blank = source.get(range.start..start).unwrap_or("");
    let indent = blank.chars().fold(0_u32, |cells, c| match c {
        '\t' => (cells / 8 + 1) * 8,
        '\r' | '\u{C}' => cells,
        _ => cells.saturating_add(1),
    });
    let width = words.chars().count() as u32;
    Some(Line {
        span: Span::new(start, start + words.len()),
        indent,
        width: indent.saturating_add(width),
    })
}

/// How a text was laid out by whoever wrapped it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// Characters in a full line.
    pub measure: u32,
    /// Cells of white space before most lines.
    pub indent: u32,
    /// Blank lines between most groups.
    pub gap: usize,
    /// Whether lines alone, without wider gaps around them, head what follows.
    pub has_lone_headings: bool,
}

/// No line that was wrapped by hand or by a mailer is wider.
pub(super) const WIDEST: u32 = 132;

/// Bytes that tell how a text was set.
const MEASURED: usize = 256 * 1024;

/// No text is wrapped narrower.
const NARROWEST: u32 = 40;

impl Setting {
    /// Measures a text by its beginning.
    pub fn of(source: &str) -> Self {
        let mut end = source.len().min(MEASURED);
        while !source.is_char_boundary(end) {
            end -= 1;
        }
        let source = source.get(..end).unwrap_or(source);
        let mut widths = [0_usize; WIDEST as usize + 1];
        let mut indents = [0_usize; 33];
        let mut gaps = [0_usize; 4];
        let mut lone = Lone::default();
        let mut before: Option<Group> = None;
        for (index, group) in Groups::new(source).enumerate() {
            if index > 0 {
                gaps[group.gap.min(3)] += 1;
            }
            if let Some((_, wrapped)) = group.lines.split_last() {
                for line in wrapped {
                    if let Some(count) = widths.get_mut(line.width as usize) {
                        *count += 1;
                    }
                }
            }
            for line in &group.lines {
                indents[line.indent.min(32) as usize] += 1;
            }
            lone.count(source, before.as_ref(), &group);
            before = Some(group);
        }
        let most = |counts: &[usize]| {
            let best = counts.iter().enumerate().rev().max_by_key(|(_, n)| **n);
            best.map_or(0, |(at, _)| at)
        };
        Setting {
            measure: upper(&widths, 95).max(NARROWEST),
            indent: most(&indents) as u32,
            // A few gaps are no custom.
            gap: if gaps.iter().sum::<usize>() < 5 {
                1
            } else {
                most(&gaps).max(1)
            },
            has_lone_headings: lone.are_headings(source.len()),
        }
    }

    /// Whether a line was ended although a word more had room in it.
    pub fn is_short(self, line: &Line, next_word: impl FnOnce() -> u32) -> bool {
        let room = (self.measure * 3 / 4).saturating_sub(1);
        line.width < room && line.width + next_word() < room
    }
}

/// The fewest lines alone that make a custom of headings.
const LONE: usize = 3;

/// Lines alone, counted to tell whether they are a text's headings.
#[derive(Default)]
struct Lone<'s> {
    /// Those that may head what follows.
    heads: usize,
    /// Different ones among them: whoever speaks, by turns, is named again and again.
    different: FxHashSet<&'s str>,
    /// Other short lines alone: lists, verse, the lines of a talk.
    others: usize,
    /// The byte where the first that may head something begins, the title left aside.
    first: Option<usize>,
}

impl<'s> Lone<'s> {
    fn count(&mut self, source: &'s str, before: Option<&Group>, group: &Group) {
        let Some([line]) = before.map(|b| b.lines.as_slice()) else {
            return;
        };
        if before.is_some_and(|b| b.may_head(source, group)) {
            self.heads += 1;
            self.different.insert(line.span.of(source));
            if before.is_some_and(|b| b.gap > 0) || self.heads > 1 {
                self.first.get_or_insert(line.span.start());
            }
        } else if line.width - line.indent < PROSE / 2 {
            self.others += 1;
        }
    }

    /// Whether they head the parts of a text of so many bytes: all of it, and not a late piece.
    fn are_headings(&self, length: usize) -> bool {
        let is_early = self.first.is_some_and(|first| first <= length / 3);
        let different = self.different.len();
        is_early
            && different >= LONE
            && different * 5 >= self.heads * 4
            && self.others <= self.heads
    }
}

/// The index below which `percent` of the counted lie.
fn upper(counts: &[usize], percent: usize) -> u32 {
    let all: usize = counts.iter().sum();
    let mut seen = 0;
    for (index, count) in counts.iter().enumerate() {
        seen += count;
        if seen * 100 >= all * percent {
            return index as u32;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &[(usize, &[&str])]) {
        let groups: Vec<(usize, Vec<&str>)> = Groups::new(source)
            .map(|g| {
                let lines = g.lines.iter().map(|l| l.span.of(source)).collect();
                (g.gap, lines)
            })
            .collect();
        let expected: Vec<(usize, Vec<&str>)> =
            expected.iter().map(|(gap, l)| (*gap, l.to_vec())).collect();
        assert_eq!(groups, expected);
    }

    #[test]
    fn blank_lines_part_groups_whatever_ends_a_line() {
        check("a\nb\n\n \n c ", &[(0, &["a", "b"]), (2, &["c"])]);
        check("\r\na\r\n\r\nb\r\n", &[(1, &["a"]), (1, &["b"])]);
        check("a\rb\r\rc", &[(0, &["a", "b"]), (1, &["c"])]);
        check(" \n\n", &[]);
    }

    #[test]
    fn the_measure_is_that_of_full_lines() {
        let full = "word ".repeat(14);
        let text = format!("Title\n\n{full}\n{full}\nend.\n\n{full}\nend.\n");
        assert_eq!(Setting::of(&text).measure, 69);
        assert_eq!(Setting::of("one\ntwo\n").measure, NARROWEST);
    }
}
