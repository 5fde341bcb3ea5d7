//! Annotated articles: their quotations in code points, and in tokens.

use std::collections::HashMap;

use dateline::analysis::Prose;
use serde::Deserialize;

/// An annotated article.
#[derive(Deserialize)]
pub struct Line {
    pub text: String,
    quotes: Vec<Gold>,
}

/// An annotated quotation: spans in code points of the text.
#[derive(Deserialize)]
struct Gold {
    kind: String,
    content: Vec<(usize, usize)>,
    source: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
}

/// An annotated quotation, in tokens.
pub struct TokenGold {
    content: Vec<bool>,
    source: Vec<bool>,
    /// The tokens that report it.
    pub cue: Vec<usize>,
    /// Whether some of it stands between marks.
    pub quoted: bool,
    from: usize,
}

impl TokenGold {
    /// Whether a token belongs to what is reported.
    pub fn is_content(&self, at: usize) -> bool {
        is_set(&self.content, at, self.from)
    }

    /// Whether a token belongs to the words that name the source.
    pub fn is_source(&self, at: usize) -> bool {
        is_set(&self.source, at, self.from)
    }

    /// How many tokens are reported.
    pub fn size(&self) -> usize {
        self.content.iter().filter(|c| **c).count()
    }

    /// Whether the text names the source.
    pub fn is_sourced(&self) -> bool {
        self.source.contains(&true)
    }
}

fn is_set(tokens: &[bool], at: usize, from: usize) -> bool {
    let place = at.checked_sub(from).and_then(|i| tokens.get(i));
    place.copied().unwrap_or(false)
}

/// The quotations of an article as tokens of its prose.
pub fn in_tokens(line: &Line, prose: &Prose) -> Vec<TokenGold> {
    let starts = line.text.char_indices().map(|(i, _)| i);
    let bytes: Vec<usize> = starts.chain([line.text.len()]).collect();
    let mut owner: HashMap<usize, usize> = HashMap::new();
    for (index, token) in prose.tokens().iter().enumerate() {
        if let Some(span) = prose.doc().source_span(token.span) {
            owner.extend(span.range().map(|byte| (byte, index)));
        }
    }
    let tokens = |spans: &[(usize, usize)]| -> Vec<usize> {
        let mut all: Vec<usize> = spans
            .iter()
            .flat_map(|(a, b)| bytes[*a]..bytes[*b])
            .filter_map(|byte| owner.get(&byte).copied())
            .collect();
        all.dedup();
        all
    };
    let gold = |q: &Gold| {
        let (content, source) = (tokens(&q.content), tokens(&q.source));
        let all = || content.iter().chain(&source);
        let from = *all().min()?;
        let to = *all().max()? + 1;
        let mut gold = TokenGold {
            content: vec![false; to - from],
            source: vec![false; to - from],
            cue: tokens(&q.cue),
            quoted: q.kind != "indirect",
            from,
        };
        content.iter().for_each(|t| gold.content[t - from] = true);
        source.iter().for_each(|t| gold.source[t - from] = true);
        Some(gold)
    };
    line.quotes.iter().filter_map(gold).collect()
}
