//! Words that report: which they are, and which of a cue's words is its head.

use std::collections::HashMap;

use dateline::analysis::Prose;
use dateline::analysis::quotes::train::Lens;

use crate::gold::TokenGold;

/// How often words report.
pub struct CueTable {
    rates: HashMap<String, f64>,
}

impl CueTable {
    /// How often each word reports, from 1 to 9.
    pub fn strengths(&self) -> HashMap<String, u8> {
        self.rates
            .iter()
            .map(|(w, r)| (w.clone(), strength(*r)))
            .collect()
    }

    /// The words as `cues.txt` has them.
    pub fn to_text(&self) -> String {
        let mut lines: Vec<String> = self
            .rates
            .iter()
            .map(|(w, r)| format!("{w} {}\n", strength(*r)))
            .collect();
        lines.sort();
        lines.concat()
    }
}

fn strength(rate: f64) -> u8 {
    (rate * 10.0).floor().clamp(1.0, 9.0) as u8
}

/// Words that are the head of a cue three times or more, and in at least one of fifty places.
pub fn cue_table(articles: &[(&Prose, &Vec<TokenGold>)]) -> CueTable {
    let mut all: HashMap<String, usize> = HashMap::new();
    let mut inside: HashMap<String, usize> = HashMap::new();
    for (prose, gold) in articles {
        for at in 0..prose.tokens().len() {
            *all.entry(prose.lower(at).to_owned()).or_default() += 1;
        }
        for at in gold.iter().flat_map(|g| &g.cue) {
            *inside.entry(prose.lower(*at).to_owned()).or_default() += 1;
        }
    }
    let rate = |word: &str| -> f64 {
        let n = inside.get(word).copied().unwrap_or(0);
        if n < 2 {
            0.0
        } else {
            n as f64 / all[word] as f64
        }
    };
    let mut heads: HashMap<String, usize> = HashMap::new();
    for (prose, gold) in articles {
        for g in *gold {
            if let Some(head) = best(&g.cue, |at| rate(prose.lower(at))) {
                *heads.entry(prose.lower(head).to_owned()).or_default() += 1;
            }
        }
    }
    let rates = heads
        .into_iter()
        .filter(|(w, n)| *n >= 2 && *n as f64 / all[w] as f64 >= 0.02)
        .map(|(w, n)| {
            let rate = n as f64 / (all[&w] as f64 + 1.0);
            (w, rate)
        })
        .collect();
    CueTable { rates }
}

/// The first of the best.
fn best(tokens: &[usize], score: impl Fn(usize) -> f64) -> Option<usize> {
    let mut found: Option<(usize, f64)> = None;
    for at in tokens {
        let s = score(*at);
        if found.is_none_or(|(_, f)| s > f) {
            found = Some((*at, s));
        }
    }
    found.map(|(at, _)| at)
}

/// The head of each cue: its word that reports most often; `usize::MAX` where no word of it does.
pub fn heads(lens: &Lens, golds: &[TokenGold], table: &CueTable) -> Vec<usize> {
    golds
        .iter()
        .map(|g| {
            let rate = |at: usize| {
                table
                    .rates
                    .get(lens.words.prose.lower(at))
                    .copied()
                    .unwrap_or(0.0)
            };
            best(&g.cue, rate)
                .filter(|at| rate(*at) > 0.0)
                .unwrap_or(usize::MAX)
        })
        .collect()
}
