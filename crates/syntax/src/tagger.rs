//! Tags: every word's vector gives a score to each universal and each Penn tag; the best pair that English
//! treebanks know wins.

use crate::bytes::{Source, put_text, put_u32};
use crate::encoder::STATE_REACH;
use crate::matrix::{Matrix, first_best};
use crate::wide::{Wide, Work, widest};
use crate::{ModelError, Upos, penn};

/// A universal tag with a Penn tag's number.
pub type TagPair = (Upos, u8);

/// Universal tags.
const UPOS: usize = Upos::ALL.len();

/// A pair's number must fit a byte.
const MOST_PAIRS: usize = 256;

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
    pub bias: Vec<i32>,
}

struct Tagging<'a> {
    tagger: &'a Tagger,
    encoded: &'a [i16],
    scores: &'a mut Vec<i32>,
    tags: &'a mut Vec<u8>,
}

impl Work for Tagging<'_> {
    #[inline(always)]
    fn run<W: Wide>(self, wide: W) {
        self.tagger.tag_with(wide, self.encoded, self.scores, self.tags);
    }
}

impl Tagger {
    /// The place in `pairs` of every word's tags.
    pub fn tag(&self, encoded: &[i16], scores: &mut Vec<i32>, tags: &mut Vec<u8>) {
        widest(Tagging { tagger: self, encoded, scores, tags });
    }

    #[inline(always)]
    fn tag_with<W: Wide>(&self, wide: W, encoded: &[i16], scores: &mut Vec<i32>, tags: &mut Vec<u8>) {
        self.matrix.product(wide, encoded, scores);
        tags.clear();
        let mut sums = [i32::MIN; MOST_PAIRS];
        let sums = &mut sums[..self.pairs.len().min(MOST_PAIRS).next_multiple_of(16)];
        for scores in scores.chunks_exact_mut(self.matrix.stride()) {
            for (score, bias) in scores.iter_mut().zip(&self.bias) {
                *score = score.wrapping_add(*bias);
            }
            for (sum, (upos, xpos)) in sums.iter_mut().zip(&self.pairs) {
                *sum = scores[*upos as usize].wrapping_add(scores[UPOS + usize::from(*xpos)]);
            }
            tags.push(first_best(sums) as u8);
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
        self.bias.iter().for_each(|&bias| out.extend_from_slice(&(bias as f32).to_le_bytes()));
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
        if !(1..=MOST_PAIRS).contains(&pairs.len()) {
            return Err(ModelError::Damaged("an impossible number of tags"));
        }
        let matrix = Matrix::read(source, inputs, SCORES, STATE_REACH)?;
        let bias = (0..SCORES).map(|_| Ok(source.f32()? as i32)).collect::<Result<_, _>>()?;
        Ok(Self { pairs, matrix, bias })
    }
}
