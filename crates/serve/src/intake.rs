//! Reports coming in: bytes to documents, documents to rows, rows into the ledger, and what became of each.
//!
//! One at a time takes part in this, so that pages keep a core. A report that is in the ledger already adds
//! nothing, so whatever is sent twice is safe.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use ingest::Document;
use knowledge::Knowledge;
use ledger::Extraction;
use serde::Serialize;
use store::{Added, Ledger};
use utoipa::ToSchema;

/// Tasks that are remembered.
const REMEMBERED: usize = 32;

/// What became of one report.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Outcome {
    /// Its place in what was sent, from 1.
    pub(crate) line: usize,
    /// Its name in the ledger.
    pub(crate) report: Option<String>,
    /// `new`, `known`, `changed`, or `failed`.
    pub(crate) outcome: &'static str,
    /// How many rows were read from it.
    pub(crate) rows: usize,
    /// What limits what could be read, or why nothing could.
    pub(crate) problems: Vec<String>,
}

/// A file or some text that was sent.
pub(crate) struct Sent {
    /// What it was called where it came from. Never opened.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// Reads a document into the ledger.
pub(crate) fn keep(
    line: usize,
    document: Result<Document, ingest::Error>,
    knowledge: &Knowledge,
    ledger: &mut Ledger,
) -> Outcome {
    let failed =
        |problem: String| Outcome { line, report: None, outcome: "failed", rows: 0, problems: vec![problem] };
    let document = match document {
        Ok(document) => document,
        Err(error) => return failed(format!("{}; {}", error.found(), error.hint())),
    };
    let read = catch_unwind(AssertUnwindSafe(|| extract::extract(&document, knowledge)));
    let Ok(extraction) = read else {
        return failed("the reader broke on this report; please send it to us".to_owned());
    };
    let outcome = match ledger.add(&extraction, &document.text) {
        Ok(Added::New) => "new",
        Ok(Added::Known) => "known",
        Ok(Added::Changed { .. }) => "changed",
        Err(error) => return failed(format!("{error}; {}", error.hint())),
    };
    let Extraction { id, problems, .. } = &extraction;
    Outcome {
        line,
        report: id.clone(),
        outcome,
        rows: extraction.rows().count(),
        problems: problems.iter().map(|problem| problem.message.clone()).collect(),
    }
}

/// The documents in something that was sent, by what it is called and how it begins.
pub(crate) fn documents(sent: Sent) -> Vec<Result<Document, ingest::Error>> {
    let Sent { name, bytes } = sent;
    // Only the last part of a name is looked at, and only its words.
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    let begins = |with: &[u8]| {
        bytes[start..].len() >= with.len() && bytes[start..start + with.len()].eq_ignore_ascii_case(with)
    };
    let one = match extension.to_ascii_lowercase().as_str() {
        "jsonl" | "ndjson" => return ingest::jsonl(bytes.as_slice(), &name).collect(),
        "json" => ingest::record(&bytes, &name, 1),
        "html" | "htm" => ingest::html(&bytes, &name),
        "md" | "markdown" => ingest::markdown(&bytes, &name),
        _ if begins(b"<!doctype") || begins(b"<html") => ingest::html(&bytes, &name),
        _ if begins(b"{") => return ingest::jsonl(bytes.as_slice(), &name).collect(),
        _ => ingest::plain(&bytes, &name),
    };
    vec![one.map(|mut document| {
        if document.id.is_empty() {
            document.id = stem.trim().to_owned();
        }
        document
    })]
}

/// What is being read in, for pages that tell how far it is.
#[derive(Default)]
pub(crate) struct Tasks {
    last: AtomicU64,
    all: Mutex<BTreeMap<u64, Arc<Mutex<Task>>>>,
}

/// Reports on their way in.
#[derive(Clone, Default)]
pub(crate) struct Task {
    pub(crate) outcomes: Vec<Outcome>,
    /// Files or texts that were sent, and how many of them are read.
    pub(crate) sent: usize,
    pub(crate) read: usize,
    pub(crate) is_done: bool,
    /// Why it could not be begun.
    pub(crate) failure: Option<String>,
}

impl Tasks {
    /// A new task and its number. The oldest is forgotten when there are many.
    pub(crate) fn begin(&self, sent: usize) -> (u64, Arc<Mutex<Task>>) {
        let number = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let task = Arc::new(Mutex::new(Task { sent, ..Task::default() }));
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(number, Arc::clone(&task));
        while all.len() > REMEMBERED {
            all.pop_first();
        }
        (number, task)
    }

    /// A task as it stands.
    pub(crate) fn get(&self, number: u64) -> Option<Task> {
        let task = self.all.lock().unwrap_or_else(PoisonError::into_inner).get(&number).cloned()?;
        let task = task.lock().unwrap_or_else(PoisonError::into_inner);
        Some(task.clone())
    }
}
