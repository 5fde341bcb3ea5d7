//! What an expression means on the calendar: the evaluation of a [`Meaning`] against the document's
//! date and what the text has told before.

use jiff::civil::Date;

use super::calendar::{self, Stretch};
use super::course::Course;
use super::duration;
use super::meaning::{Amount, Base, Found, Meaning, Part, Pick, Vague, Year};
use super::near::{month_of, near_written, stretch_of};
use super::report::Report;
use super::resolved::{Resolved, add_clock, open_unit, open_value, placed, unplaced};
use super::tense::Tense;
use super::unit::Unit;
use crate::analysis::{Anchor, DateKind};

/// How many sentences on a year that was named still is the one that is spoken of.
const FOLLOWED: usize = 2;

/// What the resolver knows at a point of the text.
#[derive(Clone, Debug)]
pub struct Story {
    /// When the text was written.
    pub written: Option<Date>,
    /// Whether the text tells of other times than its own, as a history does.
    pub narrative: bool,
    /// The course of a narrative, by which its months find their year.
    pub course: Course,
    /// The last place on the calendar that the text told of.
    told: Option<Stretch>,
    /// The paragraph that told of it.
    told_in: usize,
    /// The paragraph that is being read.
    pub paragraph: usize,
    /// Whether the expression stands beside the one before it, parted by a comma or by "and" only.
    pub beside: bool,
    /// The year after its own that the text named last, and the sentence.
    next_year: Option<(i16, usize)>,
    /// What it says of a firm's results.
    pub report: Report,
}

impl Story {
    /// A story that has told nothing yet.
    pub fn new(written: Option<Date>, narrative: bool) -> Story {
        Story {
            written,
            narrative,
            course: Course::default(),
            told: None,
            told_in: 0,
            paragraph: 0,
            beside: false,
            next_year: None,
            report: Report::default(),
        }
    }

    /// Whether the text has told of any time.
    pub fn has_told(&self) -> bool {
        self.told.is_some()
    }

    /// Notes the place on the calendar that an expression was found to mean.
    pub fn tell(&mut self, found: &Found, stretch: Stretch, leads: bool) {
        if matches!(stretch, Stretch::Century(_)) {
            return;
        }
        self.course.tell(stretch, leads);
        self.told = Some(stretch);
        self.told_in = self.paragraph;
        let year = stretch.year();
        if year.is_some() && year == self.written.and_then(|d| d.year().checked_add(1)) {
            self.next_year = year.map(|y| (y, self.course.sentence));
        }
        self.report.tell(found, stretch, self.written);
    }

    /// What a base stands for, and how that is called.
    fn base(&self, base: Base) -> Option<(Stretch, Anchor)> {
        let written = self.written.map(|d| (Stretch::Day(d), Anchor::Document));
        let told = self.told.map(|s| (s, Anchor::Previous));
        match base {
            Base::Document if self.narrative => told.or(written),
            Base::Document => written.or(told),
            Base::Story => told.or(written),
        }
    }

    /// Evaluates an expression in a clause of a tense.
    pub fn resolve(&self, found: &Found, tense: Option<Tense>) -> Resolved {
        let mut resolved = self.meaning(found.meaning, tense);
        let of_report = found.meaning.is_of_report();
        if found.fiscal || of_report && self.report.is_fiscal() {
            resolved.days = None;
        }
        if let Some(clock) = found.clock {
            add_clock(&mut resolved, clock, found.meaning);
        }
        resolved
    }

    fn meaning(&self, meaning: Meaning, tense: Option<Tense>) -> Resolved {
        match meaning {
            Meaning::Point(year, part) => self.point(year, part, tense),
            Meaning::Slashed(..) => unplaced(DateKind::Date, "XXXX-XX-XX"),
            Meaning::Decade(Some(century), tens) => placed(
                Stretch::Decade(century * 10 + i16::from(tens)),
                Anchor::Stated,
            ),
            Meaning::Decade(None, tens) => self.open_decade(tens),
            Meaning::Century(century) => placed(Stretch::Century(century), Anchor::Stated),
            Meaning::Weekday(number, pick) => self.weekday(number, pick, tense),
            Meaning::Near(unit, by, base) => self.near(unit, by, base),
            Meaning::Shift(amount, unit, sign, base) => self.shift(amount, unit, sign, base),
            Meaning::Same(unit) => self.same(unit),
            Meaning::Time => self.time(),
            Meaning::Length(amount, unit) => {
                unplaced(DateKind::Duration, &duration::value(amount, unit))
            }
            Meaning::Away(amount, unit, _) => match self.told {
                // "On 3 May 1950, two days after the flood": the day that was just named.
                Some(stretch) if self.narrative && self.beside => placed(stretch, Anchor::Previous),
                _ => unplaced(DateKind::Duration, &duration::value(amount, unit)),
            },
            Meaning::Lengths(a, b) => unplaced(DateKind::Duration, &duration::of_two(a, b)),
            Meaning::OpenQuarter(by) => self.open_quarter(by),
            Meaning::QuarterUntil(q) => match self.report.quarter() {
                Some(_) => self.open_quarter(0),
                None => self.point(Year::Open, Part::Quarter(q), tense),
            },
            Meaning::Period(year) if self.report.is_longer(self.course.sentence) => {
                placed(Stretch::Year(year), Anchor::Stated)
            }
            Meaning::Period(year) | Meaning::QuarterOf(year) => self.quarter_of(year),
            Meaning::Recurring(what) => unplaced(DateKind::Set, &duration::recurring(what)),
            Meaning::Unit(unit) if self.narrative => self.same(unit),
            Meaning::Unit(unit) => self.near(unit, 0, Base::Document),
            Meaning::Last => self.last(),
            Meaning::Vague(vague) => self.vague(vague),
        }
    }

    fn point(&self, year: Year, part: Part, tense: Option<Tense>) -> Resolved {
        let (y, anchor) = match year {
            Year::Stated(y) => (Some(y), Anchor::Stated),
            Year::Near(by, base) => {
                let base = self.base(base);
                let y = base.and_then(|(s, _)| s.year()?.checked_add(i16::from(by)));
                (y, base.map_or(Anchor::Previous, |(_, a)| a))
            }
            Year::Unknown => (None, Anchor::Previous),
            Year::Open | Year::This | Year::Last | Year::Next => {
                return self.open_point(year, part, tense);
            }
        };
        match y.and_then(|y| stretch_of(y, part, self.told)) {
            Some(stretch) => placed(stretch, anchor),
            None => unplaced(DateKind::Date, &open_value(part)),
        }
    }

    /// A part of a year that is not named.
    fn open_point(&self, year: Year, part: Part, tense: Option<Tense>) -> Resolved {
        let fallback = || unplaced(DateKind::Date, &open_value(part));
        // A history that has not told of any year yet has only its own date to go by.
        let begins = self.told.is_none() && matches!((year, part), (Year::Open, Part::Day(..)));
        if self.written.is_none() || self.narrative && !begins {
            let found = self
                .open_year(year, part)
                .and_then(|y| stretch_of(y, part, self.told));
            return found.map_or_else(fallback, |s| placed(s, Anchor::Previous));
        }
        let Some(written) = self.written else {
            return fallback();
        };
        let found = near_written(written, year, part, tense);
        let scheduled = || match self.scheduled(year, part) {
            Some(stretch) if tense != Some(Tense::Past) => Some(placed(stretch, Anchor::Previous)),
            _ => None,
        };
        match found {
            Some(stretch) if stretch.days().is_some_and(|d| d.to < written) => {
                scheduled().unwrap_or_else(|| placed(stretch, Anchor::Document))
            }
            Some(stretch) => placed(stretch, Anchor::Document),
            None => fallback(),
        }
    }

    /// A part of the coming year that the text has just named: "The 2020 tour opens in Hale and stops
    /// at Alder on July 22", written late in 2019.
    fn scheduled(&self, year: Year, part: Part) -> Option<Stretch> {
        let (next, sentence) = self.next_year?;
        let near = year == Year::Open && self.course.sentence <= sentence + FOLLOWED;
        near.then(|| stretch_of(next, part, None))?
    }

    /// The year of a part of a year in a narrative.
    fn open_year(&self, year: Year, part: Part) -> Option<i16> {
        let told = self.told.and_then(Stretch::year);
        match year {
            Year::Last => told?.checked_sub(1),
            Year::Next => told?.checked_add(1),
            Year::This => told,
            _ => match month_of(part) {
                Some(month) if self.course.looks_back => self.course.year_before(month).or(told),
                Some(month) => self.course.year_of(month).or(told),
                None => told,
            },
        }
    }

    fn open_decade(&self, tens: u8) -> Resolved {
        let base = self
            .told
            .or(self.written.map(Stretch::Day))
            .and_then(Stretch::year);
        let Some(y) = base.filter(|y| *y > 0) else {
            return unplaced(DateKind::Date, &format!("XX{tens}"));
        };
        // The last decade of that name that has begun.
        let decade = y / 100 * 10 + i16::from(tens);
        let decade = if decade * 10 > y { decade - 10 } else { decade };
        placed(Stretch::Decade(decade), Anchor::Document)
    }

    fn weekday(&self, number: u8, pick: Pick, tense: Option<Tense>) -> Resolved {
        let open = || unplaced(DateKind::Date, &format!("XXXX-WXX-{number}"));
        let base = match pick {
            Pick::Following | Pick::Preceding => Base::Story,
            _ => Base::Document,
        };
        let Some((Stretch::Day(day), anchor)) = self.base(base) else {
            return open();
        };
        let ahead = i64::from((number + 7 - calendar::weekday_number(day)) % 7);
        let by = match (pick, tense) {
            (Pick::Last | Pick::Preceding, _) => ahead - 7,
            (Pick::Next | Pick::Following, _) if ahead == 0 => 7,
            (Pick::Next | Pick::Following, _) => ahead,
            (Pick::This, _) => {
                let week = calendar::weekday_in_week(day, number);
                return week.map_or_else(open, |d| placed(Stretch::Day(d), anchor));
            }
            (Pick::Open, _) if self.narrative => ahead,
            (Pick::Open, Some(Tense::Future)) => ahead,
            (Pick::Open, _) if ahead == 0 => 0,
            (Pick::Open, _) => ahead - 7,
        };
        calendar::plus_days(day, by).map_or_else(open, |d| placed(Stretch::Day(d), anchor))
    }

    fn near(&self, unit: Unit, by: i64, base: Base) -> Resolved {
        // On a weekend, "the weekend" is the one that it is.
        let is_now = |d| calendar::weekday_number(d) >= 6;
        let by = match (unit, by) {
            (Unit::Weekend, -1) if self.written.is_some_and(is_now) => 0,
            _ => by,
        };
        let found = self.base(base).and_then(|(stretch, anchor)| {
            let moved = stretch.moved(unit, by)?;
            Some(placed(moved, anchor))
        });
        found.unwrap_or_else(|| match unit {
            Unit::Day if by == 0 && base == Base::Document => {
                unplaced(DateKind::Date, "PRESENT_REF")
            }
            _ => open_unit(unit),
        })
    }

    fn shift(&self, amount: Amount, unit: Unit, sign: i8, base: Base) -> Resolved {
        let Amount::Halves(halves) = amount else {
            let (kind, value) = match (sign, base) {
                (1, _) => (DateKind::Date, "FUTURE_REF"),
                _ => (DateKind::Date, "PAST_REF"),
            };
            return unplaced(kind, value);
        };
        let n = halves / 2;
        // Of a firm's results, "a year earlier" is the same period of the year before.
        if (halves, unit, self.narrative) == (2, Unit::Year, false)
            && let Some(period) = self
                .report
                .years_from(i64::from(sign), self.course.sentence)
        {
            return placed(period, Anchor::Previous);
        }
        let found = self.base(base).and_then(|(stretch, anchor)| {
            let by = n.checked_mul(i64::from(sign))?;
            let by_halves = halves.checked_mul(i64::from(sign))?;
            let moved = match unit {
                Unit::Decade => stretch.moved(Unit::Year, by_halves.checked_mul(5)?),
                Unit::Century => stretch.moved(Unit::Year, by_halves.checked_mul(50)?),
                Unit::Year if halves % 2 != 0 => {
                    stretch.moved(Unit::Month, by_halves.checked_mul(6)?)
                }
                Unit::Week | Unit::Fortnight => match stretch {
                    Stretch::Day(day) if base == Base::Story => {
                        let days = if unit == Unit::Week { 7 } else { 14 };
                        calendar::plus_days(day, by.checked_mul(days)?).map(Stretch::Day)
                    }
                    _ => stretch.moved(unit, by),
                },
                _ => stretch.moved(unit, by),
            }?;
            Some(placed(moved, anchor))
        });
        found.unwrap_or_else(|| match unit.is_clock() {
            true => unplaced(DateKind::Duration, &duration::value(amount, unit)),
            false => open_unit(unit),
        })
    }

    fn same(&self, unit: Unit) -> Resolved {
        let quarter = self.report.named().filter(|_| unit == Unit::Quarter);
        let told = quarter.map(|q| (q, Anchor::Previous));
        let found = told
            .or(self.base(Base::Story))
            .and_then(|(stretch, anchor)| {
                let moved = stretch.moved(unit, 0)?;
                Some(placed(moved, anchor))
            });
        found.unwrap_or_else(|| open_unit(unit))
    }

    /// A time of a day that the expression does not name.
    fn time(&self) -> Resolved {
        match self.told {
            Some(Stretch::Day(day)) if self.told_in == self.paragraph => {
                return placed(Stretch::Day(day), Anchor::Previous);
            }
            Some(Stretch::Day(day)) if self.written != Some(day) => {}
            _ if self.narrative => {}
            _ => {
                if let Some(day) = self.written {
                    return placed(Stretch::Day(day), Anchor::Document);
                }
            }
        }
        unplaced(DateKind::Time, "XXXX-XX-XX")
    }

    /// The quarter that is spoken of, in another year; all of the year where there is none.
    fn quarter_of(&self, year: i16) -> Resolved {
        match self.report.quarter() {
            Some(Stretch::Quarter(_, q)) => placed(Stretch::Quarter(year, q), Anchor::Previous),
            _ => placed(Stretch::Year(year), Anchor::Stated),
        }
    }

    /// What was told of last.
    fn last(&self) -> Resolved {
        match self.told {
            Some(stretch) => placed(stretch, Anchor::Previous),
            None => unplaced(DateKind::Date, "PAST_REF"),
        }
    }

    fn vague(&self, vague: Vague) -> Resolved {
        let value = match vague {
            Vague::Present => "PRESENT_REF",
            Vague::Past | Vague::Former => "PAST_REF",
            Vague::Future | Vague::Coming => "FUTURE_REF",
            Vague::Night => return unplaced(DateKind::Time, "XXXX-XX-XXTNI"),
            Vague::Then if !self.narrative => "PAST_REF",
            Vague::Then | Vague::Told => return self.last(),
        };
        unplaced(DateKind::Date, value)
    }

    /// The quarter that is spoken of, or the last whole one; `years` back.
    fn open_quarter(&self, years: i8) -> Resolved {
        let last = self
            .written
            .and_then(|d| Stretch::Day(d).moved(Unit::Quarter, -1))
            .map(|s| (s, Anchor::Document));
        let told = self.report.quarter().map(|s| (s, Anchor::Previous));
        let found = told.or(last).and_then(|(stretch, anchor)| {
            Some(placed(stretch.moved_years(i64::from(-years))?, anchor))
        });
        found.unwrap_or_else(|| unplaced(DateKind::Date, "XXXX-QX"))
    }
}
