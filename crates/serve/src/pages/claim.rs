//! Claim: where what a row says comes from. The graph from origins to reports, how many independent origins are
//! proved and possible, the grade with its reasons, copies folded, and what contradicts it.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::{Path, State};
use corroborate::grades::Letters;
use corroborate::origins::{Because, Claim, EdgeKind, Origin, Standing};
use ledger::{Extraction, Row, SpeakerKind};
use store::{Filter, Ledger, ReportHead, What};
use views::Assessed;
use views::compared::Comparing;

use super::{Answer, Line, shortened, shown};
use crate::app::App;
use crate::compare::{Chosen, Pair, by_id, pair};
use crate::failure::Failure;
use crate::graph::{Graph, Node};
use crate::index::{Place, Rows, bounds, days};
use crate::params::{encoded, report_link, row_link};
use crate::rows::{Listed, one};

/// Reports in which the claim and what contradicts it are looked for.
const REPORTS: usize = 120;

/// Statements with the same words that are looked up, and words of the phrase they are found by.
const ALIKE: usize = 400;
const PHRASE: usize = 10;

/// Contradictions on the page.
const PAIRS: usize = 10;

/// Columns of the graph, left to right.
const COLUMNS: [&str; 5] = ["origin", "speaker", "through", "report", "published by"];

#[derive(Template)]
#[template(path = "claim.html")]
struct ClaimPage {
    current: &'static str,
    address: String,
    row: Listed,
    proved: usize,
    possible: usize,
    grade: String,
    letter: char,
    rule: &'static str,
    would_change: &'static str,
    against: usize,
    is_interested: bool,
    merges: Vec<(&'static str, String)>,
    chart: String,
    origins: Vec<OriginLine>,
    carriers: Vec<Carrier>,
    pairs: Vec<Pair>,
    more: usize,
    compared: usize,
    chosen: usize,
    why: String,
}

/// An origin in the table.
struct OriginLine {
    name: String,
    standing: &'static str,
    is_interested: bool,
    on_record: usize,
    rows: usize,
}

/// A report that carries the claim, its copies folded into it.
struct Carrier {
    line: Line,
    rows: Vec<(String, String)>,
    speaker: String,
    through: String,
    origin: String,
    publisher: String,
    copies: Vec<Line>,
}

pub(super) async fn page(State(app): State<App>, Path((id, row)): Path<(String, String)>) -> Answer {
    app.read(move |ledger, app| {
        let missing = || {
            let message = format!("report `{id}` has no row `{row}`");
            Failure::missing(message, "open the report: its rows stand in its margin")
        };
        let extraction = ledger.extraction(&id)?.ok_or_else(missing)?;
        let meant = extraction.rows().find(|one| one.id() == row).ok_or_else(missing)?;
        let head = ReportHead::of(&extraction).ok_or_else(missing)?;
        let chosen = {
            let rows = app.rows()?;
            chosen(ledger, &rows, &extraction, meant)?
        };
        let mut comparing = Comparing::default();
        for id in &chosen.ids {
            if let Some(mut reading) = ledger.current(id)? {
                narrow(&mut reading.extraction, meant);
                comparing.add(reading.extraction, reading.text);
            }
        }
        let compared = comparing.compared();
        let picture = compared.picture(&Letters::default());
        let address = format!("{id}#{row}");
        let claim = picture.claims.iter().find(|assessed| assessed.claim.rows.contains(&address));
        let Assessed { claim, grade } = claim.ok_or_else(missing)?;
        let reports = by_id(&compared.reports);
        let is_against = |pair: &&corroborate::relations::Related| {
            pair.relation.is_contradiction()
                && [&pair.one, &pair.other].iter().any(|side| claim.rows.contains(&side.address))
        };
        let against: Vec<_> = picture.related.iter().filter(is_against).collect();
        let carriers = carriers(claim, &reports);
        shown(&ClaimPage {
            current: "contradictions",
            row: one(&head, meant),
            proved: claim.proved,
            possible: claim.possible,
            grade: grade.to_string(),
            letter: grade.letter,
            rule: grade.rule,
            would_change: grade.would_change,
            against: grade.against,
            is_interested: grade.is_interested,
            merges: claim.merges.iter().map(|merge| (merge.because.told(), merge.of.join(", "))).collect(),
            chart: graph(claim, &reports).svg("Where the claim comes from", &COLUMNS),
            origins: claim.origins.iter().map(|origin| origin_line(origin, &reports)).collect(),
            carriers,
            more: against.len().saturating_sub(PAIRS),
            pairs: against.into_iter().take(PAIRS).map(|related| pair(&reports, related)).collect(),
            compared: chosen.ids.len(),
            chosen: chosen.of,
            why: format!("{}/rows/{}", report_link(&id), encoded(&row)),
            address,
        })
    })
    .await
}

/// The reports that may make the same claim, then those that may contradict it, the nearest in time first.
fn chosen(ledger: &Ledger, rows: &Rows, extraction: &Extraction, row: Row<'_>) -> Result<Chosen, Failure> {
    let own = extraction.id.clone().unwrap_or_default();
    let who = match row {
        Row::Statement(row) => &row.speaker.entity,
        Row::Position(row) => &row.holder,
        Row::Forum(row) => &row.actor,
        Row::Event(row) => &row.source,
    };
    let mut ids = vec![own];
    if let Row::Statement(row) = row {
        if matches!(row.speaker.kind, SpeakerKind::Unnamed | SpeakerKind::Unspecified | SpeakerKind::Group) {
            // Two officials are not one: what the unnamed say is compared within its report.
            return Ok(Chosen { ids, of: 1 });
        }
        ids.extend(alike(ledger, &row.words)?);
    }
    let is_same = |place: &Place| match (row, place.what) {
        (Row::Position(row), What::Position(issue, stance, ..)) => row.issue == issue && row.stance == stance,
        (Row::Forum(row), What::Forum(state)) => row.state == state,
        (Row::Event(row), What::Event(kind, status)) => row.kind == kind && row.status == status,
        _ => false,
    };
    let is_near = |place: &Place| match (row, place.what) {
        (Row::Position(row), What::Position(issue, ..)) => row.issue == issue,
        _ => place.what.kind() == row.kind(),
    };
    let number = rows.number_of(who);
    let mut places: Vec<&Place> =
        rows.all.iter().filter(|place| Some(place.who) == number && is_near(place)).collect();
    let day = extraction.published.as_deref().and_then(|date| bounds(super::day(date)));
    places.sort_by_cached_key(|place| {
        let apart = day.map_or(0, |day| (days(place.from) - days(day.0)).abs());
        (!is_same(place), apart)
    });
    let near = Chosen::of(rows, places.into_iter(), REPORTS);
    let mut seen: BTreeSet<String> = BTreeSet::new();
    ids.extend(near.ids);
    ids.retain(|id| seen.insert(id.clone()));
    let of = near.of.max(ids.len());
    ids.truncate(REPORTS);
    Ok(Chosen { ids, of })
}

/// Leaves what may be of the same claim or contradict it, and the statements that this rests on.
fn narrow(report: &mut Extraction, meant: Row<'_>) {
    match meant {
        // Which statements contradict each other hangs on the positions that rest on them.
        Row::Statement(_) => return,
        Row::Position(meant) => {
            report.positions.retain(|row| row.holder == meant.holder && row.issue == meant.issue);
            report.forums.clear();
            report.events.clear();
        }
        Row::Forum(meant) => {
            report.positions.clear();
            report.forums.retain(|row| row.actor == meant.actor);
            report.events.clear();
        }
        Row::Event(meant) => {
            report.positions.clear();
            report.forums.clear();
            report.events.retain(|row| row.kind == meant.kind);
        }
    }
    let positions = report.positions.iter().map(|row| &row.statement);
    let rest = positions.chain(report.forums.iter().map(|row| &row.statement));
    let rest = rest.chain(report.events.iter().map(|row| &row.statement));
    let kept: BTreeSet<String> = rest.flatten().cloned().collect();
    report.statements.retain(|row| kept.contains(&row.id));
}

/// The reports with a statement in which the same words stand, the latest first.
fn alike(ledger: &Ledger, words: &[String]) -> Result<Vec<String>, Failure> {
    let longest = words.iter().max_by_key(|part| part.len()).map_or("", String::as_str);
    let phrase: Vec<&str> = longest.split(|c: char| !c.is_alphanumeric()).collect();
    let phrase: Vec<&str> = phrase.into_iter().filter(|word| !word.is_empty()).take(PHRASE).collect();
    if phrase.is_empty() {
        return Ok(Vec::new());
    }
    let filter = Filter {
        text: Some(format!("\"{}\"", phrase.join(" "))),
        limit: Some(ALIKE),
        latest_first: true,
        ..Filter::default()
    };
    Ok(ledger.statements(&filter)?.into_iter().map(|entry| entry.report.id).collect())
}

fn report_of(address: &str) -> &str {
    address.rsplit_once('#').map_or(address, |(report, _)| report)
}

/// The report that stands for each of those that are copies of each other.
fn folded(claim: &Claim) -> BTreeMap<&str, &str> {
    let families = claim.merges.iter().filter(|merge| merge.because == Because::Copies);
    let members = families.flat_map(|merge| merge.of.iter().map(|id| (id.as_str(), merge.of[0].as_str())));
    members.collect()
}

/// Where edges of a kind lead from a row or report.
fn reached<'c>(claim: &'c Claim, from: &'c str, kind: EdgeKind) -> impl Iterator<Item = &'c str> {
    let edges = claim.edges.iter().filter(move |edge| edge.from == from && edge.kind == kind);
    edges.map(|edge| edge.to.as_str())
}

/// From origins through speakers and cited outlets to reports and their publishers.
fn graph(claim: &Claim, reports: &BTreeMap<&str, &Extraction>) -> Graph {
    let folded = folded(claim);
    let mut graph = Graph::default();
    let named = |column, name: &str, note: &str, is_faint| {
        let (name, note) = (name.to_owned(), note.to_owned());
        move || Node { column, name, note, link: None, is_faint }
    };
    let actor = |column, name: &str, note: &str| {
        let link = Some(format!("/actors/{}", encoded(name)));
        let (name, note) = (name.to_owned(), note.to_owned());
        move || Node { column, name, note, link, is_faint: false }
    };
    for row in &claim.rows {
        let report = report_of(row);
        let stands = folded.get(report).copied().unwrap_or(report);
        let copies = folded.values().filter(|one| **one == stands).count().saturating_sub(1);
        let here = graph.node(3, stands, || report_node(stands, reports, copies));
        let mut before = Vec::new();
        if let Some(origin) = claim.origins.iter().find(|origin| origin.rows.contains(row)) {
            let (name, note) = (origin_name(origin, reports), standing(origin.standing));
            let place = match origin.standing {
                Standing::Named => graph.node(0, &name, actor(0, &name, note)),
                Standing::Described => graph.node(0, &origin.name, named(0, &name, note, true)),
                // A report without a source is not one itself.
                Standing::Unshown => graph.node(0, &format!("in {name}"), named(0, note, &name, true)),
            };
            before.push(place);
            let speakers = reached(claim, row, EdgeKind::Says).filter(|speaker| *speaker != name);
            let speakers: Vec<usize> =
                speakers.map(|speaker| graph.node(1, speaker, actor(1, speaker, ""))).collect();
            for &speaker in &speakers {
                graph.edge(place, speaker, "speaks for it");
            }
            if !speakers.is_empty() {
                before = speakers;
            }
        }
        let cited: Vec<usize> = reached(claim, row, EdgeKind::Cites)
            .map(|link| graph.node(2, link, named(2, link, "", false)))
            .collect();
        for (&from, &to) in before.iter().flat_map(|from| cited.iter().map(move |to| (from, to))) {
            graph.edge(from, to, "told to, or carried by");
        }
        for from in if cited.is_empty() { before } else { cited } {
            graph.edge(from, here, "is what the report rests on");
        }
        for publisher in reached(claim, report, EdgeKind::PublishedBy) {
            let place = graph.node(4, publisher, named(4, publisher, "", false));
            graph.edge(here, place, "published by");
        }
    }
    for edge in claim.edges.iter().filter(|edge| edge.kind == EdgeKind::ProbableRewrite) {
        if let (Some(one), Some(other)) = (graph.find(3, &edge.from), graph.find(3, &edge.to)) {
            graph.edge(one, other, "the reports share a passage");
        }
    }
    graph
}

fn report_node(id: &str, reports: &BTreeMap<&str, &Extraction>, copies: usize) -> Node {
    let line = line(id, reports);
    let note = match copies {
        0 => line.date,
        1 => format!("{}, 1 copy", line.date),
        copies => format!("{}, {copies} copies", line.date),
    };
    Node { column: 3, name: line.title, note, link: Some(line.link), is_faint: false }
}

fn line(id: &str, reports: &BTreeMap<&str, &Extraction>) -> Line {
    let head = reports.get(id).and_then(|report| ReportHead::of(report));
    head.map_or_else(|| Line::bare(id), |head| Line::of(&head))
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Named => "by name",
        Standing::Described => "not by name",
        Standing::Unshown => "no source shown",
    }
}

/// What an origin is called; a report that shows none goes by its title.
fn origin_name(origin: &Origin, reports: &BTreeMap<&str, &Extraction>) -> String {
    match origin.standing {
        Standing::Unshown => line(&origin.name, reports).title,
        _ => origin.name.clone(),
    }
}

fn origin_line(origin: &Origin, reports: &BTreeMap<&str, &Extraction>) -> OriginLine {
    OriginLine {
        name: origin_name(origin, reports),
        standing: standing(origin.standing),
        is_interested: origin.is_interested,
        on_record: origin.on_record.len(),
        rows: origin.rows.len(),
    }
}

/// The reports that carry the claim, each with what the graph has on it.
fn carriers(claim: &Claim, reports: &BTreeMap<&str, &Extraction>) -> Vec<Carrier> {
    let folded = folded(claim);
    let mut rows_of: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in &claim.rows {
        rows_of.entry(report_of(row)).or_default().push(row);
    }
    let joined = |rows: &[&str], kind| {
        let reached: BTreeSet<&str> = rows.iter().flat_map(|row| reached(claim, row, kind)).collect();
        reached.into_iter().collect::<Vec<_>>().join(", ")
    };
    let mut carriers = Vec::new();
    for (&report, rows) in &rows_of {
        if folded.get(report).is_some_and(|stands| *stands != report) {
            continue;
        }
        let origins = claim.origins.iter().filter(|origin| rows.iter().any(|row| origin.rows.contains(*row)));
        let origins: Vec<String> = origins.map(|origin| origin_name(origin, reports)).collect();
        let copies = folded.iter().filter(|(id, stands)| **stands == report && **id != report);
        let words = |address: &str| {
            let found = reports.get(report).and_then(|extraction| {
                extraction.rows().find(|row| Some(row.id()) == address.rsplit_once('#').map(|parts| parts.1))
            });
            let text = found.map_or("", |row| row.evidence().text());
            (row_link(address), shortened(text, 160))
        };
        carriers.push(Carrier {
            line: line(report, reports),
            rows: rows.iter().map(|row| words(row)).collect(),
            speaker: joined(rows, EdgeKind::Says),
            through: joined(rows, EdgeKind::Cites),
            origin: origins.join(", "),
            publisher: joined(&[report], EdgeKind::PublishedBy),
            copies: copies.map(|(id, _)| line(id, reports)).collect(),
        });
    }
    carriers.sort_by(|a, b| (&a.line.date, &a.line.id).cmp(&(&b.line.date, &b.line.id)));
    carriers
}
