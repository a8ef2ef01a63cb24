//! Rows of the ledger as pages list them: who, what, the report's words, and where they stand.

use ledger::{ConditionKind, Polarity, Row};
use store::{Ledger, ReportHead};

use crate::failure::Failure;
use crate::index::Place;
use crate::pages::{Line, shortened};
use crate::params::{claim_link, row_link};

/// One row in a list.
pub(crate) struct Listed {
    pub(crate) line: Line,
    pub(crate) link: String,
    /// The page on where it comes from.
    pub(crate) claim: String,
    pub(crate) address: String,
    pub(crate) kind: &'static str,
    pub(crate) who: String,
    pub(crate) what: Vec<String>,
    pub(crate) stance: Option<&'static str>,
    /// The report's words.
    pub(crate) words: String,
    /// Conditions with their words.
    pub(crate) conditions: Vec<(ConditionKind, String)>,
}

/// The rows at some places, as lists show them.
pub(crate) fn listed(ledger: &Ledger, places: &[&Place]) -> Result<Vec<Listed>, Failure> {
    let numbers: Vec<i64> = places.iter().map(|place| place.number).collect();
    let entries = ledger.numbered(&numbers)?;
    Ok(entries.iter().map(|entry| one(&entry.report, entry.row.as_row())).collect())
}

/// A row of a report, as lists show it.
pub(crate) fn one(report: &ReportHead, row: Row<'_>) -> Listed {
    let address = format!("{}#{}", report.id, row.id());
    let mut what = Vec::new();
    let (mut stance, mut conditions) = (None, Vec::new());
    let (who, words) = match row {
        Row::Statement(row) => {
            what.push(if row.polarity == Polarity::Denies { "denies" } else { "says" }.to_owned());
            if !row.hedges.is_empty() {
                what.push("hedged".to_owned());
            }
            what.extend(row.chain.iter().map(|link| format!("through {}", link.entity)));
            (row.speaker.entity.clone(), row.words.join(" … "))
        }
        Row::Position(row) => {
            what.push(spaced(row.issue.name()));
            if !row.toward.is_empty() {
                what.push(format!("toward {}", row.toward.join(", ")));
            }
            if row.negated_expectation {
                what.push("not expressed".to_owned());
            }
            stance = Some(row.stance.name());
            let conditions_of = row.conditions.iter();
            conditions = conditions_of.map(|one| (one.kind, shortened(&one.text, 240))).collect();
            (row.holder.clone(), row.because.text().to_owned())
        }
        Row::Forum(row) => {
            what.push(spaced(row.state.name()));
            let body = row.body.as_ref().map_or(String::new(), |body| format!(" / {body}"));
            (format!("{} → {}{body}", row.actor, row.forum), row.because.text().to_owned())
        }
        Row::Event(row) => {
            what.push(row.kind.name().to_lowercase());
            what.push(row.status.name().to_owned());
            what.extend(row.place.iter().map(|place| format!("in {place}")));
            let target = row.target.as_ref().map_or(String::new(), |target| format!(" → {target}"));
            (format!("{}{target}", row.source), row.because.text().to_owned())
        }
    };
    Listed {
        line: Line::of(report),
        link: row_link(&address),
        claim: claim_link(&address),
        address,
        kind: row.kind().name(),
        who,
        what,
        stance,
        words: shortened(&words, 300),
        conditions,
    }
}

/// A word of a record as a reader is shown it: `use_of_force` as `use of force`.
pub(crate) fn spaced(word: &str) -> String {
    word.replace('_', " ")
}
