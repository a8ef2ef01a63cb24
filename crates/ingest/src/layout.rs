//! What each part of a report is: headline, dateline, article, caption, page furniture, author's note.
//!
//! > Share this
//! >
//! > GENEVA, March 10 (Reuters) - Mediators met the two delegations on Sunday.
//!
//! is a line of chrome, a dateline and a sentence. Nothing is taken out of the text: the zones say what a
//! reader would skip. An article sentence lost is worse than a furniture line kept, so a line is furniture
//! only for a reason that holds on any site; what no zone covers is body.

mod bio;
mod dateline;
mod head;
mod inline;
mod lexicon;
mod lines;
mod runin;
mod tail;

use text::{Document, Span, Zone, ZoneKind};

use self::inline::Place;
use self::lexicon::{After, Lexicon};
use self::lines::Line;

pub(crate) use self::lexicon::fold;
pub(crate) use self::lines::{is_closed, lines};

/// Marks the zones of a report, from its text and its title. Linear in the length of the text.
pub fn lay_out(document: &mut Document) {
    document.layout = zones(&document.text, document.title.as_deref());
}

/// The stretches of a report that are its own words: titles and body, in text order.
pub fn article(document: &Document) -> impl Iterator<Item = &str> {
    let text = document.text.as_str();
    let mut at = 0;
    let mut zones = document.layout.iter();
    let mut pending: Option<Span> = None;
    std::iter::from_fn(move || {
        loop {
            if let Some(span) = pending.take() {
                return Some(span.of(text));
            }
            if at >= text.len() {
                return None;
            }
            let (before, next) = match zones.next() {
                Some(zone) => {
                    if zone.kind.is_article() {
                        pending = Some(zone.span);
                    }
                    (Span::new(at, zone.span.start), zone.span.end)
                }
                None => (Span::new(at, text.len()), text.len()),
            };
            at = next;
            if !before.trim(text).is_empty() {
                return Some(before.of(text));
            }
        }
    })
}

/// The date that a line gives for its report, and whether it is that of a later change.
pub(crate) fn dated(line: &str) -> Option<(jiff::civil::Date, bool)> {
    head::dated(line, Lexicon::embedded())
}

/// True for a line about the author.
pub(crate) fn is_note(text: &str, line: &Line) -> bool {
    bio::is_note(text, Lexicon::embedded(), line)
}

/// What is known of a report's heading from outside its text.
struct Heading<'t> {
    title: Option<&'t str>,
}

/// The zones of `text`, in order, without overlap.
fn zones(text: &str, title: Option<&str>) -> Vec<Zone> {
    let lexicon = Lexicon::embedded();
    let mut lines = lines(text);
    mark_by_words(text, lexicon, &mut lines);
    mark_captions(text, lexicon, &mut lines);
    let body = head::mark(text, title, lexicon, &mut lines);
    tail::mark(text, lexicon, body, &mut lines);
    mark_subheadings(text, body, &mut lines);

    let heading = Heading { title };
    let last = lines.iter().rposition(|line| line.is.is_none());
    let mut zones = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        match line.is {
            Some((kind, rule)) => zones.push(Zone { kind, span: line.span, rule }),
            None => {
                let is_last = Some(index) == last && line.words > 12;
                let place = Place { is_first: index == 0, is_opening: index <= body + 2, is_last };
                inline::zones(text, lexicon, &heading, line.span, place, &mut zones);
            }
        }
    }
    inline::after_sign_off(text, &mut zones);
    zones
}

/// Lines that the lexicon knows, and the link titles and author's notes that some of them announce.
fn mark_by_words(text: &str, lexicon: &Lexicon, lines: &mut [Line]) {
    let mut index = 0;
    while index < lines.len() {
        let line = &mut lines[index];
        index += 1;
        if let Some(mark) = by_shape(line.of(text), line.words) {
            line.is = Some(mark);
            continue;
        }
        if line.words > 40 {
            continue;
        }
        let Some(mark) = lexicon.line(&fold(line.of(text)), line.words) else { continue };
        line.is = Some((mark.kind, mark.rule));
        match mark.after {
            After::Nothing => {}
            After::Link => index += announce(text, lexicon, &mut lines[index..], 1, mark.rule),
            After::Links => index += announce(text, lexicon, &mut lines[index..], 8, mark.rule),
            After::Bio => {
                // A short line after "Written by" is the author's name; the note may follow.
                for line in lines[index..].iter_mut().take(2) {
                    let is_name = line.words <= 5 && !line.is_closed(text);
                    let is_note = bio::is_note(text, lexicon, line);
                    if line.is.is_some() || !(is_name || is_note) {
                        break;
                    }
                    line.is = Some((ZoneKind::Bio, "bio"));
                    index += 1;
                    if is_note {
                        break;
                    }
                }
            }
        }
    }
}

/// Marks up to `most` titles of other articles at the head of `lines`; how many were marked.
fn announce(text: &str, lexicon: &Lexicon, lines: &mut [Line], most: usize, rule: &'static str) -> usize {
    let titles = lines.iter().take(most).take_while(|line| {
        let words = line.of(text);
        line.words <= 20
            && !words.ends_with(['.', ';', ',', '"', '”'])
            && lexicon.line(&fold(words), line.words).is_none()
    });
    let count = titles.count();
    // A list of titles that runs straight into prose gives its last line the benefit of the doubt: it may
    // be a subheading.
    let runs_on = lines.get(count).is_some_and(|line| line.is_prose(text));
    let count = if most > 1 && runs_on { count.saturating_sub(1) } else { count };
    for line in &mut lines[..count] {
        line.is = Some((ZoneKind::Chrome, rule));
    }
    count
}

/// Lines told by their signs: rules of stars or dashes, map legends, the source under a pulled quote.
fn by_shape(line: &str, words: usize) -> Option<(ZoneKind, &'static str)> {
    if line.starts_with(['█', '▓', '▒', '░', '■', '▪']) && words <= 15 {
        return Some((ZoneKind::Caption, "legend"));
    }
    if !line.chars().any(char::is_alphanumeric) {
        return Some((ZoneKind::Chrome, "separator"));
    }
    let signed = line
        .strip_prefix(['—', '―', '–'])
        .map(str::trim_start)
        .is_some_and(|rest| rest.starts_with(char::is_uppercase));
    if signed && words <= 12 && !is_closed(line) {
        return Some((ZoneKind::Chrome, "quote-credit"));
    }
    let is_file = line.starts_with("File:") && has_image_name(line);
    is_file.then_some((ZoneKind::Caption, "image-file"))
}

fn has_image_name(line: &str) -> bool {
    [".jpg", ".jpeg", ".png", ".svg", ".gif", ".webp"].iter().any(|ending| {
        line.len() >= ending.len()
            && line.as_bytes()[line.len() - ending.len()..].eq_ignore_ascii_case(ending.as_bytes())
    })
}

/// Lines with a picture credit, and the short line that heads such a line.
fn mark_captions(text: &str, lexicon: &Lexicon, lines: &mut [Line]) {
    let spaced = lines.iter().filter(|line| line.apart).count() * 2 > lines.len();
    for index in 0..lines.len() {
        let line = &lines[index];
        if line.is.is_some() || line.words > 90 || !lexicon.has_credit(&fold(line.of(text)), line.words) {
            continue;
        }
        let joined = spaced && !line.apart;
        lines[index].is = Some((ZoneKind::Caption, "credit"));
        let Some(above) = index.checked_sub(1).map(|above| &mut lines[above]) else { continue };
        let short = above.words <= 2 || (joined && above.words <= 12);
        if above.is.is_none() && short && index > 1 && !above.is_closed(text) {
            above.is = Some((ZoneKind::Caption, "caption-head"));
        }
    }
}

/// Short unclosed lines between paragraphs head what follows.
fn mark_subheadings(text: &str, body: usize, lines: &mut [Line]) {
    let article: Vec<usize> = (body..lines.len()).filter(|&index| lines[index].is.is_none()).collect();
    // In a list or a dialogue every line is short.
    let is_paragraph = |line: &Line| line.is_prose(text) && line.words >= 12;
    let heads = |line: &Line| {
        let opens = line.of(text).chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
        line.words <= 12 && opens && (!line.is_closed(text) || line.of(text).ends_with('?'))
    };
    let found: Vec<usize> = article
        .windows(3)
        .filter(|three| {
            is_paragraph(&lines[three[0]]) && heads(&lines[three[1]]) && is_paragraph(&lines[three[2]])
        })
        .map(|three| three[1])
        .collect();
    for index in found {
        lines[index].is = Some((ZoneKind::Title, "subheading"));
    }
}
