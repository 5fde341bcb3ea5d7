//! Going somewhere: by lines, pages and paragraphs, by entries, by jumps, marks and searches.

use crate::analysis::List;
use crate::text::Place;

use super::action::{Action, Command};
use super::{Severity, State};

/// The most rows that one key scrolls: what is passed must be laid out.
const FARTHEST: usize = 20_000;
/// Cells by which a key scrolls code aside.
const CODE_STEP: isize = 8;

impl State {
    /// Does a command that moves the reading or the selection.
    pub(super) fn travel(&mut self, command: Command) {
        let count = command.count.unwrap_or(1).max(1);
        let steps = count.min(FARTHEST) as isize;
        if goes_elsewhere(command.action) {
            self.walked = None;
        }
        match command.action {
            Action::LineDown => self.reader.scroll(steps),
            Action::LineUp => self.reader.scroll(-steps),
            Action::HalfPageDown => self.scroll_half(steps),
            Action::HalfPageUp => self.scroll_half(-steps),
            Action::PageDown => self.reader.scroll_pages(steps),
            Action::PageUp => self.reader.scroll_pages(-steps),
            Action::Top => self.go_to_paragraph_or(command.count, |reader| reader.to_start()),
            Action::Bottom => self.go_to_paragraph_or(command.count, |reader| reader.to_end()),
            Action::Percent => self.go_to_percent(command.count.unwrap_or(0)),
            Action::NextParagraph => self.reader.move_paragraphs(steps),
            Action::PreviousParagraph => self.reader.move_paragraphs(-steps),
            Action::ParagraphToTop => self.reader.put_current(0),
            Action::ParagraphToMiddle => self.reader.put_current(1),
            Action::ParagraphToBottom => self.reader.put_current(2),
            Action::CodeLeft => self.reader.scroll_code(-CODE_STEP * steps.min(100)),
            Action::CodeRight => self.reader.scroll_code(CODE_STEP * steps.min(100)),
            Action::NextSection => self.walk(List::Sections, count, false),
            Action::PreviousSection => self.walk(List::Sections, count, true),
            Action::NextQuote => self.walk(List::Speakers, count, false),
            Action::PreviousQuote => self.walk(List::Speakers, count, true),
            Action::NextEvent => self.walk(List::Events, count, false),
            Action::PreviousEvent => self.walk(List::Events, count, true),
            Action::NextLink => self.walk_links(steps),
            Action::PreviousLink => self.walk_links(-steps),
            Action::FocusNext => self.turn_focus(1),
            Action::FocusPrevious => self.turn_focus(-1),
            Action::FocusSections => self.focus_list(Some(List::Sections)),
            Action::FocusSpeakers => self.focus_list(Some(List::Speakers)),
            Action::FocusEvents => self.focus_list(Some(List::Events)),
            Action::SearchNext => self.search_again(count, false),
            Action::SearchPrevious => self.search_again(count, true),
            Action::JumpBack => self.jump_in_list(count, true),
            Action::JumpForward => self.jump_in_list(count, false),
            Action::SetMark => self.set_mark(command.letter),
            Action::GoToMark => self.go_to_mark(command.letter),
            Action::LastPlace => match self.jumps.last() {
                Some(place) => self.jump(place),
                None => self.say(Severity::Note, "no jump yet"),
            },
            action => self.walk_list(action, steps),
        }
    }

    /// Does what a key does in a list.
    fn walk_list(&mut self, action: Action, steps: isize) {
        let Some(list) = self.outline.focus() else {
            return;
        };
        match action {
            Action::EntryDown => self.select_by(list, steps),
            Action::EntryUp => self.select_by(list, -steps),
            Action::EntryFirst => self.select_by(list, isize::MIN),
            Action::EntryLast => self.select_by(list, isize::MAX),
            Action::EntryGo => self.go_to_selected(list),
            Action::EntryBack if !self.outline.filter(list).is_empty() => {
                self.outline.set_filter(list, "");
                self.preview();
            }
            Action::EntryBack => self.leave_index(),
            Action::Fold => self.outline.fold(list),
            Action::Unfold => self.outline.unfold(list),
            Action::Sort => {
                let order = self.outline.sort(list).name();
                self.say(Severity::Note, &format!("{} {order}", list.name()));
            }
            _ => {}
        }
    }

    fn scroll_half(&mut self, halves: isize) {
        let half = (self.geometry.visible_rows() / 2).max(1) as isize;
        let farthest = FARTHEST as isize;
        self.reader
            .scroll((halves * half).clamp(-farthest, farthest));
    }

    /// Leaves the present place by a jump that the jump list remembers.
    fn jump(&mut self, place: Place) {
        self.jumps.leave(self.reader.place());
        self.reader.jump(place);
    }

    fn go_to_paragraph_or(
        &mut self,
        number: Option<usize>,
        otherwise: impl Fn(&mut super::reader::Reader),
    ) {
        let doc = self.reader.doc().clone();
        match number.and_then(|n| doc.paragraph_block(n)) {
            Some(block) => self.jump(Place { block, offset: 0 }),
            None => {
                self.jumps.leave(self.reader.place());
                otherwise(&mut self.reader);
            }
        }
    }

    fn go_to_percent(&mut self, percent: usize) {
        let doc = self.reader.doc().clone();
        if percent >= 100 {
            self.go_to_paragraph_or(None, |reader| reader.to_end());
            return;
        }
        let mut offset = doc.text().len() / 100 * percent + doc.text().len() % 100 * percent / 100;
        while !doc.text().is_char_boundary(offset) {
            offset -= 1;
        }
        self.jump(doc.place_at(offset));
    }

    /// Goes `count` entries of a list on, by their places in the text.
    fn walk(&mut self, list: List, count: usize, back: bool) {
        let span = self.reader.current_span();
        let mut offset = match self.walked {
            Some((walked, at)) if walked == list && span.contains(at) => at,
            _ if list.is_parts() => {
                let at = self.outline.index().entry_at(list, span);
                let begins = at.and_then(|e| self.outline.entry(list, e));
                begins.map_or(0, |e| e.places[0].start())
            }
            _ => span.start().saturating_sub(usize::from(!back)),
        };
        let mut found = None;
        for _ in 0..count {
            let next = self.outline.index().next(list, offset, back);
            let Some((at, entry)) = next else { break };
            offset = at;
            found = Some(entry);
        }
        let Some(entry) = found else {
            let which = if back { "earlier" } else { "further" };
            let what = match list {
                List::Sections => "section",
                List::Speakers => "quotation",
                List::Events => "dated event",
            };
            self.say(Severity::Note, &format!("no {which} {what}"));
            return;
        };
        let place = self.reader.doc().place_at(offset);
        self.jumps.leave(self.reader.place());
        self.reader.jump_if_hidden(place);
        self.walked = Some((list, offset));
        self.outline.select_quietly(list, entry);
    }

    fn walk_links(&mut self, count: isize) {
        if !self.reader.move_links(count) {
            self.say(Severity::Note, "no further link");
        }
    }

    /// Gives the keys to the next list that has entries, or to the text, in turn.
    fn turn_focus(&mut self, by: isize) {
        let mut stops: Vec<Option<List>> = vec![None];
        stops.extend(self.outline.available().into_iter().map(Some));
        let here = stops.iter().position(|s| *s == self.outline.focus());
        let at = here.unwrap_or(0) as isize + by;
        match stops[at.rem_euclid(stops.len() as isize) as usize] {
            Some(list) => self.focus_list(Some(list)),
            None if stops.len() == 1 => self.say_no_index(),
            None => self.settle_preview(),
        }
    }

    fn say_no_index(&mut self) {
        let text = match (self.is_analysed(), self.has_failed) {
            (true, _) => "nothing stands in the index of this article",
            (false, true) => "there is no index: the analysis failed",
            (false, false) => "the index is still being made",
        };
        self.say(Severity::Note, text);
    }

    /// Gives the keys to a list (the last one for `None`), and shows the index if it is closed.
    pub(super) fn focus_list(&mut self, list: Option<List>) {
        let available = self.outline.available();
        let list = list.unwrap_or_else(|| self.outline.tab());
        let Some(list) = available.iter().find(|l| **l == list).copied() else {
            match available.first() {
                Some(first) if self.outline.focus().is_none() && list == self.outline.tab() => {
                    self.focus_list(Some(*first));
                }
                _ => self.say_no_index(),
            }
            return;
        };
        if !self.geometry.has_room_for_index() {
            self.say(Severity::Note, "index needs 40x8");
            return;
        }
        self.wish.zen = false;
        self.wish.index = true;
        if self.home.is_none() {
            self.home = Some(self.reader.standing());
        }
        self.outline.set_focus(Some(list));
        let row = self.outline.rows(list).first().copied();
        let selected = self.outline.selected(list);
        let current = self.reader.current_span();
        let is_here = |entry: &usize| self.outline.stands_in(list, *entry, current);
        let here = selected.filter(is_here).or(self.here(list));
        if let Some(entry) = here.or(selected).or(row) {
            self.outline.select(list, entry);
        }
    }

    fn select_by(&mut self, list: List, rows: isize) {
        self.outline.move_by(list, rows);
        self.preview();
    }

    /// Shows the selected entry's paragraph.
    pub(super) fn preview(&mut self) {
        let Some(place) = self.selected_place() else {
            return;
        };
        self.reader.jump(place);
    }

    fn selected_place(&self) -> Option<Place> {
        let list = self.outline.focus()?;
        let entry = self.outline.entry(list, self.outline.selected(list)?)?;
        if entry.children > 0 {
            return Some(Place {
                block: entry.block,
                offset: 0,
            });
        }
        Some(self.reader.doc().place_at(entry.places[0].start()))
    }

    /// Enter: stays where the preview is, lights a speaker's quotations, gives the keys to the
    /// text.
    fn go_to_selected(&mut self, list: List) {
        let lit = self.lit();
        self.preview();
        let entry = self.outline.selected(list);
        let entry = entry.and_then(|e| self.outline.entry(list, e));
        self.walked = entry
            .filter(|e| e.children == 0)
            .map(|e| (list, e.places[0].start()));
        if lit.is_some_and(|(l, _)| l == list) {
            self.chosen = lit;
        }
        self.settle_preview();
    }

    /// Gives the keys to the text where the preview is; the place before it is remembered.
    fn settle_preview(&mut self) {
        if let Some((_, block)) = self.home.take()
            && block != self.reader.current()
        {
            self.jumps.leave(Place { block, offset: 0 });
        }
        self.outline.set_focus(None);
    }

    /// Gives the keys to the text where the reading was.
    pub(super) fn leave_index(&mut self) {
        if let Some(home) = self.home.take() {
            self.reader.stand(home);
        }
        self.outline.set_focus(None);
    }

    fn jump_in_list(&mut self, count: usize, back: bool) {
        let here = self.reader.place();
        let place = if back {
            self.jumps.back(here, count)
        } else {
            self.jumps.forward(here, count)
        };
        match place {
            Some(place) => self.reader.jump(place),
            None if back => self.say(Severity::Note, "no earlier jump"),
            None => self.say(Severity::Note, "no later jump"),
        }
    }

    fn set_mark(&mut self, letter: Option<char>) {
        if let Some(letter) = letter {
            let place = self.place_in_hand();
            self.jumps.set_mark(letter, place);
            self.say(Severity::Note, &format!("mark {letter} set"));
        }
    }

    /// The words that were gone to while they are on the screen, else the place of the reading.
    fn place_in_hand(&self) -> Place {
        let visible = self.reader.visible();
        let current = self.reader.current_span();
        let found = self.search.here().filter(|_| self.search.is_lit());
        let walked = self.walked.map(|(_, at)| at);
        let offsets = [found.map(|f| f.start()), walked];
        let is_read = |at: &usize| visible.contains(*at) && current.contains(*at);
        match offsets.into_iter().flatten().find(is_read) {
            Some(offset) => self.reader.doc().place_at(offset),
            None => self.reader.place(),
        }
    }

    fn go_to_mark(&mut self, letter: Option<char>) {
        let Some(letter) = letter else { return };
        match self.jumps.mark(letter) {
            Some(place) => self.jump(place),
            None => self.say(
                Severity::Note,
                &format!("no mark {letter}: set it with m{letter}"),
            ),
        }
    }
}

/// Whether an action leaves the entry that was gone to, though its paragraph may stay the current
/// one.
fn goes_elsewhere(action: Action) -> bool {
    matches!(
        action,
        Action::Top
            | Action::Bottom
            | Action::Percent
            | Action::NextParagraph
            | Action::PreviousParagraph
            | Action::SearchNext
            | Action::SearchPrevious
            | Action::JumpBack
            | Action::JumpForward
            | Action::GoToMark
            | Action::LastPlace
    )
}
