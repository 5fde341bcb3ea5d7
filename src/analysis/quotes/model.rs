//! The learned weights, and the search for the best labels.

use std::sync::OnceLock;

use super::features::{self, CUE_ROWS, Claim, LABEL_ROWS, PAIR_ROWS, REPORT_ROWS, Standing};
use super::lens::{Lens, Tag};
use super::window::Window;

/// What a unit of a window is to its cue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Label {
    /// Neither of the two.
    #[default]
    Outside,
    /// Words that name the source.
    Source,
    /// Words of the quotation.
    Content,
}

/// How many labels there are.
pub const LABELS: usize = 3;

impl Label {
    /// All labels, by their numbers.
    pub const ALL: [Label; LABELS] = [Label::Outside, Label::Source, Label::Content];
}

/// Weights by row: whole numbers in training, bytes when learned.
pub trait Weights {
    /// Of a row of the table of cues.
    fn cue(&self, row: usize) -> i32;
    /// Of a row of the table of labels.
    fn label(&self, row: usize) -> [i32; LABELS];
    /// Of a row of the table of pairs: by the label before, then by the label.
    fn pair(&self, row: usize) -> [i32; LABELS * LABELS];
    /// Of a row of the table of reports.
    fn report(&self, row: usize) -> i32;
}

/// The weights that are shipped.
#[derive(Debug)]
pub struct Model {
    bytes: &'static [u8],
}

const BYTES: &[u8] = include_bytes!("../../../assets/quotes/model.bin");

/// How long the file of weights is, in bytes.
pub const SIZE: usize = REPORTS_AT + REPORT_ROWS;

/// Where the table of reports begins.
const REPORTS_AT: usize = CUE_ROWS + LABEL_ROWS * LABELS + PAIR_ROWS * LABELS * LABELS;

impl Model {
    /// The shipped model; `None` where its file is not of the right size.
    pub fn shipped() -> Option<&'static Model> {
        static MODEL: OnceLock<Option<Model>> = OnceLock::new();
        MODEL
            .get_or_init(|| (BYTES.len() == SIZE).then_some(Model { bytes: BYTES }))
            .as_ref()
    }
}

impl Weights for Model {
    fn cue(&self, row: usize) -> i32 {
        cue_of(self.bytes, row)
    }

    fn label(&self, row: usize) -> [i32; LABELS] {
        label_of(self.bytes, row)
    }

    fn pair(&self, row: usize) -> [i32; LABELS * LABELS] {
        pair_of(self.bytes, row)
    }

    fn report(&self, row: usize) -> i32 {
        report_of(self.bytes, row)
    }
}

/// The weight of a row of the table of reports.
pub fn report_of(bytes: &[u8], row: usize) -> i32 {
    i32::from(bytes[REPORTS_AT + row] as i8)
}

/// The weight of a row of the table of cues, in the bytes of a model.
pub fn cue_of(bytes: &[u8], row: usize) -> i32 {
    i32::from(bytes[row] as i8)
}

/// The weights of a row of the table of labels.
pub fn label_of(bytes: &[u8], row: usize) -> [i32; LABELS] {
    weights_at(bytes, CUE_ROWS + row * LABELS)
}

/// The weights of a row of the table of pairs.
pub fn pair_of(bytes: &[u8], row: usize) -> [i32; LABELS * LABELS] {
    weights_at(
        bytes,
        CUE_ROWS + LABEL_ROWS * LABELS + row * LABELS * LABELS,
    )
}

/// `N` weights from byte `at` on; zeros past the end.
#[inline]
fn weights_at<const N: usize>(bytes: &[u8], at: usize) -> [i32; N] {
    let row = bytes
        .get(at..at + N)
        .and_then(|row| <&[u8; N]>::try_from(row).ok());
    row.map_or([0; N], |row| row.map(|byte| i32::from(byte as i8)))
}

/// How much the token at `at` looks like a word that reports something.
pub fn cue_score(weights: &impl Weights, lens: &Lens, at: usize) -> i32 {
    let mut sum = 0;
    features::cue(lens, at, &mut |row| sum += weights.cue(row));
    sum
}

/// How much a claim looks like a report.
pub fn report_score(weights: &impl Weights, lens: &Lens, claim: &Claim) -> i32 {
    let mut sum = 0;
    features::report(lens, claim, &mut |row| sum += weights.report(row));
    sum
}

/// Where the search stands after a unit: its label, and which runs have been closed.
///
/// The source is one run; the content is one run on each side of the cue, but marked words may
/// begin another.
#[derive(Clone, Copy)]
struct State(usize);

const STATES: usize = LABELS * 4;
const SOURCE_DONE: usize = 1;
const CONTENT_DONE: usize = 2;

impl State {
    fn label(self) -> usize {
        self.0 / 4
    }

    /// The state after a unit of the label; `None` where that may not follow.
    fn next(self, label: usize, is_marked: bool, is_cue: bool) -> Option<State> {
        let mut done = self.0 % 4;
        let before = self.label();
        if before == Label::Source as usize && label != before {
            done |= SOURCE_DONE;
        }
        if before == Label::Content as usize && label != before {
            done |= CONTENT_DONE;
        }
        if is_cue {
            done &= !CONTENT_DONE;
        }
        let again = label == Label::Source as usize && done & SOURCE_DONE != 0
            || label == Label::Content as usize && done & CONTENT_DONE != 0 && !is_marked;
        (!again).then_some(State(label * 4 + done))
    }
}

/// Finds the best labels of windows; keeps its memory from one to the next.
#[derive(Debug, Default)]
pub struct Labeller {
    /// The best labels, one a unit.
    pub labels: Vec<Label>,
    /// For each unit, what stands between it and the cue.
    pub standings: Vec<Standing>,
    back: Vec<[u8; STATES]>,
}

/// Marked words longer than so many tokens, marks included, are no part of a name.
const LONGEST_NICKNAME: u32 = 6;

/// The score of what cannot be.
const NEVER: i32 = i32::MIN / 4;

impl Labeller {
    /// Labels the units of a window (Viterbi's search) and returns the score of the best labels.
    pub fn run(&mut self, weights: &impl Weights, lens: &Lens, window: &Window) -> i32 {
        features::standings(lens, window, &mut self.standings);
        let pattern = features::pattern(window);
        self.back.clear();
        let mut score = [NEVER; STATES];
        score[0] = 0;
        for i in 0..window.units.len() {
            let standing = self.standings[i];
            let mut own = [0i32; LABELS];
            let mut pairs = [0i32; LABELS * LABELS];
            if i == window.cue {
                own = [0, NEVER, NEVER];
            } else {
                let unit = window.units[i];
                if unit.tag == Tag::Marked && unit.end - unit.start > LONGEST_NICKNAME {
                    own[Label::Source as usize] = NEVER;
                }
                features::label(lens, window, standing, pattern, i, &mut |row| {
                    let w = weights.label(row);
                    (0..LABELS).for_each(|l| own[l] += w[l]);
                });
            }
            if i > 0 {
                features::pair(window, standing, pattern, i, &mut |row| {
                    let w = weights.pair(row);
                    (0..LABELS * LABELS).for_each(|l| pairs[l] += w[l]);
                });
            }
            let is_marked = window.units[i].tag == Tag::Marked;
            score = self.step(score, own, pairs, is_marked, i == window.cue);
        }
        self.trace(score, window.units.len())
    }

    fn step(
        &mut self,
        score: [i32; STATES],
        own: [i32; LABELS],
        pairs: [i32; LABELS * LABELS],
        is_marked: bool,
        is_cue: bool,
    ) -> [i32; STATES] {
        let mut next = [NEVER; STATES];
        let mut from = [0u8; STATES];
        for state in (0..STATES).filter(|s| score[*s] > NEVER) {
            for label in 0..LABELS {
                let Some(to) = State(state).next(label, is_marked, is_cue) else {
                    continue;
                };
                let total =
                    score[state] + pairs[State(state).label() * LABELS + label] + own[label];
                if total > next[to.0] {
                    next[to.0] = total;
                    from[to.0] = state as u8;
                }
            }
        }
        self.back.push(from);
        next
    }

    fn trace(&mut self, score: [i32; STATES], count: usize) -> i32 {
        let mut best = 0;
        for state in 1..STATES {
            if score[state] > score[best] {
                best = state;
            }
        }
        let total = score[best];
        self.labels.clear();
        self.labels.resize(count, Label::Outside);
        for i in (0..count).rev() {
            self.labels[i] = Label::ALL[State(best).label()];
            best = usize::from(self.back[i][best]);
        }
        total
    }
}
