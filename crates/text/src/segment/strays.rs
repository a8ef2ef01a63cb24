//! Quotation marks that a line break has parted from their quotation.
//!
//! > Moor spoke of a hidden plan. "⏎The sanctions will fail, " he told a crowd.
//!
//! The mark at the end of the first line opens the second; it is moved there, so that each sentence
//! holds its own marks. A mark that closes at the end of its line stays.

use super::tokens::{Gap, Stream};
use crate::quotes::{self, Side};

/// Moves stray marks to the line they belong to, by moving the paragraph's edge. Gives back what the
/// marks do, where the whole text says so.
pub(super) fn bring_home(text: &str, stream: &mut Stream) -> Vec<(usize, Side)> {
    let gaps = &stream.gaps;
    let spaced = |at: usize| gaps.get(at).is_none_or(|&gap| gap != Gap::None);
    let sides = quotes::alternating(text, &stream.tokens, spaced);
    if sides.is_empty() {
        move_strays(text, stream);
    } else {
        move_marks(&sides, stream);
    }
    sides
}

/// Moves opening marks that end a line to the next, and closing marks that begin one to the line before.
fn move_marks(sides: &[(usize, Side)], stream: &mut Stream) {
    let gaps = &mut stream.gaps;
    for &(at, side) in sides {
        match side {
            Side::Opens if at > 0 && gaps.get(at + 1) == Some(&Gap::Paragraph) && gaps[at] == Gap::Space => {
                gaps[at] = Gap::Paragraph;
                gaps[at + 1] = Gap::Space;
            }
            Side::Closes if at > 0 && gaps[at] == Gap::Paragraph => {
                gaps[at] = Gap::Space;
                if let Some(next) = gaps.get_mut(at + 1) {
                    *next = Gap::Paragraph;
                }
            }
            _ => {}
        }
    }
}

/// Moves an opening mark that was left at the end of a line to the line it opens.
///
/// > The minister spoke of a hidden plan. "⏎We will not go, " he said.
fn move_strays(text: &str, stream: &mut Stream) {
    for is_mark in [is_double, is_spaced_single] {
        let mut start = 0;
        let mut end = stream.paragraph_end(start);
        let mut moved_in = 0;
        let mut count = (start..end).filter(|&at| is_mark(text, stream, at)).count();
        while end < stream.tokens.len() {
            let next_end = stream.paragraph_end(end);
            let next = (end..next_end).filter(|&at| is_mark(text, stream, at)).count();
            let stray = |end: usize| stream.gaps[end - 1] == Gap::Space && is_mark(text, stream, end - 1);
            // It opens when the marks before it pair up, and the next line needs it to pair up its own.
            let opens = end - start > 1
                && stray(end)
                && (moved_in + count) % 2 == 1
                && (next % 2 == 1 || next > 0 && stray(next_end))
                && !is_mark(text, stream, end);
            if opens {
                stream.gaps[end - 1] = Gap::Paragraph;
                stream.gaps[end] = Gap::Space;
            }
            moved_in = usize::from(opens);
            (start, end, count) = (end, next_end, next);
        }
    }
}

fn is_double(text: &str, stream: &Stream, at: usize) -> bool {
    matches!(stream.tokens[at].span.of(text), "\"" | "“" | "”")
}

/// True for a single mark with white space on both sides.
fn is_spaced_single(text: &str, stream: &Stream, at: usize) -> bool {
    stream.gaps[at] != Gap::None
        && stream.gaps.get(at + 1).is_none_or(|&gap| gap != Gap::None)
        && matches!(stream.tokens[at].span.of(text), "'" | "’" | "‘")
}
