//! A page: what a view says, cut into pieces that tell whose words they are.
//!
//! A writer (terminal, Markdown) decides how a piece looks, never what it says. [`Piece::Voice`] takes
//! only text fixed when the program was compiled, and [`Piece::Words`] only words with a place, so a
//! sentence of the program's own about the world has no way onto a page.

use std::collections::BTreeSet;

use ledger::Passage;

/// What a view says, top down.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Headings, notes and entries.
    pub blocks: Vec<Block>,
}

impl Page {
    /// Its name: the first heading, as far as it is a template.
    pub fn title(&self) -> &'static str {
        let heading = self.blocks.iter().find_map(|block| match block {
            Block::Heading { pieces, .. } => pieces.first(),
            _ => None,
        });
        if let Some(Piece::Voice(title)) = heading { title } else { "Rapporteur" }
    }

    /// The addresses of the rows that its entries cite, each once.
    pub fn cited(&self) -> BTreeSet<&str> {
        let mut cited = BTreeSet::new();
        for block in &self.blocks {
            if let Block::Entry { citation, .. } = block {
                cited.insert(citation.address.as_str());
            }
        }
        cited
    }
}

/// One block of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading; `level` 1 is the page's.
    Heading {
        /// 1, 2 or 3.
        level: u8,
        /// Never words of a report.
        pieces: Vec<Piece>,
    },
    /// A line about the page itself: never words of a report.
    Note(Vec<Piece>),
    /// A named part of a row.
    Field {
        /// What it is.
        label: &'static str,
        /// The part.
        pieces: Vec<Piece>,
        /// Where its words stand.
        passages: Vec<Passage>,
    },
    /// A paragraph of the report.
    Paragraph(Vec<Piece>),
    /// A line over one row, with its citation.
    Entry {
        /// 0, or 1 and more for an entry inside the one before.
        depth: usize,
        /// A date, or nothing.
        margin: Vec<Piece>,
        /// What it says.
        text: Vec<Piece>,
        /// How it is known: when, through whom, how surely.
        notes: Vec<Vec<Piece>>,
        /// The row and where its words stand.
        citation: Citation,
    },
}

/// A row and the places of its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// What `rapporteur why` takes: `REPORT#s1`.
    pub address: String,
    /// Where the words stand, in code points of the report's text.
    pub passages: Vec<Passage>,
}

/// A few words and whose they are.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// The program's: a template.
    Voice(&'static str),
    /// A count of rows or reports.
    Count(usize),
    /// A canonical name, an outlet, a report's id or title.
    Name(String),
    /// A date as resolved.
    Date(String),
    /// What a reader typed: never told of the world, only named as what was asked for.
    Asked(String),
    /// A reader's note on a report: what could not be read.
    Problem(String),
    /// The report's own words.
    Words {
        /// Where they stand in the report of the entry's citation.
        passage: Passage,
        /// They, unchanged.
        words: String,
        /// What part they play.
        mark: Mark,
    },
}

/// What part some words play in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// None of the others.
    Plain,
    /// They name who speaks.
    Speaker,
    /// They make it a statement.
    Cue,
    /// They are what is attributed.
    Content,
    /// They weaken it.
    Hedge,
    /// They name through whom it came.
    Link,
    /// They say when.
    Time,
    /// They are what a row rests on.
    Evidence,
    /// They tell of an event.
    Trigger,
    /// They are what must come true, or is asked for.
    Condition,
}

impl Mark {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "report",
            Self::Speaker => "speaker",
            Self::Cue => "cue",
            Self::Content => "content",
            Self::Hedge => "hedge",
            Self::Link => "through",
            Self::Time => "time",
            Self::Evidence => "evidence",
            Self::Trigger => "trigger",
            Self::Condition => "condition",
        }
    }
}

impl std::fmt::Display for Citation {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "[{}", self.address)?;
        for passage in &self.passages {
            write!(out, ", {}-{}", passage.start, passage.end)?;
        }
        write!(out, "]")
    }
}
