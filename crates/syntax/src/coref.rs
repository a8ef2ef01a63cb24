//! Who is meant: short names, pronouns and role phrases linked to the mention that introduced them.
//!
//! > Deputy Minister Anna Bergova met reporters. She said the talks had failed. Bergova left at noon; the deputy
//! > minister will return.
//!
//! gives one chain for `Anna Bergova`, `She`, `Bergova` and `the deputy minister`.
//!
//! Rules in reading order, each link to something already read: names by their words, acronyms by their letters,
//! roles by the noun that carried them, pronouns by recency, subjecthood, gender and number (in the manner of
//! Lappin and Leass 1994). A pronoun looks back a few sentences, so the time taken is linear in the document.
//! First and second persons are left alone; so is `it` before a clause. What is not clear stays unlinked.

mod gather;
mod resolve;

use std::ops::Range;

use crate::{Entity, EntityKind, Parse};

/// One sentence of a document, as read so far.
#[derive(Clone, Copy, Debug)]
pub struct SentenceView<'a> {
    /// Its tokens.
    pub tokens: &'a [&'a str],
    /// Its parse, a word a token.
    pub parse: &'a Parse,
    /// Its names.
    pub entities: &'a [Entity],
    /// Token ranges that stand inside quotation marks, in order and none overlapping.
    pub quoted: &'a [Range<usize>],
}

/// How a mention mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// By a name.
    Name(EntityKind),
    /// By a personal, possessive or relative pronoun.
    Pronoun,
    /// By a noun for a person's or a body's role: `the minister`, `a spokesman`, `the group`.
    Role,
}

/// One mention of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Index of its sentence.
    pub sentence: usize,
    /// First token.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The token that heads it.
    pub head: usize,
    /// How it mentions.
    pub kind: MentionKind,
    /// The earlier (or, for a relative pronoun, the governing) mention it was linked to: an index into
    /// [`Chains::mentions`].
    pub antecedent: Option<usize>,
    /// Its chain: an index into [`Chains::clusters`].
    pub cluster: usize,
}

/// One chain: mentions of the same person, body or place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cluster {
    /// Its mentions in text order: indices into [`Chains::mentions`].
    pub mentions: Vec<usize>,
    /// The mention with the fullest name; `None` for a chain without a name.
    pub name: Option<usize>,
}

/// The chains of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chains {
    /// Every mention, in text order.
    pub mentions: Vec<Mention>,
    /// Every chain, in the order of first mentions.
    pub clusters: Vec<Cluster>,
}

impl Chains {
    /// The mention headed by a token; the longest where several are.
    pub fn at(&self, sentence: usize, head: usize) -> Option<&Mention> {
        let from = self.mentions.partition_point(|mention| mention.sentence < sentence);
        self.mentions[from..]
            .iter()
            .take_while(|mention| mention.sentence == sentence)
            .filter(|mention| mention.head == head)
            .max_by_key(|mention| mention.end - mention.start)
    }

    /// The mention with the fullest name of a chain.
    pub fn fullest(&self, cluster: usize) -> Option<&Mention> {
        self.mentions.get(self.clusters.get(cluster)?.name?)
    }
}

/// Links the mentions of a document. Sentences whose parse and tokens differ in number give no mentions.
pub fn chains(sentences: &[SentenceView<'_>]) -> Chains {
    resolve::resolve(sentences, gather::gather(sentences))
}
