//! Two reports beside each other: which wording they share, and what that makes them.

use super::sketch::{GRAM, Sketch};

/// Words between two shared runs of one passage. More is another passage.
const GAP: i32 = 40;

/// Words that a passage may grow or shrink by from one shared run to the next.
const SHIFT: i32 = 10;

/// Shared runs of the smallest passage that counts.
const RUNS: u32 = 3;

/// Words of it.
const WORDS: u32 = 10;

/// The share of a report's words that makes it a copy.
const MOST: f32 = 0.5;

/// The share, in percent, of the shorter of two versions of one report that the other has.
const WHOLE: u8 = 50;

/// The share of the longer.
const LEAST: u8 = 30;

/// How two reports share wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Most of each is in the other.
    Copy,
    /// Most of one is in the other, which goes on.
    Part,
    /// They share a passage.
    Passage,
}

impl Kind {
    /// The word used in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Part => "part",
            Self::Passage => "passage",
        }
    }
}

/// Two reports that share wording.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Link {
    /// One; the smaller id.
    pub one: String,
    /// The other.
    pub other: String,
    /// How.
    pub kind: Kind,
    /// Shared runs that were found; more may be shared.
    pub runs: u32,
    /// Words, about, in the passages that they share.
    pub words: u32,
    /// Of the words of `one` outside quotations, the share in those passages, in percent.
    pub of_one: u8,
    /// The same for `other`.
    pub of_other: u8,
}

impl Link {
    pub(super) fn new(one: &str, other: &str, found: &Found) -> Self {
        Self {
            one: one.to_owned(),
            other: other.to_owned(),
            kind: found.kind,
            runs: found.runs,
            words: found.words,
            of_one: found.of_one,
            of_other: found.of_other,
        }
    }
}

/// What two reports share.
pub(super) struct Found {
    pub(super) kind: Kind,
    runs: u32,
    words: u32,
    of_one: u8,
    of_other: u8,
}

/// Memory that is used again.
#[derive(Default)]
pub(super) struct Scratch {
    shared: Vec<(i32, i32)>,
    open: Vec<Chain>,
    closed: Vec<Chain>,
}

/// Shared runs that follow each other in both reports.
#[derive(Clone, Copy)]
struct Chain {
    first: (i32, i32),
    last: (i32, i32),
    runs: u32,
}

/// What two reports share; `None` when it is too little to tell from chance.
pub(super) fn compare(one: &Sketch, other: &Sketch, scratch: &mut Scratch) -> Option<Found> {
    shared(one, other, &mut scratch.shared);
    chain(scratch);
    let gram = GRAM as i32;
    let passages = scratch.closed.iter().filter(|chain| chain.is_passage());
    let (mut runs, mut in_one, mut in_other) = (0, 0, 0);
    for passage in passages {
        runs += passage.runs;
        in_one += (passage.last.0 - passage.first.0 + gram) as u32;
        in_other += (passage.last.1 - passage.first.1 + gram) as u32;
    }
    if runs == 0 {
        return None;
    }
    let share = |part: u32, whole: u32| (part as f32 / whole.max(1) as f32).min(1.0);
    let (of_one, of_other) = (share(in_one, one.words), share(in_other, other.words));
    let kind = match (of_one >= MOST, of_other >= MOST) {
        (true, true) => Kind::Copy,
        (false, false) => Kind::Passage,
        _ => Kind::Part,
    };
    let percent = |share: f32| (share * 100.0).round() as u8;
    Some(Found {
        kind,
        runs,
        words: in_one.min(in_other),
        of_one: percent(of_one),
        of_other: percent(of_other),
    })
}

impl Found {
    /// True when the two are versions of one report. A short report that stands whole inside a long one is
    /// not enough: it may stand inside several that have nothing else in common.
    pub(super) fn is_of_one_family(&self) -> bool {
        self.of_one.max(self.of_other) >= WHOLE && self.of_one.min(self.of_other) >= LEAST
    }
}

impl Chain {
    fn is_passage(&self) -> bool {
        let length = (self.last.0 - self.first.0).min(self.last.1 - self.first.1) as u32 + GRAM as u32;
        self.runs >= RUNS && length >= WORDS
    }
}

/// The places of the hashes that both hold, in the order of the first.
fn shared(one: &Sketch, other: &Sketch, shared: &mut Vec<(i32, i32)>) {
    shared.clear();
    let (mut a, mut b) = (0, 0);
    while a < one.hashes.len() && b < other.hashes.len() {
        match one.hashes[a].cmp(&other.hashes[b]) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                shared.push((i32::from(one.places[a]), i32::from(other.places[b])));
                a += 1;
                b += 1;
            }
        }
    }
    shared.sort_unstable();
}

/// Strings shared runs together. A run joins the chain that it fits best; those that nothing can join any more
/// are closed, so that few are open at a time.
fn chain(scratch: &mut Scratch) {
    let Scratch { shared, open, closed } = scratch;
    open.clear();
    closed.clear();
    for &(a, b) in shared.iter() {
        open.retain(|chain| {
            let stays = a - chain.last.0 <= GAP;
            if !stays {
                closed.push(*chain);
            }
            stays
        });
        let shift = |chain: &Chain| ((a - chain.last.0) - (b - chain.last.1)).abs();
        let fits = |chain: &&mut Chain| {
            b > chain.last.1 && a > chain.last.0 && b - chain.last.1 <= GAP && shift(chain) <= SHIFT
        };
        match open.iter_mut().filter(fits).min_by_key(|chain| shift(chain)) {
            Some(chain) => {
                chain.last = (a, b);
                chain.runs += 1;
            }
            None => open.push(Chain { first: (a, b), last: (a, b), runs: 1 }),
        }
    }
    closed.append(open);
}
