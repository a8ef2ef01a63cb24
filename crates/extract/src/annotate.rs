//! The groundwork every extractor stands on, in a fixed order: sentences, syntax, quotations, mentions,
//! dates. Made once a report.

pub mod dates;
mod mentions;
mod sentence;
mod speaker_words;
mod speakers;
pub(crate) mod titles;

use std::cell::RefCell;
use std::ops::Range;

use knowledge::Knowledge;
use ledger::SpeakerKind;
use syntax::{Parse, Scratch};
use text::{Document, Span};

pub(crate) use mentions::{Entity, Mention, Mentions};
pub(crate) use sentence::{Sentence, is_mark, is_quote_mark};
pub(crate) use speakers::Who;

thread_local! {
    /// The parser remembers the words it has met; reports share most of theirs.
    static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch::default());
}

/// A quotation of the report: the tokens between its marks.
#[derive(Clone, Debug)]
pub(crate) struct Quoted {
    /// Tokens of the report inside the marks.
    pub tokens: Range<usize>,
    /// True when it reopens at a paragraph without having closed before.
    pub continues: bool,
}

/// A report, read as far as everybody needs it.
pub(crate) struct Reading<'a> {
    /// The report's words.
    pub text: &'a str,
    /// What is known beforehand.
    pub knowledge: &'a Knowledge,
    /// Its sentences, parsed.
    pub sentences: Vec<Sentence<'a>>,
    /// Its quotations, in text order.
    pub quotations: Vec<Quoted>,
    /// Its names.
    pub mentions: Mentions,
    /// Its time expressions, each with its tokens, in text order.
    pub dates: Vec<(Range<usize>, dates::Expression)>,
    /// Where every token stands.
    pub tokens: Vec<Span>,
    /// The sentence of every token.
    sentence_of: Vec<u32>,
    /// The innermost quotation of every token, plus one; 0 for none.
    quoted: Vec<u32>,
}

impl<'a> Reading<'a> {
    /// Reads the article parts of a document.
    pub(crate) fn new(document: &'a Document, knowledge: &'a Knowledge) -> Self {
        let text = document.text.as_str();
        let segments = text::segment(text, &document.layout);
        let model = syntax::model();
        let mut sentences = Vec::with_capacity(segments.sentences.len());
        let mut sentence_of = vec![0u32; segments.tokens.len()];
        for sentence in &segments.sentences {
            let spans: Vec<Span> =
                segments.tokens[sentence.tokens.clone()].iter().map(|token| token.span).collect();
            let forms: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
            let mut parse = Parse::default();
            SCRATCH.with_borrow_mut(|scratch| model.parse_into(&forms, scratch, &mut parse));
            for token in sentence.tokens.clone() {
                sentence_of[token] = sentences.len() as u32;
            }
            sentences.push(Sentence::new(sentence.tokens.start, sentence, forms, spans, parse));
        }
        let tokens: Vec<Span> = segments.tokens.iter().map(|token| token.span).collect();
        let mut quotations = Vec::new();
        let mut quoted = vec![0u32; tokens.len()];
        for quotation in text::quotations(text, &segments) {
            let start = tokens.partition_point(|token| token.start < quotation.inner.start);
            let end = tokens.partition_point(|token| token.end <= quotation.inner.end);
            if start < end {
                quotations.push(Quoted { tokens: start..end, continues: quotation.continues });
                quoted[start..end].fill(quotations.len() as u32);
            }
        }
        let mentions = Mentions::read(
            &sentences,
            &quoted_places(&sentences, &quoted),
            knowledge,
            document.published.as_ref().and_then(|published| month(&published.date)),
        );
        let published =
            document.published.as_ref().and_then(|published| published.date.get(..10)?.parse().ok());
        let dates = dates::dates(text, published).into_iter().filter_map(|expression| {
            let start = tokens.partition_point(|token| token.end <= expression.span.start);
            let end = tokens.partition_point(|token| token.start < expression.span.end);
            (start < end).then_some((start..end, expression))
        });
        let dates = dates.collect();
        Self { text, knowledge, sentences, quotations, mentions, dates, tokens, sentence_of, quoted }
    }

    /// A token as written.
    pub(crate) fn form(&self, token: usize) -> &'a str {
        self.tokens[token].of(self.text)
    }

    /// The sentence a token stands in.
    pub(crate) fn sentence_of(&self, token: usize) -> usize {
        self.sentence_of[token] as usize
    }

    /// The innermost quotation around a token.
    pub(crate) fn quotation_at(&self, token: usize) -> Option<usize> {
        self.quoted.get(token).and_then(|&index| (index as usize).checked_sub(1))
    }

    /// The quotations that share a token with `range`, in text order.
    pub(crate) fn quotations_in(&self, range: &Range<usize>) -> impl Iterator<Item = usize> + use<'_, 'a> {
        let range = range.clone();
        // Nested quotations overlap, so look a few back from the first that starts behind the range.
        let end = self.quotations.partition_point(|quotation| quotation.tokens.start < range.end);
        let begin = self.quotations[..end]
            .iter()
            .rposition(|quotation| quotation.tokens.end <= range.start)
            .map_or(0, |at| at + 1);
        (begin..end).filter(move |&at| self.quotations[at].tokens.end > range.start)
    }

    /// Head words of the outlets named in a sentence.
    pub(crate) fn outlet_heads(&self, sentence: usize) -> Vec<usize> {
        let outlet = |mention: &&Mention| self.mentions.entities[mention.entity].kind == SpeakerKind::Outlet;
        self.mentions.of(sentence).iter().filter(outlet).map(|mention| mention.head).collect()
    }

    /// True for "newspaper", "radio" and other words for outlets; not for "report".
    pub(crate) fn is_outlet_word(&self, noun: &str) -> bool {
        let noun = noun.to_lowercase();
        speaker_words::is_outlet_noun(&noun) && !matches!(noun.as_str(), "report" | "press" | "agency")
    }

    /// Where a range of tokens lies in the text.
    pub(crate) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.tokens[range.start].start, self.tokens[range.end - 1].end)
    }
}

/// The places of every sentence that stand in quotation marks, as ranges.
fn quoted_places(sentences: &[Sentence<'_>], quoted: &[u32]) -> Vec<Vec<Range<usize>>> {
    let places = |sentence: &Sentence<'_>| {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for place in (0..sentence.len()).filter(|place| quoted[sentence.first + place] > 0) {
            match ranges.last_mut() {
                Some(last) if last.end == place => last.end += 1,
                _ => ranges.push(place..place + 1),
            }
        }
        ranges
    };
    sentences.iter().map(places).collect()
}

/// The month of an ISO date.
fn month(date: &str) -> Option<knowledge::Month> {
    knowledge::Month::parse(date.get(..7)?)
}
