//! Every row in a few numbers: who, whom, what, when. For whoever keeps all of a ledger in mind at once,
//! such as a board over a hundred thousand reports; the rows themselves stay where they are.
//!
//! What a reader holds is brought up to date by comparing [`Ledger::current_readings`] with what it knows
//! and asking for the [`Ledger::facts`] of those it does not.

use ledger::{EventStatus, EventType, ForumState, Issue, Polarity, RowKind, Stance};
use rusqlite::types::ValueRef;

use crate::error::Result;
use crate::read::{HEAD, HEAD_WIDTH, head};
use crate::{Entry, Ledger, OwnedRow, ReportHead};

/// One row, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The row's number in this file; what [`Ledger::numbered`] takes.
    pub number: i64,
    /// Its place among the rows of its kind in its report.
    pub place: u32,
    /// First and last day, as the report gives them or of the report itself: `2022-10-01`.
    pub days: Option<(String, String)>,
    /// Speaker, holder, actor or source.
    pub who: String,
    /// Whom a speaker speaks for.
    pub affiliation: Option<String>,
    /// Counterparts, a target, or the forum.
    pub toward: Vec<String>,
    /// What of its kind.
    pub what: What,
    /// The statement it rests on: `s3`.
    pub statement: Option<String>,
}

/// What a fact says, by kind of row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Said or denied.
    Statement(Polarity),
    /// A stance on an issue, with how many conditions, and whether it was only not expressed.
    Position(Issue, Stance, u32, bool),
    /// In or out.
    Forum(ForumState),
    /// An event.
    Event(EventType, EventStatus),
}

impl What {
    /// Which table the row is of.
    pub fn kind(self) -> RowKind {
        match self {
            Self::Statement(_) => RowKind::Statement,
            Self::Position(..) => RowKind::Position,
            Self::Forum(_) => RowKind::Forum,
            Self::Event(..) => RowKind::Event,
        }
    }
}

impl Ledger {
    /// The numbers of the readings that are current, in rising order.
    pub fn current_readings(&self) -> Result<Vec<i64>> {
        let mut readings = self
            .connection
            .prepare_cached("SELECT reading FROM reading WHERE superseded = 0")
            .map_err(self.told())?;
        let mut readings: Vec<i64> = readings
            .query_map([], |columns| columns.get(0))
            .and_then(Iterator::collect)
            .map_err(self.told())?;
        readings.sort_unstable();
        Ok(readings)
    }

    /// A number that changes whenever another connection has added something. Only numbers from one open
    /// ledger can be compared.
    pub fn change(&self) -> Result<i64> {
        self.connection.query_row("PRAGMA data_version", [], |columns| columns.get(0)).map_err(self.told())
    }

    /// The report of a reading and its rows; `None` when there is no such reading.
    pub fn facts(&self, reading: i64) -> Result<Option<(ReportHead, Vec<Fact>)>> {
        let _moment = self.moment()?;
        let sql = format!("SELECT {HEAD} FROM reading WHERE reading = ?1");
        let mut found = self.connection.prepare_cached(&sql).map_err(self.told())?;
        let mut found = found.query([reading]).map_err(self.told())?;
        let Some(columns) = found.next().map_err(self.told())? else { return Ok(None) };
        let report = head(columns).map_err(self.told())?;

        let mut rows = self.connection.prepare_cached(FACTS).map_err(self.told())?;
        let mut rows = rows.query([reading]).map_err(self.told())?;
        let mut facts = Vec::new();
        while let Some(columns) = rows.next().map_err(self.told())? {
            facts.extend(fact(columns).map_err(self.told())?);
        }
        Ok(Some((report, facts)))
    }

    /// The rows of some numbers, in their order. A number without a row is passed over.
    pub fn numbered(&self, numbers: &[i64]) -> Result<Vec<Entry<OwnedRow>>> {
        let _moment = self.moment()?;
        let sql = format!(
            "SELECT {HEAD}, entry.id FROM entry JOIN reading USING (reading)
             WHERE entry.entry = ?1 AND reading.superseded = 0"
        );
        let mut place = self.connection.prepare_cached(&sql).map_err(self.told())?;
        let mut entries = Vec::with_capacity(numbers.len());
        for number in numbers {
            let mut found = place.query([number]).map_err(self.told())?;
            let Some(columns) = found.next().map_err(self.told())? else { continue };
            let report = head(columns).map_err(self.told())?;
            let id: String = columns.get(HEAD_WIDTH).map_err(self.told())?;
            entries.extend(self.row(&report.id, &id)?);
        }
        Ok(entries)
    }
}

/// Who acts and upon whom stand in the record only; the database reads them out of it.
const FACTS: &str = "
    SELECT entry.entry, entry.place, entry.kind, entry.first_day, entry.last_day,
        coalesce(speaker.spelling, record ->> '$.holder', record ->> '$.actor', record ->> '$.source'),
        affiliation.spelling, record -> '$.toward', record ->> '$.target', forum.spelling,
        polarity, issue, stance, json_array_length(record, '$.conditions'),
        record ->> '$.negated_expectation', forum_state, event_type, event_status, entry.statement
    FROM entry JOIN record USING (entry)
        LEFT JOIN name AS speaker ON speaker.name = entry.speaker AND entry.kind = 'statement'
        LEFT JOIN name AS affiliation ON affiliation.name = entry.affiliation
        LEFT JOIN name AS forum ON forum.name = entry.forum
    WHERE entry.reading = ?1 ORDER BY entry.kind, entry.place";

/// A row of [`FACTS`]; `None` when its words are none of this program's, which a check of the ledger tells.
fn fact(columns: &rusqlite::Row<'_>) -> rusqlite::Result<Option<Fact>> {
    let text = |column: usize| -> rusqlite::Result<Option<String>> {
        Ok(match columns.get_ref(column)? {
            ValueRef::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
            _ => None,
        })
    };
    let kind = text(2)?.and_then(|kind| RowKind::from_name(&kind));
    let word = |column| Ok::<_, rusqlite::Error>(text(column)?.unwrap_or_default());
    let what = match kind {
        None => None,
        Some(RowKind::Statement) => Polarity::from_name(&word(10)?).map(What::Statement),
        Some(RowKind::Position) => {
            let (issue, stance) = (Issue::from_name(&word(11)?), Stance::from_name(&word(12)?));
            let conditions: u32 = columns.get::<_, Option<u32>>(13)?.unwrap_or(0);
            let silent = columns.get::<_, Option<i64>>(14)?.unwrap_or(0) != 0;
            issue.zip(stance).map(|(issue, stance)| What::Position(issue, stance, conditions, silent))
        }
        Some(RowKind::Forum) => ForumState::from_name(&word(15)?).map(What::Forum),
        Some(RowKind::Event) => {
            let (kind, status) = (EventType::from_name(&word(16)?), EventStatus::from_name(&word(17)?));
            kind.zip(status).map(|(kind, status)| What::Event(kind, status))
        }
    };
    let Some(what) = what else { return Ok(None) };
    let mut toward: Vec<String> =
        text(7)?.and_then(|names| serde_json::from_str(&names).ok()).unwrap_or_default();
    toward.extend(text(8)?);
    toward.extend(text(9)?);
    Ok(Some(Fact {
        number: columns.get(0)?,
        place: columns.get(1)?,
        days: text(3)?.zip(text(4)?),
        who: text(5)?.unwrap_or_default(),
        affiliation: text(6)?,
        toward,
        what,
        statement: text(18)?,
    }))
}
