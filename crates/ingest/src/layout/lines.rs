//! The lines of a text and what can be told of each by looking at it alone.

use text::{Span, ZoneKind};

/// A line with something in it.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Without white space at its ends.
    pub(crate) span: Span,
    /// White-space separated words.
    pub(crate) words: usize,
    /// True when an empty line or the start of the text stands before it.
    pub(crate) apart: bool,
    /// What it is as a whole, once that is known.
    pub(crate) is: Option<(ZoneKind, &'static str)>,
}

impl Line {
    pub(crate) fn of<'t>(&self, text: &'t str) -> &'t str {
        self.span.of(text)
    }

    /// True when the line ends as a sentence does.
    pub(crate) fn is_closed(&self, text: &str) -> bool {
        is_closed(self.of(text))
    }

    /// True for a line that reads as prose: long enough and closed, or simply long.
    pub(crate) fn is_prose(&self, text: &str) -> bool {
        self.words >= 25 || (self.words >= 6 && self.is_closed(text) && self.of(text).contains('.'))
    }
}

/// True when `line` ends with a full stop, a question or exclamation mark or a colon, inside quotes or not.
pub(crate) fn is_closed(line: &str) -> bool {
    let end = line.trim_end_matches(['"', '”', '\'', '’', ')', ']', '»', ' ']);
    end.ends_with(['.', '!', '?', '…', ':', ';', ',']) || line.ends_with(['"', '”', '»'])
}

/// The lines of `text` that hold something, in order.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut start, mut apart) = (0, true);
    while start < text.len() {
        let rest = &text.as_bytes()[start..];
        let end = start + memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let span = Span::new(start, end).trim(text);
        if span.is_empty() {
            // The second half of `\r\n` is no empty line.
            let halved = end == start && start > 0 && text.as_bytes()[start - 1] == b'\r';
            apart |= !(halved && text.as_bytes().get(end) == Some(&b'\n'));
        } else {
            let words = span.of(text).split_whitespace().count();
            lines.push(Line { span, words, apart, is: None });
            apart = false;
        }
        start = end + 1;
    }
    lines
}
