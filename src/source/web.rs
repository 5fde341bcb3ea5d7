//! An address on the web: one request, its redirects, and nothing else.

use std::io::Read;
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::{Result, anyhow};
use ureq::ResponseExt;
use ureq::http::Response;
use ureq::{Agent, Body, Error, Timeout};

use super::{Input, Received, Watch};
use crate::text::safe;

/// The largest page that is fetched, in bytes, unpacked.
const LARGEST: usize = 64 * 1024 * 1024;

/// How long the whole may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a connection may take to stand.
const CONNECTING: Duration = Duration::from_secs(15);

/// How often a server may send elsewhere.
const REDIRECTS: u32 = 10;

/// Bytes that are read at once.
const PIECE: usize = 16 * 1024;

/// Media types, by their beginnings, that hold no article. What others hold is told by the bytes.
const UNREADABLE: &[&str] = &[
    "image/",
    "audio/",
    "video/",
    "font/",
    "application/zip",
    "application/vnd.rar",
    "application/vnd.ms-",
    "application/java-archive",
    "application/x-7z",
    "application/x-apple-diskimage",
    "application/x-executable",
    "application/x-font",
    "application/x-iso9660-image",
    "application/x-msdownload",
    "application/x-rar",
    "application/x-shockwave-flash",
    "application/x-sqlite3",
    "application/x-tar",
    "application/x-zip",
];

/// Fetches a page. Errors are one line that names the address and the cause; of a page that breaks
/// off, what came is kept with a notice.
pub(super) fn fetch(address: &str, watch: &Watch) -> Result<Input> {
    fetch_within(address, watch, PATIENCE)
}

fn fetch_within(address: &str, watch: &Watch, patience: Duration) -> Result<Input> {
    let shown = safe::line(address).into_owned();
    let response = agent(patience).get(encoded(address)).call();
    let mut response = response.map_err(|error| anyhow!("{shown}: {}", reason(&error)))?;
    let status = response.status().as_u16();
    if !(200..300).contains(&status) {
        return Err(anyhow!("{shown}: {}", refusal(status)));
    }
    let media_type = header(&response, "content-type");
    let essence = media_type.as_deref().unwrap_or("").to_ascii_lowercase();
    if UNREADABLE.iter().any(|kind| essence.starts_with(kind)) {
        return Err(anyhow!("{shown}: not text ({})", safe::line(&essence)));
    }
    let mut input = Input {
        address: Some(response.get_uri().to_string()),
        name: shown,
        media_type,
        ..Input::default()
    };
    read(&mut response, &mut input, watch)?;
    input.complete = true;
    Ok(input)
}

fn agent(patience: Duration) -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(REDIRECTS)
        .timeout_global(Some(patience))
        .timeout_connect(Some(CONNECTING))
        .user_agent(concat!("dateline/", env!("CARGO_PKG_VERSION")))
        .accept("text/html, application/xhtml+xml, text/markdown, text/plain;q=0.9, */*;q=0.5")
        .build();
    config.into()
}

/// An address as it may be sent: without its fragment, with what is no ASCII in per cents.
fn encoded(address: &str) -> String {
    let address = address.split('#').next().unwrap_or(address);
    let mut out = String::with_capacity(address.len());
    for byte in address.trim().bytes() {
        match byte {
            b'!'..=b'~' => out.push(byte as char),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

fn header(response: &Response<Body>, name: &str) -> Option<String> {
    let value = response.headers().get(name)?;
    value.to_str().ok().map(str::to_owned)
}

fn read(response: &mut Response<Body>, input: &mut Input, watch: &Watch) -> Result<()> {
    let total = header(response, "content-length").and_then(|l| l.trim().parse().ok());
    let mut body = response.body_mut().as_reader();
    let mut piece = vec![0; PIECE];
    loop {
        if watch.cancelled.load(Ordering::Relaxed) {
            return Err(anyhow!("{}: cancelled", input.name));
        }
        match body.read(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(length) => input
                .bytes
                .extend_from_slice(piece.get(..length).unwrap_or(&[])),
            Err(cause) if cause.kind() == std::io::ErrorKind::Interrupted => {}
            Err(cause) => {
                let reason = reason(&Error::from(cause));
                if input.bytes.is_empty() {
                    return Err(anyhow!("{}: {reason}", input.name));
                }
                input
                    .notices
                    .push(format!("the page came only in part: {reason}"));
                return Ok(());
            }
        }
        if input.bytes.len() > LARGEST {
            let most = LARGEST / 1024 / 1024;
            return Err(anyhow!("{}: larger than {most} MB", input.name));
        }
        (watch.progress)(Received {
            bytes: input.bytes.len() as u64,
            total,
        });
    }
}

fn refusal(status: u16) -> String {
    let meaning = match status {
        401 | 407 => "it asks for a password",
        403 => "the server refuses it",
        404 | 410 => "no such page",
        429 => "the server asks to wait",
        451 => "withheld for legal reasons",
        500..=599 => "the server failed",
        300..=399 => "the server sends elsewhere without an address",
        _ => "the server refuses it",
    };
    format!("{meaning} ({status})")
}

fn reason(error: &Error) -> String {
    match error {
        Error::HostNotFound => "no such host".to_owned(),
        Error::ConnectionFailed => "no connection".to_owned(),
        Error::Timeout(Timeout::Connect | Timeout::Resolve) => "no connection in time".to_owned(),
        Error::Timeout(_) => "the server took too long".to_owned(),
        Error::TooManyRedirects => "the server sends elsewhere without end".to_owned(),
        Error::RedirectFailed => "the server sends to where no page can be".to_owned(),
        Error::BadUri(_) | Error::Http(_) => "no address of the web".to_owned(),
        Error::Tls(_) | Error::Rustls(_) | Error::Pem(_) => {
            format!("no secure connection ({})", safe::line(&error.to_string()))
        }
        Error::LargeResponseHeader(..) => "the server's answer is too large".to_owned(),
        Error::Decompress(..) => "the page is damaged".to_owned(),
        Error::Io(cause) => io_reason(cause),
        Error::Protocol(_) => "the server's answer is none of HTTP".to_owned(),
        other => safe::line(&other.to_string()).into_owned(),
    }
}

fn io_reason(cause: &std::io::Error) -> String {
    use std::io::ErrorKind;
    // ureq wraps its own errors where a body is read.
    if let Some(inner) = cause.get_ref().and_then(|e| e.downcast_ref::<Error>()) {
        return reason(inner);
    }
    match cause.kind() {
        ErrorKind::ConnectionRefused => "connection refused".to_owned(),
        ErrorKind::ConnectionReset | ErrorKind::UnexpectedEof | ErrorKind::ConnectionAborted => {
            "the connection broke off".to_owned()
        }
        ErrorKind::TimedOut | ErrorKind::WouldBlock => "the server took too long".to_owned(),
        _ => {
            let text = cause.to_string();
            let has = |words: &str| text.contains(words);
            let is_of_encryption = ["certificate", "corrupt message", "handshake"];
            match () {
                () if has("lookup") && has("Temporary") => "no network, or no such host".to_owned(),
                () if has("lookup") => "no such host".to_owned(),
                () if is_of_encryption.into_iter().any(has) => {
                    format!("no secure connection ({})", safe::line(&text))
                }
                () => safe::line(&text).into_owned(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::net::TcpListener;
    use std::thread;

    /// What is said of a server that sends `answer` and then nothing more, and holds the line.
    fn silent(answer: &'static [u8], patience: Duration) -> Result<Input> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.write_all(answer);
            // Until the other side hangs up.
            let _ = stream.read_to_end(&mut Vec::new());
        });
        let input = fetch_within(&address, &Watch::nobody(), patience);
        server.join().unwrap();
        input
    }

    #[test]
    fn a_server_that_says_nothing_is_given_up_in_time() {
        for answer in [&b""[..], b"HTTP/1.1 200 OK\r\n"] {
            let error = silent(answer, Duration::from_millis(50)).unwrap_err();
            let error = error.to_string();
            assert!(error.ends_with(": the server took too long"), "{error}");
        }
    }
}
