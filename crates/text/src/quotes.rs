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

mod marks;

use std::ops::Range;

use crate::{Segments, Span};

use marks::Family;
pub(crate) use marks::{Mark, Side, alternating, marks};

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
    let tokens = &segments.tokens;
    let spaced = |at: usize| at == 0 || at >= tokens.len() || tokens[at - 1].span.end < tokens[at].span.start;
    let sides = alternating(text, tokens, spaced);
    let mut reader = Reader { text, segments, quotations: vec![], pending: None };
    let mut found = vec![];
    let mut left_open = false;
    let mut from = 0;
    while let Some(first) = segments.sentences.get(from) {
        let same = |other: &crate::Sentence| other.paragraph == first.paragraph && other.zone == first.zone;
        let to = from + segments.sentences[from..].iter().take_while(|other| same(other)).count();
        let range = first.tokens.start..segments.sentences[to - 1].tokens.end;
        found.clear();
        left_open = marks(text, tokens, range.clone(), spaced, &sides, left_open, &mut found);
        reader.pair(&found, range);
        from = to;
    }
    reader.give_up();
    reader.quotations.sort_by_key(|quotation| (quotation.outer.start, usize::MAX - quotation.outer.end));
    reader.quotations
}

struct Reader<'t> {
    text: &'t str,
    segments: &'t Segments,
    quotations: Vec<Quotation>,
    /// What the paragraphs before left open.
    pending: Option<Pending>,
}

/// A quotation that its paragraph did not close.
struct Pending {
    opening: Mark,
    /// Whether it goes on with one before.
    continues: bool,
    /// Where its paragraph ends.
    end: usize,
    /// Paragraphs without a mark since.
    silent: usize,
}

/// How many paragraphs without a mark a quotation may run through.
const SILENT: usize = 3;

impl Reader<'_> {
    /// Pairs the marks of the paragraph that holds `tokens`.
    fn pair(&mut self, marks: &[Mark], tokens: Range<usize>) {
        let mut closings = vec![None; marks.len()];
        let mut unopened = None;
        let pending = self.pending.as_ref().map_or(Family::Double, |pending| pending.opening.family);
        for family in [Family::Double, Family::Single, Family::Angle] {
            let mut open = vec![];
            for (index, mark) in marks.iter().enumerate().filter(|(_, mark)| mark.family == family) {
                if mark.side == Side::Opens {
                    open.push(index);
                } else if let Some(opening) = open.pop() {
                    closings[opening] = Some(mark.token);
                } else if unopened.is_none() && family == pending {
                    unopened = Some(*mark);
                }
            }
        }
        let reopens = marks.first().filter(|mark| mark.token == tokens.start && mark.side == Side::Opens);
        let continues = self.resume(marks, unopened, reopens);
        // The next opening mark of the family, for each; it ends what was not closed before it.
        let mut next = [tokens.end; 3];
        for (index, mark) in marks.iter().enumerate().rev().filter(|(_, mark)| mark.side == Side::Opens) {
            let begins = mark.token == tokens.start;
            match closings[index] {
                Some(close) => self.add(*mark, Ending::Mark(close), begins && continues),
                None if next[mark.family as usize] < tokens.end => {
                    self.add(*mark, Ending::Before(next[mark.family as usize]), begins && continues);
                }
                None if mark.family == Family::Single && !begins => {
                    // Nothing but an apostrophe that looked like an opening mark.
                }
                None => {
                    self.give_up();
                    self.pending = Some(Pending {
                        opening: *mark,
                        continues: begins && continues,
                        end: tokens.end,
                        silent: 0,
                    });
                }
            }
            next[mark.family as usize] = mark.token;
        }
    }

    /// Sees what a new paragraph does to the quotation left open before it: closes it, goes on with it
    /// behind a mark of its own (then true), or keeps silent.
    fn resume(&mut self, marks: &[Mark], unopened: Option<Mark>, reopens: Option<&Mark>) -> bool {
        let Some(pending) = &mut self.pending else { return false };
        let family = pending.opening.family;
        if let Some(mark) = reopens.filter(|mark| mark.family == family) {
            let goes_on = pending.silent == 0;
            debug_assert_eq!(mark.family, family);
            self.give_up();
            return goes_on;
        }
        let first = marks.iter().find(|mark| mark.family == family);
        match (first, unopened) {
            (Some(first), Some(closing)) if first.token == closing.token => {
                let (opening, continues) = (pending.opening, pending.continues);
                self.pending = None;
                self.add(opening, Ending::Mark(closing.token), continues);
            }
            (None, _) if pending.silent < SILENT => pending.silent += 1,
            _ => self.give_up(),
        }
        false
    }

    /// Ends the quotation left open where its paragraph ended.
    fn give_up(&mut self) {
        if let Some(pending) = self.pending.take() {
            self.add(pending.opening, Ending::Before(pending.end), pending.continues);
        }
    }

    fn add(&mut self, opening: Mark, ending: Ending, continues: bool) {
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
        self.quotations.push(Quotation {
            outer,
            inner: inner.trim(self.text),
            closed: matches!(ending, Ending::Mark(_)),
            continues,
            sentences: self.sentence_of(opening.token)..self.sentence_of(last) + 1,
        });
    }

    fn sentence_of(&self, token: usize) -> usize {
        self.segments.sentences.partition_point(|sentence| sentence.tokens.start <= token).saturating_sub(1)
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
