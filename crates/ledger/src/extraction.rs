//! Everything read from one report.

use serde::{Deserialize, Serialize};

use crate::{Event, Forum, Mention, Passage, Position, Row, Statement};

/// The name and version of the record.
pub const SCHEMA: &str = "rapporteur.extraction/1";

/// The rows of one report, with what the report is. Field for field the record that
/// `rapporteur extract` writes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Extraction {
    /// [`SCHEMA`].
    pub schema: String,
    /// The report; `None` for an input that was not a report.
    pub id: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// ISO 8601 date of publication.
    pub published: Option<String>,
    /// `metadata`, `url`, `dateline` or `text`: what the date rests on.
    pub published_basis: Option<String>,
    /// Who published it.
    pub outlet: Outlet,
    /// Where.
    pub url: Option<String>,
    /// ISO 639 code.
    pub language: Option<String>,
    /// The text offsets point into, when the reader of the record does not have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Title, dateline, body, caption, chrome, bio.
    pub layout: Vec<LayoutZone>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// Who is ready for what.
    pub positions: Vec<Position>,
    /// Who sits at which table.
    pub forums: Vec<Forum>,
    /// What happened, is planned, or is claimed.
    pub events: Vec<Event>,
    /// Who is named.
    pub mentions: Vec<Mention>,
    /// What could not be read, and why.
    pub problems: Vec<Problem>,
}

impl Extraction {
    /// All rows in the order statements, positions, forums, events.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let statements = self.statements.iter().map(Row::Statement);
        let positions = self.positions.iter().map(Row::Position);
        let forums = self.forums.iter().map(Row::Forum);
        statements.chain(positions).chain(forums).chain(self.events.iter().map(Row::Event))
    }
}

/// The publisher of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlet {
    /// As the report or its metadata names it.
    pub name: Option<String>,
    /// The site.
    pub domain: Option<String>,
}

/// A part of the report and what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayoutZone {
    /// `title`, `dateline`, `body`, `caption`, `chrome` or `bio`.
    pub kind: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The rule that says so.
    pub rule: String,
}

/// Something about the report that limits what can be read from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// A short stable name: `undated`, `not-english`, `empty`.
    pub code: String,
    /// What is wrong and what to do.
    pub message: String,
    /// Where, if it has a place.
    pub span: Option<Passage>,
}
