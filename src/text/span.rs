//! Half-open ranges of byte offsets: the one coordinate system of the crate.

use std::ops::Range;

/// A half-open range `[start, end)` of byte offsets into a text.
///
/// A span that belongs to a [`Document`](super::Document) lies on character boundaries. Offsets are
/// kept in 32 bits: a text is at most 4 GiB, far above the limit of what is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span from byte `start` up to byte `end`. An `end` before `start` gives an empty span.
    pub fn new(start: usize, end: usize) -> Self {
        Span {
            start: start as u32,
            end: end.max(start) as u32,
        }
    }

    /// The empty span at byte `at`.
    pub fn empty(at: usize) -> Self {
        Span::new(at, at)
    }

    /// First byte.
    #[inline]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The byte after the last.
    #[inline]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    #[inline]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether no byte lies in it.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same as a range.
    #[inline]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Whether byte `offset` lies in it.
    pub fn contains(self, offset: usize) -> bool {
        self.start() <= offset && offset < self.end()
    }

    /// Whether all of `other` lies in it.
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// What the two share; empty where they are apart.
    pub fn intersection(self, other: Span) -> Span {
        let start = self.start().max(other.start());
        Span::new(start, self.end().min(other.end()))
    }

    /// The smallest span over both.
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start().min(other.start()), self.end().max(other.end()))
    }

    /// The same span moved right by `by` bytes.
    pub fn shifted(self, by: usize) -> Span {
        Span::new(self.start() + by, self.end() + by)
    }

    /// The part of `text` that it names; empty where it does not lie on character boundaries of
    /// `text`.
    #[inline]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_half_open() {
        let span = Span::new(2, 5);
        assert!(span.contains(2) && span.contains(4) && !span.contains(5));
        assert!(!span.overlaps(Span::new(5, 7)) && span.overlaps(Span::new(4, 7)));
        assert_eq!(span.intersection(Span::new(5, 7)).len(), 0);
        assert_eq!(span.to(Span::new(7, 9)), Span::new(2, 9));
    }

    #[test]
    fn a_span_off_the_boundaries_names_nothing() {
        assert_eq!(Span::new(1, 2).of("é"), "");
        assert_eq!(Span::new(0, 2).of("é"), "é");
    }
}
