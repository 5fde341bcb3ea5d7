//! What a page says of itself: JSON-LD, OpenGraph, `<meta>`, `<time>`, classes.

use dom_query::{Document, NodeData, NodeRef};

use super::elements::is_blank;
use super::json_ld::{self, Article};
use super::lists;

/// The statements of a page, as raw as they stand in it.
#[derive(Debug, Default)]
pub(super) struct Statements {
    /// `<meta>`: name or property in lower case, content.
    pub metas: Vec<(String, String)>,
    /// The text of `<title>`.
    pub title: Option<String>,
    /// The language of `<html>`.
    pub language: Option<String>,
    /// `<base href>`.
    pub base: Option<String>,
    /// `<link rel=canonical>`.
    pub canonical: Option<String>,
    /// Articles of JSON-LD.
    pub articles: Vec<Article>,
    /// Elements that may hold a date.
    pub times: Vec<Time>,
    /// Headings in lower case, with their place among the page's nodes.
    pub headings: Vec<(String, usize)>,
    /// People of JSON-LD by their `@id`.
    pub people: Vec<(String, String)>,
    /// The place of the node that is read.
    at: usize,
    /// Elements that may hold an author's name, likewise.
    pub authors: Vec<(String, Rank)>,
}

/// How sure an element's names are of what it holds; the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// `itemprop=datePublished`, `pubdate`, `rel=author`.
    Stated,
    /// A class that says so.
    Named,
    /// `<time>` alone, a class that only holds the word.
    Bare,
}

/// An element that may hold a date.
#[derive(Debug)]
pub(super) struct Time {
    /// Its machine's form or its text.
    pub text: String,
    /// How sure its names are.
    pub rank: Rank,
    /// Its place among the page's nodes.
    pub at: usize,
}

impl Statements {
    /// Reads a page's statements.
    pub fn of(document: &Document) -> Self {
        let mut found = Statements::default();
        for (at, node) in document.root().descendants_it().enumerate() {
            found.at = at;
            let Some(name) = node.node_name() else {
                continue;
            };
            found.element(&name, &node);
        }
        found
    }

    /// The content of the first `<meta>` of these names that has one, in the order of the names.
    pub fn meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let mut contents = self.metas.iter().filter(|(n, _)| n == name);
            contents.find_map(|(_, c)| Some(c.trim()).filter(|c| !c.is_empty()))
        })
    }

    /// The name of the site that the page belongs to.
    pub fn site(&self) -> Option<String> {
        let site = self.meta(&[
            "og:site_name",
            "application-name",
            "al:android:app_name",
            "twitter:site",
        ]);
        site.map(|s| s.trim_start_matches('@').to_owned())
    }

    fn element(&mut self, name: &str, node: &NodeRef<'_>) {
        match name {
            "meta" => {
                let attribute = |name| node.attr(name).map(|a| a.trim().to_ascii_lowercase());
                let key = attribute("property").or_else(|| attribute("name"));
                let key = key.or_else(|| attribute("itemprop"));
                if let (Some(key), Some(content)) = (key, node.attr("content"))
                    && content.len() <= LONGEST
                {
                    self.metas.push((key, content.to_string()));
                }
            }
            "title" if self.title.is_none() => self.title = text_of(node, LONGEST),
            "html" => self.language = node.attr("lang").map(|l| l.to_string()),
            "base" if self.base.is_none() => self.base = node.attr("href").map(|h| h.to_string()),
            "link"
                if node
                    .attr("rel")
                    .is_some_and(|r| r.eq_ignore_ascii_case("canonical")) =>
            {
                self.canonical = node.attr("href").map(|h| h.to_string());
            }
            "script" => {
                let kind = node.attr("type").unwrap_or_default();
                if kind.trim().eq_ignore_ascii_case("application/ld+json") {
                    json_ld::read(&node.text(), self);
                }
            }
            "time" => self.time(node),
            "h1" | "h2" | "h3" => {
                let text = text_of(node, 400).map(|t| super::title::level(&t));
                self.headings.extend(text.map(|t| (t, self.at)));
                self.named(name, node);
            }
            _ => self.named(name, node),
        }
    }

    fn push_time(&mut self, text: String, rank: Rank) {
        let at = self.at;
        self.times.push(Time { text, rank, at });
    }

    fn time(&mut self, node: &NodeRef<'_>) {
        let stated = node.has_attr("pubdate")
            || node
                .attr("itemprop")
                .is_some_and(|i| i.contains("datePublished"));
        let class = class_of(node);
        let is_update = class.contains("update")
            || class.contains("modif")
            || node
                .attr("itemprop")
                .is_some_and(|i| i.contains("Modified"));
        let rank = match stated {
            true => Rank::Stated,
            false if class.contains("publish") || class.contains("entry-date") => Rank::Named,
            false => Rank::Bare,
        };
        let value = node
            .attr("datetime")
            .filter(|d| d.len() >= 8 && d.len() <= 80);
        let value = value.map(|v| v.to_string()).or_else(|| text_of(node, 80));
        if let Some(value) = value.filter(|_| !is_update && !is_in_comment(node)) {
            self.push_time(value, rank);
        }
    }

    /// Elements whose attributes name what they hold.
    fn named(&mut self, name: &str, node: &NodeRef<'_>) {
        if self.stated(node) || matches!(name, "body" | "article" | "main") {
            return;
        }
        let class = class_of(node);
        if class.is_empty() || class.len() > 200 {
            return;
        }
        let is_of =
            |kind: &str, but: &str| lists::is_in(kind, &class) && !lists::is_in(but, &class);
        let rank = |sure: &str| match lists::is_in(sure, &class) {
            true => Rank::Named,
            false => Rank::Bare,
        };
        if is_of("author classes", "no author classes") {
            let rank = rank("sure author classes");
            self.authors.extend(text_of(node, 120).map(|a| (a, rank)));
        } else if is_of("date classes", "no date classes") {
            let text = text_of(node, 80).or_else(|| {
                let title = node.attr("title").map(|t| t.to_string());
                title.filter(|t| t.len() <= 80)
            });
            if let Some(text) = text {
                self.push_time(text, rank("sure date classes"));
            }
        }
    }

    /// Takes what an element states by `itemprop` or `rel`; `false` where it states nothing.
    fn stated(&mut self, node: &NodeRef<'_>) -> bool {
        let itemprop = node.attr("itemprop").unwrap_or_default();
        if itemprop.contains("datePublished") {
            let value = node.attr("content").or_else(|| node.attr("datetime"));
            let value = value.or_else(|| node.attr("title").filter(|t| t.len() >= 8));
            let value = value.map(|v| v.to_string()).or_else(|| text_of(node, 80));
            if let Some(value) = value {
                self.push_time(value, Rank::Stated);
            }
            return true;
        }
        let rel = node.attr("rel").unwrap_or_default();
        let mut names = itemprop.split(is_blank);
        let is_author = names.any(|i| i == "author" || i == "creator")
            || rel.split(is_blank).any(|r| r == "author");
        if is_author {
            let name = text_of(node, 120).map(|a| (a, Rank::Stated));
            self.authors.extend(name);
        }
        is_author
    }
}

/// Longest content of a `<meta>` or `<title>` that is read, in bytes.
const LONGEST: usize = 4000;

/// Whether one of the elements close around an element is a comment's.
fn is_in_comment(node: &NodeRef<'_>) -> bool {
    let around = std::iter::successors(node.parent(), NodeRef::parent);
    let mut around = around.take(AROUND);
    around.any(|node| {
        let target = node
            .attr("href")
            .is_some_and(|href| href.contains("#comment"));
        target || class_of(&node).contains("comment")
    })
}

/// How many elements around another are looked at.
const AROUND: usize = 5;

fn class_of(node: &NodeRef<'_>) -> String {
    let mut class = node
        .attr("class")
        .map_or_else(String::new, |c| c.to_ascii_lowercase());
    if let Some(id) = node.attr("id") {
        class.push(' ');
        class.push_str(&id.to_ascii_lowercase());
    }
    class
}

/// The text in an element, white space levelled; `None` where it is empty or longer than `most`
/// bytes.
fn text_of(node: &NodeRef<'_>, most: usize) -> Option<String> {
    let mut text = String::new();
    let nodes = std::iter::once(*node).chain(node.descendants_it());
    let mut seen = 0;
    for inner in nodes {
        seen += 1;
        if seen > 60 {
            return None;
        }
        let unseen = inner
            .node_name()
            .is_some_and(|n| matches!(&*n, "script" | "style"));
        if unseen {
            return None;
        }
        inner.query(|n| {
            if let NodeData::Text { contents } = &n.data {
                text.push_str(contents);
                text.push(' ');
            }
        });
        if text.len() > most * 4 {
            return None;
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ").replace(" ,", ",");
    (!text.is_empty() && text.len() <= most).then_some(text)
}
