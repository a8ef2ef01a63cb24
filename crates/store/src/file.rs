//! The file: opening it, knowing it for a ledger, and bringing it to the present version.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::Ledger;
use crate::error::{Error, ErrorKind, Result};

/// `RPTR`, at byte 68 of the file: says that a database is a ledger.
const APPLICATION: i32 = 0x5250_5452;

/// The step from each version to the next; a ledger's version is the number of steps it has taken.
/// Steps are only ever added.
const STEPS: &[&str] = &[include_str!("schema.sql")];

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(5);

impl Ledger {
    /// Opens the ledger at `path` for reading and adding; makes it when there is none.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Self::open_waiting(path, PATIENCE)
    }

    /// [`Ledger::open`], with the time to wait for another writer before giving up.
    pub fn open_waiting(path: impl AsRef<Path>, patience: Duration) -> Result<Self> {
        let path = path.as_ref();
        refuse_what_is_no_file(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection =
            Connection::open_with_flags(path, flags).map_err(|error| Error::from_sqlite(path, error))?;
        let mut ledger = Self { connection, path: path.to_owned() };
        ledger.connection.busy_timeout(patience).map_err(ledger.told())?;
        // Nothing is written, not even the journal mode, before the file is known for a ledger or for empty.
        ledger.version()?;
        ledger.write_ahead()?;
        ledger.step_up(STEPS)?;
        Ok(ledger)
    }

    /// Opens the ledger at `path` for reading. A writer at work does not hinder it, nor does a folder that
    /// may not be written.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        refuse_what_is_no_file(path)?;
        if !path.exists() {
            let hint = "check the path; a ledger is made when the first report is added";
            return Err(Error::new(path, ErrorKind::Missing, "there is no ledger", hint));
        }
        match Self::open_to_read(path, false) {
            // Readers share an index file beside the ledger. Where it can't be made and no writer has left
            // anything unmerged, the file alone is the whole ledger.
            Err(error)
                if matches!(error.kind(), ErrorKind::Forbidden | ErrorKind::Disk) && is_settled(path) =>
            {
                Self::open_to_read(path, true).map_err(|_| error)
            }
            opened => opened,
        }
    }

    fn open_to_read(path: &Path, immutable: bool) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = if immutable {
            Connection::open_with_flags(address(path), flags | OpenFlags::SQLITE_OPEN_URI)
        } else {
            Connection::open_with_flags(path, flags)
        };
        let connection = opened.map_err(|error| Error::from_sqlite(path, error))?;
        let ledger = Self { connection, path: path.to_owned() };
        ledger.connection.busy_timeout(PATIENCE).map_err(ledger.told())?;
        match ledger.version()? {
            version if version == STEPS.len() => Ok(ledger),
            0 => Err(Error::new(
                path,
                ErrorKind::NotALedger,
                "not a ledger: the file is empty",
                "add a report to it first, or name another file",
            )),
            version => Err(Error::new(
                path,
                ErrorKind::Version,
                format!("a ledger of version {version}, made by an earlier program"),
                "add a report to it once, which brings it to the present version",
            )),
        }
    }

    /// A ledger that lives as long as the program.
    pub fn in_memory() -> Result<Self> {
        let path = Path::new(":memory:");
        let connection = Connection::open_in_memory().map_err(|error| Error::from_sqlite(path, error))?;
        let mut ledger = Self { connection, path: path.to_owned() };
        ledger.step_up(STEPS)?;
        Ok(ledger)
    }

    /// The version of the file; 0 when it is empty. Refuses every other database.
    fn version(&self) -> Result<usize> {
        let number = |pragma: &str| {
            self.connection.query_row(pragma, [], |row| row.get::<_, i32>(0)).map_err(self.told())
        };
        let application = number("PRAGMA application_id")?;
        let version = number("PRAGMA user_version")?;
        let tables = number("SELECT count(*) FROM sqlite_schema")?;
        if application == 0 && version == 0 && tables == 0 {
            return Ok(0);
        }
        if application != APPLICATION {
            let found = format!("not a ledger: a database of another program (application id {application})");
            let hint = "name a ledger, or a file that does not exist yet";
            return Err(Error::new(&self.path, ErrorKind::NotALedger, found, hint));
        }
        match usize::try_from(version) {
            Ok(version) if (1..=STEPS.len()).contains(&version) => Ok(version),
            Ok(newer) if newer > STEPS.len() => {
                let found =
                    format!("a ledger of version {newer}; this program knows versions up to {}", STEPS.len());
                Err(Error::new(
                    &self.path,
                    ErrorKind::Version,
                    found,
                    "use the program that made it, or a later one",
                ))
            }
            _ => Err(self.damaged(format!("damaged: it says it is of version {version}"))),
        }
    }

    fn write_ahead(&self) -> Result<()> {
        let mode = |pragma: &str| {
            self.connection.query_row(pragma, [], |row| row.get::<_, String>(0)).map_err(self.told())
        };
        if mode("PRAGMA journal_mode")? != "wal" {
            mode("PRAGMA journal_mode = WAL")?;
        }
        Ok(())
    }

    /// Takes the steps the file has not taken, all or none.
    fn step_up(&mut self, steps: &[&str]) -> Result<()> {
        if self.taken()? == steps.len() {
            return Ok(());
        }
        let path = self.path.clone();
        let told = |error| Error::from_sqlite(&path, error);
        let step = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(told)?;
        // Asked again under the lock: another program may have been faster.
        let taken: usize = step.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(told)?;
        for sql in steps.iter().skip(taken) {
            step.execute_batch(sql).map_err(told)?;
        }
        step.pragma_update(None, "application_id", APPLICATION).map_err(told)?;
        step.pragma_update(None, "user_version", steps.len().max(taken)).map_err(told)?;
        step.commit().map_err(told)
    }

    fn taken(&self) -> Result<usize> {
        self.connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(self.told())
    }
}

/// A folder or a device opens on some systems and fails in the middle.
fn refuse_what_is_no_file(path: &Path) -> Result<()> {
    match path.metadata() {
        Ok(found) if !found.is_file() && !found.is_dir() => {
            let hint = "name a ledger, or a file that does not exist yet";
            Err(Error::new(path, ErrorKind::NotALedger, "not a ledger: not a file", hint))
        }
        _ => Ok(()),
    }
}

/// True when no writer has left anything beside the ledger that is not merged into it.
fn is_settled(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    Path::new(&log).metadata().map_or(true, |log| log.len() == 0)
}

/// The path as the database's address, marked as not changing.
fn address(path: &Path) -> String {
    let mut address = "file:".to_owned();
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' => address.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => address.push(char::from(byte)),
            _ => address.push_str(&format!("%{byte:02x}")),
        }
    }
    address + "?immutable=1"
}
