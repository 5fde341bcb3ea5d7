//! The days of an entry, written in the room that their column has.

use super::canvas::cut;
use crate::layout::cells;

/// What parts the first day of a range from the last.
const TO: char = '–';

/// Days as `2019-11-16–17~`, in at most `width` cells: of a range what both ends share stands once;
/// where that does not fit, months or years tell it more vaguely.
pub fn short(when: &str, width: usize) -> String {
    if cells(when) <= width {
        return when.to_owned();
    }
    let (days, sign) = match when.strip_suffix('~') {
        Some(days) => (days, "~"),
        None => (when, ""),
    };
    let Some((from, to)) = days.split_once(TO) else {
        return cut(when, width);
    };
    let to = whole(from, to);
    let forms = [3, 2, 1].map(|parts| range(&first(from, parts), &first(&to, parts)) + sign);
    let fits = |form: &String| cells(form) <= width;
    let form = forms.into_iter().find(fits);
    form.unwrap_or_else(|| cut(when, width))
}

/// The last day of a range in full: where it is a day or a month alone, it shares the beginning of
/// the first.
fn whole(from: &str, to: &str) -> String {
    let missing = from
        .split('-')
        .count()
        .saturating_sub(to.split('-').count());
    if to.len() > 2 || missing == 0 {
        return to.to_owned();
    }
    format!("{}-{to}", first(from, missing))
}

/// The first so many parts of a day: year, month, day.
fn first(day: &str, parts: usize) -> String {
    let kept: Vec<&str> = day.split('-').take(parts).collect();
    kept.join("-")
}

/// A range whose last day leaves out what it shares with the first.
fn range(from: &str, to: &str) -> String {
    if from == to {
        return from.to_owned();
    }
    let (first, last): (Vec<&str>, Vec<&str>) =
        (from.split('-').collect(), to.split('-').collect());
    let is_alike = first.len() == last.len() && first.len() > 1;
    let shared = first.iter().zip(&last).take_while(|(a, b)| a == b).count();
    let shared = if is_alike { shared } else { 0 };
    let last = last.get(shared..).unwrap_or(&last).join("-");
    format!("{from}{TO}{last}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_says_once_what_its_ends_share() {
        for (when, width, expected) in [
            ("2024-05-10", 12, "2024-05-10"),
            ("2019-11-16–2019-11-17~", 15, "2019-11-16–17~"),
            ("2019-11-16–17~", 12, "2019-11~"),
            ("2019-11-16–2019-12-03", 16, "2019-11-16–12-03"),
            ("2019-11-16–2019-12-03", 12, "2019-11–12"),
            ("1950-06-25–1953-07-27", 15, "1950-06–1953-07"),
            ("1950-06-25–1953-07-27~", 12, "1950–1953~"),
            ("1950–1953", 12, "1950–1953"),
            ("the eleventh hour", 12, "the…"),
        ] {
            assert_eq!(short(when, width), expected, "{when} in {width}");
        }
    }
}
