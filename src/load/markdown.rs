//! Markdown, by `pulldown-cmark`: its events → blocks.

use std::ops::Range;

use pulldown_cmark::{
    Alignment as Align, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd,
};

use super::tags::{self, Piece};
use super::{Sniffed, front_matter, words};
use crate::source::Input;
use crate::text::{Alignment, BlockKind, DocumentBuilder, Draft, InlineKind, Marker, Table};

/// Looks for front matter or a heading at the start.
pub(super) fn sniff(bytes: &[u8]) -> Sniffed {
    let start = bytes.get(..4096).unwrap_or(bytes);
    let text = String::from_utf8_lossy(start);
    let text = text.trim_start_matches('\u{FEFF}');
    let mut lines = text.lines().skip_while(|l| l.trim().is_empty());
    let (first, second) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
    let is_fenced =
        |fence| first.trim_end() == fence && lines.clone().any(|l| l.trim_end() == fence);
    let is_heading = first.trim_start_matches('#').starts_with(' ')
        && first.starts_with('#')
        && second.trim().is_empty();
    let has_link = text
        .split("](")
        .skip(1)
        .any(|rest| rest.starts_with(['h', '/', '#', '.']) && rest.contains(')'));
    if is_fenced("---") || is_fenced("+++") || is_heading || has_link {
        Sniffed::Probably
    } else {
        Sniffed::Unknown
    }
}

/// Reads Markdown.
pub(super) fn load(source: &str, _: &Input) -> DocumentBuilder {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut reader = Reader::new(source);
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        reader.event(event, range);
    }
    reader.flush();
    reader.builder
}

/// What a block stands in.
enum Container {
    Quote,
    List(Option<u64>),
    /// An item: what stands before its next paragraph.
    Item(Marker),
    /// A footnote: its label until its first paragraph has it.
    Footnote(Option<String>),
}

struct Reader<'s> {
    source: &'s str,
    builder: DocumentBuilder,
    containers: Vec<Container>,
    quotes: u8,
    lists: u8,
    /// The block under way.
    draft: Option<Draft>,
    /// In a list: where the item under way begins.
    item: Option<usize>,
    /// In a table: where the cell under way begins, and whether it begins a row.
    cell: (usize, bool),
    /// Inline spans that stand open: where each began, and what it is.
    open: Vec<(usize, InlineKind)>,
    /// A line's end that becomes a space if words of a script with spaces follow.
    soft_break: Option<Range<usize>>,
    /// The element of inline HTML whose content is no text.
    hidden: Option<String>,
    /// The lines of front matter.
    front: Option<String>,
    /// The lines of an HTML block.
    html: Option<Range<usize>>,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str) -> Self {
        Reader {
            source,
            builder: DocumentBuilder::new(),
            containers: Vec::new(),
            quotes: 0,
            lists: 0,
            draft: None,
            item: None,
            cell: (0, false),
            open: Vec::new(),
            soft_break: None,
            hidden: None,
            front: None,
            html: None,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) => {
                let start = self.place();
                self.code(&code, range);
                self.mark(start, InlineKind::Code);
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, range),
            Event::Html(_) => match &mut self.html {
                Some(html) => html.end = range.end,
                None => self.html = Some(range),
            },
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::FootnoteReference(label) => {
                let start = self.place();
                self.push_for(&format!("[{label}]"), range);
                self.mark(start, InlineKind::FootnoteMark(label.into_string()));
            }
            Event::SoftBreak => self.soft_break = Some(range),
            Event::HardBreak => {
                if matches!(self.block().kind(), BlockKind::Table(_)) {
                    self.push_for(" ", range);
                } else {
                    self.push_for("\n", range);
                }
            }
            Event::Rule => {
                self.flush();
                self.builder.push(Draft::new(BlockKind::Rule));
            }
            Event::TaskListMarker(done) => {
                if let Some(Container::Item(marker)) = self.containers.last_mut() {
                    *marker = Marker::Task(done);
                }
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.close_item(),
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading(number(level))),
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_add(1);
                self.containers.push(Container::Quote);
            }
            Tag::CodeBlock(_) => self.begin(BlockKind::Code),
            Tag::HtmlBlock => self.html = None,
            Tag::List(first) => {
                self.close_item();
                if self.lists == 0 {
                    self.flush();
                }
                self.lists = self.lists.saturating_add(1);
                self.containers.push(Container::List(first));
            }
            Tag::Item => {
                self.close_item();
                let marker = self.next_marker();
                self.containers.push(Container::Item(marker));
            }
            Tag::FootnoteDefinition(label) => {
                self.flush();
                let label = Some(label.into_string());
                self.containers.push(Container::Footnote(label));
            }
            Tag::Table(alignments) => self.begin_table(&alignments),
            Tag::TableHead | Tag::TableRow => self.cell.1 = true,
            Tag::TableCell => self.begin_cell(),
            Tag::Emphasis | Tag::Superscript | Tag::Subscript => {
                self.begin_inline(InlineKind::Emphasis);
            }
            Tag::Strong => self.begin_inline(InlineKind::Strong),
            Tag::Strikethrough => self.begin_inline(InlineKind::Strike),
            Tag::Link { dest_url, .. } => {
                self.begin_inline(InlineKind::Link(dest_url.into_string()))
            }
            Tag::Image { dest_url, .. } => {
                self.begin_inline(InlineKind::Image(dest_url.into_string()));
            }
            Tag::MetadataBlock(_) => self.front = Some(String::new()),
            Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                if self.is_in_item() {
                    self.close_item();
                } else {
                    self.flush();
                }
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
                self.containers.pop();
            }
            TagEnd::HtmlBlock => self.html_block(),
            TagEnd::List(_) => {
                self.close_item();
                self.containers.pop();
                self.lists = self.lists.saturating_sub(1);
                if self.lists == 0 {
                    self.flush();
                }
            }
            TagEnd::Item => {
                self.close_item();
                self.containers.pop();
            }
            TagEnd::FootnoteDefinition => {
                self.flush();
                self.containers.pop();
            }
            TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Table => self.flush(),
            TagEnd::TableHead | TagEnd::TableRow => {}
            TagEnd::TableCell => {
                let (start, new_row) = self.cell;
                self.block().add_cell(start, new_row);
                self.cell.1 = false;
            }
            TagEnd::MetadataBlock(_) => {
                let front = self.front.take().unwrap_or_default();
                front_matter::read(&front, &mut self.builder.metadata);
            }
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => {
                if let Some((start, kind)) = self.open.pop() {
                    self.mark(start, kind);
                }
            }
            TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {}
        }
    }

    fn is_in_item(&self) -> bool {
        matches!(self.containers.last(), Some(Container::Item(_)))
    }

    fn next_marker(&mut self) -> Marker {
        match self.containers.last_mut() {
            Some(Container::List(Some(number))) => {
                let marker = Marker::Number(*number);
                *number = number.saturating_add(1);
                marker
            }
            _ => Marker::Bullet,
        }
    }

    /// The block under way; a new one of the kind that its place asks for if there is none.
    fn block(&mut self) -> &mut Draft {
        let (quotes, lists) = (self.quotes, self.lists);
        let draft = self.draft.get_or_insert_with(|| {
            let footnote = |c: &&mut Container| matches!(c, Container::Footnote(_));
            match self.containers.last_mut() {
                Some(Container::Item(_)) => Draft::new(BlockKind::List(Vec::new())),
                Some(Container::Quote) => Draft::new(BlockKind::Quote(quotes)),
                container @ Some(_) => {
                    let mut draft = Draft::new(BlockKind::Footnote);
                    if let Some(Container::Footnote(label)) = container.filter(footnote)
                        && let Some(label) = label.take()
                    {
                        draft.push_words(&format!("[{label}] "));
                    }
                    draft
                }
                None => Draft::new(BlockKind::Paragraph),
            }
        });
        if let BlockKind::List(_) = draft.kind()
            && lists > 0
            && self.item.is_none()
        {
            if !draft.text().is_empty() {
                draft.push_words("\n");
            }
            self.item = Some(draft.text().len());
        }
        draft
    }

    /// Ends the block under way and begins one of a kind.
    fn begin(&mut self, kind: BlockKind) {
        self.flush();
        self.draft = Some(Draft::new(kind));
    }

    fn begin_table(&mut self, alignments: &[Align]) {
        self.begin(BlockKind::Table(Table::default()));
        let alignments = alignments
            .iter()
            .map(|alignment| match alignment {
                Align::None | Align::Left => Alignment::Left,
                Align::Center => Alignment::Centre,
                Align::Right => Alignment::Right,
            })
            .collect();
        self.block().set_columns(true, alignments);
    }

    fn begin_cell(&mut self) {
        let new_row = self.cell.1;
        let draft = self.block();
        let is_first = matches!(draft.kind(), BlockKind::Table(t) if t.rows.is_empty());
        match (is_first, new_row) {
            (true, _) => {}
            (false, true) => draft.push_words("\n"),
            (false, false) => draft.push_words("\t"),
        }
        self.cell.0 = draft.text().len();
    }

    /// Ends the item under way.
    fn close_item(&mut self) {
        self.soft_break = None;
        let Some(start) = self.item.take() else {
            return;
        };
        let depth = self.lists.saturating_sub(1);
        if let Some(draft) = &mut self.draft
            && let Some(Container::Item(marker)) = self.containers.last_mut()
        {
            draft.add_item(start, depth, *marker);
            *marker = Marker::Continued;
        }
    }

    /// Ends the block under way.
    fn flush(&mut self) {
        self.close_item();
        self.open.clear();
        self.hidden = None;
        let Some(mut draft) = self.draft.take() else {
            return;
        };
        if *draft.kind() == BlockKind::Code {
            let end = draft.text().trim_end_matches(['\n', '\r']).len();
            draft.truncate(end);
        }
        if *draft.kind() == BlockKind::Paragraph && is_picture(&draft) {
            draft.set_kind(BlockKind::Caption);
        }
        self.builder.push(draft);
    }

    /// Where the next words will stand in the block under way.
    fn place(&mut self) -> usize {
        self.resolve_break(None);
        self.block().text().len()
    }

    fn begin_inline(&mut self, kind: InlineKind) {
        let start = self.place();
        self.open.push((start, kind));
    }

    fn mark(&mut self, start: usize, kind: InlineKind) {
        if let Some(draft) = &mut self.draft {
            draft.mark(start, kind);
        }
    }

    fn text(&mut self, text: &CowStr<'_>, range: Range<usize>) {
        if let Some(front) = &mut self.front {
            front.push_str(text);
            return;
        }
        if self.hidden.is_some() {
            return;
        }
        self.resolve_break(text.chars().next());
        self.push(text, range);
    }

    /// Appends words that stand in the source as they are, or in the place of what does.
    fn push(&mut self, text: &str, range: Range<usize>) {
        let source = self.source;
        let draft = self.block();
        if source.get(range.clone()) == Some(text) {
            draft.push(source, range);
        } else {
            draft.push_for(text, range);
        }
    }

    fn push_for(&mut self, text: &str, range: Range<usize>) {
        self.resolve_break(None);
        self.block().push_for(text, range);
    }

    fn code(&mut self, code: &str, range: Range<usize>) {
        let at = self.source.get(range.clone()).and_then(|s| s.find(code));
        match at {
            Some(at) => self.push(code, range.start + at..range.start + at + code.len()),
            None => self.broken_code(code, range),
        }
    }

    /// Code over several lines: their ends, and what stands before the next, have become spaces.
    fn broken_code(&mut self, code: &str, range: Range<usize>) {
        let mut at = range.start;
        let mut rest = code;
        while !rest.is_empty() {
            let (word, after) = rest.split_at(rest.find(' ').unwrap_or(rest.len()));
            let found = self.source.get(at..range.end).and_then(|s| s.find(word));
            let Some(start) = found.map(|found| at + found) else {
                return self.push_for(rest, at..range.end);
            };
            at = start + word.len();
            if !word.is_empty() {
                self.push(word, start..at);
            }
            rest = after;
            if let Some(after) = rest.strip_prefix(' ') {
                self.push_for(" ", at..at);
                rest = after;
            }
        }
    }

    /// Puts a space in the place of a line's end, except between characters of scripts that have
    /// none.
    fn resolve_break(&mut self, next: Option<char>) {
        let Some(range) = self.soft_break.take() else {
            return;
        };
        let draft = self.block();
        let last = draft.text().chars().next_back();
        let is_unspaced = |c: Option<char>| c.is_some_and(words::is_unspaced);
        if !(is_unspaced(last) && is_unspaced(next)) {
            draft.push_for(" ", range);
        }
    }

    fn inline_html(&mut self, html: &str, range: Range<usize>) {
        let Some((name, closes)) = tags::tag_name(html) else {
            return;
        };
        match &self.hidden {
            Some(element) if closes && element.eq_ignore_ascii_case(name) => self.hidden = None,
            Some(_) => {}
            None if tags::is_hidden(name) && !closes => self.hidden = Some(name.to_owned()),
            None if name.eq_ignore_ascii_case("br") => {
                let in_table = matches!(self.block().kind(), BlockKind::Table(_));
                self.push_for(if in_table { " " } else { "\n" }, range);
            }
            None => {}
        }
    }

    /// The words of an HTML block, as blocks where its elements part them.
    fn html_block(&mut self) {
        let Some(range) = self.html.take() else {
            return;
        };
        for piece in tags::pieces(self.source, range) {
            match piece {
                Piece::Words(range) => self.html_words(range),
                Piece::Entity(range, c) => self.push_for(c.encode_utf8(&mut [0; 4]), range),
                Piece::Tag(name, closes) => self.html_tag(name, closes),
            }
        }
        self.end_html_block();
    }

    fn html_tag(&mut self, name: &str, closes: bool) {
        let heading = name
            .strip_prefix(['h', 'H'])
            .and_then(|level| level.parse::<u8>().ok())
            .filter(|level| (1..=6).contains(level));
        match heading {
            Some(level) if !closes => self.begin(BlockKind::Heading(level)),
            _ if name.eq_ignore_ascii_case("br") && self.draft.is_some() => {
                self.block().push_words("\n");
            }
            _ if tags::is_block(name) => self.end_html_block(),
            _ => {}
        }
    }

    fn end_html_block(&mut self) {
        if self.is_in_item() {
            self.close_item();
        } else {
            self.flush();
        }
    }

    /// Words of an HTML block, white space levelled.
    fn html_words(&mut self, range: Range<usize>) {
        let text = self.source.get(range.clone()).unwrap_or("");
        let mut at = range.start;
        for word in text.split_inclusive(char::is_whitespace) {
            let core = word.trim_end();
            let has_words = self
                .draft
                .as_ref()
                .is_some_and(|d| !d.text().is_empty() && !d.text().ends_with(char::is_whitespace));
            if !core.is_empty() {
                self.push(core, at..at + core.len());
            }
            if core.len() < word.len() && (has_words || !core.is_empty()) {
                self.block().push_for(" ", at + core.len()..at + word.len());
            }
            at += word.len();
        }
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Whether a paragraph holds a picture and nothing else.
fn is_picture(draft: &Draft) -> bool {
    let length = draft.text().trim().len();
    length > 0
        && draft.inlines().iter().any(|inline| {
            matches!(inline.kind, InlineKind::Image(_)) && inline.span.len() >= length
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{format_named, load_text};
    use crate::text::Document;
    use proptest::prelude::*;

    fn document(source: &str) -> Document {
        load_text(source, format_named("md"))
    }

    /// A document in a short notation, one line a block.
    fn shown(doc: &Document) -> Vec<String> {
        doc.blocks()
            .iter()
            .map(|block| {
                let text = doc.slice(block.span);
                match &block.kind {
                    BlockKind::List(items) => items
                        .iter()
                        .map(|i| format!("{:?}{} {}", i.marker, i.depth, doc.slice(i.span)))
                        .collect::<Vec<_>>()
                        .join("; "),
                    BlockKind::Table(table) => table
                        .rows
                        .iter()
                        .map(|r| {
                            r.iter()
                                .map(|c| doc.slice(*c))
                                .collect::<Vec<_>>()
                                .join("|")
                        })
                        .collect::<Vec<_>>()
                        .join("; "),
                    kind => format!("{kind:?} {text}"),
                }
            })
            .collect()
    }

    #[track_caller]
    fn check(source: &str, expected: &[&str]) {
        assert_eq!(shown(&document(source)), expected);
    }

    #[test]
    fn blocks() {
        check(
            "It turned.\n\n## Tide\n\nOne\ntwo  \nthree\n\n---\n\n> said\n>\n> > she\n",
            &[
                "Paragraph It turned.",
                "Heading(2) Tide",
                "Paragraph One two\nthree",
                "Rule ",
                "Quote(1) said",
                "Quote(2) she",
            ],
        );
        check(
            "It turned.\n\n```rust\nfn a() {\n\n}\n```\n",
            &["Paragraph It turned.", "Code fn a() {\n\n}"],
        );
        check(
            "It turned.\n\n水車は\n回る",
            &["Paragraph It turned.", "Paragraph 水車は回る"],
        );
    }

    #[test]
    fn lists_are_one_block_with_depths() {
        check(
            "- one\n  1. deep\n  2. deeper\n- [x] two\n\n  more\n- three",
            &[
                "Bullet0 one; Number(1)1 deep; Number(2)1 deeper; Task(true)0 two; Continued0 more; Bullet0 three",
            ],
        );
        check(
            "1. one\n\n   ```\n   code\n   ```\n2. two",
            &["Number(1)0 one", "Code code", "Number(2)0 two"],
        );
        check("- > said\n- two", &["Quote(1) said", "Bullet0 two"]);
    }

    #[test]
    fn tables_and_footnotes() {
        check("A | B\n--|--\n*c* | d<br>e\n", &["A|B; c|d e"]);
        let doc = document("It cost much.[^n]\n\n[^n]: So they say.\n\n    Twice.\n");
        assert_eq!(
            shown(&doc),
            [
                "Paragraph It cost much.[n]",
                "Footnote [n] So they say.",
                "Footnote Twice."
            ]
        );
        let mark = InlineKind::FootnoteMark("n".into());
        assert!(
            doc.inlines(0)
                .iter()
                .any(|i| i.kind == mark && doc.slice(i.span) == "[n]")
        );
    }

    #[test]
    fn inline_spans() {
        let source = "A *b **c*** `d` [e](https://example.org/ \"t\") ~~f~~ ![Q](h.png) &amp; \\*.";
        let doc = document(source);
        assert_eq!(doc.text(), "A b c d e f Q & *.");
        let inlines: Vec<_> = doc
            .inlines(0)
            .iter()
            .map(|i| (&i.kind, doc.slice(i.span)))
            .collect();
        assert_eq!(
            inlines,
            [
                (&InlineKind::Emphasis, "b c"),
                (&InlineKind::Strong, "c"),
                (&InlineKind::Code, "d"),
                (&InlineKind::Link("https://example.org/".into()), "e"),
                (&InlineKind::Strike, "f"),
                (&InlineKind::Image("h.png".into()), "Q"),
            ]
        );
        for word in ["b", "c", "d", "f", "Q"] {
            let at = doc.text().find(word).unwrap();
            assert_eq!(doc.source_offset(at), source.find(word), "{word}");
        }
    }

    #[test]
    fn a_picture_alone_is_a_caption() {
        check(
            "![The mill](a.png)\n\n[![The sea](b.png)](c)\n",
            &["Caption The mill", "Caption The sea"],
        );
    }

    #[test]
    fn html_is_dropped_to_its_text() {
        check(
            "It <b>turned</b><br>once.<!-- no -->\n\n<div>\n<p>One &amp; two</p>\n<p>three <i>four</i>\nfive</p></div>\n\nEnd.\n",
            &[
                "Paragraph It turned\nonce.",
                "Paragraph One & two",
                "Paragraph three four five",
                "Paragraph End.",
            ],
        );
        check(
            "A<script>alert(1)</script>b\n\n<style>p {}</style>\n\n<h3>Tide</h3>\n\nc\n",
            &["Paragraph Ab", "Heading(3) Tide", "Paragraph c"],
        );
    }

    #[test]
    fn markdown_is_told_by_its_start() {
        for (text, expected) in [
            ("---\ntitle: a\n---\n", Sniffed::Probably),
            ("# The mill\n\nIt turned.", Sniffed::Probably),
            ("See [the mill](https://example.org).", Sniffed::Probably),
            ("It turned.\n", Sniffed::Unknown),
            ("#!/bin/sh\n", Sniffed::Unknown),
            ("# comment\nset x\n", Sniffed::Unknown),
        ] {
            assert_eq!(sniff(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn deep_nesting_ends() {
        for text in [
            "> ".repeat(100_000) + "x",
            "- ".repeat(100_000) + "x",
            "*".repeat(100_000) + "x",
            "[".repeat(100_000) + "x",
            "![".repeat(50_000) + "x" + &"](y)".repeat(50_000),
            "<b>".repeat(100_000) + "x",
        ] {
            let doc = document(&text);
            assert!(doc.text().contains('x'));
        }
    }

    proptest! {
        #[test]
        fn letters_lead_back_to_the_source(source in "([a-z#*_>`~|\\[\\]()<&;:! \n-]|\n\n|\\[\\^a\\]|&amp;|<p>|  \n){0,120}") {
            let doc = document(&source);
            for (offset, c) in doc.text().char_indices().filter(|(_, c)| c.is_ascii_lowercase()) {
                let block = &doc.blocks()[doc.block_at(offset)];
                if block.kind == BlockKind::Footnote || block.head_only {
                    continue;
                }
                let at = doc.source_offset(offset).unwrap();
                let there = source.get(at..).and_then(|s| s.chars().next());
                prop_assert!(there == Some(c) || there == Some('['), "{c} at {at} of {source:?}");
            }
            for inline in doc.all_inlines() {
                prop_assert!(doc.text().get(inline.span.range()).is_some());
            }
        }

        #[test]
        fn any_text_can_be_read(source in any::<String>()) {
            document(&source);
        }
    }
}
