//! Changes: what is new, hardened, softened, dropped or repeated since a day.
//!
//! > Kesh will not sit down with Varo.
//!
//! after months of "Kesh sees little point in meeting Varo" is hardened. What is only said again is repeated,
//! and left out unless asked for.

use std::collections::BTreeMap;

use ledger::{Extraction, ForumState, Position, Row, Stance};
use serde::Serialize;

use crate::relations::{Record, Side, When, records};

/// How something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Nothing was told of it before.
    New,
    /// The holder is less willing, or asks for more.
    Hardened,
    /// The holder is more willing, or asks for less.
    Softened,
    /// A condition that was told before is told no more.
    Dropped,
    /// The same again.
    Repeated,
}

impl Change {
    /// The word used in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Hardened => "hardened",
            Self::Softened => "softened",
            Self::Dropped => "dropped",
            Self::Repeated => "repeated",
        }
    }
}

/// A change with the record that shows it and the one it is measured by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// How.
    pub change: Change,
    /// The record that shows it.
    pub now: Side,
    /// The last one before the day; `None` for what is new.
    pub before: Option<Side>,
    /// How often it was said again since.
    pub times: usize,
}

/// What changed on or after `since`, in order of the changes and their rows. Positions and forum states are
/// compared by holder, issue and counterpart, or by actor, forum and body, with the last record before that
/// day; records without a date are left out. The order of the reports makes no difference.
pub fn changes<'a>(reports: impl IntoIterator<Item = &'a Extraction>, since: When) -> Vec<Changed> {
    let mut threads: BTreeMap<String, Vec<(When, Record<'a>)>> = BTreeMap::new();
    for record in reports.into_iter().flat_map(records) {
        if let (Some(when), Some(thread)) = (record.when(), thread(&record)) {
            threads.entry(thread).or_default().push((when, record));
        }
    }
    let mut found = Vec::new();
    for mut thread in threads.into_values() {
        thread.sort_by_cached_key(|(when, record)| (when.first, when.last, record.address()));
        let split = thread.partition_point(|(when, _)| when.first < since.first);
        let (before, after) = thread.split_at(split);
        let Some(last) = after.last() else { continue };
        // Where somebody stands now is what was said last; what was said in between is a step on the way.
        let Some((_, was)) = before.last() else {
            found.push(changed(Change::New, &last.1, None, after.len() - 1));
            continue;
        };
        let change = compare(was, &last.1);
        found.push(changed(change, &last.1, Some(was), after.len() - 1));
    }
    found.sort_by(|a, b| (a.change, &a.now.address).cmp(&(b.change, &b.now.address)));
    found
}

fn changed(change: Change, now: &Record<'_>, before: Option<&Record<'_>>, times: usize) -> Changed {
    let side = |record: &Record<'_>| Side {
        address: record.address(),
        record: record.row.to_string(),
        evidence: record.row.evidence().clone(),
    };
    Changed { change, now: side(now), before: before.map(side), times }
}

/// What records are about that follow each other.
fn thread(record: &Record<'_>) -> Option<String> {
    match record.row {
        Row::Position(row) if !row.negated_expectation => {
            let mut toward = row.toward.clone();
            toward.sort();
            Some(format!("p {} {} {}", row.holder, row.issue, toward.join("+")))
        }
        Row::Forum(row) => {
            Some(format!("f {} {} {}", row.actor, row.forum, row.body.as_deref().unwrap_or("-")))
        }
        _ => None,
    }
}

fn compare(before: &Record<'_>, now: &Record<'_>) -> Change {
    let (before, now) = match (before.row, now.row) {
        (Row::Position(before), Row::Position(now)) => (place(before), place(now)),
        (Row::Forum(before), Row::Forum(now)) => ((seat(before.state), 0), (seat(now.state), 0)),
        _ => return Change::Repeated,
    };
    match (now.0.cmp(&before.0), now.1.cmp(&before.1)) {
        (std::cmp::Ordering::Less, _) => Change::Hardened,
        (std::cmp::Ordering::Greater, _) => Change::Softened,
        (_, std::cmp::Ordering::Greater) => Change::Hardened,
        (_, std::cmp::Ordering::Less) => Change::Dropped,
        _ => Change::Repeated,
    }
}

/// How willing a holder is, and how much it asks for.
fn place(row: &Position) -> (u8, usize) {
    let willing = match row.stance {
        Stance::Rejects => 0,
        Stance::Reluctant => 1,
        Stance::Conditional => 2,
        Stance::Open => 3,
        Stance::Seeks => 4,
    };
    (willing, row.conditions.len())
}

fn seat(state: ForumState) -> u8 {
    match state {
        ForumState::Withdraws | ForumState::Excluded => 0,
        ForumState::Suspended | ForumState::Boycotts => 1,
        ForumState::Absent => 2,
        ForumState::WillAttend => 3,
        ForumState::Attends | ForumState::Member | ForumState::Rejoins => 4,
    }
}
