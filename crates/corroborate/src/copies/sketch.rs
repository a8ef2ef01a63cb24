//! What a report is boiled down to: the hashes of some of its runs of words, and where they begin.

use super::words::{Word, words};

/// Words of a run. Shorter runs survive more editing and are shared more often by chance.
pub(super) const GRAM: usize = 4;

/// Runs in a row of which winnowing keeps the one with the smallest hash: about two in `WINDOW + 1` are kept,
/// and wording of `WINDOW + GRAM - 1` words that two reports share is never missed.
const WINDOW: usize = 6;

/// What one report is boiled down to. Made from its words alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Sketch {
    /// Words outside quotations.
    pub(super) words: u32,
    /// Of the runs that are kept. Sorted, none twice.
    pub(super) hashes: Box<[u32]>,
    /// The first word of each; reports of more than 65,535 words keep that number for the rest.
    pub(super) places: Box<[u16]>,
}

/// One run of words: its hash and its first word.
type Print = (u32, u16);

/// Makes sketches, one report after the other, in memory that is used again.
#[derive(Clone, Debug, Default)]
pub struct Sketcher {
    words: Vec<Word>,
    runs: Vec<Print>,
    kept: Vec<Print>,
}

impl Sketcher {
    /// The sketch of a report, from the parts of its text that are its own. Linear in their length.
    pub fn sketch<'t>(&mut self, parts: impl IntoIterator<Item = &'t str>) -> Sketch {
        self.kept.clear();
        let (mut own, mut offset) = (0, 0);
        for part in parts {
            self.words.clear();
            words(part, &mut self.words);
            own += self.words.iter().filter(|word| !word.quoted).count() as u32;
            let mut from = 0;
            while from < self.words.len() {
                if self.words[from].quoted {
                    from += 1;
                    continue;
                }
                let rest = &self.words[from + 1..];
                let length = 1 + rest.iter().take_while(|word| !word.quoted && !word.opens).count();
                runs(&self.words[from..from + length], offset + from, &mut self.runs);
                winnow(&self.runs, &mut self.kept);
                from += length;
            }
            offset += self.words.len();
        }
        self.kept.sort_unstable();
        self.kept.dedup_by_key(|(hash, _)| *hash);
        Sketch {
            words: own,
            hashes: self.kept.iter().map(|&(hash, _)| hash).collect(),
            places: self.kept.iter().map(|&(_, place)| place).collect(),
        }
    }
}

/// The runs of some words; `offset` is the place of the first.
fn runs(words: &[Word], offset: usize, runs: &mut Vec<Print>) {
    runs.clear();
    runs.extend(words.windows(GRAM).enumerate().map(|(at, run)| {
        let hash = run.iter().fold(0u64, |hash, word| {
            (hash.rotate_left(23) ^ u64::from(word.hash)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        });
        ((hash >> 32) as u32, (offset + at).min(usize::from(u16::MAX)) as u16)
    }));
}

/// Keeps the smallest of every window, the last where several are smallest.
fn winnow(runs: &[Print], kept: &mut Vec<Print>) {
    let width = WINDOW.min(runs.len());
    if width == 0 {
        return;
    }
    let mut smallest: Option<usize> = None;
    for end in width..=runs.len() {
        let start = end - width;
        let last = smallest;
        match smallest {
            Some(at) if at >= start => {
                if runs[end - 1].0 <= runs[at].0 {
                    smallest = Some(end - 1);
                }
            }
            _ => {
                let window = runs[start..end].iter().enumerate();
                smallest = window.rev().min_by_key(|(_, run)| run.0).map(|(at, _)| start + at);
            }
        }
        if let Some(at) = smallest.filter(|_| smallest != last) {
            kept.push(runs[at]);
        }
    }
}
