//! The turns of a story's dialogues: what is said of each speaker, and who is called in each.

use std::ops::Range;

use crate::analysis::QuoteKind;

use super::super::cast::Gender;
use super::super::found::{Found, Tie};
use super::super::lexicon::{Class, Words};
use super::super::reference::{self, Reference};
use super::scene::{Head, Heads, Mode, NARRATOR, Scenes, Turn, block_of};

impl Scenes<'_, '_, '_> {
    /// Reads what is said of each turn.
    pub(super) fn find_turns(&mut self, found: &[Found], heads: &mut Heads) {
        let words = self.words;
        let mut at = 0;
        while at < found.len() {
            let block = block_of(words, found[at].start());
            let mut end = at + 1;
            while end < found.len()
                && found[end].mention == found[at].mention
                && (found[end].kind == QuoteKind::Indirect)
                    == (found[at].kind == QuoteKind::Indirect)
                && block_of(words, found[end].start()) == block
            {
                end += 1;
            }
            let turn = self.turn(found, at..end, block, heads);
            self.turns.push(turn);
            at = end;
        }
    }

    fn turn(
        &mut self,
        found: &[Found],
        quotes: Range<usize>,
        block: usize,
        heads: &mut Heads,
    ) -> Turn {
        let first = &found[quotes.start];
        let tokens = first.start()..found[quotes.end - 1].end();
        let mut turn = Turn {
            block: block as u32,
            tokens,
            mode: Mode::Silent,
            mention: first.mention.clone().unwrap_or_default(),
            named: None,
            gender: Gender::Unknown,
            head: None,
            called: Vec::new(),
            told_of: Vec::new(),
            called_gender: Gender::Unknown,
            goes_on: first.tie == Tie::Same,
            aside: first.kind == QuoteKind::Indirect,
            quotes: quotes.clone(),
        };
        for quote in &found[quotes] {
            for span in &quote.spans {
                self.calls(span.clone(), &mut turn);
            }
        }
        let said = first.cue.is_some();
        let Some(mention) = first.mention.clone() else {
            return turn;
        };
        match reference::read(self.words, &self.cast, mention.clone()) {
            Reference::Name { name, .. } => {
                let member = self.cast.of_name[name];
                if said || self.is_person(member) {
                    turn.named = Some(member);
                    turn.gender = self.gender(member);
                    turn.mode = if said && self.may_speak(member) {
                        Mode::Name
                    } else {
                        Mode::Acts
                    };
                }
            }
            Reference::Pronoun(class) if class.any(Class::I) => {
                turn.named = Some(NARRATOR);
                turn.mode = if said { Mode::Name } else { Mode::Acts };
            }
            Reference::Pronoun(class) => {
                turn.gender = match (class.any(Class::HE), class.any(Class::SHE)) {
                    (true, false) => Gender::He,
                    (false, true) => Gender::She,
                    _ => Gender::Unknown,
                };
                turn.mode = if said {
                    Mode::Pronoun
                } else {
                    Mode::PronounActs
                };
            }
            Reference::Description(description) => {
                let words = self.words;
                let head = description.head;
                if words.is_word(head) && !words.is(head, Class::STOP) {
                    let core = description.core.start..head + 1;
                    turn.gender = reference::gender_of(words, head);
                    let kind = Head::of(words, &core);
                    let definite = description.definite;
                    turn.head = Some(kind);
                    let named = self.describe(core, heads);
                    turn.named = Some(named);
                    let known = kind == Head::Capital || named < self.members();
                    turn.mode = match kind {
                        _ if !said => Mode::Acts,
                        _ if known && definite => Mode::Name,
                        Head::Kin => Mode::Kin,
                        _ => Mode::Description,
                    };
                }
            }
            Reference::Nothing => {}
        }
        turn
    }

    /// Notes whom a speech calls by name or title: "Well, Mary, …", "No, sir."
    fn calls(&self, span: Range<usize>, turn: &mut Turn) {
        let words = self.words;
        for (index, name) in self.cast.names_in(span.clone()) {
            let member = self.cast.of_name[index];
            let called = is_called(words, name.tokens.clone(), &span) && self.is_person(member);
            if !called && !turn.told_of.contains(&member) && turn.told_of.len() < MOST_CALLED {
                turn.told_of.push(member);
            }
            if called && !turn.called.contains(&member) && turn.called.len() < MOST_CALLED {
                turn.called.push(member);
            }
        }
        if turn.called_gender != Gender::Unknown {
            return;
        }
        for at in span.clone() {
            let gender = match words.lower(at) {
                "sir" | "sirrah" | "gentlemen" | "papa" | "pa" | "father" | "dad" | "pop"
                | "uncle" | "grandpapa" | "grandfather" | "boy" | "lad" | "sonny" | "son"
                | "man" | "fellow" | "chap" | "brother" | "monsieur" => Gender::He,
                "ma'am" | "madam" | "mum" | "mamma" | "mama" | "ma" | "mother" | "madame"
                | "ladies" | "aunt" | "auntie" | "grandmamma" | "grandmother" | "girl" | "miss"
                | "mademoiselle" | "sister" | "lady" => Gender::She,
                _ => continue,
            };
            if is_called(words, at..at + 1, &span) {
                turn.called_gender = gender;
                return;
            }
        }
    }
}

/// Of one turn so many are kept who are called by name.
const MOST_CALLED: usize = 4;

/// Whether the name at `name` calls somebody, in the speech `span`.
fn is_called(words: &Words, name: Range<usize>, span: &Range<usize>) -> bool {
    let before = name.start.checked_sub(1).map_or("", |t| words.lower(t));
    let after = words.lower(name.end);
    let opens = matches!(
        before,
        "," | "“"
            | "\""
            | "‘"
            | "'"
            | "my"
            | "dear"
            | "dearest"
            | "poor"
            | "oh"
            | "o"
            | "ah"
            | "well"
            | "yes"
            | "no"
            | "—"
            | "-"
            | "."
            | "!"
            | "?"
    ) || name.start == span.start + 1;
    let closes = matches!(
        after,
        "," | "." | "!" | "?" | "—" | "-" | "”" | "\"" | ";" | "'" | "’"
    );
    let listed = before == "," && words.is(name.end + 1, Class::STOP.or(Class::WHO));
    opens && closes && !listed
}
