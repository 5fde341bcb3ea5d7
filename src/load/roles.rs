//! What each block is for: title, standfirst, byline and dateline at the head, furniture at the
//! end. It goes by place and shape; dates stay raw strings, which `analysis` alone reads.

mod byline;
mod dateline;
mod furniture;

use super::words;
use crate::text::{BlockKind, DocumentBuilder, Draft, InlineKind, Role};

/// Gives the blocks their roles, and the metadata what the text says of title, byline and date.
pub(super) fn assign(builder: &mut DocumentBuilder) {
    let head = title(builder);
    let body = byline::assign(builder, head);
    standfirst(builder, head, body);
    dateline::read(builder, body);
    furniture::mark(&mut builder.drafts, body);
    head_from_metadata(builder);
}

/// So many blocks from the start are looked at for the title.
const HEAD_BLOCKS: usize = 6;

/// Finds the title; returns the index of the block after it.
fn title(builder: &mut DocumentBuilder) -> usize {
    let stated = builder.metadata.title.clone();
    let found = match &stated {
        Some(title) => repeated_title(&builder.drafts, title),
        None => title_block(&builder.drafts),
    };
    let Some(at) = found else {
        return 0;
    };
    let draft = &mut builder.drafts[at];
    draft.set_role(Role::Title);
    if !matches!(draft.kind(), BlockKind::Heading(_)) {
        draft.set_kind(BlockKind::Heading(1));
    }
    if stated.is_none() {
        builder.metadata.title = Some(draft.text().replace('\n', " "));
    }
    at + 1
}

/// The block that says a title again that the metadata states.
fn repeated_title(drafts: &[Draft], title: &str) -> Option<usize> {
    let wanted = letters(title);
    let mut head = drafts.iter().take(HEAD_BLOCKS);
    head.position(|d| {
        let is_short = d.text().len() <= title.len() * 2 + 16;
        is_short && letters(d.text()) == wanted
    })
}

/// The letters and digits of a text, in lower case: what two spellings of a title share.
fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The block that is the title by its place and shape: the first one, if it is a heading wider
/// than those after it or a stressed line that does not end like a sentence.
fn title_block(drafts: &[Draft]) -> Option<usize> {
    let is_words = |d: &&Draft| !matches!(d.kind(), BlockKind::Rule | BlockKind::Caption);
    let at = drafts.iter().position(|d| is_words(&d))?;
    let first = &drafts[at];
    let rest = drafts.get(at + 1..).unwrap_or(&[]);
    rest.iter().find(is_words)?;
    let is_title = match first.kind() {
        BlockKind::Heading(level) => {
            let others = rest.iter().filter_map(|d| match d.kind() {
                BlockKind::Heading(other) => Some(*other),
                _ => None,
            });
            // Of headings of one level the first is a section like the others, unless only a
            // title's own matter follows it.
            others.min().is_none_or(|other| *level < other) || *level == 1 || is_alone(rest)
        }
        // A line that is no heading is stressed as a whole where it stands for one.
        BlockKind::Paragraph => {
            let next = rest.first().map_or("", Draft::text);
            is_stressed(first) && is_title_line(first, next)
        }
        _ => false,
    };
    is_title.then_some(at)
}

/// Whether a heading or a byline follows at once, so that what stands before it heads the whole.
fn is_alone(rest: &[Draft]) -> bool {
    rest.first()
        .is_some_and(|d| matches!(d.kind(), BlockKind::Heading(_)) || byline::is_byline(d.text()))
}

/// Whether a paragraph before the text `next` is a title by its shape: a short line that does not
/// end like a sentence.
pub(super) fn is_title_line(draft: &Draft, next: &str) -> bool {
    let goes_on = next.starts_with(char::is_lowercase) && !byline::is_byline(next);
    if goes_on || *draft.kind() != BlockKind::Paragraph {
        return false;
    }
    let text = draft.text();
    let ends = text.trim_end().chars().next_back();
    let is_open = ends.is_some_and(|c| {
        c.is_alphanumeric()
            || matches!(
                c,
                '?' | '!' | ')' | '"' | '”' | '’' | '\'' | '»' | '“' | '%'
            )
    });
    let is_speech = text.starts_with(words::is_opening) && text.ends_with(words::is_closing);
    text.len() <= 200
        && is_open
        && !is_speech
        && !text.contains('\n')
        && !text.starts_with(char::is_lowercase)
        && !has_inner_sentence(text)
        && !words::UNFINISHED.has(text.rsplit(char::is_whitespace).next().unwrap_or(""))
        && !byline::is_byline(text)
        && dateline::split(text).is_none()
}

/// Whether a sentence ends inside the text.
fn has_inner_sentence(text: &str) -> bool {
    text.split_once(". ").is_some_and(|(before, after)| {
        let last = before.rsplit(char::is_whitespace).next().unwrap_or("");
        last.chars().count() > 3 && after.starts_with(char::is_uppercase)
    })
}

/// Marks what stands between the title and the byline as standfirst, and a paragraph under the
/// head that is stressed from its first letter to its last.
fn standfirst(builder: &mut DocumentBuilder, head: usize, body: usize) {
    if head == 0 {
        return;
    }
    let is_short = |d: &Draft| {
        d.role().is_none()
            && matches!(d.kind(), BlockKind::Paragraph | BlockKind::Heading(_))
            && d.text().len() <= 400
    };
    let followed = |at: usize| {
        builder
            .drafts
            .get(at + 1)
            .is_some_and(|d| d.role().is_none())
    };
    let between = (head..body).find(|at| is_short(&builder.drafts[*at]));
    let found = between.or_else(|| {
        let at = [head, body]
            .into_iter()
            .find(|at| builder.drafts.get(*at).is_some_and(|d| d.role().is_none()))?;
        let draft = &builder.drafts[at];
        (*draft.kind() == BlockKind::Paragraph
            && is_short(draft)
            && is_stressed(draft)
            && followed(at))
        .then_some(at)
    });
    if let Some(at) = found {
        let draft = &mut builder.drafts[at];
        draft.set_role(Role::Standfirst);
        draft.set_kind(BlockKind::Paragraph);
        let text = draft.text().replace('\n', " ");
        builder.metadata.standfirst.get_or_insert(text);
    }
}

/// Whether a block is stressed from its first letter to its last.
fn is_stressed(draft: &Draft) -> bool {
    let all = draft.text().trim_end().len();
    draft.inlines().iter().any(|i| {
        matches!(i.kind, InlineKind::Emphasis | InlineKind::Strong)
            && i.span.start() == 0
            && i.span.end() >= all
    })
}

/// Puts what only the metadata states at the head: shown once, no part of the text.
fn head_from_metadata(builder: &mut DocumentBuilder) {
    let has = |role| builder.drafts.iter().any(|d| d.role() == Some(role));
    let metadata = &builder.metadata;
    let mut head = Vec::new();
    let mut put = |kind, role, words: &str| {
        let mut draft = Draft::new(kind);
        draft.push_words(words);
        draft.set_role(role);
        draft.set_head_only();
        head.push(draft);
    };
    if let Some(title) = &metadata.title
        && !has(Role::Title)
    {
        put(BlockKind::Heading(1), Role::Title, title);
    }
    if let Some(standfirst) = &metadata.standfirst
        && !has(Role::Standfirst)
        && !is_in_text(&builder.drafts, standfirst)
    {
        put(BlockKind::Paragraph, Role::Standfirst, standfirst);
    }
    if !has(Role::Byline) {
        let date = metadata.date.as_deref().map(day);
        let lines: Vec<&str> = metadata.byline.as_deref().into_iter().chain(date).collect();
        if !lines.is_empty() {
            put(BlockKind::Paragraph, Role::Byline, &lines.join("\n"));
        }
    }
    if head.is_empty() {
        return;
    }
    // Each goes behind what has a lower rank already: a title that stands in the text stays first.
    let rank = |role: Option<Role>| match role {
        Some(Role::Title) => 0,
        Some(Role::Standfirst) => 1,
        Some(Role::Byline) => 2,
        _ => 3,
    };
    for draft in head {
        let wanted = rank(draft.role());
        let last = builder
            .drafts
            .iter()
            .take(HEAD_BLOCKS + 3)
            .rposition(|d| rank(d.role()) < wanted);
        builder.drafts.insert(last.map_or(0, |at| at + 1), draft);
    }
}

/// The day of an ISO date and time; other dates as they are.
fn day(date: &str) -> &str {
    let is_iso = date.len() > 10
        && date.bytes().take(10).enumerate().all(|(at, b)| match at {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
    if is_iso {
        date.get(..10).unwrap_or(date)
    } else {
        date
    }
}

/// Whether the first paragraphs say a standfirst already.
fn is_in_text(drafts: &[Draft], standfirst: &str) -> bool {
    let wanted: String = letters(standfirst).chars().take(60).collect();
    drafts
        .iter()
        .filter(|d| d.text().len() < 20_000)
        .take(HEAD_BLOCKS)
        .any(|d| letters(d.text()).starts_with(&wanted))
}

#[cfg(test)]
mod tests {
    use crate::load::{format_named, load_text};
    use crate::text::{Document, Role};

    fn roles(doc: &Document) -> Vec<(Option<Role>, &str)> {
        let blocks = doc.blocks().iter();
        blocks.map(|b| (b.role, doc.slice(b.span))).collect()
    }

    #[test]
    fn a_title_stated_twice_stands_once() {
        let md = format_named("md");
        let doc = load_text(
            "---\ntitle: \"The Mill's Wheel\"\n---\n\n# The mill’s wheel\n\nIt turns.\n",
            md,
        );
        let title = Some(Role::Title);
        assert_eq!(
            roles(&doc),
            [(title, "The mill’s wheel"), (None, "It turns.")]
        );
        assert!(!doc.blocks()[0].head_only);
    }

    #[test]
    fn what_only_front_matter_states_is_shown_at_the_head() {
        let md = format_named("md");
        let doc = load_text(
            "---\ntitle: The wheel\nauthor: Ann Lee\ndate: 2020-01-02T10:00Z\nsummary: It stops.\n---\nIt turned.\n",
            md,
        );
        assert_eq!(
            roles(&doc),
            [
                (Some(Role::Title), "The wheel"),
                (Some(Role::Standfirst), "It stops."),
                (Some(Role::Byline), "Ann Lee\n2020-01-02"),
                (None, "It turned."),
            ]
        );
        assert!(doc.blocks()[..3].iter().all(|b| b.head_only));
        assert_eq!(doc.metadata().date.as_deref(), Some("2020-01-02T10:00Z"));
    }

    #[track_caller]
    fn check_title(text: &str, expected: Option<&str>) {
        let doc = load_text(text, None);
        assert_eq!(doc.metadata().title.as_deref(), expected);
        let block = doc.blocks().iter().find(|b| b.role == Some(Role::Title));
        assert_eq!(block.map(|b| doc.slice(b.span)), expected);
    }

    #[test]
    fn the_first_line_of_a_plain_text_may_be_its_title() {
        check_title(
            "Mill stops after a storm\n\nIt stopped.",
            Some("Mill stops after a storm"),
        );
        check_title(
            "Will it turn again?\n\nIt stopped.",
            Some("Will it turn again?"),
        );
        check_title("It stopped on Friday. Nobody came\n\nIt stopped.", None);
        check_title("It stopped.\n\nNobody came.", None);
        check_title("“Will it turn?”\n\nNobody came.", None);
        check_title("Dear Anna,\n\nit stopped.", None);
        check_title("Only a line", None);
        check_title(
            "BREST, Jan 3 (Agency) — The mill stopped\n\nNobody came.",
            None,
        );
    }

    #[test]
    fn what_nothing_follows_is_no_byline() {
        for text in [
            "30 April/1 May 1945",
            "on 5th November 1605",
            "By Ann Lee, 3 May 2016: the mill stopped on 8 May 1945",
        ] {
            assert_eq!(roles(&load_text(text, None)), [(None, text)]);
        }
    }

    #[test]
    fn a_standfirst_stands_between_title_and_byline() {
        let doc = load_text(
            "Mill stops after a storm\n\nNobody knows when it will turn again.\n\nBy Ann Lee\n\nIt stopped.",
            None,
        );
        assert_eq!(
            doc.metadata().standfirst.as_deref(),
            Some("Nobody knows when it will turn again.")
        );
        assert_eq!(doc.metadata().byline.as_deref(), Some("Ann Lee"));
    }
}
