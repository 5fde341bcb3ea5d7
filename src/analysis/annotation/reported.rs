//! The words that report a quotation, as its entry shows them before the quoted ones: "denied that
//! he had lied" must not be read as "that he had lied".

use super::{Quote, QuoteKind};
use crate::text::{Document, Span};

/// The most words between the cue and the quotation that are shown; more become `…`.
const BETWEEN: usize = 6;
/// Bytes that are looked at before a cue.
const BEFORE: usize = 80;
/// The most words before a cue that belong to it.
const WORDS: usize = 5;

/// Words before a cue that turn it, or stand between it and those that do.
const TURNING: &[&str] = &[
    "not", "never", "neither", "nor", "no", "cannot", "did", "does", "do", "has", "have", "had",
    "is", "was", "were", "be", "been", "will", "would", "can", "could", "may", "might", "must",
    "shall", "should", "also", "again", "yet", "once", "ever", "longer",
];

impl Quote {
    /// The words of its entry: the quoted ones, and before those that are not wholly in marks the
    /// cue that reports them, where it stands right before them.
    pub(super) fn words(&self, doc: &Document) -> String {
        let quoted: Vec<&str> = self.spans.iter().map(|s| doc.slice(*s)).collect();
        let quoted = quoted.join(" … ");
        match self.reporting(doc) {
            Some((cue, link)) => format!("{}{link}{quoted}", doc.slice(cue)),
            None => quoted,
        }
    }

    /// The cue with what turns it, and what stands between it and the quoted words.
    fn reporting<'d>(&self, doc: &'d Document) -> Option<(Span, &'d str)> {
        if self.kind == QuoteKind::Direct {
            return None;
        }
        let (cue, first) = (self.cue?, *self.spans.first()?);
        if cue.end() > first.start() {
            return None;
        }
        let between = Span::new(cue.end(), first.start());
        // "according to Hale, …": what names the source is no part of what is said.
        if self.mention.is_some_and(|m| m.overlaps(between)) {
            return None;
        }
        let link = doc.slice(between);
        let is_cut = |c: char| matches!(c, '\n' | '.' | '!' | '?' | '"' | '“' | '”' | '«' | '»');
        if link.contains(is_cut) {
            return None;
        }
        let link = match link.split_whitespace().count() {
            0 => " ",
            1..=BETWEEN => link,
            _ => " … ",
        };
        Some((Span::new(turned_from(doc, cue), cue.end()), link))
    }
}

/// Where the words begin that belong to a cue: "did not", "has never", "refused to".
fn turned_from(doc: &Document, cue: Span) -> usize {
    let block = doc.blocks().get(doc.block_at(cue.start()));
    let from = block.map_or(cue.start(), |b| b.span.start());
    let mut from = from.max(cue.start().saturating_sub(BEFORE));
    while !doc.text().is_char_boundary(from) {
        from += 1;
    }
    let mut start = cue.start();
    let mut is_infinitive = false;
    for _ in 0..WORDS {
        let before = doc.slice(Span::new(from, start)).trim_end();
        let word = before.rsplit(char::is_whitespace).next().unwrap_or(before);
        let lower = word.to_lowercase();
        let turns = TURNING.contains(&lower.as_str())
            || lower.ends_with("n't")
            || lower.ends_with("n’t")
            || (lower.len() > 4 && lower.ends_with("ly"));
        // Of "refused to say" the verb before "to" tells what was done.
        let is_plain = lower.chars().all(char::is_alphanumeric) && !lower.is_empty();
        if !(turns || lower == "to" || (is_infinitive && is_plain)) {
            break;
        }
        is_infinitive = lower == "to";
        start = from + before.len() - word.len();
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{BlockKind, DocumentBuilder, Draft};

    /// The entry's words for the quotation in `[…]` whose cue stands in `{…}` and whose source in
    /// `<…>`.
    #[track_caller]
    fn check(marked: &str, kind: QuoteKind, expected: &str) {
        let mut text = String::new();
        let mut at = [0_usize; 6];
        for c in marked.chars() {
            match "[]{}<>".find(c) {
                Some(sign) => at[sign] = text.len(),
                None => text.push(c),
            }
        }
        let mut builder = DocumentBuilder::new();
        let mut draft = Draft::new(BlockKind::Paragraph);
        draft.push_words(&text);
        builder.push(draft);
        let doc = builder.finish();
        let span = |sign: usize| Some(Span::new(at[sign], at[sign + 1])).filter(|s| !s.is_empty());
        let quote = Quote {
            spans: span(0).into_iter().collect(),
            kind,
            speaker: None,
            joint: Vec::new(),
            mention: span(4),
            cue: span(2),
            confidence: 1.0,
        };
        assert_eq!(quote.words(&doc), expected);
    }

    #[test]
    fn what_is_denied_is_not_shown_as_claimed() {
        use QuoteKind::{Direct, Indirect, Mixed};
        for (marked, kind, expected) in [
            (
                "<He> {denied} [that he had lied].",
                Indirect,
                "denied that he had lied",
            ),
            (
                "<She> {said} [the mill would close].",
                Indirect,
                "said the mill would close",
            ),
            (
                "<He> did not {say} [that it was safe].",
                Indirect,
                "did not say that it was safe",
            ),
            (
                "<He> hasn’t {said} [who paid].",
                Indirect,
                "hasn’t said who paid",
            ),
            (
                "<She> flatly {denied} [any debt].",
                Indirect,
                "flatly denied any debt",
            ),
            (
                "<He> refused to {say} [who paid].",
                Indirect,
                "refused to say who paid",
            ),
            (
                "<He> {disputed} the notion [that rents rose].",
                Indirect,
                "disputed the notion that rents rose",
            ),
            (
                "<He> {denied} “knowing” [“any of it”].",
                Mixed,
                "“any of it”",
            ),
            (
                "<He> {denied} being [“the owner”].",
                Mixed,
                "denied being “the owner”",
            ),
            (
                "<He> {denied} to the men who had come to the yard that day [that he lied].",
                Indirect,
                "denied … that he lied",
            ),
            (
                "[The mill would close], <she> {said}.",
                Indirect,
                "The mill would close",
            ),
            (
                "{According to} <Tom Hale>, [the mill closed].",
                Indirect,
                "the mill closed",
            ),
            ("<She> {said}, [“No.”]", Direct, "“No.”"),
            ("<He> {knew}. [It was late].", Indirect, "It was late"),
        ] {
            check(marked, kind, expected);
        }
    }
}
