//! What decides: tags from a word's vector; moves and labels from the vectors of the words in play.

use ndarray::Array2;
use syntax::decider::{MOVES, SIGN_TABLE};
use syntax::play::{ROLES, SIGN_ROWS, SIGNS, roles, signs};
use syntax::transition::{NONE, State};

use super::encoder::dropout;
use super::param::{Param, row_of, row_of_mut};
use crate::oracle::Gold;
use crate::random::Random;

const DROP_HIDDEN: f32 = 0.1;

/// The parameters.
pub(crate) struct Decider {
    pub(crate) hidden: usize,
    pub(crate) labels: usize,
    /// Encoder output to a vector a role, side by side.
    pub(crate) roles: Param,
    /// Rows of signs; then a row for each role without a word; then the bias.
    pub(crate) signs: Param,
    /// A row a move.
    pub(crate) moves: Param,
    pub(crate) moves_bias: Param,
    /// A row a label of `Left`, then of `Right`.
    pub(crate) names: Param,
    pub(crate) names_bias: Param,
}

/// Losses and counts of a sentence.
#[derive(Clone, Copy, Default)]
pub(crate) struct Tally {
    pub(crate) moves: usize,
    pub(crate) wrong: usize,
    pub(crate) loss: f64,
}

impl Decider {
    pub(crate) fn new(input: usize, hidden: usize, labels: usize, random: &mut Random) -> Self {
        Self {
            hidden,
            labels,
            roles: Param::dense(input, ROLES * hidden, random),
            signs: Param::table(SIGN_TABLE, hidden, 0.1, random),
            moves: Param::dense(3, hidden, random),
            moves_bias: Param::bias(3, 0.0),
            names: Param::dense(2 * labels, hidden, random),
            names_bias: Param::bias(2 * labels, 0.0),
        }
    }

    fn hidden(&self, state: &State, start: usize, projected: &Array2<f32>, hidden: &mut Vec<f32>) {
        let missing = SIGNS * SIGN_ROWS;
        hidden.clear();
        hidden.extend_from_slice(self.signs.row(missing + ROLES));
        for row in signs(state) {
            add(hidden, self.signs.row(row));
        }
        for (role, word) in roles(state).into_iter().enumerate() {
            if word == NONE {
                add(hidden, self.signs.row(missing + role));
            } else {
                let row = row_of(projected, start + word as usize);
                add(hidden, &row[role * self.hidden..(role + 1) * self.hidden]);
            }
        }
        for x in hidden {
            *x = x.max(0.0);
        }
    }

    fn scores(
        &self,
        hidden: &[f32],
        weights: &Param,
        bias: &Param,
        rows: std::ops::Range<usize>,
    ) -> Vec<f32> {
        rows.map(|row| dot(weights.row(row), hidden) + bias.row(0)[row]).collect()
    }

    /// Parses one sentence whose words start at row `start` of `projected`.
    pub(crate) fn parse(&self, length: usize, start: usize, projected: &Array2<f32>, state: &mut State) {
        let mut hidden = Vec::new();
        state.start(length);
        while !state.is_done() {
            self.hidden(state, start, projected, &mut hidden);
            let scores = self.scores(&hidden, &self.moves, &self.moves_bias, 0..3);
            let choice = top(&scores, |m| state.allows(MOVES[m]));
            let mut name = 0;
            if choice > 0 {
                let from = (choice - 1) * self.labels;
                let scores = self.scores(&hidden, &self.names, &self.names_bias, from..from + self.labels);
                name = top(&scores, |_| true);
            }
            state.make(MOVES[choice], name as u8);
        }
    }

    /// Parses one sentence while learning; adds to `slopes`, the gradient of `projected`.
    #[allow(clippy::too_many_arguments, reason = "the way back needs all of the way forward")]
    pub(crate) fn learn(
        &mut self,
        gold: &Gold,
        start: usize,
        projected: &Array2<f32>,
        slopes: &mut Array2<f32>,
        state: &mut State,
        explore: bool,
        random: &mut Random,
    ) -> Tally {
        let mut tally = Tally::default();
        let mut hidden = Vec::new();
        let missing = SIGNS * SIGN_ROWS;
        state.start(gold.heads.len());
        while !state.is_done() {
            self.hidden(state, start, projected, &mut hidden);
            let mask = dropout(hidden.len(), DROP_HIDDEN, Some(random));
            for (x, m) in hidden.iter_mut().zip(&mask) {
                *x *= m;
            }
            let mut back = vec![0.0; hidden.len()];
            let allowed = MOVES.map(|choice| state.allows(choice));
            let costs = [0, 1, 2].map(|m| if allowed[m] { gold.cost(state, MOVES[m]) } else { usize::MAX });
            let least = costs.into_iter().min().unwrap_or(0);
            let scores = self.scores(&hidden, &self.moves, &self.moves_bias, 0..3);
            let guess = top(&scores, |m| allowed[m]);
            let chances = softmax(&scores, |m| allowed[m]);
            let good: f32 = (0..3).filter(|&m| costs[m] == least).map(|m| chances[m]).sum::<f32>().max(1e-6);
            tally.moves += 1;
            tally.wrong += usize::from(costs[guess] != least);
            tally.loss -= f64::from(good.ln());
            for m in 0..3 {
                let target = if costs[m] == least { chances[m] / good } else { 0.0 };
                teach(&mut self.moves, &mut self.moves_bias, m, chances[m] - target, &hidden, &mut back);
            }
            if let Some(&word) = state.stack.last() {
                let heads = [state.next, state.stacked(1)];
                for (side, head) in heads.into_iter().enumerate() {
                    if allowed[side + 1] && gold.heads[word as usize] == head {
                        let from = side * self.labels;
                        let rows = from..from + self.labels;
                        let scores = self.scores(&hidden, &self.names, &self.names_bias, rows);
                        let chances = softmax(&scores, |_| true);
                        let right = usize::from(gold.labels[word as usize]);
                        tally.loss -= f64::from(chances[right].max(1e-6).ln());
                        for (name, &chance) in chances.iter().enumerate() {
                            let slope = chance - f32::from(u8::from(name == right));
                            let (names, bias) = (&mut self.names, &mut self.names_bias);
                            teach(names, bias, from + name, slope, &hidden, &mut back);
                        }
                    }
                }
            }
            for (slope, x) in back.iter_mut().zip(&hidden) {
                if *x <= 0.0 {
                    *slope = 0.0;
                }
            }
            for (slope, m) in back.iter_mut().zip(&mask) {
                *slope *= m;
            }
            self.signs.add(missing + ROLES, &back);
            for row in signs(state) {
                self.signs.add(row, &back);
            }
            for (role, word) in roles(state).into_iter().enumerate() {
                if word == NONE {
                    self.signs.add(missing + role, &back);
                } else {
                    let row = row_of_mut(slopes, start + word as usize);
                    add(&mut row[role * self.hidden..(role + 1) * self.hidden], &back);
                }
            }
            let follow =
                if explore && random.unit() < 0.9 { guess } else { top(&scores, |m| costs[m] == least) };
            let mut name = 0;
            if follow > 0 {
                let from = (follow - 1) * self.labels;
                let scores = self.scores(&hidden, &self.names, &self.names_bias, from..from + self.labels);
                name = top(&scores, |_| true);
            }
            state.make(MOVES[follow], name as u8);
        }
        tally
    }

    pub(crate) fn params(&mut self) -> [&mut Param; 6] {
        [
            &mut self.roles,
            &mut self.signs,
            &mut self.moves,
            &mut self.moves_bias,
            &mut self.names,
            &mut self.names_bias,
        ]
    }
}

fn teach(weights: &mut Param, bias: &mut Param, row: usize, slope: f32, hidden: &[f32], back: &mut [f32]) {
    for (to, w) in back.iter_mut().zip(weights.row(row)) {
        *to += slope * w;
    }
    for (to, x) in row_of_mut(&mut weights.grad, row).iter_mut().zip(hidden) {
        *to += slope * x;
    }
    row_of_mut(&mut bias.grad, 0)[row] += slope;
}

fn add(to: &mut [f32], from: &[f32]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
}

pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    let (a8, b8) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = a8.remainder().iter().zip(b8.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a8.zip(b8) {
        for lane in 0..8 {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    lanes.iter().sum::<f32>() + rest
}

pub(crate) fn top(scores: &[f32], allowed: impl Fn(usize) -> bool) -> usize {
    let mut found: Option<(usize, f32)> = None;
    for (class, &score) in scores.iter().enumerate() {
        if allowed(class) && found.is_none_or(|(_, best)| score > best) {
            found = Some((class, score));
        }
    }
    found.map_or(0, |(class, _)| class)
}

pub(crate) fn softmax(scores: &[f32], allowed: impl Fn(usize) -> bool) -> Vec<f32> {
    let largest = (0..scores.len()).filter(|&i| allowed(i)).map(|i| scores[i]).fold(f32::MIN, f32::max);
    let mut chances: Vec<f32> =
        scores.iter().enumerate().map(|(i, s)| if allowed(i) { (s - largest).exp() } else { 0.0 }).collect();
    let sum: f32 = chances.iter().sum();
    chances.iter_mut().for_each(|chance| *chance /= sum);
    chances
}
