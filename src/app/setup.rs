//! What the user has chosen before the first screen.

use crate::index::Inferred;

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorLevel {
    /// None: bold, underline and reverse only.
    None,
    /// The sixteen of the user's palette.
    #[default]
    Ansi16,
    /// 256.
    Ansi256,
    /// All.
    True,
}

/// Where the reading is to begin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// Where it was left, or at the beginning.
    #[default]
    Remembered,
    /// At a ¶ number.
    Paragraph(usize),
    /// At the first match of a search.
    Search(String),
    /// At a heading with these words.
    Heading(String),
}

/// What the user has chosen before the first screen.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The names of the themes, to go round in.
    pub themes: Vec<String>,
    /// The theme to begin with; the first one where there is none of that name.
    pub theme: Option<String>,
    /// How many colours there are.
    pub level: ColorLevel,
    /// Cells of text; the default where not said.
    pub measure: Option<u16>,
    /// Whether the index is open where it has room beside the text.
    pub index: bool,
    /// Which inferred sections are shown.
    pub inferred: Inferred,
    /// Where to begin.
    pub start: Start,
    /// How many articles are open.
    pub articles: usize,
}
