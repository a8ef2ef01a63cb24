//! Reports for the tests of this crate, rows found by their words.

use ledger::{Evidence, Extraction, Form, Link, Passage, Polarity, Speaker, SpeakerKind, Statement, Time};

use crate::page::{Block, Mark, Page, Piece};

/// A report whose rows are looked up in its text.
pub(crate) struct Report {
    text: &'static str,
    pub(crate) extraction: Extraction,
}

impl Report {
    pub(crate) fn new(id: &str, published: Option<&str>, text: &'static str) -> Self {
        let extraction = Extraction {
            id: Some(id.to_owned()),
            published: published.map(str::to_owned),
            ..Extraction::default()
        };
        Self { text, extraction }
    }

    pub(crate) fn passage(&self, words: &str) -> Passage {
        let byte = self.text.find(words).expect("the words stand in the report");
        let start = self.text[..byte].chars().count();
        Passage { start, end: start + words.chars().count() }
    }

    pub(crate) fn because(&self, words: &str) -> Evidence {
        Evidence::new(self.passage(words), words, "sample").expect("the sample has words")
    }

    /// Adds a statement of `speaker`, its evidence the whole text.
    pub(crate) fn says(
        mut self,
        speaker: &str,
        kind: SpeakerKind,
        cue: &str,
        content: &str,
        change: impl FnOnce(&Self, &mut Statement),
    ) -> Self {
        let mut row = Statement {
            id: format!("s{}", self.extraction.statements.len() + 1),
            speaker: Speaker {
                span: None,
                text: None,
                entity: speaker.to_owned(),
                kind,
                affiliation: None,
                actor: None,
            },
            cue: vec![self.passage(cue)],
            content: vec![self.passage(content)],
            form: Form::Indirect,
            polarity: Polarity::Affirms,
            hedges: Vec::new(),
            chain: Vec::new(),
            time: None,
            sentence: self.passage(self.text),
            rule: "sample".to_owned(),
            because: self.because(self.text),
            words: vec![content.to_owned()],
        };
        change(&self, &mut row);
        self.extraction.statements.push(row);
        self
    }

    pub(crate) fn link(&self, outlet: &str) -> Link {
        Link {
            span: self.passage(outlet),
            text: outlet.to_owned(),
            entity: outlet.to_owned(),
            kind: SpeakerKind::Outlet,
        }
    }

    pub(crate) fn time(&self, words: &str, value: Option<&str>) -> Time {
        Time { span: Some(self.passage(words)), text: words.to_owned(), value: value.map(str::to_owned) }
    }
}

/// The page as plain text, one line a block.
pub(crate) fn plain(page: &Page) -> String {
    let line = |pieces: &[Piece]| pieces.iter().map(word).collect::<String>();
    let mut text = String::new();
    for block in &page.blocks {
        match block {
            Block::Heading { level, pieces } => {
                text.push_str(&format!("{} {}\n", "#".repeat((*level).into()), line(pieces)));
            }
            Block::Field { label, pieces, passages } => {
                let places: Vec<String> =
                    passages.iter().map(|at| format!("{}-{}", at.start, at.end)).collect();
                text.push_str(&format!("{label}: {} {}\n", line(pieces), places.join(" ")));
            }
            Block::Paragraph(pieces) => text.push_str(&format!("> {}\n", line(pieces))),
            Block::Note(pieces) => text.push_str(&format!("{}\n", line(pieces))),
            Block::Entry { depth, margin, text: said, notes, citation } => {
                let notes: Vec<String> = notes.iter().map(|note| line(note)).collect();
                let indent = "  ".repeat(*depth);
                let known = if notes.is_empty() { String::new() } else { format!(" | {}", notes.join("; ")) };
                text.push_str(&format!("{indent}- {} | {}{known} {citation}\n", line(margin), line(said)));
            }
        }
    }
    text
}

fn word(piece: &Piece) -> String {
    match piece {
        Piece::Voice(text) => (*text).to_owned(),
        Piece::Count(count) => count.to_string(),
        Piece::Asked(text) => format!("“{text}”"),
        Piece::Name(text) | Piece::Date(text) | Piece::Problem(text) => text.clone(),
        Piece::Words { words, mark: Mark::Hedge, .. } => format!("~{words}~"),
        Piece::Words { words, .. } => words.clone(),
    }
}
