//! Tokens as rows of the network's tables.

use std::collections::{BTreeMap, HashMap};

use syntax::word::{AFFIXES, Look, affixes};

use crate::vectors::Vectors;

/// No row.
pub(crate) const NO_ROW: u32 = u32::MAX;

/// A token as rows of tables.
#[derive(Clone, Copy)]
pub(crate) struct Token {
    /// Row of the learnt word; 0 for an unknown one.
    pub(crate) word: u32,
    /// Row of the given vector or [`NO_ROW`].
    pub(crate) vector: u32,
    /// Rows of its ends and its shape.
    pub(crate) affixes: [u32; AFFIXES],
}

/// Words known from training and from given vectors.
pub(crate) struct Vocabulary {
    pub(crate) words: HashMap<u64, u32>,
    pub(crate) counts: Vec<u32>,
}

impl Vocabulary {
    /// Words seen at least twice. Row 0 is kept for all others.
    pub(crate) fn new<'a>(looks: impl Iterator<Item = &'a Look>) -> Self {
        let mut counts: BTreeMap<u64, u32> = BTreeMap::new();
        for look in looks {
            *counts.entry(look.lower).or_default() += 1;
        }
        counts.retain(|_, count| *count > 1);
        let words = counts.keys().enumerate().map(|(row, &hash)| (hash, row as u32 + 1)).collect();
        Self { words, counts: std::iter::once(0).chain(counts.into_values()).collect() }
    }

    /// The rows of a word.
    pub(crate) fn token(&self, look: &Look, vectors: &Vectors) -> Token {
        Token {
            word: self.words.get(&look.lower).copied().unwrap_or(0),
            vector: vectors.rows.get(&look.lower).copied().unwrap_or(NO_ROW),
            affixes: affixes(look),
        }
    }
}
