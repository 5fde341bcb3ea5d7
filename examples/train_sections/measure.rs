//! The measures of a cutting against the author's.

use super::corpus::Article;

/// A line of figures: the means over articles.
pub fn row<'a>(name: &str, pairs: impl Iterator<Item = (&'a Article, &'a Vec<usize>)>) -> String {
    let mut sums = [0.0; 6];
    let mut count = 0.0;
    for (article, cutting) in pairs {
        let (pk, wd) = window_errors(article.paragraphs, &article.gold, cutting);
        let parts = cutting.len() + 1;
        let figures = [
            pk,
            wd,
            f1(&article.gold, cutting, 0),
            f1(&article.gold, cutting, 1),
            parts as f64,
            f64::from(u8::from((3..=9).contains(&parts))),
        ];
        for (sum, figure) in sums.iter_mut().zip(figures) {
            *sum += figure;
        }
        count += 1.0;
    }
    let means: Vec<String> = sums.iter().map(|s| format!("{:6.3}", s / count)).collect();
    format!("{name:34} {count:5} {}", means.join(" "))
}

/// Pk (Beeferman, Berger and Lafferty 1999) and WindowDiff (Pevzner and Hearst 2002), the window
/// half the author's mean part.
fn window_errors(paragraphs: usize, gold: &[usize], found: &[usize]) -> (f64, f64) {
    let mean = paragraphs as f64 / (gold.len() + 1) as f64;
    let window = ((mean / 2.0 + 0.5) as usize).max(2);
    if paragraphs <= window {
        return (0.0, 0.0);
    }
    let between = |cutting: &[usize], from: usize| {
        cutting
            .iter()
            .filter(|b| (from + 1..=from + window).contains(b))
            .count()
    };
    let (mut pk, mut wd) = (0, 0);
    for from in 0..paragraphs - window {
        let (a, b) = (between(gold, from), between(found, from));
        pk += usize::from((a == 0) != (b == 0));
        wd += usize::from(a != b);
    }
    let pairs = (paragraphs - window) as f64;
    (pk as f64 / pairs, wd as f64 / pairs)
}

/// F1 of the boundaries that agree within `slack` paragraphs, each matched once.
fn f1(gold: &[usize], found: &[usize], slack: usize) -> f64 {
    if gold.is_empty() && found.is_empty() {
        return 1.0;
    }
    let (mut a, mut b, mut agreed) = (0, 0, 0);
    while let (Some(left), Some(right)) = (gold.get(a), found.get(b)) {
        if left.abs_diff(*right) <= slack {
            agreed += 1;
            a += 1;
            b += 1;
        } else if left < right {
            a += 1;
        } else {
            b += 1;
        }
    }
    2.0 * agreed as f64 / (gold.len() + found.len()) as f64
}
