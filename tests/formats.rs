//! One article in many formats gives the same blocks.
#![allow(clippy::expect_used)]

use std::io::Write;

use dateline::load::{format_named, load};
use dateline::source::Input;
use dateline::text::{BlockKind, Document};

const MARKDOWN: &str = "---
title: \"The bell that rang late\"
author: \"Ida Møller\"
date: 2021-06-14
---

# The bell that rang late

For forty years the bell of Sønderby rang five minutes after the hour, and nobody in the town minded it very much until the railway came and asked.

“We set our lives by it,” said Karl Brandt, the sexton since 1989. “The trains can do the same.”

## A slow escapement

The clockmaker, who came from Ærø in May 2020, found that the escapement had been filed by hand — a repair of 1931 that no book records.[^1]

The council asked for three things:

- a bell that rings on the hour and that does so without a man on the stairs;
- a man to ring it on the day of the fair;
- a plaque.

## What is left

| Part | Paid |
|------|-----:|
| Bell | 1,200 |
| Clock | 3,450 |

Brandt keeps the old pendulum in his kitchen, where it hangs beside the barometer and is wound every Sunday by his granddaughter.

[^1]: The parish book of that year was lost in the flood.
";

const PLAIN: &str = "The bell that rang late

By Ida Møller
14 June 2021

For forty years the bell of Sønderby rang five minutes after the hour,
and nobody in the town minded it very much until the railway came and
asked.

“We set our lives by it,” said Karl Brandt, the sexton since 1989. “The
trains can do the same.”


A slow escapement

The clockmaker, who came from Ærø in May 2020, found that the escapement
had been filed by hand — a repair of 1931 that no book records.[1]

The council asked for three things:

  - a bell that rings on the hour and that does so without a man on the
    stairs;
  - a man to ring it on the day of the fair;
  - a plaque.


What is left

Part     Paid
Bell    1,200
Clock   3,450

Brandt keeps the old pendulum in his kitchen, where it hangs beside the
barometer and is wound every Sunday by his granddaughter.

[1] The parish book of that year was lost in the flood.
";

#[cfg(feature = "html")]
const PAGE: &str = r##"<!DOCTYPE html>
<html lang="en"><head><meta charset="CHARSET"><title>The bell that rang late | The Sound Gazette</title>
<meta property="og:site_name" content="The Sound Gazette">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"The bell that rang late","datePublished":"2021-06-14T08:00:00+02:00","author":{"@type":"Person","name":"Ida Møller"}}</script>
</head><body>
<div class="cookie-notice"><p>We use cookies to measure how this site is used.</p><button>Accept</button></div>
<header><a href="/">The Sound Gazette</a><nav><ul><li><a href="/news">News</a></li><li><a href="/town">Town</a></li></ul></nav></header>
<main><article>
<h1>The bell that rang late</h1>
<p class="byline">By Ida Møller</p>
<ul class="share"><li><a href="https://example.org/share">Share</a></li></ul>
<div class="article-body">
<p>For forty years the bell of Sønderby rang five minutes after the hour, and nobody in the town minded it very much until the railway came and asked.</p>
<p>“We set our lives by it,” said Karl Brandt, the sexton since 1989. “The trains can do the same.”</p>
<h2>A slow escapement</h2>
<p>The clockmaker, who came from Ærø in May 2020, found that the escapement had been filed by hand — a repair of 1931 that no book records.<sup><a href="#n1">1</a></sup></p>
<p>The council asked for three things:</p>
<ul><li>a bell that rings on the hour and that does so without a man on the stairs;</li><li>a man to ring it on the day of the fair;</li><li>a plaque.</li></ul>
<h2>What is left</h2>
<table><tr><th>Part</th><th>Paid</th></tr><tr><td>Bell</td><td>1,200</td></tr><tr><td>Clock</td><td>3,450</td></tr></table>
<p>Brandt keeps the old pendulum in his kitchen, where it hangs beside the barometer and is wound every Sunday by his granddaughter.</p>
</div>
<aside id="n1"><p>The parish book of that year was lost in the flood. <a href="#r1">↩</a></p></aside>
</article>
<section class="related"><h2>Read next</h2><ul><li><a href="/a">The ferry is late again</a></li></ul></section>
<section class="comments"><h3>2 comments</h3><p>First! What a bell.</p></section>
</main><footer><p>© 2021 The Sound Gazette</p></footer></body></html>"##;

/// The blocks of the text, without the head, as short notes.
fn blocks(doc: &Document) -> Vec<String> {
    let shown = doc.blocks().iter().filter(|b| !b.is_head());
    shown
        .map(|block| {
            let text = doc.slice(block.span).replace("[1]", "");
            let text = text.trim();
            match block.kind {
                BlockKind::Heading(_) => format!("# {text}"),
                BlockKind::List(_) => format!("- {}", text.replace('\n', "\n- ")),
                BlockKind::Table(_) => format!("| {}", text.replace('\t', " | ")),
                _ => text.to_owned(),
            }
        })
        .collect()
}

#[track_caller]
fn check(name: &str, bytes: Vec<u8>) {
    let mut input = Input::from_bytes(name, bytes);
    input.path = Some(name.into());
    let doc = load(&input, None).expect(name);
    let model = load(&Input::from_bytes("a.md", MARKDOWN), format_named("md")).expect("model");
    assert_eq!(blocks(&doc), blocks(&model), "{name}");
    let metadata = doc.metadata();
    assert_eq!(
        metadata.title.as_deref(),
        Some("The bell that rang late"),
        "{name}"
    );
    assert_eq!(metadata.byline.as_deref(), Some("Ida Møller"), "{name}");
    let date = metadata.date.as_deref().unwrap_or("");
    let is_date = date.starts_with("2021-06-14")
        || date.contains("14 June 2021")
        || date.contains("14 Jun 2021");
    assert!(is_date, "{name}: {date}");
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(unit).collect()
}

/// The article's letters in windows-1252.
fn windows_1252(text: &str) -> Vec<u8> {
    let byte = |c| match c {
        '“' => 0x93,
        '”' => 0x94,
        '—' => 0x97,
        '↩' => b'^',
        c => u8::try_from(u32::from(c)).expect("a letter of Latin 1"),
    };
    text.chars().map(byte).collect()
}

#[test]
fn plain_text_in_every_character_set() {
    check("a.txt", PLAIN.into());
    check("crlf.txt", PLAIN.replace('\n', "\r\n").into());
    check("bom.txt", [b"\xEF\xBB\xBF", PLAIN.as_bytes()].concat());
    check("le.txt", utf16(PLAIN, u16::to_le_bytes));
    check("be.txt", utf16(PLAIN, u16::to_be_bytes));
    check("latin.txt", windows_1252(PLAIN));
}

#[cfg(feature = "html")]
#[test]
fn pages_in_reader_mode() {
    check("a.html", PAGE.replace("CHARSET", "utf-8").into());
    check("a.txt", PAGE.replace("CHARSET", "utf-8").into());
    check(
        "latin.html",
        windows_1252(&PAGE.replace("CHARSET", "windows-1252")),
    );
}

/// A mail of one part, its body in an encoding of transfer.
fn mail_of(kind: &str, encoding: &str, body: &str) -> Vec<u8> {
    format!(
        "From: Ida =?utf-8?Q?M=C3=B8ller?= <ida@example.org>\nTo: b@example.org\nSubject: The bell that rang late\n\
         Date: Mon, 14 Jun 2021 08:00:00 +0200\nMIME-Version: 1.0\nContent-Type: {kind}; charset=utf-8\n\
         Content-Transfer-Encoding: {encoding}\n\n{body}"
    )
    .into()
}

/// A text as quoted-printable.
fn quoted(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'=' | 0x80.. => format!("={byte:02X}"),
        _ => char::from(byte).to_string(),
    };
    text.bytes().map(byte).collect()
}

#[test]
fn mail() {
    let (_, body) = PLAIN.split_once("\n\nFor").expect("a body");
    let body = format!("For{body}");
    check("a.eml", mail_of("text/plain", "8bit", &body));
    check(
        "quoted.eml",
        mail_of("text/plain", "quoted-printable", &quoted(&body)),
    );
}

#[cfg(feature = "html")]
#[test]
fn mail_with_a_page() {
    let (_, rest) = PAGE
        .split_once("<div class=\"article-body\">")
        .expect("a body");
    let (body, rest) = rest.split_once("</div>").expect("its end");
    let (_, note) = rest.split_once("<aside").expect("a note");
    let (note, _) = note.split_once("</aside>").expect("its end");
    let page = format!(
        "<html><body><p><a href=\"https://example.org/a\">View in your browser</a></p>{body}<div{note}</div>\
         <p><a href=\"https://example.org/b\">Unsubscribe</a></p></body></html>"
    );
    check("page.eml", mail_of("text/html", "8bit", &page));
    check(
        "quoted-page.eml",
        mail_of("text/html", "quoted-printable", &quoted(&page)),
    );
}

/// Bytes as a packer's program leaves them.
fn packed(write: impl FnOnce(&[u8]) -> std::io::Result<Vec<u8>>) -> Vec<u8> {
    write(MARKDOWN.as_bytes()).expect("memory")
}

#[test]
fn compressed_files_are_read_as_what_is_in_them() {
    let gzip = packed(|bytes| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes)?;
        encoder.finish()
    });
    let bzip2 = packed(|bytes| {
        let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        encoder.write_all(bytes)?;
        encoder.finish()
    });
    let xz = packed(|bytes| {
        let options = lzma_rust2::XzOptions::with_preset(1);
        let mut encoder = lzma_rust2::XzWriter::new(Vec::new(), options)?;
        encoder.write_all(bytes)?;
        encoder.finish()
    });
    let zstd = packed(|bytes| {
        let level = ruzstd::encoding::CompressionLevel::Fastest;
        Ok(ruzstd::encoding::compress_to_vec(bytes, level))
    });
    for (ending, bytes) in [("gz", gzip), ("bz2", bzip2), ("xz", xz), ("zst", zstd)] {
        let name = format!("dateline-{}.md.{ending}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, bytes).expect("a file");
        let opened = dateline::source::open(&dateline::source::Spec::File(path.clone()));
        let input = opened.and_then(|o| o.whole()).expect("unpacked");
        let doc = load(&input, None).expect("loaded");
        let model = load(&Input::from_bytes("a.md", MARKDOWN), format_named("md")).expect("model");
        assert_eq!(blocks(&doc), blocks(&model), "{ending}");
        std::fs::remove_file(path).expect("removed");
    }
}
