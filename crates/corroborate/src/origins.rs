//! Origins: on how many independent sources a claim rests.
//!
//! > Moscow will stay, a senior official told a newspaper.
//!
//! in ten reports is one origin: the official, through the newspaper. Every claim has a graph from its rows to
//! the report, its outlet, the outlets it cites, the speaker and the speaker's institution. The independent
//! origins are counted as an interval: how many are proved, and how many there may be at most. "X said P" and
//! "P" are two claims.

use std::collections::{BTreeMap, BTreeSet};

use ledger::{Extraction, Form, Polarity, Row, SpeakerKind, Statement};
use serde::Serialize;

use crate::copies::{Copies, Kind};
use crate::relations::{Record, records};

/// What some rows claim, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// What rows that make the claim have in common.
    pub key: String,
    /// The rows: `REPORT#p1`.
    pub rows: Vec<String>,
    /// Whom it is about: they have an interest in it.
    pub parties: BTreeSet<String>,
    /// Where it comes from.
    pub origins: Vec<Origin>,
    /// Independent origins that are proved.
    pub proved: usize,
    /// Independent origins that there may be at most.
    pub possible: usize,
    /// What was counted as one, and why.
    pub merges: Vec<Merge>,
    /// The graph.
    pub edges: Vec<Edge>,
}

/// One origin of a claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Origin {
    /// How much is shown of it.
    pub standing: Standing,
    /// Its institution, its description, or the report that shows no origin.
    pub name: String,
    /// The rows in which a person by name, or a quotation, stands for it and nobody stands in between.
    pub on_record: BTreeSet<String>,
    /// True when it is a party to what is claimed.
    pub is_interested: bool,
    /// The rows that rest on it.
    pub rows: BTreeSet<String>,
}

/// How much is shown of an origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// It has a name and spoke on record.
    Named,
    /// It has none but is described.
    Described,
    /// The report says it without a source.
    Unshown,
}

/// Things that were counted as one origin.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Merge {
    /// Why.
    pub because: Because,
    /// What was merged: rows, or reports.
    pub of: Vec<String>,
}

/// Why things are one origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    /// The reports are copies of each other.
    Copies,
    /// The speakers speak for one institution.
    OneInstitution,
    /// The same outlet is cited for sources that are not told apart.
    OneOutletCited,
    /// The reports are of one site.
    OneSite,
    /// It shows no source and may rest on any of the others.
    NoSource,
}

impl Because {
    /// For a reader.
    pub fn told(self) -> &'static str {
        match self {
            Self::Copies => "copies of one report",
            Self::OneInstitution => "one institution",
            Self::OneOutletCited => "one cited outlet",
            Self::OneSite => "one site",
            Self::NoSource => "no source shown",
        }
    }
}

/// An edge of the graph.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Edge {
    /// From: a row or a report.
    pub from: String,
    /// What the one is to the other.
    pub kind: EdgeKind,
    /// To: a report, outlet, speaker or institution.
    pub to: String,
}

/// What an edge says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EdgeKind {
    /// The row is in the report.
    In,
    /// The report is of the outlet.
    PublishedBy,
    /// The row names the outlet it has its words from.
    Cites,
    /// The row rests on the speaker's word.
    Says,
    /// The speaker speaks for the institution.
    SpeaksFor,
    /// The reports are copies.
    CopyOf,
    /// The reports are of one site.
    SameSite,
    /// The reports share a passage. Never merged for that.
    ProbableRewrite,
}

/// What is known of reports beside their rows.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Which are copies.
    pub copies: &'a Copies,
    /// Of which site each is, as far as known.
    pub sites: &'a BTreeMap<String, String>,
}

/// The claims of some reports with their origins, sorted by key. The order of the reports makes no difference.
pub fn claims<'a>(reports: impl IntoIterator<Item = &'a Extraction>, known: Known<'_>) -> Vec<Claim> {
    let mut gathered: BTreeMap<String, Vec<Record<'a>>> = BTreeMap::new();
    for record in reports.into_iter().flat_map(records) {
        gathered.entry(key(&record)).or_default().push(record);
    }
    let family_of = known.copies.family_of();
    // The links among the reports of one claim are looked up by report.
    let mut links: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, link) in known.copies.links.iter().enumerate() {
        links.entry(&link.one).or_default().push(index);
    }
    let claims = gathered.into_iter().map(|(key, mut records)| {
        records.sort_by_cached_key(Record::address);
        records.dedup_by_key(|record| record.address());
        let reports: BTreeSet<&str> = records.iter().map(|record| record.report).collect();
        let mut gathering = Gathering::default();
        for record in &records {
            gathering.add(record, known.sites);
        }
        let mut families: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
        for &report in &reports {
            if let Some(&family) = family_of.get(report) {
                families.entry(family).or_default().insert(report);
            }
            for link in links.get(report).into_iter().flatten().map(|&index| &known.copies.links[index]) {
                if reports.contains(link.other.as_str()) {
                    let kind =
                        if link.kind == Kind::Passage { EdgeKind::ProbableRewrite } else { EdgeKind::CopyOf };
                    gathering.edge(&link.one, kind, &link.other);
                }
            }
        }
        families.retain(|_, reports| reports.len() > 1);
        gathering.claim(key, &records, &families, known.sites)
    });
    claims.collect()
}

/// What rows that make one claim have in common.
fn key(record: &Record<'_>) -> String {
    match record.row {
        Row::Statement(row) => {
            let denies = if row.polarity == Polarity::Denies { "denies" } else { "says" };
            let words: Vec<String> = row.words.join(" ").split_whitespace().map(str::to_lowercase).collect();
            // The unnamed are told apart by report: two officials are not one.
            let report = if is_named(row) { "" } else { record.report };
            format!("said  {} {report} {denies}  {}", row.speaker.entity, words.join(" "))
        }
        Row::Position(row) => {
            let mut toward = row.toward.clone();
            toward.sort();
            let not = if row.negated_expectation { " not expressed" } else { "" };
            format!("position  {}  {}  {}  {}{not}", row.holder, row.issue, toward.join(", "), row.stance)
        }
        Row::Forum(row) => {
            format!(
                "forum  {}  {} / {}  {}",
                row.actor,
                row.forum,
                row.body.as_deref().unwrap_or("-"),
                row.state
            )
        }
        Row::Event(row) => {
            let day = row.time.as_ref().and_then(|time| time.value.as_deref()).unwrap_or("-");
            let target = row.target.as_deref().unwrap_or("-");
            let place = row.place.as_deref().unwrap_or("-");
            format!("event  {}  {} -> {target}  {}  {day}  {place}", row.kind, row.source, row.status)
        }
    }
}

/// Whom a row is about: who holds, acts or speaks, for whom, and toward whom.
pub fn parties(row: Row<'_>) -> Vec<String> {
    match row {
        Row::Statement(row) => row.speaker.affiliation.iter().chain([&row.speaker.entity]).cloned().collect(),
        Row::Position(row) => row.toward.iter().chain([&row.holder]).cloned().collect(),
        Row::Forum(row) => vec![row.actor.clone(), row.forum.clone()],
        Row::Event(row) => row.target.iter().chain([&row.source]).cloned().collect(),
    }
}

fn is_named(row: &Statement) -> bool {
    !matches!(row.speaker.kind, SpeakerKind::Unnamed | SpeakerKind::Unspecified | SpeakerKind::Group)
        && !matches!(row.speaker.entity.as_str(), "unnamed" | "unspecified" | "")
}

/// A claim while its rows are gone through.
#[derive(Default)]
struct Gathering {
    parties: BTreeSet<String>,
    origins: BTreeMap<(Standing, String), Origin>,
    /// Speakers of each institution.
    speakers: BTreeMap<String, BTreeSet<String>>,
    edges: BTreeSet<Edge>,
}

impl Gathering {
    fn edge(&mut self, from: &str, kind: EdgeKind, to: &str) {
        self.edges.insert(Edge { from: from.to_owned(), kind, to: to.to_owned() });
    }

    fn add(&mut self, record: &Record<'_>, sites: &BTreeMap<String, String>) {
        let address = record.address();
        self.edge(&address, EdgeKind::In, record.report);
        if let Some(site) = sites.get(record.report) {
            self.edge(record.report, EdgeKind::PublishedBy, site);
        }
        self.parties.extend(parties(record.row));
        // That somebody said it is the claim of a statement; the witness is the report, which heard it.
        let statement = match record.row {
            Row::Statement(row) => Some(row),
            _ => record.statement,
        };
        let (standing, name, is_direct) = match statement {
            Some(row) => self.behind(&address, row, record.report),
            None => (Standing::Unshown, record.report.to_owned(), false),
        };
        let origin = self.origins.entry((standing, name.clone())).or_insert_with(|| Origin {
            standing,
            name,
            on_record: BTreeSet::new(),
            is_interested: false,
            rows: BTreeSet::new(),
        });
        if is_direct {
            origin.on_record.insert(address.clone());
        }
        origin.rows.insert(address);
    }

    /// Whose word a statement is: how much is shown, whose it is, and whether it came straight.
    fn behind(&mut self, address: &str, row: &Statement, report: &str) -> (Standing, String, bool) {
        let cited = row.chain.iter().rev().find(|link| link.kind == SpeakerKind::Outlet);
        for link in &row.chain {
            self.edge(address, EdgeKind::Cites, &link.entity);
        }
        // What an interview or a broadcast carries is the speaker's own word; a second hand is not.
        let quoted = row.form != Form::Indirect;
        let straight = row.chain.iter().all(|link| link.kind == SpeakerKind::Outlet && quoted);
        // "The ministry signalled" is a reporter's reading until somebody of it is named or quoted.
        let is_direct = straight && (quoted || row.speaker.kind == SpeakerKind::Person);
        if is_named(row) {
            let speaker = &row.speaker.entity;
            let institution = row.speaker.affiliation.as_ref().unwrap_or(speaker);
            self.edge(address, EdgeKind::Says, speaker);
            self.edge(speaker, EdgeKind::SpeaksFor, institution);
            self.speakers.entry(institution.clone()).or_default().insert(speaker.clone());
            return (Standing::Named, institution.clone(), is_direct);
        }
        let described = row.speaker.text.as_deref().filter(|_| row.speaker.kind != SpeakerKind::Unspecified);
        match (described, cited) {
            // Sources of one cited outlet are not told apart: they may be one.
            (Some(_), Some(outlet)) => (Standing::Described, format!("through {}", outlet.entity), false),
            (Some(words), None) => {
                (Standing::Described, format!("{} ({report})", words.to_lowercase()), false)
            }
            (None, _) => (Standing::Unshown, report.to_owned(), false),
        }
    }

    fn claim(
        mut self,
        key: String,
        records: &[Record<'_>],
        families: &BTreeMap<usize, BTreeSet<&str>>,
        sites: &BTreeMap<String, String>,
    ) -> Claim {
        let mut merges = BTreeSet::new();
        for (institution, speakers) in self.speakers.iter().filter(|(_, speakers)| speakers.len() > 1) {
            let of = speakers.iter().map(|speaker| format!("{speaker} ({institution})")).collect();
            merges.insert(Merge { because: Because::OneInstitution, of });
        }
        for reports in families.values() {
            let of = reports.iter().map(|report| (*report).to_owned()).collect();
            merges.insert(Merge { because: Because::Copies, of });
        }
        let family =
            |report: &str| families.iter().find(|(_, reports)| reports.contains(report)).map(|(id, _)| *id);
        // Where a report shows no origin, it adds at most one for its family and its site.
        let place = |report: &str| match (family(report), sites.get(report)) {
            (Some(family), _) => format!("family {family}"),
            (None, Some(site)) => format!("site {site}"),
            (None, None) => format!("report {report}"),
        };
        let report_of =
            |row: &str| row.rsplit_once('#').map_or(String::new(), |(report, _)| report.to_owned());
        let mut places: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let (mut named, mut described) = (0, BTreeSet::new());
        for ((standing, name), origin) in &mut self.origins {
            origin.is_interested = self.parties.contains(name);
            match standing {
                Standing::Named => named += 1,
                Standing::Described => {
                    if let Some(outlet) = name.strip_prefix("through ") {
                        if origin.rows.len() > 1 {
                            let of = origin.rows.iter().cloned().chain([outlet.to_owned()]).collect();
                            merges.insert(Merge { because: Because::OneOutletCited, of });
                        }
                        described.insert(name.clone());
                    } else {
                        // Two descriptions in copies of one report are one source.
                        let first = origin.rows.first().map(|row| report_of(row)).unwrap_or_default();
                        let words = name.split(" (").next().unwrap_or_default();
                        described.insert(format!("{words} {}", place(&first)));
                    }
                }
                Standing::Unshown => {
                    places.entry(place(name)).or_default().insert(name.clone());
                }
            }
        }
        let unshown = places.len();
        for (place, reports) in places {
            if reports.len() > 1 && place.starts_with("site ") {
                let of = reports.iter().cloned().collect();
                merges.insert(Merge { because: Because::OneSite, of });
            }
            let of = reports.into_iter().collect();
            merges.insert(Merge { because: Because::NoSource, of });
        }
        for (index, one) in records.iter().enumerate().skip(1) {
            let before = &records[index - 1];
            let site = sites.get(one.report);
            if site.is_some() && before.report != one.report && sites.get(before.report) == site {
                let (from, to) = (before.report.to_owned(), one.report.to_owned());
                self.edges.insert(Edge { from, kind: EdgeKind::SameSite, to });
            }
        }
        // An unnamed source may be the named one, or speak for it: it proves an origin only where there is none.
        let proved = if named > 0 { named } else { described.len().min(1) };
        Claim {
            key,
            rows: records.iter().map(Record::address).collect(),
            parties: self.parties,
            origins: self.origins.into_values().collect(),
            proved,
            possible: named + described.len() + unshown,
            merges: merges.into_iter().collect(),
            edges: self.edges.into_iter().collect(),
        }
    }
}
