//! HTML that stands in Markdown: its words stay, its elements part blocks.

use std::ops::Range;

use super::Reader;
use crate::load::tags::{self, Piece};
use crate::text::BlockKind;

impl Reader<'_> {
    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
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
    pub(super) fn html_block(&mut self) {
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
