//! The encoder: every word in its sentence as one vector, by layers of gated recurrence in both directions.
//!
//! A layer's gates look only at its input (Lei et al. 2018; Feng et al. 2024), so that a layer is one product of
//! matrices and a cheap scan: `c[t] = f[t] c[t-1] + (1 - f[t]) z[t]`.

use std::ops::Range;

use ndarray::{Array2, linalg::general_mat_mul};

use super::param::{Param, row_of, row_of_mut};
use super::tokens::{NO_ROW, Token};
use crate::random::Random;
use syntax::word::{AFFIX_ROWS, AFFIXES};

/// Sizes of the encoder.
#[derive(Clone, Copy)]
pub(crate) struct Sizes {
    /// Of a word by itself.
    pub(crate) word: usize,
    /// Of one direction of a layer.
    pub(crate) half: usize,
    /// Layers.
    pub(crate) layers: usize,
}

/// The encoder's parameters.
pub(crate) struct Encoder {
    pub(crate) sizes: Sizes,
    pub(crate) words: Param,
    pub(crate) affixes: Param,
    pub(crate) projection: Param,
    pub(crate) layers: Vec<(Param, Param)>,
}

/// What the way forward leaves for the way back.
pub(crate) struct Encoded {
    windows: Array2<f32>,
    /// Input of every layer but the first.
    inputs: Vec<Array2<f32>>,
    /// Values of `z` and `f` of every layer.
    gates: Vec<Array2<f32>>,
    states: Vec<Array2<f32>>,
    masks: Vec<Vec<f32>>,
    mask: Vec<f32>,
    /// A row a word.
    pub(crate) output: Array2<f32>,
}

/// Softsign: smooth, between -1 and 1, and the same on every machine.
fn squash(x: f32) -> f32 {
    x / (1.0 + x.abs())
}

fn slope(y: f32) -> f32 {
    let rest = 1.0 - y.abs();
    rest * rest
}

pub(crate) fn dropout(count: usize, rate: f32, random: Option<&mut Random>) -> Vec<f32> {
    match random {
        Some(random) if rate > 0.0 => {
            let keep = 1.0 / (1.0 - rate);
            (0..count).map(|_| if random.unit() < rate { 0.0 } else { keep }).collect()
        }
        _ => Vec::new(),
    }
}

pub(crate) fn apply(matrix: &mut Array2<f32>, mask: &[f32]) {
    if !mask.is_empty() {
        for (x, m) in matrix.iter_mut().zip(mask) {
            *x *= m;
        }
    }
}

impl Encoder {
    pub(crate) fn new(sizes: Sizes, words: usize, vectors: &Array2<f32>, random: &mut Random) -> Self {
        let half = sizes.half;
        let layers = (0..sizes.layers).map(|layer| {
            let input = if layer == 0 { 3 * sizes.word } else { 2 * half };
            (Param::dense(input, 4 * half, random), Param::bias(4 * half, 0.0))
        });
        let layers = layers.collect();
        Self {
            sizes,
            words: Param::table(words, sizes.word, 0.15, random),
            affixes: Param::table(AFFIXES * AFFIX_ROWS, sizes.word, 0.15, random),
            projection: Param::dense(vectors.ncols().max(1), sizes.word, random),
            layers,
        }
    }

    /// `sentences` are ranges of rows.
    pub(crate) fn forward(
        &self,
        tokens: &[Token],
        sentences: &[Range<usize>],
        vectors: &Array2<f32>,
        mut random: Option<&mut Random>,
    ) -> Encoded {
        let Sizes { word, half, .. } = self.sizes;
        let rows = tokens.len();
        let mut given = Array2::<f32>::zeros((rows, vectors.ncols()));
        for (row, token) in tokens.iter().enumerate().filter(|(_, token)| token.vector != NO_ROW) {
            row_of_mut(&mut given, row).copy_from_slice(row_of(vectors, token.vector as usize));
        }
        let mut input = given.dot(&self.projection.value);
        for (row, token) in tokens.iter().enumerate() {
            let sum = row_of_mut(&mut input, row);
            let parts = token.affixes.iter().map(|&affix| self.affixes.row(affix as usize));
            for part in parts.chain([self.words.row(token.word as usize)]) {
                for (to, from) in sum.iter_mut().zip(part) {
                    *to += from;
                }
            }
        }
        let mask = dropout(input.len(), DROP_WORD, random.as_deref_mut());
        apply(&mut input, &mask);
        let mut windows = Array2::zeros((rows, 3 * word));
        for sentence in sentences {
            for row in sentence.clone() {
                let window = row_of_mut(&mut windows, row);
                if row > sentence.start {
                    window[..word].copy_from_slice(row_of(&input, row - 1));
                }
                window[word..2 * word].copy_from_slice(row_of(&input, row));
                if row + 1 < sentence.end {
                    window[2 * word..].copy_from_slice(row_of(&input, row + 1));
                }
            }
        }
        let mut encoded = Encoded {
            windows,
            inputs: Vec::new(),
            gates: Vec::new(),
            states: Vec::new(),
            masks: Vec::new(),
            mask,
            output: Array2::zeros((0, 0)),
        };
        let mut below: Option<Array2<f32>> = None;
        for (weights, bias) in &self.layers {
            let input = below.as_ref().unwrap_or(&encoded.windows);
            let mut gates = Array2::zeros((rows, 4 * half));
            gates += &bias.value;
            general_mat_mul(1.0, input, &weights.value, 1.0, &mut gates);
            for row in 0..rows {
                let gates = row_of_mut(&mut gates, row);
                for (column, x) in gates.iter_mut().enumerate() {
                    let y = squash(*x);
                    *x = if (column / half) % 2 == 0 { y } else { 0.5 + 0.5 * y };
                }
            }
            let mut states = Array2::<f32>::zeros((rows, 2 * half));
            for sentence in sentences {
                let mut carry = vec![0.0; half];
                for row in sentence.clone() {
                    scan(row_of(&gates, row), half, 0, &mut carry);
                    row_of_mut(&mut states, row)[..half].copy_from_slice(&carry);
                }
                carry.fill(0.0);
                for row in sentence.clone().rev() {
                    scan(row_of(&gates, row), half, 2 * half, &mut carry);
                    row_of_mut(&mut states, row)[half..].copy_from_slice(&carry);
                }
            }
            let mut output = states.clone();
            if let Some(below) = &below {
                output += below;
            }
            let mask = dropout(output.len(), DROP_LAYER, random.as_deref_mut());
            apply(&mut output, &mask);
            encoded.masks.push(mask);
            encoded.gates.push(gates);
            encoded.states.push(states);
            if let Some(input) = below.replace(output) {
                encoded.inputs.push(input);
            }
        }
        encoded.output = below.unwrap_or_default();
        encoded
    }

    /// Adds the gradients that `output`, the gradient of the encoder's output, calls for.
    pub(crate) fn backward(
        &mut self,
        tokens: &[Token],
        sentences: &[Range<usize>],
        vectors: &Array2<f32>,
        encoded: &Encoded,
        mut output: Array2<f32>,
    ) {
        let Sizes { word, half, layers } = self.sizes;
        let rows = tokens.len();
        for layer in (0..layers).rev() {
            apply(&mut output, &encoded.masks[layer]);
            let (gates, states) = (&encoded.gates[layer], &encoded.states[layer]);
            let mut slopes = Array2::<f32>::zeros((rows, 4 * half));
            let zeros = vec![0.0; half];
            for sentence in sentences {
                let mut carry = vec![0.0; half];
                for row in sentence.clone().rev() {
                    let before = if row > sentence.start { &row_of(states, row - 1)[..half] } else { &zeros };
                    let (grad, gate) = (&row_of(&output, row)[..half], row_of(gates, row));
                    scan_back(gate, half, 0, before, grad, &mut carry, row_of_mut(&mut slopes, row));
                }
                carry.fill(0.0);
                for row in sentence.clone() {
                    let before =
                        if row + 1 < sentence.end { &row_of(states, row + 1)[half..] } else { &zeros };
                    let (grad, gate) = (&row_of(&output, row)[half..], row_of(gates, row));
                    scan_back(gate, half, 2 * half, before, grad, &mut carry, row_of_mut(&mut slopes, row));
                }
            }
            let (weights, bias) = &mut self.layers[layer];
            let input = if layer == 0 { &encoded.windows } else { &encoded.inputs[layer - 1] };
            general_mat_mul(1.0, &input.t(), &slopes, 1.0, &mut weights.grad);
            for row in 0..rows {
                bias.add(0, row_of(&slopes, row));
            }
            let below = slopes.dot(&weights.value.t());
            output = if layer == 0 { below } else { output + below };
        }
        let mut input = Array2::<f32>::zeros((rows, word));
        for sentence in sentences {
            for row in sentence.clone() {
                let window = row_of(&output, row);
                let mut add = |row: usize, part: &[f32]| {
                    for (to, from) in row_of_mut(&mut input, row).iter_mut().zip(part) {
                        *to += from;
                    }
                };
                if row > sentence.start {
                    add(row - 1, &window[..word]);
                }
                add(row, &window[word..2 * word]);
                if row + 1 < sentence.end {
                    add(row + 1, &window[2 * word..]);
                }
            }
        }
        apply(&mut input, &encoded.mask);
        let mut given = Array2::<f32>::zeros((rows, vectors.ncols()));
        for (row, token) in tokens.iter().enumerate() {
            let grad = row_of(&input, row);
            self.words.add(token.word as usize, grad);
            for &affix in &token.affixes {
                self.affixes.add(affix as usize, grad);
            }
            if token.vector != NO_ROW {
                row_of_mut(&mut given, row).copy_from_slice(row_of(vectors, token.vector as usize));
            }
        }
        general_mat_mul(1.0, &given.t(), &input, 1.0, &mut self.projection.grad);
    }

    pub(crate) fn params(&mut self) -> Vec<&mut Param> {
        let mut all = vec![&mut self.words, &mut self.affixes, &mut self.projection];
        for (weights, bias) in &mut self.layers {
            all.push(weights);
            all.push(bias);
        }
        all
    }
}

const DROP_WORD: f32 = 0.15;
const DROP_LAYER: f32 = 0.2;

fn scan(gates: &[f32], half: usize, from: usize, carry: &mut [f32]) {
    let (z, f) = (&gates[from..from + half], &gates[from + half..from + 2 * half]);
    for ((c, z), f) in carry.iter_mut().zip(z).zip(f) {
        *c = f * *c + (1.0 - f) * z;
    }
}

fn scan_back(
    gates: &[f32],
    half: usize,
    from: usize,
    before: &[f32],
    grad: &[f32],
    carry: &mut [f32],
    slopes: &mut [f32],
) {
    for column in 0..half {
        let (z, f) = (gates[from + column], gates[from + half + column]);
        let total = grad[column] + carry[column];
        slopes[from + column] = total * (1.0 - f) * slope(z);
        slopes[from + half + column] = total * (before[column] - z) * 0.5 * slope(2.0 * f - 1.0);
        carry[column] = total * f;
    }
}
