//! Bylines: a name and a date in a few words under the title.

mod date;
#[cfg(test)]
mod tests;

use crate::load::words;
use crate::text::{BlockKind, DocumentBuilder, Draft, InlineKind, Role};
use date::without_date;

pub(super) use date::date;

/// So many blocks after the title are looked at.
const LOOKED_AT: usize = 5;

/// Bytes of the longest byline.
const LONGEST: usize = 240;

/// Finds the blocks that say who wrote it and when, among those after the title; returns the index
/// of the first block of the body.
pub(super) fn assign(builder: &mut DocumentBuilder, head: usize) -> usize {
    let mut body = head;
    // What nothing follows is the text itself: a record of one line may hold little but a date.
    let end = (builder.drafts.len().saturating_sub(1)).min(head + LOOKED_AT);
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
