//! Where sentences end.
//!
//! > "We won't go." Lt. Col. Moor of the U.S. mission left on Jan. 5. Then talks stopped.
//!
//! reads as three sentences. A stop ends a sentence when the next word can begin one; quotation marks
//! and brackets that close after the stop still belong to it. An abbreviation's stop ends one only as
//! far as `abbreviations.tsv` lets it, a question inside quotation marks only when no "he asked"
//! follows. A paragraph's end always does, and so does [`LONGEST`].

use super::lexicon::{self, Abbreviation};
use super::lines::Paragraphs;
use super::strays;
use super::tokens::{Gap, Stream, first_word};
use super::{Segments, Sentence, Token, TokenKind};
use crate::quotes::{self, Mark, Side};
use crate::{Span, ZoneKind};

/// No sentence has more tokens: text without any stop is cut here.
pub(super) const LONGEST: usize = 2000;

/// How many marks may stand between a stop and the next sentence.
const CLOSERS: usize = 12;

/// Adds the sentences of a stretch, and their tokens.
pub(super) fn cut(
    text: &str,
    zone: ZoneKind,
    mut stream: Stream,
    paragraphs: &Paragraphs,
    segments: &mut Segments,
) {
    let sides = strays::bring_home(text, &mut stream);
    let stream = &stream;
    let count = stream.tokens.len();
    let mut cutter = Cutter {
        text,
        stream,
        marks: vec![],
        sides,
        left_open: false,
        small: is_small(text, &stream.tokens),
    };
    let mut start = 0;
    while start < count {
        let end = stream.paragraph_end(start);
        cutter.paragraph(start, end, &mut |tokens| {
            let from = segments.tokens.len();
            segments.tokens.extend_from_slice(tokens);
            part_final_stop(text, from, &mut segments.tokens);
            let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
            let reads = tokens.iter().find(|token| token.kind != TokenKind::Mark).unwrap_or(first);
            segments.sentences.push(Sentence {
                span: Span::new(first.span.start, last.span.end),
                tokens: from..segments.tokens.len(),
                zone,
                paragraph: paragraphs.number(reads.span.start),
            });
        });
        start = end;
    }
}

/// Cuts the stop off an abbreviation that ends its sentence, as the treebanks do: `etc` + `.`. Letters
/// with stops between them (`U.S.`) stay whole.
fn part_final_stop(text: &str, from: usize, tokens: &mut Vec<Token>) {
    let tail = tokens.len().saturating_sub(CLOSERS).max(from);
    let Some(at) = (tail..tokens.len()).rev().find(|&at| tokens[at].kind != TokenKind::Mark) else { return };
    let token = tokens[at];
    let word = token.span.of(text);
    let Some(stem) = word.strip_suffix('.') else { return };
    let stopped = tokens.get(at + 1).is_some_and(|next| Stop::of(next.span.of(text)).is_some());
    if stopped || lexicon::abbreviation(stem).is_none() {
        return;
    }
    let cut = token.span.end - 1;
    tokens[at].span.end = cut;
    tokens.insert(at + 1, Token { span: Span::new(cut, token.span.end), kind: TokenKind::Mark });
}

/// True for text that does without capitals, where a stop ends a sentence whatever follows.
fn is_small(text: &str, tokens: &[Token]) -> bool {
    let (mut stops, mut small) = (0usize, 0usize);
    for pair in tokens.windows(2) {
        if !matches!(pair[0].span.of(text), "." | "!" | "?") {
            continue;
        }
        let next = pair[1].span.of(text).chars().next();
        stops += usize::from(next.is_some_and(char::is_alphabetic));
        small += usize::from(next.is_some_and(char::is_lowercase));
    }
    small >= 2 && small * 10 >= stops * 8
}

struct Cutter<'t> {
    text: &'t str,
    stream: &'t Stream,
    marks: Vec<Mark>,
    /// What the marks do, where the whole text says so.
    sides: Vec<(usize, Side)>,
    /// The paragraph before left a quotation open.
    left_open: bool,
    /// The text does without capitals.
    small: bool,
}

impl<'t> Cutter<'t> {
    /// Gives the tokens of each sentence of the paragraph `start..end` to `sentence`.
    fn paragraph(&mut self, start: usize, end: usize, sentence: &mut impl FnMut(&[Token])) {
        let gaps = &self.stream.gaps;
        self.marks.clear();
        self.left_open = quotes::marks(
            self.text,
            &self.stream.tokens,
            start..end,
            |at| gaps[at] != Gap::None,
            &self.sides,
            self.left_open,
            &mut self.marks,
        );
        let mut from = start;
        let mut at = start;
        while at < end {
            let (next, ends) = match self.sentence_end(from, at, end) {
                Some(next) => (next, true),
                None => (at + 1, false),
            };
            if ends || next - from >= LONGEST {
                let to = next.min(from + LONGEST);
                sentence(&self.stream.tokens[from..to]);
                from = to;
                at = to;
            } else {
                at = next;
            }
        }
        if from < end {
            sentence(&self.stream.tokens[from..end]);
        }
    }

    fn word(&self, at: usize) -> &'t str {
        self.stream.tokens[at].span.of(self.text)
    }

    fn side(&self, at: usize) -> Option<Side> {
        let index = self.marks.binary_search_by_key(&at, |mark| mark.token).ok()?;
        Some(self.marks[index].side)
    }

    /// When the token at `at` ends the sentence that began at `from`: where the next one begins.
    fn sentence_end(&self, from: usize, at: usize, end: usize) -> Option<usize> {
        let word = self.word(at);
        if at + 1 < end && (self.bullet_follows(at, end) || self.rule_or_dateline_follows(at, end)) {
            return Some(at + 1);
        }
        let stop = Stop::of(word)?;
        if at == from && self.stream.tokens[at].kind == TokenKind::Mark {
            return None;
        }
        let (next, quoted) = self.after_closers(at + 1, end);
        if next >= end {
            return Some(end);
        }
        let Some(first) = self.first_word(next, end) else { return Some(end) };
        let opener = self.word(first);
        // "failed.Then": a missing space is forgiven after a full stop before a capital.
        let apart = self.stream.gaps[next] != Gap::None;
        let forgiven = stop == Stop::Full && opener.starts_with(char::is_uppercase);
        if !apart && !forgiven {
            return None;
        }
        // Whoever began this sentence without a capital may begin the next without one.
        let small = self.small
            || (stop == Stop::Full && word == "." || stop == Stop::Loud && !quoted)
                && self.begins_small(from, at);
        let begins = small || self.can_begin(first, end);
        let ends = match stop {
            Stop::Full if self.is_list_number(from, at) => false,
            Stop::Full => begins && !(quoted && self.is_attribution(first, end)),
            Stop::Omission => begins && lexicon::opens(opener),
            Stop::Loud => begins && !(quoted && self.attribution_follows(first, end)),
            Stop::Abbreviated(Abbreviation::Title) => quoted && begins,
            Stop::Abbreviated(Abbreviation::Inside | Abbreviation::Number) => false,
            Stop::Abbreviated(Abbreviation::Name) => {
                begins
                    && (quoted
                        || (lexicon::opens(opener) && opener != "I")
                        || opener == "I" && word.len() > 2)
            }
            Stop::Abbreviated(Abbreviation::Last) => {
                begins && opener.starts_with(char::is_uppercase) && !self.goes_with_time(word, opener)
            }
        };
        ends.then_some(next)
    }

    /// Passes over the quotation marks, brackets and footnote numbers that close at `at`; says whether
    /// one was a quotation mark. More than a handful is no sentence's end but ruin, and is left.
    fn after_closers(&self, start: usize, end: usize) -> (usize, bool) {
        let mut quoted = false;
        let mut at = start;
        let last = end.min(start + CLOSERS);
        while at < last {
            let word = self.word(at);
            let side = self.side(at);
            let touches = self.stream.gaps[at] == Gap::None;
            if side == Some(Side::Closes) || side.is_none() && touches && matches!(word, "'" | "’") {
                quoted = true;
            } else if word == "[" && self.is_footnote(at, end) {
                at += 2;
            } else if !matches!(word, ")" | "]" | "}")
                && !matches!(Stop::of(word), Some(Stop::Full | Stop::Loud))
            {
                break;
            }
            at += 1;
        }
        (at, quoted)
    }

    /// True for `[12]`.
    fn is_footnote(&self, at: usize, end: usize) -> bool {
        at + 2 < end && self.stream.tokens[at + 1].kind == TokenKind::Number && self.word(at + 2) == "]"
    }

    /// The first token from `at` that is no mark, a few tokens on at most; `None` when only marks are
    /// left.
    fn first_word(&self, at: usize, end: usize) -> Option<usize> {
        let last = end.min(at + 5);
        let word = (at..last).find(|&at| self.stream.tokens[at].kind != TokenKind::Mark);
        if last < end { word.or(Some(at)) } else { word }
    }

    /// True when the sentence `from..at` begins with a lower-case word.
    fn begins_small(&self, from: usize, at: usize) -> bool {
        let first = (from..at.min(from + 4)).find(|&at| self.stream.tokens[at].kind != TokenKind::Mark);
        first.is_some_and(|first| !self.can_begin(first, at) && at > first + 1)
    }

    /// True when a sentence can begin with the word at `at`.
    fn can_begin(&self, at: usize, end: usize) -> bool {
        let word = self.word(at);
        let mut letters = word.chars();
        let Some(first) = letters.next() else { return false };
        if !first.is_lowercase() {
            return true;
        }
        // al-Assad, iPhone.
        let article = matches!(word, "al" | "el" | "as" | "ash" | "az" | "ad" | "an")
            && at + 2 < end
            && self.word(at + 1) == "-"
            && self.word(at + 2).starts_with(char::is_uppercase);
        article || letters.next().is_some_and(char::is_uppercase)
    }

    /// True for the stop of `1.` at the beginning of a sentence.
    fn is_list_number(&self, from: usize, at: usize) -> bool {
        at <= from + 2
            && at > from
            && self.stream.gaps[at] == Gap::None
            && self.word(at - 1).len() <= 2
            && self.word(at - 1).bytes().all(|b| b.is_ascii_digit())
            && (at == from + 1 || self.stream.tokens[from].kind == TokenKind::Mark)
    }

    /// True before a bullet in the middle of a line: `* Malta hosts * Vienna waits`.
    fn bullet_follows(&self, at: usize, end: usize) -> bool {
        if at + 2 >= end || self.stream.gaps[at + 1] == Gap::None || self.stream.gaps[at + 2] == Gap::None {
            return false;
        }
        let item = self.word(at + 2);
        match self.word(at + 1) {
            "•" | "▪" | "●" | "◦" | "■" => true,
            "*" | "\\*" => self.word(at) != "*" && item.starts_with(char::is_uppercase),
            _ => false,
        }
    }

    /// True before and after a row of stars, and before a dateline that shares its line with the words
    /// above it: `... reaction) GENEVA, March 10 (Agency) - The ...`.
    fn rule_or_dateline_follows(&self, at: usize, end: usize) -> bool {
        let next = self.word(at + 1);
        if next.starts_with('*') {
            return next.len() >= 3 && self.stream.gaps[at + 1] != Gap::None || self.star_row(at + 1, end);
        }
        let word = self.word(at);
        if word == "*" {
            return at >= 2 && self.word(at - 1) == "*" && self.word(at - 2) == "*";
        }
        if word.starts_with("***") {
            return self.stream.gaps[at + 1] != Gap::None;
        }
        is_capitals(next) && next.len() >= 3 && !is_capitals(word) && self.is_dateline(at + 1, end)
    }

    /// True at the first of three stars that stand apart.
    fn star_row(&self, at: usize, end: usize) -> bool {
        at + 2 < end
            && (at == 0 || self.word(at - 1) != "*")
            && (at..at + 3).all(|at| self.word(at) == "*" && self.stream.gaps[at] != Gap::None)
    }

    /// True when a place in capitals, perhaps a date, an agency in brackets and a dash stand at `at`.
    fn is_dateline(&self, at: usize, end: usize) -> bool {
        let last = end.min(at + 10);
        let Some(open) = (at + 1..last).find(|&at| self.word(at) == "(") else { return false };
        let place = (at..open).all(|at| {
            let word = self.word(at);
            matches!(word, "," | "/" | "-")
                || word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        });
        let Some(close) = (open + 2..end.min(open + 5)).find(|&at| self.word(at) == ")") else {
            return false;
        };
        place && close + 1 < end && matches!(self.word(close + 1), "-" | "--" | "–" | "—")
    }

    /// True when a name and a verb of asking or saying follow: `Moor asked.`
    fn attribution_follows(&self, at: usize, end: usize) -> bool {
        let opener = first_word(self.word(at));
        if lexicon::opens(opener) {
            return false;
        }
        let last = end.min(at + 6);
        for index in at..last {
            let word = self.word(index);
            if matches!(
                word,
                "said" | "says" | "asked" | "asks" | "told" | "added" | "wondered" | "wrote" | "replied"
            ) {
                return index > at
                    && (index + 1 >= end || !self.word(index + 1).starts_with(char::is_uppercase));
            }
            if !word.starts_with(char::is_uppercase) {
                return false;
            }
        }
        false
    }

    /// True for an attribution that is all there is: `Moor said.`
    fn is_attribution(&self, at: usize, end: usize) -> bool {
        let last = end.min(at + 4);
        let verb = (at + 1..last).find(|&at| matches!(self.word(at), "said" | "says" | "added" | "wrote"));
        let Some(verb) = verb else { return false };
        verb + 1 < end
            && self.word(verb + 1) == "."
            && (at..verb).all(|at| self.word(at).starts_with(char::is_uppercase))
    }

    /// True for `5 p.m. Moscow time` and `Jan. 5`.
    fn goes_with_time(&self, word: &str, opener: &str) -> bool {
        let clock = word.ends_with(['m', 'M', '.']) && word.len() <= 4 && word.contains('.');
        clock
            && matches!(
                opener,
                "EST"
                    | "EDT"
                    | "ET"
                    | "GMT"
                    | "UTC"
                    | "PT"
                    | "PST"
                    | "PDT"
                    | "CET"
                    | "CEST"
                    | "MSK"
                    | "BST"
                    | "Eastern"
                    | "Moscow"
                    | "Kyiv"
                    | "Monday"
                    | "Tuesday"
                    | "Wednesday"
                    | "Thursday"
                    | "Friday"
                    | "Saturday"
                    | "Sunday"
            )
    }
}

/// True for a word in capitals.
fn is_capitals(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// A token that may end a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// A full stop, or a run of dots.
    Full,
    /// A question or exclamation mark.
    Loud,
    /// Words left out: `[...]`.
    Omission,
    /// The stop of an abbreviation.
    Abbreviated(Abbreviation),
}

impl Stop {
    fn of(word: &str) -> Option<Self> {
        let last = *word.as_bytes().last()?;
        if last == b'.' {
            let stem = &word[..word.len() - 1];
            if stem.bytes().all(|b| b == b'.') {
                return Some(Self::Full);
            }
            if stem.ends_with(['!', '?', '.', '…']) {
                return Some(Self::Loud);
            }
            let kind = match lexicon::abbreviation(stem) {
                Some(kind) => kind,
                None => Abbreviation::Name,
            };
            return Some(Self::Abbreviated(kind));
        }
        match word.chars().next()? {
            '[' if word.len() > 1 => Some(Self::Omission),
            '!' | '?' | '‽' | '؟' | '！' | '？' => Some(Self::Loud),
            '…' | '.' | '。' | '۔' | '।' => Some(Self::Full),
            _ => None,
        }
    }
}
