//! How the lists write the days of a date.

use crate::analysis::DateMention;

/// The days of a date as the lists write them: `2024-05-10`, `2024-05`, `2025 autumn`, `1980s`.
pub fn words(date: &DateMention) -> String {
    let value = date.value.split('T').next().unwrap_or("");
    let (value, era) = match value.strip_prefix("BC") {
        Some(rest) => (rest.trim_start_matches('0'), " BC"),
        None => (value, ""),
    };
    let plain = match (value.split_once('-'), value.len()) {
        (Some((year, "SP")), _) => format!("{year} spring"),
        (Some((year, "SU")), _) => format!("{year} summer"),
        (Some((year, "FA")), _) => format!("{year} autumn"),
        (Some((year, "WI")), _) => format!("{year} winter"),
        (Some((year, part)), _) if part.starts_with(['Q', 'H']) => format!("{year} {part}"),
        (Some((_, part)), _) if part.starts_with('W') => return span(date),
        (None, 2) => return span(date),
        (None, 3) if era.is_empty() => format!("{value}0s"),
        _ => value.to_string(),
    };
    plain + era
}

/// First and last day, for what has no shorter form.
fn span(date: &DateMention) -> String {
    let Some(days) = date.days else {
        return date.value.clone();
    };
    let same_month = (days.from.year(), days.from.month()) == (days.to.year(), days.to.month());
    if same_month {
        format!("{}–{:02}", days.from, days.to.day())
    } else if days.to.year() - days.from.year() > 1 {
        format!("{}–{}", days.from.year(), days.to.year())
    } else {
        format!("{}–{}", days.from, days.to)
    }
}

/// The days from the first to the last of two: `2018–2020`.
pub fn range(first: &str, last: &str) -> String {
    format!("{first}–{last}")
}
