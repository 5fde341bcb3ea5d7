//! What names, classes, ids and roles of elements say of what is inside them.

use std::collections::HashMap;
use std::sync::LazyLock;

use dom_query::NodeRef;

/// A set of hints, a bit each, in the order of `assets/html/hints.txt`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hints(u32);

impl Hints {
    /// Both.
    pub fn with(self, other: Hints) -> Hints {
        Hints(self.0 | other.0)
    }

    /// Whether the hint of an index is in it.
    pub fn has(self, index: usize) -> bool {
        self.0 >> index & 1 == 1
    }
}

/// How many hints there are.
pub(super) const COUNT: usize = 24;

/// Word of a class or an id → its hints.
static WORDS: LazyLock<HashMap<&'static str, Hints>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, Hints> = HashMap::new();
    let lines = include_str!("../../../assets/html/hints.txt").lines();
    let lines = lines.filter(|l| !l.is_empty() && !l.starts_with('#'));
    for (index, line) in lines.take(COUNT).enumerate() {
        for word in line.split_whitespace() {
            let entry = words.entry(word).or_default();
            *entry = entry.with(Hints(1 << index));
        }
    }
    words
});

/// Classes longer than this are not read.
const LONGEST: usize = 400;

/// The hints of an element: `<aside>` is told like a class "aside".
pub(super) fn of(name: &str, node: &NodeRef<'_>) -> Hints {
    let mut hints = word(&format!("<{name}>"));
    let Some(element) = node.element_ref() else {
        return hints;
    };
    for attribute in &element.attrs {
        if matches!(
            &*attribute.name.local,
            "class" | "id" | "role" | "itemprop" | "data-component"
        ) {
            let value: &str = &attribute.value;
            hints = hints.with(words_of(value));
        }
    }
    hints
}

/// The hints of the words of a value: they are parted by anything but letters, and by capitals
/// inside.
fn words_of(value: &str) -> Hints {
    let mut hints = Hints::default();
    if value.len() > LONGEST || value.len() < 2 {
        return hints;
    }
    let mut current = String::new();
    let mut was_small = false;
    for c in value.chars() {
        if !c.is_ascii_alphabetic() || (c.is_ascii_uppercase() && was_small) {
            hints = hints.with(word(&current));
            current.clear();
        }
        if c.is_ascii_alphabetic() {
            current.push(c.to_ascii_lowercase());
        }
        was_small = c.is_ascii_lowercase();
    }
    hints.with(word(&current))
}

fn word(word: &str) -> Hints {
    let known = |w: &str| WORDS.get(w).copied();
    known(word)
        .or_else(|| known(word.strip_suffix('s')?))
        .unwrap_or_default()
}
