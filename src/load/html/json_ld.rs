//! JSON-LD: what a page says of its article in the vocabulary of schema.org.

use serde_json::Value;

use super::meta::Statements;

/// An article as JSON-LD describes it.
#[derive(Debug, Default)]
pub(super) struct Article {
    pub headline: Option<String>,
    pub authors: Vec<String>,
    pub published: Option<String>,
    pub created: Option<String>,
    pub publisher: Option<String>,
    pub language: Option<String>,
    /// Whether its type is one of articles rather than of pages.
    pub is_article: bool,
}

/// Reads a piece of JSON-LD, however it nests its articles and people.
pub(super) fn read(text: &str, page: &mut Statements) {
    if text.len() > LONGEST {
        return;
    }
    let text = text
        .trim()
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("]]>");
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        page.articles.extend(broken_article(text));
        return;
    };
    let mut stack = vec![&value];
    for _ in 0..MOST {
        match stack.pop() {
            Some(Value::Array(values)) => stack.extend(values.iter().rev()),
            Some(Value::Object(object)) => {
                page.articles.extend(article(object));
                page.people.extend(person(object));
                stack.extend(INSIDE.iter().filter_map(|key| object.get(*key)));
            }
            Some(_) => {}
            None => return,
        }
    }
}

/// Bytes of the longest piece that is read.
const LONGEST: usize = 2_000_000;

/// Values that are looked at in a piece.
const MOST: usize = 5000;

/// The keys of an object in which articles and people stand.
const INSIDE: &[&str] = &[
    "@graph",
    "mainEntity",
    "mainEntityOfPage",
    "itemListElement",
    "item",
];

/// A person that is told under an `@id`, and the name.
fn person(object: &serde_json::Map<String, Value>) -> Option<(String, String)> {
    let string = |key: &str| object.get(key).and_then(Value::as_str);
    let kinds = object.get("@type").map(strings)?;
    let (id, name) = (string("@id")?, string("name")?);
    let is_person = kinds.iter().any(|kind| kind == "Person");
    is_person.then(|| (id.to_owned(), unescaped(name)))
}

/// What can be told of an article whose JSON is broken: when it was published.
fn broken_article(text: &str) -> Option<Article> {
    let (_, rest) = text.split_once("\"datePublished\"")?;
    let value = rest.trim_start().strip_prefix(':')?.trim_start();
    let (date, _) = value.strip_prefix('"')?.split_once('"')?;
    Some(Article {
        published: Some(date.to_owned()),
        is_article: true,
        ..Article::default()
    })
}

fn article(object: &serde_json::Map<String, Value>) -> Option<Article> {
    let kinds = strings(object.get("@type")?);
    let is_article = kinds.iter().any(|k| {
        k.ends_with("Article")
            || k.ends_with("Posting")
            || matches!(k.as_str(), "Report" | "Review" | "Recipe")
    });
    let is_page = kinds
        .iter()
        .any(|k| k.ends_with("Page") || k == "VideoObject");
    if !is_article && !is_page {
        return None;
    }
    let string = |key: &str| object.get(key).and_then(Value::as_str).map(unescaped);
    Some(Article {
        headline: string("headline").or_else(|| string("name")),
        authors: object.get("author").map(names).unwrap_or_default(),
        published: string("datePublished"),
        created: string("dateCreated"),
        publisher: object
            .get("publisher")
            .map(names)
            .and_then(|n| n.into_iter().next()),
        language: string("inLanguage"),
        is_article,
    })
}

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(one) => vec![one.clone()],
        Value::Array(many) => many
            .iter()
            .filter_map(|v| v.as_str().map(str::to_owned))
            .collect(),
        _ => Vec::new(),
    }
}

/// The names of people or bodies in JSON-LD.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(one) => vec![unescaped(one)],
        Value::Array(many) => many.iter().take(12).flat_map(one_name).collect(),
        other => one_name(other).into_iter().collect(),
    }
}

fn one_name(value: &Value) -> Option<String> {
    match value {
        Value::String(one) => Some(unescaped(one)),
        Value::Object(object) => match object.get("name") {
            Some(Value::String(name)) => Some(unescaped(name)),
            Some(Value::Array(many)) => many.first().and_then(Value::as_str).map(unescaped),
            // A reference to a person told elsewhere.
            _ => object.get("@id").and_then(Value::as_str).map(str::to_owned),
        },
        _ => None,
    }
}

/// Some sites write HTML's entities into JSON.
fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.trim().to_owned();
    }
    super::super::tags::unescape(text).trim().to_owned()
}
