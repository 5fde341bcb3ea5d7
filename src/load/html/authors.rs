//! Who wrote a page.

use super::super::words;
use super::meta::{Rank, Statements};
use super::page::Piece;
use super::title::level;

/// Names of `<meta>` that state an author.
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "og:author",
    "og:article:author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "article:author_name",
    "book:author",
    "authors",
    "dc.contributor",
    "creator",
    "cxenseparse:author",
    "rbauthors",
    "vr:author",
    "shareaholic:article_author_name",
];

/// The byline of a page: what it states for machines, then marked elements, then words like "By
/// Ann Lee" near its head. The site itself is an author only where nobody else is.
pub(super) fn find(
    page: &Statements,
    head: &[&Piece],
    pieces: &[Piece],
    site: Option<&str>,
) -> Option<String> {
    let publishers = page.articles.iter().filter_map(|a| a.publisher.as_deref());
    let sites: Vec<String> = site.into_iter().chain(publishers).map(level).collect();
    let good = |name: &str| clean(name).filter(|n| !sites.contains(&level(n)));
    let machine = |good: &dyn Fn(&str) -> Option<String>| {
        let articles = page.articles.iter().filter(|a| !a.authors.is_empty());
        let named = |id: &str| {
            let person = page.people.iter().find(|(known, _)| known == id);
            person.map_or(id.to_owned(), |(_, name)| name.clone())
        };
        articles
            .filter_map(|a| joined(a.authors.iter().map(|n| named(n)), good))
            .next()
            .or_else(|| {
                AUTHORS.iter().find_map(|name| {
                    let contents = page.metas.iter().filter(|(n, _)| n == name);
                    joined(contents.map(|(_, c)| c.clone()), good)
                })
            })
    };
    let marked = |rank: Rank| {
        let of_rank = page.authors.iter().filter(move |(_, r)| *r == rank);
        of_rank.filter_map(|(name, _)| good(name)).next()
    };
    let twitter = || {
        let label = page.meta(&["twitter:label1"])?;
        let labels = [
            "writ", "verf", "écrit", "escr", "auth", "autor", "scritto", "geschr",
        ];
        let is_author = labels.iter().any(|w| level(label).starts_with(w));
        good(page.meta(&["twitter:data1"]).filter(|_| is_author)?)
    };
    let one_person = || match page.people.as_slice() {
        [(_, name)] => good(name),
        _ => None,
    };
    machine(&good)
        .or_else(twitter)
        .or_else(|| marked(Rank::Stated))
        .or_else(|| marked(Rank::Named))
        .or_else(one_person)
        .or_else(|| head.iter().find_map(|p| in_words(&p.text, &good)))
        .or_else(|| marked(Rank::Bare))
        .or_else(|| pieces.iter().find_map(|p| after_label(&p.text, &good)))
        .or_else(|| machine(&|name| clean(name)))
}

/// The name behind a label like "Author:" in a short text.
fn after_label(text: &str, good: &impl Fn(&str) -> Option<String>) -> Option<String> {
    const LABELS: &[&str] = &[
        "Autor:",
        "Autorin:",
        "Author:",
        "Auteur :",
        "Auteur:",
        "Text:",
        "Autore:",
        "Redaktion:",
        "Von:",
    ];
    if text.len() > 400 {
        return None;
    }
    text.lines().find_map(|line| {
        let found = LABELS
            .iter()
            .find_map(|label| line.find(label).map(|at| at + label.len()));
        let name = line.get(found?..)?.trim();
        good(name.get(..60).unwrap_or(name)).filter(|n| n.starts_with(char::is_uppercase))
    })
}

fn joined(
    names: impl Iterator<Item = String>,
    good: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names.filter_map(|n| good(&n)) {
        if !kept.contains(&name) && kept.len() < 8 {
            kept.push(name);
        }
    }
    (!kept.is_empty()).then(|| kept.join(", "))
}

/// A name as it can be shown; `None` for what is none: an address, a label.
fn clean(name: &str) -> Option<String> {
    let mut name = name.trim();
    if let Some((first, rest)) = name.split_once([' ', '\u{A0}', ':'])
        && words::BY_WORDS.has(words::core(first))
    {
        name = rest.trim_start_matches([':', ' ', '\u{A0}']);
    }
    for label in [
        "Post author",
        "Zeige alle Beiträge von",
        "Zeige alle Artikel von",
        "Alle Beiträge von",
        "Alles von",
        "View all posts by",
        "Posts by",
        "Eingestellt von",
        "Erstellt von",
        "Gespeichert von",
        "Ein Interview von",
        "Eine Kolumne von",
        "Voir tous les articles de",
        "Ver todas las entradas de",
        "Profil von",
        "By",
        "Written by",
        "written by",
        "Geschrieben von",
        "Verfasst von",
        "Posted by",
        "posted by",
        "Escrito por",
        "Publié par",
        "Publicado por",
        "Veröffentlicht von",
        "Beitrag von",
        "Ein Beitrag von",
        "Ein Artikel von",
        "Article by",
        "Story by",
        "Interview:",
        "Foto:",
    ] {
        name = name
            .strip_prefix(label)
            .unwrap_or(name)
            .trim_start_matches([':', ' ']);
    }
    // A date or a label after the name.
    let end = name
        .find(['|', '•', '·', '\n', '(', '©'])
        .unwrap_or(name.len());
    let mut kept = name.get(..end).unwrap_or(name).trim();
    let starts = kept.match_indices(' ').map(|(at, _)| at);
    let mut cut = None;
    for at in starts {
        let rest = kept.get(at + 1..).unwrap_or("");
        let is_label = [
            "am ",
            "on ",
            "le ",
            "vom ",
            "el ",
            "- ",
            "– ",
            "— ",
            "Published",
            "Posted",
            "Updated",
        ]
        .iter()
        .any(|l| rest.starts_with(l));
        let is_number = rest.starts_with(|c: char| c.is_ascii_digit());
        if is_number || (is_label && rest.contains(|c: char| c.is_ascii_digit())) {
            cut = Some(at);
            break;
        }
    }
    if let Some(at) = cut {
        kept = kept.get(..at).unwrap_or(kept);
    }
    let kept = kept.split(" @").next().unwrap_or(kept);
    let kept = kept.split(" am ").next().unwrap_or(kept);
    let kept = kept.trim_matches([',', ' ', '-', '–', '—', '.', ':', '/', '@']);
    let leveled = level(kept);
    const LABELS: &[&str] = &[
        "admin",
        "administrator",
        "redaktion",
        "author",
        "autor",
        "staff",
        "editor",
        "editorial",
        "web",
        "user",
        "guest",
        "unknown",
        "anonymous",
        "webmaster",
        "redacción",
        "redazione",
        "redaction",
        "kommentar",
        "kommentare",
        "comments",
        "kontakt",
        "contact",
        "mehr",
        "about",
        "news",
        "default",
        "none",
        "null",
        "root",
    ];
    let is_label = LABELS.contains(&leveled.as_str());
    let is_address = kept.contains("://")
        || kept.contains("www.")
        || kept.contains('@')
        || kept.contains('=')
        || kept.contains('{');
    let letters = kept.chars().filter(|c| c.is_alphabetic()).count();
    let begins = kept.chars().next().is_some_and(|c| c.is_alphabetic());
    let count = kept.split_whitespace().count();
    let is_name =
        letters >= 3 && begins && count <= 14 && kept.len() <= 120 && !words::ends_sentence(kept);
    (is_name && !is_label && !is_address)
        .then(|| kept.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The name in a short line like "By Ann Lee" or "Von Anna Lehmann, 12. Mai 2014".
fn in_words(text: &str, good: &impl Fn(&str) -> Option<String>) -> Option<String> {
    if text.len() > 160 {
        return None;
    }
    text.lines().find_map(|line| {
        let line = line.trim();
        let line = [
            "Posted ",
            "Written ",
            "Erstellt ",
            "Geschrieben ",
            "Veröffentlicht ",
            "Ein Beitrag ",
            "Eine Kolumne ",
            "---- ",
        ]
        .iter()
        .find_map(|label| line.strip_prefix(label))
        .unwrap_or(line);
        let (first, rest) = line.split_once([' ', '\u{A0}'])?;
        let is_by = matches!(
            words::core(first).to_lowercase().as_str(),
            "by" | "von"
                | "par"
                | "por"
                | "autor"
                | "author"
                | "autorin"
                | "text"
                | "door"
                | "av"
                | "af"
        );
        let is_capital = rest.trim_start().starts_with(char::is_uppercase);
        if !is_by || !is_capital || words::ends_sentence(rest) {
            return None;
        }
        let name = good(rest.split(',').next().unwrap_or(rest))?;
        let count = name.split_whitespace().count();
        (2..=6).contains(&count).then_some(name)
    })
}
