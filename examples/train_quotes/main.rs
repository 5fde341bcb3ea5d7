//! Learns the weights of the quotation model from annotated articles.
//!
//! `cargo run --release --example train_quotes -- PATH [--hold-out N | --folds N]`
//!
//! PATH holds one article a line: `{"text", "quotes": [{"kind", "content", "source", "cue"}]}`,
//! spans in code points of the text. Writes `assets/quotes/cues.txt` and
//! `assets/quotes/model.bin`; since all sums are of whole numbers, the same articles give the same
//! bytes on any machine. With `--hold-out N` every Nth article is not learned from, but measured.
//! With `--folds N` every article is measured so, by weights of those of the other folds, and
//! nothing is written.

mod cues;
mod gold;
mod learn;
mod measure;
mod tables;

use std::error::Error;
use std::fs;

use dateline::analysis::Prose;
use dateline::analysis::quotes::train::{self, Article, Bytes, Lens, Words};
use dateline::load::load_text;
use dateline::text::Document;

use gold::{Line, TokenGold};
use learn::Set;
use measure::Counts;

const USAGE: &str = "usage: train_quotes PATH [--hold-out N | --folds N]";

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let path = args.next().ok_or(USAGE)?;
    let mode = args.next();
    let count: usize = args.next().map_or(Ok(0), |n| n.parse())?;
    let mut lines = Vec::new();
    for line in fs::read_to_string(path)?.lines() {
        lines.push(serde_json::from_str::<Line>(line)?);
    }
    let docs: Vec<Document> = lines.iter().map(|l| load_text(&l.text, None)).collect();
    let proses: Vec<Prose> = docs.iter().map(Prose::new).collect();
    let read = lines.iter().zip(&proses);
    let corpus = Corpus {
        golds: read
            .map(|(line, prose)| gold::in_tokens(line, prose))
            .collect(),
        words: proses.iter().map(Words::new).collect(),
        proses: &proses,
    };
    let mut all = Counts::default();
    match mode.as_deref() {
        None => corpus.learn(|_| false, &mut all).write()?,
        Some("--hold-out") if count > 1 => {
            corpus.learn(|d| d % count == count - 1, &mut all).write()?;
            all.print("held out");
        }
        Some("--folds") if count > 1 => {
            for fold in 0..count {
                let mut own = Counts::default();
                corpus.learn(|d| d % count == fold, &mut own);
                own.print(&format!("fold {fold}"));
                all.join(&own);
            }
            all.print("all folds");
        }
        Some(_) => return Err(USAGE.into()),
    }
    Ok(())
}

/// Annotated articles, read.
struct Corpus<'p, 'd> {
    proses: &'p [Prose<'d>],
    golds: Vec<Vec<TokenGold>>,
    words: Vec<Words<'p, 'd>>,
}

/// What is shipped.
struct Learned {
    cues: String,
    model: Bytes,
}

impl Learned {
    fn write(&self) -> std::io::Result<()> {
        fs::write("assets/quotes/cues.txt", &self.cues)?;
        fs::write("assets/quotes/model.bin", &self.model.0)
    }
}

impl Corpus<'_, '_> {
    /// Learns from the articles that are not `held` out, and counts what is found in those that
    /// are.
    fn learn(&self, held: impl Fn(usize) -> bool, counts: &mut Counts) -> Learned {
        let (out, kept): (Vec<usize>, Vec<usize>) = (0..self.golds.len()).partition(|d| held(*d));
        let seen: Vec<_> = kept
            .iter()
            .map(|d| (&self.proses[*d], &self.golds[*d]))
            .collect();
        let table = cues::cue_table(&seen);
        let strengths = table.strengths();
        let articles: Vec<Article> = self
            .words
            .iter()
            .map(|w| Article::new(w, &strengths))
            .collect();
        let lenses: Vec<Lens> = articles.iter().map(Article::lens).collect();
        let pick = |d: &usize| (&lenses[*d], &self.golds[*d]);
        let (own, golds): (Vec<&Lens>, Vec<&Vec<TokenGold>>) = kept.iter().map(pick).unzip();
        let heads: Vec<Vec<usize>> = own
            .iter()
            .zip(&golds)
            .map(|(l, g)| cues::heads(l, g, &table))
            .collect();
        let set = Set {
            lenses: &own,
            golds: &golds,
            heads: &heads,
        };
        let model = Bytes(set.weights());
        for d in out {
            let found = train::quotations(&articles[d], &lenses[d], &model);
            counts.add(&found, &self.golds[d]);
        }
        Learned {
            cues: table.to_text(),
            model,
        }
    }
}
