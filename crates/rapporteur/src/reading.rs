//! Reading reports into a ledger: documents in, rows kept, whatever could not be read told.

use std::path::PathBuf;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use rapporteur::{Extraction, Knowledge, in_order};
use store::{Added, Ledger, Summary};
use text::Document;

use crate::arguments::From;
use crate::failure::Failure;

/// What a run reads with.
pub(crate) struct Reader {
    pub(crate) knowledge: &'static Knowledge,
    pub(crate) threads: usize,
}

/// What came of reading.
#[derive(Default)]
pub(crate) struct Read {
    /// The reports' ids, in the order they came in.
    pub(crate) ids: Vec<String>,
    pub(crate) summary: Summary,
    /// Inputs that could not be read; each has been told.
    pub(crate) failed: usize,
}

/// A document or why there is none.
pub(crate) type Input = Result<Document, ingest::Error>;

impl Reader {
    /// The ledger to look into, and how many inputs failed on the way to it.
    pub(crate) fn open(&self, from: &From) -> Result<(Ledger, usize), Failure> {
        if let Some(path) = &from.ledger {
            return Ok((Ledger::open_read_only(path)?, 0));
        }
        let mut ledger = Ledger::in_memory()?;
        let read = self.read(&from.paths, &mut ledger)?;
        Ok((ledger, read.failed))
    }

    /// Reads the reports at `paths` into the ledger.
    pub(crate) fn read(&self, paths: &[PathBuf], ledger: &mut Ledger) -> Result<Read, Failure> {
        let paths = paths.to_vec();
        self.keep(move || documents(&paths), ledger)
    }

    /// Reads documents into the ledger.
    pub(crate) fn keep<Documents: Iterator<Item = Input>>(
        &self,
        documents: impl FnOnce() -> Documents + Send + 'static,
        ledger: &mut Ledger,
    ) -> Result<Read, Failure> {
        let progress = progress();
        let mut failed = 0;
        let rows = self.extractions(documents).filter_map(|read| {
            progress.inc(1);
            let trouble = match read {
                Some(Ok(kept)) => return Some(kept),
                Some(Err(error)) => Failure::from(&error),
                None => unreadable(),
            };
            failed += 1;
            progress.suspend(|| trouble.tell());
            None
        });
        let mut ids = Vec::new();
        let summary =
            ledger.add_each(rows, |extraction: &Extraction, _: Added| ids.extend(extraction.id.clone()))?;
        progress.finish_and_clear();
        Ok(Read { ids, summary, failed })
    }

    /// The rows and the text of each document.
    fn extractions<Documents: Iterator<Item = Input>>(
        &self,
        documents: impl FnOnce() -> Documents + Send + 'static,
    ) -> rapporteur::InOrder<Result<(Extraction, String), ingest::Error>> {
        let knowledge = self.knowledge;
        in_order(documents, self.threads, move |document: Input| {
            document.map(|document| (rapporteur::extract(&document, knowledge), document.text))
        })
    }
}

/// The reports at `paths`, with the lines that a site puts under all its reports marked as furniture.
/// Files are gone through twice for that; a stream cannot be.
fn documents(paths: &[PathBuf]) -> impl Iterator<Item = Input> + use<> {
    let options = ingest::Options::default();
    let mut repeated = ingest::RepeatedLines::default();
    if !paths.iter().any(|path| path.as_os_str() == "-") {
        for document in ingest::read(paths, &options).flatten() {
            repeated.count(&document);
        }
    }
    ingest::read(paths, &options).map(move |input| {
        input.map(|mut document| {
            repeated.mark(&mut document);
            document
        })
    })
}

/// The failure of a report that broke its reader.
pub(crate) fn unreadable() -> Failure {
    Failure::input("a report could not be read: the reader broke on it", "please send us the report")
}

/// A count of reports on a terminal; nothing anywhere else.
fn progress() -> ProgressBar {
    let style = ProgressStyle::with_template("{spinner} {pos} reports, {per_sec}, {elapsed}");
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
