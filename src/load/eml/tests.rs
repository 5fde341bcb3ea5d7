use super::*;
use crate::load::load;

const MAIL: &str = "From: =?utf-8?Q?Zo=C3=AB_Ek?= <z@example.org>\r\nSubject: The\r\n wheel =?iso-8859-1?B?6Q==?=\r\nDate: Mon, 12 May 2014 10:00:00 +0200\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"x y\"\r\n\r\npreamble\r\n--x y\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nIt turned =E2=80=94 and it stop=\r\nped.\r\n\r\nNobody came.\r\n--x y\r\nContent-Type: text/html\r\n\r\n<p>no</p>\r\n--x y--\r\n";

#[test]
fn subject_sender_and_date_head_the_text() {
    let doc = load(&Input::from_bytes("a.eml", MAIL), None).unwrap();
    let metadata = doc.metadata();
    assert_eq!(metadata.title.as_deref(), Some("The wheel é"));
    assert_eq!(metadata.byline.as_deref(), Some("Zoë Ek"));
    assert_eq!(
        metadata.date.as_deref(),
        Some("Mon, 12 May 2014 10:00:00 +0200")
    );
    let body: Vec<&str> = doc
        .blocks()
        .iter()
        .filter(|b| !b.head_only)
        .map(|b| doc.slice(b.span))
        .collect();
    assert_eq!(body, ["It turned — and it stopped.", "Nobody came."]);
}

#[cfg(feature = "html")]
#[test]
fn a_newsletter_is_read_without_what_its_machine_puts_around_it() {
    let page = "<body><div style='display:none'>The wheel, and more</div>\
        <table><tr><td><a href='https://example.org/w'>View in your browser</a></td></tr></table>\
        <h1>The wheel</h1><p>It turned for a hundred years, and on Sunday it stopped.</p>\
        <h2>What else</h2><ul><li><a href='https://example.org/a'>The mill is for sale</a></li></ul>\
        <p>Until next week.</p><p>Zo\u{EB}</p>\
        <p>You are receiving this because you signed up.</p>\
        <p><a href='https://example.org/u'>Unsubscribe</a></p><p>12 Mill Lane, Ek</p></body>";
    let mail = |text: &str| {
        format!(
            "From: Zo\u{EB} Ek <z@example.org>\nTo: b@example.org\nSubject: The wheel\nDate: Mon, 12 May 2014 10:00:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain; charset=utf-8\n\n{text}\n--x\nContent-Type: text/html; charset=utf-8\n\n{page}\n--x--\n"
        )
    };
    let body = |text: &str| {
        let doc = load(&Input::from_bytes("a.eml", mail(text)), None).unwrap();
        let blocks = doc.blocks().iter().filter(|b| !b.is_head());
        let texts: Vec<String> = blocks.map(|b| doc.slice(b.span).to_owned()).collect();
        texts
    };
    let expected = [
        "It turned for a hundred years, and on Sunday it stopped.",
        "What else",
        "The mill is for sale",
        "Until next week.",
        "Zo\u{EB}",
    ];
    assert_eq!(body("Read this mail at https://example.org/w"), expected);
    let plain = "It turned for a hundred years, and on Sunday it stopped. The mill is for sale.";
    assert_eq!(body(plain), [plain]);
}

#[test]
fn broken_mails_are_read_as_far_as_they_go() {
    for cut in [40, 150, 260, 330, 420] {
        let part = MAIL.get(..cut).unwrap_or(MAIL);
        let _ = load(
            &Input::from_bytes("a.eml", part),
            super::super::format_named("eml"),
        );
    }
    assert_eq!(words("=?utf-8?Q?broken"), "=?utf-8?Q?broken");
    assert_eq!(words("=?x?Z?a?= b"), "=?x?Z?a?= b");
}
