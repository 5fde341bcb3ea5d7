//! The date in a byline, by the look of its words, whatever they mean. Labels before it go.

use crate::load::words;

/// The date that a part is, if it is a date and nothing else; labels before it go.
pub(in crate::load::roles) fn date(part: &str) -> Option<String> {
    let mut has_year_or_month = false;
    let mut has_number = false;
    let mut count = 0;
    for word in part
        .split([' ', ',', '\u{A0}', ':', '(', ')'])
        .filter(|w| !w.is_empty())
    {
        count += 1;
        match date_word(word) {
            Some(DateWord::Month) => has_year_or_month = true,
            Some(DateWord::Day) => has_number = true,
            Some(DateWord::Full) => {
                has_year_or_month = true;
                has_number = true;
            }
            Some(DateWord::Year) => has_number = true,
            Some(DateWord::Small) => {}
            None => return None,
        }
    }
    if !(has_year_or_month && has_number) || count > 16 {
        return None;
    }
    let mut rest = part.trim();
    while let Some((first, after)) = rest.split_once([' ', ':']) {
        let core = words::core(first);
        let is_label =
            core.chars().all(char::is_alphabetic) && !words::MONTHS.has(core) && !is_weekday(core);
        if !is_label {
            break;
        }
        rest = after.trim_start_matches([' ', ':']);
    }
    Some(rest.trim_matches(['(', ')', ',']).to_owned())
}

/// A part without the date at its end, and the date.
pub(super) fn without_date(part: &str) -> (&str, Option<String>) {
    let starts = part.match_indices([' ', ',']).map(|(at, _)| at);
    for at in starts {
        let (before, after) = part.split_at(at);
        let after = after.trim_start_matches([' ', ',']);
        if let Some(date) = date(after) {
            return (before.trim_end_matches([' ', ',']), Some(date));
        }
    }
    (part, None)
}

/// Weekdays are the date words before "the" in the list's order of use: those that are no label.
fn is_weekday(word: &str) -> bool {
    const LABELS: &[&str] = &[
        "the", "of", "on", "at", "am", "um", "den", "der", "le", "el", "il",
    ];
    words::DATE_WORDS.has(word)
        && word.chars().next().is_some_and(char::is_uppercase)
        && !LABELS.iter().any(|l| word.eq_ignore_ascii_case(l))
        && !words::UPDATES.has(word)
        && !is_published(word)
}

fn is_published(word: &str) -> bool {
    const STEMS: &[&str] = &[
        "publi", "post", "veröff", "ersch", "erst", "stand", "date", "issued", "released",
        "created", "written", "first", "last", "gepubl", "opubl",
    ];
    let lower = word.to_lowercase();
    STEMS.iter().any(|stem| lower.starts_with(stem))
}

enum DateWord {
    Month,
    Day,
    Year,
    Full,
    Small,
}

/// Whether a word is a day in the signs of Chinese and Japanese: "2016年2月23日".
fn is_in_signs(word: &str) -> bool {
    let mut fields = word.split_inclusive(['年', '月', '日']);
    let mut field = |sign: char, most: usize| {
        fields
            .next()
            .and_then(|f| f.strip_suffix(sign))
            .is_some_and(|n| (1..=most).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
    };
    field('年', 4) && field('月', 2) && field('日', 2) && fields.next().is_none()
}

fn date_word(word: &str) -> Option<DateWord> {
    let core = words::core(word);
    if core.is_empty() {
        return Some(DateWord::Small);
    }
    if is_in_signs(core) {
        return Some(DateWord::Full);
    }
    let digits = core.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 {
        return if words::MONTHS.has(core) {
            Some(DateWord::Month)
        } else {
            words::DATE_WORDS.has(core).then_some(DateWord::Small)
        };
    }
    let signs = core
        .bytes()
        .filter(|b| matches!(b, b'-' | b'.' | b'/'))
        .count();
    let is_iso = core.len() >= 10 && core.as_bytes().get(4) == Some(&b'-');
    if is_iso || (signs == 2 && digits >= 4 && digits + signs == core.len()) {
        return Some(DateWord::Full);
    }
    let suffix = core.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_ordinal = ["", "st", "nd", "rd", "th", "er", "º", "h", "am", "pm"]
        .iter()
        .any(|s| suffix.eq_ignore_ascii_case(s));
    match (is_ordinal, digits) {
        (true, 4) if suffix.is_empty() => Some(DateWord::Year),
        (true, 1 | 2) => Some(DateWord::Day),
        _ => (suffix.starts_with(['.', 'h', ':']) && digits <= 4).then_some(DateWord::Small),
    }
}
