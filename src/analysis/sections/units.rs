//! The paragraphs of a stretch of text as the search sees them: what words each holds, and whether
//! it may begin a part.

use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

use super::lexicon::{Classes, LEXICON, STOP};
use crate::analysis::Prose;
use crate::analysis::prose::Symbol;
use crate::text::{Block, BlockKind};

/// Stands in place of a stem for what says nothing of a subject.
pub(super) const NO_STEM: u32 = u32::MAX;

/// What is known of each distinct word of a document, by its symbol.
pub(super) struct Words {
    classes: Vec<Classes>,
    endings: Vec<u8>,
    stems: Vec<u32>,
    count: usize,
}

impl Words {
    /// Looks up and stems every distinct word once.
    pub fn new(prose: &Prose) -> Self {
        let stemmer = Stemmer::create(Algorithm::English);
        let mut known: FxHashMap<String, u32> = FxHashMap::default();
        let mut classes = Vec::with_capacity(prose.vocabulary().len());
        let mut stems = Vec::with_capacity(prose.vocabulary().len());
        let endings = prose.classify(endings);
        for word in prose.vocabulary() {
            let class = LEXICON.word(word);
            classes.push(class);
            if class.has(STOP) || !is_content(word) {
                stems.push(NO_STEM);
                continue;
            }
            let stem = stemmer.stem(word);
            let next = known.len() as u32;
            let id = match known.get(stem.as_ref()) {
                Some(id) => *id,
                None => *known.entry(stem.into_owned()).or_insert(next),
            };
            stems.push(id);
        }
        Words {
            classes,
            endings,
            stems,
            count: known.len(),
        }
    }

    /// The classes of a word.
    pub fn classes(&self, word: Symbol) -> Classes {
        self.classes[word.0 as usize]
    }

    /// The stem of a word, or [`NO_STEM`].
    pub fn stem(&self, word: Symbol) -> u32 {
        self.stems[word.0 as usize]
    }

    /// Which of [`ENDINGS`] a word has, as bits.
    pub fn endings(&self, word: Symbol) -> u8 {
        self.endings[word.0 as usize]
    }

    /// How many different stems there are.
    pub fn count(&self) -> usize {
        self.count
    }
}

/// Endings that tell kinds of words apart.
pub(super) const ENDINGS: [&[&str]; 7] = [
    &["ing"],
    &["ed"],
    &["s"],
    &[
        "tion", "sion", "ment", "ity", "ness", "ance", "ence", "ship", "ism",
    ],
    &["er", "or", "ers", "ors"],
    &["al", "ic", "ive", "ous", "able", "ible", "ful", "ary"],
    &["ly"],
];

/// Bits of the endings that participles, regular pasts and adverbs have.
pub(super) const ING: u8 = 1;
/// See [`ING`].
pub(super) const ED: u8 = 2;
/// See [`ING`].
pub(super) const LY: u8 = 64;

fn endings(word: &str) -> u8 {
    let has = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    (0..ENDINGS.len()).fold(0, |bits, nth| bits | u8::from(has(ENDINGS[nth])) << nth)
}

/// Whether a lower-case word can say something of a subject: letters, or a year.
fn is_content(word: &str) -> bool {
    let bytes = word.as_bytes();
    match bytes.first() {
        Some(b'1' | b'2') => {
            bytes.len() >= 4 && bytes.iter().take(4).all(u8::is_ascii_digit) && bytes.len() <= 5
        }
        Some(first) => (first.is_ascii_alphabetic() || !first.is_ascii()) && word.len() > 1,
        None => false,
    }
}

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
    bags: Vec<u32>,
    /// In how many units each stem occurs.
    frequency: Vec<u32>,
    /// How many different stems occur.
    pub vocabulary: usize,
    /// How many paragraphs, lists … they are made of.
    pub paragraphs: usize,
}

impl Units {
    /// The units of some blocks.
    pub fn new(prose: &Prose, words: &Words, blocks: Range<usize>) -> Self {
        let mut units = Units {
            paragraphs: blocks
                .clone()
                .filter(|b| is_running(&prose.doc().blocks()[*b]))
                .count(),
            units: gather(prose, blocks),
            bags: Vec::new(),
            frequency: vec![0; words.count()],
            vocabulary: 0,
        };
        let mut seen = vec![usize::MAX; words.count()];
        for (index, unit) in units.units.iter_mut().enumerate() {
            let start = units.bags.len();
            for token in &prose.tokens()[unit.tokens.clone()] {
                let stem = words.stem(token.word);
                if stem != NO_STEM && seen[stem as usize] != index {
                    seen[stem as usize] = index;
                    units.frequency[stem as usize] += 1;
                    units.bags.push(stem);
                }
            }
            unit.bag = start..units.bags.len();
        }
        units.vocabulary = units.frequency.iter().filter(|n| **n > 0).count();
        units.part_singles();
        units
    }

    /// Takes the stems that occur in one unit only out of the bags: they all weigh the same.
    fn part_singles(&mut self) {
        let mut kept = Vec::with_capacity(self.bags.len());
        for unit in &mut self.units {
            let start = kept.len();
            let bag = &self.bags[unit.bag.clone()];
            kept.extend(bag.iter().filter(|s| self.frequency[**s as usize] > 1));
            unit.singles = (bag.len() - (kept.len() - start)) as u32;
            unit.bag = start..kept.len();
        }
        self.bags = kept;
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// The unit at `index`.
    pub fn at(&self, index: usize) -> &Unit {
        &self.units[index]
    }

    /// The stems of a unit that other units have too, each once.
    pub fn bag(&self, index: usize) -> &[u32] {
        &self.bags[self.units[index].bag.clone()]
    }

    /// In how many units a stem occurs.
    pub fn frequency(&self, stem: u32) -> u32 {
        self.frequency[stem as usize]
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

/// Blocks as units. What no part may begin with is one unit as long as it goes on. Where blank lines separate the paragraphs of the source, lines that none
/// separates are one unit: a list without marks.
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
