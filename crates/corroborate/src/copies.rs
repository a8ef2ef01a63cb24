//! Copies and reuse: which reports share their wording, and where.
//!
//! > The ferry left the island at dawn with forty families on board.
//!
//! in two reports is reuse; the same wording throughout is a copy. Every report is boiled down to a
//! [`Sketch`]: hashes of runs of words, of which winnowing keeps some (Schleimer, Wilkerson and Aiken 2003),
//! with their places. Two reports that share hashes in the same order and distance share a passage. What
//! stands in quotation marks is set aside, since two reporters may quote the same words; furniture is for
//! the caller to leave out.

mod align;
mod link;
mod sketch;
mod words;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

pub use align::{Aligned, aligned};
pub use link::{Kind, Link};
pub use sketch::{Sketch, Sketcher};

use link::{Scratch, compare};

/// Reports that hold one hash beyond which it is taken for a formula or a copy printed everywhere: each is
/// then compared with the first few only. Families still come out whole, and the work stays linear.
const COMMON: usize = 24;

/// How many of those each is compared with.
const FIRST: usize = 4;

/// Hashes that two reports must share to be compared.
const SHARED: u8 = 2;

/// Hashes are gone through in so many parts, so that only one part's index is held.
const PARTS: u32 = 16;

/// The sketches of many reports, ready to be compared. Can be written down and read back, so that a long run
/// goes on where it stopped.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Sketches {
    ids: Vec<Box<str>>,
    sketches: Vec<Sketch>,
}

/// What reports have to do with each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copies {
    /// Pairs that share wording, in the order of their ids.
    pub links: Vec<Link>,
    /// Reports that are copies of each other, two or more a family, directly or through others. Sorted.
    pub families: Vec<Vec<String>>,
}

impl Sketches {
    /// Adds a report. An id that is there already is added anew; the caller sees to it that the later
    /// reading of a report is the only one.
    pub fn add(&mut self, id: &str, sketch: Sketch) {
        self.ids.push(id.into());
        self.sketches.push(sketch);
    }

    /// How many reports there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Bytes held, as asked of the allocator.
    pub fn bytes(&self) -> usize {
        let ids: usize = self.ids.iter().map(|id| id.len()).sum();
        let prints: usize = self.sketches.iter().map(|sketch| sketch.hashes.len() * 6).sum();
        ids + prints
            + self.ids.capacity() * size_of::<Box<str>>()
            + self.sketches.capacity() * size_of::<Sketch>()
    }

    /// The copies among the reports. The order in which they were added makes no difference.
    pub fn copies(&self) -> Copies {
        // Reports are known by their rank in the order of ids from here on.
        let mut order: Vec<u32> = (0..self.ids.len() as u32).collect();
        order.sort_by(|&a, &b| self.ids[a as usize].cmp(&self.ids[b as usize]));
        let mut scratch = Scratch::default();
        let mut links = Vec::new();
        let mut parents: Vec<u32> = (0..order.len() as u32).collect();
        for (a, b) in self.candidates(&order) {
            let (one, other) = (order[a as usize] as usize, order[b as usize] as usize);
            let Some(found) = compare(&self.sketches[one], &self.sketches[other], &mut scratch) else {
                continue;
            };
            if found.is_of_one_family() {
                unite(&mut parents, a, b);
            }
            links.push(Link::new(&self.ids[one], &self.ids[other], &found));
        }
        let mut families: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for rank in 0..order.len() as u32 {
            let id = &self.ids[order[rank as usize] as usize];
            families.entry(root(&mut parents, rank)).or_default().push(id.to_string());
        }
        let families = families.into_values().filter(|family| family.len() > 1).collect();
        Copies { links, families }
    }

    /// Pairs of ranks that share enough hashes to be compared, sorted.
    fn candidates(&self, order: &[u32]) -> Vec<(u32, u32)> {
        let mut ranks = vec![0u32; order.len()];
        for (rank, &index) in order.iter().enumerate() {
            ranks[index as usize] = rank as u32;
        }
        // Most pairs share one hash by chance. They are counted in a table that forgets which pair it was,
        // so that only pairs which may have shared more are written down.
        let hashes: usize = self.sketches.iter().map(|sketch| sketch.hashes.len()).sum();
        let slots = (hashes / 2).next_power_of_two().clamp(1 << 10, 1 << 28);
        let mut shared = vec![0u8; slots];
        let mut pairs: Vec<u64> = Vec::new();
        let mut postings: Vec<u64> = Vec::new();
        for is_counting in [true, false] {
            for part in 0..PARTS {
                self.postings(part, &ranks, &mut postings);
                for group in postings.chunk_by(|a, b| a >> 32 == b >> 32) {
                    each_pair(group, |pair| {
                        let slot = &mut shared[slot(pair, slots)];
                        if is_counting {
                            *slot = slot.saturating_add(1);
                        } else if *slot >= SHARED {
                            pairs.push(pair);
                        }
                    });
                }
            }
        }
        pairs.sort_unstable();
        let counted = pairs.chunk_by(|a, b| a == b).filter(|same| same.len() >= usize::from(SHARED));
        counted.map(|same| ((same[0] >> 32) as u32, same[0] as u32)).collect()
    }

    /// The hashes of one part with the ranks of the reports that hold them, sorted: hash above, rank below.
    fn postings(&self, part: u32, ranks: &[u32], postings: &mut Vec<u64>) {
        postings.clear();
        let last = u32::MAX / PARTS;
        let (from, to) = (part * (last + 1), part * (last + 1) + last);
        for (sketch, &rank) in self.sketches.iter().zip(ranks) {
            let first = sketch.hashes.partition_point(|&hash| hash < from);
            let held = sketch.hashes[first..].iter().take_while(|&&hash| hash <= to);
            postings.extend(held.map(|&hash| u64::from(hash) << 32 | u64::from(rank)));
        }
        postings.sort_unstable();
    }
}

/// The pairs of reports that hold one hash.
fn each_pair(group: &[u64], mut told: impl FnMut(u64)) {
    let pair = |a: u64, b: u64| (a & 0xffff_ffff) << 32 | (b & 0xffff_ffff);
    let partners = if group.len() <= COMMON { group.len() } else { FIRST };
    for (index, &a) in group.iter().enumerate().take(partners) {
        for &b in &group[index + 1..] {
            told(pair(a, b));
        }
    }
}

fn slot(pair: u64, slots: usize) -> usize {
    (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & (slots - 1)
}

/// The family a report is in: that of the smallest rank.
fn root(parents: &mut [u32], mut rank: u32) -> u32 {
    while parents[rank as usize] != rank {
        let above = parents[parents[rank as usize] as usize];
        parents[rank as usize] = above;
        rank = above;
    }
    rank
}

fn unite(parents: &mut [u32], a: u32, b: u32) {
    let (a, b) = (root(parents, a), root(parents, b));
    parents[a.max(b) as usize] = a.min(b);
}

impl Copies {
    /// The family of each report that is in one, by its place in [`Copies::families`].
    pub fn family_of(&self) -> FxHashMap<&str, usize> {
        let members = self.families.iter().enumerate();
        members.flat_map(|(index, family)| family.iter().map(move |id| (id.as_str(), index))).collect()
    }
}
