//! What the turns to come tell of who speaks in one.

use super::super::cast::Gender;
use super::scene::{Entity, Mode, Scenes};

/// The next turn that says something of its speaker, after an unbroken row of turns that do not.
#[derive(Clone, Copy, Debug)]
pub struct Anchor {
    /// How many paragraphs of speech after the turn, from 1 to [`ROW`].
    pub far: usize,
    /// Who is named.
    pub named: Option<Entity>,
    /// What gender is told.
    pub gender: Gender,
}

/// So many turns that say nothing are looked over.
pub const ROW: usize = 8;

impl Anchor {
    /// The one after the turn `index`.
    pub fn after(scenes: &Scenes, index: usize) -> Option<Self> {
        let mut block = scenes.turns.get(index)?.block;
        let turns = scenes.turns.get(index + 1..)?;
        let mut far = 0;
        for turn in turns.iter().filter(|t| !t.aside).take(2 * ROW) {
            if turn.block > block + 2 || far == ROW {
                return None;
            }
            far += usize::from(turn.block > block);
            block = turn.block;
            if far > 0 && turn.mode != Mode::Silent {
                let named = turn.named.filter(|_| turn.mode == Mode::Name);
                return Some(Anchor {
                    far,
                    named,
                    gender: named.map_or(turn.gender, |n| scenes.gender(n)),
                });
            }
        }
        None
    }
}

/// Who is named as speaking in the turns after a turn, each once, and how many turns after it.
pub fn named_ahead(scenes: &Scenes, index: usize) -> Vec<(usize, Entity)> {
    let mut named: Vec<(usize, Entity)> = Vec::new();
    let Some(turn) = scenes.turns.get(index) else {
        return named;
    };
    let mut block = turn.block;
    let turns = scenes.turns.get(index + 1..).unwrap_or_default();
    for (far, turn) in turns.iter().filter(|t| !t.aside).take(AHEAD).enumerate() {
        if turn.block > block + 3 {
            break;
        }
        block = turn.block;
        if let Some(entity) = turn.named.filter(|_| turn.mode == Mode::Name)
            && !named.iter().any(|n| n.1 == entity)
        {
            named.push((far + 1, entity));
        }
    }
    named
}

/// So many turns after a turn are looked at.
const AHEAD: usize = 8;
