//! The layout counts cells as the terminal library draws them; otherwise text would run over its
//! edge, or marks would stand beside their words.

use dateline::layout::cells;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

fn drawn(text: &str) -> usize {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 500, 1));
    usize::from(buffer.set_stringn(0, 0, text, 500, Style::new()).0)
}

#[test]
fn wide_combining_and_joined_signs_take_what_is_drawn() {
    for text in [
        "plain",
        "日本語",
        "e\u{301}",
        "\u{301}",
        "👩\u{200D}🚀",
        "🇫🇷🇩",
        "❤\u{FE0F}",
        "ｶ\u{FF9E}",
        "\u{FF9E}",
        "한국",
        "ｆｕｌｌ",
        "לשלום",
        "مرحبا",
        "नमस्ते",
        "ก็",
        "\u{200D}",
        "a\u{200C}b",
        "👍🏽",
        "1\u{FE0F}\u{20E3}",
        "ﷺ",
        "—…“”",
        "\u{1F1E6}",
    ] {
        assert_eq!(cells(text), drawn(text), "{text:?}");
    }
}

proptest! {
    #[test]
    fn any_text_takes_what_is_drawn(text in "\\PC{0,40}") {
        prop_assert_eq!(cells(&text), drawn(&text), "{:?}", text);
    }
}
