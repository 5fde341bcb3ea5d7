//! A firm's results: which quarter a text reports on, and what "a year earlier" is beside it.

use jiff::civil::Date;

use super::calendar::Stretch;
use super::meaning::{Base, Found, Meaning, Part, Year};
use super::near::near_written;
use super::unit::Unit;

/// What a text has said of results so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Report {
    /// The quarter that it reports on.
    quarter: Option<Stretch>,
    /// The last quarter that it named.
    named: Option<Stretch>,
    /// The sentence in which a longer period was named, and no quarter since.
    longer: Option<usize>,
    /// Whether the quarter is one of the firm's own year, whose days nobody tells.
    fiscal: bool,
}

impl Report {
    /// The report of a text that names this part of a year as the first of its quarters.
    pub fn on(part: Part, written: Option<Date>) -> Report {
        let quarter = match (part, written) {
            (Part::Quarter(_), Some(written)) => near_written(written, Year::Open, part, None),
            _ => None,
        };
        Report {
            quarter,
            ..Report::default()
        }
    }

    /// The quarter that is reported on.
    pub fn quarter(self) -> Option<Stretch> {
        self.quarter
    }

    /// Whether it is a quarter of the firm's own year.
    pub fn is_fiscal(self) -> bool {
        self.fiscal
    }

    /// The last quarter that was named.
    pub fn named(self) -> Option<Stretch> {
        self.named
    }

    /// Notes a place on the calendar that an expression was found to mean. The latest quarter that is
    /// over is the one that is reported on; earlier ones and the coming one are named beside it.
    pub fn tell(&mut self, found: &Found, stretch: Stretch, written: Option<Date>) {
        if !matches!(stretch, Stretch::Quarter(..)) {
            return;
        }
        self.named = Some(stretch);
        let named = matches!(
            found.meaning,
            Meaning::Point(Year::Open | Year::Near(0, Base::Document), _)
                | Meaning::QuarterUntil(_)
        );
        let days = |s: Option<Stretch>| s.and_then(Stretch::days);
        let is_over = written
            .zip(days(Some(stretch)))
            .is_some_and(|(w, d)| d.to < w);
        let is_later = is_over && days(self.quarter) < days(Some(stretch));
        if named && (self.quarter.is_none() || is_later) {
            self.quarter = Some(stretch);
        }
        if named && self.quarter == Some(stretch) {
            self.fiscal = found.fiscal;
        }
    }

    /// Notes that an expression was read, whether or not it has a place on the calendar.
    pub fn read(&mut self, meaning: Meaning, sentence: usize) {
        match meaning {
            Meaning::Point(_, Part::Quarter(_))
            | Meaning::OpenQuarter(0)
            | Meaning::QuarterUntil(_) => self.longer = None,
            Meaning::Unit(Unit::Year)
            | Meaning::Near(Unit::Year, ..)
            | Meaning::Length(_, Unit::Year | Unit::Month)
            | Meaning::Point(_, Part::Whole) => self.longer = Some(sentence),
            _ => {}
        }
    }

    /// The period that is spoken of in a sentence, so many years on: the quarter, or the whole year
    /// where the longer period was named. `None` where the text reports on no quarter.
    pub fn years_from(self, by: i64, sentence: usize) -> Option<Stretch> {
        let quarter = self.quarter?.moved_years(by)?;
        if self.is_longer(sentence) {
            return quarter.year().map(Stretch::Year);
        }
        Some(quarter)
    }

    /// Whether a sentence speaks of a longer period than the quarter.
    pub fn is_longer(self, sentence: usize) -> bool {
        self.longer.is_some_and(|s| sentence <= s + FOLLOWED)
    }
}

/// How many sentences on a longer period is still spoken of.
const FOLLOWED: usize = 1;
