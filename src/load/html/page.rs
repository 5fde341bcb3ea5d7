//! A page as pieces: the leaves of its block structure in page order, each with what its place in
//! the page tells about it. The walk keeps its own stack, so that no nesting is too deep.

use std::ops::Range;

use dom_query::{Document, NodeData, NodeRef};

use super::elements::{is_blank, is_hidden, is_inline, is_unseen};
use super::hints::{self, Hints};
use super::table;
use crate::text::{InlineKind, Marker};

/// What a piece is by its element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Heading(u8),
    Paragraph,
    /// A paragraph inside block quotations.
    Quote(u8),
    Item {
        list: u32,
        item: u32,
        depth: u8,
        marker: Marker,
    },
    Code,
    Caption,
    Rule,
    /// Cells, row by row, and whether the first row names the columns.
    Table(Vec<Vec<Range<usize>>>, bool),
}

/// A stretch of text that no block element cuts.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub kind: Kind,
    /// Its text: white space levelled outside of code; `<br>` is a line feed.
    pub text: String,
    /// Inline spans, by byte offsets in `text`.
    pub inlines: Vec<(Range<usize>, InlineKind)>,
    /// Bytes of the text that are in links.
    pub linked: usize,
    /// What the elements around it are.
    pub place: Place,
    /// The `id` of the element that it is in, or of one around it that begins with it.
    pub anchor: Option<String>,
}

/// What the elements around a piece are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// The block element that it is in, by its number in the page.
    pub parent: u32,
    /// The block element around that one.
    pub grandparent: u32,
    /// How deep it is.
    pub depth: u32,
    /// What classes, ids and roles say of the elements around it: the nearest three, and all.
    pub near: Hints,
    pub all: Hints,
    /// Whether it stands in a `<p>`.
    pub in_paragraph: bool,
    /// Whether it stands in an `<li>`.
    pub in_item: bool,
    /// Whether it stands in a cell.
    pub in_cell: bool,
}

/// The pieces of a page.
pub(super) fn pieces(document: &Document) -> Vec<Piece> {
    let mut walk = Walk::default();
    let root = document.body().unwrap_or_else(|| document.root());
    let mut stack = vec![Step::Enter(root)];
    while let Some(step) = stack.pop() {
        match step {
            Step::Enter(node) => walk.enter(&node, &mut stack),
            Step::Leave(before, closes) => walk.leave(*before, closes),
        }
    }
    walk.flush();
    walk.pieces
}

/// Whether elements are nested deeper than `most`.
pub(super) fn is_deeper(document: &Document, most: u32) -> bool {
    let mut stack = vec![(document.root(), 0)];
    while let Some((node, depth)) = stack.pop() {
        if depth > most {
            return true;
        }
        stack.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    false
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    /// The state to go back to, and what ends with the element.
    Leave(Box<State>, Closes),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Closes {
    Nothing,
    Inline,
    Block,
    /// A quotation in the line, whose marks are not in the text.
    Quotation,
}

/// What holds inside the element that the walk is in.
#[derive(Clone, Copy, Default)]
struct State {
    heading: u8,
    quote: u8,
    list: u32,
    item: u32,
    depth: u8,
    marker: Option<Marker>,
    is_pre: bool,
    is_caption: bool,
    is_quote_nearest: bool,
    recent: [Hints; 3],
    place: Place,
}

#[derive(Default)]
struct Walk {
    pieces: Vec<Piece>,
    state: State,
    text: String,
    is_space_pending: bool,
    /// Inline elements that stand open: where each began in the text under way.
    open: Vec<(usize, InlineKind)>,
    /// Inline elements that stand open but are too deep to be kept.
    deeper: usize,
    marks: Vec<(Range<usize>, InlineKind)>,
    elements: u32,
    lists: Vec<ListState>,
    anchor: Option<String>,
}

/// How the items of a list that stands open are numbered.
#[derive(Clone, Copy)]
struct ListState {
    next: Option<u64>,
}

/// Inline spans more than so deep inside each other are not kept.
const DEEPEST: usize = 24;

impl Walk {
    fn enter<'a>(&mut self, node: &NodeRef<'a>, stack: &mut Vec<Step<'a>>) {
        let is_text = node.query_or(false, |n| {
            if let NodeData::Text { contents } = &n.data {
                self.words(contents);
                return true;
            }
            false
        });
        if is_text {
            return;
        }
        let Some(name) = node.node_name() else {
            // The document itself.
            if node.is_document() || node.is_fragment() {
                push_children(node, stack);
            }
            return;
        };
        let name: &str = &name;
        if is_unseen(name) || is_hidden(node) {
            return;
        }
        let before = Box::new(self.state);
        let closes = match name {
            "br" => return self.line_end(),
            "hr" => return self.rule(),
            "img" => return,
            "table" if self.data_table(node) => return,
            _ if is_inline(name) => self.begin_inline(name, node),
            _ => self.begin_block(name, node),
        };
        stack.push(Step::Leave(before, closes));
        push_children(node, stack);
    }

    fn leave(&mut self, before: State, closes: Closes) {
        match closes {
            Closes::Nothing => {}
            Closes::Inline => self.close_inline(),
            Closes::Quotation => self.words("”"),
            Closes::Block => {
                self.flush();
                if self.state.list != before.list {
                    self.lists.pop();
                }
            }
        }
        self.state = before;
    }

    fn begin_inline(&mut self, name: &str, node: &NodeRef<'_>) -> Closes {
        let kind = match name {
            "a" => match node.attr("href") {
                Some(target) if !target.trim().is_empty() => {
                    InlineKind::Link(target.trim().to_owned())
                }
                _ => return self.anchored(node),
            },
            "em" | "i" | "cite" | "dfn" | "var" => InlineKind::Emphasis,
            "strong" | "b" => InlineKind::Strong,
            "s" | "strike" | "del" => InlineKind::Strike,
            "code" | "kbd" | "samp" | "tt" if !self.state.is_pre => InlineKind::Code,
            "q" => {
                self.words("“");
                return Closes::Quotation;
            }
            _ => return self.anchored(node),
        };
        if self.open.len() >= DEEPEST {
            self.deeper += 1;
            return Closes::Inline;
        }
        // The space before the words belongs to what stands before the element.
        self.settle_space();
        self.open.push((self.text.len(), kind));
        Closes::Inline
    }

    fn anchored(&mut self, node: &NodeRef<'_>) -> Closes {
        self.note_anchor(node);
        Closes::Nothing
    }

    fn note_anchor(&mut self, node: &NodeRef<'_>) {
        if self.text.trim().is_empty()
            && let Some(id) = node.attr("id").or_else(|| node.attr("name"))
            && id.len() <= 100
        {
            self.anchor = Some(id.to_string());
        }
    }

    fn close_inline(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some((start, kind)) = self.open.pop()
            && start < self.text.len()
        {
            self.marks.push((start..self.text.len(), kind));
        }
    }

    fn begin_block(&mut self, name: &str, node: &NodeRef<'_>) -> Closes {
        self.flush();
        self.note_anchor(node);
        self.elements += 1;
        let hints = hints::of(name, node);
        let state = &mut self.state;
        state.place.grandparent = state.place.parent;
        state.place.parent = self.elements;
        state.place.depth += 1;
        state.place.all = state.place.all.with(hints);
        state.recent.rotate_right(1);
        state.recent[0] = hints;
        state.place.near = state
            .recent
            .iter()
            .fold(Hints::default(), |all, h| all.with(*h));
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                state.heading = name.as_bytes()[1] - b'0';
            }
            "blockquote" => {
                state.quote = state.quote.saturating_add(1);
                state.is_quote_nearest = true;
            }
            "pre" | "listing" | "xmp" => state.is_pre = true,
            "figcaption" | "caption" => state.is_caption = true,
            "p" => state.place.in_paragraph = true,
            "td" | "th" => state.place.in_cell = true,
            "ul" | "ol" | "menu" | "dir" => self.begin_list(name, node),
            "li" => self.begin_item(),
            _ => {}
        }
        Closes::Block
    }

    fn begin_list(&mut self, name: &str, node: &NodeRef<'_>) {
        let next = (name == "ol").then(|| {
            let start = node.attr("start");
            start.and_then(|s| s.trim().parse().ok()).unwrap_or(1)
        });
        self.lists.push(ListState { next });
        let state = &mut self.state;
        if state.depth == 0 || state.item == 0 {
            state.depth = 0;
        }
        state.depth = state.depth.saturating_add(1);
        state.list = self.elements;
        state.is_quote_nearest = false;
    }

    fn begin_item(&mut self) {
        let marker = match self.lists.last_mut() {
            Some(ListState { next: Some(number) }) => {
                let marker = Marker::Number(*number);
                *number = number.saturating_add(1);
                marker
            }
            _ => Marker::Bullet,
        };
        let state = &mut self.state;
        state.item = self.elements;
        state.marker = Some(marker);
        state.is_quote_nearest = false;
        state.place.in_item = true;
    }

    /// Takes a table of data whole; `false` for one that only sets a page.
    fn data_table(&mut self, node: &NodeRef<'_>) -> bool {
        let Some(found) = table::read(node) else {
            return false;
        };
        self.flush();
        self.elements += 1;
        let mut place = self.state.place;
        place.grandparent = place.parent;
        place.parent = self.elements;
        place.near = place.near.with(hints::of("table", node));
        let linked = found.linked;
        self.pieces.push(Piece {
            kind: Kind::Table(found.rows, found.header),
            text: found.text,
            inlines: Vec::new(),
            linked,
            place,
            anchor: None,
        });
        true
    }

    fn words(&mut self, words: &str) {
        if self.state.is_pre {
            self.text.push_str(words);
            return;
        }
        for (index, word) in words.split(is_blank).enumerate() {
            if index > 0 {
                self.is_space_pending = true;
            }
            if !word.is_empty() {
                self.settle_space();
                self.text.push_str(word);
            }
        }
    }

    fn settle_space(&mut self) {
        if std::mem::take(&mut self.is_space_pending)
            && !self.text.is_empty()
            && !self.text.ends_with('\n')
        {
            self.text.push(' ');
        }
    }

    /// A line's end; two of them end a paragraph.
    fn line_end(&mut self) {
        self.is_space_pending = false;
        if self.state.is_pre {
            self.text.push('\n');
        } else if self.text.ends_with('\n') {
            self.flush();
        } else if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn rule(&mut self) {
        self.flush();
        self.pieces.push(Piece {
            kind: Kind::Rule,
            text: String::new(),
            inlines: Vec::new(),
            linked: 0,
            place: self.state.place,
            anchor: None,
        });
    }

    /// Ends the piece under way.
    fn flush(&mut self) {
        self.is_space_pending = false;
        let length = self.text.trim_end().len();
        self.text.truncate(length);
        if self.text.is_empty() {
            self.marks.clear();
            for (start, _) in &mut self.open {
                *start = 0;
            }
            return;
        }
        for (start, kind) in &mut self.open {
            if *start < length {
                self.marks.push((*start..length, kind.clone()));
            }
            *start = 0;
        }
        let mut inlines = std::mem::take(&mut self.marks);
        for (range, _) in &mut inlines {
            range.end = range.end.min(length);
        }
        inlines.retain(|(range, _)| !range.is_empty());
        let links = inlines
            .iter()
            .filter(|(_, k)| matches!(k, InlineKind::Link(_)));
        let linked = links
            .map(|(range, _)| range.len())
            .sum::<usize>()
            .min(length);
        let kind = self.kind();
        self.pieces.push(Piece {
            kind,
            text: std::mem::take(&mut self.text),
            inlines,
            linked,
            place: self.state.place,
            anchor: self.anchor.take(),
        });
    }

    fn kind(&mut self) -> Kind {
        let state = &mut self.state;
        if state.is_pre {
            Kind::Code
        } else if state.heading > 0 {
            Kind::Heading(state.heading)
        } else if state.is_caption {
            Kind::Caption
        } else if state.quote > 0 && state.is_quote_nearest {
            Kind::Quote(state.quote)
        } else if state.item > 0 {
            Kind::Item {
                list: state.list,
                item: state.item,
                depth: state.depth.saturating_sub(1),
                marker: state.marker.take().unwrap_or(Marker::Continued),
            }
        } else {
            Kind::Paragraph
        }
    }
}

fn push_children<'a>(node: &NodeRef<'a>, stack: &mut Vec<Step<'a>>) {
    stack.extend(node.children_it(true).map(Step::Enter));
}
