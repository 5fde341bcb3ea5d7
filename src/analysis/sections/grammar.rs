//! How a token may stand in a name, or beside one.

use std::ops::{BitOr, BitOrAssign};

use super::lexicon::{Classes, LEXICON, STOP};
use super::vocabulary::{ED, HYPHEN, ING, LY, Mark, TO, Word};
use crate::analysis::prose::{Token, TokenKind};
use crate::analysis::words::{self, Forms, Role};

/// How a token may stand in a name: a set of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Grammar(u32);

impl Grammar {
    /// None of them.
    pub const NONE: Grammar = Grammar(0);
    /// At an end or inside.
    pub const CONTENT: Grammar = Grammar(1);
    /// Inside: a small word, a joint.
    pub const INSIDE: Grammar = Grammar(1 << 1);
    /// A small word.
    pub const CONNECTOR: Grammar = Grammar(1 << 2);
    /// A verb with a subject: it may not come later than first.
    pub const FINITE: Grammar = Grammar(1 << 3);
    /// A participle: no name begins and ends with one ("shaping and advancing").
    pub const ING: Grammar = Grammar(1 << 4);
    /// A regular past or participle.
    pub const ED: Grammar = Grammar(1 << 5);
    /// Beside a name it belongs to it: a word that says something and is no verb, participle or
    /// adverb.
    pub const NOUN: Grammar = Grammar(1 << 6);
    /// A name may begin with it, as far as it alone says.
    pub const BEGINS: Grammar = Grammar(1 << 7);
    /// A name may end with it, as far as it alone says.
    pub const ENDS: Grammar = Grammar(1 << 8);
    /// After white space: a name has some.
    pub const SPACED: Grammar = Grammar(1 << 9);
    /// A hyphen between two words.
    pub const JOINT: Grammar = Grammar(1 << 10);
    /// A quotation mark.
    pub const QUOTE: Grammar = Grammar(1 << 11);
    /// A full stop.
    pub const STOP: Grammar = Grammar(1 << 12);
    /// What stands for a possessive.
    pub const CLITIC: Grammar = Grammar(1 << 13);
    /// It can be a verb in the present.
    pub const VERB: Grammar = Grammar(1 << 15);
    /// It can be a verb in its base form.
    pub const BASE: Grammar = Grammar(1 << 16);
    /// An object may begin with it.
    pub const OBJECT: Grammar = Grammar(1 << 17);
    /// A verb in its base form may follow: a pronoun, a modal.
    pub const SUBJECT: Grammar = Grammar(1 << 18);
    /// A preposition.
    pub const PREPOSITION: Grammar = Grammar(1 << 19);
    /// "To".
    pub const TO: Grammar = Grammar(1 << 20);
    /// An adjective or a participle: before a preposition it tells of what stands before it.
    pub const ADJECTIVE: Grammar = Grammar(1 << 21);
    /// An adjective that says too little to make a name of a single noun.
    pub const GENERAL: Grammar = Grammar(1 << 22);
    /// Written small it is no noun.
    const VERBAL: Grammar = Grammar(1 << 14);
    /// What a word with a capital, likely a name, is not.
    const SMALL: Grammar =
        Grammar(Self::VERB.0 | Self::BASE.0 | Self::ADJECTIVE.0 | Self::GENERAL.0);

    /// Whether it is one of these.
    #[inline]
    pub fn any(self, of: Grammar) -> bool {
        self.0 & of.0 != 0
    }

    /// What it has of these.
    #[inline]
    fn only(self, of: Grammar) -> Grammar {
        Grammar(self.0 & of.0)
    }

    /// Without these.
    #[inline]
    pub fn without(self, other: Grammar) -> Grammar {
        Grammar(self.0 & !other.0)
    }

    /// A lower-case word.
    pub fn of_word(text: &str, classes: Classes, endings: u8) -> Self {
        let class = &LEXICON.class;
        let is = |yes: bool, set: Grammar| if yes { set } else { Grammar::NONE };
        let is_stop = classes.has(STOP);
        let is_connector = classes.has(class.connector);
        let is_content = !is_connector && !is_stop && !classes.has(class.adverb);
        let (is_past, is_verb) = (classes.has(class.past), classes.has(class.verb));
        // A verb wants its object.
        let is_bare = is_verb && endings & ING == 0;
        let is_finite = is_past || is_bare && text.ends_with(['s', 'd']);
        let ends = !is_past && !is_bare && endings & LY == 0 && text.len() > 1;
        is(is_content, Grammar::CONTENT)
            | is(is_connector, Grammar::CONNECTOR | Grammar::INSIDE)
            | is(is_finite, Grammar::FINITE)
            | is(endings & ING != 0, Grammar::ING)
            | is(endings & ED != 0 && text.len() > SHORT, Grammar::ED)
            | is(!is_stop, Grammar::NOUN)
            | is(is_content && !is_finite, Grammar::BEGINS)
            | is(is_content && ends, Grammar::ENDS)
            | is(text == "'s", Grammar::CLITIC)
            | is(
                is_verb || is_past || endings & (ED | ING | LY) != 0,
                Grammar::VERBAL,
            )
            | is(classes.has(class.general), Grammar::GENERAL)
            | is(classes.has(class.preposition), Grammar::PREPOSITION)
            | is(text == "to", Grammar::TO)
            | Grammar::in_clauses(text)
    }

    /// What a lower-case word may be in a clause.
    fn in_clauses(text: &str) -> Self {
        let is = |yes: bool, set: Grammar| if yes { set } else { Grammar::NONE };
        let word = words::word(text);
        let is_base = word.forms.any(Forms::BASE);
        let is_participle = text.ends_with("ed") && word.forms.any(Forms::PAST) && !is_base;
        let ends = |ending: &&str| text.len() > SHORT && text.ends_with(ending);
        let is_adjective = ["able", "ible", "ful", "ous", "less"].iter().any(ends);
        let is_object = match word.role {
            Role::Determiner => text != "that",
            Role::Possessive => true,
            Role::Pronoun => !matches!(
                text,
                "he" | "she" | "they" | "we" | "i" | "who" | "whom" | "one"
            ),
            _ => false,
        };
        let is_subject = match word.role {
            Role::Pronoun => text != "one",
            role => role == Role::Modal,
        };
        is(is_base, Grammar::VERB | Grammar::BASE)
            | is(word.forms.any(Forms::THIRD), Grammar::VERB)
            | is(is_object, Grammar::OBJECT)
            | is(is_subject, Grammar::SUBJECT)
            | is(
                is_participle || is_adjective || word.role == Role::Adjective,
                Grammar::ADJECTIVE,
            )
    }

    /// Whether a name may begin with it after a token: it must be torn neither out of a longer one
    /// nor from its subject.
    #[inline]
    pub fn begins_after(self, before: Grammar) -> bool {
        let is_apart = self.any(Grammar::SPACED) || before.any(Grammar::QUOTE);
        let is_torn = before.any(Grammar::STOP | Grammar::NOUN)
            || self.any(Grammar::BASE) && before.any(Grammar::SUBJECT);
        self.any(Grammar::BEGINS) && is_apart && !is_torn
    }

    /// A token of this word; `next` gives the one after it.
    #[inline]
    pub fn of_token<'t>(
        word: &Word,
        token: &Token,
        next: impl FnOnce() -> Option<&'t Token>,
    ) -> Self {
        let mut grammar = match token.kind {
            TokenKind::Word => word.grammar,
            TokenKind::Number | TokenKind::Ordinal if token.span.len() >= LONG => {
                Grammar::CONTENT | Grammar::NOUN | Grammar::ENDS
            }
            TokenKind::Number | TokenKind::Ordinal => Grammar::CONTENT | Grammar::NOUN,
            TokenKind::QuoteMark => Grammar::QUOTE,
            TokenKind::Punct if word.mark == Mark::Stop => Grammar::STOP,
            TokenKind::Punct if word.small == HYPHEN && is_joint(token, next()) => {
                Grammar::INSIDE | Grammar::JOINT
            }
            TokenKind::Punct => word.grammar.only(Grammar::CONNECTOR | Grammar::INSIDE),
        };
        if grammar.any(Grammar::VERBAL) && !token.capital {
            grammar = grammar.without(Grammar::NOUN);
        }
        if token.capital {
            grammar = grammar.without(Grammar::SMALL);
        }
        if token.spaced {
            grammar |= Grammar::SPACED;
        }
        grammar
    }
}

/// A word in "-ed" of so many letters or fewer is likely a noun: "speed".
const SHORT: usize = 5;

/// A number of so many characters may end a name: a year.
const LONG: usize = 4;

/// Whether a hyphen stands between two words.
#[inline]
fn is_joint(hyphen: &Token, next: Option<&Token>) -> bool {
    let is_tight = next.is_some_and(|t| !t.spaced && t.kind != TokenKind::Punct);
    !hyphen.spaced && is_tight
}

impl BitOr for Grammar {
    type Output = Grammar;

    #[inline]
    fn bitor(self, other: Grammar) -> Grammar {
        Grammar(self.0 | other.0)
    }
}

impl BitOrAssign for Grammar {
    #[inline]
    fn bitor_assign(&mut self, other: Grammar) {
        *self = *self | other;
    }
}

/// What a token says of a name beside it: a set of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Beside(u16);

impl Beside {
    /// How many there are: that the name stands at the edge of its sentence; a determiner, a
    /// preposition, an auxiliary, another verb, a conjunction, "to", a comma, another mark, a
    /// quotation mark, a word that says something.
    pub const COUNT: usize = 11;
    /// There is no token.
    pub const EDGE: Beside = Beside(1);
    const TO: Beside = Beside(1 << 6);
    const QUOTE: Beside = Beside(1 << 9);
    const SAYING: Beside = Beside(1 << 10);

    /// The set as bits.
    #[inline]
    pub fn bits(self) -> u16 {
        self.0
    }

    /// A lower-case word.
    pub fn of_word(classes: Classes, mark: Mark, small: u16) -> Self {
        let class = &LEXICON.class;
        let is = |class: usize| classes.has(class);
        let flags = [
            false,
            is(class.determiner),
            is(class.preposition),
            is(class.auxiliary) || is(class.modal),
            is(class.verb) || is(class.past),
            is(class.conjunction),
            small == TO,
            mark == Mark::Comma,
            matches!(mark, Mark::Stop | Mark::End),
            false,
            !is(STOP),
        ];
        let bits = flags.iter().enumerate();
        Beside(bits.fold(0, |bits, (nth, is)| bits | u16::from(*is) << nth))
    }

    /// A token of this word.
    #[inline]
    pub fn of_token(word: &Word, token: &Token) -> Self {
        let mut bits = word.beside.0;
        if token.kind != TokenKind::Word {
            bits &= !Beside::SAYING.0;
        }
        if token.kind == TokenKind::QuoteMark {
            bits |= Beside::QUOTE.0;
        }
        if token.capital {
            bits &= !Beside::TO.0;
        }
        Beside(bits)
    }
}
