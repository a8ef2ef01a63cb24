//! Sentences and tokens.
//!
//! > Gen. Ada Moor said: "We won't go." Then she left the U.S. delegation.
//!
//! reads as two sentences, the second beginning at `Then`, and as the tokens
//! `Gen.|Ada|Moor|said|:|"|We|wo|n't|go|.|"` and so on. Text is read in three steps, each linear: the
//! [line breaks](lines) that end a paragraph, the [tokens], and the [sentence ends](sentences).
//! Nothing is normalised; what stands between two tokens is white space and nothing else.

mod lexicon;
mod lines;
mod sentences;
mod strays;
mod tokens;
mod words;

use std::ops::Range;

use crate::{Span, Zone, ZoneKind};

/// A word, number or mark, cut as Universal Dependencies English cuts them
/// (`do`+`n't`, `Iran`+`'s`, `U.S.`, `,`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it looks like.
    pub kind: TokenKind,
}

/// What a token looks like; what it does in its sentence is for the tagger to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, possibly with digits: `Geneva`, `n't`, `G7`, `U.S.`.
    Word,
    /// Begins with a digit: `5`, `1,200`, `5:00`, `20th`.
    Number,
    /// A mark of punctuation, or a run of the same: `,`, `"`, `...`.
    Mark,
    /// A currency sign, an emoji, any other sign.
    Symbol,
    /// A web or mail address.
    Address,
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
/// covers is body. A zone's edge ends a sentence, and so does a paragraph's. Linear in the length of
/// the text; never fails.
pub fn segment(text: &str, layout: &[Zone]) -> Segments {
    let paragraphs = lines::Paragraphs::of(text);
    let mut segments = Segments::default();
    for (zone, stretch) in article(text, layout) {
        let stream = tokens::Stream::of(text, stretch, &paragraphs);
        sentences::cut(text, zone, stream, &paragraphs, &mut segments);
    }
    segments
}

/// The stretches that are read: each article zone, and as body what no zone covers.
fn article(text: &str, layout: &[Zone]) -> Vec<(ZoneKind, Span)> {
    let mut stretches = Vec::with_capacity(layout.len() * 2 + 1);
    let mut end = 0;
    for zone in layout {
        let (from, to) = (zone.span.start.max(end), zone.span.end.min(text.len()));
        if from >= to || !text.is_char_boundary(from) || !text.is_char_boundary(to) {
            continue;
        }
        if end < from {
            stretches.push((ZoneKind::Body, Span::new(end, from)));
        }
        if zone.kind.is_article() {
            stretches.push((zone.kind, Span::new(from, to)));
        }
        end = to;
    }
    if end < text.len() {
        stretches.push((ZoneKind::Body, Span::new(end, text.len())));
    }
    stretches
}
