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
    /// What it does is known from the whole text.
    told: bool,
    /// `he`, `she` or `said` follows.
    before_attribution: bool,
    /// White space, an opening bracket or an opening mark stands before it.
    free_before: bool,
    /// White space, a mark of punctuation or a closing mark stands after it.
    free_after: bool,
}

/// Finds the quotation marks among the tokens `range` of one paragraph, in order. `spaced(i)` says
/// whether white space stands before token `i`. `sides`: what [`alternating`] says. `left_open`: the
/// paragraph before left a double quotation open; gives back whether this one does.
pub(crate) fn marks(
    text: &str,
    tokens: &[Token],
    range: Range<usize>,
    spaced: impl Fn(usize) -> bool,
    sides: &[(usize, Side)],
    left_open: bool,
    found: &mut Vec<Mark>,
) -> bool {
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
        let told = sides.binary_search_by_key(&at, |side| side.0).ok().map(|index| sides[index].1);
        let side = told.unwrap_or(Side::Opens);
        let before_attribution = at + 1 < range.end && matches!(word(at + 1), "he" | "she" | "said");
        let told = told.is_some();
        found.push(Mark {
            token: at,
            side,
            family,
            told,
            before_attribution,
            free_before,
            free_after: false,
        });
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
    // A quotation may run on into a paragraph that does not open it again; then its marks are odd.
    let double = found.iter().filter(|mark| mark.family == Family::Double);
    let reopens = found.first().is_some_and(|mark| mark.token == range.start);
    let count = double.count();
    let runs_on = left_open && !reopens;
    let open = doubles(found, runs_on && count % 2 == 1, word);
    singles(found, word);
    open || runs_on && count == 0
}

/// What the marks do in a text whose marks all stand apart from the words, as text does that was taken
/// to pieces and put together again: there they open and close by turns, and may have come to stand on
/// the wrong side of a line break. `spaced(i)` says whether white space stands before token `i`, which
/// may be one past the last. Gives nothing for other texts, and where the marks do not come out even.
pub(crate) fn alternating(
    text: &str,
    tokens: &[Token],
    spaced: impl Fn(usize) -> bool,
) -> Vec<(usize, Side)> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.span.of(text));
    let mut sides = vec![];
    for sign in ["\"", "'"] {
        let stops = [',', '.', ';', ':', '!', '?', ')'];
        let apart = |at: usize| spaced(at) && (spaced(at + 1) || word(at + 1).starts_with(stops));
        let marks: Vec<usize> =
            (0..tokens.len()).filter(|&at| tokens[at].span.len() == 1 && word(at) == sign).collect();
        let marks_apart: Vec<usize> =
            marks.iter().copied().filter(|&at| apart(at) && !is_clitic(word(at + 1))).collect();
        let count = marks_apart.len();
        if count < 2 || count % 2 == 1 || count * 10 < marks.len() * 9 {
            continue;
        }
        let odd = |index: usize, at: usize| match index % 2 {
            0 => word(at + 1).starts_with(stops),
            _ => at > 0 && matches!(word(at - 1), ":" | "("),
        };
        let odds = marks_apart.iter().enumerate().filter(|&(index, &at)| odd(index, at)).count();
        if odds * 8 > count {
            continue;
        }
        let turns = [Side::Opens, Side::Closes];
        sides.extend(marks_apart.iter().enumerate().map(|(index, &at)| (at, turns[index % 2])));
    }
    sides.sort_by_key(|side| side.0);
    sides
}

/// True for the letters of a clitic that was parted from its apostrophe: `Iran ' s`.
fn is_clitic(word: &str) -> bool {
    matches!(word, "s" | "t" | "re" | "ve" | "ll" | "d" | "m")
}

/// Says what the double and angle marks do; `begins_open`: inside a double quotation from the start.
/// Gives back whether one is open at the end.
fn doubles<'t>(found: &mut [Mark], begins_open: bool, word: impl Fn(usize) -> &'t str) -> bool {
    let mut open = [begins_open, false, false];
    for mark in found.iter_mut().filter(|mark| mark.family != Family::Single) {
        let is_open = open[mark.family as usize];
        let (before, after) = (mark.free_before, mark.free_after);
        // A mark with a direction is believed, unless it stands the other way round.
        mark.side = match word(mark.token) {
            _ if mark.told => mark.side,
            "“" | "‟" if is_open && !before && after => Side::Closes,
            "”" if !is_open && before && !after => Side::Opens,
            "“" | "„" | "‟" | "``" => Side::Opens,
            "”" => Side::Closes,
            "«" if is_open && !before => Side::Closes,
            "»" if !is_open && before && !after => Side::Opens,
            "«" => Side::Opens,
            "»" => Side::Closes,
            // `... as well, "she said`: the mark has slipped to the next word.
            _ if is_open
                && before
                && mark.token > 0
                && word(mark.token - 1) == ","
                && mark.before_attribution =>
            {
                Side::Closes
            }
            _ => match (before, after) {
                (true, false) => Side::Opens,
                (false, true) => Side::Closes,
                _ if is_open => Side::Closes,
                _ => Side::Opens,
            },
        };
        open[mark.family as usize] = mark.side == Side::Opens;
    }
    open[Family::Double as usize]
}

/// Says what the single marks do, and drops those that are apostrophes.
fn singles<'t>(found: &mut Vec<Mark>, word: impl Fn(usize) -> &'t str) {
    let unsure = |mark: &Mark| mark.family == Family::Single && !mark.told;
    if !found.iter().any(unsure) {
        return;
    }
    // For each mark, what follows it: a mark that surely closes, one that may, one that opens.
    let count = found.len();
    let mut ahead = vec![Ahead::default(); count + 1];
    for index in (0..count).rev() {
        let mut here = ahead[index + 1];
        let mark = found[index];
        if unsure(&mark) {
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
        if unsure(&mark) {
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
