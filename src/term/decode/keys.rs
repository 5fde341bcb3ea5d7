//! What a control sequence says of a key: its parameters, its modifiers, its last byte.

use crossterm::event::{KeyCode, KeyModifiers};

use super::SEQUENCE_LIMIT;

/// The parameters, each with its first sub-parameter; `None` where the sequence is no key's
/// (private marks, intermediate bytes, numbers beyond any key).
pub(super) fn numbers(parameters: &[u8]) -> Option<Vec<(u32, u32)>> {
    let text = std::str::from_utf8(parameters).ok()?;
    if parameters.len() >= SEQUENCE_LIMIT {
        return None;
    }
    let number = |part: &str| match part {
        "" => Some(0),
        digits => digits.parse().ok(),
    };
    text.split(';')
        .map(|part| {
            let mut parts = part.split(':');
            let first = number(parts.next()?)?;
            let second = parts.next().map_or(Some(0), number)?;
            Some((first, second))
        })
        .collect()
}

/// The modifiers of a parameter: one more than the sum of Shift 1, Alt 2, Ctrl 4.
pub(super) fn modifiers(parameter: u32) -> KeyModifiers {
    let bits = parameter.saturating_sub(1);
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
        (8, KeyModifiers::SUPER),
    ] {
        if bits & bit != 0 {
            modifiers |= modifier;
        }
    }
    modifiers
}

/// The keys of the cursor block by the letter that ends their sequence.
pub(super) fn cursor_key(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        _ => return None,
    })
}

/// The keys of a VT220 by the number before `~`.
pub(super) fn tilde_key(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number as u8 - 10),
        17..=21 => KeyCode::F(number as u8 - 11),
        23 | 24 => KeyCode::F(number as u8 - 12),
        _ => return None,
    })
}
