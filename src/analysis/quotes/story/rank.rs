//! Who of several speaks: what is looked at, and the learned weights.
//!
//! A feature is a [`Template`] with a value, told apart by the turn's [`Mode`]; a candidate's score
//! is the sum of its features' weights.

use rustc_hash::FxHashMap;
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
}

/// How many rows the table of weights has.
pub const ROWS: usize = {
    let mut sum = 0;
    let mut i = 0;
    while i < TEMPLATES.len() {
        sum += TEMPLATES[i].1;
        i += 1;
    }
    sum * COLUMNS
};

/// A row for each mode and one for all of them together, in the first pass and in the second.
const COLUMNS: usize = 2 * (MODES + 1);

/// Where each template's rows begin.
const STARTS: [usize; TEMPLATES.len()] = {
    let mut starts = [0; TEMPLATES.len()];
    let mut sum = 0;
    let mut i = 0;
    while i < TEMPLATES.len() {
        starts[i] = sum;
        sum += TEMPLATES[i].1 * COLUMNS;
        i += 1;
    }
    starts
};

/// The row of a feature in a mode or in all of them, in the pass 0 or 1; values past a template's
/// last are its last.
pub fn row(template: Template, value: usize, mode: Option<Mode>, pass: usize) -> u16 {
    let (_, values) = TEMPLATES[template as usize];
    let column = mode.map_or(MODES, |m| (m as usize).min(MODES - 1)) + pass * (MODES + 1);
    (STARTS[template as usize] + value.min(values - 1) * COLUMNS + column) as u16
}

/// The shipped weights, by row; the file has them in hundredths.
pub fn shipped() -> &'static [f32] {
    static TABLE: OnceLock<Vec<f32>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines: FxHashMap<&str, f32> = WEIGHTS
            .lines()
            .filter_map(|line| line.split_once(' '))
            .filter_map(|(name, weight)| Some((name, weight.parse().ok()?)))
            .collect();
        let weight = |row| lines.get(name(row).as_str()).map_or(0.0, |w| w / 100.0);
        (0..ROWS).map(weight).collect()
    })
}

/// What a row is called in the file of weights: template, value, mode.
pub fn name(row: usize) -> String {
    let template = STARTS.partition_point(|s| *s <= row) - 1;
    let within = row - STARTS[template];
    let (label, _) = TEMPLATES[template];
    format!("{label}.{}.{}", within / COLUMNS, within % COLUMNS)
}
