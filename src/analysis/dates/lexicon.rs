//! What the date grammar knows of a single word: a class and a number.
//!
//! Asked once for each distinct word of a document; after that a rule compares small integers.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::unit::Unit;

/// The list of words, see its head for the form.
const WORDS: &str = include_str!("../../../assets/dates/words.txt");

/// The classes of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A word that the grammar has no use for.
    #[default]
    Other,
    Month,
    Weekday,
    Weekdays,
    Season,
    Seasons,
    Unit,
    Units,
    Period,
    DayPart,
    Clock,
    HalfDay,
    Zone,
    Today,
    Tonight,
    Holiday,
    Cardinal,
    Scale,
    Half,
    Tens,
    Ordinal,
    Vague,
    Bulk,
    /// "couple" (the number is 2) and "number" (none), after an article and before "of".
    Quantity,
    /// How far off a future lies: "near", "foreseeable".
    Distance,
    /// "part", as in "the latter part of the year".
    Portion,
    /// "comparable", before a period.
    Alike,
    Article,
    The,
    This,
    That,
    These,
    Those,
    Same,
    Every,
    Last,
    Next,
    Past,
    Previous,
    Following,
    Current,
    Latest,
    Final,
    OtherOne,
    Ago,
    Earlier,
    Later,
    Early,
    Late,
    Mid,
    Start,
    End,
    Rest,
    Adjective,
    Another,
    Fiscal,
    Nearly,
    About,
    More,
    Less,
    Than,
    At,
    Least,
    Most,
    Up,
    To,
    No,
    Over,
    Under,
    Of,
    In,
    On,
    And,
    Or,
    Until,
    Between,
    From,
    Since,
    By,
    For,
    Old,
    BeforeChrist,
    AfterChrist,
    Now,
    Recently,
    Currently,
    Soon,
    Future,
    Former,
    Then,
    Annual,
    Comma,
    Dash,
    Slash,
    Colon,
    Stop,
    Clitic,
    Open,
    Close,
    Mark,
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
        Some(b'0'..=b'9') => digits(word),
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

/// The names of the classes in the list of words.
const NAMES: &[(&str, Kind)] = &[
    ("month", Kind::Month),
    ("weekday", Kind::Weekday),
    ("weekdays", Kind::Weekdays),
    ("season", Kind::Season),
    ("seasons", Kind::Seasons),
    ("unit", Kind::Unit),
    ("units", Kind::Units),
    ("period", Kind::Period),
    ("daypart", Kind::DayPart),
    ("clock", Kind::Clock),
    ("halfday", Kind::HalfDay),
    ("zone", Kind::Zone),
    ("today", Kind::Today),
    ("tonight", Kind::Tonight),
    ("holiday", Kind::Holiday),
    ("cardinal", Kind::Cardinal),
    ("scale", Kind::Scale),
    ("half", Kind::Half),
    ("tens", Kind::Tens),
    ("ordinal", Kind::Ordinal),
    ("vague", Kind::Vague),
    ("bulk", Kind::Bulk),
    ("quantity", Kind::Quantity),
    ("distance", Kind::Distance),
    ("portion", Kind::Portion),
    ("alike", Kind::Alike),
    ("article", Kind::Article),
    ("the", Kind::The),
    ("this", Kind::This),
    ("that", Kind::That),
    ("these", Kind::These),
    ("those", Kind::Those),
    ("same", Kind::Same),
    ("every", Kind::Every),
    ("last", Kind::Last),
    ("next", Kind::Next),
    ("past", Kind::Past),
    ("previous", Kind::Previous),
    ("following", Kind::Following),
    ("current", Kind::Current),
    ("latest", Kind::Latest),
    ("final", Kind::Final),
    ("other", Kind::OtherOne),
    ("ago", Kind::Ago),
    ("earlier", Kind::Earlier),
    ("later", Kind::Later),
    ("early", Kind::Early),
    ("late", Kind::Late),
    ("mid", Kind::Mid),
    ("start", Kind::Start),
    ("end", Kind::End),
    ("rest", Kind::Rest),
    ("adjective", Kind::Adjective),
    ("another", Kind::Another),
    ("fiscal", Kind::Fiscal),
    ("nearly", Kind::Nearly),
    ("about", Kind::About),
    ("more", Kind::More),
    ("less", Kind::Less),
    ("than", Kind::Than),
    ("at", Kind::At),
    ("least", Kind::Least),
    ("most", Kind::Most),
    ("up", Kind::Up),
    ("to", Kind::To),
    ("no", Kind::No),
    ("over", Kind::Over),
    ("under", Kind::Under),
    ("of", Kind::Of),
    ("in", Kind::In),
    ("on", Kind::On),
    ("and", Kind::And),
    ("or", Kind::Or),
    ("until", Kind::Until),
    ("between", Kind::Between),
    ("from", Kind::From),
    ("since", Kind::Since),
    ("by", Kind::By),
    ("for", Kind::For),
    ("old", Kind::Old),
    ("era-before", Kind::BeforeChrist),
    ("era-after", Kind::AfterChrist),
    ("now", Kind::Now),
    ("recently", Kind::Recently),
    ("currently", Kind::Currently),
    ("soon", Kind::Soon),
    ("future", Kind::Future),
    ("former", Kind::Former),
    ("then", Kind::Then),
    ("annual", Kind::Annual),
    ("comma", Kind::Comma),
    ("dash", Kind::Dash),
    ("slash", Kind::Slash),
    ("colon", Kind::Colon),
    ("stop", Kind::Stop),
    ("clitic", Kind::Clitic),
    ("open", Kind::Open),
    ("close-bracket", Kind::Close),
    ("mark", Kind::Mark),
];

/// The class of a name in the list of words.
fn named(name: &str) -> Kind {
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map_or(Kind::Other, |(_, kind)| *kind)
}

/// The class of a word that begins with a digit.
fn digits(word: &str) -> Class {
    let len = word.bytes().take_while(u8::is_ascii_digit).count();
    let (head, tail) = word.split_at(len);
    let number: i32 = head.parse().unwrap_or(i32::MAX);
    let of = |kind, len, number| Class { kind, len, number };
    let plain = len.min(255) as u8;
    match tail {
        "" => of(Kind::Digits, plain, number),
        "st" | "nd" | "rd" | "th" if (1..=9999).contains(&number) => {
            of(Kind::NumberTh, plain, number)
        }
        "s" | "'s" if matches!(len, 2 | 4) && number % 10 == 0 => {
            of(Kind::DigitTens, plain, number)
        }
        "am" | "pm" if number < 60 && len <= 2 => {
            of(Kind::DigitHalfDay, u8::from(tail == "pm"), number)
        }
        _ => fraction(tail, len, number),
    }
}

/// The class of digits with a tail of digits: decimals, groups, dotted dates, date and time.
fn fraction(tail: &str, len: usize, number: i32) -> Class {
    let of = |kind, number| Class {
        kind,
        len: len.min(255) as u8,
        number,
    };
    let groups = |mark: char| tail.split(mark).skip(1);
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if tail.starts_with(',') {
        let mut value = i64::from(number);
        for group in groups(',') {
            if group.len() != 3 || !all_digits(group) {
                return Class::OTHER;
            }
            value = (value * 1000 + group.parse().unwrap_or(0)).min(i64::from(i32::MAX));
        }
        return of(Kind::Grouped, value as i32);
    }
    if tail.starts_with('.') && groups('.').all(all_digits) {
        return match groups('.').count() {
            1 => {
                let tenths = tail
                    .as_bytes()
                    .get(1)
                    .copied()
                    .map_or(0, |b| i32::from(b - b'0'));
                of(
                    Kind::Decimal,
                    number.saturating_mul(10).saturating_add(tenths),
                )
            }
            2 => of(Kind::Dotted, number),
            _ => Class::OTHER,
        };
    }
    match tail.strip_prefix('t') {
        Some(hour) if len == 2 && hour.len() >= 2 && all_digits(hour.get(..2).unwrap_or("")) => {
            of(Kind::DayT, number)
        }
        _ => Class::OTHER,
    }
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
    fn words_and_digits_have_classes() {
        check("sept", Kind::Month, 9);
        check("decade", Kind::Unit, 9);
        check("1994", Kind::Digits, 1994);
        check("2,000", Kind::Grouped, 2000);
        check("3.5", Kind::Decimal, 35);
        check("23.2.2016", Kind::Dotted, 23);
        check("12th", Kind::NumberTh, 12);
        check("1990s", Kind::DigitTens, 1990);
        check("8pm", Kind::DigitHalfDay, 8);
        check("23t10", Kind::DayT, 23);
        check("99999999999", Kind::Digits, i32::MAX);
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
