//! What the parser looks at before each move: the words in play, and signs of what has been built so far.

use crate::transition::{NONE, State};

/// Roles that a word in play can have.
pub const ROLES: usize = 6;

/// Kinds of signs.
pub const SIGNS: usize = 14;

/// Values a sign can have, at most.
pub const SIGN_ROWS: usize = 128;

/// The word of each role, or [`NONE`]: third, second and first on the stack, next in the buffer, last
/// dependent of the first on the stack, first dependent of the next in the buffer.
pub fn roles(state: &State) -> [u32; ROLES] {
    let (s0, b0) = (state.stacked(0), state.ahead(0));
    [state.stacked(2), state.stacked(1), s0, b0, of(s0, &state.rights, 0), of(b0, &state.lefts, 0)]
}

/// The row of each sign: labels of outer dependents, distances and counts.
pub fn signs(state: &State) -> [usize; SIGNS] {
    let (s0, s1, b0) = (state.stacked(0), state.stacked(1), state.ahead(0));
    let label = |word: u32| if word == NONE { 0 } else { usize::from(state.labels[word as usize]) + 1 };
    let count = |word: u32| {
        if word == NONE {
            return 0;
        }
        let [left, right] = [&state.left_count, &state.right_count].map(|side| side[word as usize].min(4));
        1 + usize::from(left) * 5 + usize::from(right)
    };
    let (left, right) = (&state.lefts, &state.rights);
    let values = [
        label(of(s0, left, 0)),
        label(of(s0, left, 1)),
        label(of(s0, right, 0)),
        label(of(s0, right, 1)),
        label(of(s1, left, 0)),
        label(of(s1, right, 0)),
        label(of(s1, right, 1)),
        label(of(b0, left, 0)),
        label(of(b0, left, 1)),
        gap(s0, b0),
        gap(s1, s0),
        count(s0),
        count(s1),
        state.stack.len().min(4),
    ];
    std::array::from_fn(|kind| kind * SIGN_ROWS + values[kind])
}

fn of(word: u32, side: &[[u32; 2]], place: usize) -> u32 {
    if word == NONE { NONE } else { side[word as usize][place] }
}

fn gap(from: u32, to: u32) -> usize {
    if from == NONE || to == NONE {
        return 0;
    }
    match to - from {
        distance @ 0..=6 => distance as usize,
        7..=9 => 7,
        10..=14 => 8,
        15..=24 => 9,
        _ => 10,
    }
}
