//! Links: the one that was gone to, and the way to the next.

use super::Reader;
use crate::text::{InlineKind, Span};

impl Reader {
    /// The link that was gone to: its words and its target.
    pub fn link(&self) -> Option<(Span, &str)> {
        let span = self.link?;
        let block = self.doc.block_at(span.start());
        let inline = self.doc.inlines(block).iter().find(|i| i.span == span)?;
        match &inline.kind {
            InlineKind::Link(target) => Some((span, target)),
            _ => None,
        }
    }

    /// Goes to the link `count` links on from here (back for negative ones).
    pub fn move_links(&mut self, count: isize) -> bool {
        let links: Vec<Span> = self
            .doc
            .all_inlines()
            .iter()
            .filter(|i| matches!(i.kind, InlineKind::Link(_)))
            .map(|i| i.span)
            .collect();
        let here = self.link.map_or(self.visible().start(), Span::start);
        let at = match (self.link, count >= 0) {
            (Some(_), true) => links.partition_point(|l| l.start() <= here) as isize - 1 + count,
            (Some(_), false) => links.partition_point(|l| l.start() < here) as isize + count,
            (None, true) => links.partition_point(|l| l.start() < here) as isize + count - 1,
            (None, false) => links.partition_point(|l| l.start() < here) as isize + count,
        };
        let Some(link) = usize::try_from(at).ok().and_then(|at| links.get(at)) else {
            return false;
        };
        let place = self.doc.place_at(link.start());
        self.jump_if_hidden(place);
        self.link = Some(*link);
        true
    }

    /// Forgets the link that was gone to. Returns whether there was one.
    pub fn drop_link(&mut self) -> bool {
        self.link.take().is_some()
    }
}
