//! Products of matrices of whole numbers, the same on every machine.
//!
//! Weights and inputs have sixteen bits, sums thirty-two. The weights of two inputs stand side by side for each
//! of sixteen outputs, so that one instruction multiplies both and adds the two products, and no sum over the
//! lanes of a vector is ever needed.

use crate::ModelError;
use crate::bytes::{Source, put_u32};
use crate::wide::Wide;

/// Outputs that are worked out side by side.
pub const LANES: usize = 16;

/// Rows of inputs that share a look at the weights.
const ROWS: usize = 4;

/// Weights of a pair of inputs, for each output of a panel.
pub(crate) type Pairs = [[i16; 2]; LANES];

/// Sums of a panel.
pub(crate) type Sums = [i32; LANES];

/// Weights of four inputs, for each output of a panel, side by side.
pub(crate) type Quads = [i8; 4 * LANES];

/// No sum reaches this, so that sums fit an `f32` as they are.
const EXACT: i32 = 1 << 24;

/// Weights from `inputs` to `outputs`, in units of 2 to the power of `-bits`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// How many numbers go in; even.
    pub inputs: usize,
    /// How many numbers come out.
    pub outputs: usize,
    /// Binary places of a weight.
    pub bits: u8,
    /// Sixteen outputs after the other, in them pair of inputs after pair.
    panels: Vec<Pairs>,
    /// The same as bytes, for processors that multiply them faster.
    bytes: Option<Bytes>,
}

/// Weights of a byte each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bytes {
    /// Sixteen outputs after the other, in them four inputs after four.
    pub(crate) panels: Vec<Quads>,
    /// For each output the binary places that its byte weights lack.
    pub(crate) steps: Vec<u8>,
    /// For each output what numbers too large by 128 add to its sum.
    pub(crate) surplus: Vec<i32>,
}

impl Matrix {
    /// From weights given as `weight(input, output)` for an even number of inputs of at most `reach`, with as
    /// many binary places as keep every sum below 2 to the power of 24, at most 15.
    pub fn new(inputs: usize, outputs: usize, reach: i32, weight: impl Fn(usize, usize) -> f32) -> Self {
        Self::within(inputs, outputs, limit(inputs, reach), weight).narrowed(reach)
    }

    /// Like [`Matrix::new`] with weights of at most `limit`, whatever the sums become.
    pub fn within(inputs: usize, outputs: usize, limit: i16, weight: impl Fn(usize, usize) -> f32) -> Self {
        let largest = (0..inputs)
            .flat_map(|input| (0..outputs).map(move |output| (input, output)))
            .map(|(input, output)| weight(input, output).abs())
            .fold(0.0, f32::max);
        let limit = f32::from(limit);
        let bits = (0..16).rev().find(|&bits| largest * f32::from(1_u16 << bits) <= limit).unwrap_or(0);
        let whole = |input, output| {
            (weight(input, output) * f32::from(1_u16 << bits)).round().clamp(-limit, limit) as i16
        };
        Self::packed(inputs, outputs, bits, whole)
    }

    fn packed(inputs: usize, outputs: usize, bits: u8, weight: impl Fn(usize, usize) -> i16) -> Self {
        assert!(inputs.is_multiple_of(2), "inputs are read in pairs");
        let pairs = inputs / 2;
        let mut panels = vec![[[0; 2]; LANES]; pairs * outputs.div_ceil(LANES)];
        for output in 0..outputs {
            for input in 0..inputs {
                panels[output / LANES * pairs + input / 2][output % LANES][input % 2] = weight(input, output);
            }
        }
        Self { inputs, outputs, bits, panels, bytes: None }
    }

    /// Where the numbers that go in fit a byte, so do the weights from now on: those of each output are rounded
    /// to a power of two that leaves 127 steps up and down. What this costs is in `NOTES.md`.
    fn narrowed(mut self, reach: i32) -> Self {
        if reach > 127 || !self.inputs.is_multiple_of(4) {
            return self;
        }
        let quads = self.inputs / 4;
        let mut bytes = Bytes {
            panels: vec![[0; 4 * LANES]; quads * self.outputs.div_ceil(LANES)],
            steps: vec![0; self.stride()],
            surplus: vec![0; self.stride()],
        };
        for output in 0..self.outputs {
            let (panel, lane) = (output / LANES, output % LANES);
            let sizes = (0..self.inputs).map(|input| self.weight(input, output).unsigned_abs());
            let largest = sizes.max().unwrap_or(0);
            let step = (0..9).find(|step| largest <= 127 << step).unwrap_or(9);
            for input in 0..self.inputs {
                let weight = &mut self.panels[panel * 2 * quads + input / 2][lane][input % 2];
                let byte = (f32::from(*weight) / f32::from(1_u16 << step)).round().clamp(-127.0, 127.0) as i8;
                *weight = i16::from(byte) << step;
                bytes.panels[panel * quads + input / 4][lane * 4 + input % 4] = byte;
                bytes.surplus[output] += 128 * i32::from(byte);
            }
            bytes.steps[output] = step;
        }
        self.bytes = Some(bytes);
        self
    }

    /// Distance between rows of a product: `outputs`, rounded up.
    pub fn stride(&self) -> usize {
        self.outputs.next_multiple_of(LANES)
    }

    /// Multiplies every row of `rows`, each of `inputs` numbers, into a row of `out`. Sums that a damaged model
    /// makes too large wrap around.
    #[inline(always)]
    pub(crate) fn product<W: Wide>(&self, wide: W, rows: &[i16], out: &mut Vec<i32>) {
        let (pairs, stride) = (self.inputs / 2, self.stride());
        out.resize(rows.len() / self.inputs.max(1) * stride, 0);
        #[cfg(target_arch = "x86_64")]
        if let Some(bytes) = &self.bytes
            && crate::vnni::product(bytes, self.inputs, rows, out, stride)
        {
            return;
        }
        let rows = rows.as_chunks::<2>().0;
        let count = rows.len() / pairs.max(1);
        // A panel stays in the nearest memory while all rows pass it.
        for (place, panel) in self.panels.chunks_exact(pairs.max(1)).enumerate() {
            let mut at = 0;
            while at < count {
                let (rows, out) = (&rows[at * pairs..], &mut out[at * stride + place * LANES..]);
                match count - at {
                    1 => tile::<1, W>(wide, panel, rows, out, stride),
                    2 => tile::<2, W>(wide, panel, rows, out, stride),
                    3 => tile::<3, W>(wide, panel, rows, out, stride),
                    _ => tile::<ROWS, W>(wide, panel, rows, out, stride),
                }
                at += ROWS;
            }
        }
    }

    /// Multiplies one row into the panels of `out` from that of output `from` on, and says how far into `out`
    /// this output is.
    #[inline(always)]
    pub(crate) fn part<W: Wide>(&self, wide: W, row: &[i16], from: usize, out: &mut [i32]) -> usize {
        let pairs = self.inputs / 2;
        let (row, first) = (row.as_chunks::<2>().0, from / LANES);
        let panels = self.panels.chunks_exact(pairs.max(1)).skip(first);
        for (panel, out) in panels.zip(out.chunks_exact_mut(LANES)) {
            tile::<1, W>(wide, panel, row, out, LANES);
        }
        from - first * LANES
    }

    fn weight(&self, input: usize, output: usize) -> i16 {
        self.panels[output / LANES * (self.inputs / 2) + input / 2][output % LANES][input % 2]
    }

    /// Writes it in the form [`Matrix::read`] takes.
    pub fn write(&self, out: &mut Vec<u8>) {
        put_u32(out, self.inputs);
        put_u32(out, self.outputs);
        self.write_weights(out);
    }

    /// Writes it in the form [`Matrix::read_weights`] takes.
    pub fn write_weights(&self, out: &mut Vec<u8>) {
        out.push(self.bits);
        for output in 0..self.outputs {
            (0..self.inputs)
                .for_each(|input| out.extend_from_slice(&self.weight(input, output).to_le_bytes()));
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
        Ok(Self::read_weights(source, inputs, outputs, limit(inputs, reach))?.narrowed(reach))
    }

    /// Reads what [`Matrix::write_weights`] wrote, no weight larger than `limit`.
    pub fn read_weights(
        source: &mut Source<'_>,
        inputs: usize,
        outputs: usize,
        limit: i16,
    ) -> Result<Self, ModelError> {
        if !inputs.is_multiple_of(2) {
            return Err(ModelError::Damaged("a matrix of impossible size"));
        }
        let bits = source.u8()?;
        if bits > 15 {
            return Err(ModelError::Damaged("a matrix with too many binary places"));
        }
        let bytes = source.take(2 * inputs * outputs)?;
        let weight = |input: usize, output: usize| {
            let at = 2 * (output * inputs + input);
            i16::from_le_bytes([bytes[at], bytes[at + 1]]).clamp(-limit, limit)
        };
        Ok(Self::packed(inputs, outputs, bits, weight))
    }
}

/// Largest weight with which `inputs` products with numbers of at most `reach` add up exactly.
fn limit(inputs: usize, reach: i32) -> i16 {
    ((EXACT - 1) / (inputs.max(1) as i32 * reach)).min(i32::from(i16::MAX)) as i16
}

/// A panel's outputs of a few rows.
#[inline(always)]
fn tile<const ROWS: usize, W: Wide>(
    wide: W,
    panel: &[Pairs],
    rows: &[[i16; 2]],
    out: &mut [i32],
    stride: usize,
) {
    let mut sums = [wide.zero(); ROWS];
    let rows: [&[[i16; 2]]; ROWS] =
        std::array::from_fn(|row| &rows[row * panel.len()..(row + 1) * panel.len()]);
    for (pair, weights) in panel.iter().enumerate() {
        let weights = wide.load(weights);
        for row in 0..ROWS {
            sums[row] = wide.add(sums[row], weights, rows[row][pair]);
        }
    }
    for (row, sums) in sums.into_iter().enumerate() {
        out[row * stride..row * stride + LANES].copy_from_slice(&wide.store(sums));
    }
}

/// Where the first of the largest `scores` is; 0 without any.
#[inline(always)]
pub(crate) fn first_best(scores: &[i32]) -> usize {
    // Two passes without a branch that depends on a score beat one with.
    let top = scores.iter().fold(i32::MIN, |top, &score| top.max(score));
    scores.iter().position(|&score| score == top).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::wide::{Plain, Work, widest};

    struct Product<'a>(&'a Matrix, &'a [i16], &'a mut Vec<i32>);

    impl Work for Product<'_> {
        fn run<W: Wide>(self, wide: W) {
            self.0.product(wide, self.1, self.2);
        }
    }

    /// The sums one by one.
    fn expected(matrix: &Matrix, rows: &[i16]) -> Vec<i32> {
        let mut sums = Vec::new();
        for row in rows.chunks(matrix.inputs) {
            for output in 0..matrix.stride() {
                let product = |(input, &number): (usize, &i16)| {
                    i32::from(number) * i32::from(matrix.weight(input, output))
                };
                sums.push(if output < matrix.outputs {
                    row.iter().enumerate().map(product).sum()
                } else {
                    0
                });
            }
        }
        sums
    }

    proptest! {
        #[test]
        fn every_processor_gets_the_same_sums(
            (quads, outputs, rows) in (1_usize..20, 1_usize..70, 0_usize..11),
            reach in prop::sample::select(vec![127, 511]),
            seed in any::<u32>(),
        ) {
            let number = |place: usize| (place as u32 ^ seed).wrapping_mul(0x9e37_79b9) >> 8;
            let inputs = 4 * quads;
            let weight = |input: usize, output: usize| number(input * 71 + output) as f32 / 16_777_216.0 - 0.5;
            let matrix = Matrix::new(inputs, outputs, reach, weight);
            let numbers = (0..rows * inputs).map(|place| (number(place + 7) as i32 % (2 * reach + 1) - reach) as i16);
            let numbers: Vec<i16> = numbers.collect();
            let expected = expected(&matrix, &numbers);
            let mut sums = vec![1; 3];
            widest(Product(&matrix, &numbers, &mut sums));
            prop_assert_eq!(&sums, &expected);
            // And where bytes are no faster, with and without wide vectors.
            let pairs = Matrix { bytes: None, ..matrix };
            widest(Product(&pairs, &numbers, &mut sums));
            prop_assert_eq!(&sums, &expected);
            Product(&pairs, &numbers, &mut sums).run(Plain);
            prop_assert_eq!(&sums, &expected);
        }

        #[test]
        fn weights_survive_a_file(outputs in 1_usize..40, reach in prop::sample::select(vec![127, 511])) {
            let matrix = Matrix::new(8, outputs, reach, |input, output| (input as f32 - 3.3) * output as f32 * 0.01);
            let mut bytes = Vec::new();
            matrix.write(&mut bytes);
            prop_assert_eq!(Matrix::read(&mut Source::new(&bytes), 8, outputs, reach), Ok(matrix));
        }
    }
}
