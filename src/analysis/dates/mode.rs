//! Whether a text is news, which is resolved by its own date, or a history, which is resolved by
//! what it tells.

use jiff::civil::Date;

use super::meaning::{Base, Meaning, Year};
use super::scan::Item;

/// Whether the text tells of other times than its own.
///
/// News names weekdays and counts from today; a history names years that are not its own. Without
/// a date of its own a text can only be a history.
pub fn is_narrative(found: &[Item], written: Option<Date>) -> bool {
    let Some(written) = written else {
        return true;
    };
    let (mut news, mut history) = (0, 0);
    for item in found {
        match item.found.meaning {
            Meaning::Weekday(..) | Meaning::Near(_, _, Base::Document) => news += 1,
            Meaning::Shift(_, _, _, Base::Document) => news += 1,
            Meaning::Point(Year::Stated(y), _) if (y - written.year()).abs() > 1 => history += 1,
            Meaning::Point(Year::Stated(_), _) => news += 1,
            _ => {}
        }
    }
    history >= 4 && history > news * 3
}
