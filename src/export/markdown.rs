//! A Markdown page: the head of the article, then a list for each list of the index.

use super::{Subject, entries, json, numbers};
use crate::analysis::List;
use crate::index::{Entry, Index, Inferred};

pub(super) fn article(subject: &Subject, out: &mut Vec<u8>) {
    let mut page = String::new();
    page.push_str(&format!("# {}\n", escaped(subject.title())));
    let known = subject.document.metadata();
    let date = subject.annotations.document_date().map(json::day);
    let head: Vec<&str> = [
        known.byline.as_deref(),
        known.place.as_deref(),
        date.as_deref(),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !head.is_empty() {
        page.push_str(&format!("\n{}\n", escaped(&head.join(" · "))));
    }
    let index = Index::new(subject.document, subject.annotations, Inferred::Auto);
    for list in List::ALL {
        let entries = entries(&index, list, subject.annotations);
        let Some(widest) = entries.iter().map(|e| e.depth).min() else {
            continue;
        };
        page.push_str(&format!("\n## {}\n\n", list.name()));
        for entry in entries {
            let indent = "  ".repeat(usize::from(entry.depth - widest));
            let words = escaped(&words(entry, subject));
            page.push_str(&format!("{indent}- {words}\n"));
        }
    }
    page.push('\n');
    out.extend_from_slice(page.as_bytes());
}

fn words(entry: &Entry, subject: &Subject) -> String {
    let mut words = String::new();
    if let Some(when) = &entry.when {
        words.push_str(&format!("{when}: "));
    }
    words.push_str(&entry.label);
    if let Some(sign) = entry.sign {
        words.push_str(&format!(" {sign}"));
    }
    if let Some(note) = &entry.note {
        words.push_str(&format!(", {note}"));
    }
    let numbers = numbers(entry, subject.document);
    if entry.children == 0 && !numbers.is_empty() {
        words.push_str(&format!(" (¶ {numbers})"));
    }
    words
}

/// Words of a document, with the characters that mean something in Markdown escaped.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in words.char_indices() {
        match c {
            '-' | '+' | '=' if at == 0 => escaped.extend(['\\', c]),
            '.' | ')' if at > 0 && at == digits => escaped.extend(['\\', c]),
            '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' => {
                escaped.extend(['\\', c]);
            }
            '\n' | '\t' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;

    #[test]
    fn a_page_has_a_head_and_a_list_for_each_list() {
        let mut out = Vec::new();
        article(&Fixture::bridge().subject(), &mut out);
        let expected = "\
# The bridge

Lena Ortiz · 2024-05-12

## Sections

- What now (¶ 2)

## Speakers

- Ana Ruiz, chief engineer
  - “We waited.” … “No more.”, direct (¶ 1)

## Events

- 2024-05\\~: bridge; closed, again, planned (¶ 2)

";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn what_means_something_in_markdown_is_escaped() {
        for (words, expected) in [
            (
                "a *b* [c](d) <e> & `f`",
                "a \\*b\\* \\[c\\](d) \\<e\\> \\& \\`f\\`",
            ),
            ("1. One", "1\\. One"),
            ("- no item", "\\- no item"),
            ("2016-02-07: 3.5", "2016-02-07: 3.5"),
        ] {
            assert_eq!(escaped(words), expected);
        }
    }
}
