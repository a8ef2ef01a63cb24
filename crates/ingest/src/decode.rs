//! Bytes to characters: byte order mark, then what the page declares, then UTF-8 if it is valid, then
//! the encoding the bytes look like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Characters, and how they were told apart.
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// The encoding's name where it is not UTF-8.
    pub(crate) encoding: Option<&'static str>,
    /// True when some bytes meant nothing in that encoding and became U+FFFD.
    pub(crate) damaged: bool,
}

/// Why bytes are not text.
pub(crate) enum NotText {
    /// No byte but white space.
    Empty,
    /// Bytes no text has: the offset of the first.
    Binary(usize),
}

/// The characters of `bytes`. `declared` is the encoding's name in the page, if any.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, NotText> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(NotText::Empty);
    }
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => match unmarked_utf16(bytes) {
            Some(encoding) => encoding,
            None => {
                if let Some(offset) = binary(bytes) {
                    return Err(NotText::Binary(offset));
                }
                declared_or_guessed(bytes, declared)
            }
        },
    };
    // The byte order mark is no part of the text, and `decode` takes it off.
    let (text, encoding, damaged) = encoding.decode(bytes);
    // A file of zero bytes reads as a valid UTF-16 text of nothing.
    if text.trim().is_empty() {
        return Err(NotText::Empty);
    }
    if encoding != UTF_8 && binary(text.as_bytes()).is_some() {
        return Err(NotText::Binary(0));
    }
    let encoding = (encoding != UTF_8).then(|| encoding.name());
    Ok(Decoded { text: text.into_owned(), encoding, damaged })
}

fn declared_or_guessed(bytes: &[u8], declared: Option<&str>) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    if let Some(encoding) = declared.filter(|&encoding| encoding != UTF_8) {
        return encoding;
    }
    // One stray byte in a long UTF-8 text is damage, not another encoding.
    if mostly_utf8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// True when well-formed multi-byte characters outnumber the broken ones by far.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    good > 4 * broken
}

/// UTF-16 without a mark: Latin text in it has a zero in every second byte.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512) & !1];
    if head.len() < 4 {
        return None;
    }
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() / 2 * 7 / 10;
    if odd > most && even == 0 {
        Some(UTF_16LE)
    } else if even > most && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The first byte that shows this to be no text: more than a stray control byte among the first ones.
fn binary(bytes: &[u8]) -> Option<usize> {
    let head = &bytes[..bytes.len().min(8192)];
    let control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1B);
    let count = head.iter().filter(|&&byte| control(byte)).count();
    let magic = [&b"%PDF-"[..], b"PK\x03\x04", b"\x89PNG", b"\x1f\x8b", b"\xff\xd8\xff", b"GIF8"];
    if magic.iter().any(|magic| head.starts_with(magic)) {
        return Some(0);
    }
    (count > head.len() / 50).then(|| head.iter().position(|&byte| control(byte)).unwrap_or(0))
}
