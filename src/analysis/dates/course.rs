//! The course of a narrative: which year a month without one belongs to.
//!
//! A history goes forward by small steps. Of the years that could be meant, the one is taken that
//! costs least: steps back cost more than short ones ahead, a year that the text has just named
//! draws, and so does the next full date.

use super::calendar::Stretch;
use super::unit::Season;

/// Where a narrative stands.
#[derive(Clone, Debug, Default)]
pub struct Course {
    /// The month that it told of last, counted from year 0.
    month: Option<i32>,
    /// A year that was named since, with its sentence and whether it leads that.
    year: Option<(i16, usize, bool)>,
    /// The month of the next date that states its year.
    pub ahead: Option<i32>,
    /// Whether the expression that is being read looks back: "since January".
    pub looks_back: bool,
    /// The sentence that is being read.
    pub sentence: usize,
}

/// A month counted from year 0.
pub fn month_index(year: i16, month: u8) -> i32 {
    i32::from(year) * 12 + i32::from(month) - 1
}

impl Course {
    /// Notes what was told; `leads` says that it stands at the beginning of its sentence.
    pub fn tell(&mut self, stretch: Stretch, leads: bool) {
        let month = match stretch {
            // A winter is told of in its new year.
            Stretch::Season(y, Season::Winter) => Some((y, 1)),
            Stretch::Season(y, s) => Some((y, s.first_month())),
            Stretch::Quarter(y, q) => Some((y, q * 3 - 2)),
            other => other.month(),
        };
        if let Some((y, m)) = month {
            self.month = Some(month_index(y, m));
            self.year = None;
        } else if let Some(y) = stretch.year() {
            self.year = Some((y, self.sentence, leads));
        }
    }

    /// The year of a month that is named without one; `None` where nothing was told.
    pub fn year_of(&self, month: u8) -> Option<i16> {
        let told = self.month.map(|m| m.div_euclid(12));
        let named = self.year.map(|(y, ..)| i32::from(y));
        let ahead = self.ahead.filter(|_| told.is_some() || named.is_some());
        let centres = [told, named, ahead.map(|m| m.div_euclid(12))];
        let years = centres.iter().flatten().flat_map(|y| [*y, y + 1, y - 1]);
        let mut best: Option<(i32, i32)> = None;
        for year in years {
            let cost = self.cost(year, month);
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, year));
            }
        }
        i16::try_from(best?.1).ok()
    }

    /// The year of the last such month that the story has behind it.
    pub fn year_before(&self, month: u8) -> Option<i16> {
        let from = self.month?;
        let year = (from + 1 - i32::from(month)).div_euclid(12);
        i16::try_from(year).ok()
    }

    fn cost(&self, year: i32, month: u8) -> i32 {
        let here = year * 12 + i32::from(month) - 1;
        let mut cost = self.month.map_or(0, |from| step(from, here));
        if let Some((named, sentence, leads)) = self.year {
            let strong = leads || sentence == self.sentence;
            if i32::from(named) != year {
                cost += TURN;
            } else if strong {
                cost = cost.min(TURN);
            }
        }
        if let Some(ahead) = self.ahead {
            cost += step(here, ahead).min(FAR) * 3 / 4;
        }
        cost
    }
}

/// What it costs to turn back, or to leave a year that was just named: as much as three months ahead.
const TURN: i32 = 12;

/// The most that the way to the next full date costs: ten months ahead.
const FAR: i32 = 40;

/// What a step from one month to another costs, in quarters of a month ahead.
fn step(from: i32, to: i32) -> i32 {
    let months = to.saturating_sub(from);
    if months >= 0 {
        months.saturating_mul(4)
    } else {
        TURN.saturating_sub(months.saturating_mul(2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrative_goes_forward_by_small_steps() {
        let mut course = Course::default();
        assert_eq!(course.year_of(3), None);
        course.tell(Stretch::Month(1941, 12), true);
        assert_eq!(course.year_of(1), Some(1942));
        assert_eq!(course.year_of(12), Some(1941));
        assert_eq!(course.year_of(11), Some(1941));
    }

    #[test]
    fn a_year_that_leads_its_sentence_draws() {
        let mut course = Course::default();
        course.tell(Stretch::Month(1870, 2), true);
        course.tell(Stretch::Year(1872), true);
        assert_eq!(course.year_of(4), Some(1872));
    }

    #[test]
    fn the_last_such_month_behind_the_story() {
        let mut course = Course::default();
        assert_eq!(course.year_before(3), None);
        course.tell(Stretch::Month(1941, 6), true);
        course.tell(Stretch::Year(1939), true);
        assert_eq!(course.year_before(1), Some(1941));
        assert_eq!(course.year_before(6), Some(1941));
        assert_eq!(course.year_before(12), Some(1940));
    }

    #[test]
    fn a_year_in_passing_draws_little() {
        let mut course = Course::default();
        course.tell(Stretch::Month(1975, 3), true);
        course.tell(Stretch::Year(1976), false);
        course.sentence = 1;
        assert_eq!(course.year_of(3), Some(1975));
    }
}
