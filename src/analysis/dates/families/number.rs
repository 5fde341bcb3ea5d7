//! Numerals in digits and in words, and counts that name no number.

use crate::analysis::dates::lexicon::Kind;
use crate::analysis::dates::line::Line;
use crate::analysis::dates::meaning::Amount;

/// An amount that begins at a position, and where it ends.
pub fn amount(line: &Line, at: usize) -> Option<(Amount, usize)> {
    match line.kind(at) {
        Kind::Article => Some(article(line, at)),
        Kind::Another => Some((Amount::whole(1), at + 1)),
        Kind::Half => {
            let end = line.skip(at + 1, Kind::Article);
            let end = line.skip(end, Kind::Dash);
            Some((Amount::Halves(1), end))
        }
        Kind::Vague => Some((Amount::Some, line.skip(at + 1, Kind::Of))),
        Kind::Bulk if line.is(at + 1, Kind::Of) => Some((Amount::Some, at + 2)),
        Kind::Quantity => quantity(line, at),
        _ => {
            let (n, end) = whole(line, at)?;
            Some(fraction(line, n, end))
        }
    }
}

/// "a", "a few", "a couple of", "a dozen", "a hundred", "a half".
fn article(line: &Line, at: usize) -> (Amount, usize) {
    match line.kind(at + 1) {
        Kind::Vague => (Amount::Some, line.skip(at + 2, Kind::Of)),
        Kind::Half => (Amount::Halves(1), line.skip(at + 2, Kind::Dash)),
        Kind::Scale => match whole(line, at + 1) {
            Some((n, end)) => (Amount::whole(n), end),
            None => (Amount::whole(1), at + 1),
        },
        Kind::Quantity => match quantity(line, at + 1) {
            Some(found) => found,
            None => (Amount::whole(1), at + 1),
        },
        _ => (Amount::whole(1), at + 1),
    }
}

/// "couple of", "number of"; a couple can do without the "of".
fn quantity(line: &Line, at: usize) -> Option<(Amount, usize)> {
    let of = line.is(at + 1, Kind::Of);
    match (line.class(at).number, of) {
        (0, true) => Some((Amount::Some, at + 2)),
        (0, false) => None,
        (n, _) => Some((Amount::whole(i64::from(n)), line.skip(at + 1, Kind::Of))),
    }
}

/// A whole number followed by its halves: "2 1/2", "two and a half".
fn fraction(line: &Line, n: i64, end: usize) -> (Amount, usize) {
    let halves = n.saturating_mul(2);
    if line.class(end).number == 1
        && line.is(end, Kind::Digits)
        && line.is(end + 1, Kind::Slash)
        && line.class(end + 2).number == 2
    {
        return (Amount::Halves(halves + 1), end + 3);
    }
    if line.is(end, Kind::And) && line.is(end + 1, Kind::Article) && line.is(end + 2, Kind::Half) {
        return (Amount::Halves(halves + 1), end + 3);
    }
    if line.word(end) == "½" {
        return (Amount::Halves(halves + 1), end + 1);
    }
    (Amount::Halves(halves), end)
}

/// A whole number in digits or words.
pub fn whole(line: &Line, at: usize) -> Option<(i64, usize)> {
    let class = line.class(at);
    match class.kind {
        Kind::Digits if class.len <= 6 => {
            let n = i64::from(class.number);
            match line.class(at + 1) {
                scale if scale.kind == Kind::Scale => Some((n * i64::from(scale.number), at + 2)),
                _ => Some((n, at + 1)),
            }
        }
        Kind::Grouped => Some((i64::from(class.number), at + 1)),
        Kind::Decimal if class.number % 10 == 0 => Some((i64::from(class.number / 10), at + 1)),
        Kind::Cardinal | Kind::Scale => words(line, at),
        _ => None,
    }
}

/// A number in words: "twenty-four", "two hundred and ten", "two thousand".
fn words(line: &Line, at: usize) -> Option<(i64, usize)> {
    let (mut sum, mut part, mut end) = (0i64, 0i64, at);
    let mut last = i64::MAX;
    while end < at + 8 {
        let step = numeral_after(line, end, end > at);
        let class = line.class(step);
        let n = i64::from(class.number);
        match class.kind {
            Kind::Cardinal if n < 10 && (part % 10 != 0 || last == 0) => break,
            Kind::Cardinal if n >= 10 && part % 100 != 0 => break,
            Kind::Cardinal => part += n,
            Kind::Scale if n >= 1000 => {
                sum += part.max(1).saturating_mul(n);
                part = 0;
            }
            Kind::Scale => part = part.max(1).saturating_mul(n),
            _ => break,
        }
        last = n;
        end = step + 1;
    }
    (end > at).then_some((sum.saturating_add(part), end))
}

/// Where the next numeral of a compound stands: past a hyphen or "and".
fn numeral_after(line: &Line, at: usize, inside: bool) -> usize {
    let is_numeral = |i| matches!(line.kind(i), Kind::Cardinal | Kind::Scale);
    if !inside || is_numeral(at) {
        return at;
    }
    let joint = line.is(at, Kind::Dash) && line.joined(at + 1) || line.is(at, Kind::And);
    let after_scale = line.is(at, Kind::Dash) || line.kind_before(at) == Kind::Scale;
    if joint && after_scale && is_numeral(at + 1) {
        at + 1
    } else {
        at
    }
}

/// An ordinal in digits or words: "12th", "third", "twenty-first". "Second" is one only here.
pub fn ordinal(line: &Line, at: usize) -> Option<(i32, usize)> {
    let class = line.class(at);
    match class.kind {
        Kind::NumberTh | Kind::Ordinal => Some((class.number, at + 1)),
        Kind::Unit if line.word(at) == "second" => Some((2, at + 1)),
        Kind::Cardinal if class.number >= 20 => {
            let next = line.skip(at + 1, Kind::Dash);
            let (n, end) = ordinal(line, next)?;
            (n < 10 && line.kind(next) != Kind::NumberTh).then_some((class.number + n, end))
        }
        _ => None,
    }
}
