//! Which block is under way: what it stands in, its items and its cells.

use pulldown_cmark::Alignment as Align;

use super::Reader;
use crate::text::{Alignment, BlockKind, Draft, InlineKind, Marker, Table};

/// What a block stands in.
pub(super) enum Container {
    Quote,
    List(Option<u64>),
    /// An item: what stands before its next paragraph.
    Item(Marker),
    /// A footnote: its label until its first paragraph has it.
    Footnote(Option<String>),
}

impl Reader<'_> {
    pub(super) fn is_in_item(&self) -> bool {
        matches!(self.containers.last(), Some(Container::Item(_)))
    }

    pub(super) fn next_marker(&mut self) -> Marker {
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
    pub(super) fn block(&mut self) -> &mut Draft {
        let (quotes, lists) = (self.quotes, self.lists);
        let draft = self
            .draft
            .get_or_insert_with(|| match self.containers.last_mut() {
                None => Draft::new(BlockKind::Paragraph),
                Some(Container::Quote) => Draft::new(BlockKind::Quote(quotes)),
                Some(Container::List(_) | Container::Item(_)) => {
                    Draft::new(BlockKind::List(Vec::new()))
                }
                Some(Container::Footnote(label)) => {
                    let mut draft = Draft::new(BlockKind::Footnote);
                    if let Some(label) = label.take() {
                        draft.push_words(&format!("[{label}] "));
                    }
                    draft
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
    pub(super) fn begin(&mut self, kind: BlockKind) {
        self.flush();
        self.draft = Some(Draft::new(kind));
    }

    /// Ends the item under way.
    pub(super) fn close_item(&mut self) {
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
    pub(super) fn flush(&mut self) {
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

    pub(super) fn begin_table(&mut self, alignments: &[Align]) {
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

    pub(super) fn begin_cell(&mut self) {
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
}

/// Whether a paragraph holds a picture and nothing else.
fn is_picture(draft: &Draft) -> bool {
    let length = draft.text().trim().len();
    length > 0
        && draft.inlines().iter().any(|inline| {
            matches!(inline.kind, InlineKind::Image(_)) && inline.span.len() >= length
        })
}
