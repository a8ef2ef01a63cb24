//! What two records of the ledger are to each other: a contradiction, or one of the many things that only look
//! like one.
//!
//! > Kesh will not sit down with Varo.
//!
//! against "Kesh is ready to sit down with Varo" of the same day is a contradiction of positions; against the
//! same of three months later a shift; against "Kesh is ready to sit down with Lomar" another counterpart.
//! Records are compared that have the same actor and the same issue, forum or deed. Where the reports do not let
//! one tell, nothing is said: a wrong alarm costs more than a missed one. The minimal pairs in
//! `tests/pairs` show every relation with its near misses.

mod events;
mod forums;
mod numbers;
mod positions;
mod statements;
mod time;
pub(crate) mod wording;

use std::collections::{BTreeMap, BTreeSet};

use ledger::{Evidence, Extraction, Row, Statement};

pub use time::When;

/// What two records are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// One says that something happened, the other that it did not.
    Fact,
    /// They differ in what somebody said, or in who said it.
    Attribution,
    /// They differ in where somebody stood at one time.
    Position,
    /// One has a condition that the other does not tell of.
    Conditional,
    /// Somebody stood elsewhere at another time.
    Shift,
    /// They differ in degree.
    Level,
    /// They are about different counterparts.
    Counterpart,
    /// One is about a part, the other about the whole or another part.
    Part,
    /// One takes for granted what the other knows nothing of: to resume what goes on.
    Presupposition,
    /// They differ in a number.
    Number,
    /// They differ in the day.
    Date,
    /// They would contradict each other if they were of one time, which the reports do not tell.
    Undated,
}

impl Relation {
    /// Every relation, contradictions first.
    pub const ALL: [Self; 12] = [
        Self::Fact,
        Self::Attribution,
        Self::Position,
        Self::Conditional,
        Self::Shift,
        Self::Level,
        Self::Counterpart,
        Self::Part,
        Self::Presupposition,
        Self::Number,
        Self::Date,
        Self::Undated,
    ];

    /// The word used in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Attribution => "attribution",
            Self::Position => "position",
            Self::Conditional => "conditional",
            Self::Shift => "shift",
            Self::Level => "level",
            Self::Counterpart => "counterpart",
            Self::Part => "part",
            Self::Presupposition => "presupposition",
            Self::Number => "number",
            Self::Date => "date",
            Self::Undated => "undated",
        }
    }

    /// The relation a word stands for.
    pub fn from_name(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.name() == word)
    }

    /// What it is, for a reader.
    pub fn told(self) -> &'static str {
        match self {
            Self::Fact => "contradiction of fact",
            Self::Attribution => "contradiction about who said what",
            Self::Position => "contradiction of positions",
            Self::Conditional => "no contradiction: one has a condition",
            Self::Shift => "no contradiction: a shift over time",
            Self::Level => "no contradiction: a difference of level",
            Self::Counterpart => "no contradiction: another counterpart",
            Self::Part => "no contradiction: a part and the whole",
            Self::Presupposition => "one takes for granted what no report tells",
            Self::Number => "a difference in a number",
            Self::Date => "a difference in the day",
            Self::Undated => "cannot be told: no common date",
        }
    }

    /// True for what is worth telling of two places in one report: the others are how a report unfolds.
    fn is_within(self) -> bool {
        matches!(self, Self::Fact | Self::Attribution | Self::Part | Self::Presupposition)
    }

    /// True for the three that are contradictions.
    pub fn is_contradiction(self) -> bool {
        matches!(self, Self::Fact | Self::Attribution | Self::Position)
    }
}

/// A row with what its report tells of it.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// The report's name in the ledger.
    pub report: &'a str,
    /// When the report was published.
    pub published: Option<&'a str>,
    /// The row.
    pub row: Row<'a>,
    /// The statement that the row rests on.
    pub statement: Option<&'a Statement>,
}

impl Record<'_> {
    /// `REPORT#p1`.
    pub fn address(&self) -> String {
        format!("{}#{}", self.report, self.row.id())
    }

    /// When it holds: the row's own time, that of its statement, or the day of the report.
    pub fn when(&self) -> Option<When> {
        let own = match self.row {
            Row::Statement(row) => row.time.as_ref(),
            Row::Forum(row) => row.time.as_ref(),
            Row::Event(row) => row.time.as_ref(),
            Row::Position(_) => None,
        };
        let said = self.statement.and_then(|statement| statement.time.as_ref());
        let told = own.or(said).and_then(|time| When::of(time.value.as_deref()?, true));
        told.or_else(|| When::of(self.published?, false))
    }
}

/// Two records and what they are to each other, with both passages.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Related {
    /// What they are to each other.
    pub relation: Relation,
    /// The rule that says so.
    pub rule: &'static str,
    /// The earlier, or the one with the smaller address.
    pub one: Side,
    /// The other.
    pub other: Side,
}

/// One of two records.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Side {
    /// `REPORT#p1`.
    pub address: String,
    /// As records are printed.
    pub record: String,
    /// The passage it rests on.
    pub evidence: Evidence,
}

/// What two records are to each other, and the rule that says so. Symmetric.
pub fn relation(one: &Record<'_>, other: &Record<'_>) -> Option<(Relation, &'static str)> {
    match (one.row, other.row) {
        (Row::Position(a), Row::Position(b)) => positions::relation(one, a, other, b),
        (Row::Forum(a), Row::Forum(b)) => forums::relation(one, a, other, b),
        (Row::Event(a), Row::Event(b)) => events::relation(one, a, other, b),
        (Row::Statement(a), Row::Statement(b)) => statements::relation(one, a, other, b),
        (Row::Position(a), Row::Forum(b)) => positions::against_forum(one, a, other, b),
        (Row::Forum(b), Row::Position(a)) => positions::against_forum(other, a, one, b),
        _ => None,
    }
}

/// Later records that each is compared with beyond those of the same days.
const LATER: usize = 8;

/// Records without a date that each is compared with.
const UNDATED: usize = 32;

/// The relations among the records of some reports, contradictions first. The order of the reports makes no
/// difference. Records are grouped by actor and issue, forum, deed or wording, and compared within their group
/// with those of the same days and the next few: the work grows with the number of records, not its square.
pub fn relations<'a>(reports: impl IntoIterator<Item = &'a Extraction>) -> Vec<Related> {
    let mut records: Vec<Record<'a>> = reports.into_iter().flat_map(records).collect();
    records.sort_by_cached_key(|record| (record.when().map(|when| when.first), record.address()));
    records.dedup_by_key(|record| record.address());
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let common = wording::Common::of(&records);
    for (index, record) in records.iter().enumerate() {
        for key in keys(record, &common) {
            groups.entry(key).or_default().push(index);
        }
    }
    let mut found: BTreeMap<(usize, usize), (Relation, &'static str)> = BTreeMap::new();
    for group in groups.values() {
        let undated = group.iter().take_while(|&&index| records[index].when().is_none()).count();
        let mut compare = |a: usize, b: usize| {
            let (one, other) = (&records[a], &records[b]);
            let are_statements = matches!((one.row, other.row), (Row::Statement(_), Row::Statement(_)));
            if are_statements && !common.are_alike(a, b, statements::ALIKE) {
                return;
            }
            let told = relation(one, other)
                .filter(|(relation, _)| one.report != other.report || relation.is_within());
            if let Some(told) = told {
                found.insert((a.min(b), a.max(b)), told);
            }
        };
        for (at, &one) in group.iter().enumerate() {
            if at < undated {
                let after = (at + 1 + UNDATED).min(group.len());
                group[at + 1..after].iter().for_each(|&other| compare(one, other));
                // The latest as well: what holds now is asked for most.
                let latest = group.len().saturating_sub(UNDATED).max(after);
                group[latest..].iter().for_each(|&other| compare(one, other));
                continue;
            }
            let Some(when) = records[one].when() else { continue };
            let rest = &group[at + 1..];
            let near = rest
                .iter()
                .take_while(|&&other| records[other].when().is_none_or(|other| other.first <= when.last + 1))
                .count()
                .min(UNDATED);
            rest[..(near + LATER).min(rest.len())].iter().for_each(|&other| compare(one, other));
        }
    }
    // Two statements that positions rest on differ as the positions do.
    let behind =
        |index: usize| records[index].statement.map(|row| format!("{}#{}", records[index].report, row.id));
    let told: BTreeSet<(Option<String>, Option<String>)> =
        found.keys().flat_map(|&(a, b)| [(behind(a), behind(b)), (behind(b), behind(a))]).collect();
    found.retain(|&(a, b), _| !told.contains(&(Some(records[a].address()), Some(records[b].address()))));
    let mut related: Vec<Related> = found
        .into_iter()
        .map(|((a, b), (relation, rule))| Related {
            relation,
            rule,
            one: side(&records[a]),
            other: side(&records[b]),
        })
        .collect();
    related.sort_by(|a, b| {
        let key = |related: &Related| {
            (related.relation, related.one.address.clone(), related.other.address.clone())
        };
        key(a).cmp(&key(b))
    });
    related
}

/// The rows of a report as records.
pub fn records(extraction: &Extraction) -> Vec<Record<'_>> {
    let Some(report) = extraction.id.as_deref() else { return Vec::new() };
    let statements: BTreeMap<&str, &Statement> =
        extraction.statements.iter().map(|row| (row.id.as_str(), row)).collect();
    let statement = |id: &Option<String>| statements.get(id.as_deref()?).copied();
    let of = |row: Row<'_>| match row {
        Row::Statement(_) => None,
        Row::Position(row) => statement(&row.statement),
        Row::Forum(row) => statement(&row.statement),
        Row::Event(row) => statement(&row.statement),
    };
    let published = extraction.published.as_deref();
    extraction.rows().map(|row| Record { report, published, row, statement: of(row) }).collect()
}

/// What a record is compared under.
fn keys(record: &Record<'_>, common: &wording::Common) -> Vec<String> {
    match record.row {
        Row::Position(row) => {
            let mut keys = vec![format!("p {} {}", row.holder, row.issue)];
            // A return to talks with a forum is compared with what is told of the forum.
            keys.extend(row.toward.iter().map(|toward| forums::key(&row.holder, toward)));
            keys
        }
        Row::Forum(row) => vec![forums::key(&row.actor, &row.forum)],
        Row::Event(row) => events::key(row),
        Row::Statement(row) => statements::keys(row, common),
    }
}

fn side(record: &Record<'_>) -> Side {
    Side {
        address: record.address(),
        record: record.row.to_string(),
        evidence: record.row.evidence().clone(),
    }
}
