//! What one person says stays apart from what another does.

use std::ops::Range;

use crate::analysis::QuoteKind;

use super::found::Found;
use super::lens::Lens;

/// Cuts each mention where other marked words begin ("said Ada Moss Jr. “Yes,” …"), and takes the
/// words of a mention off the quotation after it. `found` is in text order.
pub fn keep(lens: &Lens, found: &mut [Found]) {
    let mut named = 0;
    for quote in found {
        if let Some(first) = quote.spans.first_mut()
            && (first.start + 1..first.end).contains(&named)
            && lens.mark_of(first.start).is_none()
        {
            let mark = lens.marked.partition_point(|m| m.open < named);
            if let Some(mark) = lens.marked.get(mark).filter(|m| m.open < first.end) {
                first.start = mark.open;
                let whole = mark.end == first.end && quote.spans.len() == 1;
                quote.kind = if whole { QuoteKind::Direct } else { quote.kind };
            }
        }
        if let Some(mention) = quote.mention.take() {
            let mention = before_marks(lens, mention);
            named = mention.end;
            quote.mention = Some(mention);
        }
    }
}

/// A mention up to the stop before marks that open in it. Without a stop they are part of a name:
/// “Ada ‘the Mill’ Moss”.
fn before_marks(lens: &Lens, mention: Range<usize>) -> Range<usize> {
    let mark = lens.marked.partition_point(|m| m.open <= mention.start);
    let opens = lens.marked.get(mark).map(|m| m.open);
    let Some(open) = opens.filter(|o| *o < mention.end && !lens.words.is_word(*o - 1)) else {
        return mention;
    };
    let end = (mention.start + 1..open).rfind(|at| lens.words.is_word(*at));
    mention.start..end.map_or(mention.start + 1, |at| at + 1)
}
