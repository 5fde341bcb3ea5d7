//! A table with commas, as RFC 4180 has it: one row a section, quotation, date or event.

use super::{Subject, json};
use crate::analysis::{Annotation, Days};
use crate::text::Span;

/// The names of the columns. `paragraph` is the ¶ number that the reader shows, from 1.
/// `sign` is what the lists mark an entry with that is unsure or worked out.
const COLUMNS: [&str; WIDTH] = [
    "source",
    "kind",
    "paragraph",
    "text",
    "speaker",
    "role",
    "form",
    "value",
    "from",
    "to",
    "sign",
    "mod",
    "anchor",
    "confidence",
];

/// How many columns there are.
const WIDTH: usize = 14;

pub(super) fn begin(out: &mut Vec<u8>) {
    row(COLUMNS.map(str::to_owned), out);
}

pub(super) fn article(subject: &Subject, out: &mut Vec<u8>) {
    let speakers: Vec<_> = subject.annotations.speakers().collect();
    let dates: Vec<Span> = subject.annotations.dates().map(|d| d.span).collect();
    for annotation in subject.annotations.iter() {
        let mut cells: [String; WIDTH] = Default::default();
        let places = annotation.places(subject.document, &dates);
        let text = match annotation {
            Annotation::Speaker(_) => continue,
            Annotation::Quote(quote) => {
                if let Some(speaker) = quote.speaker.and_then(|id| speakers.get(id)) {
                    cells[4] = speaker.name.clone();
                    cells[5] = speaker.role.clone().unwrap_or_default();
                }
                cells[6] = quote.kind.name().to_owned();
                cells[13] = json::confidence(quote).to_string();
                "quote"
            }
            Annotation::Date(date) => {
                cells[7] = date.value.clone();
                cells[11] = date.modifier.unwrap_or_default().to_owned();
                cells[12] = date.anchor.map(json::anchor).unwrap_or_default().to_owned();
                "date"
            }
            Annotation::Event(event) => {
                cells[6] = if event.planned { "planned" } else { "" }.to_owned();
                cells[7] = event.when.clone();
                "event"
            }
            Annotation::Section(section) => {
                cells[6] = if section.inferred { "inferred" } else { "" }.to_owned();
                "section"
            }
        };
        if let Some(Days { from, to }) = annotation.days() {
            cells[8] = json::day(from);
            cells[9] = json::day(to);
            cells[10] = if annotation.inferred() { "~" } else { "" }.to_owned();
        }
        cells[10].extend(annotation.sign());
        cells[0] = subject.name.to_owned();
        cells[1] = text.to_owned();
        let paragraph = places.first().and_then(|place| subject.paragraph(*place));
        cells[2] = paragraph.map(|n| n.to_string()).unwrap_or_default();
        cells[3] = annotation.label(subject.document);
        for cell in &mut cells[3..6] {
            disarm(cell);
        }
        disarm(&mut cells[0]);
        row(cells, out);
    }
}

/// Keeps a spreadsheet from taking words of a document for a formula.
fn disarm(cell: &mut String) {
    if cell.starts_with(['=', '+', '-', '@']) {
        cell.insert(0, '\'');
    }
}

fn row(cells: [String; WIDTH], out: &mut Vec<u8>) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        if cell.contains(['"', ',', '\n', '\r']) {
            out.push(b'"');
            out.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
            out.push(b'"');
        } else {
            out.extend_from_slice(cell.as_bytes());
        }
    }
    out.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;

    fn written(fixture: &Fixture) -> String {
        let mut out = Vec::new();
        begin(&mut out);
        article(&fixture.subject(), &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_row_has_every_column() {
        let text = written(&Fixture::bridge());
        let rows: Vec<&str> = text.split_terminator("\r\n").collect();
        assert_eq!(
            rows,
            [
                "source,kind,paragraph,text,speaker,role,form,value,from,to,sign,mod,anchor,confidence",
                "bridge.md,quote,1,“We waited.” … “No more.”,Ana Ruiz,chief engineer,direct,,,,,,,0.97",
                "bridge.md,date,2,May 2024,,,,2024-05,2024-05-01,2024-05-31,,,stated,",
                "bridge.md,event,2,\"bridge; closed, again\",,,planned,2024-05,2024-05-01,2024-05-31,~,,,",
                "bridge.md,section,2,What now,,,,,,,,,,",
            ]
        );
    }

    #[test]
    fn marks_are_doubled_and_formulas_disarmed() {
        let mut fixture = Fixture::bridge();
        fixture.rename_speaker("=HYPERLINK(\"x\")");
        let text = written(&fixture);
        assert!(text.contains("“No more.”,\"'=HYPERLINK(\"\"x\"\")\",chief"));
    }
}
