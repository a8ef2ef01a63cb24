//! A small neural reader: encoder, tagger, parser, trained together.

pub(crate) mod decider;
pub(crate) mod encoder;
mod export;
pub(crate) mod param;
pub(crate) mod tokens;

use std::ops::Range;

use anyhow::Result;
use syntax::transition::State;
use syntax::word::Look;
use syntax::{TagPair, penn};

use crate::oracle::Gold;
use crate::random::Random;
use crate::vectors::Vectors;
use decider::{Decider, softmax, top};
use encoder::{Encoder, Sizes};
use ndarray::{Array2, linalg::general_mat_mul};
use param::{Param, row_of, row_of_mut};
use tokens::{Token, Vocabulary};

/// A sentence to learn from or to measure with.
pub(crate) struct Example {
    pub(crate) looks: Vec<Look>,
    /// The same words in capitals and in lower case.
    pub(crate) cased: [Vec<Look>; 2],
    pub(crate) tags: Vec<u8>,
    pub(crate) gold: Gold,
}

/// The whole network.
pub(crate) struct Net {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) encoder: Encoder,
    pub(crate) decider: Decider,
    /// Encoder output to scores of universal tags, then of Penn tags.
    pub(crate) tagger: Param,
    pub(crate) tagger_bias: Param,
    pub(crate) tags: Vec<TagPair>,
}

const UPOS: usize = 17;

/// The average of the parameters takes in every sixteenth step, and reaches back over about 800 of them.
const REMEMBER_EVERY: i32 = 16;
const REMEMBER_SHARE: f32 = 0.02;

impl Net {
    pub(crate) fn new(
        examples: &[&Example],
        tags: &[TagPair],
        labels: usize,
        vectors: &Vectors,
        random: &mut Random,
    ) -> Self {
        let vocabulary = Vocabulary::new(examples.iter().flat_map(|example| &example.looks));
        let sizes = Sizes { word: 96, half: 96, layers: 2 };
        let hidden = 128;
        Self {
            encoder: Encoder::new(sizes, vocabulary.counts.len(), &vectors.values, random),
            decider: Decider::new(2 * sizes.half, hidden, labels, random),
            tagger: Param::dense(2 * sizes.half, UPOS + penn::TAGS.len(), random),
            tagger_bias: Param::bias(UPOS + penn::TAGS.len(), 0.0),
            vocabulary,
            tags: tags.to_vec(),
        }
    }

    fn pair_scores(&self, scores: &[f32]) -> Vec<f32> {
        self.tags
            .iter()
            .map(|(upos, xpos)| scores[*upos as usize] + scores[UPOS + usize::from(*xpos)])
            .collect()
    }

    fn params(&mut self) -> Vec<&mut Param> {
        let mut all = self.encoder.params();
        all.extend(self.decider.params());
        all.push(&mut self.tagger);
        all.push(&mut self.tagger_bias);
        all
    }

    fn product(matrix: &Array2<f32>, weights: &Param, bias: Option<&Param>) -> Array2<f32> {
        let mut out = Array2::zeros((matrix.nrows(), weights.value.ncols()));
        if let Some(bias) = bias {
            out += &bias.value;
        }
        general_mat_mul(1.0, matrix, &weights.value, 1.0, &mut out);
        out
    }

    /// Tags, heads and labels of `examples`.
    pub(crate) fn read(&self, examples: &[&Example], vectors: &Vectors) -> Vec<(Vec<u8>, State)> {
        let mut read = Vec::new();
        for batch in examples.chunks(16) {
            let mut tokens = Vec::new();
            let mut ranges = Vec::new();
            for example in batch {
                let start = tokens.len();
                tokens.extend(example.looks.iter().map(|look| self.vocabulary.token(look, vectors)));
                ranges.push(start..tokens.len());
            }
            let encoded = self.encoder.forward(&tokens, &ranges, &vectors.values, None);
            let scores = Self::product(&encoded.output, &self.tagger, Some(&self.tagger_bias));
            let projected = Self::product(&encoded.output, &self.decider.roles, None);
            for range in ranges {
                let tags =
                    range.clone().map(|row| top(&self.pair_scores(row_of(&scores, row)), |_| true) as u8);
                let tags = tags.collect();
                let mut state = State::default();
                self.decider.parse(range.len(), range.start, &projected, &mut state);
                read.push((tags, state));
            }
        }
        read
    }

    /// One step on a batch; returns moves, wrong moves and losses.
    pub(crate) fn learn(
        &mut self,
        batch: &[&Example],
        vectors: &Vectors,
        explore: bool,
        rate: f32,
        clock: i32,
        random: &mut Random,
    ) -> decider::Tally {
        let mut tokens: Vec<Token> = Vec::new();
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for example in batch {
            let start = tokens.len();
            let looks = match random.below(40) {
                0 => &example.cased[0],
                1 => &example.cased[1],
                _ => &example.looks,
            };
            for look in looks {
                let mut token = self.vocabulary.token(look, vectors);
                let count = self.vocabulary.counts[token.word as usize] as f32;
                if random.unit() < 0.25 / (0.25 + count) {
                    token.word = 0;
                }
                tokens.push(token);
            }
            ranges.push(start..tokens.len());
        }
        let encoded = self.encoder.forward(&tokens, &ranges, &vectors.values, Some(random));
        let scores = Self::product(&encoded.output, &self.tagger, Some(&self.tagger_bias));
        let projected = Self::product(&encoded.output, &self.decider.roles, None);
        let mut slopes = Array2::zeros(projected.raw_dim());
        let mut tag_slopes = Array2::<f32>::zeros(scores.raw_dim());
        let mut total = decider::Tally::default();
        let mut state = State::default();
        for (range, example) in ranges.iter().zip(batch) {
            for (row, &right) in range.clone().zip(&example.tags) {
                let chances = softmax(&self.pair_scores(row_of(&scores, row)), |_| true);
                let back = row_of_mut(&mut tag_slopes, row);
                for (pair, chance) in chances.iter().enumerate() {
                    let slope = chance - f32::from(u8::from(pair == usize::from(right)));
                    let (upos, xpos) = self.tags[pair];
                    back[upos as usize] += slope;
                    back[UPOS + usize::from(xpos)] += slope;
                }
            }
            let tally = self.decider.learn(
                &example.gold,
                range.start,
                &projected,
                &mut slopes,
                &mut state,
                explore,
                random,
            );
            total.moves += tally.moves;
            total.wrong += tally.wrong;
            total.loss += tally.loss;
        }
        general_mat_mul(1.0, &encoded.output.t(), &tag_slopes, 1.0, &mut self.tagger.grad);
        for row in 0..tag_slopes.nrows() {
            self.tagger_bias.add(0, row_of(&tag_slopes, row));
        }
        general_mat_mul(1.0, &encoded.output.t(), &slopes, 1.0, &mut self.decider.roles.grad);
        let mut output = slopes.dot(&self.decider.roles.value.t());
        general_mat_mul(1.0, &tag_slopes, &self.tagger.value.t(), 1.0, &mut output);
        self.encoder.backward(&tokens, &ranges, &vectors.values, &encoded, output);
        for param in self.params() {
            param.step(rate, 0.0, clock);
        }
        total
    }
}

/// Trains a network, telling of every round and handing the network over after it. A round takes every example and a
/// third of `silver`, the trees of a stronger reader, until the last two, which take the examples alone.
#[allow(clippy::too_many_arguments, reason = "called once")]
pub(crate) fn train(
    examples: &[Example],
    silver: &[Example],
    dev: &[(String, Vec<Example>)],
    tags: &[TagPair],
    labels: usize,
    vectors: &Vectors,
    epochs: usize,
    seed: u64,
    mut after: impl FnMut(&Net) -> Result<()>,
) -> Result<()> {
    let mut random = Random::new(seed);
    let all: Vec<&Example> = examples.iter().chain(silver).collect();
    let mut net = Net::new(&all, tags, labels, vectors, &mut random);
    let batch = 12;
    let orders: Vec<Vec<usize>> = (0..epochs)
        .map(|epoch| {
            let part =
                (0..silver.len()).filter(|_| epoch + 2 < epochs).filter(|index| index % 3 == epoch % 3);
            (0..examples.len()).chain(part.map(|index| examples.len() + index)).collect()
        })
        .collect();
    let steps: usize = orders.iter().map(|order| order.len().div_ceil(batch)).sum();
    let mut clock = 0;
    for (epoch, mut order) in orders.into_iter().enumerate() {
        random.shuffle(&mut order);
        let mut total = decider::Tally::default();
        for chosen in order.chunks(batch) {
            let chosen: Vec<&Example> = chosen.iter().map(|&index| all[index]).collect();
            let progress = clock as f32 / steps as f32;
            let rate = 0.002 * (1.0 - progress).max(0.02) * ((clock + 1) as f32 / 200.0).min(1.0);
            clock += 1;
            let tally = net.learn(&chosen, vectors, epoch > 0, rate, clock, &mut random);
            if clock % REMEMBER_EVERY == 0 {
                net.params().into_iter().for_each(|param| param.remember(REMEMBER_SHARE));
            }
            total.moves += tally.moves;
            total.wrong += tally.wrong;
            total.loss += tally.loss;
        }
        // Read with, and keep, the average: it is steadier than the last step's values.
        net.params().into_iter().for_each(Param::swap);
        let mut line = format!(
            "round {}: loss {:.4}, {:.2} of 100 moves wrong",
            epoch + 1,
            total.loss / total.moves.max(1) as f64,
            100.0 * total.wrong as f64 / total.moves.max(1) as f64
        );
        for (name, dev) in dev {
            let all: Vec<&Example> = dev.iter().collect();
            let read = net.read(&all, vectors);
            let (mut words, mut upos, mut uas, mut las) = (0, 0, 0, 0);
            for (example, (guess, state)) in dev.iter().zip(&read) {
                for (word, &head) in example.gold.heads.iter().enumerate() {
                    words += 1;
                    let tag = |class: u8| net.tags[usize::from(class)].0;
                    upos += usize::from(tag(guess[word]) == tag(example.tags[word]));
                    let given = state.heads[word];
                    let attached = given == head || (given == u32::MAX && head as usize == state.len());
                    uas += usize::from(attached);
                    let labelled =
                        head as usize == state.len() || state.labels[word] == example.gold.labels[word];
                    las += usize::from(attached && labelled);
                }
            }
            let share = |count: usize| 100.0 * count as f64 / words as f64;
            line += &format!("; {name} UPOS {:.2} UAS {:.2} LAS {:.2}", share(upos), share(uas), share(las));
        }
        crate::train::say(&line);
        after(&net)?;
        net.params().into_iter().for_each(Param::swap);
    }
    Ok(())
}
