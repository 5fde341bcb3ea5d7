//! What the user chooses of the screen (theme, measure, index, zen) and asks of the place (where it
//! is, a copy of it).

use crate::analysis::List;
use crate::index::Inferred;

use super::screen::MEASURE;
use super::{Effect, Severity, State};

impl State {
    /// Drops the link, the search or the chosen speaker.
    pub(super) fn drop_one(&mut self) {
        if self.reader.drop_link() {
            return;
        }
        if self.search.is_lit() {
            self.seeking = None;
            self.search.hide();
        } else {
            self.chosen = None;
        }
    }

    pub(super) fn next_theme(&mut self) {
        self.theme = (self.theme + 1) % self.themes.len().max(1);
        let name = format!("theme {}", self.theme());
        self.say(Severity::Note, &name);
    }

    pub(super) fn next_inferred(&mut self) {
        self.inferred = self.inferred.next();
        self.make_index();
        let text = match self.inferred {
            Inferred::Auto => "inferred sections where the article has no headings",
            Inferred::All => "inferred sections inside long sections too",
            Inferred::None => "no inferred sections",
        };
        self.say(Severity::Note, text);
    }

    pub(super) fn toggle_index(&mut self) {
        if self.wish.zen {
            self.wish.zen = false;
            self.wish.index = true;
            return;
        }
        if !self.geometry.is_drawer {
            self.wish.index = !self.wish.index;
            if !self.wish.index {
                self.leave_index();
            }
        } else if self.outline.focus().is_some() {
            self.leave_index();
        } else {
            self.focus_list(None);
        }
    }

    pub(super) fn toggle_zen(&mut self) {
        self.wish.zen = !self.wish.zen;
        if self.wish.zen {
            self.leave_index();
        }
    }

    pub(super) fn widen(&mut self, by: i32, count: Option<usize>) {
        let count = count.unwrap_or(1).min(100) as i32;
        // From what is seen: a wider wish than the screen has room for is no step to go back.
        let measure = i32::from(self.geometry.text.width) + by * count;
        self.wish.measure = measure.clamp(i32::from(MEASURE.0), i32::from(MEASURE.2)) as u16;
        let wished = self.wish.measure;
        self.refit();
        let set = self.geometry.text.width;
        let text = if set < wished {
            format!("{set} columns of text, all that the screen has room for")
        } else {
            format!("{set} columns of text")
        };
        self.say(Severity::Note, &text);
    }

    /// The article so many further on, or back.
    pub(super) fn other_article(&mut self, count: Option<usize>, back: bool) -> Option<Effect> {
        let (at, of) = self.article;
        let count = count.unwrap_or(1);
        let target = if back {
            at.checked_sub(count)
        } else {
            Some(at + count).filter(|to| *to < of)
        };
        if target.is_none() {
            let text = match (of, back) {
                (0 | 1, _) => "only one article is open",
                (_, true) => "this is the first article",
                (_, false) => "this is the last article",
            };
            self.say(Severity::Note, text);
        }
        target.map(Effect::Article)
    }

    pub(super) fn say_where(&mut self) {
        let doc = self.reader.doc();
        let number = doc.paragraph_number(self.reader.current());
        let mut parts = vec![self.name.clone()];
        if self.article.1 > 1 {
            parts.push(format!(
                "article {} of {}",
                self.article.0 + 1,
                self.article.1
            ));
        }
        if let Some(number) = number {
            parts.push(format!("¶ {number} of {}", doc.paragraph_count()));
        }
        parts.push(format!("{} %", self.reader.percent()));
        if let Some(section) = self.section_here() {
            parts.push(section);
        }
        let text = parts.join(" · ");
        self.say(Severity::Note, &text);
    }

    /// The entry that is selected, or else the one that was gone to and is still read.
    fn entry_in_hand(&self) -> Option<(List, usize)> {
        if let Some(list) = self.outline.focus() {
            return Some((list, self.outline.selected(list)?));
        }
        let (list, at) = self.walked?;
        let is_read = self.reader.current_span().contains(at);
        let entry = self
            .outline
            .index()
            .entry_from(list, at)
            .filter(|_| is_read);
        Some((list, entry?))
    }

    /// The paragraph, or the quotation that is selected or was gone to, with its source.
    pub(super) fn copy(&mut self) -> Option<Effect> {
        let doc = self.reader.doc();
        let selected = self.entry_in_hand().and_then(|(list, entry)| {
            let entry = self.outline.entry(list, entry)?;
            let owner = self.outline.entry(list, entry.parent?)?;
            let owner = (!owner.is_gathering).then(|| owner.label.clone());
            Some((entry.label.clone(), owner))
        });
        let what = if selected.is_some() {
            "quotation"
        } else {
            "paragraph"
        };
        let (words, owner) =
            selected.unwrap_or_else(|| (self.reader.current_text().to_owned(), None));
        let metadata = doc.metadata();
        let date = self.annotations.as_ref().and_then(|a| a.document_date());
        let mut source: Vec<String> = owner.into_iter().collect();
        source.extend(metadata.title.clone());
        source.extend(metadata.byline.clone());
        source.extend(date.map(|d| d.to_string()));
        if source.is_empty() {
            source.push(self.name.clone());
        }
        let text = format!("{words}\n— {}\n", source.join(", "));
        if words.is_empty() {
            self.say(Severity::Note, "nothing to copy");
            return None;
        }
        self.say(Severity::Note, &format!("{what} sent to the clipboard"));
        Some(Effect::Copy(crate::text::safe::text(&text).into_owned()))
    }
}
