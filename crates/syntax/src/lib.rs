//! English syntax: part of speech, lemma and dependency relation of every token, named entities.
//!
//! Knows nothing of news. Labels are Universal Dependencies v2.
//!
//! ```
//! let parse = syntax::model().parse(&["Talks", "resumed", "."]);
//! assert_eq!(parse.words[0].head, Some(1));
//! ```

pub mod bytes;
pub mod coref;
pub mod decider;
pub mod encoder;
pub mod entities;
pub mod lemma;
pub mod matrix;
pub mod names;
pub mod penn;
pub mod play;
pub mod tagger;
pub mod transition;
pub mod word;

mod model;
mod parse;
#[cfg(target_arch = "x86_64")]
mod vnni;
mod wide;

pub use entities::{Entity, EntityKind, NameModel, entities, entities_in_document};
pub use model::{Label, Model, ModelError, Scratch, model};
pub use parse::{Parse, Rel, Tree, Upos, Word};
pub use tagger::TagPair;
