//! Quotation marks: which of them open, which close, and which are apostrophes.
//!
//! > The ministers' plan, he said, was 'fair' and "good".
//!
//! has two that open and two that close. Curly marks are believed unless they stand the wrong way
//! round; straight ones are told by the white space beside them, then by what is open.

use std::ops::Range;

use crate::Token;

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
