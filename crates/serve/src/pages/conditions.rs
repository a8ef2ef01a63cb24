//! Conditions: what each side says must come true, two sides beside each other.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use ledger::{Issue, RowKind};
use store::{Ledger, What};

use super::board::within;
use super::{Answer, shown};
use crate::app::App;
use crate::failure::Failure;
use crate::index::{Place, Rows};
use crate::params::Params;
use crate::rows::{Listed, listed, spaced};

/// Positions of a side on the page.
const LINES: usize = 30;

#[derive(Template)]
#[template(path = "conditions.html")]
struct ConditionsPage {
    current: &'static str,
    sides: Vec<Side>,
    names: Vec<(String, usize)>,
    chosen: String,
    issues: Vec<(&'static str, String)>,
    since: String,
    until: String,
    progress: Option<(usize, usize)>,
}

struct Side {
    name: String,
    rows: Vec<Listed>,
    more: usize,
}

pub(super) async fn page(State(app): State<App>, params: Params) -> Answer {
    app.read(move |ledger, app| {
        let rows = app.rows()?;
        let Chosen { mut names, sides } = chosen(&rows, &params)?;
        let sides = sides.into_iter().map(|(name, places)| side(ledger, name, &places));
        let sides = sides.collect::<Result<Vec<_>, Failure>>()?;
        names.truncate(60);
        let text = |name: &str| params.owned(name).unwrap_or_default();
        shown(&ConditionsPage {
            current: "conditions",
            sides,
            names,
            chosen: text("issue"),
            issues: Issue::ALL.iter().map(|issue| (issue.name(), spaced(issue.name()))).collect(),
            since: text("since"),
            until: text("until"),
            progress: app.progress(&rows),
        })
    })
    .await
}

/// Who has conditions, and those of two sides.
pub(crate) struct Chosen<'a> {
    /// Holders with how many positions of theirs have conditions, the most first.
    pub(crate) names: Vec<(String, usize)>,
    /// The two sides asked for, else those with the most: the name, and its positions, the newest first.
    pub(crate) sides: Vec<(String, Vec<&'a Place>)>,
}

/// The positions with conditions that `issue`, `since` and `until` ask for, of the sides `one` and `other`.
pub(crate) fn chosen<'a>(rows: &'a Rows, params: &Params) -> Result<Chosen<'a>, Failure> {
    let issue = params.word("issue", Issue::from_name)?;
    let within = within(params)?;
    let mut holders: BTreeMap<u32, Vec<&Place>> = BTreeMap::new();
    for row in rows.of(RowKind::Position) {
        let What::Position(about, _, conditions, _) = row.what else { continue };
        if conditions > 0 && issue.is_none_or(|issue| issue == about) && within(row.from, row.to) {
            holders.entry(row.who).or_default().push(row);
        }
    }
    let mut names: Vec<(String, usize)> =
        holders.iter().map(|(&who, rows_of)| (rows.named(who).to_owned(), rows_of.len())).collect();
    names.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut chosen: Vec<&str> = ["one", "other"].iter().filter_map(|name| params.get(name)).collect();
    for (name, _) in &names {
        if chosen.len() < 2 && !chosen.contains(&name.as_str()) {
            chosen.push(name);
        }
    }
    let places = |name: &str| rows.number_of(name).and_then(|number| holders.get(&number)).cloned();
    let sides = chosen.iter().map(|&name| (name.to_owned(), places(name).unwrap_or_default())).collect();
    Ok(Chosen { names, sides })
}

fn side(ledger: &Ledger, name: String, places: &[&Place]) -> Result<Side, Failure> {
    Ok(Side {
        name,
        rows: listed(ledger, &places[..places.len().min(LINES)])?,
        more: places.len().saturating_sub(LINES),
    })
}
