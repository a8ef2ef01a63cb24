//! The append-only ledger on disk: every report that was read, its rows, and full-text search over both.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use ledger::Extraction;
//! use store::{Added, Filter, Ledger};
//!
//! let mut kept = Ledger::in_memory()?;
//! let report = Extraction { id: Some("harbour-7".into()), ..Extraction::default() };
//! assert_eq!(kept.add(&report, "The harbour talks went on.")?, Added::New);
//! assert_eq!(kept.add(&report, "The harbour talks went on.")?, Added::Known);
//! assert_eq!(kept.search("\"harbour talks\" -ceasefire", 10)?.len(), 1);
//! assert!(kept.statements(&Filter { speaker: Some("Reyes".into()), ..Filter::default() })?.is_empty());
//! # Ok(()) }
//! ```
//!
//! A ledger is one SQLite file in WAL mode: one writer at a time, any number of readers that do not wait
//! for it. A report enters whole, rows and index together, or not at all. Nothing is ever taken out: a
//! report read again with other words or other rows supersedes its earlier reading, which stays.
//!
//! What comes out is in the order of publication, then of the reports' ids, then of the rows in their
//! report; it does not depend on the order in which reports came in. Only which of two *different*
//! readings of one report is current does: the one read last.

mod add;
mod check;
mod days;
mod entry;
mod error;
mod facts;
mod file;
mod filter;
mod newest;
mod read;
mod search;
mod words;

use std::path::PathBuf;

use rusqlite::{Connection, Transaction};

pub use add::{Added, Summary};
pub use entry::{Entry, OwnedRow, Reading, Report, ReportHead, SpeakerCount};
pub use error::{Error, ErrorKind};
pub use facts::{Fact, What};
pub use filter::Filter;
pub use newest::Totals;
pub use search::Hit;

/// A ledger, open for reading and adding, or for reading only.
pub struct Ledger {
    connection: Connection,
    /// Where it lies; what errors name.
    path: PathBuf,
}

impl Ledger {
    /// An error of the database, told for this ledger.
    fn told(&self) -> impl Fn(rusqlite::Error) -> Error + '_ {
        |error| Error::from_sqlite(&self.path, error)
    }

    /// Keeps what is read until it is dropped as of one moment, whatever a writer does meanwhile. Within
    /// such a moment already, that one goes on.
    fn moment(&self) -> error::Result<Option<Transaction<'_>>> {
        let begins = self.connection.is_autocommit();
        begins.then(|| self.connection.unchecked_transaction().map_err(self.told())).transpose()
    }

    fn damaged(&self, found: impl Into<String>) -> Error {
        Error::damaged(&self.path, found)
    }

    fn request(&self, found: impl Into<String>, hint: &str) -> Error {
        Error::new(&self.path, ErrorKind::Request, found, hint)
    }
}
