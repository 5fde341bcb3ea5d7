//! Units of time, seasons and parts of a day.

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
    Weekend,
}

impl Unit {
    const ALL: [Unit; 13] = [
        Unit::Second,
        Unit::Minute,
        Unit::Hour,
        Unit::Day,
        Unit::Week,
        Unit::Fortnight,
        Unit::Month,
        Unit::Quarter,
        Unit::Year,
        Unit::Decade,
        Unit::Century,
        Unit::Millennium,
        Unit::Weekend,
    ];

    /// The unit of a number in the list of words.
    pub fn from_index(index: i32) -> Option<Unit> {
        Unit::ALL.get(usize::try_from(index).ok()?).copied()
    }

    /// Whether it is shorter than a day.
    pub fn is_clock(self) -> bool {
        self < Unit::Day
    }

    /// How many of which simpler unit make one, and that unit's letter in a TIMEX3 length.
    pub fn letter(self) -> (i64, char) {
        match self {
            Unit::Second => (1, 'S'),
            Unit::Minute => (1, 'M'),
            Unit::Hour => (1, 'H'),
            Unit::Day => (1, 'D'),
            Unit::Week => (1, 'W'),
            Unit::Fortnight => (2, 'W'),
            Unit::Month => (1, 'M'),
            Unit::Quarter => (1, 'Q'),
            Unit::Year => (1, 'Y'),
            Unit::Decade => (10, 'Y'),
            Unit::Century => (100, 'Y'),
            Unit::Millennium => (1000, 'Y'),
            Unit::Weekend => (2, 'D'),
        }
    }

    /// The letter of an open number of it ("centuries").
    pub fn open_letter(self) -> &'static str {
        match self {
            Unit::Decade => "DE",
            Unit::Century => "CE",
            Unit::Millennium => "ML",
            Unit::Quarter => "Q",
            Unit::Second => "S",
            Unit::Minute | Unit::Month => "M",
            Unit::Hour => "H",
            Unit::Day | Unit::Weekend => "D",
            Unit::Week | Unit::Fortnight => "W",
            Unit::Year => "Y",
        }
    }
}

/// A season of the northern year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    /// The season of a number in the list of words.
    pub fn from_index(index: i32) -> Season {
        match index {
            0 => Season::Spring,
            1 => Season::Summer,
            2 => Season::Autumn,
            _ => Season::Winter,
        }
    }

    /// TIMEX3's code.
    pub fn code(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Autumn => "FA",
            Season::Winter => "WI",
        }
    }

    /// Its first month.
    pub fn first_month(self) -> u8 {
        match self {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Autumn => 9,
            Season::Winter => 12,
        }
    }
}

/// TIMEX3's code of a part of the day, by its number in the list of words.
pub fn day_part(index: i32) -> &'static str {
    match index {
        0 => "MO",
        2 => "AF",
        3 => "EV",
        5 => "DT",
        _ => "NI",
    }
}
