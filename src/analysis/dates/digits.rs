//! The classes of words that begin with a digit: numbers, ordinals, decades, dates between stops.

use super::lexicon::{Class, Kind};

/// The class of a word that begins with a digit.
pub fn class(word: &str) -> Class {
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
    fn digits_have_classes() {
        check("1994", Kind::Digits, 1994);
        check("2,000", Kind::Grouped, 2000);
        check("3.5", Kind::Decimal, 35);
        check("23.2.2016", Kind::Dotted, 23);
        check("12th", Kind::NumberTh, 12);
        check("1990s", Kind::DigitTens, 1990);
        check("8pm", Kind::DigitHalfDay, 8);
        check("23t10", Kind::DayT, 23);
        check("99999999999", Kind::Digits, i32::MAX);
    }
}
