//! Overview: how much the ledger holds, what came last, what changed since a date, the board in small.

use askama::Template;
use axum::extract::State;
use store::Totals;

use super::board::{Cell, Section, sections};
use super::{Answer, Line, shown};
use crate::app::App;
use crate::params::Params;

/// Reports on the page.
const NEWEST: usize = 12;

/// Issues of the board in small, and lines of each; moves of stance.
const ISSUES: usize = 4;
const LINES: usize = 4;
const MOVES: usize = 8;

#[derive(Template)]
#[template(path = "overview.html")]
struct Overview {
    current: &'static str,
    totals: Totals,
    newest: Vec<Latest>,
    last_day: Option<String>,
    ledger: String,
    board: Vec<Section>,
    moves: Vec<(String, Cell)>,
    since: String,
    progress: Option<(usize, usize)>,
}

struct Latest {
    line: Line,
    statements: usize,
    positions: usize,
    events: usize,
    problems: usize,
}

pub(super) async fn page(State(app): State<App>, params: Params) -> Answer {
    app.read(move |ledger, app| {
        let newest = ledger.newest(0, NEWEST)?;
        let last_day = newest.first().and_then(|report| report.head.published.clone());
        let newest = newest
            .iter()
            .map(|report| Latest {
                line: super::report::headed(ledger, &report.head),
                statements: report.statements,
                positions: report.positions,
                events: report.events,
                problems: report.problems,
            })
            .collect();
        let name = app.0.shelf.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
        let rows = app.rows()?;
        let totals = rows.totals;
        let asked = |since: Option<&str>| {
            Params(since.map(|since| ("since".to_owned(), since.to_owned())).into_iter().collect())
        };
        let mut board = sections(&rows, &asked(None), LINES)?;
        board.truncate(ISSUES);
        // A move is a stance that differs from the one before it.
        let mut moves = Vec::new();
        for section in sections(&rows, &asked(None), usize::MAX)? {
            let moved = section.cells.into_iter().filter(|cell| {
                cell.moved.is_some() && params.get("since").is_none_or(|since| cell.date.as_str() >= since)
            });
            moves.extend(moved.map(|cell| (section.name.clone(), cell)));
        }
        moves.sort_by(|a, b| b.1.date.cmp(&a.1.date));
        moves.truncate(MOVES);
        shown(&Overview {
            current: "overview",
            totals,
            newest,
            last_day,
            ledger: name,
            board,
            moves,
            since: params.owned("since").unwrap_or_default(),
            progress: app.progress(&rows),
        })
    })
    .await
}
