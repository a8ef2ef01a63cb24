//! Named entities: the persons, organisations, places and events that a sentence calls by a name of their own.
//!
//! > Deputy Foreign Minister Sergei Ryabkov met the OSCE's Chairman in Vienna.
//!
//! gives `Sergei Ryabkov` (person), `OSCE` (organisation) and `Vienna` (place).
//!
//! An entity's range is the *name*: no article, no title, no relative clause; what stands around a name is told
//! by [`crate::names::described`]. `of` and `for` inside a name belong to it (`Ministry of Defence`), a comma and
//! a possessive end it (`Berkeley, California` and `Russia's Foreign Ministry` are two names each). A name within
//! a name is an entity too: `US State Department` is an organisation, and its `US` a place. Adjectives
//! (`Russian`), role nouns (`the minister`) and dates are no names.
//!
//! Two layers of averaged perceptrons over the tokens (Collins 2002), the outer one decoded exactly; tags help
//! where they are given.

pub mod decode;
pub mod features;
pub mod lists;
pub mod model;

pub use features::Sentence;
pub use model::{ModelError, NameModel};

use crate::{Parse, Upos};
use decode::{LABELS, Transitions};
use features::{DocumentWords, Looks};

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum EntityKind {
    /// A person, or a people (`the Moriori`).
    Person,
    /// A state organ, party, company, armed group; a state too where it acts.
    Organisation,
    /// A state, city, region, building.
    Place,
    /// A war, conference, festival.
    Event,
    /// A law, language, work, product, animal.
    Other,
}

impl EntityKind {
    /// Every kind.
    pub const ALL: &'static [Self] =
        &[Self::Person, Self::Organisation, Self::Place, Self::Event, Self::Other];

    /// In one word, as reports print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Event => "event",
            Self::Other => "other",
        }
    }
}

/// A name in a sentence. Indices count the sentence's tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entity {
    /// First token of the name.
    pub start: usize,
    /// One past its last token.
    pub end: usize,
    /// The token that heads it, as in Universal Dependencies: the first of a person's names, the last word of a
    /// compound (`State Department`), the word before `of`.
    pub head: usize,
    /// What it names.
    pub kind: EntityKind,
}

/// The names of one sentence, in text order, a longer name before those within it.
///
/// For a sentence of a document, [`entities_in_document`] reads better: it has seen the word elsewhere.
pub fn entities(model: &NameModel, tokens: &[&str], parse: Option<&Parse>) -> Vec<Entity> {
    let tags: Option<Vec<Upos>> = parse.map(|parse| parse.words.iter().map(|word| word.upos).collect());
    entities_in_document(model, &[Sentence { tokens, tags: tags.as_deref() }]).pop().unwrap_or_default()
}

/// The names of each sentence of a document. Linear in its length.
pub fn entities_in_document(model: &NameModel, sentences: &[Sentence<'_>]) -> Vec<Vec<Entity>> {
    let words = DocumentWords::of(sentences);
    let transitions = Transitions::of(&model.outer);
    let mut row = Vec::new();
    sentences
        .iter()
        .map(|sentence| {
            let looks = Looks::of(*sentence, &words, &model.clusters);
            let scores: Vec<[i32; LABELS]> = (0..looks.len())
                .map(|index| {
                    looks.features(index, &mut row);
                    let mut scores = [0; LABELS];
                    for feature in &row {
                        model.outer.add(*feature, &mut scores);
                    }
                    scores
                })
                .collect();
            let mut entities = Vec::new();
            for name in decode::names(&decode::best(&scores, &transitions)) {
                decode::unfold(&model.inner, &looks, name, sentence.tokens, &mut entities);
            }
            entities.sort_by_key(|entity| (entity.start, std::cmp::Reverse(entity.end), entity.head));
            entities
        })
        .collect()
}
