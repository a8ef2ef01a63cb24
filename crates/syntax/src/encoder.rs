//! The encoder: every word as a vector that knows its sentence.
//!
//! A word by itself is a sum of table rows for the whole word, its ends and its shape. Layers of gated
//! recurrence run over the sentence in both directions; the gates of a layer look only at its input (as in the
//! simple recurrent units of Lei et al. 2018), so a layer is one matrix product and a cheap scan:
//! `c[t] = f[t] c[t-1] + (1 - f[t]) z[t]`. The first layer sees a word with its two neighbours.

use rustc_hash::FxHashMap;

use crate::ModelError;
use crate::bytes::{Source, put_u32};
use crate::matrix::Matrix;
use crate::wide::{Wide, Work, widest};
use crate::word::{AFFIX_ROWS, AFFIXES, Look, affixes};

/// Binary places of a vector's numbers between layers.
pub const STATE_BITS: u8 = 6;

/// Largest number of a vector between layers, in its units. Two layers reach 128 at most.
pub const STATE_REACH: i32 = 127;

/// Largest number of a word by itself, in its units.
pub const WORD_REACH: i32 = 511;

/// Word types whose first products are remembered; a report repeats most of its words.
const REMEMBERED: usize = 4096;

/// The encoder's tables and matrices.
#[derive(Clone, Debug, Default)]
pub struct Encoder {
    /// Numbers of a word by itself.
    pub width: usize,
    /// Numbers of one direction of a layer.
    pub half: usize,
    /// Size of the unit of table rows.
    pub unit: f32,
    /// Hash keys of the known words, ascending; row 0 of `words` stands for all others, row `n + 1` for key `n`.
    pub keys: Vec<u32>,
    /// Rows of whole words.
    pub words: Vec<i8>,
    /// Rows of ends and shapes.
    pub affixes: Vec<i8>,
    /// From a word to the first layer's gates as seen by the word after it, by itself and by the word before.
    pub window: Matrix,
    /// From a layer to the next layer's gates.
    pub layers: Vec<Matrix>,
    /// Biases of every layer's gates.
    pub biases: Vec<Vec<f32>>,
    /// Where each key is found; filled by [`Encoder::index`].
    pub slots: Vec<u32>,
}

/// Memory of the encoder.
#[derive(Clone, Debug, Default)]
pub struct EncoderScratch {
    remembered: FxHashMap<u64, u32>,
    products: Vec<i32>,
    places: Vec<u32>,
    word: Vec<i16>,
    row: Vec<i32>,
    gates: Vec<f32>,
    whole: Vec<i32>,
    carry: Vec<f32>,
    state: Vec<f32>,
    nothing: Vec<i32>,
    /// A row a word, with [`STATE_BITS`] binary places.
    pub output: Vec<i16>,
}

struct Encoding<'a> {
    encoder: &'a Encoder,
    looks: &'a [Look],
    scratch: &'a mut EncoderScratch,
}

impl Work for Encoding<'_> {
    #[inline(always)]
    fn run<W: Wide>(self, wide: W) {
        self.encoder.encode_with(wide, self.looks, self.scratch);
    }
}

/// Key of a word's hash.
pub fn key(lower: u64) -> u32 {
    (lower >> 32) as u32
}

impl Encoder {
    /// Puts the table of keys in order for finding; call after the fields are filled.
    pub fn index(&mut self) {
        let size = (self.keys.len() * 2).max(2).next_power_of_two();
        self.slots = vec![0; size];
        for (row, &key) in self.keys.iter().enumerate() {
            let mut at = key as usize & (size - 1);
            while self.slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = row as u32 + 1;
        }
    }

    fn row(&self, lower: u64) -> usize {
        let key = key(lower);
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        loop {
            match self.slots[at] {
                0 => return 0,
                row if self.keys[row as usize - 1] == key => return row as usize,
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// Encodes a sentence into `scratch.output`.
    pub fn encode(&self, looks: &[Look], scratch: &mut EncoderScratch) {
        widest(Encoding { encoder: self, looks, scratch });
    }

    #[inline(always)]
    fn encode_with<W: Wide>(&self, wide: W, looks: &[Look], scratch: &mut EncoderScratch) {
        self.remember(wide, looks, scratch);
        let EncoderScratch { products, places, gates, whole, carry, state, nothing, output, .. } = scratch;
        let columns = 4 * self.half;
        let scale = self.unit / (1_u32 << self.window.bits) as f32;
        gates.resize(looks.len() * columns, 0.0);
        let part = |word: usize, seen: usize| {
            let from = places[word] as usize * 3 * columns + seen * columns;
            &products[from..from + columns]
        };
        nothing.resize(columns, 0);
        for (word, gates) in gates.chunks_mut(columns).enumerate() {
            let before = if word > 0 { part(word - 1, 0) } else { &nothing[..] };
            let here = part(word, 1);
            let after = if word + 1 < looks.len() { part(word + 1, 2) } else { &nothing[..] };
            for ((gate, bias), sum) in gates
                .iter_mut()
                .zip(&self.biases[0])
                .zip(before.iter().zip(here).zip(after).map(|((b, h), a)| b + h + a))
            {
                *gate = sum as f32 * scale + bias;
            }
        }
        state.clear();
        state.resize(looks.len() * 2 * self.half, 0.0);
        self.scan(gates, carry, state);
        quantise(state, output);
        for (matrix, bias) in self.layers.iter().zip(&self.biases[1..]) {
            matrix.product(wide, output, whole);
            let scale = 1.0 / (1_u32 << (matrix.bits + STATE_BITS)) as f32;
            for (gates, sums) in gates.chunks_mut(columns).zip(whole.chunks(columns)) {
                for ((gate, bias), &sum) in gates.iter_mut().zip(bias).zip(sums) {
                    *gate = sum as f32 * scale + bias;
                }
            }
            self.scan(gates, carry, state);
            quantise(state, output);
        }
    }

    /// Looks every word up, or works its first products out once.
    #[inline(always)]
    fn remember<W: Wide>(&self, wide: W, looks: &[Look], scratch: &mut EncoderScratch) {
        let EncoderScratch { remembered, products, places, word, row, .. } = scratch;
        if remembered.len() >= REMEMBERED {
            remembered.clear();
            products.clear();
        }
        places.clear();
        word.clear();
        let reach = WORD_REACH as i16;
        for look in looks {
            let next = remembered.len() as u32;
            let place = *remembered.entry(look.form).or_insert(next);
            places.push(place);
            if place == next {
                let from = self.row(look.lower) * self.width;
                let start = word.len();
                word.extend(self.words[from..from + self.width].iter().map(|&x| i16::from(x)));
                let sum = &mut word[start..];
                for affix in affixes(look) {
                    let from = affix as usize * self.width;
                    for (to, &x) in sum.iter_mut().zip(&self.affixes[from..from + self.width]) {
                        *to += i16::from(x);
                    }
                }
                sum.iter_mut().for_each(|x| *x = (*x).clamp(-reach, reach));
            }
        }
        self.window.product(wide, word, row);
        products.extend_from_slice(row);
    }

    /// Adds a layer's states to what is in `state`.
    #[inline(always)]
    fn scan(&self, gates: &mut [f32], carry: &mut Vec<f32>, state: &mut [f32]) {
        let half = self.half;
        let columns = 4 * half;
        for gates in gates.iter_mut() {
            *gates /= 1.0 + gates.abs();
        }
        for backwards in [false, true] {
            let from = if backwards { 2 * half } else { 0 };
            let to = if backwards { half } else { 0 };
            carry.clear();
            carry.resize(half, 0.0);
            let count = gates.len() / columns;
            for place in 0..count {
                let row = if backwards { count - 1 - place } else { place };
                let (z, f) = gates[row * columns + from..row * columns + from + 2 * half].split_at(half);
                let state = &mut state[2 * half * row + to..2 * half * row + to + half];
                for (((c, z), f), out) in carry.iter_mut().zip(z).zip(f).zip(state) {
                    let f = 0.5 + 0.5 * f;
                    *c = f * *c + (1.0 - f) * z;
                    *out += *c;
                }
            }
        }
    }

    /// Writes it in the form [`Encoder::read`] takes.
    pub fn write(&self, out: &mut Vec<u8>) {
        put_u32(out, self.width);
        put_u32(out, self.half);
        put_u32(out, self.biases.len());
        out.extend_from_slice(&self.unit.to_le_bytes());
        put_u32(out, self.keys.len());
        self.keys.iter().for_each(|key| out.extend_from_slice(&key.to_le_bytes()));
        out.extend(self.words.iter().chain(&self.affixes).map(|&x| x as u8));
        self.window.write(out);
        self.layers.iter().for_each(|matrix| matrix.write(out));
        self.biases.iter().flatten().for_each(|bias| out.extend_from_slice(&bias.to_le_bytes()));
    }

    /// Reads what [`Encoder::write`] wrote.
    pub fn read(source: &mut Source<'_>) -> Result<Self, ModelError> {
        let (width, half, layers) = (source.u32()? as usize, source.u32()? as usize, source.u32()? as usize);
        if !(1..=1024).contains(&width)
            || !(1..=64).contains(&(half / 4))
            || !half.is_multiple_of(4)
            || !(1..=16).contains(&layers)
        {
            return Err(ModelError::Damaged("a network of impossible size"));
        }
        let unit = source.f32()?;
        let keys: Vec<u32> = (0..source.count(4)?).map(|_| source.u32()).collect::<Result<_, _>>()?;
        let mut table = |rows: usize| -> Result<Vec<i8>, ModelError> {
            Ok(source.take(rows * width)?.iter().map(|&x| x as i8).collect())
        };
        let words = table(keys.len() + 1)?;
        let affixes = table(AFFIXES * AFFIX_ROWS)?;
        let window = Matrix::read(source, width, 12 * half, WORD_REACH)?;
        let matrices = (1..layers)
            .map(|_| Matrix::read(source, 2 * half, 4 * half, STATE_REACH))
            .collect::<Result<_, _>>()?;
        let biases = (0..layers)
            .map(|_| (0..4 * half).map(|_| source.f32()).collect::<Result<_, _>>())
            .collect::<Result<_, _>>()?;
        let mut encoder = Self {
            width,
            half,
            unit,
            keys,
            words,
            affixes,
            window,
            layers: matrices,
            biases,
            slots: Vec::new(),
        };
        encoder.index();
        Ok(encoder)
    }
}

#[inline(always)]
fn quantise(state: &[f32], output: &mut Vec<i16>) {
    let (one, reach) = (f32::from(1_u16 << STATE_BITS), STATE_REACH as f32);
    // Adding a number whose last place is 1 rounds to the nearest whole number and leaves it in the last bits.
    let rounder = 12_582_912.0;
    output.resize(state.len(), 0);
    for (out, x) in output.iter_mut().zip(state) {
        *out = ((x * one).clamp(-reach, reach) + rounder).to_bits() as i16;
    }
}
