//! English syntax: part of speech, lemma and dependency relation of every token, named entities.
//!
//! Knows nothing of news. Labels are Universal Dependencies v2.
//!
//! ```
//! let parse = syntax::model().parse(&["Talks", "resumed", "."]);
//! assert_eq!(parse.words[0].head, Some(1));
//! ```

mod parse;

pub mod bytes;
pub mod decider;
pub mod encoder;
pub mod lemma;
pub mod matrix;
pub mod penn;
pub mod play;
pub mod tagger;
pub mod transition;
pub mod word;

mod model;
mod wide;

pub use model::{Label, Model, ModelError, Scratch, model};
pub use parse::{Parse, Rel, Tree, Upos, Word};
pub use tagger::TagPair;
