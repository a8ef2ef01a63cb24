//! English syntax: part of speech, lemma and dependency relation of every token, named entities.
//!
//! Knows nothing of news. Labels are Universal Dependencies v2.

pub mod coref;
pub mod entities;
pub mod names;
mod parse;

pub use entities::{Entity, EntityKind, NameModel, entities, entities_in_document};
pub use parse::{Parse, Rel, Upos, Word};
