//! Who said what: quotations, the words that name their sources, and the speakers behind them.
//!
//! [`marks`] pairs quotation marks; [`rules`] finds the words that report a quotation and name its
//! source; [`names`] and [`cast`] say who is named in the document; [`mod@reference`] reads what a
//! mention refers to, and [`speakers`] makes one entry for each source.

mod apart;
mod cast;
mod certain;
mod dialogue;
mod features;
mod found;
mod layout;
mod leftover;
mod lens;
mod lexicon;
mod marks;
mod model;
mod names;
mod phrase;
mod plain;
mod reference;
mod reports;
mod rules;
mod salience;
mod speakers;
mod story;
mod telling;
pub mod train;
mod window;

use super::{Annotation, Annotations, Prose, Quote, QuoteKind};
use std::iter::once;

use cast::Cast;
use found::{Found, Tie};
use lens::Lens;
use lexicon::Words;
use marks::Marked;
use model::Model;
use speakers::Speakers;
use story::Story;

/// What is reported without marks and of nobody in the list is at least so sure.
const LEAST_SURE: f32 = 0.55;

/// Finds quotations and speakers; outside English only what stands between marks.
pub fn annotate(prose: &Prose, above: &Annotations) -> Vec<Annotation> {
    let words = Words::new(prose);
    let marked = marks::find(&words);
    if !above.language().is_english() {
        return marked
            .iter()
            .map(|m| quote(&words, &unattributed(m), None, Vec::new()))
            .collect();
    }
    let lens = Lens::new(&words, &marked);
    let reports = Model::shipped().map(|model| reports::find(&lens, model));
    let (found, speakers) = read(&words, &lens, &marked, reports.unwrap_or_default());
    let quotes = found
        .iter()
        .zip(speakers.of_quote.iter().zip(speakers.joint))
        .filter(|(found, (speaker, _))| is_claimed(found, speaker))
        .map(|(found, (speaker, joint))| quote(&words, found, *speaker, joint));
    let quotes: Vec<Annotation> = quotes.collect();
    let speakers = speakers.list.into_iter().map(Annotation::Speaker);
    speakers.chain(quotes).collect()
}

/// The quotations of an English text and their speakers, given what the learned cues report.
fn read(
    words: &Words,
    lens: &Lens,
    marked: &[Marked],
    mut reports: Vec<Found>,
) -> (Vec<Found>, Speakers) {
    if dialogue::is_story(words, marked) {
        // All marked words are speech.
        reports.retain(|f| f.kind == QuoteKind::Indirect && lens.mark_of(f.start()).is_none());
        let mut story = Story::new(words, marked, reports);
        let speakers = story.speakers();
        return (story.found, speakers);
    }
    let cast = Cast::new(words, names::find(words));
    let found = find(words, lens, &cast, marked, reports);
    let speakers = speakers::resolve(words, lens, &cast, &found);
    (found, speakers)
}

/// Whether a quotation is shown: words without marks that nobody is known to say, and that may be
/// no report, are not.
fn is_claimed(found: &Found, speaker: &Option<usize>) -> bool {
    speaker.is_some() || found.kind != QuoteKind::Indirect || found.confidence >= LEAST_SURE
}

/// What the learned cues report, and for marked words that they leave over, what the rules say.
fn find(
    words: &Words,
    lens: &Lens,
    cast: &Cast,
    marked: &[Marked],
    mut found: Vec<Found>,
) -> Vec<Found> {
    let turns = layout::turns(words, cast);
    if !turns.is_empty() {
        found.retain(|f| f.mention.is_some() && !turns.iter().any(|t| t.cue == f.cue));
    }
    found.extend(turns);
    let signed = layout::signed(words, cast);
    found.retain(|f| {
        !signed
            .iter()
            .any(|s| s.start() <= f.start() && f.start() < s.end())
    });
    found.extend(signed);
    let held = held(lens, marked, &found);
    leftover::find(lens, cast, &held, &mut found);
    certain::attribute(lens, cast, &mut found);
    found.sort_by_key(Found::start);
    plain::find(lens, cast, &mut found);
    found.sort_by_key(Found::start);
    plain::led_in(lens, cast, &mut found);
    found.sort_by_key(Found::start);
    apart::keep(lens, &mut found);
    found.retain(|f| !is_fragment(words, f));
    found
}

/// Whether what is reported without marks begins in the middle of something: with a bracket or with
/// "and".
fn is_fragment(words: &Words, found: &Found) -> bool {
    let first = found.start();
    found.kind == QuoteKind::Indirect
        && matches!(words.lower(first), "(" | ")" | "," | "and" | "or")
}

/// Which marked words lie in what was found, rather than around it.
fn held(lens: &Lens, marked: &[Marked], found: &[Found]) -> Vec<bool> {
    let mut held = vec![false; marked.len()];
    for span in found.iter().flat_map(|f| &f.spans) {
        let inside = lens
            .mark_of(span.start)
            .is_some_and(|m| marked[m].open < span.start);
        if !inside {
            let from = marked.partition_point(|m| m.open < span.start);
            let to = marked.partition_point(|m| m.open < span.end);
            held[from..to.max(from)].fill(true);
        }
    }
    held
}

/// Marked words of which nothing is claimed but that they are quoted.
fn unattributed(marked: &marks::Marked) -> Found {
    Found {
        spans: once(marked.open..marked.end).collect(),
        kind: QuoteKind::Direct,
        mention: None,
        cue: None,
        confidence: 0.0,
        tie: Tie::Own,
    }
}

fn quote(words: &Words, found: &Found, speaker: Option<usize>, joint: Vec<usize>) -> Annotation {
    Annotation::Quote(Quote {
        spans: found
            .spans
            .iter()
            .map(|tokens| words.span(tokens.clone()))
            .collect(),
        kind: found.kind,
        speaker,
        joint,
        mention: found.mention.clone().map(|tokens| words.span(tokens)),
        cue: found.cue.clone().map(|tokens| words.span(tokens)),
        confidence: found.confidence,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Language, Options, Parts, analyse};
    use crate::text::{BlockKind, Document, DocumentBuilder, Draft};
    use proptest::prelude::*;

    pub(super) fn document(text: &str) -> Document {
        let mut builder = DocumentBuilder::new();
        for paragraph in text.split("\n\n") {
            let mut draft = Draft::new(BlockKind::Paragraph);
            draft.push(paragraph, 0..paragraph.len());
            builder.push(draft);
        }
        builder.finish()
    }

    /// Each quotation on a line: its kind, its speaker, its spans.
    fn told(text: &str) -> Vec<String> {
        let doc = document(text);
        let prose = Prose::new(&doc);
        let above = Annotations::new(Language::English, None);
        let mut all = Annotations::new(Language::English, None);
        all.extend(annotate(&prose, &above));
        let names: Vec<&str> = all.speakers().map(|s| s.name.as_str()).collect();
        all.quotes()
            .map(|q| {
                let spans: Vec<&str> = q.spans.iter().map(|s| doc.slice(*s)).collect();
                let who = q.speaker.map_or("-", |s| names[s]);
                format!("{:?} {who}: {}", q.kind, spans.join(" … "))
            })
            .collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(told(text), expected, "{text}");
    }

    #[test]
    fn a_cue_stands_before_after_and_between() {
        check(
            "“We will rebuild the mill,” Mayor Ada Moss said on Monday.",
            &["Direct Ada Moss: “We will rebuild the mill,”"],
        );
        check(
            "Ada Moss said: “We will rebuild the mill.”",
            &["Direct Ada Moss: “We will rebuild the mill.”"],
        );
        check(
            "\"We will rebuild,\" Ada Moss said. \"But not this year.\"",
            &["Direct Ada Moss: \"We will rebuild,\" … \"But not this year.\""],
        );
    }

    #[test]
    fn a_mixed_quotation_is_the_whole_clause() {
        check(
            "Ada Moss said the plan was “a disaster” for the town.",
            &["Mixed Ada Moss: the plan was “a disaster” for the town"],
        );
    }

    #[test]
    fn words_may_be_reported_without_marks() {
        check(
            "Ada Moss said that the mill would open in May.",
            &["Indirect Ada Moss: that the mill would open in May"],
        );
        check(
            "According to Ada Moss, the mill will open in May.",
            &["Indirect Ada Moss: the mill will open in May"],
        );
    }

    #[test]
    fn one_person_is_one_speaker() {
        let text = "“The mill is safe,” said council spokeswoman Ada Moss.\n\n\
                    Moss said that the work was done.\n\n\
                    “We are proud of it,” she added.";
        let lines = told(text);
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines.iter().all(|l| l.contains(" Ada Moss: ")), "{lines:?}");
    }

    #[test]
    fn a_report_begins_with_its_first_word() {
        let doc = document("(in May 1951) and the mill stood “as before”");
        let prose = Prose::new(&doc);
        let words = Words::new(&prose);
        let starts_at = |at: usize, kind| {
            let spans = once(at..at + 3).collect();
            is_fragment(
                &words,
                &Found {
                    spans,
                    kind,
                    mention: None,
                    cue: None,
                    confidence: 1.0,
                    tie: Tie::Own,
                },
            )
        };
        let word = |text: &str| {
            (0..words.count())
                .find(|at| words.lower(*at) == text)
                .unwrap()
        };
        assert!(starts_at(word("("), QuoteKind::Indirect));
        assert!(starts_at(word("and"), QuoteKind::Indirect));
        assert!(!starts_at(word("the"), QuoteKind::Indirect));
        assert!(!starts_at(word("and"), QuoteKind::Direct));
    }

    #[test]
    fn a_verb_before_a_colon_reports() {
        check(
            "Ada Moss, who runs the mill, disagreed: “Nobody said which one it was.”",
            &["Direct Ada Moss: “Nobody said which one it was.”"],
        );
        check("The sign by the mill was painted: “Golden Lion”", &[]);
    }

    #[test]
    fn what_two_say_in_one_line_stays_apart() {
        check(
            "\"It will not stand,\" said Peter Hale Jr. \"It will stand for years,\" said Ada Moss.",
            &[
                "Direct Peter Hale Jr.: \"It will not stand,\"",
                "Direct Ada Moss: \"It will stand for years,\"",
            ],
        );
        check(
            "President Moss said: “We need peace.” President Hale said: “We need war.”",
            &[
                "Direct Moss: “We need peace.”",
                "Direct Hale: “We need war.”",
            ],
        );
        check(
            "\"We need peace,\" said the mayor. \"We need war,\" said the governor.",
            &[
                "Direct mayor: \"We need peace,\"",
                "Direct governor: \"We need war,\"",
            ],
        );
    }

    #[test]
    fn names_titles_inches_and_code_are_no_quotations() {
        check("He sat under the sign of the “Golden Lion” and ate.", &[]);
        check("A board of 5'10\" by 3'2\" lay in the yard.", &[]);
        check("The page held <a rel=\"nofollow\"> and nothing else.", &[]);
    }

    #[test]
    fn a_quotation_left_open_goes_on_in_the_next_paragraph() {
        check(
            "Ada Moss said: “We will rebuild the old mill by the river.\n\n\
             “We will do so before the winter.”",
            &[
                "Direct Ada Moss: “We will rebuild the old mill by the river. … \
               “We will do so before the winter.”",
            ],
        );
    }

    #[test]
    fn a_name_after_a_dash_signs_what_stands_before_it() {
        check(
            "“Nothing here is what it was.” ― Ada Moss",
            &["Direct Ada Moss: “Nothing here is what it was.”"],
        );
    }

    #[test]
    fn turns_of_a_transcript_name_their_speakers() {
        let text = "MOSS: Good evening to you all.\n\nHALE: Thank you for having me here.\n\n\
                    MOSS: When will the mill open?\n\nHALE: In the spring, if all goes well.";
        let lines = told(text);
        let direct: Vec<_> = lines.iter().filter(|l| l.starts_with("Direct")).collect();
        assert_eq!(direct.len(), 4, "{lines:?}");
    }

    #[test]
    fn a_sentence_reported_without_marks_is_not_the_quotation_after_it() {
        check(
            "Ada Moss said the work was done. “It was a hard winter for all of us,” she added.",
            &[
                "Indirect Ada Moss: the work was done",
                "Direct Ada Moss: “It was a hard winter for all of us,”",
            ],
        );
    }

    #[test]
    fn words_without_marks_stay_on_one_side_of_their_cue() {
        check(
            "Of the new mill, Ada Moss said, “In the end we will all be proud of it.”",
            &["Direct Ada Moss: “In the end we will all be proud of it.”"],
        );
    }

    #[test]
    fn a_comma_after_the_mark_leads_to_the_cue_too() {
        let lines = told(
            "\"The mill was shut down by the council for a whole year\", said Peter Hale. \
             \"It was the hardest winter of all\", Ada Moss added.",
        );
        assert_eq!(
            lines,
            [
                "Direct Peter Hale: \"The mill was shut down by the council for a whole year\"",
                "Direct Ada Moss: \"It was the hardest winter of all\"",
            ]
        );
    }

    #[test]
    fn one_word_in_marks_makes_no_story() {
        let lines = told(
            "She said that she was not 'free' there and that he had told her so. He denied it.",
        );
        assert!(lines.iter().all(|l| !l.contains("narrator")), "{lines:?}");
    }

    #[test]
    fn an_opening_mark_may_close() {
        check(
            "Ada Moss said, “We will rebuild the mill.“ Nobody else came.",
            &["Direct Ada Moss: “We will rebuild the mill.“"],
        );
    }

    #[test]
    fn words_set_apart_are_theirs_whose_name_ends_them() {
        check(
            "It was the hardest winter of my life. I would not live it again. Ada Moss, miller\n\n\
             The mill stands on the river.",
            &["Direct Ada Moss: It was the hardest winter of my life. I would not live it again."],
        );
        check("The mill stood. It belonged to Ada Moss.", &[]);
    }

    #[test]
    fn in_a_dialogue_two_take_turns() {
        let text = "“Will you come?” said Ada to her brother, and he looked at her.\n\n\
                    “I will not,” said Peter, and he sat down on his chair.\n\n\
                    “But you promised me.”\n\n“I know that I did.”\n\n\
                    She turned from him and he was silent, and she wept.";
        let who: Vec<String> = told(text)
            .iter()
            .filter_map(|l| Some(l.split_once(": ")?.0.to_owned()))
            .collect();
        assert_eq!(
            who,
            ["Direct Ada", "Direct Peter", "Direct Ada", "Direct Peter"]
        );
    }

    #[test]
    fn outside_english_only_marks_are_claimed() {
        let doc = document("„Wir bauen sie wieder auf“, sagte Ada Moss.");
        let above = Annotations::new(Language::Other("de"), None);
        let found = annotate(&Prose::new(&doc), &above);
        assert!(
            found
                .iter()
                .all(|a| matches!(a, Annotation::Quote(q) if q.speaker.is_none()))
        );
    }

    #[test]
    fn hostile_marks_end_in_time_and_claim_little() {
        for text in [
            "“".repeat(100_000),
            "\" a".repeat(50_000),
            "“a ‘b ".repeat(10_000) + &"’ ”".repeat(10_000),
            "said ".repeat(20_000),
            "Moss said, ".repeat(10_000),
            "HE SAID THAT HE WOULD COME AGAIN. ".repeat(500),
        ] {
            let doc = document(&text);
            let options = Options {
                date: None,
                parts: Parts {
                    quotes: true,
                    ..Parts::NONE
                },
            };
            assert!(analyse(&doc, &options).speakers().count() < 100);
        }
    }

    proptest! {
        #[test]
        fn spans_lie_on_boundaries_and_confidence_between_zero_and_one(
            words in proptest::collection::vec("(said|he|Ada Moss|“|”|\"|,|\\.|the mill|é|\n\n)", 0..60)
        ) {
            let doc = document(&words.join(" "));
            let options = Options { date: None, parts: Parts { quotes: true, ..Parts::NONE } };
            let found = analyse(&doc, &options);
            let count = found.speakers().count();
            for quote in found.quotes() {
                prop_assert!((0.0..=1.0).contains(&quote.confidence));
                prop_assert!(quote.speaker.is_none_or(|s| s < count));
                for span in quote.spans.iter().chain(&quote.mention).chain(&quote.cue) {
                    prop_assert!(doc.text().get(span.range()).is_some());
                    prop_assert!(!span.is_empty());
                }
            }
        }
    }
}
