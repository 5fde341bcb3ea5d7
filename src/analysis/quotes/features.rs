//! What the learned model looks at: one place for training and for running.
//!
//! A feature is a row of a table, found by hashing; the callers add the weights of the rows.

use super::lens::{Lens, Tag};
use super::model::Label;
use super::window::Window;

/// Rows of the table of cues, a power of two.
pub const CUE_ROWS: usize = 1 << 16;
/// Rows of the table of labels.
pub const LABEL_ROWS: usize = 1 << 17;
/// Rows of the table of label pairs.
pub const PAIR_ROWS: usize = 1 << 15;
/// Rows of the table of reports.
pub const REPORT_ROWS: usize = 1 << 14;

/// Mixes the parts of a feature into a row number.
#[inline(always)]
fn row(template: u32, parts: &[u32], rows: usize) -> usize {
    let mut h = u64::from(template)
        .wrapping_add(1)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for part in parts {
        h = (h ^ u64::from(*part))
            .wrapping_mul(0xD6E8_FEB8_6659_FD93)
            .rotate_left(27);
    }
    (h ^ h >> 32) as usize & (rows - 1)
}

fn bucket(distance: usize) -> u32 {
    match distance {
        0..=4 => distance as u32,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        _ => 9,
    }
}

/// The features of a token as the word that reports something.
pub fn cue(lens: &Lens, at: usize, sink: &mut impl FnMut(usize)) {
    let h = |by: isize| at.checked_add_signed(by).map_or(2, |t| lens.hash(t));
    let t = |by: isize| {
        at.checked_add_signed(by)
            .map_or(Tag::Outside, |t| lens.tag(t)) as u32
    };
    let inside = u32::from(lens.mark_of(at).is_some());
    let (before, after) = marks_near(lens, at);
    let mut add = |template: u32, parts: &[u32]| sink(row(template, parts, CUE_ROWS));
    let w = h(0);
    add(0, &[inside]);
    add(1, &[w]);
    add(2, &[w, inside]);
    add(3, &[w, h(-1)]);
    add(4, &[w, h(1)]);
    add(5, &[h(-1), t(1)]);
    add(6, &[h(1), t(-1)]);
    add(7, &[w, t(-1), t(-2)]);
    add(8, &[w, t(1), t(2)]);
    add(9, &[t(-1), t(0), t(1)]);
    add(10, &[t(-2), t(-1), t(1), t(2)]);
    add(11, &[w, before, after]);
    add(12, &[lens.suffix(at), t(-1), t(1)]);
    add(13, &[u32::from(lens.cue_strength(at)), t(-1), t(1)]);
    add(
        14,
        &[u32::from(lens.cue_strength(at)), before, after, inside],
    );
    add(15, &[h(-2), h(-1)]);
    add(16, &[h(1), h(2)]);
    add(17, &[w, h(2)]);
    add(18, &[w, h(-2)]);
    add(19, &[t(1), t(2), t(3), inside]);
}

/// How near marked words stand before and after, within the sentence.
fn marks_near(lens: &Lens, at: usize) -> (u32, u32) {
    let mut before = 0;
    for by in 1..8 {
        let Some(t) = at.checked_sub(by) else { break };
        if lens.tag(t) == Tag::Mark {
            before = bucket(by).max(1);
            break;
        }
        if lens.starts(t + 1) {
            break;
        }
    }
    let mut after = 0;
    for t in at + 1..at + 8 {
        if lens.starts(t) {
            break;
        }
        if lens.tag(t) == Tag::Mark {
            after = bucket(t - at);
            break;
        }
    }
    (before, after)
}

/// What a unit's features share: counted once a window.
#[derive(Clone, Copy, Debug, Default)]
pub struct Standing {
    commas: u8,
    verbs: u8,
    stops: u8,
}

/// Counts for each unit what stands between it and the cue.
pub fn standings(lens: &Lens, window: &Window, out: &mut Vec<Standing>) {
    out.clear();
    out.resize(window.units.len(), Standing::default());
    let mut held = Standing::default();
    for (i, standing) in out.iter_mut().enumerate().skip(window.cue + 1) {
        *standing = held;
        pass(lens, window, i, &mut held);
    }
    held = Standing::default();
    for (i, standing) in out.iter_mut().enumerate().take(window.cue).rev() {
        *standing = held;
        pass(lens, window, i, &mut held);
    }
}

fn pass(lens: &Lens, window: &Window, i: usize, held: &mut Standing) {
    let unit = window.units[i];
    match unit.tag {
        Tag::Comma | Tag::Colon | Tag::Dash | Tag::Bracket => {
            held.commas = (held.commas + 1).min(2)
        }
        Tag::Stop => held.stops = 1,
        Tag::Marked => {}
        _ if lens.cue_strength(unit.start as usize) >= 4 => held.verbs = (held.verbs + 1).min(2),
        _ => {}
    }
}

/// What the window is like as a whole: what stands next to its cue and at its ends.
pub fn pattern(window: &Window) -> u32 {
    let tag = |i: Option<usize>| {
        i.and_then(|i| window.units.get(i))
            .map_or(Tag::Outside, |u| u.tag) as u32
    };
    let next = tag(Some(window.cue + 1));
    let before = tag(window.cue.checked_sub(1));
    let first = u32::from(window.units.first().is_some_and(|u| u.tag == Tag::Marked));
    let last = u32::from(window.units.last().is_some_and(|u| u.tag == Tag::Marked));
    ((next * 64 + before) * 2 + first) * 2 + last
}

/// The features of the unit `i` as outside, source or content.
pub fn label(
    lens: &Lens,
    window: &Window,
    standing: Standing,
    pattern: u32,
    i: usize,
    sink: &mut impl FnMut(usize),
) {
    let unit = window.units[i];
    let cue = window.units[window.cue];
    let right = i > window.cue;
    let side = u32::from(right) | u32::from(window.inside) << 1;
    let near = bucket(i.abs_diff(window.cue));
    let at = |by: isize| i.checked_add_signed(by).and_then(|i| window.units.get(i));
    let h = |by: isize| at(by).map_or(1, |u| u.hash);
    let t = |by: isize| at(by).map_or(Tag::Outside, |u| u.tag) as u32;
    let w = unit.hash;
    let tag = unit.tag as u32;
    let between = u32::from(standing.commas)
        | u32::from(standing.verbs) << 4
        | u32::from(standing.stops) << 8;
    let next = window.units.get(window.cue + 1).map_or(1, |u| u.hash);
    let before = window
        .cue
        .checked_sub(1)
        .map_or(1, |i| window.units[i].hash);
    let strength = u32::from(lens.cue_strength(unit.start as usize));
    let mut add = |template: u32, parts: &[u32]| sink(row(template, parts, LABEL_ROWS));
    add(0, &[side, near, tag]);
    add(1, &[side, w, near.min(3)]);
    add(2, &[side, w, h(-1)]);
    add(3, &[side, w, h(1)]);
    add(4, &[side, t(-1), tag, t(1)]);
    add(5, &[cue.hash, side, near]);
    add(6, &[cue.hash, side, tag, between]);
    add(7, &[side, between, tag]);
    add(8, &[side, between, near, pattern]);
    add(9, &[pattern, side, tag]);
    add(10, &[next, side, near, tag]);
    add(11, &[before, side, near, tag]);
    add(12, &[side, t(-2), t(-1), tag, t(1), t(2)]);
    add(13, &[cue.hash, next, side, between]);
    add(14, &[side, strength, tag, between]);
    add(
        15,
        &[
            cue.hash,
            before,
            side,
            between,
            u32::from(tag == Tag::Marked as u32),
        ],
    );
    add(16, &[lens.suffix(unit.start as usize), side, near]);
}

/// The features of a unit and the one before it as a pair of labels.
pub fn pair(
    window: &Window,
    standing: Standing,
    pattern: u32,
    i: usize,
    sink: &mut impl FnMut(usize),
) {
    let cue = window.units[window.cue];
    let side = u32::from(i > window.cue)
        | u32::from(i == window.cue + 1) << 1
        | u32::from(window.inside) << 2;
    let unit = window.units[i];
    let before = window.units[i - 1];
    let after = window.units.get(i + 1).map_or(Tag::Outside, |u| u.tag) as u32;
    let near = bucket(i.abs_diff(window.cue));
    let between = u32::from(standing.commas) | u32::from(standing.verbs) << 4;
    let mut add = |template: u32, parts: &[u32]| sink(row(template, parts, PAIR_ROWS));
    add(0, &[side]);
    add(1, &[side, unit.tag as u32, before.tag as u32]);
    add(2, &[side, unit.hash]);
    add(3, &[side, before.hash]);
    add(4, &[side, before.tag as u32, unit.tag as u32, after]);
    add(5, &[side, cue.hash, unit.tag as u32, before.tag as u32]);
    add(6, &[side, between, unit.tag as u32]);
    add(7, &[side, unit.hash, after]);
    add(8, &[side, before.hash, unit.tag as u32]);
    add(9, &[pattern, side, near.min(3), unit.tag as u32]);
}

/// What a window and its labels claim, for the last question: is it a report at all?
#[derive(Debug)]
pub struct Claim<'c> {
    /// The units.
    pub window: &'c Window,
    /// Their labels.
    pub labels: &'c [Label],
    /// The score of the cue.
    pub score: i32,
}

/// The features of a claim as a whole.
pub fn report(lens: &Lens, claim: &Claim, sink: &mut impl FnMut(usize)) {
    let Claim {
        window,
        labels,
        score,
    } = claim;
    let cue = window.units[window.cue];
    let shape = shape(labels, window.cue);
    let content = extent(labels, Label::Content);
    let source = extent(labels, Label::Source);
    let tag = |i: Option<usize>| {
        i.and_then(|i| window.units.get(i))
            .map_or(Tag::Outside, |u| u.tag) as u32
    };
    let hash = |i: Option<usize>| i.and_then(|i| window.units.get(i)).map_or(1, |u| u.hash);
    let first = content.map(|c| c.0);
    let last = content.map(|c| c.1);
    let length = content.map_or(0, |(a, b)| bucket(b + 1 - a));
    let level = (*score / 24).clamp(-8, 15) as u32 & 31;
    let inside = u32::from(window.inside);
    let marked = u32::from(
        (0..labels.len())
            .any(|i| labels[i] == Label::Content && window.units[i].tag == Tag::Marked),
    );
    let gap = content.map_or(9, |(a, b)| {
        if a > window.cue {
            bucket(a - window.cue)
        } else {
            bucket(window.cue.saturating_sub(b))
        }
    });
    let away = source.map_or(15, |(a, b)| {
        if a > window.cue {
            bucket(a - window.cue)
        } else {
            bucket(window.cue.saturating_sub(b))
        }
    });
    let wide = source.map_or(0, |(a, b)| bucket(b + 1 - a));
    let strength = u32::from(lens.cue_strength(cue.start as usize));
    let mut add = |template: u32, parts: &[u32]| sink(row(template, parts, REPORT_ROWS));
    add(0, &[level, inside]);
    add(1, &[level, shape, marked]);
    add(2, &[cue.hash, shape]);
    add(3, &[cue.hash, marked, inside]);
    add(4, &[shape, gap, marked]);
    add(5, &[shape, away, wide]);
    add(
        6,
        &[tag(first), tag(first.and_then(|f| f.checked_sub(1))), shape],
    );
    add(7, &[tag(last), tag(last.map(|l| l + 1)), shape]);
    add(8, &[length, marked, shape]);
    add(9, &[hash(source.map(|s| s.1))]);
    add(
        10,
        &[tag(source.map(|s| s.0)), tag(source.map(|s| s.1)), shape],
    );
    add(11, &[hash(first), shape]);
    add(12, &[strength, gap, level]);
    add(13, &[length, level, marked]);
    add(14, &[hash(last), tag(last.map(|l| l + 1))]);
    add(15, &[cue.hash, gap, length.min(2)]);
    add(
        16,
        &[
            tag(source.and_then(|s| s.0.checked_sub(1))),
            tag(source.map(|s| s.1 + 1)),
            shape,
        ],
    );
}

/// The first and the last unit of a label.
fn extent(labels: &[Label], label: Label) -> Option<(usize, usize)> {
    let first = labels.iter().position(|l| *l == label)?;
    let last = labels.iter().rposition(|l| *l == label)?;
    Some((first, last))
}

/// In which order source, cue and content follow each other, as a number.
fn shape(labels: &[Label], cue: usize) -> u32 {
    let mut shape = 1;
    let mut before = Label::Outside;
    for (i, label) in labels.iter().enumerate() {
        if i == cue {
            shape = (shape * 4 + 3) & 0xFFFF;
            before = Label::Outside;
        } else if *label != before {
            if *label != Label::Outside {
                shape = (shape * 4 + *label as u32) & 0xFFFF;
            }
            before = *label;
        }
    }
    shape
}
