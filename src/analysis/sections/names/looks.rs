//! How a phrase is made and where it stands.

use super::phrases::{LONGEST, Phrase, Sentence};
use crate::analysis::Prose;
use crate::analysis::sections::features::{Dot, Sink, flag};
use crate::analysis::sections::grammar::Beside;
use crate::analysis::sections::vocabulary::{ENDINGS, SMALL, Words};

/// How a phrase is made and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// How many words it has, and how many that say something.
    words: usize,
    content: usize,
    /// Which of [`SMALL`] it has, as bits.
    small: u16,
    /// Which of [`MARKS`] it has, as bits.
    marks: u16,
    first: Edge,
    last: Edge,
    /// What stands before it and after it.
    before: Beside,
    after: Beside,
    /// How many sentences of the part stand before its own.
    sentences: usize,
    /// How many tokens of its sentence stand before it.
    depth: usize,
    is_asked: bool,
    is_short: bool,
}

/// The first or the last word of a phrase.
#[derive(Clone, Copy, Debug)]
struct Edge {
    /// Whether it is a verb and which of [`ENDINGS`] it has, as bits.
    kind: u8,
    /// Bytes.
    length: usize,
}

/// What is asked of the capitals and numbers of a phrase.
const MARKS: [&str; 3] = ["proper", "proper throughout", "number"];

/// A sentence of fewer tokens is short.
const SHORT: usize = 12;

impl Look {
    /// Of a phrase of a sentence.
    #[inline]
    pub fn new(prose: &Prose, words: &Words, phrase: &Phrase, sentence: &Sentence) -> Self {
        let (start, end) = (phrase.tokens.start, phrase.tokens.end);
        let tokens = prose.tokens();
        let content = phrase.stems.as_slice().len();
        let is_proper = phrase.capitals >= content && sentence.tokens.start != start;
        let edge = |at: usize| Edge {
            kind: words.get(tokens[at].word).edge,
            length: tokens[at].span.len(),
        };
        let beside = |at: usize| Beside::of_token(words.get(tokens[at].word), &tokens[at]);
        Look {
            words: phrase.words,
            content,
            small: phrase.small,
            marks: u16::from(tokens[end - 1].capital)
                | u16::from(is_proper) << 1
                | u16::from(phrase.is_numbered) << 2,
            first: edge(start),
            last: edge(end - 1),
            before: if start > sentence.tokens.start {
                beside(start - 1)
            } else {
                Beside::EDGE
            },
            after: if end < sentence.tokens.end {
                beside(end)
            } else {
                Beside::EDGE
            },
            sentences: phrase.sentence,
            depth: start - sentence.tokens.start,
            is_asked: sentence.is_asked,
            is_short: sentence.tokens.len() < SHORT,
        }
    }

    /// Its features.
    pub fn read(&self, to: &mut impl Sink) {
        lengths(self.words, self.content, to);
        small(self.small, to);
        marks(self.marks, to);
        edge("first", self.first.kind, self.first.length, to);
        edge("last", self.last.kind, self.last.length, to);
        next_to("before", self.before.bits(), to);
        next_to("after", self.after.bits(), to);
        sentences(self.sentences, to);
        depth(self.depth, to);
        sentence(self.is_asked, self.is_short, to);
    }
}

fn has(bits: u16, nth: usize) -> f32 {
    flag(bits & (1 << nth) != 0)
}

fn lengths(words: usize, content: usize, to: &mut impl Sink) {
    to.put_steps("words", words as f32, &[3.0, 4.0, 5.0, 6.0]);
    to.put_steps("content words", content as f32, &[3.0, 4.0, 5.0]);
}

fn small(bits: u16, to: &mut impl Sink) {
    for (nth, word) in SMALL.iter().enumerate() {
        to.put(word, has(bits, nth));
    }
}

fn marks(bits: u16, to: &mut impl Sink) {
    for (nth, name) in MARKS.iter().enumerate() {
        to.put(name, has(bits, nth));
    }
}

fn edge(name: &'static str, kind: u8, length: usize, to: &mut impl Sink) {
    for nth in 0..1 + ENDINGS.len() {
        to.put_nth(name, nth, has(u16::from(kind), nth));
    }
    to.put_nth(name, 1 + ENDINGS.len(), length as f32 * 0.1);
}

fn next_to(name: &'static str, bits: u16, to: &mut impl Sink) {
    for nth in 0..Beside::COUNT {
        to.put_nth(name, nth, has(bits, nth));
    }
}

fn sentences(before: usize, to: &mut impl Sink) {
    to.put_steps("sentence", before as f32, &[1.0, 2.0, 4.0, 8.0, 16.0]);
}

fn depth(before: usize, to: &mut impl Sink) {
    to.put_steps("depth", before as f32, &[1.0, 3.0, 6.0, 12.0, 24.0]);
}

fn sentence(is_asked: bool, is_short: bool, to: &mut impl Sink) {
    to.put("asked", flag(is_asked));
    to.put("sentence is short", flag(is_short));
}

/// The weighed sums of what [`Look::read`] reads, by what they depend on.
#[derive(Clone, Debug)]
pub(super) struct LookWeights {
    lengths: [[f32; LONGEST + 1]; LONGEST + 1],
    small: Vec<f32>,
    marks: Vec<f32>,
    /// Of the first word and of the last: by its kind, and for each byte.
    edges: [(Vec<f32>, f32); 2],
    before: Vec<f32>,
    after: Vec<f32>,
    /// From the last on they stay the same.
    sentences: [f32; 17],
    depths: [f32; 25],
    /// By whether the sentence asks, and whether it is short.
    sentence: [[f32; 2]; 2],
}

impl LookWeights {
    /// Takes them off the front of `weights`.
    pub fn split(weights: &mut &[f32]) -> Self {
        let of_lengths = Dot::split(weights, |dot| lengths(0, 0, dot));
        let of_small = Dot::split(weights, |dot| small(0, dot));
        let of_marks = Dot::split(weights, |dot| marks(0, dot));
        let of_edges = [(); 2].map(|()| Dot::split(weights, |dot| edge("", 0, 0, dot)));
        let of_before = Dot::split(weights, |dot| next_to("", 0, dot));
        let of_after = Dot::split(weights, |dot| next_to("", 0, dot));
        let of_sentences = Dot::split(weights, |dot| sentences(0, dot));
        let of_depth = Dot::split(weights, |dot| depth(0, dot));
        let of_sentence = Dot::split(weights, |dot| sentence(false, false, dot));
        let beside = |weights| {
            table(Beside::COUNT, |bits| {
                Dot::weigh(weights, |dot| next_to("", bits, dot))
            })
        };
        LookWeights {
            lengths: std::array::from_fn(|words| {
                std::array::from_fn(|content| {
                    Dot::weigh(of_lengths, |dot| lengths(words, content, dot))
                })
            }),
            small: table(SMALL.len(), |bits| {
                Dot::weigh(of_small, |dot| small(bits, dot))
            }),
            marks: table(MARKS.len(), |bits| {
                Dot::weigh(of_marks, |dot| marks(bits, dot))
            }),
            edges: of_edges.map(|weights| {
                let weigh = |kind, length| Dot::weigh(weights, |dot| edge("", kind, length, dot));
                (
                    table(u8::BITS as usize, |bits| weigh(bits as u8, 0)),
                    weigh(0, 1),
                )
            }),
            before: beside(of_before),
            after: beside(of_after),
            sentences: std::array::from_fn(|n| Dot::weigh(of_sentences, |dot| sentences(n, dot))),
            depths: std::array::from_fn(|n| Dot::weigh(of_depth, |dot| depth(n, dot))),
            sentence: [false, true].map(|asked| {
                [false, true]
                    .map(|short| Dot::weigh(of_sentence, |dot| sentence(asked, short, dot)))
            }),
        }
    }

    /// The weighed sum of the features of a look.
    #[inline]
    pub fn weigh(&self, look: &Look) -> f32 {
        let [(first, first_byte), (last, last_byte)] = &self.edges;
        let bytes = first_byte * look.first.length as f32 + last_byte * look.last.length as f32;
        self.lengths[look.words.min(LONGEST)][look.content.min(LONGEST)]
            + self.small[usize::from(look.small)]
            + self.marks[usize::from(look.marks)]
            + first[usize::from(look.first.kind)]
            + last[usize::from(look.last.kind)]
            + bytes
            + self.before[usize::from(look.before.bits())]
            + self.after[usize::from(look.after.bits())]
            + self.sentences[look.sentences.min(self.sentences.len() - 1)]
            + self.depths[look.depth.min(self.depths.len() - 1)]
            + self.sentence[usize::from(look.is_asked)][usize::from(look.is_short)]
    }
}

/// What `weigh` gives for each set of some flags.
fn table(flags: usize, weigh: impl Fn(u16) -> f32) -> Vec<f32> {
    (0..1u16 << flags).map(weigh).collect()
}
