//! What the date grammar knows of a single word: a class and a number.
//!
//! Asked once for each distinct word of a document; after that a rule compares small integers.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::digits;
use super::unit::Unit;

/// The list of words, see its head for the form.
const WORDS: &str = include_str!("../../../assets/dates/words.txt");

/// Defines the classes of words, with the names that the list of words has for them; those without a
/// name are told by the form of a word.
macro_rules! kinds {
    ($($(#[$attribute:meta])* $kind:ident $(= $name:literal)?,)*) => {
        /// The classes of words.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum Kind {
            $($(#[$attribute])* $kind,)*
        }

        /// The names of the classes in the list of words.
        const NAMES: &[(&str, Kind)] = &[$($(($name, Kind::$kind),)?)*];
    };
}

kinds! {
    /// A word that the grammar has no use for.
    #[default]
    Other,
    Month = "month",
    Weekday = "weekday",
    Weekdays = "weekdays",
    Season = "season",
    Seasons = "seasons",
    Unit = "unit",
    Units = "units",
    Period = "period",
    DayPart = "daypart",
    Clock = "clock",
    HalfDay = "halfday",
    Zone = "zone",
    Today = "today",
    Tonight = "tonight",
    Holiday = "holiday",
    Cardinal = "cardinal",
    Scale = "scale",
    Half = "half",
    Tens = "tens",
    Ordinal = "ordinal",
    Vague = "vague",
    Bulk = "bulk",
    /// "couple" (the number is 2) and "number" (none), after an article and before "of".
    Quantity = "quantity",
    /// How far off a future lies: "near", "distant".
    Distance = "distance",
    /// "part", as in "the latter part of the year".
    Portion = "portion",
    /// "comparable", before a period.
    Alike = "alike",
    Article = "article",
    The = "the",
    This = "this",
    That = "that",
    These = "these",
    Those = "those",
    Same = "same",
    Every = "every",
    Last = "last",
    Next = "next",
    Past = "past",
    Previous = "previous",
    Following = "following",
    Current = "current",
    Latest = "latest",
    Final = "final",
    OtherOne = "other",
    Ago = "ago",
    Earlier = "earlier",
    Later = "later",
    Early = "early",
    Late = "late",
    Mid = "mid",
    Start = "start",
    End = "end",
    Rest = "rest",
    Adjective = "adjective",
    Another = "another",
    Fiscal = "fiscal",
    Nearly = "nearly",
    About = "about",
    More = "more",
    Less = "less",
    Than = "than",
    At = "at",
    Least = "least",
    Most = "most",
    Up = "up",
    To = "to",
    No = "no",
    Over = "over",
    Under = "under",
    Of = "of",
    In = "in",
    On = "on",
    And = "and",
    Or = "or",
    Until = "until",
    Between = "between",
    From = "from",
    Since = "since",
    By = "by",
    For = "for",
    Old = "old",
    BeforeChrist = "era-before",
    AfterChrist = "era-after",
    Now = "now",
    Recently = "recently",
    Currently = "currently",
    Soon = "soon",
    Future = "future",
    Former = "former",
    Then = "then",
    Annual = "annual",
    Comma = "comma",
    Dash = "dash",
    Slash = "slash",
    Colon = "colon",
    Stop = "stop",
    Clitic = "clitic",
    Open = "open",
    Close = "close-bracket",
    Mark = "mark",
    /// Plain digits: the number is their value, `len` how many there are.
    Digits,
    /// Digits in groups: "2,000".
    Grouped,
    /// A decimal: the number is ten times its value.
    Decimal,
    /// Three numbers between stops: "23.2.2016".
    Dotted,
    /// "12th".
    NumberTh,
    /// "1990s", "80s": the number is 1990 or 80.
    DigitTens,
    /// "8pm": the number is the hour, `len` 0 before noon and 1 after.
    DigitHalfDay,
    /// "23T10": the number is the day.
    DayT,
}

/// A word's class with its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Class {
    /// What it is.
    pub kind: Kind,
    /// How many digits it has, where it is made of digits.
    pub len: u8,
    /// Its number: a month's, a unit's, a numeral's value.
    pub number: i32,
}

impl Class {
    /// No word of the grammar.
    pub const OTHER: Class = Class {
        kind: Kind::Other,
        len: 0,
        number: 0,
    };

    /// Whether an expression may be built around it: only here does the grammar begin to look.
    pub fn is_trigger(self) -> bool {
        use Kind::*;
        match self.kind {
            Cardinal => (17..=19).contains(&self.number),
            Digits => self.len == 4 || (self.len == 3 && self.number >= 100),
            Month | Weekday | Weekdays | Season | Seasons | Unit | Units | DayPart | Clock
            | HalfDay | Today | Tonight | Holiday | Tens | Now | Recently | Currently | Soon
            | Future | Former | Annual | Dotted | DigitTens | DigitHalfDay | BeforeChrist
            | AfterChrist | Past | Latest | Period | Current | DayT | NumberTh | Slash | Then => {
                true
            }
            _ => false,
        }
    }

    /// Whether an expression may begin with it.
    pub fn begins(self) -> bool {
        use Kind::*;
        !matches!(
            self.kind,
            Other
                | Of
                | In
                | On
                | And
                | Or
                | To
                | Comma
                | Dash
                | Stop
                | Colon
                | Slash
                | Clitic
                | Open
                | Close
                | From
                | By
                | For
                | Until
                | Between
                | Since
                | Than
                | Over
                | Under
                | Least
                | Most
                | Old
                | HalfDay
                | Zone
                | Ago
                | Distance
                | Portion
                | Alike
        )
    }

    /// The unit that a word names.
    pub fn unit(self) -> Option<Unit> {
        match self.kind {
            Kind::Unit | Kind::Units => Unit::from_index(self.number),
            _ => None,
        }
    }
}

/// The class of a lower-case word.
pub fn class(word: &str) -> Class {
    match word.as_bytes().first() {
        Some(b'0'..=b'9') => digits::class(word),
        _ => LEXICON.get(word).copied().unwrap_or(Class::OTHER),
    }
}

static LEXICON: LazyLock<FxHashMap<&'static str, Class>> = LazyLock::new(|| {
    let mut lexicon = FxHashMap::default();
    for line in WORDS.lines().filter(|l| !l.starts_with('#')) {
        let mut fields = line.split('\t');
        let (Some(name), Some(number), Some(words)) = (fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let number = number.parse().unwrap_or(0);
        let kind = named(name);
        for word in words.split(' ') {
            let class = Class {
                kind,
                len: 0,
                number,
            };
            lexicon.entry(word).or_insert(class);
        }
    }
    lexicon
});

/// The class of a name in the list of words.
fn named(name: &str) -> Kind {
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map_or(Kind::Other, |(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, kind: Kind, number: i32) {
        let found = class(word);
        assert_eq!((found.kind, found.number), (kind, number), "{word}");
    }

    #[test]
    fn words_have_classes() {
        check("sept", Kind::Month, 9);
        check("decade", Kind::Unit, 9);
        check("wheel", Kind::Other, 0);
    }

    #[test]
    fn every_row_of_the_list_has_a_class_of_the_grammar() {
        for line in WORDS
            .lines()
            .filter(|l| !l.is_empty() && !l.starts_with('#'))
        {
            let name = line.split('\t').next().unwrap_or("");
            assert_ne!(named(name), Kind::Other, "{line}");
            assert_eq!(line.split('\t').count(), 3, "{line}");
        }
    }
}
