//! The list of speakers of a story: one entry for each who was chosen.

use rustc_hash::FxHashMap;
use std::ops::Range;

use crate::analysis::{Speaker, SpeakerKind};

use super::super::lexicon::{Class, Words};
use super::super::speakers::Speakers;
use super::characters::Honour;
use super::scene::{Entity, NARRATOR, Scenes};

/// How many other forms of a name are kept.
const MOST_ALIASES: usize = 12;

/// Lists who was told to speak in each turn.
pub fn list(scenes: &Scenes, quotes: usize, told: &[Option<Entity>]) -> Speakers {
    let narrator = narrator(scenes, told);
    let mut of_quote = vec![None; quotes];
    let mut entries: Vec<(Entity, usize)> = Vec::new();
    let mut place: FxHashMap<Entity, usize> = FxHashMap::default();
    for (turn, entity) in scenes.turns.iter().zip(told) {
        let entity = match *entity {
            Some(NARRATOR) => narrator.unwrap_or(NARRATOR),
            Some(entity) => entity,
            None => continue,
        };
        let entry = *place.entry(entity).or_insert_with(|| {
            entries.push((entity, turn.tokens.start));
            entries.len() - 1
        });
        of_quote[turn.quotes.clone()].fill(Some(entry));
    }
    let mut aliases = aliases(scenes, &place, entries.len());
    let list = entries
        .iter()
        .zip(&mut aliases)
        .map(|((entity, first), aliases)| entry(scenes, *entity, *first, aliases))
        .collect();
    Speakers {
        list,
        of_quote,
        joint: vec![Vec::new(); quotes],
    }
}

/// Every form of the names of those who speak; `place` tells each one's entry of so many.
pub fn aliases(
    scenes: &Scenes,
    place: &FxHashMap<Entity, usize>,
    count: usize,
) -> Vec<Vec<String>> {
    let words = scenes.words;
    let mut all: Vec<Vec<String>> = vec![Vec::new(); count];
    let mut add = |entry: usize, form: String| {
        let held = &mut all[entry];
        if held.len() < MOST_ALIASES && !held.contains(&form) {
            held.push(form);
        }
    };
    for (name, member) in scenes.cast.names.iter().zip(&scenes.cast.of_name) {
        if let Some(entry) = place.get(member) {
            add(*entry, text(words, &name.core));
            if name.tokens.start < name.core.start {
                add(*entry, text(words, &name.tokens));
            }
        }
    }
    for (entity, entry) in place {
        if let Some(described) = scenes.described(*entity) {
            for form in &described.forms {
                add(*entry, text(words, &without_article(words, form)));
            }
        }
    }
    all
}

fn entry(scenes: &Scenes, entity: Entity, first: usize, aliases: &mut Vec<String>) -> Speaker {
    let words = scenes.words;
    let mut role = None;
    let (name, kind, at) = if let Some(member) = scenes.cast.members.get(entity as usize) {
        let full = text(words, &member.full);
        let traits = scenes.traits[entity as usize];
        let title = member.title.as_ref().map(|t| text(words, t));
        if traits.honour == Honour::Other {
            role = title.clone();
        }
        let name = match title {
            Some(title) if traits.given.is_none() => format!("{title} {full}"),
            _ => full,
        };
        (name, SpeakerKind::Person, member.full.start)
    } else if let Some(described) = scenes.described(entity) {
        let form = described.forms.first().cloned().unwrap_or(first..first + 1);
        let core = without_article(words, &form);
        (text(words, &core), SpeakerKind::Unnamed, form.start)
    } else {
        ("narrator".to_owned(), SpeakerKind::Unnamed, first)
    };
    aliases.retain(|a| *a != name);
    Speaker {
        kind,
        role,
        aliases: std::mem::take(aliases),
        first_mention: words.span(at..at + 1),
        name,
    }
}

fn without_article(words: &Words, form: &Range<usize>) -> Range<usize> {
    let article = matches!(
        words.lower(form.start),
        "the" | "a" | "an" | "this" | "that"
    );
    let cut = article && form.len() > 1;
    form.start + usize::from(cut)..form.end
}

/// Words as printed, with single spaces.
pub fn text(words: &Words, tokens: &Range<usize>) -> String {
    let all: Vec<&str> = words
        .prose
        .slice(tokens.clone())
        .split_whitespace()
        .collect();
    all.join(" ")
}

/// Who the teller of a story is, if it can be told: one whom others call by name and whom the
/// narration never mentions, or who says "I called myself …".
fn narrator(scenes: &Scenes, told: &[Option<Entity>]) -> Option<Entity> {
    if !told.contains(&Some(NARRATOR)) {
        return None;
    }
    if scenes.teller.is_some() {
        return scenes.teller;
    }
    let mut called: FxHashMap<Entity, u32> = FxHashMap::default();
    for (turn, speaker) in scenes.turns.iter().zip(told) {
        if *speaker != Some(NARRATOR) {
            for entity in &turn.called {
                let silent = scenes
                    .traits
                    .get(*entity as usize)
                    .is_some_and(|t| t.told == 0);
                *called.entry(*entity).or_default() += u32::from(silent);
            }
        }
    }
    let words = scenes.words;
    for (name, member) in scenes.cast.names.iter().zip(&scenes.cast.of_name) {
        let own = name.tokens.start.checked_sub(1).is_some_and(|before| {
            let calls = before.checked_sub(1).map_or("", |t| words.lower(t));
            words.is(before, Class::I)
                && matches!(calls, "called" | "named" | "call" | "christened")
        });
        if own && !scenes.spoken[name.tokens.start] {
            *called.entry(*member).or_default() += OWN_WORD;
        }
    }
    let best = called.iter().max_by_key(|(m, n)| (**n, u32::MAX - **m))?;
    (*best.1 > 0).then_some(*best.0)
}

/// How many calls the teller's own word outweighs.
const OWN_WORD: u32 = 8;
