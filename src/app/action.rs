//! What a key can do.

use serde::Deserialize;

/// Everything that a key can do, by the names that `assets/keys.toml` uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(
    missing_docs,
    reason = "the names say it; assets/keys.toml describes each"
)]
pub enum Action {
    LineDown,
    LineUp,
    HalfPageDown,
    HalfPageUp,
    PageDown,
    PageUp,
    Top,
    Bottom,
    Percent,
    NextParagraph,
    PreviousParagraph,
    ParagraphToMiddle,
    ParagraphToTop,
    ParagraphToBottom,
    CodeLeft,
    CodeRight,
    NextSection,
    PreviousSection,
    NextQuote,
    PreviousQuote,
    NextEvent,
    PreviousEvent,
    NextLink,
    PreviousLink,
    NextArticle,
    PreviousArticle,
    FocusNext,
    FocusPrevious,
    FocusSections,
    FocusSpeakers,
    FocusEvents,
    EntryDown,
    EntryUp,
    EntryFirst,
    EntryLast,
    EntryGo,
    EntryBack,
    Fold,
    Unfold,
    Filter,
    Sort,
    SearchForward,
    SearchBackward,
    SearchNext,
    SearchPrevious,
    JumpBack,
    JumpForward,
    SetMark,
    GoToMark,
    LastPlace,
    Copy,
    ToggleIndex,
    Zen,
    Wider,
    Narrower,
    Theme,
    Inferred,
    Help,
    Command,
    Where,
    Reload,
    Redraw,
    Suspend,
    Drop,
    Quit,
}

/// An action with what was typed before and after its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command {
    /// What to do.
    pub action: Action,
    /// The number typed before the key.
    pub count: Option<usize>,
    /// The letter typed after it, for marks.
    pub letter: Option<char>,
}

/// What the state asks of the terminal's side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Leave the program.
    Quit,
    /// Give the terminal back and stop until the shell continues it.
    Suspend,
    /// Draw every cell again.
    Redraw,
    /// Read the article again.
    Reload,
    /// Open another one of the articles, by its index; the state [turns to
    /// it](super::State::turn_to) when that is done.
    Article(usize),
    /// Put this text on the clipboard.
    Copy(String),
    /// Wait no longer for the article that is on its way.
    Cancel,
}
