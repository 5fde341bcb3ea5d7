//! Learns who speaks in the turns of stories.
//!
//! `cargo run --release --example train_turns -- PATH… [--folds N]`
//!
//! Each PATH holds one story a line: `{"text", "speakers": [{"id", "name", "aliases"}], "quotes":
//! [{"content", "speaker"}]}`, spans in code points of the text. Writes `assets/quotes/turns.txt`;
//! all sums are of whole numbers, so that the same stories give the same file on any machine. With
//! `--folds N` nothing is written: each Nth of the stories is told by weights that are learned from
//! the others, and what comes out right is counted.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::fs;

use dateline::analysis::Prose;
use dateline::analysis::quotes::train::{
    self, Candidate, Entity, Mode, NARRATOR, Story, TURN_ROWS, Words,
};
use dateline::load::load_text;
use dateline::text::Document;
use serde::Deserialize;

const EPOCHS: usize = 8;

/// How far the weights go with a gradient in the first epoch.
const RATE: f64 = 0.02;

#[derive(Deserialize)]
struct Line {
    text: String,
    speakers: Vec<Person>,
    quotes: Vec<Gold>,
    #[serde(skip)]
    corpus: usize,
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

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths = Vec::new();
    let mut folds = 0;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--folds" => folds = args.next().ok_or("--folds wants a number")?.parse()?,
            _ => paths.push(arg),
        }
    }
    if paths.is_empty() {
        return Err("usage: train_turns PATH… [--folds N]".into());
    }
    let mut lines: Vec<Line> = Vec::new();
    for (corpus, path) in paths.iter().enumerate() {
        for line in fs::read_to_string(path)?.lines() {
            let line: Line = serde_json::from_str(line)?;
            lines.push(Line { corpus, ..line });
        }
    }
    let docs: Vec<Document> = lines.iter().map(|l| load_text(&l.text, None)).collect();
    let proses: Vec<Prose> = docs.iter().map(Prose::new).collect();
    let words: Vec<Words> = proses.iter().map(Words::new).collect();
    let tales: Vec<Tale> = lines
        .iter()
        .zip(&words)
        .filter_map(|(line, words)| Tale::new(line, words))
        .collect();
    eprintln!("{} of {} are stories", tales.len(), lines.len());
    if folds > 0 {
        check(&tales, folds, paths.len());
    } else {
        let learned = learn(&tales.iter().collect::<Vec<_>>());
        fs::write("assets/quotes/turns.txt", listed(&learned))?;
    }
    Ok(())
}

/// A story, and who of its candidates is right in each turn.
struct Tale<'w, 'p, 'd> {
    story: Story<'w, 'p, 'd>,
    /// The gold speaker of each turn.
    gold: Vec<Option<usize>>,
    /// Who each entity is, if anybody.
    person: HashMap<Entity, HashSet<usize>>,
    corpus: usize,
}

impl<'w, 'p, 'd> Tale<'w, 'p, 'd> {
    fn new(line: &Line, words: &'w Words<'p, 'd>) -> Option<Self> {
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

    fn is_right(&self, turn: usize, entity: Entity) -> bool {
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

/// Learns from stories, each told as the weights of the moment tell it: by the gradient of how
/// likely the right candidates are (a softmax over the scores).
fn learn(tales: &[&Tale]) -> Vec<i32> {
    let mut weights = vec![0.0f64; TURN_ROWS];
    let mut sums = vec![0.0f64; TURN_ROWS];
    let mut averaged = 0.0;
    for epoch in 0..EPOCHS {
        let rate = RATE / (1.0 + epoch as f64);
        for tale in shuffled(tales.len(), epoch) {
            let tale = tales[tale];
            tale.story.tell(|turn, all| {
                let shares = shares(&weights, all);
                let right: Vec<bool> = all.iter().map(|c| tale.is_right(turn, c.entity)).collect();
                let of_right = || shares.iter().zip(&right).filter(|(_, r)| **r);
                let good: f64 = of_right().map(|(s, _)| *s).sum();
                if good > 0.0 {
                    for ((candidate, share), right) in all.iter().zip(&shares).zip(&right) {
                        let wanted = if *right { share / good } else { 0.0 };
                        for row in &candidate.rows {
                            let row = usize::from(*row);

                            weights[row] += rate * (wanted - share);
                        }
                    }
                }
                // At first the right ones are followed, since the weights know nothing.
                let follow = |i: &usize| {
                    if epoch == 0 && good > 0.0 {
                        right[*i]
                    } else {
                        true
                    }
                };
                (0..all.len())
                    .filter(follow)
                    .max_by(|a, b| shares[*a].total_cmp(&shares[*b]).then(b.cmp(a)))
                    .unwrap_or(0)
            });
            for (sum, weight) in sums.iter_mut().zip(&weights) {
                *sum += weight;
            }
            averaged += 1.0;
        }
    }
    let average = |sum: &f64| (sum * 100.0 / averaged).round() as i32;
    sums.iter().map(average).collect()
}

/// How likely each candidate is.
fn shares(weights: &[f64], all: &[Candidate]) -> Vec<f64> {
    let score = |c: &Candidate| -> f64 { c.rows.iter().map(|r| weights[usize::from(*r)]).sum() };
    let scores: Vec<f64> = all.iter().map(score).collect();
    let top = scores.iter().copied().fold(f64::MIN, f64::max);
    let powers: Vec<f64> = scores.iter().map(|s| power(s - top)).collect();
    let sum: f64 = powers.iter().sum();
    powers.iter().map(|p| p / sum).collect()
}

/// e to the power of `x`, nearly, for `x` up to 0: of multiplications only, which are the same on
/// every machine.
fn power(x: f64) -> f64 {
    let mut power = (1.0 + x / 1024.0).max(0.0);
    for _ in 0..10 {
        power *= power;
    }
    power
}

/// The weights as lines, without those that are nothing.
fn listed(weights: &[i32]) -> String {
    let lines = weights.iter().enumerate().filter(|(_, w)| **w != 0);
    lines
        .map(|(row, weight)| format!("{} {weight}\n", train::turn_row_name(row)))
        .collect()
}

/// An order of the stories that is the same on every machine.
fn shuffled(count: usize, epoch: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut state = 0x2545_F491_4F6C_DD1D_u64 ^ (epoch as u64 + 1);
    for i in (1..count).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        order.swap(i, (state % (i as u64 + 1)) as usize);
    }
    order
}

/// Tells each story by weights that are learned from the stories of other folds, and counts.
fn check(tales: &[Tale], folds: usize, corpora: usize) {
    let mut all: BTreeMap<(usize, String), [usize; 3]> = BTreeMap::new();
    for fold in 0..folds {
        let others: Vec<&Tale> = tales
            .iter()
            .enumerate()
            .filter(|(i, _)| i % folds != fold)
            .map(|(_, t)| t)
            .collect();
        let weights = learn(&others);
        let weights: Vec<f32> = weights.iter().map(|w| *w as f32 / 100.0).collect();
        for tale in tales.iter().skip(fold).step_by(folds) {
            let mut could = vec![false; tale.gold.len()];
            let told = tale.story.tell(|turn, candidates| {
                could[turn] = candidates.iter().any(|c| tale.is_right(turn, c.entity));
                train::best_candidate(&weights, candidates).0
            });
            for (turn, speaker) in told.iter().enumerate() {
                if tale.gold[turn].is_none() {
                    continue;
                }
                let right = speaker.is_some_and(|s| tale.is_right(turn, s));
                let quotes = tale.story.scenes.turns[turn].quotes.len();
                let mode = format!("{:?}", tale.story.scenes.turns[turn].mode);
                for key in [mode, "all".to_owned()] {
                    let count = all.entry((tale.corpus, key)).or_default();
                    count[0] += quotes;
                    count[1] += quotes * usize::from(right);
                    count[2] += quotes * usize::from(right || could[turn]);
                }
            }
        }
    }
    for corpus in 0..corpora {
        for ((_, mode), [n, right, could]) in all.iter().filter(|((c, _), _)| *c == corpus) {
            let per = |k: usize| 100.0 * k as f64 / n.max(&1).to_owned() as f64;
            println!(
                "corpus {corpus} {mode:12} {n:6} right {:5.1} possible {:5.1}",
                per(*right),
                per(*could)
            );
        }
    }
}
