//! Tables of weights: learned in whole numbers, shipped in bytes.

use dateline::analysis::quotes::train::{
    CUE_ROWS, LABEL_ROWS, LABELS, PAIR_ROWS, REPORT_ROWS, Weights,
};

/// The tables of a model in training.
pub struct Tables {
    pub cue: Averaged<1>,
    pub label: Averaged<LABELS>,
    pub pair: Averaged<{ LABELS * LABELS }>,
    pub report: Averaged<1>,
}

/// Whole-number weights with the sums that average them.
pub struct Averaged<const N: usize> {
    pub now: Vec<[i32; N]>,
    sum: Vec<[i64; N]>,
    /// The averages of earlier runs, added up.
    runs: Vec<[i64; N]>,
    /// How many examples have been seen.
    pub step: i64,
}

impl<const N: usize> Averaged<N> {
    fn new(rows: usize) -> Self {
        Averaged {
            now: vec![[0; N]; rows],
            sum: vec![[0; N]; rows],
            runs: vec![[0; N]; rows],
            step: 1,
        }
    }

    /// Changes a weight.
    pub fn add(&mut self, row: usize, column: usize, by: i32) {
        self.now[row][column] += by;
        self.sum[row][column] += self.step * i64::from(by);
    }

    /// Begins another run from nothing; what was learned counts as much as what will be.
    pub fn restart(&mut self) {
        for row in 0..self.now.len() {
            for i in 0..N {
                self.runs[row][i] = self.average(row, i);
            }
            self.now[row] = [0; N];
            self.sum[row] = [0; N];
        }
        self.step = 1;
    }

    /// The average of a weight over a run, added up over the runs, times the number of examples.
    fn average(&self, row: usize, i: usize) -> i64 {
        self.runs[row][i] + i64::from(self.now[row][i]) * self.step - self.sum[row][i]
    }

    fn averages(&self) -> impl Iterator<Item = i64> + '_ {
        (0..self.now.len()).flat_map(move |row| (0..N).map(move |i| self.average(row, i)))
    }

    fn quantised(&self) -> Vec<u8> {
        in_bytes(&self.averages().collect::<Vec<i64>>())
    }
}

/// Weights on the scale of bytes: the largest two-thousandth of them is cut off.
fn in_bytes(weights: &[i64]) -> Vec<u8> {
    let mut sizes: Vec<i64> = weights.iter().map(|w| w.abs()).filter(|w| *w > 0).collect();
    sizes.sort_unstable();
    let place = sizes.len().saturating_sub(1 + sizes.len() / 2000);
    let top = sizes.get(place).copied().unwrap_or(1);
    let scaled = |w: &i64| {
        let scaled = (2 * w * 127 + w.signum() * top) / (2 * top);
        scaled.clamp(-127, 127) as i8 as u8
    };
    weights.iter().map(scaled).collect()
}

impl Tables {
    pub fn new() -> Self {
        Tables {
            cue: Averaged::new(CUE_ROWS),
            label: Averaged::new(LABEL_ROWS),
            pair: Averaged::new(PAIR_ROWS),
            report: Averaged::new(REPORT_ROWS),
        }
    }

    /// The three tables; labels and pairs are on one scale, since their sums are compared.
    pub fn quantised(&self) -> Vec<u8> {
        let mut bytes = self.cue.quantised();
        let labels: Vec<i64> = self.label.averages().chain(self.pair.averages()).collect();
        bytes.extend(in_bytes(&labels));
        bytes.extend(self.report.quantised());
        bytes
    }
}

impl Weights for Tables {
    fn cue(&self, row: usize) -> i32 {
        self.cue.now[row][0]
    }

    fn label(&self, row: usize) -> [i32; LABELS] {
        self.label.now[row]
    }

    fn pair(&self, row: usize) -> [i32; LABELS * LABELS] {
        self.pair.now[row]
    }

    fn report(&self, row: usize) -> i32 {
        self.report.now[row][0]
    }
}
