//! Datelines: place, date and agency before the first sentence.
//!
//! > BENGHAZI, March 10 (Reuters) - Fighting went on.

use text::Span;

use super::lexicon::{Lexicon, fold};
use crate::date;

/// Bytes of a line in which a dateline is looked for.
const REACH: usize = 1200;

/// The dateline of a line, with its dash.
///
/// Asks for a place in capitals or an agency in parentheses or a date; `Moscow - the capital - is` has
/// none of them.
pub(super) fn find(text: &str, lexicon: &Lexicon, line: Span) -> Option<Span> {
    at_start(text, lexicon, line).or_else(|| around_agency(text, lexicon, line))
}

/// A dateline at the very start of the line.
fn at_start(text: &str, lexicon: &Lexicon, line: Span) -> Option<Span> {
    let mut rest = Rest { text: line.of(text), at: 0 };
    let place = rest.place();
    let date = rest.date();
    let agency = rest.agency(lexicon);
    let dash = rest.dash();
    let in_capitals = place.is_some_and(|place| is_in_capitals(place) && !lexicon.is_label(&fold(place)));
    let signed = agency.is_some();
    let holds = match (place, dash) {
        (None, true) => signed,
        (Some(_), true) => signed || date || (in_capitals && rest.opens_sentence()),
        // `MOSCOW, March 5. /TASS/.` and `KYIV (Reuters) The` stand without a dash.
        (Some(_), false) => signed && (in_capitals || date) && rest.opens_sentence(),
        (None, false) => false,
    };
    // A dateline may stand on a line of its own, but not every word in capitals is one.
    (holds && (signed || date || !rest.is_done()))
        .then(|| Span::new(line.start, line.start + rest.at).trim(text))
}

/// True for `GENEVA` and `UNITED NATIONS`; not for initials.
fn is_in_capitals(place: &str) -> bool {
    place == place.to_uppercase()
        && place.split_whitespace().all(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 2)
}

/// A dateline further in: a summary stands before it on the same line. Only a known agency counts, with
/// its dash, and only a place in capitals goes with it.
fn around_agency(text: &str, lexicon: &Lexicon, line: Span) -> Option<Span> {
    let words = line.of(text);
    let reach = floor(words, REACH);
    for (open, _) in words[..reach].match_indices('(') {
        let mut rest = Rest { text: words, at: open };
        if rest.agency(lexicon).is_none_or(|agency| !lexicon.is_agency(&fold(agency))) || !rest.dash() {
            continue;
        }
        let start = place_before(&words[..open])?;
        return Some(Span::new(line.start + start, line.start + rest.at).trim(text));
    }
    None
}

/// Where the place and the date that end `before` begin: `... of people) PARIS, March 10 `.
fn place_before(before: &str) -> Option<usize> {
    let mut start = None;
    let mut words = before.rmatch_indices(' ').map(|(at, _)| at + 1).chain(std::iter::once(0));
    let mut end = before.trim_end().len();
    for _ in 0..8 {
        let at = words.find(|&at| at < end)?;
        let word = before[at..end].trim_end().trim_end_matches([',', '.']);
        let in_capitals = word.chars().count() > 2
            && word.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '/' | '\'' | '.'));
        let is_date = date::month_named(word).is_some()
            || (word.len() <= 4 && !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()));
        if in_capitals {
            start = Some(at);
        } else if start.is_some() || !is_date {
            return start;
        }
        end = at;
        if at == 0 {
            break;
        }
    }
    start
}

/// The character boundary at or before byte `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What is left of a line while its parts are read one after the other.
struct Rest<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Rest<'t> {
    fn left(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        self.at += self.left().len() - self.left().trim_start().len();
    }

    fn is_done(&self) -> bool {
        self.left().trim().is_empty()
    }

    fn opens_sentence(&self) -> bool {
        self.left().trim_start().starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“'))
    }

    /// `BENGHAZI`, `UNITED NATIONS`, `KYIV, Ukraine`, `Beirut`, `MOSCOW/KYIV`.
    fn place(&mut self) -> Option<&'t str> {
        let start = self.at;
        let mut end = start;
        let (mut words, mut first_end) = (0, None);
        loop {
            self.skip_space();
            let word = self.word();
            let letters = word.trim_end_matches(',');
            let is_name = letters.starts_with(char::is_uppercase)
                && letters.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '/' | '\'' | '’' | '.'));
            let is_month = date::month_named(letters).is_some() && words > 0;
            if !is_name || is_month || words == 6 {
                break;
            }
            self.at += word.len();
            end = self.at;
            words += 1;
            if first_end.is_none() && word.ends_with(',') {
                first_end = Some(self.at - 1);
            }
            // More than three words without a comma are a sentence, not a place.
            if first_end.is_none() && words == 4 {
                break;
            }
        }
        self.at = end;
        (words > 0).then(|| self.text[start..first_end.unwrap_or(end)].trim())
    }

    fn word(&self) -> &'t str {
        let left = self.left();
        let end =
            left.find(|c: char| c.is_whitespace() || matches!(c, '(' | '—' | '–')).unwrap_or(left.len());
        // No word of a dateline is long.
        &left[..if end > 40 { 0 } else { end }]
    }

    /// `, March 10`, `, 10 March`, `, March 10, 2024`, `, Mar. 05`.
    fn date(&mut self) -> bool {
        let start = self.at;
        let left = self.left();
        let inner = left.trim_start_matches(|c: char| c == ',' || c.is_whitespace());
        self.at += left.len() - inner.len();
        if let Some((_, length)) = date::leading(inner) {
            self.at += length;
            return true;
        }
        let (first, second) = (self.date_word(), self.date_word());
        let is_day =
            |word: &str| matches!(word.len(), 1 | 2) && word.bytes().all(|byte| byte.is_ascii_digit());
        let is_month = |word: &str| date::month_named(word).is_some();
        if (is_month(first) && is_day(second)) || (is_day(first) && is_month(second)) {
            return true;
        }
        self.at = start;
        false
    }

    fn date_word(&mut self) -> &'t str {
        self.skip_space();
        let word = self.word();
        self.at += word.len();
        word.trim_end_matches([',', '.'])
    }

    /// `(Reuters)`, `(Xinhua)`, `/TASS/`, after a comma or a full stop.
    fn agency(&mut self, lexicon: &Lexicon) -> Option<&'t str> {
        let left = self.left();
        let inner = left.trim_start_matches(|c: char| matches!(c, ',' | '.') || c.is_whitespace());
        let close = match inner.chars().next()? {
            '(' => ')',
            '/' => '/',
            '[' => ']',
            _ => return None,
        };
        let end = floor(inner, 42);
        let name = &inner[1..1 + inner[1..end.max(1)].find(close)?];
        let known = lexicon.is_agency(&fold(name))
            || (close == ')'
                && name.split_whitespace().count() <= 3
                && name.split_whitespace().all(|word| word.starts_with(char::is_uppercase)));
        if !known || name.trim().is_empty() {
            return None;
        }
        self.at += left.len() - inner.len() + name.len() + 2;
        Some(name)
    }

    /// A dash with space around it, or `—` without.
    fn dash(&mut self) -> bool {
        let left = self.left();
        let inner = left.trim_start_matches(|c: char| matches!(c, '.' | ',') || c.is_whitespace());
        let spaced = inner.len() < left.len() || self.at == 0;
        for dash in ["--", "—", "–", "-", "_"] {
            let Some(after) = inner.strip_prefix(dash) else { continue };
            let wide = matches!(dash, "—" | "_" | "--") || spaced || after.starts_with(char::is_whitespace);
            if wide {
                self.at += left.len() - inner.len() + dash.len();
            }
            return wide;
        }
        // `/TASS/.` ends with its full stop.
        let stop = left.len() - left.trim_start_matches('.').len();
        self.at += stop;
        false
    }
}
