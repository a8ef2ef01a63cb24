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
pub mod entities;
pub mod lemma;
pub mod penn;
pub mod reader;
pub mod transition;
pub mod weights;
pub mod word;

mod model;
pub mod names;
mod parse;

pub use entities::{Entity, EntityKind, NameModel, entities, entities_in_document};
pub use model::{Label, Model, ModelError, Scratch, TagPair, best, decision, model};
pub use parse::{Parse, Rel, Tree, Upos, Word};
