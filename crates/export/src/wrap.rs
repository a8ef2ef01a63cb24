//! Lines of styled words, no wider than asked.

use std::borrow::Cow;

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

/// Breaks `parts` at white space into lines of at most `width` columns; a word wider than that stands
/// alone. Runs of white space, line ends of the report included, become one space.
pub(crate) fn wrap(parts: &[(Cow<'_, str>, Style)], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut column = 0;
    for word in words(parts) {
        let wide = word.width();
        if column > 0 && column + 1 + wide > width {
            lines.push(std::mem::take(&mut line));
            column = 0;
        }
        if column > 0 {
            line.push(' ');
            column += 1;
        }
        word.write(&mut line);
        column += wide;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// How many columns `text` takes.
pub(crate) fn columns(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// `text` with what would steer a terminal taken out: the words of a report come from anybody.
pub(crate) fn tame(text: &str) -> Cow<'_, str> {
    let steers = |c: char| c.is_control() && !c.is_whitespace();
    if text.contains(steers) { Cow::Owned(text.replace(steers, "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// What stands between two spaces; its parts may differ in style.
#[derive(Default)]
struct Word<'a>(Vec<(&'a str, Style)>);

impl Word<'_> {
    fn width(&self) -> usize {
        self.0.iter().map(|(text, _)| columns(text)).sum()
    }

    fn write(&self, line: &mut String) {
        for (text, style) in &self.0 {
            line.push_str(&format!("{style}{text}{style:#}"));
        }
    }
}

/// A line may end here; not at a no-break space.
fn breaks(c: char) -> bool {
    c.is_whitespace() && c != '\u{a0}'
}

fn words<'a>(parts: &'a [(Cow<'_, str>, Style)]) -> Vec<Word<'a>> {
    let mut words = Vec::new();
    let mut word = Word::default();
    for (text, style) in parts {
        for (index, piece) in text.split(breaks).enumerate() {
            if index > 0 && !word.0.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if !piece.is_empty() {
                word.0.push((piece, *style));
            }
        }
    }
    if !word.0.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str, width: usize) -> Vec<String> {
        wrap(&[(text.into(), Style::new())], width)
    }

    #[test]
    fn it_knows_that_a_line_ends_at_its_width() {
        assert_eq!(plain("talks may\nresume  in spring", 9), ["talks may", "resume in", "spring"]);
    }

    #[test]
    fn it_knows_that_a_word_is_not_cut() {
        assert_eq!(plain("an unbelievable offer", 6), ["an", "unbelievable", "offer"]);
    }

    #[test]
    fn it_knows_that_a_mark_stays_with_its_word() {
        let parts = [("“talks".into(), Style::new()), ("”".into(), Style::new().bold())];
        assert_eq!(wrap(&parts, 4).len(), 1);
    }

    #[test]
    fn it_knows_that_a_report_cannot_steer_the_terminal() {
        assert_eq!(tame("clear \u{1b}[2J all"), "clear \u{fffd}[2J all");
        assert_eq!(tame("two\nlines"), "two\nlines");
    }
}
