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

/// What a ledger keeps of its file in memory.
const CACHE_KIB: i32 = 16 << 10;

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
        let mut ledger = Self::on(connection, path, patience)?;
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
        // Opened for writing where the file may be written, and then kept from it: the last reader can so
        // merge what a killed writer has left, and takes the files beside the ledger away again.
        let opened = if immutable {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            Connection::open_with_flags(address(path), flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        } else {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            Connection::open_with_flags(path, flags)
        };
        let connection = opened.map_err(|error| Error::from_sqlite(path, error))?;
        let ledger = Self::on(connection, path, PATIENCE)?;
        ledger.connection.pragma_update(None, "query_only", true).map_err(ledger.told())?;
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
        let mut ledger = Self::on(connection, path, PATIENCE)?;
        ledger.step_up(STEPS)?;
        Ok(ledger)
    }

    fn on(connection: Connection, path: &Path, patience: Duration) -> Result<Self> {
        let ledger = Self { connection, path: path.to_owned() };
        ledger.connection.set_prepared_statement_cache_capacity(64);
        ledger.connection.busy_timeout(patience).map_err(ledger.told())?;
        // Pages that do not fit are noticed where they are read, not where they lead to.
        ledger.connection.pragma_update(None, "cell_size_check", true).map_err(ledger.told())?;
        ledger.connection.pragma_update(None, "cache_size", -CACHE_KIB).map_err(ledger.told())?;
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

/// A folder or a device may open as a database and fail only later, in words of no use.
fn refuse_what_is_no_file(path: &Path) -> Result<()> {
    let Ok(found) = path.metadata() else { return Ok(()) };
    if found.is_dir() {
        let hint = format!("name a file in it, such as {}", path.join("reports.ledger").display());
        return Err(Error::new(path, ErrorKind::NotALedger, "a folder, not a ledger", hint));
    }
    if !found.is_file() {
        let hint = "name a ledger, or a file that does not exist yet";
        return Err(Error::new(path, ErrorKind::NotALedger, "not a ledger: not a file", hint));
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use ledger::Extraction;

    use super::*;

    fn report(number: usize) -> (Extraction, String) {
        let extraction = Extraction { id: Some(format!("r{number}")), ..Extraction::default() };
        (
            extraction,
            format!("The {number}th ferry waited for the survey of the western channel. ").repeat(40),
        )
    }

    #[test]
    fn it_knows_that_full_text_search_is_built_in() {
        let ledger = Ledger::in_memory().unwrap();
        let used: bool = ledger
            .connection
            .query_row("SELECT sqlite_compileoption_used('ENABLE_FTS5')", [], |columns| columns.get(0))
            .unwrap();
        assert!(used);
    }

    #[test]
    fn it_knows_that_a_full_disk_leaves_whole_reports() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("ledger.db");
        let mut ledger = Ledger::open(&path).unwrap();
        ledger.add_all((0..300).map(report)).unwrap();
        let pages: i64 =
            ledger.connection.query_row("PRAGMA page_count", [], |columns| columns.get(0)).unwrap();
        ledger
            .connection
            .query_row(&format!("PRAGMA max_page_count = {}", pages + 40), [], |_| Ok(()))
            .unwrap();

        let error = ledger.add_all((300..900).map(report)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Full);
        assert!(error.to_string().contains("no room left"), "{error}");
        assert!(error.hint().starts_with("make room"));
        assert_eq!(ledger.reports().unwrap().len(), 300);
        assert!(ledger.check().is_ok());

        // With room again, the same run goes through in the same opened ledger.
        ledger.connection.query_row("PRAGMA max_page_count = 999999", [], |_| Ok(())).unwrap();
        assert_eq!(ledger.add_all((0..900).map(report)).unwrap().new, 600);
        drop(ledger);
        assert_eq!(Ledger::open_read_only(&path).unwrap().reports().unwrap().len(), 900);
    }

    #[test]
    fn it_knows_that_a_step_to_a_later_version_keeps_the_reports() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("ledger.db");
        let mut ledger = Ledger::open(&path).unwrap();
        ledger.add_all((0..3).map(report)).unwrap();
        let later =
            [STEPS, &["CREATE TABLE note (report TEXT NOT NULL, words TEXT NOT NULL) STRICT"]].concat();
        ledger.step_up(&later).unwrap();
        ledger.step_up(&later).unwrap();
        assert_eq!(ledger.taken().unwrap(), STEPS.len() + 1);
        assert_eq!(ledger.reports().unwrap().len(), 3);
        drop(ledger);
        assert_eq!(Ledger::open(&path).err().unwrap().kind(), ErrorKind::Version);
    }

    #[test]
    fn it_knows_that_a_step_that_fails_is_not_taken() {
        let mut ledger = Ledger::in_memory().unwrap();
        ledger.add_all((0..3).map(report)).unwrap();
        let later = [STEPS, &["CREATE TABLE note (report TEXT); INSERT INTO nowhere VALUES (1)"]].concat();
        assert!(ledger.step_up(&later).is_err());
        assert_eq!(ledger.taken().unwrap(), STEPS.len());
        assert!(ledger.connection.execute_batch("SELECT * FROM note").is_err());
        assert_eq!(ledger.reports().unwrap().len(), 3);
    }
}
