//! The headline of a page.

use super::meta::Statements;
use super::page::{Kind, Piece};

/// The title, and the piece that says it.
#[derive(Debug, Default)]
pub(super) struct Title {
    pub text: Option<String>,
    pub piece: Option<usize>,
}

/// Marks between a headline and the name of the site.
const SEPARATORS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " / ", " : ", " ‹ ", " › ",
    " > ", ": ",
];

/// Finds the headline: the heading that the page's statements repeat; failing one, what they say
/// without the name of the site.
pub(super) fn find(
    page: &Statements,
    pieces: &[Piece],
    kept: &[bool],
    site: Option<&str>,
) -> Title {
    let article = page
        .articles
        .iter()
        .find(|a| a.is_article && a.headline.is_some());
    let headline = article.and_then(|a| a.headline.as_deref());
    let og = page.meta(&[
        "og:title",
        "twitter:title",
        "title",
        "dc.title",
        "sailthru.title",
        "headline",
    ]);
    let stated: Vec<String> = [page.title.as_deref(), og, headline]
        .into_iter()
        .flatten()
        .map(level)
        .collect();
    let heading = repeated_heading(&stated, pieces, kept, site)
        .or_else(|| heading_of_text(&stated, pieces, kept, site));
    if let Some(at) = heading {
        return Title {
            text: Some(one_line(&pieces[at].text)),
            piece: Some(at),
        };
    }
    let text = without_heading(og, headline, page, pieces, site);
    let wanted = text.as_deref().map(level);
    let piece = wanted.and_then(|wanted| {
        let first = pieces.iter().take(400);
        first
            .into_iter()
            .position(|p| p.text.len() < 400 && level(&p.text) == wanted)
    });
    Title { text, piece }
}

/// The title where no heading says it again: what the page states, without the name of the site.
fn without_heading(
    og: Option<&str>,
    headline: Option<&str>,
    page: &Statements,
    pieces: &[Piece],
    site: Option<&str>,
) -> Option<String> {
    let mut wide = pieces.iter().filter(|p| p.kind == Kind::Heading(1));
    let first = wide.next().map(|p| p.text.clone());
    let only = first.clone().filter(|_| wide.next().is_none());
    let own = |title: &str| without_site(title, site);
    og.map(own)
        .or_else(|| headline.map(str::to_owned))
        .or(only)
        .or_else(|| page.title.as_deref().map(own))
        .or(first)
        .map(|title| one_line(&title))
        .filter(|title| !title.is_empty())
}

/// The heading whose words the statements repeat: the widest, of those the longest.
fn repeated_heading(
    stated: &[String],
    pieces: &[Piece],
    kept: &[bool],
    site: Option<&str>,
) -> Option<usize> {
    let site = site.map(level).unwrap_or_default();
    let mut best: Option<(u32, usize)> = None;
    for (at, piece) in pieces.iter().enumerate() {
        let Kind::Heading(depth) = piece.kind else {
            continue;
        };
        if piece.text.len() > 400 {
            continue;
        }
        let text = level(&piece.text);
        if text.chars().count() < 4 || text == site {
            continue;
        }
        let scores = stated.iter().map(|statement| repeats(&text, statement));
        let best_score = scores.clone().max().unwrap_or(0);
        if best_score == 0 {
            continue;
        }
        // One who is repeated by all of them is surer than one who is by one alone.
        let score = best_score + scores.filter(|score| *score > 0).count() as u32 * 6;
        let length = (text.len() as u32).min(99);
        let score = score * 1000 + length * 4 + 40 * (6 - u32::from(depth));
        if best.is_none_or(|(other, _)| score > other) {
            best = Some((score, at));
        }
    }
    let (_, at) = best?;
    Some(behind_site(at, stated, pieces, kept).unwrap_or(at))
}

/// How well a statement repeats a heading; both are levelled.
fn repeats(text: &str, statement: &str) -> u32 {
    let is_edge = statement.starts_with(text) || statement.ends_with(text);
    let is_most = text.len() * 3 >= statement.len();
    let cut = statement.trim_end_matches(['…', '.']).trim_end();
    let is_cut = cut.len() > 20 && text.starts_with(cut);
    let words = text.split(' ').count();
    match (is_edge && is_most, is_cut) {
        (true, _) if text == statement => 40,
        (true, _) => 30,
        (false, true) => 25,
        (false, false) if words > 2 && is_most && statement.contains(text) => 20,
        _ => 0,
    }
}

/// The heading that a statement has beside the heading `at`, where that is the name of the site: it
/// stands above the other, as a link to the first page.
fn behind_site(at: usize, stated: &[String], pieces: &[Piece], kept: &[bool]) -> Option<usize> {
    let first = kept.iter().position(|k| *k)?;
    let name = &pieces[at];
    if name.linked * 5 < name.text.len() * 4 {
        return None;
    }
    let name = level(&name.text);
    let is_rest = |text: &str| {
        stated.iter().any(|statement| {
            let rest = statement
                .strip_prefix(&*name)
                .and_then(|r| r.strip_suffix(text));
            let rest = rest.or_else(|| statement.strip_prefix(text)?.strip_suffix(&*name));
            rest.is_some_and(|rest| rest.trim().chars().count() <= 2)
        })
    };
    let below = pieces.iter().enumerate().take(first + 4).skip(at + 1);
    let mut headings = below.filter(|(_, p)| matches!(p.kind, Kind::Heading(_)));
    let found = headings.find(|(_, p)| p.text.len() < 400 && is_rest(&level(&p.text)));
    found.map(|(at, _)| at)
}

/// The only heading of level 1 near the start of the text, where it shares a word with what the page
/// states.
fn heading_of_text(
    stated: &[String],
    pieces: &[Piece],
    kept: &[bool],
    site: Option<&str>,
) -> Option<usize> {
    let first = kept.iter().position(|k| *k)?;
    let near = pieces.iter().enumerate().take(first + 4);
    let near = near.skip((first + 1).saturating_sub(30));
    let site = site.map(level);
    let mut all = near.filter(|(_, p)| {
        let is_heading = p.kind == Kind::Heading(1) && (9..400).contains(&p.text.len());
        is_heading && site.as_deref() != Some(&*level(&p.text))
    });
    let (at, piece) = all.next()?;
    let text = level(&piece.text);
    let shares = |word: &str| word.chars().count() > 3 && stated.iter().any(|s| s.contains(word));
    let is_title = stated.is_empty() || text.split(|c: char| !c.is_alphanumeric()).any(shares);
    let is_only = all.next().is_none();
    (is_title && is_only).then_some(at)
}

/// A title without the name of the site before or after it.
fn without_site(title: &str, site: Option<&str>) -> String {
    let mut title = title.trim().to_owned();
    let site = site.map(level).filter(|s| !s.is_empty());
    for _ in 0..2 {
        let Some((before, after)) = split_last(&title) else {
            break;
        };
        let (b, a) = (level(before), level(after));
        let is_site = |part: &str| {
            site.as_deref().is_some_and(|s| {
                part == s || (part.len() > 3 && (s.contains(part) || part.contains(s)))
            })
        };
        if is_site(&a) {
            title = before.to_owned();
        } else if let Some((first, rest)) = split_first(&title).filter(|(f, _)| is_site(&level(f)))
        {
            let _ = first;
            title = rest.to_owned();
        } else if site.is_none()
            && a.split(' ').count() <= 4
            && b.split(' ').count() >= a.split(' ').count() + 2
        {
            title = before.to_owned();
        } else {
            break;
        }
    }
    title
}

fn split_last(title: &str) -> Option<(&str, &str)> {
    let found = SEPARATORS
        .iter()
        .filter(|s| **s != ": ")
        .filter_map(|s| title.rfind(s).map(|at| (at, s.len())));
    let (at, length) = found.max()?;
    Some((title.get(..at)?.trim(), title.get(at + length..)?.trim()))
}

fn split_first(title: &str) -> Option<(&str, &str)> {
    let found = SEPARATORS
        .iter()
        .filter_map(|s| title.find(s).map(|at| (at, s.len())));
    let (at, length) = found.min()?;
    Some((title.get(..at)?.trim(), title.get(at + length..)?.trim()))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text in lower case, white space, quotation marks and dashes levelled.
pub(super) fn level(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '‘' | '’' | '‚' | '`' => out.push('\''),
            '“' | '”' | '„' | '«' | '»' => out.push('"'),
            '–' | '—' | '−' | '‐' => out.push('-'),
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.extend(c.to_lowercase()),
        }
    }
    out.truncate(out.trim_end().len());
    out
}
