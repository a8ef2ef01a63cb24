//! Board: where each actor stands on each issue, toward whom, since when. A cell opens its history.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use ledger::{Issue, RowKind, Stance};
use store::What;

use super::{Answer, shown};
use crate::app::App;
use crate::chart::{self, Point};
use crate::failure::Failure;
use crate::index::{Rows, bounds, day_text, days};
use crate::params::{Params, written};
use crate::rows::{Listed, listed, spaced};

/// Lines of an issue unless one issue is asked for, and at most.
const LINES: usize = 10;
const MOST: usize = 200;

/// Rows of a cell's history.
const HISTORY: usize = 60;

#[derive(Template)]
#[template(path = "board.html")]
struct BoardPage {
    current: &'static str,
    issues: Vec<Section>,
    chosen: String,
    actor: String,
    since: String,
    until: String,
    names: Vec<(&'static str, String)>,
    progress: Option<(usize, usize)>,
    is_narrow: bool,
}

/// The positions on an issue.
pub(crate) struct Section {
    pub(crate) name: String,
    link: String,
    pub(crate) cells: Vec<Cell>,
    more: usize,
}

/// Where an actor stands toward somebody.
pub(crate) struct Cell {
    pub(crate) holder: String,
    pub(crate) actor_link: String,
    pub(crate) toward: String,
    pub(crate) stance: &'static str,
    pub(crate) silent: bool,
    pub(crate) conditions: u32,
    pub(crate) date: String,
    pub(crate) age: String,
    pub(crate) count: usize,
    pub(crate) moved: Option<&'static str>,
    pub(crate) link: String,
}

#[derive(Template)]
#[template(path = "cell.html")]
struct CellPage {
    current: &'static str,
    holder: String,
    issue: String,
    toward: String,
    chart: String,
    rows: Vec<Listed>,
    more: usize,
    back: String,
}

pub(super) async fn page(State(app): State<App>, params: Params) -> Answer {
    app.read(move |_, app| {
        let rows = app.rows()?;
        let issue = params.word("issue", Issue::from_name)?;
        let issues = sections(&rows, &params, if issue.is_some() { MOST } else { LINES })?;
        let text = |name: &str| params.owned(name).unwrap_or_default();
        shown(&BoardPage {
            current: "board",
            issues,
            chosen: text("issue"),
            actor: text("actor"),
            since: text("since"),
            until: text("until"),
            names: Issue::ALL.iter().map(|issue| (issue.name(), spaced(issue.name()))).collect(),
            progress: app.progress(&rows),
            is_narrow: !params.0.iter().all(|pair| pair.1.trim().is_empty()),
        })
    })
    .await
}

/// True when a row lies within `since` and `until`.
pub(super) fn within(params: &Params) -> Result<impl Fn(u32, u32) -> bool + use<>, Failure> {
    let bound = |name: &str| -> Result<Option<(u32, u32)>, Failure> {
        let Some(date) = params.get(name) else { return Ok(None) };
        let read = bounds(date).ok_or_else(|| {
            Failure::asked(format!("`{date}` is not a date: write 2022, 2022-10 or 2022-10-05"))
        })?;
        Ok(Some(read))
    };
    let since = bound("since")?.map(|day| day.0);
    let until = bound("until")?.map(|day| day.1);
    Ok(move |from: u32, to: u32| {
        since.is_none_or(|since| to >= since) && until.is_none_or(|until| from != 0 && from <= until)
    })
}

/// The board, an issue after the other, those with the most positions first.
pub(crate) fn sections(rows: &Rows, params: &Params, lines: usize) -> Result<Vec<Section>, Failure> {
    let issue = params.word("issue", Issue::from_name)?;
    let actor = params.get("actor").map(str::to_lowercase);
    let within = within(params)?;
    let latest = rows.latest();
    let mut cells: BTreeMap<(Issue, u32, &[u32]), Gathered> = BTreeMap::new();
    for row in rows.of(RowKind::Position) {
        let What::Position(about, stance, conditions, silent) = row.what else { continue };
        if issue.is_some_and(|issue| issue != about) || !within(row.from, row.to) {
            continue;
        }
        let is_actor = |number: u32| {
            actor.as_ref().is_none_or(|actor| rows.named(number).to_lowercase().contains(actor.as_str()))
        };
        if !is_actor(row.who) && !rows.toward(row).iter().any(|&name| is_actor(name)) {
            continue;
        }
        let cell = cells.entry((about, row.who, rows.toward(row))).or_insert(Gathered {
            stance,
            conditions,
            silent,
            from: row.from,
            to: row.to,
            count: 0,
            before: None,
        });
        cell.count += 1;
        if cell.before.is_none() && stance != cell.stance {
            cell.before = Some(stance);
        }
    }

    let mut issues: BTreeMap<Issue, Vec<(Parties<'_>, Gathered)>> = BTreeMap::new();
    for ((issue, who, toward), cell) in cells {
        issues.entry(issue).or_default().push(((who, toward), cell));
    }
    let mut sections: Vec<(usize, Section)> = issues
        .into_iter()
        .map(|(issue, mut cells)| {
            let total = cells.iter().map(|(_, cell)| cell.count).sum();
            cells.sort_by(|(a, one), (b, other)| {
                let names = |key: &Parties<'_>| {
                    let toward: Vec<&str> = key.1.iter().map(|&name| rows.named(name)).collect();
                    (rows.named(key.0).to_owned(), toward.join(", "))
                };
                other.count.cmp(&one.count).then_with(|| names(a).cmp(&names(b)))
            });
            let more = cells.len().saturating_sub(lines);
            cells.truncate(lines);
            // What one actor holds stands together.
            let mut order: Vec<u32> = Vec::new();
            for ((who, _), _) in &cells {
                if !order.contains(who) {
                    order.push(*who);
                }
            }
            cells.sort_by_key(|((who, _), _)| order.iter().position(|one| one == who));
            let cells = cells
                .into_iter()
                .map(|((who, toward), cell)| cell.shown(rows, issue, who, toward, latest))
                .collect();
            let link = params.with("/board", "issue", Some(issue.name()));
            (total, Section { name: spaced(issue.name()), link, cells, more })
        })
        .collect();
    sections.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.name.cmp(&b.1.name)));
    Ok(sections.into_iter().map(|(_, section)| section).collect())
}

/// A holder and its counterparts, by their numbers.
type Parties<'a> = (u32, &'a [u32]);

struct Gathered {
    stance: Stance,
    conditions: u32,
    silent: bool,
    from: u32,
    to: u32,
    count: usize,
    before: Option<Stance>,
}

impl Gathered {
    fn shown(self, rows: &Rows, issue: Issue, who: u32, toward: &[u32], latest: u32) -> Cell {
        let holder = rows.named(who).to_owned();
        let names: Vec<&str> = toward.iter().map(|&name| rows.named(name)).collect();
        let pairs = [("issue", issue.name()), ("holder", &holder)];
        let link =
            written("/board/cell", pairs.into_iter().chain(names.iter().map(|&name| ("toward", name))));
        let age = match days(latest) - days(self.from) {
            _ if self.from == 0 || latest == 0 => String::new(),
            0 => "the latest day".to_owned(),
            1 => "1 day before the latest".to_owned(),
            days if days < 0 => String::new(),
            days if days < 60 => format!("{days} days before the latest"),
            days if days < 730 => format!("{} months before the latest", days / 30),
            days => format!(
                "{:.1} years before the latest",
                f64::from(i32::try_from(days).unwrap_or(i32::MAX)) / 365.25
            ),
        };
        Cell {
            actor_link: format!("/actors/{}", crate::params::encoded(&holder)),
            toward: names.join(", "),
            holder,
            stance: self.stance.name(),
            silent: self.silent,
            conditions: self.conditions,
            date: day_text(self.from, self.to),
            age,
            count: self.count,
            moved: self.before.map(Stance::name),
            link,
        }
    }
}

/// The history of a cell.
pub(super) async fn cell(State(app): State<App>, params: Params) -> Answer {
    app.read(move |ledger, app| {
        let rows = app.rows()?;
        let issue = params.word("issue", Issue::from_name)?;
        let (Some(issue), Some(holder)) = (issue, params.get("holder")) else {
            return Err(Failure::asked("a cell has an issue and a holder"));
        };
        let toward: Vec<Option<u32>> = params.all("toward").map(|name| rows.number_of(name)).collect();
        let holder_number = rows.number_of(holder);
        let is_here = |row: &&crate::index::Place| {
            matches!(row.what, What::Position(about, ..) if about == issue)
                && Some(row.who) == holder_number
                && rows.toward(row).iter().map(|&name| Some(name)).eq(toward.iter().copied())
        };
        let all: Vec<_> = rows.of(RowKind::Position).filter(is_here).collect();
        let toward: Vec<&str> = params.all("toward").collect();
        if all.is_empty() {
            let message = format!("no position of {holder} on {} is in the ledger", spaced(issue.name()));
            return Err(Failure::missing(message, "go back to the board"));
        }
        let listed = listed(ledger, &all[..all.len().min(HISTORY)])?;
        shown(&CellPage {
            current: "board",
            holder: holder.to_owned(),
            issue: spaced(issue.name()),
            toward: toward.join(", "),
            chart: stance_chart(&all, &format!("Stance of {holder} over time")),
            more: all.len().saturating_sub(HISTORY),
            rows: listed,
            back: written("/board", [("issue", issue.name())].into_iter()),
        })
    })
    .await
}

/// Positions as dots over time; empty for fewer than two dated ones.
pub(super) fn stance_chart(rows: &[&crate::index::Place], name: &str) -> String {
    let dated = || rows.iter().filter(|row| row.from != 0).take(400);
    let points: Vec<Point> = dated()
        .filter_map(|row| match row.what {
            What::Position(issue, stance, ..) => Some(Point {
                day: days(row.from),
                stance,
                title: format!("{}, {}: {stance}", day_text(row.from, row.to), spaced(issue.name())),
            }),
            _ => None,
        })
        .collect();
    if points.len() < 2 {
        return String::new();
    }
    let day = |row: Option<u32>| row.map_or(String::new(), |day| day_text(day, day));
    let first = day(dated().map(|row| row.from).min());
    let last = day(dated().map(|row| row.from).max());
    chart::stances(name, &points, &first, &last)
}
