//! The shapes of words: addresses, numbers with dashes or units, clitics, joined prefixes, emoji.
//!
//! Each function looks at the beginning of a text and says how far a shape reaches. None looks further
//! than the shape itself or a fixed number of bytes.

use std::collections::HashSet;
use std::sync::LazyLock;

static PREFIXES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../prefixes.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
});

/// The length of the web or mail address a text begins with.
pub(super) fn address(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let schemes: &[&str] = match bytes.first()? {
        b'h' | b'H' => &["http://", "https://", "HTTP://", "HTTPS://", "Http://", "Https://"],
        b'w' | b'W' => &["www.", "WWW.", "Www."],
        b'f' => &["ftp://"],
        b'm' => &["mailto:"],
        _ => &[],
    };
    let web = schemes.iter().any(|scheme| text.starts_with(scheme));
    if web {
        return Some(trim_address(text, address_run(text)));
    }
    let local = run(bytes, is_mailbox);
    if local < bytes.len() && bytes[local] == b'@' && local > 0 {
        let domain = run(&bytes[local + 1..], |b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
        let end = trim_address(text, local + 1 + domain);
        let name = text[..local].bytes().any(|b| b.is_ascii_alphabetic());
        if end > local + 1
            && (text[local + 1..end].contains('.') || name && bytes[local + 1].is_ascii_alphabetic())
        {
            return Some(end);
        }
    }
    // example.org/page
    let host = run(bytes, |b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
    if host < bytes.len() && bytes[host] == b'/' && host > 3 {
        let dot = text[..host].rfind('.')?;
        if is_site_ending(&text[dot + 1..host]) {
            return Some(trim_address(text, address_run(text)));
        }
    }
    None
}

/// How far a web address can go: no white space of any script, no control character, no bracket or quotation mark.
fn address_run(text: &str) -> usize {
    text.find(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"'))
        .unwrap_or(text.len())
}

/// How many bytes satisfy `belongs`.
fn run(bytes: &[u8], belongs: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|&byte| !belongs(byte)).unwrap_or(bytes.len())
}

fn is_mailbox(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+' | b'%')
}

/// Leaves out the marks after an address that belong to the sentence.
fn trim_address(text: &str, end: usize) -> usize {
    let address = &text[..end];
    let opens = address.contains('(');
    let trimmed = address.trim_end_matches(|c: char| {
        matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '”' | '»' | ']' | '}' | '…')
            || (c == ')' && !opens)
    });
    if trimmed.is_empty() { end } else { trimmed.len() }
}

/// True when what follows a stop is the ending of a site or a file: `com`, `pdf`.
pub(super) fn is_file_or_site(text: &str) -> bool {
    let bytes = text.as_bytes();
    let len = run(&bytes[..bytes.len().min(8)], |b| b.is_ascii_alphanumeric());
    let ending = &text[..len];
    is_site_ending(ending)
        || matches!(
            ending,
            "doc"
                | "docx"
                | "xls"
                | "xlsx"
                | "pdf"
                | "txt"
                | "html"
                | "htm"
                | "exe"
                | "jpg"
                | "jpeg"
                | "png"
                | "gif"
                | "zip"
                | "csv"
                | "mp3"
                | "mp4"
                | "DOC"
                | "XLS"
                | "PDF"
                | "js"
                | "php"
                | "asp"
        )
}

/// True inside a name made of words with stops: `alt.animals.cats`. `after` follows the stop.
pub(super) fn is_dotted_name(before: &str, after: &str) -> bool {
    let bytes = &after.as_bytes()[..after.len().min(24)];
    let lower = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    let len = run(bytes, lower);
    let names_on = bytes.get(len) == Some(&b'.') && bytes.get(len + 1).is_some_and(u8::is_ascii_lowercase);
    let named = before.len() <= 40 && before.contains('.');
    len > 1 && (names_on || named) && before.bytes().rev().take(40).all(|b| lower(b) || b == b'.')
}

fn is_site_ending(ending: &str) -> bool {
    matches!(
        ending,
        "com"
            | "org"
            | "net"
            | "gov"
            | "edu"
            | "mil"
            | "int"
            | "info"
            | "biz"
            | "news"
            | "io"
            | "tv"
            | "ru"
            | "ua"
            | "uk"
            | "eu"
            | "de"
            | "fr"
            | "ly"
            | "ir"
            | "cn"
            | "jp"
            | "kr"
            | "il"
            | "tr"
            | "pl"
            | "by"
            | "ge"
            | "kz"
            | "au"
            | "nz"
            | "ca"
            | "us"
            | "ch"
            | "nl"
            | "gr"
            | "ae"
            | "sa"
            | "qa"
            | "eg"
            | "ng"
            | "za"
            | "Com"
            | "COM"
            | "ORG"
            | "NET"
    )
}

/// The length of a telephone number, postal code or date with dashes: `555-0134`, `2024-03-05`.
/// A range (`5-10`) is none of these.
pub(super) fn dashed_number(bytes: &[u8]) -> Option<usize> {
    let bytes = &bytes[..bytes.len().min(24)];
    let end = run(bytes, |b| b.is_ascii_digit() || b == b'-');
    let number = &bytes[..end];
    if end < 7 || bytes.get(end).is_some_and(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let number = number.strip_suffix(b"-").unwrap_or(number);
    let mut lengths = [0usize; 5];
    let mut groups = 0;
    for group in number.split(|&b| b == b'-') {
        *lengths.get_mut(groups)? = group.len();
        groups += 1;
    }
    let known = matches!(
        lengths[..groups],
        [3, 4] | [3, 3, 4] | [1, 3, 3, 4] | [5, 4] | [4, 2, 2] | [1 | 2, 1 | 2, 4] | [2, 2, 2]
    );
    known.then_some(number.len())
}

/// True when a hyphen keeps the two words it stands between in one token.
pub(super) fn hyphen_joins(before: &str, after: &str) -> bool {
    if before.len() > 8 || before.is_empty() {
        return false;
    }
    if !before.is_ascii() || !before.bytes().all(|b| b.is_ascii_alphabetic()) {
        return false;
    }
    let mut lower = [0u8; 8];
    for (to, from) in lower.iter_mut().zip(before.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    let prefix = std::str::from_utf8(&lower[..before.len()]).unwrap_or("");
    // "RE-" and "CO-" in capitals stay prefixes in all-capital text; "E-" before a digit is a name.
    PREFIXES.contains(prefix) && (prefix.len() > 1 || after.starts_with(|c: char| c.is_alphabetic()))
}

/// True when a slash keeps the two sides in one token: `9/11`, `03/05/2024`, `w/o`.
pub(super) fn slash_joins(before: &str, after: &str) -> bool {
    if before.len() > 8 {
        return false;
    }
    let bytes = after.as_bytes();
    let next = run(&bytes[..bytes.len().min(6)], |b| b.is_ascii_digit());
    let last = before.len() - before.bytes().rev().take(4).take_while(u8::is_ascii_digit).count();
    let digits = before.len() - last;
    if (1..=2).contains(&digits)
        && (1..=4).contains(&next)
        && before.bytes().all(|b| b.is_ascii_digit() || b == b'/')
    {
        return true;
    }
    matches!(before, "b" | "c" | "w" | "n" | "l" | "B" | "W" | "N")
        && after.starts_with(['c', 'o', 'a', 'C', 'O', 'A'])
        && !after[1..].starts_with(char::is_alphanumeric)
}

/// True for `AT&T` and `R&D`, false for words.
pub(super) fn ampersand_joins(before: &str, next: Option<char>) -> bool {
    before.len() <= 4
        && before.bytes().all(|b| b.is_ascii_uppercase())
        && next.is_some_and(char::is_uppercase)
}

/// True for the letters that stand before a dollar sign: `US$5`.
pub(super) fn is_dollar_prefix(word: &str) -> bool {
    matches!(word, "US" | "A" | "AU" | "C" | "CA" | "HK" | "NZ" | "S" | "NT" | "U")
}

/// Where the unit of a number begins: `35mm`, `10pm`, `5bn`. `currency`: a currency sign stands before.
pub(super) fn unit(word: &str, currency: bool) -> Option<usize> {
    let cut = run(word.as_bytes(), |b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b':'));
    let unit = &word[cut..];
    let known = match unit {
        "am" | "pm" | "AM" | "PM" | "a.m" | "p.m" | "a.m." | "p.m." | "A.M." | "P.M." | "mm" | "cm"
        | "km" | "kg" | "g" | "m" | "k" | "bn" | "mn" | "tn" | "ft" | "lb" | "lbs" | "mph" | "kph"
        | "kmh" | "mw" | "MW" | "GW" | "kW" | "MB" | "GB" | "TB" | "Hz" | "MHz" | "GHz" | "hr" | "hrs"
        | "min" | "mins" | "sec" | "secs" | "yr" | "yrs" | "MM" | "kWh" | "MWh" | "nm" | "ml" | "mg"
        | "million" | "billion" | "trillion" => true,
        "M" | "K" | "B" | "T" | "b" => currency,
        _ => false,
    };
    known.then_some(cut)
}

/// Where a word is cut: before `n't` and the clitics with an apostrophe, and inside the forms written
/// as one (`cannot`, `gonna`, `dont`). In order.
pub(super) fn clitics(word: &str) -> Cuts {
    let mut cuts = Cuts::default();
    if word.len() <= 8 && word.is_ascii() {
        let mut lower = [0u8; 8];
        for (to, from) in lower.iter_mut().zip(word.bytes()) {
            *to = from.to_ascii_lowercase();
        }
        let at: &[usize] = match &lower[..word.len()] {
            b"cannot" | b"gonna" | b"gotta" | b"wanna" | b"gimme" | b"lemme" => &[3],
            b"dunno" => &[2, 3],
            b"outta" | b"lotta" => &[3],
            b"kinda" | b"sorta" => &[4],
            b"dont" | b"wont" | b"cant" | b"aint" => &[2],
            b"didnt" | b"isnt" | b"arent" | b"wasnt" | b"werent" | b"doesnt" | b"havent" | b"hasnt"
            | b"hadnt" | b"couldnt" | b"wouldnt" | b"shouldnt" => match word.len() {
                4 => &[2],
                5 => &[3],
                6 => &[4],
                7 => &[5],
                _ => &[6],
            },
            b"thats" | b"whats" => &[4],
            b"youre" | b"youll" | b"youve" => &[3],
            b"lets" if word == "Lets" => &[3],
            b"theyre" => &[4],
            b"im" | b"ive" if word != "IM" && word != "IVE" => &[1],
            _ => &[],
        };
        if !at.is_empty() {
            for &cut in at.iter().rev() {
                cuts.push(cut);
            }
            return cuts;
        }
    }
    let mut end = word.len();
    while let Some(cut) = clitic(&word[..end]) {
        if !cuts.push(cut) {
            break;
        }
        end = cut;
    }
    cuts
}

/// Where the clitic a word ends with begins.
fn clitic(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    // The longest clitic is `’ll`: the apostrophe is among the last five bytes.
    let from = (bytes.len().saturating_sub(5)..bytes.len()).find(|&at| word.is_char_boundary(at))?;
    let tail = &word[from..];
    let (at, mark) = tail.char_indices().rfind(|&(_, c)| matches!(c, '\'' | '’' | 'ʼ' | '`' | '´'))?;
    let cut = from + at;
    let after = &tail[at + mark.len_utf8()..];
    let cut = match after {
        "s" | "S" | "re" | "RE" | "ve" | "VE" | "ll" | "LL" | "d" | "D" | "m" | "M" => cut,
        "t" | "T" if word[..cut].ends_with(['n', 'N']) => cut - 1,
        _ => return None,
    };
    (cut > 0).then_some(cut)
}

/// At most a few cuts, given back from the first to the last.
#[derive(Default)]
pub(super) struct Cuts {
    at: [usize; 3],
    len: usize,
}

impl Cuts {
    /// Adds a cut that lies before those already held.
    fn push(&mut self, cut: usize) -> bool {
        let room = self.len < self.at.len();
        if room {
            self.at[self.len] = cut;
            self.len += 1;
        }
        room
    }
}

impl Iterator for Cuts {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        self.len = self.len.checked_sub(1)?;
        Some(self.at[self.len])
    }
}

/// The length of what an apostrophe begins: a year (`'72`, `'60s`), a clitic that was spaced out
/// (`'s`), a word that lost its beginning (`'em`). `text` follows the apostrophe.
pub(super) fn elision(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let len = run(&bytes[..bytes.len().min(8)], |b| b.is_ascii_alphanumeric());
    let word = &bytes[..len];
    if text[len..].starts_with(char::is_alphanumeric) {
        return None;
    }
    let known = match word {
        [b'0'..=b'9', b'0'..=b'9'] | [b'0'..=b'9', b'0'..=b'9', b's'] => true,
        b"s" | b"S" | b"re" | b"ve" | b"ll" | b"d" | b"m" | b"em" | b"til" | b"tis" | b"twas" | b"cause"
        | b"bout" => !text[len..].starts_with(['\'', '’']),
        _ => false,
    };
    known.then_some(len)
}

/// The length of the face made of marks a text begins with: `:-)`. `apart`: white space stands before.
pub(super) fn smiley(bytes: &[u8], apart: bool) -> Option<usize> {
    const FACES: [&[u8]; 14] = [
        b"=)", b"=(", b":-)", b":-(", b";-)", b":-D", b":)", b":(", b";)", b":D", b":P", b":p", b":/", b":-/",
    ];
    let face = FACES.iter().find(|face| bytes.starts_with(face))?;
    let after = bytes.get(face.len()).copied().unwrap_or(b' ');
    let lettered = face.last().is_some_and(u8::is_ascii_alphabetic);
    let free = !after.is_ascii_alphanumeric() && after != b'/';
    (apart && free && (!lettered || after == b' ')).then_some(face.len())
}

/// True for pictures, and the letters that make flags.
pub(super) fn is_emoji(letter: char) -> bool {
    matches!(letter, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{231A}'..='\u{23FF}')
}

/// The end of the picture that begins at `at`, with its colour, its joined parts, or the second half of
/// its flag.
pub(super) fn emoji_end(text: &str, at: usize) -> usize {
    let mut letters = text[at..].chars();
    let Some(first) = letters.next() else { return at };
    let mut end = at + first.len_utf8();
    let flag = |c: char| matches!(c, '\u{1F1E6}'..='\u{1F1FF}');
    let mut joined = false;
    let mut flags = usize::from(flag(first));
    for letter in letters {
        let takes = match letter {
            '\u{FE0E}' | '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{20E3}' | '\u{E0020}'..='\u{E007F}' => {
                true
            }
            '\u{200D}' => {
                joined = true;
                end += letter.len_utf8();
                continue;
            }
            _ if joined && is_emoji(letter) => true,
            _ if flags == 1 && flag(letter) => {
                flags = 2;
                true
            }
            _ => false,
        };
        if !takes {
            break;
        }
        joined = false;
        end += letter.len_utf8();
    }
    end
}
