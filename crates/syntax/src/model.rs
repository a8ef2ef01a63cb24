//! The model: loaded once, then read with any number of threads at once.

use std::fmt;
use std::sync::OnceLock;

use crate::bytes::{Source, put_text, put_u32};
use crate::decider::{Decider, DeciderScratch};
use crate::encoder::{Encoder, EncoderScratch};
use crate::lemma::Lemmas;
use crate::play::SIGN_ROWS;
use crate::tagger::Tagger;
use crate::transition::NONE;
use crate::word::{Look, look};
use crate::{Parse, Rel, Word, penn};

const MAGIC: &[u8; 4] = b"RPSX";
const VERSION: u32 = 3;

/// A label's number plus one must fit the rows of a sign.
const MOST_LABELS: usize = SIGN_ROWS - 1;

/// Words that are read as one sentence. What is longer, such as a table without a full stop, is read in pieces
/// whose roots hang from the first one as `parataxis`, so that memory stays small.
const LONGEST: usize = 512;

/// Why bytes are not a model.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ModelError {
    /// They do not begin like a model.
    NotAModel,
    /// A model of another version of the format.
    Version(u32),
    /// They end too early.
    Truncated,
    /// They hold what no model holds.
    Damaged(&'static str),
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAModel => {
                write!(f, "model: the bytes do not begin with `RPSX`, so this is no syntax model")
            }
            Self::Version(found) => {
                write!(
                    f,
                    "model: format version {found}, this program reads version {VERSION}; train it anew"
                )
            }
            Self::Truncated => write!(f, "model: the file ends too early; copy it again"),
            Self::Damaged(what) => write!(f, "model: the file holds {what}; copy it again"),
        }
    }
}

impl std::error::Error for ModelError {}

/// A label of the parser: a relation, and whether it is the passive variant.
pub type Label = (Rel, bool);

/// A trained reader of English.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Words in their sentence, as vectors.
    pub encoder: Encoder,
    /// Vectors to tags.
    pub tagger: Tagger,
    /// Vectors to a tree.
    pub decider: Decider,
    /// Labels of the tree's arcs.
    pub labels: Vec<Label>,
    /// Words and tags to lemmas.
    pub lemmas: Lemmas,
}

/// Memory that [`Model::parse_into`] uses again from sentence to sentence.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    looks: Vec<Look>,
    encoder: EncoderScratch,
    decider: DeciderScratch,
    tags: Vec<u8>,
    scores: Vec<i32>,
    moves: usize,
}

impl Scratch {
    /// How many moves the parser has made for the last sentence.
    pub fn moves(&self) -> usize {
        self.moves
    }
}

impl Model {
    /// Reads a model file's bytes.
    ///
    /// # Errors
    /// When the bytes are no model, one of another version, or damaged.
    pub fn load(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut source = Source::new(bytes);
        if source.take(4)? != MAGIC {
            return Err(ModelError::NotAModel);
        }
        let version = source.u32()?;
        if version != VERSION {
            return Err(ModelError::Version(version));
        }
        let mut labels = Vec::new();
        for _ in 0..source.count(2)? {
            let rel = Rel::from_name(source.text()?).ok_or(ModelError::Damaged("an unknown relation"))?;
            labels.push((rel, source.u8()? != 0));
        }
        if !(1..=MOST_LABELS).contains(&labels.len()) {
            return Err(ModelError::Damaged("an impossible number of labels"));
        }
        let encoder = Encoder::read(&mut source)?;
        let tagger = Tagger::read(&mut source, 2 * encoder.half)?;
        let decider = Decider::read(&mut source, 2 * encoder.half, labels.len())?;
        let lemmas = Lemmas::read(&mut source)?;
        if !source.is_empty() {
            return Err(ModelError::Damaged("more than a model"));
        }
        Ok(Self { encoder, tagger, decider, labels, lemmas })
    }

    /// The bytes of a model file, as [`Model::load`] takes them.
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&VERSION.to_le_bytes());
        put_u32(&mut out, self.labels.len());
        for (rel, passive) in &self.labels {
            put_text(&mut out, rel.name());
            out.push(u8::from(*passive));
        }
        self.encoder.write(&mut out);
        self.tagger.write(&mut out);
        self.decider.write(&mut out);
        self.lemmas.write(&mut out);
        out
    }

    /// Reads one sentence of tokens, cut as Universal Dependencies cuts English (`do` `n't`, `Iran` `'s`).
    /// Linear in the length of the sentence; any strings are allowed.
    pub fn parse(&self, tokens: &[&str]) -> Parse {
        let mut parse = Parse::default();
        self.parse_into(tokens, &mut Scratch::default(), &mut parse);
        parse
    }

    /// Like [`Model::parse`], into `parse`, keeping memory in `scratch` for the next sentence.
    pub fn parse_into(&self, tokens: &[&str], scratch: &mut Scratch, parse: &mut Parse) {
        parse.words.resize_with(tokens.len(), Word::default);
        scratch.moves = 0;
        let mut first_root = None;
        let pieces = tokens.chunks(LONGEST).zip(parse.words.chunks_mut(LONGEST));
        for (piece, (tokens, words)) in pieces.enumerate() {
            let start = piece * LONGEST;
            self.tag(tokens, scratch);
            self.attach(scratch);
            self.write_words(tokens, start, scratch, words);
            if let Some(root) = words.iter().position(|word| word.head.is_none()) {
                match first_root {
                    None => first_root = Some(start + root),
                    Some(first) => (words[root].head, words[root].rel) = (Some(first), Rel::Parataxis),
                }
            }
        }
    }

    /// Fills `words` with what `scratch` knows of `tokens`, the words of the sentence from `start` on.
    fn write_words(&self, tokens: &[&str], start: usize, scratch: &mut Scratch, words: &mut [Word]) {
        scratch.moves += scratch.decider.moves;
        let state = &scratch.decider.state;
        for (index, word) in words.iter_mut().enumerate() {
            let (upos, xpos) = self.tagger.pairs[usize::from(scratch.tags[index])];
            word.upos = upos;
            word.xpos = penn::TAGS[usize::from(xpos)];
            self.lemmas.lemma(tokens[index], xpos, &mut word.lemma);
            let head = state.heads[index];
            if head == NONE {
                (word.head, word.rel, word.passive) = (None, Rel::Root, false);
            } else {
                let (rel, passive) = self.labels[usize::from(state.labels[index])];
                (word.head, word.rel, word.passive) = (Some(start + head as usize), rel, passive);
            }
        }
    }

    /// The first stage: encodes and tags the words.
    pub fn tag(&self, tokens: &[&str], scratch: &mut Scratch) {
        scratch.looks.clear();
        scratch.looks.extend(tokens.iter().map(|token| look(token)));
        self.encoder.encode(&scratch.looks, &mut scratch.encoder);
        self.tagger.tag(&scratch.encoder.output, &mut scratch.scores, &mut scratch.tags);
    }

    /// The second stage: parses the sentence last tagged with `scratch`.
    pub fn attach(&self, scratch: &mut Scratch) {
        self.decider.parse(&scratch.encoder.output, &mut scratch.decider);
    }
}

/// The model inside the program.
pub fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        Model::load(include_bytes!("../../../model/english.bin")).expect("the embedded model is tested")
    })
}
