//! What is known of a piece, as numbers: the input of the choice between text and boilerplate.

use rustc_hash::FxHashMap;

use super::super::words;
use super::hints;
use super::page::{Kind, Piece};
use super::votes::Votes;

/// About how many numbers a piece has.
const COUNT: usize = 128;

/// The numbers of each piece, in the order of [`names`]; nought for votes that were not asked.
pub(super) fn of(pieces: &[Piece], votes: Option<&Votes>) -> Vec<Vec<f32>> {
    let none = Votes::default();
    let votes = votes.unwrap_or(&none);
    let page = Page::of(pieces, votes);
    (0..pieces.len())
        .map(|at| page.numbers(pieces, votes, at))
        .collect()
}

/// What is counted once for a page.
struct Page {
    /// Bytes of text.
    length: usize,
    /// Bytes of text and number of pieces by parent and by grandparent.
    parents: FxHashMap<u32, (usize, usize)>,
    grandparents: FxHashMap<u32, (usize, usize)>,
    /// How often a text stands in the page.
    texts: FxHashMap<String, u32>,
    /// The first heading of level 1.
    title: usize,
    /// Bytes of text before each piece.
    before: Vec<usize>,
    /// The votes on all of the text by parent and by grandparent, and on the page.
    voted_parents: FxHashMap<u32, Share>,
    voted_grandparents: FxHashMap<u32, Share>,
    voted: Share,
}

/// How much of a text each extractor keeps.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    length: f32,
    smoothie: f32,
    trafilatura: f32,
}

impl Share {
    fn add(&mut self, length: f32, smoothie: f32, trafilatura: f32) {
        self.length += length;
        self.smoothie += length * smoothie;
        self.trafilatura += length * trafilatura;
    }

    fn read(self) -> [f32; 2] {
        let all = self.length.max(1.0);
        [self.smoothie / all, self.trafilatura / all]
    }
}

impl Page {
    fn of(pieces: &[Piece], votes: &Votes) -> Self {
        let mut page = Page {
            length: 0,
            parents: FxHashMap::default(),
            grandparents: FxHashMap::default(),
            texts: FxHashMap::default(),
            title: pieces
                .iter()
                .position(|p| p.kind == Kind::Heading(1))
                .unwrap_or(0),
            before: Vec::with_capacity(pieces.len()),
            voted_parents: FxHashMap::default(),
            voted_grandparents: FxHashMap::default(),
            voted: Share::default(),
        };
        let vote = |of: &[f32], at: usize| of.get(at).copied().unwrap_or(0.0);
        for (at, piece) in pieces.iter().enumerate() {
            let (s, t) = (vote(&votes.smoothie, at), vote(&votes.trafilatura, at));
            let bytes = piece.text.len() as f32;
            let parents = page.voted_parents.entry(piece.place.parent);
            parents.or_default().add(bytes, s, t);
            let grand = page.voted_grandparents.entry(piece.place.grandparent);
            grand.or_default().add(bytes, s, t);
            page.voted.add(bytes, s, t);
            page.before.push(page.length);
            let length = piece.text.len();
            page.length += length;
            for (map, key) in [
                (&mut page.parents, piece.place.parent),
                (&mut page.grandparents, piece.place.grandparent),
            ] {
                let entry = map.entry(key).or_default();
                entry.0 += length;
                entry.1 += 1;
            }
            if length < 400 {
                *page.texts.entry(piece.text.clone()).or_default() += 1;
            }
        }
        page
    }

    fn numbers(&self, pieces: &[Piece], votes: &Votes, at: usize) -> Vec<f32> {
        let piece = &pieces[at];
        let mut out = Vec::with_capacity(COUNT);
        self.votes(votes, at, &mut out);
        self.company(piece, &mut out);
        self.shape(piece, &mut out);
        self.place(pieces, at, &mut out);
        for index in 0..hints::COUNT {
            out.push(flag(piece.place.near.has(index)));
        }
        for index in 0..hints::COUNT {
            out.push(flag(piece.place.all.has(index)));
        }
        out
    }

    fn votes(&self, votes: &Votes, at: usize, out: &mut Vec<f32>) {
        let get =
            |of: &[f32], at: Option<usize>| at.and_then(|at| of.get(at)).copied().unwrap_or(0.0);
        let (s, t) = (
            get(&votes.smoothie, Some(at)),
            get(&votes.trafilatura, Some(at)),
        );
        out.extend([s, t, s * t, s.max(t)]);
        for distance in [1, 2, 3] {
            for of in [&votes.smoothie, &votes.trafilatura] {
                let before = get(of, at.checked_sub(distance));
                let after = get(of, at.checked_add(distance));
                out.extend([before.min(after), before.max(after)]);
            }
        }
    }

    /// The votes on what stands around a piece.
    fn company(&self, piece: &Piece, out: &mut Vec<f32>) {
        let of = |map: &FxHashMap<u32, Share>, key| map.get(&key).copied().unwrap_or_default();
        out.extend(of(&self.voted_parents, piece.place.parent).read());
        out.extend(of(&self.voted_grandparents, piece.place.grandparent).read());
        out.extend(self.voted.read());
    }

    fn shape(&self, piece: &Piece, out: &mut Vec<f32>) {
        let text = piece.text.as_str();
        let length = text.len();
        let density = piece.linked as f32 / length.max(1) as f32;
        out.extend([
            flag(matches!(piece.kind, Kind::Heading(_))),
            flag(piece.kind == Kind::Heading(1)),
            flag(piece.kind == Kind::Paragraph),
            flag(matches!(piece.kind, Kind::Quote(_))),
            flag(matches!(piece.kind, Kind::Item { .. })),
            flag(piece.kind == Kind::Code),
            flag(piece.kind == Kind::Caption),
            flag(matches!(piece.kind, Kind::Table(..))),
            flag(piece.place.in_paragraph),
            flag(piece.place.in_item),
            flag(piece.place.in_cell),
            flag(length < 15),
            flag(length < 40),
            flag(length < 80),
            flag(length < 160),
            flag(length < 320),
            density,
            flag(density > 0.9),
            flag(density > 0.9 && length < 60),
            flag(words::ends_sentence(text)),
            flag(text.ends_with(':')),
            (text.matches(", ").count() as f32 / (length as f32 / 100.0 + 1.0)).min(3.0),
            flag(begins_closing(text)),
            flag(text.starts_with(|c: char| c.is_lowercase())),
            flag(text.contains('©') || text.contains("(c)")),
            flag(text.bytes().filter(u8::is_ascii_digit).count() * 4 > length),
            flag(self.texts.get(text).is_some_and(|n| *n > 1)),
        ]);
    }

    fn place(&self, pieces: &[Piece], at: usize, out: &mut Vec<f32>) {
        let piece = &pieces[at];
        let share = |length: usize| length as f32 / self.length.max(1) as f32;
        let parent = self
            .parents
            .get(&piece.place.parent)
            .copied()
            .unwrap_or_default();
        let grand = self
            .grandparents
            .get(&piece.place.grandparent)
            .copied()
            .unwrap_or_default();
        let position = share(self.before[at]);
        out.extend([
            position,
            flag(position > 0.9),
            flag(at < self.title),
            flag(at > 0 && at == self.title),
            share(parent.0),
            share(grand.0),
            (grand.0 as f32 / grand.1.max(1) as f32 / 200.0).min(2.0),
            (grand.1 as f32 / 10.0).min(2.0),
            (piece.place.depth as f32 / 20.0).min(2.0),
        ]);
    }
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

fn begins_closing(text: &str) -> bool {
    let start: String = text.chars().take(40).flat_map(char::to_lowercase).collect();
    words::CLOSINGS
        .iter()
        .any(|closing| start.starts_with(closing))
}

/// The names of the numbers.
pub fn names() -> Vec<String> {
    let fixed = "s t st max s1min s1max t1min t1max s2min s2max t2min t2max s3min s3max t3min t3max \
        parent_s parent_t grand_s grand_t page_s page_t \
        heading h1 paragraph quote item code caption table in_p in_li in_td \
        len15 len40 len80 len160 len320 density linked short_link sentence colon commas closing small copyright digits repeated \
        position end before_title is_title parent grand grand_mean grand_count depth";
    let mut names: Vec<String> = fixed.split_whitespace().map(str::to_owned).collect();
    for group in ["near", "all"] {
        names.extend((0..hints::COUNT).map(|index| format!("{group}{index}")));
    }
    names
}
