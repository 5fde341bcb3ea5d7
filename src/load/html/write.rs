//! Pieces → blocks.

use rustc_hash::FxHashMap;

use super::links::Links;
use super::page::{Kind, Piece};
use super::title::Title;
use crate::text::{BlockKind, DocumentBuilder, Draft, InlineKind, Table};

/// Writes the pieces that are kept.
pub(super) fn write(
    builder: &mut DocumentBuilder,
    pieces: &[Piece],
    kept: &[bool],
    title: &Title,
    links: &Links,
) {
    let notes = Notes::of(pieces, kept, links);
    let mut list: Option<(u32, Draft)> = None;
    for (at, piece) in pieces.iter().enumerate() {
        if !kept[at] && !notes.is_note(at) {
            continue;
        }
        // A page that is shown whole has its headline in it.
        let is_title = title.piece == Some(at);
        let root = match &piece.kind {
            Kind::Item { list, .. } if !notes.is_note(at) => Some(*list),
            _ => None,
        };
        let Some(root) = root else {
            builder.drafts.extend(list.take().map(|(_, draft)| draft));
            builder.push(block(piece, at, is_title, &notes, links));
            continue;
        };
        if list.as_ref().is_none_or(|_| begins_list(piece, pieces, at)) {
            builder.drafts.extend(list.take().map(|(_, draft)| draft));
            list = Some((root, Draft::new(BlockKind::List(Vec::new()))));
        }
        if let Some((_, draft)) = &mut list {
            item(draft, piece, &notes, links);
        }
    }
    builder.drafts.extend(list.map(|(_, draft)| draft));
}

/// Whether an item of the widest level begins another list than the item before it.
fn begins_list(piece: &Piece, pieces: &[Piece], at: usize) -> bool {
    let before = pieces.get(..at).and_then(|p| {
        p.iter().rev().find_map(|p| match p.kind {
            Kind::Item { list, depth: 0, .. } => Some(list),
            _ => None,
        })
    });
    match piece.kind {
        Kind::Item { list, depth: 0, .. } => before.is_some_and(|other| other != list),
        _ => false,
    }
}

fn item(draft: &mut Draft, piece: &Piece, notes: &Notes, links: &Links) {
    let Kind::Item { depth, marker, .. } = piece.kind else {
        return;
    };
    if !draft.text().is_empty() {
        draft.push_words("\n");
    }
    let start = draft.text().len();
    words(draft, piece, &piece.text, notes, links);
    draft.add_item(start, depth, marker);
}

fn block(piece: &Piece, at: usize, is_title: bool, notes: &Notes, links: &Links) -> Draft {
    if let Some(label) = notes.label(at) {
        let mut draft = Draft::new(BlockKind::Footnote);
        draft.push_words(&format!("[{label}] "));
        words(&mut draft, piece, &piece.text, notes, links);
        return draft;
    }
    let kind = match &piece.kind {
        _ if is_title => BlockKind::Heading(1),
        Kind::Heading(level) => BlockKind::Heading(*level),
        Kind::Paragraph => BlockKind::Paragraph,
        Kind::Quote(depth) => BlockKind::Quote(*depth),
        Kind::Item { .. } => BlockKind::Paragraph,
        Kind::Code => BlockKind::Code,
        Kind::Caption => BlockKind::Caption,
        Kind::Rule => BlockKind::Rule,
        Kind::Table(rows, header) => return table(piece, rows, *header),
    };
    let mut draft = Draft::new(kind);
    words(&mut draft, piece, &piece.text, notes, links);
    draft
}

fn table(piece: &Piece, rows: &[Vec<std::ops::Range<usize>>], header: bool) -> Draft {
    let mut draft = Draft::new(BlockKind::Table(Table::default()));
    for (at, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            match (at, column) {
                (0, 0) => {}
                (_, 0) => draft.push_words("\n"),
                _ => draft.push_words("\t"),
            }
            let start = draft.text().len();
            draft.push_words(piece.text.get(cell.clone()).unwrap_or(""));
            draft.add_cell(start, column == 0);
        }
    }
    draft.set_columns(header, Vec::new());
    draft
}

/// Appends a piece's words with their inline spans; links that lead to notes become their marks,
/// and links back from them are left out.
fn words(draft: &mut Draft, piece: &Piece, text: &str, notes: &Notes, links: &Links) {
    let base = draft.text().len();
    let mut cuts: Vec<usize> = piece
        .inlines
        .iter()
        .flat_map(|(r, _)| [r.start, r.end])
        .collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    // Where each offset of the piece stands in the draft: the filter may change lengths.
    let mut places: FxHashMap<usize, usize> = FxHashMap::default();
    let replaced = replaced(piece, text, notes, links);
    let mut marks = Vec::new();
    for window in cuts.windows(2) {
        let (from, to) = (window[0], window[1]);
        places.insert(from, draft.text().len());
        let covering = replaced
            .iter()
            .find(|(start, end, _)| *start <= from && to <= *end);
        match covering {
            Some((start, _, Some(label))) => {
                if *start == from {
                    let begin = draft.text().len();
                    draft.push_words(&format!("[{label}]"));
                    marks.push((begin, draft.text().len(), label.clone()));
                }
            }
            Some((_, _, None)) => {}
            None => draft.push_words(text.get(from..to).unwrap_or("")),
        }
        places.insert(to, draft.text().len());
    }
    let end = draft.text().trim_end().len().max(base);
    draft.truncate(end);
    for (range, kind) in &piece.inlines {
        if replaced
            .iter()
            .any(|(start, end, _)| *start == range.start && *end == range.end)
        {
            continue;
        }
        let kind = match kind {
            InlineKind::Link(target) => match links.target(target) {
                Some(target) => InlineKind::Link(target),
                None => continue,
            },
            other => other.clone(),
        };
        if let (Some(start), Some(end)) = (places.get(&range.start), places.get(&range.end)) {
            draft.mark_range(*start, *end, kind);
        }
    }
    for (start, end, label) in marks {
        draft.mark_range(start, end, InlineKind::FootnoteMark(label));
    }
}

/// The links of a piece that do not stand as they are: those that lead to a note, with its label,
/// and the ways back from one. In order of their places.
fn replaced(
    piece: &Piece,
    text: &str,
    notes: &Notes,
    links: &Links,
) -> Vec<(usize, usize, Option<String>)> {
    let links = piece.inlines.iter().filter_map(|(range, kind)| {
        let InlineKind::Link(target) = kind else {
            return None;
        };
        let fragment = links.fragment(target)?;
        if let Some(label) = notes.mark(fragment) {
            return Some((range.start, range.end, Some(label.to_owned())));
        }
        let words = text.get(range.clone()).unwrap_or("");
        is_way_back(words).then_some((range.start, range.end, None))
    });
    let mut replaced: Vec<_> = links.collect();
    replaced.sort();
    replaced
}

/// Whether a link's words are those of a way back from a note.
fn is_way_back(words: &str) -> bool {
    !words.is_empty()
        && words
            .chars()
            .all(|c| matches!(c, '↩' | '↑' | '^' | '⏎' | '↵' | '\u{FE0E}' | ' ' | '⤴'))
}

/// The notes of a page: pieces that links lead to whose words are a number or a mark.
struct Notes {
    /// Fragment → the note's label.
    marks: FxHashMap<String, String>,
    /// Piece → the note's label.
    labels: FxHashMap<usize, String>,
}

impl Notes {
    fn of(pieces: &[Piece], kept: &[bool], links: &Links) -> Self {
        let mut notes = Notes {
            marks: FxHashMap::default(),
            labels: FxHashMap::default(),
        };
        let mut anchors: FxHashMap<&str, usize> = FxHashMap::default();
        for (at, piece) in pieces.iter().enumerate() {
            if let Some(anchor) = &piece.anchor {
                anchors.entry(anchor).or_insert(at);
            }
        }
        for (at, piece) in pieces.iter().enumerate().filter(|(at, _)| kept[*at]) {
            for (range, kind) in &piece.inlines {
                let InlineKind::Link(target) = kind else {
                    continue;
                };
                let words = piece.text.get(range.clone()).unwrap_or("");
                let (Some(label), Some(fragment)) = (label(words), links.fragment(target)) else {
                    continue;
                };
                let Some(note) = anchors.get(fragment).filter(|note| **note > at) else {
                    continue;
                };
                notes
                    .marks
                    .entry(fragment.to_owned())
                    .or_insert(label.clone());
                notes.labels.entry(*note).or_insert(label);
            }
        }
        notes
    }

    fn mark(&self, fragment: &str) -> Option<&str> {
        self.marks.get(fragment).map(String::as_str)
    }

    fn label(&self, piece: usize) -> Option<&str> {
        self.labels.get(&piece).map(String::as_str)
    }

    fn is_note(&self, piece: usize) -> bool {
        self.labels.contains_key(&piece)
    }
}

/// The label of a note's mark: a number, a letter, a star.
fn label(words: &str) -> Option<String> {
    let core = words.trim().trim_matches(['[', ']', '(', ')']);
    let is_number = !core.is_empty() && core.len() <= 3 && core.bytes().all(|b| b.is_ascii_digit());
    let is_mark = core.chars().count() <= 3
        && !core.is_empty()
        && core.chars().all(|c| matches!(c, '*' | '†' | '‡'));
    let is_letter = core.len() == 1 && core.bytes().all(|b| b.is_ascii_lowercase());
    (is_number || is_mark || is_letter).then(|| core.to_owned())
}
