//! Datelines: `CITY, Feb 23 (Agency) —` at the start of the text. They stay in the text.

use super::super::words;
use super::byline;
use crate::text::{BlockKind, DocumentBuilder};

/// Reads place and date from the first paragraph of the body, if it begins with a dateline.
pub(super) fn read(builder: &mut DocumentBuilder, body: usize) {
    let first = builder.drafts.iter().skip(body).take(4);
    let mut first = first.filter(|d| *d.kind() == BlockKind::Paragraph && d.role().is_none());
    let Some(found) = first.next().and_then(|d| split(d.text())) else {
        return;
    };
    let metadata = &mut builder.metadata;
    metadata.place.get_or_insert(found.place);
    metadata.date = metadata.date.take().or(found.date);
}

/// What a dateline says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dateline {
    place: String,
    date: Option<String>,
}

/// Bytes in which a dateline must end.
const LONGEST: usize = 96;

/// Reads the dateline that a text begins with.
pub(super) fn split(text: &str) -> Option<Dateline> {
    const DASHES: &[&str] = &[" — ", " – ", " -- ", " - ", "— ", "—", "--"];
    let ends = DASHES.iter().filter_map(|dash| text.find(dash));
    let end = ends.min().filter(|at| *at <= LONGEST)?;
    let before = text.get(..end)?.trim();
    let (before, has_agency) = match before.strip_suffix(')').and_then(|b| b.rsplit_once('(')) {
        Some((before, agency)) if is_agency(agency) => (before.trim_end(), true),
        Some(_) => return None,
        None => (before, false),
    };
    let mut parts = before.split(',').map(str::trim);
    let place = parts.next().filter(|p| is_place(p))?;
    let rest: Vec<&str> = parts.collect();
    // The date may have a comma of its own ("Feb. 23, 2016").
    let date_at = (0..rest.len()).find(|at| is_date(&rest[*at..].join(", ")));
    let date = date_at.map(|at| rest[at..].join(", "));
    let region = rest.get(..date_at.unwrap_or(rest.len())).unwrap_or(&[]);
    let is_capitals = words::is_capitals(place);
    let is_dateline = region.len() <= 1
        && region.iter().all(|r| is_place(r))
        && (is_capitals || has_agency || date.is_some());
    // Capitals alone ("NASA — founded in 1958 —") are a city only where no more is said of them.
    let is_sure = has_agency || date.is_some() || is_capitals && !is_short_form(place);
    (is_dateline && is_sure).then(|| Dateline {
        place: std::iter::once(place)
            .chain(region.iter().copied())
            .collect::<Vec<_>>()
            .join(", "),
        date,
    })
}

fn is_date(text: &str) -> bool {
    byline::date(text).is_some()
}

/// Whether capitals are those of a short form ("NASA", "EU") rather than of a city.
fn is_short_form(place: &str) -> bool {
    !place.contains(' ') && place.chars().count() <= 4
}

fn is_agency(text: &str) -> bool {
    !text.is_empty() && text.len() <= 40 && text.starts_with(char::is_uppercase)
}

/// Whether a text can be a place's name: up to four words with capitals.
fn is_place(text: &str) -> bool {
    let count = text.split_whitespace().count();
    (1..=4).contains(&count)
        && text.split_whitespace().all(|word| {
            let core = words::core(word);
            core.chars().next().is_some_and(char::is_uppercase)
                && !core.contains(|c: char| c.is_ascii_digit())
                || words::NAME_PARTICLES.has(word)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, Option<&str>)>) {
        let found = split(text);
        let found = found
            .as_ref()
            .map(|d| (d.place.as_str(), d.date.as_deref()));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn places_and_dates() {
        check(
            "BREST, Jan 3 (Agency) — The mill stopped.",
            Some(("BREST", Some("Jan 3"))),
        );
        check(
            "BREST, France, Jan. 3, 2020 (AB) -- The mill",
            Some(("BREST, France", Some("Jan. 3, 2020"))),
        );
        check(
            "BREST, France (AB) – The mill stopped.",
            Some(("BREST, France", None)),
        );
        check(
            "SAINT-ÉVRAN — The mill stopped.",
            Some(("SAINT-ÉVRAN", None)),
        );
        check(
            "New York, May 3 (Agency) - The mill",
            Some(("New York", Some("May 3"))),
        );
    }

    #[test]
    fn other_dashes() {
        check("The mill — a ruin — stopped.", None);
        check("NASA — founded in 1958 — said no.", None);
        check("Le Goff (the mayor) — who knew — left.", None);
        check("It stopped, Jan 3 — the wheel.", None);
        check("— Yes, said Ann.", None);
        check("", None);
    }
}
