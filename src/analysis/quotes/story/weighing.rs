//! What speaks for a candidate: the features of [`rank`](super::rank), read off its surroundings.

use super::super::cast::Gender;
use super::super::lexicon::{Class, Words};
use super::ahead::{Anchor, named_ahead};
use super::candidates::{History, View};
use super::characters::Honour;
use super::measures::{agreement, beside, few, near};
use super::rank::{Template, feature};
use super::scene::{Entity, Head, Mode, NARRATOR, Scenes, Turn};

/// A turn to come, and who was guessed to speak in it.
#[derive(Clone, Copy)]
struct Ahead<'s> {
    turn: &'s Turn,
    guess: Option<Entity>,
}

/// What all candidates of a turn share.
pub struct Surroundings<'s, 'w, 'p, 'd> {
    scenes: &'s Scenes<'w, 'p, 'd>,
    history: &'s History,
    turn: &'s Turn,
    previous: Option<&'s Turn>,
    next: Option<Ahead<'s>>,
    after_next: Option<Ahead<'s>>,
    last_speaker: Option<Entity>,
    gap: usize,
    voices: usize,
    pronoun: Option<Gender>,
    anchor: Option<Anchor>,
    named_ahead: Vec<(usize, Entity)>,
    asked: usize,
}

impl<'s, 'w, 'p, 'd> Surroundings<'s, 'w, 'p, 'd> {
    /// Looks at the turn `index`.
    pub fn new(
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
        let previous = before
            .filter(|t| !t.aside)
            .take(1)
            .find(|t| t.block + 3 >= turn.block);
        let asks = |t: &Turn| {
            let end = t.tokens.end.saturating_sub(3)..t.tokens.end;
            end.into_iter().any(|t| scenes.words.lower(t) == "?")
        };
        Surroundings {
            scenes,
            history,
            turn,
            previous,
            anchor: Anchor::after(scenes, index),
            named_ahead: named_ahead(scenes, index),
            asked: match previous {
                None => 0,
                Some(t) if t.block == turn.block => 1,
                Some(t) if !asks(t) => 2,
                Some(_) => 3,
            },
            next,
            after_next,
            last_speaker: last.and_then(|p| p.speaker),
            gap,
            voices: history.voices(),
            pronoun: last_pronoun(scenes, turn),
        }
    }

    /// A candidate's features: how many who fit were mentioned after it, and whether it is
    /// the last mentioned.
    pub fn features(&self, view: &View, order: usize, is_last: bool) -> Vec<u16> {
        let turn = self.turn;
        let entity = view.entity;
        let mut features = Vec::with_capacity(48);
        let mut add = |template, value| features.push(feature(template, value));
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
        add(Template::Focus, self.focus(entity));
        add(Template::Actor, self.actor(entity));
        add(Template::Anchor, self.anchor(entity));
        add(Template::Sex, self.sex(gender));
        add(Template::Ahead, self.ahead(entity));
        add(Template::Heard, self.heard(entity));
        add(Template::Object, view.object_before * 3 + view.object_after);
        add(Template::Asked, self.asked * 3 + spoke_last);
        let next = self.next.map(|a| a.turn.called_gender);
        let by_other = self.next.is_some_and(|a| a.guess != Some(entity));
        add(
            Template::AddressedNext,
            agreement(next, gender) + 4 * usize::from(by_other),
        );
        let of = |t: Option<&Turn>| usize::from(t.is_some_and(|t| t.told_of.contains(&entity)));
        let next = self.next.map(|a| a.turn);
        add(
            Template::ToldOf,
            of(Some(turn)) + 2 * of(self.previous) + 4 * of(next),
        );
        add(Template::Calls, agreement(Some(turn.called_gender), gender));
        features
    }

    /// Whether "he" or "she" would mean somebody.
    fn focus(&self, entity: Entity) -> usize {
        let focus = self.history.focus.iter().flatten();
        let Some(focus) = focus.filter(|f| f.entity == entity).max_by_key(|f| f.last) else {
            return 0;
        };
        let often = match focus.pronouns {
            0 => 0,
            1..=2 => 1,
            _ => 2,
        };
        let start = self.turn.tokens.start as u32;
        let far = match start.saturating_sub(focus.last) {
            0..=15 => 0,
            16..=60 => 1,
            61..=200 => 2,
            _ => 3,
        };
        1 + often * 4 + far
    }

    /// Whether somebody acted last, in this paragraph, after the turn before or earlier.
    fn actor(&self, entity: Entity) -> usize {
        let Some((actor, at)) = self.history.actor else {
            return 0;
        };
        let block = self
            .scenes
            .words
            .prose
            .block_tokens(self.turn.block as usize);
        let place = if at as usize >= block.start {
            0
        } else if self.previous.is_none_or(|p| at as usize >= p.tokens.end) {
            let previous = self.previous.map(|p| p.block as usize);
            let own = previous.map(|b| self.scenes.words.prose.block_tokens(b).end);
            if own.is_some_and(|end| (at as usize) < end) {
                1
            } else {
                2
            }
        } else {
            3
        };
        1 + place * 2 + usize::from(actor == entity)
    }

    /// Whether the anchor is somebody's own, by how far away it is.
    fn anchor(&self, entity: Entity) -> usize {
        match self.anchor.and_then(|a| a.named.zip(Some(a.far))) {
            Some((named, far)) => 1 + 2 * (far - 1) + usize::from(named == entity),
            None => 0,
        }
    }

    /// Whether the anchor's gender agrees, by how far away it is.
    fn sex(&self, gender: Gender) -> usize {
        match self.anchor.filter(|a| a.gender != Gender::Unknown) {
            Some(anchor) => 1 + 3 * (anchor.far - 1) + agreement(Some(anchor.gender), gender),
            None => 0,
        }
    }

    fn ahead(&self, entity: Entity) -> usize {
        let first = self.named_ahead.iter().find(|(_, e)| *e == entity);
        match first {
            None => 0,
            Some((far @ 1..=4, _)) => *far,
            Some((far, _)) => 5 + usize::from(*far > 6),
        }
    }

    /// How the narration in the paragraph of the turn before mentions somebody.
    fn heard(&self, entity: Entity) -> usize {
        let Some(previous) = self.previous.filter(|p| p.block < self.turn.block) else {
            return 0;
        };
        let all = &self.scenes.occurrences;
        let from = all.partition_point(|o| o.block < previous.block);
        let here = all.get(from..).unwrap_or_default().iter().take(24);
        let here = here.take_while(|o| o.block == previous.block);
        let own = here.filter(|o| !o.spoken && o.entity == entity);
        let spoke = usize::from(self.last_speaker == Some(entity));
        let how = match own.last() {
            None => return 1 + spoke,
            Some(o) if o.subject => 1,
            Some(o) if o.object => 2,
            Some(_) => 3,
        };
        1 + how * 2 + spoke
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
