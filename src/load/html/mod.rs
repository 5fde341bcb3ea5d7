//! Web pages in reader mode: the article without what surrounds it.
//!
//! The [`page`] is cut into pieces; two extractors give their [`mod@votes`] on each; with what its
//! [`features`] tell, the [`choice`] is made piece by piece. What the page says of itself
//! ([`meta`]) becomes title, byline and date. The weights of the choice are made by [`learn`] and
//! `examples/train_html`.

mod authors;
mod bounds;
mod choice;
mod dates;
mod elements;
mod features;
mod hints;
mod json_ld;
pub mod learn;
mod links;
mod lists;
mod mail;
mod meta;
mod page;
mod table;
mod title;
mod votes;
mod write;

use super::Sniffed;
use crate::source::Input;
use crate::text::DocumentBuilder;

/// Pages of deeper elements are not given to the extractors, which recurse.
const DEEPEST: u32 = 400;
/// Bytes of the largest page that is given to the extractors.
const LARGEST: usize = 3 * 1024 * 1024;

/// Looks for the beginning of a page.
pub(super) fn sniff(bytes: &[u8]) -> Sniffed {
    let start = bytes.get(..1024).unwrap_or(bytes);
    let text = String::from_utf8_lossy(start).to_ascii_lowercase();
    let text = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    let begins = ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|s| text.starts_with(s));
    let is_xhtml =
        (text.starts_with("<?xml") || text.starts_with("<!--")) && text.contains("<html");
    if begins || is_xhtml {
        Sniffed::Certainly
    } else if text.starts_with('<') && text.contains("</") {
        Sniffed::Probably
    } else {
        Sniffed::Unknown
    }
}

/// How a page is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The article alone.
    Reader,
    /// The same without the extractors' votes, which take most of the time.
    Quick,
    /// A mail.
    Mail,
    /// All of it.
    Full,
}

/// Reads a page in reader mode.
pub(super) fn load(source: &str, input: &Input) -> DocumentBuilder {
    read(source, input, Way::Reader)
}

/// Reads a page in reader mode, a little less well and in a fraction of the time.
pub(super) fn load_quickly(source: &str, input: &Input) -> DocumentBuilder {
    read(source, input, Way::Quick)
}

/// Reads the page of a mail: whole, but for what the sender's machine puts around it.
pub(super) fn load_mail(source: &str, input: &Input) -> DocumentBuilder {
    read(source, input, Way::Mail)
}

/// Reads a page whole.
pub(super) fn load_full(source: &str, input: &Input) -> DocumentBuilder {
    read(source, input, Way::Full)
}

fn read(source: &str, input: &Input, way: Way) -> DocumentBuilder {
    let source = &*bounds::bounded(source);
    let page = Page::of(source);
    let (pieces, statements) = (&page.pieces, &page.statements);
    let mut kept = match way {
        Way::Reader => choice::choose(pieces, page.votes(source).as_ref()),
        Way::Quick => choice::choose(pieces, None),
        Way::Mail => mail::choose(pieces),
        Way::Full => vec![true; pieces.len()],
    };
    let site = statements.site();
    let title = title::find(statements, pieces, &kept, site.as_deref());
    let mut builder = DocumentBuilder::new();
    let is_reader = matches!(way, Way::Reader | Way::Quick);
    if is_reader && !choice::is_article(pieces, &kept) {
        builder
            .notices
            .push("no article found in this page: it is shown whole".to_owned());
        kept.fill(true);
    } else if is_reader && page.is_deep() {
        builder
            .notices
            .push("this page is nested too deep to tell its article: it is shown whole".to_owned());
        kept.fill(true);
    } else if is_reader {
        choice::without_title(pieces, &mut kept, title.piece);
    }
    let links = links::Links::new(input.address.as_deref(), statements);
    describe(&mut builder, &page, &kept, &title, site, links.address());
    write::write(&mut builder, pieces, &kept, &title, &links);
    builder
}

/// A page: its tree, its pieces and what it says of itself.
struct Page {
    document: dom_query::Document,
    pieces: Vec<page::Piece>,
    statements: meta::Statements,
}

impl Page {
    fn of(source: &str) -> Self {
        let document = dom_query::Document::from(source);
        Page {
            pieces: page::pieces(&document),
            statements: meta::Statements::of(&document),
            document,
        }
    }

    /// Whether it is nested deeper than any article is: what such a page would lose by a choice, no
    /// vote tells.
    fn is_deep(&self) -> bool {
        page::is_deeper(&self.document, DEEPEST)
    }

    /// The extractors' votes; none on a page that is too deep or too large for them.
    fn votes(&self, source: &str) -> Option<votes::Votes> {
        let is_fit = source.len() <= LARGEST && !self.is_deep();
        is_fit.then(|| votes::ask(source, &self.document, &self.pieces))
    }
}

/// Title, byline, date and what else the page says of itself.
fn describe(
    builder: &mut DocumentBuilder,
    page: &Page,
    kept: &[bool],
    title: &title::Title,
    site: Option<String>,
    address: Option<&str>,
) {
    let (pieces, page) = (&page.pieces, &page.statements);
    let head = choice::head(pieces, kept, title.piece);
    let lines: Vec<&str> = head
        .iter()
        .map(|p| p.text.as_str())
        .filter(|t| t.len() < 200)
        .collect();
    let metadata = &mut builder.metadata;
    metadata.title = title.text.clone();
    metadata.byline = authors::find(page, &head, pieces, site.as_deref(), address);
    metadata.date = dates::find(page, address, &lines, pieces, title);
    let described = page.meta(&[
        "og:description",
        "description",
        "twitter:description",
        "dc.description",
    ]);
    let summary = described.map(super::tags::unescape);
    // What is cut off or short is written for search engines.
    metadata.standfirst = summary.filter(|s| {
        (40..=400).contains(&s.len()) && !s.trim_end().ends_with(['…', ']']) && !s.ends_with("...")
    });
    let publisher = || page.articles.iter().find_map(|a| a.publisher.clone());
    metadata.site = site.or_else(publisher);
    let language = page.language.clone();
    let language = language.or_else(|| page.articles.iter().find_map(|a| a.language.clone()));
    metadata.language = language.filter(|l| l.len() <= 12);
    metadata.address = address.map(str::to_owned);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{format_named, load, load_text};

    #[track_caller]
    fn check(page: &str, expected: &[&str]) {
        let doc = load_text(page, format_named("html-full"));
        let texts: Vec<&str> = doc.blocks().iter().map(|b| doc.slice(b.span)).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn a_page_shown_whole_has_the_words_and_no_scripts() {
        check(
            "<p>One <b>two</b>\n three<br>four<script>no()</script></p><div>five<p>six</div>",
            &["One two three\nfour", "five", "six"],
        );
        check("<p>a<br><br>b", &["a", "b"]);
        check(
            "<p style='display: none'>no</p><p hidden>no</p>yes",
            &["yes"],
        );
        check("<ul><li>a<ul><li>b</ul><li>c</ul>", &["a\nb\nc"]);
        check("<pre>a\n  b</pre>", &["a\n  b"]);
    }

    #[test]
    fn controls_named_by_entities_become_marks() {
        check("<p>a&#27;[31mb&#155;c&#x202e;d</p>", &["a␛[31mb›c�d"]);
    }

    #[test]
    fn links_are_resolved_and_local_ones_dropped() {
        let mut input = Input::from_bytes(
            "a",
            "<p><a href='b'>b</a> <a href='file:///etc/passwd'>c</a>",
        );
        input.address = Some("https://example.org/x/a".into());
        let doc = load(&input, format_named("html-full")).unwrap();
        let links: Vec<_> = doc.all_inlines().iter().map(|i| &i.kind).collect();
        let expected = crate::text::InlineKind::Link("https://example.org/x/b".into());
        assert_eq!(links, [&expected]);
    }

    #[test]
    fn a_page_nested_too_deep_loses_nothing_and_says_so() {
        let words = "<p>Some words of a paragraph, which is as long as many are.</p>";
        for (open, close, times) in [("<ul><li>", "</li></ul>", 300), ("<div>", "</div>", 600)] {
            let deep = format!("{open}{words}").repeat(times) + &close.repeat(times);
            let page = format!("<html><body>{deep}<p>The last of them.</p></body></html>");
            let doc = load_text(&page, format_named("html"));
            assert!(doc.text().contains("The last of them."));
            assert!(doc.notices().iter().any(|n| n.contains("too deep")));
        }
    }

    #[test]
    fn hostile_pages_end() {
        for page in [
            "<div>".repeat(50_000),
            "<b>".repeat(5_000) + &"<p>x".repeat(5_000),
            "<ul><li>".repeat(20_000),
            "<table><tr><td>".repeat(5_000),
            format!("<p {}>x", "a=b ".repeat(100_000)),
        ] {
            load_text(&(page + "word"), format_named("html"));
        }
    }
}
