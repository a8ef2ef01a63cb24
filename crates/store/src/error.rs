//! What can go wrong with a ledger on disk, said so that somebody can act on it.

use std::error::Error as StdError;
use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why the ledger could not be opened, read or added to.
///
/// Its `Display` is one line that names the file and what was found; [`Error::hint`] is what to do.
#[derive(Debug)]
pub struct Error(Box<Told>);

#[derive(Debug)]
struct Told {
    ledger: PathBuf,
    kind: ErrorKind,
    found: String,
    hint: String,
    source: Option<rusqlite::Error>,
}

/// The sorts of failure, for an exit code or a second try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no ledger at the path, or no folder to make it in.
    Missing,
    /// Something else stands at the path: a folder, a text, another program's database.
    NotALedger,
    /// The ledger was made by a later version of the program, or by an earlier one and may only be read.
    Version,
    /// Bytes of the file are not those that were written.
    Damaged,
    /// Another writer holds the ledger.
    Locked,
    /// The disk, or what is left for the ledger on it, is full.
    Full,
    /// The file or its folder may not be written, or not be read.
    Forbidden,
    /// What was asked for or handed in has no meaning: a date, a record that is no report.
    Request,
    /// The operating system failed to read or write.
    Disk,
}

/// What the ledger gives back.
pub(crate) type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn new(
        ledger: &Path,
        kind: ErrorKind,
        found: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        let (found, hint) = (found.into(), hint.into());
        Self(Box::new(Told { ledger: ledger.to_owned(), kind, found, hint, source: None }))
    }

    /// The file was read, and something in it is not what was written.
    pub(crate) fn damaged(ledger: &Path, found: impl Into<String>) -> Self {
        Self::new(ledger, ErrorKind::Damaged, found, RESTORE)
    }

    /// What to do about it, as a sentence without a full stop.
    pub fn hint(&self) -> &str {
        &self.0.hint
    }

    /// What sort of failure it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The ledger it happened to.
    pub fn ledger(&self) -> &Path {
        &self.0.ledger
    }

    /// A failure reported by the database, in the words of somebody who keeps a ledger.
    pub(crate) fn from_sqlite(ledger: &Path, error: rusqlite::Error) -> Self {
        let (kind, found, hint) = told(ledger, &error);
        let mut told = Self::new(ledger, kind, found, hint);
        told.0.source = Some(error);
        told
    }
}

const RESTORE: &str = "restore the file from a copy, or move it away and read the reports again";

fn told(ledger: &Path, error: &rusqlite::Error) -> (ErrorKind, String, String) {
    let Some(code) = error.sqlite_error_code() else {
        // Values of a type or an encoding that was never written.
        let found = format!("holds a value that was not written by this program ({error})");
        return (ErrorKind::Damaged, found, RESTORE.to_owned());
    };
    match code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed => (
            ErrorKind::Locked,
            "another program is writing to it".to_owned(),
            "wait until the other run has ended, then try again".to_owned(),
        ),
        ErrorCode::NotADatabase => (
            ErrorKind::NotALedger,
            "not a ledger: it does not begin as one".to_owned(),
            "name a ledger, or a file that does not exist yet; a damaged ledger must be restored from a copy"
                .to_owned(),
        ),
        ErrorCode::DatabaseCorrupt => {
            (ErrorKind::Damaged, "damaged: its pages do not fit together".to_owned(), RESTORE.to_owned())
        }
        // Every statement is fixed and sound, so one that is refused met other tables than it was written for.
        ErrorCode::Unknown | ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch => {
            let found = format!("damaged: its tables are not those of a ledger ({error})");
            (ErrorKind::Damaged, found, RESTORE.to_owned())
        }
        ErrorCode::TooBig => (
            ErrorKind::Request,
            "a report is longer than a ledger can hold, a thousand million bytes".to_owned(),
            "cut the report into parts, each under an id of its own".to_owned(),
        ),
        ErrorCode::DiskFull => (
            ErrorKind::Full,
            "no room left on the disk; the last reports were not added, all earlier ones are kept".to_owned(),
            "make room, then read the same reports again: those already held are not added twice".to_owned(),
        ),
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => (
            ErrorKind::Forbidden,
            "the file or its folder may not be written".to_owned(),
            "change its permissions, or copy the ledger to a folder of your own".to_owned(),
        ),
        ErrorCode::CannotOpen => unopened(ledger),
        _ => (
            ErrorKind::Disk,
            format!("reading or writing failed ({error})"),
            "check the disk, then try again: the ledger holds whole reports only".to_owned(),
        ),
    }
}

/// Why a path can't be opened, as far as looking at it tells.
fn unopened(ledger: &Path) -> (ErrorKind, String, String) {
    let parent = ledger.parent().filter(|parent| !parent.as_os_str().is_empty());
    if let Some(parent) = parent.filter(|parent| !parent.is_dir()) {
        let hint = format!("make the folder first: mkdir -p {}", parent.display());
        return (ErrorKind::Missing, format!("there is no folder {}", parent.display()), hint);
    }
    let hint = "check the permissions of the file and of its folder".to_owned();
    (ErrorKind::Forbidden, "the file can't be opened".to_owned(), hint)
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.0.ledger.display(), self.0.found)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_ref().map(|source| source as _)
    }
}
