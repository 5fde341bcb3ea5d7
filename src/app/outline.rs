//! The index as it stands on the screen: what is unfolded, selected, filtered, in which order.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::analysis::List;
use crate::index::{Entry, Index};

/// By what a list is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// By days, the undated last.
    Time,
    /// By how many entries stand under each.
    Number,
    /// By place in the text.
    Place,
}

impl Order {
    /// Its name in a message.
    pub fn name(self) -> &'static str {
        match self {
            Order::Time => "by time",
            Order::Number => "by number of quotations",
            Order::Place => "by place in the text",
        }
    }
}

/// The orders that a list knows, the default first.
fn orders(list: List) -> &'static [Order] {
    match list {
        List::Sections => &[Order::Place],
        List::Speakers => &[Order::Number, Order::Place],
        List::Events => &[Order::Time, Order::Place],
    }
}

/// A list on the screen.
#[derive(Clone, Debug, Default)]
struct Shown {
    selected: Option<usize>,
    unfolded: BTreeSet<usize>,
    order: usize,
    filter: String,
    /// What was selected before the list was filtered.
    before_filter: Option<usize>,
    /// The entries shown, in order.
    rows: Vec<usize>,
}

/// The lists on the screen, and which one the keys go to.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    index: Index,
    lists: [Shown; 3],
    focus: Option<List>,
    /// The list that had the focus last: the drawer's tab.
    tab: Option<List>,
    /// The last index that had entries, while there is none, with its lists.
    before: Option<Box<(Index, [Shown; 3])>>,
}

/// Finds the entries of one index in another that was made of much the same text.
struct Matches<'a> {
    old: &'a [Entry],
    new: &'a [Entry],
}

impl<'a> Matches<'a> {
    fn new(old: &'a [Entry], new: &'a [Entry]) -> Self {
        Matches { old, new }
    }

    /// The entry with the same words, in the same block where there are several.
    fn find(&self, entry: usize) -> Option<usize> {
        let was = self.old.get(entry)?;
        let same = |e: &Entry| e.label == was.label && e.depth == was.depth;
        let mut alike = (0..self.new.len()).filter(|i| same(&self.new[*i]));
        let in_block = alike.clone().find(|i| self.new[*i].block == was.block);
        in_block.or_else(|| alike.next())
    }
}

impl Outline {
    /// The entries.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Puts another index in place; what is selected and unfolded stays so, by its words and
    /// place, also over a time without entries (while an article is read again).
    pub fn set_index(&mut self, index: Index) {
        let (old, was) = match self.before.take() {
            Some(before) => *before,
            None => (std::mem::take(&mut self.index), self.lists.clone()),
        };
        self.index = index;
        for list in List::ALL {
            let shown = &mut self.lists[list as usize];
            let matches = Matches::new(old.entries(list), self.index.entries(list));
            let was = &was[list as usize];
            shown.selected = was.selected.and_then(|e| matches.find(e));
            shown.before_filter = was.before_filter.and_then(|e| matches.find(e));
            shown.unfolded = was
                .unfolded
                .iter()
                .filter_map(|e| matches.find(*e))
                .collect();
            self.arrange(list);
        }
        if self.available().is_empty() {
            self.before = Some(Box::new((old, was)));
        }
    }

    /// The list that the keys go to.
    pub fn focus(&self) -> Option<List> {
        self.focus
    }

    /// The list that the drawer shows.
    pub fn tab(&self) -> List {
        self.focus.or(self.tab).unwrap_or(List::Sections)
    }

    /// The lists that have something to show.
    pub fn available(&self) -> Vec<List> {
        let with = |l: &List| !self.index.entries(*l).is_empty();
        List::ALL.into_iter().filter(with).collect()
    }

    /// Gives the keys to a list, or back to the text.
    pub fn set_focus(&mut self, focus: Option<List>) {
        self.tab = focus.or(self.tab);
        self.focus = focus;
    }

    /// The entries that a list shows, in order.
    pub fn rows(&self, list: List) -> &[usize] {
        &self.lists[list as usize].rows
    }

    /// The entry that is selected in a list.
    pub fn selected(&self, list: List) -> Option<usize> {
        self.lists[list as usize].selected
    }

    /// The entry of a list.
    pub fn entry(&self, list: List, entry: usize) -> Option<&Entry> {
        self.index.entries(list).get(entry)
    }

    /// Selects an entry; its family is unfolded if it is hidden.
    pub fn select(&mut self, list: List, entry: usize) {
        let parent = self.entry(list, entry).and_then(|e| e.parent);
        let shown = &mut self.lists[list as usize];
        if let Some(parent) = parent.filter(|p| !shown.unfolded.contains(p)) {
            shown.unfolded.insert(parent);
            self.arrange(list);
        }
        let shown = &mut self.lists[list as usize];
        if shown.rows.contains(&entry) {
            shown.selected = Some(entry);
        }
    }

    /// Selects an entry without unfolding anything: its head where it is folded away.
    pub fn select_quietly(&mut self, list: List, entry: usize) {
        let parent = self.entry(list, entry).and_then(|e| e.parent);
        let shown = &mut self.lists[list as usize];
        let is_shown = |e: &usize| shown.rows.contains(e);
        shown.selected = Some(entry).filter(is_shown).or(parent.filter(is_shown));
    }

    /// The entry of a list that the reading is in, or its head where it is folded away.
    pub fn here(&self, list: List, block: crate::text::Span) -> Option<usize> {
        let entry = self.index.entry_at(list, block)?;
        let parent = self.entry(list, entry)?.parent;
        let is_folded = |p: &usize| !self.is_unfolded(list, *p);
        Some(parent.filter(is_folded).unwrap_or(entry))
    }

    /// Whether an entry, or one under it, stands in a stretch of the text.
    pub fn stands_in(&self, list: List, entry: usize, span: crate::text::Span) -> bool {
        let children = self.entry(list, entry).map_or(0, |e| e.children);
        (entry..=entry + children)
            .filter_map(|e| self.entry(list, e))
            .any(|e| e.places.iter().any(|p| p.overlaps(span)))
    }

    /// Moves the selection by rows, or to an end for a huge number. Returns the entry.
    pub fn move_by(&mut self, list: List, rows: isize) -> Option<usize> {
        let shown = &mut self.lists[list as usize];
        let last = shown.rows.len().checked_sub(1)?;
        let at = shown
            .selected
            .and_then(|s| shown.rows.iter().position(|r| *r == s));
        let next = match at {
            Some(at) => at.saturating_add_signed(rows).min(last),
            None if rows < 0 => last,
            None => 0,
        };
        shown.selected = shown.rows.get(next).copied();
        shown.selected
    }

    /// Whether the entries under a head are shown.
    pub fn is_unfolded(&self, list: List, entry: usize) -> bool {
        let shown = &self.lists[list as usize];
        shown.unfolded.contains(&entry) || !shown.filter.is_empty()
    }

    /// Unfolds the selected head.
    pub fn unfold(&mut self, list: List) {
        let has_family = |e: &usize| self.entry(list, *e).is_some_and(|e| e.children > 0);
        if let Some(entry) = self.selected(list).filter(has_family) {
            self.lists[list as usize].unfolded.insert(entry);
            self.arrange(list);
        }
    }

    /// Folds the selected head, or the head of the selected entry, and selects it.
    pub fn fold(&mut self, list: List) {
        let Some(entry) = self.selected(list) else {
            return;
        };
        let head = self
            .entry(list, entry)
            .and_then(|e| e.parent)
            .unwrap_or(entry);
        let shown = &mut self.lists[list as usize];
        shown.unfolded.remove(&head);
        shown.selected = Some(head);
        self.arrange(list);
    }

    /// The words that filter a list.
    pub fn filter(&self, list: List) -> &str {
        &self.lists[list as usize].filter
    }

    /// Shows only entries with these words in any letter case; all for no words.
    pub fn set_filter(&mut self, list: List, words: &str) {
        let shown = &mut self.lists[list as usize];
        shown.filter = words.to_owned();
        let selected = shown.selected.or(shown.before_filter);
        self.arrange(list);
        let shown = &mut self.lists[list as usize];
        if words.is_empty() {
            shown.selected = shown.before_filter.take().or(selected);
        } else {
            shown.before_filter = shown.before_filter.or(selected);
            let is_shown = |s: &usize| shown.rows.contains(s);
            shown.selected = selected.filter(is_shown).or(shown.rows.first().copied());
        }
    }

    /// The order of a list.
    pub fn order(&self, list: List) -> Order {
        let known = orders(list);
        known[self.lists[list as usize].order % known.len()]
    }

    /// Orders a list by the next thing that it knows.
    pub fn sort(&mut self, list: List) -> Order {
        self.lists[list as usize].order += 1;
        self.arrange(list);
        self.order(list)
    }

    /// Works out which entries of a list are shown, in which order.
    fn arrange(&mut self, list: List) {
        let entries = self.index.entries(list);
        let shown = &self.lists[list as usize];
        let wanted = shown.filter.to_lowercase();
        let has_words = |e: &Entry| {
            let texts = [Some(&e.label), e.note.as_ref(), e.when.as_ref()];
            texts
                .into_iter()
                .flatten()
                .any(|t| t.to_lowercase().contains(&wanted))
        };
        let passes: Vec<bool> = entries
            .iter()
            .map(|e| wanted.is_empty() || has_words(e))
            .collect();
        let family = |head: usize| head + 1..head + 1 + entries[head].children;
        let mut heads: Vec<usize> = (0..entries.len())
            .filter(|i| entries[*i].parent.is_none())
            .filter(|i| passes[*i] || family(*i).any(|c| passes[c]))
            .collect();
        match self.order(list) {
            Order::Time => heads.sort_by_key(|i| {
                let days = entries[*i].days;
                (
                    days.is_none(),
                    days.map(|d| (d.from, d.to)),
                    entries[*i].block,
                )
            }),
            Order::Number => {
                heads.sort_by_key(|i| (entries[*i].is_gathering, Reverse(entries[*i].children)));
            }
            Order::Place => heads.sort_by_key(|i| entries[*i].places.first().copied()),
        }
        let mut rows = Vec::with_capacity(heads.len());
        for head in heads {
            rows.push(head);
            if self.is_unfolded(list, head) {
                rows.extend(family(head).filter(|c| passes[*c] || passes[head]));
            }
        }
        let shown = &mut self.lists[list as usize];
        shown.rows = rows;
        let hidden = shown.selected.filter(|s| !shown.rows.contains(s));
        if let Some(hidden) = hidden {
            shown.selected = entries.get(hidden).and_then(|e| e.parent);
        }
    }
}
