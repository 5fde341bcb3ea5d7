//! Front matter, read tolerantly line by line: neither YAML nor TOML is parsed.

use crate::text::Metadata;

/// Reads the lines between the fences into `metadata`.
pub(super) fn read(text: &str, metadata: &mut Metadata) {
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((key, value)) = entry(line) else {
            continue;
        };
        let mut value = value.trim().to_owned();
        let is_block = value.is_empty() || value.starts_with(['|', '>']);
        if is_block {
            value.clear();
        }
        let mut separator = " ";
        while let Some(more) = lines.next_if(|l| is_continuation(l)) {
            if !is_block {
                continue;
            }
            let words = more.trim();
            let item = words.strip_prefix('-');
            if item.is_some() {
                separator = ", ";
            }
            let words = item.unwrap_or(words).trim();
            let words = match entry(words) {
                Some(("name", name)) => name.trim(),
                Some(_) => continue,
                None => words,
            };
            if !value.is_empty() {
                value.push_str(separator);
            }
            value.push_str(&unquoted(words));
        }
        if value.len() <= LONGEST {
            set(metadata, key, &value);
        }
    }
}

/// Values longer than this are no title, summary or name.
const LONGEST: usize = 2000;

fn is_continuation(line: &str) -> bool {
    let words = line.trim_start();
    words.is_empty() || words.len() < line.len() || words.starts_with("- ")
}

/// A key and its value: `key: value`, `key = value`.
fn entry(line: &str) -> Option<(&str, &str)> {
    let end = line.find([':', '='])?;
    let (key, value) = line.split_at(end);
    let value = value.get(1..)?;
    let key = key.trim_end().trim_matches(['"', '\'']);
    let is_key = !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let is_address = value.starts_with("//");
    (is_key && !is_address).then_some((key, value))
}

fn set(metadata: &mut Metadata, key: &str, value: &str) {
    let key = key.to_ascii_lowercase().replace('-', "_");
    let slot = match key.as_str() {
        "title" | "headline" => &mut metadata.title,
        "subtitle" | "description" | "summary" | "excerpt" | "dek" | "standfirst" | "lead" => {
            &mut metadata.standfirst
        }
        "author" | "authors" | "byline" | "by" | "creator" => &mut metadata.byline,
        "date" | "published" | "pubdate" | "publishdate" | "publish_date" | "date_published"
        | "published_at" | "publication_date" => &mut metadata.date,
        "lang" | "language" | "locale" => &mut metadata.language,
        "place" | "location" | "dateline" => &mut metadata.place,
        "site" | "publication" | "publisher" | "source" => &mut metadata.site,
        "url" | "canonical" | "canonical_url" | "link" | "source_url" => &mut metadata.address,
        _ => return,
    };
    let value = values(value);
    let is_empty = value.is_empty() || matches!(value.as_str(), "null" | "~");
    if slot.is_none() && !is_empty {
        *slot = Some(value);
    }
}

/// A value without quotation marks and comments; the members of `[a, b]` separated by commas.
fn values(value: &str) -> String {
    let value = value.trim();
    let inside = value.strip_prefix('[').and_then(|v| v.strip_suffix(']'));
    match inside {
        Some(members) => {
            let members: Vec<String> = members.split(',').map(|m| unquoted(m.trim())).collect();
            members.join(", ")
        }
        None => unquoted(value),
    }
}

fn unquoted(value: &str) -> String {
    let value = value.trim();
    for mark in ['"', '\''] {
        let Some(inside) = value.strip_prefix(mark) else {
            continue;
        };
        let Some(end) = inside.rfind(mark) else {
            continue;
        };
        let inside = inside.get(..end).unwrap_or(inside);
        return match mark {
            '"' => inside.replace("\\\"", "\"").replace("\\\\", "\\"),
            _ => inside.replace("''", "'"),
        };
    }
    value
        .split(" #")
        .next()
        .unwrap_or(value)
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_and_toml_are_read_alike() {
        let mut yaml = Metadata::default();
        read(
            "layout: post\ntitle: \"The \\\"wheel\\\"\" # x\nauthors:\n- name: Ann Lee\n  role: ed\n\
             - Bo Ek\ndate: '2020-01-02T10:00'\nsummary: >\n  Two\n  lines.\nurl: https://example.org/a\n",
            &mut yaml,
        );
        let mut toml = Metadata::default();
        read(
            "title = 'The \"wheel\"'\nauthors = [\"Ann Lee\", \"Bo Ek\"]\ndate = 2020-01-02T10:00\n\
             description = \"Two lines.\"\nlink = \"https://example.org/a\"",
            &mut toml,
        );
        assert_eq!(yaml, toml);
        assert_eq!(yaml.title.as_deref(), Some("The \"wheel\""));
        assert_eq!(yaml.byline.as_deref(), Some("Ann Lee, Bo Ek"));
        assert_eq!(yaml.date.as_deref(), Some("2020-01-02T10:00"));
        assert_eq!(yaml.standfirst.as_deref(), Some("Two lines."));
    }

    #[test]
    fn odd_lines_do_no_harm() {
        let mut metadata = Metadata::default();
        read(
            ":::\n= \ntitle:\nauthor: ~\nhttp://x.org\n\"date\": \n   \n- \n[a",
            &mut metadata,
        );
        assert_eq!(metadata, Metadata::default());
    }
}
