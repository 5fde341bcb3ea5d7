//! Who is meant without being named: the teller of a story, a wife or a husband.

use std::ops::Range;

use super::super::cast::Gender;
use super::characters::{Honour, Traits};
use super::scene::{Entity, NARRATOR, Scenes};

impl Scenes<'_, '_, '_> {
    /// Finds out who the teller is, if others call one by name whom the narration never names.
    pub(super) fn find_teller(&mut self) {
        if !self.first_person {
            return;
        }
        let calls = |m: u32| {
            let turns = self.turns.iter().filter(|t| t.named != Some(NARRATOR));
            turns.filter(|t| t.called.contains(&m)).count()
        };
        let silent = (0..self.members())
            .filter(|m| self.traits[*m as usize].told == 0 && self.traits[*m as usize].called > 0);
        let teller = silent
            .map(|m| (calls(m), m))
            .filter(|(n, _)| *n > 0)
            .max_by_key(|(n, m)| (*n, u32::MAX - *m));
        let Some((_, teller)) = teller else { return };
        for turn in &mut self.turns {
            for entity in turn.called.iter_mut().chain(&mut turn.told_of) {
                if *entity == teller {
                    *entity = NARRATOR;
                }
            }
        }
        self.teller = Some(teller);
        self.occurrences.retain(|o| o.entity != teller);
    }

    /// Whom "his wife" or "her husband" means: who bears the other title with the surname of whom
    /// the narration named last.
    pub(super) fn spouse(&self, core: &Range<usize>) -> Option<Entity> {
        let words = self.words;
        let (owner, other) = match (words.lower(core.start), words.lower(core.end - 1)) {
            ("his", "wife" | "lady") => (Gender::He, Honour::Mrs),
            ("her", "husband") => (Gender::She, Honour::Mr),
            _ => return None,
        };
        let before = self
            .occurrences
            .partition_point(|o| (o.start as usize) < core.start);
        let near = self.occurrences.get(..before)?.iter().rev().take(NEAR);
        let named = near.filter_map(|o| self.traits.get(o.entity as usize).zip(Some(o.entity)));
        let surname = named
            .filter(|(t, e)| self.gender(*e) == owner && t.surname.is_some())
            .find_map(|(t, _)| t.surname)?;
        let fits = |t: &Traits| t.honour == other && t.surname == Some(surname);
        self.traits.iter().position(fits).map(|m| m as Entity)
    }
}

/// So many mentions before "his wife" are looked at.
const NEAR: usize = 12;
