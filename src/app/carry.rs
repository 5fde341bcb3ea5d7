//! Where a place of one document stands in another that has changed a little.

use std::collections::HashMap;

use crate::text::{Document, Place, Span};

/// How many paragraphs before a changed one are looked at to find where it stood.
const NEIGHBOURS: usize = 50;

/// Carries places from one document to another.
pub struct Carrier<'d> {
    old: &'d Document,
    new: &'d Document,
    /// The blocks of the new document by their words, in order.
    by_words: HashMap<&'d str, Vec<usize>>,
}

impl<'d> Carrier<'d> {
    /// Reads both documents once.
    pub fn new(old: &'d Document, new: &'d Document) -> Self {
        let mut by_words: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, block) in new.blocks().iter().enumerate() {
            let words = new.slice(block.span);
            if !words.is_empty() {
                by_words.entry(words).or_default().push(index);
            }
        }
        Carrier { old, new, by_words }
    }

    /// The place in the new document of a place in the old one: the same words, nearest to where
    /// they were; failing those, so many paragraphs after the nearest one before it that is the
    /// same; failing that, the same share of the text.
    pub fn carry(&self, place: Place) -> Place {
        let Some(was) = self.old.blocks().get(place.block) else {
            return Place::default();
        };
        if let Some(block) = self.same_block(place.block) {
            let offset = place.offset.min(self.new.blocks()[block].span.len());
            return Place { block, offset };
        }
        let last = self.new.blocks().len().saturating_sub(1);
        let before = (1..=place.block.min(NEIGHBOURS)).find_map(|steps| {
            let block = self.same_block(place.block - steps)?;
            Some((block + steps).min(last))
        });
        match before {
            Some(block) => Place { block, offset: 0 },
            None => by_share(self.old, self.new, was.span),
        }
    }

    /// The block with the words of an old block, the nearest to where it was. The old document's
    /// last block may have been cut off, and go on in the new one.
    fn same_block(&self, block: usize) -> Option<usize> {
        let words = self.old.slice(self.old.blocks()[block].span);
        let exact = self.by_words.get(words).and_then(|blocks| {
            let after = blocks.partition_point(|b| *b < block);
            let near = [after.checked_sub(1), Some(after)];
            let near = near.into_iter().flatten().filter_map(|i| blocks.get(i));
            near.min_by_key(|b| b.abs_diff(block)).copied()
        });
        exact.or_else(|| {
            let now = self.new.slice(self.new.blocks().get(block)?.span);
            let is_last = block + 1 == self.old.blocks().len();
            (is_last && !words.is_empty() && now.starts_with(words)).then_some(block)
        })
    }
}

fn by_share(old: &Document, new: &Document, was: Span) -> Place {
    let share = was.start() as f64 / old.text().len().max(1) as f64;
    let block = new.block_at((share * new.text().len() as f64) as usize);
    Place { block, offset: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::testing::paragraphs;

    fn carry(old: &Document, new: &Document, place: Place) -> Place {
        Carrier::new(old, new).carry(place)
    }

    #[test]
    fn a_paragraph_is_found_by_its_words() {
        let old = paragraphs(["one", "two", "three"]);
        let new = paragraphs(["new", "one", "two", "three"]);
        let carried = |block| carry(&old, &new, Place { block, offset: 2 });
        assert_eq!(
            carried(1),
            Place {
                block: 2,
                offset: 2
            }
        );
        assert_eq!(
            carry(
                &old,
                &paragraphs(["x", "y", "z"]),
                Place {
                    block: 2,
                    offset: 0
                }
            )
            .block,
            1
        );
        assert_eq!(
            carry(
                &old,
                &Document::default(),
                Place {
                    block: 2,
                    offset: 0
                }
            ),
            Place::default()
        );
    }

    #[test]
    fn a_changed_paragraph_is_found_by_those_before_it() {
        let old = paragraphs(["one", "two", "three", "four"]);
        let new = paragraphs(["new", "newer", "one", "two", "changed", "four"]);
        let carried = carry(
            &old,
            &new,
            Place {
                block: 2,
                offset: 3,
            },
        );
        assert_eq!(
            carried,
            Place {
                block: 4,
                offset: 0
            }
        );
    }

    #[test]
    fn what_was_cut_off_goes_on_in_the_longer_text() {
        let old = paragraphs(["one", "two begins"]);
        let new = paragraphs(["one", "two begins and ends", "three"]);
        let place = Place {
            block: 1,
            offset: 4,
        };
        assert_eq!(carry(&old, &new, place), place);
    }
}
