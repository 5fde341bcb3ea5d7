//! Byte offsets → code points.

/// How many bytes lie between two counts that are kept.
const STRIDE: usize = 128;

/// Converts byte offsets of one text into code points, in constant time after one pass over it.
pub struct Points<'t> {
    bytes: &'t [u8],
    /// Code points before every `STRIDE`th byte; empty where the text is ASCII.
    before: Vec<u32>,
}

impl<'t> Points<'t> {
    /// Counts the code points of a text.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut before = Vec::new();
        if !text.is_ascii() {
            before.reserve(bytes.len() / STRIDE + 1);
            let mut count = 0;
            before.push(count);
            for chunk in bytes.chunks(STRIDE) {
                count += starts(chunk) as u32;
                before.push(count);
            }
        }
        Points { bytes, before }
    }

    /// How many code points begin before byte `offset`; all of them for an offset past the end.
    pub fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.bytes.len());
        match self.before.get(offset / STRIDE) {
            None => offset,
            Some(count) => {
                let chunk = offset / STRIDE * STRIDE;
                *count as usize + starts(&self.bytes[chunk..offset])
            }
        }
    }
}

/// How many bytes begin a character.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| (**b as i8) >= -0x40).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ascii_counts_bytes() {
        let points = Points::new("abc");
        assert_eq!([0, 2, 3, 9].map(|at| points.at(at)), [0, 2, 3, 3]);
    }

    proptest! {
        #[test]
        fn every_boundary_has_its_code_point(text in "\\PC{0,400}") {
            let points = Points::new(&text);
            for (count, (offset, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(offset), count);
            }
            prop_assert_eq!(points.at(text.len()), text.chars().count());
        }
    }
}
