//! What the reader sees of a word by itself: its letters, its ends, its shape, all as hashes.

/// One word's own features. Equal strings give equal hashes on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The word in lower case, digits as `0`.
    pub lower: u64,
    /// The word as written.
    pub form: u64,
    /// First one, two, three characters of the lower-case word.
    pub prefix: [u64; 3],
    /// Last one to four characters of the lower-case word.
    pub suffix: [u64; 4],
    /// Kinds of character, runs cut to two: `Geneva` is `Aaa`, `F-16` is `A-00`.
    pub shape: u64,
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Characters looked at from either end of a word; the middle of a longer one says nothing about syntax.
const ENDS: usize = 32;

/// Mixes two hashes into one.
pub fn mix(a: u64, b: u64) -> u64 {
    let product = (a ^ b.rotate_left(32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product ^ (product >> 29)
}

fn step(hash: u64, letter: char) -> u64 {
    (hash ^ u64::from(u32::from(letter))).wrapping_mul(PRIME)
}

fn lower(letter: char) -> char {
    match letter {
        '0'..='9' => '0',
        '\u{2019}' | '\u{2018}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        _ if letter.is_ascii() => letter.to_ascii_lowercase(),
        _ => letter.to_lowercase().next().unwrap_or(letter),
    }
}

/// The features of `word`. Reads at most its first and last 32 characters.
pub fn look(word: &str) -> Look {
    let mut head = ['\0'; ENDS];
    let mut length = 0;
    for letter in word.chars().take(ENDS) {
        head[length] = letter;
        length += 1;
    }
    let mut tail = ['\0'; 4];
    let mut ends = 0;
    for letter in word.chars().rev().take(4) {
        tail[ends] = lower(letter);
        ends += 1;
    }
    let mut look = Look { lower: SEED, form: SEED, shape: SEED, ..Look::default() };
    let mut last = ['\0'; 2];
    for (place, &letter) in head[..length].iter().enumerate() {
        look.form = step(look.form, letter);
        look.lower = step(look.lower, lower(letter));
        if let Some(prefix) = look.prefix.get_mut(place) {
            *prefix = mix(look.lower, 1);
        }
        let kind = kind(letter);
        if last != [kind, kind] {
            look.shape = step(look.shape, kind);
        }
        last = [last[1], kind];
    }
    let mut hash = SEED;
    for (place, &letter) in tail[..ends].iter().enumerate() {
        hash = step(hash, letter);
        look.suffix[place] = mix(hash, 2);
    }
    if length == ENDS {
        look.lower = mix(look.lower, hash);
        look.form = mix(look.form, hash);
    }
    look
}

/// Kinds of ends and shapes that have rows of their own.
pub const AFFIXES: usize = 6;

/// Rows of each kind.
pub const AFFIX_ROWS: usize = 4096;

/// The table rows of a word's ends and shape.
pub fn affixes(look: &Look) -> [u32; AFFIXES] {
    let kinds = [look.suffix[1], look.suffix[2], look.suffix[3], look.prefix[1], look.prefix[2], look.shape];
    std::array::from_fn(|kind| {
        (kind * AFFIX_ROWS) as u32 + (mix(kinds[kind], kind as u64) >> 32) as u32 % AFFIX_ROWS as u32
    })
}

fn kind(letter: char) -> char {
    match letter {
        '0'..='9' => '0',
        'a'..='z' => 'a',
        'A'..='Z' => 'A',
        _ if letter.is_ascii() => letter,
        _ if letter.is_uppercase() => 'A',
        _ if letter.is_alphabetic() => 'a',
        _ if letter.is_numeric() => '0',
        _ => '*',
    }
}
