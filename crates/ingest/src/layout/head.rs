//! The head of a page: everything before the first paragraph.
//!
//! > Open menu / Defence and security / Ministers meet in Malta / By Ana Beridze / 5 March 2024
//!
//! holds one headline. Where the page has left its menu in the text, the line whose words the article
//! takes up again is the headline, and what stands before it is furniture.

use std::collections::HashSet;

use text::ZoneKind;

use super::dateline;
use super::lexicon::{Lexicon, fold};
use super::lines::Line;
use crate::date;

/// Lines that may stand before the first paragraph; a text with more is a list, not a page.
const MOST_LINES: usize = 40;

/// Bytes of the article in which the words of a headline are looked for.
const REACH: usize = 6000;

/// Marks the lines before the first paragraph; the index of that paragraph, or of what would be it.
pub(super) fn mark(text: &str, title: Option<&str>, lexicon: &Lexicon, lines: &mut [Line]) -> usize {
    let is_body = |line: &Line| line.is.is_none() && line.is_prose(text);
    let Some(body) = lines.iter().take(MOST_LINES).position(is_body) else {
        return short(text, title, lines);
    };
    for line in &mut lines[..body] {
        if line.is.is_none() {
            line.is = by_line(text, lexicon, line);
        }
    }
    let given = title.map(letters).filter(|title| !title.is_empty());
    // A short sentence before the first long one is article, unless it is the title.
    let is_said =
        |line: &Line| line.of(text).trim_end_matches(['"', '”', '’']).ends_with(['.', ':', ',', ';']);
    let is_given = |line: &Line| given.as_deref() == Some(letters(line.of(text)).as_str());
    let is_open = |line: &Line| line.is.is_none() && (!is_said(line) || is_given(line));
    let open: Vec<usize> = (0..body).filter(|&index| is_open(&lines[index])).collect();
    let found = open.iter().copied().find(|&index| is_given(&lines[index]));
    let has_menu = lines[..body].iter().any(|line| {
        matches!(line.is, Some((ZoneKind::Chrome, rule)) if rule != "date-line" && rule != "separator")
    });
    // Furniture after the only line is a share button under a headline.
    let menu_first = has_menu
        && lines[..body].iter().position(|line| matches!(line.is, Some((ZoneKind::Chrome, _))))
            < open.first().copied();
    let headline =
        found.or_else(|| if menu_first { taken_up(text, lines, body, &open) } else { open.first().copied() });
    let Some(headline) = headline else { return body };
    for index in open {
        let rule = if index < headline && lines[index].words <= 12 {
            (ZoneKind::Chrome, "head")
        } else if index == headline {
            (ZoneKind::Title, if found.is_some() { "given-title" } else { "headline" })
        } else {
            (ZoneKind::Title, "standfirst")
        };
        lines[index].is = Some(rule);
    }
    body
}

/// A text without a paragraph: only the given title is known for what it is.
fn short(text: &str, title: Option<&str>, lines: &mut [Line]) -> usize {
    let given = title.map(letters).filter(|title| !title.is_empty());
    match lines.first_mut() {
        Some(first) if first.is.is_none() && given == Some(letters(first.of(text))) => {
            first.is = Some((ZoneKind::Title, "given-title"));
            1
        }
        _ => 0,
    }
}

/// Lines of the head told by what they say: the date of the report, its author.
fn by_line(text: &str, lexicon: &Lexicon, line: &Line) -> Option<(ZoneKind, &'static str)> {
    if is_date_line(line.of(text), lexicon) {
        return Some((ZoneKind::Chrome, "date-line"));
    }
    if dateline::find(text, lexicon, line.span).is_some_and(|found| found.end == line.span.end) {
        return Some((ZoneKind::Dateline, "dateline"));
    }
    is_byline(line, text, lexicon).then_some((ZoneKind::Bio, "byline"))
}

/// True for a line that holds only the date of the report, with a label, a time or a reading time.
pub(crate) fn is_date_line(line: &str, lexicon: &Lexicon) -> bool {
    dated(line, lexicon).is_some()
}

/// The date that a line gives for the report, and whether it is that of a later change.
pub(crate) fn dated(line: &str, lexicon: &Lexicon) -> Option<(jiff::civil::Date, bool)> {
    if line.len() > 200 {
        return None;
    }
    let (label, after) = labelled(line, lexicon);
    let (date, end) = date::leading(after)?;
    let rest = after[end..].trim_start();
    let plain = rest.is_empty()
        || rest.starts_with(|c: char| {
            c.is_ascii_digit() || matches!(c, '|' | ',' | '-' | '–' | '—' | '(' | '·' | '•' | '.' | '/')
        })
        || rest.starts_with("at ")
        || rest.starts_with("- ");
    let few = rest.split_whitespace().count() <= 10;
    let folded = label.map(fold).unwrap_or_default();
    (few && plain).then(|| (date, folded.contains("updat") || folded.contains("modif")))
}

/// A label such as `Last updated on:` and what follows it.
pub(super) fn labelled<'t>(line: &'t str, lexicon: &Lexicon) -> (Option<&'t str>, &'t str) {
    let mut end = 0;
    let mut best = None;
    for word in line.split_inclusive(char::is_whitespace).take(4) {
        end += word.len();
        if lexicon.is_date_label(&fold(&line[..end])) {
            best = Some(end);
        }
    }
    // `Published:5 March` has no space after its label.
    if best.is_none()
        && let Some(colon) = line.find(':').filter(|&colon| colon < 24)
        && lexicon.is_date_label(&fold(&line[..colon]))
    {
        best = Some(colon + 1);
    }
    match best {
        Some(end) => (Some(&line[..end]), line[end..].trim_start()),
        None => (None, line),
    }
}

/// `By Ana Beridze`, `Ana Beridze, Reuters`, `Ana Beridze BBC News, Beirut`.
fn is_byline(line: &Line, text: &str, lexicon: &Lexicon) -> bool {
    let words: Vec<&str> = line.of(text).split_whitespace().collect();
    if words.len() > 14 || words.len() < 2 || line.of(text).ends_with(['?', '!', ':']) {
        return false;
    }
    let capital = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c == '@');
    if matches!(words[0], "By" | "by" | "BY") {
        let names = words[1..].iter().filter(|word| capital(word)).count();
        return names >= 2 && names * 2 > words.len() - 1;
    }
    signed_by_agency(&words, lexicon)
}

/// True for names, an agency and a place, and nothing else: `Ana Beridze BBC News, Beirut`.
pub(super) fn signed_by_agency(words: &[&str], lexicon: &Lexicon) -> bool {
    let named = (3..=9).contains(&words.len())
        && words.iter().all(|word| word.starts_with(char::is_uppercase))
        && !words[words.len() - 1].ends_with(['.', '?', '!', ':']);
    named
        && (2..words.len()).any(|from| {
            (from + 1..=words.len().min(from + 3)).any(|to| {
                let agency = words[from..to].join(" ");
                // `Putin Meets AP` is no byline: the agency ends the line or a comma and a place follow.
                let closes = to == words.len() && words[from - 1].ends_with(',');
                let placed = agency.ends_with(',') && words.len() - to <= 2 && to < words.len();
                (closes || placed) && lexicon.is_agency(&fold(&agency))
            })
        })
}

/// The line whose words the article takes up most; of two alike, the later.
fn taken_up(text: &str, lines: &[Line], body: usize, open: &[usize]) -> Option<usize> {
    let start = lines[body].span.start;
    let mut end = text.len().min(start + REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let article: HashSet<String> = content_words(&text[start..end]).collect();
    let share = |index: usize| {
        let words: Vec<String> = content_words(lines[index].of(text)).collect();
        let known = words.iter().filter(|word| article.contains(*word)).count();
        // In thousandths, so that two runs compare alike; a line of one or two words is a section's name.
        if words.len() < 3 { 0 } else { known * 1000 / words.len() }
    };
    open.iter().copied().max_by_key(|&index| (share(index), index))
}

fn content_words(line: &str) -> impl Iterator<Item = String> {
    line.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3).map(str::to_lowercase)
}

/// A line by its letters and digits alone, to compare a title with a line.
fn letters(line: &str) -> String {
    line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
