//! What the view reads of the state.

use crate::analysis::{Annotations, List};

use super::keymap::{Keymap, Pending};
use super::outline::Outline;
use super::reader::Reader;
use super::screen::Geometry;
use super::{ColorLevel, Message, Prompt, Search, State};

impl State {
    /// Where everything stands.
    pub fn geometry(&self) -> &Geometry {
        &self.geometry
    }

    /// The article.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The index.
    pub fn outline(&self) -> &Outline {
        &self.outline
    }

    /// The search in force.
    pub fn search(&self) -> &Search {
        &self.search
    }

    /// The line that is being typed.
    pub fn prompt(&self) -> Option<&Prompt> {
        self.prompt.as_ref()
    }

    /// The message in the status line.
    pub fn message(&self) -> Option<&Message> {
        self.message.as_ref()
    }

    /// The first line shown of the help, while it is open.
    pub fn help(&self) -> Option<usize> {
        self.help.map(|line| line.min(self.help_end()))
    }

    /// The keys in force.
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// How many colours there are.
    pub fn level(&self) -> ColorLevel {
        self.level
    }

    /// The count and prefix typed so far.
    pub fn pending(&self) -> Pending {
        self.pending
    }

    /// How much of a text that still arrives has been read.
    pub fn progress(&self) -> Option<u8> {
        self.progress
    }

    /// What is known of an article that is waited for.
    pub fn awaited(&self) -> Option<&str> {
        self.awaited.as_deref()
    }

    /// Whether the analysis is done.
    pub fn is_analysed(&self) -> bool {
        self.annotations.is_some()
    }

    /// Whether the analysis has failed.
    pub fn has_failed(&self) -> bool {
        self.has_failed
    }

    /// What was found in the article, once the analysis is done.
    pub fn annotations(&self) -> Option<&Annotations> {
        self.annotations.as_ref()
    }

    /// Minutes that the rest of the text takes to read.
    pub fn minutes_left(&self) -> usize {
        let doc = self.reader.doc();
        let length = doc.text().len().max(1);
        let rest = length.saturating_sub(doc.offset_of(self.reader.place()));
        if self.reader.is_at_end() {
            0
        } else {
            (self.minutes * rest).div_ceil(length)
        }
    }

    /// The entry whose words are lit: the chosen one, or the one selected in its list.
    pub fn lit(&self) -> Option<(List, usize)> {
        let selected = self.outline.focus().and_then(|list| {
            let entry = self.outline.selected(list)?;
            let of = self.outline.entry(list, entry)?;
            let head = of.parent.unwrap_or(entry);
            (self.outline.entry(list, head)?.children > 0).then_some((list, head))
        });
        selected.or(self.chosen)
    }

    /// The title of the section that the reading is in, with the sign of one that was worked out.
    pub fn section_here(&self) -> Option<String> {
        let entry = self.here(List::Sections)?;
        let entry = self.outline.entry(List::Sections, entry)?;
        let sign = entry.sign.map(|sign| format!(" {sign}"));
        Some(entry.label.clone() + &sign.unwrap_or_default())
    }

    /// The entry of a list that the reading is in.
    pub fn here(&self, list: List) -> Option<usize> {
        self.outline.here(list, self.reader.current_span())
    }
}
