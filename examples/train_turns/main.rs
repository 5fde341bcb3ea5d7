//! Learns who speaks in the turns of stories.
//!
//! `cargo run --release --example train_turns -- PATH… [--folds N]`
//!
//! Each PATH holds one story a line: `{"text", "speakers": [{"id", "name", "aliases"}], "quotes":
//! [{"content", "speaker"}]}`, spans in code points of the text. Writes `assets/quotes/turns.txt`,
//! by additions and multiplications in one order alone, so that the same stories give the same
//! file on any machine. With `--folds N` nothing is written: each Nth of the stories is told by
//! weights that are learned from the others, and what comes out right is counted.

mod learn;
mod tale;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;

use dateline::analysis::Prose;
use dateline::analysis::quotes::train::{self, Words};
use dateline::load::load_text;
use dateline::text::Document;

use learn::{learn, listed};
use tale::{Line, Tale};

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
            let mut line: Line = serde_json::from_str(line)?;
            line.corpus = corpus;
            lines.push(line);
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
        let weights = learn(&others).in_use();
        for tale in tales.iter().skip(fold).step_by(folds) {
            let mut could = vec![false; tale.gold.len()];
            let told = tale.story.tell(|choice| {
                let right = |e| tale.is_right(choice.turn, e);
                could[choice.turn] = choice.candidates.iter().any(|c| right(c.entity));
                train::best_candidate(&weights, choice).0
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
