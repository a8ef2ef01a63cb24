//! Word vectors from the input embeddings of a sentence encoder, made small by principal components.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, Result, bail};
use ndarray::{Array1, Array2, Axis, s};
use syntax::word::look;

use crate::random::Random;

/// Vectors of words, by the hash of the lower-case word.
#[derive(Default)]
pub(crate) struct Vectors {
    /// Row of each known word.
    pub(crate) rows: HashMap<u64, u32>,
    /// A row a word.
    pub(crate) values: Array2<f32>,
}

/// Reads a `safetensors` file with BERT's word embeddings and its `vocab.txt`; keeps whole words and `width`
/// components, scaled to size one.
pub(crate) fn reduce(tensors: &[u8], vocabulary: &str, width: usize) -> Result<Vectors> {
    let (size, rest) =
        tensors.split_first_chunk::<8>().context("no safetensors file: shorter than 8 bytes")?;
    let (header, data) =
        rest.split_at_checked(u64::from_le_bytes(*size) as usize).context("safetensors: header cut off")?;
    let header: serde_json::Value = serde_json::from_slice(header).context("safetensors: header")?;
    let entry = ["embeddings.word_embeddings.weight", "bert.embeddings.word_embeddings.weight"]
        .iter()
        .find_map(|name| header.get(name))
        .context("safetensors: no word embeddings")?;
    let number =
        |value: &serde_json::Value| value.as_u64().map(|n| n as usize).context("safetensors: a number");
    let (rows, columns) = (number(&entry["shape"][0])?, number(&entry["shape"][1])?);
    let (from, to) = (number(&entry["data_offsets"][0])?, number(&entry["data_offsets"][1])?);
    if entry["dtype"] != "F32" || to - from != rows * columns * 4 || to > data.len() {
        bail!("safetensors: word embeddings of type {}, expected F32", entry["dtype"]);
    }
    let floats: Vec<f32> =
        data[from..to].chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
    let all = Array2::from_shape_vec((rows, columns), floats)?;

    let mut chosen: BTreeMap<u64, usize> = BTreeMap::new();
    for (row, word) in vocabulary.lines().enumerate().take(rows) {
        let is_mark = word.starts_with('[') && word.len() > 1;
        if !is_mark && !word.starts_with("##") {
            chosen.entry(look(word).lower).or_insert(row);
        }
    }
    let picked: Vec<usize> = chosen.values().copied().collect();
    let mut matrix = all.select(Axis(0), &picked);
    let mean = matrix.mean_axis(Axis(0)).unwrap_or_else(|| Array1::zeros(columns));
    matrix -= &mean;
    let basis = components(&matrix.t().dot(&matrix), width);
    let mut values = matrix.dot(&basis);
    let spread = (values.mapv(|x| x * x).sum() / values.len() as f32).sqrt();
    values /= spread.max(1e-9);
    Ok(Vectors { rows: chosen.keys().enumerate().map(|(row, &hash)| (hash, row as u32)).collect(), values })
}

/// The first `width` principal directions of a covariance matrix, by orthogonal iteration.
fn components(covariance: &Array2<f32>, width: usize) -> Array2<f32> {
    let mut random = Random::new(7);
    let mut basis = Array2::from_shape_fn((covariance.nrows(), width), |_| random.signed());
    for _ in 0..60 {
        basis = covariance.dot(&basis);
        for column in 0..width {
            for earlier in 0..column {
                let shared = basis.column(column).dot(&basis.column(earlier));
                let part = basis.column(earlier).mapv(|x| x * shared);
                let mut target = basis.slice_mut(s![.., column]);
                target -= &part;
            }
            let norm = basis.column(column).mapv(|x| x * x).sum().sqrt().max(1e-9);
            basis.column_mut(column).mapv_inplace(|x| x / norm);
        }
    }
    basis
}
