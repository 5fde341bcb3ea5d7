//! Whether the days of a document in figures begin with the day or with the month.
//!
//! "2/3/2016" is one day in London and another in New York: it is claimed only in a document whose
//! other dates of that form tell, all of them the same.

use super::lexicon::{Class, Kind};
use super::meaning::{Meaning, Part, Year};
use super::scan::Item;
use crate::analysis::Prose;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    DayFirst,
    MonthFirst,
}

/// Gives the days of two readings the one that the document's other dates have, and drops them where
/// those do not tell.
pub fn settle(prose: &Prose, classes: &[Class], items: &mut Vec<Item>) {
    let is_open = |item: &Item| matches!(item.found.meaning, Meaning::Slashed(..));
    if !items.iter().any(is_open) {
        return;
    }
    let order = document_order(prose, classes, items);
    items.retain(|item| order.is_some() || !is_open(item));
    for item in items {
        if let Meaning::Slashed(a, b, year) = item.found.meaning {
            let part = match order {
                Some(Order::DayFirst) => Part::Day(b, a),
                _ => Part::Day(a, b),
            };
            item.found.meaning = Meaning::Point(Year::Stated(year), part);
        }
    }
}

/// The one order that the slashed dates of one reading have.
fn document_order(prose: &Prose, classes: &[Class], items: &[Item]) -> Option<Order> {
    let class = |at: usize| {
        let token = prose.tokens().get(at)?;
        classes.get(token.word.0 as usize).copied()
    };
    let mut orders = items.iter().filter_map(|item| {
        let Meaning::Point(Year::Stated(_), Part::Day(month, day)) = item.found.meaning else {
            return None;
        };
        let (first, sign) = (class(item.found.start)?, class(item.found.start + 1)?);
        let slashed = sign.kind == Kind::Slash && first.len <= 2 && month != day;
        slashed.then_some(match first.number == i32::from(day) {
            true => Order::DayFirst,
            false => Order::MonthFirst,
        })
    });
    let order = orders.next()?;
    orders.all(|other| other == order).then_some(order)
}

#[cfg(test)]
mod tests {
    use crate::analysis::dates::tests::{check_all, reject};

    #[test]
    fn another_date_of_the_document_tells_the_order() {
        check_all(
            "It ran from 2/3/2016 to 25/3/2016.",
            &["2016-03-02", "2016-03-25"],
        );
        check_all(
            "It ran from 3/2/2016 to 3/25/2016.",
            &["2016-03-02", "2016-03-25"],
        );
    }

    #[test]
    fn nothing_is_claimed_where_none_tells_or_two_disagree() {
        reject("It opened on 2/3/2016.");
        check_all(
            "It ran from 2/3/2016 to 25/3/2016, not from 3/25/2016.",
            &["2016-03-25", "2016-03-25"],
        );
    }
}
