//! The recogniser's weights: a table of bytes that feature hashes point into, and word clusters.
//!
//! File format, little endian: the eight bytes `RPNAMES1`; the number of clustered words (u32) and for each the
//! low 32 bits of its hash and its cluster (u8); for each of the two tables the base-2 logarithm of its length
//! (u8), its scale (f32) and its bytes. A byte `b` stands for the weight `sign(b) * b * b * scale / 127²`:
//! most weights are small, so the steps are finest near nought.

use std::fmt;
use std::sync::LazyLock;

use super::features::hash;

const MAGIC: &[u8; 8] = b"RPNAMES1";

/// A row of weights reaches this many bytes beyond the place its hash points at.
pub const ROW: usize = 24;

/// A model file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelError {
    message: &'static str,
    at: usize,
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "names model, byte {}: {}", self.at, self.message)
    }
}

impl std::error::Error for ModelError {}

/// Word clusters, found in unlabelled text: words that stand in like places.
#[derive(Clone, Debug, Default)]
pub struct Clusters {
    /// Sorted by hash.
    words: Vec<(u32, u8)>,
}

impl Clusters {
    /// Clusters from words (in any order) and their cluster numbers.
    pub fn new<'a>(words: impl IntoIterator<Item = (&'a str, u8)>) -> Self {
        let mut words: Vec<(u32, u8)> =
            words.into_iter().map(|(word, cluster)| (hash(word) as u32, cluster)).collect();
        words.sort_unstable();
        words.dedup_by_key(|(hash, _)| *hash);
        Self { words }
    }

    /// The cluster of a word as written; 255 for a word in none.
    pub fn of(&self, word: &str) -> u8 {
        let hash = hash(word) as u32;
        self.words.binary_search_by_key(&hash, |(hash, _)| *hash).map_or(255, |at| self.words[at].1)
    }
}

/// One layer's weights.
#[derive(Clone, Debug)]
pub struct Table {
    weights: Vec<i8>,
    scale: f32,
    /// What each byte stands for, in whole steps of the finest weight.
    steps: [i32; 256],
}

impl Table {
    /// Packs trained weights into bytes. `weights` has a power of two entries.
    pub fn pack(weights: &[f32]) -> Self {
        let scale = weights.iter().fold(1e-9_f32, |most, weight| most.max(weight.abs()));
        let packed = weights
            .iter()
            .map(|weight| ((weight.abs() / scale).sqrt() * 127.0).round().copysign(*weight) as i8)
            .collect();
        Self::new(packed, scale)
    }

    fn new(weights: Vec<i8>, scale: f32) -> Self {
        let mut steps = [0; 256];
        for byte in i8::MIN..=i8::MAX {
            let size = i32::from(byte);
            steps[usize::from(byte as u8)] = size * size.abs();
        }
        Self { weights, scale, steps }
    }

    /// Adds the weights of every label for one feature to `scores`, one a label, at most [`ROW`].
    pub fn add(&self, feature: u32, scores: &mut [i32]) {
        let at = place(feature, self.weights.len());
        for (score, weight) in scores.iter_mut().zip(&self.weights[at..]) {
            *score += self.steps[usize::from(*weight as u8)];
        }
    }
}

/// Where in a table of `length` entries the row of a feature starts.
pub fn place(feature: u32, length: usize) -> usize {
    ((u64::from(feature) * (length - ROW) as u64) >> 32) as usize
}

/// The trained recogniser.
#[derive(Clone, Debug)]
pub struct NameModel {
    /// Word clusters.
    pub clusters: Clusters,
    /// Weights of the layer that finds names.
    pub outer: Table,
    /// Weights of the layer that finds heads and names within names.
    pub inner: Table,
}

static EMBEDDED: LazyLock<NameModel> = LazyLock::new(|| {
    NameModel::from_bytes(include_bytes!("../../../../model/names.bin"))
        .expect("the embedded file is read by a test")
});

impl NameModel {
    /// The model that comes with the program.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads a model file. Errors name the byte.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader { bytes, at: 0 };
        if reader.take(8)? != MAGIC {
            return Err(ModelError { message: "not a names model of version 1", at: 0 });
        }
        let count = u32::from_le_bytes(reader.array()?);
        let mut words = Vec::new();
        for _ in 0..count {
            let hash = u32::from_le_bytes(reader.array()?);
            let [cluster] = reader.array()?;
            words.push((hash, cluster));
        }
        if !words.is_sorted() {
            return Err(ModelError { message: "clustered words out of order", at: 12 });
        }
        let outer = reader.table()?;
        let inner = reader.table()?;
        if reader.at != bytes.len() {
            return Err(ModelError { message: "bytes left over", at: reader.at });
        }
        Ok(Self { clusters: Clusters { words }, outer, inner })
    }

    /// The model as a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend((self.clusters.words.len() as u32).to_le_bytes());
        for (hash, cluster) in &self.clusters.words {
            bytes.extend(hash.to_le_bytes());
            bytes.push(*cluster);
        }
        for table in [&self.outer, &self.inner] {
            bytes.push(table.weights.len().ilog2() as u8);
            bytes.extend(table.scale.to_le_bytes());
            bytes.extend(table.weights.iter().map(|weight| *weight as u8));
        }
        bytes
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], ModelError> {
        let end = self.at.checked_add(count).filter(|end| *end <= self.bytes.len());
        let end = end.ok_or(ModelError { message: "file ends too soon", at: self.at })?;
        let taken = &self.bytes[self.at..end];
        self.at = end;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    fn table(&mut self) -> Result<Table, ModelError> {
        let [size] = self.array()?;
        if !(8..=24).contains(&size) {
            return Err(ModelError { message: "table size is not between 2^8 and 2^24", at: self.at - 1 });
        }
        let scale = f32::from_le_bytes(self.array()?);
        let weights = self.take(1 << size)?.iter().map(|byte| *byte as i8).collect();
        Ok(Table::new(weights, scale))
    }
}
