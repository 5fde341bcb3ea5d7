//! Who "the senator", "the agency" and "two officials" are.

use std::ops::Range;

use crate::analysis::SpeakerKind;
use crate::analysis::quotes::cast::Gender;
use crate::analysis::quotes::lens::Tag;
use crate::analysis::quotes::lexicon::Class;
use crate::analysis::quotes::names::Bearer;
use crate::analysis::quotes::reference::{self, Description};
use crate::analysis::quotes::salience::{self, Wanted};

use super::{Identity, Resolver};

impl<'w, 'p, 'd> Resolver<'w, 'p, 'd> {
    pub(super) fn description(
        &mut self,
        description: &Description,
        mention: &Range<usize>,
    ) -> Option<usize> {
        let words = self.words;
        let head = description.head;
        let class = words.class(head);
        if self.story
            && let Some(entry) = self.partner(description, mention)
        {
            return Some(entry);
        }
        let vague = description.of.is_none() && class.any(Class::ANYONE);
        if !words.is_word(head) || words.is(head, Class::STOP) || vague {
            return None;
        }
        if description.definite
            && class.any(Class::ROLES)
            && let Some(entry) = self.by_role(description, mention)
        {
            return Some(entry);
        }
        if description.definite
            && class.any(Class::BODY.or(Class::DOCUMENT))
            && let Some(entry) = self.by_head(description, mention)
        {
            return Some(entry);
        }
        if words.is(description.core.start, Class::PRONOUN) && !self.story {
            return None;
        }
        let bare = !words.is(description.core.start, Class::DETERMINER) && !description.definite;
        if bare && class.any(Class::ROLES) && !self.story {
            // "Senator: …", as headlines have it.
            return self.by_role(description, mention);
        }
        let plural = self.lens.tag(head) == Tag::Plural || class.any(Class::PEOPLE);
        let kind = if class.any(Class::DOCUMENT) && !class.any(Class::PEOPLE) {
            SpeakerKind::Document
        } else if class.any(Class::BODY) && !plural {
            SpeakerKind::Body
        } else if class.any(Class::ROLES.or(Class::PEOPLE)) || plural && self.says || self.story {
            SpeakerKind::Unnamed
        } else {
            return None;
        };
        let mut core = description.core.clone();
        while core.len() > 1 && matches!(words.lower(core.start), "the" | "a" | "an") {
            core.start += 1;
        }
        let loose = |w: &str| {
            matches!(
                w,
                "the"
                    | "a"
                    | "an"
                    | "many"
                    | "some"
                    | "several"
                    | "most"
                    | "these"
                    | "those"
                    | "all"
                    | "'s"
            )
        };
        let key: Vec<&str> = core
            .clone()
            .map(|at| words.lower(at))
            .filter(|w| !loose(w))
            .collect();
        Some(self.entry(
            Identity::Described(key.join(" ")),
            kind,
            core,
            mention.start,
        ))
    }

    /// In a dialogue "the young man" and "the other" are the one whose turn it is, if they can be.
    fn partner(&self, description: &Description, mention: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let head = description.head;
        let other = words.lower(head) == "other";
        let person = other || words.is(head, Class::ROLES);
        let owned = description.core.clone().any(|t| words.is_possessive(t))
            || words.is(description.core.start, Class::PRONOUN);
        if !description.definite || !person || owned || description.of.is_some() {
            return None;
        }
        let gender = reference::gender_of(words, head);
        let block = self.block(mention.start);
        let [Some(member), _] = self.spoke_before(block) else {
            return None;
        };
        let fits = self.cast.members[member as usize].gender;
        let sure = other || fits == gender && gender != Gender::Unknown;
        let entry = self.by_identity.get(&Identity::Member(member)).copied();
        let named_so = self
            .by_identity
            .contains_key(&Identity::Described(words.lower(head).to_owned()));
        entry.filter(|_| sure && !named_so)
    }

    /// "the senator": the last one whom the text calls so, or else the most salient who can be.
    fn by_role(&mut self, description: &Description, mention: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let head = words.token(description.head).word;
        let gender = reference::gender_of(words, description.head);
        let wanted = Wanted {
            at: mention.start,
            gender,
            spoke: if self.story { [None, None] } else { self.spoke },
            inside: self.lens.mark_of(mention.start).is_some(),
            story: self.story,
        };
        let called = |m: u32| self.cast.members[m as usize].roles.contains(&head);
        let found = salience::person(words, self.lens, self.cast, &wanted, called);
        if let Some((member, _)) = found {
            return Some(self.entry_of_member(member, mention.start));
        }
        if self.story {
            return None;
        }
        let far = self
            .cast
            .members
            .iter()
            .position(|m| m.bearer == Bearer::Person && m.roles.contains(&head));
        if let Some(member) = far {
            return Some(self.entry_of_member(member as u32, mention.start));
        }
        let owned = description.core.clone().any(|t| words.is_possessive(t));
        if description.of.is_some() || owned || words.is(description.head, Class::PEOPLE) {
            return None;
        }
        let (member, score) = salience::person(words, self.lens, self.cast, &wanted, |_| true)?;
        (score > 2.5).then(|| self.entry_of_member(member, mention.start))
    }

    /// "the agency", "the newspaper": the last one named or described that it fits.
    fn by_head(&mut self, description: &Description, mention: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let bare = description.core.len() == 2;
        if !bare {
            return None;
        }
        let word = words.token(description.head).word;
        let document = words.is(description.head, Class::DOCUMENT);
        let to = self
            .cast
            .names
            .partition_point(|n| n.tokens.start < mention.start);
        let ends_so = |m: u32| {
            let full = self.cast.members[m as usize].full.clone();
            full.clone().any(|at| words.token(at).word == word)
        };
        let things = (to.saturating_sub(60)..to)
            .rev()
            .map(|n| self.cast.of_name[n]);
        let of_kind = |m: &u32| match self.cast.members[*m as usize].bearer {
            Bearer::Document => document,
            Bearer::Body => !document || self.is_outlet(*m),
            _ => false,
        };
        let same = things.clone().filter(of_kind).find(|m| ends_so(*m));
        let generic = matches!(
            words.lower(description.head),
            "newspaper"
                | "paper"
                | "magazine"
                | "article"
                | "outlet"
                | "network"
                | "agency"
                | "company"
                | "group"
                | "organization"
                | "firm"
                | "site"
                | "website"
                | "story"
                | "station"
        );
        let member = same.or_else(|| generic.then(|| things.clone().find(of_kind)).flatten());
        member.map(|m| {
            let entry = self.entry_of_member(m, mention.start);
            self.entries[entry].aliases.push(mention.clone());
            entry
        })
    }

    fn is_outlet(&self, member: u32) -> bool {
        let full = self.cast.members[member as usize].full.clone();
        full.clone().any(|at| self.words.is(at, Class::OUTLET))
    }
}
