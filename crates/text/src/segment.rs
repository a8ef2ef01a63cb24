//! Sentences and tokens.

use std::ops::Range;

use crate::{Span, Zone, ZoneKind};

/// A word, number or mark, cut as Universal Dependencies English cuts them
/// (`do`+`n't`, `Iran`+`'s`, `U.S.`, `,`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
}

/// A sentence of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first token to its last.
    pub span: Span,
    /// Its tokens, as indices into [`Segments::tokens`].
    pub tokens: Range<usize>,
    /// `Title` or `Body`.
    pub zone: ZoneKind,
    /// Which paragraph of the text it stands in, counted from 0.
    pub paragraph: usize,
}

/// The sentences and tokens of a text, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segments {
    /// Sentences of the article zones.
    pub sentences: Vec<Sentence>,
    /// Tokens of the sentences.
    pub tokens: Vec<Token>,
}

/// Cuts the article zones of `text` into sentences and tokens. `layout` is in text order; what no zone
/// covers is body. Linear in the length of the text; never fails.
pub fn segment(text: &str, layout: &[Zone]) -> Segments {
    let _ = (text, layout);
    Segments::default()
}
