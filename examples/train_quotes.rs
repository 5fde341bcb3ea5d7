//! Learns the weights of the quotation model from annotated articles.
//!
//! `cargo run --release --example train_quotes -- PATH [--hold-out N]`
//!
//! PATH holds one article a line: `{"text", "quotes": [{"content", "source", "cue"}]}`, spans in
//! code points of the text. Writes `assets/quotes/cues.txt` and `assets/quotes/model.bin`; since
//! all sums are of whole numbers, the same articles give the same bytes on any machine. With
//! `--hold-out N` every Nth article is not learned from, but measured.

use std::collections::HashMap;
use std::error::Error;
use std::fs;

use dateline::analysis::Prose;
use dateline::analysis::quotes::train::{
    self, Article, CUE_ROWS, LABEL_ROWS, LABELS, Label, Labeller, Lens, PAIR_ROWS, REPORT_ROWS,
    Standing, Weights, Window, Words,
};
use dateline::load::load_text;
use dateline::text::Document;
use serde::Deserialize;

const CUE_EPOCHS: usize = 4;
const LABEL_EPOCHS: usize = 5;
const REPORT_EPOCHS: usize = 12;

/// How far a right answer must win to be left alone.
const CUE_MARGIN: i32 = 50;
const REPORT_MARGIN: i32 = 20;

#[derive(Deserialize)]
struct Line {
    text: String,
    quotes: Vec<Gold>,
}

#[derive(Deserialize, Clone)]
struct Gold {
    content: Vec<(usize, usize)>,
    source: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let path = args
        .next()
        .ok_or("usage: train_quotes PATH [--hold-out N]")?;
    let held: usize = match args.next().as_deref() {
        Some("--hold-out") => args.next().ok_or("--hold-out wants a number")?.parse()?,
        _ => 0,
    };
    let mut lines = Vec::new();
    for line in fs::read_to_string(path)?.lines() {
        lines.push(serde_json::from_str::<Line>(line)?);
    }
    let mut cut = lines.len();
    // Held articles go to the end.
    if held > 0 {
        let (rest, kept): (Vec<_>, Vec<_>) = lines
            .into_iter()
            .enumerate()
            .partition(|(i, _)| i % held != held - 1);
        cut = rest.len();
        lines = rest.into_iter().chain(kept).map(|(_, line)| line).collect();
    }
    let docs: Vec<Document> = lines.iter().map(|l| load_text(&l.text, None)).collect();
    let proses: Vec<Prose> = docs.iter().map(Prose::new).collect();
    let golds: Vec<Vec<TokenGold>> = lines
        .iter()
        .zip(&proses)
        .map(|(l, p)| in_tokens(l, p))
        .collect();
    let table = cue_table(&proses[..cut], &golds[..cut]);
    fs::write("assets/quotes/cues.txt", table.to_text())?;
    let strengths = table.strengths();
    let words: Vec<Words> = proses.iter().map(Words::new).collect();
    let articles: Vec<Article> = words.iter().map(|w| Article::new(w, &strengths)).collect();
    let lenses: Vec<Lens> = articles.iter().map(Article::lens).collect();
    let heads: Vec<Vec<usize>> = lenses
        .iter()
        .zip(&golds)
        .map(|(l, g)| heads(l, g, &table))
        .collect();

    let set = Set {
        lenses: &lenses[..cut],
        golds: &golds[..cut],
        heads: &heads[..cut],
    };
    let examples = claims(&set);
    let mut tables = set.learn(|_| true);
    tables.learn_reports(&examples);
    let bytes = tables.quantised();
    fs::write("assets/quotes/model.bin", &bytes)?;
    if held > 0 {
        let model = train::Bytes(bytes);
        measure(&model, &lenses[cut..], &golds[cut..], &heads[cut..]);
    }
    Ok(())
}

/// The articles that are learned from.
struct Set<'s, 'w, 'p, 'd> {
    lenses: &'s [Lens<'w, 'p, 'd>],
    golds: &'s [Vec<TokenGold>],
    heads: &'s [Vec<usize>],
}

impl Set<'_, '_, '_, '_> {
    /// Learns cues and labels from the articles that are `kept`.
    fn learn(&self, kept: impl Fn(usize) -> bool) -> Tables {
        let mut tables = Tables::new();
        train_cues(&mut tables, self, &kept);
        train_labels(&mut tables, self, &kept);
        tables
    }
}

/// A claim of a model about an article that it has not learned from: its features, and whether it
/// is right.
struct Example {
    rows: Vec<usize>,
    right: bool,
}

/// The claims of models, each of which has not seen a quarter of the articles, about that quarter.
fn claims(set: &Set) -> Vec<Example> {
    let mut examples = Vec::new();
    for fold in 0..FOLDS {
        let tables = set.learn(|d| d % FOLDS != fold);
        let model = train::Bytes(tables.quantised());
        for d in (0..set.lenses.len()).filter(|d| d % FOLDS == fold) {
            let lens = &set.lenses[d];
            train::propose(lens, &model, |claim, quote| {
                let mut rows = Vec::new();
                train::report_features(lens, claim, &mut |row| rows.push(row));
                let right = set.golds[d].iter().any(|g| matches_gold(&quote, g));
                examples.push(Example { rows, right });
            });
        }
    }
    examples
}

const FOLDS: usize = 4;

/// Whether half of the words of either are common to both.
fn matches_gold(quote: &train::Found, gold: &TokenGold) -> bool {
    let all = gold.content.iter().filter(|c| **c).count();
    let mut both = 0;
    let mut own = 0;
    for at in quote.spans.iter().flat_map(|s| s.clone()) {
        own += 1;
        both += usize::from(gold.is_content(at));
    }
    both * 2 >= all + own - both
}

/// An annotated quotation, in tokens.
struct TokenGold {
    content: Vec<bool>,
    source: Vec<bool>,
    cue: Vec<usize>,
    from: usize,
}

impl TokenGold {
    fn is_content(&self, at: usize) -> bool {
        at.checked_sub(self.from)
            .and_then(|i| self.content.get(i))
            .copied()
            .unwrap_or(false)
    }

    fn is_source(&self, at: usize) -> bool {
        at.checked_sub(self.from)
            .and_then(|i| self.source.get(i))
            .copied()
            .unwrap_or(false)
    }
}

fn in_tokens(line: &Line, prose: &Prose) -> Vec<TokenGold> {
    // Code points of the source -> tokens.
    let bytes: Vec<usize> = line
        .text
        .char_indices()
        .map(|(i, _)| i)
        .chain([line.text.len()])
        .collect();
    let mut owner: HashMap<usize, usize> = HashMap::new();
    for (index, token) in prose.tokens().iter().enumerate() {
        if let Some(span) = prose.doc().source_span(token.span) {
            for byte in span.range() {
                owner.insert(byte, index);
            }
        }
    }
    let tokens = |spans: &[(usize, usize)]| -> Vec<usize> {
        let mut all: Vec<usize> = spans
            .iter()
            .flat_map(|(a, b)| bytes[*a]..bytes[*b])
            .filter_map(|byte| owner.get(&byte).copied())
            .collect();
        all.dedup();
        all
    };
    line.quotes
        .iter()
        .filter_map(|q| {
            let (content, source, cue) = (tokens(&q.content), tokens(&q.source), tokens(&q.cue));
            let all = || content.iter().chain(&source);
            let from = *all().min()?;
            let to = *all().max()? + 1;
            let mut gold = TokenGold {
                content: vec![false; to - from],
                source: vec![false; to - from],
                cue,
                from,
            };
            content.iter().for_each(|t| gold.content[t - from] = true);
            source.iter().for_each(|t| gold.source[t - from] = true);
            Some(gold)
        })
        .collect()
}

/// How often words report.
struct CueTable {
    rates: HashMap<String, f64>,
}

impl CueTable {
    fn strengths(&self) -> HashMap<String, u8> {
        self.rates
            .iter()
            .map(|(w, r)| (w.clone(), strength(*r)))
            .collect()
    }

    fn to_text(&self) -> String {
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
fn cue_table(proses: &[Prose], golds: &[Vec<TokenGold>]) -> CueTable {
    let mut all: HashMap<String, usize> = HashMap::new();
    let mut inside: HashMap<String, usize> = HashMap::new();
    for (prose, gold) in proses.iter().zip(golds) {
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
    for (prose, gold) in proses.iter().zip(golds) {
        for g in gold {
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
fn heads(lens: &Lens, golds: &[TokenGold], table: &CueTable) -> Vec<usize> {
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

struct Tables {
    cue: Averaged<1>,
    label: Averaged<LABELS>,
    pair: Averaged<{ LABELS * LABELS }>,
    report: Averaged<1>,
}

/// Whole-number weights with the sums that average them.
struct Averaged<const N: usize> {
    now: Vec<[i32; N]>,
    sum: Vec<[i64; N]>,
    step: i64,
}

impl<const N: usize> Averaged<N> {
    fn new(rows: usize) -> Self {
        Averaged {
            now: vec![[0; N]; rows],
            sum: vec![[0; N]; rows],
            step: 1,
        }
    }

    fn add(&mut self, row: usize, column: usize, by: i32) {
        self.now[row][column] += by;
        self.sum[row][column] += self.step * i64::from(by);
    }

    /// The averages, as 64-bit whole numbers over the common divisor `step`.
    fn averages(&self) -> impl Iterator<Item = i64> + '_ {
        self.now
            .iter()
            .zip(&self.sum)
            .flat_map(move |(now, sum)| (0..N).map(move |i| i64::from(now[i]) * self.step - sum[i]))
    }

    /// Quantised to bytes: the largest thousandth of the weights is cut off.
    fn quantised(&self) -> Vec<u8> {
        let mut sizes: Vec<i64> = self.averages().map(i64::abs).filter(|w| *w > 0).collect();
        sizes.sort_unstable();
        let top = sizes
            .get(sizes.len().saturating_sub(1 + sizes.len() / 2000))
            .copied()
            .unwrap_or(1)
            .max(1);
        self.averages()
            .map(|w| {
                let scaled = (2 * w * 127 + w.signum() * top) / (2 * top);
                scaled.clamp(-127, 127) as i8 as u8
            })
            .collect()
    }
}

impl Tables {
    /// Learns which claims are right.
    fn learn_reports(&mut self, examples: &[Example]) {
        for epoch in 0..REPORT_EPOCHS {
            let mut wrong = 0;
            for e in shuffled(examples.len(), epoch + 200) {
                let Example { rows, right } = &examples[e];
                self.report.step += 1;
                let score: i32 = rows.iter().map(|row| self.report.now[*row][0]).sum();
                let score = if *right { score } else { -score };
                wrong += usize::from(score <= 0);
                if score <= REPORT_MARGIN {
                    let by = if *right { 1 } else { -1 };
                    rows.iter().for_each(|row| self.report.add(*row, 0, by));
                }
            }
            eprintln!(
                "reports: epoch {epoch}, {wrong} of {} wrong",
                examples.len()
            );
        }
    }

    fn new() -> Self {
        Tables {
            cue: Averaged::new(CUE_ROWS),
            label: Averaged::new(LABEL_ROWS),
            pair: Averaged::new(PAIR_ROWS),
            report: Averaged::new(REPORT_ROWS),
        }
    }

    /// The three tables; labels and pairs are on one scale, since their sums are compared.
    fn quantised(&self) -> Vec<u8> {
        let mut bytes = self.cue.quantised();
        let mut sizes: Vec<i64> = self
            .label
            .averages()
            .chain(self.pair.averages())
            .map(i64::abs)
            .filter(|w| *w > 0)
            .collect();
        sizes.sort_unstable();
        let top = sizes
            .get(sizes.len().saturating_sub(1 + sizes.len() / 2000))
            .copied()
            .unwrap_or(1)
            .max(1);
        bytes.extend(self.label.averages().chain(self.pair.averages()).map(|w| {
            let scaled = (2 * w * 127 + w.signum() * top) / (2 * top);
            scaled.clamp(-127, 127) as i8 as u8
        }));
        bytes.extend(self.report.quantised());
        bytes
    }
}

impl Weights for Tables {
    fn cue(&self, row: usize) -> i32 {
        self.cue.now[row][0]
    }

    fn label(&self, row: usize) -> [i32; LABELS] {
        self.label.now[row]
    }

    fn pair(&self, row: usize) -> [i32; LABELS * LABELS] {
        self.pair.now[row]
    }

    fn report(&self, row: usize) -> i32 {
        self.report.now[row][0]
    }
}

/// An order of the articles that is the same on every machine.
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

fn train_cues(tables: &mut Tables, set: &Set, kept: &impl Fn(usize) -> bool) {
    let Set { lenses, heads, .. } = set;
    for epoch in 0..CUE_EPOCHS {
        let mut wrong = 0;
        for d in shuffled(lenses.len(), epoch)
            .into_iter()
            .filter(|d| kept(*d))
        {
            let lens = &lenses[d];
            let is_head: std::collections::HashSet<usize> = heads[d].iter().copied().collect();
            for at in 0..lens.count() {
                if !train::is_candidate(lens, at) {
                    continue;
                }
                tables.cue.step += 1;
                let gold = is_head.contains(&at);
                let score = train::cue_score(tables, lens, at);
                if (if gold { score } else { -score }) <= CUE_MARGIN {
                    wrong += 1;
                    let by = if gold { 1 } else { -1 };
                    train::cue_features(lens, at, &mut |row| tables.cue.add(row, 0, by));
                }
            }
        }
        eprintln!("cues: epoch {epoch}, {wrong} within the margin");
    }
}

fn gold_labels(window: &Window, gold: &TokenGold) -> Vec<Label> {
    window
        .units
        .iter()
        .enumerate()
        .map(|(i, unit)| {
            let tokens = unit.start as usize..unit.end as usize;
            let count = tokens.len();
            if i == window.cue {
                Label::Outside
            } else if tokens.clone().filter(|t| gold.is_content(*t)).count() * 2 > count {
                Label::Content
            } else if tokens.filter(|t| gold.is_source(*t)).count() * 2 > count {
                Label::Source
            } else {
                Label::Outside
            }
        })
        .collect()
}

fn train_labels(tables: &mut Tables, set: &Set, kept: &impl Fn(usize) -> bool) {
    let Set {
        lenses,
        golds,
        heads,
    } = set;
    let mut window = Window::default();
    let mut labeller = Labeller::default();
    for epoch in 0..LABEL_EPOCHS {
        let mut wrong = 0;
        let mut all = 0;
        for d in shuffled(lenses.len(), epoch + 100)
            .into_iter()
            .filter(|d| kept(*d))
        {
            for (gold, head) in golds[d].iter().zip(&heads[d]) {
                if *head == usize::MAX {
                    continue;
                }
                window.move_to(&lenses[d], *head);
                let want = gold_labels(&window, gold);
                if !want.contains(&Label::Content) {
                    continue;
                }
                tables.label.step += 1;
                tables.pair.step += 1;
                labeller.run(tables, &lenses[d], &window);
                all += 1;
                if labeller.labels != want {
                    wrong += 1;
                    let standings = labeller.standings.clone();
                    update(tables, &lenses[d], &window, &standings, &want, 1);
                    let got = labeller.labels.clone();
                    update(tables, &lenses[d], &window, &standings, &got, -1);
                }
            }
        }
        eprintln!("labels: epoch {epoch}, {wrong} of {all} wrong");
    }
}

fn update(
    tables: &mut Tables,
    lens: &Lens,
    window: &Window,
    standings: &[Standing],
    labels: &[Label],
    by: i32,
) {
    let pattern = train::pattern(window);
    for i in 0..labels.len() {
        let own = labels[i] as usize;
        if i != window.cue {
            train::label_features(lens, window, standings[i], pattern, i, &mut |row| {
                tables.label.add(row, own, by)
            });
        }
        if i > 0 {
            let column = labels[i - 1] as usize * LABELS + own;
            train::pair_features(window, standings[i], pattern, i, &mut |row| {
                tables.pair.add(row, column, by)
            });
        }
    }
}

/// How well the cues are told, and how well the labels of true cues.
fn measure(model: &impl Weights, lenses: &[Lens], golds: &[Vec<TokenGold>], heads: &[Vec<usize>]) {
    let mut window = Window::default();
    let mut labeller = Labeller::default();
    let (mut hit, mut said, mut real) = (0, 0, 0);
    let (mut content, mut source, mut all) = (0, 0, 0);
    for d in 0..lenses.len() {
        let is_head: std::collections::HashSet<usize> = heads[d].iter().copied().collect();
        real += heads[d].len();
        for at in (0..lenses[d].count()).filter(|at| train::is_candidate(&lenses[d], *at)) {
            if train::cue_score(model, &lenses[d], at) > 0 {
                said += 1;
                hit += usize::from(is_head.contains(&at));
            }
        }
        for (gold, head) in golds[d].iter().zip(&heads[d]) {
            if *head == usize::MAX {
                continue;
            }
            window.move_to(&lenses[d], *head);
            let want = gold_labels(&window, gold);
            labeller.run(model, &lenses[d], &window);
            all += 1;
            let both = |l: Label, any: bool| {
                let pairs = || want.iter().zip(&labeller.labels);
                let size = |i: usize| {
                    let u = window.units[i];
                    (u.end - u.start) as usize
                };
                let and: usize = pairs()
                    .enumerate()
                    .filter(|(_, (a, b))| **a == l && **b == l)
                    .map(|(i, _)| size(i))
                    .sum();
                let or: usize = pairs()
                    .enumerate()
                    .filter(|(_, (a, b))| **a == l || **b == l)
                    .map(|(i, _)| size(i))
                    .sum();
                if any {
                    and > 0 || or == 0
                } else {
                    and * 2 >= or && or > 0
                }
            };
            content += usize::from(both(Label::Content, false));
            source += usize::from(both(Label::Source, true));
        }
    }
    let mut all_scores: Vec<(i32, bool)> = Vec::new();
    for d in 0..lenses.len() {
        let is_head: std::collections::HashSet<usize> = heads[d].iter().copied().collect();
        for at in (0..lenses[d].count()).filter(|at| train::is_candidate(&lenses[d], *at)) {
            all_scores.push((
                train::cue_score(model, &lenses[d], at),
                is_head.contains(&at),
            ));
        }
    }
    all_scores.sort_unstable_by(|a, b| b.cmp(a));
    let (mut tp, mut bestf) = (0, (0.0, 0));
    for (i, (s, g)) in all_scores.iter().enumerate() {
        tp += usize::from(*g);
        let f = 2.0 * tp as f64 / (i as f64 + 1.0 + real as f64);
        if f > bestf.0 {
            bestf = (f, *s);
        }
    }
    eprintln!("best cue F1 {:.4} at {}", bestf.0, bestf.1);
    eprintln!("cues: {hit} right of {said} said and {real} real");
    eprintln!("labels of true cues: content {content}, source {source} of {all}");
}
