//! Furniture inside a line: what stands in parentheses, and what follows an agency's sign-off.
//!
//! > Talks resume on Monday. (Reporting by A. Writer; Editing by B. Editor) Our next platform

use text::{Span, Zone, ZoneKind};

use super::dateline;
use super::lexicon::{Lexicon, fold};
use crate::date;

/// Bytes that may stand between two parentheses.
const LONGEST: usize = 600;

/// Words that may follow an agency's sign-off and be furniture; more is another report.
const AFTER_SIGN_OFF: usize = 60;

/// Adds the zones inside one line of the article, in order. `opening` is true for the first lines of the
/// body, where a dateline may stand.
pub(super) fn zones(text: &str, lexicon: &Lexicon, line: Span, opening: bool, zones: &mut Vec<Zone>) {
    let mut start = line.start;
    if opening {
        if text[..line.start].trim().is_empty()
            && let Some(end) = date_before(line.of(text))
        {
            let span = Span::new(line.start, line.start + end);
            zones.push(Zone { kind: ZoneKind::Chrome, span, rule: "date-line" });
            start = span.end;
        }
        let rest = Span::new(start, line.end).trim(text);
        let notes = first_note(text, lexicon, rest);
        if let Some(found) = dateline::find(text, lexicon, rest) {
            if let Some(note) = notes.filter(|note| note.span.end <= found.start) {
                zones.push(note);
            }
            zones.push(Zone { kind: ZoneKind::Dateline, span: found, rule: "dateline" });
            start = found.end;
        }
    }
    in_parens(text, lexicon, Span::new(start, line.end), zones);
}

fn first_note(text: &str, lexicon: &Lexicon, line: Span) -> Option<Zone> {
    let mut notes = Vec::new();
    in_parens(text, lexicon, line, &mut notes);
    notes.into_iter().next()
}

/// What stands in parentheses and is furniture.
fn in_parens(text: &str, lexicon: &Lexicon, line: Span, zones: &mut Vec<Zone>) {
    let words = line.of(text);
    let mut at = 0;
    while let Some(open) = words[at..].find('(').map(|open| at + open) {
        at = open + 1;
        let Some(close) = closing(&words[open..]) else { continue };
        let inside = &words[open + 1..open + close];
        let Some(mark) = lexicon.paren(&fold(inside)) else { continue };
        let span = Span::new(line.start + open, line.start + open + close + 1);
        // A note on what a new version of the story adds stands at its head.
        if mark.rule == "agency-note" && span.start > 1500 && inside.split_whitespace().count() > 2 {
            continue;
        }
        zones.push(Zone { kind: mark.kind, span, rule: mark.rule });
        at = open + close + 1;
    }
}

/// The byte of the parenthesis that closes the one `words` begins with.
fn closing(words: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in words.bytes().enumerate().take(LONGEST) {
        match byte {
            b'(' => depth += 1,
            b')' if depth <= 1 => return Some(at),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The bytes of a full date that a whole report begins with: `Wed 05 Apr 2017 Rockets hit the port.`
fn date_before(line: &str) -> Option<usize> {
    let (_, end) = date::leading(line)?;
    let mut rest = &line[end..];
    // A time of day may follow.
    if let Some((time, after)) = rest.trim_start().split_once(' ') {
        let is_time = matches!(time.len(), 4..=6)
            && time.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'));
        if is_time {
            rest = after;
        }
    }
    let opens = rest.trim_start().chars().next().is_some_and(|c| c.is_uppercase() || matches!(c, '"' | '“'));
    (opens && rest.split_whitespace().nth(5).is_some())
        .then(|| line.len() - rest.trim_start().len())
        .map(|end| line[..end].trim_end().len())
}

/// An agency's sign-off ends the report: the few words after the last one are furniture.
pub(super) fn after_sign_off(text: &str, zones: &mut Vec<Zone>) {
    let Some(last) = zones.iter().rposition(|zone| zone.rule == "sign-off") else { return };
    let end = zones[last].span.end;
    let line_end = end + memchr::memchr2(b'\n', b'\r', &text.as_bytes()[end..]).unwrap_or(text.len() - end);
    let rest = Span::new(end, line_end).trim(text);
    let is_last = text[line_end..].split_whitespace().nth(AFTER_SIGN_OFF).is_none();
    let few = rest.of(text).split_whitespace().nth(AFTER_SIGN_OFF).is_none();
    if rest.is_empty() || !few || !is_last || !rest.of(text).chars().any(char::is_alphanumeric) {
        return;
    }
    // Another zone inside it keeps its own name.
    if zones.iter().skip(last + 1).any(|zone| zone.span.start < rest.end) {
        return;
    }
    zones.insert(last + 1, Zone { kind: ZoneKind::Chrome, span: rest, rule: "after-sign-off" });
}
