//! How well weights do on articles that they were not learned from, by the whole program.

use dateline::analysis::QuoteKind;
use dateline::analysis::quotes::train::Found;

use crate::gold::TokenGold;

/// What is counted.
#[derive(Default)]
pub struct Counts {
    /// Only what stands in marks, and everything.
    views: [View; 2],
}

#[derive(Default)]
struct View {
    gold: usize,
    found: usize,
    matched: usize,
    sourced: usize,
    right: usize,
    told: usize,
}

impl Counts {
    /// Counts an article in.
    pub fn add(&mut self, found: &[Found], golds: &[TokenGold]) {
        let quoted: Vec<&Found> = found
            .iter()
            .filter(|f| f.kind != QuoteKind::Indirect)
            .collect();
        let marked: Vec<&TokenGold> = golds.iter().filter(|g| g.quoted).collect();
        self.views[0].add(&quoted, &marked);
        self.views[1].add(
            &found.iter().collect::<Vec<_>>(),
            &golds.iter().collect::<Vec<_>>(),
        );
    }

    /// Counts in what others have counted.
    pub fn join(&mut self, other: &Counts) {
        for (own, view) in self.views.iter_mut().zip(&other.views) {
            own.gold += view.gold;
            own.found += view.found;
            own.matched += view.matched;
            own.sourced += view.sourced;
            own.right += view.right;
            own.told += view.told;
        }
    }

    /// Prints the measures of the scorer, in tokens for characters.
    pub fn print(&self, name: &str) {
        for (view, what) in self.views.iter().zip(["quoted", "all"]) {
            let f1 = |hits: usize| 200.0 * hits as f64 / (view.gold + view.found).max(1) as f64;
            println!(
                "{name} {what}: content F1 {:.2} ({} found, {} annotated), speaker {:.2}, end to end F1 {:.2}",
                f1(view.matched),
                view.found,
                view.gold,
                100.0 * view.right as f64 / view.sourced.max(1) as f64,
                f1(view.told),
            );
        }
    }
}

impl View {
    fn add(&mut self, found: &[&Found], golds: &[&TokenGold]) {
        self.gold += golds.len();
        self.found += found.len();
        let mut pairs = Vec::new();
        for (f, one) in found.iter().enumerate() {
            for (g, gold) in golds.iter().enumerate() {
                let (both, either) = overlap(one, gold);
                if both * 2 >= either && both > 0 {
                    pairs.push((both * 10_000 / either, f, g));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.cmp(&a.0).then((a.2, a.1).cmp(&(b.2, b.1))));
        let (mut used_f, mut used_g) = (vec![false; found.len()], vec![false; golds.len()]);
        for (_, f, g) in pairs {
            if !used_f[f] && !used_g[g] {
                (used_f[f], used_g[g]) = (true, true);
                self.matched(found[f], golds[g]);
            }
        }
    }

    fn matched(&mut self, found: &Found, gold: &TokenGold) {
        self.matched += 1;
        let right = match &found.mention {
            Some(mention) if gold.is_sourced() => mention.clone().any(|t| gold.is_source(t)),
            mention => mention.is_none() && !gold.is_sourced(),
        };
        self.told += usize::from(right);
        self.sourced += usize::from(gold.is_sourced());
        self.right += usize::from(right && gold.is_sourced());
    }
}

/// How many tokens a quotation has in common with an annotated one, and how many either has.
pub fn overlap(found: &Found, gold: &TokenGold) -> (usize, usize) {
    let mut both = 0;
    let mut own = 0;
    for at in found.spans.iter().flat_map(|s| s.clone()) {
        own += 1;
        both += usize::from(gold.is_content(at));
    }
    (both, gold.size() + own - both)
}
