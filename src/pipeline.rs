//! Source → load → analysis: from what was typed to an article.
//!
//! A reader that has a screen to draw takes the [beginning](Opening::beginning) first and
//! [more](Opening::more) of it when a worker has it, and analyses the whole then; whoever has none
//! takes an [`article`] in one step.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use anyhow::Result;

use crate::analysis::{self, Annotations, Options};
use crate::load::{self, Format};
use crate::source::{self, Input, Opened, Spec, Watch};
use crate::text::Document;

/// The article that is opened where none is named.
const SAMPLE: &str = include_str!("../assets/article.md");

/// What the bundled article is called.
const SAMPLE_NAME: &str = "the bundled article";

/// What is to be opened.
#[derive(Clone, Default)]
pub struct Request {
    /// A path, an address or `-`, as it was typed, with or without `#heading`. `None`: the bundled
    /// article.
    pub word: Option<OsString>,
    /// The format to read it as; `None`: the one that it is.
    pub format: Option<&'static Format>,
    /// The address that it came from.
    pub url: Option<String>,
}

/// An article as it is read: the one thing that the pipeline makes.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// The name of its input, safe for a terminal.
    pub name: String,
    /// The file that it was read from.
    pub path: Option<PathBuf>,
    /// The heading that was typed behind `#`.
    pub heading: Option<String>,
    /// The document.
    pub document: Document,
    /// What was found in it; nothing before it [is analysed](Article::analyse).
    pub annotations: Annotations,
    /// Whether it is all of the input, read with all care, and nothing more is to come.
    pub is_whole: bool,
    /// Whether some of the input is missing for good: a file that is cut, a page that broke off.
    pub is_cut: bool,
}

/// An input that stands open.
pub struct Opening {
    input: Bytes,
    known: Known,
}

/// What is known of an input besides its bytes.
struct Known {
    heading: Option<String>,
    format: Option<&'static Format>,
    url: Option<String>,
}

enum Bytes {
    Opened(Opened),
    Held(Input),
}

/// Opens an input. It may block for as long as a pipe stalls or an address does not answer, which
/// is what `watch` is told of.
///
/// # Errors
/// One line that names the input and the cause.
pub fn open(request: Request, watch: &Watch) -> Result<Opening> {
    let mut known = Known {
        heading: None,
        format: request.format,
        url: request.url,
    };
    let input = match &request.word {
        None => {
            known.format = known.format.or(load::format_named("md"));
            Bytes::Held(Input::from_bytes(SAMPLE_NAME, SAMPLE))
        }
        Some(word) => {
            let (opened, heading) = open_word(word, watch)?;
            known.heading = heading;
            Bytes::Opened(opened)
        }
    };
    Ok(Opening { input, known })
}

/// What stands behind `#` is a heading; but a file may have a `#` in its name.
fn open_word(word: &OsStr, watch: &Watch) -> Result<(Opened, Option<String>)> {
    let whole = Spec::parse(word);
    let split = word.to_str().and_then(|word| word.rsplit_once('#'));
    let (part, heading) = match split {
        Some(split) if matches!(whole, Spec::Address(_)) => split,
        Some(split) if !split.0.is_empty() && !source::is_there(&whole) => split,
        _ => return Ok((source::open_watched(&whole, watch)?, None)),
    };
    let opened = source::open_watched(&Spec::parse(part), watch)?;
    Ok((opened, Some(heading.to_owned()).filter(|h| !h.is_empty())))
}

/// Opens, loads and analyses an article.
///
/// # Errors
/// One line that names the input and the cause.
pub fn article(request: Request, options: &Options) -> Result<Article> {
    let mut article = document(request)?;
    article.analyse(options);
    Ok(article)
}

/// Opens and loads an article.
///
/// # Errors
/// One line that names the input and the cause.
pub fn document(request: Request) -> Result<Article> {
    open(request, &Watch::nobody())?.whole()
}

impl Opening {
    /// Its beginning, or all of it where it is short, enough for the first screens; of what takes
    /// long to load, what can be had at once.
    ///
    /// # Errors
    /// One line that names the input and the cause.
    pub fn beginning(&mut self) -> Result<Article> {
        let input = match &mut self.input {
            Bytes::Opened(opened) => {
                let mut input = opened.beginning()?;
                while !input.complete && load::needs_whole(&input, self.known.format) {
                    input = opened.more()?;
                }
                input
            }
            Bytes::Held(input) => input.clone(),
        };
        self.known.load_first(input)
    }

    /// More of it than before: all of a file, of a pipe what has come.
    ///
    /// # Errors
    /// One line that names the input and the cause.
    pub fn more(&mut self) -> Result<Article> {
        let input = match &mut self.input {
            Bytes::Opened(opened) => opened.more()?,
            Bytes::Held(input) => input.clone(),
        };
        self.known.load(input)
    }

    /// All of it.
    ///
    /// # Errors
    /// One line that names the input and the cause. What can be no article is known from its
    /// beginning and not read to its end.
    pub fn whole(self) -> Result<Article> {
        let input = match self.input {
            Bytes::Held(input) => input,
            Bytes::Opened(mut opened) => {
                load::check(&opened.beginning()?)?;
                opened.whole()?
            }
        };
        self.known.load(input)
    }
}

impl Known {
    fn load(&self, input: Input) -> Result<Article> {
        let input = self.addressed(input);
        let document = load::load(&input, self.format)?;
        Ok(self.article(document, input))
    }

    fn load_first(&self, input: Input) -> Result<Article> {
        let input = self.addressed(input);
        match load::load_quickly(&input, self.format)? {
            Some(document) => Ok(Article {
                is_whole: false,
                ..self.article(document, input)
            }),
            None => self.load(input),
        }
    }

    fn addressed(&self, mut input: Input) -> Input {
        if self.url.is_some() {
            input.address.clone_from(&self.url);
        }
        input
    }

    fn article(&self, document: Document, input: Input) -> Article {
        Article {
            document,
            name: input.name,
            path: input.path,
            heading: self.heading.clone(),
            annotations: Annotations::default(),
            is_whole: input.complete,
            is_cut: !input.notices.is_empty(),
        }
    }
}

impl Article {
    /// Finds what is to be found in it.
    pub fn analyse(&mut self, options: &Options) {
        self.annotations = analysis::analyse(&self.document, options);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Anchor, QuoteKind};
    use crate::text::Role;

    fn request(word: impl Into<OsString>) -> Request {
        Request {
            word: Some(word.into()),
            ..Request::default()
        }
    }

    fn scratch(name: &str, text: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("dateline-pipeline-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    #[test]
    fn the_bundled_article_shows_every_kind_of_entry() {
        let article = article(Request::default(), &Options::default()).unwrap();
        assert!(article.is_whole && article.path.is_none());
        let known = article.document.metadata();
        assert!(known.title.is_some() && known.byline.is_some() && known.standfirst.is_some());
        let roles: Vec<_> = article.document.blocks().iter().map(|b| b.role).collect();
        assert!(roles.contains(&Some(Role::Standfirst)) && roles.contains(&Some(Role::Byline)));
        let found = &article.annotations;
        assert_eq!(found.document_date(), Some(jiff::civil::date(2016, 2, 23)));
        assert_eq!(found.sections().filter(|s| !s.inferred).count(), 4);
        for kind in [QuoteKind::Direct, QuoteKind::Mixed, QuoteKind::Indirect] {
            assert!(found.quotes().any(|quote| quote.kind == kind), "{kind:?}");
        }
        let kirby = found.speakers().find(|s| s.name == "John Kirby").unwrap();
        assert!(kirby.role.is_some() && !kirby.aliases.is_empty());
        for anchor in [Anchor::Stated, Anchor::Document, Anchor::Previous] {
            assert!(
                found.dates().any(|date| date.anchor == Some(anchor)),
                "{anchor:?}"
            );
        }
        let war = found.events().find(|e| e.days.from.year() == 1950).unwrap();
        assert_eq!(war.days.to.year(), 1953);
    }

    #[test]
    fn a_hash_parts_a_heading_off_unless_the_file_has_it_in_its_name() {
        let path = scratch("a.md", "# A\n\n## B\n\nwords\n");
        let word = format!("{}#B", path.display());
        let article = document(request(&word)).unwrap();
        assert_eq!(article.path.as_ref(), Some(&path));
        assert_eq!(article.heading.as_deref(), Some("B"));
        let other = scratch("a.md#b.md", "# Another\n\nwords\n");
        let article = document(request(&other)).unwrap();
        assert_eq!(article.heading, None);
        assert_eq!(
            article.document.metadata().title.as_deref(),
            Some("Another")
        );
    }

    #[test]
    fn errors_name_the_file_that_was_meant() {
        for (word, expected) in [
            ("/no/such", "/no/such: no such file"),
            ("/no/such#part", "/no/such: no such file"),
        ] {
            let error = document(request(word)).unwrap_err();
            assert_eq!(error.to_string(), expected);
        }
        let empty = scratch("empty.md", " \n");
        let error = document(request(empty)).unwrap_err().to_string();
        assert!(error.ends_with("empty.md: empty"), "{error}");
    }

    #[cfg(feature = "html")]
    #[test]
    fn a_large_page_stands_at_once_and_then_with_all_care() {
        let paragraph = "<p>The ferry left on Sunday, and nobody who was on board came back.</p>";
        let body = paragraph.repeat(5000);
        let page = format!("<html><body><article><h1>Ferry</h1>{body}</article></body></html>");
        let mut opening = open(request(scratch("long.html", &page)), &Watch::nobody()).unwrap();
        let first = opening.beginning().unwrap();
        let whole = opening.more().unwrap();
        assert!(!first.is_whole && whole.is_whole);
        assert_eq!(first.document.text(), whole.document.text());
        assert_eq!(first.document.paragraph_count(), 5000);
    }

    #[test]
    fn a_beginning_is_not_analysed_and_says_that_it_is_one() {
        let long = scratch("long.md", &"A line of words on Sunday.\n\n".repeat(10_000));
        let mut opening = open(request(long), &Watch::nobody()).unwrap();
        let first = opening.beginning().unwrap();
        assert!(!first.is_whole && first.annotations.dates().count() == 0);
        let whole = opening.whole().unwrap();
        assert!(whole.is_whole);
        assert!(whole.document.text().starts_with(first.document.text()));
    }
}
