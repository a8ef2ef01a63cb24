//! Adding: a report enters whole, with its rows and its words in the index, or not at all.

mod rows;

use std::borrow::Borrow;

use ledger::{Extraction, LayoutZone, Mention, Outlet, Problem, Row};
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, named_params, params};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use rows::{enter, name, records};

use crate::Ledger;
use crate::days::Days;
use crate::error::{Error, Result};
use crate::words::folded;

/// Reports in one transaction of [`Ledger::add_all`].
const BATCH_REPORTS: usize = 256;

/// Bytes of text in one transaction, so that long reports do not pile up.
const BATCH_BYTES: usize = 16 << 20;

/// What became of a report that was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It was not in the ledger.
    New,
    /// It is in the ledger, word for word and row for row; nothing was added.
    Known,
    /// The ledger had another reading of it, which is now superseded.
    Changed {
        /// True when the words differ; false when the same words were read into other rows.
        text: bool,
        /// True when this reading was itself held, superseded, and is now current again.
        returned: bool,
    },
}

/// What became of many reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Were not in the ledger.
    pub new: usize,
    /// Were, just so.
    pub known: usize,
    /// Were, read otherwise.
    pub changed: usize,
    /// Had no id: records of an input that was not a report. They are left out.
    pub no_report: usize,
}

impl Ledger {
    /// Adds what was read from one report, and its text. One transaction.
    ///
    /// A record without an id is not of a report and is an error ([`ErrorKind::Request`]).
    ///
    /// [`ErrorKind::Request`]: crate::ErrorKind::Request
    pub fn add(&mut self, extraction: &Extraction, text: &str) -> Result<Added> {
        let Some(id) = extraction.id.as_deref() else {
            return Err(
                self.request("a record without an id is not of a report", "add records of reports only")
            );
        };
        let path = self.path.clone();
        let told = |error| Error::from_sqlite(&path, error);
        let whole =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(told)?;
        let added = add(&whole, id, extraction, text).map_err(told)?;
        whole.commit().map_err(told)?;
        Ok(added)
    }

    /// Adds many reports, a few hundred a transaction, and holds no more than those. Records without an id are
    /// left out and counted.
    ///
    /// When it fails, the reports of earlier transactions are in the ledger; reading all again adds only
    /// those that are not.
    pub fn add_all<E, T>(&mut self, reports: impl IntoIterator<Item = (E, T)>) -> Result<Summary>
    where
        E: Borrow<Extraction>,
        T: AsRef<str>,
    {
        self.add_each(reports, |_, _| ())
    }

    /// [`Ledger::add_all`], told of each report as it goes in. Until the call returns, a report told of may
    /// still be taken back by a failure later in its transaction.
    pub fn add_each<E, T>(
        &mut self,
        reports: impl IntoIterator<Item = (E, T)>,
        mut told_of: impl FnMut(&Extraction, Added),
    ) -> Result<Summary>
    where
        E: Borrow<Extraction>,
        T: AsRef<str>,
    {
        let path = self.path.clone();
        let told = |error| Error::from_sqlite(&path, error);
        let mut summary = Summary::default();
        let mut reports = reports.into_iter();
        loop {
            // Read before the ledger is locked: whoever reads the reports may take their time.
            let batch = batch(&mut reports);
            if batch.is_empty() {
                return Ok(summary);
            }
            let whole =
                self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(told)?;
            for (extraction, text) in &batch {
                let (extraction, text) = (extraction.borrow(), text.as_ref());
                let Some(id) = extraction.id.as_deref() else {
                    summary.no_report += 1;
                    continue;
                };
                let added = add(&whole, id, extraction, text).map_err(told)?;
                match added {
                    Added::New => summary.new += 1,
                    Added::Known => summary.known += 1,
                    Added::Changed { .. } => summary.changed += 1,
                }
                told_of(extraction, added);
            }
            whole.commit().map_err(told)?;
        }
    }
}

fn batch<E, T: AsRef<str>>(reports: &mut impl Iterator<Item = (E, T)>) -> Vec<(E, T)> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while batch.len() < BATCH_REPORTS && bytes < BATCH_BYTES {
        let Some(report) = reports.next() else { break };
        bytes += report.1.as_ref().len();
        batch.push(report);
    }
    batch
}

/// A record without its rows, which are kept one by one. Reads back as an [`Extraction`].
#[derive(Serialize)]
struct Frame<'a> {
    schema: &'a str,
    id: &'a Option<String>,
    title: &'a Option<String>,
    published: &'a Option<String>,
    published_basis: &'a Option<String>,
    outlet: &'a Outlet,
    url: &'a Option<String>,
    language: &'a Option<String>,
    text: Option<&'a str>,
    layout: &'a [LayoutZone],
    mentions: &'a [Mention],
    problems: &'a [Problem],
}

type Sql<T> = rusqlite::Result<T>;

fn add(ledger: &Connection, id: &str, extraction: &Extraction, text: &str) -> Sql<Added> {
    // Taken apart without `..`, so that a field added to the record can't be forgotten here.
    let Extraction {
        schema,
        id: named,
        title,
        published,
        published_basis,
        outlet,
        url,
        language,
        text: own_text,
        layout,
        statements,
        positions,
        forums,
        events,
        mentions,
        problems,
    } = extraction;
    let carries_text = own_text.as_deref() == Some(text);
    let frame = json(&Frame {
        schema,
        id: named,
        title,
        published,
        published_basis,
        outlet,
        url,
        language,
        text: own_text.as_deref().filter(|_| !carries_text),
        layout,
        mentions,
        problems,
    })?;
    let mut rows = Vec::new();
    rows.extend(records(statements.iter().map(Row::Statement))?);
    rows.extend(records(positions.iter().map(Row::Position))?);
    rows.extend(records(forums.iter().map(Row::Forum))?);
    rows.extend(records(events.iter().map(Row::Event))?);

    let digest = digest(carries_text, text, &frame, rows.iter().map(|row| row.record.as_str()));
    let before = match supersede(ledger, id, &digest, text)? {
        Before::Settled(added) => return Ok(added),
        Before::Absent => Added::New,
        Before::Superseded { text } => Added::Changed { text, returned: false },
    };

    let days = published.as_deref().and_then(Days::of);
    ledger
        .prepare_cached(
            "INSERT INTO reading (report, digest, title, published, basis, first_day, last_day, outlet, domain,
                 outlet_name, domain_name, url, language, statements, positions, forums, events, problems)
             VALUES (:report, :digest, :title, :published, :basis, :first, :last, :outlet, :domain,
                 :outlet_name, :domain_name, :url, :language, :statements, :positions, :forums, :events,
                 :problems)",
        )?
        .execute(named_params! {
            ":report": id,
            ":digest": digest,
            ":title": title,
            ":published": published,
            ":basis": published_basis,
            ":first": days.as_ref().map(|days| &days.first),
            ":last": days.as_ref().map(|days| &days.last),
            ":outlet": outlet.name,
            ":domain": outlet.domain,
            ":outlet_name": name(ledger, outlet.name.as_deref())?,
            ":domain_name": name(ledger, outlet.domain.as_deref())?,
            ":url": url,
            ":language": language,
            ":statements": statements.len(),
            ":positions": positions.len(),
            ":forums": forums.len(),
            ":events": events.len(),
            ":problems": problems.len(),
        })?;
    let reading = ledger.last_insert_rowid();
    ledger
        .prepare_cached("INSERT INTO body (reading, frame, carries_text, text) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![reading, frame, carries_text, text])?;
    ledger
        .prepare_cached("INSERT INTO report_words (rowid, title, text) VALUES (?1, ?2, ?3)")?
        .execute(params![reading, title.as_deref().map(folded), folded(text)])?;
    for row in &rows {
        enter(ledger, reading, row, days.as_ref())?;
    }
    Ok(before)
}

/// What the ledger had of a report that comes in.
enum Before {
    Absent,
    Superseded {
        text: bool,
    },
    /// Nothing is left to add.
    Settled(Added),
}

fn supersede(ledger: &Connection, id: &str, digest: &[u8], text: &str) -> Sql<Before> {
    let current: Option<(i64, Vec<u8>)> = ledger
        .prepare_cached("SELECT reading, digest FROM reading WHERE report = ?1 AND superseded = 0")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((current, held)) = current else { return Ok(Before::Absent) };
    if held == digest {
        return Ok(Before::Settled(Added::Known));
    }
    let differs: bool = ledger
        .prepare_cached("SELECT text <> ?2 FROM body WHERE reading = ?1")?
        .query_row(params![current, text], |row| row.get(0))?;
    ledger.prepare_cached("UPDATE reading SET superseded = 1 WHERE reading = ?1")?.execute([current])?;
    // Held already: a folder with two versions of a report must not grow the ledger each time it is read.
    let returned = ledger
        .prepare_cached("UPDATE reading SET superseded = 0 WHERE report = ?1 AND digest = ?2")?
        .execute(params![id, digest])?;
    Ok(if returned == 0 {
        Before::Superseded { text: differs }
    } else {
        Before::Settled(Added::Changed { text: differs, returned: true })
    })
}

fn json(value: &impl Serialize) -> Sql<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}

/// What tells one reading of a report from another.
pub(crate) fn digest<'a>(
    carries_text: bool,
    text: &'a str,
    frame: &'a str,
    records: impl Iterator<Item = &'a str>,
) -> Vec<u8> {
    let mut digest = Sha256::new();
    digest.update([u8::from(carries_text)]);
    for part in [text, frame].into_iter().chain(records) {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().to_vec()
}

/// Eight bytes that show whether a row's record is still what was written.
pub(crate) fn seal(record: &str) -> Vec<u8> {
    Sha256::digest(record.as_bytes())[..8].to_vec()
}
