//! Line breaks: which of them end a paragraph.
//!
//! A blank line always does. A single break does in a text that sets one paragraph, sentence or
//! heading a line, and does not in a text that is wrapped at a width; a whole text is one or the other.

use memchr::memchr_iter;

/// The places where a new paragraph begins, in text order.
pub(super) struct Paragraphs {
    starts: Vec<usize>,
}

impl Paragraphs {
    /// Reads the line breaks of a text.
    pub(super) fn of(text: &str) -> Self {
        let lines = Lines::of(text);
        let wrapped = lines.are_wrapped();
        let widest = lines.0.iter().map(|line| line.trim().len()).max().unwrap_or(0);
        let mut starts = vec![];
        let mut before: Option<&str> = None;
        let mut blank = false;
        let mut offset = 0;
        for raw in &lines.0 {
            let line = raw.trim();
            if line.is_empty() {
                blank = true;
            } else {
                let begins = match before {
                    None => true,
                    Some(_) if blank => true,
                    Some(above) if wrapped => ends_wrapped(above, line, widest),
                    Some(above) => !goes_on(above, line),
                };
                if begins {
                    starts.push(offset + (raw.len() - raw.trim_start().len()));
                }
                before = Some(line);
                blank = false;
            }
            offset += raw.len();
        }
        Self { starts }
    }

    /// Whether a paragraph begins after `from` and at or before `to`.
    pub(super) fn begins_between(&self, from: usize, to: usize) -> bool {
        let next = self.starts.partition_point(|&start| start <= from);
        self.starts.get(next).is_some_and(|&start| start <= to)
    }

    /// The number of the paragraph that holds `offset`, counted from 0.
    pub(super) fn number(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }
}

/// The lines of a text, each with its break.
struct Lines<'t>(Vec<&'t str>);

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let mut lines = vec![];
        let mut start = 0;
        for at in memchr_iter(b'\n', text.as_bytes()) {
            lines.push(&text[start..=at]);
            start = at + 1;
        }
        lines.push(&text[start..]);
        Self(lines)
    }

    /// True where lines break in the middle of a sentence more often than chance headings do.
    fn are_wrapped(&self) -> bool {
        let (mut pairs, mut mid) = (0usize, 0usize);
        for pair in self.0.windows(2) {
            let (above, below) = (pair[0].trim(), pair[1].trim());
            if above.is_empty() || below.is_empty() {
                continue;
            }
            pairs += 1;
            if above.len() >= 30 && goes_on(above, below) {
                mid += 1;
            }
        }
        mid >= 2 && mid * 4 >= pairs
    }
}

/// True when the line below reads on from the line above: no stop, then a lower-case letter.
fn goes_on(above: &str, below: &str) -> bool {
    let stopped =
        above.trim_end_matches(['"', '\'', '”', '’', ')', ']']).ends_with(['.', '!', '?', '…', ':', ';']);
    if stopped {
        return false;
    }
    let lower = below.chars().next().is_some_and(char::is_lowercase);
    lower
        || (above.ends_with([',', '-', '–', '—']) && below.chars().next().is_some_and(char::is_alphanumeric))
}

/// In wrapped text a line ends its paragraph when it stops well before the margin, or when the next
/// begins a list.
fn ends_wrapped(above: &str, below: &str, widest: usize) -> bool {
    if goes_on(above, below) {
        return false;
    }
    let bullet = below.starts_with(['*', '•', '·', '▪', '-', '–', '—'])
        && below[below.chars().next().map_or(0, char::len_utf8)..].starts_with(' ');
    let first = below.split_whitespace().next().map_or(0, str::len);
    bullet || above.len() + first + 1 < widest * 4 / 5
}
