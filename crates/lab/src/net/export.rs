//! The trained network in whole numbers, as the program reads it.

use std::collections::BTreeMap;

use ndarray::Array2;
use syntax::decider::{Decider, HIDDEN_BITS, LARGEST};
use syntax::encoder::{Encoder, STATE_BITS, STATE_REACH, WORD_REACH, key};
use syntax::matrix::Matrix;
use syntax::tagger::Tagger;

use super::Net;
use super::param::{Param, row_of};
use crate::vectors::Vectors;

impl Net {
    /// The encoder, the tagger and the parser.
    pub(crate) fn export(&self, vectors: &Vectors) -> (Encoder, Tagger, Decider) {
        let encoder = self.encoder(vectors);
        let matrix = by_input(&self.tagger);
        let bias = biases(&self.tagger_bias, matrix.bits + STATE_BITS);
        let tagger = Tagger { pairs: self.tags.clone(), matrix, bias };
        let parser = &self.decider;
        let roles = by_input(&parser.roles);
        let (moves, labels) = (by_output(&parser.moves), by_output(&parser.names));
        let decider = Decider {
            hidden: parser.hidden,
            signs: biases(&parser.signs, roles.bits + STATE_BITS),
            moves_bias: biases(&parser.moves_bias, moves.bits + HIDDEN_BITS),
            labels_bias: biases(&parser.names_bias, labels.bits + HIDDEN_BITS),
            roles,
            moves,
            labels,
        };
        (encoder, tagger, decider)
    }

    fn encoder(&self, vectors: &Vectors) -> Encoder {
        let net = &self.encoder;
        let width = net.sizes.word;
        // Learnt and given vectors of a word become one row.
        let given = vectors.values.dot(&net.projection.value);
        let mut rows: BTreeMap<u32, Vec<f32>> = BTreeMap::new();
        let mut hashes: Vec<u64> = self.vocabulary.words.keys().chain(vectors.rows.keys()).copied().collect();
        hashes.sort_unstable();
        for hash in hashes {
            let learnt = self.vocabulary.words.get(&hash).map_or(0, |&row| row as usize);
            let mut row = net.words.row(learnt).to_vec();
            if let Some(&vector) = vectors.rows.get(&hash) {
                row.iter_mut().zip(row_of(&given, vector as usize)).for_each(|(to, from)| *to += from);
            }
            rows.insert(key(hash), row);
        }
        let keys: Vec<u32> = rows.keys().copied().collect();
        let words: Vec<f32> = net.words.row(0).iter().copied().chain(rows.into_values().flatten()).collect();
        let affixes: Vec<f32> = net.affixes.value.iter().copied().collect();
        // A few outliers are clipped for the sake of finer steps for all others.
        let mut sizes: Vec<f32> = words.iter().chain(&affixes).map(|x| x.abs()).collect();
        sizes.sort_by(f32::total_cmp);
        let unit = sizes[sizes.len() - 1 - sizes.len() / 5000] / 127.0;
        let step = |x: &f32| (x / unit).round().clamp(-127.0, 127.0) as i8;
        let half = net.sizes.half;
        let first = &net.layers[0].0.value;
        let mut encoder = Encoder {
            width,
            half,
            unit,
            keys,
            words: words.iter().map(step).collect(),
            affixes: affixes.iter().map(step).collect(),
            window: Matrix::new(width, 12 * half, WORD_REACH, |input, output| {
                first[[output / (4 * half) * width + input, output % (4 * half)]]
            }),
            layers: net.layers[1..].iter().map(|(weights, _)| by_input(weights)).collect(),
            biases: net.layers.iter().map(|(_, bias)| bias.row(0).to_vec()).collect(),
            ..Encoder::default()
        };
        encoder.index();
        encoder
    }
}

fn by_input(param: &Param) -> Matrix {
    let value: &Array2<f32> = &param.value;
    Matrix::new(value.nrows(), value.ncols(), STATE_REACH, |input, output| value[[input, output]])
}

fn by_output(param: &Param) -> Matrix {
    let value: &Array2<f32> = &param.value;
    Matrix::within(value.ncols(), value.nrows(), LARGEST, |input, output| value[[output, input]])
}

fn biases(param: &Param, bits: u8) -> Vec<i32> {
    param.value.iter().map(|x| (f64::from(*x) * f64::from(1_u32 << bits)).round() as i32).collect()
}
