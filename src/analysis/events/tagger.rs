//! The parts of speech of one sentence, as far as a label needs them.

use crate::analysis::Prose;
use crate::analysis::prose::TokenKind;
use crate::analysis::words::{Forms, Role, Vocabulary, Word, word};

/// What a token is in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    Noun,
    Adjective,
    Determiner,
    Possessive,
    Pronoun,
    /// A verb that stands in the past or the present.
    Finite,
    /// "signed" in "was signed", "has signed", "the treaty signed in".
    Participle,
    Gerund,
    /// After "to" or a modal.
    Infinitive,
    /// Forms of "do" and the modals.
    Helper,
    /// Forms of "have"; a verb of its own where none follows.
    Have,
    Be,
    Not,
    To,
    Preposition,
    /// "up" in "blew up".
    Particle,
    Conjunction,
    Subordinator,
    Relative,
    Adverb,
    Number,
    Comma,
    Mark,
    /// Any other sign: a clause ends here.
    Stop,
    /// The clitic "'s" after a noun.
    Clitic,
    /// A hyphen inside a compound.
    Hyphen,
    /// Part of a temporal expression.
    Time,
}

impl Tag {
    /// Whether it is a verb with a meaning of its own.
    pub fn is_verb(self) -> bool {
        matches!(
            self,
            Tag::Finite | Tag::Participle | Tag::Gerund | Tag::Infinitive
        )
    }

    /// Whether it joins phrases: a label may be cut before it.
    pub fn joins(self) -> bool {
        matches!(
            self,
            Tag::Preposition
                | Tag::Conjunction
                | Tag::Comma
                | Tag::To
                | Tag::Subordinator
                | Tag::Relative
        )
    }

    /// Whether it says nothing at the edge of a label.
    pub fn is_loose(self) -> bool {
        self.joins()
            || matches!(
                self,
                Tag::Possessive | Tag::Be | Tag::Stop | Tag::Not | Tag::Pronoun
            )
    }

    /// Whether it can stand inside a noun phrase.
    pub fn is_nominal(self) -> bool {
        matches!(
            self,
            Tag::Noun | Tag::Adjective | Tag::Number | Tag::Hyphen | Tag::Clitic
        )
    }
}

/// A sentence with its tags.
pub struct Tagged {
    /// Index of its first token.
    pub start: usize,
    pub tags: Vec<Tag>,
    pub words: Vec<Word>,
}

impl Tagged {
    /// The tag of a token; a stop outside the sentence.
    pub fn tag(&self, at: usize) -> Tag {
        at.checked_sub(self.start)
            .and_then(|i| self.tags.get(i))
            .copied()
            .unwrap_or(Tag::Stop)
    }

    /// What the word of a token can be.
    pub fn word(&self, at: usize) -> Word {
        at.checked_sub(self.start)
            .and_then(|i| self.words.get(i))
            .copied()
            .unwrap_or_default()
    }

    /// Index of the token after its last.
    pub fn end(&self) -> usize {
        self.start + self.tags.len()
    }

    /// Whether a token touches a temporal expression.
    pub fn is_beside_time(&self, at: usize) -> bool {
        self.before(at) == Tag::Time || self.tag(at + 1) == Tag::Time
    }

    fn before(&self, at: usize) -> Tag {
        at.checked_sub(1).map_or(Tag::Stop, |i| self.tag(i))
    }
}

/// Tags the tokens `start..end`; `is_time` says which belong to temporal expressions.
pub fn tag(
    prose: &Prose,
    vocabulary: &mut Vocabulary,
    start: usize,
    end: usize,
    is_time: impl Fn(usize) -> bool,
) -> Tagged {
    let mut tagged = Tagged {
        start,
        tags: Vec::with_capacity(end - start),
        words: (start..end).map(|at| vocabulary.get(prose, at)).collect(),
    };
    for at in start..end {
        let tag = if is_time(at) {
            Tag::Time
        } else {
            tag_of(prose, &tagged, at, end)
        };
        tagged.tags.push(tag);
        if tag == Tag::Noun && is_office(prose, &tagged, at) {
            tagged.words[at - start].event = false;
        }
    }
    tagged
}

/// Whether a noun ends the name of an office or a court: "the Ministry of Education".
fn is_office(prose: &Prose, tagged: &Tagged, at: usize) -> bool {
    let capital = |i: usize| prose.tokens()[i].capital;
    let low = at.checked_sub(2).filter(|low| *low > tagged.start);
    capital(at)
        && low.is_some_and(|i| {
            prose.lower(i + 1) == "of"
                && tagged.tag(i) == Tag::Noun
                && capital(i)
                && !tagged.word(i).event
        })
}

fn tag_of(prose: &Prose, tagged: &Tagged, at: usize, end: usize) -> Tag {
    let token = &prose.tokens()[at];
    match token.kind {
        TokenKind::Number | TokenKind::Ordinal => return Tag::Number,
        TokenKind::QuoteMark => return Tag::Mark,
        TokenKind::Punct => {
            return match prose.text(at) {
                "," => Tag::Comma,
                "-" | "‑" if !token.spaced && is_hyphen(prose, at, end) => Tag::Hyphen,
                // A stop inside a sentence is an abbreviation's.
                "." if !token.spaced && at + 1 < end => Tag::Hyphen,
                "(" | ")" | "[" | "]" => Tag::Mark,
                "$" | "%" | "£" | "€" | "&" | "/" => Tag::Number,
                _ => Tag::Stop,
            };
        }
        TokenKind::Word => {}
    }
    let word = tagged.word(at);
    if is_comparison(prose, tagged, at) {
        return Tag::Preposition;
    }
    match word.role {
        Role::Determiner => Tag::Determiner,
        Role::Possessive => Tag::Possessive,
        Role::Pronoun => Tag::Pronoun,
        Role::Be if prose.lower(at) == "'s" => clitic(prose, tagged, at),
        Role::Be if token.capital && at > tagged.start => Tag::Noun,
        Role::Be => Tag::Be,
        Role::Have => Tag::Have,
        Role::Do | Role::Modal => Tag::Helper,
        Role::Not => Tag::Not,
        Role::To => Tag::To,
        Role::Preposition => Tag::Preposition,
        Role::Particle => Tag::Particle,
        Role::Conjunction => Tag::Conjunction,
        Role::Subordinator => Tag::Subordinator,
        Role::Relative if is_demonstrative(prose, tagged, at) => Tag::Determiner,
        Role::Relative => Tag::Relative,
        Role::Adverb => Tag::Adverb,
        Role::Adjective => Tag::Adjective,
        Role::Noun => Tag::Noun,
        Role::Content if !word.forms.is_verb() => {
            if prose.lower(at).ends_with("ly") && !token.capital {
                Tag::Adverb
            } else {
                Tag::Noun
            }
        }
        Role::Content => verb_or_noun(prose, tagged, at, word),
    }
}

/// Whether "compared with" only brings in what something is measured against.
fn is_comparison(prose: &Prose, tagged: &Tagged, at: usize) -> bool {
    prose.lower(at) == "compared"
        && matches!(prose.lower_at(at + 1), "with" | "to")
        && matches!(
            tagged.before(at),
            Tag::Comma | Tag::Noun | Tag::Number | Tag::Time
        )
}

/// Whether a hyphen joins two words, and is not half of a dash.
fn is_hyphen(prose: &Prose, at: usize, end: usize) -> bool {
    let joins = at + 1 < end && !prose.tokens()[at + 1].spaced;
    let dash = |i: usize| prose.text(i) == "-";
    joins && !dash(at + 1) && !at.checked_sub(1).is_some_and(dash)
}

fn clitic(prose: &Prose, tagged: &Tagged, at: usize) -> Tag {
    match tagged.before(at) {
        Tag::Pronoun | Tag::Relative | Tag::Adverb => Tag::Be,
        _ if prose.tokens()[at].spaced => Tag::Mark,
        _ => Tag::Clitic,
    }
}

/// Whether "that" stands before a noun and not before a clause.
fn is_demonstrative(prose: &Prose, tagged: &Tagged, at: usize) -> bool {
    prose.lower(at) == "that" && matches!(tagged.before(at), Tag::Preposition)
}

/// A word that can be a verb: its neighbours tell.
fn verb_or_noun(prose: &Prose, tagged: &Tagged, at: usize, word: Word) -> Tag {
    let before = effective_before(tagged, at);
    let nominal_before = matches!(
        before,
        Tag::Determiner
            | Tag::Possessive
            | Tag::Adjective
            | Tag::Clitic
            | Tag::Number
            | Tag::Hyphen
    );
    let capital = prose.tokens()[at].capital && at > tagged.start;
    if capital && !matches!(before, Tag::Helper | Tag::Have | Tag::Be) {
        return Tag::Noun;
    }
    let forms = word.forms;
    if matches!(before, Tag::To | Tag::Helper) && forms.any(Forms::BASE) {
        return Tag::Infinitive;
    }
    if forms.any(Forms::BASE) && before.is_verb() && tagged.word(at - 1).helping {
        return Tag::Infinitive;
    }
    if forms.any(Forms::GERUND) {
        return match before {
            Tag::Noun if word.event => Tag::Noun,
            Tag::Determiner | Tag::Adjective | Tag::Possessive | Tag::Clitic => Tag::Noun,
            Tag::Hyphen => Tag::Noun,
            _ => Tag::Gerund,
        };
    }
    if forms.any(Forms::PAST) || forms.any(Forms::PARTICIPLE) {
        return participle(prose, tagged, at, before, forms);
    }
    if nominal_before || before == Tag::Preposition {
        return Tag::Noun;
    }
    let subject = matches!(before, Tag::Noun | Tag::Pronoun | Tag::Relative | Tag::Time);
    let plural = |i: usize| {
        let lower = prose.lower(i);
        lower.ends_with('s') && !lower.ends_with("ss")
    };
    if forms.any(Forms::THIRD) {
        // "The fair opens in May and ends in June."
        if before == Tag::Conjunction && has_third(prose, tagged, at) {
            return Tag::Finite;
        }
        let singular = subject && (before != Tag::Noun || at == 0 || !plural(at - 1));
        let verb = !word.event || before != Tag::Noun || follows_verb(prose, at);
        return if singular && verb {
            Tag::Finite
        } else {
            Tag::Noun
        };
    }
    let plural_subject = before == Tag::Noun && at > 0 && plural(at - 1) && !word.event;
    // "On New Year's Day, tolls rise": after a date and a comma, a plural and what it does.
    let fronted = before == Tag::Noun && at > tagged.start + 2 && plural(at - 1);
    let fronted = fronted && tagged.tag(at - 2) == Tag::Comma && tagged.tag(at - 3) == Tag::Time;
    if matches!(before, Tag::Pronoun | Tag::Relative) || plural_subject || fronted {
        Tag::Finite
    } else {
        Tag::Noun
    }
}

/// Whether a verb of the third person stands before, to which a conjunction may join another, and
/// what follows can hang on a verb.
fn has_third(prose: &Prose, tagged: &Tagged, at: usize) -> bool {
    let low = tagged.start.max(at.saturating_sub(12));
    let goes_on = |i: usize| {
        let next = word(prose.lower_at(i));
        matches!(
            next.role,
            Role::Preposition | Role::Determiner | Role::To | Role::Possessive
        )
    };
    let third = |i: usize| tagged.tag(i) == Tag::Finite && tagged.word(i).forms.any(Forms::THIRD);
    goes_on(at + 1) && (low..at).any(third)
}

/// Whether what follows a word makes a verb of it: an object with its article, or a clause.
fn follows_verb(prose: &Prose, at: usize) -> bool {
    matches!(
        prose.lower_at(at + 1),
        "the" | "a" | "an" | "that" | "to" | "its" | "his" | "their"
    )
}

/// A form in "-ed" or an irregular past: finite, participle, or an adjective before its noun.
fn participle(prose: &Prose, tagged: &Tagged, at: usize, before: Tag, forms: Forms) -> Tag {
    let next = prose.tokens().get(at + 1);
    let next_nominal = next.is_some_and(|t| {
        t.kind == TokenKind::Word && {
            let next = word(prose.lower(at + 1));
            matches!(next.role, Role::Content | Role::Adjective)
                && !prose.lower(at + 1).ends_with("ly")
        }
    });
    match before {
        Tag::Be | Tag::Have | Tag::Helper => Tag::Participle,
        Tag::Determiner | Tag::Possessive | Tag::Adjective | Tag::Clitic if next_nominal => {
            Tag::Adjective
        }
        Tag::Determiner | Tag::Possessive | Tag::Clitic => Tag::Noun,
        Tag::Hyphen => Tag::Adjective,
        Tag::Conjunction if next_nominal && after_adjective(tagged, at) => Tag::Adjective,
        Tag::Preposition | Tag::Number if next_nominal => Tag::Adjective,
        Tag::Stop | Tag::Comma if at == tagged.start || !forms.any(Forms::PAST) => Tag::Participle,
        _ if forms.any(Forms::PAST) => Tag::Finite,
        _ => Tag::Participle,
    }
}

/// Whether a conjunction before a token follows an adjective: "dismembered and decapitated body".
fn after_adjective(tagged: &Tagged, at: usize) -> bool {
    at.checked_sub(2)
        .is_some_and(|i| tagged.tag(i) == Tag::Adjective)
}

/// The tag before a token, adverbs, negations and marks left out.
fn effective_before(tagged: &Tagged, at: usize) -> Tag {
    let mut i = at;
    let mut steps = 0;
    while i > tagged.start && steps < 3 {
        i -= 1;
        steps += 1;
        let tag = tagged.tag(i);
        if !matches!(tag, Tag::Adverb | Tag::Not | Tag::Mark) {
            return tag;
        }
    }
    if steps == 0 { Tag::Stop } else { tagged.tag(i) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::dates::tests::document;

    /// The verbs of a sentence.
    #[track_caller]
    fn check(text: &str, verbs: &str) {
        let doc = document(text);
        let prose = Prose::new(&doc);
        let mut vocabulary = Vocabulary::new(&prose);
        let tagged = tag(&prose, &mut vocabulary, 0, prose.tokens().len(), |_| false);
        let found: Vec<&str> = (0..tagged.end())
            .filter(|at| tagged.tag(*at).is_verb())
            .map(|at| prose.text(at))
            .collect();
        assert_eq!(found.join(" "), verbs, "{text}");
    }

    #[test]
    fn verbs_and_nouns_are_told_apart() {
        check("The miller signed the treaty to end the war.", "signed end");
        check("The attack was planned by the council.", "planned");
        check("The planned visit will begin.", "begin");
        check("Talks broke down after the meeting.", "broke");
        check(
            "The bank shutting its doors said it would merge.",
            "shutting said merge",
        );
        check("Its offer of a cease-fire drew a quick answer.", "drew");
        check("The company plans a sale.", "plans");
        check("Sales rose and profits fell.", "rose fell");
    }
}
