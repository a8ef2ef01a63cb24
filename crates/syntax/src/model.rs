//! The model: loaded once, then read with any number of threads at once.

use std::fmt;
use std::sync::OnceLock;

use crate::bytes::{Source, put_text, put_u32};
use crate::lemma::Lemmas;
use crate::reader::{self, Features};
use crate::transition::{Move, NONE, State};
use crate::weights::Weights;
use crate::word::{Look, look};
use crate::{Parse, Rel, Upos, Word, penn};

const MAGIC: &[u8; 4] = b"RPSX";
const VERSION: u32 = 1;

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

/// A class of the tagger: a universal tag with a Penn tag's number.
pub type TagPair = (Upos, u8);

/// A label of the parser: a relation, and whether it is the passive variant.
pub type Label = (Rel, bool);

/// A trained reader of English.
#[derive(Clone, Debug)]
pub struct Model {
    /// Classes of the tagger.
    pub tags: Vec<TagPair>,
    /// Labels of the parser.
    pub labels: Vec<Label>,
    /// Of the tagger.
    pub tagger: Weights,
    /// Of the parser: class 0 shifts, then `Left` and `Right` of each label in turn.
    pub parser: Weights,
    /// Of the lemmatiser.
    pub lemmas: Lemmas,
}

/// Memory that [`Model::parse_into`] uses again from sentence to sentence.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    looks: Vec<Look>,
    tags: Vec<u8>,
    features: Features,
    scores: Vec<i32>,
    state: State,
    moves: usize,
}

impl Scratch {
    /// How many decisions the parser has taken for the last sentence.
    pub fn moves(&self) -> usize {
        self.moves
    }
}

/// The move and label of a class of the parser.
pub fn decision(class: usize) -> (Move, u8) {
    match class {
        0 => (Move::Shift, 0),
        _ if class % 2 == 1 => (Move::Left, ((class - 1) / 2) as u8),
        _ => (Move::Right, ((class - 1) / 2) as u8),
    }
}

/// The first best class.
pub fn best(scores: &[i32], allowed: impl Fn(usize) -> bool) -> usize {
    let mut found: Option<(usize, i32)> = None;
    for (class, &score) in scores.iter().enumerate() {
        if found.is_none_or(|(_, top)| score > top) && allowed(class) {
            found = Some((class, score));
        }
    }
    found.map_or(0, |(class, _)| class)
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
        let mut tags = Vec::new();
        for _ in 0..source.count(2)? {
            let upos =
                Upos::from_name(source.text()?).ok_or(ModelError::Damaged("an unknown universal tag"))?;
            let xpos = penn::number(source.text()?).ok_or(ModelError::Damaged("an unknown Penn tag"))?;
            tags.push((upos, xpos));
        }
        let mut labels = Vec::new();
        for _ in 0..source.count(2)? {
            let rel = Rel::from_name(source.text()?).ok_or(ModelError::Damaged("an unknown relation"))?;
            labels.push((rel, source.u8()? != 0));
        }
        if tags.is_empty() || tags.len() > 256 || labels.is_empty() || labels.len() > 127 {
            return Err(ModelError::Damaged("an impossible number of tags or labels"));
        }
        let tagger = Weights::read(&mut source, tags.len())?;
        let parser = Weights::read(&mut source, 1 + 2 * labels.len())?;
        let lemmas = Lemmas::read(&mut source)?;
        if !source.is_empty() {
            return Err(ModelError::Damaged("more than a model"));
        }
        Ok(Self { tags, labels, tagger, parser, lemmas })
    }

    /// The bytes before the weights, which the trainer writes.
    pub fn write_head(tags: &[TagPair], labels: &[Label], out: &mut Vec<u8>) {
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&VERSION.to_le_bytes());
        put_u32(out, tags.len());
        for (upos, xpos) in tags {
            put_text(out, upos.name());
            put_text(out, penn::TAGS[usize::from(*xpos)]);
        }
        put_u32(out, labels.len());
        for (rel, passive) in labels {
            put_text(out, rel.name());
            out.push(u8::from(*passive));
        }
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
        self.tag(tokens, scratch);
        self.attach(scratch);
        parse.words.resize_with(tokens.len(), Word::default);
        for (index, word) in parse.words.iter_mut().enumerate() {
            let (upos, xpos) = self.tags[usize::from(scratch.tags[index])];
            word.upos = upos;
            word.xpos = penn::TAGS[usize::from(xpos)];
            self.lemmas.lemma(tokens[index], xpos, &mut word.lemma);
            let head = scratch.state.heads[index];
            if head == NONE {
                (word.head, word.rel, word.passive) = (None, Rel::Root, false);
            } else {
                let (rel, passive) = self.labels[usize::from(scratch.state.labels[index])];
                (word.head, word.rel, word.passive) = (Some(head as usize), rel, passive);
            }
        }
    }

    /// The first stage: looks at the words and tags them.
    pub fn tag(&self, tokens: &[&str], scratch: &mut Scratch) {
        let Scratch { looks, tags, features, scores, .. } = scratch;
        looks.clear();
        looks.extend(tokens.iter().map(|token| look(token)));
        tags.clear();
        for at in 0..looks.len() {
            reader::tagger(looks, tags, at, features);
            scores.clear();
            scores.resize(self.tags.len(), 0);
            for &feature in features.iter() {
                self.tagger.add(feature, scores);
            }
            tags.push(best(scores, |_| true) as u8);
        }
    }

    /// The second stage: parses the sentence last tagged with `scratch`.
    pub fn attach(&self, scratch: &mut Scratch) {
        let Scratch { looks, tags, features, scores, state, moves } = scratch;
        *moves = 0;
        state.start(looks.len());
        while !state.is_done() {
            reader::parser(looks, tags, state, features);
            scores.clear();
            scores.resize(1 + 2 * self.labels.len(), 0);
            for &feature in features.iter() {
                self.parser.add(feature, scores);
            }
            let class = best(scores, |class| state.allows(decision(class).0));
            let (choice, label) = decision(class);
            state.make(choice, label);
            *moves += 1;
        }
    }
}

/// The model inside the program.
pub fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        Model::load(include_bytes!("../../../model/english.bin")).expect("the embedded model is tested")
    })
}
