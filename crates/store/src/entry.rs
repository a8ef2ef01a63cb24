//! What the ledger gives back.

use ledger::{Event, Extraction, Forum, Outlet, Position, Row, Statement};

/// What is known about a report before its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportHead {
    /// Its name in the ledger.
    pub id: String,
    /// Its headline.
    pub title: Option<String>,
    /// ISO 8601 date of publication, as the record gave it.
    pub published: Option<String>,
    /// `metadata`, `url`, `dateline` or `text`: what the date rests on.
    pub basis: Option<String>,
    /// Who published it.
    pub outlet: Outlet,
    /// Where.
    pub url: Option<String>,
    /// ISO 639 code.
    pub language: Option<String>,
}

impl ReportHead {
    /// What a record says of its report; `None` for a record of no report.
    pub fn of(extraction: &Extraction) -> Option<Self> {
        Some(Self {
            id: extraction.id.clone()?,
            title: extraction.title.clone(),
            published: extraction.published.clone(),
            basis: extraction.published_basis.clone(),
            outlet: extraction.outlet.clone(),
            url: extraction.url.clone(),
            language: extraction.language.clone(),
        })
    }
}

/// A report and how much was read from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What it is.
    pub head: ReportHead,
    /// How many statements.
    pub statements: usize,
    /// How many positions.
    pub positions: usize,
    /// How many forum states.
    pub forums: usize,
    /// How many events.
    pub events: usize,
    /// How many problems.
    pub problems: usize,
}

/// A row and the report it is from.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<T> {
    /// The report.
    pub report: ReportHead,
    /// The row.
    pub row: T,
}

impl Entry<OwnedRow> {
    /// The row's address in the ledger: `REPORT#s1`.
    pub fn address(&self) -> String {
        format!("{}#{}", self.report.id, self.row.as_row().id())
    }
}

/// Any row, by itself.
#[derive(Clone, Debug, PartialEq)]
pub enum OwnedRow {
    /// Who said what.
    Statement(Statement),
    /// Who is ready for what.
    Position(Position),
    /// Who sits at which table.
    Forum(Forum),
    /// What happened.
    Event(Event),
}

impl OwnedRow {
    /// The row as rows of a record are passed around.
    pub fn as_row(&self) -> Row<'_> {
        match self {
            Self::Statement(row) => Row::Statement(row),
            Self::Position(row) => Row::Position(row),
            Self::Forum(row) => Row::Forum(row),
            Self::Event(row) => Row::Event(row),
        }
    }
}

/// One reading of a report that was read more than once.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What was read.
    pub extraction: Extraction,
    /// From which words.
    pub text: String,
    /// True when a later reading took its place.
    pub superseded: bool,
}

/// How often somebody speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerCount {
    /// Canonical name, or `unnamed`, `unspecified`.
    pub entity: String,
    /// How many statements.
    pub statements: usize,
    /// How many of them deny their content.
    pub denials: usize,
    /// In how many reports.
    pub reports: usize,
}
