//! The words that tell of tense besides the verbs themselves.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Words of tense, see the heads of its rows.
const WORDS: &str = include_str!("../../../../assets/dates/tense.txt");

/// What a word of the list tells, a set of bits.
#[derive(Clone, Copy, Default)]
pub struct Sign(u8);

impl Sign {
    pub const FUTURE: Sign = Sign(1);
    pub const ARRANGED: Sign = Sign(2);
    pub const PAST: Sign = Sign(4);
    pub const TIMETABLE: Sign = Sign(8);
    pub const INTENT: Sign = Sign(16);
    pub const DEFERRAL: Sign = Sign(32);
    pub const APPOINTMENT: Sign = Sign(64);

    fn named(name: &str) -> Sign {
        match name {
            "future" => Sign::FUTURE,
            "arranged" => Sign::ARRANGED,
            "past" => Sign::PAST,
            "timetable" => Sign::TIMETABLE,
            "intent" => Sign::INTENT,
            "deferral" => Sign::DEFERRAL,
            "appointment" => Sign::APPOINTMENT,
            _ => Sign::default(),
        }
    }

    /// Whether it tells one of these.
    pub fn has(self, of: Sign) -> bool {
        self.0 & of.0 != 0
    }
}

/// The signs of the list, by word.
pub static SIGNS: LazyLock<FxHashMap<&str, Sign>> = LazyLock::new(|| {
    let mut signs: FxHashMap<&str, Sign> = FxHashMap::default();
    for line in WORDS.lines().filter(|l| !l.starts_with('#')) {
        let Some((name, words)) = line.split_once('\t') else {
            continue;
        };
        for word in words.split(' ') {
            let sign = signs.entry(word).or_default();
            *sign = Sign(sign.0 | Sign::named(name).0);
        }
    }
    signs
});
