//! Quotation marks paired: which words stand between marks, by whatever convention.

use crate::analysis::prose::TokenKind;
use crate::text::BlockKind;

use super::lexicon::{Class, Words};

/// Words between quotation marks, outermost marks only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The opening mark's token.
    pub open: usize,
    /// One past the last token, the closing mark's where there is one.
    pub end: usize,
    /// Whether the closing mark is there.
    pub closed: bool,
    /// The block it stands in.
    pub block: usize,
    /// Whether it goes on from the marked words of the block before, which were left open.
    pub continues: bool,
    /// Whether a dash opens it instead of a mark.
    pub dash: bool,
    /// Whether its marks are single ones in a text that uses double ones.
    pub secondary: bool,
}

/// More levels of unclosed marks than this in one block are no quotations.
const DEEPEST: usize = 4;

/// What a mark can do where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Opens,
    Closes,
    Either,
    Neither,
}

/// The families of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Double,
    Single,
}

/// All marked words of a document, in text order.
pub fn find(words: &Words) -> Vec<Marked> {
    let pairing = Pairing::new(words);
    let mut found: Vec<Marked> = Vec::new();
    let blocks = words.prose.doc().blocks();
    let mut open_before = false;
    for (block, kind) in blocks.iter().enumerate() {
        let tokens = words.prose.block_tokens(block);
        if tokens.is_empty() || matches!(kind.kind, BlockKind::Table(_)) {
            continue;
        }
        let first = found.len();
        let rest = if open_before {
            pairing.closing(tokens.clone())
        } else {
            None
        };
        if let Some(end) = rest {
            found.push(Marked {
                open: tokens.start,
                end,
                closed: true,
                block,
                continues: true,
                dash: false,
                secondary: false,
            });
        }
        pairing.block(rest.unwrap_or(tokens.start)..tokens.end, block, &mut found);
        if open_before {
            let continued = found.get_mut(first).filter(|m| m.open == tokens.start);
            if let Some(marked) = continued {
                marked.continues = true;
            }
        }
        let last = found.get(first..).and_then(|new| new.last());
        open_before = last.is_some_and(|m| !m.closed && !m.dash);
    }
    found
}

/// The marks that are open, the outermost first, and how many there are of each family.
#[derive(Default)]
struct Open {
    marks: Vec<(usize, Family)>,
    count: [usize; 2],
}

impl Open {
    fn holds(&self, family: Family) -> bool {
        self.count[family as usize] > 0
    }

    fn push(&mut self, at: usize, family: Family) {
        self.count[family as usize] += 1;
        self.marks.push((at, family));
    }

    fn pop(&mut self) -> Option<(usize, Family)> {
        let (at, family) = self.marks.pop()?;
        self.count[family as usize] -= 1;
        Some((at, family))
    }

    /// The last open mark of a family; those inside it are dropped.
    fn close(&mut self, family: Family) -> Option<(usize, Family)> {
        loop {
            let mark = self.pop()?;
            if mark.1 == family {
                return Some(mark);
            }
        }
    }
}

struct Pairing<'w, 'p, 'd> {
    words: &'w Words<'p, 'd>,
    main: Family,
    dashes: bool,
    reversed: bool,
}

impl<'w, 'p, 'd> Pairing<'w, 'p, 'd> {
    fn new(words: &'w Words<'p, 'd>) -> Self {
        let mut double = 0usize;
        let mut single = 0usize;
        let mut reversed = None;
        for at in 0..words.count() {
            if words.token(at).kind != TokenKind::QuoteMark {
                continue;
            }
            match family(words.prose.text(at)) {
                Family::Double => {
                    double += 1;
                    match words.prose.text(at) {
                        "»" => _ = reversed.get_or_insert(true),
                        "«" => _ = reversed.get_or_insert(false),
                        _ => {}
                    }
                }
                Family::Single => {
                    single += usize::from(single_mark(words, at) == Mark::Opens);
                }
            }
        }
        let main = if single > double {
            Family::Single
        } else {
            Family::Double
        };
        let dash_blocks = words
            .prose
            .doc()
            .blocks()
            .iter()
            .enumerate()
            .filter(|(block, b)| {
                b.kind == BlockKind::Paragraph
                    && opening_dash(words, words.prose.block_tokens(*block)).is_some()
            })
            .count();
        Pairing {
            words,
            main,
            dashes: dash_blocks >= 3 && dash_blocks * 2 > double,
            reversed: reversed.unwrap_or(false),
        }
    }

    /// One past the mark that closes what the block before left open, where the block's first
    /// mark can only be that.
    fn closing(&self, tokens: std::ops::Range<usize>) -> Option<usize> {
        let first = tokens.clone().find(|at| {
            let mark = self.words.token(*at).kind == TokenKind::QuoteMark;
            mark && family(self.words.prose.text(*at)) == self.main
                && self.mark(*at, self.main) != Mark::Neither
        })?;
        (first > tokens.start && self.mark(first, self.main) == Mark::Closes).then_some(first + 1)
    }

    /// Pairs the marks of one block.
    fn block(&self, tokens: std::ops::Range<usize>, block: usize, found: &mut Vec<Marked>) {
        if self.dashes
            && let Some(marked) = self.dash(tokens.clone(), block)
        {
            found.push(marked);
            return;
        }
        let mut open = Open::default();
        let first = found.len();
        let outermost = |from: (usize, Family), end: usize, closed: bool| Marked {
            open: from.0,
            end,
            closed,
            block,
            continues: false,
            dash: false,
            secondary: from.1 != self.main,
        };
        for at in tokens.clone() {
            if self.words.token(at).kind != TokenKind::QuoteMark {
                continue;
            }
            let family = family(self.words.prose.text(at));
            let can = self.mark(at, family);
            let inside = open.holds(family);
            let opens = match can {
                Mark::Opens => true,
                Mark::Either => !inside,
                Mark::Closes | Mark::Neither => false,
            };
            if opens {
                let is_straight = family == Family::Double && !is_curly(self.words.prose.text(at));
                if inside && is_straight {
                    // A straight mark that can only open, inside open ones: the closing mark before
                    // it was forgotten.
                    let forgotten = open.pop().filter(|_| open.marks.is_empty());
                    found.extend(forgotten.map(|m| outermost(m, at, false)));
                }
                open.push(at, family);
            } else if inside && can != Mark::Neither {
                let closed = open.close(family).filter(|_| open.marks.is_empty());
                found.extend(closed.map(|m| outermost(m, at + 1, true)));
            }
        }
        // Single marks left open were apostrophes.
        let family_counts = |f: Family| f == Family::Double || self.main == Family::Single;
        open.marks.retain(|(_, f)| family_counts(*f));
        if let Some((from, f)) = open.marks.first().copied() {
            let sure = f == Family::Double || from == tokens.start;
            if open.marks.len() < DEEPEST && sure {
                // An inner pair that was closed inside what is left open now belongs to it.
                while found.len() > first && found.last().is_some_and(|m| m.open > from) {
                    found.pop();
                }
                found.push(outermost((from, f), tokens.end, false));
            }
        }
        let new = found.split_off(first).into_iter();
        found.extend(new.filter(|m| m.end > m.open + 1 + usize::from(m.closed)));
    }

    fn mark(&self, at: usize, family: Family) -> Mark {
        match family {
            Family::Single => single_mark(self.words, at),
            Family::Double => self.double_mark(at),
        }
    }

    fn double_mark(&self, at: usize) -> Mark {
        match self.words.prose.text(at) {
            // Some writers close with the opening mark, as German does.
            "“" => match straight_mark(self.words, at) {
                Mark::Closes => Mark::Closes,
                _ => Mark::Opens,
            },
            "„" | "‟" | "``" | "「" | "『" | "‘‘" | "‚‚" => Mark::Opens,
            "」" | "』" => Mark::Closes,
            // Some writers open with the closing mark.
            "”" => match straight_mark(self.words, at) {
                Mark::Opens => Mark::Either,
                _ => Mark::Closes,
            },
            "’’" => Mark::Closes,
            "«" if self.reversed => Mark::Closes,
            "»" if self.reversed => Mark::Opens,
            "«" => Mark::Opens,
            "»" => Mark::Closes,
            _ => straight_mark(self.words, at),
        }
    }

    /// Marked words that a dash opens: to the block's end, or to the words that report them.
    fn dash(&self, tokens: std::ops::Range<usize>, block: usize) -> Option<Marked> {
        let from = opening_dash(self.words, tokens.clone())?;
        let cue = (from..tokens.end).find(|at| {
            let before = self.words.lower(at.saturating_sub(1));
            let reports = self.words.is(*at, Class::SAYS) && !self.words.is_capital(*at);
            let subject = self.words.is(at + 1, Class::PRONOUN) || self.words.is_capital(at + 1);
            let of_name = subject || self.words.is(at + 1, Class::DETERMINER);
            reports && of_name && matches!(before, "," | "!" | "?" | "." | "-" | "—")
        });
        Some(Marked {
            open: tokens.start,
            end: cue.unwrap_or(tokens.end),
            closed: false,
            block,
            continues: false,
            dash: true,
            secondary: false,
        })
    }
}

/// The first token after the dash that opens a block, if one does.
fn opening_dash(words: &Words, tokens: std::ops::Range<usize>) -> Option<usize> {
    let is_dash = |at: usize| matches!(words.lower(at), "-" | "—" | "–" | "―");
    let first = tokens.start;
    if tokens.is_empty() || !is_dash(first) {
        return None;
    }
    let after = if is_dash(first + 1) {
        first + 2
    } else {
        first + 1
    };
    let long = after == first + 2 || words.lower(first) != "-";
    (long && tokens.contains(&after) && words.is_word(after)).then_some(after)
}

fn family(mark: &str) -> Family {
    match mark {
        "'" | "‘" | "’" | "‚" | "‛" | "`" | "´" | "‹" | "›" => Family::Single,
        _ => Family::Double,
    }
}

fn is_curly(mark: &str) -> bool {
    !matches!(mark, "\"" | "''" | "＂")
}

/// What a straight double mark can do, by the spaces around it.
fn straight_mark(words: &Words, at: usize) -> Mark {
    let token = words.token(at);
    let after_space = words.prose.tokens().get(at + 1).is_none_or(|t| t.spaced);
    let before = at.checked_sub(1).filter(|_| !token.spaced);
    let opener_before = before.is_none_or(|b| {
        matches!(
            words.lower(b),
            "(" | "[" | "—" | "–" | "-" | "/" | "'" | "‘"
        )
    });
    let is_inches = before.is_some_and(|b| words.token(b).kind == TokenKind::Number)
        && words.lower(at.saturating_sub(2)) == "'";
    let is_code = before.is_some_and(|b| words.lower(b) == "=");
    if is_inches || is_code {
        return Mark::Neither;
    }
    let next = words.lower(at + 1);
    let closer_after = after_space
        || matches!(
            next,
            "," | "." | ";" | ":" | "!" | "?" | ")" | "]" | "—" | "–" | "-" | "'" | "’"
        );
    match (opener_before, closer_after) {
        (true, false) => Mark::Opens,
        (false, true) => Mark::Closes,
        _ => Mark::Either,
    }
}

/// What a single mark can do: most of them are apostrophes.
fn single_mark(words: &Words, at: usize) -> Mark {
    let token = words.token(at);
    let text = words.prose.text(at);
    let next_spaced = words.prose.tokens().get(at + 1).is_none_or(|t| t.spaced);
    let before = at.checked_sub(1).filter(|_| !token.spaced);
    let opener_before = before.is_none_or(|b| {
        matches!(
            words.lower(b),
            "(" | "[" | "—" | "–" | "-" | "\"" | "“" | "``"
        )
    });
    if matches!(text, "‘" | "‹" | "‚" | "`") || (text == "'" && opener_before && !next_spaced)
    {
        let elided = matches!(
            words.lower(at + 1),
            "tis" | "twas" | "em" | "til" | "till" | "cause" | "n" | "bout" | "twill" | "twere"
        );
        return if elided || !words.is_word(at + 1) && words.lower(at + 1) != "-" {
            Mark::Neither
        } else {
            Mark::Opens
        };
    }
    let Some(before) = before else {
        return Mark::Neither;
    };
    let after_stop = matches!(
        words.lower(before),
        "," | "." | "!" | "?" | "…" | "—" | "–" | "-" | ")" | ";" | ":" | "\"" | "”"
    );
    let next_stops = next_spaced
        || matches!(
            words.lower(at + 1),
            "," | "." | ";" | ":" | "!" | "?" | ")" | "—" | "–" | "-" | "\"" | "”"
        );
    let plural = words.lower(before).ends_with('s');
    if next_stops && (after_stop || !plural || text == "›") {
        Mark::Closes
    } else {
        Mark::Neither
    }
}
