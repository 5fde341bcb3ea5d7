//! The article: its rows, the gutter beside them, the running head above, the rule that is both
//! scroll bar and map.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::canvas::{cut, cut_signed, put, put_right};
use super::theme::Theme;
use crate::analysis::{ColourToken, List};
use crate::app::State;
use crate::app::reader::Shown;
use crate::layout::{DecorationKind, Row, cells};
use crate::text::{Block, BlockKind, InlineKind, Role, Span};

/// Draws the article; returns the cell of the current paragraph's first letter.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let geometry = state.geometry();
    let rows = state.reader().rows();
    let mut cursor = None;
    let mut last = 0;
    let current = state.reader().current();
    let marked = rows
        .iter()
        .position(|r| r.block == current && r.row.start().is_some());
    for (at, (shown, y)) in rows
        .iter()
        .zip(geometry.text.y..geometry.text.bottom())
        .enumerate()
    {
        draw_row(state, theme, shown, y, buffer);
        if geometry.gutter > 0 {
            draw_gutter(state, theme, shown, (y, marked == Some(at)), buffer);
        }
        // The first letter of the current paragraph, or of what is seen of it.
        let is_current = shown.block == state.reader().current();
        if let Some(first) = shown
            .row
            .fragments
            .first()
            .filter(|_| is_current && cursor.is_none())
        {
            cursor = Some((geometry.text.x + first.column, y));
        }
        last = y + 1;
    }
    let end = (last + 1).min(geometry.text.bottom() - 1);
    if last <= end {
        let pieces = [(end_words(state), theme.quiet)];
        put(buffer, geometry.text.x, end, geometry.text.width, &pieces);
    }
    if let Some(y) = geometry.head {
        draw_head(state, theme, &rows, y, buffer);
    }
    if let Some(x) = geometry.rule {
        draw_rule(state, theme, x, buffer);
    }
    cursor
}

/// What stands under the last row of the text.
fn end_words(state: &State) -> String {
    match state.progress() {
        Some(0) => "… reading".to_owned(),
        Some(percent) => format!("… reading {percent} %"),
        None => "end".to_owned(),
    }
}

fn draw_row(state: &State, theme: &Theme, shown: &Shown, y: u16, buffer: &mut Buffer) {
    let area = state.geometry().text;
    let block = &state.reader().doc().blocks()[shown.block];
    let base = base_style(theme, block);
    for decoration in &shown.row.decorations {
        let style = match decoration.kind {
            DecorationKind::Rule | DecorationKind::QuoteBar => theme.faint,
            DecorationKind::CutMark => theme.accent,
            _ => theme.quiet,
        };
        let room = area.width.saturating_sub(decoration.column);
        let text = decoration.text.clone().into_owned();
        put(
            buffer,
            area.x + decoration.column,
            y,
            room,
            &[(text, style)],
        );
    }
    for fragment in &shown.row.fragments {
        let overlays = overlays(state, theme, shown.block, fragment.span);
        let words = state.reader().doc().slice(fragment.span);
        let mut x = area.x + fragment.column;
        let mut run = String::new();
        let mut run_style = base;
        let mut run_x = x;
        for (at, grapheme) in words.grapheme_indices(true) {
            let style = style_at(&overlays, base, fragment.span.start() + at);
            if style != run_style {
                put(
                    buffer,
                    run_x,
                    y,
                    area.right().saturating_sub(run_x),
                    &[(run, run_style)],
                );
                run = String::new();
                run_style = style;
                run_x = x;
            }
            run.push_str(grapheme);
            x += cells(grapheme) as u16;
        }
        put(
            buffer,
            run_x,
            y,
            area.right().saturating_sub(run_x),
            &[(run, run_style)],
        );
    }
}

/// The style of a block's words before anything is laid over them.
fn base_style(theme: &Theme, block: &Block) -> Style {
    let bold = theme.text.add_modifier(Modifier::BOLD);
    match (block.role, &block.kind) {
        (Some(Role::Title), _) => bold,
        (Some(Role::Byline | Role::Furniture), _) => theme.quiet,
        (Some(Role::Standfirst), _) => theme.text,
        (None, BlockKind::Heading(_)) => bold,
        (None, BlockKind::Caption | BlockKind::Footnote) => theme.quiet,
        _ => theme.text,
    }
}

/// Styles that are laid over a stretch of the text, in the order in which they are laid.
fn overlays(state: &State, theme: &Theme, block: usize, span: Span) -> Vec<(Span, Style)> {
    let mut overlays = Vec::new();
    for inline in state.reader().doc().inlines_in(block, span) {
        // A byline that its author set in bold is quiet all the same.
        let is_set = state.reader().doc().blocks()[block].role.is_none()
            || !matches!(inline.kind, InlineKind::Strong | InlineKind::Emphasis);
        if is_set {
            overlays.push((inline.span, inline_style(theme, &inline.kind)));
        }
    }
    let lit = state.lit().filter(|(list, _)| *list == List::Speakers);
    for painted in state.outline().index().painted(span) {
        let style = match (painted.owner, lit) {
            (Some(owner), Some(lit)) if owner == lit => theme.lit,
            _ => match painted.token {
                // While one speaker is lit, the words of the others lose their colour.
                Some(ColourToken::Speech) if lit.is_some() => continue,
                Some(token) => theme.token(token),
                None => continue,
            },
        };
        overlays.push((painted.span, style));
    }
    if let Some((link, _)) = state.reader().link() {
        overlays.push((link, theme.accent.add_modifier(Modifier::REVERSED)));
    }
    let here = state.search().here();
    for hit in state.search().matches_in(span) {
        let style = if Some(*hit) == here {
            theme.hit_here
        } else {
            theme.hit
        };
        overlays.push((*hit, style));
    }
    overlays
}

fn inline_style(theme: &Theme, kind: &InlineKind) -> Style {
    match kind {
        InlineKind::Emphasis => Style::new().add_modifier(Modifier::ITALIC),
        InlineKind::Strong => Style::new().add_modifier(Modifier::BOLD),
        InlineKind::Strike => Style::new().add_modifier(Modifier::CROSSED_OUT),
        InlineKind::Link(_) => theme.accent.add_modifier(Modifier::UNDERLINED),
        InlineKind::Code | InlineKind::Image(_) | InlineKind::FootnoteMark(_) => Style::new(),
    }
}

fn style_at(overlays: &[(Span, Style)], base: Style, offset: usize) -> Style {
    overlays
        .iter()
        .filter(|(span, _)| span.contains(offset))
        .fold(base, |style, (_, over)| style.patch(*over))
}

/// What the gutter says of a row: `›` the current paragraph, `•` a dated event, `│` quoted words.
fn draw_gutter(
    state: &State,
    theme: &Theme,
    shown: &Shown,
    (y, is_current): (u16, bool),
    buffer: &mut Buffer,
) {
    let geometry = state.geometry();
    let Some(span) = row_span(&shown.row) else {
        return;
    };
    let mut events = state.outline().index().offsets_in(List::Events, span);
    let has_event = events.next().is_some();
    let lit = state.lit();
    let has_quote = state.outline().index().painted(span).any(|p| match lit {
        Some(_) => p.owner == lit,
        None => p.token == Some(ColourToken::Speech),
    });
    let signs = [
        (is_current, "›", theme.sign()),
        (has_event, "•", theme.time),
        (has_quote, "│", theme.speech),
    ];
    let left = geometry.text.x.saturating_sub(geometry.gutter + 1);
    if geometry.gutter == 1 {
        if let Some((_, sign, style)) = signs.into_iter().find(|(is, _, _)| *is) {
            put(buffer, left, y, 1, &[(sign.to_owned(), style)]);
        }
        return;
    }
    for (column, (is, sign, style)) in (left..).zip(signs) {
        if is {
            put(buffer, column, y, 1, &[(sign.to_owned(), style)]);
        }
    }
}

/// The text from a row's first byte to its last.
fn row_span(row: &Row) -> Option<Span> {
    Some(Span::new(row.start()?, row.end()))
}

/// Title left, section right, once the title has scrolled away.
fn draw_head(state: &State, theme: &Theme, rows: &[Shown], y: u16, buffer: &mut Buffer) {
    let doc = state.reader().doc();
    let title_is_shown = rows
        .iter()
        .any(|r| doc.blocks()[r.block].role == Some(Role::Title) && r.row.start().is_some());
    let Some(title) = &doc.metadata().title else {
        return;
    };
    if title_is_shown {
        return;
    }
    let geometry = state.geometry();
    let left = if geometry.is_drawer {
        1
    } else {
        geometry.text.x
    };
    let right = match geometry.index {
        Some(area) if !geometry.is_drawer => area.right(),
        _ if geometry.is_drawer => geometry.screen.width.saturating_sub(1),
        _ => geometry.right,
    };
    let room = right.saturating_sub(left);
    let section = state
        .section_here()
        .filter(|s| s != title)
        .map(|s| cut_signed(&s, usize::from(room / 2)));
    let taken = section.as_ref().map_or(0, |s| cells(s) as u16 + 3);
    if let Some(section) = section {
        put_right(buffer, right, y, &section, theme.quiet);
    }
    let title = cut(title, usize::from(room.saturating_sub(taken)));
    put(buffer, left, y, room, &[(title, theme.quiet)]);
}

/// The rule between text and index: heavy beside what is on the screen, ticked where sections
/// begin or, during a search, where it has found something.
fn draw_rule(state: &State, theme: &Theme, x: u16, buffer: &mut Buffer) {
    let area = state.geometry().text;
    let length = state.reader().doc().text().len().max(1);
    let visible = state.reader().visible();
    let is_search = state.search().is_lit();
    for row in 0..area.height {
        let from = length * usize::from(row) / usize::from(area.height);
        let to = length * usize::from(row + 1) / usize::from(area.height);
        let part = Span::new(from, to.max(from + 1));
        let is_ticked = if is_search {
            !state.search().matches_in(part).is_empty()
        } else {
            let mut sections = state.outline().index().offsets_in(List::Sections, part);
            sections.next().is_some()
        };
        let sign = match (visible.overlaps(part), is_ticked) {
            (true, true) => "┣",
            (true, false) => "┃",
            (false, true) => "├",
            (false, false) => "│",
        };
        let style = if is_search && is_ticked {
            theme.accent
        } else {
            theme.faint
        };
        put(buffer, x, area.y + row, 1, &[(sign.to_owned(), style)]);
    }
}
