//! Features: what is weighed, by name and value.

/// Takes features one by one, each by its name and value.
pub(super) trait Sink {
    /// Takes a feature.
    fn put(&mut self, name: &'static str, value: f32);

    /// Takes a feature for each of several rising steps: whether a value reaches it. So what is
    /// learned of a step holds for those above it, of which fewer examples tell.
    #[inline]
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
    sum: f32,
}

impl<'w> Dot<'w> {
    /// The weighed sum of the features that `read` puts.
    #[inline]
    pub fn weigh(weights: &'w [f32], read: impl FnOnce(&mut Self)) -> f32 {
        let mut dot = Dot {
            weights,
            at: 0,
            sum: 0.0,
        };
        read(&mut dot);
        dot.sum
    }

    /// Takes the weights of the features that `read` puts off the front of `weights`.
    pub fn split(weights: &mut &'w [f32], read: impl FnOnce(&mut Self)) -> &'w [f32] {
        let mut dot = Dot {
            weights,
            at: 0,
            sum: 0.0,
        };
        read(&mut dot);
        let (front, rest) = weights.split_at(dot.at.min(weights.len()));
        *weights = rest;
        front
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

/// 1 for yes, 0 for no.
#[inline]
pub(super) fn flag(yes: bool) -> f32 {
    if yes { 1.0 } else { 0.0 }
}
