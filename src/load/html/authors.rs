//! Who wrote a page.

use super::super::words;
use super::lists::{self, list};
use super::meta::{Rank, Statements};
use super::page::Piece;
use super::title::level;

/// The byline of a page: what it states for machines, then marked elements, then words like "By
/// Ann Lee" near its head. The site itself is an author only where nobody else is.
pub(super) fn find(
    page: &Statements,
    head: &[&Piece],
    pieces: &[Piece],
    site: Option<&str>,
    address: Option<&str>,
) -> Option<String> {
    let sites = Sites::new(page, site, address);
    let good = |name: &str| clean(name).and_then(|name| sites.without(&name));
    // Whoever is called like the host may be its owner.
    let fair = |name: &str| clean(name).filter(|name| !sites.is_named(name));
    let by = |rank: Rank, good: &dyn Fn(&str) -> Option<String>| {
        let of_rank = page.authors.iter().filter(move |(_, r)| *r == rank);
        of_rank.filter_map(|(name, _)| good(name)).next()
    };
    let marked = |rank: Rank| by(rank, &good);
    let one_person = || match page.people.as_slice() {
        [(_, name)] => good(name),
        _ => None,
    };
    let in_head = || head.iter().find_map(|p| in_words(&p.text, &good));
    let found = machine(page, &good)
        .or_else(|| labelled(page, &good))
        .or_else(|| marked(Rank::Stated))
        .or_else(|| marked(Rank::Named))
        .or_else(one_person)
        .or_else(in_head)
        .or_else(|| machine(page, &fair))
        .or_else(|| by(Rank::Stated, &fair))
        .or_else(|| by(Rank::Named, &fair))
        .or_else(|| marked(Rank::Bare))
        .or_else(|| pieces.iter().find_map(|p| after_label(&p.text, &good)))
        .or_else(|| machine(page, &clean))?;
    if found.contains(' ') {
        return Some(found);
    }
    // A first name for machines, and the whole one for readers.
    let names = page.authors.iter().filter_map(|(name, _)| good(name));
    let mut whole = names.chain(in_head()).filter(|name| {
        let mut words = name.split(' ');
        let is_same = words
            .next()
            .is_some_and(|first| level(first) == level(&found));
        let count = words.clone().count();
        is_same && (1..=2).contains(&count) && words.all(|w| w.starts_with(char::is_uppercase))
    });
    Some(whole.next().unwrap_or(found))
}

/// What names the site rather than a person.
struct Sites {
    /// Its names, levelled.
    names: Vec<String>,
    /// The letters and digits of its host, without the domain above it.
    host: Option<String>,
}

impl Sites {
    fn new(page: &Statements, site: Option<&str>, address: Option<&str>) -> Self {
        let publishers = page.articles.iter().filter_map(|a| a.publisher.as_deref());
        let host = address.and_then(|a| a.split("://").nth(1)?.split('/').next());
        let host = host.and_then(|host| host.rsplit('.').nth(1));
        Sites {
            names: site.into_iter().chain(publishers).map(level).collect(),
            host: host.map(letters).filter(|host| host.len() >= 4),
        }
    }

    /// A name without the site's before it; `None` where nothing else is left.
    fn without(&self, name: &str) -> Option<String> {
        match name.split_once(" - ") {
            Some((site, name)) if self.is_one(site) => clean(name),
            _ => Some(name.to_owned()).filter(|name| !self.is_one(name)),
        }
    }

    fn is_one(&self, name: &str) -> bool {
        let is_host = |host: &String| letters(name).starts_with(host.as_str());
        self.is_named(name) || self.host.as_ref().is_some_and(is_host)
    }

    fn is_named(&self, name: &str) -> bool {
        self.names.contains(&level(name))
    }
}

fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The authors that JSON-LD or a `<meta>` states.
fn machine(page: &Statements, good: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let named = |id: &str| {
        let person = page.people.iter().find(|(known, _)| known == id);
        person.map_or(id.to_owned(), |(_, name)| name.clone())
    };
    let articles = page.articles.iter();
    let stated = articles.map(|a| joined(a.authors.iter().map(|n| named(n)), good));
    let metas = list("author metas").iter().map(|name| {
        let contents = page.metas.iter().filter(|(n, _)| n == name);
        joined(contents.map(|(_, c)| c.clone()), good)
    });
    stated.chain(metas).flatten().next()
}

/// The author that is told to Twitter, if its label says that it is one.
fn labelled(page: &Statements, good: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let label = level(page.meta(&["twitter:label1"])?);
    let mut labels = list("labels for Twitter").iter();
    labels.any(|begin| label.starts_with(begin)).then_some(())?;
    good(page.meta(&["twitter:data1"])?)
}

/// The name behind a label like "Author:" in a short text.
fn after_label(text: &str, good: &impl Fn(&str) -> Option<String>) -> Option<String> {
    if text.len() > 400 {
        return None;
    }
    text.lines().find_map(|line| {
        let labels = list("author labels").iter();
        let mut ends = labels.filter_map(|label| Some(line.find(label)? + label.len()));
        let name = line.get(ends.next()?..)?.trim();
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
    let name = without_words_before(name.trim());
    // A date or a label after the name.
    let end = name.find(['|', '•', '·', '\n', '(', '©']);
    let name = end.and_then(|end| name.get(..end)).unwrap_or(name).trim();
    let name = without_date(name);
    let name = name.split(" @").next().unwrap_or(name);
    let name = name.split(" am ").next().unwrap_or(name);
    let name = name.trim_matches([',', ' ', '-', '–', '—', '.', ':', '/', '@']);
    is_name(name).then(|| name.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn without_words_before(mut name: &str) -> &str {
    let blanks = [':', ' ', '\u{A0}'];
    if let Some((first, rest)) = name.split_once([' ', '\u{A0}', ':'])
        && words::BY_WORDS.has(words::core(first))
    {
        name = rest.trim_start_matches(blanks);
    }
    for label in list("before an author") {
        let rest = name.strip_prefix(label).unwrap_or(name);
        name = rest.trim_start_matches([':', ' ']);
    }
    name
}

/// A name without the date behind it.
fn without_date(name: &str) -> &str {
    let date = name.match_indices(' ').find(|(at, _)| {
        let rest = name.get(at + 1..).unwrap_or("");
        let has_digit = || rest.contains(|c: char| c.is_ascii_digit());
        let is_label = || {
            let mut labels = list("after an author").iter();
            labels.any(|label| rest.starts_with(label))
        };
        rest.starts_with(|c: char| c.is_ascii_digit()) || (is_label() && has_digit())
    });
    let Some((at, _)) = date else { return name };
    let name = name.get(..at).unwrap_or(name);
    match name.rsplit_once(' ') {
        Some((before, day)) if lists::has("weekdays", &level(words::core(day))) => before,
        _ => name,
    }
}

fn is_name(name: &str) -> bool {
    let is_address = ["://", "www.", "@", "[at]", "=", "{"]
        .iter()
        .any(|sign| name.contains(sign));
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    name.starts_with(char::is_alphabetic)
        && letters >= 3
        && name.split_whitespace().count() <= 14
        && name.len() <= 120
        && !is_address
        && !words::ends_sentence(name)
        && !["no authors", "weekdays"]
            .iter()
            .any(|list| lists::has(list, &level(name)))
}

/// The name in a short line like "By Ann Lee", "Posted by Ann" or "Von Anna Lehmann, 12. Mai 2014".
fn in_words(text: &str, good: &impl Fn(&str) -> Option<String>) -> Option<String> {
    if text.len() > 160 {
        return None;
    }
    text.lines().find_map(|line| {
        let line = line.trim();
        let mut labels = list("before by").iter();
        let labelled = labels.find_map(|label| line.strip_prefix(label)?.strip_prefix(' '));
        let (first, rest) = labelled.unwrap_or(line).split_once([' ', '\u{A0}'])?;
        let is_by = lists::has("by", &level(words::core(first)));
        let is_capital = rest.trim_start().starts_with(char::is_uppercase);
        if !is_by || !is_capital || words::ends_sentence(rest) {
            return None;
        }
        let name = good(rest.split(',').next().unwrap_or(rest))?;
        let least = if labelled.is_some() { 1 } else { 2 };
        let count = name.split_whitespace().count();
        (least..=6).contains(&count).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, expected: Option<&str>) {
        assert_eq!(clean(written).as_deref(), expected, "{written}");
    }

    #[test]
    fn names_stand_without_what_is_put_around_them() {
        check("Ann Lee", Some("Ann Lee"));
        check("By: Ann Lee | 12 May", Some("Ann Lee"));
        check("View all posts by Ann Lee", Some("Ann Lee"));
        check("Ann Lee, Fr, 12. Mai 2014", Some("Ann Lee"));
        check("Ann Lee am 12. Mai 2014", Some("Ann Lee"));
        check("Ann Lee on May 12, 2014", Some("Ann Lee"));
        check("Ann  Lee-Day (staff)", Some("Ann Lee-Day"));
    }

    #[test]
    fn labels_and_addresses_are_no_names() {
        for written in [
            "admin",
            "Redaktion",
            "Von",
            "a@b.org",
            "a[at]b.org",
            "https://b.org/a",
            "B.",
            "12",
            "Who was there on Sunday?",
        ] {
            check(written, None);
        }
    }

    #[test]
    fn a_line_says_by_whom() {
        let found = |line: &str| in_words(line, &|name: &str| clean(name));
        assert_eq!(found("By Ann Lee, 12 May").as_deref(), Some("Ann Lee"));
        assert_eq!(found("Posted by Ann").as_deref(), Some("Ann"));
        assert_eq!(found("Erstellt von Ann am 12. Mai").as_deref(), Some("Ann"));
        for line in ["By Monday", "By the river", "By Ann Lee we stand."] {
            assert_eq!(found(line), None, "{line}");
        }
    }

    #[test]
    fn the_site_is_no_person() {
        let page = Statements::default();
        let address = Some("https://www.el-sound.example/a");
        let sites = Sites::new(&page, Some("The Sound"), address);
        for name in ["The Sound", "El Sound", "El Sound.example"] {
            assert_eq!(sites.without(name), None, "{name}");
        }
        assert_eq!(
            sites.without("El Sound - Ann Lee").as_deref(),
            Some("Ann Lee")
        );
        assert_eq!(sites.without("Ann Sound").as_deref(), Some("Ann Sound"));
    }
}
