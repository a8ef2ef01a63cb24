//! What the tests of this crate write.

use std::io::{self, Write};

use ledger::Passage;
use serde_json::json;
use views::{Block, Citation, Mark, Page, Piece};

use crate::{Entry, Listing};

pub(crate) fn listing() -> Listing {
    let entry = |row: &str, words: &str| Entry {
        cells: vec![row.to_owned(), words.to_owned()],
        record: json!({"row": row, "words": words}),
    };
    Listing {
        columns: vec!["row", "words"],
        entries: vec![
            entry("port#s1", "the port, they said, is \"closed\""),
            entry("port#s2", "=SUM(A1) is no statement"),
        ],
    }
}

pub(crate) fn page(words: &str) -> Page {
    let passage = Passage { start: 10, end: 10 + words.chars().count() };
    let words = Piece::Words { passage, words: words.to_owned(), mark: Mark::Plain };
    let citation = Citation { address: "port#s1".to_owned(), passages: vec![passage] };
    Page {
        blocks: vec![
            Block::Heading { level: 1, pieces: vec![Piece::Voice("Brief")] },
            Block::Note(vec![Piece::Count(1), Piece::Voice(" report")]),
            Block::Heading { level: 3, pieces: vec![Piece::Name("Ana Ruiz".to_owned())] },
            Block::Entry {
                depth: 0,
                margin: vec![Piece::Date("2031-05-02".to_owned())],
                text: vec![Piece::Voice("says: "), words],
                notes: vec![vec![Piece::Voice("through "), Piece::Name("Harbour Post".to_owned())]],
                citation,
            },
        ],
    }
}

pub(crate) fn written(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("what is written is text")
}
