//! The text as calendar words: what the grammar reads instead of characters.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::calendar::{Holiday, Part, Season, Unit};

/// The calendar words, one a line: word, class, value.
const CALENDAR: &str = include_str!("../../../../../knowledge/lexicons/calendar.tsv");

/// A word, number or mark and what it can mean in a time expression.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) word: Word,
    /// It starts with a capital letter.
    pub(super) capital: bool,
    /// Nothing stands between it and the token before.
    pub(super) glued: bool,
}

/// What a token can mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Word {
    /// A word of no use here. `plural`: it ends in `s`. `past`: it ends in `ed`.
    Other {
        plural: bool,
        past: bool,
    },
    /// A word the grammar or the tense knows by itself.
    Key(Key),
    Month {
        month: i8,
        short: bool,
    },
    Weekday {
        weekday: i8,
        short: bool,
        plural: bool,
    },
    Unit {
        unit: Unit,
        plural: bool,
    },
    /// A spelled number.
    Number(u32),
    /// Digits, how many of them, and whether it was plain: no thousands comma, no decimals.
    Digits {
        value: u32,
        len: u8,
        plain: bool,
    },
    Ordinal(u32),
    Season(Season),
    Part {
        part: Part,
        plural: bool,
    },
    /// `noon`, `midnight`: an hour.
    Hour(u8),
    Holiday(Holiday),
    /// `1990s`, `90s`, `nineties`.
    Decade(u32),
    /// `daily`.
    Every(Unit),
    Present,
    Past,
    /// A verb that tells of what is past: `met`.
    Told,
    /// A word that looks ahead: `due`. `alone`: without a `to` behind it.
    Ahead {
        alone: bool,
    },
    /// A noun whose number is not a year: `resolution`.
    Numbered,
    Mark(char),
    /// An empty line, or the end of a sentence.
    Stop,
}

macro_rules! keys {
    ($($key:ident $($word:literal)+;)+) => {
        /// The words the grammar and the tense know one by one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Key { $($key),+ }
        const KEYS: &[(&str, Key)] = &[$($(($word, Key::$key)),+),+];
    };
}

keys! {
    A "a" "an";
    About "about" "around" "roughly" "approximately" "nearly" "almost" "some" "over" "under";
    After "after" "following";
    Again "again";
    Ago "ago";
    Ahead "ahead" "hence";
    All "all" "entire" "whole" "full";
    Am "am" "a.m" "a.m.";
    And "and";
    As "as";
    At "at";
    Before "before";
    Beginning "beginning" "start" "middle" "end" "close";
    Between "between";
    By "by";
    Until "until" "till" "pending";
    Century "bc" "ad";
    Coming "coming" "upcoming";
    Couple "couple";
    Current "current";
    During "during" "throughout" "within";
    Each "each" "every";
    Earlier "earlier";
    Early "early" "mid" "late";
    Few "several" "few" "many" "numerous";
    Fiscal "fiscal" "financial";
    For "for";
    From "from";
    Future "future";
    Gmt "gmt" "utc" "est" "edt" "cst" "cdt" "pst" "pdt" "bst" "cet" "et";
    Half "half";
    Her "his" "her" "their" "our" "your" "my" "its";
    In "in";
    Last "last";
    Later "later";
    Latest "latest";
    Least "least" "most" "less" "fewer";
    More "more";
    Next "next";
    Of "of";
    Old "old";
    On "on";
    Or "or" "to";
    Past "past";
    Per "per";
    Pm "pm" "p.m" "p.m.";
    Post "post" "pre";
    Previous "previous" "preceding";
    Recent "recent";
    S "'s";
    Same "same";
    Since "since";
    Than "than";
    That "that";
    The "the";
    Then "then";
    This "this" "these";
    Time "time" "moment";
    Times "times" "telegraph" "mirror" "mail" "express" "herald" "post" "tribune" "independent" "star" "globe";
    Today "today";
    Tomorrow "tomorrow";
    Tonight "tonight";
    Yesterday "yesterday";
    Overnight "overnight";
    Black "black" "bloody" "super" "giving" "fat" "cyber" "shrove" "maundy" "holy";
    Will "will" "shall" "would";
    Is "is" "are" "be" "been" "being";
    Can "can" "might" "could" "should" "must";
    Was "was" "were" "had" "did";
    First "final";
}

/// The tokens of `text`, in order. Addresses of pages and of mail are passed over.
pub(super) fn scan(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    let mut lines = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_whitespace() {
            lines += usize::from(byte == b'\n');
            at += 1;
            continue;
        }
        if lines > 1 {
            push(&mut tokens, at, at, Word::Stop, false);
        }
        lines = 0;
        let start = at;
        if byte.is_ascii_digit() {
            let (end, word) = digits(bytes, at);
            at = end;
            push(&mut tokens, start, at, word, false);
        } else if byte.is_ascii_alphabetic() || byte >= 0x80 && !is_mark(text, at) {
            at = word_end(text, at);
            if bytes[at..].starts_with(b"://") || bytes.get(at) == Some(&b'@') || &bytes[start..at] == b"www"
            {
                at += bytes[at..].iter().position(u8::is_ascii_whitespace).unwrap_or(bytes.len() - at);
                push(&mut tokens, start, at, Word::Other { plural: false, past: false }, false);
                continue;
            }
            let word = meaning(&bytes[start..at]);
            // The point of an abbreviation belongs to it.
            let short = matches!(word, Word::Month { short: true, .. } | Word::Weekday { short: true, .. });
            if bytes.get(at) == Some(&b'.') && (short || bytes[start..at].contains(&b'.')) {
                at += 1;
            }
            push(&mut tokens, start, at, word, byte.is_ascii_uppercase());
        } else if let Some((end, word)) = clitic(bytes, at, &tokens) {
            at = end;
            push(&mut tokens, start, at, word, false);
        } else {
            let mark = text[at..].chars().next().unwrap_or(' ');
            at += mark.len_utf8();
            let ends = matches!(mark, '!' | '?')
                || mark == '.'
                    && !bytes.get(at).is_some_and(u8::is_ascii_alphanumeric)
                    && !tokens
                        .last()
                        .is_some_and(|last| last.end == start && is_title(&bytes[last.start..start]));
            push(&mut tokens, start, at, if ends { Word::Stop } else { Word::Mark(mark) }, false);
        }
    }
    tokens
}

fn push(tokens: &mut Vec<Token>, start: usize, end: usize, word: Word, capital: bool) {
    let glued = tokens.last().is_some_and(|last| last.end == start);
    tokens.push(Token { start, end, word, capital, glued });
}

/// `Mr`, `Gen`: short with one capital, so that the point after it ends no sentence.
fn is_title(word: &[u8]) -> bool {
    matches!(word, [b'A'..=b'Z'] | [b'A'..=b'Z', b'a'..=b'z'] | [b'A'..=b'Z', b'a'..=b'z', b'a'..=b'z'])
}

/// True when the character at `at` is a quote mark, dash or space rather than a letter.
fn is_mark(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(|c| !c.is_alphanumeric())
}

/// Where the word at `at` ends: letters and digits, and the points of `p.m.` and `U.S.`.
fn word_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    while end < bytes.len() {
        let byte = bytes[end];
        if byte.is_ascii_alphanumeric() || byte == b'_' {
            end += 1;
        } else if byte >= 0x80 {
            match text[end..].chars().next() {
                Some(c) if c.is_alphanumeric() => end += c.len_utf8(),
                _ => break,
            }
        } else if byte == b'.'
            && end == at + 1
            && bytes.get(end + 1).is_some_and(u8::is_ascii_alphabetic)
            && !bytes.get(end + 2).is_some_and(u8::is_ascii_alphanumeric)
        {
            end += 2;
            break;
        } else {
            break;
        }
    }
    end
}

/// The number at `at`: `24`, `1,800`, `4.7`, `24th`, `1990s`. Letters after it make it a name: `5G`.
fn digits(bytes: &[u8], at: usize) -> (usize, Word) {
    let mut end = at;
    let mut value = 0u32;
    let mut plain = true;
    let mut len = 0u8;
    loop {
        match bytes.get(end) {
            Some(byte) if byte.is_ascii_digit() => {
                value = value.saturating_mul(10).saturating_add(u32::from(byte - b'0'));
                len = len.saturating_add(1);
                end += 1;
            }
            // `1,800` is a number; `5,6` and `6, 2011` are two.
            Some(b',')
                if bytes.len() >= end + 4
                    && bytes[end + 1..end + 4].iter().all(u8::is_ascii_digit)
                    && !bytes.get(end + 4).is_some_and(u8::is_ascii_digit) =>
            {
                plain = false;
                end += 1;
            }
            Some(b'.') if bytes.get(end + 1).is_some_and(u8::is_ascii_digit) => {
                plain = false;
                end += 1;
            }
            _ => break,
        }
    }
    let letters = bytes[end..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
    let word = match &bytes[end..end + letters] {
        b"" => Word::Digits { value, len, plain },
        b"st" | b"nd" | b"rd" | b"th" if plain => Word::Ordinal(value),
        b"s" if plain && value.is_multiple_of(10) && (len == 4 || len == 2) => Word::Decade(value),
        b"am" | b"a" | b"pm" if plain && len <= 2 => {
            return (end, Word::Digits { value, len, plain });
        }
        _ => Word::Other { plural: false, past: false },
    };
    (end + letters, word)
}

/// `'s` and `'ll` after a word, `'90s` after a blank.
fn clitic(bytes: &[u8], at: usize, tokens: &[Token]) -> Option<(usize, Word)> {
    let quote = if bytes[at] == b'\'' {
        1
    } else if bytes[at..].starts_with("’".as_bytes()) || bytes[at..].starts_with("‘".as_bytes()) {
        3
    } else {
        return None;
    };
    let rest = &bytes[at + quote..];
    let letters = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let glued = tokens.last().is_some_and(|last| last.end == at);
    match &rest[..letters] {
        b"s" if glued => Some((at + quote + 1, Word::Key(Key::S))),
        b"ll" if glued => Some((at + quote + 2, Word::Key(Key::Will))),
        [tens @ b'1'..=b'9', b'0', b's'] if !glued => {
            Some((at + quote + 3, Word::Decade(u32::from(tens - b'0') * 10)))
        }
        _ => None,
    }
}

/// What a word means, by the calendar and the key words.
fn meaning(word: &[u8]) -> Word {
    let mut lower = [0u8; 14];
    let Some(lower) = lower.get_mut(..word.len()) else {
        return other(word);
    };
    lower.copy_from_slice(word);
    lower.make_ascii_lowercase();
    WORDS.get(&*lower).copied().unwrap_or_else(|| other(word))
}

fn other(word: &[u8]) -> Word {
    Word::Other { plural: word.ends_with(b"s"), past: word.len() > 4 && word.ends_with(b"ed") }
}

static WORDS: LazyLock<HashMap<&'static [u8], Word>> = LazyLock::new(|| {
    let keys = KEYS.iter().map(|&(word, key)| (word.as_bytes(), Word::Key(key)));
    let lines = entries().filter_map(|(word, class, value)| Some((word.as_bytes(), entry(class, value)?)));
    keys.chain(lines).collect()
});

/// The holidays of the calendar that have several words, with the words.
pub(super) static HOLIDAYS: LazyLock<Vec<(Vec<&'static str>, Holiday)>> = LazyLock::new(|| {
    let lines = entries().filter(|&(_, class, _)| class == "holiday");
    let named = lines.filter_map(|(name, _, value)| Some((name.split(' ').collect(), Holiday::read(value)?)));
    let mut named: Vec<(Vec<_>, _)> = named.filter(|(words, _): &(Vec<_>, _)| words.len() > 1).collect();
    // `christmas day` before `christmas`.
    named.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    named
});

fn entries() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    CALENDAR.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut fields = line.split('\t');
        Some((fields.next()?, fields.next()?, fields.next()?))
    })
}

/// A line of the calendar as a meaning; `None` where the value doesn't fit the class.
fn entry(class: &str, value: &str) -> Option<Word> {
    Some(match class {
        "month" | "month-short" => Word::Month { month: value.parse().ok()?, short: class == "month-short" },
        "weekday" | "weekday-short" | "weekdays" => Word::Weekday {
            weekday: value.parse().ok()?,
            short: class == "weekday-short",
            plural: class == "weekdays",
        },
        "unit" | "units" | "period" => Word::Unit { unit: Unit::read(value)?, plural: class == "units" },
        "number" => Word::Number(value.parse().ok()?),
        "ordinal" => Word::Ordinal(value.parse().ok()?),
        "season" => Word::Season(Season::read(value)?),
        "part" | "parts" => Word::Part { part: Part::read(value)?, plural: class == "parts" },
        "clock" => Word::Hour(value.get(..2)?.parse().ok()?),
        "decade" => Word::Decade(value.parse().ok()?),
        "every" => Word::Every(Unit::read(value)?),
        "vague" if value == "present" => Word::Present,
        "vague" if value == "past" => Word::Past,
        "numbered" => Word::Numbered,
        "past" => Word::Told,
        "ahead" => Word::Ahead { alone: value == "alone" },
        "holiday" => Word::Holiday(Holiday::read(value)?),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_knows_that_every_line_of_the_calendar_is_read() {
        for line in CALENDAR.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let fields: Vec<&str> = line.split('\t').collect();
            assert_eq!(fields.len(), 3, "calendar.tsv: `{line}`: word, class and value");
            assert!(entry(fields[1], fields[2]).is_some(), "calendar.tsv: `{line}` is not understood");
        }
    }

    #[test]
    fn it_knows_that_no_calendar_word_is_a_key_word_too() {
        for (word, _, _) in entries() {
            assert!(KEYS.iter().all(|(key, _)| *key != word), "`{word}` is both");
        }
    }
}
