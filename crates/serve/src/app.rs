//! What all requests share.

use std::path::PathBuf;
use std::sync::{Arc, RwLockReadGuard};
use std::time::Duration;

use axum::http::StatusCode;
use knowledge::Knowledge;
use sha2::{Digest as _, Sha256};
use store::Ledger;
use tokio::sync::Semaphore;

use crate::failure::Failure;
use crate::index::{Index, Rows};
use crate::intake::Tasks;
use crate::shelf::Shelf;

/// Requests that read the ledger at the same time; the others wait their turn. More readers than cores
/// only make all of them later, and each keeps pages of the file in memory.
const READERS: usize = 3;

/// How long a request waits for its turn.
const TURN: Duration = Duration::from_secs(8);

/// What is served, and to whom.
#[derive(Clone, Debug)]
pub struct Options {
    /// The ledger, which need not be there yet.
    pub ledger: PathBuf,
    /// What reports are read with.
    pub knowledge: &'static Knowledge,
    /// What a request from elsewhere must know; `None` on the loopback address.
    pub token: Option<String>,
}

/// A served ledger.
#[derive(Clone)]
pub struct App(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) shelf: Shelf,
    pub(crate) knowledge: &'static Knowledge,
    /// The digest of the token.
    pub(crate) token: Option<[u8; 32]>,
    /// What a form of this run carries, so that no other site can send one.
    pub(crate) secret: String,
    pub(crate) index: Index,
    pub(crate) tasks: Tasks,
    /// One at a time reads reports in.
    pub(crate) writer: Semaphore,
    readers: Semaphore,
}

impl App {
    /// Serves the ledger of `options`.
    ///
    /// # Errors
    /// When the operating system has no random numbers.
    pub fn new(options: &Options) -> std::io::Result<Self> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
        let secret = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self(Arc::new(Inner {
            shelf: Shelf::new(&options.ledger),
            knowledge: options.knowledge,
            token: options.token.as_deref().map(digest),
            secret,
            index: Index::new(),
            tasks: Tasks::default(),
            writer: Semaphore::new(1),
            readers: Semaphore::new(READERS),
        })))
    }

    /// Does `read` with a reader of the ledger, on a thread where it may take its time.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Ledger, &App) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let app = self.clone();
        let turn = tokio::time::timeout(TURN, self.0.readers.acquire()).await;
        let Ok(Ok(_turn)) = turn else {
            let hint = "try again in a moment";
            return Err(Failure::new(StatusCode::SERVICE_UNAVAILABLE, "too many readers at once", hint));
        };
        let read = tokio::task::spawn_blocking(move || app.0.shelf.with(|ledger| read(ledger, &app)));
        read.await.unwrap_or_else(|_| {
            let message = "the page broke while it was drawn";
            Err(Failure::new(StatusCode::INTERNAL_SERVER_ERROR, message, "please tell us the address"))
        })
    }
}

impl App {
    /// The rows of the ledger, brought up to date as far as a page may wait for.
    pub(crate) fn rows(&self) -> Result<RwLockReadGuard<'_, Rows>, Failure> {
        if self.0.index.look(self.0.shelf.path(), false)? {
            let app = self.clone();
            std::thread::spawn(move || {
                // What is wrong with the ledger is told by the next page that looks.
                let _ = app.0.index.look(app.0.shelf.path(), true);
            });
        }
        Ok(self.0.index.rows())
    }

    /// How many reports are gathered, of how many, while that is not all.
    pub(crate) fn progress(&self, rows: &Rows) -> Option<(usize, usize)> {
        (rows.gathered() < rows.wanted).then(|| (rows.gathered(), rows.wanted))
    }
}

/// What is kept of a secret to compare with.
pub(crate) fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}
