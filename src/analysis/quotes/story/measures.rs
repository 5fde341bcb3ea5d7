//! Distances, counts and agreement put into the few values that the weights know.

use super::super::cast::Gender;
use super::candidates::View;
use super::scene::Turn;

/// Paragraphs since the narration mentioned somebody.
pub fn near(view: &View, turn: &Turn) -> usize {
    match view.last.map(|(block, _)| turn.block.saturating_sub(block)) {
        Some(away @ 0..=3) => away as usize,
        Some(4..=5) => 4,
        Some(6..=8) => 5,
        Some(_) => 6,
        None => 7,
    }
}

pub fn few(count: usize) -> usize {
    match count {
        0..=2 => count,
        3..=4 => 3,
        5..=8 => 4,
        _ => 5,
    }
}

pub fn beside(view: &View) -> usize {
    let place = |seen: Option<bool>| match seen {
        None => 0,
        Some(false) => 1,
        Some(true) => 2,
    };
    place(view.before) * 3 + place(view.after)
}

/// Agrees, unknown, disagrees, nothing to agree with.
pub fn agreement(wanted: Option<Gender>, gender: Gender) -> usize {
    match (wanted, gender) {
        (None | Some(Gender::Unknown), _) => 3,
        (_, Gender::Unknown) => 1,
        (Some(wanted), gender) if wanted == gender => 0,
        _ => 2,
    }
}
