//! Lines that begin with a marker, as items; how far they are set in is their depth.

use super::Reader;
use crate::load::lines::Line;
use crate::text::{BlockKind, Draft, Marker};

impl Reader<'_> {
    /// Where in `lines` a list begins, if one does.
    pub(super) fn list_start(&self, lines: &[Line]) -> Option<usize> {
        let mut items = lines
            .iter()
            .enumerate()
            .filter_map(|(at, l)| Some((at, marker(self.words(l))?)));
        let (first, (_, marker)) = items.next()?;
        let next = items.next();
        let goes_on = match (marker, next) {
            (Marker::Number(n), Some((_, (_, Marker::Number(m))))) => m == n.saturating_add(1),
            (Marker::Number(_), _) => false,
            (_, Some((_, (_, next)))) => !matches!(next, Marker::Number(_)),
            (_, None) => lines[first].indent > self.setting.indent,
        };
        let is_at_start = first == 0 || lines[first].indent >= lines[0].indent;
        (goes_on && is_at_start).then_some(first)
    }

    pub(super) fn list(&mut self, lines: &[Line]) {
        let mut draft = Draft::new(BlockKind::List(Vec::new()));
        let mut indents: Vec<u32> = Vec::new();
        let mut open: Option<(usize, u8, Marker)> = None;
        for (index, line) in lines.iter().enumerate() {
            let Some((length, marker)) = marker(self.words(line)) else {
                self.line_end(&mut draft, " ", &lines[index - 1], line);
                draft.push(self.source, line.span.range());
                continue;
            };
            if let Some((start, depth, marker)) = open {
                draft.add_item(start, depth, marker);
                draft.push_words("\n");
            }
            while indents.last().is_some_and(|i| *i > line.indent) {
                indents.pop();
            }
            if indents.last() != Some(&line.indent) {
                indents.push(line.indent);
            }
            let depth = (indents.len() - 1).min(u8::MAX as usize) as u8;
            open = Some((draft.text().len(), depth, marker));
            draft.push(self.source, line.span.start() + length..line.span.end());
        }
        if let Some((start, depth, marker)) = open {
            draft.add_item(start, depth, marker);
        }
        self.builder.push(draft);
    }
}

/// The marker that an item's first line begins with, and its length in bytes with the white space
/// after it.
fn marker(line: &str) -> Option<(usize, Marker)> {
    let first = line.chars().next()?;
    let (length, marker) = match first {
        '-' | '*' | '+' | '•' | '‣' | '◦' | '▪' | '●' | '·' => {
            (first.len_utf8(), Marker::Bullet)
        }
        '0'..='9' => {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            let sign = *line.as_bytes().get(digits)?;
            let number = line.get(..digits)?.parse().ok()?;
            (matches!(sign, b'.' | b')') && digits <= 3)
                .then_some((digits + 1, Marker::Number(number)))?
        }
        _ => return None,
    };
    let rest = line.get(length..)?;
    let words = rest.trim_start();
    let blank = rest.len() - words.len();
    (blank > 0 && !words.is_empty()).then_some((length + blank, marker))
}
