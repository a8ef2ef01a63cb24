//! Every quotation gets a statement: the one whose content it is, the cue that waits for it, or the
//! statement it goes on with.

use std::ops::Range;

use super::{Draft, Source};
use crate::annotate::{Quoted, Reading, is_quote_mark};

/// Widens contents to the quotations they stand in, and gives waiting cues their quotation.
pub(super) fn assign(reading: &Reading<'_>, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut() {
        widen(reading, draft);
    }
    let claimed = claimed(reading, drafts);
    // A quotation goes to the nearest of the cues that wait for it.
    let mut waiting_for: Vec<(usize, usize, usize)> = Vec::new();
    for (place, draft) in drafts.iter().enumerate().filter(|(_, draft)| draft.content.is_empty()) {
        if let Some(found) = waiting(reading, draft, &claimed).filter(|_| draft.rule != "stated-before") {
            let quotation = &reading.quotations[found].tokens;
            let cue = &draft.cue[0];
            let gap = quotation.start.saturating_sub(cue.end) + cue.start.saturating_sub(quotation.end);
            waiting_for.push((found, gap, place));
        }
    }
    waiting_for.sort_unstable();
    let mut last = None;
    for (found, _, place) in waiting_for {
        if last != Some(found) {
            drafts[place].content = vec![reading.quotations[found].tokens.clone()];
            last = Some(found);
        }
    }
    for place in 0..drafts.len() {
        if drafts[place].content.is_empty() && drafts[place].rule == "stated-before" {
            drafts[place].content = before(reading, drafts, place);
        }
    }
    for draft in drafts.iter_mut() {
        tidy(&mut draft.content);
    }
}

/// Which quotations are content of a statement that stands outside them.
fn claimed(reading: &Reading<'_>, drafts: &[Draft]) -> Vec<bool> {
    let mut claimed = vec![false; reading.quotations.len()];
    for draft in drafts {
        let own = reading.quotation_at(draft.cue[0].start);
        for range in &draft.content {
            for found in reading.quotations_in(range) {
                if own != Some(found) {
                    claimed[found] = true;
                }
            }
        }
    }
    claimed
}

/// A content that lies in a quotation takes all of it, over sentences; a cue inside a quotation keeps
/// its content inside.
fn widen(reading: &Reading<'_>, draft: &mut Draft) {
    let own = reading.quotation_at(draft.cue[0].start);
    for range in &mut draft.content {
        if let Some(own) = own {
            let inner = &reading.quotations[own].tokens;
            *range = range.start.max(inner.start)..range.end.min(inner.end).max(range.start.max(inner.start));
            continue;
        }
        for found in reading.quotations_in(range) {
            let inner = &reading.quotations[found].tokens;
            if cue_within(draft.cue.as_slice(), inner) {
                continue;
            }
            // Only a quotation of whole sentences runs on; a quoted word does not widen its clause.
            if inner.start < range.start && reading.sentence_of(inner.start) != draft.sentence {
                range.start = inner.start;
            }
            if inner.end > range.end {
                range.end = inner.end;
            }
        }
    }
    draft.content.retain(|range| range.start < range.end);
}

fn cue_within(cue: &[Range<usize>], inner: &Range<usize>) -> bool {
    cue.iter().any(|range| range.start >= inner.start && range.end <= inner.end)
}

/// The quotation a cue without content waits for: in its sentence, right before it, or right behind its
/// colon.
fn waiting(reading: &Reading<'_>, draft: &Draft, claimed: &[bool]) -> Option<usize> {
    let cue = &draft.cue[0];
    if reading.quotation_at(cue.start).is_some() {
        return None;
    }
    let sentence = &reading.sentences[draft.sentence];
    let tokens = sentence.first..sentence.first + sentence.len();
    let free = |found: &usize| !claimed[*found];
    let within: Vec<usize> = reading.quotations_in(&tokens).filter(free).collect();
    if let Some(found) =
        within.iter().copied().find(|&found| reading.quotations[found].tokens.start >= cue.end)
    {
        return Some(found);
    }
    if let Some(found) = within.last() {
        return Some(*found);
    }
    // `... told reporters:` and the quotation in the next sentence or paragraph.
    let last = sentence.forms.last().copied().unwrap_or_default();
    let next = reading.sentences.get(draft.sentence + 1)?;
    let opens =
        reading.quotation_at(next.first).or_else(|| reading.quotation_at(next.first + 1)).filter(free);
    if last == ":" {
        return opens;
    }
    // `"...," He said.` as a sentence of its own.
    let previous = draft.sentence.checked_sub(1).map(|place| &reading.sentences[place])?;
    let closes = (previous.first..previous.first + previous.len())
        .rev()
        .find_map(|token| reading.quotation_at(token))
        .filter(free);
    let near = cue.start - sentence.first <= 6 && previous.paragraph == sentence.paragraph;
    if near && sentence.len() <= 12 { closes } else { None }
}

/// "This was stated by the minister": the sentences of the paragraph before it, at most three, up to
/// the last one that has a statement of its own.
fn before(reading: &Reading<'_>, drafts: &[Draft], place: usize) -> Vec<Range<usize>> {
    let sentence = drafts[place].sentence;
    let paragraph = reading.sentences[sentence].paragraph;
    let mut content = Vec::new();
    for earlier in (sentence.saturating_sub(3)..sentence).rev() {
        let tree = &reading.sentences[earlier];
        let spoken =
            drafts.iter().any(|draft| draft.sentence == earlier && draft.source != Source::Unspecified);
        if tree.paragraph != paragraph || (spoken && !content.is_empty()) {
            break;
        }
        content.push(tree.first..tree.first + tree.len());
        if spoken {
            break;
        }
    }
    content.reverse();
    content
}

/// How many statements back the speaker of a quotation without a cue is looked for.
const BACK: usize = 40;

/// Whole-sentence quotations without a cue go on with the statement before them.
pub(super) fn go_on(reading: &Reading<'_>, drafts: &mut [Draft]) {
    let claimed = claimed(reading, drafts);
    for (quotation, _) in reading.quotations.iter().zip(&claimed).filter(|(_, claimed)| !**claimed) {
        if let Some(place) = halves(reading, drafts, quotation) {
            drafts[place].content.push(quotation.tokens.clone());
            continue;
        }
        if quotation.tokens.is_empty()
            || !(is_sentence(reading, quotation) || is_introduced(reading, quotation))
        {
            continue;
        }
        let sentence = reading.sentence_of(quotation.tokens.start);
        let paragraph = reading.sentences[sentence].paragraph;
        let end = drafts.partition_point(|draft| draft.cue[0].start < quotation.tokens.start);
        let near = drafts[..end].iter().enumerate().rev().take(BACK);
        let mut last = near.filter(|(_, draft)| {
            !draft.content.is_empty()
                && draft.source != Source::Unspecified
                && reading.quotation_at(draft.cue[0].start).is_none()
        });
        let Some((place, _)) = last.next() else { continue };
        let draft = &drafts[place];
        let from = reading.sentences[draft.sentence].paragraph;
        let quoting = draft.content.iter().any(|range| reading.quotations_in(range).next().is_some());
        // In the same paragraph any speaker goes on; over paragraphs only one who was being quoted.
        let distance = sentence
            - reading
                .sentence_of(draft.content.iter().map(|range| range.end - 1).max().unwrap_or(0))
                .min(sentence);
        let near = paragraph == from || (paragraph == from + 1 && quoting) || quotation.continues;
        if near && distance <= 2 {
            let content = quotation.tokens.clone();
            drafts[place].content.push(content);
        }
    }
    for draft in drafts.iter_mut() {
        tidy(&mut draft.content);
    }
}

/// `"We opened the gates," she said, "and nobody came."`: the statement whose second half this is.
fn halves(reading: &Reading<'_>, drafts: &[Draft], quotation: &Quoted) -> Option<usize> {
    let start = quotation.tokens.start;
    let end = drafts.partition_point(|draft| draft.cue[0].start < start);
    let place = end.checked_sub(1)?;
    let draft = &drafts[place];
    let quoted_before = draft
        .content
        .iter()
        .any(|range| range.end <= draft.cue[0].start && reading.quotations_in(range).next().is_some());
    let comma = (start.saturating_sub(2)..start).any(|token| matches!(reading.form(token), "," | ";" | ":"));
    let near = start - draft.cue[0].start < 14 && reading.sentence_of(start) == draft.sentence;
    (quoted_before && comma && near).then_some(place)
}

/// True when the quotation begins with a sentence rather than standing inside one.
fn is_sentence(reading: &Reading<'_>, quotation: &Quoted) -> bool {
    let sentence = &reading.sentences[reading.sentence_of(quotation.tokens.start)];
    let words_before = (sentence.first..quotation.tokens.start)
        .filter(|&token| reading.form(token).chars().any(char::is_alphanumeric))
        .count();
    words_before == 0 && quotation.tokens.len() >= 3
}

/// True when a comma or colon and a whole clause in the marks show that somebody is quoted.
fn is_introduced(reading: &Reading<'_>, quotation: &Quoted) -> bool {
    let start = quotation.tokens.start;
    let before = (start.saturating_sub(2)..start).any(|token| matches!(reading.form(token), "," | ":"));
    before && quotation.tokens.len() >= 5 && reading.form(start).starts_with(char::is_uppercase)
}

/// Sorts, and joins what overlaps.
fn tidy(content: &mut Vec<Range<usize>>) {
    content.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(content.len());
    for range in content.drain(..) {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    *content = joined;
}

/// A content that holds the opening mark of a quotation holds its closing mark; a comma that only leads
/// to the cue is left out.
pub(super) fn close(reading: &Reading<'_>, drafts: &mut [Draft]) {
    for range in drafts.iter_mut().flat_map(|draft| draft.content.iter_mut()) {
        while range.end > range.start + 1 && matches!(reading.form(range.end - 1), "," | ";") {
            range.end -= 1;
        }
        let opened = reading.quotation_at(range.end - 1).is_some_and(|found| {
            let inner = &reading.quotations[found].tokens;
            inner.start > range.start && inner.end <= range.end + 1
        });
        let marks = range.end..reading.tokens.len().min(range.end + 2);
        let close = marks.into_iter().find(|&token| is_quote_mark(reading.form(token)));
        if let Some(close) = close.filter(|_| opened) {
            range.end = close + 1;
        }
    }
}
