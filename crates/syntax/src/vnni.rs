//! Products of bytes by the instruction `vpdpbusd` (AVX-512 VNNI), which multiplies four weights of each of
//! sixteen outputs with four numbers and adds all up: twice the products of [`crate::wide`] in the same time.
//! Only for weights and numbers that fit a byte, and only where the processor has it.

use std::arch::x86_64::{_mm512_dpbusd_epi32, _mm512_set1_epi32, _mm512_setzero_si512};

use pulp::cast;

use crate::matrix::{Bytes, LANES, Quads};

/// Rows of numbers that share a look at the weights.
const ROWS: usize = 4;

/// Multiplies every row of `rows` into a row of `out`; `false` where the processor cannot.
pub(crate) fn product(bytes: &Bytes, inputs: usize, rows: &[i16], out: &mut [i32], stride: usize) -> bool {
    if !(is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni")) {
        return false;
    }
    // The instruction wants its numbers without a sign; `Bytes::surplus` takes off what this adds.
    let rows: Vec<u8> = rows.iter().map(|&number| (number + 128) as u8).collect();
    #[allow(unsafe_code, reason = "the features that the function needs were found above")]
    // SAFETY: `product_with` is safe but for its processor features, and both were just found.
    unsafe {
        product_with(bytes, inputs / 4, rows.as_chunks::<4>().0, out, stride);
    }
    true
}

#[target_feature(enable = "avx512f,avx512vnni")]
fn product_with(bytes: &Bytes, quads: usize, rows: &[[u8; 4]], out: &mut [i32], stride: usize) {
    let count = rows.len() / quads;
    // Two panels stay in the nearest memory while all rows pass them.
    for (place, panels) in bytes.panels.chunks(2 * quads).enumerate() {
        let mut at = 0;
        while at < count {
            let (rows, output) = (&rows[at * quads..], place * 2 * LANES);
            let out = &mut out[at * stride + output..];
            match (panels.len() / quads, count - at) {
                (1, 1) => tile::<1, 1>(bytes, panels, quads, rows, output, out, stride),
                (1, 2) => tile::<1, 2>(bytes, panels, quads, rows, output, out, stride),
                (1, 3) => tile::<1, 3>(bytes, panels, quads, rows, output, out, stride),
                (1, _) => tile::<1, ROWS>(bytes, panels, quads, rows, output, out, stride),
                (_, 1) => tile::<2, 1>(bytes, panels, quads, rows, output, out, stride),
                (_, 2) => tile::<2, 2>(bytes, panels, quads, rows, output, out, stride),
                (_, 3) => tile::<2, 3>(bytes, panels, quads, rows, output, out, stride),
                _ => tile::<2, ROWS>(bytes, panels, quads, rows, output, out, stride),
            }
            at += ROWS;
        }
    }
}

/// The outputs from `output` on of a few panels and rows.
#[inline]
#[target_feature(enable = "avx512f,avx512vnni")]
fn tile<const PANELS: usize, const ROWS: usize>(
    bytes: &Bytes,
    panels: &[Quads],
    quads: usize,
    rows: &[[u8; 4]],
    output: usize,
    out: &mut [i32],
    stride: usize,
) {
    let mut panel: [&[Quads]; PANELS] = [&[]; PANELS];
    for place in 0..PANELS {
        panel[place] = &panels[place * quads..(place + 1) * quads];
    }
    let mut row: [&[[u8; 4]]; ROWS] = [&[]; ROWS];
    for place in 0..ROWS {
        row[place] = &rows[place * quads..(place + 1) * quads];
    }
    let mut sums = [[_mm512_setzero_si512(); PANELS]; ROWS];
    for quad in 0..quads {
        let mut weights = [_mm512_setzero_si512(); PANELS];
        for place in 0..PANELS {
            weights[place] = cast(panel[place][quad]);
        }
        for place in 0..ROWS {
            let numbers = _mm512_set1_epi32(cast(row[place][quad]));
            for (sum, &weights) in sums[place].iter_mut().zip(&weights) {
                *sum = _mm512_dpbusd_epi32(*sum, numbers, weights);
            }
        }
    }
    for (row, sums) in sums.into_iter().enumerate() {
        for (panel, sums) in sums.into_iter().enumerate() {
            let sums: [i32; LANES] = cast(sums);
            let (lane, to) = (output + panel * LANES, row * stride + panel * LANES);
            let scale = bytes.surplus[lane..lane + LANES].iter().zip(&bytes.steps[lane..lane + LANES]);
            for ((out, sum), (surplus, step)) in out[to..to + LANES].iter_mut().zip(sums).zip(scale) {
                *out = (sum - surplus) << step;
            }
        }
    }
}
