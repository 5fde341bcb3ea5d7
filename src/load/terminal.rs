//! What programs write for a terminal alone: colours, links, lines that are written over. Their
//! output may be piped here as it is into a pager.

use std::borrow::Cow;

const ESCAPE: char = '\u{1B}';

/// Leaves out colours and styles (`ESC [ … m`), erasures to a line's end (`ESC [ … K`) and what marks
/// links (`ESC ] 8 ; … `): what they enclose is all text. Of a line of progress that a program has
/// written over, its last state stays. Any other sequence stays, so that nothing hides in one.
pub(super) fn undo(text: &str) -> Cow<'_, str> {
    if !text.contains([ESCAPE, '\r']) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(ESCAPE) {
        let (before, sequence) = rest.split_at(at);
        plain.push_str(before);
        let length = style(sequence).or_else(|| link(sequence));
        if length.is_none() {
            plain.push(ESCAPE);
        }
        rest = sequence.split_at(length.unwrap_or(ESCAPE.len_utf8())).1;
    }
    plain.push_str(rest);
    Cow::Owned(written_over(plain))
}

/// The bytes of a colour, a style or an erasure at the start of a text.
fn style(text: &str) -> Option<usize> {
    let parameters = text.strip_prefix("\u{1B}[")?;
    let is_parameter = |b: &u8| b.is_ascii_digit() || matches!(b, b';' | b':');
    let length = parameters.bytes().take_while(is_parameter).count();
    let last = parameters.as_bytes().get(length)?;
    matches!(last, b'm' | b'K').then_some(2 + length + 1)
}

/// The bytes of the beginning or the end of a link at the start of a text.
fn link(text: &str) -> Option<usize> {
    const LONGEST: usize = 4096;
    let inner = text.strip_prefix("\u{1B}]8;")?;
    let end = inner.bytes().take(LONGEST).position(|b| b < 0x20)?;
    let (_, after) = inner.split_at(end);
    let closed = ["\u{7}", "\u{1B}\\"]
        .into_iter()
        .find(|e| after.starts_with(e))?;
    Some(4 + end + closed.len())
}

/// Of lines whose returns lead back to their start, the last state: where all of them begin with the
/// same letters, as progress does. Returns that end lines are left.
fn written_over(text: String) -> String {
    let is_over = |line: &str| line.trim_end_matches('\r').contains('\r');
    if !text.contains('\n') || !text.split('\n').any(is_over) {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let states = line.trim_end_matches(['\r', '\n']).split('\r');
        let mut states = states.filter(|s| !s.trim().is_empty()).peekable();
        while let Some(state) = states.next() {
            let is_last = states
                .peek()
                .is_none_or(|next| beginning(next) != beginning(state));
            if is_last {
                plain.push_str(state);
                if states.peek().is_some() {
                    plain.push('\r');
                }
            }
        }
        plain.push_str(line.split_at(line.trim_end_matches(['\r', '\n']).len()).1);
    }
    plain
}

/// The first letters of a state of progress, whose numbers and bars differ.
fn beginning(state: &str) -> String {
    state
        .chars()
        .filter(|c| c.is_alphabetic())
        .take(8)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: &str) {
        assert_eq!(
            undo(&typed.replace('^', "\u{1B}")),
            expected.replace('^', "\u{1B}")
        );
    }

    #[test]
    fn colours_and_links_go_and_their_words_stay() {
        check(
            "^[33mcommit 1a2b^[m by ^[1;38;5;9mAnn^[0m",
            "commit 1a2b by Ann",
        );
        check("^[38:2::1:2:3mred^[K", "red");
        check(
            "see ^]8;;https://example.org/^\\the page^]8;;^\\.",
            "see the page.",
        );
        check("^]8;id=1;x\u{7}a^]8;;\u{7}", "a");
    }

    #[test]
    fn nothing_else_is_dropped() {
        for text in [
            "^[2J",
            "^]2;title\u{7}",
            "^[31",
            "^",
            "^[31x",
            "^]8;;no end",
            "^]52;c;x\u{7}",
        ] {
            check(text, text);
        }
        check("^[^[31mm", "^[m");
    }

    #[test]
    fn of_progress_the_last_state_stays() {
        check(
            "Reading: 1%\rReading: 50%\rReading: 100%\ndone\n",
            "Reading: 100%\ndone\n",
        );
        check("a\r\nb\r\n", "a\r\nb\r\n");
        check("one line\ranother line\n", "one line\ranother line\n");
        check("old\rmac\r", "old\rmac\r");
    }
}
