//! Which language a document is written in, by its stop words.
//!
//! Only the beginning of the text is asked, so that the answer costs the same for a note and for
//! a book.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use super::Prose;
use super::prose::TokenKind;

/// The language of a document, as far as the analysis cares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English: everything is claimed.
    #[default]
    English,
    /// Another one that was recognised, by its ISO 639-1 code: headings, quotation marks without a
    /// speaker and ISO dates are claimed.
    Other(&'static str),
    /// Too little to tell.
    Unknown,
}

impl Language {
    /// The ISO 639-1 code, if the language is known.
    pub fn code(self) -> Option<&'static str> {
        match self {
            Language::English => Some("en"),
            Language::Other(code) => Some(code),
            Language::Unknown => None,
        }
    }

    /// Whether English rules may be applied.
    pub fn is_english(self) -> bool {
        self == Language::English
    }
}

/// How many bytes of text are asked.
const SAMPLE: usize = 20_000;

/// Up to so many words, a text in Latin script that speaks for no other language is English: a
/// headline or a list of names has hardly a stop word.
const SHORT: usize = 150;

/// Stop words by language: bit `i` of a word's mask stands for `codes[i]`.
struct StopWords {
    codes: Vec<&'static str>,
    masks: FxHashMap<&'static str, u32>,
}

/// English, which the file names first.
const ENGLISH: usize = 0;

static STOP_WORDS: LazyLock<StopWords> = LazyLock::new(|| {
    let mut words = StopWords {
        codes: Vec::new(),
        masks: FxHashMap::default(),
    };
    let lines = include_str!("../../assets/stopwords.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let mut fields = line.split_whitespace();
        let Some(code) = fields.next() else { continue };
        let bit = 1 << words.codes.len();
        words.codes.push(code);
        for word in fields {
            *words.masks.entry(word).or_default() |= bit;
        }
    }
    words
});

/// The language that most of the stop words belong to, or the one that its script is peculiar to.
/// What the document declares of itself counts only where the text leaves it open.
pub fn detect(prose: &Prose) -> Language {
    let stop = &*STOP_WORDS;
    let sample = Sample::new(prose, stop);
    let declared = declared(prose.doc().metadata().language.as_deref(), stop);
    if let Some(code) = sample.own_script() {
        return Language::Other(code);
    }
    let best = sample.best(declared);
    if best != ENGLISH && sample.speaks(best) {
        return Language::Other(stop.codes[best]);
    }
    let english = sample.hits[ENGLISH];
    let is_short = sample.latin_words <= SHORT && sample.foreign == 0;
    match declared.filter(|other| *other != ENGLISH) {
        Some(other) if sample.hits[other] >= english => Language::Other(stop.codes[other]),
        _ if sample.speaks(ENGLISH) => Language::English,
        _ if (is_short || declared.is_some()) && sample.latin > sample.foreign => Language::English,
        _ => Language::Unknown,
    }
}

/// The language of a tag such as `en-GB`, if its stop words are known.
fn declared(tag: Option<&str>, stop: &StopWords) -> Option<usize> {
    let primary = tag?.split(['-', '_']).next()?.to_ascii_lowercase();
    let code = if primary == "nb" || primary == "nn" {
        "no"
    } else {
        primary.as_str()
    };
    stop.codes.iter().position(|known| *known == code)
}

/// What the beginning of a text holds.
#[derive(Default)]
struct Sample {
    /// How many tokens are stop words of each language.
    hits: Vec<usize>,
    /// How many different ones.
    distinct: Vec<usize>,
    /// Words in Latin letters.
    latin_words: usize,
    /// Bytes of words in Latin letters.
    latin: usize,
    /// Bytes of words in other letters.
    foreign: usize,
    /// Bytes of words in scripts that one language is written in.
    scripts: [(&'static str, usize); 6],
}

impl Sample {
    fn new(prose: &Prose, stop: &StopWords) -> Self {
        let mut sample = Sample {
            hits: vec![0; stop.codes.len()],
            distinct: vec![0; stop.codes.len()],
            scripts: ["zh", "ja", "ko", "el", "he", "th"].map(|code| (code, 0)),
            ..Sample::default()
        };
        let mut counts: Vec<usize> = Vec::new();
        let begin = prose.tokens().first().map_or(0, |t| t.span.start());
        let words = prose
            .tokens()
            .iter()
            .take_while(|t| t.span.start() < begin + SAMPLE)
            .filter(|t| t.kind == TokenKind::Word);
        for token in words {
            let symbol = token.word.0 as usize;
            if counts.len() <= symbol {
                counts.resize(symbol + 1, 0);
            }
            counts[symbol] += 1;
        }
        for (word, count) in prose.vocabulary().iter().zip(counts) {
            if count > 0 {
                sample.add(word, count, stop);
            }
        }
        sample
    }

    fn add(&mut self, word: &str, count: usize, stop: &StopWords) {
        let bytes = word.len().saturating_mul(count);
        match word.chars().next() {
            Some(c) if is_latin(c) => {
                self.latin += bytes;
                self.latin_words += count;
            }
            first => {
                self.foreign += bytes;
                let kana = word.chars().find(|c| script(*c) == Some("ja"));
                let code = kana.or(first).and_then(script);
                if let Some(entry) = self.scripts.iter_mut().find(|(c, _)| code == Some(*c)) {
                    entry.1 += bytes;
                }
            }
        }
        let Some(mask) = stop.masks.get(word) else {
            return;
        };
        for language in 0..stop.codes.len() {
            if mask & (1 << language) != 0 {
                self.hits[language] += count;
                self.distinct[language] += 1;
            }
        }
    }

    /// The language that alone is written in the script of most words.
    fn own_script(&self) -> Option<&'static str> {
        let share = |code: &str| {
            let bytes = self.scripts.iter().find(|(c, _)| *c == code);
            bytes.map_or(0, |(_, bytes)| *bytes)
        };
        // Japanese is written in Chinese characters too, but hardly in them alone.
        let (kana, han) = (share("ja"), share("zh"));
        if kana > 0 && (kana + han) > self.latin && kana * 10 > han {
            return Some("ja");
        }
        let (code, bytes) = self.scripts.iter().max_by_key(|(_, bytes)| *bytes)?;
        (*bytes > self.latin && 2 * bytes > self.foreign).then_some(*code)
    }

    /// The language with the most stop words. English wins a tie; between others within a tenth
    /// of each other what is declared does.
    fn best(&self, declared: Option<usize>) -> usize {
        let mut best = ENGLISH;
        for (language, hits) in self.hits.iter().enumerate() {
            if *hits > self.hits[best] {
                best = language;
            }
        }
        match declared {
            Some(other) if self.hits[other] * 10 >= self.hits[best] * 9 => other,
            _ => best,
        }
    }

    /// Whether there are enough stop words to say that the text is in a language. A single foreign
    /// word ("Los Angeles") says nothing.
    fn speaks(&self, language: usize) -> bool {
        let least = if language == ENGLISH { 1 } else { 3 };
        self.hits[language] >= least
            && self.distinct[language] >= least.min(2)
            && self.hits[language] * 40 >= self.latin_words
    }
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// The language that alone is written in a letter's script.
fn script(c: char) -> Option<&'static str> {
    match c {
        '\u{3040}'..='\u{30ff}' => Some("ja"),
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' => Some("zh"),
        '\u{ac00}'..='\u{d7af}' => Some("ko"),
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some("el"),
        '\u{590}'..='\u{5ff}' => Some("he"),
        '\u{e00}'..='\u{e7f}' => Some("th"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{BlockKind, DocumentBuilder, Draft};

    fn detect_in(text: &str, declared: Option<&str>) -> Option<&'static str> {
        let mut builder = DocumentBuilder::new();
        let mut draft = Draft::new(BlockKind::Paragraph);
        draft.push(text, 0..text.len());
        builder.push(draft);
        builder.metadata.language = declared.map(str::to_owned);
        let doc = builder.finish();
        detect(&Prose::new(&doc)).code()
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(detect_in(text, None).unwrap_or("?"), expected, "{text}");
    }

    #[test]
    fn running_text_shows_its_language() {
        check(
            "The mill stood by the river, and nobody had worked in it for years.",
            "en",
        );
        check(
            "Die Mühle stand am Fluss, und seit Jahren hatte niemand mehr in ihr gearbeitet.",
            "de",
        );
        check(
            "Le moulin se dressait au bord de la rivière et personne n'y avait travaillé.",
            "fr",
        );
        check(
            "El molino estaba junto al río y nadie había trabajado en él desde hacía años.",
            "es",
        );
        check(
            "O moinho ficava junto ao rio e há anos que ninguém trabalhava nele.",
            "pt",
        );
        check(
            "Il mulino era vicino al fiume e nessuno ci lavorava da anni.",
            "it",
        );
        check(
            "De molen stond aan de rivier en er werd al jaren niet meer in gewerkt.",
            "nl",
        );
        check(
            "Kvarnen låg vid ån och ingen hade arbetat i den på många år.",
            "sv",
        );
        check(
            "Młyn stał nad rzeką i od lat nikt w nim nie pracował, tak że się zawalił.",
            "pl",
        );
        check(
            "Мельница стояла у реки, и в ней уже много лет никто не работал.",
            "ru",
        );
        check(
            "Млин стояв біля річки, і в ньому вже багато років ніхто не працював.",
            "uk",
        );
        check("Ο μύλος βρισκόταν δίπλα στο ποτάμι.", "el");
        check("水車小屋は川のそばに立っていた。", "ja");
        check("磨坊位于河边，多年来无人在此工作。", "zh");
    }

    #[test]
    fn short_english_is_not_missed() {
        check("Storm Closes Harbour", "en");
        check("Los Angeles, Feb. 23", "en");
        check("MAYOR RESIGNS", "en");
        check("Angela Merkel met François Hollande", "en");
    }

    #[test]
    fn foreign_names_and_quotations_leave_english_english() {
        check(
            "The “Frankfurter Allgemeine” wrote that it was over: „Das ist das Ende.“ Nobody at the time knew what that would mean.",
            "en",
        );
        check(
            "Juan de la Cruz and María de los Ángeles said that they would sell the house.",
            "en",
        );
    }

    #[test]
    fn too_little_is_unknown() {
        check("", "?");
        check("12 34 56", "?");
        check("Пётр Иванов", "?");
    }

    #[test]
    fn what_is_declared_counts_only_where_the_text_leaves_it_open() {
        assert_eq!(detect_in("Hochwasser", Some("de-AT")), Some("de"));
        assert_eq!(
            detect_in("The flood was over by noon.", Some("de")),
            Some("en")
        );
        assert_eq!(detect_in("Flom i elva", Some("nb")), Some("no"));
    }
}
