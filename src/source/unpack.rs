//! Compressed inputs: gzip, Zstandard, bzip2 and xz, told by their first bytes.

use std::io::{self, Read};

use anyhow::{Result, anyhow};

use super::{Input, LIMIT, room, too_large};

/// Bytes that are unpacked of an input's beginning.
const BEGINNING: usize = 1024 * 1024;

/// Memory that an xz stream may ask for, in KB.
const XZ_MEMORY: u32 = 128 * 1024;

/// Wrappings inside each other that are taken off.
const DEEPEST: usize = 3;

/// The ends of names of compressed files, without the dot.
pub const EXTENSIONS: &[&str] = &["gz", "zst", "bz2", "xz"];

/// How an input may be compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrapping {
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}

/// Unpacks an input where it is compressed. What a damaged or cut one still gives is kept, with a
/// notice; an error where that is nothing, or more than [`LIMIT`] or than there is memory for.
pub(super) fn unpack(mut input: Input) -> Result<Input> {
    for _ in 0..DEEPEST {
        let Some(wrapping) = wrapping(&input.bytes) else {
            break;
        };
        let most = room::most();
        let limit = if input.complete { LIMIT } else { BEGINNING };
        let limit = limit.min(most);
        let mut bytes = Vec::new();
        let result = read(wrapping, &input.bytes, limit + 1, &mut bytes);
        if bytes.len() > limit {
            if limit == most {
                return Err(room::too_little(&input.name));
            }
            if input.complete {
                return Err(anyhow!("{}: unpacked {}", input.name, too_large()));
            }
            bytes.truncate(limit);
        }
        if let Err(cause) = result
            && input.complete
        {
            let reason = match cause.kind() {
                io::ErrorKind::UnexpectedEof => "it is cut short",
                _ => "it is damaged",
            };
            if bytes.is_empty() {
                return Err(anyhow!("{}: cannot be unpacked: {reason}", input.name));
            }
            input
                .notices
                .push(format!("not all could be unpacked: {reason}"));
        }
        input.bytes = bytes;
    }
    Ok(input)
}

/// Whether bytes begin like a compressed file.
pub(super) fn is_packed(bytes: &[u8]) -> bool {
    wrapping(bytes).is_some()
}

fn wrapping(bytes: &[u8]) -> Option<Wrapping> {
    const SIGNS: &[(&[u8], Wrapping)] = &[
        (b"\x1F\x8B\x08", Wrapping::Gzip),
        (b"\x28\xB5\x2F\xFD", Wrapping::Zstd),
        (b"\xFD7zXZ\x00", Wrapping::Xz),
    ];
    let is_bzip2 = bytes.starts_with(b"BZh")
        && bytes.get(3).is_some_and(|b| (b'1'..=b'9').contains(b))
        && bytes.get(4..10) == Some(b"\x31\x41\x59\x26\x53\x59");
    if is_bzip2 {
        return Some(Wrapping::Bzip2);
    }
    let found = SIGNS.iter().find(|(sign, _)| bytes.starts_with(sign));
    found.map(|(_, wrapping)| *wrapping)
}

/// Unpacks at most `limit` bytes.
fn read(wrapping: Wrapping, packed: &[u8], limit: usize, bytes: &mut Vec<u8>) -> io::Result<()> {
    let limit = limit as u64;
    match wrapping {
        Wrapping::Gzip => {
            let decoder = flate2::bufread::MultiGzDecoder::new(packed);
            decoder.take(limit).read_to_end(bytes)?;
        }
        Wrapping::Bzip2 => {
            let decoder = bzip2::bufread::MultiBzDecoder::new(packed);
            decoder.take(limit).read_to_end(bytes)?;
        }
        Wrapping::Xz => {
            let decoder = lzma_rust2::XzReader::new_mem_limit(packed, true, XZ_MEMORY);
            decoder.take(limit).read_to_end(bytes)?;
        }
        Wrapping::Zstd => {
            let mut rest = packed;
            while !rest.is_empty() && (bytes.len() as u64) < limit {
                let left = limit - bytes.len() as u64;
                let decoder = ruzstd::decoding::StreamingDecoder::new(&mut rest);
                let decoder = decoder
                    .map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e.to_string()))?;
                decoder.take(left).read_to_end(bytes)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn unpacked(bytes: Vec<u8>) -> Result<Input> {
        unpack(Input::from_bytes("a.gz", bytes))
    }

    #[test]
    fn gzip_is_unpacked_member_by_member() {
        let two = [gzip(b"one "), gzip(b"two")].concat();
        let input = unpacked(two).unwrap();
        assert_eq!(input.bytes, b"one two");
        assert!(input.notices.is_empty());
        assert_eq!(unpacked(gzip(&gzip(b"inner"))).unwrap().bytes, b"inner");
    }

    #[test]
    fn bzip2_is_unpacked() {
        let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        encoder.write_all(b"words").unwrap();
        assert_eq!(unpacked(encoder.finish().unwrap()).unwrap().bytes, b"words");
    }

    #[test]
    fn zstd_is_unpacked() {
        let packed = ruzstd::encoding::compress_to_vec(
            &b"words"[..],
            ruzstd::encoding::CompressionLevel::Uncompressed,
        );
        assert_eq!(unpacked(packed).unwrap().bytes, b"words");
    }

    #[test]
    fn of_a_cut_file_what_came_is_kept_with_a_notice() {
        let mut packed = gzip("words and more words ".repeat(5000).as_bytes());
        packed.truncate(packed.len() - 12);
        let input = unpacked(packed).unwrap();
        assert!(input.bytes.starts_with(b"words and"));
        assert_eq!(
            input.notices,
            ["not all could be unpacked: it is cut short"]
        );
    }

    #[test]
    fn what_only_looks_compressed_is_an_error() {
        let error = unpacked(b"\x1F\x8B\x08 no".to_vec())
            .unwrap_err()
            .to_string();
        assert!(error.starts_with("a.gz: cannot be unpacked"), "{error}");
        assert_eq!(unpacked(b"BZhello".to_vec()).unwrap().bytes, b"BZhello");
    }
}
