//! What line ends and page breaks leave: a word divided at a line's end is one word again, a
//! paragraph cut in mid-sentence one paragraph.

use std::collections::HashSet;

use super::words;
use crate::text::{BlockKind, DocumentBuilder, Draft, Role};

/// What stands between two halves that a break had parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Glue {
    /// A space.
    Space,
    /// Nothing: a compound with a hyphen, words around a dash, a script without spaces.
    Nothing,
    /// Nothing, and the hyphen at the break goes too: it only divided a word.
    Undivided,
}

impl Glue {
    /// The characters to put in.
    pub fn text(self) -> &'static str {
        match self {
            Glue::Space => " ",
            Glue::Nothing | Glue::Undivided => "",
        }
    }
}

/// Whether `c` may divide a word at a line's end.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{AD}')
}

/// What belongs between a line and the next. The words of the text are asked for only where a
/// hyphen stands at the break.
pub(super) fn glue<'v>(
    before: &str,
    after: &str,
    vocabulary: impl FnOnce() -> &'v Vocabulary,
) -> Glue {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else {
        return Glue::Space;
    };
    if last == '\u{AD}' {
        return Glue::Nothing;
    }
    if is_hyphenated(before, after) {
        return hyphen(before, after, vocabulary);
    }
    let ends_in_dash = last == '—' || before.ends_with("--");
    let words = before.trim_end_matches(['—', '-']);
    if ends_in_dash && words.len() < before.len() && !words.ends_with(char::is_whitespace) {
        return Glue::Nothing;
    }
    let rest = after.trim_start_matches(['—', '-']);
    let begins_with_dash = first == '—' || after.starts_with("--");
    if begins_with_dash && rest.starts_with(char::is_alphanumeric) {
        return Glue::Nothing;
    }
    if words::is_unspaced(last) && words::is_unspaced(first) {
        return Glue::Nothing;
    }
    Glue::Space
}

/// Whether one hyphen parts the letters on both sides of a break.
fn is_hyphenated(before: &str, after: &str) -> bool {
    let mut ends = before.chars().rev();
    ends.next().is_some_and(is_hyphen)
        && ends.next().is_some_and(char::is_alphanumeric)
        && after.starts_with(char::is_alphanumeric)
}

/// Conjunctions before which a hyphen stands for the rest of a compound ("pre- and post-war").
const HANGING: &[&str] = &[
    "and", "or", "und", "oder", "bzw", "et", "ou", "y", "en", "of",
];

fn hyphen<'v>(before: &str, after: &str, vocabulary: impl FnOnce() -> &'v Vocabulary) -> Glue {
    let is_word = |c: char| c.is_alphanumeric() || c == '-' || c == '\u{2010}';
    let head = before.trim_end_matches(is_hyphen);
    let head = head.rsplit(|c| !is_word(c)).next().unwrap_or(head);
    let tail = after.split(|c| !is_word(c)).next().unwrap_or(after);
    if HANGING.contains(&tail) {
        return Glue::Space;
    }
    if !tail.starts_with(char::is_lowercase) {
        return Glue::Nothing;
    }
    let vocabulary = vocabulary();
    let is_divided =
        vocabulary.has(&format!("{head}{tail}")) && !vocabulary.has(&format!("{head}-{tail}"));
    if is_divided {
        Glue::Undivided
    } else {
        Glue::Nothing
    }
}

/// The words of a text in lower case, hyphens inside them kept.
#[derive(Debug, Default)]
pub(super) struct Vocabulary(HashSet<String>);

impl Vocabulary {
    /// The words of some texts.
    pub fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut words = HashSet::new();
        for text in texts {
            for word in text.split(|c: char| !c.is_alphanumeric() && !is_hyphen(c)) {
                let word = word.trim_matches(is_hyphen);
                if !word.is_empty() && !words.contains(word) {
                    words.insert(word.to_lowercase());
                }
            }
        }
        Vocabulary(words)
    }

    fn has(&self, word: &str) -> bool {
        self.0.contains(&word.to_lowercase())
    }
}

/// Joins paragraphs that a page break had cut, in every format.
pub(super) fn page_breaks(builder: &mut DocumentBuilder) {
    let cuts = cuts(&builder.drafts);
    if cuts.is_empty() {
        return;
    }
    let text = |draft: usize| builder.drafts.get(draft).map_or("", Draft::text);
    let with_hyphen = cuts
        .iter()
        .any(|cut| is_hyphenated(text(cut.first), text(cut.second)));
    let texts = builder.drafts.iter().map(Draft::text);
    let vocabulary = Vocabulary::of(texts.filter(|_| with_hyphen));
    let drafts = std::mem::take(&mut builder.drafts);
    let mut cuts = cuts.into_iter().peekable();
    for (index, mut draft) in drafts.into_iter().enumerate() {
        match cuts.peek() {
            Some(cut) if index == cut.second => {
                cuts.next();
                join(&mut builder.drafts, draft, &vocabulary);
            }
            Some(cut) if index > cut.first && index < cut.second => {
                draft.set_role(Role::Furniture);
                builder.drafts.push(draft);
            }
            _ => builder.drafts.push(draft),
        }
    }
}

/// Two drafts that were one paragraph.
#[derive(Debug)]
struct Cut {
    first: usize,
    second: usize,
}

fn cuts(drafts: &[Draft]) -> Vec<Cut> {
    if !case_tells(drafts) {
        return Vec::new();
    }
    let mut cuts = Vec::new();
    for (at, pair) in drafts.windows(2).enumerate() {
        // The number of the page may stand between the halves.
        let second = if is_page_number(&pair[1]) {
            at + 2
        } else {
            at + 1
        };
        if drafts.get(second).is_some_and(|d| is_cut(&pair[0], d)) {
            cuts.push(Cut { first: at, second });
        }
    }
    cuts
}

/// Joins `second` to the last draft that is no page number.
fn join(drafts: &mut Vec<Draft>, second: Draft, vocabulary: &Vocabulary) {
    let number = drafts.pop_if(|d| d.role() == Some(Role::Furniture));
    if let Some(first) = drafts.last_mut() {
        let glue = glue(first.text(), second.text(), || vocabulary);
        if glue == Glue::Undivided {
            let end = first.text().trim_end_matches(is_hyphen).len();
            first.truncate(end);
        }
        first.join(glue.text(), second);
    }
    drafts.extend(number);
}

/// Whether a small first letter says that a paragraph goes on: not in texts that write most of
/// them so.
fn case_tells(drafts: &[Draft]) -> bool {
    let paragraphs = drafts.iter().filter(|d| *d.kind() == BlockKind::Paragraph);
    let (mut small, mut all) = (0, 0);
    for paragraph in paragraphs {
        all += 1;
        small += usize::from(paragraph.text().starts_with(char::is_lowercase));
    }
    small < 4 || small * 4 < all
}

/// Words before a cut: less is a heading, an address, a greeting.
const FEWEST_WORDS: usize = 6;

/// Whether `second` goes on with the sentence that `first` breaks off.
fn is_cut(first: &Draft, second: &Draft) -> bool {
    let is_running = |d: &Draft| {
        matches!(d.kind(), BlockKind::Paragraph | BlockKind::Quote(_))
            && d.role().is_none()
            && !d.is_head_only()
    };
    if first.kind() != second.kind() || !is_running(first) || !is_running(second) {
        return false;
    }
    let (before, after) = (first.text().trim_end(), second.text());
    let breaks_off = before
        .chars()
        .next_back()
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | '-' | '\u{2010}' | '–' | '—'));
    if !breaks_off || before.contains('\n') {
        return false;
    }
    if before.split_whitespace().nth(FEWEST_WORDS - 1).is_none() {
        return false;
    }
    let goes_on = after.chars().next().is_some_and(char::is_lowercase);
    let last = before.rsplit(char::is_whitespace).next().unwrap_or("");
    goes_on || (words::UNFINISHED.has(last) && after.starts_with(char::is_alphanumeric))
}

/// Whether a paragraph is the number of a page.
fn is_page_number(draft: &Draft) -> bool {
    let text = draft.text();
    let core = words::core(text);
    let digits = core.strip_prefix("Page ").unwrap_or(core);
    *draft.kind() == BlockKind::Paragraph
        && text.len() <= 12
        && !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load_text;

    #[track_caller]
    fn check_glue(before: &str, after: &str, text: &str, expected: Glue) {
        let vocabulary = Vocabulary::of(std::iter::once(text));
        assert_eq!(glue(before, after, || &vocabulary), expected);
    }

    #[test]
    fn a_hyphen_goes_only_where_the_text_writes_the_word_without() {
        check_glue("the water-", "mill stood", "Watermill", Glue::Undivided);
        check_glue("the water-", "mill stood", "", Glue::Nothing);
        let both = "watermill, water-mill";
        check_glue("the water-", "mill stood", both, Glue::Nothing);
        check_glue("a post-", "Soviet state", "postsoviet", Glue::Nothing);
        check_glue("pre-", "and post-war", "preand", Glue::Space);
        check_glue("soft\u{AD}", "ened", "", Glue::Nothing);
    }

    #[test]
    fn dashes_and_scripts_without_spaces() {
        check_glue("a wheel--", "and a debt", "", Glue::Nothing);
        check_glue("a wheel --", "and a debt", "", Glue::Space);
        check_glue("a wheel", "--and a debt", "", Glue::Nothing);
        check_glue("a wheel", "-- and a debt", "", Glue::Space);
        check_glue("水車は", "回る", "", Glue::Nothing);
        check_glue("the end", "of it", "", Glue::Space);
    }

    #[track_caller]
    fn check(text: &str, expected: &str, cuts: usize) {
        let doc = load_text(text, None);
        assert_eq!(doc.text(), expected);
        assert_eq!(doc.mends().len(), cuts);
        // Every letter leads back to where it stands in the source.
        let letters = doc
            .text()
            .char_indices()
            .filter(|(_, c)| c.is_alphanumeric());
        for (offset, c) in letters {
            let source = doc.source_offset(offset).and_then(|at| text.get(at..));
            assert_eq!(source.and_then(|s| s.chars().next()), Some(c));
        }
    }

    #[test]
    fn a_paragraph_cut_in_mid_sentence_is_one_again() {
        check(
            "The council met and sent for the mill-\n\nkeepers of both banks.",
            "The council met and sent for the mill-keepers of both banks.",
            1,
        );
        check(
            "This year, they said, it will be based on\n\nan older survey of the dyke.",
            "This year, they said, it will be based on an older survey of the dyke.",
            1,
        );
        check(
            "The council met on Friday and decided to send for the\n\n12\n\nPrussian engineer.",
            "The council met on Friday and decided to send for the Prussian engineer.\n\n12",
            1,
        );
    }

    #[test]
    fn what_is_whole_stays_apart() {
        for text in [
            "The council met on Friday to hear them.\n\niPhones were not allowed inside.",
            "Dear Anna,\n\nthank you for the letter of last week.",
            "A picture of the mill by the river\n\nThe council met on Friday.",
            "The council asked for three things from us:\n\na wheel and a miller.",
        ] {
            check(text, text, 0);
        }
    }
}
