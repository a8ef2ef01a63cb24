//! The words of a report, as far as comparing wording needs them: a hash each, with what is quoted marked.
//!
//! The pairing of quotation marks here is coarser than [`text::quotations`], which needs sentences: it has
//! to go through ten thousand reports a second. A mark that is wrongly paired sets aside some words too many.

/// One word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Of its letters and digits, in lower case.
    pub(super) hash: u32,
    /// First byte in the part.
    pub(super) start: u32,
    /// One past the last byte.
    pub(super) end: u32,
    /// Inside quotation marks.
    pub(super) quoted: bool,
    /// The first of a paragraph.
    pub(super) opens: bool,
}

/// Words of the longest quotation; a mark that is not closed by then was none.
const LONGEST: usize = 150;

const SEED: u32 = 0x811c_9dc5;

/// Appends the words of `text`. Linear.
pub(super) fn words(text: &str, words: &mut Vec<Word>) {
    let bytes = text.as_bytes();
    let first = words.len();
    let mut opens = true;
    let mut open: Option<usize> = None;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let class = CLASS[byte as usize];
        if class > 1 || (class == WIDE && wide(text, at).is_some_and(|(c, _)| c.is_alphanumeric())) {
            let start = at;
            let mut hash = SEED;
            while at < bytes.len() {
                let class = CLASS[bytes[at] as usize];
                if class > 1 {
                    hash = mix(hash, class);
                    at += 1;
                } else if class == WIDE {
                    let Some((c, length)) = wide(text, at).filter(|(c, _)| c.is_alphanumeric()) else {
                        break;
                    };
                    for lower in c.to_lowercase() {
                        for part in (lower as u32).to_le_bytes() {
                            hash = mix(hash, part);
                        }
                    }
                    at += length;
                } else {
                    break;
                }
            }
            let quoted = false;
            words.push(Word { hash, start: start as u32, end: at as u32, quoted, opens });
            opens = false;
            continue;
        }
        let length = if class == WIDE { wide(text, at).map_or(1, |(_, length)| length) } else { 1 };
        match mark(text, at, length) {
            Mark::Opens => open = Some(words.len()),
            Mark::Closes => {
                if let Some(from) = open.take().filter(|from| words.len() - from <= LONGEST) {
                    words[from..].iter_mut().for_each(|word| word.quoted = true);
                }
            }
            Mark::Paragraph => {
                opens = true;
                // A quotation that goes on is opened again in the next paragraph.
                if let Some(from) = open.take().filter(|from| words.len() - from <= LONGEST) {
                    words[from.max(first)..].iter_mut().for_each(|word| word.quoted = true);
                }
            }
            Mark::None => {}
        }
        at += length;
    }
}

enum Mark {
    None,
    Opens,
    Closes,
    Paragraph,
}

/// What the character at `at` does.
fn mark(text: &str, at: usize, length: usize) -> Mark {
    let bytes = text.as_bytes();
    let before_is_space =
        at == 0 || bytes[at - 1].is_ascii_whitespace() || matches!(bytes[at - 1], b'(' | b'[');
    match &bytes[at..at + length] {
        b"\n" => {
            let rest = bytes[at + 1..].iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
            if rest == Some(&b'\n') { Mark::Paragraph } else { Mark::None }
        }
        b"\"" => {
            let after_is_space = bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
            match (before_is_space, after_is_space) {
                (true, false) => Mark::Opens,
                (false, _) => Mark::Closes,
                (true, true) => Mark::None,
            }
        }
        b"'" if bytes.get(at + 1) == Some(&b'\'') => Mark::Closes,
        b"`" if bytes.get(at + 1) == Some(&b'`') => Mark::Opens,
        mark if mark == "“".as_bytes() || mark == "„".as_bytes() || mark == "«".as_bytes() => {
            Mark::Opens
        }
        mark if mark == "”".as_bytes() || mark == "»".as_bytes() => Mark::Closes,
        _ => Mark::None,
    }
}

/// The character at a byte that begins one beyond ASCII, and its length.
fn wide(text: &str, at: usize) -> Option<(char, usize)> {
    let c = text.get(at..)?.chars().next()?;
    Some((c, c.len_utf8()))
}

/// The FNV-1a step.
fn mix(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

/// A byte beyond ASCII.
const WIDE: u8 = 1;

/// What a byte is in a word: its lower case, 0 for none, [`WIDE`].
const CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        class[byte] = match byte as u8 {
            byte @ (b'0'..=b'9' | b'a'..=b'z') => byte,
            byte @ b'A'..=b'Z' => byte.to_ascii_lowercase(),
            128.. => WIDE,
            _ => 0,
        };
        byte += 1;
    }
    class
};
