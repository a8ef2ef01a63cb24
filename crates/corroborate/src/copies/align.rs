//! The proof that two reports share wording: the passages beside each other.

use rustc_hash::FxHashMap;
use text::Span;

use super::words::{Word, words};

/// Words of the shortest run that is looked up.
const SEED: usize = 4;

/// Places of one run in the first text that are tried; the rest are formulas.
const TRIED: usize = 8;

/// Words by which places are compared, so that the work stays linear.
const LOOKAHEAD: usize = 256;

/// Words that may differ between two runs of one passage.
const CHANGED: usize = 6;

/// Words of the shortest passage that is shown.
const SHORTEST: usize = 8;

/// A passage in two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aligned {
    /// Where it stands in the first, in bytes.
    pub one: Span,
    /// Where it stands in the second.
    pub other: Span,
    /// Words that are the same in both.
    pub same: usize,
    /// Of them, words that stand outside quotation marks in both.
    pub own: usize,
}

/// The passages that two texts share, in the order of the second, quotations included. Linear in the length of
/// the texts.
pub fn aligned(one: &str, other: &str) -> Vec<Aligned> {
    let (mut a, mut b) = (Vec::new(), Vec::new());
    words(one, &mut a);
    words(other, &mut b);
    let mut places: FxHashMap<[u32; SEED], Vec<usize>> = FxHashMap::default();
    for at in 0..a.len().saturating_sub(SEED - 1) {
        let held = places.entry(seed(&a[at..])).or_default();
        if held.len() < TRIED {
            held.push(at);
        }
    }
    let mut found: Vec<Run> = Vec::new();
    let mut at = 0;
    while at + SEED <= b.len() {
        let tried = places.get(&seed(&b[at..])).map_or(&[][..], Vec::as_slice);
        // What goes on with the passage before wins over what is only longer.
        let goes_on = |from: usize| found.last().is_some_and(|run| run.reaches(from, at));
        let length = |from: usize| {
            a[from..].iter().zip(&b[at..]).take(LOOKAHEAD).take_while(|(x, y)| x.hash == y.hash).count()
        };
        let best = tried.iter().map(|&from| (goes_on(from), length(from), from));
        let Some((goes_on, length, from)) =
            best.max_by_key(|&(on, length, from)| (on, length, usize::MAX - from))
        else {
            at += 1;
            continue;
        };
        let both = a[from..].iter().zip(&b[at..]).take(length);
        let own = both.filter(|(x, y)| !x.quoted && !y.quoted).count();
        match found.last_mut() {
            Some(run) if goes_on => {
                run.one.1 = from + length;
                run.other.1 = at + length;
                run.same += length;
                run.own += own;
            }
            _ => found.push(Run { one: (from, from + length), other: (at, at + length), same: length, own }),
        }
        at += length;
    }
    let span = |words: &[Word], (from, to): (usize, usize)| {
        Span::new(words[from].start as usize, words[to - 1].end as usize)
    };
    let shown = found.into_iter().filter(|run| run.same >= SHORTEST);
    shown
        .map(|run| Aligned {
            one: span(&a, run.one),
            other: span(&b, run.other),
            same: run.same,
            own: run.own,
        })
        .collect()
}

fn seed(words: &[Word]) -> [u32; SEED] {
    std::array::from_fn(|at| words[at].hash)
}

/// A passage in words.
struct Run {
    one: (usize, usize),
    other: (usize, usize),
    same: usize,
    own: usize,
}

impl Run {
    /// True when a run at these places goes on with this one after a few changed words.
    fn reaches(&self, one: usize, other: usize) -> bool {
        one >= self.one.1 && one - self.one.1 <= CHANGED && other - self.other.1 <= CHANGED
    }
}
