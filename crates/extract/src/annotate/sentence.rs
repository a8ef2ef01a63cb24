//! One sentence with its parse, seen as a tree.

use std::ops::Range;

use syntax::{Parse, Rel, Tree, Upos, Word};
use text::{Span, ZoneKind};

/// A sentence of a report. Words are named by their place in the sentence; `first` gives the place of
/// the first one in the report.
pub(crate) struct Sentence<'a> {
    /// Place of the first token in the report.
    pub first: usize,
    /// Where it lies in the text.
    pub span: Span,
    /// True in a headline.
    pub is_title: bool,
    /// Paragraph of the text.
    pub paragraph: usize,
    /// The tokens as written.
    pub forms: Vec<&'a str>,
    /// Where they stand.
    pub spans: Vec<Span>,
    /// Tag, lemma and head of each.
    pub parse: Parse,
    tree: Tree,
}

impl<'a> Sentence<'a> {
    /// Joins tokens and parse. Linear in the length of the sentence.
    pub(crate) fn new(
        first: usize,
        sentence: &text::Sentence,
        forms: Vec<&'a str>,
        spans: Vec<Span>,
        parse: Parse,
    ) -> Self {
        let tree = parse.tree();
        let is_title = sentence.zone == ZoneKind::Title;
        Self {
            first,
            span: sentence.span,
            is_title,
            paragraph: sentence.paragraph,
            forms,
            spans,
            parse,
            tree,
        }
    }

    /// Number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.forms.len()
    }

    /// The word at a place.
    pub(crate) fn word(&self, place: usize) -> &Word {
        &self.parse.words[place]
    }

    /// The head of a word.
    pub(crate) fn head(&self, place: usize) -> Option<usize> {
        self.parse.words[place].head
    }

    /// The relation of a word to its head.
    pub(crate) fn rel(&self, place: usize) -> Rel {
        self.parse.words[place].rel
    }

    /// The part of speech.
    pub(crate) fn upos(&self, place: usize) -> Upos {
        self.parse.words[place].upos
    }

    /// The Penn tag.
    pub(crate) fn xpos(&self, place: usize) -> &'static str {
        self.parse.words[place].xpos
    }

    /// The dictionary form.
    pub(crate) fn lemma(&self, place: usize) -> &str {
        &self.parse.words[place].lemma
    }

    /// True when the token is one of `words`, in any case.
    pub(crate) fn is(&self, place: usize, words: &[&str]) -> bool {
        self.forms.get(place).is_some_and(|form| words.iter().any(|word| form.eq_ignore_ascii_case(word)))
    }

    /// The words that depend on `place`, in order.
    pub(crate) fn children(&self, place: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.tree.children(place).iter().copied()
    }

    /// The first child with one of these relations.
    pub(crate) fn child(&self, place: usize, rels: &[Rel]) -> Option<usize> {
        self.children(place).find(|&child| rels.contains(&self.rel(child)))
    }

    /// From the first to one past the last token of the subtree.
    pub(crate) fn extent(&self, place: usize) -> Range<usize> {
        self.tree.extent(place)
    }

    /// True when `place` lies in the subtree of `ancestor`. Walks at most to the root.
    pub(crate) fn is_under(&self, place: usize, ancestor: usize) -> bool {
        let mut at = Some(place);
        while let Some(here) = at {
            if here == ancestor {
                return true;
            }
            at = self.head(here);
        }
        false
    }

    /// True for tokens that carry a letter or digit.
    pub(crate) fn is_worded(&self, place: usize) -> bool {
        self.forms[place].chars().any(char::is_alphanumeric)
    }
}

/// Closing and opening marks and stops.
pub(crate) fn is_mark(form: &str) -> bool {
    !form.chars().any(char::is_alphanumeric) && !matches!(form, "$" | "€" | "£" | "%")
}

/// Quotation marks of every kind, apostrophes used as such included.
pub(crate) fn is_quote_mark(form: &str) -> bool {
    matches!(form, "\"" | "“" | "”" | "„" | "«" | "»" | "''" | "``" | "‘" | "’" | "'" | "`")
}
