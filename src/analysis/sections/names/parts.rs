//! What the words of a part say of its subject.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::phrases::{Phrase, Stems};
use crate::analysis::Prose;
use crate::analysis::sections::features::{Dot, Sink, flag};
use crate::analysis::sections::logs::Logs;
use crate::analysis::sections::units::Units;

/// How often a stem occurs.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    /// In the whole stretch.
    all: u32,
    /// In how many parts.
    parts: u32,
    /// In this part.
    here: u32,
    /// In how many units of this part.
    units: u32,
    /// The first unit of this part that has it.
    first: u32,
    /// The last part that has it, from 1.
    last: u32,
    /// Whether the first unit of the stretch has it.
    leads: bool,
    /// Whether the first sentence of the part has it.
    opens: bool,
}

/// What a stem says of a part.
#[derive(Clone, Copy, Debug, Default)]
struct Stem {
    /// The values of [`SUBJECT`].
    subject: [f32; SUBJECT.len()],
    /// What these add to the weighed sum of a phrase: as they are, and shared with the other words.
    worth: [f32; 2],
    /// Whether most other parts have it too.
    is_everywhere: bool,
}

/// What is weighed of each word of a name: its sum, mean and most.
const SUBJECT: [&str; 8] = [
    "often",
    "spread",
    "contrast",
    "parts",
    "in the text's first unit",
    "in the first unit",
    "in the first sentence",
    "once",
];

/// A part that is named.
pub(super) struct Part<'a> {
    prose: &'a Prose<'a>,
    units: &'a Units,
    parts: &'a [Range<usize>],
    index: usize,
    /// The index of its first sentence.
    opening: usize,
    counts: Vec<Count>,
    stems: Vec<Stem>,
    /// The stems that occur in the part.
    present: Vec<u32>,
    /// How many stems the stretch and the part have, repeats counted.
    all: u32,
    here: u32,
    repeats: FxHashMap<Stems, f32>,
}

impl<'a> Part<'a> {
    /// None yet of the parts of a stretch.
    pub fn new(prose: &'a Prose<'a>, units: &'a Units, parts: &'a [Range<usize>]) -> Self {
        let mut part = Part {
            prose,
            units,
            parts,
            index: 0,
            opening: 0,
            counts: vec![Count::default(); units.vocabulary()],
            stems: vec![Stem::default(); units.vocabulary()],
            present: Vec::new(),
            all: 0,
            here: 0,
            repeats: FxHashMap::default(),
        };
        part.count_all();
        part
    }

    /// Counts the stems of the stretch.
    fn count_all(&mut self) {
        for (part, nth) in self.parts.iter().zip(1..) {
            for unit in part.clone() {
                for entry in self.units.entries(unit) {
                    let count = &mut self.counts[entry.stem as usize];
                    count.all += entry.count;
                    count.parts += u32::from(count.last != nth);
                    count.last = nth;
                    count.leads |= unit == 0;
                    self.all += entry.count;
                }
            }
        }
    }

    /// Its tokens.
    pub fn tokens(&self) -> Range<usize> {
        let part = &self.parts[self.index];
        self.units.at(part.start).tokens.start..self.units.at(part.end - 1).tokens.end
    }

    /// The index of its first sentence.
    pub fn opening(&self) -> usize {
        self.opening
    }

    /// Takes a part in hand.
    pub fn enter(&mut self, index: usize, weights: &SubjectWeights) {
        for stem in self.present.drain(..) {
            let count = &mut self.counts[stem as usize];
            (count.here, count.units, count.opens) = (0, 0, false);
        }
        self.index = index;
        self.here = 0;
        let part = self.parts[index].clone();
        self.opening = self.prose.sentence_of(self.tokens().start);
        for (unit, nth) in part.zip(1..) {
            for entry in self.units.entries(unit) {
                let count = &mut self.counts[entry.stem as usize];
                if count.here == 0 {
                    self.present.push(entry.stem);
                    count.first = nth;
                }
                count.here += entry.count;
                count.units += 1;
                self.here += entry.count;
            }
        }
        let all = self.tokens();
        let opening = self.prose.sentences()[self.opening].tokens.end;
        for stem in self.units.stems(all.start..all.end.min(opening)) {
            // What says nothing of a subject has no count.
            if let Some(count) = self.counts.get_mut(*stem as usize) {
                count.opens = true;
            }
        }
        self.weigh(weights);
    }

    /// Works out what each stem says of the part in hand.
    fn weigh(&mut self, weights: &SubjectWeights) {
        let units = self.parts[self.index].len() as f32;
        let parts = self.parts.len() as f32;
        let logs = Logs::new();
        let sizes = logs.of(self.here as usize + 1) - logs.of((self.all - self.here) as usize + 1);
        for stem in &self.present {
            let count = &self.counts[*stem as usize];
            let s = &mut self.stems[*stem as usize];
            let here = logs.of_half(count.here as usize);
            let contrast = here - logs.of_half((count.all - count.here) as usize) - sizes;
            s.is_everywhere = count.parts as f32 * 4.0 > parts * 3.0;
            s.subject = [
                logs.of(count.here as usize),
                count.units as f32 / units,
                contrast.clamp(-3.0, 5.0),
                count.parts as f32 / parts,
                flag(count.leads),
                flag(count.first == 1),
                flag(count.opens),
                flag(count.here == 1),
            ];
            s.worth = [
                dot(&s.subject, &weights.sum),
                dot(&s.subject, &weights.mean),
            ];
        }
    }

    /// Counts how often each phrase comes that may come again.
    pub fn count(&mut self, phrases: &[Phrase]) {
        self.repeats.clear();
        for phrase in phrases {
            if self.may_repeat(phrase) {
                *self.repeats.entry(phrase.stems).or_default() += 1.0;
            }
        }
    }

    /// Whether no word of a phrase comes but once.
    #[inline]
    fn may_repeat(&self, phrase: &Phrase) -> bool {
        let mut stems = phrase.stems.as_slice().iter();
        stems.all(|stem| self.counts[*stem as usize].here > 1)
    }

    /// The features that say how much the words of a phrase are what the part is about.
    pub fn read(&self, phrase: &Phrase, to: &mut impl Sink) {
        let count = phrase.stems.as_slice().len() as f32;
        let mut sum = [0.0f32; SUBJECT.len()];
        for stem in phrase.stems.as_slice() {
            for (sum, value) in sum.iter_mut().zip(self.stems[*stem as usize].subject) {
                *sum += value;
            }
        }
        subject(sum, sum.map(|sum| sum / count), self.most(phrase), to);
        let repeats = self.repeats(phrase);
        whole(repeats, self.is_everywhere(phrase), to);
    }

    /// The weighed sum of these features.
    #[inline]
    pub fn worth(&self, phrase: &Phrase, weights: &SubjectWeights) -> f32 {
        let stems = phrase.stems.as_slice();
        let (mut sum, mut shared) = (0.0, 0.0);
        for stem in stems {
            let stem = &self.stems[*stem as usize];
            sum += stem.worth[0];
            shared += stem.worth[1];
        }
        sum += dot(&self.most(phrase), &weights.most);
        sum + shared / stems.len() as f32
            + weights.repeats * self.repeats(phrase)
            + weights.everywhere * flag(self.is_everywhere(phrase))
    }

    /// The most that a word of a phrase has of each of [`SUBJECT`].
    #[inline]
    fn most(&self, phrase: &Phrase) -> Values {
        let mut most = [f32::NEG_INFINITY; SUBJECT.len()];
        for stem in phrase.stems.as_slice() {
            let subject = &self.stems[*stem as usize].subject;
            for nth in 0..most.len() {
                most[nth] = if subject[nth] > most[nth] {
                    subject[nth]
                } else {
                    most[nth]
                };
            }
        }
        most
    }

    /// How often the phrase comes in the part, as far as that speaks for it.
    #[inline]
    fn repeats(&self, phrase: &Phrase) -> f32 {
        if !self.may_repeat(phrase) {
            return 1.0;
        }
        let count = self.repeats.get(&phrase.stems).copied();
        count.unwrap_or(1.0).min(4.0)
    }

    /// Whether a phrase could title nearly every part.
    #[inline]
    fn is_everywhere(&self, phrase: &Phrase) -> bool {
        let mut stems = phrase.stems.as_slice().iter();
        stems.all(|stem| self.stems[*stem as usize].is_everywhere)
    }
}

type Values = [f32; SUBJECT.len()];

/// A weighed sum, in the order that a processor adds four numbers at a time in.
#[inline]
fn dot(values: &Values, weights: &Values) -> f32 {
    const HALF: usize = SUBJECT.len() / 2;
    let mut sums = [0.0; HALF];
    for nth in 0..HALF {
        sums[nth] = values[nth] * weights[nth] + values[nth + HALF] * weights[nth + HALF];
    }
    sums.iter().sum()
}

fn subject(sum: Values, mean: Values, most: Values, to: &mut impl Sink) {
    for (at, name) in SUBJECT.iter().enumerate() {
        to.put_nth(name, 0, sum[at]);
        to.put_nth(name, 1, mean[at]);
        to.put_nth(name, 2, most[at]);
    }
}

fn whole(repeats: f32, is_everywhere: bool, to: &mut impl Sink) {
    to.put("repeats", repeats);
    to.put("titles every part", flag(is_everywhere));
}

/// The weights of what [`Part::read`] reads.
#[derive(Clone, Debug)]
pub(super) struct SubjectWeights {
    sum: Values,
    mean: Values,
    most: Values,
    repeats: f32,
    everywhere: f32,
}

impl SubjectWeights {
    /// Takes them off the front of `weights`.
    pub fn split(weights: &mut &[f32]) -> Self {
        const NONE: Values = [0.0; SUBJECT.len()];
        let of_subject = Dot::split(weights, |dot| subject(NONE, NONE, NONE, dot));
        let of_whole = Dot::split(weights, |dot| whole(0.0, false, dot));
        let one = |nth| std::array::from_fn(|at| flag(at == nth));
        let weigh = |sum, mean, most| Dot::weigh(of_subject, |dot| subject(sum, mean, most, dot));
        SubjectWeights {
            sum: std::array::from_fn(|nth| weigh(one(nth), NONE, NONE)),
            mean: std::array::from_fn(|nth| weigh(NONE, one(nth), NONE)),
            most: std::array::from_fn(|nth| weigh(NONE, NONE, one(nth))),
            repeats: Dot::weigh(of_whole, |dot| whole(1.0, false, dot)),
            everywhere: Dot::weigh(of_whole, |dot| whole(0.0, true, dot)),
        }
    }
}
