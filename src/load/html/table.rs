//! Tables of data; those that only set a page are left to the walk.

use std::ops::Range;

use dom_query::{NodeData, NodeRef};

use super::elements::{is_blank, is_unseen};

/// A table of data.
pub(super) struct Found {
    /// Its cells' texts, separated by tabs and line feeds.
    pub text: String,
    /// Its cells, row by row.
    pub rows: Vec<Vec<Range<usize>>>,
    /// Whether its first row names the columns.
    pub header: bool,
    /// Bytes of its text that are in links.
    pub linked: usize,
}

/// Nodes that are looked at before a table is taken for a page's setting.
const MOST_NODES: usize = 20_000;

/// Bytes of the longest cell of data.
const LONGEST_CELL: usize = 600;

/// Reads a table of data: rows of two cells and more, no block inside a cell. `None` for others.
pub(super) fn read(node: &NodeRef<'_>) -> Option<Found> {
    if node
        .attr("role")
        .is_some_and(|r| matches!(&*r, "presentation" | "none"))
    {
        return None;
    }
    let mut reader = Reader::default();
    let mut stack = vec![Step::Enter(*node)];
    let mut seen = 0;
    while let Some(step) = stack.pop() {
        match step {
            Step::Enter(node) => {
                seen += 1;
                if seen > MOST_NODES {
                    return None;
                }
                reader.enter(&node, seen == 1, &mut stack)?;
            }
            Step::LeaveCell => reader.end_cell()?,
            Step::LeaveLink(start) => {
                reader.found_linked += reader.text.len().saturating_sub(start);
            }
        }
    }
    reader.finish()
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    LeaveCell,
    LeaveLink(usize),
}

#[derive(Default)]
struct Reader {
    text: String,
    rows: Vec<Vec<Range<usize>>>,
    cell: Option<usize>,
    found_linked: usize,
    headers: usize,
    is_space_pending: bool,
}

impl Reader {
    /// `None` where the element can stand in no table of data.
    fn enter<'a>(
        &mut self,
        node: &NodeRef<'a>,
        is_first: bool,
        stack: &mut Vec<Step<'a>>,
    ) -> Option<()> {
        let is_text = node.query_or(false, |n| {
            let NodeData::Text { contents } = &n.data else {
                return false;
            };
            if self.cell.is_some() {
                self.words(contents);
            }
            true
        });
        if is_text {
            return Some(());
        }
        let name = node.node_name();
        let name: &str = name.as_deref().unwrap_or("");
        match name {
            _ if is_unseen(name) => return Some(()),
            "table" if !is_first => return None,
            "div" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "form" | "article" | "section"
            | "blockquote" | "iframe" | "figure"
                if self.cell.is_some() =>
            {
                return None;
            }
            "caption" => return Some(()),
            "tr" => self.rows.push(Vec::new()),
            "td" | "th" => {
                self.begin_cell(name == "th");
                stack.push(Step::LeaveCell);
            }
            "br" | "p" => self.is_space_pending = true,
            "a" => stack.push(Step::LeaveLink(self.text.len())),
            _ => {}
        }
        stack.extend(node.children_it(true).map(Step::Enter));
        Some(())
    }

    fn begin_cell(&mut self, is_header: bool) {
        let is_first_row = self.rows.len() <= 1;
        self.headers += usize::from(is_header && is_first_row);
        match self.rows.last() {
            _ if self.text.is_empty() && self.rows.iter().all(Vec::is_empty) => {}
            Some(row) if row.is_empty() => self.text.push('\n'),
            _ => self.text.push('\t'),
        }
        self.is_space_pending = false;
        self.cell = Some(self.text.len());
    }

    fn end_cell(&mut self) -> Option<()> {
        let start = self.cell.take()?;
        if self.text.len() - start > LONGEST_CELL {
            return None;
        }
        self.rows.last_mut()?.push(start..self.text.len());
        Some(())
    }

    fn words(&mut self, words: &str) {
        for (index, word) in words.split(is_blank).enumerate() {
            self.is_space_pending |= index > 0;
            if word.is_empty() {
                continue;
            }
            let begins = self.cell == Some(self.text.len());
            if std::mem::take(&mut self.is_space_pending) && !begins {
                self.text.push(' ');
            }
            self.text.push_str(word);
        }
    }

    fn finish(mut self) -> Option<Found> {
        self.rows.retain(|row| !row.is_empty());
        let wide = self.rows.iter().filter(|row| row.len() > 1).count();
        let is_data = self.rows.len() > 1 && wide * 2 > self.rows.len();
        let header = self
            .rows
            .first()
            .is_some_and(|row| self.headers >= row.len());
        is_data.then_some(Found {
            text: self.text,
            rows: self.rows,
            header,
            linked: self.found_linked,
        })
    }
}
