//! What decides: tags from a word's vector; moves and labels from the vectors of the words in play.

use crate::ModelError;
use crate::bytes::Source;
use crate::encoder::{STATE_BITS, STATE_REACH};
use crate::matrix::{LANES, Matrix, first_best};
use crate::play::{ROLES, SIGN_ROWS, SIGNS, roles, signs};
use crate::transition::{Move, NONE, State};
use crate::wide::{Wide, Work, widest};

/// Binary places of the hidden layer's numbers.
pub const HIDDEN_BITS: u8 = 8;

/// Largest number of the hidden layer, in its units.
const HIDDEN_REACH: i32 = 4095;

/// Largest weight from the hidden layer to moves and labels.
pub const LARGEST: i16 = 2047;

/// The moves in the order of their scores.
pub const MOVES: [Move; 3] = [Move::Shift, Move::Left, Move::Right];

/// Rows of the table of signs: each sign's values, a row for each role without a word, the bias.
pub const SIGN_TABLE: usize = SIGNS * SIGN_ROWS + ROLES + 1;

/// Rows that make up the hidden layer: the bias, the signs, the words in play.
const ROWS: usize = 1 + SIGNS + ROLES;

/// The parser's matrices.
#[derive(Clone, Debug, Default)]
pub struct Decider {
    /// Numbers of the hidden layer.
    pub hidden: usize,
    /// From a word's vector to the hidden layer, a part for each role.
    pub roles: Matrix,
    /// Rows of signs, in the units of the products of `roles`.
    pub signs: Vec<i32>,
    /// From the hidden layer to the moves.
    pub moves: Matrix,
    /// Bias of each move, in the units of the products of `moves`.
    pub moves_bias: Vec<i32>,
    /// From the hidden layer to the labels of `Left`, then those of `Right`.
    pub labels: Matrix,
    /// Bias of each label, in the units of the products of `labels`.
    pub labels_bias: Vec<i32>,
}

/// Memory of the parser.
#[derive(Clone, Debug, Default)]
pub struct DeciderScratch {
    projected: Vec<i32>,
    hidden: Vec<i16>,
    scores: Vec<i32>,
    /// The sentence under way; after [`Decider::parse`] its tree.
    pub state: State,
    /// Moves made for the last sentence.
    pub moves: usize,
}

struct Parsing<'a> {
    decider: &'a Decider,
    encoded: &'a [i16],
    scratch: &'a mut DeciderScratch,
}

impl Work for Parsing<'_> {
    #[inline(always)]
    fn run<W: Wide>(self, wide: W) {
        self.decider.parse_with(wide, self.encoded, self.scratch);
    }
}

impl Decider {
    /// Parses the sentence whose words' vectors are `encoded`.
    pub fn parse(&self, encoded: &[i16], scratch: &mut DeciderScratch) {
        widest(Parsing { decider: self, encoded, scratch });
    }

    #[inline(always)]
    fn parse_with<W: Wide>(&self, wide: W, encoded: &[i16], scratch: &mut DeciderScratch) {
        self.roles.product(wide, encoded, &mut scratch.projected);
        let DeciderScratch { projected, hidden, scores, state, moves } = scratch;
        state.start(encoded.len() / self.roles.inputs);
        *moves = 0;
        hidden.clear();
        hidden.resize(self.hidden, 0);
        let labels = self.labels.outputs / 2;
        scores.resize(self.labels.stride(), 0);
        while !state.is_done() {
            self.look(state, projected, hidden);
            self.moves.part(wide, hidden, 0, &mut scores[..LANES]);
            let mut choices = [i32::MIN; 3];
            for (row, choice) in choices.iter_mut().enumerate() {
                if state.allows(MOVES[row]) {
                    // One above the least, so that what is not allowed never wins.
                    *choice = scores[row].wrapping_add(self.moves_bias[row]).max(i32::MIN + 1);
                }
            }
            let choice = first_best(&choices);
            let mut label = 0;
            if choice > 0 {
                let from = (choice - 1) * labels;
                let panels = (from + labels).div_ceil(LANES) - from / LANES;
                let start = self.labels.part(wide, hidden, from, &mut scores[..panels * LANES]);
                let scores = &mut scores[start..start + labels];
                for (score, bias) in scores.iter_mut().zip(&self.labels_bias[from..from + labels]) {
                    *score = score.wrapping_add(*bias);
                }
                label = first_best(scores);
            }
            state.make(MOVES[choice], label as u8);
            *moves += 1;
        }
    }

    /// The hidden layer in a state.
    #[inline(always)]
    fn look(&self, state: &State, projected: &[i32], hidden: &mut [i16]) {
        let (width, stride) = (self.hidden, self.roles.stride());
        let sign = |row: usize| &self.signs[row * width..(row + 1) * width];
        let missing = SIGNS * SIGN_ROWS;
        let mut rows = [sign(missing + ROLES); ROWS];
        for (row, place) in rows[1..].iter_mut().zip(signs(state)) {
            *row = sign(place);
        }
        for (role, (row, word)) in rows[1 + SIGNS..].iter_mut().zip(roles(state)).enumerate() {
            *row = if word == NONE {
                sign(missing + role)
            } else {
                let from = word as usize * stride + role * width;
                &projected[from..from + width]
            };
        }
        let places = i32::from(self.roles.bits) + i32::from(STATE_BITS) - i32::from(HIDDEN_BITS);
        let (more, fewer) = (places.min(0).unsigned_abs(), places.max(0));
        let rows = rows.map(|row| row.as_chunks::<LANES>().0);
        for (chunk, out) in hidden.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
            let mut sums = [0_i32; LANES];
            for row in rows {
                for (sum, x) in sums.iter_mut().zip(row[chunk]) {
                    *sum = sum.wrapping_add(x);
                }
            }
            for (out, sum) in out.iter_mut().zip(sums) {
                *out = ((sum << more) >> fewer).clamp(0, HIDDEN_REACH) as i16;
            }
        }
    }

    /// Writes it in the form [`Decider::read`] takes.
    pub fn write(&self, out: &mut Vec<u8>) {
        crate::bytes::put_u32(out, self.hidden);
        self.roles.write(out);
        self.moves.write_weights(out);
        self.labels.write_weights(out);
        self.signs.iter().for_each(|&number| out.extend_from_slice(&(number as f32).to_le_bytes()));
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
        let moves = Matrix::read_weights(source, hidden, 3, LARGEST)?;
        let names = Matrix::read_weights(source, hidden, 2 * labels, LARGEST)?;
        let signs = (0..SIGN_TABLE * hidden).map(|_| Ok(source.f32()? as i32)).collect::<Result<_, _>>()?;
        let mut numbers = |count: usize| -> Result<Vec<i32>, ModelError> {
            (0..count).map(|_| Ok(source.u32()? as i32)).collect()
        };
        let (moves_bias, labels_bias) = (numbers(3)?, numbers(2 * labels)?);
        Ok(Self { hidden, roles, signs, moves, moves_bias, labels: names, labels_bias })
    }
}
