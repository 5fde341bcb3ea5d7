//! What speaks for and against a part that begins with a paragraph.

use super::lexicon::{Classes, LEXICON, OPENINGS, PRONOUN};
use super::units::{NO_STEM, Units, Words};
use crate::analysis::Prose;
use crate::analysis::prose::TokenKind;

/// Takes features one by one, each by its name and value.
pub(super) trait Sink {
    /// Takes a feature.
    fn put(&mut self, name: &'static str, value: f32);

    /// Takes a feature that says which of several steps a value falls in.
    fn put_step(&mut self, name: &'static str, value: f32, steps: &[f32]) {
        let step = steps.iter().filter(|s| value >= **s).count();
        for at in 0..=steps.len() {
            self.put_nth(name, at, if at == step { 1.0 } else { 0.0 });
        }
    }

    /// Takes one of several features of the same name.
    fn put_nth(&mut self, name: &'static str, nth: usize, value: f32);
}

/// Keeps the names.
#[derive(Default)]
pub(super) struct Names(pub Vec<String>);

impl Sink for Names {
    fn put(&mut self, name: &'static str, _: f32) {
        self.0.push(name.to_owned());
    }
    fn put_nth(&mut self, name: &'static str, nth: usize, _: f32) {
        self.0.push(format!("{name}.{nth}"));
    }
}

/// Keeps the values.
#[derive(Default)]
pub(super) struct Row(pub Vec<f32>);

impl Sink for Row {
    fn put(&mut self, _: &'static str, value: f32) {
        self.0.push(value);
    }
    fn put_nth(&mut self, _: &'static str, _: usize, value: f32) {
        self.0.push(value);
    }
}

/// Weighs the values.
pub(super) struct Dot<'w> {
    weights: std::slice::Iter<'w, f32>,
    pub sum: f32,
}

impl<'w> Dot<'w> {
    pub fn new(weights: &'w [f32]) -> Self {
        Dot {
            weights: weights.iter(),
            sum: 0.0,
        }
    }
}

impl Sink for Dot<'_> {
    fn put(&mut self, _: &'static str, value: f32) {
        self.sum += value * self.weights.next().copied().unwrap_or(0.0);
    }
    fn put_nth(&mut self, name: &'static str, _: usize, value: f32) {
        self.put(name, value);
    }
}

/// How a paragraph is made.
#[derive(Clone, Debug, Default)]
struct Form {
    words: f32,
    sentences: f32,
    first_sentence: f32,
    asks_first: bool,
    opening: Classes,
    opens_with: Kind,
    closes_with: Kind,
    is_text: bool,
    /// Shares of the words.
    you: f32,
    we: f32,
    i: f32,
    past: f32,
    numbers: f32,
    names: f32,
    quotes: f32,
    modal: f32,
    years: f32,
    /// The year that it names first.
    year: Option<i32>,
    year_early: bool,
    /// Its first two words.
    start: [u32; 2],
    colon_start: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Word,
    Number,
    Quote,
    Colon,
    Ask,
    Exclaim,
    Stop,
    Other,
}

fn kind(prose: &Prose, token: usize) -> Kind {
    match prose.tokens()[token].kind {
        TokenKind::Word => Kind::Word,
        TokenKind::Number | TokenKind::Ordinal => Kind::Number,
        TokenKind::QuoteMark => Kind::Quote,
        TokenKind::Punct => match prose.text(token) {
            ":" => Kind::Colon,
            "?" => Kind::Ask,
            "!" => Kind::Exclaim,
            "." | "…" | ")" => Kind::Stop,
            _ => Kind::Other,
        },
    }
}

impl Form {
    fn new(prose: &Prose, words: &Words, unit: &super::units::Unit, sentence: &mut usize) -> Self {
        let tokens = unit.tokens.clone();
        let mut form = Form {
            is_text: unit.begins,
            opens_with: kind(prose, tokens.start),
            closes_with: kind(prose, tokens.end - 1),
            ..Form::default()
        };
        form.read_sentences(prose, unit, sentence);
        let first = tokens
            .clone()
            .find(|t| prose.tokens()[*t].kind == TokenKind::Word)
            .unwrap_or(tokens.start);
        let word = prose.tokens()[first].word;
        form.opening = words
            .classes(word)
            .or(LEXICON.phrase(prose.lower(first), |at| {
                if first + at < tokens.end {
                    prose.lower_at(first + at)
                } else {
                    ""
                }
            }));
        form.start = [0, 1].map(|at| {
            prose
                .tokens()
                .get(first + at)
                .map_or(u32::MAX, |t| t.word.0)
        });
        form.colon_start = (first..tokens.end.min(first + 4)).any(|t| prose.text(t) == ":");
        for at in tokens.clone() {
            form.read(prose, words, at, at - tokens.start);
        }
        let share = 1.0 / form.words.max(8.0);
        for count in [
            &mut form.you,
            &mut form.we,
            &mut form.i,
            &mut form.past,
            &mut form.numbers,
            &mut form.names,
            &mut form.quotes,
            &mut form.modal,
            &mut form.years,
        ] {
            *count *= share;
        }
        form
    }

    fn read_sentences(&mut self, prose: &Prose, unit: &super::units::Unit, sentence: &mut usize) {
        let all = prose.sentences();
        while all
            .get(*sentence)
            .is_some_and(|s| s.tokens.start < unit.tokens.start)
        {
            *sentence += 1;
        }
        if let Some(first) = all.get(*sentence) {
            self.first_sentence = first.tokens.len() as f32;
            self.asks_first = first.tokens.end > 0 && prose.text(first.tokens.end - 1) == "?";
        }
        while all
            .get(*sentence)
            .is_some_and(|s| s.tokens.start < unit.tokens.end)
        {
            *sentence += 1;
            self.sentences += 1.0;
        }
    }

    fn read(&mut self, prose: &Prose, words: &Words, at: usize, place: usize) {
        let token = &prose.tokens()[at];
        match token.kind {
            TokenKind::Word => {
                self.words += 1.0;
                let class = words.classes(token.word);
                let add = |count: &mut f32, yes: bool| *count += f32::from(u8::from(yes));
                add(&mut self.you, class.has(LEXICON.class.you));
                add(&mut self.we, class.has(LEXICON.class.we));
                add(&mut self.i, class.has(LEXICON.class.i));
                add(&mut self.modal, class.has(LEXICON.class.modal));
                add(
                    &mut self.names,
                    token.capital && place > 0 && words.stem(token.word) != NO_STEM,
                );
                add(
                    &mut self.past,
                    prose.lower(at).ends_with("ed")
                        || matches!(prose.lower(at), "was" | "were" | "had" | "did"),
                );
            }
            TokenKind::Number | TokenKind::Ordinal => {
                self.numbers += 1.0;
                if let Some(year) = year(prose.text(at)) {
                    self.years += 1.0;
                    self.year_early |= place < 8;
                    self.year.get_or_insert(year);
                }
            }
            TokenKind::QuoteMark => self.quotes += 1.0,
            TokenKind::Punct => {}
        }
    }
}

/// The year that a number or a decade's name stands for.
fn year(word: &str) -> Option<i32> {
    let digits = word.get(..4)?;
    let rest = word.get(4..)?;
    if !matches!(rest, "" | "s") {
        return None;
    }
    digits
        .parse()
        .ok()
        .filter(|year| (1500..2100).contains(year))
}

/// Reads the features of each unit of a stretch.
pub(super) struct Cues<'a> {
    units: &'a Units,
    forms: Vec<Form>,
    mean_words: f32,
    inverse: Vec<f32>,
    first_seen: Vec<u32>,
    /// Scratch for two windows: how often each stem occurs in them.
    left: Vec<f32>,
    right: Vec<f32>,
    similarity: Vec<[Gap; WINDOWS.len()]>,
}

const WINDOWS: [usize; 4] = [1, 2, 4, 8];

/// What two windows of units that meet say of the gap between them.
#[derive(Clone, Copy, Debug, Default)]
struct Gap {
    /// Cosine of their words, rare ones counting more.
    cosine: f32,
    /// Log-likelihood that is won when each has a language model of its own.
    gain: f32,
    /// The same a word.
    gain_each: f32,
}

impl<'a> Cues<'a> {
    pub fn new(prose: &Prose, words: &Words, units: &'a Units) -> Self {
        let mut sentence = prose.sentence_of(units.at(0).tokens.start);
        let forms: Vec<Form> = (0..units.len())
            .map(|u| Form::new(prose, words, units.at(u), &mut sentence))
            .collect();
        let mean_words = forms.iter().map(|f| f.words).sum::<f32>() / forms.len() as f32;
        let all = units.len() as f32;
        let inverse = (0..words.count() as u32)
            .map(|s| {
                (all / units.frequency(s).max(1) as f32)
                    .ln()
                    .max(0.0)
                    .powi(2)
            })
            .collect();
        let mut first_seen = vec![u32::MAX; words.count()];
        for unit in 0..units.len() {
            for stem in units.bag(unit) {
                let first = &mut first_seen[*stem as usize];
                *first = (*first).min(unit as u32);
            }
        }
        let mut cues = Cues {
            units,
            forms,
            mean_words: mean_words.max(1.0),
            inverse,
            first_seen,
            left: vec![0.0; words.count()],
            right: vec![0.0; words.count()],
            similarity: Vec::new(),
        };
        cues.similarity = (0..units.len()).map(|u| cues.similarities(u)).collect();
        cues
    }

    fn similarities(&mut self, unit: usize) -> [Gap; WINDOWS.len()] {
        WINDOWS.map(|window| if unit == 0 { Gap::default() } else { self.gap(unit, window) })
    }

    /// How the `window` units before a unit and those from it on differ.
    fn gap(&mut self, unit: usize, window: usize) -> Gap {
        let before = unit.saturating_sub(window)..unit;
        let after = unit..(unit + window).min(self.units.len());
        let size = |range: std::ops::Range<usize>| -> f32 {
            range.map(|u| self.units.bag(u).len() as f32 + self.units.at(u).singles as f32).sum()
        };
        let (size_l, size_r) = (size(before.clone()), size(after.clone()));
        for u in before.clone() {
            for stem in self.units.bag(u) { self.left[*stem as usize] += 1.0; }
        }
        for u in after.clone() {
            for stem in self.units.bag(u) { self.right[*stem as usize] += 1.0; }
        }
        let (mut both, mut l, mut r, mut gain) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
        let term = |n: f32| n * (n + 1.0).ln();
        for u in before.chain(after) {
            for stem in self.units.bag(u) {
                let s = *stem as usize;
                let (a, b) = (self.left[s], self.right[s]);
                if a + b == 0.0 { continue; }
                both += a * b * self.inverse[s];
                l += a * a * self.inverse[s];
                r += b * b * self.inverse[s];
                gain += term(a) + term(b) - term(a + b);
                self.left[s] = 0.0;
                self.right[s] = 0.0;
            }
        }
        let vocabulary = self.units.vocabulary as f32;
        let whole = |n: f32| n * (n + vocabulary).ln();
        gain += whole(size_l + size_r) - whole(size_l) - whole(size_r);
        Gap {
            cosine: both / (l * r).sqrt().max(1e-6),
            gain,
            gain_each: gain / (size_l + size_r).max(1.0),
        }
    }

    /// How much the paragraphs are single sentences: 0 or 1, or between.
    pub fn single(&self) -> f32 {
        let (count, sentences) = self.forms.iter().filter(|f| f.is_text).fold((0.0, 0.0), |(n, s), f| (n + 1.0, s + f.sentences));
        ((1.45 - sentences / f32::max(count, 1.0)) / 0.2).clamp(0.0, 1.0)
    }

    /// The features of a part that begins with the unit at `at`, which is not the first.
    pub fn read(&self, at: usize, to: &mut impl Sink) {
        self.openings(at, to);
        self.lengths(at, to);
        self.places(at, to);
        self.voices(at, to);
        self.cohesion(at, to);
    }

    fn openings(&self, at: usize, to: &mut impl Sink) {
        let (here, before) = (&self.forms[at], &self.forms[at - 1]);
        for class in 0..LEXICON.openings().len() {
            to.put(
                LEXICON.openings()[class],
                flag(here.opening.has(OPENINGS + class)),
            );
        }
        to.put("opens with number", flag(here.opens_with == Kind::Number));
        to.put("opens with quote", flag(here.opens_with == Kind::Quote));
        to.put(
            "opens with mark",
            flag(matches!(
                here.opens_with,
                Kind::Other | Kind::Stop | Kind::Colon
            )),
        );
        to.put("colon near start", flag(here.colon_start));
        to.put("pronoun first", flag(here.opening.has(PRONOUN)));
        to.put("asks first", flag(here.asks_first));
        to.put("before asks", flag(before.closes_with == Kind::Ask));
        to.put(
            "before closes with colon",
            flag(before.closes_with == Kind::Colon),
        );
        to.put("before exclaims", flag(before.closes_with == Kind::Exclaim));
        to.put(
            "before closes with quote",
            flag(before.closes_with == Kind::Quote),
        );
        to.put(
            "before closes with word",
            flag(matches!(before.closes_with, Kind::Word | Kind::Number)),
        );
        to.put(
            "before closes with mark",
            flag(before.closes_with == Kind::Other),
        );
        to.put("closes with colon", flag(here.closes_with == Kind::Colon));
        to.put("closes with ask", flag(here.closes_with == Kind::Ask));
        to.put(
            "closes with word",
            flag(matches!(here.closes_with, Kind::Word | Kind::Number)),
        );
        let same = |other: &Form, n: usize| other.start[..n] == here.start[..n];
        let others = |n: usize| self.forms.iter().filter(|f| same(f, n)).count() as f32 - 1.0;
        to.put("same first words", others(2).min(4.0) / 4.0);
        to.put("same first word", others(1).min(4.0) / 4.0);
        to.put("same first words as before", flag(same(before, 2)));
        to.put(
            "same first words, colon",
            flag(here.colon_start) * others(2).min(4.0) / 4.0,
        );
    }

    fn lengths(&self, at: usize, to: &mut impl Sink) {
        let (here, before) = (&self.forms[at], &self.forms[at - 1]);
        let next = self.forms.get(at + 1);
        let log = |form: &Form| (form.words + 1.0).ln() - self.mean_words.ln();
        to.put("length", log(here));
        to.put("length before", log(before));
        to.put("length after", next.map_or(0.0, log));
        to.put_step("words", here.words, &[6.0, 12.0, 20.0, 35.0, 60.0, 90.0]);
        to.put_step(
            "words before",
            before.words,
            &[6.0, 12.0, 20.0, 35.0, 60.0, 90.0],
        );
        to.put_step(
            "first sentence",
            here.first_sentence,
            &[8.0, 14.0, 20.0, 28.0, 38.0],
        );
        to.put("one sentence", flag(here.sentences <= 1.0));
        to.put("one sentence before", flag(before.sentences <= 1.0));
        to.put("sentences", (here.sentences + 1.0).ln());
        to.put("no text", flag(!here.is_text));
        to.put("no text before", flag(!before.is_text));
        to.put("no text after", flag(next.is_some_and(|f| !f.is_text)));
        to.put(
            "heads no text",
            flag(here.closes_with == Kind::Colon && next.is_some_and(|f| !f.is_text)),
        );
        to.put(
            "title-like before",
            flag(before.words < 9.0 && before.closes_with == Kind::Word),
        );
        to.put(
            "title-like",
            flag(here.words < 9.0 && here.closes_with == Kind::Word),
        );
    }

    fn places(&self, at: usize, to: &mut impl Sink) {
        let all = self.forms.len();
        to.put_step("place", at as f32, &[2.0, 3.0, 4.0, 5.0, 7.0, 10.0]);
        to.put_step(
            "place from end",
            (all - at) as f32,
            &[2.0, 3.0, 4.0, 5.0, 7.0, 10.0],
        );
        to.put_step(
            "share",
            at as f32 / all as f32,
            &[0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9],
        );
        to.put("units", (all as f32).ln() - 3.0);
        to.put("mean words", self.mean_words.ln() - 4.0);
    }

    fn voices(&self, at: usize, to: &mut impl Sink) {
        let (here, before) = (&self.forms[at], &self.forms[at - 1]);
        let from = at.saturating_sub(2);
        let upto = (at + 2).min(self.forms.len());
        let mut shift = |name, of: fn(&Form) -> f32| {
            let mean =
                |forms: &[Form]| forms.iter().map(of).sum::<f32>() / forms.len().max(1) as f32;
            to.put_nth(name, 0, of(here) * 10.0);
            to.put_nth(name, 1, of(before) * 10.0);
            to.put_nth(
                name,
                2,
                (mean(&self.forms[from..at]) - mean(&self.forms[at..upto])).abs() * 10.0,
            );
        };
        shift("you", |f| f.you);
        shift("we", |f| f.we);
        shift("i", |f| f.i);
        shift("past", |f| f.past);
        shift("numbers", |f| f.numbers);
        shift("names", |f| f.names);
        shift("quotes", |f| f.quotes);
        shift("modal", |f| f.modal);
        shift("years", |f| f.years);
        let last_year = self.forms[..at].iter().rev().take(4).find_map(|f| f.year);
        let back = match (here.year, last_year) {
            (Some(year), Some(last)) if year < last => 1.0,
            _ => 0.0,
        };
        to.put("year goes back", back);
        to.put("year early", flag(here.year_early));
        to.put("year new", flag(here.year_early && last_year.is_none()));
    }

    fn cohesion(&self, at: usize, to: &mut impl Sink) {
        let here = self.similarity[at];
        for (nth, gap) in here.iter().enumerate() {
            let around = |other: usize| self.similarity.get(other).map_or(*gap, |s| s[nth]);
            let left = if at > 1 { around(at - 1) } else { *gap };
            let right = around(at + 1);
            to.put_nth("alike", nth, gap.cosine);
            to.put_nth("valley", nth, left.cosine + right.cosine - 2.0 * gap.cosine);
            to.put_nth("gain", nth, gap.gain * 0.1);
            to.put_nth("gain a word", nth, gap.gain_each * 10.0);
            to.put_nth("gain peak", nth, (2.0 * gap.gain - left.gain - right.gain) * 0.1);
        }
        to.put_step("gain of 4", here[2].gain, &[-4.0, 0.0, 4.0, 8.0, 12.0, 18.0, 26.0]);
        to.put_step("gain of 8", here[3].gain, &[-4.0, 0.0, 4.0, 8.0, 12.0, 18.0, 26.0, 40.0]);
        let bag = self.units.bag(at);
        let size = (bag.len() as f32).max(4.0);
        let new = bag
            .iter()
            .filter(|s| self.first_seen[**s as usize] == at as u32)
            .count() as f32;
        to.put("words that begin", new / size);
        to.put(
            "single words",
            self.units.at(at).singles as f32 / (size + self.units.at(at).singles as f32),
        );
        let next = |u: usize| {
            if u < self.units.len() {
                self.units.bag(u)
            } else {
                &[]
            }
        };
        let carried = next(at + 1)
            .iter()
            .filter(|s| self.first_seen[**s as usize] == at as u32)
            .count() as f32;
        to.put("new words carried on", carried / size);
        let before = self.units.bag(at - 1);
        let kept = bag.iter().filter(|s| before.contains(s)).count() as f32;
        to.put("words kept", kept / size);
        let first = self.units.bag(0);
        to.put(
            "words of the first",
            bag.iter().filter(|s| first.contains(s)).count() as f32 / size,
        );
    }
}

fn flag(yes: bool) -> f32 {
    if yes { 1.0 } else { 0.0 }
}
