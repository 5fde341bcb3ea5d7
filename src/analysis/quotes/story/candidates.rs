//! Who may speak in a turn, and what speaks for each.

use std::collections::VecDeque;

use super::super::cast::Gender;
use super::super::lexicon::{Class, Words};
use super::characters::Honour;
use super::rank::{Template, row};
use super::scene::{Entity, Head, Mode, NARRATOR, Occurrence, Scenes, Turn};

/// Somebody who may speak in a turn.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Who it is.
    pub entity: Entity,
    /// The rows of its features.
    pub rows: Vec<u16>,
}

/// A turn that was decided.
#[derive(Clone, Copy, Debug)]
struct Past {
    block: u32,
    speaker: Option<Entity>,
}

/// The turns that were decided.
#[derive(Clone, Debug, Default)]
pub struct History {
    past: VecDeque<Past>,
}

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
    pub fn add(&mut self, turn: &Turn, speaker: Option<Entity>) {
        if self.past.len() >= TURNS {
            self.past.pop_front();
        }
        self.past.push_back(Past {
            block: turn.block,
            speaker,
        });
    }

    /// The last turns, the very last first.
    fn back(&self) -> impl Iterator<Item = &Past> {
        self.past.iter().rev().take(TURNS)
    }

    /// How many turns ago somebody spoke, from 1.
    fn since(&self, entity: Entity) -> Option<usize> {
        let at = self.back().position(|p| p.speaker == Some(entity))?;
        Some(at + 1)
    }

    /// How many spoke in the last six turns.
    fn voices(&self) -> usize {
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
struct View {
    entity: Entity,
    /// The block and the token of its last mention in the narration.
    last: Option<(u32, u32)>,
    subject: bool,
    count: usize,
    before: Option<bool>,
    after: Option<bool>,
    in_speech: bool,
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
        let rows = surroundings.rows(view, order, place == 0);
        let fits = turn.mode == Mode::Name || scenes.gender(view.entity).fits(turn.gender);
        if view.last.is_some() && fits {
            order += 1;
        }
        all.push(Candidate {
            entity: view.entity,
            rows,
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
        } else if one.block == turn.block {
            // Between two halves of the speech.
            view.after = Some(view.after.unwrap_or(false) || one.subject);
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
            in_speech: false,
        });
        views.len() - 1
    });
    &mut views[place]
}

/// A turn to come, and who was guessed to speak in it.
#[derive(Clone, Copy)]
struct Ahead<'s> {
    turn: &'s Turn,
    guess: Option<Entity>,
}

/// What all candidates of a turn share.
struct Surroundings<'s, 'w, 'p, 'd> {
    scenes: &'s Scenes<'w, 'p, 'd>,
    history: &'s History,
    turn: &'s Turn,
    previous: Option<&'s Turn>,
    next: Option<Ahead<'s>>,
    after_next: Option<Ahead<'s>>,
    pass: usize,
    last_speaker: Option<Entity>,
    gap: usize,
    voices: usize,
    pronoun: Option<Gender>,
}

impl<'s, 'w, 'p, 'd> Surroundings<'s, 'w, 'p, 'd> {
    fn new(
        scenes: &'s Scenes<'w, 'p, 'd>,
        history: &'s History,
        guesses: Option<&[Option<Entity>]>,
        index: usize,
    ) -> Self {
        let turn = &scenes.turns[index];
        let last = history.past.back();
        let gap = match last.map(|p| turn.block - p.block) {
            Some(0 | 1) => 0,
            Some(2) => 1,
            Some(3..=5) => 2,
            _ => 3,
        };
        let ahead = scenes.turns.iter().enumerate().skip(index + 1);
        let mut ahead = ahead.filter(|(_, t)| !t.aside).map(|(i, turn)| Ahead {
            turn,
            guess: guesses.and_then(|g| *g.get(i)?),
        });
        let near = |a: &Ahead, by: u32| a.turn.block <= turn.block + by;
        let next = ahead.next().filter(|a| near(a, 3));
        let after_next = ahead.next().filter(|a| near(a, 5));
        let before = scenes.turns.get(..index).unwrap_or_default().iter().rev();
        Surroundings {
            scenes,
            history,
            turn,
            previous: before
                .filter(|t| !t.aside)
                .take(1)
                .find(|t| t.block + 3 >= turn.block),
            next,
            after_next,
            pass: usize::from(guesses.is_some()),
            last_speaker: last.and_then(|p| p.speaker),
            gap,
            voices: history.voices(),
            pronoun: last_pronoun(scenes, turn),
        }
    }

    fn rows(&self, view: &View, order: usize, is_last: bool) -> Vec<u16> {
        let turn = self.turn;
        let entity = view.entity;
        let mut rows = Vec::with_capacity(48);
        let mut add = |template, value| {
            rows.push(row(template, value, Some(turn.mode), self.pass));
            rows.push(row(template, value, None, self.pass));
        };
        let kind = self.kind(entity);
        let gender = self.scenes.gender(entity);
        let near = near(view, turn);
        let since = self.since(entity);
        add(Template::Kind, kind);
        add(
            Template::Agrees,
            agreement(
                Some(turn.gender).filter(|_| turn.mode != Mode::Name),
                gender,
            ),
        );
        add(Template::Near, near * 2 + usize::from(view.subject));
        add(
            Template::Order,
            if view.last.is_some() { order.min(3) } else { 4 },
        );
        add(Template::Often, few(view.count));
        add(Template::Beside, beside(view));
        add(Template::Spoke, since * 4 + self.gap);
        add(Template::Round, since * 4 + self.voices.min(3));
        add(Template::Both, since * 9 + near);
        let called = turn.called.contains(&entity);
        add(
            Template::InSpeech,
            if called {
                1
            } else {
                2 * usize::from(view.in_speech)
            },
        );
        add(Template::Called, self.called_before(entity));
        let called_next = self.next.is_some_and(|a| a.turn.called.contains(&entity));
        add(Template::CalledNext, usize::from(called_next));
        add(Template::Next, known(self.next, turn, 1, entity));
        add(Template::AfterNext, known(self.after_next, turn, 2, entity));
        add(Template::Known, self.fame(entity));
        add(Template::Rank, self.scenes.rank(entity));
        add(Template::Named, self.named(entity, kind));
        add(Template::Meant, self.meant(entity, kind));
        add(Template::Pronoun, agreement(self.pronoun, gender));
        let addressed = self.previous.map(|t| t.called_gender);
        let other = self.last_speaker != Some(entity);
        add(
            Template::Addressed,
            agreement(addressed.filter(|_| other), gender),
        );
        add(Template::Acting, self.acting(entity));
        let spoke_last = match self.last_speaker {
            None => 0,
            Some(last) if last == entity => 1,
            Some(_) => 2,
        };
        let mentioned = if view.last.is_none() {
            0
        } else {
            1 + usize::from(is_last)
        };
        add(Template::Last, mentioned * 3 + spoke_last);
        rows
    }

    fn kind(&self, entity: Entity) -> usize {
        if entity == NARRATOR {
            return 0;
        }
        if let Some(described) = self.scenes.described(entity) {
            return 1 + usize::from(described.kind == Head::Kin);
        }
        match self.scenes.traits.get(entity as usize).map(|t| t.honour) {
            Some(Honour::Untitled) => 3,
            Some(Honour::Mr | Honour::Sir) => 4,
            Some(Honour::Mrs) => 5,
            Some(Honour::Miss | Honour::Lady) => 6,
            _ => 7,
        }
    }

    /// How many turns ago somebody spoke: 0 in this paragraph, 7 not lately.
    fn since(&self, entity: Entity) -> usize {
        match self.history.since(entity) {
            Some(1)
                if self
                    .history
                    .past
                    .back()
                    .is_some_and(|p| p.block == self.turn.block) =>
            {
                0
            }
            Some(turns @ 1..=4) => turns,
            Some(5..=7) => 5,
            Some(_) => 6,
            None => 7,
        }
    }

    fn called_before(&self, entity: Entity) -> usize {
        match self.previous {
            Some(turn) if turn.called.contains(&entity) => {
                if self.last_speaker == Some(entity) {
                    5
                } else {
                    1 + self.gap
                }
            }
            Some(turn) if !turn.called.is_empty() => 6,
            _ => 0,
        }
    }

    fn fame(&self, entity: Entity) -> usize {
        match self.scenes.traits.get(entity as usize) {
            Some(traits) => (traits.told + 1).ilog2() as usize,
            None => 0,
        }
    }

    fn named(&self, entity: Entity, kind: usize) -> usize {
        match self.turn.named {
            None => 15,
            _ if self.turn.mode == Mode::Name => 15,
            Some(named) if named == entity => 1 + kind,
            Some(_) => 0,
        }
    }

    /// Whom a description may mean: the one it is known for, or somebody else.
    fn meant(&self, entity: Entity, kind: usize) -> usize {
        let Some(head) = self.turn.head.filter(|_| self.turn.mode != Mode::Name) else {
            return 0;
        };
        let which = if self.turn.named == Some(entity) {
            match self.scenes.described(entity).map_or(0, |d| d.told) {
                0..=1 => 8,
                2..=4 => 9,
                5..=12 => 10,
                _ => 11,
            }
        } else {
            kind
        };
        1 + head as usize * 12 + which
    }

    fn acting(&self, entity: Entity) -> usize {
        match self.scenes.traits.get(entity as usize) {
            None => 4,
            Some(t) if t.acts >= 3 => 0,
            Some(t) if t.acts > 0 => 1,
            Some(t) if t.honour != Honour::Untitled => 2,
            Some(_) => 3,
        }
    }
}

/// Paragraphs since the narration mentioned somebody.
fn near(view: &View, turn: &Turn) -> usize {
    match view.last.map(|(block, _)| turn.block.saturating_sub(block)) {
        Some(away @ 0..=3) => away as usize,
        Some(4..=5) => 4,
        Some(6..=8) => 5,
        Some(_) => 6,
        None => 7,
    }
}

fn few(count: usize) -> usize {
    match count {
        0..=2 => count,
        3..=4 => 3,
        5..=8 => 4,
        _ => 5,
    }
}

fn beside(view: &View) -> usize {
    let place = |seen: Option<bool>| match seen {
        None => 0,
        Some(false) => 1,
        Some(true) => 2,
    };
    place(view.before) * 3 + place(view.after)
}

/// Agrees, unknown, disagrees, nothing to agree with.
fn agreement(wanted: Option<Gender>, gender: Gender) -> usize {
    match (wanted, gender) {
        (None | Some(Gender::Unknown), _) => 3,
        (_, Gender::Unknown) => 1,
        (Some(wanted), gender) if wanted == gender => 0,
        _ => 2,
    }
}

/// Whether a turn ahead is somebody's: by its own words, or by a guess that a pronoun supports or
/// nothing does.
fn known(ahead: Option<Ahead>, turn: &Turn, adjacent: u32, entity: Entity) -> usize {
    let Some(Ahead { turn: ahead, guess }) = ahead else {
        return 0;
    };
    let (who, how) = match ahead.mode {
        Mode::Name => (ahead.named, 0),
        Mode::Silent => (guess, 1),
        _ => (guess, 2),
    };
    let far = usize::from(ahead.block > turn.block + adjacent);
    match who {
        Some(who) if who == entity => 1 + 2 * far + 4 * how,
        Some(_) => 2 + 2 * far + 4 * how,
        None => 0,
    }
}

/// The gender of the last pronoun of the narration before a turn, in its paragraph or the one
/// before.
fn last_pronoun(scenes: &Scenes, turn: &Turn) -> Option<Gender> {
    let words: &Words = scenes.words;
    let floor = turn.tokens.start.saturating_sub(LOOKED);
    let at = (floor..turn.tokens.start)
        .rev()
        .find(|t| !scenes.spoken[*t] && words.is(*t, Class::HE.or(Class::SHE)))?;
    Some(if words.is(at, Class::HE) {
        Gender::He
    } else {
        Gender::She
    })
}

/// How far back a pronoun is looked for, in tokens.
const LOOKED: usize = 40;
