//! Stories: who speaks in dialogues, where one verb of saying serves many turns.
//!
//! [`characters`] says who is who, [`scene`] who is mentioned where and what the words beside each
//! speech tell, [`candidates`] who may speak in a turn, and [`rank`] what speaks for each of them.
//! The turns are decided in text order, since the ones before tell whose turn it is.

mod ahead;
pub mod candidates;
pub mod characters;
mod diminutives;
pub mod listing;
mod measures;
mod naming;
mod observed;
pub mod rank;
pub mod scene;
#[cfg(test)]
mod tests;
mod ties;
mod turns;
mod weighing;

use rustc_hash::FxHashSet;

use super::found::Found;
use super::lexicon::Words;
use super::marks::Marked;
use super::speakers::Speakers;
use super::{dialogue, names};

use candidates::{Candidate, History};
use rank::{Column, Weights};
use scene::{Entity, Mode, Scenes};

/// A story with its quotations, the turns of its dialogues not yet put to anybody.
pub struct Story<'w, 'p, 'd> {
    /// What is known before anything is decided.
    pub scenes: Scenes<'w, 'p, 'd>,
    /// The quotations, in text order.
    pub found: Vec<Found>,
}

impl<'w, 'p, 'd> Story<'w, 'p, 'd> {
    /// Finds the speeches of a story; `reports` are quotations that were found without marks.
    pub fn new(words: &'w Words<'p, 'd>, marked: &[Marked], reports: Vec<Found>) -> Self {
        let spoken = scene::spoken(words, marked);
        let (cast, traits) = characters::find(words, names::find(words), &spoken);
        let mut found = dialogue::find(words, &cast, marked);
        let cues: FxHashSet<usize> = found
            .iter()
            .filter_map(|f| Some(f.cue.as_ref()?.start))
            .collect();
        // What reports a speech reports nothing else.
        let own = |f: &Found| {
            let cue = f.cue.as_ref().is_none_or(|c| !cues.contains(&c.start));
            cue && f.mention.as_ref().is_none_or(|m| !spoken[m.start])
        };
        found.extend(reports.into_iter().filter(own));
        found.sort_by_key(Found::start);
        Story {
            scenes: Scenes::new(words, cast, traits, &found, spoken),
            found,
        }
    }

    /// Puts every turn to somebody, in text order, twice: the second time with the first answers at
    /// hand, which tell what comes after a turn.
    ///
    /// `choose` is asked, with the turn's index, which of several candidates speaks; of a turn that
    /// names its speaker only to learn from, its answer does not count.
    pub fn tell(&self, mut choose: impl FnMut(&Choice) -> usize) -> Vec<Option<Entity>> {
        let first = self.pass(None, &mut choose);
        self.pass(Some(&first), &mut choose)
    }

    fn pass(
        &self,
        guesses: Option<&[Option<Entity>]>,
        choose: &mut impl FnMut(&Choice) -> usize,
    ) -> Vec<Option<Entity>> {
        let mut history = History::default();
        let turns = &self.scenes.turns;
        let mut told = Vec::with_capacity(turns.len());
        for (index, turn) in turns.iter().enumerate() {
            if turn.goes_on {
                told.push(history.go_on(turn));
                continue;
            }
            history.read(&self.scenes, turn.tokens.start);
            let named = turn.named.filter(|_| turn.mode == Mode::Name);
            let mut speaker = named;
            if named.is_none() || guesses.is_some() {
                let choice = Choice {
                    turn: index,
                    column: Column::new(turn.mode, usize::from(guesses.is_some())),
                    candidates: candidates::of_turn(&self.scenes, &history, guesses, index),
                };
                if !choice.candidates.is_empty() {
                    let chosen = choose(&choice);
                    speaker = named.or_else(|| Some(choice.candidates.get(chosen)?.entity));
                }
            }
            if !turn.aside {
                history.add(&self.scenes, turn, speaker);
            }
            told.push(speaker);
        }
        told
    }

    /// The speakers by the learned weights; the quotations get their confidence.
    pub fn speakers(&mut self) -> Speakers {
        let weights = rank::shipped();
        let mut sure = vec![0.0; self.scenes.turns.len()];
        let told = self.tell(|choice| {
            let (best, share) = best(weights, choice);
            sure[choice.turn] = share.clamp(0.0, SUREST);
            best
        });
        let mut last = 0.0;
        for (turn, mut sure) in self.scenes.turns.iter().zip(sure) {
            if turn.goes_on {
                sure = last;
            }
            last = sure;
            if turn.mode != Mode::Name {
                let quotes = self.found.get_mut(turn.quotes.clone());
                quotes
                    .unwrap_or_default()
                    .iter_mut()
                    .for_each(|q| q.confidence = sure);
            }
        }
        listing::list(&self.scenes, self.found.len(), &told)
    }
}

/// So sure a turn can be that no name with a verb of saying reports.
const SUREST: f32 = 0.94;

/// Who may speak in a turn.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The turn's index.
    pub turn: usize,
    /// The weights' column.
    pub column: Column,
    /// All who may.
    pub candidates: Vec<Candidate>,
}

/// The likeliest candidate, and how likely it is: by a softmax over the scores.
pub fn best(weights: &Weights<f32>, choice: &Choice) -> (usize, f32) {
    let score = |c: &Candidate| weights.score(&c.features, choice.column).0;
    let scores: Vec<f32> = choice.candidates.iter().map(score).collect();
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let sum: f32 = scores.iter().map(|s| (s - top).exp()).sum();
    let best = scores.iter().position(|s| *s == top).unwrap_or(0);
    (best, 1.0 / sum)
}
