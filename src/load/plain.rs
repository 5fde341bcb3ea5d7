//! Plain text: paragraphs by blank lines, wrapped lines joined, headings by their place and shape.

use std::cell::OnceCell;

use super::lines::{Group, Groups, Line, Setting, WIDEST};
use super::mend::{self, Glue, Vocabulary};
use super::{notes, roles, words};
use crate::source::Input;
use crate::text::{BlockKind, DocumentBuilder, Draft, Marker, Span};

/// Reads a plain text.
pub(super) fn load(source: &str, _: &Input) -> DocumentBuilder {
    let mut reader = Reader {
        source,
        setting: Setting::of(source),
        vocabulary: OnceCell::new(),
        builder: DocumentBuilder::new(),
    };
    let mut groups = Groups::new(source).peekable();
    while let Some(group) = groups.next() {
        let next = groups.peek().map(|g| g.lines[0].span.of(source));
        reader.group(&group, next.is_none());
        if let ([first], Some(next)) = (reader.builder.drafts.as_mut_slice(), next)
            && roles::is_title_line(first, next)
        {
            first.set_kind(BlockKind::Heading(1));
        }
    }
    notes::mark(&mut reader.builder.drafts);
    reader.builder
}

struct Reader<'s> {
    source: &'s str,
    setting: Setting,
    vocabulary: OnceCell<Vocabulary>,
    builder: DocumentBuilder,
}

impl Reader<'_> {
    fn words(&self, line: &Line) -> &str {
        line.span.of(self.source)
    }

    fn group(&mut self, group: &Group, is_last: bool) {
        let lines = group.lines.as_slice();
        if let [line] = lines
            && is_rule(self.words(line))
        {
            self.builder.push(Draft::new(BlockKind::Rule));
        } else if let Some(level) = self.heading(group, is_last) {
            self.joined(BlockKind::Heading(level), lines);
        } else if let [title, under, rest @ ..] = lines
            && let Some(level) = self.underline(title, under)
        {
            self.joined(BlockKind::Heading(level), &lines[..1]);
            self.body(rest);
        } else if let [title, rest @ ..] = lines
            && self.is_run_in(title, rest)
        {
            self.joined(BlockKind::Heading(2), &lines[..1]);
            self.body(rest);
        } else {
            self.body(lines);
        }
    }

    /// The level of a group that is a heading: alone between wider gaps than others have, the
    /// heading of a chapter, in capitals, or set in or out further than the text.
    fn heading(&self, group: &Group, is_last: bool) -> Option<u8> {
        let [line, rest @ ..] = group.lines.as_slice() else {
            return None;
        };
        let words = self.words(line);
        if is_last || rest.len() > 2 || line.width > WIDEST || words.starts_with(['-', '*', '•'])
        {
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
        let is_apart = !is_first && group.gap > self.setting.gap;
        let is_set_off =
            line.indent >= self.setting.indent + 4 || line.indent < self.setting.indent;
        let is_long = words::ends_sentence(words) || words.split_whitespace().count() > 12;
        ((is_apart || is_set_off || words::is_capitals(words)) && !is_long).then_some(2)
    }

    /// The level of a heading by the line under it.
    fn underline(&self, title: &Line, under: &Line) -> Option<u8> {
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
    fn is_run_in(&self, title: &Line, rest: &[Line]) -> bool {
        let base = self.setting.indent;
        base > 0
            && title.indent < base
            && !rest.is_empty()
            && rest.iter().all(|l| l.indent >= base)
            && words::is_title_like(self.words(title))
    }

    /// Lines that are no heading: a table, a list with the paragraph before it, paragraphs, or
    /// matter that is set in.
    fn body(&mut self, lines: &[Line]) {
        if lines.is_empty() {
        } else if let Some(columns) = columns(self.source, lines) {
            self.table(lines, &columns);
        } else if let Some(first) = self.list_start(lines) {
            let (before, items) = lines.split_at(first);
            if !before.is_empty() {
                self.paragraphs(BlockKind::Paragraph, before);
            }
            self.list(items);
        } else if lines.iter().all(|l| l.indent >= self.setting.indent + 2) && lines.len() > 1 {
            self.set_in(lines);
        } else {
            self.paragraphs(BlockKind::Paragraph, lines);
        }
    }

    fn set_in(&mut self, lines: &[Line]) {
        let text: Span = lines[0].span.to(lines[lines.len() - 1].span);
        let signs = text.of(self.source).bytes();
        let signs = signs.filter(|b| b"{}[]<>=;|\\/_+#$".contains(b)).count();
        if signs * 12 > text.len() {
            self.code(lines);
        } else {
            self.paragraphs(BlockKind::Quote(1), lines);
        }
    }

    /// Preformatted lines, with the white space inside them.
    fn code(&mut self, lines: &[Line]) {
        let mut draft = Draft::new(BlockKind::Code);
        let base = lines.iter().map(|l| l.indent).min().unwrap_or(0);
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                self.line_end(&mut draft, "\n", &lines[index - 1], line);
            }
            draft.push_words(&" ".repeat((line.indent - base).min(WIDEST) as usize));
            draft.push(self.source, line.span.range());
        }
        self.builder.push(draft);
    }

    /// Where in `lines` a list begins, if one does.
    fn list_start(&self, lines: &[Line]) -> Option<usize> {
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

    fn list(&mut self, lines: &[Line]) {
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

    fn table(&mut self, lines: &[Line], columns: &[Vec<Span>]) {
        let mut draft = Draft::new(BlockKind::Table(crate::text::Table::default()));
        for (row, cells) in columns.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                match (row, column) {
                    (0, 0) => {}
                    (_, 0) => self.line_end(&mut draft, "\n", &lines[row - 1], &lines[row]),
                    _ => draft.push_words("\t"),
                }
                let start = draft.text().len();
                draft.push(self.source, cell.range());
                draft.add_cell(start, column == 0);
            }
        }
        let has_digit = |row: &[Span]| {
            row.iter()
                .skip(1)
                .any(|c| c.of(self.source).contains(|c: char| c.is_ascii_digit()))
        };
        let header = !has_digit(&columns[0]) && columns[1..].iter().any(|row| has_digit(row));
        draft.set_columns(header, Vec::new());
        self.builder.push(draft);
    }

    /// Lines as one block, whatever their widths.
    fn joined(&mut self, kind: BlockKind, lines: &[Line]) {
        let mut draft = Draft::new(kind);
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                self.line_end(&mut draft, " ", &lines[index - 1], line);
            }
            draft.push(self.source, line.span.range());
        }
        self.builder.push(draft);
    }

    /// Lines as paragraphs: wrapped ones joined, a new one where a line is set in or a short line
    /// has ended a sentence, a line's end kept where it was ended on purpose (verse, addresses).
    fn paragraphs(&mut self, kind: BlockKind, lines: &[Line]) {
        let Some((first, rest)) = lines.split_first() else {
            return;
        };
        let base = lines.iter().map(|l| l.indent).min().unwrap_or(0);
        let is_verse = self.is_verse(lines);
        let mut draft = Draft::new(kind.clone());
        draft.push(self.source, first.span.range());
        let mut before = first;
        for (index, line) in rest.iter().enumerate() {
            let after = rest.get(index + 1);
            let is_set_in = line.indent >= base + 2
                && before.indent <= line.indent
                && after.is_none_or(|l| l.indent == base || l.indent == line.indent)
                && before.indent == base
                && words::ends_sentence(self.words(before));
            let end = match self.line_break(before, line, is_verse) {
                _ if is_set_in && !is_verse => Break::Paragraph,
                end => end,
            };
            match end {
                Break::Paragraph => {
                    self.builder
                        .push(std::mem::replace(&mut draft, Draft::new(kind.clone())));
                }
                Break::Line => self.line_end(&mut draft, "\n", before, line),
                Break::Space => self.line_end(&mut draft, " ", before, line),
            }
            draft.push(self.source, line.span.range());
            before = line;
        }
        self.builder.push(draft);
    }

    fn line_break(&self, before: &Line, line: &Line, is_verse: bool) -> Break {
        if is_verse {
            return Break::Line;
        }
        if before.width > WIDEST || line.width > WIDEST {
            return Break::Paragraph;
        }
        let words = self.words(line);
        if !self.is_short(before, line) {
            return Break::Space;
        }
        let begins = words
            .chars()
            .next()
            .is_some_and(|c| !c.is_lowercase() && !matches!(c, ',' | ';' | ')'));
        if begins && words::ends_sentence(self.words(before)) {
            Break::Paragraph
        } else {
            Break::Line
        }
    }

    /// Whether a line was ended before it was full, and inside no word.
    fn is_short(&self, line: &Line, next: &Line) -> bool {
        let after = self.words(next);
        let is_divided =
            || self.words(line).ends_with(mend::is_hyphen) && after.starts_with(char::is_lowercase);
        self.setting.is_short(line, || first_word(after)) && !is_divided()
    }

    /// Whether the lines were ended on purpose: most are short, and few end a sentence.
    fn is_verse(&self, lines: &[Line]) -> bool {
        if lines.len() < 3 {
            return false;
        }
        let pairs = lines.windows(2);
        let short = pairs.filter(|p| self.is_short(&p[0], &p[1])).count();
        let ended = lines
            .iter()
            .filter(|l| words::ends_sentence(self.words(l)))
            .count();
        let is_narrow = lines.iter().all(|l| l.width <= WIDEST);
        is_narrow && short * 10 > (lines.len() - 1) * 6 && ended * 10 < lines.len() * 6
    }

    /// Puts `glue` in the place of a line's end. Where lines are joined by a space, a word that was
    /// divided at the line's end becomes whole, and scripts without spaces get none.
    fn line_end(&self, draft: &mut Draft, glue: &str, before: &Line, line: &Line) {
        let gap = before.span.end()..line.span.start();
        if glue != " " {
            draft.push_for(glue, gap);
            return;
        }
        let vocabulary = || {
            self.vocabulary
                .get_or_init(|| Vocabulary::of(std::iter::once(self.source)))
        };
        let glue = mend::glue(self.words(before), self.words(line), vocabulary);
        if glue == Glue::Undivided {
            let end = draft.text().trim_end_matches(mend::is_hyphen).len();
            draft.truncate(end);
        }
        draft.push_for(glue.text(), gap);
    }
}

/// What stands in the place of a line's end.
enum Break {
    Space,
    Line,
    Paragraph,
}

/// Characters of the first word.
fn first_word(words: &str) -> u32 {
    match words.chars().next() {
        Some(c) if words::is_unspaced(c) => 1,
        _ => words
            .split(char::is_whitespace)
            .next()
            .map_or(0, |w| w.chars().take(WIDEST as usize).count() as u32),
    }
}

/// Whether a line is an ornament that parts sections.
fn is_rule(line: &str) -> bool {
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

/// The cells of lines that stand in columns: as many in each line, apart by tabs or by a strip of
/// white space that runs through all lines.
fn columns(source: &str, lines: &[Line]) -> Option<Vec<Vec<Span>>> {
    let first = lines.first()?.span.of(source);
    if lines.len() < 2 || !(first.contains("  ") || first.contains('\t')) {
        return None;
    }
    if lines.iter().any(|l| l.width > 4 * WIDEST) {
        return None;
    }
    let mut rows = Vec::new();
    let mut strips: Vec<(u32, u32)> = Vec::new();
    for line in lines {
        let (cells, gaps) = cells(source, line);
        if gaps.is_empty() || (!rows.is_empty() && gaps.len() != strips.len()) {
            return None;
        }
        if rows.is_empty() {
            strips = gaps;
        } else {
            for (strip, gap) in strips.iter_mut().zip(gaps) {
                *strip = (strip.0.max(gap.0), strip.1.min(gap.1));
                if strip.0 >= strip.1 {
                    return None;
                }
            }
        }
        rows.push(cells);
    }
    Some(rows)
}

/// The cells of a line, and the columns between them that are blank.
fn cells(source: &str, line: &Line) -> (Vec<Span>, Vec<(u32, u32)>) {
    let words = line.span.of(source);
    let mut cells = Vec::new();
    let mut gaps = Vec::new();
    let mut start = line.span.start();
    let mut blank: Option<(usize, u32, bool)> = None;
    let mut last = ' ';
    let mut column = line.indent;
    for (at, c) in words.char_indices() {
        let at = line.span.start() + at;
        if c == ' ' || c == '\t' {
            let (_, _, is_wide) = blank.get_or_insert((at, column, false));
            *is_wide |= c == '\t';
            column = if c == '\t' {
                (column / 8 + 1) * 8
            } else {
                column + 1
            };
            continue;
        }
        if let Some((end, from, has_tab)) = blank.take()
            && (has_tab || column - from > 2 || column - from == 2 && !words::is_stop(last))
        {
            cells.push(Span::new(start, end));
            // Cells that a tab parts need not stand under each other.
            gaps.push(if has_tab {
                (0, u32::MAX)
            } else {
                (from, column)
            });
            start = at;
        }
        last = c;
        column += 1;
    }
    cells.push(Span::new(start, line.span.end()));
    (cells, gaps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load_text;
    use crate::text::Document;
    use proptest::prelude::*;

    /// A document in a short notation: `#` a heading's level, `>` a quotation, `-` an item, `¶` a
    /// paragraph, `---` a rule, `|` cells.
    fn shown(doc: &Document) -> Vec<String> {
        doc.blocks()
            .iter()
            .map(|block| {
                let text = doc.slice(block.span);
                match &block.kind {
                    BlockKind::Heading(level) => {
                        format!("{} {text}", "#".repeat(*level as usize))
                    }
                    BlockKind::Quote(_) => format!("> {text}"),
                    BlockKind::List(items) => items
                        .iter()
                        .map(|item| {
                            let marker = match item.marker {
                                Marker::Number(n) => format!("{n}."),
                                _ => "-".to_owned(),
                            };
                            let indent = "  ".repeat(item.depth as usize);
                            format!("{indent}{marker} {}", doc.slice(item.span))
                        })
                        .collect::<Vec<_>>()
                        .join("\n"),
                    BlockKind::Table(_) => text.replace('\t', "|"),
                    BlockKind::Code => format!("``` {text}"),
                    BlockKind::Rule => "---".to_owned(),
                    _ => format!("¶ {text}"),
                }
            })
            .collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(shown(&load_text(text, None)), expected);
    }

    const WRAPPED: &str = "The wheel of the mill turned whenever the sea allowed it to, and that\n\
                           was for most of three hundred years a matter of the moon alone and of\n\
                           nobody in the town.";
    const JOINED: &str = "¶ The wheel of the mill turned whenever the sea allowed it to, and that \
                          was for most of three hundred years a matter of the moon alone and of \
                          nobody in the town.";

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        check(WRAPPED, &[JOINED]);
        check(&WRAPPED.replace('\n', "\r\n"), &[JOINED]);
        check(&format!("{WRAPPED}\n\n{WRAPPED}\n"), &[JOINED, JOINED]);
    }

    #[test]
    fn long_lines_are_paragraphs_of_their_own() {
        let line = "It turned, and it stopped, and nobody could say why it did. ".repeat(4);
        let line = line.trim_end();
        let paragraph = format!("¶ {line}");
        check(&format!("{line}\n{line}\n"), &[&paragraph, &paragraph]);
    }

    #[test]
    fn a_line_set_in_begins_a_paragraph() {
        let text = format!("{WRAPPED}\n   {}", WRAPPED);
        check(&text, &[JOINED, JOINED]);
    }

    #[test]
    fn verse_and_addresses_keep_their_lines() {
        check(
            "The wheel goes round\nthe moon goes down\nand no one in the town\ncan sleep",
            &["¶ The wheel goes round\nthe moon goes down\nand no one in the town\ncan sleep"],
        );
        let verse = format!("{WRAPPED}\n\n    The wheel goes round,\n    the moon goes down.\n");
        check(
            &verse,
            &[JOINED, "> The wheel goes round,\nthe moon goes down."],
        );
    }

    #[test]
    fn lines_that_end_sentences_are_paragraphs() {
        check(
            "ANN: Does it turn?\nBO: It does not.\nANN: Since when?",
            &[
                "¶ ANN: Does it turn?",
                "¶ BO: It does not.",
                "¶ ANN: Since when?",
            ],
        );
    }

    #[test]
    fn headings_by_their_place_and_shape() {
        let after = |heading: &str| format!("{WRAPPED}\n\n{heading}\n\n{WRAPPED}\n");
        for (heading, expected) in [
            ("\nThe next tide\n", "## The next tide"),
            ("Chapter IV", "## Chapter IV"),
            ("THE NEXT TIDE", "## THE NEXT TIDE"),
            ("The next tide\n=============", "# The next tide"),
            ("The next tide\n-------------", "## The next tide"),
            ("               The next tide", "## The next tide"),
            // Not every lone line is one.
            ("A picture of the mill", "¶ A picture of the mill"),
            ("\nIt turned.\n", "¶ It turned."),
            ("\n“Does it turn”\n", "¶ “Does it turn”"),
        ] {
            check(&after(heading), &[JOINED, expected, JOINED]);
        }
    }

    #[test]
    fn text_right_under_its_heading() {
        let text = WRAPPED.replace('\n', "\n    ");
        check(
            &format!("NAME\n    {text}\n\nThe tide\n    {text}\n"),
            &["## NAME", JOINED, "## The tide", JOINED],
        );
    }

    #[test]
    fn lists() {
        check(
            "The council asked for:\n- a wheel,\n  that turns;\n- a miller.\n",
            &[
                "¶ The council asked for:",
                "- a wheel, that turns;\n- a miller.",
            ],
        );
        check(
            "1. One\n2. Two\n   more\n  * deep\n",
            &["1. One\n2. Two more\n  - deep"],
        );
        check("- Yes, he said.\n\nNo.", &["¶ - Yes, he said.", "¶ No."]);
        check(
            "In the year\n1950. Nobody came.",
            &["¶ In the year\n1950. Nobody came."],
        );
    }

    #[test]
    fn columns_are_tables() {
        check(
            "Source      Paid\nTown         120\nThe region    88\n\nIt was paid.",
            &["Source|Paid\nTown|120\nThe region|88", "¶ It was paid."],
        );
        check("Town\t120\nThe region\t88\n", &["Town|120\nThe region|88"]);
        check(
            "It turned.  Then\nit stopped.  Why\n",
            &["¶ It turned.  Then\nit stopped.  Why"],
        );
    }

    #[test]
    fn ornaments_are_rules_and_stresses_stay() {
        check(
            "It turned.\n\n* * *\n\nIt _did_ not.",
            &["¶ It turned.", "---", "¶ It _did_ not."],
        );
    }

    #[test]
    fn divided_words_are_whole_again() {
        let text = "The water-\nmill is a watermill, and this is a line as long as all others are\n\
                    and a quarter-\nmaster was not there.";
        let doc = load_text(text, None);
        assert!(doc.text().starts_with("The watermill is"), "{}", doc.text());
    }

    /// What is left of a text when white space and the marks that become structure are gone.
    fn visible(text: &str) -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, '“' | '.' | ','))
            .collect()
    }

    proptest! {
        #[test]
        fn every_word_survives_and_leads_back(text in "([a-zé ,.—“\\-*\r\t\n]|\n\n|\n  |[A-Z][a-z]+ ){0,200}") {
            let doc = load_text(&text, None);
            prop_assert_eq!(visible(doc.text()), visible(&text));
            for (offset, c) in doc.text().char_indices().filter(|(_, c)| c.is_alphanumeric()) {
                let at = doc.source_offset(offset).unwrap();
                prop_assert_eq!(text.get(at..).and_then(|s| s.chars().next()), Some(c));
                let span = doc.source_span(Span::new(offset, offset + c.len_utf8())).unwrap();
                prop_assert_eq!(span.of(&text), c.to_string());
            }
        }

        #[test]
        fn any_text_gives_spans_on_boundaries(text in any::<String>()) {
            let doc = load_text(&text, None);
            for inline in doc.all_inlines() {
                prop_assert!(doc.text().get(inline.span.range()).is_some());
            }
            for block in doc.blocks() {
                prop_assert!(doc.text().get(block.span.range()).is_some());
                if let BlockKind::Table(table) = &block.kind {
                    prop_assert!(table.rows.iter().flatten().all(|c| block.span.covers(*c)));
                }
                if let BlockKind::List(items) = &block.kind {
                    prop_assert!(items.iter().all(|i| block.span.covers(i.span)));
                }
            }
        }
    }
}
