//! Products of matrices of whole numbers, the same on every machine.
//!
//! Weights and inputs are whole numbers kept as `f32`, so small that every sum stays below 2 to the power of
//! 24. All of it is then exact: in any order, with or without fused multiplication, and the widest vectors that
//! the processor has can be used.

use crate::ModelError;
use crate::bytes::{Source, put_u32};

/// Outputs that are worked out side by side.
const PANEL: usize = 16;

/// Whole numbers below this are exact.
const EXACT: i32 = 1 << 24;

/// Weights from `inputs` to `outputs`, in units of 2 to the power of `-bits`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    /// How many numbers go in.
    pub inputs: usize,
    /// How many numbers come out.
    pub outputs: usize,
    /// Binary places of a weight.
    pub bits: u8,
    /// Largest number that may go in.
    reach: i32,
    /// Sixteen outputs after the other, in them input after input.
    panels: Vec<f32>,
}

impl Matrix {
    /// From weights given as `weight(input, output)` for inputs of at most `reach`, with as many binary places
    /// as stay exact, at most 15.
    pub fn new(inputs: usize, outputs: usize, reach: i32, weight: impl Fn(usize, usize) -> f32) -> Self {
        let largest = (0..inputs)
            .flat_map(|input| (0..outputs).map(move |output| (input, output)))
            .map(|(input, output)| weight(input, output).abs())
            .fold(0.0, f32::max);
        let limit = limit(inputs, reach) as f32;
        let bits = (0..16).rev().find(|&bits| largest * f32::from(1_u16 << bits) <= limit).unwrap_or(0);
        let whole = |input, output| {
            (weight(input, output) * f32::from(1_u16 << bits)).round().clamp(-limit, limit) as i16
        };
        Self::packed(inputs, outputs, bits, reach, whole)
    }

    fn packed(
        inputs: usize,
        outputs: usize,
        bits: u8,
        reach: i32,
        weight: impl Fn(usize, usize) -> i16,
    ) -> Self {
        let mut panels = vec![0.0; inputs * outputs.next_multiple_of(PANEL)];
        for output in 0..outputs {
            for input in 0..inputs {
                panels[(output / PANEL * inputs + input) * PANEL + output % PANEL] =
                    f32::from(weight(input, output));
            }
        }
        Self { inputs, outputs, bits, reach, panels }
    }

    /// Distance between rows of a product: `outputs`, rounded up.
    pub fn stride(&self) -> usize {
        self.outputs.next_multiple_of(PANEL)
    }

    /// Multiplies every row of `rows`, each of `inputs` whole numbers of at most `reach`, into a row of `out`.
    #[inline(always)]
    pub(crate) fn product<const FUSED: bool>(&self, rows: &[f32], out: &mut Vec<f32>) {
        let (inputs, stride) = (self.inputs, self.stride());
        out.resize(rows.len() / inputs.max(1) * stride, 0.0);
        let mut fours = rows.chunks_exact(4 * inputs);
        let mut results = out.chunks_exact_mut(4 * stride);
        for (rows, out) in fours.by_ref().zip(results.by_ref()) {
            for (place, panel) in self.panels.chunks_exact(PANEL * inputs).enumerate() {
                tile::<4, FUSED>(panel, rows, inputs, &mut out[place * PANEL..], stride);
            }
        }
        let (rows, out) = (fours.remainder(), results.into_remainder());
        for (place, panel) in self.panels.chunks_exact(PANEL * inputs).enumerate() {
            let out = out.get_mut(place * PANEL..).unwrap_or_default();
            match rows.len() / inputs {
                0 => {}
                1 => single::<FUSED>(panel, rows, out),
                2 => tile::<2, FUSED>(panel, rows, inputs, out, stride),
                _ => tile::<3, FUSED>(panel, rows, inputs, out, stride),
            }
        }
    }

    /// Writes it in the form [`Matrix::read`] takes.
    pub fn write(&self, out: &mut Vec<u8>) {
        put_u32(out, self.inputs);
        put_u32(out, self.outputs);
        out.push(self.bits);
        for output in 0..self.outputs {
            for input in 0..self.inputs {
                let weight = self.panels[(output / PANEL * self.inputs + input) * PANEL + output % PANEL];
                out.extend_from_slice(&(weight as i16).to_le_bytes());
            }
        }
    }

    /// Reads what [`Matrix::write`] wrote.
    pub fn read(
        source: &mut Source<'_>,
        inputs: usize,
        outputs: usize,
        reach: i32,
    ) -> Result<Self, ModelError> {
        if source.u32()? as usize != inputs || source.u32()? as usize != outputs {
            return Err(ModelError::Damaged("a matrix of another shape"));
        }
        let bits = source.u8()?;
        if bits > 15 {
            return Err(ModelError::Damaged("a matrix with too many binary places"));
        }
        let bytes = source.take(2 * inputs * outputs)?;
        let limit = limit(inputs, reach) as i16;
        let weight = |input: usize, output: usize| {
            let at = 2 * (output * inputs + input);
            i16::from_le_bytes([bytes[at], bytes[at + 1]]).clamp(-limit, limit)
        };
        Ok(Self::packed(inputs, outputs, bits, reach, weight))
    }
}

/// Largest weight with which `inputs` products with numbers of at most `reach` add up exactly.
fn limit(inputs: usize, reach: i32) -> i32 {
    ((EXACT - 1) / (inputs.max(1) as i32 * reach)).min(i32::from(i16::MAX))
}

/// Sixteen outputs of a few rows.
#[inline(always)]
fn tile<const ROWS: usize, const FUSED: bool>(
    panel: &[f32],
    rows: &[f32],
    inputs: usize,
    out: &mut [f32],
    stride: usize,
) {
    let mut sums = [[0.0_f32; PANEL]; ROWS];
    let rows: [&[f32]; ROWS] = std::array::from_fn(|row| &rows[row * inputs..(row + 1) * inputs]);
    for (input, weights) in panel.as_chunks::<PANEL>().0.iter().enumerate() {
        for (sums, row) in sums.iter_mut().zip(rows) {
            let number = row[input];
            for (sum, &weight) in sums.iter_mut().zip(weights) {
                // Both are exact here; the fused one is a single instruction where there is one, and slow where
                // there is none.
                *sum = if FUSED { number.mul_add(weight, *sum) } else { *sum + number * weight };
            }
        }
    }
    for (row, sums) in sums.iter().enumerate() {
        out[row * stride..row * stride + PANEL].copy_from_slice(sums);
    }
}

/// Sixteen outputs of a single row. Four sums at a time keep the processor from waiting for one.
#[inline(always)]
fn single<const FUSED: bool>(panel: &[f32], row: &[f32], out: &mut [f32]) {
    let mut sums = [[0.0_f32; PANEL]; 4];
    let (weights, numbers) = (panel.as_chunks::<PANEL>().0.as_chunks::<4>(), row.as_chunks::<4>());
    for (weights, numbers) in weights.0.iter().zip(numbers.0) {
        for ((sums, weights), &number) in sums.iter_mut().zip(weights).zip(numbers) {
            for (sum, &weight) in sums.iter_mut().zip(weights) {
                *sum = if FUSED { number.mul_add(weight, *sum) } else { *sum + number * weight };
            }
        }
    }
    for (weights, &number) in weights.1.iter().zip(numbers.1) {
        for (sum, &weight) in sums[0].iter_mut().zip(weights) {
            *sum += number * weight;
        }
    }
    for (lane, out) in out.iter_mut().take(PANEL).enumerate() {
        *out = sums[0][lane] + sums[1][lane] + sums[2][lane] + sums[3][lane];
    }
}

/// Weights of a few outputs, one output after the other, for the products of a single row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// How many numbers go in.
    pub inputs: usize,
    /// How many numbers come out.
    pub outputs: usize,
    /// Binary places of a weight.
    pub bits: u8,
    weights: Vec<i16>,
}

/// Largest weight of [`Rows`].
const LARGEST: i16 = 2047;

impl Rows {
    /// From weights given as `weight(input, output)`, with as many binary places as fit, at most 15.
    pub fn new(inputs: usize, outputs: usize, weight: impl Fn(usize, usize) -> f32) -> Self {
        let cells = || (0..outputs).flat_map(|output| (0..inputs).map(move |input| (input, output)));
        let largest = cells().map(|(input, output)| weight(input, output).abs()).fold(0.0, f32::max);
        let limit = f32::from(LARGEST);
        let bits = (0..16).rev().find(|&bits| largest * f32::from(1_u16 << bits) <= limit).unwrap_or(0);
        let one = f32::from(1_u16 << bits);
        let whole = |(input, output)| (weight(input, output) * one).round().clamp(-limit, limit) as i16;
        Self { inputs, outputs, bits, weights: cells().map(whole).collect() }
    }

    /// The product of `numbers` with the weights of one output. Wraps around rather than panics, which only a
    /// damaged model can make it do.
    #[inline(always)]
    pub fn dot(&self, output: usize, numbers: &[i16]) -> i32 {
        let weights = &self.weights[output * self.inputs..(output + 1) * self.inputs];
        weights.iter().zip(numbers).fold(0, |sum, (&a, &b)| sum.wrapping_add(i32::from(a) * i32::from(b)))
    }

    /// Writes them in the form [`Rows::read`] takes.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.push(self.bits);
        self.weights.iter().for_each(|weight| out.extend_from_slice(&weight.to_le_bytes()));
    }

    /// Reads what [`Rows::write`] wrote.
    pub fn read(source: &mut Source<'_>, inputs: usize, outputs: usize) -> Result<Self, ModelError> {
        let bits = source.u8()?;
        if bits > 15 {
            return Err(ModelError::Damaged("a matrix with too many binary places"));
        }
        let bytes = source.take(2 * inputs * outputs)?.chunks_exact(2);
        let weights =
            bytes.map(|pair| i16::from_le_bytes([pair[0], pair[1]]).clamp(-LARGEST, LARGEST)).collect();
        Ok(Self { inputs, outputs, bits, weights })
    }
}
