//! Open readers of the ledger, handed to whoever needs one and taken back.
//!
//! A page holds one for as long as it reads. Readers see a writer's reports as they are committed and never
//! wait for it. When the file at the path is no longer the one that was opened, the readers are let go and
//! new ones opened; when there is none, every page says so.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use store::{Error, Ledger};

/// Readers of one ledger.
pub(crate) struct Shelf {
    path: PathBuf,
    idle: Mutex<Vec<(Identity, Ledger)>>,
}

/// What tells a file from another at the same path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Identity(u64, u64);

impl Shelf {
    pub(crate) fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), idle: Mutex::new(Vec::new()) }
    }

    /// Where the ledger lies.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Lends a reader to `read`.
    pub(crate) fn with<T, E: From<Error>>(&self, read: impl FnOnce(&Ledger) -> Result<T, E>) -> Result<T, E> {
        let identity = identity(&self.path);
        let ledger = match self.take(identity) {
            Some(ledger) => ledger,
            None => Ledger::open_read_only(&self.path)?,
        };
        let result = read(&ledger);
        // A reader that met an error may be one whose file was taken away under it.
        if let (Some(identity), true) = (identity, result.is_ok()) {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push((identity, ledger));
        }
        result
    }

    fn take(&self, identity: Option<Identity>) -> Option<Ledger> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|&(of, _)| Some(of) == identity);
        idle.pop().map(|(_, ledger)| ledger)
    }
}

/// Which file lies at `path`.
pub(crate) fn identity(path: &Path) -> Option<Identity> {
    let found = path.metadata().ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        Some(Identity(found.dev(), found.ino()))
    }
    #[cfg(not(unix))]
    {
        let made = found.created().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
        Some(Identity(made.as_secs(), u64::from(made.subsec_nanos())))
    }
}
