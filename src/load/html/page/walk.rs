//! The walk over a page's elements. It keeps its own stack, so that no nesting is too deep.

use dom_query::{Document, NodeData, NodeRef};

use super::text::{Taken, Text};
use super::{Kind, Piece, Place};
use crate::load::html::elements::{is_hidden, is_inline, is_unseen};
use crate::load::html::hints::{self, Hints};
use crate::load::html::table;
use crate::text::{InlineKind, Marker};

/// The pieces of a page.
pub(in crate::load::html) fn pieces(document: &Document) -> Vec<Piece> {
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
    text: Text,
    elements: u32,
    /// The lists that stand open: the number of the next item of those that have numbers.
    lists: Vec<Option<u64>>,
    anchor: Option<String>,
}

impl Walk {
    fn enter<'a>(&mut self, node: &NodeRef<'a>, stack: &mut Vec<Step<'a>>) {
        let is_text = node.query_or(false, |n| {
            if let NodeData::Text { contents } = &n.data {
                self.text.push(contents, self.state.is_pre);
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
            Closes::Inline => self.text.close(),
            Closes::Quotation => self.text.push("”", self.state.is_pre),
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
                self.text.push("“", self.state.is_pre);
                return Closes::Quotation;
            }
            _ => return self.anchored(node),
        };
        self.text.open(kind);
        Closes::Inline
    }

    fn anchored(&mut self, node: &NodeRef<'_>) -> Closes {
        self.note_anchor(node);
        Closes::Nothing
    }

    fn note_anchor(&mut self, node: &NodeRef<'_>) {
        if self.text.is_blank()
            && let Some(id) = node.attr("id").or_else(|| node.attr("name"))
            && id.len() <= 100
        {
            self.anchor = Some(id.to_string());
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
        self.lists.push(next);
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
            Some(Some(number)) => {
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

    /// A line's end; two of them end a paragraph.
    fn line_end(&mut self) {
        if self.text.end_line(self.state.is_pre) {
            self.flush();
        }
    }

    /// Ends the piece under way.
    fn flush(&mut self) {
        let Some(Taken {
            text,
            inlines,
            linked,
        }) = self.text.take()
        else {
            return;
        };
        let kind = self.kind();
        self.pieces.push(Piece {
            kind,
            text,
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
