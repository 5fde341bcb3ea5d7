//! Learns which pieces of a page are its article: `cargo run --release --example train_html --
//! GOLD`
//!
//! GOLD holds a page a line, as JSON: `id`; `file`, the page compressed by gzip, beside GOLD;
//! `body`, the text of its article, or else `with` and `without`, words that the article must hold
//! and must not. The weights are learned from all pages and written to `assets/html`: those for
//! pieces with the extractors' votes, and those for pieces without. The figures printed are those
//! of five-fold cross-validation and, to compare, those of the pages that were learned from.

mod corpus;
mod measure;
mod regression;

use std::error::Error;
use std::process::ExitCode;

use corpus::Page;
use dateline::load::html::learn::{Weights, names};
use measure::Figures;
use regression::Row;

/// Folds of the cross-validation.
const FOLDS: u64 = 5;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("train_html: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("which GOLD?")?;
    let pages = corpus::read(path.as_ref())?;
    println!("{:26} {}", "", Figures::HEAD);
    for (with_votes, file, about) in [
        (true, "weights.txt", "with the extractors' votes"),
        (false, "weights-alone.txt", "without the extractors' votes"),
    ] {
        let features: Vec<_> = pages
            .iter()
            .map(|p| p.sample.features(with_votes))
            .collect();
        let learn = |is_in: &dyn Fn(&Page) -> bool| {
            let pages = pages.iter().zip(&features).filter(|(page, _)| is_in(page));
            let rows: Vec<Row> = pages.flat_map(|(page, f)| page.rows(f)).collect();
            regression::weights(&rows)
        };
        let folds: Vec<Weights> = (0..FOLDS)
            .map(|fold| learn(&|page| page.fold(FOLDS) != fold))
            .collect();
        let all = learn(&|_| true);
        let measured = |weights: &dyn Fn(&Page) -> Weights| {
            let answers = pages.iter().zip(&features);
            Figures::of(answers.map(|(page, f)| (page, page.sample.article(f, &weights(page)))))
        };
        let crossed = measured(&|page| folds[page.fold(FOLDS) as usize].clone());
        println!("{:26} {crossed}", format!("{file}, crossed"));
        let shipped = measured(&|_| all.clone());
        println!("{:26} {shipped}", format!("{file}, as shipped"));
        std::fs::write(format!("assets/html/{file}"), written(&all, about))?;
    }
    Ok(())
}

/// Weights as they are kept, those that are nought left out.
fn written(weights: &Weights, about: &str) -> String {
    let mut text = format!(
        "# What each feature of a page's piece is worth, {about}; made by\n\
         # `cargo run --release --example train_html`.\nbias {:.4}\n",
        weights.bias
    );
    for (name, weight) in names().iter().zip(&weights.features) {
        if weight.abs() >= 0.00005 {
            text.push_str(&format!("{name} {weight:.4}\n"));
        }
    }
    text
}
