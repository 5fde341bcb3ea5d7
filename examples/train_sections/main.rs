//! Learns the weights of inferred sections and prints how good they are on articles that they were
//! not learned from.
//!
//! `cargo run --release --example train_sections -- [--check FILE]… FILE…`
//!
//! A file holds an article a line, as JSON: `text`, whose paragraphs are separated by blank lines
//! and which has no headings; `units`, the spans of its paragraphs in code points; `boundaries`,
//! the units that begin a new part; `titles`, the heading of each part or null. The weights are
//! learned from every FILE and written to `assets/sections-weights.txt`; the figures printed first
//! are those of five-fold cross-validation. Files after `--check` are measured only.

mod corpus;
mod learn;
mod measure;
mod names;

use std::process::ExitCode;

use corpus::Article;
use dateline::analysis::sections::model;

/// Folds of the cross-validation.
const FOLDS: usize = 5;

/// Where the weights are kept.
const WEIGHTS: &str = "assets/sections-weights.txt";

/// Where the weights of names are kept.
const NAMES: &str = "assets/names-weights.txt";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("train_sections: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let mut articles = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let (path, learned) = match argument.as_str() {
            "--check" => (arguments.next().ok_or("--check wants a file")?, false),
            _ => (argument, true),
        };
        articles.extend(corpus::read(&path, learned)?);
    }
    learn_names(&articles)?;
    if std::env::var_os("NAMES_ONLY").is_some() {
        return Ok(());
    }
    let mut cuttings = vec![Vec::new(); articles.len()];
    for fold in 0..FOLDS {
        let others: Vec<&Article> = articles
            .iter()
            .filter(|a| a.learned && a.fold != fold)
            .collect();
        let weights = learn::weights(&others)?;
        for (article, cutting) in articles.iter().zip(&mut cuttings) {
            if article.fold == fold {
                *cutting = article.cut(&weights);
            }
        }
    }
    println!(
        "{:34} {:>5} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6}",
        "cross-validated", "n", "Pk", "WD", "F1", "F1±1", "parts", "3-9"
    );
    for file in corpus::files(&articles) {
        let pairs = articles
            .iter()
            .zip(&cuttings)
            .filter(|(a, _)| a.file == file);
        println!("{}", measure::row(&file, pairs));
    }
    let all: Vec<&Article> = articles.iter().filter(|a| a.learned).collect();
    let weights = learn::weights(&all)?;
    std::fs::write(WEIGHTS, learn::file(all[0], &weights))?;
    println!(
        "parts: {} to {}, {:?}",
        model::PARTS.0,
        model::PARTS.1,
        model::TASTE
    );
    Ok(())
}

/// Learns the ranking of names from the authors' headings.
fn learn_names(articles: &[Article]) -> std::io::Result<()> {
    let parts: Vec<&names::Part> = articles
        .iter()
        .filter(|a| a.learned)
        .flat_map(|a| &a.parts)
        .collect();
    let (mut hits, mut possible) = (0.0, 0.0);
    for fold in 0..FOLDS {
        let others: Vec<&names::Part> = parts.iter().filter(|p| p.fold != fold).copied().collect();
        let weights = names::weights(&others);
        for part in parts.iter().filter(|p| p.fold == fold) {
            let best = names::best(part, &weights);
            if std::env::var_os("SHOW").is_some() && fold == 0 {
                println!("   {} {}", part.hits[best], part.candidates[best].title);
            }
            hits += f64::from(u8::from(part.hits[best]));
            possible += f64::from(u8::from(part.hits.iter().any(|h| *h)));
        }
    }
    let count = parts.len() as f64;
    println!(
        "names of {count} parts of the authors: {:.3} with a word of the heading, {:.3} could have",
        hits / count,
        possible / count
    );
    let weights = names::weights(&parts);
    let features = articles
        .iter()
        .map(|a| &a.name_features)
        .find(|f| !f.is_empty());
    let mut file = String::from(
        "# Weights of the names of inferred sections; made by `cargo run --release --example train_sections`.\n",
    );
    for (weight, name) in weights.iter().zip(features.into_iter().flatten()) {
        file.push_str(&format!("{weight:.3} {name}\n"));
    }
    std::fs::write(NAMES, file)
}
