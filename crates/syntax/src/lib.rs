//! English syntax: part of speech, lemma and dependency relation of every token, named entities.
//!
//! Knows nothing of news. Labels are Universal Dependencies v2.

mod parse;

pub use parse::{Parse, Rel, Upos, Word};
