//! What speaks for and against a part that begins with a paragraph.

use super::lexicon::{Classes, LEXICON, OPENINGS, PRONOUN};
use super::units::{NO_STEM, Units, Words};
use crate::analysis::Prose;
use crate::analysis::prose::TokenKind;

/// Takes features one by one, each by its name and value.
pub(super) trait Sink {
    /// Takes a feature.
    fn put(&mut self, name: &'static str, value: f32);

    /// Takes a feature for each of several rising steps: whether a value reaches it. So what is
    /// learned of a step holds for those above it, of which fewer examples tell.
    fn put_steps(&mut self, name: &'static str, value: f32, steps: &[f32]) {
        for (nth, step) in steps.iter().enumerate() {
            self.put_nth(name, nth, flag(value >= *step));
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
    weights: &'w [f32],
    at: usize,
    /// The weighed sum so far.
    pub sum: f32,
}

impl<'w> Dot<'w> {
    /// Nothing weighed yet.
    pub fn new(weights: &'w [f32]) -> Self {
        Dot {
            weights,
            at: 0,
            sum: 0.0,
        }
    }
}

impl Sink for Dot<'_> {
    #[inline]
    fn put(&mut self, _: &'static str, value: f32) {
        if let Some(weight) = self.weights.get(self.at) {
            self.sum += value * weight;
        }
        self.at += 1;
    }

    #[inline]
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
    /// The year that it opens with.
    first_year: Option<i32>,
    /// The year that it names last.
    last_year: Option<i32>,
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
            is_text: !unit.is_lines,
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
                    if place < EARLY {
                        self.first_year.get_or_insert(year);
                    }
                    self.last_year = Some(year);
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
    /// The year of the article; where it is not known, the latest that it names.
    year: Option<i32>,
    inverse: Vec<f32>,
    chains: Vec<Chain>,
    /// Scratch for two windows: how often each stem occurs in them.
    left: Vec<f32>,
    right: Vec<f32>,
    similarity: Vec<[f32; WINDOWS.len()]>,
}

/// A paragraph opens with what stands among so many tokens at its start.
const EARLY: usize = 8;

/// How many units on either side of a gap are compared.
const WINDOWS: [usize; 3] = [1, 2, 4];

impl<'a> Cues<'a> {
    /// Reads the units of a document of a year.
    pub fn new(prose: &Prose, words: &Words, units: &'a Units, year: Option<i32>) -> Self {
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
        let latest = forms.iter().filter_map(|f| f.last_year).max();
        let mut cues = Cues {
            units,
            forms,
            mean_words: mean_words.max(1.0),
            year: year.or(latest),
            inverse,
            chains: chains(units, words.count()),
            left: vec![0.0; words.count()],
            right: vec![0.0; words.count()],
            similarity: Vec::new(),
        };
        cues.similarity = (0..units.len()).map(|u| cues.similarities(u)).collect();
        cues
    }

    fn similarities(&mut self, unit: usize) -> [f32; WINDOWS.len()] {
        WINDOWS.map(|window| match unit {
            0 => 0.0,
            _ => self.cosine(unit, window),
        })
    }

    /// How alike the `window` units before a unit and those from it on are, from 0 to 1: the cosine
    /// of their words, rare ones counting more.
    fn cosine(&mut self, unit: usize, window: usize) -> f32 {
        let before = unit.saturating_sub(window)..unit;
        let after = unit..(unit + window).min(self.units.len());
        for u in before.clone() {
            for stem in self.units.bag(u) {
                self.left[*stem as usize] += 1.0;
            }
        }
        for u in after.clone() {
            for stem in self.units.bag(u) {
                self.right[*stem as usize] += 1.0;
            }
        }
        let (mut both, mut left, mut right) = (0.0f32, 0.0f32, 0.0f32);
        for u in before.chain(after) {
            for stem in self.units.bag(u) {
                let stem = *stem as usize;
                let (a, b) = (self.left[stem], self.right[stem]);
                both += a * b * self.inverse[stem];
                left += a * a * self.inverse[stem];
                right += b * b * self.inverse[stem];
                self.left[stem] = 0.0;
                self.right[stem] = 0.0;
            }
        }
        both / (left * right).sqrt().max(1e-6)
    }

    /// How much the paragraphs are single sentences: 0 or 1, or between.
    pub fn single(&self) -> f32 {
        let (count, sentences) = self
            .forms
            .iter()
            .filter(|f| f.is_text)
            .fold((0.0, 0.0), |(n, s), f| (n + 1.0, s + f.sentences));
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
        to.put_steps("words", here.words, &[6.0, 12.0, 20.0, 35.0, 60.0, 90.0]);
        to.put_steps(
            "words before",
            before.words,
            &[6.0, 12.0, 20.0, 35.0, 60.0, 90.0],
        );
        to.put_steps(
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
        to.put_steps("place", at as f32, &[2.0, 3.0, 4.0, 5.0, 7.0, 10.0]);
        to.put_steps(
            "place from end",
            (all - at) as f32,
            &[2.0, 3.0, 4.0, 5.0, 7.0, 10.0],
        );
        to.put_steps(
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
        self.years(at, to);
    }

    /// How far the year that the unit opens with lies from where the text is: the last year named
    /// shortly before, else the article's own.
    fn years(&self, at: usize, to: &mut impl Sink) {
        let near = self.forms[..at].iter().rev().take(4);
        let now = near.filter_map(|f| f.last_year).next().or(self.year);
        let jump = match (self.forms[at].first_year, now) {
            (Some(year), Some(now)) => (year - now) as f32,
            _ => 0.0,
        };
        to.put("opens with year", flag(self.forms[at].first_year.is_some()));
        to.put("year goes back", (1.0 + (-jump).max(0.0)).ln());
        to.put("year goes on", (1.0 + jump.max(0.0)).ln());
    }

    fn cohesion(&self, at: usize, to: &mut impl Sink) {
        let here = self.similarity[at];
        for (nth, cosine) in here.iter().enumerate() {
            let around = |other: usize| self.similarity.get(other).map_or(*cosine, |s| s[nth]);
            let left = if at > 1 { around(at - 1) } else { *cosine };
            to.put_nth("alike", nth, *cosine);
            to.put_nth("valley", nth, left + around(at + 1) - 2.0 * cosine);
        }
        let chain = &self.chains[at];
        to.put("words that begin", chain.begun);
        to.put("single words", chain.single);
        to.put("new words carried on", chain.carried);
        to.put("words kept", chain.kept);
        to.put("words of the first", chain.of_first);
    }
}

/// How a unit's words stand to those of the units around it, each as a share of its words.
#[derive(Clone, Copy, Debug, Default)]
struct Chain {
    /// Words that no unit before has.
    begun: f32,
    /// Words that no other unit has.
    single: f32,
    /// Words that no unit before has and the next one has too.
    carried: f32,
    /// Words of the unit before.
    kept: f32,
    /// Words of the first unit.
    of_first: f32,
}

/// The chains of all units.
fn chains(units: &Units, stems: usize) -> Vec<Chain> {
    const NEVER: u32 = u32::MAX;
    let mut first = vec![NEVER; stems];
    let mut last = vec![NEVER; stems];
    let mut chains = vec![Chain::default(); units.len()];
    for at in 0..units.len() {
        let size = |unit: usize| (units.bag(unit).len() as f32).max(4.0);
        let (mut begun, mut kept, mut carried, mut of_first) = (0.0, 0.0, 0.0, 0.0);
        for stem in units.bag(at) {
            let stem = *stem as usize;
            if first[stem] == NEVER {
                first[stem] = at as u32;
                begun += 1.0;
            } else if first[stem] == 0 {
                of_first += 1.0;
            }
            if last[stem] != NEVER && last[stem] + 1 == at as u32 {
                kept += 1.0;
                carried += if first[stem] == last[stem] { 1.0 } else { 0.0 };
            }
            last[stem] = at as u32;
        }
        let singles = units.at(at).singles as f32;
        let chain = &mut chains[at];
        chain.begun = begun / size(at);
        chain.kept = kept / size(at);
        chain.of_first = of_first / size(at);
        chain.single = singles / (size(at) + singles);
        if at > 0 {
            chains[at - 1].carried = carried / size(at - 1);
        }
    }
    chains
}

/// 1 for yes, 0 for no.
#[inline]
pub(super) fn flag(yes: bool) -> f32 {
    if yes { 1.0 } else { 0.0 }
}
