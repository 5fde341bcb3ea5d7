//! What a character is to the cut: a letter, an apostrophe or a quotation mark.

/// Whether `c` is a quotation mark or an apostrophe.
pub(super) fn is_quote_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '´'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '＂'
    )
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining(c)
}

/// Marks that belong to the letter before them.
fn is_combining(c: char) -> bool {
    !c.is_ascii() && unicode_width::UnicodeWidthChar::width(c) == Some(0)
}
