//! What an expression says before it is resolved: a small algebra that every family of
//! expressions builds and the resolver alone evaluates.

use super::unit::{Season, Unit};

/// From where a relative expression counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// From when the text was written: "ago", "last week".
    Document,
    /// From what the text tells: "later", "the following month", "that year".
    Story,
}

/// A year that an expression names, or leaves to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    /// Nothing said: "in March".
    Open,
    /// An astronomical year.
    Stated(i16),
    /// A year so many years from the base's: "June last year", "August of that year".
    Near(i8, Base),
    /// The last one that is past: "last March".
    Last,
    /// The next one that is to come: "next March".
    Next,
    /// The one about now: "this March".
    This,
    /// Not to be found: "the Winter Offensive" tells no year.
    Unknown,
}

/// A part of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    Half(u8),
    Quarter(u8),
    Season(Season),
    Month(u8),
    /// Month and day.
    Day(u8, u8),
    /// A day of a month that is left to be found.
    DayOfMonth(u8),
    /// A holiday by its number in the list of words.
    Holiday(u16),
}

/// Which weekday is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// Left to the tense.
    Open,
    Last,
    This,
    Next,
    /// The first after what the text tells.
    Following,
    /// The last before what the text tells.
    Preceding,
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// So many halves (5 is two and a half): halves are the only fractions with a word.
    Halves(i64),
    /// Left open: "several", "weeks".
    Some,
}

impl Amount {
    /// A whole number.
    pub fn whole(n: i64) -> Amount {
        Amount::Halves(n.saturating_mul(2))
    }
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// TIMEX3's code of a part: "MO".
    Part(&'static str),
    /// Hour and minute.
    At(u8, u8),
}

/// A vague reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vague {
    Present,
    Past,
    Future,
    /// The time that is told of: "at the time", "that period".
    Then,
    /// The same by words that mean it only in a narrative: "at the same time".
    Told,
    /// A past by a word that means it only in a narrative: "former".
    Former,
    /// A future by a word that means it only in a narrative: "its future king".
    Coming,
    /// A night of a narrative.
    Night,
}

/// What recurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recurring {
    /// Every so many units.
    Every(i64, Unit),
    Weekday(u8),
    Month(u8),
    Season(Season),
    /// A part of each day.
    Part(&'static str),
}

/// What an expression says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A part of a year.
    Point(Year, Part),
    /// "2/3/2016": two numbers of which either may be the month, and the year.
    Slashed(u8, u8, i16),
    /// A decade; without a century when that is `None` ("the eighties").
    Decade(Option<i16>, u8),
    /// A century: `19` is the 20th, negative ones as in `Stretch`.
    Century(i16),
    /// A weekday.
    Weekday(u8, Pick),
    /// The unit that lies `by` units from the base's own: "this year", "yesterday".
    Near(Unit, i64, Base),
    /// So much later or earlier than the base: "a decade ago", "two days later".
    Shift(Amount, Unit, i8, Base),
    /// The very day, month or year of what was told: "the same day", "that year".
    Same(Unit),
    /// A time of day on a day that is left to be found.
    Time,
    /// The unit that is spoken of: the document's own in news, the narrative's in a history.
    Unit(Unit),
    /// What was told of last: "since then".
    Last,
    /// A length.
    Length(Amount, Unit),
    /// A length that leads from or to what is named after it: "two days" in "two days after the
    /// vote"; a history tells a day by it.
    Away(Amount, Unit, i8),
    /// A length that was written with two units: "a year and three months".
    Lengths((i64, Unit), (i64, Unit)),
    /// The quarter that is spoken of, or one so many years before it: "the quarter", "the year-ago
    /// quarter".
    OpenQuarter(i8),
    /// The quarter that is spoken of, told by the day of its end to be this one of the calendar.
    QuarterUntil(u8),
    /// A period that is named by its year alone: "the 1989 period".
    Period(i16),
    /// The quarter that is spoken of, in this year: "the 1989 quarter".
    QuarterOf(i16),
    /// Something recurring.
    Recurring(Recurring),
    /// A vague reference.
    Vague(Vague),
}

impl Meaning {
    /// Whether the tense of its clause decides on which side of the document's date it lies.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Meaning::Point(Year::Open, _) | Meaning::Weekday(_, Pick::Open)
        )
    }

    /// Whether it is a period of a firm's results that is not named by itself.
    pub fn is_of_report(self) -> bool {
        matches!(
            self,
            Meaning::OpenQuarter(_) | Meaning::QuarterUntil(_) | Meaning::QuarterOf(_)
        )
    }

    /// Whether its words mean a time in a narrative only.
    pub fn is_told(self) -> bool {
        matches!(
            self,
            Meaning::Vague(Vague::Told | Vague::Former | Vague::Coming | Vague::Night)
        )
    }
}

/// TIMEX3's modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modifier {
    Start,
    Mid,
    End,
    Approx,
    LessThan,
    MoreThan,
    EqualOrLess,
    EqualOrMore,
}

impl Modifier {
    /// As TIMEX3 writes it.
    pub fn name(self) -> &'static str {
        match self {
            Modifier::Start => "START",
            Modifier::Mid => "MID",
            Modifier::End => "END",
            Modifier::Approx => "APPROX",
            Modifier::LessThan => "LESS_THAN",
            Modifier::MoreThan => "MORE_THAN",
            Modifier::EqualOrLess => "EQUAL_OR_LESS",
            Modifier::EqualOrMore => "EQUAL_OR_MORE",
        }
    }
}

/// An expression that was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Index of its first token.
    pub start: usize,
    /// Index of the token after its last.
    pub end: usize,
    /// What it says.
    pub meaning: Meaning,
    /// A time of day that it adds.
    pub clock: Option<Clock>,
    /// TIMEX3's modifier.
    pub modifier: Option<Modifier>,
    /// Whether it is a part of a firm's own year, whose days nobody tells.
    pub fiscal: bool,
}

impl Found {
    /// An expression over a run of tokens.
    pub fn new(start: usize, end: usize, meaning: Meaning) -> Found {
        Found {
            start,
            end,
            meaning,
            clock: None,
            modifier: None,
            fiscal: false,
        }
    }

    /// The same with a time of day.
    pub fn at(mut self, clock: Clock) -> Found {
        self.clock = Some(clock);
        self
    }

    /// The same with a modifier.
    pub fn with(mut self, modifier: Modifier) -> Found {
        self.modifier = Some(modifier);
        self
    }

    /// The same up to another end.
    pub fn until(mut self, end: usize) -> Found {
        self.end = end;
        self
    }

    /// The same from another start.
    pub fn since(mut self, start: usize) -> Found {
        self.start = start;
        self
    }
}
