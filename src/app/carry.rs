//! Where a place of one document stands in another that has changed a little.

use crate::text::{Document, Place, Span};

/// The place in `new` of a place in `old`: the same words, nearest to where they were; failing
/// those, the same share of the text.
pub fn carry(old: &Document, new: &Document, place: Place) -> Place {
    let Some(was) = old.blocks().get(place.block) else {
        return Place::default();
    };
    let words = old.slice(was.span);
    let count = new.blocks().len();
    let is_same = |block: usize| {
        let span = new.blocks()[block].span;
        let now = new.slice(span);
        !words.is_empty()
            && (now == words || now.starts_with(words) || words.starts_with(now))
            && !now.is_empty()
    };
    let near = (0..count).find_map(|step| {
        let around = [place.block.checked_sub(step), place.block.checked_add(step)];
        around
            .into_iter()
            .flatten()
            .find(|b| *b < count && is_same(*b))
    });
    match near {
        Some(block) => Place {
            block,
            offset: place.offset.min(new.blocks()[block].span.len()),
        },
        None => by_share(old, new, was.span),
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
