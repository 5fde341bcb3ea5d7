//! What stands around a cue: the units that the model labels.

use super::lens::{Lens, Tag};

/// A token, or a whole run of marked words seen from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
    /// Its hashed word.
    pub hash: u32,
    /// Its tag.
    pub tag: Tag,
}

/// The units around a cue.
#[derive(Clone, Debug, Default)]
pub struct Window {
    /// In text order.
    pub units: Vec<Unit>,
    /// Which of them is the cue.
    pub cue: usize,
    /// Whether the cue stands between quotation marks.
    pub inside: bool,
    left: Vec<Unit>,
}

/// How many units are seen on each side.
const REACH: usize = 60;

impl Window {
    /// Moves the window to the cue at `cue`.
    ///
    /// Outside quotation marks it holds the sentence, each run of marked words as one unit, and the
    /// marked words right before and after the sentence; inside, the sentence between the marks.
    pub fn move_to(&mut self, lens: &Lens, cue: usize) {
        let home = lens.mark_of(cue);
        self.inside = home.is_some();
        self.units.clear();
        self.left.clear();
        let (floor, ceiling) = home.map_or((0, lens.count()), |m| {
            let one = &lens.marked[m];
            (
                one.open + 1,
                one.end - usize::from(one.closed && one.end > one.open + 1),
            )
        });
        let mut at = cue;
        while at > floor && self.left.len() < REACH {
            let is_start = lens.starts(at);
            let unit = self.unit_before(lens, at);
            if is_start {
                if unit.tag == Tag::Marked && same_block(lens, unit.start as usize, cue) {
                    self.left.push(unit);
                }
                break;
            }
            self.left.push(unit);
            at = unit.start as usize;
        }
        self.units.extend(self.left.iter().rev());
        self.cue = self.units.len();
        self.units.push(word(lens, cue));
        let mut at = cue + 1;
        while at < ceiling && self.units.len() - self.cue <= REACH {
            let is_start = lens.starts(at);
            let unit = self.unit_after(lens, at);
            if is_start {
                if unit.tag == Tag::Marked && same_block(lens, at, cue) {
                    self.units.push(unit);
                }
                break;
            }
            self.units.push(unit);
            at = unit.end as usize;
        }
    }

    fn unit_before(&self, lens: &Lens, at: usize) -> Unit {
        match lens.mark_of(at - 1).filter(|_| !self.inside) {
            Some(mark) => run(lens, mark),
            None => word(lens, at - 1),
        }
    }

    fn unit_after(&self, lens: &Lens, at: usize) -> Unit {
        match lens.mark_of(at).filter(|_| !self.inside) {
            Some(mark) => run(lens, mark),
            None => word(lens, at),
        }
    }
}

fn same_block(lens: &Lens, a: usize, b: usize) -> bool {
    let block = |at: usize| lens.words.prose.sentences()[lens.words.prose.sentence_of(at)].block;
    block(a) == block(b)
}

fn word(lens: &Lens, at: usize) -> Unit {
    Unit {
        start: at as u32,
        end: at as u32 + 1,
        hash: lens.hash(at),
        tag: lens.tag(at),
    }
}

/// A run of marked words, hashed by how it ends, how it begins and how long it is.
fn run(lens: &Lens, mark: usize) -> Unit {
    let one = &lens.marked[mark];
    let last = one.end.saturating_sub(1 + usize::from(one.closed));
    let ending = match lens.tag(last) {
        Tag::Comma => 1,
        Tag::Stop => 2,
        Tag::Dash => 3,
        _ => 4,
    };
    // American use puts the stop inside whatever the grammar: what follows tells more.
    let length = match one.end - one.open {
        0..=4 => 0,
        5..=8 => 1,
        9..=20 => 2,
        _ => 3,
    };
    let capital = u32::from(lens.words.is_capital(one.open + 1));
    Unit {
        start: one.open as u32,
        end: one.end as u32,
        hash: 0x5151_0000 + ending * 16 + length * 2 + capital,
        tag: Tag::Marked,
    }
}
