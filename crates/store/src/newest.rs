//! What a front page asks: how much there is, and what came last.

use rusqlite::{OptionalExtension as _, params};

use crate::error::Result;
use crate::read::{COUNTS, HEAD, LATEST_FIRST, report};
use crate::{Ledger, Report};

/// How much a ledger holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Reports.
    pub reports: usize,
    /// Statements.
    pub statements: usize,
    /// Positions.
    pub positions: usize,
    /// Forum states.
    pub forums: usize,
    /// Events.
    pub events: usize,
    /// Problems.
    pub problems: usize,
}

impl Ledger {
    /// The latest reports by date of publication, `skip` of them passed over; at most `limit`.
    pub fn newest(&self, skip: usize, limit: usize) -> Result<Vec<Report>> {
        let (limit, skip) =
            (i64::try_from(limit).unwrap_or(i64::MAX), i64::try_from(skip).unwrap_or(i64::MAX));
        let _moment = self.moment()?;
        // The index runs through the dates one way and the ids the other, so only the date of the last report
        // wanted is taken from it, and what is no earlier is sorted.
        let earliest: Option<String> = self
            .connection
            .prepare_cached(
                "SELECT published FROM reading WHERE superseded = 0 AND published IS NULL = 0
                 ORDER BY published DESC LIMIT 1 OFFSET ?1",
            )
            .and_then(|mut date| {
                date.query_row([skip.saturating_add(limit)], |columns| columns.get(0)).optional()
            })
            .map_err(self.told())?;
        let narrow = if earliest.is_some() { "AND published IS NULL = 0 AND published >= ?3" } else { "" };
        let sql = format!(
            "SELECT {HEAD}, {COUNTS}
             FROM reading WHERE superseded = 0 {narrow} AND ?3 IS ?3 ORDER BY {LATEST_FIRST} LIMIT ?1 OFFSET ?2"
        );
        let mut reports = self.connection.prepare_cached(&sql).map_err(self.told())?;
        let reports = reports.query_map(params![limit, skip, earliest], report);
        reports.and_then(Iterator::collect).map_err(self.told())
    }

    /// How much there is of everything.
    pub fn totals(&self) -> Result<Totals> {
        self.connection
            .prepare_cached(
                "SELECT count(*), ifnull(sum(statements), 0), ifnull(sum(positions), 0),
                     ifnull(sum(forums), 0), ifnull(sum(events), 0), ifnull(sum(problems), 0)
                 FROM reading WHERE superseded = 0",
            )
            .and_then(|mut totals| {
                totals.query_row([], |columns| {
                    Ok(Totals {
                        reports: columns.get(0)?,
                        statements: columns.get(1)?,
                        positions: columns.get(2)?,
                        forums: columns.get(3)?,
                        events: columns.get(4)?,
                        problems: columns.get(5)?,
                    })
                })
            })
            .map_err(self.told())
    }
}
