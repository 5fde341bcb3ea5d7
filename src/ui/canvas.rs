//! Putting strings on the screen, cut to the room that there is.

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use crate::layout::cells;

/// A string with its style.
pub type Piece = (String, Style);

/// Draws pieces one after the other from a column on, at most `width` cells. Returns the column
/// after the last cell drawn.
pub fn put(buffer: &mut Buffer, x: u16, y: u16, width: u16, pieces: &[Piece]) -> u16 {
    let end = x.saturating_add(width).min(buffer.area.right());
    let mut at = x;
    if y >= buffer.area.bottom() {
        return at;
    }
    for (text, style) in pieces {
        if at >= end {
            break;
        }
        at = buffer
            .set_stringn(at, y, text, usize::from(end - at), *style)
            .0;
    }
    at
}

/// Draws a string so that it ends before column `right`.
pub fn put_right(buffer: &mut Buffer, right: u16, y: u16, text: &str, style: Style) -> u16 {
    let width = cells(text) as u16;
    let x = right.saturating_sub(width);
    put(buffer, x, y, width, &[(text.to_owned(), style)]);
    x
}

/// Gives a style to cells.
pub fn paint(buffer: &mut Buffer, x: u16, y: u16, width: u16, style: Style) {
    let area = ratatui::layout::Rect::new(x, y, width, 1).intersection(buffer.area);
    buffer.set_style(area, style);
}

/// `text` cut to `width` cells: at a word's end where one is near, with `…` in its last cell.
pub fn cut(text: &str, width: usize) -> String {
    if cells(text) <= width {
        return text.to_owned();
    }
    let Some(room) = width.checked_sub(1) else {
        return String::new();
    };
    let mut used = 0;
    let mut end = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += cells(grapheme);
        if used > room {
            break;
        }
        end = at + grapheme.len();
    }
    let fits = text.split_at(end).0;
    let at_word = fits.rfind(' ').filter(|at| *at * 4 > end);
    let ends_word = text.split_at(end).1.starts_with(' ');
    let kept = match at_word {
        Some(at) if !ends_word => fits.split_at(at).0,
        _ => fits,
    };
    format!("{}…", kept.trim_end_matches([' ', ',', ';', ':', '.', '…']))
}

/// `text` cut as [`cut`] does it, but keeping the sign in its last cell that says that it was worked
/// out or is unsure.
pub fn cut_signed(text: &str, width: usize) -> String {
    let signed = [" ~", " ?"].into_iter().find_map(|sign| {
        let words = text.strip_suffix(sign)?;
        Some(cut(words, width.saturating_sub(sign.len())) + sign)
    });
    signed.unwrap_or_else(|| cut(text, width))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_at_their_ends() {
        assert_eq!(cut("a hand is a lot", 15), "a hand is a lot");
        assert_eq!(cut("a hand is a lot of bridge", 14), "a hand is a…");
        assert_eq!(cut("a hand, is", 8), "a hand…");
        assert_eq!(cut("the denuclearisation", 12), "the…");
        assert_eq!(cut("denuclearisation", 8), "denucle…");
        assert_eq!(cut("日本語日本語", 5), "日本…");
        assert_eq!(cut("word", 0), "");
    }

    #[test]
    fn a_sign_stays_when_its_words_are_cut() {
        assert_eq!(cut_signed("Money promised ~", 20), "Money promised ~");
        assert_eq!(cut_signed("Money promised ~", 12), "Money… ~");
        assert_eq!(cut_signed("Money promised", 12), "Money…");
    }
}
