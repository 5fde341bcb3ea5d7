//! Who may speak in a turn, and what speaks for each.

use std::collections::VecDeque;

use super::super::cast::Gender;
use super::super::lexicon::Class;
use super::ahead::named_ahead;
use super::scene::{Entity, Mode, NARRATOR, Occurrence, Scenes, Turn};
use super::weighing::Surroundings;

/// Somebody who may speak in a turn.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Who it is.
    pub entity: Entity,
    /// Its features.
    pub features: Vec<u16>,
}

/// A turn that was decided.
#[derive(Clone, Copy, Debug)]
pub struct Past {
    /// The block.
    pub block: u32,
    /// Who spoke.
    pub speaker: Option<Entity>,
}

/// The turns that were decided, and whom the narration is about.
#[derive(Clone, Debug, Default)]
pub struct History {
    pub(super) past: VecDeque<Past>,
    /// Whom "he" and "she" mean.
    pub(super) focus: [Option<Focus>; 2],
    /// Who acted last in the narration, and where.
    pub(super) actor: Option<(Entity, u32)>,
    /// The occurrences before this one were looked at.
    seen: usize,
    /// The tokens before this one were looked at.
    read: usize,
}

/// Whom a pronoun means.
#[derive(Clone, Copy, Debug)]
pub struct Focus {
    /// Who it is.
    pub entity: Entity,
    /// How often a pronoun meant them since they were named or spoke.
    pub pronouns: u32,
    /// The token of the last of these mentions.
    pub last: u32,
}

/// So many tokens back the narration is read.
const FURTHEST: usize = 600;
/// So many turns back are looked at.
const TURNS: usize = 12;
/// So many paragraphs back.
const BLOCKS: u32 = 12;
/// So many mentions back.
const MENTIONS: usize = 48;
/// So many candidates a turn.
const MOST: usize = 16;

impl History {
    /// Notes a turn.
    pub fn add(&mut self, scenes: &Scenes, turn: &Turn, speaker: Option<Entity>) {
        if let Some(entity) = speaker {
            let at = turn.tokens.start as u32;
            self.turn_to(scenes.gender(entity), entity, at, true);
        }
        if self.past.len() >= TURNS {
            self.past.pop_front();
        }
        self.past.push_back(Past {
            block: turn.block,
            speaker,
        });
    }

    /// Notes a turn that goes on with the one before; whoever spoke that speaks it.
    pub fn go_on(&mut self, turn: &Turn) -> Option<Entity> {
        let last = self.past.back_mut()?;
        last.block = turn.block;
        last.speaker
    }

    /// Reads the narration up to the token `to`.
    pub fn read(&mut self, scenes: &Scenes, to: usize) {
        let words = scenes.words;
        let mut at = self.read.max(to.saturating_sub(FURTHEST));
        let all = &scenes.occurrences;
        while at < to {
            while all.get(self.seen).is_some_and(|o| (o.start as usize) < at) {
                self.seen += 1;
            }
            if let Some(one) = all.get(self.seen).filter(|o| o.start as usize == at) {
                if !one.spoken {
                    self.mention(scenes, one);
                }
            } else if !scenes.spoken[at] {
                let side = match (words.is(at, Class::HE), words.is(at, Class::SHE)) {
                    (true, false) => 0,
                    (false, true) => 1,
                    _ => {
                        at += 1;
                        continue;
                    }
                };
                if let Some(focus) = &mut self.focus[side] {
                    focus.pronouns += 1;
                    focus.last = at as u32;
                    if matches!(words.lower(at), "he" | "she") {
                        self.actor = Some((focus.entity, at as u32));
                    }
                }
            }
            at += 1;
        }
        self.read = to.max(self.read);
    }

    fn mention(&mut self, scenes: &Scenes, one: &Occurrence) {
        if one.subject {
            self.actor = Some((one.entity, one.start));
        }
        self.turn_to(
            scenes.gender(one.entity),
            one.entity,
            one.start,
            one.subject,
        );
    }

    fn turn_to(&mut self, gender: Gender, entity: Entity, at: u32, strong: bool) {
        for side in 0..2 {
            let fits = match gender {
                Gender::He => side == 0,
                Gender::She => side == 1,
                Gender::Unknown => strong,
            };
            let other = self.focus[side].is_some_and(|f| f.entity != entity);
            if fits && (strong || !other) {
                self.focus[side] = Some(Focus {
                    entity,
                    pronouns: 0,
                    last: at,
                });
            }
        }
    }

    /// The last turns, the very last first.
    fn back(&self) -> impl Iterator<Item = &Past> {
        self.past.iter().rev().take(TURNS)
    }

    /// How many turns ago somebody spoke, from 1.
    pub fn since(&self, entity: Entity) -> Option<usize> {
        let at = self.back().position(|p| p.speaker == Some(entity))?;
        Some(at + 1)
    }

    /// How many spoke in the last six turns.
    pub fn voices(&self) -> usize {
        let mut seen: Vec<Entity> = Vec::new();
        for speaker in self.back().take(6).filter_map(|p| p.speaker) {
            if !seen.contains(&speaker) {
                seen.push(speaker);
            }
        }
        seen.len()
    }
}

/// What the paragraphs around a turn show of one candidate.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// Who it is.
    pub entity: Entity,
    /// The block and the token of its last mention in the narration.
    pub last: Option<(u32, u32)>,
    /// Whether that mention looks like a subject.
    pub subject: bool,
    /// How many mentions there are.
    pub count: usize,
    /// Whether it is mentioned in the paragraph before the speech, and as a subject.
    pub before: Option<bool>,
    /// The same after the speech.
    pub after: Option<bool>,
    /// How it is mentioned in the paragraph before the speech: not, on a preposition, otherwise.
    pub object_before: usize,
    /// The same after the speech.
    pub object_after: usize,
    /// Whether the speech mentions it.
    pub in_speech: bool,
}

/// All who may speak in the turn `index`, the last mentioned first.
///
/// `guesses` are the answers of an earlier pass, if there was one.
pub fn of_turn(
    scenes: &Scenes,
    history: &History,
    guesses: Option<&[Option<Entity>]>,
    index: usize,
) -> Vec<Candidate> {
    let turn = &scenes.turns[index];
    let mut views = views(scenes, history, index);
    let asks_gender = matches!(turn.mode, Mode::Pronoun | Mode::Description | Mode::Kin);
    if asks_gender {
        views.retain(|v| scenes.gender(v.entity).fits(turn.gender));
    }
    views.sort_by_key(|v| std::cmp::Reverse(v.last));
    views.truncate(MOST);
    let surroundings = Surroundings::new(scenes, history, guesses, index);
    let mut order = 0;
    let mut all = Vec::with_capacity(views.len());
    for (place, view) in views.iter().enumerate() {
        let features = surroundings.features(view, order, place == 0);
        let fits = turn.mode == Mode::Name || scenes.gender(view.entity).fits(turn.gender);
        if view.last.is_some() && fits {
            order += 1;
        }
        all.push(Candidate {
            entity: view.entity,
            features,
        });
    }
    all
}

/// Everyone who is mentioned or spoke near a turn.
fn views(scenes: &Scenes, history: &History, index: usize) -> Vec<View> {
    let turn = &scenes.turns[index];
    let mut views: Vec<View> = Vec::new();
    let next = scenes
        .turns
        .get(index + 1)
        .filter(|t| t.block == turn.block);
    let stop = next.map_or(u32::MAX, |t| t.tokens.start as u32);
    let end = turn.tokens.end as u32;
    let start = turn.tokens.start as u32;
    let all = &scenes.occurrences;
    let from = all.partition_point(|o| o.start < end);
    let after = all.get(from..).unwrap_or_default();
    let after = after
        .iter()
        .take_while(|o| o.block == turn.block && o.start < stop);
    // What says outright who speaks is not asked who might have.
    let hidden =
        |o: &Occurrence| turn.mode == Mode::Name && turn.mention.contains(&(o.start as usize));
    for one in after.filter(|o| !o.spoken && !hidden(o)) {
        let view = view_of(&mut views, one.entity);
        view.after = Some(view.after.unwrap_or(false) || one.subject);
        view.object_after = view.object_after.max(1 + usize::from(!one.object));
        view.count += 1;
    }
    let before = all.get(..from).unwrap_or_default().iter().rev();
    let near = |o: &&Occurrence| o.block + BLOCKS >= turn.block;
    for one in before.take(MENTIONS).take_while(near) {
        let own = one.start >= start && one.spoken;
        if one.spoken && !own || hidden(one) {
            continue;
        }
        if own {
            // Who is only spoken of is no candidate.
            if let Some(view) = views.iter_mut().find(|v| v.entity == one.entity) {
                view.in_speech = true;
            }
            continue;
        }
        let view = view_of(&mut views, one.entity);
        view.count += 1;
        if view.last.is_none() {
            view.last = Some((one.block, one.start));
            view.subject = one.subject;
        }
        if one.block == turn.block && one.start < start {
            view.before = Some(view.before.unwrap_or(false) || one.subject);
            view.object_before = view.object_before.max(1 + usize::from(!one.object));
        } else if one.block == turn.block {
            // Between two halves of the speech.
            view.after = Some(view.after.unwrap_or(false) || one.subject);
            view.object_after = view.object_after.max(1 + usize::from(!one.object));
        }
    }
    for past in history
        .back()
        .filter(|p| p.block + 2 * BLOCKS >= turn.block)
    {
        if let Some(speaker) = past.speaker {
            view_of(&mut views, speaker);
        }
    }
    if let Some(last) = index.checked_sub(1).and_then(|i| scenes.turns.get(i))
        && last.block + 3 >= turn.block
    {
        last.called.iter().for_each(|c| _ = view_of(&mut views, *c));
    }
    if let Some(named) = turn.named {
        view_of(&mut views, named);
    }
    for (_, named) in named_ahead(scenes, index) {
        view_of(&mut views, named);
    }
    if scenes.first_person {
        view_of(&mut views, NARRATOR);
    }
    views
}

fn view_of(views: &mut Vec<View>, entity: Entity) -> &mut View {
    let place = views.iter().position(|v| v.entity == entity);
    let place = place.unwrap_or_else(|| {
        views.push(View {
            entity,
            last: None,
            subject: false,
            count: 0,
            before: None,
            after: None,
            object_before: 0,
            object_after: 0,
            in_speech: false,
        });
        views.len() - 1
    });
    &mut views[place]
}
