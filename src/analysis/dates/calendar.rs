//! Stretches of the calendar: a day, a week, a month … a century, with TIMEX3's value and the
//! first and last day of each.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::unit::{Season, Unit};
use crate::analysis::Days;

/// A stretch of the calendar at its own grain. Years are astronomical: 1 BC is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// A century: `19` is 1900 to 1999; counted back from `-1`, the first before Christ.
    Century(i16),
    /// A decade: `198` is 1980 to 1989; counted back from `-1` for 9 to 1 BC.
    Decade(i16),
    Year(i16),
    Half(i16, u8),
    Quarter(i16, u8),
    Season(i16, Season),
    Month(i16, u8),
    /// The ISO week that begins on this Monday.
    Week(Date),
    /// The Saturday and Sunday of the ISO week that begins on this Monday.
    Weekend(Date),
    Day(Date),
}

/// The first day of the ISO week of a day, if the calendar holds it.
pub fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(back.days()).unwrap_or(day)
}

/// `day` moved by a number of days.
pub fn plus_days(day: Date, by: i64) -> Option<Date> {
    if by.abs() > 8_000_000 {
        return None;
    }
    day.checked_add(by.days()).ok()
}

fn plus_months(day: Date, by: i64) -> Option<Date> {
    if by.abs() > 250_000 {
        return None;
    }
    day.checked_add(by.months()).ok()
}

/// A year as TIMEX3 writes it.
fn year(y: i16) -> String {
    if y > 0 {
        format!("{y:04}")
    } else {
        format!("BC{:04}", 1 - i32::from(y))
    }
}

impl Stretch {
    /// TIMEX3's value.
    pub fn value(self) -> String {
        match self {
            Stretch::Century(c) if c >= 0 => format!("{c:02}"),
            Stretch::Century(c) => format!("BC{:02}", -1 - c),
            Stretch::Decade(d) if d >= 0 => format!("{d:03}"),
            Stretch::Decade(d) => format!("BC{:03}", -1 - d),
            Stretch::Year(y) => year(y),
            Stretch::Half(y, h) => format!("{}-H{h}", year(y)),
            Stretch::Quarter(y, q) => format!("{}-Q{q}", year(y)),
            Stretch::Season(y, s) => format!("{}-{}", year(y), s.code()),
            Stretch::Month(y, m) => format!("{}-{m:02}", year(y)),
            Stretch::Week(monday) => {
                let week = monday.iso_week_date();
                format!("{}-W{:02}", year(week.year()), week.week())
            }
            Stretch::Weekend(monday) => format!("{}-WE", Stretch::Week(monday).value()),
            Stretch::Day(day) => day_value(day),
        }
    }

    /// Its first and last day; `None` where they lie off the calendar.
    pub fn days(self) -> Option<Days> {
        let years = |from: i32, to: i32| {
            Some(Days {
                from: Date::new(i16::try_from(from).ok()?, 1, 1).ok()?,
                to: Date::new(i16::try_from(to).ok()?, 12, 31).ok()?,
            })
        };
        let months = |y: i16, m: u8, n: i64| {
            let from = Date::new(y, m as i8, 1).ok()?;
            let to = plus_months(from, n - 1)?.last_of_month();
            Some(Days { from, to })
        };
        match self {
            Stretch::Century(c) => {
                let c = i32::from(c);
                if c >= 0 {
                    years((c * 100).max(1), c * 100 + 99)
                } else {
                    // The first century before Christ is 100 to 1 BC.
                    years(1 + c * 100, c * 100 + 100)
                }
            }
            Stretch::Decade(d) => {
                let d = i32::from(d);
                if d >= 0 {
                    years((d * 10).max(1), d * 10 + 9)
                } else {
                    years(d * 10 + 2, (d * 10 + 11).min(0))
                }
            }
            Stretch::Year(y) => years(i32::from(y), i32::from(y)),
            Stretch::Half(y, h) => months(y, h * 6 - 5, 6),
            Stretch::Quarter(y, q) => months(y, q * 3 - 2, 3),
            Stretch::Season(y, s) => months(y, s.first_month(), 3),
            Stretch::Month(y, m) => months(y, m, 1),
            Stretch::Week(monday) => Some(Days {
                from: monday,
                to: plus_days(monday, 6)?,
            }),
            Stretch::Weekend(monday) => Some(Days {
                from: plus_days(monday, 5)?,
                to: plus_days(monday, 6)?,
            }),
            Stretch::Day(day) => Some(Days { from: day, to: day }),
        }
    }

    /// The year that it lies in, or begins with.
    pub fn year(self) -> Option<i16> {
        match self {
            Stretch::Century(_) | Stretch::Decade(_) => None,
            Stretch::Year(y)
            | Stretch::Half(y, _)
            | Stretch::Quarter(y, _)
            | Stretch::Season(y, _)
            | Stretch::Month(y, _) => Some(y),
            Stretch::Week(day) | Stretch::Weekend(day) | Stretch::Day(day) => Some(day.year()),
        }
    }

    /// The month that it lies in, where it is short enough for one.
    pub fn month(self) -> Option<(i16, u8)> {
        match self {
            Stretch::Month(y, m) => Some((y, m)),
            Stretch::Week(day) | Stretch::Weekend(day) | Stretch::Day(day) => {
                Some((day.year(), day.month() as u8))
            }
            _ => None,
        }
    }

    /// The quarter that it lies in.
    fn quarter(self) -> Option<(i16, u8)> {
        match self {
            Stretch::Quarter(y, q) => Some((y, q)),
            other => other.month().map(|(y, m)| (y, m.div_ceil(3))),
        }
    }

    /// The stretch of `unit` that lies `by` units from the one that holds this. `None` where this
    /// is too long to lie in one.
    pub fn moved(self, unit: Unit, by: i64) -> Option<Stretch> {
        let step = |y: i16, by: i64| i16::try_from(i64::from(y) + by).ok();
        match unit {
            Unit::Century | Unit::Millennium => {
                let of = match self {
                    Stretch::Century(c) => c,
                    Stretch::Decade(d) if d >= 0 => d / 10,
                    other => century_of(other.year()?),
                };
                let by = if unit == Unit::Millennium {
                    by * 10
                } else {
                    by
                };
                Some(Stretch::Century(step(of, by)?))
            }
            Unit::Decade => {
                let of = match self {
                    Stretch::Decade(d) => d,
                    other => decade_of(other.year()?),
                };
                Some(Stretch::Decade(step(of, by)?))
            }
            Unit::Year => Some(Stretch::Year(step(self.year()?, by)?)),
            Unit::Quarter => {
                let (y, q) = self.quarter()?;
                let at = i64::from(y) * 4 + i64::from(q) - 1 + by;
                let y = i16::try_from(at.div_euclid(4)).ok()?;
                Some(Stretch::Quarter(y, at.rem_euclid(4) as u8 + 1))
            }
            Unit::Month => {
                let (y, m) = self.month()?;
                let at = i64::from(y) * 12 + i64::from(m) - 1 + by;
                let y = i16::try_from(at.div_euclid(12)).ok()?;
                Some(Stretch::Month(y, at.rem_euclid(12) as u8 + 1))
            }
            Unit::Week | Unit::Fortnight | Unit::Weekend => {
                let day = match self {
                    Stretch::Week(day) | Stretch::Weekend(day) | Stretch::Day(day) => day,
                    _ => return None,
                };
                let weeks = if unit == Unit::Fortnight { by * 2 } else { by };
                let first = plus_days(monday(day), weeks.checked_mul(7)?)?;
                Some(match unit {
                    Unit::Weekend => Stretch::Weekend(first),
                    _ => Stretch::Week(first),
                })
            }
            Unit::Day => match self {
                Stretch::Day(day) => Some(Stretch::Day(plus_days(day, by)?)),
                _ => None,
            },
            Unit::Second | Unit::Minute | Unit::Hour => None,
        }
    }

    /// The next or last stretch of the same shape: the same month a year on.
    pub fn moved_years(self, by: i64) -> Option<Stretch> {
        let step = |y: i16| i16::try_from(i64::from(y) + by).ok();
        Some(match self {
            Stretch::Half(y, h) => Stretch::Half(step(y)?, h),
            Stretch::Quarter(y, q) => Stretch::Quarter(step(y)?, q),
            Stretch::Season(y, s) => Stretch::Season(step(y)?, s),
            Stretch::Month(y, m) => Stretch::Month(step(y)?, m),
            Stretch::Day(day) => Stretch::Day(plus_months(day, by.checked_mul(12)?)?),
            other => Stretch::Year(step(other.year()?)?),
        })
    }
}

/// A day as TIMEX3 writes it.
pub fn day_value(day: Date) -> String {
    format!("{}-{:02}-{:02}", year(day.year()), day.month(), day.day())
}

fn decade_of(y: i16) -> i16 {
    if y > 0 { y / 10 } else { -1 - (1 - y) / 10 }
}

fn century_of(y: i16) -> i16 {
    if y > 0 { y / 100 } else { -1 - (-y) / 100 }
}

/// The day of a weekday in the ISO week of `day`; `number` is 1 for Monday to 7.
pub fn weekday_in_week(day: Date, number: u8) -> Option<Date> {
    plus_days(monday(day), i64::from(number) - 1)
}

/// The number of a day's weekday, 1 for Monday to 7.
pub fn weekday_number(day: Date) -> u8 {
    day.weekday().to_monday_one_offset() as u8
}

/// The `n`th such weekday of a month, from 1.
pub fn nth_weekday(year: i16, month: i8, n: i8, weekday: Weekday) -> Option<Date> {
    Date::new(year, month, 1)
        .ok()?
        .nth_weekday_of_month(n, weekday)
        .ok()
}

/// Easter Sunday of a year of the Gregorian calendar (Gauss's algorithm in Butcher's form).
pub fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - b / 4 - g + 15) % 30;
    let l = (2 * (b % 4) + 2 * (c / 4) - h - c % 4 + 32) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, month as i8, day as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[track_caller]
    fn check(stretch: Stretch, value: &str, from: &str, to: &str) {
        let days = stretch.days().unwrap();
        assert_eq!(stretch.value(), value);
        assert_eq!(
            (days.from.to_string(), days.to.to_string()),
            (from.into(), to.into())
        );
    }

    #[test]
    fn values_and_days() {
        check(Stretch::Century(19), "19", "1900-01-01", "1999-12-31");
        check(Stretch::Decade(198), "198", "1980-01-01", "1989-12-31");
        check(Stretch::Year(2016), "2016", "2016-01-01", "2016-12-31");
        check(
            Stretch::Quarter(2016, 4),
            "2016-Q4",
            "2016-10-01",
            "2016-12-31",
        );
        check(
            Stretch::Half(2016, 2),
            "2016-H2",
            "2016-07-01",
            "2016-12-31",
        );
        check(
            Stretch::Season(2016, Season::Winter),
            "2016-WI",
            "2016-12-01",
            "2017-02-28",
        );
        check(
            Stretch::Month(2016, 2),
            "2016-02",
            "2016-02-01",
            "2016-02-29",
        );
        check(
            Stretch::Week(date(2016, 2, 22)),
            "2016-W08",
            "2016-02-22",
            "2016-02-28",
        );
        check(
            Stretch::Weekend(date(2016, 2, 22)),
            "2016-W08-WE",
            "2016-02-27",
            "2016-02-28",
        );
        check(
            Stretch::Day(date(2016, 2, 23)),
            "2016-02-23",
            "2016-02-23",
            "2016-02-23",
        );
    }

    #[test]
    fn before_christ_years_are_astronomical() {
        check(
            Stretch::Year(-479),
            "BC0480",
            "-000479-01-01",
            "-000479-12-31",
        );
        check(
            Stretch::Decade(-47),
            "BC046",
            "-000468-01-01",
            "-000459-12-31",
        );
        check(
            Stretch::Century(-4),
            "BC03",
            "-000399-01-01",
            "-000300-12-31",
        );
        assert_eq!(
            Stretch::Year(-479).moved(Unit::Decade, 0).unwrap().value(),
            "BC048"
        );
    }

    #[test]
    fn moves_go_by_the_unit() {
        let day = Stretch::Day(date(2016, 1, 31));
        let moved = |unit, by| day.moved(unit, by).unwrap().value();
        assert_eq!(moved(Unit::Day, 2), "2016-02-02");
        assert_eq!(moved(Unit::Week, -1), "2016-W03");
        assert_eq!(moved(Unit::Month, -1), "2015-12");
        assert_eq!(moved(Unit::Quarter, -1), "2015-Q4");
        assert_eq!(moved(Unit::Decade, -1), "200");
        assert_eq!(
            Stretch::Year(1994).moved(Unit::Year, 6),
            Some(Stretch::Year(2000))
        );
        assert_eq!(Stretch::Year(1994).moved(Unit::Day, 6), None);
        assert_eq!(day.moved(Unit::Day, i64::MAX), None);
    }

    #[test]
    fn easter_sundays() {
        assert_eq!(easter(2000), Some(date(2000, 4, 23)));
        assert_eq!(easter(2024), Some(date(2024, 3, 31)));
    }
}
