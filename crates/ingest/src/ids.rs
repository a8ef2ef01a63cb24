//! The names of reports: given, or made from the file or the content, so that the same report has the same
//! name wherever and whenever it is read.

use std::collections::HashMap;

use text::Document;

/// Reports whose ids are remembered; later ones are not compared any more.
const MOST: usize = 4_000_000;

/// The ids seen in one run, to tell two reports under one id. Memory is bounded: 16 bytes a report, for at
/// most four million.
#[derive(Default)]
pub struct Ids {
    seen: HashMap<u64, u64>,
}

impl Ids {
    /// Notes the id of a report; where another report of this run had it with other words, says so in the
    /// problems of this one. The same report twice is no problem.
    pub fn check(&mut self, document: &mut Document) {
        let (id, content) = (hash(document.id.as_bytes()), hash(document.text.as_bytes()));
        match self.seen.get(&id) {
            Some(&first) if first != content => {
                let message =
                    format!("the id `{}` was given to another report before; give each its own", document.id);
                document.problems.push(("duplicate-id".to_owned(), message));
            }
            Some(_) => {}
            None if self.seen.len() < MOST => drop(self.seen.insert(id, content)),
            None => {}
        }
    }
}

/// The report with an id: its own, else `stem`, else one made from its content; the last two with `prefix`.
pub(crate) fn with_id(mut document: Document, stem: Option<&str>, prefix: &str) -> Document {
    if document.id.is_empty() {
        document.id = match stem {
            Some(stem) => format!("{prefix}{stem}"),
            None => format!("{prefix}{:016x}", hash(document.text.as_bytes())),
        };
    }
    document
}

/// FNV-1a, 64 bits (Fowler, Noll and Vo): the same on every machine and in every version.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
