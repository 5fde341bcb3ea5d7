//! What the document tells of those whom it names: gender, roles, whether they are places.

use std::ops::Range;

use crate::analysis::prose::TokenKind;
use crate::analysis::quotes::lexicon::Class;
use crate::analysis::quotes::names::Bearer;
use crate::analysis::quotes::phrase;

use super::Gender;
use super::maker::Maker;

/// How many words for what somebody is are kept.
const MOST_ROLES: usize = 24;

impl Maker<'_, '_, '_> {
    /// Takes for places those with one name that mostly stands after "in", "at" or "near".
    pub(super) fn places(&mut self) {
        let words = self.words;
        let mut seen = vec![(0u32, 0u32); self.cast.members.len()];
        for (name, member) in self.cast.names.iter().zip(&self.cast.of_name) {
            let count = &mut seen[*member as usize];
            let before = name
                .tokens
                .start
                .checked_sub(1)
                .map_or("", |t| words.lower(t));
            count.0 += 1;
            count.1 += u32::from(matches!(
                before,
                "in" | "at" | "near" | "outside" | "across"
            ));
        }
        for (member, (all, there)) in self.cast.members.iter_mut().zip(seen) {
            let one_name =
                member.full.len() == 1 && member.title.as_ref().is_none_or(|t| t.is_empty());
            let person = matches!(member.bearer, Bearer::Person | Bearer::Unclear);
            if person && one_name && there > 0 && there * 2 >= all {
                member.bearer = Bearer::Place;
            }
        }
    }

    /// Collects the words for what each person is.
    pub(super) fn roles(&mut self) {
        let words = self.words;
        for index in 0..self.cast.names.len() {
            let member = self.cast.of_name[index] as usize;
            if self.cast.members[member].bearer != Bearer::Person
                || self.cast.members[member].roles.len() >= MOST_ROLES
            {
                continue;
            }
            let name = &self.cast.names[index];
            let before = name.tokens.start.saturating_sub(5)..name.core.start;
            let after = if words.lower(name.tokens.end) == "," {
                name.tokens.end + 1..(name.tokens.end + 9).min(words.count())
            } else {
                0..0
            };
            let mut roles = Vec::new();
            let mut from = Vec::new();
            let stops = |at: usize| {
                let small = !words.is_capital(at);
                let adds = matches!(words.lower(at), "of" | "for");
                matches!(words.lower(at), "," | "." | ";" | ":" | "(")
                    || small && words.is(at, Class::STOP.or(Class::WHO)) && !adds
                    || small && words.is(at, Class::SAYS) && !words.is(at, Class::ROLES)
            };
            let article = |at: usize| matches!(words.lower(at), "of" | "for" | "the" | "a");
            // The stop of "Sen." ends nothing.
            let dot = |at: &usize| !phrase::is_title_stop(words, *at);
            let behind = before
                .rev()
                .filter(|at| *at == 0 || dot(at))
                .take_while(|at| !stops(*at) && !article(*at));
            for at in behind.chain(after.take_while(|at| !stops(*at))) {
                if words.is(at, Class::ROLES.or(Class::TITLES)) {
                    roles.push(words.token(at).word);
                } else if words.is(at, Class::PLACE.or(Class::NATIONALITY)) {
                    from.push(words.token(at).word);
                }
            }
            self.cast.members[member].roles.extend(roles);
            self.cast.members[member].from.extend(from);
        }
    }

    /// Notes of whom more than capitals says that they are persons.
    pub(super) fn tell_persons(&mut self) {
        let words = self.words;
        for (name, member) in self.cast.names.iter().zip(&self.cast.of_name) {
            let held = &mut self.cast.members[*member as usize];
            let (start, end) = (name.core.start, name.core.end);
            // "The Hale campaign" has its article of the campaign.
            let leads = phrase::is_noun(words, end) && !words.is_capital(end);
            let the = start > 0 && words.lower(start - 1) == "the";
            held.articled += u32::from(the && !leads);
            if held.bearer != Bearer::Person {
                continue;
            }
            let titled =
                name.tokens.start < start && words.is(start - 1, Class::TITLES.or(Class::ROLES));
            let last = |core: &Range<usize>| words.token(core.end - 1).word;
            let short =
                name.core.len() == 1 && held.full.len() > 1 && last(&name.core) == last(&held.full);
            let aged = words.lower(end) == ","
                && end + 1 < words.count()
                && words.token(end + 1).kind == TokenKind::Number;
            held.surely_person |= words.is(start, Class::GIVEN)
                || titled
                || short
                || aged
                || words.lower(end) == "who"
                || !held.roles.is_empty();
        }
    }

    /// Asks the pronouns after each name what the gender is of those whose name does not tell.
    pub(super) fn vote(&mut self) {
        for index in 0..self.cast.names.len() {
            let member = self.cast.of_name[index] as usize;
            let held = &self.cast.members[member];
            if !matches!(held.bearer, Bearer::Person | Bearer::Unclear)
                || held.gender != Gender::Unknown
            {
                continue;
            }
            let from = self.cast.names[index].tokens.end;
            let next_person = self
                .cast
                .names
                .get(index + 1)
                .map_or(self.words.count(), |n| n.tokens.start);
            let prose = self.words.prose;
            let home = prose.sentence_of(self.cast.names[index].tokens.start);
            for at in from..next_person.min(from + 30) {
                let class = self.words.class(at);
                let vote = i32::from(class.any(Class::HE)) - i32::from(class.any(Class::SHE));
                if vote != 0 {
                    // Further on the pronoun may well be another's.
                    let sentence = prose.sentence_of(at);
                    let near = sentence == home || prose.sentences()[sentence].tokens.start == at;
                    self.cast.members[member].votes += if near { 2 * vote } else { vote };
                    break;
                }
            }
        }
        for member in &mut self.cast.members {
            if member.gender == Gender::Unknown {
                member.gender = match member.votes {
                    2.. => Gender::He,
                    ..=-2 => Gender::She,
                    -1..=1 => Gender::Unknown,
                };
            }
        }
    }
}
