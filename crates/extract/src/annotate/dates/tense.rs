//! Whether a sentence looks back or ahead, by the verb nearest to a time expression.

use super::words::{Key, Token, Word};

/// Where the event lies that a time expression belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    Unclear,
}

/// How many words away a verb may stand; keeps a text without full stops linear.
const REACH: usize = 40;

/// The tense around the tokens from `first` to before `next`: of the nearest verb before them in the
/// sentence, or else of the nearest one after them.
///
/// > Leaders are to meet on Friday. They agreed on Friday to meet.
///
/// looks ahead, then back: words such as `agreed` look ahead only through a `to` that follows.
pub(super) fn tense(tokens: &[Token], first: usize, next: usize) -> Tense {
    let before = |back: usize| first.checked_sub(back).map(|at| tokens[at].word);
    // A deadline, and what comes `ahead of` a day.
    if before(1) == Some(Word::Key(Key::Until))
        || before(1) == Some(Word::Key(Key::Of)) && before(2) == Some(Word::Key(Key::Ahead))
    {
        return Tense::Future;
    }
    if before(1) == Some(Word::Key(Key::Since)) {
        return Tense::Past;
    }
    let mut to = false;
    for at in (first.saturating_sub(REACH)..first).rev() {
        match cue(tokens, at, to) {
            Cue::Says(tense) => return tense,
            Cue::To => to = true,
            Cue::End => break,
            Cue::Nothing => {}
        }
    }
    for at in next..tokens.len().min(next + REACH) {
        match cue(tokens, at, false) {
            Cue::Says(tense) => return tense,
            Cue::End => break,
            Cue::To | Cue::Nothing => {}
        }
    }
    Tense::Unclear
}

enum Cue {
    Says(Tense),
    /// The `to` of an infinitive.
    To,
    End,
    Nothing,
}

fn cue(tokens: &[Token], at: usize, to: bool) -> Cue {
    let before = |back: usize| at.checked_sub(back).map(|at| tokens[at].word);
    let is_before = |back, key| before(back) == Some(Word::Key(key));
    let follows = |word: fn(&Token) -> bool| tokens.get(at + 1).is_some_and(word);
    match tokens[at].word {
        Word::Stop => Cue::End,
        Word::Key(Key::Will | Key::Can | Key::Until) => Cue::Says(Tense::Future),
        // `won't`
        Word::Told if follows(|next| next.glued && matches!(next.word, Word::Mark('\'' | '’'))) => {
            Cue::Says(Tense::Future)
        }
        // `was to meet`, `was due to`: what was ahead then is not told to have happened.
        Word::Key(Key::Was) | Word::Told => Cue::Says(if to { Tense::Unclear } else { Tense::Past }),
        // `had been due to expire`: it didn't.
        Word::Ahead { .. } if is_before(1, Key::Is) && is_before(2, Key::Was) => Cue::Says(Tense::Past),
        Word::Ahead { alone } if alone || to => Cue::Says(Tense::Future),
        Word::Ahead { .. } => Cue::Says(Tense::Past),
        Word::Key(Key::Is) if to => Cue::Says(Tense::Future),
        Word::Key(Key::Or)
            if follows(|next| {
                !next.capital
                    && matches!(next.word, Word::Other { plural: false, past: false } | Word::Key(Key::Is))
            }) =>
        {
            Cue::To
        }
        // A capital makes it a name: the United States.
        // `to be published` is said of what is ahead as well.
        Word::Other { past: true, .. } if !to && !tokens[at].capital && !is_before(1, Key::Is) => {
            Cue::Says(Tense::Past)
        }
        _ => Cue::Nothing,
    }
}
