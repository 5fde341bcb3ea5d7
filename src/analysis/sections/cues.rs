//! What speaks for and against a part that begins with a paragraph.

use rustc_hash::FxHashMap;

use super::features::{Sink, flag};
use super::forms::{Form, Kind, VOICES};
use super::lexicon::{LEXICON, OPENINGS, PRONOUN};
use super::links::{Chain, WINDOWS, chains, similarities};
use super::units::Units;
use super::vocabulary::Words;
use crate::analysis::Prose;

/// Reads the features of each unit of a stretch.
pub(super) struct Cues {
    forms: Vec<Form>,
    /// How many other units open with the same word, and with the same two.
    alike: Vec<[f32; 2]>,
    mean_words: f32,
    /// The year of the article; where it is not known, the latest that it names.
    year: Option<i32>,
    chains: Vec<Chain>,
    similarity: Vec<[f32; WINDOWS.len()]>,
}

impl Cues {
    /// Reads the units of a document of a year.
    pub fn new(prose: &Prose, words: &Words, units: &Units, year: Option<i32>) -> Self {
        let mut sentence = prose.sentence_of(units.at(0).tokens.start);
        let forms: Vec<Form> = (0..units.len())
            .map(|u| Form::new(prose, words, units.at(u), &mut sentence))
            .collect();
        let mean_words = forms.iter().map(|f| f.words).sum::<f32>() / forms.len() as f32;
        let latest = forms.iter().filter_map(|f| f.last_year).max();
        Cues {
            alike: alike(&forms),
            mean_words: mean_words.max(1.0),
            year: year.or(latest),
            chains: chains(units),
            similarity: similarities(units),
            forms,
        }
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
        for (class, name) in LEXICON.openings().iter().enumerate() {
            to.put(name, flag(here.opening.has(OPENINGS + class)));
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
        let [first, two] = self.alike[at].map(|others| others.min(4.0) / 4.0);
        to.put("same first words", two);
        to.put("same first word", first);
        to.put(
            "same first words as before",
            flag(before.start == here.start),
        );
        to.put("same first words, colon", flag(here.colon_start) * two);
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
        for (nth, name) in VOICES.into_iter().enumerate() {
            let mean = |forms: &[Form]| {
                let mut sum = 0.0;
                for form in forms {
                    sum += form.voices[nth];
                }
                sum / forms.len().max(1) as f32
            };
            let shift = mean(&self.forms[from..at]) - mean(&self.forms[at..upto]);
            to.put_nth(name, 0, here.voices[nth] * 10.0);
            to.put_nth(name, 1, before.voices[nth] * 10.0);
            to.put_nth(name, 2, shift.abs() * 10.0);
        }
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

/// For each unit how many others open with the same word, and with the same two.
fn alike(forms: &[Form]) -> Vec<[f32; 2]> {
    let mut one: FxHashMap<u32, f32> = FxHashMap::default();
    let mut two: FxHashMap<[u32; 2], f32> = FxHashMap::default();
    for form in forms {
        *one.entry(form.start[0]).or_default() += 1.0;
        *two.entry(form.start).or_default() += 1.0;
    }
    let others = |count: Option<&f32>| count.map_or(0.0, |count| count - 1.0);
    let of = |form: &Form| {
        [
            others(one.get(&form.start[0])),
            others(two.get(&form.start)),
        ]
    };
    forms.iter().map(of).collect()
}
