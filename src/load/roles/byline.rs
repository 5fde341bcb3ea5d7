//! Bylines: a name and a date in a few words under the title.

use super::super::words;
use crate::text::{BlockKind, DocumentBuilder, Draft, InlineKind, Role};

/// So many blocks after the title are looked at.
const LOOKED_AT: usize = 5;

/// Bytes of the longest byline.
const LONGEST: usize = 240;

/// Finds the blocks that say who wrote it and when, among those after the title; returns the index
/// of the first block of the body.
pub(super) fn assign(builder: &mut DocumentBuilder, head: usize) -> usize {
    let mut body = head;
    let end = builder.drafts.len().min(head + LOOKED_AT);
    for at in head..end {
        let draft = &builder.drafts[at];
        if is_body(draft) {
            break;
        }
        let Some(mut found) = read(draft.text()) else {
            continue;
        };
        if found.name.is_none() && found.date.is_none() && !found.is_update {
            continue;
        }
        // A name alone is one only where it is set off as such, right under the title.
        if found.is_bare_name && !(at == head && head > 0 && is_strong(draft)) {
            continue;
        }
        let draft = &mut builder.drafts[at];
        draft.set_role(Role::Byline);
        if matches!(draft.kind(), BlockKind::Heading(_)) {
            draft.set_kind(BlockKind::Paragraph);
        }
        let metadata = &mut builder.metadata;
        metadata.byline = metadata.byline.take().or(found.name.take());
        metadata.date = metadata.date.take().or(found.date.take());
        metadata.place = metadata.place.take().or(found.place.take());
        body = at + 1;
    }
    body
}

/// Whether a text reads as a byline: it names an author in so many words, or a date and little
/// else.
pub(super) fn is_byline(text: &str) -> bool {
    read(text).is_some_and(|found| !found.is_bare_name)
}

/// Whether the running text has begun.
fn is_body(draft: &Draft) -> bool {
    match draft.kind() {
        BlockKind::Paragraph => draft.text().len() > 400 || draft.text().matches(". ").count() > 2,
        BlockKind::Heading(_) | BlockKind::Rule | BlockKind::Caption | BlockKind::Quote(_) => false,
        BlockKind::List(_) | BlockKind::Code | BlockKind::Table(_) | BlockKind::Footnote => true,
    }
}

fn is_strong(draft: &Draft) -> bool {
    let length = draft.text().trim_end().len();
    draft.inlines().iter().any(|i| {
        matches!(
            i.kind,
            InlineKind::Strong | InlineKind::Emphasis | InlineKind::Link(_)
        ) && i.span.len() >= length
    })
}

/// What a byline says.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    name: Option<String>,
    date: Option<String>,
    place: Option<String>,
    /// Whether it is a name that neither "by" nor a date tells from any other short line.
    is_bare_name: bool,
    /// Whether it tells of an update.
    is_update: bool,
}

/// Reads a byline; `None` for a text that is none.
fn read(text: &str) -> Option<Found> {
    if text.len() > LONGEST || text.lines().count() > 6 {
        return None;
    }
    let mut found = Found::default();
    let mut has_by = false;
    let mut others = 0;
    let mut updated = None;
    for part in text.lines().flat_map(parts) {
        match Part::of(part) {
            Part::By(name, date) => {
                has_by = true;
                found.name.get_or_insert(name);
                found.date = found.date.take().or(date);
            }
            Part::Date(date) => {
                found.date.get_or_insert(date);
            }
            Part::Update(date) => {
                updated.get_or_insert(date);
            }
            Part::Name(name, date) if found.name.is_none() => {
                found.name = Some(name);
                found.date = found.date.take().or(date);
            }
            // A second name is the place: "Lena Ortiz", "Port Alder, 12 May 2024".
            Part::Name(place, date) if found.place.is_none() => {
                found.place = Some(place);
                found.date = found.date.take().or(date);
            }
            Part::Name(..) | Part::Other => others += 1,
        }
    }
    found.is_update = updated.is_some();
    found.date = found.date.or(updated);
    found.is_bare_name = !has_by && found.date.is_none();
    let is_any = has_by || found.date.is_some() || found.name.is_some();
    let allowed = usize::from(has_by || found.date.is_some());
    (is_any && others <= allowed).then_some(found)
}

/// A line's parts between strokes, dots and dashes.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    line.split(['|', '·', '•', '\t', '/'])
        .flat_map(|part| part.split(" – "))
        .flat_map(|part| part.split(" — "))
        .flat_map(|part| part.split(" - "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// A part of a byline.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// A name after "by", with the date behind it.
    By(String, Option<String>),
    /// A date.
    Date(String),
    /// A date after "updated".
    Update(String),
    /// A name, with the date behind it.
    Name(String, Option<String>),
    /// Something else.
    Other,
}

impl Part {
    fn of(part: &str) -> Self {
        if let Some(date) = date(part) {
            let first = part.split_whitespace().next().unwrap_or("");
            return if words::UPDATES.has(words::core(first)) {
                Part::Update(date)
            } else {
                Part::Date(date)
            };
        }
        let (rest, date) = without_date(part);
        if let Some(name) = after_by(rest) {
            return Part::By(name.to_owned(), date);
        }
        if is_name(rest) {
            return Part::Name(rest.to_owned(), date);
        }
        Part::Other
    }
}

/// The name after a word like "By" or "Author:", if the line begins with one.
fn after_by(line: &str) -> Option<&str> {
    let (first, rest) = line.split_once(char::is_whitespace)?;
    let has_colon = first.ends_with(':');
    let rest = rest.trim_start();
    // "Von der Leyen" and "By the river" are no bylines.
    let is_name = rest.chars().next().is_some_and(char::is_uppercase);
    let is_short = rest.split_whitespace().count() <= 14 && !words::ends_sentence(rest);
    let is_by = words::BY_WORDS.has(words::core(first));
    let is_word = has_colon
        || matches!(
            words::core(first).to_lowercase().as_str(),
            "by" | "von" | "par" | "por" | "di" | "door" | "av" | "af" | "przez"
        );
    let is_role = ["author", "text", "words"]
        .iter()
        .any(|w| first.eq_ignore_ascii_case(w));
    (is_by && is_word && !is_role && is_name && is_short)
        .then_some(rest.trim_end_matches([',', ';']))
}

/// Whether a line is one or more names: a few capitalised words.
fn is_name(line: &str) -> bool {
    let mut capitals = 0;
    let mut count = 0;
    for word in line.split_whitespace() {
        count += 1;
        let core = words::core(word);
        let is_capital = core.chars().next().is_some_and(char::is_uppercase);
        if core.contains(|c: char| c.is_ascii_digit()) || count > 8 {
            return false;
        }
        if is_capital {
            capitals += 1;
        } else if !words::NAME_PARTICLES.has(word) {
            return false;
        }
    }
    let ends = line.chars().next_back();
    capitals >= 2 && ends.is_some_and(|c| c.is_alphabetic() || c == '.')
}

/// The date that a part is, if it is a date and nothing else; labels before it go.
pub(super) fn date(part: &str) -> Option<String> {
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

fn date_word(word: &str) -> Option<DateWord> {
    let core = words::core(word);
    if core.is_empty() {
        return Some(DateWord::Small);
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

/// A part without the date at its end, and the date.
fn without_date(part: &str) -> (&str, Option<String>) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, name: Option<&str>, date: Option<&str>) {
        let found = read(text).filter(|f| !f.is_bare_name);
        let (found_name, found_date) = found.map_or((None, None), |f| (f.name, f.date));
        assert_eq!(found_name.as_deref(), name, "name in {text:?}");
        assert_eq!(found_date.as_deref(), date, "date in {text:?}");
    }

    #[test]
    fn names_and_dates() {
        check(
            "Ann Lee\n23 February 2016",
            Some("Ann Lee"),
            Some("23 February 2016"),
        );
        check(
            "Ann Lee\nPort Alder, 12 May 2024",
            Some("Ann Lee"),
            Some("12 May 2024"),
        );
        check("By Ann Lee", Some("Ann Lee"), None);
        check(
            "By Ann Lee and Bo Ek, staff writers",
            Some("Ann Lee and Bo Ek, staff writers"),
            None,
        );
        check(
            "BY ANN LEE | MARCH 3, 2021",
            Some("ANN LEE"),
            Some("MARCH 3, 2021"),
        );
        check(
            "Von Anna Lehmann, 3. März 2021",
            Some("Anna Lehmann"),
            Some("3. März 2021"),
        );
        check(
            "Par Anne Le Goff · 3 mars 2021",
            Some("Anne Le Goff"),
            Some("3 mars 2021"),
        );
        check(
            "Friday, September 9, 2016",
            None,
            Some("Friday, September 9, 2016"),
        );
        check("Published on 2021-03-03", None, Some("2021-03-03"));
        check(
            "Published: 3 March 2021 | Updated: 5 March 2021",
            None,
            Some("3 March 2021"),
        );
        check(
            "Updated 5 March 2021\nPublished 3 March 2021",
            None,
            Some("3 March 2021"),
        );
        check("Ann Lee, 3.3.2021", Some("Ann Lee"), Some("3.3.2021"));
        check(
            "Author: Ann Lee\nDate: 3 March 2021, 10:15 GMT",
            Some("Ann Lee"),
            Some("3 March 2021, 10:15 GMT"),
        );
    }

    #[test]
    fn other_short_lines() {
        for text in [
            "The wheel stops",
            "By the river stood a mill",
            "It stopped on 3 March 2021.",
            "In March 2021 nobody came to the mill",
            "Three things to know",
            "Chapter 3",
            "1984",
            "May",
            "“Yes,” said Ann Lee on 3 March",
        ] {
            check(text, None, None);
        }
    }
}
