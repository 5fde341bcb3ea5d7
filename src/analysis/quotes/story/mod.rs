//! Stories: who speaks in dialogues, where one verb of saying serves many turns.
//!
//! [`characters`] says who is who, [`scene`] who is mentioned where and what the words beside each
//! speech tell, [`candidates`] who may speak in a turn, and [`rank`] what speaks for each of them.
//! The turns are decided in text order, since the ones before tell whose turn it is.

pub mod candidates;
pub mod characters;
pub mod listing;
pub mod rank;
pub mod scene;

use super::found::Found;
use super::lexicon::Words;
use super::marks::Marked;
use super::speakers::Speakers;
use super::{dialogue, names};

use candidates::{Candidate, History};
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
        let mut found = reports;
        found.extend(dialogue::find(words, &cast, marked));
        found.sort_by_key(Found::start);
        Story {
            scenes: Scenes::new(words, cast, traits, &found, spoken),
            found,
        }
    }

    /// Puts every turn to somebody, in text order, twice: the second time with the first answers at
    /// hand, which tell what comes after a turn.
    ///
    /// `choose` is asked, with the turn's index, which of several candidates speaks.
    pub fn tell(&self, mut choose: impl FnMut(usize, &[Candidate]) -> usize) -> Vec<Option<Entity>> {
        let first = self.pass(None, &mut choose);
        self.pass(Some(&first), &mut choose)
    }

    fn pass(
        &self,
        guesses: Option<&[Option<Entity>]>,
        choose: &mut impl FnMut(usize, &[Candidate]) -> usize,
    ) -> Vec<Option<Entity>> {
        let mut history = History::default();
        let turns = &self.scenes.turns;
        let mut told = Vec::with_capacity(turns.len());
        for (index, turn) in turns.iter().enumerate() {
            let speaker = match (turn.mode, turn.named) {
                (Mode::Name, Some(named)) => Some(named),
                _ => {
                    let all = candidates::of_turn(&self.scenes, &history, guesses, index);
                    match all.len() {
                        0 => None,
                        _ => all.get(choose(index, &all)).map(|c| c.entity),
                    }
                }
            };
            if !turn.aside {
                history.add(turn, speaker);
            }
            told.push(speaker);
        }
        told
    }

    /// The speakers by the learned weights; the quotations get their confidence.
    pub fn speakers(&mut self) -> Speakers {
        let weights = rank::shipped();
        let mut sure = vec![SAID; self.scenes.turns.len()];
        let told = self.tell(|turn, all| {
            let (best, margin) = best(weights, all);
            sure[turn] = sureness(margin);
            best
        });
        for (turn, sure) in self.scenes.turns.iter().zip(sure) {
            for quote in &mut self.found[turn.quotes.clone()] {
                quote.confidence = if turn.mode == Mode::Name {
                    quote.confidence
                } else {
                    sure
                };
            }
        }
        listing::list(&self.scenes, self.found.len(), &told)
    }
}

/// How sure a turn is that a name with a verb of saying reports.
const SAID: f32 = 0.95;

/// The candidate of the highest score, and by how much it wins.
pub fn best(weights: &[i32], all: &[Candidate]) -> (usize, i32) {
    let mut best = (0, i32::MIN);
    let mut second = i32::MIN;
    for (index, candidate) in all.iter().enumerate() {
        let score = candidate.score(weights);
        if score > best.1 {
            second = best.1;
            best = (index, score);
        } else if score > second {
            second = score;
        }
    }
    (best.0, best.1.saturating_sub(second))
}

/// What a margin says as a probability, roughly.
fn sureness(margin: i32) -> f32 {
    let x = margin.max(0) as f32 / EVEN;
    0.4 + 0.5 * x / (1.0 + x)
}

/// The margin at which a choice is half way to sure.
const EVEN: f32 = 400.0;
