//! TIMEX3's values of lengths and of what recurs.

use super::meaning::{Amount, Recurring};
use super::unit::{Season, Unit};

/// TIMEX3's value of a length.
pub fn value(amount: Amount, unit: Unit) -> String {
    let t = if unit.is_clock() { "T" } else { "" };
    let (size, letter) = unit.letter();
    match amount {
        Amount::Some => format!("P{t}X{}", unit.open_letter()),
        Amount::Halves(h) if h % 2 == 0 => format!("P{t}{}{letter}", (h / 2).saturating_mul(size)),
        Amount::Halves(h) => half_length(h / 2, unit),
    }
}

/// A whole number and a half of a unit.
fn half_length(n: i64, unit: Unit) -> String {
    let whole = |letter: char| {
        if n > 0 {
            format!("{n}{letter}")
        } else {
            String::new()
        }
    };
    match unit {
        Unit::Year => format!("P{}6M", whole('Y')),
        Unit::Hour => format!("PT{}30M", whole('H')),
        Unit::Minute => format!("PT{}30S", whole('M')),
        Unit::Day => format!("P{}T12H", whole('D')),
        Unit::Month => format!("P{}15D", whole('M')),
        Unit::Century => format!("P{}Y", n * 100 + 50),
        Unit::Decade => format!("P{}Y", n * 10 + 5),
        other => {
            let t = if other.is_clock() { "T" } else { "" };
            format!("P{t}{n}.5{}", other.letter().1)
        }
    }
}

/// TIMEX3's value of a length in two units.
pub fn of_two(a: (i64, Unit), b: (i64, Unit)) -> String {
    let part = |(n, unit): (i64, Unit)| {
        let (size, letter) = unit.letter();
        format!("{}{letter}", n.saturating_mul(size))
    };
    let t = |unit: Unit| if unit.is_clock() { "T" } else { "" };
    let inner = if a.1.is_clock() { "" } else { t(b.1) };
    format!("P{}{}{inner}{}", t(a.1), part(a), part(b))
}

/// TIMEX3's value of what recurs.
pub fn recurring(what: Recurring) -> String {
    match what {
        Recurring::Every(n, unit) => value(Amount::whole(n), unit),
        Recurring::Weekday(number) => format!("XXXX-WXX-{number}"),
        Recurring::Month(m) => format!("XXXX-{m:02}"),
        Recurring::Season(s) => format!("XXXX-{}", Season::code(s)),
        Recurring::Part(code) => format!("XXXX-XX-XXT{code}"),
    }
}
