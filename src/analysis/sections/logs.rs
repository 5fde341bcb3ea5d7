//! Logarithms of counts, worked out once.

use std::sync::LazyLock;

/// Logarithms of counts: those that are common are known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Logs {
    whole: &'static [f32],
    halves: &'static [f32],
}

/// How many are known.
const KNOWN: u16 = 4096;

impl Logs {
    /// The one table.
    pub fn new() -> Self {
        static WHOLE: LazyLock<Vec<f32>> =
            LazyLock::new(|| (0..KNOWN).map(|n| f32::from(n).ln()).collect());
        static HALVES: LazyLock<Vec<f32>> =
            LazyLock::new(|| (0..KNOWN).map(|n| (f32::from(n) + 0.5).ln()).collect());
        Logs {
            whole: &WHOLE,
            halves: &HALVES,
        }
    }

    /// ln(n)
    #[inline]
    pub fn of(self, n: usize) -> f32 {
        let known = self.whole.get(n);
        known.copied().unwrap_or_else(|| (n as f32).ln())
    }

    /// ln(n + ½)
    #[inline]
    pub fn of_half(self, n: usize) -> f32 {
        let known = self.halves.get(n);
        known.copied().unwrap_or_else(|| (n as f32 + 0.5).ln())
    }
}
