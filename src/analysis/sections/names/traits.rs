//! What speaks for a phrase as the name of a part.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::phrases::{Phrase, Stems};
use crate::analysis::Prose;
use crate::analysis::prose::TokenKind;
use crate::analysis::sections::cues::{Sink, flag};
use crate::analysis::sections::lexicon::{Classes, LEXICON, STOP};
use crate::analysis::sections::units::{ENDINGS, NO_STEM, Units, Words};

/// What is known of a stem.
#[derive(Clone, Copy, Debug, Default)]
struct Stem {
    /// How often it occurs in the whole stretch.
    all: f32,
    /// In how many parts.
    parts: f32,
    /// How often in this part.
    here: f32,
    /// In how many units of this part.
    units: f32,
    /// The first unit of this part that has it.
    first: f32,
    /// The unit that had it last.
    last: usize,
    /// Whether the first sentence of the part has it.
    opens: bool,
    /// What it says of the part: its values of [`SUBJECT`].
    subject: [f32; SUBJECT.len()],
}

/// What is weighed of each word of a name: its sum, mean and most.
const SUBJECT: [&str; 8] = [
    "often",
    "spread",
    "contrast",
    "parts",
    "own",
    "in the first unit",
    "in the first sentence",
    "once",
];

/// Small words and marks inside a name.
const SMALL: [&str; 9] = ["of", "and", "for", "in", "to", "the", "with", "'s", "-"];

/// The part in hand.
pub(super) struct Part<'a> {
    prose: &'a Prose<'a>,
    words: &'a Words,
    units: &'a Units,
    parts: &'a [Range<usize>],
    index: usize,
    stems: Vec<Stem>,
    /// The stems that occur in the part.
    present: Vec<u32>,
    /// How many stems the stretch and the part have, repeats counted.
    all: f32,
    here: f32,
    repeats: FxHashMap<Stems, f32>,
}

impl<'a> Part<'a> {
    /// No part yet.
    pub fn new(
        prose: &'a Prose<'a>,
        words: &'a Words,
        units: &'a Units,
        parts: &'a [Range<usize>],
    ) -> Self {
        let mut part = Part {
            prose,
            words,
            units,
            parts,
            index: 0,
            stems: vec![Stem::default(); words.count()],
            present: Vec::new(),
            all: 0.0,
            here: 0.0,
            repeats: FxHashMap::default(),
        };
        for index in 0..parts.len() {
            part.enter(index);
            part.all += part.here;
            for stem in &part.present {
                let stem = &mut part.stems[*stem as usize];
                stem.all += stem.here;
                stem.parts += 1.0;
            }
        }
        part
    }

    /// Its tokens.
    pub fn tokens(&self) -> Range<usize> {
        let part = &self.parts[self.index];
        self.units.at(part.start).tokens.start..self.units.at(part.end - 1).tokens.end
    }

    /// Takes a part in hand.
    pub fn enter(&mut self, index: usize) {
        for stem in self.present.drain(..) {
            let stem = &mut self.stems[stem as usize];
            (stem.here, stem.units, stem.opens) = (0.0, 0.0, false);
        }
        self.index = index;
        self.here = 0.0;
        let part = self.parts[index].clone();
        let opening = self.prose.sentence_of(self.tokens().start);
        let opening = self.prose.sentences()[opening].tokens.end;
        for unit in part.clone() {
            for at in self.units.at(unit).tokens.clone() {
                let id = self.words.stem(self.prose.tokens()[at].word);
                if id == NO_STEM {
                    continue;
                }
                let stem = &mut self.stems[id as usize];
                if stem.here == 0.0 {
                    self.present.push(id);
                    stem.first = (unit - part.start) as f32;
                    stem.last = usize::MAX;
                }
                if stem.last != unit {
                    stem.last = unit;
                    stem.units += 1.0;
                }
                stem.here += 1.0;
                stem.opens |= at < opening;
                self.here += 1.0;
            }
        }
    }

    /// Works out what each stem says of the part in hand.
    fn weigh(&mut self) {
        let units = self.parts[self.index].len() as f32;
        let parts = self.parts.len() as f32;
        for stem in &self.present {
            let s = &mut self.stems[*stem as usize];
            let out = (s.all - s.here + 0.5) / (self.all - self.here + 1.0);
            let contrast = ((s.here + 0.5) / (self.here + 1.0) / out).ln();
            s.subject = [
                s.here.ln(),
                s.units / units,
                contrast.clamp(-3.0, 5.0),
                s.parts / parts,
                flag(s.parts == 1.0),
                flag(s.first == 0.0),
                flag(s.opens),
                flag(s.here == 1.0),
            ];
        }
    }

    /// Counts how often each phrase comes.
    pub fn count(&mut self, phrases: &[Phrase]) {
        self.weigh();
        self.repeats.clear();
        for phrase in phrases {
            *self.repeats.entry(phrase.stems).or_default() += 1.0;
        }
    }

    /// The features of a phrase.
    pub fn read(&self, phrase: &Phrase, to: &mut impl Sink) {
        self.subject(phrase, to);
        self.form(phrase, to);
        self.surroundings(phrase, to);
    }

    /// How much its words are what the part is about.
    fn subject(&self, phrase: &Phrase, to: &mut impl Sink) {
        let stems = phrase.stems.as_slice();
        let mut sum = [0.0f32; SUBJECT.len()];
        let mut most = [f32::NEG_INFINITY; SUBJECT.len()];
        let mut is_everywhere = true;
        let parts = self.parts.len() as f32;
        for stem in stems {
            let stem = &self.stems[*stem as usize];
            for (at, value) in stem.subject.iter().enumerate() {
                sum[at] += value;
                most[at] = most[at].max(*value);
            }
            is_everywhere &= stem.parts * 4.0 > parts * 3.0;
        }
        for (at, name) in SUBJECT.iter().enumerate() {
            to.put_nth(name, 0, sum[at]);
            to.put_nth(name, 1, sum[at] / stems.len() as f32);
            to.put_nth(name, 2, most[at]);
        }
        let repeats = self.repeats.get(&phrase.stems).copied().unwrap_or(1.0);
        to.put("repeats", repeats.min(4.0));
        to.put("titles every part", flag(is_everywhere));
    }

    fn form(&self, phrase: &Phrase, to: &mut impl Sink) {
        let tokens = phrase.tokens.clone();
        let (first, last) = (tokens.start, tokens.end - 1);
        let content = phrase.stems.as_slice().len() as f32;
        to.put_steps("words", phrase.words as f32, &[3.0, 4.0, 5.0, 6.0]);
        to.put_steps("content words", content, &[3.0, 4.0, 5.0]);
        let (mut small, mut capitals, mut is_numbered) = ([false; SMALL.len()], 0.0, false);
        for at in tokens.clone() {
            let token = &self.prose.tokens()[at];
            capitals += flag(token.capital);
            is_numbered |= matches!(token.kind, TokenKind::Number | TokenKind::Ordinal);
            if token.span.len() <= 5 && self.class(at).has(LEXICON.class.connector)
                || token.span.len() == 1
            {
                let text = self.prose.lower(at);
                for (has, word) in small.iter_mut().zip(SMALL) {
                    *has |= text == word;
                }
            }
        }
        for (word, has) in SMALL.iter().zip(small) {
            to.put(word, flag(has));
        }
        let is_first = self.sentence(phrase).start == first;
        to.put("proper", flag(self.prose.tokens()[last].capital));
        to.put("proper throughout", flag(capitals >= content && !is_first));
        to.put("number", flag(is_numbered));
        for (name, at) in [("first", first), ("last", last)] {
            let token = &self.prose.tokens()[at];
            let endings = self.words.endings(token.word);
            to.put_nth(name, 0, flag(self.class(at).has(LEXICON.class.verb)));
            for nth in 0..ENDINGS.len() {
                to.put_nth(name, 1 + nth, flag(endings & (1 << nth) != 0));
            }
            to.put_nth(name, 1 + ENDINGS.len(), token.span.len() as f32 * 0.1);
        }
    }

    fn surroundings(&self, phrase: &Phrase, to: &mut impl Sink) {
        let sentence = self.sentence(phrase);
        let before = phrase
            .tokens
            .start
            .checked_sub(1)
            .filter(|b| *b >= sentence.start);
        let after = Some(phrase.tokens.end).filter(|a| *a < sentence.end);
        for (name, at) in [("before", before), ("after", after)] {
            let class = at.map(|at| self.class(at)).unwrap_or_default();
            let kind = at.map(|at| self.prose.tokens()[at].kind);
            let text = at.map_or("", |at| self.prose.text(at));
            let features = [
                at.is_none(),
                class.has(LEXICON.class.determiner),
                class.has(LEXICON.class.preposition),
                class.has(LEXICON.class.auxiliary) || class.has(LEXICON.class.modal),
                class.has(LEXICON.class.verb) || class.has(LEXICON.class.past),
                class.has(LEXICON.class.conjunction),
                text == "to",
                matches!(text, "," | ";"),
                matches!(text, "." | "?" | "!" | ":" | "—" | "–"),
                kind == Some(TokenKind::QuoteMark),
                kind == Some(TokenKind::Word) && !class.has(STOP),
            ];
            for (nth, yes) in features.into_iter().enumerate() {
                to.put_nth(name, nth, flag(yes));
            }
        }
        let opening = self.prose.sentence_of(self.tokens().start);
        let nth = (phrase.sentence - opening) as f32;
        to.put_steps("sentence", nth, &[1.0, 2.0, 4.0, 8.0, 16.0]);
        let depth = (phrase.tokens.start - sentence.start) as f32;
        to.put_steps("depth", depth, &[1.0, 3.0, 6.0, 12.0, 24.0]);
        to.put("asked", flag(self.prose.text(sentence.end - 1) == "?"));
        to.put("sentence is short", flag(sentence.len() < 12));
    }

    fn sentence(&self, phrase: &Phrase) -> Range<usize> {
        self.prose.sentences()[phrase.sentence].tokens.clone()
    }

    fn class(&self, at: usize) -> Classes {
        self.words.classes(self.prose.tokens()[at].word)
    }
}
