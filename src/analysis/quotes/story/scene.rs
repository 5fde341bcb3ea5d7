//! What a story shows of who speaks: who is mentioned where, and the turns of its dialogues.

use rustc_hash::FxHashMap;
use std::ops::Range;

use crate::analysis::prose::Symbol;

use super::super::cast::{Cast, Gender};
use super::super::found::Found;
use super::super::lexicon::{Class, Words};
use super::super::marks::Marked;
use super::super::names::Bearer;
use super::super::phrase;
use super::super::reference;
use super::characters::{Honour, Traits};
use super::observed::is_past;

/// A character or a person who is only described: an index into the cast's members, or past them
/// into [`Scenes::described`].
pub type Entity = u32;

/// The teller of a story.
pub const NARRATOR: Entity = u32::MAX - 1;

/// A person without a name: "the stranger".
#[derive(Clone, Debug)]
pub struct Described {
    /// What kind of word it is.
    pub kind: Head,
    /// How often the narration mentions the person.
    pub told: u32,
    /// The gender that it tells.
    pub gender: Gender,
    /// The forms of the description, the first one first.
    pub forms: Vec<Range<usize>>,
}

/// The words that describe a person without a name, by what they may mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Head {
    /// "the other": somebody who was mentioned.
    #[default]
    Other,
    /// "the man", "the girl".
    Plain,
    /// "the policeman".
    Role,
    /// "her mother".
    Kin,
    /// "the Professor": as good as a name.
    Capital,
}

impl Head {
    pub(super) fn of(words: &Words, core: &Range<usize>) -> Self {
        let at = core.end - 1;
        match words.lower(at) {
            _ if words.is_capital(at) => Head::Capital,
            _ if words.is(at, Class::KIN) => Head::Kin,
            "other" | "latter" | "former" | "companion" | "friend" | "one" | "others" => {
                Head::Other
            }
            "man" | "woman" | "lady" | "gentleman" | "girl" | "boy" | "fellow" | "child"
            | "lad" | "person" | "youth" => Head::Plain,
            _ => Head::Role,
        }
    }
}

/// A place where somebody is mentioned.
#[derive(Clone, Copy, Debug)]
pub struct Occurrence {
    /// Its first token.
    pub start: u32,
    /// Who is mentioned.
    pub entity: Entity,
    /// The block.
    pub block: u32,
    /// Whether it stands in speech.
    pub spoken: bool,
    /// Whether it looks like a subject.
    pub subject: bool,
    /// Whether it hangs on a preposition or owns something.
    pub object: bool,
}

/// What a story says of who speaks in a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Mode {
    /// Nothing.
    Silent,
    /// "he said".
    Pronoun,
    /// "said the stranger".
    Description,
    /// "said her mother".
    Kin,
    /// "Ada turned to the window."
    Acts,
    /// "She turned to the window."
    PronounActs,
    /// "said Ada": nothing is to be asked.
    Name,
}

/// How many modes leave something to be asked.
pub const MODES: usize = 7;

/// A run of quotations in one paragraph that the same words report.
#[derive(Clone, Debug)]
pub struct Turn {
    /// The block.
    pub block: u32,
    /// The quotations: indices into those that were found.
    pub quotes: Range<usize>,
    /// The tokens from its first quotation to its last.
    pub tokens: Range<usize>,
    /// What is said of who speaks.
    pub mode: Mode,
    /// The words that say it.
    pub mention: Range<usize>,
    /// Who is named, described or acts.
    pub named: Option<Entity>,
    /// The gender that pronoun or description tell.
    pub gender: Gender,
    /// The words that describe the speaker, if some do.
    pub head: Option<Head>,
    /// Who is called by name in it.
    pub called: Vec<Entity>,
    /// Who is spoken of by name in it.
    pub told_of: Vec<Entity>,
    /// The gender of the one who is called "sir" or "madam".
    pub called_gender: Gender,
    /// Whether it goes on with what was said in the paragraph before.
    pub goes_on: bool,
    /// Whether it is a report without marks, and no turn of a dialogue.
    pub aside: bool,
}

/// All that is known before anything is decided.
pub struct Scenes<'w, 'p, 'd> {
    /// The words.
    pub words: &'w Words<'p, 'd>,
    /// The cast.
    pub cast: Cast,
    /// What each member's traits are.
    pub traits: Vec<Traits>,
    /// Persons without a name.
    pub described: Vec<Described>,
    /// Everyone's mentions, in text order.
    pub occurrences: Vec<Occurrence>,
    /// The turns, in text order.
    pub turns: Vec<Turn>,
    /// Which tokens are spoken.
    pub spoken: Vec<bool>,
    /// Whether somebody tells the story who is in it.
    pub first_person: bool,
    /// Who that is, if it can be told.
    pub teller: Option<Entity>,
    /// Who alone bears a title, by the word for it: "the doctor" is Dr. Moss.
    titled: FxHashMap<String, Option<u32>>,
    /// How often the narration names the first, the third, the sixth and the twelfth most named.
    fame: [u32; 4],
}

/// The persons without a name by the words that describe them: the noun, or all words of one with
/// a capital.
pub(super) type Heads = FxHashMap<Vec<Symbol>, Entity>;

/// In so many words of a story that "I" tells, one is "I".
const RARELY: usize = 120;

impl<'w, 'p, 'd> Scenes<'w, 'p, 'd> {
    /// Looks at a story whose quotations were found.
    pub fn new(
        words: &'w Words<'p, 'd>,
        cast: Cast,
        traits: Vec<Traits>,
        found: &[Found],
        spoken: Vec<bool>,
    ) -> Self {
        let narrated = (0..words.count()).filter(|t| !spoken[*t]);
        let (mut all, mut own) = (0, 0);
        for at in narrated {
            all += 1;
            own += usize::from(words.is(at, Class::I));
        }
        let mut scenes = Scenes {
            words,
            cast,
            traits,
            described: Vec::new(),
            occurrences: Vec::new(),
            turns: Vec::new(),
            spoken,
            teller: None,
            first_person: own * RARELY > all,
            titled: FxHashMap::default(),
            fame: [0; 4],
        };
        scenes.titled = titled(words, &scenes.cast);
        scenes.fame = fame(&scenes.traits);
        let mut heads = Heads::default();
        scenes.find_occurrences(&mut heads);
        scenes.find_turns(found, &mut heads);
        scenes.find_teller();
        scenes
    }

    /// How many members are in the cast.
    pub fn members(&self) -> u32 {
        self.cast.members.len() as u32
    }

    /// The gender of somebody.
    pub fn gender(&self, entity: Entity) -> Gender {
        let entity = match entity {
            NARRATOR => self.teller.unwrap_or(entity),
            _ => entity,
        };
        if let Some(member) = self.cast.members.get(entity as usize) {
            return member.gender;
        }
        self.described(entity).map_or(Gender::Unknown, |d| d.gender)
    }

    /// Where somebody stands among those whom the narration names oftenest: 0 for the first, 4 for
    /// those after the twelfth, 5 for those without a name.
    pub fn rank(&self, entity: Entity) -> usize {
        match self.traits.get(entity as usize) {
            Some(traits) => self.fame.iter().filter(|f| **f > traits.told).count(),
            None => 5,
        }
    }

    /// The person without a name that an entity is.
    pub fn described(&self, entity: Entity) -> Option<&Described> {
        self.described
            .get((entity as usize).checked_sub(self.cast.members.len())?)
    }

    pub(super) fn is_person(&self, member: u32) -> bool {
        let held = &self.cast.members[member as usize];
        let traits = &self.traits[member as usize];
        let acts = traits.acts > 0 && traits.placed * 3 <= traits.told;
        let given = |s: Symbol| self.words.class_of(s).any(Class::GIVEN);
        let known = traits.acts > 0
            || traits.called > 0
            || traits.honour != Honour::Untitled
            || traits.given.is_some_and(given);
        match held.bearer {
            Bearer::Person => known && traits.placed * 2 <= traits.told || acts,
            Bearer::Unclear => acts || traits.called > 1 && traits.placed == 0,
            Bearer::Place => acts && traits.acts * 4 >= traits.told,
            Bearer::Body | Bearer::Document => false,
        }
    }

    pub(super) fn may_speak(&self, member: u32) -> bool {
        let traits = &self.traits[member as usize];
        self.is_person(member) || traits.acts > 0 && traits.placed * 2 <= traits.told
    }

    fn find_occurrences(&mut self, heads: &mut Heads) {
        let words = self.words;
        let persons: Vec<bool> = (0..self.members()).map(|m| self.is_person(m)).collect();
        let mut next = 0;
        for sentence in words.prose.sentences() {
            let block = sentence.block as u32;
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                while self
                    .cast
                    .names
                    .get(next)
                    .is_some_and(|n| n.tokens.start < at)
                {
                    next += 1;
                }
                let name = self.cast.names.get(next).filter(|n| n.tokens.start == at);
                let (end, entity) = if let Some(name) = name {
                    let member = self.cast.of_name[next];
                    let end = name.tokens.end.max(at + 1);
                    (end, persons[member as usize].then_some(member))
                } else if !self.spoken[at]
                    && let Some(core) = description(words, at, sentence.tokens.end)
                {
                    (core.end, Some(self.describe(core, heads)))
                } else {
                    (at + 1, None)
                };
                if let Some(entity) = entity {
                    self.occurrences.push(Occurrence {
                        start: at as u32,
                        entity,
                        block,
                        spoken: self.spoken[at],
                        subject: is_subject(words, at, end, sentence.tokens.start),
                        object: is_object(words, at, end),
                    });
                }
                at = end;
            }
        }
    }

    pub(super) fn describe(&mut self, core: Range<usize>, by_head: &mut Heads) -> Entity {
        let words = self.words;
        let at = core.end - 1;
        let kind = Head::of(words, &core);
        let from = if kind == Head::Capital {
            (core.start..at)
                .rev()
                .take_while(|t| words.is_capital(*t))
                .last()
                .unwrap_or(at)
        } else {
            at
        };
        if let Some(member) = self.spouse(&core) {
            return member;
        }
        if let Some(Some(member)) = self.titled.get(words.lower(at)) {
            return *member;
        }
        let key = (from..core.end).map(|t| words.token(t).word).collect();
        let next = self.members() + self.described.len() as u32;
        let entity = *by_head.entry(key).or_insert(next);
        if entity == next {
            self.described.push(Described {
                kind,
                told: 0,
                gender: reference::gender_of(words, at),
                forms: Vec::new(),
            });
        }
        let place = entity as usize - self.cast.members.len();
        self.described[place].told += 1;
        let forms = &mut self.described[place].forms;
        if forms.len() < MOST_FORMS && !forms.iter().any(|f| same_words(words, f, &core)) {
            forms.push(core);
        }
        entity
    }
}

fn titled(words: &Words, cast: &Cast) -> FxHashMap<String, Option<u32>> {
    let mut titled: FxHashMap<String, Option<u32>> = FxHashMap::default();
    for (member, held) in cast.members.iter().enumerate() {
        for at in held.title.iter().cloned().flatten() {
            let word = match words.lower(at) {
                "dr" => "doctor",
                "capt" => "captain",
                "prof" => "professor",
                "col" => "colonel",
                word if words.is(at, Class::ROLES) => word,
                _ => continue,
            };
            let member = member as u32;
            let bearer = titled.entry(word.to_owned()).or_insert(Some(member));
            *bearer = bearer.filter(|b| *b == member);
        }
    }
    titled
}

fn fame(traits: &[Traits]) -> [u32; 4] {
    let mut told: Vec<u32> = traits.iter().map(|t| t.told).collect();
    told.sort_unstable_by(|a, b| b.cmp(a));
    [0, 2, 5, 11].map(|place| told.get(place).copied().unwrap_or(0))
}

/// Of one person so many descriptions are kept.
const MOST_FORMS: usize = 8;

fn same_words(words: &Words, a: &Range<usize>, b: &Range<usize>) -> bool {
    a.len() == b.len()
        && a.clone()
            .zip(b.clone())
            .all(|(a, b)| words.token(a).word == words.token(b).word)
}

/// The block of a token.
pub fn block_of(words: &Words, token: usize) -> usize {
    let sentences = words.prose.sentences();
    sentences
        .get(words.prose.sentence_of(token))
        .map_or(0, |s| s.block)
}

/// Which tokens stand between marks.
pub fn spoken(words: &Words, marked: &[Marked]) -> Vec<bool> {
    let mut spoken = vec![false; words.count() + 1];
    for one in marked.iter().filter(|m| !m.secondary) {
        spoken[one.open..one.end].fill(true);
    }
    spoken
}

/// The description of a person that begins at `at`: "the tall young man", "her mother".
fn description(words: &Words, at: usize, limit: usize) -> Option<Range<usize>> {
    let begins = matches!(
        words.lower(at),
        "the" | "a" | "an" | "this" | "that" | "his" | "her" | "my" | "our" | "their" | "another"
    );
    if !begins {
        return None;
    }
    let mut head = None;
    for t in at + 1..limit.min(at + 5) {
        if !words.is_word(t) || words.is(t, Class::STOP) {
            break;
        }
        if words.is(t, Class::ROLES) {
            head = Some(t);
        } else if head.is_some() {
            break;
        }
    }
    let head = head?;
    (!words.is_possessive(head + 1)).then_some(at..head + 1)
}

/// Whether words hang on a preposition or own something: "to Ada", "Ada's".
fn is_object(words: &Words, start: usize, end: usize) -> bool {
    words.is_possessive(end)
        || start > 0
            && matches!(
                words.lower(start - 1),
                "to" | "at"
                    | "with"
                    | "for"
                    | "of"
                    | "by"
                    | "from"
                    | "on"
                    | "upon"
                    | "after"
                    | "toward"
                    | "towards"
                    | "beside"
                    | "than"
            )
}

fn is_subject(words: &Words, start: usize, end: usize, sentence: usize) -> bool {
    if is_object(words, start, end) {
        return false;
    }
    let verb = (end..end + 3)
        .find(|t| !phrase::is_adverb(words, *t))
        .unwrap_or(end);
    let acts = is_past(words, verb)
        || words.is(verb, Class::SAYS)
        || matches!(words.lower(end), "," | "who" | "and") && start == sentence;
    acts && (start == sentence
        || !words.is(start - 1, Class::STOP)
        || matches!(
            words.lower(start - 1),
            "and"
                | "but"
                | "then"
                | "as"
                | "when"
                | "while"
                | "that"
                | "for"
                | "if"
                | "till"
                | "until"
                | "before"
                | "after"
                | "because"
                | "where"
                | "though"
        ))
}
