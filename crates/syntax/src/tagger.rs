//! Tags: every word's vector gives a score to each universal and each Penn tag; the best pair that English
//! treebanks know wins.

use crate::bytes::{Source, put_text, put_u32};
use crate::decider::best;
use crate::encoder::STATE_REACH;
use crate::matrix::Matrix;
use crate::wide::{Work, widest};
use crate::{ModelError, Upos, penn};

/// A universal tag with a Penn tag's number.
pub type TagPair = (Upos, u8);

/// Universal tags.
const UPOS: usize = Upos::ALL.len();

/// Scores of both kinds of tags.
pub const SCORES: usize = UPOS + penn::TAGS.len();

/// The tagger's pairs and matrix.
#[derive(Clone, Debug, Default)]
pub struct Tagger {
    /// Pairs that can be.
    pub pairs: Vec<TagPair>,
    /// From a word's vector to the scores of universal tags, then of Penn tags.
    pub matrix: Matrix,
    /// Bias of each score, in the units of the products of `matrix`.
    pub bias: Vec<f32>,
}

struct Scoring<'a> {
    matrix: &'a Matrix,
    encoded: &'a [f32],
    scores: &'a mut Vec<f32>,
}

impl Work for Scoring<'_> {
    #[inline(always)]
    fn run<const FUSED: bool>(self) {
        self.matrix.product::<FUSED>(self.encoded, self.scores);
    }
}

impl Tagger {
    /// The place in `pairs` of every word's tags.
    pub fn tag(&self, encoded: &[f32], scores: &mut Vec<f32>, tags: &mut Vec<u8>) {
        widest(Scoring { matrix: &self.matrix, encoded, scores });
        tags.clear();
        for scores in scores.chunks_mut(self.matrix.stride()) {
            for (score, bias) in scores.iter_mut().zip(&self.bias) {
                *score += bias;
            }
            let score = |row: usize| {
                let (upos, xpos) = self.pairs[row];
                scores[upos as usize] + scores[UPOS + usize::from(xpos)]
            };
            tags.push(best(0..self.pairs.len(), score, |_| true) as u8);
        }
    }

    /// Writes it in the form [`Tagger::read`] takes.
    pub fn write(&self, out: &mut Vec<u8>) {
        put_u32(out, self.pairs.len());
        for (upos, xpos) in &self.pairs {
            put_text(out, upos.name());
            put_text(out, penn::TAGS[usize::from(*xpos)]);
        }
        self.matrix.write(out);
        self.bias.iter().for_each(|bias| out.extend_from_slice(&bias.to_le_bytes()));
    }

    /// Reads what [`Tagger::write`] wrote for vectors of `inputs` numbers.
    pub fn read(source: &mut Source<'_>, inputs: usize) -> Result<Self, ModelError> {
        let mut pairs = Vec::new();
        for _ in 0..source.count(2)? {
            let upos =
                Upos::from_name(source.text()?).ok_or(ModelError::Damaged("an unknown universal tag"))?;
            let xpos = penn::number(source.text()?).ok_or(ModelError::Damaged("an unknown Penn tag"))?;
            pairs.push((upos, xpos));
        }
        if !(1..=256).contains(&pairs.len()) {
            return Err(ModelError::Damaged("an impossible number of tags"));
        }
        let matrix = Matrix::read(source, inputs, SCORES, STATE_REACH)?;
        let bias = (0..SCORES).map(|_| source.f32()).collect::<Result<_, _>>()?;
        Ok(Self { pairs, matrix, bias })
    }
}
