//! Furniture inside a line: what stands in parentheses, and what follows an agency's sign-off.
//!
//! > Talks resume on Monday. (Reporting by A. Writer; Editing by B. Editor) Our next platform

use text::{Span, Zone, ZoneKind};

use super::lexicon::{Lexicon, fold};
use super::{Heading, dateline, runin};

/// Bytes that may stand between two parentheses.
const LONGEST: usize = 600;

/// Words that may follow an agency's sign-off and be furniture; more is another report.
const AFTER_SIGN_OFF: usize = 60;

/// Where a line stands among those of the article.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// Nothing stands before it in the text.
    pub(super) is_first: bool,
    /// Among the first of the body, where a dateline may stand.
    pub(super) is_opening: bool,
    /// No line of the article stands after it.
    pub(super) is_last: bool,
}

/// Adds the zones inside one line of the article, in order. Where the line opens the body, a dateline may
/// stand in it; where it is the first of the text, all that stands before an article.
pub(super) fn zones(
    text: &str,
    lexicon: &Lexicon,
    heading: &Heading<'_>,
    line: Span,
    place: Place,
    zones: &mut Vec<Zone>,
) {
    let mut start = line.start;
    if place.is_first {
        start = runin::head(text, lexicon, heading, line, zones);
    }
    if let Some(length) = runin::byline(text[start..line.end].trim_start(), lexicon) {
        let span = Span::new(start, line.end).trim(text);
        let span = Span::new(span.start, span.start + length);
        zones.push(Zone { kind: ZoneKind::Bio, span, rule: "byline" });
        start = span.end;
    }
    if place.is_opening {
        let rest = Span::new(start, line.end).trim(text);
        let note = first_note(text, lexicon, rest);
        if let Some(found) = dateline::find(text, lexicon, rest) {
            if let Some(note) = note.filter(|note| note.span.end <= found.start) {
                zones.push(note);
            }
            zones.push(Zone { kind: ZoneKind::Dateline, span: found, rule: "dateline" });
            start = found.end;
        }
    }
    let tail =
        if place.is_last { runin::tail(text, lexicon, Span::new(start, line.end)) } else { Vec::new() };
    let end = tail.first().map_or(line.end, |zone| zone.span.start);
    in_parens(text, lexicon, Span::new(start, end), zones);
    zones.extend(tail);
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
