//! Markdown, by `pulldown-cmark`: its events → blocks.

mod blocks;
mod html;
mod inline;
#[cfg(test)]
mod tests;

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Sniffed, front_matter};
use crate::source::Input;
use crate::text::{BlockKind, DocumentBuilder, Draft, InlineKind, Marker};
use blocks::Container;

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
