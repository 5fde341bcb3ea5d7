//! Stories whose speakers are known.

use std::collections::{BTreeMap, HashMap, HashSet};

use dateline::analysis::quotes::train::{self, Entity, Mode, NARRATOR, Story, Words};
use serde::Deserialize;

/// A story with its quotations, as the corpora have it.
#[derive(Deserialize)]
pub struct Line {
    /// The text.
    pub text: String,
    speakers: Vec<Person>,
    quotes: Vec<Gold>,
    /// Of which file it is.
    #[serde(skip)]
    pub corpus: usize,
}

#[derive(Deserialize)]
struct Person {
    id: serde_json::Value,
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Deserialize)]
struct Gold {
    content: Vec<(usize, usize)>,
    speaker: serde_json::Value,
}

/// A story, and who of its candidates is right in each turn.
pub struct Tale<'w, 'p, 'd> {
    pub story: Story<'w, 'p, 'd>,
    /// The gold speaker of each turn.
    pub gold: Vec<Option<usize>>,
    /// Who each entity is, if anybody.
    person: HashMap<Entity, HashSet<usize>>,
    /// Of which file it is.
    pub corpus: usize,
}

impl<'w, 'p, 'd> Tale<'w, 'p, 'd> {
    /// Finds the speeches of a story; `None` of a text that is none.
    pub fn new(line: &Line, words: &'w Words<'p, 'd>) -> Option<Self> {
        let story = train::story(words)?;
        let gold = gold_of(line, &story, words);
        let person = persons(line, &story, &gold);
        Some(Tale {
            story,
            gold,
            person,
            corpus: line.corpus,
        })
    }

    /// Whether an entity is the one who speaks in a turn.
    pub fn is_right(&self, turn: usize, entity: Entity) -> bool {
        let is = |gold| self.person.get(&entity).is_some_and(|p| p.contains(&gold));
        self.gold[turn].is_some_and(is)
    }
}

/// The gold speaker of each turn: whose quotation begins inside it first.
fn gold_of(line: &Line, story: &Story, words: &Words) -> Vec<Option<usize>> {
    let ids: HashMap<String, usize> = line
        .speakers
        .iter()
        .enumerate()
        .map(|(i, p)| (p.id.to_string(), i))
        .collect();
    let bytes: Vec<usize> = line.text.char_indices().map(|(i, _)| i).collect();
    let mut starts: BTreeMap<usize, usize> = BTreeMap::new();
    for quote in &line.quotes {
        if let Some(speaker) = ids.get(&quote.speaker.to_string()) {
            for (start, _) in &quote.content {
                starts.insert(bytes[*start], *speaker);
            }
        }
    }
    let doc = words.prose.doc();
    let turns = story.scenes.turns.iter();
    turns
        .map(|turn| {
            let span = doc.source_span(words.span(turn.tokens.clone()))?.range();
            let mut inside = starts.range(span);
            inside.next().map(|(_, speaker)| *speaker)
        })
        .collect()
}

/// The persons whose names each entity has; the narrator is who says what "I said" reports.
fn persons(line: &Line, story: &Story, gold: &[Option<usize>]) -> HashMap<Entity, HashSet<usize>> {
    let forms: Vec<HashSet<String>> = line
        .speakers
        .iter()
        .map(|p| {
            let names = p.aliases.iter().chain([&p.name]);
            names.flat_map(|n| forms(n)).collect()
        })
        .collect();
    let mut persons = HashMap::new();
    for (entity, names) in train::names(story).iter().enumerate() {
        let own: HashSet<String> = names.iter().flat_map(|n| self::forms(n)).collect();
        let shared: Vec<usize> = forms.iter().map(|f| f.intersection(&own).count()).collect();
        let most = shared.iter().copied().max().unwrap_or(0);
        if most > 0 {
            let best = (0..shared.len()).filter(|p| shared[*p] == most);
            persons.insert(entity as Entity, best.collect());
        }
    }
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for (turn, gold) in story.scenes.turns.iter().zip(gold) {
        if turn.mode == Mode::Name
            && turn.named == Some(NARRATOR)
            && let Some(gold) = gold
        {
            *counts.entry(*gold).or_default() += 1;
        }
    }
    if let Some((gold, _)) = counts.iter().max_by_key(|(_, n)| **n) {
        persons.insert(NARRATOR, HashSet::from([*gold]));
    }
    persons
}

/// A name without case, stops and article, with and without its title.
fn forms(name: &str) -> Vec<String> {
    let plain: String = name.to_lowercase().chars().filter(|c| *c != '.').collect();
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    if words.len() > 1 && matches!(words[0], "the" | "a" | "an") {
        words.remove(0);
    }
    let whole = words.join(" ");
    let titles = [
        "mr",
        "mrs",
        "miss",
        "ms",
        "dr",
        "sir",
        "lady",
        "lord",
        "captain",
        "colonel",
        "madame",
        "madam",
        "professor",
        "inspector",
        "major",
        "sergeant",
        "general",
        "doctor",
    ];
    if words.len() > 1 && titles.contains(&words[0]) {
        vec![whole, words[1..].join(" ")]
    } else {
        vec![whole]
    }
}
