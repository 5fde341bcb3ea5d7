//! Who "he", "who" and "it" stand for.

use crate::analysis::SpeakerKind;
use crate::analysis::quotes::cast::Gender;
use crate::analysis::quotes::lexicon::Class;
use crate::analysis::quotes::phrase;
use crate::analysis::quotes::reference::{self, Reference};
use crate::analysis::quotes::salience::{self, Wanted};

use super::{Entry, MOST_BACK, Resolver};

impl<'w, 'p, 'd> Resolver<'w, 'p, 'd> {
    /// The entry that a pronoun stands for.
    pub(super) fn pronoun(&mut self, class: Class, at: usize) -> Option<usize> {
        let inside = self.lens.mark_of(at);
        if class.any(Class::I) {
            return self.of_mark.get(&inside?).copied();
        }
        let gender = match (class.any(Class::HE), class.any(Class::SHE)) {
            (true, _) => Gender::He,
            (_, true) => Gender::She,
            _ if class.any(Class::WHO) => return self.relative(at),
            _ if class.any(Class::THEY.or(Class::IT)) => return self.thing(class, at),
            _ => return None,
        };
        let wanted = Wanted {
            at,
            gender,
            spoke: self.spoke,
            said: self.said,
            inside: inside.is_some(),
        };
        let (member, _) = salience::person(self.words, self.lens, self.cast, &wanted, |_| true)?;
        Some(self.entry_of_member(member, at))
    }

    /// The antecedent of "who" right before it.
    fn relative(&mut self, at: usize) -> Option<usize> {
        let mut end = at;
        while end > 0
            && matches!(
                self.words.lower(end - 1),
                "," | "of" | "both" | "all" | "most" | "some"
            )
        {
            end -= 1;
        }
        let antecedent = phrase::ending_at(self.words, end, at.saturating_sub(14))?;
        match reference::read(self.words, self.cast, antecedent.clone()) {
            Reference::Name { name, role } => {
                let member = self.cast.of_name[name];
                Some(self.entry_of_name(name, member, role, &antecedent))
            }
            Reference::Description(description) => self.description(&description, &antecedent),
            Reference::Pronoun(_) | Reference::Nothing => None,
        }
    }

    /// What "it" or "they" stands for: the last speaker of that kind, if it spoke near.
    fn thing(&self, class: Class, at: usize) -> Option<usize> {
        let block = self.block(at);
        let fits = |e: &&(usize, &Entry)| match e.1.kind {
            SpeakerKind::Unnamed => class.any(Class::THEY),
            SpeakerKind::Body => true,
            SpeakerKind::Document => class.any(Class::IT),
            SpeakerKind::Person => false,
        };
        let recent = self.entries.len().saturating_sub(MOST_BACK);
        let near = self
            .entries
            .iter()
            .enumerate()
            .skip(recent)
            .filter(|(_, e)| self.block(e.last) + 2 >= block && e.last <= at);
        let all: Vec<(usize, &Entry)> = near.collect();
        all.iter()
            .filter(fits)
            .max_by_key(|(_, e)| e.last)
            .map(|(i, _)| *i)
    }
}
