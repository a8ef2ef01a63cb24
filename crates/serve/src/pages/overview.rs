//! Overview: how much the ledger holds, and what came last.

use askama::Template;
use axum::extract::State;
use store::Totals;

use super::{Answer, Line, shown};
use crate::app::App;

/// Reports on the page.
const NEWEST: usize = 12;

#[derive(Template)]
#[template(path = "overview.html")]
struct Overview {
    current: &'static str,
    totals: Totals,
    newest: Vec<Latest>,
    last_day: Option<String>,
    ledger: String,
}

struct Latest {
    line: Line,
    statements: usize,
    positions: usize,
    events: usize,
    problems: usize,
}

pub(super) async fn page(State(app): State<App>) -> Answer {
    app.read(|ledger, app| {
        let totals = ledger.totals()?;
        let newest = ledger.newest(0, NEWEST)?;
        let last_day = newest.first().and_then(|report| report.head.published.clone());
        let newest = newest
            .iter()
            .map(|report| Latest {
                line: Line::of(&report.head),
                statements: report.statements,
                positions: report.positions,
                events: report.events,
                problems: report.problems,
            })
            .collect();
        let name = app.0.shelf.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
        shown(&Overview {
            current: "overview",
            totals,
            newest,
            last_day,
            ledger: name,
        })
    })
    .await
}
