//! What the passes ask about words and lines, and the lists they ask.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// A list of lower-case words or phrases, one a line; lines that begin with `#` are comments.
pub(super) struct List(FxHashSet<&'static str>);

impl List {
    fn new(text: &'static str) -> Self {
        List(entries(text).collect())
    }

    /// Whether `word` is in it, whatever its case.
    pub fn has(&self, word: &str) -> bool {
        let has_capital = word.contains(char::is_uppercase);
        self.0.contains(word) || has_capital && self.0.contains(word.to_lowercase().as_str())
    }
}

fn entries(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

macro_rules! list {
    ($(#[$about:meta])* $name:ident, $file:literal) => {
        $(#[$about])*
        pub(super) static $name: LazyLock<List> =
            LazyLock::new(|| List::new(include_str!(concat!("../../assets/load/", $file))));
    };
}

list!(
    /// Names of months and their abbreviations.
    MONTHS, "months.txt"
);
list!(
    /// Words that stand in a date beside its numbers and month.
    DATE_WORDS, "date-words.txt"
);
list!(
    /// Words before an author's name.
    BY_WORDS, "by-words.txt"
);
list!(
    /// Lower-case words inside a person's name or between two.
    NAME_PARTICLES, "name-particles.txt"
);
list!(
    /// Words that a paragraph cannot end with.
    UNFINISHED, "unfinished.txt"
);
list!(
    /// Words that begin the heading of a book's part.
    CHAPTERS, "chapters.txt"
);
list!(
    /// Verbs that tell of somebody's speech.
    SAYING, "saying.txt"
);
list!(
    /// Words that say that a date is not that of the first publication.
    UPDATES, "updates.txt"
);

/// The beginnings of lines that close a page rather than an article.
pub(super) static CLOSINGS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| entries(include_str!("../../assets/load/closings.txt")).collect());

/// The letters and digits of a word, without marks around them.
pub(super) fn core(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether `c` ends a sentence.
pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '।' | '؟')
}

/// Whether a text ends like a sentence: with a stop, closing marks after it left aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(|c| {
        matches!(
            c,
            '"' | '\'' | '”' | '’' | '»' | '“' | '›' | ')' | ']' | '*' | '_' | '」'
        )
    })
    .ends_with(is_stop)
}

/// Whether `c` may open a quotation.
pub(super) fn is_opening(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '„' | '‘' | '«' | '»' | '「')
}

/// Whether `c` may close a quotation.
pub(super) fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '“' | '’' | '»' | '«' | '」')
}

/// Whether two characters at a line's break are of a script without spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{2E80}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}'
    )
}

/// Whether every letter is a capital, of at least two.
pub(super) fn is_capitals(text: &str) -> bool {
    let mut letters = 0;
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if c.is_lowercase() {
            return false;
        }
        letters += 1;
    }
    letters > 1
}

/// Whether a line could be a heading by its shape alone: short, begun like one, not ended like a
/// sentence or a clause.
pub(super) fn is_title_like(line: &str) -> bool {
    let begins = line.chars().next().is_some_and(|c| {
        c.is_uppercase() || c.is_ascii_digit() || is_unspaced(c) || c == '¿' || c == '¡'
    });
    let ends = line.chars().next_back();
    begins
        && line.chars().count() <= 80
        && line.chars().any(char::is_alphabetic)
        && !ends.is_some_and(|c| matches!(c, '.' | ',' | ';' | ':' | '。' | '-' | '—'))
}

/// Whether a line heads a part of a book: "Chapter IV", "PART TWO", "XII."
pub(super) fn is_chapter(line: &str) -> bool {
    if line.len() > 80 || !line.starts_with(char::is_uppercase) {
        return false;
    }
    let mut words = line.split_whitespace();
    let first = core(words.next().unwrap_or(""));
    if CHAPTERS.has(first) {
        return words.count() <= 12;
    }
    let is_roman = !first.is_empty() && first.bytes().all(|b| b"IVXLC".contains(&b));
    is_roman && words.next().is_none()
}

/// Whether a line that stands alone, no further from the text than its paragraphs, could be a
/// heading: a few words without a stop, without a colon, without marks of speech, without a verb of
/// saying.
pub(super) fn is_lone_title(line: &str) -> bool {
    let begins = line.chars().next().is_some_and(|c| c.is_uppercase());
    let ends = line.chars().next_back();
    let ends = ends.is_some_and(|c| c.is_alphanumeric() || c == ')');
    let count = line.split_whitespace().count();
    let is_mark = |c: char| {
        matches!(
            c,
            ':' | '|' | '"' | '“' | '”' | '<' | '>' | '=' | '@' | '/' | '\t'
        )
    };
    begins
        && ends
        && count <= 10
        && line.len() <= 90
        && !line.contains(is_mark)
        && !line.contains("  ")
        && !line.split_whitespace().any(|word| SAYING.has(core(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_alone_that_may_head() {
        for line in [
            "The flood (June 1950)",
            "Escalation",
            "Who paid",
            "Élan vital",
        ] {
            assert!(is_lone_title(line), "{line}");
        }
        for line in [
            "The flood.",
            "the flood",
            "“The flood”",
            "Ann: yes",
            "Ann Lee said so",
            "Who paid?",
            "a@example.org",
            "One two three four five six seven eight nine ten eleven",
        ] {
            assert!(!is_lone_title(line), "{line}");
        }
    }

    #[test]
    fn lines_that_head_parts() {
        for line in ["Chapter 1", "CHAPTER IV.", "PART TWO", "XII.", "Kapitel 3"] {
            assert!(is_chapter(line), "{line}");
        }
        for line in ["She opened chapter 1", "I went", "", "Civil war"] {
            assert!(!is_chapter(line), "{line}");
        }
    }

    #[test]
    fn ends_of_sentences() {
        for text in ["Yes.", "“Yes.”", "Why?)", "そうです。"] {
            assert!(ends_sentence(text), "{text}");
        }
        for text in ["six-", "based on", "1950,", "", "“so called”"] {
            assert!(!ends_sentence(text), "{text}");
        }
    }
}
