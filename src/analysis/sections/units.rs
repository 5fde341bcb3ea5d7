//! The paragraphs of a stretch of text as the search sees them: what words each holds, and whether
//! it may begin a part. One pass over the tokens counts all that is asked of them.

use std::ops::Range;

use super::forms::Tally;
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
    /// Its entries, and the first of them whose stem no other unit has; from that on none has.
    entries: Range<usize>,
    single: usize,
    /// What is counted of its words.
    pub tally: Tally,
    /// Whether a part may begin with it.
    pub begins: bool,
    /// Whether it is a list, a table or lines that are like one.
    pub is_lines: bool,
}

/// A stem in a unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// Which stem.
    pub stem: u32,
    /// How often the unit has it.
    pub count: u32,
    /// The unit.
    pub unit: u32,
    /// The entry of the last unit before that has the stem, or [`NONE`].
    before: u32,
}

/// Stands in place of an entry before the first.
const NONE: u32 = u32::MAX;

/// The units of a stretch of text.
pub(super) struct Units {
    units: Vec<Unit>,
    /// The stem of each token of the stretch, or [`NO_STEM`].
    stems: Vec<u32>,
    /// The first token of the stretch.
    first: usize,
    entries: Vec<Entry>,
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
            entries: Vec::with_capacity(tokens.len() / 2),
            frequency: Vec::new(),
            paragraphs,
        };
        units.count(prose, words, numbers);
        units.link();
        units
    }

    /// Numbers the stems, makes the entries, counts the words.
    fn count(&mut self, prose: &Prose, words: &Words, numbers: &mut Numbers) {
        for (index, unit) in self.units.iter_mut().enumerate() {
            let index = index as u32;
            let start = self.entries.len();
            let stems = &mut self.stems[unit.tokens.start - self.first..];
            let tokens = prose.tokens()[unit.tokens.clone()].iter();
            for ((place, token), slot) in tokens.enumerate().zip(stems) {
                let word = words.get(token.word);
                let text = || prose.text(unit.tokens.start + place);
                unit.tally.add(token, word, place, text);
                if word.stem == NO_STEM {
                    continue;
                }
                let given = numbers.of(word.stem, self.frequency.len());
                let number = given.number as usize;
                if number == self.frequency.len() {
                    self.frequency.push(0);
                }
                *slot = given.number;
                if given.unit == index {
                    self.entries[given.entry as usize].count += 1;
                    continue;
                }
                (given.unit, given.entry) = (index, self.entries.len() as u32);
                self.frequency[number] += 1;
                self.entries.push(Entry {
                    stem: given.number,
                    count: 1,
                    unit: index,
                    before: NONE,
                });
            }
            unit.entries = start..self.entries.len();
        }
        numbers.forget();
    }

    /// Puts the entries of stems that occur in one unit only, which all weigh the same, after the
    /// others of their unit, and links those.
    fn link(&mut self) {
        let mut last = vec![NONE; self.vocabulary()];
        let mut singles = Vec::new();
        for unit in &mut self.units {
            let mut end = unit.entries.start;
            for at in unit.entries.clone() {
                let mut entry = self.entries[at];
                if self.frequency[entry.stem as usize] == 1 {
                    singles.push(entry);
                    continue;
                }
                entry.before = std::mem::replace(&mut last[entry.stem as usize], end as u32);
                self.entries[end] = entry;
                end += 1;
            }
            unit.single = end;
            for (slot, entry) in self.entries[end..].iter_mut().zip(singles.drain(..)) {
                *slot = entry;
            }
        }
    }

    /// The stems of some tokens of the stretch, [`NO_STEM`] where one has none; stems of a stretch
    /// count from 0.
    #[inline]
    pub fn stems(&self, tokens: Range<usize>) -> &[u32] {
        &self.stems[tokens.start - self.first..tokens.end - self.first]
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

    /// The stems of a unit, each once.
    #[inline]
    pub fn entries(&self, index: usize) -> &[Entry] {
        &self.entries[self.units[index].entries.clone()]
    }

    /// Those that other units have too.
    #[inline]
    pub fn shared(&self, index: usize) -> &[Entry] {
        let unit = &self.units[index];
        &self.entries[unit.entries.start..unit.single]
    }

    /// How many stems a unit has that no other unit has.
    pub fn singles(&self, index: usize) -> usize {
        let unit = &self.units[index];
        unit.entries.end - unit.single
    }

    /// The entry of the last unit before that has the stem of an entry too.
    #[inline]
    pub fn before(&self, entry: &Entry) -> Option<&Entry> {
        self.entries.get(entry.before as usize)
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
    /// By the stem of the document.
    given: Vec<Given>,
    /// Which stretch it is, from 1.
    stretch: u32,
}

/// What a stretch knows of a stem of the document.
#[derive(Clone, Copy, Debug, Default)]
struct Given {
    /// The stretch that this is of.
    stretch: u32,
    /// The number of the stem.
    number: u32,
    /// The last unit that has it, and the entry there.
    unit: u32,
    entry: u32,
}

impl Numbers {
    /// For a document's words.
    pub fn new(words: &Words) -> Self {
        Numbers {
            given: vec![Given::default(); words.count()],
            stretch: 1,
        }
    }

    /// What is known of a stem: if it has no number yet it gets the `next` one.
    #[inline]
    fn of(&mut self, stem: u32, next: usize) -> &mut Given {
        let given = &mut self.given[stem as usize];
        if given.stretch != self.stretch {
            *given = Given {
                stretch: self.stretch,
                number: next as u32,
                unit: NONE,
                entry: NONE,
            };
        }
        given
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
                entries: 0..0,
                single: 0,
                tally: Tally::default(),
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
