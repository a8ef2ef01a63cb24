//! Quotations: what stands between quotation marks.
//!
//! > “We will not go,” Moor said. “Not now.
//! >
//! > “Not ever.”
//!
//! reads as three quotations; the second is not closed, and the third continues it. Marks of one family
//! pair with each other whatever their shape, so `“ … "` is a pair. What a mark without a direction does
//! is told by the space beside it and, where that is not enough, by whether a quotation is open; every
//! paragraph begins anew, so a mark that is missing spoils no more than its paragraph. Whether a
//! quotation is speech, a title or a word held at a distance is for others to say.

use std::ops::Range;

use crate::{Segments, Span, Token};

/// What stands between two quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub outer: Span,
    /// Without its marks and the white space inside them.
    pub inner: Span,
    /// False when the paragraph, or another quotation, comes before a closing mark.
    pub closed: bool,
    /// True when it opens a paragraph and goes on with a quotation that the paragraph before left open.
    pub continues: bool,
    /// The sentences it lies in, as indices into [`Segments::sentences`].
    pub sentences: Range<usize>,
}

/// The quotations of a text, in the order they open; those inside others come after them. Linear but
/// for the sorting; never fails.
pub fn quotations(text: &str, segments: &Segments) -> Vec<Quotation> {
    let mut quotations = vec![];
    let mut found = vec![];
    let mut left_open = None;
    let mut from = 0;
    while let Some(first) = segments.sentences.get(from) {
        let same = |other: &crate::Sentence| other.paragraph == first.paragraph && other.zone == first.zone;
        let count = segments.sentences[from..].iter().take_while(|other| same(other)).count();
        let sentences = from..from + count;
        let tokens = first.tokens.start..segments.sentences[sentences.end - 1].tokens.end;
        found.clear();
        let spaced = |at: usize| segments.tokens[at - 1].span.end < segments.tokens[at].span.start;
        marks(text, &segments.tokens, tokens.clone(), spaced, &mut found);
        let paragraph = Paragraph { text, segments, sentences, tokens };
        left_open = paragraph.pair(&found, left_open, &mut quotations);
        from += count;
    }
    quotations.sort_by_key(|quotation| (quotation.outer.start, usize::MAX - quotation.outer.end));
    quotations
}

struct Paragraph<'t> {
    text: &'t str,
    segments: &'t Segments,
    sentences: Range<usize>,
    tokens: Range<usize>,
}

impl Paragraph<'_> {
    /// Pairs the marks of a paragraph. `before` is the family of the quotation the paragraph before left
    /// open; gives back that of this one.
    fn pair(
        &self,
        marks: &[Mark],
        before: Option<Family>,
        quotations: &mut Vec<Quotation>,
    ) -> Option<Family> {
        let mut open: Vec<Mark> = vec![];
        for mark in marks {
            let known = open.iter().rposition(|other| other.family == mark.family);
            if let Some(index) = known {
                // What was opened inside ends here too, and a second opening mark ends the first.
                for left in open.drain(index + 1..) {
                    self.add(left, Ending::Before(mark.token), None, quotations);
                }
                if let Some(opening) = open.pop() {
                    let ending = match mark.side {
                        Side::Closes => Ending::Mark(mark.token),
                        Side::Opens => Ending::Before(mark.token),
                    };
                    self.add(opening, ending, before, quotations);
                }
            }
            if mark.side == Side::Opens {
                open.push(*mark);
            }
        }
        let left = open.first().map(|mark| mark.family);
        for opening in open {
            self.add(opening, Ending::Before(self.tokens.end), before, quotations);
        }
        left
    }

    fn add(&self, opening: Mark, ending: Ending, before: Option<Family>, quotations: &mut Vec<Quotation>) {
        let tokens = &self.segments.tokens;
        let open = tokens[opening.token].span;
        let (outer, inner, last) = match ending {
            Ending::Mark(at) => {
                let close = tokens[at].span;
                (Span::new(open.start, close.end), Span::new(open.end, close.start), at)
            }
            Ending::Before(at) => {
                let end = tokens[at - 1].span.end;
                (Span::new(open.start, end), Span::new(open.end, end), at - 1)
            }
        };
        let closed = matches!(ending, Ending::Mark(_));
        // Nothing but an apostrophe that looked like an opening mark.
        if !closed && opening.family == Family::Single && opening.token != self.tokens.start {
            return;
        }
        quotations.push(Quotation {
            outer,
            inner: inner.trim(self.text),
            closed,
            continues: opening.token == self.tokens.start && before == Some(opening.family),
            sentences: self.sentence_of(opening.token)..self.sentence_of(last) + 1,
        });
    }

    fn sentence_of(&self, token: usize) -> usize {
        let sentences = &self.segments.sentences[self.sentences.clone()];
        let after = sentences.partition_point(|sentence| sentence.tokens.start <= token);
        self.sentences.start + after.saturating_sub(1)
    }
}

/// How a quotation ends.
#[derive(Clone, Copy)]
enum Ending {
    /// With this closing mark.
    Mark(usize),
    /// Without one, before this token.
    Before(usize),
}

/// What a quotation mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Opens a quotation.
    Opens,
    /// Closes one.
    Closes,
}

/// Marks that pair with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// `" "`, `“ ”`, `„ “`, `'' ''`.
    Double,
    /// `' '`, `‘ ’`.
    Single,
    /// `« »`.
    Angle,
}

/// A quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Which token it is.
    pub(crate) token: usize,
    /// What it does.
    pub(crate) side: Side,
    /// What it pairs with.
    pub(crate) family: Family,
    /// White space, an opening bracket or an opening mark stands before it.
    free_before: bool,
    /// White space, a mark of punctuation or a closing mark stands after it.
    free_after: bool,
}

/// Finds the quotation marks among the tokens `range` of one paragraph, in order. `spaced(i)` says
/// whether white space stands before token `i`; it is not asked about the first.
pub(crate) fn marks(
    text: &str,
    tokens: &[Token],
    range: Range<usize>,
    spaced: impl Fn(usize) -> bool,
    found: &mut Vec<Mark>,
) {
    let word = |at: usize| tokens[at].span.of(text);
    for at in range.clone() {
        let span = tokens[at].span;
        if span.len() > 6 {
            continue;
        }
        let Some(family) = family(span.of(text)) else { continue };
        let touches = found.last().filter(|mark| mark.token + 1 == at);
        let free_before = at == range.start
            || spaced(at)
            || word(at - 1).ends_with(['(', '[', '—', '–'])
            || touches.is_some_and(|mark| mark.free_before);
        found.push(Mark { token: at, side: Side::Opens, family, free_before, free_after: false });
    }
    let mut beyond: Option<(usize, bool)> = None;
    for mark in found.iter_mut().rev() {
        let next = mark.token + 1;
        mark.free_after = next == range.end
            || spaced(next)
            || word(next).starts_with(['.', ',', ';', ':', '!', '?', ')', ']', '—', '–', '…'])
            || beyond.is_some_and(|(at, free)| at == next && free);
        beyond = Some((mark.token, mark.free_after));
    }
    doubles(found, word);
    singles(found, word);
}

/// Says what the double and angle marks do.
fn doubles<'t>(found: &mut [Mark], word: impl Fn(usize) -> &'t str) {
    let mut open = [false; 3];
    for mark in found.iter_mut().filter(|mark| mark.family != Family::Single) {
        let is_open = open[mark.family as usize];
        let (before, after) = (mark.free_before, mark.free_after);
        // A mark with a direction is believed, unless it stands the other way round.
        mark.side = match word(mark.token) {
            "“" | "‟" if is_open && !before && after => Side::Closes,
            "”" if !is_open && before && !after => Side::Opens,
            "“" | "„" | "‟" | "``" => Side::Opens,
            "”" => Side::Closes,
            "«" if is_open && !before => Side::Closes,
            "»" if !is_open && before && !after => Side::Opens,
            "«" => Side::Opens,
            "»" => Side::Closes,
            _ => match (before, after) {
                (true, false) => Side::Opens,
                (false, true) => Side::Closes,
                _ if is_open => Side::Closes,
                _ => Side::Opens,
            },
        };
        open[mark.family as usize] = mark.side == Side::Opens;
    }
}

/// Says what the single marks do, and drops those that are apostrophes.
fn singles<'t>(found: &mut Vec<Mark>, word: impl Fn(usize) -> &'t str) {
    if found.iter().all(|mark| mark.family != Family::Single) {
        return;
    }
    // For each mark, what follows it: a mark that surely closes, one that may, one that opens.
    let count = found.len();
    let mut ahead = vec![Ahead::default(); count + 1];
    for index in (0..count).rev() {
        let mut here = ahead[index + 1];
        let mark = found[index];
        if mark.family == Family::Single {
            let role = role(&mark, &word);
            match role {
                Role::Closes => here.closing = Some(index),
                Role::MayClose => here.closing_perhaps = Some(index),
                Role::Opens => here.opening = Some(index),
                Role::Either | Role::Apostrophe => {}
            }
            if role == Role::Either {
                here.closing_perhaps = Some(index);
            }
        }
        ahead[index] = here;
    }
    let mut open = false;
    let mut kept = 0;
    for index in 0..count {
        let mut mark = found[index];
        if mark.family == Family::Single {
            let next = ahead[index + 1];
            let side = match role(&mark, &word) {
                Role::Opens if open && next.closing.is_none() => None,
                Role::Opens if next.closing.or(next.closing_perhaps).is_some() => Some(Side::Opens),
                Role::Opens => (mark.token == found[0].token && index == 0).then_some(Side::Opens),
                Role::Closes => open.then_some(Side::Closes),
                Role::MayClose if open => {
                    // "the ministers' plan' failed": a surer mark before the next opening one closes.
                    let surer =
                        next.closing.is_some_and(|at| next.opening.is_none_or(|opening| at < opening));
                    (!surer).then_some(Side::Closes)
                }
                Role::Either if open => Some(Side::Closes),
                Role::Either => next.closing.or(next.closing_perhaps).map(|_| Side::Opens),
                Role::MayClose | Role::Apostrophe => None,
            };
            let Some(side) = side else { continue };
            mark.side = side;
            open = side == Side::Opens;
        }
        found[kept] = mark;
        kept += 1;
    }
    found.truncate(kept);
}

/// The nearest single marks after a place, as indices.
#[derive(Clone, Copy, Default)]
struct Ahead {
    closing: Option<usize>,
    closing_perhaps: Option<usize>,
    opening: Option<usize>,
}

/// What a single mark can be, by its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    /// Closes, or is the apostrophe of a plural: `the ministers' plan`.
    MayClose,
    /// Spaced out on both sides.
    Either,
    Apostrophe,
}

fn role<'t>(mark: &Mark, word: impl Fn(usize) -> &'t str) -> Role {
    let sign = word(mark.token);
    match (mark.free_before, mark.free_after) {
        (true, false) => Role::Opens,
        (_, _) if sign == "‘" || sign == "‚" || sign == "`" => Role::Opens,
        (true, true) => Role::Either,
        (false, true) if mark.token == 0 => Role::Apostrophe,
        (false, true) => {
            let before = word(mark.token - 1);
            if before.ends_with(['s', 'S']) || before.ends_with("in") { Role::MayClose } else { Role::Closes }
        }
        (false, false) => Role::Apostrophe,
    }
}

/// What a mark pairs with; `None` for anything that is no quotation mark.
fn family(word: &str) -> Option<Family> {
    match word {
        "\"" | "“" | "”" | "„" | "''" | "``" | "’’" | "‘‘" | "‘’" | "‟" | "＂" => {
            Some(Family::Double)
        }
        "'" | "’" | "‘" | "‚" | "`" => Some(Family::Single),
        "«" | "»" => Some(Family::Angle),
        _ => None,
    }
}
