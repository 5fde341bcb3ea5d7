//! Not yet written.

use super::{Annotation, Annotations, Prose};

/// Finds nothing yet.
pub fn annotate(_prose: &Prose, _above: &Annotations) -> Vec<Annotation> {
    Vec::new()
}
