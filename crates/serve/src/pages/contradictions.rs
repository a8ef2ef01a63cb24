//! Contradictions: rows that cannot both be so, then rows that only differ, by kind, both passages beside
//! each other.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use corroborate::origins::parties;
use corroborate::relations::{Related, Relation, relations};
use ledger::{Extraction, Issue, Row};
use store::What;

use super::board::within;
use super::timeline::about;
use super::{Answer, shown};
use crate::app::App;
use crate::compare::{Chosen, Pair, by_id, pair, read};
use crate::failure::Failure;
use crate::index::{Place, Rows};
use crate::params::Params;
use crate::rows::spaced;

/// Reports that are compared for a page.
const REPORTS: usize = 150;

/// Pairs of a kind unless one kind is asked for, and then.
const PAIRS: usize = 8;
const MOST: usize = 100;

#[derive(Template)]
#[template(path = "contradictions.html")]
struct ContradictionsPage {
    current: &'static str,
    groups: Vec<(String, Vec<Kind>)>,
    compared: usize,
    chosen: usize,
    kinds: Vec<(&'static str, &'static str)>,
    issues: Vec<(&'static str, String)>,
    kind: String,
    actor: String,
    issue: String,
    since: String,
    until: String,
    progress: Option<(usize, usize)>,
    is_narrow: bool,
}

/// The pairs of one kind.
struct Kind {
    told: &'static str,
    link: String,
    count: usize,
    pairs: Vec<Pair>,
    is_chosen: bool,
}

pub(super) async fn page(State(app): State<App>, params: Params) -> Answer {
    app.read(move |ledger, app| {
        let kind = params.word("kind", Relation::from_name)?;
        let (chosen, progress) = {
            let rows = app.rows()?;
            (chosen(&rows, &params)?, app.progress(&rows))
        };
        let reports = read(ledger, &chosen.ids)?;
        let mut related = relations(&reports);
        narrow(&mut related, &reports, &params)?;
        let text = |name: &str| params.owned(name).unwrap_or_default();
        shown(&ContradictionsPage {
            current: "contradictions",
            groups: groups(&related, &reports, kind, &params),
            compared: chosen.ids.len(),
            chosen: chosen.of,
            kinds: Relation::ALL.iter().map(|kind| (kind.name(), kind.told())).collect(),
            issues: Issue::ALL.iter().map(|issue| (issue.name(), spaced(issue.name()))).collect(),
            kind: text("kind"),
            actor: text("actor"),
            issue: text("issue"),
            since: text("since"),
            until: text("until"),
            progress,
            is_narrow: !params.0.iter().all(|pair| pair.1.trim().is_empty()),
        })
    })
    .await
}

/// The newest reports that have rows of the actor, positions on the issue, within the time.
fn chosen(rows: &Rows, params: &Params) -> Result<Chosen, Failure> {
    let issue = params.word("issue", Issue::from_name)?;
    let actor = params.get("actor").map(str::to_lowercase);
    let within = within(params)?;
    let is_meant = |row: &&Place| {
        let is_on = |issue: Issue| matches!(row.what, What::Position(about, ..) if about == issue);
        issue.is_none_or(is_on) && within(row.from, row.to) && about(rows, row, actor.as_deref())
    };
    Ok(Chosen::of(rows, rows.all.iter().filter(is_meant), REPORTS))
}

/// Leaves the pairs in which a row is about the actor, and one about the issue.
fn narrow(related: &mut Vec<Related>, reports: &[Extraction], params: &Params) -> Result<(), Failure> {
    let issue = params.word("issue", Issue::from_name)?;
    let actor = params.get("actor").map(str::to_lowercase);
    let (mut of_actor, mut on_issue) = (BTreeSet::new(), BTreeSet::new());
    for report in reports {
        let id = report.id.as_deref().unwrap_or_default();
        for row in report.rows() {
            if let Some(actor) = &actor
                && parties(row).iter().any(|name| name.to_lowercase().contains(actor.as_str()))
            {
                of_actor.insert(format!("{id}#{}", row.id()));
            }
            if let Row::Position(position) = row
                && Some(position.issue) == issue
            {
                on_issue.insert(format!("{id}#{}", row.id()));
                // A statement is about what the positions that rest on it are about.
                on_issue.extend(position.statement.iter().map(|statement| format!("{id}#{statement}")));
            }
        }
    }
    related.retain(|pair| {
        let either = |of: &BTreeSet<String>| [&pair.one, &pair.other].iter().any(|s| of.contains(&s.address));
        (actor.is_none() || either(&of_actor)) && (issue.is_none() || either(&on_issue))
    });
    Ok(())
}

/// Contradictions and differences, each by kind; what is empty is left out.
fn groups(
    related: &[Related],
    reports: &[Extraction],
    chosen: Option<Relation>,
    params: &Params,
) -> Vec<(String, Vec<Kind>)> {
    let reports = by_id(reports);
    let most = if chosen.is_some() { MOST } else { PAIRS };
    let mut groups = Vec::new();
    for is_contradiction in [true, false] {
        let mut kinds = Vec::new();
        let mut total = 0;
        for kind in Relation::ALL {
            let is_asked = chosen.is_none_or(|chosen| chosen == kind);
            if kind.is_contradiction() != is_contradiction || !is_asked {
                continue;
            }
            let of: Vec<&Related> = related.iter().filter(|pair| pair.relation == kind).collect();
            if of.is_empty() {
                continue;
            }
            total += of.len();
            kinds.push(Kind {
                told: kind.told(),
                link: params.with("/contradictions", "kind", Some(kind.name())),
                count: of.len(),
                pairs: of.iter().take(most).map(|related| pair(&reports, related)).collect(),
                is_chosen: chosen.is_some(),
            });
        }
        if !kinds.is_empty() {
            let name = match (is_contradiction, total) {
                (true, 1) => "contradiction",
                (true, _) => "contradictions",
                (false, 1) => "other difference",
                (false, _) => "other differences",
            };
            groups.push((format!("{total} {name}"), kinds));
        }
    }
    groups
}
