//! Who of several speaks: what is looked at, and the learned weights.
//!
//! A feature is a [`Template`] with a value. A candidate's score is the sum of its features' weights,
//! which are told apart by the turn's [`Mode`], and of what a few hidden units add: these see which
//! features come together.

use rustc_hash::FxHashMap;
use std::ops::{Add, AddAssign, Mul};
use std::sync::OnceLock;

use super::scene::{MODES, Mode};

const WEIGHTS: &str = include_str!("../../../../assets/quotes/turns.txt");

macro_rules! templates {
    ($($(#[$doc:meta])* $name:ident = $label:literal, $values:literal;)*) => {
        /// What is looked at.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub enum Template { $($(#[$doc])* $name,)* }

        /// Each template's name in the file of weights, and how many values it has.
        const TEMPLATES: &[(&str, usize)] = &[$(($label, $values),)*];
    };
}

templates! {
    /// What kind of character it is.
    Kind = "kind", 8;
    /// Gender: agrees, unknown, disagrees.
    Agrees = "agrees", 4;
    /// Paragraphs since the narration mentioned it, and whether as a subject.
    Near = "near", 18;
    /// How many others who fit were mentioned after it.
    Order = "order", 5;
    /// How often it was mentioned lately.
    Often = "often", 6;
    /// Mentioned in its own paragraph before, after the speech, as subject or not.
    Beside = "beside", 9;
    /// Turns since it spoke, and how far away the last turn is.
    Spoke = "spoke", 32;
    /// Turns since it spoke, and how many spoke lately.
    Round = "round", 32;
    /// Turns since it spoke, and paragraphs since it was mentioned.
    Both = "both", 72;
    /// Called by name in this speech, or mentioned there.
    InSpeech = "in-speech", 3;
    /// Called by name in the turn before, by how far that is away.
    Called = "called", 8;
    /// Called by name in the turn after.
    CalledNext = "called-next", 3;
    /// The next turn is known to be its own, another's, unknown.
    Next = "next", 13;
    /// The turn after the next is known to be its own, another's, unknown.
    AfterNext = "after-next", 13;
    /// How often the story names it.
    Known = "known", 8;
    /// Its place among those whom the story names oftenest.
    Rank = "rank", 6;
    /// It is the one that the words beside the speech name, by its kind.
    Named = "named", 16;
    /// Whom a description may mean.
    Meant = "meant", 61;
    /// Whether the last pronoun before the speech agrees.
    Pronoun = "pronoun", 4;
    /// Whether "sir" or "madam" in the turn before agrees.
    Addressed = "addressed", 4;
    /// It was named with titles, as somebody acting, or as a place.
    Acting = "acting", 5;
    /// It was the last mentioned, and whether it spoke last.
    Last = "last", 9;
    /// Whom "he" or "she" would mean, and how often a pronoun meant them lately.
    Focus = "focus", 13;
    /// It acted last in the narration, and where.
    Actor = "actor", 9;
    /// The next turn that says who speaks, how far away, and whether it is its own.
    Anchor = "anchor", 17;
    /// The next turn that tells a gender, how far away, and whether it agrees.
    Sex = "sex", 25;
    /// Named as speaking in the turns to come, and how far away first.
    Ahead = "ahead", 8;
    /// Mentioned in the paragraph of the turn before, and how.
    Heard = "heard", 10;
    /// Hangs on a preposition in its own paragraph, before or after the speech.
    Object = "object", 9;
    /// The turn before asks, and who spoke it.
    Asked = "asked", 12;
    /// Whether "sir" or "madam" in the turn after agrees.
    AddressedNext = "addressed-next", 8;
    /// Spoken of by name in this turn, the one before, the one after.
    ToldOf = "told-of", 8;
    /// Whether who is called in this turn is of its gender.
    Calls = "calls", 4;
}

/// How many features there are.
pub const FEATURES: usize = {
    let mut sum = 0;
    let mut i = 0;
    while i < TEMPLATES.len() {
        sum += TEMPLATES[i].1;
        i += 1;
    }
    sum
};

/// Where each template's features begin.
const STARTS: [usize; TEMPLATES.len()] = {
    let mut starts = [0; TEMPLATES.len()];
    let mut sum = 0;
    let mut i = 0;
    while i < TEMPLATES.len() {
        starts[i] = sum;
        sum += TEMPLATES[i].1;
        i += 1;
    }
    starts
};

/// A template with a value; values past a template's last are its last.
pub fn feature(template: Template, value: usize) -> u16 {
    let (_, values) = TEMPLATES[template as usize];
    (STARTS[template as usize] + value.min(values - 1)) as u16
}

/// In what a turn is looked at: its mode, in the first pass or the second.
#[derive(Clone, Copy, Debug)]
pub struct Column(usize);

/// How many columns there are: one for each mode and one for all of them, in each pass.
pub const COLUMNS: usize = 2 * (MODES + 1);

impl Column {
    /// A mode in the pass 0 or 1.
    pub fn new(mode: Mode, pass: usize) -> Self {
        Column((mode as usize).min(MODES - 1) + pass * (MODES + 1))
    }

    /// Its own column and that of all modes.
    pub fn both(self) -> [usize; 2] {
        [self.0, self.0 / (MODES + 1) * (MODES + 1) + MODES]
    }
}

/// The hidden units.
pub const HIDDEN: usize = 24;

/// Learned weights: a candidate's score is the sum of its features' plain weights and of what
/// the hidden units add, each of which sums up weights of the same features and counts if it is
/// above nothing.
#[derive(Clone, Debug)]
pub struct Weights<T> {
    /// Of each feature in each column.
    pub plain: Vec<[T; COLUMNS]>,
    /// Of each feature, then of each column, for each hidden unit.
    pub inner: Vec<[T; HIDDEN]>,
    /// Of each hidden unit.
    pub outer: [T; HIDDEN],
}

impl<T: Copy> Weights<T> {
    /// Weights that are all the same.
    pub fn of(weight: T) -> Self {
        Weights {
            plain: vec![[weight; COLUMNS]; FEATURES],
            inner: vec![[weight; HIDDEN]; FEATURES + COLUMNS],
            outer: [weight; HIDDEN],
        }
    }

    /// All of them, in one order.
    pub fn all(&self) -> impl Iterator<Item = &T> {
        let inner = self.inner.iter().flatten();
        self.plain.iter().flatten().chain(inner).chain(&self.outer)
    }

    /// The same, to be changed.
    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut T> {
        let inner = self.inner.iter_mut().flatten();
        let plain = self.plain.iter_mut().flatten();
        plain.chain(inner).chain(&mut self.outer)
    }
}

impl<T: Copy + Default + PartialOrd + AddAssign + Add<Output = T> + Mul<Output = T>> Weights<T> {
    /// The score of a candidate, and what the hidden units hold.
    pub fn score(&self, features: &[u16], column: Column) -> (T, [T; HIDDEN]) {
        let [own, shared] = column.both();
        let mut score = T::default();
        let mut hidden = self.inner[FEATURES + own];
        let add = |hidden: &mut [T; HIDDEN], row: usize| {
            for (unit, weight) in hidden.iter_mut().zip(&self.inner[row]) {
                *unit += *weight;
            }
        };
        add(&mut hidden, FEATURES + shared);
        for feature in features {
            let row = usize::from(*feature);
            score += self.plain[row][own] + self.plain[row][shared];
            add(&mut hidden, row);
        }
        for (unit, weight) in hidden.iter_mut().zip(&self.outer) {
            if *unit > T::default() {
                score += *unit * *weight;
            } else {
                *unit = T::default();
            }
        }
        (score, hidden)
    }
}

impl Weights<i32> {
    /// Weights in hundredths, made ready.
    pub fn in_use(&self) -> Weights<f32> {
        let mut ready = Weights::of(0.0);
        for (ready, weight) in ready.all_mut().zip(self.all()) {
            *ready = *weight as f32 / 100.0;
        }
        ready
    }
}

/// The shipped weights; the file has them in hundredths.
pub fn shipped() -> &'static Weights<f32> {
    static TABLE: OnceLock<Weights<f32>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let rows: FxHashMap<(&str, &str), &str> = WEIGHTS
            .lines()
            .filter_map(|line| line.split_once(' '))
            .filter_map(|(kind, rest)| rest.split_once(' ').map(|(name, row)| ((kind, name), row)))
            .collect();
        let fill = |kind: &str, name: &str, row: &mut [i32]| {
            let numbers = rows.get(&(kind, name)).copied().unwrap_or_default();
            for (weight, number) in row.iter_mut().zip(numbers.split(' ')) {
                *weight = number.parse().unwrap_or(0);
            }
        };
        let mut weights = Weights::of(0);
        for (feature, row) in weights.plain.iter_mut().enumerate() {
            fill("plain", &name(feature), row);
        }
        for (feature, row) in weights.inner.iter_mut().enumerate() {
            fill("inner", &name(feature), row);
        }
        fill("outer", "units", &mut weights.outer);
        weights.in_use()
    })
}

/// What a feature is called in the file of weights: template and value; those past the last are
/// the columns.
pub fn name(feature: usize) -> String {
    if let Some(column) = feature.checked_sub(FEATURES) {
        return format!("column.{column}");
    }
    let template = STARTS.partition_point(|s| *s <= feature) - 1;
    let (label, _) = TEMPLATES[template];
    format!("{label}.{}", feature - STARTS[template])
}
