//! Full-text search over reports and statements.
//!
//! > ceasefire "peace talks" malta OR valletta -nuclear sanction*
//!
//! asks for all of `ceasefire`, the phrase `peace talks`, one of `malta` and `valletta`, and a word that
//! begins with `sanction`, where there is no `nuclear`. Whatever else is typed is read as words or passed
//! over: there is no query that is wrong.

mod excerpt;
mod query;

use std::cmp::Reverse;

use ledger::{Passage, Statement};
use rusqlite::params_from_iter;
use rusqlite::types::Value;

pub(crate) use query::Query;

use crate::error::Result;
use crate::read::{HEAD, HEAD_WIDTH, LATEST_FIRST, head};
use crate::{Entry, Ledger, ReportHead};

/// A place where the words searched for stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The report.
    pub report: ReportHead,
    /// The statement they stand in; `None` when it is the report as a whole that has them all.
    pub row: Option<String>,
    /// Some words around, verbatim.
    pub snippet: String,
    /// Where the snippet stands in the report's text; `None` when it is the report's title.
    pub passage: Option<Passage>,
    /// Where, within the report's text, what was searched for stands in the snippet. Empty when it is only
    /// in the title, or only in the speaker's full name.
    pub found: Vec<Passage>,
}

impl Ledger {
    /// The statements that have what `query` asks for and, of reports that have it but in no single
    /// statement, the first place; at most `limit`, the latest reports first.
    ///
    /// All words are wanted; `OR` joins its two neighbours into one wish, `"…"` keeps words together,
    /// `-` before a word or phrase excludes it, `*` after a word finds words that begin with it. Case and
    /// accents do not matter. A query that asks for no word finds nothing.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>> {
        let query = Query::of(query);
        let Some(wanted) = query.wanted_expression() else { return Ok(Vec::new()) };
        let unwanted = query.unwanted_expression();
        let moment = self.moment()?;
        let mut hits = self.in_statements(&query, &wanted, unwanted.as_deref(), limit)?;
        hits.extend(self.in_reports(&query, &wanted, unwanted.as_deref(), limit)?);
        drop(moment);
        // Each list is in order, and no report is in both.
        hits.sort_by(|a, b| order(&a.report).cmp(&order(&b.report)));
        hits.truncate(limit);
        Ok(hits)
    }

    fn in_statements(
        &self,
        query: &Query,
        wanted: &str,
        unwanted: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Hit>> {
        let sql = format!(
            "SELECT entry.entry FROM entry JOIN reading USING (reading)
             WHERE reading.superseded = 0 AND entry.kind = 'statement' AND {}
             ORDER BY {LATEST_FIRST}, entry.place LIMIT ?",
            matching("entry.entry", "entry_words", unwanted)
        );
        let found = self.chosen(&sql, matched(wanted, unwanted).chain([most(limit)]))?;
        Ok(found.into_iter().map(|entry| in_statement(query, entry)).collect())
    }

    fn in_reports(
        &self,
        query: &Query,
        wanted: &str,
        unwanted: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Hit>> {
        let sql = format!(
            "SELECT {HEAD}, reading.reading FROM reading
             WHERE reading.superseded = 0 AND {} AND reading.reading NOT IN (
                 SELECT entry.reading FROM entry WHERE entry.kind = 'statement' AND {})
             ORDER BY {LATEST_FIRST} LIMIT ?",
            matching("reading.reading", "report_words", unwanted),
            matching("entry.entry", "entry_words", unwanted)
        );
        let values = matched(wanted, unwanted).chain(matched(wanted, unwanted)).chain([most(limit)]);
        let mut found = self.connection.prepare_cached(&sql).map_err(self.told())?;
        let mut found = found.query(params_from_iter(values)).map_err(self.told())?;
        let mut hits = Vec::new();
        while let Some(columns) = found.next().map_err(self.told())? {
            let report = head(columns).map_err(self.told())?;
            let reading = columns.get(HEAD_WIDTH).map_err(self.told())?;
            hits.push(in_report(query, report, &self.reading(reading)?.text));
        }
        Ok(hits)
    }
}

fn order(report: &ReportHead) -> (bool, Reverse<Option<&str>>, &str) {
    (report.published.is_none(), Reverse(report.published.as_deref()), &report.id)
}

fn matching(row: &str, index: &str, unwanted: Option<&str>) -> String {
    let has = format!("IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)");
    match unwanted {
        None => format!("{row} {has}"),
        Some(_) => format!("{row} {has} AND {row} NOT {has}"),
    }
}

fn matched(wanted: &str, unwanted: Option<&str>) -> impl Iterator<Item = Value> {
    [Some(wanted), unwanted]
        .into_iter()
        .flatten()
        .map(str::to_owned)
        .map(Value::Text)
        .collect::<Vec<_>>()
        .into_iter()
}

fn most(limit: usize) -> Value {
    Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX))
}

/// The sentence of the statement is shown; its content where that goes on in other sentences.
fn in_statement(query: &Query, found: Entry<Statement>) -> Hit {
    let Entry { report, row } = found;
    let sentence = (row.because.passage(), row.because.text());
    let content = row.content.iter().copied().zip(row.words.iter().map(String::as_str));
    for (passage, words) in [sentence].into_iter().chain(content) {
        if let Some(excerpt) = query.excerpt(words) {
            let hit = excerpt.hit(report, words, passage.start);
            return Hit { row: Some(row.id), ..hit };
        }
    }
    let snippet = sentence.1.to_owned();
    Hit { report, row: Some(row.id), snippet, passage: Some(sentence.0), found: Vec::new() }
}

fn in_report(query: &Query, report: ReportHead, text: &str) -> Hit {
    if let Some(excerpt) = query.excerpt(text) {
        return excerpt.hit(report, text, 0);
    }
    let snippet = report.title.clone().unwrap_or_default();
    Hit { report, row: None, snippet, passage: None, found: Vec::new() }
}
