//! Reading the ledger: its reports, its rows, whole records in order.

use ledger::{Event, Extraction, Forum, Outlet, Position, RowKind, Statement};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, Row as Columns, params, params_from_iter};
use serde::de::DeserializeOwned;

use crate::add::{digest, seal};
use crate::error::{Error, Result};
use crate::filter::Conditions;
use crate::{Entry, Filter, Ledger, OwnedRow, Reading, Report, ReportHead, SpeakerCount};

/// The columns [`head`] reads, in its order.
pub(crate) const HEAD: &str =
    "reading.report, reading.title, reading.published, reading.basis, reading.outlet,
    reading.domain, reading.url, reading.language";

/// How many columns that is.
pub(crate) const HEAD_WIDTH: usize = 8;

/// The order of reports. Undated ones come last.
pub(crate) const IN_ORDER: &str = "reading.published IS NULL, reading.published, reading.report";
pub(crate) const LATEST_FIRST: &str = "reading.published IS NULL, reading.published DESC, reading.report";

pub(crate) fn head(columns: &Columns<'_>) -> rusqlite::Result<ReportHead> {
    Ok(ReportHead {
        id: columns.get(0)?,
        title: columns.get(1)?,
        published: columns.get(2)?,
        basis: columns.get(3)?,
        outlet: Outlet { name: columns.get(4)?, domain: columns.get(5)? },
        url: columns.get(6)?,
        language: columns.get(7)?,
    })
}

/// The columns [`report`] reads after those of the head, in its order.
pub(crate) const COUNTS: &str = "statements, positions, forums, events, problems";

pub(crate) fn report(columns: &Columns<'_>) -> rusqlite::Result<Report> {
    Ok(Report {
        head: head(columns)?,
        statements: columns.get(HEAD_WIDTH)?,
        positions: columns.get(HEAD_WIDTH + 1)?,
        forums: columns.get(HEAD_WIDTH + 2)?,
        events: columns.get(HEAD_WIDTH + 3)?,
        problems: columns.get(HEAD_WIDTH + 4)?,
    })
}

impl Ledger {
    /// Every report, in order of publication.
    pub fn reports(&self) -> Result<Vec<Report>> {
        let sql = format!(
            "SELECT {HEAD}, {COUNTS}
             FROM reading WHERE superseded = 0 ORDER BY {IN_ORDER}"
        );
        let mut reports = self.connection.prepare_cached(&sql).map_err(self.told())?;
        let reports = reports.query_map([], report);
        reports.and_then(Iterator::collect).map_err(self.told())
    }

    /// What was read from a report; `None` when the ledger has no such report.
    pub fn extraction(&self, report: &str) -> Result<Option<Extraction>> {
        Ok(self.current(report)?.map(|reading| reading.extraction))
    }

    /// The text of a report, as it was when it was read.
    pub fn text(&self, report: &str) -> Result<Option<String>> {
        Ok(self.current(report)?.map(|reading| reading.text))
    }

    /// The reading that counts of a report; `None` when the ledger has no such report.
    pub fn current(&self, report: &str) -> Result<Option<Reading>> {
        let _moment = self.moment()?;
        let reading = self
            .connection
            .prepare_cached("SELECT reading FROM reading WHERE report = ?1 AND superseded = 0")
            .and_then(|mut reading| reading.query_row([report], |columns| columns.get(0)).optional())
            .map_err(self.told())?;
        reading.map(|reading| self.reading(reading)).transpose()
    }

    /// Every reading of a report, in the order in which they first came in.
    pub fn readings(&self, report: &str) -> Result<Vec<Reading>> {
        let _moment = self.moment()?;
        let mut readings = self
            .connection
            .prepare_cached("SELECT reading FROM reading WHERE report = ?1 ORDER BY reading")
            .map_err(self.told())?;
        let readings: Vec<i64> = readings
            .query_map([report], |columns| columns.get(0))
            .and_then(Iterator::collect)
            .map_err(self.told())?;
        readings.into_iter().map(|reading| self.reading(reading)).collect()
    }

    /// Every report's record and text, in order of publication, one at a time: memory is that of one
    /// report. All are of one moment, whatever a writer does meanwhile. The first error of `visit` ends it.
    pub fn each<E: From<Error>>(
        &self,
        mut visit: impl FnMut(Extraction, String) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let _moment = self.moment()?;
        let sql = format!("SELECT reading FROM reading WHERE superseded = 0 ORDER BY {IN_ORDER}");
        let mut readings = self.connection.prepare_cached(&sql).map_err(self.told())?;
        let mut readings = readings.query([]).map_err(self.told())?;
        while let Some(columns) = readings.next().map_err(self.told())? {
            let reading = self.reading(columns.get(0).map_err(self.told())?)?;
            visit(reading.extraction, reading.text)?;
        }
        Ok(())
    }

    /// One reading, put together from its parts and compared with the digest of what was written.
    pub(crate) fn reading(&self, reading: i64) -> Result<Reading> {
        let (id, written, superseded, frame, carries_text, text) = self
            .connection
            .prepare_cached(
                "SELECT report, digest, superseded, frame, carries_text, text
                 FROM reading LEFT JOIN body USING (reading) WHERE reading = ?1",
            )
            .and_then(|mut body| {
                body.query_row([reading], |columns| {
                    let id: String = columns.get(0)?;
                    let digest: Vec<u8> = columns.get(1)?;
                    let frame: String = columns.get(3)?;
                    Ok((id, digest, columns.get(2)?, frame, columns.get(4)?, columns.get::<_, String>(5)?))
                })
            })
            .map_err(self.told())?;
        let rows: Vec<(String, String)> = self
            .connection
            .prepare_cached("SELECT kind, record FROM entry JOIN record USING (entry) WHERE reading = ?1 ORDER BY kind, place")
            .and_then(|mut rows| {
                rows.query_map([reading], |columns| Ok((columns.get(0)?, columns.get(1)?)))?.collect()
            })
            .map_err(self.told())?;
        let of =
            |kind: RowKind| rows.iter().filter(move |row| row.0 == kind.name()).map(|row| row.1.as_str());
        let kinds = [RowKind::Statement, RowKind::Position, RowKind::Forum, RowKind::Event];
        if digest(carries_text, &text, &frame, kinds.into_iter().flat_map(of)) != written {
            return Err(self.damaged(format!("damaged: report `{id}` is not as it was written")));
        }
        let mut extraction: Extraction = self.record(&id, &frame)?;
        if carries_text {
            extraction.text = Some(text.clone());
        }
        extraction.statements =
            of(RowKind::Statement).map(|row| self.record(&id, row)).collect::<Result<_>>()?;
        extraction.positions =
            of(RowKind::Position).map(|row| self.record(&id, row)).collect::<Result<_>>()?;
        extraction.forums = of(RowKind::Forum).map(|row| self.record(&id, row)).collect::<Result<_>>()?;
        extraction.events = of(RowKind::Event).map(|row| self.record(&id, row)).collect::<Result<_>>()?;
        Ok(Reading { extraction, text, superseded })
    }

    /// Who said what, of the reports and rows the filter lets through.
    pub fn statements(&self, filter: &Filter) -> Result<Vec<Entry<Statement>>> {
        self.entries(RowKind::Statement, filter)
    }

    /// Who is ready for what.
    pub fn positions(&self, filter: &Filter) -> Result<Vec<Entry<Position>>> {
        self.entries(RowKind::Position, filter)
    }

    /// Who sits at which table.
    pub fn forums(&self, filter: &Filter) -> Result<Vec<Entry<Forum>>> {
        self.entries(RowKind::Forum, filter)
    }

    /// What happened, is planned, or is claimed.
    pub fn events(&self, filter: &Filter) -> Result<Vec<Entry<Event>>> {
        self.entries(RowKind::Event, filter)
    }

    fn entries<T: DeserializeOwned>(&self, kind: RowKind, filter: &Filter) -> Result<Vec<Entry<T>>> {
        let conditions = Conditions::of(self, kind, filter)?;
        let order = if filter.latest_first { LATEST_FIRST } else { IN_ORDER };
        let sql = format!(
            "SELECT entry.entry FROM {} WHERE reading.superseded = 0 AND entry.kind = ?{}
             ORDER BY {order}, entry.place LIMIT ?",
            conditions.tables, conditions.sql
        );
        let limit = filter.limit.and_then(|limit| i64::try_from(limit).ok()).unwrap_or(-1);
        let values = [Value::Text(kind.name().to_owned())]
            .into_iter()
            .chain(conditions.values)
            .chain([Value::Integer(limit)]);
        let _moment = self.moment()?;
        self.chosen(&sql, values)
    }

    /// The entries whose numbers `sql` gives, in its order. Sorting numbers is cheap; sorting records is not.
    pub(crate) fn chosen<T: DeserializeOwned>(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<Entry<T>>> {
        let numbers: Vec<i64> = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut numbers| {
                numbers.query_map(params_from_iter(values), |columns| columns.get(0))?.collect()
            })
            .map_err(self.told())?;
        let sql = format!(
            "SELECT {HEAD}, record.record, record.seal
             FROM entry JOIN reading USING (reading) JOIN record USING (entry) WHERE entry.entry = ?1"
        );
        let mut entry = self.connection.prepare_cached(&sql).map_err(self.told())?;
        let mut entries = Vec::with_capacity(numbers.len());
        for number in numbers {
            let mut found = entry.query([number]).map_err(self.told())?;
            let Some(columns) = found.next().map_err(self.told())? else {
                return Err(self.damaged("damaged: a row has lost its record"));
            };
            entries.push(self.entry(columns)?);
        }
        Ok(entries)
    }

    /// An entry from the columns of a report's head, a record and its seal.
    fn entry<T: DeserializeOwned>(&self, columns: &Columns<'_>) -> Result<Entry<T>> {
        let (report, record, written) = (|| {
            let record: String = columns.get(HEAD_WIDTH)?;
            let seal: Vec<u8> = columns.get(HEAD_WIDTH + 1)?;
            Ok((head(columns)?, record, seal))
        })()
        .map_err(self.told())?;
        if seal(&record) != written {
            return Err(
                self.damaged(format!("damaged: a row of report `{}` is not as it was written", report.id))
            );
        }
        let row = self.record(&report.id, &record)?;
        Ok(Entry { report, row })
    }

    /// The row `row` of the report `report`, addressed as `REPORT#s1`.
    pub fn row(&self, report: &str, row: &str) -> Result<Option<Entry<OwnedRow>>> {
        let sql = format!(
            "SELECT {HEAD}, record.record, record.seal, entry.kind
             FROM reading JOIN entry USING (reading) JOIN record USING (entry)
             WHERE reading.superseded = 0 AND reading.report = ?1 AND entry.id = ?2
             ORDER BY entry.kind, entry.place LIMIT 1"
        );
        let mut found = self.connection.prepare_cached(&sql).map_err(self.told())?;
        let mut found = found.query(params![report, row]).map_err(self.told())?;
        let Some(columns) = found.next().map_err(self.told())? else { return Ok(None) };
        let kind: String = columns.get(HEAD_WIDTH + 2).map_err(self.told())?;
        let entry = match RowKind::from_name(&kind) {
            Some(RowKind::Statement) => owned(self.entry(columns)?, OwnedRow::Statement),
            Some(RowKind::Position) => owned(self.entry(columns)?, OwnedRow::Position),
            Some(RowKind::Forum) => owned(self.entry(columns)?, OwnedRow::Forum),
            Some(RowKind::Event) => owned(self.entry(columns)?, OwnedRow::Event),
            None => {
                return Err(self.damaged(format!("damaged: report `{report}` has a row of kind `{kind}`")));
            }
        };
        Ok(Some(entry))
    }

    /// Who speaks how often; the most frequent first, then by name.
    pub fn speakers(&self) -> Result<Vec<SpeakerCount>> {
        let mut speakers = self
            .connection
            .prepare_cached(
                "SELECT spelling, count(*) AS statements, sum(polarity = 'denies'), count(DISTINCT reading)
                 FROM entry JOIN reading USING (reading) JOIN name ON name.name = entry.speaker
                 WHERE superseded = 0 AND speaker IS NOT NULL
                 GROUP BY speaker ORDER BY statements DESC, spelling",
            )
            .map_err(self.told())?;
        let speakers = speakers.query_map([], |columns| {
            Ok(SpeakerCount {
                entity: columns.get(0)?,
                statements: columns.get(1)?,
                denials: columns.get(2)?,
                reports: columns.get(3)?,
            })
        });
        speakers.and_then(Iterator::collect).map_err(self.told())
    }

    fn record<T: DeserializeOwned>(&self, report: &str, record: &str) -> Result<T> {
        serde_json::from_str(record).map_err(|error| {
            self.damaged(format!("damaged: a record of report `{report}` can't be read ({error})"))
        })
    }
}

fn owned<T>(entry: Entry<T>, row: impl FnOnce(T) -> OwnedRow) -> Entry<OwnedRow> {
    Entry { report: entry.report, row: row(entry.row) }
}
