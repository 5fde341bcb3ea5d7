//! How a paragraph is made.

use super::lexicon::{Classes, LEXICON};
use super::units::Unit;
use super::vocabulary::{ED, NO_STEM, Word, Words};
use crate::analysis::Prose;
use crate::analysis::prose::{Token, TokenKind};

/// How a paragraph is made.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    /// How many words it has.
    pub words: f32,
    /// How many sentences.
    pub sentences: f32,
    /// How many tokens its first sentence has.
    pub first_sentence: f32,
    /// Whether that is a question.
    pub asks_first: bool,
    /// The classes of its first word and of the phrases that it opens with.
    pub opening: Classes,
    /// Its first token.
    pub opens_with: Kind,
    /// Its last token.
    pub closes_with: Kind,
    /// Whether it is no list or table.
    pub is_text: bool,
    /// How often each of [`VOICES`] comes, as a share of the words.
    pub voices: [f32; VOICES.len()],
    /// The year that it opens with.
    pub first_year: Option<i32>,
    /// The year that it names last.
    pub last_year: Option<i32>,
    /// Its first two words.
    pub start: [u32; 2],
    /// Whether a colon stands near its start.
    pub colon_start: bool,
}

/// What is counted of a paragraph's words.
pub(super) const VOICES: [&str; 9] = [
    "you", "we", "i", "past", "numbers", "names", "quotes", "modal", "years",
];

const YOU: usize = 0;
const WE: usize = 1;
const I: usize = 2;
const PAST: usize = 3;
const NUMBERS: usize = 4;
const NAMES: usize = 5;
const QUOTES: usize = 6;
const MODAL: usize = 7;
const YEARS: usize = 8;

/// What a token is that a paragraph opens or closes with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
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

/// A paragraph opens with what stands among so many tokens at its start.
const EARLY: usize = 8;

impl Form {
    /// Reads a unit. `sentence` is one that begins no later; it is moved to the one after the unit.
    pub fn new(prose: &Prose, words: &Words, unit: &Unit, sentence: &mut usize) -> Self {
        let tokens = unit.tokens.clone();
        let mut form = Form {
            is_text: !unit.is_lines,
            opens_with: kind(prose, tokens.start),
            closes_with: kind(prose, tokens.end - 1),
            ..Form::default()
        };
        form.read_sentences(prose, unit, sentence);
        form.read_start(prose, words, unit);
        form.read_tally(&unit.tally);
        form
    }

    fn read_sentences(&mut self, prose: &Prose, unit: &Unit, sentence: &mut usize) {
        let all = prose.sentences();
        let begins_before = |at: usize, token: usize| {
            let found = all.get(at);
            found.is_some_and(|s| s.tokens.start < token)
        };
        while begins_before(*sentence, unit.tokens.start) {
            *sentence += 1;
        }
        if let Some(first) = all.get(*sentence) {
            self.first_sentence = first.tokens.len() as f32;
            self.asks_first = first.tokens.end > 0 && prose.text(first.tokens.end - 1) == "?";
        }
        let first = *sentence;
        while begins_before(*sentence, unit.tokens.end) {
            *sentence += 1;
        }
        self.sentences = (*sentence - first) as f32;
    }

    fn read_start(&mut self, prose: &Prose, words: &Words, unit: &Unit) {
        let (start, end) = (unit.tokens.start, unit.tokens.end);
        let tokens = prose.tokens();
        let first = (start..end)
            .find(|t| tokens[*t].kind == TokenKind::Word)
            .unwrap_or(start);
        let phrases = LEXICON.phrase(prose.lower(first), |at| {
            if first + at < end {
                prose.lower_at(first + at)
            } else {
                ""
            }
        });
        self.opening = words.get(tokens[first].word).classes.or(phrases);
        self.start = [0, 1].map(|at| tokens.get(first + at).map_or(u32::MAX, |t| t.word.0));
        self.colon_start = (first..end.min(first + 4)).any(|t| prose.text(t) == ":");
    }

    fn read_tally(&mut self, tally: &Tally) {
        self.words = tally.words as f32;
        let share = 1.0 / self.words.max(8.0);
        self.voices = tally.voices.map(|count| count as f32 * share);
        self.first_year = tally.first_year;
        self.last_year = tally.last_year;
    }
}

/// What is counted of the words of a paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// How many there are.
    pub words: u32,
    /// How many of them are in capitals.
    pub capitals: u32,
    /// How often each of [`VOICES`] comes.
    voices: [u32; VOICES.len()],
    /// The year that it opens with.
    first_year: Option<i32>,
    /// The year that it names last.
    last_year: Option<i32>,
}

impl Tally {
    /// Counts a token, the paragraph's at `place`.
    #[inline]
    pub fn add<'t>(
        &mut self,
        token: &Token,
        word: &Word,
        place: usize,
        text: impl FnOnce() -> &'t str,
    ) {
        match token.kind {
            TokenKind::Word => {
                self.words += 1;
                self.capitals += u32::from(token.capitals);
                self.voices[NAMES] += u32::from(token.capital && place > 0 && word.stem != NO_STEM);
                let mut voices = word.voices;
                while voices != 0 {
                    self.voices[voices.trailing_zeros() as usize] += 1;
                    voices &= voices - 1;
                }
            }
            TokenKind::Number | TokenKind::Ordinal => self.add_number(place, text()),
            TokenKind::QuoteMark => self.voices[QUOTES] += 1,
            TokenKind::Punct => {}
        }
    }

    fn add_number(&mut self, place: usize, number: &str) {
        self.voices[NUMBERS] += 1;
        if let Some(year) = year(number) {
            self.voices[YEARS] += 1;
            if place < EARLY {
                self.first_year.get_or_insert(year);
            }
            self.last_year = Some(year);
        }
    }
}

/// Which of [`VOICES`] a lower-case word is by itself, as bits.
pub(super) fn voices(classes: Classes, endings: u8) -> u8 {
    let class = &LEXICON.class;
    let is_past = endings & ED != 0 || classes.has(class.preterite);
    u8::from(classes.has(class.you)) << YOU
        | u8::from(classes.has(class.we)) << WE
        | u8::from(classes.has(class.i)) << I
        | u8::from(is_past) << PAST
        | u8::from(classes.has(class.modal)) << MODAL
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
