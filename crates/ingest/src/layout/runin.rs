//! Furniture run into the first or last line of a text that has lost its lines.
//!
//! > Mediators meet in Geneva By Ana Beridze Reuters, Geneva The two sides met on Sunday. [...] Read also
//!
//! is a headline, a byline, the report, and a link.

use text::{Span, Zone, ZoneKind};

use super::lexicon::{After, Lexicon, fold};
use super::{Heading, dateline};
use crate::date;

/// Bytes in which a headline run into the text must end.
const REACH: usize = 260;

/// Words that may follow the last sentence and be furniture.
const MOST_LEFT: usize = 40;

/// Marks what stands before the first sentence on the first line of a text; where the sentence begins.
pub(super) fn head(
    text: &str,
    lexicon: &Lexicon,
    heading: &Heading<'_>,
    line: Span,
    zones: &mut Vec<Zone>,
) -> usize {
    let mut start = line.start;
    let mut mark = |kind, from: usize, to: usize, rule| {
        let span = Span::new(from, to).trim(text);
        if !span.is_empty() {
            zones.push(Zone { kind, span, rule });
        }
        to
    };
    if let Some(end) = given_title(&text[start..line.end], heading) {
        start = mark(ZoneKind::Title, start, start + end, "given-title");
    }
    if let Some(end) = leading_date(&text[start..line.end], lexicon) {
        start = mark(ZoneKind::Chrome, start, start + end, "date-line");
    } else if let Some((before, end)) = date_after_headline(&text[start..line.end], lexicon) {
        mark(ZoneKind::Title, start, start + before, "headline");
        start = mark(ZoneKind::Chrome, start + before, start + end, "date-line");
    } else if let Some((before, end)) = byline_after_headline(&text[start..line.end], lexicon) {
        mark(ZoneKind::Title, start, start + before, "headline");
        start = mark(ZoneKind::Bio, start + before, start + end, "byline");
    }
    start
}

/// The bytes of the given title where the line begins with it and goes on with a new sentence.
fn given_title(line: &str, heading: &Heading<'_>) -> Option<usize> {
    let title = heading.title?.trim();
    let rest = line.strip_prefix(title)?;
    let is_title = title.split_whitespace().nth(3).is_some() && rest.starts_with(char::is_whitespace);
    (is_title && opens_sentence(rest)).then_some(title.len())
}

/// True when six words follow, the first with a capital or a quotation mark.
fn opens_sentence(rest: &str) -> bool {
    let start = rest.trim_start().chars().next();
    start.is_some_and(|c| c.is_uppercase() || matches!(c, '"' | '“' | '('))
        && rest.split_whitespace().nth(5).is_some()
}

/// The bytes of a full date that the line begins with: `Published 5 April 2017 Rockets hit the port.`
fn leading_date(line: &str, lexicon: &Lexicon) -> Option<usize> {
    let (_, after) = super::head::labelled(line, lexicon);
    let (_, end) = date::leading(after)?;
    let end = line.len() - after.len() + end;
    let end = end + time_of_day(&line[end..]);
    opens_sentence(&line[end..]).then_some(end)
}

/// The bytes of a time after a date: ` at 09:14`, ` 2037 UTC+3`.
fn time_of_day(rest: &str) -> usize {
    let mut end = 0;
    for word in rest.split_inclusive(' ').take(4) {
        let bare = word.trim().trim_matches(['(', ')', ',']);
        let is_time = matches!(bare.len(), 4..=8)
            && bare.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'));
        let is_zone = bare.starts_with("UTC") || bare.starts_with("GMT");
        if !(bare.is_empty() || bare == "at" || is_time || is_zone) {
            break;
        }
        end += word.len();
    }
    end
}

/// A headline, perhaps an agency, a date with its weekday, and then a new sentence: where the headline and
/// where the date end.
fn date_after_headline(line: &str, lexicon: &Lexicon) -> Option<(usize, usize)> {
    let reach = dateline::floor(line, REACH);
    let mut words = line[..reach].match_indices(' ').map(|(at, _)| at + 1);
    let at = words.find(|&at| {
        let word = line[at..].split(' ').next().unwrap_or_default();
        date::is_weekday(word) && date::leading(&line[at..]).is_some()
    })?;
    let (_, length) = date::leading(&line[at..])?;
    let end = at + length;
    let before = line[..at].trim_end();
    // "on Wednesday" and "the Friday" belong to a sentence.
    let last = before.rsplit(' ').next()?;
    let is_headline =
        last.starts_with(char::is_uppercase) && !before.contains(". ") && before.split(' ').nth(2).is_some();
    if !is_headline || !opens_sentence(&line[end..]) {
        return None;
    }
    let signed = lexicon.is_agency(&fold(last));
    Some((if signed { before.len() - last.len() } else { before.len() }, end))
}

/// A headline and a byline with agency and place: where the headline and where the byline end.
fn byline_after_headline(line: &str, lexicon: &Lexicon) -> Option<(usize, usize)> {
    let reach = dateline::floor(line, REACH);
    line[..reach].match_indices(" By ").find_map(|(at, _)| {
        let length = byline(&line[at + 1..], lexicon)?;
        (!line[..at].contains(". ")).then_some((at, at + 1 + length))
    })
}

/// The bytes of a byline that `line` begins with, before a new sentence: two or three names, an agency,
/// perhaps a post, a comma, a place.
pub(super) fn byline(line: &str, lexicon: &Lexicon) -> Option<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    for word in line.split_inclusive(' ').take(14) {
        at += word.len();
        ends.push((word.trim(), at));
    }
    let words: Vec<&str> = ends.iter().map(|(word, _)| *word).collect();
    let names = usize::from(matches!(words.first(), Some(&"By" | &"by")));
    let is_name = |word: &&&str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
    };
    let named = words[names..].iter().take(3).take_while(is_name).count();
    let agency = (names + 2..=names + named).find(|&from| {
        (1..=2).any(|count| {
            words.get(from..from + count).is_some_and(|name| lexicon.is_agency(&fold(&name.join(" "))))
        })
    })?;
    let comma = (agency..words.len().min(agency + 6)).find(|&index| words[index].ends_with(','))?;
    let place = words
        .get(comma + 1)
        .filter(|word| word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic))?;
    let end = ends[comma + 1].1 - usize::from(line.as_bytes()[ends[comma + 1].1 - 1] == b' ');
    (!place.is_empty() && opens_sentence(&line[end..])).then_some(end)
}

/// Marks what follows the last sentence on the last line of a text: links, sign-offs, names, codes.
pub(super) fn tail(text: &str, lexicon: &Lexicon, line: Span) -> Vec<Zone> {
    let mut zones = Vec::new();
    let mut end = line.end;
    // One after the other: a name, a link, a menu.
    for _ in 0..3 {
        let Some((start, kind, rule)) = last_segment(&text[line.start..end], lexicon) else { break };
        let span = Span::new(line.start + start, end).trim(text);
        end = line.start + start;
        zones.push(Zone { kind, span, rule });
    }
    zones.reverse();
    zones
}

/// Where furniture begins after the last sentence of `line`, and what it is.
fn last_segment(line: &str, lexicon: &Lexicon) -> Option<(usize, ZoneKind, &'static str)> {
    let trimmed = line.trim_end();
    if let Some(start) = agency_after_dash(trimmed, lexicon) {
        return Some((start, ZoneKind::Chrome, "sign-off"));
    }
    let start = after_last_sentence(trimmed)?;
    let segment = trimmed[start..].trim();
    let words: Vec<&str> = segment.split_whitespace().collect();
    if words.is_empty() || words.len() > MOST_LEFT {
        return None;
    }
    let folded = fold(segment);
    if let Some(mark) = lexicon.line(&folded, words.len()) {
        return Some((start, mark.kind, mark.rule));
    }
    let source = folded.strip_prefix("source").unwrap_or(&folded);
    if lexicon.is_agency(source) {
        return Some((start, ZoneKind::Chrome, "sign-off"));
    }
    if segment.ends_with(['.', '!', '?', '"', '”', ':', ',']) {
        return None;
    }
    let opens_list = lexicon.line(&fold(words[0]), 1).is_some_and(|mark| mark.after == After::Links);
    if opens_list || lexicon.phrases_in(&folded) >= 2 {
        return Some((start, ZoneKind::Chrome, "foot"));
    }
    let is_code = words.len() <= 2
        && words.iter().all(|word| {
            word.len() <= 8
                && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-')
        });
    if is_code {
        return Some((start, ZoneKind::Chrome, "story-id"));
    }
    let parts = segment.split([' ', '/']).filter(|part| !part.is_empty());
    let are_names = words.len() <= 5
        && parts.clone().count() >= 2
        && parts.into_iter().all(|part| {
            (part.starts_with(char::is_uppercase) || part.starts_with("al-"))
                && part.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '’'))
        });
    are_names.then_some((start, ZoneKind::Bio, "byline"))
}

/// `... in the north. -Reuters`: where the dash stands.
fn agency_after_dash(line: &str, lexicon: &Lexicon) -> Option<usize> {
    let name = line.rsplit(['-', '–', '—']).next()?;
    if name.len() > 24 || name.len() == line.len() || !lexicon.is_agency(&fold(name)) {
        return None;
    }
    let before = line[..line.len() - name.len()].trim_end_matches(['-', '–', '—', ' ']);
    before.ends_with(['.', '!', '?', '"', '”', ')']).then_some(before.len())
}

/// Where the words after the last finished sentence begin. A full stop after one letter is an initial.
fn after_last_sentence(line: &str) -> Option<usize> {
    let from = line.len().saturating_sub(600);
    let spaces =
        line.char_indices().rev().take_while(|(at, _)| *at > from).filter(|(_, c)| c.is_whitespace());
    for (at, _) in spaces {
        let before = line[..at].trim_end_matches(['"', '”', '’', ')']);
        let Some(sentence) = before.strip_suffix(['.', '!', '?']) else { continue };
        let letters = sentence.chars().rev().take_while(|c| c.is_alphanumeric()).count();
        if letters >= 2 || before.len() < at {
            return Some(at);
        }
    }
    None
}
