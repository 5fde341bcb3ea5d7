//! Where the reading has been: the jump list and the marks.

use std::collections::BTreeMap;

use crate::text::Place;

/// The most places that are remembered.
const LIMIT: usize = 100;

/// The jump list, as in vim: jumps go back and forward in it, a new jump cuts what lies ahead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Jumps {
    places: Vec<Place>,
    /// Index of the place that stands next in the list when going back; `places.len()` when the
    /// reading is at the newest end.
    at: usize,
    marks: BTreeMap<char, Place>,
    last: Option<Place>,
}

impl Jumps {
    /// Remembers the place that a jump leaves.
    pub fn leave(&mut self, from: Place) {
        self.last = Some(from);
        self.places.truncate(self.at);
        self.places.retain(|p| *p != from);
        self.places.push(from);
        if self.places.len() > LIMIT {
            self.places.remove(0);
        }
        self.at = self.places.len();
    }

    /// The place `count` jumps back, when the reading is at `from`.
    pub fn back(&mut self, from: Place, count: usize) -> Option<Place> {
        if self.at == self.places.len() {
            self.places.retain(|p| *p != from);
            self.at = self.places.len();
            self.places.push(from);
        }
        let target = self.at.checked_sub(count.max(1))?;
        self.at = target;
        self.last = Some(from);
        self.places.get(target).copied()
    }

    /// The place `count` jumps forward again.
    pub fn forward(&mut self, from: Place, count: usize) -> Option<Place> {
        let target = self.at + count.max(1);
        let place = self.places.get(target).copied()?;
        self.at = target;
        self.last = Some(from);
        Some(place)
    }

    /// The place before the last jump.
    pub fn last(&self) -> Option<Place> {
        self.last
    }

    /// Sets a mark.
    pub fn set_mark(&mut self, letter: char, place: Place) {
        self.marks.insert(letter, place);
    }

    /// The place of a mark.
    pub fn mark(&self, letter: char) -> Option<Place> {
        self.marks.get(&letter).copied()
    }

    /// The marks.
    pub fn marks(&self) -> &BTreeMap<char, Place> {
        &self.marks
    }

    /// Moves every place, after the document has changed.
    pub fn carry(&mut self, moved: impl Fn(Place) -> Place) {
        self.places.iter_mut().for_each(|p| *p = moved(*p));
        self.marks.values_mut().for_each(|p| *p = moved(*p));
        self.last = self.last.map(moved);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(block: usize) -> Place {
        Place { block, offset: 0 }
    }

    #[test]
    fn back_and_forward() {
        let mut jumps = Jumps::default();
        jumps.leave(at(1));
        jumps.leave(at(5));
        assert_eq!(jumps.back(at(9), 1), Some(at(5)));
        assert_eq!(jumps.back(at(5), 1), Some(at(1)));
        assert_eq!(jumps.back(at(1), 1), None);
        assert_eq!(jumps.forward(at(1), 2), Some(at(9)));
        assert_eq!(jumps.forward(at(9), 1), None);
    }

    #[test]
    fn a_new_jump_cuts_what_lies_ahead() {
        let mut jumps = Jumps::default();
        jumps.leave(at(1));
        jumps.leave(at(2));
        jumps.back(at(3), 2);
        jumps.leave(at(1));
        assert_eq!(jumps.forward(at(7), 1), None);
        assert_eq!(jumps.back(at(7), 1), Some(at(1)));
    }
}
