//! Tokens, cut as the English treebanks of Universal Dependencies cut them.
//!
//! > She can't say what Iran's U.S.-backed rivals paid: $5m or 20%?
//!
//! reads as `She|ca|n't|say|what|Iran|'s|U.S.|-|backed|rivals|paid|:|$|5|m|or|20|%|?`.
//! White space always parts tokens; so a token that was spaced out (`Iran 's`, `pro - US`) stays so.

use super::lexicon::{self, Abbreviation};
use super::lines::Paragraphs;
use super::words;
use super::{Token, TokenKind};
use crate::Span;

/// What stands before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing: it touches the token before.
    None,
    /// White space.
    Space,
    /// The beginning of a paragraph.
    Paragraph,
}

/// The tokens of a stretch of text, each with the gap before it.
pub(super) struct Stream {
    pub(super) tokens: Vec<Token>,
    pub(super) gaps: Vec<Gap>,
}

impl Stream {
    /// Reads the tokens of `stretch`.
    pub(super) fn of(text: &str, stretch: Span, paragraphs: &Paragraphs) -> Self {
        let guess = stretch.len() / 5 + 1;
        let stream = Self { tokens: Vec::with_capacity(guess), gaps: Vec::with_capacity(guess) };
        let reader = Reader { text: &text[..stretch.end], at: stretch.start, gap: Gap::Paragraph, stream };
        reader.read(stretch.start, paragraphs)
    }

    /// Where the paragraph that begins with token `start` ends.
    pub(super) fn paragraph_end(&self, start: usize) -> usize {
        let count = self.gaps.len();
        (start + 1..count).find(|&at| self.gaps[at] == Gap::Paragraph).unwrap_or(count)
    }
}

/// Walks over a text from left to right. Every step looks ahead a bounded number of bytes, or over
/// bytes it then consumes, so the walk is linear.
struct Reader<'t> {
    /// The text up to the end of the stretch.
    text: &'t str,
    at: usize,
    /// What stood before the token that is being read.
    gap: Gap,
    stream: Stream,
}

impl<'t> Reader<'t> {
    fn read(mut self, start: usize, paragraphs: &Paragraphs) -> Stream {
        let mut last = start;
        while let Some(first) = self.char_at(self.at) {
            if is_blank(first) || is_inside_only(first) {
                let broke = self.skip_blanks();
                if self.gap != Gap::Paragraph {
                    let begins = broke && paragraphs.begins_between(last, self.at);
                    self.gap = if begins { Gap::Paragraph } else { Gap::Space };
                }
                continue;
            }
            if is_wordish(first) {
                self.word(first);
            } else {
                self.mark(first);
            }
            last = self.at;
        }
        self.stream
    }

    fn char_at(&self, at: usize) -> Option<char> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte < 128 { Some(byte as char) } else { self.text[at..].chars().next() }
    }

    fn byte_at(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// Passes over white space; true when it held a line break.
    fn skip_blanks(&mut self) -> bool {
        let mut broke = false;
        while let Some(blank) = self.char_at(self.at).filter(|&c| is_blank(c) || is_inside_only(c)) {
            broke |= blank == '\n';
            self.at += blank.len_utf8();
        }
        broke
    }

    /// Adds the token from here to `end`.
    fn push(&mut self, end: usize, kind: TokenKind) {
        debug_assert!(end > self.at, "a token is never empty");
        self.stream.tokens.push(Token { span: Span::new(self.at, end), kind });
        self.stream.gaps.push(self.gap);
        self.gap = Gap::None;
        self.at = end;
    }

    /// Reads what begins with a letter or a digit.
    fn word(&mut self, first: char) {
        if let Some(end) = self.address() {
            return self.push(end, TokenKind::Address);
        }
        if first.is_ascii_digit()
            && let Some(end) = words::dashed_number(&self.text.as_bytes()[self.at..])
        {
            return self.push(self.at + end, TokenKind::Number);
        }
        let end = self.word_end();
        self.split(end);
    }

    /// The end of a web or mail address that begins here.
    fn address(&self) -> Option<usize> {
        let touches = self.gap == Gap::None
            && self.at > 0
            && !matches!(self.byte_at(self.at - 1), b'(' | b'<' | b'[' | b'"' | b'\'' | b':' | b'>' | b'=');
        if touches {
            return None;
        }
        words::address(&self.text[self.at..]).map(|len| self.at + len)
    }

    /// Where the word that begins here ends: letters and digits, and the marks that join them.
    fn word_end(&self) -> usize {
        let start = self.at;
        let mut at = start;
        // True while the word is single letters with stops between them: `U.S`.
        let mut dotted = true;
        let mut letters_since_stop = 0;
        while let Some(letter) = self.char_at(at) {
            if is_wordish(letter) {
                if at > start && self.byte_at(start).is_ascii_digit() && self.is_half_of_day(at) {
                    return at;
                }
                at += letter.len_utf8();
                letters_since_stop += 1;
                dotted &= letters_since_stop == 1 && letter.is_alphabetic();
                continue;
            }
            let after = at + letter.len_utf8();
            let next = self.char_at(after);
            let follows = next.is_some_and(is_wordish);
            let joins = match letter {
                '.' => match self.stop(start, at, dotted) {
                    Stop::Joins => {
                        letters_since_stop = 0;
                        true
                    }
                    Stop::Ends => return after,
                    Stop::Apart => false,
                },
                '\'' | '’' | 'ʼ' | '`' | '´' => next.is_some_and(char::is_alphabetic),
                '!' if &self.text[start..at] == "Yahoo" => return after,
                ',' | ':' => is_digit(self.byte_at(at - 1)) && is_digit(self.byte_at(after)),
                '-' | '‐' | '‑' => {
                    follows && words::hyphen_joins(&self.text[start..at], &self.text[after..])
                }
                '/' => follows && words::slash_joins(&self.text[start..at], &self.text[after..]),
                '&' => follows && words::ampersand_joins(&self.text[start..at], next),
                '$' if is_digit(self.byte_at(after)) && words::is_dollar_prefix(&self.text[start..at]) => {
                    return after;
                }
                _ => false,
            };
            if !joins {
                break;
            }
            at = after;
        }
        at
    }

    /// True at the letters of `p.m` or `a.m`, in `5p.m.`.
    fn is_half_of_day(&self, at: usize) -> bool {
        let bytes = &self.text.as_bytes()[at..];
        matches!(bytes, [b'a' | b'p' | b'A' | b'P', b'.', b'm' | b'M', ..])
    }

    /// What a stop at `at` does to the word that began at `start`.
    fn stop(&self, start: usize, at: usize, dotted: bool) -> Stop {
        let word = &self.text[start..at];
        let after = at + 1;
        let Some(next) = self.char_at(after) else { return self.final_stop(word, after, dotted) };
        if next == '.' {
            // "Acme Inc.." is an abbreviation and a stop; three dots are neither.
            let two = self.byte_at(after + 1) != b'.';
            let abbreviated = dotted && word.len() > 1
                || lexicon::abbreviation(word).is_some_and(|kind| kind != Abbreviation::Number);
            return if two && abbreviated { Stop::Ends } else { Stop::Apart };
        }
        if !is_wordish(next) {
            return self.final_stop(word, after, dotted);
        }
        if is_digit(self.byte_at(at - 1)) && next.is_ascii_digit() {
            return Stop::Joins;
        }
        if (dotted || word == "Ph") && next.is_alphabetic() {
            let beyond = self.char_at(after + next.len_utf8());
            return match beyond {
                Some(letter) if is_wordish(letter) => Stop::Ends,
                _ => Stop::Joins,
            };
        }
        if words::is_file_or_site(&self.text[after..]) || words::is_dotted_name(word, &self.text[after..]) {
            return Stop::Joins;
        }
        match lexicon::abbreviation(word) {
            Some(Abbreviation::Number) if !next.is_ascii_digit() => Stop::Apart,
            Some(_) if next.is_ascii_digit() || next.is_uppercase() => Stop::Ends,
            _ => Stop::Apart,
        }
    }

    /// What a stop does that no letter or digit follows directly.
    fn final_stop(&self, word: &str, after: usize, dotted: bool) -> Stop {
        let mut letters = word.chars();
        let first = letters.next();
        let single = letters.next().is_none();
        if dotted && !single {
            return Stop::Ends;
        }
        let ahead = self.ahead(after);
        if single {
            return match first {
                Some(letter) if letter.is_uppercase() && self.is_initial(letter, ahead) => Stop::Ends,
                Some('c' | 'p' | 'v' | 'r' | 'b' | 'd' | 'm')
                    if ahead.starts_with(|c: char| c.is_ascii_digit()) =>
                {
                    Stop::Ends
                }
                Some('v') if ahead.starts_with(char::is_uppercase) => Stop::Ends,
                _ => Stop::Apart,
            };
        }
        if word == "al" {
            let et = self.stream.tokens.last().is_some_and(|token| token.span.of(self.text) == "et");
            return if et { Stop::Ends } else { Stop::Apart };
        }
        match lexicon::abbreviation(word) {
            None => Stop::Apart,
            Some(Abbreviation::Number) if !ahead.starts_with(|c: char| c.is_ascii_digit()) => Stop::Apart,
            Some(_) => Stop::Ends,
        }
    }

    /// The text after the white space at `at`, when that is not long.
    fn ahead(&self, at: usize) -> &'t str {
        let mut from = at;
        while let Some(blank) = self.char_at(from).filter(|&c| is_blank(c) && c != '\n') {
            from += blank.len_utf8();
            if from > at + 8 {
                break;
            }
        }
        &self.text[from..]
    }

    /// True when a single capital with a stop is a person's initial and not the end of a sentence.
    fn is_initial(&self, letter: char, ahead: &str) -> bool {
        let Some(next) = ahead.chars().next() else { return false };
        if next == ',' || next == '-' {
            return true;
        }
        if !next.is_uppercase() {
            return ["al-", "el-", "bin ", "ibn ", "van ", "von ", "de "]
                .iter()
                .any(|part| ahead.starts_with(part));
        }
        let word = first_word(ahead);
        if word.len() > 1 && lexicon::opens(word) {
            return false;
        }
        // "So did I. Russia ..." but "Arthur I. Miller".
        let before = self.stream.tokens.last().map_or("", |token| token.span.of(self.text));
        letter != 'I' || before.starts_with(char::is_uppercase)
    }

    /// Adds the word from here to `end`, cut at its clitics.
    fn split(&mut self, end: usize) {
        let kind = if self.byte_at(self.at).is_ascii_digit() { TokenKind::Number } else { TokenKind::Word };
        let word = &self.text[self.at..end];
        let start = self.at;
        if kind == TokenKind::Number {
            let currency = self
                .stream
                .tokens
                .last()
                .is_some_and(|token| token.kind == TokenKind::Symbol && self.gap == Gap::None);
            if let Some(cut) = words::unit(word, currency) {
                self.push(start + cut, TokenKind::Number);
                return self.push(end, TokenKind::Word);
            }
            if word.ends_with("0's") || word.ends_with("0’s") {
                return self.push(end, kind);
            }
        }
        let kind = if word.ends_with('$') { TokenKind::Symbol } else { kind };
        for cut in words::clitics(word) {
            let cut = start + cut;
            if cut > self.at && cut < end {
                self.push(cut, kind);
            }
        }
        let kind = if self.at == start { kind } else { TokenKind::Word };
        self.push(end, kind);
    }

    /// Reads what begins with neither a letter nor a digit.
    fn mark(&mut self, first: char) {
        let rest = &self.text.as_bytes()[self.at..];
        let next = self.char_at(self.at + first.len_utf8());
        let starts_word = next.is_some_and(char::is_alphabetic);
        let one = self.at + first.len_utf8();
        match first {
            '.' if self.gap != Gap::None && next.is_some_and(|c| c.is_ascii_digit()) => {
                let digits = self.run(one, |c| c.is_ascii_digit());
                self.push(digits, TokenKind::Number);
            }
            '.' | '!' | '?' | '…' | '‽' | '。' | '؟' | '۔' | '।' | '！' | '？' => {
                let end = self.run(one, |c| matches!(c, '.' | '!' | '?' | '…'));
                self.push(end, TokenKind::Mark);
            }
            '\'' | '’' | '‘' => self.apostrophe(first),
            '`' => {
                let end = if next == Some('`') { one + 1 } else { one };
                self.push(end, TokenKind::Mark);
            }
            '#' | '@' if starts_word && self.gap != Gap::None => {
                let end = self.run(one, is_wordish);
                self.push(end, TokenKind::Word);
            }
            '+' if self.gap != Gap::None && next.is_some_and(|c| c.is_ascii_digit()) => {
                let digits = self.run(one, |c| c.is_ascii_digit());
                self.push(digits, TokenKind::Number);
            }
            '\\' if next == Some('*') => self.push(one + 1, TokenKind::Mark),
            // Words left out.
            '[' | '<'
                if [&b"[...]"[..], "[…]".as_bytes(), b"<...>", "<…>".as_bytes()]
                    .iter()
                    .any(|out| rest.starts_with(out)) =>
            {
                self.push(self.at + 5, TokenKind::Mark);
            }
            ':' | ';' | '=' if words::smiley(rest, self.gap != Gap::None).is_some() => {
                let len = words::smiley(rest, self.gap != Gap::None).unwrap_or(1);
                self.push(self.at + len, TokenKind::Symbol);
            }
            '-' | '=' | '*' | '_' | '~' | '#' | '+' | '<' | '>' | '|' | '^' | '—' | '–' | '―' | '−' =>
            {
                let end = self.run(one, |c| c == first);
                let symbol = matches!(first, '=' | '~' | '#' | '+' | '<' | '>' | '|' | '^' | '−');
                self.push(end, if symbol { TokenKind::Symbol } else { TokenKind::Mark });
            }
            '$' => {
                let end = self.run(one, |c| c == '$');
                self.push(end, TokenKind::Symbol);
            }
            _ if words::is_emoji(first) => {
                let end = words::emoji_end(self.text, self.at);
                self.push(end, TokenKind::Symbol);
            }
            '€' | '£' | '¥' | '₴' | '₽' | '₪' | '₹' | '₺' | '%' | '&' | '@' | '°' | '§' | '©' | '®' | '™' => {
                self.push(one, TokenKind::Symbol)
            }
            _ => self.push(one, TokenKind::Mark),
        }
    }

    /// Reads what begins with a single quote or apostrophe.
    fn apostrophe(&mut self, first: char) {
        let one = self.at + first.len_utf8();
        let rest = &self.text[one..];
        let twin = rest.chars().next().filter(|&c| c == first || (first == '‘' && c == '’'));
        if let Some(twin) = twin
            && !rest[twin.len_utf8()..].starts_with(first)
        {
            return self.push(one + twin.len_utf8(), TokenKind::Mark);
        }
        if let Some(len) = words::elision(rest) {
            let number = rest.as_bytes()[0].is_ascii_digit();
            return self.push(one + len, if number { TokenKind::Number } else { TokenKind::Word });
        }
        self.push(one, TokenKind::Mark);
    }

    /// The end of the characters from `at` that satisfy `belongs`.
    fn run(&self, at: usize, belongs: impl Fn(char) -> bool) -> usize {
        let rest = &self.text[at..];
        at + rest.find(|c| !belongs(c)).unwrap_or(rest.len())
    }
}

/// What a stop does to the word before it.
enum Stop {
    /// It is part of the word, which goes on.
    Joins,
    /// It is the last letter of the word.
    Ends,
    /// It is a token of its own.
    Apart,
}

/// The letters a text begins with.
pub(super) fn first_word(text: &str) -> &str {
    let end = text.char_indices().take(24).find(|(_, c)| !c.is_alphabetic()).map(|(at, _)| at);
    match end {
        Some(end) => &text[..end],
        None if text.len() <= 24 => text,
        None => "",
    }
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}

/// Characters that mean something inside a word only: joiners and the soft hyphen.
fn is_inside_only(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{200C}' | '\u{200D}')
}

/// White space, and the characters nobody sees.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'
            | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Letters, digits, and the marks written over and inside words.
fn is_wordish(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_alphanumeric() || letter == '_';
    }
    letter.is_alphanumeric()
        || matches!(letter, '\u{AD}' | '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5C7}'
            | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{94D}' | '\u{200C}' | '\u{200D}')
}
