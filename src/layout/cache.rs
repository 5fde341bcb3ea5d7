//! A bounded store of rows.

use rustc_hash::FxHashMap;
use std::rc::Rc;

use super::row::Row;

/// Rows that each of the two generations holds, about.
const GENERATION: usize = 4096;

/// Rows by block and piece in two generations: what has not been asked for since the younger began
/// goes when it is full.
#[derive(Debug, Default)]
pub(super) struct Cache {
    young: FxHashMap<(usize, usize), Rc<[Row]>>,
    old: FxHashMap<(usize, usize), Rc<[Row]>>,
    rows: usize,
}

impl Cache {
    /// The rows of a piece, if they are kept.
    pub fn get(&mut self, key: (usize, usize)) -> Option<Rc<[Row]>> {
        if let Some(rows) = self.young.get(&key) {
            return Some(rows.clone());
        }
        let rows = self.old.remove(&key)?;
        self.put(key, rows.clone());
        Some(rows)
    }

    /// Keeps the rows of a piece.
    pub fn put(&mut self, key: (usize, usize), rows: Rc<[Row]>) {
        if self.rows > GENERATION {
            self.old = std::mem::take(&mut self.young);
            self.rows = 0;
        }
        self.rows += rows.len() + 1;
        self.young.insert(key, rows);
    }

    /// How many pieces are kept.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.young.len() + self.old.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_bounded_and_keeps_what_is_in_use() {
        let mut cache = Cache::default();
        cache.put((0, 0), Rc::from([Row::blank()]));
        for block in 1..10 * GENERATION {
            cache.put((block, 0), Rc::from([Row::blank()]));
            assert!(cache.get((0, 0)).is_some());
        }
        assert!(cache.len() <= 2 * GENERATION);
        assert!(cache.get((1, 0)).is_none());
    }
}
