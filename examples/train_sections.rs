//! Learns the weights of inferred sections. (experimental harness)
use dateline::analysis::Prose;
use dateline::analysis::sections::search::Lattice;
use dateline::analysis::sections::{Features, features};
use dateline::text::{BlockKind, Document, DocumentBuilder, Draft};
use serde::Deserialize;

#[derive(Deserialize)]
struct Gold {
    id: String,
    text: String,
    units: Vec<(usize, usize)>,
    boundaries: Vec<usize>,
}

struct Doc {
    set: usize,
    n: usize,
    gold: Vec<usize>,
    f: Features,
    fold: usize,
    hit: Vec<usize>, // gold boundaries in feature units
}

fn document(g: &Gold) -> Document {
    let chars: Vec<usize> = g.text.char_indices().map(|(i, _)| i).chain([g.text.len()]).collect();
    let mut b = DocumentBuilder::new();
    for (s, e) in &g.units {
        let mut d = Draft::new(BlockKind::Paragraph);
        d.push(&g.text, chars[*s]..chars[*e]);
        b.push(d);
    }
    b.finish()
}

fn pk_wd(n: usize, r: &[usize], h: &[usize]) -> (f64, f64) {
    let k = ((n as f64 / (2.0 * (r.len() as f64 + 1.0)) + 0.5) as usize).max(2);
    if n <= k { return (0.0, 0.0); }
    let cum = |b: &[usize]| { let mut c = vec![0i32; n]; for i in 0..n { c[i] = if i > 0 { c[i - 1] } else { 0 } + i32::from(b.contains(&i)); } c };
    let (rr, hh) = (cum(r), cum(h));
    let (mut p, mut w) = (0, 0);
    for i in 0..n - k {
        let a = rr[i + k] - rr[i];
        let b = hh[i + k] - hh[i];
        p += i32::from((a == 0) != (b == 0));
        w += i32::from(a != b);
    }
    (p as f64 / (n - k) as f64, w as f64 / (n - k) as f64)
}
fn f1(r: &[usize], h: &[usize], tol: usize) -> f64 {
    if r.is_empty() && h.is_empty() { return 1.0; }
    let (mut i, mut j, mut tp) = (0, 0, 0);
    while i < r.len() && j < h.len() {
        if r[i].abs_diff(h[j]) <= tol { i += 1; j += 1; tp += 1 } else if r[i] < h[j] { i += 1 } else { j += 1 }
    }
    2.0 * tp as f64 / (r.len() + h.len()) as f64
}

#[derive(Clone)] struct Weights { cue: Vec<f64>, run: Vec<f64>, damp: f64, damp_run: f64, at: usize }

fn lattice(d: &Doc, w: &Weights) -> Lattice {
    let mut l = Lattice::new(d.n);
    let begin: Vec<f64> = d.f.cues.iter().map(|c| c.iter().zip(&w.cue).map(|(x, w)| *x as f64 * w).sum::<f64>() * (1.0 - w.damp * d.f.single as f64)).collect();
    for (s, e, x) in &d.f.runs {
        let v: f64 = x.iter().zip(&w.run).map(|(x, w)| *x as f64 * w).sum();
        let own = x[w.at] as f64 * w.run[w.at];
        l.set(*s, *e, ((v - own) * (1.0 - w.damp_run * d.f.single as f64) + own + begin[*s]) as f32);
    }
    l
}

fn train(docs: &[&Doc], iters: usize, l2: f64, wts: &[f64], from: Option<&Weights>, damp: f64) -> Weights {
    let nc = docs[0].f.cue_names.len();
    let nr = docs[0].f.run_names.len();
    // scales
    let mut sc = vec![0.0f64; nc + nr];
    let mut cnt = [0.0f64; 2];
    for d in docs {
        for c in &d.f.cues[1..] { cnt[0] += 1.0; for (k, x) in c.iter().enumerate() { sc[k] += (*x as f64).powi(2); } }
        for (_, _, r) in &d.f.runs { cnt[1] += 1.0; for (k, x) in r.iter().enumerate() { sc[nc + k] += (*x as f64).powi(2); } }
    }
    for k in 0..nc + nr { let c = if k < nc { cnt[0] } else { cnt[1] }; sc[k] = (sc[k] / c).sqrt().max(0.03); }
    let mut w = vec![0.0f64; nc + nr];
    if let Some(f) = from { for k in 0..nc { w[k] = f.cue[k] * sc[k]; } for k in 0..nr { w[nc + k] = f.run[k] * sc[nc + k]; } }
    let free: Vec<bool> = docs[0].f.cue_names.iter().chain(&docs[0].f.run_names).map(|n| n.starts_with("single like") && n != "single words" && from.is_some() || from.is_none() && !(n.starts_with("single like") && n != "single words")).collect();
    let (mut m, mut v) = (vec![0.0; nc + nr], vec![0.0; nc + nr]);
    for it in 0..iters {
        let ws = Weights { cue: (0..nc).map(|k| w[k] / sc[k]).collect(), run: (0..nr).map(|k| w[nc + k] / sc[nc + k]).collect(), damp, damp_run: 0.0, at: docs[0].f.run_names.iter().position(|n| n == "single likelihood").unwrap() };
        let mut g = vec![0.0f64; nc + nr];
        let mut tot = 0.0;
        for d in docs {
            let dw = wts[d.set];
            let l = lattice(d, &ws);
            let (p, _z) = l.probabilities();
            let begins = p.begins();
            tot += dw;
            let mut gb = d.hit.clone(); gb.insert(0, 0); gb.push(d.n);
            let mut is = vec![0usize; d.n];
            for w in gb.windows(2) { is[w[0]] = w[1]; }
            for (s, e, x) in &d.f.runs {
                let c = dw * (p.get(*s, *e) as f64 - f64::from(u8::from(is[*s] == *e)));
                if c.abs() > 1e-6 { for (k, x) in x.iter().enumerate() { g[nc + k] += c * *x as f64; } }
            }
            for u in 1..d.n {
                let c = dw * (begins[u] as f64 - f64::from(u8::from(is[u] > 0)));
                for (k, x) in d.f.cues[u].iter().enumerate() { g[k] += c * *x as f64; }
            }
        }
        let lr = 0.05 * (1.0 - it as f64 / iters as f64).max(0.05);
        for k in 0..nc + nr {
            if !free[k] { continue; }
            let gk = g[k] / sc[k] / tot + l2 * w[k];
            m[k] = 0.9 * m[k] + 0.1 * gk;
            v[k] = 0.99 * v[k] + 0.01 * gk * gk;
            let (mh, vh) = (m[k] / (1.0 - 0.9f64.powi(it as i32 + 1)), v[k] / (1.0 - 0.99f64.powi(it as i32 + 1)));
            w[k] -= lr * mh / (vh.sqrt() + 1e-8);
        }
    }
    Weights { cue: (0..nc).map(|k| w[k] / sc[k]).collect(), run: (0..nr).map(|k| w[nc + k] / sc[nc + k]).collect(), damp, damp_run: 0.0, at: docs[0].f.run_names.iter().position(|n| n == "single likelihood").unwrap() }
}

#[derive(Clone, Copy)]
struct Decode { beta: f32, tau: f32, near: f32, map: bool }

fn decode(d: &Doc, p: &Lattice, raw: &Lattice, o: Decode) -> Vec<usize> {
    let most = if d.n <= 45 { 9 } else { (d.n / 4).max(9) };
    if d.n < 8 { return vec![]; }
    if o.map { return raw.best(3, most).unwrap_or_default(); }
    let b = p.begins();
    let n = d.n;
    let parts: f32 = b.iter().sum();
    let k = ((n as f32 / (2.0 * parts.clamp(3.0, 9.0)) + 0.5) as usize).max(2);
    // same[i] = P(i, i+k in one part)
    let mut same = vec![0.0f32; n];
    for (s, e, _) in &d.f.runs { if e - s > k { let q = p.get(*s, *e); for i in *s..*e - k { same[i] += q; } } }
    let mut l = Lattice::new(n);
    let mut cum = vec![0.0f32; n + 1];
    for i in 0..n { cum[i + 1] = cum[i] + if i + k < n { 2.0 * same[i] - 1.0 } else { 0.0 }; }
    for (s, e, _) in &d.f.runs {
        let mut u = if e - s > k { cum[*e - k] - cum[*s] } else { 0.0 };
        if *s > 0 {
            let near = (if *s > 1 { b[*s - 1] } else { 0.0 }) + if *s + 1 < n { b[*s + 1] } else { 0.0 };
            u += o.beta * (b[*s] + o.near * near - o.tau);
            if *e < n { match e - s { 1 => u -= o.beta * o.near * (b[*s] + b[*e]), 2 => u -= o.beta * o.near * b[*s + 1], _ => {} } }
        }
        l.set(*s, *e, u);
    }
    l.best(3, most).unwrap_or_default()
}

/// Joined pieces of articles, a sentence a unit.
fn synthetic(docs: &mut Vec<Doc>) {
    let dir = "/work/shared/corpora/segmentation";
    let mut pool: Vec<Vec<Vec<String>>> = vec![vec![]; 5];
    for (i, line) in std::fs::read_to_string(format!("{dir}/gov.dev.jsonl")).unwrap().lines().enumerate() {
        let g: Gold = serde_json::from_str(line).unwrap();
        let doc = document(&g);
        let prose = Prose::new(&doc);
        let s: Vec<String> = prose.sentences().iter().filter(|s| s.tokens.len() > 8).map(|s| prose.slice(s.tokens.clone()).replace('\n', " ")).collect();
        if s.len() > 15 { pool[i % 5].push(s); }
    }
    let mut seed = 7u64;
    let mut rnd = |n: usize| { seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407); ((seed >> 33) as usize) % n };
    for (fold, pool) in pool.iter().enumerate() {
        for _ in 0..10 {
            let mut units = vec![]; let mut text = String::new(); let mut boundaries = vec![];
            let (lo, hi) = [(3, 11), (3, 5), (6, 8), (9, 11)][rnd(4)];
            for part in 0..10 {
                let src = &pool[rnd(pool.len())];
                let len = lo + rnd(hi - lo + 1);
                if part > 0 { boundaries.push(units.len()); }
                for s in src.iter().take(len) {
                    let a = text.chars().count(); text += s; units.push((a, text.chars().count())); text += "\n\n";
                }
            }
            let g = Gold { id: "syn".into(), text, units, boundaries };
            let doc = document(&g);
            let f = features(&Prose::new(&doc));
            if f.cues.len() != g.units.len() { continue; }
            docs.push(Doc { set: 4, n: f.cues.len(), hit: g.boundaries.clone(), gold: g.boundaries, f, fold });
        }
    }
}

const SETS: [&str; 4] = ["gov", "wiki", "gum", "choi"];

fn report(name: &str, docs: &[Doc], hyp: &[Vec<usize>]) {
    let mut line = format!("{name:26}");
    let mut mean = (0.0, 0.0);
    for (set, sname) in SETS.iter().enumerate() {
        let ix: Vec<usize> = (0..docs.len()).filter(|i| docs[*i].set == set).collect();
        if ix.is_empty() { continue; }
        let n = ix.len() as f64;
        let (mut p, mut w, mut a, mut b, mut k, mut ok) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for i in &ix {
            let d = &docs[*i];
            let (x, y) = pk_wd(d.n, &d.gold, &hyp[*i]);
            p += x; w += y; a += f1(&d.gold, &hyp[*i], 0); b += f1(&d.gold, &hyp[*i], 1);
            k += hyp[*i].len() as f64 + 1.0;
            ok += f64::from(u8::from((3..=9).contains(&(hyp[*i].len() + 1))));
        }
        if set < 3 { mean.0 += p / n / 3.0; mean.1 += w / n / 3.0; }
        line += &format!(" | {sname} {:.3}/{:.3} F {:.2} {:.3} p{:.1} {:.0}%", p / n, w / n, a / n, b / n, k / n, 100.0 * ok / n);
    }
    // mean log likelihood per unit
    println!("{line} | mean {:.3}/{:.3}", mean.0, mean.1);
}

fn main() {
    let dir = "/work/shared/corpora/segmentation";
    let mut docs = Vec::new();
    for (set, name) in SETS.iter().enumerate() {
        for (i, line) in std::fs::read_to_string(format!("{dir}/{name}.dev.jsonl")).unwrap().lines().enumerate() {
            let g: Gold = serde_json::from_str(line).unwrap();
            if set == 3 && (i % 8 != 0 || !std::env::args().any(|a| a == "-s")) { continue; }
            let doc = document(&g);
            let f = features(&Prose::new(&doc));
            let n = f.cues.len();
            if n != g.units.len() { eprintln!("{} units {} {}", g.id, n, g.units.len()); continue; }
            docs.push(Doc { set, n, hit: g.boundaries.clone(), gold: g.boundaries, f, fold: i % 5 });
        }
    }
    if std::env::args().any(|a| a == "-s") { synthetic(&mut docs); }
    eprintln!("{} docs, {} cues, {} run features", docs.len(), docs[0].f.cue_names.len(), docs[0].f.run_names.len());
    if let Some(x) = std::env::args().skip_while(|a| a != "-x").nth(1) {
        let off = |names: &[String]| -> Vec<usize> { (0..names.len()).filter(|k| x.split(',').any(|p| if let Some(q) = p.strip_prefix('^') { names[*k].starts_with(q) } else { names[*k] == p })).collect() };
        let (a, b) = (off(&docs[0].f.cue_names), off(&docs[0].f.run_names));
        eprintln!("off {} {}", a.len(), b.len());
        for d in &mut docs {
            for c in d.f.cues.iter_mut().skip(1) { for k in &a { c[*k] = 0.0; } }
            for (_, _, c) in &mut d.f.runs { for k in &b { c[*k] = 0.0; } }
        }
    }
    let args: Vec<f64> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    let l2 = args.first().copied().unwrap_or(0.003);
    let iters = args.get(1).copied().unwrap_or(200.0) as usize;
    let wts = [1.0, args.get(2).copied().unwrap_or(1.0), 0.0, 0.0, 0.0];
    let mut raw: Vec<Option<Lattice>> = (0..docs.len()).map(|_| None).collect();
    for fold in 0..5 {
        let tr: Vec<&Doc> = docs.iter().filter(|d| d.fold != fold && wts[d.set] > 0.0 && d.gold.windows(2).all(|w| w[1] - w[0] <= 40) && d.n - d.gold.last().unwrap() <= 40 && d.gold[0] <= 40).collect();
        let mut w = train(&tr, iters, l2, &wts, None, 0.0);
        let at = docs[0].f.run_names.iter().position(|n| n == "single likelihood").unwrap();
        w.run[at] = args.get(3).copied().unwrap_or(1.0);
        w.damp = args.get(4).copied().unwrap_or(0.0);
        w.damp_run = args.get(5).copied().unwrap_or(0.0);
        for (i, d) in docs.iter().enumerate() {
            if d.fold == fold { raw[i] = Some(lattice(d, &w)); }
        }
        if fold == 0 && std::env::args().any(|a| a == "-w") {
            for (n, v) in docs[0].f.cue_names.iter().zip(&w.cue) { println!("{v:8.3} {n}"); }
            for (n, v) in docs[0].f.run_names.iter().zip(&w.run) { println!("{v:8.3} {n}"); }
        }
    }
    let ll: f64 = docs.iter().zip(&raw).filter(|(d, _)| d.set == 0).map(|(d, l)| {
        let l = l.as_ref().unwrap(); let z = l.probabilities().1; let mut gb = d.hit.clone(); gb.insert(0, 0); gb.push(d.n);
        let s: f32 = gb.windows(2).map(|w| if w[1] - w[0] <= 40 { l.get(w[0], w[1]) } else { 0.0 }).sum();
        f64::from(s - z) / d.n as f64 }).sum::<f64>() / 451.0;
    println!("held-out log-likelihood a unit: {ll:.4}");
    let raw: Vec<Lattice> = raw.into_iter().map(Option::unwrap).collect();
    let ps: Vec<Lattice> = raw.iter().map(|l| l.probabilities().0).collect();
    let run = |o: Decode| -> Vec<Vec<usize>> { docs.iter().enumerate().map(|(i, d)| decode(d, &ps[i], &raw[i], o)).collect() };
    report("map", &docs, &run(Decode { beta: 0.0, tau: 0.0, near: 0.0, map: true }));
    for near in [0.5, 0.7, 1.0] { for beta in [0.5, 1.0] { for tau in [0.4, 0.5] {
        report(&format!("mbr b{beta} t{tau} n{near}"), &docs, &run(Decode { beta, tau, near, map: false }));
    }}}
}
