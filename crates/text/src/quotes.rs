//! Quotation marks: which of them open and which close.

use crate::Token;

/// What a quotation mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Opens a quotation.
    Opens,
    /// Closes one.
    Closes,
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

/// The quotation marks among the tokens of one paragraph. `spaced(i)` says whether white space or
/// nothing stands before token `i`.
pub(crate) fn marks(
    text: &str,
    tokens: &[Token],
    range: std::ops::Range<usize>,
    spaced: impl Fn(usize) -> bool,
    found: &mut Vec<Mark>,
) {
    let from = found.len();
    for at in range.clone() {
        let Some(family) = family(tokens[at].span.of(text)) else { continue };
        found.push(Mark { token: at, side: Side::Opens, family });
    }
    let mut kept = from;
    let mut open = [0usize; 3];
    for index in from..found.len() {
        let mark = found[index];
        let at = mark.token;
        let word = tokens[at].span.of(text);
        let before =
            at == range.start || spaced(at) || tokens[at - 1].span.of(text).ends_with(['(', '[', '—', '–']);
        let after = at + 1 == range.end
            || spaced(at + 1)
            || tokens[at + 1]
                .span
                .of(text)
                .starts_with(['.', ',', ';', ':', '!', '?', ')', ']', '—', '–', '…']);
        let depth = &mut open[mark.family as usize];
        let side = match word {
            "“" | "‘" | "„" | "‚" | "``" => {
                if word == "“" && *depth > 0 && !before && after {
                    Side::Closes
                } else {
                    Side::Opens
                }
            }
            "”" if *depth == 0 && before && !after => Side::Opens,
            "”" => Side::Closes,
            "«" if *depth > 0 && !before => Side::Closes,
            "«" => Side::Opens,
            "»" if *depth == 0 && before && !after => Side::Opens,
            "»" => Side::Closes,
            _ => match (before, after) {
                (true, false) => Side::Opens,
                (false, true) => Side::Closes,
                _ if *depth > 0 => Side::Closes,
                _ => Side::Opens,
            },
        };
        if mark.family == Family::Single && word != "‘" {
            // An apostrophe, unless something is open for it to close or it opens before a word.
            let quotes = match side {
                Side::Opens => before && !after,
                Side::Closes => *depth > 0,
            };
            if !quotes {
                continue;
            }
        }
        *depth = usize::from(side == Side::Opens);
        found[kept] = Mark { side, ..mark };
        kept += 1;
    }
    found.truncate(kept);
}

/// What a mark pairs with; `None` for anything that is no quotation mark.
fn family(word: &str) -> Option<Family> {
    match word {
        "\"" | "“" | "”" | "„" | "''" | "``" | "’’" | "‘‘" | "‟" | "＂" => {
            Some(Family::Double)
        }
        "'" | "’" | "‘" | "‚" | "`" => Some(Family::Single),
        "«" | "»" => Some(Family::Angle),
        _ => None,
    }
}
