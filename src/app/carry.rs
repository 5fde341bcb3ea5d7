//! Where a place of one document stands in another that has changed a little.

use crate::text::{Document, Place, Span};

/// How many paragraphs before a changed one are looked at to find where it stood.
const NEIGHBOURS: usize = 50;

/// The place in `new` of a place in `old`: the same words, nearest to where they were; failing
/// those, so many paragraphs after the nearest one before it that is the same; failing that, the
/// same share of the text.
pub fn carry(old: &Document, new: &Document, place: Place) -> Place {
    let Some(was) = old.blocks().get(place.block) else {
        return Place::default();
    };
    if let Some(block) = same_block(old, new, place.block) {
        let offset = place.offset.min(new.blocks()[block].span.len());
        return Place { block, offset };
    }
    let last = new.blocks().len().saturating_sub(1);
    let before = (1..=place.block.min(NEIGHBOURS)).find_map(|steps| {
        let block = same_block(old, new, place.block - steps)?;
        Some((block + steps).min(last))
    });
    match before {
        Some(block) => Place { block, offset: 0 },
        None => by_share(old, new, was.span),
    }
}

/// The block of `new` that has the words of a block of `old`, or their beginning where one of them
/// was cut off; the nearest to where it was.
fn same_block(old: &Document, new: &Document, block: usize) -> Option<usize> {
    let words = old.slice(old.blocks()[block].span);
    let count = new.blocks().len();
    let is_same = |at: usize| {
        let now = new.slice(new.blocks()[at].span);
        let is_any = !words.is_empty() && !now.is_empty();
        is_any && (now.starts_with(words) || words.starts_with(now))
    };
    (0..count.max(block + 1)).find_map(|step| {
        let around = [block.checked_sub(step), block.checked_add(step)];
        around
            .into_iter()
            .flatten()
            .find(|at| *at < count && is_same(*at))
    })
}

fn by_share(old: &Document, new: &Document, was: Span) -> Place {
    let share = was.start() as f64 / old.text().len().max(1) as f64;
    let block = new.block_at((share * new.text().len() as f64) as usize);
    Place { block, offset: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{BlockKind, DocumentBuilder, Draft};

    fn document(paragraphs: &[&str]) -> Document {
        let mut builder = DocumentBuilder::new();
        for words in paragraphs {
            let mut draft = Draft::new(BlockKind::Paragraph);
            draft.push_words(words);
            builder.push(draft);
        }
        builder.finish()
    }

    #[test]
    fn a_paragraph_is_found_by_its_words() {
        let old = document(&["one", "two", "three"]);
        let new = document(&["new", "one", "two", "three"]);
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
                &document(&["x", "y", "z"]),
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
                &document(&[]),
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
        let old = document(&["one", "two", "three", "four"]);
        let new = document(&["new", "newer", "one", "two", "changed", "four"]);
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
        let old = document(&["one", "two begins"]);
        let new = document(&["one", "two begins and ends", "three"]);
        let place = Place {
            block: 1,
            offset: 4,
        };
        assert_eq!(carry(&old, &new, place), place);
    }
}
