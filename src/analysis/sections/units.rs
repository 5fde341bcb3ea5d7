//! The paragraphs of a stretch of text as the search sees them: what words each holds, and whether
//! it may begin a part.

use std::ops::Range;

use super::vocabulary::{NO_STEM, Words};
use crate::analysis::Prose;
use crate::text::{Block, BlockKind};

/// A paragraph, list, table … of the text.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Its block.
    pub block: usize,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its words in [`Units::bag`].
    bag: Range<usize>,
    /// How many stems it has that no other unit has.
    pub singles: u32,
    /// Whether a part may begin with it.
    pub begins: bool,
    /// Whether it is a list, a table or lines that are like one.
    pub is_lines: bool,
}

/// The units of a stretch of text.
pub(super) struct Units {
    units: Vec<Unit>,
    /// The stem of each token of the stretch, or [`NO_STEM`].
    stems: Vec<u32>,
    /// The first token of the stretch.
    first: usize,
    bags: Vec<u32>,
    /// In how many units each stem occurs.
    frequency: Vec<u32>,
    /// How many paragraphs, lists … they are made of.
    pub paragraphs: usize,
}

impl Units {
    /// The units of some blocks.
    pub fn new(prose: &Prose, words: &Words, numbers: &mut Numbers, blocks: Range<usize>) -> Self {
        let running = |b: &usize| is_running(&prose.doc().blocks()[*b]);
        let paragraphs = blocks.clone().filter(running).count();
        let found = gather(prose, blocks);
        let tokens = match (found.first(), found.last()) {
            (Some(first), Some(last)) => first.tokens.start..last.tokens.end,
            _ => 0..0,
        };
        let mut units = Units {
            units: found,
            stems: vec![NO_STEM; tokens.len()],
            first: tokens.start,
            bags: Vec::with_capacity(tokens.len() / 2),
            frequency: Vec::new(),
            paragraphs,
        };
        units.count(prose, words, numbers);
        units.part_singles();
        units
    }

    /// Numbers the stems and fills the bags.
    fn count(&mut self, prose: &Prose, words: &Words, numbers: &mut Numbers) {
        let mut seen: Vec<u32> = Vec::new();
        for (index, unit) in self.units.iter_mut().enumerate() {
            let start = self.bags.len();
            let stems = &mut self.stems[unit.tokens.start - self.first..];
            for (token, slot) in prose.tokens()[unit.tokens.clone()].iter().zip(stems) {
                let stem = words.stem(token.word);
                if stem == NO_STEM {
                    continue;
                }
                let number = numbers.of(stem, seen.len());
                *slot = number;
                let last = seen.get_mut(number as usize);
                match last {
                    Some(last) if *last == index as u32 => continue,
                    Some(last) => *last = index as u32,
                    None => {
                        seen.push(index as u32);
                        self.frequency.push(0);
                    }
                }
                self.frequency[number as usize] += 1;
                self.bags.push(number);
            }
            unit.bag = start..self.bags.len();
        }
        numbers.forget();
    }

    /// Takes the stems that occur in one unit only out of the bags: they all weigh the same.
    fn part_singles(&mut self) {
        let mut kept = 0;
        for unit in &mut self.units {
            let start = kept;
            for at in unit.bag.clone() {
                let stem = self.bags[at];
                self.bags[kept] = stem;
                kept += usize::from(self.frequency[stem as usize] > 1);
            }
            unit.singles = (unit.bag.len() - (kept - start)) as u32;
            unit.bag = start..kept;
        }
        self.bags.truncate(kept);
    }

    /// The stem of a token of the stretch, or [`NO_STEM`]; stems of a stretch count from 0.
    #[inline]
    pub fn stem(&self, token: usize) -> u32 {
        self.stems[token - self.first]
    }

    /// The stems of a unit in text order.
    #[inline]
    pub fn stems(&self, index: usize) -> impl Iterator<Item = &u32> {
        let tokens = &self.units[index].tokens;
        let stems = &self.stems[tokens.start - self.first..tokens.end - self.first];
        stems.iter().filter(|stem| **stem != NO_STEM)
    }

    /// How many different stems occur.
    pub fn vocabulary(&self) -> usize {
        self.frequency.len()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// The unit at `index`.
    #[inline]
    pub fn at(&self, index: usize) -> &Unit {
        &self.units[index]
    }

    /// The stems of a unit that other units have too, each once.
    #[inline]
    pub fn bag(&self, index: usize) -> &[u32] {
        &self.bags[self.units[index].bag.clone()]
    }

    /// In how many units a stem occurs.
    #[inline]
    pub fn frequency(&self, stem: u32) -> u32 {
        self.frequency[stem as usize]
    }
}

/// Numbers the stems of one stretch of a document after the other, so that what is kept for each
/// stem of a stretch takes no more room than the stretch.
pub(super) struct Numbers {
    /// By the stem of the document: when its number was given, and the number.
    given: Vec<(u32, u32)>,
    /// Which stretch it is, from 1.
    stretch: u32,
}

impl Numbers {
    /// For a document's words.
    pub fn new(words: &Words) -> Self {
        Numbers {
            given: vec![(0, 0); words.count()],
            stretch: 1,
        }
    }

    /// The number of a stem: the `next` one if it has none yet.
    fn of(&mut self, stem: u32, next: usize) -> u32 {
        let given = &mut self.given[stem as usize];
        if given.0 != self.stretch {
            *given = (self.stretch, next as u32);
        }
        given.1
    }

    /// Makes ready for the next stretch.
    fn forget(&mut self) {
        self.stretch += 1;
    }
}

/// Whether a block is of the running text of the article.
fn is_running(block: &Block) -> bool {
    let is_kind = !matches!(block.kind, BlockKind::Heading(_) | BlockKind::Footnote);
    is_kind && block.role.is_none() && block.is_analysed()
}

/// Whether a part may begin with a kind of block.
fn begins(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::Quote(_))
}

/// No stretch has more units.
const MOST: usize = 600;

/// Blocks as units. What no part may begin with is one unit as long as it goes on. Where blank
/// lines separate the paragraphs of the source, lines that none separates are one unit: a list
/// without marks.
fn gather(prose: &Prose, blocks: Range<usize>) -> Vec<Unit> {
    let doc = prose.doc();
    let all = doc.blocks();
    let is_close = |block: usize| {
        let end = doc.source_offset(all[block - 1].span.end());
        let start = doc.source_offset(all[block].span.start());
        matches!((end, start), (Some(end), Some(start)) if start <= end + 1)
    };
    let close = blocks.clone().skip(1).filter(|b| is_close(*b)).count();
    let joins = close * 2 < blocks.len();
    let mut units: Vec<Unit> = Vec::with_capacity(blocks.len());
    for block in blocks.clone() {
        let tokens = prose.block_tokens(block);
        if tokens.is_empty() || !is_running(&all[block]) {
            continue;
        }
        let begins = begins(&all[block].kind);
        let continues = |last: &Unit| {
            let is_line = joins && last.tokens.end == tokens.start && is_close(block);
            is_line || !(begins || last.begins)
        };
        match units.last_mut() {
            Some(last) if continues(last) => {
                last.tokens.end = tokens.end;
                last.is_lines = true;
            }
            _ => units.push(Unit {
                block,
                tokens,
                bag: 0..0,
                singles: 0,
                begins,
                is_lines: !begins || doc.slice(all[block].span).contains('\n'),
            }),
        }
    }
    coarsen(units)
}

/// Takes paragraphs of a huge text together, so that there are never more than [`MOST`] units.
fn coarsen(units: Vec<Unit>) -> Vec<Unit> {
    let step = units.len().div_ceil(MOST).max(1);
    if step == 1 {
        return units;
    }
    let together = units.chunks(step).filter_map(|chunk| {
        let (first, last) = (chunk.first()?, chunk.last()?);
        Some(Unit {
            tokens: first.tokens.start..last.tokens.end,
            begins: true,
            is_lines: first.is_lines,
            ..first.clone()
        })
    });
    together.collect()
}
