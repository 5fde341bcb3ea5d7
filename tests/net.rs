//! Addresses, against a server of the tests' own.
#![cfg(feature = "net")]
#![allow(clippy::expect_used)]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection};

use dateline::source::{Input, Spec, Watch, open, open_watched};

/// A server that gives every request to `answer`, and the paths that it was asked for.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(answer: impl Fn(&str, &mut TcpStream) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { continue };
                let Some(path) = path(&mut stream) else {
                    continue;
                };
                seen.lock().expect("unpoisoned").push(path.clone());
                answer(&path, &mut stream);
            }
        });
        Server { address, asked }
    }

    fn get(&self, path: &str) -> anyhow::Result<Input> {
        open(&Spec::parse(format!("{}{path}", self.address)))?.whole()
    }

    #[track_caller]
    fn error(&self, path: &str) -> String {
        let error = self.get(path).expect_err("an error").to_string();
        assert!(
            error.starts_with(&self.address) && !error.contains('\n'),
            "{error}"
        );
        let cause = error.split(": ").skip(1).collect::<Vec<_>>();
        cause.join(": ")
    }
}

/// The path of a request, when its header has come.
fn path(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    head.split(' ').nth(1).map(str::to_owned)
}

fn send(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(body);
}

#[test]
fn a_page_comes_with_its_type_and_its_address_by_one_request() {
    let server = Server::start(|_, stream| {
        let page = b"<p>words</p><img src=/a.png><script src=/b.js></script>";
        send(
            stream,
            "200 OK",
            "Content-Type: text/html; charset=utf-8\r\n",
            page,
        );
    });
    let input = server.get("/a?b=c#d").expect("a page");
    assert!(input.complete && input.bytes.starts_with(b"<p>words"));
    assert_eq!(
        input.media_type.as_deref(),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(input.address, Some(format!("{}/a?b=c", server.address)));
    assert_eq!(*server.asked.lock().expect("unpoisoned"), ["/a?b=c"]);
}

#[test]
fn redirects_are_followed_to_the_web_only() {
    let server = Server::start(|path, stream| match path {
        "/old" => send(stream, "301 Moved", "Location: /new\r\n", b""),
        "/new" => send(stream, "200 OK", "Content-Type: text/plain\r\n", b"words"),
        "/file" => send(stream, "302 Found", "Location: file:///etc/passwd\r\n", b""),
        "/loop" => send(stream, "302 Found", "Location: /loop\r\n", b""),
        _ => send(stream, "302 Found", "", b""),
    });
    let input = server.get("/old").expect("a page");
    assert_eq!(input.bytes, b"words");
    assert_eq!(input.address, Some(format!("{}/new", server.address)));
    assert_eq!(
        server.error("/loop"),
        "the server sends elsewhere without end"
    );
    let error = server.error("/file");
    assert!(!error.contains("root:"), "{error}");
    assert!(!server.error("/nowhere").is_empty());
}

#[test]
fn packed_pages_are_unpacked() {
    let server = Server::start(|_, stream| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(b"words").expect("memory");
        let packed = encoder.finish().expect("memory");
        send(
            stream,
            "200 OK",
            "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n",
            &packed,
        );
    });
    assert_eq!(server.get("/").expect("a page").bytes, b"words");
}

/// What is said of a server that does not know how to encrypt.
fn insecure() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("https://{}/", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.read(&mut [0; 1024]);
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    let error = open(&Spec::parse(&address)).err().expect("an error");
    error.to_string()
}

/// What is said of a server whose certificate nobody vouches for.
fn unknown() -> String {
    let pem = include_bytes!("fixtures/nobody.pem");
    let certificate = CertificateDer::from_pem_slice(pem).expect("a certificate");
    let key = PrivateKeyDer::from_pem_slice(pem).expect("a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("protocols")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .expect("a pair");
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("https://{}/", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut tls = ServerConnection::new(config.clone()).expect("a connection");
            while tls.is_handshaking() && tls.complete_io(&mut stream).is_ok() {}
            let _ = tls.writer().write_all(b"HTTP/1.1 200 OK\r\n\r\nwords");
            let _ = tls.complete_io(&mut stream);
        }
    });
    let error = open(&Spec::parse(&address)).err().expect("an error");
    error.to_string()
}

#[test]
fn each_failure_has_a_line_of_its_own() {
    let server = Server::start(|path, stream| match path {
        "/404" => send(stream, "404 Not Found", "", b"<p>no</p>"),
        "/403" => send(stream, "403 Forbidden", "", b""),
        "/500" => send(stream, "500 Oops", "", b""),
        "/png" => send(stream, "200 OK", "Content-Type: image/png\r\n", b"\x89PNG"),
        _ => {
            let _ = stream.write_all(b"nonsense\r\n\r\n");
        }
    });
    assert_eq!(server.error("/404"), "no such page (404)");
    assert_eq!(server.error("/403"), "the server refuses it (403)");
    assert_eq!(server.error("/500"), "the server failed (500)");
    assert_eq!(server.error("/png"), "not text (image/png)");
    assert!(!server.error("/nonsense").is_empty());
    let error = insecure();
    assert!(error.contains(": no secure connection ("), "{error}");
    let error = unknown();
    assert!(
        error.contains(": no secure connection (invalid peer certificate"),
        "{error}"
    );
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/", closed.local_addr().expect("an address"));
    drop(closed);
    let error = open(&Spec::parse(&address))
        .err()
        .expect("an error")
        .to_string();
    assert_eq!(error, format!("{address}: connection refused"));
}

#[test]
fn of_a_page_that_breaks_off_what_came_is_kept() {
    let server = Server::start(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nsome words");
    });
    let input = server.get("/").expect("a part");
    assert_eq!(input.bytes, b"some words");
    assert!(
        input.notices[0].starts_with("the page came only in part"),
        "{:?}",
        input.notices
    );
}

#[test]
fn a_page_without_end_is_an_error_and_can_be_cancelled() {
    let server = Server::start(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
        let piece = vec![b'a'; 1 << 20];
        while stream.write_all(&piece).is_ok() {}
    });
    assert_eq!(server.error("/endless"), "larger than 64 MB");
    let cancelled = AtomicBool::new(false);
    let calls = AtomicUsize::new(0);
    let watch = Watch {
        progress: &|received| {
            let calls = calls.fetch_add(1, Ordering::Relaxed);
            assert_eq!(received.bytes > 0, calls > 0);
            cancelled.store(calls > 0, Ordering::Relaxed);
        },
        cancelled: &cancelled,
    };
    let address = format!("{}/cancelled", server.address);
    let error = open_watched(&Spec::parse(&address), &watch)
        .err()
        .expect("an error");
    assert_eq!(error.to_string(), format!("{address}: cancelled"));
    assert_eq!(calls.load(Ordering::Relaxed), 2);
}
