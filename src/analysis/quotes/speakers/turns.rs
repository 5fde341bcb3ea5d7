//! Dialogue: whose turn it is to speak, whom a speech calls by name, who tells the story.

use rustc_hash::FxHashMap;

use crate::analysis::SpeakerKind;
use crate::analysis::quotes::cast::Gender;
use crate::analysis::quotes::found::Found;
use crate::analysis::quotes::lexicon::Class;
use crate::analysis::quotes::salience::{self, Wanted};

use super::{Identity, Resolver};

/// A paragraph in which somebody spoke.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn {
    pub(super) block: usize,
    pub(super) speaker: Option<usize>,
    pub(super) addressed: Option<u32>,
}

/// How many paragraphs without speech a dialogue survives.
const PAUSE: usize = 3;

/// So often others call the teller of a story by name.
const LEAST_CALLS: u32 = 2;

impl<'w, 'p, 'd> Resolver<'w, 'p, 'd> {
    /// Finds out who tells the story: the person whom others call by name and who is never said to
    /// speak, if the teller speaks at all.
    pub(super) fn name_narrator(&mut self) {
        let Some(narrator) = self.by_identity.get(&Identity::Narrator).copied() else {
            return;
        };
        let mut called: FxHashMap<u32, u32> = FxHashMap::default();
        for turn in &self.turns {
            if let Some(member) = turn.addressed.filter(|_| turn.speaker != Some(narrator)) {
                *called.entry(member).or_default() += 1;
            }
        }
        let silent = |m: u32| !self.named.contains(&m);
        let best = called
            .iter()
            .filter(|(m, n)| silent(**m) && **n >= LEAST_CALLS)
            .max_by_key(|(m, n)| (**n, u32::MAX - **m));
        if let Some((member, _)) = best {
            if let Some(known) = self.by_identity.get(&Identity::Member(*member)).copied() {
                let own = self.of_quote.iter_mut().filter(|s| **s == Some(narrator));
                own.for_each(|s| *s = Some(known));
                return;
            }
            let full = self.cast.members[*member as usize].full.clone();
            let entry = &mut self.entries[narrator];
            entry.identity = Identity::Member(*member);
            entry.kind = SpeakerKind::Person;
            entry.name = full;
        }
    }

    pub(super) fn note_turn(
        &mut self,
        block: usize,
        speaker: Option<usize>,
        addressed: Option<u32>,
    ) {
        match self.turns.last_mut() {
            Some(last) if last.block == block => {
                last.speaker = last.speaker.or(speaker);
                last.addressed = last.addressed.or(addressed);
            }
            _ => self.turns.push(Turn {
                block,
                speaker,
                addressed,
            }),
        }
    }

    /// Whom a speech calls by name: "Well, Mary, …".
    pub(super) fn addressed(&self, quote: &Found) -> Option<u32> {
        for span in &quote.spans {
            for (index, name) in self.cast.names_in(span.clone()) {
                let before = name
                    .tokens
                    .start
                    .checked_sub(1)
                    .map_or("", |t| self.words.lower(t));
                let after = self.words.lower(name.tokens.end);
                let opens = matches!(
                    before,
                    "," | "“" | "\"" | "‘" | "'" | "my" | "dear" | "oh" | "well" | "yes" | "no"
                ) || name.tokens.start == span.start + 1;
                let closes = matches!(after, "," | "." | "!" | "?" | "—" | "-" | "”" | "\"");
                let listed = before == ","
                    && self
                        .words
                        .is(name.tokens.end + 1, Class::STOP.or(Class::WHO));
                if opens && closes && !listed && self.is_person(self.cast.of_name[index]) {
                    return Some(self.cast.of_name[index]);
                }
            }
        }
        None
    }

    /// Who spoke in the turn before the last, and in the last: in a dialogue they alternate.
    pub(super) fn spoke_before(&self, block: usize) -> [Option<u32>; 2] {
        if !self.story {
            return self.spoke;
        }
        let member = |turn: Option<&Turn>| match self.entries[turn?.speaker?].identity {
            Identity::Member(m) => Some(m),
            _ => None,
        };
        let recent = |turn: Option<&Turn>| turn.is_some_and(|t| t.block + PAUSE >= block);
        let count = self.turns.len();
        let last = count.checked_sub(1).and_then(|i| self.turns.get(i));
        let before = count.checked_sub(2).and_then(|i| self.turns.get(i));
        if last.is_some_and(|t| t.block == block) {
            return [member(last), None];
        }
        [member(before.filter(|t| recent(Some(t)))), None]
    }

    /// Who cannot speak, having spoken in the paragraph right before.
    pub(super) fn other_turn(&self, block: usize, gender: Gender) -> Option<u32> {
        let last = self.turns.last().filter(|t| t.block + 1 == block)?;
        match self.entries[last.speaker?].identity {
            Identity::Member(m) if self.cast.members[m as usize].gender.fits(gender) => Some(m),
            _ => None,
        }
    }

    /// Who speaks in a turn that nothing reports.
    pub(super) fn turn(
        &mut self,
        quote: &Found,
        block: usize,
        addressed: Option<u32>,
    ) -> Option<usize> {
        let count = self.turns.len();
        let last = *self.turns.get(count.checked_sub(1)?)?;
        if last.block == block {
            return last.speaker;
        }
        if last.block + PAUSE < block {
            return None;
        }
        let before = count
            .checked_sub(2)
            .and_then(|i| self.turns.get(i))
            .copied();
        let differs = |t: &Turn| {
            t.speaker.is_some() && t.speaker != last.speaker && t.block + 2 * PAUSE >= block
        };
        let is_addressed = |s: Option<usize>| match s.map(|s| &self.entries[s].identity) {
            Some(Identity::Member(m)) => Some(*m) == addressed,
            _ => false,
        };
        if let Some(member) = last.addressed {
            let entry = self.by_identity.get(&Identity::Member(member)).copied();
            if entry.is_some() && entry != last.speaker {
                return entry;
            }
            if entry.is_none() {
                return Some(self.entry_of_member(member, quote.start()));
            }
        }
        if let Some(before) = before.filter(|b| differs(b) && !is_addressed(b.speaker)) {
            return before.speaker;
        }
        // The last other one who spoke, further back.
        let further = self
            .turns
            .iter()
            .rev()
            .take(8)
            .find(|t| differs(t) && !is_addressed(t.speaker));
        if let Some(turn) = further {
            return turn.speaker;
        }
        let wanted = Wanted {
            at: quote.start(),
            gender: Gender::Unknown,
            spoke: [None, None],
            inside: false,
            story: self.story,
        };
        let not = last.speaker.and_then(|s| match self.entries[s].identity {
            Identity::Member(m) => Some(m),
            _ => None,
        });
        let (member, _) = salience::person(self.words, self.lens, self.cast, &wanted, |m| {
            Some(m) != not && Some(m) != addressed
        })?;
        Some(self.entry_of_member(member, quote.start()))
    }
}
