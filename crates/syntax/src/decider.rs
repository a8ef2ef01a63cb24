//! What decides: tags from a word's vector; moves and labels from the vectors of the words in play.

use crate::ModelError;
use crate::bytes::Source;
use crate::encoder::{STATE_BITS, STATE_REACH};
use crate::matrix::{Matrix, Rows};
use crate::play::{ROLES, SIGN_ROWS, SIGNS, roles, signs};
use crate::transition::{Move, NONE, State};
use crate::wide::{Work, widest};

/// Binary places of the hidden layer's numbers.
pub const HIDDEN_BITS: u8 = 8;

/// Largest number of the hidden layer, in its units.
const HIDDEN_REACH: f32 = 4095.0;

/// Numbers of the hidden layer that are worked out side by side.
const LANES: usize = 16;

/// The moves in the order of their scores.
pub const MOVES: [Move; 3] = [Move::Shift, Move::Left, Move::Right];

/// Rows of the table of signs: each sign's values, a row for each role without a word, the bias.
pub const SIGN_TABLE: usize = SIGNS * SIGN_ROWS + ROLES + 1;

/// The parser's matrices.
#[derive(Clone, Debug, Default)]
pub struct Decider {
    /// Numbers of the hidden layer.
    pub hidden: usize,
    /// From a word's vector to the hidden layer, a part for each role.
    pub roles: Matrix,
    /// Rows of signs, in the units of the products of `roles`.
    pub signs: Vec<f32>,
    /// From the hidden layer to the moves.
    pub moves: Rows,
    /// Bias of each move, in the units of the products of `moves`.
    pub moves_bias: Vec<i32>,
    /// From the hidden layer to the labels of `Left`, then those of `Right`.
    pub labels: Rows,
    /// Bias of each label, in the units of the products of `labels`.
    pub labels_bias: Vec<i32>,
}

/// Memory of the parser.
#[derive(Clone, Debug, Default)]
pub struct DeciderScratch {
    projected: Vec<f32>,
    hidden: Vec<i16>,
    /// The sentence under way; after [`Decider::parse`] its tree.
    pub state: State,
    /// Moves made for the last sentence.
    pub moves: usize,
}

struct Parsing<'a> {
    decider: &'a Decider,
    encoded: &'a [f32],
    scratch: &'a mut DeciderScratch,
}

impl Work for Parsing<'_> {
    #[inline(always)]
    fn run<const FUSED: bool>(self) {
        self.decider.parse_with::<FUSED>(self.encoded, self.scratch);
    }
}

impl Decider {
    /// Parses the sentence whose words' vectors are `encoded`.
    pub fn parse(&self, encoded: &[f32], scratch: &mut DeciderScratch) {
        widest(Parsing { decider: self, encoded, scratch });
    }

    #[inline(always)]
    fn parse_with<const FUSED: bool>(&self, encoded: &[f32], scratch: &mut DeciderScratch) {
        self.roles.product::<FUSED>(encoded, &mut scratch.projected);
        let DeciderScratch { projected, hidden, state, moves } = scratch;
        state.start(encoded.len() / self.roles.inputs);
        *moves = 0;
        hidden.clear();
        hidden.resize(self.hidden, 0);
        let labels = self.labels.outputs / 2;
        while !state.is_done() {
            self.look(state, projected, hidden);
            let score = |row: usize| self.moves.dot(row, hidden).wrapping_add(self.moves_bias[row]);
            let choice = best(0..3, score, |row| state.allows(MOVES[row]));
            let label = if choice == 0 {
                0
            } else {
                let from = (choice - 1) * labels;
                let score = |row: usize| self.labels.dot(row, hidden).wrapping_add(self.labels_bias[row]);
                best(from..from + labels, score, |_| true) - from
            };
            state.make(MOVES[choice], label as u8);
            *moves += 1;
        }
    }

    /// The hidden layer in a state.
    #[inline(always)]
    fn look(&self, state: &State, projected: &[f32], hidden: &mut [i16]) {
        let (width, stride) = (self.hidden, self.roles.stride());
        let sign = |row: usize| &self.signs[row * width..(row + 1) * width];
        let missing = SIGNS * SIGN_ROWS;
        let bias = sign(missing + ROLES);
        let seen = signs(state).map(sign);
        let mut role = 0;
        let words = roles(state).map(|word| {
            let place = role;
            role += 1;
            if word == NONE {
                sign(missing + place)
            } else {
                let from = word as usize * stride + place * width;
                &projected[from..from + width]
            }
        });
        let scale = f32::from(1_u16 << HIDDEN_BITS) / (1_u32 << (self.roles.bits + STATE_BITS)) as f32;
        for (chunk, out) in hidden.chunks_exact_mut(LANES).enumerate() {
            let part = |row: &[f32]| -> [f32; LANES] {
                row[chunk * LANES..].first_chunk().copied().unwrap_or_default()
            };
            let mut sums = part(bias);
            for row in seen.iter().chain(&words) {
                for (sum, x) in sums.iter_mut().zip(part(row)) {
                    *sum += x;
                }
            }
            for (out, sum) in out.iter_mut().zip(sums) {
                *out = (sum * scale).clamp(0.0, HIDDEN_REACH) as i32 as i16;
            }
        }
    }

    /// Writes it in the form [`Decider::read`] takes.
    pub fn write(&self, out: &mut Vec<u8>) {
        crate::bytes::put_u32(out, self.hidden);
        self.roles.write(out);
        self.moves.write(out);
        self.labels.write(out);
        self.signs.iter().for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
        let biases = self.moves_bias.iter().chain(&self.labels_bias);
        biases.for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
    }

    /// Reads what [`Decider::write`] wrote for vectors of `inputs` numbers and `labels` labels.
    pub fn read(source: &mut Source<'_>, inputs: usize, labels: usize) -> Result<Self, ModelError> {
        let hidden = source.u32()? as usize;
        if !(1..=1024).contains(&hidden) || !hidden.is_multiple_of(LANES) {
            return Err(ModelError::Damaged("a network of impossible size"));
        }
        let roles = Matrix::read(source, inputs, ROLES * hidden, STATE_REACH)?;
        let moves = Rows::read(source, hidden, 3)?;
        let names = Rows::read(source, hidden, 2 * labels)?;
        let signs = (0..SIGN_TABLE * hidden).map(|_| source.f32()).collect::<Result<_, _>>()?;
        let mut numbers = |count: usize| -> Result<Vec<i32>, ModelError> {
            (0..count).map(|_| Ok(source.u32()? as i32)).collect()
        };
        let (moves_bias, labels_bias) = (numbers(3)?, numbers(2 * labels)?);
        Ok(Self { hidden, roles, signs, moves, moves_bias, labels: names, labels_bias })
    }
}

/// The first best of `rows`.
#[inline(always)]
pub fn best<S: PartialOrd>(
    rows: std::ops::Range<usize>,
    score: impl Fn(usize) -> S,
    allowed: impl Fn(usize) -> bool,
) -> usize {
    let mut found: Option<(usize, S)> = None;
    for row in rows.clone() {
        if allowed(row) {
            let score = score(row);
            if found.as_ref().is_none_or(|(_, top)| score > *top) {
                found = Some((row, score));
            }
        }
    }
    found.map_or(rows.start, |(row, _)| row)
}
